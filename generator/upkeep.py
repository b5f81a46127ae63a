"""Which pages of a site must be made, and which stand as the last build made them.

A page stands if it is planned as it was, its frame is the same, and everything that was read for it reads the same
now; and if its file lies where the last builds put it. What a page rests on besides (program, templates, settings)
is the basis: when that changes, everything is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from .fill import Maker, Part, Worked
from .inspection import PageFacts
from .ledger import Addresses, Ledger, Made, Outcome
from .problems import Problem
from .publish import Entry, Release, beside
from .reads import Read

LEDGER = "ledger"


def last_ledger(out: Path, folder: str = "") -> Ledger:
    """Return what is known of the last build that was put at a place: of the edition that lies in a folder of it."""
    return Ledger.read(_ledger(out, folder))


def _ledger(out: Path, folder: str) -> Path:
    return beside(out, ".".join([LEDGER, *filter(None, [folder.rstrip("/")])]))


class Upkeep:
    """What there is to do for one edition: the maker is to make the pages at `places`, the others are `kept`.

    What becomes of all that is made is gathered here, in little room: a large site has a hundred thousand pages. `made`
    are pages without faults, `seen` is what the inspection saw in everything else, `entries` are the files of all.
    """

    def __init__(
        self,
        maker: Maker,
        release: Release,
        last: Ledger,
        changed: Set[int] | None = None,
        states: Mapping[str, bytes] | None = None,
    ) -> None:
        """Look at what changed since the last build of the same place; the maker's matter must be prepared.

        `changed` are numbers of what reads otherwise now, `states` those of the pages, where that is known.
        """
        self.maker = maker
        self.addresses = Addresses(last.addresses)
        self.made: dict[str, Made] = {}
        self.seen: list[PageFacts] = []
        self.entries: list[Entry] = []
        self._path = _ledger(release.out, maker.folder)
        self._basis = maker.basis()
        self._reads = maker.matter.noting.reads
        self.states = maker.states() if states is None else states
        self._key = uuid4().hex
        self._last = last
        unchanged = last.unchanged(self._basis, self._reads, self.states, changed)
        self._outcomes: dict[Read, Outcome] = {}
        self._learn(maker.outcomes())
        self.kept: dict[str, Made] = {file: made for file, made in unchanged.items() if release.keep(file, made.key)}
        self.places = [place for place, file in enumerate(self.states) if file not in self.kept]

    def take(self, part: Part) -> None:
        """Take note of what was made."""
        for page in part.pages:
            self.entries.append(replace(page.entry, key=self._key))
            if page.facts.problems:
                self.seen.append(page.facts)
            else:
                file = page.entry.address
                self.made[file] = page.made(self.states[file], self._key, self._reads.number, self.addresses)
        self.entries += part.entries
        self.seen += part.facts
        self._learn(part.outcomes)

    def _learn(self, outcomes: Iterable[Worked]) -> None:
        self._outcomes.update((worked.read, worked.outcome(self._reads.number)) for worked in outcomes)

    @property
    def lacks(self) -> bool:
        """Whether pages that are kept may lead nowhere now; ask when everything is made."""
        ids = {facts.address: facts.ids for facts in self.seen} | {file: made.ids for file, made in self.made.items()}
        return self._last.lacks(ids, ids.keys() | self.kept.keys())

    def rehearse(self) -> None:
        """Make a page of each sort, to be written nowhere: so this process knows the frames and what pages share."""
        pages = self.maker.matter.plan.pages
        sorts = {(page.template, page.section, page.address.count("/")): place for place, page in enumerate(pages)}
        self._learn(self.maker.draw(sorts.values()).part.outcomes)
        self.maker.matter.renderer.terms.prepare()

    def remember(self) -> Ledger:
        """Write down what the next build needs to know; call it when the inspection has found nothing."""
        self._learn(self.maker.outcomes())
        pages = [*self.kept.values(), *self.made.values()]
        outcomes = {**self._last.outcomes(self._basis, self._reads), **self._outcomes}
        made = self._last.next(self._basis, self._reads, pages, self.seen, outcomes, self.addresses.names)
        made.write(self._path)
        return made


def judge(editions: Sequence[Upkeep], files: frozenset[str]) -> list[Problem]:
    """Join what the inspection saw in what was made now, and in what was kept, into the problems of the site.

    It takes all editions, which lead to each other. `files` are the addresses of all.
    """
    lacking = any(edition.lacks for edition in editions)
    seen = [facts for edition in editions for facts in edition.seen]
    for edition in editions:
        known = (*edition.kept.values(), *edition.made.values()) if lacking else edition.made.values()
        seen += map(edition.addresses.facts, known)
    first = editions[0]
    kept = {} if lacking else {file: made.ids for edition in editions for file, made in edition.kept.items()}
    return first.maker.matter.inspector.judge_site(first.maker.root, seen, kept, files)
