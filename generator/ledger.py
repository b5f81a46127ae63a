"""What the last build made each page of, so that the next one makes again only what would come out otherwise.

For each page the ledger holds its state (the page as planned, and its frame), what was read for it, under which key
its file was put into place, and what the inspection saw. All of that is true of the page
wherever the site is published and whatever became of the build, so a build that was stopped does no harm; a ledger
that is missing, of another program, or cannot be read, costs nothing but time.

Whatever is read has a number that it keeps from build to build, so that a page's reads are a few bytes; so has every
address that pages lead to. Some of what is read was itself made of reads (an outcome): it is worked out again only when
one of these has changed.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from io import FileIO
from itertools import accumulate, chain, islice
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple, Self

from . import keeping
from .inspection import PageFacts
from .keeping import DIGEST_SIZE
from .model import Row, packed, unpacked, unpacker
from .reads import Read, Reads, Register
from .shelf import Pile

_NUMBER = "I"
_SIZE = 8
_LENGTH = "Q"
_SECTIONS = 10
_FEW = 10
"""So many numbers are found sooner one by one in what all outcomes are made of than each outcome is looked at."""
_FORM = keeping.digest(b"ledger 11")


class Made(Row, frozen=True):
    """A page that was made, at the address of its file: of what, and what others need to know of it.

    `state` is a digest of the page as planned and of its frame; `reads` are numbers of these, `leads` are those of the
    addresses that it leads to, `anchored` of an address and an anchor there by turns. `ids` are its own anchors.
    """

    file: str
    state: bytes
    key: str
    size: int
    reads: bytes
    leads: bytes
    anchored: bytes
    ids: str

    def packed(self) -> bytes:
        """Return it as bytes."""
        return packed(self)

    @staticmethod
    def unpacked(data: bytes) -> Made:
        """Return what was packed."""
        return _made(data)


class Standing(NamedTuple):
    """What counts of a page that may stand: under which key its file was put into place, its anchors, and its row."""

    key: str
    ids: str
    row: int


class Addresses:
    """Addresses and anchors, each with a number, so that what leads there takes little room."""

    def __init__(self, earlier: Iterable[str] = ()) -> None:
        """Begin with those of an earlier build."""
        self.names = list(earlier)
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def numbered(self, names: Iterable[str]) -> bytes:
        """Return the numbers of some, in their order; one that had none gets the next."""
        numbers = self._numbers
        found = []
        for name in names:
            number = numbers.setdefault(name, len(numbers))
            if number == len(self.names):
                self.names.append(name)
            found.append(number)
        return array(_NUMBER, found).tobytes()

    def facts(self, made: Made) -> PageFacts:
        """Return what the inspection saw in a page, which had no faults."""
        leads, anchored = self._named(made.leads), self._named(made.anchored)
        return PageFacts(made.file, (), leads, tuple(zip(anchored[::2], anchored[1::2], strict=True)), made.ids)

    def _named(self, numbers: bytes) -> tuple[str, ...]:
        return tuple(map(self.names.__getitem__, array(_NUMBER, numbers)))


class Outcome(NamedTuple):
    """The digest of what came out of some work, and the numbers of what was read for it."""

    digest: bytes
    reads: bytes

    def packed(self, number: int) -> bytes:
        """Return it as bytes, with its number."""
        return number.to_bytes(_SIZE, "little") + self.digest + self.reads

    @classmethod
    def unpacked(cls, data: bytes) -> tuple[int, Self]:
        """Return the number, and what was packed with it."""
        begin = _SIZE + DIGEST_SIZE
        return int.from_bytes(data[:_SIZE], "little"), cls(data[_SIZE:begin], data[begin:])


def numbered(reads: Iterable[int]) -> bytes:
    """Return the numbers of reads as they are kept."""
    return array(_NUMBER, sorted(reads)).tobytes()


class Ledger:
    """The pages of one build by their files, and the reads that they name by numbers.

    `rows` are the pages, packed. They stay in the ledger's file, since those of a large site take a third of a gigabyte
    otherwise. `planned` is a digest of all that their states hang on. `others` are the anchors of all other files, as
    the inspection saw them; `made_of` tells for each outcome, by its number, what was read for it; `wholes` are digests
    of whole collections: in one that is the same nothing changed. `addresses` are what pages lead to, in the order of
    their numbers.
    """

    def __init__(
        self,
        basis: bytes = b"",
        rows: Pile | None = None,
        planned: bytes = b"",
        others: Mapping[str, str] | None = None,
        register: Register | None = None,
        digests: bytes = b"",
        made_of: Mapping[int, bytes] | None = None,
        wholes: Mapping[str, bytes] | None = None,
        addresses: Sequence[str] = (),
    ) -> None:
        """Take the numbers of reads, and a digest of what was read under each number that there was then."""
        self.basis = basis
        self.rows = Pile() if rows is None else rows
        self.planned = planned
        self.others = others or {}
        self.register = Register() if register is None else register
        self.addresses = addresses
        self._digests = digests
        self._made_of = made_of or {}
        self._wholes = wholes or {}
        self._otherwise: Set[int] | None = None
        self._nested: Mapping[int, bytes] | None = None
        self._in_a_row: tuple[bytes, array[int], array[int]] | None = None

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """Return the ledger of a file; an empty one if it is none."""
        file = keeping.opened(path, _FORM)
        if file is None:
            return cls()
        try:
            basis, planned, sorts, named, digests, sizes, others, made_of, wholes, addresses = _sections(file)
            keys = [tuple(map(_hashable, sort)) for sort in sorts]
            register = Register((collection, keys[sort]) for collection, sort in named)
            outcomes = {int(number): bytes(numbers) for number, numbers in made_of.items()}
            rows = Pile(file, keeping.HEAD, array(_NUMBER, sizes))
        except (OSError, ValueError, TypeError, IndexError, AttributeError):
            return cls()
        return cls(basis, rows, planned, others, register, digests, outcomes, wholes, addresses)

    def next(
        self,
        basis: bytes,
        reads: Reads,
        rows: Pile,
        others: Iterable[PageFacts],
        outcomes: Iterable[tuple[int, Outcome]],
        addresses: Sequence[str] = (),
        planned: bytes = b"",
    ) -> Ledger:
        """Return the ledger of the build after this one; reads have the same numbers in both, and outcomes theirs.

        Of two outcomes with one number the later counts. Ask what is unchanged first, if anything may be.
        """
        anchors = {facts.address: facts.ids for facts in others}
        made_of: dict[int, bytes] = {}
        digests = bytearray(self._digests.ljust(DIGEST_SIZE * len(reads.register), b"\0"))
        for number, outcome in outcomes:  # one by one, since a large site has half a million
            made_of[number] = outcome.reads
            digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE] = outcome.digest
        for number, read in self._read_anew(reads, made_of.keys()):
            if number not in made_of:
                digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE] = reads.digest(read)
        return Ledger(basis, rows, planned, anchors, reads.register, bytes(digests), made_of, reads.wholes(), addresses)

    def write(self, path: Path) -> None:
        """Put the ledger into place in one step."""
        keeping.keep(path, _FORM, self._parts())

    def _parts(self) -> Iterator[bytes]:
        """Yield the ledger's bytes in parts: the pages, each section of what else there is, and how long these are."""
        sizes = array(_NUMBER)
        for data, some in self.rows.blocks():
            sizes.extend(some)
            yield data
        sorts: dict[int, tuple[int, Sequence[Hashable]]] = {}  # those that are the same once, by what they are
        named = [(name, sorts.setdefault(id(keys), (len(sorts), keys))[0]) for name, keys in self.register.rows()]
        sections = (
            self.basis, self.planned, [keys for _, keys in sorts.values()], named, self._digests, sizes.tobytes(),
            self.others, self._made_of, self._wholes, self.addresses,
        )  # fmt: skip
        lengths = array(_LENGTH)
        for section in sections:  # each by itself, since together they take a third of a gigabyte
            data = packed(section)
            lengths.append(len(data))
            yield data
        yield lengths.tobytes()

    def _read_anew(self, reads: Reads, made_of: Set[int]) -> Iterator[tuple[int, Read]]:
        """Yield what may not have the digest that it had, with its number: all of it, where that was not looked for.

        Outcomes of now are `made_of` something, and have theirs.
        """
        register = reads.register
        if self._otherwise is None:
            yield from enumerate(register)
            return
        known = {number for number in self._otherwise | (self._made_of.keys() - made_of) if number >= 0}
        yield from ((number, register.name(number)) for number in chain(known, range(self._known, len(register))))

    def outcomes(self, basis: bytes, reads: Reads) -> Iterator[tuple[int, Outcome]]:
        """Yield the outcomes that there still are, with their numbers.

        Ask what is unchanged first: what is not was told of then.
        """
        for number, made_of in self._made_of.items() if basis == self.basis else ():
            if reads.yields(self.register.name(number)):
                yield number, Outcome(self._then(number), made_of)

    @property
    def pages(self) -> Iterator[Made]:
        """The pages, in the order in which they were made."""
        return map(Made.unpacked, self.rows)

    def unchanged(
        self, basis: bytes, reads: Reads, states: Mapping[str, bytes] | None, changed: Set[int] | None = None
    ) -> dict[str, Standing]:
        """Return those of the pages with these states, by their files, that would come out as they did.

        Without `states` all pages have those that they had. `changed` are numbers of what reads otherwise now, where
        that is known.
        """
        if basis != self.basis:
            return {}
        self._otherwise = changed = self._with_outcomes(
            self._changed(reads) if changed is None else set(changed), reads
        )
        return {
            made.file: Standing(intern(made.key), intern(made.ids), row)  # the same for most pages of claims
            for row, made in enumerate(self.pages)
            if (states is None or states.get(made.file) == made.state)
            and changed.isdisjoint(array(_NUMBER, made.reads))
        }

    def forget_pages(self) -> None:
        """Forget what pages were made of, when none of them stands any more; their anchors are what others led to."""
        self.others = {**self.others, **{made.file: intern(made.ids) for made in self.pages}}
        self.rows = Pile()

    def lacks(self, ids: Mapping[str, str], files: Container[str], fallen: Iterable[int]) -> bool:
        """Tell whether any file is gone, or has lost an anchor: then pages that are kept may lead nowhere.

        `ids` are the anchors of the files that were made now, `files` the addresses of all, `fallen` the rows of the
        pages that are not kept.
        """
        pages = map(Made.unpacked, self.rows.only(fallen))
        for file, before in chain(self.others.items(), ((made.file, made.ids) for made in pages)):
            now = ids.get(file, before)
            if file not in files or (before != now and not set(now.split("\n")).issuperset(before.split("\n"))):
                return True
        return False

    def touched(self, changed: Set[int]) -> Set[int]:
        """Return these numbers with those of all outcomes that may have changed with them, told by what they are of."""
        last = self._made_with(changed)
        touched = last | changed
        among = self._made_of if self._nested is None else self._nested
        while last:
            last = _made_with(last, among) - touched
            touched |= last
        return touched

    def settle(self) -> None:
        """Find out which outcomes are made of others, and have at hand in a row what all are made of.

        So the next build of this process need not look at each.
        """
        outcomes = self._made_of.keys()
        self._nested = {
            number: of for number, of in self._made_of.items() if not outcomes.isdisjoint(array(_NUMBER, of))
        }
        ends = array(_LENGTH, accumulate(map(len, self._made_of.values())))
        self._in_a_row = b"".join(self._made_of.values()), ends, array(_NUMBER, self._made_of)

    def _made_with(self, numbers: Set[int]) -> set[int]:
        """Return the numbers of the outcomes that are made of any of these."""
        if self._in_a_row is None or len(numbers) > _FEW:
            return _made_with(numbers, self._made_of)
        row, ends, outcomes = self._in_a_row
        return {outcomes[bisect_right(ends, at)] for number in numbers if number >= 0 for at in _places(row, number)}

    def _changed(self, reads: Reads) -> set[int]:
        """Return the numbers of what reads otherwise now, but outcomes."""
        same, made_of = self._same(reads), self._made_of
        return {
            number
            for number, read in enumerate(islice(self.register, self._known))
            if read[0] not in same and number not in made_of and reads.digest(read) != self._then(number)
        }

    def _with_outcomes(self, changed: set[int], reads: Reads) -> set[int]:
        """Add the numbers of outcomes that have changed."""
        settled: set[int] = set()
        for number in self.touched(changed) & self._made_of.keys():
            self._settle(number, reads, changed, settled)
        return changed

    def _settle(self, number: int, reads: Reads, changed: set[int], settled: set[int]) -> None:
        """Find out whether an outcome has changed; it is worked out again if what it was made of has."""
        if number in settled:
            return
        settled.add(number)
        made_of = array(_NUMBER, self._made_of[number])
        for inner in made_of:
            if inner in self._made_of:
                self._settle(inner, reads, changed, settled)
        if not changed.isdisjoint(made_of) and reads.settled(self.register.name(number)) != self._then(number):
            changed.add(number)

    def _same(self, reads: Reads) -> frozenset[str]:
        """Return the names of the collections of which nothing has changed."""
        return frozenset(name for name, whole in reads.wholes().items() if self._wholes.get(name) == whole)

    @property
    def _known(self) -> int:
        """How many numbers there were then; others may have been given since."""
        return len(self._digests) // DIGEST_SIZE

    def _then(self, number: int) -> bytes:
        """Return the digest of what was read under a number."""
        return self._digests[number * DIGEST_SIZE : (number + 1) * DIGEST_SIZE]


_made = unpacker(Made)


def _made_with(numbers: Set[int], made_of: Mapping[int, bytes]) -> set[int]:
    """Return the numbers of those outcomes that are made of any of some numbers."""
    return {outcome for outcome, of in made_of.items() if not numbers.isdisjoint(array(_NUMBER, of))}


def _places(row: bytes, number: int) -> Iterator[int]:
    """Yield where a number stands in a row of numbers."""
    sought = array(_NUMBER, [number])
    at = row.find(sought)
    while at >= 0:
        if at % sought.itemsize == 0:
            yield at
        at = row.find(sought, at + 1)


def _sections(file: FileIO) -> Iterator[Any]:
    """Yield what stands behind the pages of a ledger, section by section."""
    lengths = array(_LENGTH)
    end = os.fstat(file.fileno()).st_size - _SECTIONS * lengths.itemsize
    lengths.frombytes(os.pread(file.fileno(), _SECTIONS * lengths.itemsize, end))
    start = end - sum(lengths)
    for length in lengths:
        yield unpacked(os.pread(file.fileno(), length, start))
        start += length


def _hashable(key: Any) -> Hashable:
    return tuple(key) if isinstance(key, list) else key
