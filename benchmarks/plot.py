"""`python -m benchmarks.plot`: show the stored results in `docs/performance.md`, as tables and as pictures.

All between the two marks of the page comes from the files in `benchmarks/results/`, and from nothing else: the same
files give the same page and the same pictures.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .builders import EDITED, PAGEFIND, PROGRAM, STEPS, WARM
from .chart import Row, bars, dots
from .results import INDEXED

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("results")
PAGE, PICTURES = Path("docs", "performance.md"), Path("docs", "images")
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
_OWN = (PROGRAM, WARM, EDITED)
_MB = 1e6
_EDITED = {"statement": "words of a statement", "date": "the date of a claim", "claim": "a claim that is new"}
Figures = Mapping[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw everything anew."""
    argparse.ArgumentParser(prog="python -m benchmarks.plot", description=__doc__).parse_args(arguments)
    for path in draw_all():
        print(f"written: {path}")
    return 0


def draw_all(root: Path = ROOT, results: Path = RESULTS) -> list[Path]:
    """Write the page and the pictures below a folder; return which files were written."""
    made = drawn(results, (root / PAGE).read_text("utf-8"))
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    for path in (root / PICTURES).glob("performance-*.svg"):
        if path.relative_to(root) not in made:
            path.unlink()
    return [root / path for path in made]


def drawn(results: Path, page: str) -> dict[Path, str]:
    """Return the page with the results in it, and the pictures that it shows, by their paths."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} lacks {BEGIN} or {END}")
    made: dict[Path, str] = {}
    sections = [section for file in _files(results) for section in _section(file, made)]
    return {PAGE: "\n\n".join([before + BEGIN, *sections, END + after]), **made}


def _files(results: Path) -> list[Path]:
    """Return the stored results: comparisons by size, then the rest."""
    read = {file: json.loads(file.read_text("utf-8")) for file in results.glob("*.json")}
    return sorted(
        read, key=lambda file: ("programs" not in read[file], read[file]["about"].get("entities", 0), file.name)
    )


def _section(file: Path, made: dict[Path, str]) -> Iterator[str]:
    """Yield the paragraphs of one file's section, and add its pictures to those that are made."""
    figures, name = json.loads(file.read_text("utf-8")), file.stem

    def picture(kind: str, words: str, svg: str) -> str:
        path = PICTURES / f"performance-{name}{kind}.svg"
        made[path] = svg
        return f"![{words}]({path.relative_to(PAGE.parent).as_posix()})"

    if "programs" in figures:
        yield f"### {figures['about']['entities']:,} entities, {figures['about']['claims']:,} claims"
        yield _conditions(figures["about"])
        yield picture(
            "",
            "Seconds of each program",
            dots("Seconds, each line ten times the one before it; fewer are better", _times(figures)),
        )
        yield _table(figures)
        yield from _search(figures)
        if STEPS in figures["programs"]:
            yield picture(
                "-steps", "Where the time of a cold build goes", bars("Where a cold build’s time goes", _steps(figures))
            )
    elif "growth" in figures:
        yield "### Growth"
        yield _conditions(figures["about"])
        yield picture("", "Milliseconds a claim", bars("Milliseconds a claim", _per_claim(figures["growth"])))
        yield _growth(figures["growth"])
    else:
        yield "### While serving"
        yield _conditions(figures["about"])
        yield "From saving a claim’s file to the page being reloaded that is open and shows the edit:"
        yield "\n".join(f"- {_EDITED[sort]}: {_seen(edits)}" for sort, edits in figures["serving"].items())


def _seen(edits: Figures) -> str:
    runs = edits["runs"]
    spread = f"{_seconds(min(runs))} to {_seconds(max(runs))} s"
    return f"**{_seconds(edits['median'])} s**, the median of {_counted(len(runs), 'edit')} ({spread})"


