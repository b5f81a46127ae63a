"""Shapes made simpler: points go in the order in which they are missed least, and with them what is too small to see.

How much a point is missed is the area of the triangle that it makes with its neighbours, when all that are missed less
have gone (Visvalingam and Whyatt, 1993). It is worked out once for each point that goes, however simple the shapes are
to become, and for no other.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from math import ceil, sqrt
from typing import cast

from .shapes import Line, Shapes

_ISLAND = 3
"""What land is not longer than this is left out, where points go that are missed by an area of one."""
_BORDER = 5
"""What part of a border is not longer than this is left out: no longer one, however simple the rest becomes."""
_NEVER = 1 << 62
"""More than any point is missed."""
_Whole = tuple[int, int]


class Thinned:
    """Shapes, laid in whole numbers, that can be had as simple as one likes."""

    def __init__(self, shapes: Shapes) -> None:
        """Leave nothing out yet."""
        self._rings = [(_size(ring), _Worn(ring, is_ring=True)) for ring in shapes.rings]
        self._lines = [(_size(line), _Worn(line)) for line in shapes.lines]

    def simpler(self, area: float, with_borders: bool = True) -> Shapes:
        """Return them without points that are missed by less than an area; of borders, which are quiet, by its double.

        Without borders they are land alone.
        """
        least = _ISLAND * sqrt(sqrt(area))
        rings = [ring.left(area) for size, ring in self._rings if size > least]
        lines = [line.left(2 * area) for size, line in self._lines if with_borders and size > _BORDER]
        return Shapes([ring for ring in rings if len(ring) > 2], lines)


def _size(line: Line) -> float:
    """Return the longer side of the smallest box around a line."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys))


class _Worn:
    """A line or a ring from which points go.

    Areas are whole numbers, and double. A point waits as one number, by which the points are in order: its area times
    the number of all points, and its place.
    """

    def __init__(self, line: Line, *, is_ring: bool = False) -> None:
        """Let nothing go yet; the ends of what is no ring never do."""
        count = len(line)
        self._line = cast("list[_Whole]", line)
        self._is_ring = is_ring
        self._waits: list[int] = []
        self._gone_at = [_NEVER] * count
        self._before, self._after = [count - 1, *range(count - 1)], [*range(1, count), 0]
        self._limit = 0
        self._most = 0

    def left(self, least: float) -> Line:
        """Return the points that are missed by an area or more."""
        limit = ceil(2 * least)
        if limit > self._limit:
            self._wear(limit)
        return [point for point, gone_at in zip(self._line, self._gone_at, strict=True) if gone_at >= limit]

    def _wear(self, limit: int) -> None:
        """Let the points go that are missed by less than a double area."""
        line, before, after, gone_at = self._line, self._before, self._after, self._gone_at
        count, most = len(line), self._most
        waits = self._waits = self._waits or self._at_first()
        bound = limit * count
        waiting = [key for key in waits if key < bound]
        heapify(waiting)
        while waiting:
            key = heappop(waiting)
            place = key % count
            if waits[place] != key:
                continue  # a neighbour went, and it is missed by another area since
            gone_at[place] = most = max(most, key // count)
            waits[place] = _NEVER
            one, other = before[place], after[place]
            after[one], before[other] = other, one
            for near in (one, other):
                if waits[near] != _NEVER:
                    (x, y), (x_before, y_before), (x_after, y_after) = line[near], line[before[near]], line[after[near]]
                    twice = abs((x_before - x) * (y_after - y) - (x_after - x) * (y_before - y))
                    key = waits[near] = twice * count + near
                    if key < bound:
                        heappush(waiting, key)
        self._limit, self._most = limit, most

    def _at_first(self) -> list[int]:
        """Return how each point waits while all are there."""
        line, count = self._line, len(self._line)
        places = zip(range(count), line, [line[-1], *line[:-1]], [*line[1:], line[0]], strict=True)
        waits = [abs((x_before - x) * (y_after - y) - (x_after - x) * (y_before - y)) * count + place
                 for place, (x, y), (x_before, y_before), (x_after, y_after) in places]  # fmt: skip
        if not self._is_ring:
            waits[0] = waits[-1] = _NEVER
        return waits
