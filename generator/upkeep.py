"""Which pages of a site must be made, and which stand as the last build made them.

A page stands if it is planned as it was, its frame is the same, and everything that was read for it reads the same
now; and if its file lies where the last builds put it. What a page rests on besides (program, templates, settings)
is the basis: when that changes, everything is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from .fill import Filled, Maker, Part
from .inspection import PageFacts
from .ledger import Ledger, Made
from .problems import Problem
from .publish import Release, beside

LEDGER = "ledger"


def last_ledger(out: Path) -> Ledger:
    """Return what is known of the last build that was put at a place."""
    return Ledger.read(beside(out, LEDGER))


class Upkeep:
    """What there is to do in one build: the maker is to make the pages at `places`, the others are `kept`."""

    def __init__(self, maker: Maker, release: Release, last: Ledger) -> None:
        """Look at what changed since the last build of the same place; the maker's matter must be prepared."""
        self._maker = maker
        self._path = beside(release.out, LEDGER)
        self._basis = maker.basis()
        self._reads = maker.matter.noting.reads
        self._states = maker.states()
        self._key = uuid4().hex
        self._last = last
        unchanged = last.unchanged(self._basis, self._reads, self._states)
        self.kept: dict[str, Made] = {file: made for file, made in unchanged.items() if release.keep(file, made.key)}
        self.places = [place for place, file in enumerate(self._states) if file not in self.kept]
        self._filled: dict[str, Filled] = {}
        self._others: list[PageFacts] = []

    def take(self, part: Part) -> Part:
        """Take note of pages that were made; their entries are returned with the key of this build."""
        pages = tuple(replace(page, entry=replace(page.entry, key=self._key)) for page in part.pages)
        self._filled.update((page.entry.address, page) for page in pages)
        return replace(part, pages=pages)

    def judge(self, seen: Sequence[PageFacts]) -> list[Problem]:
        """Join what the inspection saw in what was made now, and in what was kept, into the problems of the site."""
        made = {facts.address: facts for facts in seen}
        inspector, root = self._maker.matter.inspector, self._maker.root
        self._others = [facts for file, facts in made.items() if file not in self._filled]
        if self._last.lacks(made, made.keys() | self.kept.keys()):
            return inspector.judge_site(root, [*(kept.facts for kept in self.kept.values()), *seen])
        return inspector.judge_site(root, seen, _Facts(self.kept))

    def remember(self) -> None:
        """Write down what the next build needs to know; call it when the inspection has found nothing."""
        number = self._reads.number
        made = (page.made(self._states[file], self._key, number) for file, page in self._filled.items()
                if not page.facts.problems)  # fmt: skip
        pages = [*self.kept.values(), *made]
        Ledger.write(self._path, self._basis, self._reads, pages, self._others)


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
