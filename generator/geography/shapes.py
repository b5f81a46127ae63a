"""Rings and lines: cut to a box, made simpler, written as paths of SVG. Plain geometry of flat points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .mercator import Box

Pair = tuple[float, float]
Line = list[Pair]


class Outline(NamedTuple):
    """A ring or a line, with the smallest box around it, so that most of them need not be looked at."""

    left: float
    top: float
    right: float
    bottom: float
    points: Line

    @classmethod
    def of(cls, points: Line) -> Outline:
        """Return points with the box around them."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return cls(min(xs), min(ys), max(xs), max(ys), points)

    @property
    def size(self) -> float:
        """The longer side of its box."""
        return max(self.right - self.left, self.bottom - self.top)

    def is_apart_from(self, box: Box) -> bool:
        """Tell whether it has nothing in common with a box."""
        return self.left > box.right or self.right < box.x or self.top > box.bottom or self.bottom < box.y

    def is_inside(self, box: Box) -> bool:
        """Tell whether all of it lies in a box."""
        return self.left >= box.x and self.right <= box.right and self.top >= box.y and self.bottom <= box.bottom


class Shapes(NamedTuple):
    """Land as rings, which are filled by the even-odd rule, and borders as lines."""

    rings: list[Outline]
    lines: list[Outline]

    @classmethod
    def of(cls, rings: Iterable[Line], lines: Iterable[Line]) -> Shapes:
        """Return rings and lines of points as shapes."""
        return cls(list(map(Outline.of, rings)), list(map(Outline.of, lines)))

    def within(self, box: Box) -> Shapes:
        """Return what of them lies in a box; lines may reach out of it with their last steps."""
        return Shapes(list(_rings_within(self.rings, box)), list(_lines_within(self.lines, box)))

    def simpler(self, tolerance: float) -> Shapes:
        """Return the same with no point farther away than `tolerance`, without what is smaller than that."""
        rings = (thinned(ring.points, tolerance) for ring in self.rings if ring.size > tolerance)
        lines = (thinned(line.points, tolerance) for line in self.lines if line.size > tolerance)
        return Shapes.of((ring for ring in rings if len(ring) > 2), lines)


def _rings_within(rings: Iterable[Outline], box: Box) -> Iterator[Outline]:
    for ring in rings:
        if ring.is_inside(box):
            yield ring
        elif not ring.is_apart_from(box):
            cut = cut_ring(ring, box)
            if len(cut) > 2:
                yield Outline.of(cut)


def _lines_within(lines: Iterable[Outline], box: Box) -> Iterator[Outline]:
    for line in lines:
        if line.is_inside(box):
            yield line
        elif not line.is_apart_from(box):
            yield from map(Outline.of, cut_line(line.points, box))


def cut_ring(ring: Outline, box: Box) -> Line:
    """Return a ring as far as it lies in a box, closed along its edges (Sutherland and Hodgman, 1974)."""
    points, left, top, right, bottom = ring.points, box.x, box.y, box.right, box.bottom
    if ring.left < left:
        points = _cut_at(points, 0, left, [x < left for x, _ in points])
    if ring.right > right:
        points = _cut_at(points, 0, right, [x > right for x, _ in points])
    if ring.top < top:
        points = _cut_at(points, 1, top, [y < top for _, y in points])
    if ring.bottom > bottom:
        points = _cut_at(points, 1, bottom, [y > bottom for _, y in points])
    return points


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


def path(outlines: Iterable[Outline], origin: Sequence[float], scale: float, close: str = "") -> str:
    """Return outlines as the `d` of an SVG path in whole numbers: seen from `origin`, `scale` for a unit."""
    left, top = origin
    written = []
    for outline in outlines:
        places = [(round((x - left) * scale), round((y - top) * scale)) for x, y in outline.points]
        steps = [f"{x - was_x} {y - was_y}" for (was_x, was_y), (x, y) in pairwise(places) if x != was_x or y != was_y]
        if len(steps) > (1 if close else 0):
            x, y = places[0]
            written.append(f"M{x} {y}l{' '.join(steps).replace(' -', '-')}{close}")
    return "".join(written)
