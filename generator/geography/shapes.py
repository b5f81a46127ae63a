"""Rings and lines: cut to a box, made simpler, written as paths of SVG. Plain geometry of flat points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .mercator import Box

Pair = tuple[float, float]
Line = list[Pair]


class Shapes(NamedTuple):
    """Land as rings, which are filled by the even-odd rule, and borders as lines."""

    rings: list[Line]
    lines: list[Line]

    def within(self, box: Box) -> Shapes:
        """Return what of them lies in a box; lines may reach out of it with their last steps."""
        rings = [cut for ring in self.rings if touches(ring, box) and len(cut := cut_ring(ring, box)) > 2]
        return Shapes(rings, [part for line in self.lines if touches(line, box) for part in cut_line(line, box)])

    def simpler(self, tolerance: float) -> Shapes:
        """Return the same with no point farther away than `tolerance`, without rings that are smaller than that."""
        rings = [
            simple for ring in self.rings if _size(ring) > tolerance and len(simple := thinned(ring, tolerance)) > 2
        ]
        return Shapes(rings, [thinned(line, tolerance) for line in self.lines])


def touches(line: Sequence[Pair], box: Box) -> bool:
    """Tell whether the smallest box around some points and another box have anything in common."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs) <= box.right and max(xs) >= box.x and min(ys) <= box.bottom and max(ys) >= box.y


def cut_ring(ring: Line, box: Box) -> Line:
    """Return a ring as far as it lies in a box, closed along its edges (Sutherland and Hodgman, 1974)."""
    for axis, limit, sign in ((0, box.x, 1), (0, box.right, -1), (1, box.y, 1), (1, box.bottom, -1)):
        ring = _cut_at(ring, axis, limit, sign)
        if not ring:
            break
    return ring


def _cut_at(ring: Line, axis: int, limit: float, sign: int) -> Line:
    """Return a ring without what lies beyond one limit."""
    beyond = [sign * (point[axis] - limit) < 0 for point in ring]
    if True not in beyond:
        return ring
    if False not in beyond:
        return []
    cut: Line = []
    last, was_beyond = ring[-1], beyond[-1]
    for point, is_beyond in zip(ring, beyond, strict=True):
        if is_beyond != was_beyond:
            share = (limit - last[axis]) / (point[axis] - last[axis])
            other = round(last[1 - axis] + share * (point[1 - axis] - last[1 - axis]), 1)
            cut.append((limit, other) if axis == 0 else (other, limit))
        if not is_beyond:
            cut.append(point)
        last, was_beyond = point, is_beyond
    return cut


def cut_line(line: Line, box: Box) -> Iterator[Line]:
    """Yield the parts of a line whose steps may lie in a box."""
    part: Line = []
    for start, end in pairwise(line):
        apart = (
            (start[0] < box.x and end[0] < box.x) or (start[0] > box.right and end[0] > box.right)
            or (start[1] < box.y and end[1] < box.y) or (start[1] > box.bottom and end[1] > box.bottom)
        )  # fmt: skip
        if not apart:
            part = part or [start]
            part.append(end)
        elif part:
            yield part
            part = []
    if part:
        yield part


def thinned(line: Line, tolerance: float) -> Line:
    """Return a line without points that lie within `tolerance` of what is left (Douglas and Peucker, 1973)."""
    keep = bytearray(len(line))
    keep[0] = keep[-1] = 1
    waiting = [(0, len(line) - 1)]
    limit = tolerance * tolerance
    while waiting:
        first, last = waiting.pop()
        farthest, at = _farthest(line, first, last)
        if farthest > limit:
            keep[at] = 1
            waiting += (first, at), (at, last)
    return [point for point, kept in zip(line, keep, strict=True) if kept]


def _farthest(line: Line, first: int, last: int) -> tuple[float, int]:
    """Return the greatest squared distance of points from the step between two others, and whose it is."""
    (x, y), (end_x, end_y) = line[first], line[last]
    along_x, along_y = end_x - x, end_y - y
    square = along_x * along_x + along_y * along_y
    farthest, at = 0.0, first
    for place in range(first + 1, last):
        point = line[place]
        from_x, from_y = point[0] - x, point[1] - y
        share = (from_x * along_x + from_y * along_y) / square if square else 0
        share = 0 if share < 0 else 1 if share > 1 else share
        off_x, off_y = from_x - share * along_x, from_y - share * along_y
        distance = off_x * off_x + off_y * off_y
        if distance > farthest:
            farthest, at = distance, place
    return farthest, at


def path(lines: Iterable[Line], origin: Pair, scale: float, close: str = "") -> str:
    """Return lines as the `d` of an SVG path in whole numbers: seen from `origin`, `scale` for a unit."""
    left, top = origin
    written = []
    for line in lines:
        x, y = round((line[0][0] - left) * scale), round((line[0][1] - top) * scale)
        steps = []
        start = f"M{x} {y}"
        for next_x, next_y in line[1:]:
            to_x, to_y = round((next_x - left) * scale), round((next_y - top) * scale)
            if to_x != x or to_y != y:
                steps.append(f"{to_x - x} {to_y - y}")
                x, y = to_x, to_y
        if len(steps) > (1 if close else 0):
            written.append(f"{start}l{' '.join(steps).replace(' -', '-')}{close}")
    return "".join(written)


def _size(line: Sequence[Pair]) -> float:
    """Return the longer side of the smallest box around some points."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(max(xs) - min(xs), max(ys) - min(ys))
