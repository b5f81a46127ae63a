"""Where the builds of a place lie, and which of them readers see."""

from __future__ import annotations

import re
from pathlib import Path

from ..handover import builds_of
from .manifest import read_lines, sizes_in
from .untouched import is_untouched

NUMBER = re.compile(r"[0-9]+")


def build_number(out: Path) -> int:
    """Return which build a link of this program leads to; 0 for anything else."""
    if not out.is_symlink():
        return 0
    target, builds = out.readlink(), builds_of(out).name
    ours = str(target.parent) == builds and NUMBER.fullmatch(target.name)
    return int(target.name) if ours else 0


def beside(out: Path, name: str) -> Path:
    """Return the place of a file that is kept with the builds of `out`, and is none of theirs."""
    return builds_of(out) / name


def intact(out: Path) -> bool:
    """Tell whether `out` is a finished build that nobody touched, so far as sizes and times of its files tell."""
    live = build_number(out)
    lines, finished = read_lines(beside(out, f"{live}.manifest"))
    return bool(live and lines) and is_untouched(str(beside(out, str(live))), lines, finished, sizes_in)
