"""TopoJSON to outlines on the grid: land, and the borders between countries.

It reads the files of the npm package world-atlas, which hold Natural Earth's countries and land: lines ("arcs") that
shapes share, each written once as steps on a grid of degrees. A border is a line that two countries share.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise
from operator import itemgetter
from typing import Any

from .ground import Ground, Row
from .mercator import WORLD, eastwards, southwards

_NORTH, _SOUTH = -8 * WORLD, 9 * WORLD
"""Where the poles are laid, which have no place on the grid: beyond whatever lies near them."""


def read_topology(data: bytes) -> Ground:
    """Return the land and the borders of a file; ValueError or KeyError if it is none of world-atlas."""
    topology = json.loads(data)
    arcs = list(_arcs(topology))
    objects = topology["objects"]
    rings = chain.from_iterable(_on_grid(_joined(arcs, ring)) for ring in _rings(objects["land"]))
    shared = Counter(chain.from_iterable(_lines_of(country) for country in objects["countries"]["geometries"]))
    return Ground(rings, [arcs[number] for number, countries in sorted(shared.items()) if countries > 1])


def _arcs(topology: dict[str, Any]) -> Iterator[Row]:
    """Yield the lines of a file, laid on the grid: each of its degrees is worked out once, since many share it."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = topology["arcs"]
    across, up = ([list(accumulate(map(itemgetter(axis), arc))) for arc in arcs] for axis in (0, 1))
    xs = {step: round(eastwards(left + step * scale_x)) for step in set(chain.from_iterable(across))}
    ys = {step: round(southwards(bottom + step * scale_y)) for step in set(chain.from_iterable(up))}
    for east, north in zip(across, up, strict=True):
        yield list(map(xs.__getitem__, east)), list(map(ys.__getitem__, north))


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


def _joined(arcs: Sequence[Row], ring: Sequence[int]) -> Row:
    """Return a ring; a negative number is a line that is followed backwards, and lines share their ends."""
    joined: tuple[list[int], list[int]] = [], []
    for number in ring:
        for row, numbers in zip(joined, arcs[~number] if number < 0 else arcs[number], strict=True):
            row += (numbers[::-1] if number < 0 else numbers)[bool(row) :]
    return joined


def _on_grid(ring: Row) -> Iterator[Row]:
    """Yield a ring; one that crosses 180°, where the grid ends, once for either side, so that it reaches beyond."""
    xs, ys = ring
    if max(xs) - min(xs) <= WORLD / 2:
        yield ring
        return
    turns = list(accumulate((_turn(one, other) for one, other in pairwise(xs)), initial=0))
    unrolled = [x + turn * WORLD for x, turn in zip(xs, turns, strict=True)]
    if turns[-1]:  # it goes all around the earth: what it encloses reaches to the pole
        pole = _SOUTH if ys[0] > WORLD / 2 else _NORTH
        unrolled += unrolled[-1], unrolled[0], unrolled[0]
        ys = [*ys, pole, pole, ys[0]]
    for turn in range(-max(turns), 1 - min(turns)):
        yield [x + turn * WORLD for x in unrolled], ys


def _turn(one: float, other: float) -> int:
    """Return whether a step crosses the end of the grid: 1 going east, -1 going west."""
    return 0 if abs(other - one) <= WORLD / 2 else 1 if other < one else -1