def _conditions(about: Figures) -> str:
    """Return on what, when and how the figures were taken, and what its reader should know."""
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    runs = f", {_counted(about['runs'], 'run')} of each" if "runs" in about else ""
    lines = [f"`{about['command']}` on {about['on']}{runs}; {_counted(about['cores'], 'core')}, {about['system']}, "
             f"Python {about['python']}, {versions}; commit {about['commit'] or 'not known'}."]  # fmt: skip
    return "\n".join([*lines, *([f"**{about['note']}**"] if about.get("note") else [])])


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _times(figures: Figures) -> list[Row]:
    rows = []
    for name, program in figures["programs"].items():
        walls = [run["wall"] for run in program["runs"]]
        rows.append(Row(name, program["wall"], min(walls), max(walls), f"{_seconds(program['wall'])} s", name in _OWN))
    return rows


def _steps(figures: Figures) -> list[Row]:
    told: Mapping[str, float] = figures["programs"][STEPS]["steps"]
    whole = sum(told.values())
    return [Row(step, value, value, value, f"{value / whole:.1%}", True) for step, value in told.items()]


def _search(figures: Figures) -> Iterator[str]:
    """Yield a sentence on the search index, where the one of Pagefind was made too."""
    programs, own = figures["programs"], figures["search_index"]
    if PAGEFIND in programs and STEPS in programs:
        theirs, steps = programs[PAGEFIND], programs[STEPS]["steps"]
        yield (
            f"Search index: ours {_seconds(steps[INDEXED])} s, {steps[INDEXED] / sum(steps.values()):.1%} of the build "
            f"in one process, {_files_of(own)}; {PAGEFIND} {_seconds(theirs['wall'])} s, {_files_of(theirs['output'])}."
        )


def _files_of(output: Figures) -> str:
    return f"{_counted(output['files'], 'file')}, {output['total'] / _MB:,.2f} MB"


def _per_claim(rows: Sequence[Figures]) -> list[Row]:
    found = [(f"{row['entities']:,} entities, {row['claims']:,} claims", row["per_claim"] * 1e3) for row in rows]
    return [Row(name, value, value, value, f"{value:.2f} ms", True) for name, value in found]


def _table(figures: Figures) -> str:
    head = (
        "",
        "wall s",
        "times this program",
        "from – to",
        "CPU s",
        "largest process MB",
        "together MB",
        "pages",
        "HTML MB",
    )
    rows, own = [], figures["programs"][PROGRAM]["wall"]
    for name, program in figures["programs"].items():
        walls, output = [run["wall"] for run in program["runs"]], program["output"] or {}
        rows.append(
            (
                name,
                _seconds(program["wall"]),
                f"{program['wall'] / own:.2f}",
                f"{_seconds(min(walls))} – {_seconds(max(walls))}",
                _seconds(program["cpu"]),
                f"{program['largest_process'] / _MB:,.0f}",
                f"{program['all_processes'] / _MB:,.0f}" if program["all_processes"] else "?",
                f"{output['pages']:,}" if output.get("html") else "",
                f"{output['html'] / _MB:,.1f}" if output.get("html") else "",
            )
        )
    rows += [(name, why, *[""] * (len(head) - 2)) for name, why in figures["absent"].items()]
    return _as_table(head, rows)


def _growth(rows: Sequence[Figures]) -> str:
    head = (
        "entities",
        "claims",
        "pages",
        "wall s",
        "ms a claim",
        "times",
        "largest process MB",
        "together MB",
        "times",
    )
    return _as_table(
        head,
        [
            (
                f"{row['entities']:,}", f"{row['claims']:,}", f"{row['pages']:,}", _seconds(row["wall"]),
                f"{row['per_claim'] * 1e3:.2f}", f"{row['times_per_claim']:.2f}",
                f"{row['largest_process'] / _MB:,.0f}",
                f"{row['all_processes'] / _MB:,.0f}" if row["all_processes"] else "?", f"{row['times_memory']:.2f}",
            )
            for row in rows
        ],
    )  # fmt: skip


def _as_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruled = ["|".join(["", *["---"] + ["--:"] * (len(head) - 1), ""])]
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in (head, *rows)]
    return "\n".join([lines[0], *ruled, *lines[1:]])


def _seconds(value: float) -> str:
    return f"{value:,.2f}" if value < 10 else f"{value:,.1f}"


if __name__ == "__main__":
    sys.exit(main())
