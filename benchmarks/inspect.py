"""`python -m benchmarks.inspect`: inspect a finished site once more, file by file, and say how long it takes.

This is the inspection of `dossier build` without what the build knows: there the frame of a page is read once for all
its pages, here each file is read whole, as it would be of a site that somebody else built. Reading the records, and
making the expectations from them, is told apart and is no part of the inspection.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from generator.build import SENTINEL, history
from generator.inspection import Inspector, PageFacts
from generator.problems import Problem

PART = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Inspect; 1 where something was found."""
    given = parser().parse_args(arguments)
    started = time.perf_counter()
    inspector = inspector_of(given.site)
    prepared = time.perf_counter()
    problems = inspect(inspector, (given.built or given.site / "site").resolve(), given.jobs)
    seconds = {"preparing": prepared - started, "inspecting": time.perf_counter() - prepared}
    print("\n".join(json.dumps({step: round(value, 3)}) for step, value in seconds.items()))
    print("\n".join(f"{problem.spot.file}: {problem.message}" for problem in problems[:10]))
    return 1 if problems else 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.inspect", description=__doc__)
    made.add_argument("--site", type=Path, default=Path(), metavar="DIR", help="the folder with mkdocs.yml (here)")
    made.add_argument("--built", type=Path, metavar="DIR", help="the finished site (`site` in that folder)")
    made.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (1)")
    return made


def inspector_of(site: Path) -> Inspector:
    """Return what the files of a site in which nothing is withheld are held against, as the build makes it."""
    matter, _ = history(site, environ=os.environ, tell=lambda step: None)
    return replace(matter, leaks=(SENTINEL,)).inspector


def inspect(inspector: Inspector, root: Path, jobs: int) -> list[Problem]:
    """Return all that is wrong with the files below a folder, read in so many processes."""
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    parts = [files[start : start + PART] for start in range(0, len(files), PART)]
    return inspector.judge_site(root, [fact for part in _read(inspector, root, parts, jobs) for fact in part])


def _read(inspector: Inspector, root: Path, parts: Sequence[Sequence[str]], jobs: int) -> Iterator[list[PageFacts]]:
    if jobs == 1:
        _begin(inspector, root)
        yield from map(_facts, parts)
        return
    with ProcessPoolExecutor(jobs, get_context("fork"), initializer=_begin, initargs=(inspector, root)) as pool:
        yield from pool.map(_facts, parts)


_at_work: tuple[Inspector, Path] | None = None


def _begin(inspector: Inspector, root: Path) -> None:
    global _at_work
    _at_work = inspector, root


def _facts(addresses: Sequence[str]) -> list[PageFacts]:
    assert _at_work is not None
    inspector, root = _at_work
    return [inspector.read_page(address, (root / address).read_bytes()) for address in addresses]


if __name__ == "__main__":
    sys.exit(main())
