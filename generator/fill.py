"""Renders pages, puts them into frames, writes them and reads them back for the inspection: one page after another.

The work is cut into parts. To draw pages needs no disk, and can be done wherever a `Maker` is sent to; they are written
there too, or by whoever gets the bytes back. Which process makes which page changes no byte.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeVar

from .basis import basis
from .corpus import Corpus
from .engine import EngineOutput
from .exports.search import INDEX_FILES, PAGES, Written, pages, written
from .frame import Filling, Frame, resolve
from .history import NO_HISTORY, History
from .inspection import Budget, Inspector, PageFacts, Statements
from .keeping import digest
from .ledger import Made, known, numbered
from .model import packed
from .pages import WORDS, Page, Plan, href, plan, search_file
from .prose import Target
from .publish import Entry, write_file
from .reads import NotingCorpus, Read
from .render import Renderer
from .surfaces import Registry
from .templates import Files
from .views import script, word_groups

P = TypeVar("P")
R = TypeVar("R")
PART = 50
FEW = 300
"""Up to so many pages one process makes them sooner than several can be started."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of one generated page: its file, and what the inspection saw.

    `reads` are the numbers of what was read for the page, `strange` other reads: those that have no number, and all
    where another process has other numbers.
    """

    entry: Entry
    facts: PageFacts
    reads: bytes
    strange: tuple[Read, ...]

    def made(self, state: bytes, key: str, number: Callable[[Read], int]) -> Made:
        """Return what is kept of it for the next build; `number` gives a read its number."""
        reads = self.reads + numbered(map(number, self.strange))
        return Made(self.entry.address, state, key, self.entry.size, reads, known(self.facts))


@dataclass(frozen=True, slots=True)
class Part:
    """What became of some pages and files: those written, and what the inspection saw."""

    entries: tuple[Entry, ...]
    facts: tuple[PageFacts, ...]
    pages: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages that are not written yet: what will become of them, and the bytes of each."""

    part: Part
    data: tuple[bytes, ...]


class Workers(Protocol):
    """Who can do work elsewhere."""

    def map(self, work: Callable[[P], R], parts: Sequence[P], /) -> Iterator[R]:
        """Yield what becomes of each part, in order, with few of them in memory at a time."""
        ...


@dataclass(frozen=True)
class Matter:
    """Everything that pages are made of but their frames. What can be made again from the rest is not sent around.

    `earlier` are reads of an earlier run, which keep their numbers.
    """

    corpus: Corpus
    templates: Files
    leaks: tuple[str, ...]
    history: History = NO_HISTORY
    earlier: tuple[Read, ...] = ()

    @cached_property
    def plan(self) -> Plan:
        """The pages of the corpus."""
        return plan(self.corpus, len(self.history.corrections))

    @cached_property
    def noting(self) -> NotingCorpus:
        """The corpus that pages are made of; it knows what was read for each."""
        return NotingCorpus.of(self.corpus, self.earlier)

    @cached_property
    def renderer(self) -> Renderer:
        """The compiled templates."""
        return Renderer(self.noting, self.plan, self.templates, self.history)

    @cached_property
    def inspector(self) -> Inspector:
        """What every file is held against."""
        settings = self.corpus.settings
        budget = Budget(page=settings.options.max_page_bytes)
        with self.noting.reads.apart():
            statements = Statements(self.renderer.statements(), self.renderer.expectation)
        return Inspector(statements, settings.url, budget, leaks=self.leaks, places=self.surfaces.places)

    @cached_property
    def surfaces(self) -> Registry:
        """Where claims may stand."""
        return Registry(kind.folder for kind in self.corpus.settings.types.values())

    def prepare(self) -> None:
        """Make all this now: while the engine is at work, and so that forked workers inherit it."""
        self.renderer.prepare()
        _ = self.inspector
        self.noting.reads.close()

    def basis(self, *rest: object) -> bytes:
        """Return a digest of what every page rests on, and of whatever else is given: call it when all is prepared."""
        history = self.history
        known = sorted(history.early), history.whole, history.missing, history.unread, bool(history.day)
        reads = self.noting.reads
        common = sorted((packed(read), reads.digest(read)) for read in reads.read_by(reads.common))
        corpus = self.corpus
        return basis(self.templates, corpus.settings, corpus.vocabulary, self.leaks, known, common, rest)

    def __getstate__(self) -> dict[str, object]:
        """Leave out what the other process makes for itself, and the numbers of an earlier run, which are many."""
        return {**{name: getattr(self, name) for name in self.__dataclass_fields__}, "earlier": ()}


