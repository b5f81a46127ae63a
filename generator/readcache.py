"""What was read of the data files, kept beside the site until they change.

A file counts as unchanged when the file system describes it as it did (size, times, inode), or else when its bytes have
the same digest. A description is relied on only where the file had been at rest for a while before it was read: what
is changed again at once may look the same. What another version of the program kept is not looked at, nor is what was
damaged: then everything is read again, and nothing else is different. It refuses to know what a record is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from stat import S_ISREG
from typing import Any, Final, TypeVar, cast

from . import keeping
from .model.kept import KeptFile, Signature, read_kept, written

NAME: Final = "records.kept"
READERS: Final = ("dates", "model", "yamlfile", "keeping.py", "load", "names.py", "readcache.py", "problems.py",
    "ordinary.py", "markup.py", "words",
)  # fmt: skip
"""What decides what a file's bytes are read as."""
T = TypeVar("T")
_AT_REST: Final = 2_000_000_000  # ns; the coarsest of file systems count time in steps of two seconds


class Opened:
    """What a process that reads the same files again and again has at hand of them: as they were kept, and open.

    `gathered` is what was made of all of them together, for whoever knows how.
    """

    def __init__(self) -> None:
        """Have nothing at hand."""
        self.key = b""
        self.files: dict[str, KeptFile] = {}
        self.gathered: Any = None
        self._unsaved: Path | None = None
        self._held: dict[str, tuple[KeptFile, Any]] = {}

    def take(self, key: bytes, files: dict[str, KeptFile], unsaved: Path | None = None) -> None:
        """Have these files at hand from now on, and no others; they are to be saved in a file, if one is named."""
        self.key, self.files = key, files
        self._unsaved = unsaved or self._unsaved
        for gone in self._held.keys() - files.keys():
            del self._held[gone]

    def settle(self) -> None:
        """Save for other processes what is not saved yet; this one has it at hand."""
        if self._unsaved:
            keeping.keep(self._unsaved, self.key, written(self.files.values()))
        self._unsaved = None

    def held(self, kept: KeptFile, unpack: Callable[[KeptFile], T]) -> T:
        """Return what a file holds as it was unpacked: the very same while it says what it said."""
        then, held = self._held.get(kept.file, (None, None))
        if then is None or (then.content, then.sort) != (kept.content, kept.sort):
            held = unpack(kept)
            self._held[kept.file] = kept, held
        return cast(T, held)


class ReadCache:
    """The files that were kept by an earlier run, and those to be kept for the next."""

    def __init__(self, folder: Path, *settings: object, opened: Opened | None = None) -> None:
        """Look up what is kept in a folder, by this version of the program under the same settings of reading.

        What this process has `opened` need not be looked up.
        """
        self._path = folder / NAME
        self._started = keeping.time_of(self._path)
        self._key = keeping.digest(keeping.program(READERS), repr(settings).encode())
        self.opened = opened
        if opened and opened.key == self._key:
            self._before = opened.files
        else:
            self._before = {kept.file: kept for kept in read_kept(keeping.kept(self._path, self._key))}
        self._now: dict[str, KeptFile] = {}

    def held(self, kept: KeptFile, unpack: Callable[[KeptFile], T]) -> T:
        """Return what a file holds that was kept, unpacked by whoever knows how."""
        return self.opened.held(kept, unpack) if self.opened else unpack(kept)

    def look(self, file: str, sort: str, status: os.stat_result) -> KeptFile | None:
        """Return a file of this sort as it was kept, if the file system describes it as it did then."""
        kept = self.known(file, sort)
        return kept if kept and kept.seen == _signature(status) else None

    def leave(self, kept: KeptFile) -> None:
        """Keep a file for the next run as it is: one that was looked for, and found."""
        self._now[kept.file] = kept

    def known(self, file: str, sort: str) -> KeptFile | None:
        """Return a file of this sort as it was kept, for whoever compares the bytes."""
        kept = self._before.get(file)
        return kept if kept and kept.sort == sort else None

    def keep(self, kept: KeptFile, status: os.stat_result) -> None:
        """Keep a file for the next run, with its description from before it was read."""
        rested = max(status.st_mtime_ns, status.st_ctime_ns) + _AT_REST < self._started
        seen = _signature(status) if rested and S_ISREG(status.st_mode) else None
        self._now[kept.file] = kept if kept.seen == seen else kept.seen_as(seen)

    def save(self) -> None:
        """Put what is to be kept in the place of what was, unless it is the same; who has it opened, does it later."""
        opened = self.opened or Opened()
        opened.take(self._key, self._now, self._path if self._started and self._now != self._before else None)
        if self.opened is None:
            opened.settle()


def _signature(status: os.stat_result) -> Signature:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
