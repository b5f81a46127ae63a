"""A site's folder that another program filled, and whether all that lies in it may go.

Plain `mkdocs build` makes a real folder where `dossier build` has a link. So it is written down beside it what was
put there, file by file with its SHA-256. Later every file of the folder must stand on that list as it was: where one
does not, somebody else's work may lie there. Nothing here changes the folder.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from . import ordinary

_NOTE = "filled"
_BUILDS = re.compile(r"\..+\.builds")


def builds_of(out: Path) -> Path:
    """Return the folder beside a site's place that holds its builds, and notes about them."""
    return out.parent / f".{out.name}.builds"


def builds_around(folder: Path) -> Path | None:
    """Return the folder of builds in which a folder lies, as links lead there; None for what is no part of any site."""
    real = folder.resolve()
    return next((place for place in (real, *real.parents) if _BUILDS.fullmatch(place.name)), None)


def write_down(out: Path, source: Path) -> None:
    """Write down that the folder `out` was filled with copies of all files below `source`."""
    lines = [f"{_digest(path)}  {path.relative_to(source).as_posix()}\n" for path in _files(source)]
    builds_of(out).mkdir(exist_ok=True)
    forget(out)
    (builds_of(out) / _NOTE).write_text("".join(sorted(lines)), "utf-8")


def stranger(out: Path) -> Path | None:
    """Return something at a site's place that was not put there as it lies; None if all may go."""
    if out.is_symlink() or not out.is_dir():
        return out
    try:
        noted = set(ordinary.read_text(builds_of(out) / _NOTE).splitlines())
    except (OSError, UnicodeDecodeError):
        noted = set()
    for path in _files(out):
        if path.is_symlink() or not path.is_file():
            return path
        if f"{_digest(path)}  {path.relative_to(out).as_posix()}" not in noted:
            return path
    return None


def forget(out: Path) -> None:
    """Drop what was written down."""
    (builds_of(out) / _NOTE).unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield everything below a folder that is no folder itself; links are not followed."""
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        yield from (here / name for name in sorted(files))
        yield from (here / name for name in sorted(folders) if (here / name).is_symlink())
