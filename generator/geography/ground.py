"""The outlines of one file as rows of numbers, with a box around each stretch of them: few need be looked at for a map.

A stretch is some steps of an outline; the next begins where it ends. What lies wholly beyond an edge of a map is passed
over by its box alone: there a ring goes straight from point to point, which changes nothing of what it encloses within
the map. Which outlines may lie on a map at all tell the columns of the earth that it shares with them.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from .mercator import WORLD, Box
from .shapes import Line, Shapes, cut_line, cut_ring

_STRETCH = 128
_NUMBERS = "i"
_COLUMNS = 128
_WIDTH = WORLD // _COLUMNS

Row = tuple[Sequence[int], Sequence[int]]
"""How far east and how far south the points of an outline lie."""


class _Boxes(NamedTuple):
    """Boxes, as a row of each of their edges."""

    lefts: array[int]
    tops: array[int]
    rights: array[int]
    bottoms: array[int]

    def meeting(self, box: Box, first: int, last: int) -> list[bool]:
        """Tell of the boxes from `first` to before `last` whether they have anything in common with another."""
        west, north, east, south = box.x, box.y, box.right, box.bottom
        rows = zip(*(row[first:last] for row in self), strict=True)
        return [left <= east and right >= west and top <= south and bottom >= north
                for left, top, right, bottom in rows]  # fmt: skip


class Ground:
    """Land as rings, and borders as lines."""

    def __init__(self, rings: Iterable[Row], lines: Iterable[Row]) -> None:
        """Lay outlines in rows; the last point of a ring is its first one again."""
        rows = [array(_NUMBERS) for _ in range(13)]
        self._xs, self._ys, self._begins, self._ends, self._firsts, *edges = rows
        self._stretches, self._outlines = _Boxes(*edges[:4]), _Boxes(*edges[4:])
        for ring in rings:
            self._add(*ring)
        self._rings = len(self._firsts)
        for line in lines:
            self._add(*line)
        self._firsts.append(len(self._begins))

    def _add(self, xs: Sequence[int], ys: Sequence[int]) -> None:
        start, first = len(self._xs), len(self._begins)
        self._firsts.append(first)
        for begin in range(0, len(xs) - 1, _STRETCH):
            end = min(begin + _STRETCH + 1, len(xs))
            across, down = xs[begin:end], ys[begin:end]
            for edges, edge in zip(self._stretches, (min(across), min(down), max(across), max(down)), strict=True):
                edges.append(edge)
            self._begins.append(start + begin)
            self._ends.append(start + end)
        for outer, edges, farthest in zip(self._outlines, self._stretches, (min, min, max, max), strict=True):
            outer.append(farthest(edges[first:]))
        self._xs.extend(xs)
        self._ys.extend(ys)

    @property
    def _rows(self) -> tuple[array[int], ...]:
        return (self._xs, self._ys, self._begins, self._ends, self._firsts, *self._stretches, *self._outlines)

    def kept(self) -> bytes:
        """Return it as bytes, for this machine and this Python."""
        return marshal.dumps((self._rings, [row.tobytes() for row in self._rows]))

    @classmethod
    def of(cls, data: bytes) -> Ground:
        """Return what was kept as bytes."""
        made = cls((), ())
        made._firsts.pop()
        made._rings, rows = marshal.loads(data)
        for row, numbers in zip(made._rows, rows, strict=True):
            row.frombytes(numbers)
        return made

    def within(self, box: Box) -> Shapes:
        """Return what of it lies in a box; lines may reach out of it with their last steps."""
        near = self._near(box)
        land = bisect_left(near, self._rings)
        rings = (cut_ring(self._ring(number, box), box) for number in near[:land])
        lines = chain.from_iterable(self._parts(number, box) for number in near[land:])
        parts = chain.from_iterable(cut_line(part, box) for part in lines)
        return Shapes([ring for ring in rings if len(ring) > 2], list(parts))

    def _near(self, box: Box) -> list[int]:
        """Return the numbers of the outlines of which anything may lie in a box."""
        columns = self._columns[_column(box.x) : _column(box.right) + 1]
        numbers = sorted(set(chain.from_iterable(columns)))
        west, north, east, south = box.x, box.y, box.right, box.bottom
        lefts, tops, rights, bottoms = self._outlines
        return [number for number in numbers if lefts[number] <= east and rights[number] >= west
                and tops[number] <= south and bottoms[number] >= north]  # fmt: skip

    @cached_property
    def _columns(self) -> list[list[int]]:
        """The numbers of the outlines that reach into each column of the earth; the outermost have what lies beyond."""
        columns: list[list[int]] = [[] for _ in range(_COLUMNS)]
        for number, (left, right) in enumerate(zip(self._outlines.lefts, self._outlines.rights, strict=True)):
            for column in columns[_column(left) : _column(right) + 1]:
                column.append(number)
        return columns

    def _ring(self, number: int, box: Box) -> Line:
        """Return the points of a ring that are of any consequence in a box."""
        points: Line = []
        for meets, begin, end in self._looked_at(number, box):
            # The last point of a stretch is the first one of the next; that of the last is the first of all.
            if meets:
                points += zip(self._xs[begin : end - 1], self._ys[begin : end - 1], strict=True)
            else:
                points.append((self._xs[begin], self._ys[begin]))
        return points

    def _parts(self, number: int, box: Box) -> Iterator[Line]:
        """Yield the parts of a line that may lie in a box."""
        part: Line = []
        for meets, begin, end in self._looked_at(number, box):
            if meets:
                begin += bool(part)
                part += zip(self._xs[begin:end], self._ys[begin:end], strict=True)
            elif part:
                yield part
                part = []
        if part:
            yield part

    def _looked_at(self, number: int, box: Box) -> Iterator[tuple[bool, int, int]]:
        """Yield of each stretch of an outline whether it may lie in a box, where it begins, and before what it ends."""
        first, last = self._firsts[number : number + 2]
        meets = self._stretches.meeting(box, first, last)
        return zip(meets, self._begins[first:last], self._ends[first:last], strict=True)


def _column(x: float) -> int:
    return max(0, min(int(x // _WIDTH), _COLUMNS - 1))
