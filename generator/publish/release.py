"""Brings one of two build folders up to date, and shows it to readers in one step."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from ..handover import builds_of, forget, stranger
from ..problems import DossierError
from .files import FILE_MODE, FOLDER_MODE, Entry, check_apart, folders_above, put_link, walk, write_file
from .manifest import Listed, read_manifest, write_manifest
from .place import NUMBER, build_number
from .untouched import is_untouched


class Lying:
    """What the last builds of this process left lying, file by file: who builds again need not look at each.

    It counts as long as nobody else finished a build there: then the list of its files is another one.
    """

    def __init__(self) -> None:
        """Know of no build."""
        self._builds: dict[Path, tuple[tuple[int, int], dict[str, Entry]]] = {}

    def note(self, manifest: Path, entries: Mapping[str, Entry]) -> None:
        """Take note of a finished build, by the list of its files."""
        last = [*self._builds][-1:]
        self._builds = {**{path: self._builds[path] for path in last}, manifest: (_identity(manifest), dict(entries))}

    def of(self, manifest: Path) -> dict[str, Entry] | None:
        """Return what lies in a build, by the list of its files; None where that is not known."""
        identity, entries = self._builds.get(manifest, (None, None))
        return entries if manifest.is_file() and _identity(manifest) == identity else None


def _identity(file: Path) -> tuple[int, int]:
    """Return what tells a file from another one in its place."""
    status = file.stat()
    return status.st_ino, status.st_mtime_ns


class Release:
    """One build of `out`, from taking the lock to replacing the link; leaving it unfinished changes nothing.

    DossierError where `out` is not ours to replace, or where another build of it is at work. A place once used by a
    `private` site is refused to a public one, and the other way round.
    """

    root: Path
    out: Path

    def __init__(self, out: Path, *, private: bool = False, left: Lying | None = None) -> None:
        """Begin nothing yet; `left` tells what builds of this process left lying."""
        if out.name in ("", ".."):
            raise DossierError(f"cannot publish to {out}: name a folder that can be replaced")
        self.out = out
        self._builds = builds_of(out)
        self._private = private
        self._lock = -1
        self._number = 0
        self._lying: set[str] = set()
        self._folders: set[str] = set()
        self._known: dict[str, Entry] = {}
        self._entries: dict[str, Entry] = {}
        self._tidy = self._was_tidy = False
        self._left = left if left is not None else Lying()

    def __enter__(self) -> Self:
        self._live()
        try:
            self._builds.mkdir(parents=True, exist_ok=True)
            self._builds.chmod(FOLDER_MODE)
            self._take_lock()
            self._open_older()
        except OSError as error:
            self._release_lock()
            raise DossierError(
                f"cannot prepare {self._builds}: {error.strerror}; choose another place with --out"
            ) from error
        except DossierError:
            self._release_lock()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release_lock()

    def write(self, address: str, data: bytes, key: str = "") -> bool:
        """Put one file in place; tell whether anything had to be written."""
        entry = write_file(self.root, address, data, key)
        self.record([entry])
        return entry.written

    def keep(self, address: str, key: str) -> bool:
        """Take a file over as it lies; False, and nothing done, unless it was made from this key and left alone.

        It may lie in the folder at work, or in the one that readers see: from there it comes by a hard link.
        """
        entry = self._known.get(address)
        if not key:
            return False
        if entry is None or entry.key != key:
            entry = self._brought(address, key)
        if entry is not None:
            self.record([entry])
        return entry is not None

    def record(self, entries: Iterable[Entry]) -> None:
        """Count files written by `write_file` among those of this build."""
        self._tidy = False
        for entry in entries:
            if entry.address in self._entries:
                raise DossierError(f"two things are published at one address: {entry.address}")
            self._entries[entry.address] = entry

    @property
    def files(self) -> Set[str]:
        """The addresses of all files of this build: after `prune`, of all that lie below `root`."""
        return self._entries.keys()

    def prune(self) -> None:
        """Remove what this build did not write or keep, so that `root` holds what readers will get."""
        if self._tidy or (self._was_tidy and self._entries.keys() == self._lying):
            return
        check_apart(self._entries)
        needed = set(chain.from_iterable(map(folders_above, self._entries)))
        if self._was_tidy:
            self._folders.update(chain.from_iterable(map(folders_above, self._lying)))
        try:
            for address in sorted(self._lying - self._entries.keys() - needed):
                with suppress(FileNotFoundError, NotADirectoryError):
                    (self.root / address).unlink()
            for folder in sorted(self._folders - needed, reverse=True):
                with suppress(FileNotFoundError, NotADirectoryError):
                    (self.root / folder).rmdir()
        except OSError as error:
            raise DossierError(f"cannot tidy {self.root}: {error.strerror}") from error
        self._tidy = True

    def finish(self) -> Path:
        """Remove what vanished, then show this build to readers in one step; return `out`."""
        self.prune()
        try:
            write_manifest(self._manifest(self._number), self._entries.values())
            self._left.note(self._manifest(self._number), self._entries)
            self._link(self._number)
        except OSError as error:
            raise DossierError(f"cannot replace {self.out}: {error.strerror}") from error
        return self.out

    def _live(self) -> int:
        """Return the number of the build that readers see, 0 for none."""
        if self.out.is_symlink():
            number = build_number(self.out)
            if number:
                return number
            target = self.out.readlink()
            raise DossierError(f"{self.out} is a link to {target}: remove it, or publish to another place")
        if self.out.exists() and (found := stranger(self.out)):
            raise DossierError(
                f"{self.out} is in the way, and was not made by this program (see {found}): if it is the output of "
                "another one, delete it; else move it, or publish to another place with --out"
            )
        return 0

    def _link(self, number: int) -> None:
        """Lead readers to a build, in one step."""
        step = self._builds / "next"
        step.unlink(missing_ok=True)
        step.symlink_to(f"{self._builds.name}/{number}")
        step.replace(self.out)

    def _take_lock(self) -> None:
        """Hold the lock until this process ends, however it ends."""
        self._lock = os.open(self._builds / "lock", os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            # Not flock: that would pass to forked workers, and an orphan would hold it for ever.
            fcntl.lockf(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as error:
            holder = os.read(self._lock, 32).decode("ascii", "replace").strip()
            raise DossierError(
                f"another build of {self.out} is at work (process {holder}): let it end, or stop it"
            ) from error
        os.ftruncate(self._lock, 0)
        os.write(self._lock, f"{os.getpid()}\n".encode("ascii"))

    def _release_lock(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _open_older(self) -> None:
        """Make the folder that readers do not see ready for work, under a number never used before."""
        live = self._live()
        numbers = sorted(int(path.name) for path in self._builds.iterdir() if NUMBER.fullmatch(path.name))
        if not live and self.out.exists():
            # What another program made of this site is the last good one. Killed between these two steps, readers
            # would see nothing until the next build.
            live = max([0, *numbers]) + 1
            self.out.rename(self._builds / str(live))
            self._link(live)
        forget(self.out)
        self._keep_apart(is_used=bool(numbers or live))
        others = [number for number in numbers if number != live]
        self._number = max([live, *numbers]) + 1
        self.root = self._builds / str(self._number)
        for stale in others[:-1]:
            self._manifest(stale).unlink(missing_ok=True)
            shutil.rmtree(self._builds / str(stale))
        if not others:
            self.root.mkdir()
        else:
            older = self._manifest(others[-1])
            left = self._left.of(older)
            known, finished = (left, 0) if left is not None else read_manifest(older)
            older.unlink(missing_ok=True)
            (self._builds / str(others[-1])).rename(self.root)
            if left is None:
                self._survey(known, finished)
            else:
                self._lie(left)
        self.root.chmod(FOLDER_MODE)

    def _keep_apart(self, is_used: bool) -> None:
        """Refuse to put a private site where a public one was, or a public one where a private one was."""
        mark = self._builds / "private"
        if is_used and mark.exists() != self._private:
            was, comes = ("public", "private") if self._private else ("private", "public")
            raise DossierError(f"{self.out} is the place of a {was} site: put the {comes} one elsewhere with --out")
        if self._private:
            mark.touch()

    def _lie(self, known: dict[str, Entry]) -> None:
        """Trust that in the folder lies what is known, and nothing else."""
        self._known, self._lying, self._was_tidy = known, set(known), True

    def _survey(self, known: dict[str, Entry], finished: int) -> None:
        """See what lies in the folder: links go, and what changed since it was finished is not known."""
        sizes = [(address, entry.size) for address, entry in known.items()]
        if known and is_untouched(str(self.root), sizes, finished, iter):
            self._lie(known)
            return
        for address, item in list(walk(self.root)):
            if item.is_dir(follow_symlinks=False):
                self._folders.add(address)
            elif not item.is_file(follow_symlinks=False):
                Path(item.path).unlink()
            else:
                self._lying.add(address)
                status, entry = item.stat(follow_symlinks=False), known.get(address)
                if entry and status.st_size == entry.size and status.st_mtime_ns <= finished:
                    self._known[address] = entry

    @cached_property
    def _seen(self) -> tuple[int, Listed]:
        """The number of the build that readers see, and what it left."""
        live = self._live()
        return live, Listed(self._manifest(live))

    def _brought(self, address: str, key: str) -> Entry | None:
        """Link a file of the build that readers see into this one, if it was made from this key and left alone."""
        live, known = self._seen
        entry, path = known.get(address), f"{self._builds}/{live}/{address}"
        if entry is None or entry.key != key:
            return None
        try:
            status = os.lstat(path)
            if not stat.S_ISREG(status.st_mode) or status.st_size != entry.size or status.st_mtime_ns > known.finished:
                return None
            put_link(str(self.root), path, f"{self.root}/{address}")
        except OSError:
            return None
        return entry

    def _manifest(self, number: int) -> Path:
        return self._builds / f"{number}.manifest"
