"""What pages are made of but their frames: records, plan, templates, history; and what every file is held against.

It is prepared once, and inherited by forked workers. A process that builds again goes on from what it prepared last.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from .basis import basis
from .corpus import Corpus
from .disk import INDEX
from .geography import NO_OUTLINES, Outlines
from .history import NO_HISTORY, History
from .inspection import Budget, Inspector, Prior, Statements
from .layout import Layout, keep_layout, read_layout
from .ledger import Ledger
from .model import packed
from .pages import MAP_WORLD, Draft, Page, Plan, map_file, plan
from .reads import INDEXES, LookingCorpus, NotingCorpus, Register
from .regrouped import take_over
from .render import Renderer
from .shelf import Shelf
from .surfaces import Registry
from .templates import Files
from .unworded import differ_only_in_words, rest_on_the_same
from .views import has_feeds

_FEW_REWORDED = 50
"""With so many records in other words a layout is still good enough to be kept as it is."""


@dataclass(frozen=True)
class Matter:
    """Everything that pages are made of but their frames. What can be made again from the rest is not sent around.

    The first of `leaks` is a mark of the program's own. `outlines` are what maps are drawn on. `register` has the
    numbers of an earlier run, which reads keep. `veils` are selectors by which style sheets of the site's own hide
    something, with the addresses of these. `twins` are the addresses of pages that every edition of the site has.
    Of a corpus that is laid out alike, `planned` is the plan of the last build of this process, `layout` what an
    earlier process made, if there is either.
    """

    corpus: Corpus
    templates: Files
    leaks: tuple[str, ...]
    history: History = NO_HISTORY
    register: Register | None = None
    twins: frozenset[str] = frozenset()
    outlines: Outlines = NO_OUTLINES
    veils: tuple[tuple[str, tuple[str, ...]], ...] = ()
    planned: Plan | None = None
    layout: Layout | None = None

    @cached_property
    def plan(self) -> Plan:
        """The pages of the corpus."""
        if self.planned:
            return self.planned
        corrections, feeds = self._told
        return self.layout.plan if self.layout else plan(self.corpus, corrections, feeds=feeds)

    @property
    def _told(self) -> tuple[int, bool]:
        """How many corrections the history tells of, and whether there are feeds: all that a plan takes of it."""
        return len(self.history.corrections), has_feeds(self.corpus, self.history)

    @cached_property
    def noting(self) -> NotingCorpus:
        """The corpus that pages are made of; it knows what was read for each."""
        return NotingCorpus.of(self.corpus, self.register, ready=self.layout.indexes if self.layout else None)

    @cached_property
    def renderer(self) -> Renderer:
        """The compiled templates."""
        return Renderer(self.noting, self.plan, self.templates, self.history, self.outlines)

    @cached_property
    def inspector(self) -> Inspector:
        """What every file is held against."""
        known = (self.layout.statements, self.layout.reworded) if self.layout else (None, ())
        return self._inspector(*known)

    def _inspector(self, earlier: Prior | None, changed: Collection[str]) -> Inspector:
        """Return what files are held against; of `earlier` statements these records are `changed`, came or went."""
        settings = self.corpus.settings
        budget = Budget(page=settings.options.max_page_bytes)
        with self.noting.reads.apart():
            expected = self.renderer.expected
            texts = expected.statements(earlier.texts if earlier else None, changed)
            also = expected.elsewhere(earlier.also if earlier else None, changed)
            statements = Statements(texts, expected.expectation, earlier, also)
        url = settings.url and settings.url.removesuffix(settings.folder)
        marks, leaks = self.leaks[:1], self.leaks[1:]
        return Inspector(statements, url, budget, leaks=leaks, marks=marks, places=self._places, folder=settings.folder,
                         on_disk=settings.offline, veils=dict(self.veils))  # fmt: skip

    def _places(self, file: str) -> frozenset[str]:
        """Return where claims may stand in a file, which every edition has in a folder of its own."""
        return self.surfaces.places(file.removeprefix(self.corpus.settings.folder))

    def twin(self, page: Page) -> str:
        """Return where other editions have the same page, or the section that it lies in."""
        address = page.address if page.address in self.twins else page.section
        return f"{address}{INDEX}" if self.corpus.settings.offline else address

    @cached_property
    def surfaces(self) -> Registry:
        """Where claims may stand."""
        return Registry(kind.folder for kind in self.corpus.settings.types.values())

    @property
    def is_mapped(self) -> bool:
        """Whether there are maps, which are drawn on outlines."""
        return map_file(MAP_WORLD, "outline") in self.plan.by_address

    def prepare(self) -> None:
        """Make all this now: while the engine is at work, and so that forked workers inherit it."""
        self.renderer.prepare()
        _ = self.inspector
        self.noting.reads.close()

    def learn(self) -> None:
        """Find out of each source what every process would that is forked from this one: there are many, in turns."""
        with self.noting.reads.apart():
            for source in self.corpus.sources:
                self.renderer.claims.learn(source)

    def beside(self, twins: frozenset[str]) -> Matter:
        """Return the same, with its plan, for an edition beside others, which have pages at these addresses too."""
        made = replace(self, twins=twins)
        made.__dict__.update(plan=self.plan)
        return made

    def laid_out(self, path: Path) -> Matter:
        """Return the same as an earlier process laid it out, if it is written down in a file; else itself."""
        layout = read_layout(path, self.corpus, self._told)
        if layout is None:
            return self
        self.corpus.__dict__.update({name: layout.indexes[name][0] for name in INDEXES})
        return replace(self, layout=layout)

    @property
    def is_laid_out_anew(self) -> bool:
        """Whether other processes do not know yet how it is laid out, or much of it is worded otherwise."""
        known = self.planned or (self.layout and len(self.layout.reworded) <= _FEW_REWORDED)
        return not known

    def keep_layout(self, path: Path) -> None:
        """Write down for other processes how it is laid out."""
        layout = Layout(self.plan, self.noting.of_no_words(), self.inspector.statements.prior)
        keep_layout(path, layout, self.corpus, self._told)

    def planned_as(self, before: Matter) -> Matter:
        """Return the same with the plan of what the last build of this process was made of, if that is the same."""
        return replace(self, planned=before.plan) if self._is_planned_as(before) else self

    def glimpse(self, before: Matter, twins: frozenset[str]) -> Matter:
        """Return the same for a look at a page or two: what is prepared for all pages only as far as these ask for it.

        It comes after what the last build of this process made, from which nothing is taken away. `twins` are the
        addresses of these pages, if there are other editions.
        """
        take_over(self.corpus, before.corpus, alike=self.planned is not None)
        made = replace(self, twins=twins)
        looking = LookingCorpus.of(self.corpus, before.noting if self.planned else None)
        corrections, feeds = self._told
        made.__dict__.update(plan=self.planned or Draft(looking, corrections, feeds=feeds), noting=looking)
        now, then = self.corpus, before.corpus
        earlier = None
        if rest_on_the_same(now, then):
            earlier = before.inspector.statements.prior._replace(known=None)
        changed = now.changed_since(then).union(then.digests.keys() - now.digests.keys())
        made.__dict__["inspector"] = made._inspector(earlier, changed)
        return made

    def take_from_glimpse(self, glimpse: Matter) -> None:
        """Take over which records belong together, as far as that was found out for a glimpse of the same matter."""
        found = glimpse.noting.__dict__
        self.corpus.__dict__.update({name: found[name] for name in INDEXES if name in found})

    def prepare_after(self, before: Matter, ledger: Ledger) -> Set[int] | None:
        """Make all this with what the last build of this process made, which is of no use to anybody else then.

        Return the numbers of what reads otherwise now; None where everything has to be made again. `ledger` is that of
        the last build.
        """
        alike = self.plan is before.plan
        if alike:
            take_over(self.corpus, before.corpus, alike=True)
        self.__dict__["noting"] = NotingCorpus.of(self.corpus, None, before.noting, same_indexes=alike)
        self.renderer.prepare()
        changed = None
        if self.basis() == ledger.basis:
            changed = self.noting.reads.take_over(ledger.touched)
            earlier = before.inspector.statements.prior
            self.__dict__["inspector"] = self._inspector(earlier, self.noting.reads.changed_records())
            self.inspector.take_over(before.inspector)
        self.prepare()
        return changed

    def _is_planned_as(self, other: Matter) -> bool:
        """Tell whether there are the same pages, and the same indexes of the records."""
        return self._told == other._told and differ_only_in_words(self.corpus, other.corpus)

    def take_from(self, shelf: Shelf) -> None:
        """Look on a shelf for what another process of this build made."""
        self.noting.reads.shelf = shelf
        self.inspector.take_from(shelf)

    def basis(self, *rest: object) -> bytes:
        """Return a digest of what every page rests on, and of whatever else is given: call it when all is prepared."""
        history = self.history
        known = sorted(history.early), history.whole, history.missing, history.unread, bool(history.day)
        reads = self.noting.reads
        common = sorted((packed(read), reads.digest(read)) for read in reads.read_by(reads.common))
        corpus = self.corpus
        drawn_on = self.outlines.digest if self.is_mapped else b""
        settings = corpus.settings, corpus.vocabulary, corpus.parted
        return basis(self.templates, *settings, self.leaks, self.veils, known, common, drawn_on, rest)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what the other process makes for itself, and what is known of an earlier run, which is much."""
        known = dict.fromkeys(("register", "planned", "layout"))
        return {**{name: getattr(self, name) for name in self.__dataclass_fields__}, **known}
