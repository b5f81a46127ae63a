"""Rings and lines: cut to a box, laid in whole numbers. Plain geometry of flat points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from .mercator import Box

Pair = tuple[float, float]
Line = list[Pair]


class Shapes(NamedTuple):
    """Land as rings, which are filled by the even-odd rule, and borders as lines."""

    rings: list[Line]
    lines: list[Line]

    def laid(self, origin: Sequence[float], scale: float) -> Shapes:
        """Return them in whole numbers, seen from `origin`, `scale` for a unit; points that fall together are one."""
        left, top = origin

        def lay(line: Line) -> Line:
            places = [(round((x - left) * scale), round((y - top) * scale)) for x, y in line]
            return [place for place, _ in groupby(places)]

        rings, lines = map(lay, self.rings), map(lay, self.lines)
        return Shapes([ring for ring in rings if len(ring) > 2], [line for line in lines if len(line) > 1])


def cut_ring(points: Line, box: Box) -> Line:
    """Return a ring as far as it lies in a box, closed along its edges (Sutherland and Hodgman, 1974)."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    points = _cut_at(points, 0, left, [x < left for x, _ in points])
    points = _cut_at(points, 0, right, [x > right for x, _ in points])
    points = _cut_at(points, 1, top, [y < top for _, y in points])
    return _cut_at(points, 1, bottom, [y > bottom for _, y in points])


def _cut_at(ring: Line, axis: int, limit: float, points_beyond: list[bool]) -> Line:
    """Return a ring without its points that lie beyond a limit, and with those where it crosses the limit."""
    beyond = bytes(points_beyond)
    begin = beyond.find(0)
    if begin < 0 or 1 not in beyond:
        return ring if begin == 0 else []
    # The first point, which is not beyond the limit, stands at the end too: each part beyond it has an end.
    ring, beyond = ring[begin:] + ring[: begin + 1], beyond[begin:] + beyond[: begin + 1]
    cut: Line = []
    start = 0
    while (leaves := beyond.find(1, start)) >= 0:
        returns = beyond.find(0, leaves)
        cut += ring[start:leaves]
        cut.append(_crossing(ring[leaves - 1], ring[leaves], axis, limit))
        cut.append(_crossing(ring[returns - 1], ring[returns], axis, limit))
        start = returns
    return cut + ring[start:-1]


def _crossing(one: Pair, other: Pair, axis: int, limit: float) -> Pair:
    """Return where the step between two points crosses a limit."""
    share = (limit - one[axis]) / (other[axis] - one[axis])
    across = round(one[1 - axis] + share * (other[1 - axis] - one[1 - axis]), 1)
    return (across, limit) if axis else (limit, across)


def cut_line(line: Line, box: Box) -> Iterator[Line]:
    """Yield the parts of a line whose steps may lie in a box."""
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    part: Line = []
    for start, end in pairwise(line):
        (x, y), (to_x, to_y) = start, end
        apart = (x < left and to_x < left) or (x > right and to_x > right) or (y < top and to_y < top) or (
            y > bottom and to_y > bottom)  # fmt: skip
        if not apart:
            part = part or [start]
            part.append(end)
        elif part:
            yield part
            part = []
    if part:
        yield part
