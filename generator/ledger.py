"""What the last build made each page of, so that the next one makes again only what would come out otherwise.

For each page the ledger holds its state (the page as planned, and its frame), what was read for it, under which key
its file was put into place, what the search finds in it, and what the inspection saw. All of that is true of the page
wherever the site is published and whatever became of the build, so a build that was stopped does no harm; a ledger
that is missing, of another program, or cannot be read, costs nothing but time.

Whatever is read has a number that it keeps from build to build, so that a page's reads are a few bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import keeping
from .inspection import PageFacts
from .keeping import DIGEST_SIZE
from .model import packed, unpacked
from .reads import Read, Reads

_NUMBER = "I"


@dataclass(frozen=True, slots=True)
class Made:
    """A page that was made, at the address of its file: of what, and what others need to know of it.

    `state` is a digest of the page as planned and of its frame, `reads` are numbers, `known` is what the inspection
    saw.
    """

    file: str
    state: bytes
    key: str
    size: int
    reads: bytes
    search: tuple[str, ...]
    known: bytes

    @property
    def facts(self) -> PageFacts:
        """What the inspection saw in the page, which had no faults."""
        targets, anchors, ids = unpacked(self.known)
        return PageFacts(self.file, (), tuple(targets), tuple(map(tuple, anchors)), ids)


def known(facts: PageFacts) -> bytes:
    """Return what the inspection saw in a page without faults, to be kept."""
    return packed((facts.targets, facts.anchors, facts.ids))


class Numbers:
    """The numbers of all that can be read; what is looked for and not found has none before it was."""

    def __init__(self, reads: Reads, last: Iterable[Read] = ()) -> None:
        """Number what had numbers in the last build, and then every entry of every collection."""
        self._of: dict[Read, int] = {read: number for number, read in enumerate(last)}
        for name, collection in reads.collections.items():
            for key in collection.every():
                self._of.setdefault((name, key), len(self._of))

    def __iter__(self) -> Iterator[Read]:
        return iter(self._of)

    def split(self, reads: Iterable[Read]) -> tuple[bytes, tuple[Read, ...]]:
        """Return the numbers of reads, and those reads that have none."""
        found, strange = array(_NUMBER), []
        for read in reads:
            number = self._of.get(read)
            if number is None:
                strange.append(read)
            else:
                found.append(number)
        return found.tobytes(), tuple(strange)

    def joined(self, reads: bytes, strange: Iterable[Read]) -> bytes:
        """Return the numbers of all reads; those that had none get the next ones."""
        return reads + array(_NUMBER, [self._of.setdefault(read, len(self._of)) for read in strange]).tobytes()


class Ledger:
    """The pages of one build by their files, and the reads that they name by numbers.

    `others` are the anchors of all other files, as the inspection saw them.
    """

    def __init__(
        self,
        pages: Mapping[str, Made],
        others: Mapping[str, str] | None = None,
        reads: tuple[Read, ...] = (),
        digests: bytes = b"",
    ) -> None:
        """Take the reads in the order of their numbers, and a digest of what was read for each."""
        self.pages = pages
        self.others = others or {}
        self.reads = reads
        self._digests = digests

    @classmethod
    def read(cls, path: Path, basis: bytes) -> Ledger:
        """Return the ledger of a file; an empty one if it is none, or rests on another basis."""
        try:
            names, of, keys, digests, rows, others = unpacked(keeping.kept(path, basis))
            reads = tuple((names[one], _hashable(key)) for one, key in zip(of, keys, strict=True))
            made = (Made(file, state, key, size, numbers, tuple(search), seen)
                    for file, state, key, size, numbers, search, seen in rows)  # fmt: skip
            pages = {page.file: page for page in made}
        except (ValueError, TypeError, IndexError):
            return cls({})
        return cls(pages, others, reads, digests)

    @staticmethod
    def write(
        path: Path,
        basis: bytes,
        reads: Reads,
        numbers: Numbers,
        pages: Iterable[Made],
        others: Iterable[PageFacts],
    ) -> None:
        """Put the ledger of a build into place in one step."""
        numbered = list(numbers)
        names = {name: one for one, name in enumerate(reads.collections)}
        rows = [(made.file, made.state, made.key, made.size, made.reads, made.search, made.known) for made in pages]
        of = bytes(names[name] for name, _ in numbered)
        digests = b"".join(map(reads.digest, numbered))
        anchors = {facts.address: facts.ids for facts in others}
        keys = [key for _, key in numbered]
        keeping.keep(path, basis, packed((tuple(names), of, keys, digests, rows, anchors)))

    def unchanged(self, reads: Reads, states: Mapping[str, bytes]) -> dict[str, Made]:
        """Return those of the pages with these states, by their files, that would come out as they did."""
        alike = {file: made for file, made in self.pages.items() if states.get(file) == made.state}
        changed = self._changed(reads)
        return {file: made for file, made in alike.items() if changed.isdisjoint(array(_NUMBER, made.reads))}

    def lacks(self, seen: Mapping[str, PageFacts], files: Container[str]) -> bool:
        """Tell whether any file is gone, or has lost an anchor: then pages that are kept may lead nowhere.

        `seen` are the files that were made now, `files` the addresses of all.
        """
        if any(file not in files for file in (*self.pages, *self.others)):
            return True
        for file, facts in seen.items():
            before = self.pages[file].facts.ids if file in self.pages else self.others.get(file, "")
            if before != facts.ids and not set(facts.ids.split("\n")).issuperset(before.split("\n")):
                return True
        return False

    def _changed(self, reads: Reads) -> set[int]:
        then = (self._digests[at : at + DIGEST_SIZE] for at in range(0, len(self._digests), DIGEST_SIZE))
        now = (reads.digest(read) for read in self.reads)
        return {number for number, (before, after) in enumerate(zip(then, now, strict=True)) if before != after}


def _hashable(key: Any) -> Hashable:
    return tuple(key) if isinstance(key, list) else key
