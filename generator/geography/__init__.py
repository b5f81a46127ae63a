"""Maps without places: the grid, plain shapes on it, and the outlines of land and countries, cut for pictures.

It refuses to know what is drawn on them.
"""

from .mercator import NORTHMOST, WORLD, Box, Point, km_per_unit, projected
from .outlines import NO_OUTLINES, PACKAGE, Outlines, Read, outlines
from .paths import Paths, paths
from .shapes import Shapes
from .thinning import Thinned

__all__ = [
    "NORTHMOST",
    "NO_OUTLINES",
    "PACKAGE",
    "WORLD",
    "Box",
    "Outlines",
    "Paths",
    "Point",
    "Read",
    "Shapes",
    "Thinned",
    "km_per_unit",
    "outlines",
    "paths",
    "projected",
]
