"""Earlier runs of the engine, each under the hash of all that it was made of: whole or not at all.

A run of which a file is gone, or was cut off, is made anew. Those used last are kept. This module refuses to know how a
run is made, and what its hash is made of.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from .frame import Frame
from .handover import builds_of
from .problems import DossierError, Problem, Spot

ENGINES = ("mkdocs", "properdocs", "zensical")
"""The name of a run begins with that of its engine; whatever else lies in a cache is left alone."""
_NUMBER = 8
_FACTS = "made.json"
_BESIDE = "frames"
_NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class Run:
    """What the engine made: frames by section and depth, the files of hand-written pages by address, problems."""

    frames: Mapping[tuple[str, int], Frame]
    pages: Mapping[str, str]
    problems: tuple[Problem, ...]


def place_of_runs(cache: Path, out: Path) -> Path:
    """Return where runs lie: in the cache of the site's folder; where that may only be read, with the builds of `out`.

    Nothing else of the cache may lie there: it holds what is withheld.
    """
    there = next(path for path in (cache, *cache.parents) if path.exists())
    return cache if os.access(there, os.W_OK) else builds_of(out) / _BESIDE


def kept(made: Path, make: Callable[[Path], Run], *, fresh: bool = False) -> Run:
    """Return the run that lies in the folder `made` of a cache. `make` makes one that is not whole, and a `fresh` one.

    It is given a folder beside that one, which is moved into its place when it is whole, with all that was put there.
    Raises DossierError if no folder can be made.
    """
    if fresh or not _is_whole(made):
        _remove(made)
        _read.cache_clear()
    if made.is_dir():
        _mark_as_used(made)
    else:
        _make(made, make)
        _mark_as_used(made)
        _forget(made.parent)
    return _read(made)[0]


def _is_whole(made: Path) -> bool:
    """Tell whether a run lies there as it was made; what is no file is not read: that may take for ever."""
    try:
        return _sizes(made) == _read(made)[1]
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _sizes(made: Path) -> dict[str, int]:
    """Return what files a run has, and how large they are; OSError where something else lies among them."""
    paths = [path for path in made.rglob("*") if not path.is_dir()]
    if not all(path.is_file() for path in paths):
        raise OSError(errno.EINVAL, "it is no file")
    return {path.relative_to(made).as_posix(): path.stat().st_size for path in paths if path != made / _FACTS}


def _remove(made: Path) -> None:
    if made.is_dir():
        shutil.rmtree(made, ignore_errors=True)
    else:
        made.unlink(missing_ok=True)


def _make(made: Path, make: Callable[[Path], Run]) -> None:
    work = made.with_name(f"{made.name}.{os.getpid()}")
    shutil.rmtree(work, ignore_errors=True)
    try:
        work.mkdir(parents=True)
    except OSError as error:
        way_out = "choose another place with --out" if error.errno in _NOT_ALLOWED else "see what is in its way"
        raise DossierError(f"cannot make the folder {work.parent}: {error.strerror}; {way_out}") from error
    try:
        _write_down(work / _FACTS, make(work))
        _move(work, made)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _move(work: Path, made: Path) -> None:
    """Put a whole run into its place, unless another process was faster with the same one."""
    try:
        work.rename(made)
    except OSError:
        if not made.is_dir():
            raise


def _runs(cache_dir: Path) -> dict[Path, int]:
    """Return the runs of a cache, and when each was used last; what another process is taking away is none."""
    runs = {}
    for path in cache_dir.iterdir():
        if path.name.partition("-")[0] in ENGINES:
            with suppress(FileNotFoundError):
                runs[path] = path.stat().st_mtime_ns
    return runs


def _mark_as_used(made: Path) -> None:
    """Let a run be the one used last, also where the clock has gone back since others were used."""
    os.utime(made)
    runs = _runs(made.parent)
    now, newest = runs.pop(made), max(runs.values(), default=0)
    if newest >= now:
        os.utime(made, ns=(newest + 1, newest + 1))


def _forget(cache_dir: Path) -> None:
    """Keep the runs used last; what a killed run left behind goes with the oldest, but not what is under way here."""
    runs = {path: used for path, used in _runs(cache_dir).items() if not path.name.endswith(f".{os.getpid()}")}
    for run in sorted(runs, key=runs.__getitem__)[:-_NUMBER]:
        shutil.rmtree(run, ignore_errors=True)


def _write_down(file: Path, run: Run) -> None:
    frames = [(section, depth, frame) for (section, depth), frame in run.frames.items()]
    problems = [asdict(problem) for problem in run.problems]
    facts = {"pages": run.pages, "problems": problems, "frames": frames, "files": _sizes(file.parent)}
    file.write_text(json.dumps(facts, default=_plain), encoding="utf-8")


def _plain(value: object) -> object:
    """Return a frame, and its bytes, as JSON can hold them."""
    return value.decode() if isinstance(value, bytes) else asdict(value)  # type: ignore[call-overload]


@lru_cache(maxsize=_NUMBER)
def _read(made: Path) -> tuple[Run, dict[str, int]]:
    """Return what a run left, and its files with their sizes; its name tells all that it was made of."""
    facts = json.loads((made / _FACTS).read_text(encoding="utf-8"))
    frames = {(section, depth): _frame(**parts) for section, depth, parts in facts["frames"]}
    noted = [Problem(**{**problem, "spot": Spot(**problem["spot"])}) for problem in facts["problems"]]
    return Run(frames, facts["pages"], tuple(noted)), facts["files"]


def _frame(fixed: list[str], slots: list[str], wraps: dict[str, list[str]], entry: list[str], site_url: str) -> Frame:
    """Return the frame that was kept as JSON."""
    wrapped = {slot: (before, after) for slot, (before, after) in wraps.items()}
    before, between, after = entry
    return Frame(tuple(part.encode() for part in fixed), tuple(slots), wrapped, (before, between, after), site_url)
