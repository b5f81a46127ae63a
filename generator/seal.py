"""Tells at a glance that nothing changed which a site is made of, so that nothing needs to be read, let alone made.

A seal is put beside the builds after a good one, and into the cache after a check. It holds what came of that, and a
digest of the state of all that was read: size, times and inode of every file and folder, the commit that is checked
out, the environment, the program and its libraries. Files are not opened. A seal is only put where everything was left
alone for a while before the work began; so what is edited meanwhile, or within a tick of the disk's clock, breaks it.
This module imports little, since all else would take longer than what it does.
"""

from __future__ import annotations

import json
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from . import ordinary
from .gitlog import NoGitError, head
from .problems import Problem, Spot
from .publish import beside, build_number, intact

OUT = "site"
"""Where a site is put, in its own folder, if nobody says otherwise."""
OUT_OFFLINE = "site-offline"
"""Where a site that is opened from a disk is put, if nobody says otherwise."""
CACHE = Path(".cache", "dossier")
"""Where a site keeps, in its own folder, what was worked out."""
CALM = 1_000_000_000
"""For so many nanoseconds before the work began nothing may have changed."""
_SEAL = "seal"
_FORM = 3
State = tuple[str, int]
"""A digest of a state, and when the newest file in it changed, in nanoseconds."""
_HERE = Path(__file__).resolve().parent
_OF_MAKE = ("MAKEFLAGS", "MAKELEVEL", "MAKE_TERMERR", "MAKE_TERMOUT", "MFLAGS")
_FLEETING = frozenset({"_", "COLUMNS", "LINES", "OLDPWD", "PWD", "SHLVL", "TERM", "WINDOWID", *_OF_MAKE})


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: its problems, how many pages the site has, how many files were written, and where it is.

    `counts` says in words what the site holds; `made` is how many pages, and files of data for these, were made of
    records anew: the others were kept as an earlier build had made them. `roots` are files and folders that were read
    besides the site's folder.
    """

    problems: list[Problem]
    counts: str
    pages: int
    written: int
    made: int
    out: Path
    roots: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: problems, what the site holds in words, how many quotes, and how many of them are on record.

    Of these so many are `unread`: no words that limit them were looked for.
    `proofs` are those of all passages, not of quotes alone. `roots` are files and folders that were read besides the
    site's folder.
    """

    problems: list[Problem]
    counts: str
    quotes: int
    proven: int
    unread: int
    proofs: int
    roots: tuple[Path, ...] = ()


