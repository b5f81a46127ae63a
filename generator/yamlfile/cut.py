"""Texts that a # cuts off: behind a space YAML takes it for a comment, and "Strike on school #4" loses its number.

A comment that is meant has a space behind its #, so only a # that touches a word is told. On a line of its own it is
told where the line looks like one more of the text before it; a field or an entry that somebody took out is none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..problems import Problem, Spot

_TOUCHING = r"#[^#\s][^\r\n]*"
_BESIDE = re.compile(rf"[ \t]+({_TOUCHING})")
_BELOW = re.compile(rf"(?:[ \t]*(?:\r\n?|\n)|(?<=[\r\n]))( +)(?!#(?:-\s|[\w-]+:(?:\s|\Z)))({_TOUCHING})")


def touches(comment: str) -> bool:
    """Tell whether the # that a comment begins with touches a word."""
    return comment[1:2] not in ("", "#", " ", "\t")


def cut_off(file: str, text: str, line: int, column: int, end: int, margin: int) -> Problem | None:
    """Return what is lost behind a text that ends at an index; None where nothing is.

    The text ends on this line and in this column, from 0. Lines of its own begin behind the margin.
    """
    if column and (found := _BESIDE.match(text, end)):
        spot = Spot(file, line + 1, column + 1 + found.start(1) - end)
    elif (found := _BELOW.match(text, end)) and len(found[1]) > margin:
        spot = Spot(file, line + 2 if column else line + 1, len(found[1]) + 1)
    else:
        return None
    spot = replace(spot, width=len(found[found.re.groups].rstrip()))
    hint = "put quotes around all of the text; if it is a comment, write a space behind its #"
    return Problem("Y025", "warning", spot, "the text ends before this #, and what follows is lost as a comment", hint)
