"""Mercator's projection on a grid of whole numbers: the one way in which anything here is laid on a map.

Circles stay circles in it, so a distance around a point is drawn as one, and north is up everywhere. What lies nearer
to a pole than `NORTHMOST` is not on the grid.
"""

from __future__ import annotations

from math import asinh, cosh, pi, radians, tan
from typing import NamedTuple

WORLD = 1 << 18
"""So many units go around the earth: one is 153 m at the equator, which is finer than the outlines."""
NORTHMOST = 85.05
"""Degrees north or south up to which the grid reaches."""
_KM_AROUND = 40_075.017
"""The equator, on the ellipsoid of WGS 84."""


class Point(NamedTuple):
    """A place on the grid: eastwards from 180° west, southwards from the northern edge."""

    x: float
    y: float


class Box(NamedTuple):
    """A part of the grid: its north-western corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The eastern edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The southern edge."""
        return self.y + self.height

    def holds(self, point: Point) -> bool:
        """Tell whether a point lies in it."""
        return self.x <= point.x < self.right and self.y <= point.y < self.bottom

    def wider(self, by: float) -> Box:
        """Return the box with a margin around it."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


def projected(lat: float, lon: float) -> Point:
    """Return where degrees north and east lie on the grid."""
    return Point(eastwards(lon), southwards(lat))


def eastwards(lon: float) -> float:
    """Return how far east on the grid degrees east lie."""
    return (lon + 180) / 360 * WORLD


def southwards(lat: float) -> float:
    """Return how far south on the grid degrees north lie."""
    return (1 - asinh(tan(radians(lat))) / pi) / 2 * WORLD


def km_per_unit(y: float) -> float:
    """Return how many km a unit is in the latitude of `y`."""
    return _KM_AROUND / WORLD / cosh(pi * (1 - 2 * y / WORLD))
