"""Shapes made simpler: points go in the order in which they are missed least, and with them what is too small to see.

How much a point is missed is the area of the triangle that it makes with its neighbours, when all that are missed less
have gone (Visvalingam and Whyatt, 1993). So it is worked out once, however simple the shapes are to become.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from math import inf, sqrt

from .shapes import Line, Shapes

_ISLAND = 3
"""What land is not longer than this is left out, where points go that are missed by an area of one."""
_BORDER = 5
"""What part of a border is not longer than this is left out: no longer one, however simple the rest becomes."""


class Thinned:
    """Shapes that can be had as simple as one likes."""

    def __init__(self, shapes: Shapes) -> None:
        """Work out how much each point is missed."""
        self._rings = [(ring, _size(ring), missed(ring, is_ring=True)) for ring in shapes.rings]
        self._lines = [(line, _size(line), missed(line)) for line in shapes.lines]

    def simpler(self, area: float, with_borders: bool = True) -> Shapes:
        """Return them without points that are missed by less than an area; of borders, which are quiet, by its double.

        Without borders they are land alone.
        """
        least = _ISLAND * sqrt(sqrt(area))
        rings = [_left(ring, areas, area) for ring, size, areas in self._rings if size > least]
        lines = [_left(line, areas, 2 * area) for line, size, areas in self._lines if with_borders and size > _BORDER]
        return Shapes([ring for ring in rings if len(ring) > 2], lines)


def _left(line: Line, areas: list[float], least: float) -> Line:
    return [point for point, area in zip(line, areas, strict=True) if area >= least]


def _size(line: Line) -> float:
    """Return the longer side of the smallest box around a line."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def missed(line: Line, *, is_ring: bool = False) -> list[float]:
    """Return by which area each point of a line is missed; the ends of one that is no ring, without end."""
    count = len(line)
    areas, now = [inf] * count, [inf] * count
    before, after = list(range(-1, count - 1)), [*range(1, count), 0]
    before[0] = count - 1

    def area(place: int) -> float:
        (x, y), (x_before, y_before), (x_after, y_after) = line[place], line[before[place]], line[after[place]]
        twice: float = abs((x_before - x) * (y_after - y) - (x_after - x) * (y_before - y))
        return twice / 2

    waiting = [(area(place), place) for place in (range(count) if is_ring else range(1, count - 1))]
    for least, place in waiting:
        now[place] = least
    heapify(waiting)
    most = 0.0
    while waiting:
        least, place = heappop(waiting)
        if now[place] != least:
            continue  # a neighbour went, and it is missed by another area since
        areas[place] = most = max(most, least)
        now[place] = inf
        one, other = before[place], after[place]
        after[one], before[other] = other, one
        for neighbour in (one, other):
            if now[neighbour] != inf:
                now[neighbour] = area(neighbour)
                heappush(waiting, (now[neighbour], neighbour))
    return areas