class _Seal:
    """A seal of a site at a path, as it would have to be now; `out` is where the site is built, `began` now in ns."""

    def __init__(self, path: Path, site: Path, out: Path, environ: Mapping[str, str], began: int) -> None:
        """Look at everything in the site's folder, before anything is read."""
        self._path = path
        self._site = site
        self._out = out
        self._began = began
        self._around = repr(sorted((name, value) for name, value in environ.items() if name not in _FLEETING))
        self._first = self._own()

    def _sealed(self) -> tuple[list[Problem], list[Any]] | None:
        """Return the problems and what else was sealed, if nothing has changed since; None if anything may have."""
        try:
            form, digest, roots, problems, words = json.loads(ordinary.read(self._path))
            if form != _FORM or digest != _joined(self._first, self._state(map(Path, roots))):
                return None
            return [Problem(code, severity, Spot(*spot), *rest) for code, severity, spot, *rest in problems], words
        except (OSError, ValueError, TypeError):
            return None

    def _put(self, problems: Iterable[Problem], words: Sequence[object], roots: Sequence[Path]) -> None:
        """Seal what came of the work, unless anything that it rests on changed just before it or since."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            if any(self._site.resolve().is_relative_to(root.resolve()) for root in roots):
                return  # it may be the whole disk: to look at all of it would take longer than the work
            last, others = self._own(), self._state(roots)
            if last == self._first and max(last[1], others[1]) < self._began - CALM:
                names = [os.fspath(root.absolute()) for root in roots]  # a link may come to lead elsewhere
                whole = [_FORM, _joined(last, others), names, [astuple(problem) for problem in problems], words]
                self._path.parent.mkdir(parents=True, exist_ok=True)
                step = self._path.with_suffix(".new")
                step.unlink(missing_ok=True)  # whatever it is
                step.write_text(json.dumps(whole), "utf-8")
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
            for line, changed in _lines(root.resolve(), self._out.absolute(), self._site.resolve()):
                digest.update(line.encode("utf-8", "surrogateescape"))
                newest = max(newest, changed)
        return digest.hexdigest(), newest


class SealOfBuild(_Seal):
    """What came of a good build of a site at one place, as long as no other build took its place.

    Others are not all sealed: one that is to be opened from a disk, and one that MkDocs began, leave the seal as it is.
    """

    def __init__(self, site: Path, out: Path, environ: Mapping[str, str], began: int) -> None:
        """Look at everything in the site's folder, before anything is read."""
        super().__init__(beside(out, _SEAL), site, out, environ, began)

    def unbroken(self) -> Built | None:
        """Return what came of it, if neither the site nor what was built of it has changed; nothing was made now."""
        sealed = self._sealed()
        if sealed is None or not intact(self._out):
            return None
        problems, (counts, pages, number) = sealed
        if number != build_number(self._out):
            return None
        return Built(problems, counts, pages, 0, 0, self._out)

    def put(self, built: Built) -> None:
        """Seal a good build."""
        self._put(built.problems, (built.counts, built.pages, build_number(self._out)), built.roots)


class SealOfCheck(_Seal):
    """What the last check of a site found, be it good or bad."""

    def __init__(self, site: Path, environ: Mapping[str, str], began: int) -> None:
        """Look at everything in the site's folder, before anything is read."""
        super().__init__(site / CACHE / "checked", site, site / OUT, environ, began)

    def unbroken(self) -> Checked | None:
        """Return what it found, if nothing has changed."""
        sealed = self._sealed()
        return Checked(sealed[0], *sealed[1]) if sealed else None

    def put(self, checked: Checked) -> None:
        """Seal a check."""
        self._put(
            checked.problems,
            (checked.counts, checked.quotes, checked.proven, checked.unread, checked.proofs),
            checked.roots,
        )


def _commit(site: Path) -> str:
    try:
        return repr(head(site))
    except NoGitError as error:
        return f"none: {error}"


def _joined(one: State, other: State) -> str:
    return one[0] + other[0]


def _lines(root: Path, out: Path, site: Path) -> Iterator[tuple[str, int]]:
    """Yield a line on a root and each file and folder below it, and when the file changed; 0 for folders.

    Built sites are left out, and what Python compiles for itself as it runs (nothing else that lies beside it: a record
    may); and so is what begins with a dot in the site's own folder: caches, repositories, builds.
    In folders that are named to be read it counts: a theme has icons in `.icons`, a host reads `.well-known`.
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
            yield "" if _is_of_python(path) else f"{path}/ {status.st_mode}\n", 0
            for entry in _entries(path):
                if (".pyc" in entry.name and _is_of_python(path)) or _is_built(entry, out):
                    continue
                if root == site and entry.name.startswith("."):
                    continue
                if entry.is_symlink():  # which may be refused, though the same lies behind it
                    yield f"{entry.path} -> {os.path.realpath(entry.path)}\n", 0
                if file := _status(entry):
                    yield _line(entry.path, file)
                else:
                    waiting.append(entry.path)


def _is_of_python(folder: str) -> bool:
    """Tell whether Python keeps in a folder what it compiles for itself, and nobody but it may have made the folder."""
    return os.path.basename(folder) == "__pycache__"  # noqa: PTH119  a path object for each folder takes longer


def _is_built(entry: os.DirEntry[str], out: Path) -> bool:
    """Tell whether something is a built site: the one at `out`, or one at any other place."""
    return entry.path == os.fspath(out) or (entry.is_symlink() and build_number(Path(entry.path)) > 0)


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
