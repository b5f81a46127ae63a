"""Where a build puts what it will need again: pieces that many pages show, and what it gathers until the end.

Both lie in files without a name, which forked processes inherit: so they take no memory, however much it is, and are
gone with the last process, whatever becomes of it.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from io import FileIO
from itertools import accumulate, islice
from typing import NamedTuple

Piece = tuple[bytes, bytes]
"""A piece under its key, which is a digest of whatever tells it from all others."""
KEY_SIZE = 16
"""So many bytes has each key."""
_FEWEST = 1 << 10
_AT_ONCE = 1_000
_SIZE = "I"
_MOST_FILES = 16


class Shelf:
    """Takes pieces in one process, and gives them to this one and to those forked from it afterwards.

    A large site has half a million of them. So what tells where they lie are three blocks of bytes (keys in the order
    in which they came, where each piece ends in the file, and a table of both by keys), which take a sixth of what a
    dict of these takes, and of which no page of memory is copied where another process looks into it.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._file = _file()
        self._keys = bytearray()
        self._ends = array("Q", [0])
        self._table = array("I", bytes(4 * _FEWEST))

    def put(self, pieces: Iterable[Piece]) -> None:
        """Take pieces; of two with one key the first stays."""
        taken = []
        for key, value in pieces:
            place = self._place(key)
            if not self._table[place]:
                self._keys += key
                self._ends.append(self._ends[-1] + len(value))
                self._table[place] = len(self._ends) - 1
                taken.append(value)
                if 2 * len(self._ends) > len(self._table):
                    self._grow()
        _write(self._file, b"".join(taken))

    def get(self, key: bytes) -> bytes | None:
        """Return a piece, if there is one under the key."""
        number = self._table[self._place(key)]
        if not number:
            return None
        start, end = self._ends[number - 1 : number + 1]
        # Where the file is read says each reader for itself: its own place in it is one for all processes.
        return os.pread(self._file.fileno(), end - start, start)

    def _place(self, key: bytes) -> int:
        """Return the place in the table where the number of a key stands, or where it belongs."""
        if len(key) != KEY_SIZE:
            raise ValueError(f"a key has {KEY_SIZE} bytes")
        keys, table, last = self._keys, self._table, len(self._table) - 1
        place = int.from_bytes(key[:8], "little") & last
        while (number := table[place]) and not keys.startswith(key, (number - 1) * KEY_SIZE):
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        """Make room for twice as many."""
        keys = bytes(self._keys)
        self._table = array("I", bytes(2 * len(self._table) * self._table.itemsize))
        for number in range(1, len(self._ends)):
            self._table[self._place(keys[(number - 1) * KEY_SIZE : number * KEY_SIZE])] = number


class _Run(NamedTuple):
    """Values that lie in a file one after the other, from some place on."""

    file: FileIO
    start: int
    sizes: array[int]


Block = tuple[bytes, Sequence[int]]
"""Values one after the other, and how long each is."""


class Pile:
    """Takes values one by one, and gives all of them back in their order, to the process that took them.

    A pile made of others, or of a part of one, copies nothing: its values stay where they lie. But what lies in many
    files is put into one, since each of them is held open.
    """

    def __init__(self, file: FileIO | None = None, start: int = 0, sizes: Iterable[int] = ()) -> None:
        """Begin with nothing, or with values of these sizes in a file that somebody else wrote, from some place on."""
        self._runs = [_Run(file, start, array(_SIZE, sizes))] if file else []
        self._own: _Run | None = None

    def __len__(self) -> int:
        """Return how many values there are."""
        return sum(len(run.sizes) for run in self._runs)

    def put(self, values: Iterable[bytes]) -> None:
        """Take values."""
        left = iter(values)
        while taken := list(islice(left, _AT_ONCE)):
            if self._own is None:
                self._own = _Run(_file(), 0, array(_SIZE))
                self._runs.append(self._own)
            _write(self._own.file, b"".join(taken))
            self._own.sizes.extend(map(len, taken))

    def __iter__(self) -> Iterator[bytes]:
        """Yield all that was put by now."""
        for data, sizes in self.blocks():
            ends = accumulate(sizes)
            yield from (data[end - size : end] for size, end in zip(sizes, ends, strict=True))

    def __add__(self, other: Pile) -> Pile:
        """Return a pile of what lies on both by now."""
        both = _of([run._replace(sizes=run.sizes[:]) for run in (*self._runs, *other._runs)])
        if len({id(run.file) for run in both._runs}) <= _MOST_FILES:
            return both
        whole = Pile()
        whole.put(both)
        return whole

    def without(self, places: Iterable[int]) -> Pile:
        """Return a pile of what lies on this one, but what lies at some places."""
        return _of([run for run, asked in self._cut(places) if not asked])

    def only(self, places: Iterable[int]) -> Pile:
        """Return a pile of what lies on this one at some places."""
        return _of([run for run, asked in self._cut(places) if asked])

    def _cut(self, places: Iterable[int]) -> Iterator[tuple[_Run, bool]]:
        """Yield all in runs of those at some places and those between, and which of both."""
        left, first = sorted(places, reverse=True), 0
        for file, start, sizes in self._runs:
            begin = 0
            while left and left[-1] < first + len(sizes):
                place = left.pop() - first
                yield _Run(file, start, sizes[begin:place]), False
                start += sum(sizes[begin:place])
                yield _Run(file, start, sizes[place : place + 1]), True
                start += sizes[place]
                begin = place + 1
            yield _Run(file, start, sizes[begin:]), False
            first += len(sizes)

    def blocks(self) -> Iterator[Block]:
        """Yield all that was put by now, many values at once."""
        for file, start, sizes in self._runs:
            for begin in range(0, len(sizes), _AT_ONCE):
                some = sizes[begin : begin + _AT_ONCE]
                yield os.pread(file.fileno(), sum(some), start), some
                start += sum(some)


def _of(runs: Iterable[_Run]) -> Pile:
    pile = Pile()
    pile._runs = [run for run in runs if run.sizes]
    return pile


def _file() -> FileIO:
    # Without a buffer: what is in one when a process is forked would be written twice.
    return tempfile.TemporaryFile(buffering=0)


def _write(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
