"""What a picture shows of the earth: few sizes, scales and middles, so that neighbours share their outlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, log2
from typing import Final, Literal, NamedTuple

from ...analyse.places import Named, Spot
from ...geography import WORLD, Box, Point, km_per_unit

WIDTH: Final = 736
HEIGHT: Final = 320
"""A picture of a place, in CSS pixels: it keeps this size where there is room, else all but the place is cropped."""
SURE: Final = 280
"""So much of a picture of a place even a screen of 320 pixels shows."""
MAP_HEIGHT: Final = 400
SMALL_WIDTH: Final = 340
SMALL_HEIGHT: Final = 260
"""A picture of all places that claims about somebody name: as narrow as a telephone, so that nothing is cropped."""
LEAST_KM: Final = 400
"""So many km a picture is wide at least: nearer, outlines and gazetteers are not exact enough."""
Crop = Literal["Min", "Mid", "Max"]
_STEP: Final = 32
"""The middles of pictures are so many pixels apart."""
_BEYOND: Final = 12
"""So many pixels a picture may go beyond the end of the grid: a dot there is whole."""


class Window(NamedTuple):
    """What a picture shows: its north-western corner on the grid, the units to a pixel, and its size in pixels.

    `sure` is how much of its width every screen shows, and `crop` which part of it: its middle, or its "Min" or "Max",
    where the end of the grid keeps a place from the middle.
    """

    x: float
    y: float
    scale: float
    width: int = WIDTH
    height: int = HEIGHT
    sure: int = WIDTH
    crop: Crop = "Mid"

    @property
    def box(self) -> Box:
        """The same as a part of the grid."""
        return Box(self.x, self.y, self.width * self.scale, self.height * self.scale)

    def seen(self, point: Point) -> tuple[float, float]:
        """Return where a point is in the picture, in pixels."""
        return (point.x - self.x) / self.scale, (point.y - self.y) / self.scale

    def shown(self, width: int) -> int:
        """Return where a part of the picture begins that is so wide and shown wherever no more of it is."""
        return {"Min": 0, "Mid": (self.width - width) // 2, "Max": self.width - width}[self.crop]

    def pixels(self, km: float, point: Point) -> float:
        """Return how many pixels a distance around a point is."""
        return km / km_per_unit(point.y) / self.scale


def window_of(spot: Spot) -> Window:
    """Return what the picture of a place shows: one of few sizes and middles, so that neighbours share the outlines."""
    km = max(LEAST_KM / WIDTH, 2 * spot.km / (0.72 * HEIGHT))
    window = _window(spot.point, km / km_per_unit(spot.point.y), WIDTH, HEIGHT)
    across, aside = window.seen(spot.point)[0] - WIDTH / 2, (WIDTH - SURE) / 4
    return window._replace(sure=SURE, crop="Max" if across > aside else "Min" if across < -aside else "Mid")


def window_of_named(named: Named, marks: Mapping[str, Spot]) -> Window:
    """Return what the picture shows of the places that claims about somebody name.

    Its middles are far apart, because many dossiers have such a picture, and each is drawn once.
    """
    box = extent_of(marks[place.id] for place in named.places)
    return _with_room(box, SMALL_WIDTH, SMALL_HEIGHT, 1.34, SMALL_HEIGHT / 4)


def overview_of(box: Box) -> Window:
    """Return a picture in which a part of the grid has room."""
    return _with_room(box, WIDTH, MAP_HEIGHT, 1.15, _STEP)


def extent_of(marks: Iterable[Spot]) -> Box:
    """Return the smallest box with all marks in it, as far as they reach."""
    reach = [(spot.point, spot.km / km_per_unit(spot.point.y)) for spot in marks]
    left, right = min(point.x - far for point, far in reach), max(point.x + far for point, far in reach)
    top, bottom = min(point.y - far for point, far in reach), max(point.y + far for point, far in reach)
    return Box(left, top, right - left, bottom - top)


def is_cut(spot: Spot) -> bool:
    """Tell whether a mark reaches beyond the edge of the map, near a pole or at 180°: it is not drawn there."""
    box = extent_of([spot])
    return min(box.x, box.y) < 0 or max(box.right, box.bottom) > WORLD


def _with_room(box: Box, width: int, height: int, room: float, step: float) -> Window:
    """Return a picture of this size that is so many times as large as what lies in a box."""
    middle = Point(box.x + box.width / 2, box.y + box.height / 2)
    least = LEAST_KM / width / km_per_unit(middle.y)
    return _window(middle, max(least, room * box.width / width, room * box.height / height), width, height, step)


def _window(middle: Point, scale: float, width: int, height: int, step: float = _STEP) -> Window:
    """Return a picture of about this scale and middle; middles are so many pixels apart."""
    scale = min(2 ** (ceil(2 * log2(scale)) / 2), WORLD / (width - 2 * _BEYOND))
    step *= scale
    x, y = round(middle.x / step) * step - width / 2 * scale, round(middle.y / step) * step - height / 2 * scale
    more = _BEYOND * scale
    x, y = max(-more, min(x, WORLD - width * scale + more)), max(-more, min(y, WORLD - height * scale + more))
    return Window(round(x, 2), round(y, 2), scale, width, height)
