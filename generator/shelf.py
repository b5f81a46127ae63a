"""Where a build puts what it will need again: pieces that many pages show, and what it gathers until the end.

Both lie in files without a name, which forked processes inherit: so they take no memory, however much it is, and are
gone with the last process, whatever becomes of it.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from io import FileIO
from itertools import islice

Piece = tuple[bytes, bytes]
"""A piece under its key, which is a digest of whatever tells it from all others."""
KEY_SIZE = 16
"""So many bytes has each key."""
_FEWEST = 1 << 10
_AT_ONCE = 1_000


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


class Pile:
    """Takes values one by one, and gives all of them back in their order, to the process that took them."""

    def __init__(self, file: FileIO | None = None, start: int = 0, sizes: Iterable[int] = ()) -> None:
        """Begin with nothing, or with values of these sizes in a file that somebody else wrote, from some place on."""
        self._file = _file() if file is None else file
        self._start = start
        self._sizes = array("I", sizes)

    def __len__(self) -> int:
        """Return how many values there are."""
        return len(self._sizes)

    def put(self, values: Iterable[bytes]) -> None:
        """Take values."""
        left = iter(values)
        while taken := list(islice(left, _AT_ONCE)):
            _write(self._file, b"".join(taken))
            self._sizes.extend(map(len, taken))

    def __iter__(self) -> Iterator[bytes]:
        """Yield all that was put by now."""
        start = self._start
        for size in self._sizes:
            yield os.pread(self._file.fileno(), size, start)
            start += size


def _file() -> FileIO:
    # Without a buffer: what is in one when a process is forked would be written twice.
    return tempfile.TemporaryFile(buffering=0)


def _write(file: FileIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
