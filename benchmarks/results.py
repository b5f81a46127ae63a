"""What was measured, the ratios that follow from it, and the words for both; no clock, no file, no process."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .builders import HUGO, MKDOCS, PROGRAM
from .measure import Output, Run

TIMES_FASTER_THAN_MKDOCS = 15.0
TIMES_HUGO_AT_MOST = 1.5
_MB, _KB = 1e6, 1e3


@dataclass(frozen=True)
class Measured:
    """One program: its timed runs, what it left, and the most memory that its processes held together (0: unknown)."""

    name: str
    runs: tuple[Run, ...]
    output: Output
    together: int

    @property
    def wall(self) -> float:
        """The median of its times by the wall clock, in seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of the times of all cores, in seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def largest(self) -> float:
        """The median of the peaks of its largest process, in bytes."""
        return statistics.median(run.largest for run in self.runs)

    @property
    def page(self) -> float:
        """The bytes of HTML of a page, on average."""
        return self.output.html / max(self.output.pages, 1)


@dataclass(frozen=True)
class Goal:
    """A ratio of this program's time to another's, as it is worded, and whether it is what it should be."""

    words: str
    ratio: float
    reached: bool


def goals(measured: Sequence[Measured]) -> Iterator[Goal]:
    """Yield the goals of which both sides were measured."""
    walls = {each.name: each.wall for each in measured}
    if PROGRAM not in walls:
        return
    if MKDOCS in walls:
        times = walls[MKDOCS] / walls[PROGRAM]
        words = f"at least {TIMES_FASTER_THAN_MKDOCS:.0f} times faster than plain MkDocs with Material"
        yield Goal(words, times, times >= TIMES_FASTER_THAN_MKDOCS)
    if HUGO in walls:
        times = walls[PROGRAM] / walls[HUGO]
        yield Goal(f"no slower than {TIMES_HUGO_AT_MOST} times Hugo", times, times <= TIMES_HUGO_AT_MOST)


def table(measured: Sequence[Measured]) -> str:
    """Return all figures as a table for a terminal."""
    head = ("", "wall s", "from – to", "CPU s", "largest MB", "together MB", "pages", "kB a page", "HTML MB", "site MB")
    rows = [head, *(_row(each) for each in measured)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.rjust(width) if place else cell.ljust(width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    )  # fmt: skip


def summary(measured: Sequence[Measured]) -> str:
    """Return the ratios to this program, and the goals with whether they are reached."""
    own = next((each for each in measured if each.name == PROGRAM), None)
    lines = []
    for other in measured:
        if own is not None and other is not own:
            lines.append(
                f"{other.name} : {PROGRAM} = {other.wall / own.wall:.2f} wall, {other.cpu / own.cpu:.2f} CPU, "
                f"{other.largest / own.largest:.2f} largest process, {other.page / own.page:.2f} bytes a page"
            )
    for goal in goals(measured):
        lines.append(f"{'reached' if goal.reached else 'NOT REACHED'}: {goal.words} (it is {goal.ratio:.2f} times)")
    return "\n".join(lines)


def shares(run: Run) -> dict[str, float]:
    """Return the seconds of each step, where the program printed them as JSON, one object a line."""
    found: dict[str, float] = {}
    for line in run.said.splitlines():
        if line.startswith("{"):
            found |= {str(step): float(seconds) for step, seconds in json.loads(line).items()}
    return found


def as_json(measured: Sequence[Measured], about: Mapping[str, Any]) -> str:
    """Return everything for another program: seconds and bytes."""
    programs = {
        each.name: {
            "wall": each.wall, "cpu": each.cpu, "largest_process": each.largest, "all_processes": each.together,
            "output": asdict(each.output), "steps": shares(each.runs[-1]),
            "runs": [{"wall": run.wall, "cpu": run.cpu, "largest_process": run.largest} for run in each.runs],
        }
        for each in measured
    }  # fmt: skip
    reached = [asdict(goal) for goal in goals(measured)]
    return json.dumps({"about": dict(about), "programs": programs, "goals": reached}, indent=2) + "\n"


def _row(each: Measured) -> tuple[str, ...]:
    walls, left = sorted(run.wall for run in each.runs), each.output
    return (
        each.name,
        f"{each.wall:.2f}",
        f"{walls[0]:.2f} – {walls[-1]:.2f}",
        f"{each.cpu:.2f}",
        f"{each.largest / _MB:.0f}",
        f"{each.together / _MB:.0f}" if each.together else "?",
        f"{left.pages}",
        f"{each.page / _KB:.1f}",
        f"{left.html / _MB:.1f}",
        f"{left.total / _MB:.1f}",
    )
