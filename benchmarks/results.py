"""What was measured, the ratios that follow from it, and the words for both; no clock, no file, no process."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .builders import HUGO, MKDOCS, PAGEFIND, PROGRAM, STEPS
from .measure import Output, Run

TIMES_FASTER_THAN_MKDOCS = 15.0
TIMES_HUGO_AT_MOST = 1.5
OF_PAGEFIND_AT_MOST = 1 / 3
INDEXED = "search index"
"""The step of a build that makes the index of the search."""
_MB, _KB = 1e6, 1e3


@dataclass(frozen=True)
class Measured:
    """What was measured of one: its timed runs, what it left, and the most memory that its processes held together.

    Memory is 0 where it is not known; what leaves no site has no output.
    """

    name: str
    runs: tuple[Run, ...]
    output: Output | None
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
        """The bytes of HTML of a page, on average; 0 where it makes none."""
        return self.output.html / max(self.output.pages, 1) if self.output else 0.0


@dataclass(frozen=True)
class Absent:
    """One that was not measured, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Goal:
    """A ratio of this program's time to another's, as it is worded, and whether it is what it should be."""

    words: str
    ratio: float
    reached: bool


def goals(measured: Sequence[Measured]) -> Iterator[Goal]:
    """Yield the goals of which both sides were measured."""
    walls = {each.name: each.wall for each in measured}
    by_name = {each.name: each for each in measured}
    if PAGEFIND in by_name and STEPS in by_name:
        times = shares(by_name[STEPS].runs[-1])[INDEXED] / by_name[PAGEFIND].cpu
        yield Goal("a search index for a third of what Pagefind’s takes", times, times <= OF_PAGEFIND_AT_MOST)
    if PROGRAM not in walls:
        return
    if MKDOCS in walls:
        times = walls[MKDOCS] / walls[PROGRAM]
        words = f"at least {TIMES_FASTER_THAN_MKDOCS:.0f} times faster than plain MkDocs with Material"
        yield Goal(words, times, times >= TIMES_FASTER_THAN_MKDOCS)
    if HUGO in walls:
        times = walls[PROGRAM] / walls[HUGO]
        yield Goal(f"no slower than {TIMES_HUGO_AT_MOST} times Hugo", times, times <= TIMES_HUGO_AT_MOST)


def table(measured: Sequence[Measured], absent: Sequence[Absent] = ()) -> str:
    """Return all figures as a table for a terminal, and below it what was not measured, with the reasons."""
    head = ("", "wall s", "from – to", "CPU s", "largest MB", "together MB", "pages", "kB a page", "HTML MB", "all MB")
    lines = columns([head, *(_row(each) for each in measured)])
    return "\n".join([*lines, *(f"{each.name}: {each.why}" for each in absent)])


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines, the first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.rjust(width) if place else cell.ljust(width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    ]  # fmt: skip


def summary(measured: Sequence[Measured]) -> str:
    """Return the ratios to this program, and the goals with whether they are reached."""
    own = next((each for each in measured if each.name == PROGRAM), None)
    lines = []
    for other in measured:
        if own is None or other is own:
            continue
        ratios = [f"{other.wall / own.wall:.2f} wall", f"{other.cpu / own.cpu:.2f} CPU",
                  f"{other.largest / own.largest:.2f} largest process"]  # fmt: skip
        ratios += [f"{other.page / own.page:.2f} bytes a page"] if other.page and own.page else []
        lines.append(f"{other.name} : {PROGRAM} = {', '.join(ratios)}")
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


def steps(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the steps of each that told them, in seconds and as a share of all its steps."""
    for each in measured:
        told = shares(each.runs[-1])
        whole = sum(told.values()) or 1.0
        if told:
            yield f"\nThe steps of the last run: {each.name}"
            rows = [
                (f"  {step}", f"{seconds:.3f} s", f"{seconds / whole:.1%}" if whole else "")
                for step, seconds in told.items()
            ]
            yield from columns(rows)


def search(measured: Sequence[Measured], index: Output) -> str:
    """Return the search index of this program beside that of Pagefind, if both were measured."""
    by_name = {each.name: each for each in measured}
    if PAGEFIND not in by_name:
        return ""
    told = shares(by_name[STEPS].runs[-1]) if STEPS in by_name else {}
    own = f"{told[INDEXED]:.3f} s ({told[INDEXED] / sum(told.values()):.1%} of the build)" if told else "? s"
    peer = by_name[PAGEFIND]
    theirs = f"{peer.wall:.2f} s, {peer.output.files} files, {peer.output.total / _MB:.2f} MB" if peer.output else ""
    return f"\nsearch index: ours {own}, {index.files} files, {index.total / _MB:.2f} MB; that of {PAGEFIND} {theirs}"


def figures(measured: Sequence[Measured], absent: Sequence[Absent], index: Output) -> dict[str, Any]:
    """Return everything for another program: seconds and bytes; `index` is this program's search index."""
    programs = {
        each.name: {
            "wall": each.wall, "cpu": each.cpu, "largest_process": each.largest, "all_processes": each.together,
            "output": asdict(each.output) if each.output else None, "steps": shares(each.runs[-1]),
            "runs": [{"wall": run.wall, "cpu": run.cpu, "largest_process": run.largest} for run in each.runs],
        }
        for each in measured
    }  # fmt: skip
    return {
        "programs": programs,
        "absent": {each.name: each.why for each in absent},
        "goals": [asdict(goal) for goal in goals(measured)],
        "search_index": asdict(index),
    }


def _row(each: Measured) -> tuple[str, ...]:
    walls, left = sorted(run.wall for run in each.runs), each.output
    return (
        each.name,
        f"{each.wall:.2f}",
        f"{walls[0]:.2f} – {walls[-1]:.2f}",
        f"{each.cpu:.2f}",
        f"{each.largest / _MB:.0f}",
        f"{each.together / _MB:.0f}" if each.together else "?",
        f"{left.pages}" if left and left.pages else "",
        f"{each.page / _KB:.1f}" if each.page else "",
        f"{left.html / _MB:.1f}" if left and left.html else "",
        f"{left.total / _MB:.1f}" if left else "",
    )
