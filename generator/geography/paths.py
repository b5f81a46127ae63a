"""Shapes in whole numbers written as paths of SVG, in as few letters as will do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from .shapes import Line, Pair, Shapes


class Paths(NamedTuple):
    """Land and borders, each as the `d` of a path."""

    land: str
    borders: str


def paths(shapes: Shapes) -> Paths:
    """Return shapes as paths; points of theirs are whole numbers."""
    return Paths(written(shapes.rings, "z"), written(joined(shapes.lines)))


def written(lines: Iterable[Line], close: str = "") -> str:
    """Return lines as the `d` of a path: each step from where the last one led; with a `z` they are rings."""
    letters: list[str] = []
    at: Pair = (0, 0)
    for line in lines:
        (x, y), (from_x, from_y) = line[0], at
        letters.append(f"m{x - from_x} {y - from_y}")
        letters += [f" {to_x - x} {to_y - y}" for (x, y), (to_x, to_y) in pairwise(line)]
        letters.append(close)
        at = line[0] if close else line[-1]
    return "".join(letters).replace(" -", "-")


def joined(lines: list[Line]) -> list[Line]:
    """Return lines with one after another where they meet at their ends, so that fewer are to be begun."""
    meeting: dict[Pair, list[Line]] = {}
    for line in lines:
        for end in (line[0], line[-1]):
            meeting.setdefault(end, []).append(line)
    waiting = {id(line) for line in lines}

    def onwards(end: Pair) -> Iterator[Pair]:
        """Yield the points of lines that can be followed from an end, each once."""
        while found := next((line for line in meeting[end] if id(line) in waiting), None):
            waiting.remove(id(found))
            way = found if found[0] == end else found[::-1]
            yield from way[1:]
            end = way[-1]

    made = []
    for line in lines:
        if id(line) in waiting:
            waiting.remove(id(line))
            after, before = list(onwards(line[-1])), list(onwards(line[0]))
            made.append([*before[::-1], *line, *after])
    return made
