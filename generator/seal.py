"""Tells at a glance that nothing changed which a site is made of, so that nothing needs to be read, let alone made.

A seal is put beside the builds after a good one. It holds what came of the build, and a digest of the state of all that
it was made of: size, times and inode of every file and folder, the commit that is checked out, the environment, the
program and its libraries. Files are not opened. A seal is only put where everything was left alone for a while before
the build began; so what is edited while a build is at work, or within one tick of the disk's clock, breaks it.
This module imports little, since all else would take longer than what it does.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path

from .gitlog import NoGitError, head
from .problems import Problem, Spot
from .publish import beside, intact

OUT = "site"
"""Where a site is put, in its own folder, if nobody says otherwise."""
OUT_OFFLINE = "site-offline"
"""Where a site that is opened from a disk is put, if nobody says otherwise."""
SEAL = "seal"
CALM = 1_000_000_000
"""For so many nanoseconds before the build nothing may have changed."""
_FORM = 1
State = tuple[str, int]
"""A digest of a state, and when the newest file in it changed, in nanoseconds."""
_HERE = Path(__file__).resolve().parent
_FLEETING = frozenset({"_", "COLUMNS", "LINES", "OLDPWD", "PWD", "SHLVL", "TERM", "WINDOWID"})


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: its problems, how many pages the site has, how many files were written, and where it is.

    `counts` says in words what the site holds; `made` is how many pages were made of records, the others were kept as
    an earlier build had made them. `roots` are files and folders that were read besides the site's folder.
    """

    problems: list[Problem]
    counts: str
    pages: int
    written: int
    made: int
    out: Path
    roots: tuple[Path, ...] = ()


class Seal:
    """The seal of one site at one place, as it would have to be now; `began` is now, in nanoseconds."""

    def __init__(self, site: Path, out: Path, environ: Mapping[str, str], began: int) -> None:
        """Look at everything in the site's folder, before anything is read."""
        self._site = site
        self._out = out
        self._path = beside(out, SEAL)
        self._began = began
        self._around = repr(sorted((name, value) for name, value in environ.items() if name not in _FLEETING))
        self._first = self._own()

    def unbroken(self) -> Built | None:
        """Return what came of the last good build, if nothing has changed since; None if anything may have."""
        try:
            form, digest, problems, counts, pages, roots = json.loads(self._path.read_text("utf-8"))
            found = [Problem(code, severity, Spot(*spot), *words) for code, severity, spot, *words in problems]
            if form != _FORM or digest != _joined(self._first, self._state(map(Path, roots))) or not intact(self._out):
                return None
        except (OSError, ValueError, TypeError):
            return None
        return Built(found, counts, pages, 0, 0, self._out)

    def put(self, built: Built) -> None:
        """Seal a good build, unless anything that it is made of changed just before it or since."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            last, roots = self._own(), self._state(built.roots)
            if last == self._first and max(last[1], roots[1]) < self._began - CALM:
                names = [os.fspath(root.resolve()) for root in built.roots]
                problems = [astuple(problem) for problem in built.problems]
                step = self._path.with_suffix(".new")
                words = [_FORM, _joined(last, roots), problems, built.counts, built.pages, names]
                step.write_text(json.dumps(words), "utf-8")
                step.replace(self._path)

    def _own(self) -> State:
        """Return the state of the site's folder and of what works on it."""
        libraries = Path(sysconfig.get_paths()["purelib"])
        installed = libraries.stat().st_mtime_ns if libraries.is_dir() else 0
        about = [sys.version, _commit(self._site), self._around, str(installed)]
        return self._state((self._site, _HERE), about)

    def _state(self, roots: Iterable[Path], about: Iterable[str] = ()) -> State:
        digest, newest = blake2b(digest_size=20), 0
        for words in about:
            digest.update(f"{words}\n".encode("utf-8", "surrogatepass"))
        for root in roots:
            for line, changed in _lines(root.resolve(), self._out.absolute()):
                digest.update(line.encode("utf-8", "surrogateescape"))
                newest = max(newest, changed)
        return digest.hexdigest(), newest


def _commit(site: Path) -> str:
    try:
        return repr(head(site))
    except NoGitError as error:
        return f"none: {error}"


def _joined(one: State, other: State) -> str:
    return one[0] + other[0]


def _lines(root: Path, out: Path) -> Iterator[tuple[str, int]]:
    """Yield a line on a root and each file and folder below it, and when the file changed; 0 for folders.

    What begins with a dot is left out, and so is the built site.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [os.fspath(root)]
    while waiting:
        path = waiting.pop()
        try:
            status = os.stat(path)  # noqa: PTH116
        except OSError as error:
            yield f"{path} {error.errno}\n", 0
            continue
        if not stat.S_ISDIR(status.st_mode):
            yield _line(path, status)
        elif (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            yield f"{path}/\n", 0
            for entry in _entries(path):
                if entry.name.startswith(".") or entry.name == "__pycache__" or entry.path == os.fspath(out):
                    continue
                if file := _status(entry):
                    yield _line(entry.path, file)
                else:
                    waiting.append(entry.path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder; nothing of one that may not be read, which a site cannot be made of either."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    """Return the status of an ordinary file; None for whatever else, and for what is gone in the meantime."""
    try:
        return entry.stat() if entry.is_file() else None
    except OSError:
        return None


def _line(path: str, status: os.stat_result) -> tuple[str, int]:
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    changed = max(status.st_mtime_ns, status.st_ctime_ns)
    return f"{path} {status.st_mode} {status.st_size} {times} {status.st_ino}\n", changed
