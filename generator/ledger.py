"""What the last build made each page of, so that the next one makes again only what would come out otherwise.

For each page the ledger holds its state (the page as planned, and its frame), what was read for it, under which key
its file was put into place, and what the inspection saw. All of that is true of the page
wherever the site is published and whatever became of the build, so a build that was stopped does no harm; a ledger
that is missing, of another program, or cannot be read, costs nothing but time.

Whatever is read has a number that it keeps from build to build, so that a page's reads are a few bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import keeping
from .inspection import PageFacts
from .keeping import DIGEST_SIZE
from .model import packed, unpacked
from .reads import Read, Reads

_NUMBER = "I"
_FORM = keeping.digest(b"ledger 4")


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
    known: bytes

    @property
    def facts(self) -> PageFacts:
        """What the inspection saw in the page, which had no faults."""
        targets, anchors, ids = unpacked(self.known)
        return PageFacts(self.file, (), tuple(targets), tuple(map(tuple, anchors)), ids)


def numbered(reads: Iterable[int]) -> bytes:
    """Return the numbers of reads as they are kept."""
    return array(_NUMBER, sorted(reads)).tobytes()


def known(facts: PageFacts) -> bytes:
    """Return what the inspection saw in a page without faults, to be kept."""
    return packed((facts.targets, facts.anchors, facts.ids))


class Ledger:
    """The pages of one build by their files, and the reads that they name by numbers.

    `others` are the anchors of all other files, as the inspection saw them.
    """

    def __init__(
        self,
        basis: bytes = b"",
        pages: Mapping[str, Made] | None = None,
        others: Mapping[str, str] | None = None,
        reads: tuple[Read, ...] = (),
        digests: bytes = b"",
    ) -> None:
        """Take the reads in the order of their numbers, and a digest of what was read for each."""
        self.basis = basis
        self.pages = pages or {}
        self.others = others or {}
        self.reads = reads
        self._digests = digests

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Return the ledger of a file; an empty one if it is none."""
        try:
            basis, names, of, keys, digests, rows, others = unpacked(keeping.kept(path, _FORM))
            reads = tuple((names[one], _hashable(key)) for one, key in zip(of, keys, strict=True))
            made = (Made(file, state, key, size, numbers, seen) for file, state, key, size, numbers, seen in rows)
            pages = {page.file: page for page in made}
        except (ValueError, TypeError, IndexError):
            return cls()
        return cls(basis, pages, others, reads, digests)

    @staticmethod
    def write(path: Path, basis: bytes, reads: Reads, pages: Iterable[Made], others: Iterable[PageFacts]) -> None:
        """Put the ledger of a build into place in one step."""
        names = {name: one for one, name in enumerate(sorted({name for name, _ in reads.numbers}))}
        rows = [(made.file, made.state, made.key, made.size, made.reads, made.known) for made in pages]
        of = bytes(names[name] for name, _ in reads.numbers)
        digests = b"".join(map(reads.digest, reads.numbers))
        keys = [key for _, key in reads.numbers]
        anchors = {facts.address: facts.ids for facts in others}
        keeping.keep(path, _FORM, packed((basis, tuple(names), of, keys, digests, rows, anchors)))

    def unchanged(self, basis: bytes, reads: Reads, states: Mapping[str, bytes]) -> dict[str, Made]:
        """Return those of the pages with these states, by their files, that would come out as they did."""
        if basis != self.basis:
            return {}
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