@dataclass(frozen=True)
class Maker:
    """Makes pages of their matter and their frames, below a folder.

    At `home`, in the process that began the build and those forked from it, reads have the same numbers.
    """

    matter: Matter
    engine: EngineOutput
    root: Path
    home: bool = True

    def basis(self) -> bytes:
        """Return a digest of what every page rests on but its own frame: call it when all is prepared."""
        return self.matter.basis()

    def states(self) -> dict[str, bytes]:
        """Return for the file of each page a digest of the page as planned, and of its frame."""
        states = {}
        for page in self.matter.plan.pages:
            frame = self.engine.frame_for(page.address).digest if page.framed else b""
            states[page.file] = digest(packed(page), frame)
        return states

    def __getstate__(self) -> dict[str, object]:
        """Say that this is another process, with other numbers, where the engine's files do not lie."""
        engine = replace(self.engine, files=Path(), pages={}, problems=(), roots=())
        return {"matter": self.matter, "engine": engine, "root": self.root, "home": False}

    def make(self, places: Iterable[int]) -> Part:
        """Draw and write the pages at some places of the plan."""
        return self.write(self.draw(places))

    def draw(self, places: Iterable[int]) -> Drawn:
        """Render and read the pages at some places of the plan, away from any disk."""
        drawn = [self._page(self.matter.plan.pages[place]) for place in places]
        pages, data = tuple(page for page, _ in drawn), tuple(data for _, data in drawn)
        return Drawn(Part((), (), pages), data)

    def write(self, drawn: Drawn) -> Part:
        """Put pages that were drawn here or elsewhere into place."""
        made = zip(drawn.part.pages, drawn.data, strict=True)
        pages = tuple(replace(page, entry=write_file(self.root, page.entry.address, data)) for page, data in made)
        return replace(drawn.part, pages=pages)

    def make_search(self) -> Part:
        """Let the search find what is no record: the hand-written pages, and each word that the site explains."""
        engine = self.matter.corpus.settings.options.engine
        made = (self.engine.files / INDEX_FILES[engine]).read_bytes()
        entries = [*written(engine, made, self.engine.sentinels), *self._words()]
        return self.make_file(search_file(PAGES), script(PAGES, pages(entries)).encode())

    def make_written(self, address: str, file: str) -> Part:
        """Take over a hand-written page from the engine, with its links, its embedded claims and its lists."""
        html = (self.engine.files / file).read_text("utf-8")
        embed = partial(self.matter.renderer.embed, address)
        whole = resolve(html, lambda kind, id: self._target(address, id), embed)
        entry, fact = self._put(file, whole.encode(), self.matter.surfaces.written)
        return Part((entry,), (fact,))

    def make_file(self, address: str, data: bytes) -> Part:
        """Put any other file into place."""
        entry, fact = self._put(address, data)
        return Part((entry,), (fact,))

    def _page(self, page: Page) -> tuple[Filled, bytes]:
        with self.matter.noting.reads.apart() as ground:
            rendered = self.matter.renderer.render(page)
        file = page.file
        if page.framed:
            filling = Filling(page.address, rendered.title, rendered.description, rendered.body, rendered.toc,
                              head=rendered.head)  # fmt: skip
            data, facts = self._filled(file, self.engine.frame_for(page.address), filling)
        else:
            data = rendered.body.encode()
            facts = self.matter.inspector.read_page(file, data)
        entry = Entry(file, len(data))
        if not self.home:
            return Filled(entry, facts, b"", tuple(self.matter.noting.reads.read_by(ground))), data
        numbers = [read for read in ground.reads if isinstance(read, int)]
        strange = tuple(read for read in ground.reads if not isinstance(read, int))
        return Filled(entry, facts, numbered(numbers), strange), data

    def _words(self) -> Iterator[Written]:
        yield Written(WORDS, "What the words mean", "")
        for group in word_groups(self.matter.corpus):
            for anchor, word in group.anchored:
                yield Written(f"{WORDS}#{anchor}", word.word, f"{word.also} {word.note}")

    def _filled(self, file: str, frame: Frame, filling: Filling) -> tuple[bytes, PageFacts]:
        values = frame.values(filling)
        data = frame.join(values)
        return data, self.matter.inspector.read_filled(file, frame.fixed, values, data)

    def _put(self, address: str, data: bytes, places: frozenset[str] | None = None) -> tuple[Entry, PageFacts]:
        return write_file(self.root, address, data), self.matter.inspector.read_page(address, data, places)

    def _target(self, origin: str, id: str) -> Target | None:
        corpus = self.matter.corpus
        if corpus.record(id) is None:
            return None
        kind = "entity" if id in corpus.entities else "claim" if id in corpus.claims else "source"
        return Target(href(origin, self.matter.plan.address(id)), self.matter.renderer.inline.called(kind, id))


def fill(maker: Maker, places: Iterable[int], jobs: int, elsewhere: Workers | None = None) -> Iterator[Part]:
    """Make the pages at some places of the plan in up to `jobs` processes, or let them be drawn elsewhere."""
    maker.matter.prepare()
    order = _order(maker.matter, places)
    parts = [order[start : start + PART] for start in range(0, len(order), PART)]
    if elsewhere is not None:
        yield from map(maker.write, elsewhere.map(maker.draw, parts))
    elif jobs == 1 or len(order) <= FEW:
        yield from map(maker.make, parts)
    else:
        # Forked workers have everything at hand; where forking is not safe they make it again.
        start = "fork" if sys.platform == "linux" else "spawn"
        maker.matter.renderer.compile()
        with ProcessPoolExecutor(jobs, get_context(start), initializer=_begin, initargs=(maker,)) as pool:
            yield from pool.map(_make, parts)


def _order(matter: Matter, places: Iterable[int]) -> list[int]:
    """Return places of the plan with those pages side by side that show the same claims.

    What is worked out of a claim is remembered for a while: so it is worked out once, and not in each process.
    """
    claims = matter.corpus.claims

    def source(page: Page) -> str:
        shown = claims.get(page.subject) or next((claims[row] for row in page.rows if row in claims), None)
        return shown.citations[0].source if shown and shown.citations else ""

    pages = matter.plan.pages
    return sorted(places, key=lambda place: (source(pages[place]), place))


_maker: Maker | None = None


def _begin(maker: Maker) -> None:
    global _maker
    _maker = maker
    # What was inherited stays to the end: the collector need not walk through it again and again.
    gc.freeze()


def _make(places: Sequence[int]) -> Part:
    assert _maker is not None
    return _maker.make(places)
