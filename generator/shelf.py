"""Pieces that many pages show, made once by one process of a build, for all processes that begin later.

They lie in a file without a name, which forked processes inherit: so they take no memory, however many they are, and
are gone with the last process, whatever becomes of it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable

Piece = tuple[bytes, bytes]
"""A piece under its key, which is a digest of whatever tells it from all others."""


class Shelf:
    """Takes pieces in one process, and gives them to this one and to those forked from it afterwards."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - as long as the shelf
        self._end = 0
        self._places: dict[bytes, tuple[int, int]] = {}

    def put(self, pieces: Iterable[Piece]) -> None:
        """Take pieces; of two with one key the first stays."""
        taken = []
        for key, value in pieces:
            if key not in self._places:
                self._places[key] = self._end, len(value)
                self._end += len(value)
                taken.append(value)
        data = memoryview(b"".join(taken))
        while data:
            data = data[self._file.write(data) :]

    def get(self, key: bytes) -> bytes | None:
        """Return a piece, if there is one under the key."""
        place = self._places.get(key)
        # Where the file is read says each reader for itself: its own place in it is one for all processes.
        return None if place is None else os.pread(self._file.fileno(), place[1], place[0])
