"""Which pages of a site must be made, and which stand as the last build made them.

A page stands if it is planned as it was, its frame is the same, and everything that was read for it reads the same
now; and if its file lies where the last builds put it. What a page rests on besides (program, templates, settings)
is the basis: when that changes, everything is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from .fill import Filled, Maker, Part, Worked
from .inspection import PageFacts
from .ledger import Ledger, Made
from .problems import Problem
from .publish import Release, beside

LEDGER = "ledger"


def last_ledger(out: Path, folder: str = "") -> Ledger:
    """Return what is known of the last build that was put at a place: of the edition that lies in a folder of it."""
    return Ledger.read(_ledger(out, folder))


def _ledger(out: Path, folder: str) -> Path:
    return beside(out, ".".join([LEDGER, *filter(None, [folder.rstrip("/")])]))


class Upkeep:
    """What there is to do for one edition: the maker is to make the pages at `places`, the others are `kept`."""

    def __init__(self, maker: Maker, release: Release, last: Ledger) -> None:
        """Look at what changed since the last build of the same place; the maker's matter must be prepared."""
        self.inspector, self.root = maker.matter.inspector, maker.root
        self._path = _ledger(release.out, maker.folder)
        self._basis = maker.basis()
        self._reads = maker.matter.noting.reads
        self._states = maker.states()
        self._key = uuid4().hex
        self._last = last
        unchanged = last.unchanged(self._basis, self._reads, self._states)
        self._outcomes = last.outcomes(self._basis, self._reads)
        self._learn(maker.outcomes())
        self.kept: dict[str, Made] = {file: made for file, made in unchanged.items() if release.keep(file, made.key)}
        self.places = [place for place, file in enumerate(self._states) if file not in self.kept]
        self._filled: dict[str, Filled] = {}
        self._others: list[PageFacts] = []

    def take(self, part: Part) -> Part:
        """Take note of pages that were made; their entries are returned with the key of this build."""
        pages = tuple(replace(page, entry=replace(page.entry, key=self._key)) for page in part.pages)
        self._filled.update((page.entry.address, page) for page in pages)
        self._learn(part.outcomes)
        return replace(part, pages=pages)

    def _learn(self, outcomes: Iterable[Worked]) -> None:
        self._outcomes.update((worked.read, worked.outcome(self._reads.number)) for worked in outcomes)

    def lacks(self, seen: Sequence[PageFacts]) -> bool:
        """Take what the inspection saw in the edition; tell whether pages that are kept may lead nowhere now."""
        made = {facts.address: facts for facts in seen}
        self._others = [facts for file, facts in made.items() if file not in self._filled]
        return self._last.lacks(made, made.keys() | self.kept.keys())

    def remember(self) -> None:
        """Write down what the next build needs to know; call it when the inspection has found nothing."""
        number = self._reads.number
        made = (page.made(self._states[file], self._key, number) for file, page in self._filled.items()
                if not page.facts.problems)  # fmt: skip
        pages = [*self.kept.values(), *made]
        self._last.write_next(self._path, self._basis, self._reads, pages, self._others, self._outcomes)


def judge(editions: Sequence[tuple[Upkeep, Sequence[PageFacts]]], files: frozenset[str]) -> list[Problem]:
    """Join what the inspection saw in what was made now, and in what was kept, into the problems of the site.

    For each edition it takes what was seen in its files; editions lead to each other. `files` are the addresses of all.
    """
    lacking = [upkeep.lacks(seen) for upkeep, seen in editions]
    kept = {file: made for upkeep, _ in editions for file, made in upkeep.kept.items()}
    all_seen = [facts for _, seen in editions for facts in seen]
    inspector, root = editions[0][0].inspector, editions[0][0].root
    if any(lacking):
        return inspector.judge_site(root, [*(made.facts for made in kept.values()), *all_seen], files=files)
    return inspector.judge_site(root, all_seen, _Facts(kept), files)


class _Facts(Mapping[str, PageFacts]):
    """What the inspection saw in pages that are kept, looked up one by one: few are asked for."""

    def __init__(self, kept: Mapping[str, Made]) -> None:
        self._kept = kept

    def __getitem__(self, file: str) -> PageFacts:
        return self._kept[file].facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
