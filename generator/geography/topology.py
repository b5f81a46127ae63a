"""TopoJSON to shapes on the grid: land, and the borders between countries.

It reads the files of the npm package world-atlas, which hold Natural Earth's countries and land: lines ("arcs") that
shapes share, each written once as steps on a grid of degrees. A border is a line that two countries share.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain, pairwise
from operator import itemgetter
from typing import Any

from .mercator import NORTHMOST, WORLD, Box, projected
from .shapes import Line, Outline, Shapes, cut_ring


def read_topology(data: bytes) -> Shapes:
    """Return the land and the borders of a file; ValueError or KeyError if it is none of world-atlas."""
    topology = json.loads(data)
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]

    @cache
    def x_of(step: int) -> int:
        return round(projected(0, left + step * scale_x).x)

    @cache
    def y_of(step: int) -> int:
        return round(projected(max(-NORTHMOST, min(NORTHMOST, bottom + step * scale_y)), 0).y)

    first, second = itemgetter(0), itemgetter(1)
    arcs: list[Line] = [
        list(zip(map(x_of, accumulate(map(first, arc))), map(y_of, accumulate(map(second, arc))), strict=True))
        for arc in topology["arcs"]
    ]
    objects = topology["objects"]
    rings = chain.from_iterable(_on_grid(_joined(arcs, ring)) for ring in _rings(objects["land"]))
    shared = Counter(chain.from_iterable(_lines_of(country) for country in objects["countries"]["geometries"]))
    return Shapes.of(rings, [arcs[number] for number, countries in sorted(shared.items()) if countries > 1])


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[int]]:
    """Yield each ring of a geometry, as the numbers of its lines."""
    match geometry["type"]:
        case "GeometryCollection":
            for part in geometry["geometries"]:
                yield from _rings(part)
        case "Polygon":
            yield from geometry["arcs"]
        case "MultiPolygon":
            for polygon in geometry["arcs"]:
                yield from polygon


def _lines_of(country: dict[str, Any]) -> set[int]:
    """Return the lines of a country, whichever way it follows them."""
    return {~number if number < 0 else number for ring in _rings(country) for number in ring}


def _joined(arcs: Sequence[Line], ring: Sequence[int]) -> Line:
    """Return a ring; a negative number is a line that is followed backwards, and lines share their ends."""
    points: Line = []
    for number in ring:
        line = arcs[~number][::-1] if number < 0 else arcs[number]
        points += line[:-1]
    return points


def _on_grid(ring: Line) -> Iterator[Line]:
    """Yield a ring; one that crosses 180°, where the grid ends, as its parts on either side."""
    if max(ring)[0] - min(ring)[0] <= WORLD / 2:
        yield ring
        return
    turns = list(accumulate((_turn(one, other) for (one, _), (other, _) in pairwise((*ring, ring[0]))), initial=0))
    unrolled = [(x + turn * WORLD, y) for (x, y), turn in zip((*ring, ring[0]), turns, strict=True)]
    if turns[-1]:  # it goes all around the earth: what it encloses reaches to the pole
        pole = WORLD if ring[0][1] > WORLD / 2 else 0
        unrolled += [(unrolled[-1][0], pole), (unrolled[0][0], pole)]
    else:
        unrolled.pop()
    for turn in range(-max(turns), 1 - min(turns)):
        part = cut_ring(Outline.of([(x + turn * WORLD, y) for x, y in unrolled]), Box(0, 0, WORLD, WORLD))
        if len(part) > 2:
            yield part


def _turn(one: float, other: float) -> int:
    """Return whether a step crosses the end of the grid: 1 going east, -1 going west."""
    return 0 if abs(other - one) <= WORLD / 2 else 1 if other < one else -1
