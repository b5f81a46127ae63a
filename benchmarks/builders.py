"""The commands that are measured: how each is called, what it leaves, and what is done before each of its runs.

A build is *cold* when all that an earlier run made or kept is removed first. What stays warm for all alike are the
files that the operating system remembers, and the compiled code of Python.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from .edits import Edits
from .measure import FailedError, Run, Watch, run

PROGRAM, WARM, EDITED = "this program", "this program, nothing changed", "this program, one claim edited"
STEPS = "this program, its steps in one process"
CHECK, CHECK_WARM, CHECK_EDITED = "check", "check, nothing changed", "check, one claim edited"
INSPECTION, INSPECTION_BY_TWO = "inspection", "inspection, two processes"
FLOOR, FLOOR_BY_TWO = "writing alone", "writing alone, two processes"
HUGO, ADAPTER, MKDOCS, ZENSICAL, PAGEFIND = "Hugo", "Hugo, content adapter", "MkDocs", "Zensical", "Pagefind"
INDEX, MATERIAL = "the index alone", "Material’s index"
PUBLISHERS = (PROGRAM, HUGO, ADAPTER, MKDOCS, ZENSICAL)
"""Those whose sites must be the same."""
_ROOT = Path(__file__).resolve().parent.parent


def remove(*paths: Path) -> None:
    """Remove files, folders and links, as far as they are there."""
    for path in paths:
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True)
class Builder:
    """A program at work: its command, the folder in which it runs, its output if any, what comes before a run."""

    name: str
    command: tuple[str, ...]
    folder: Path
    out: Path | None = None
    ready: Callable[[], object] = remove
    env: Mapping[str, str] = field(default_factory=dict)

    def once(self, watch: Watch | None = None) -> Run:
        """Make ready and let the disk come to rest, neither of which counts, and run."""
        self.ready()
        os.sync()
        return self.again(watch)

    def again(self, watch: Watch | None = None) -> Run:
        """Run as things are."""
        return run(self.command, self.folder, self.env, watch)


def this_program(folder: Path, jobs: int | None = None) -> Builder:
    """Return this program, reading the YAML in the folder, in as many processes as it chooses or in `jobs`."""
    out = folder / "site"
    ready = partial(remove, out, folder / ".site.builds", folder / ".cache")
    return _own(PROGRAM, folder, jobs, "build", "--timings", "--out", str(out), out=out, ready=ready)


def warm(folder: Path, jobs: int | None = None) -> Builder:
    """Return this program in a folder where nothing has changed since its last two runs, since it keeps two builds."""
    same = _own(WARM, folder, jobs, "build", "--timings", "--out", str(folder / "site"), out=folder / "site")
    return _after_itself(same)


def edited(folder: Path, edits: Edits, jobs: int | None = None) -> Builder:
    """Return this program in a folder where a claim has been edited since its last run, another one each time."""
    command = ("build", "--timings", "--out", str(folder / "site"))
    return _own(EDITED, folder, jobs, *command, out=folder / "site", ready=edits.make)


def check(folder: Path, jobs: int | None = None) -> Builder:
    """Return the check of a folder, which keeps nothing of an earlier run."""
    return _own(CHECK, folder, jobs, "check", ready=partial(remove, folder / ".cache"))


def check_warm(folder: Path, jobs: int | None = None) -> Builder:
    """Return the check of a folder where nothing has changed since the last one."""
    return _after_itself(_own(CHECK_WARM, folder, jobs, "check"))


def check_edited(folder: Path, edits: Edits, jobs: int | None = None) -> Builder:
    """Return the check of a folder where a claim has been edited since the last one, another one each time."""
    return _own(CHECK_EDITED, folder, jobs, "check", ready=edits.make)


def steps(folder: Path) -> Builder:
    """Return this program in one process, with a clock at each of its steps."""
    out = folder / "timed"
    ready = partial(remove, out, folder / ".timed.builds", folder / ".cache")
    return _part(STEPS, folder, "steps", "--site", str(folder), "--out", str(out), out=out, ready=ready)


def inspection(folder: Path, jobs: int) -> Builder:
    """Return the inspection alone, over the finished site of the folder."""
    name = INSPECTION if jobs == 1 else INSPECTION_BY_TWO
    return _part(name, folder, "inspect", "--site", str(folder), "--jobs", str(jobs))


def floor(folder: Path, jobs: int) -> Builder:
    """Return the writing of the files that were packed in the folder."""
    name, out = (FLOOR, folder / "one") if jobs == 1 else (FLOOR_BY_TWO, folder / "two")
    return _part(name, folder, "floor", str(folder), str(out), "--jobs", str(jobs), out=out, ready=partial(remove, out))


def mkdocs(folder: Path) -> Builder:
    """Return plain MkDocs with Material, reading the Markdown in the folder."""
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site"))
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return _peer(MKDOCS, command, folder, ".cache", env=quiet)


def zensical(folder: Path) -> Builder:
    """Return Zensical, reading the Markdown in the folder."""
    _expect("zensical")
    return _peer(ZENSICAL, (sys.executable, "-m", "zensical", "build"), folder, ".cache")


def hugo(name: str, folder: Path) -> Builder:
    """Return Hugo, reading what is in the folder; its own binary, without the Python that comes before it."""
    binary = _expect("hugo") / "binaries" / "hugo"
    command = (str(binary), "--quiet", "--destination", str(folder / "site"), "--cacheDir", str(folder / "cache"))
    return _peer(name, command, folder, "cache", "resources")


def pagefind(site: Path, folder: Path) -> Builder:
    """Return Pagefind, which makes the index of a finished site; its own binary, as with Hugo."""
    package, out = _expect("pagefind_bin"), folder / "index"
    binaries = sorted(path for path in package.rglob("pagefind*") if os.access(path, os.X_OK) and path.is_file())
    if not binaries:
        raise FailedError(f"no program in {package}")
    folder.mkdir(parents=True, exist_ok=True)
    command = (str(binaries[0]), "--site", str(site.resolve()), "--output-path", str(out), "--quiet")
    return Builder(PAGEFIND, command, folder, out, partial(remove, out))


def search_index(site: Path, folder: Path) -> Builder:
    """Return the search index of a site made by itself, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return _part(
        INDEX, folder, "index", "--site", str(site.resolve()), "--out", str(folder / "index"), out=folder / "index"
    )


