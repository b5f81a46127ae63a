"""`python -m benchmarks.growth`: build corpora of several sizes, and say what a claim costs in each.

Time per claim and memory at the larger sizes are told as multiples of those at the first: 1.0 is growth in step with
the corpus for time, and none for memory. Each size is made, built and removed before the next one.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .about import about
from .builders import this_program
from .corpus import SIZES, Size, draw
from .measure import FailedError, Watch, measure_output
from .results import Measured, columns
from .stored import add_places, given_in, keep
from .yaml_site import write_site


@dataclass(frozen=True)
class Grown:
    """A corpus of a size, and what building it took."""

    size: Size
    measured: Measured

    @property
    def per_claim(self) -> float:
        """The seconds of a build for each claim."""
        return self.measured.wall / self.size.claims

    @property
    def memory(self) -> float:
        """The most bytes of all processes together where they were watched, else of the largest one."""
        return self.measured.together or self.measured.largest


def main(arguments: Sequence[str] | None = None) -> int:
    """Build each size; 2 where a build failed, with what was measured before that."""
    given = given_in(parser(), arguments)
    grown: list[Grown] = []
    failed = None
    for size in given.sizes:
        try:
            grown.append(build(size, given))
        except FailedError as error:
            failed = error
            break
    if grown:
        print(table(grown))
    if failed:
        print(failed, file=sys.stderr)
        return 2
    conditions = about("benchmarks.growth", given.arguments, seed=given.seed, runs=given.runs, note=given.note)
    keep(given, "growth", {"about": conditions, "growth": rows(grown)})
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    made.add_argument("--sizes", nargs="+", default=list(SIZES.values()), metavar="SIZE", type=_size,
                      help=f"{', '.join(SIZES)}, or numbers of entities (all three)")  # fmt: skip
    made.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws other corpora")
    made.add_argument("--runs", type=int, default=3, metavar="N", help="timed runs of each size (3)")
    made.add_argument("--jobs", type=int, metavar="N", help="processes of this program (its own choice)")
    made.add_argument("--together", action="store_true", help="build each once more, untimed, to see all its memory")
    add_places(made)
    return made


def build(size: Size, given: argparse.Namespace) -> Grown:
    """Write a corpus of the size and build it cold, as often as was asked for."""
    watch = Watch()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        site = Path(folder)
        write_site(draw(size, given.seed), site)
        builder = this_program(site, given.jobs)
        if given.together:
            builder.once(watch)
        runs = tuple(builder.once() for _ in range(given.runs))
        return Grown(size, Measured(f"{size.entities:,}", runs, measure_output(site / "site"), watch.together))


def rows(grown: Sequence[Grown]) -> list[dict[str, Any]]:
    """Return the figures of each size, with its ratios to the first."""
    first = grown[0]
    return [
        {
            "entities": each.size.entities,
            "claims": each.size.claims,
            "pages": each.measured.output.pages if each.measured.output else 0,
            "wall": each.measured.wall,
            "cpu": each.measured.cpu,
            "per_claim": each.per_claim,
            "largest_process": each.measured.largest,
            "all_processes": each.measured.together,
            "times_per_claim": each.per_claim / first.per_claim,
            "times_memory": each.memory / first.memory,
        }
        for each in grown
    ]


def table(grown: Sequence[Grown]) -> str:
    """Return the figures as a table for a terminal."""
    head = ("entities", "claims", "pages", "wall s", "ms a claim", "times", "largest MB", "together MB", "times")
    return "\n".join(columns([head, *(_row(row) for row in rows(grown))]))


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    together = row["all_processes"]
    return (
        f"{row['entities']:,}", f"{row['claims']:,}", f"{row['pages']:,}", f"{row['wall']:.2f}",
        f"{row['per_claim'] * 1e3:.2f}", f"{row['times_per_claim']:.2f}", f"{row['largest_process'] / 1e6:.0f}",
        f"{together / 1e6:.0f}" if together else "?", f"{row['times_memory']:.2f}",
    )  # fmt: skip


def _size(name: str) -> Size:
    return SIZES[name] if name in SIZES else Size.of(int(name))


if __name__ == "__main__":
    sys.exit(main())
