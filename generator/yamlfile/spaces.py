"""Spaces that look like one and are none to YAML: text that is copied from a web page or an editor of letters has them.

Within a text each is a letter as any other. Before a field, or behind its colon or a dash, it makes something else of
the line than what everybody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..problems import Problem, Spot
from .characters import named

_SPACE = "[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_BEGINS = re.compile(f"-?({_SPACE}+)")
_MISPLACED = re.compile(rf" *(?:- +)*(?:-|[\w-]+:)?({_SPACE}+)")


def misread(file: str, line: int, column: int, name: str) -> Problem | None:
    """Return that the name of a field on a line, from 0, begins with such a space, or with a dash and one."""
    found = None if name.isascii() else _BEGINS.match(name)
    return _misplaced(Spot(file, line + 1, column + 1 + found.start(1), len(found[1])), found[1]) if found else None


def misplaced(file: str, lines: Sequence[str], numbers: Iterable[int]) -> Problem | None:
    """Return that the first of some lines, by their numbers from 0, that has such a space has it where none may be."""
    for number in numbers:
        if found := _MISPLACED.match(lines[number]):
            return _misplaced(Spot(file, number + 1, found.start(1) + 1, len(found[1])), found[1])
    return None


def _misplaced(spot: Spot, spaces: str) -> Problem:
    message = f"{named(spaces[0])} stands where only an ordinary space may"
    hint = "write an ordinary space in its place, and of each like it; what is copied from web pages has such"
    return Problem("Y026", "error", spot, message, hint)