def material_index(built: Path, folder: Path) -> Builder:
    """Return the index that Material makes of a finished site, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return _part(MATERIAL, folder, "material", str(built.resolve()), str(folder / "index"), out=folder / "index")


def _own(
    name: str,
    folder: Path,
    jobs: int | None,
    *command: str,
    out: Path | None = None,
    ready: Callable[[], object] = remove,
) -> Builder:
    more = ("--jobs", str(jobs)) if jobs else ()
    whole = (sys.executable, "-m", "generator", *command, "--site", str(folder), *more)
    return Builder(name, whole, folder, out, ready, {"PYTHONPATH": str(_ROOT)})


def _part(
    name: str,
    folder: Path,
    module: str,
    *options: str,
    out: Path | None = None,
    ready: Callable[[], object] = remove,
) -> Builder:
    command = (sys.executable, "-m", f"benchmarks.{module}", *options)
    return Builder(name, command, folder, out, ready, {"PYTHONPATH": str(_ROOT)})


def _peer(
    name: str, command: tuple[str, ...], folder: Path, *kept: str, env: Mapping[str, str] | None = None
) -> Builder:
    out = folder / "site"
    return Builder(name, command, folder, out, partial(remove, out, *(folder / path for path in kept)), env or {})


def _after_itself(builder: Builder) -> Builder:
    """Return a builder that runs once more before each run that counts, so that nothing is left to be done."""
    return Builder(builder.name, builder.command, builder.folder, builder.out, builder.again, builder.env)


def _expect(package: str) -> Path:
    """Return the folder of an installed package; FailedError where it is missing."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise FailedError(f"{package} is not installed: `make bench` installs it")
    return Path(found.submodule_search_locations[0])
