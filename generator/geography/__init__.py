"""Maps without places: the grid, plain shapes on it, and the outlines of land and countries, cut for pictures.

It refuses to know what is drawn on them.
"""

from .mercator import NORTHMOST, WORLD, Box, Point, km_per_unit, projected
from .outlines import NO_OUTLINES, PACKAGE, Outlines, Read, Sheet, outlines, sheet_for
from .shapes import Shapes, path

__all__ = [
    "NORTHMOST",
    "NO_OUTLINES",
    "PACKAGE",
    "WORLD",
    "Box",
    "Outlines",
    "Point",
    "Read",
    "Shapes",
    "Sheet",
    "km_per_unit",
    "outlines",
    "path",
    "projected",
    "sheet_for",
]
