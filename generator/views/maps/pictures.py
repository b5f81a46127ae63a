"""Maps drawn when the site is built: outlines of land and borders, marks on them, and a scale."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from ...analyse.places import precision
from ...geography import Outlines, Paths, Point, Thinned, paths
from ...model import Location
from ..inline import Inline
from ..view import view
from .marks import Bar, Mark, bar_of, label_beside, room_of
from .places import Places
from .windows import HEIGHT, WIDTH, Crop, Window

MOST_BYTES: Final = 3_400
"""So much of a page the outlines of a picture may take; of a smaller picture, as much less."""
MARGIN: Final = 6
"""So many pixels farther than a picture reach its outlines, so that the edges along which they are cut are not seen."""
DOT: Final = 4.5
_LEAST: Final = 8
"""Radius of a dot, and the least of a ring or an area, in pixels."""
_FINE: Final = 4.0
"""Points of outlines that change a picture by less than so many square pixels are left out of it."""
_COARSE: Final = 30
"""Where points would have to go that change it by more, the borders go instead."""


@view
class Picture:
    """A map drawn when the site was built: outlines as paths, marks, numbers of more places.

    `crop` is the part of it that is shown where not all is.
    """

    name: str
    width: int
    height: int
    land: str
    borders: str
    marks: tuple[Mark, ...]
    counts: tuple[tuple[int, int, str], ...]
    bar: Bar | None
    view: str
    crop: Crop

    @property
    def hatched(self) -> bool:
        """Whether areas stand on it, or may when more of the places are shown one by one."""
        return bool(self.counts) or any(mark.shape == "area" for mark in self.marks)


class Pictures:
    """The pictures of one site."""

    def __init__(self, inline: Inline, places: Places, outlines: Outlines) -> None:
        """Remember how links are shown, where places lie, and what maps are drawn on."""
        self.inline = inline
        self.corpus = inline.corpus
        self.places = places
        self._outlines = outlines
        self._ground = lru_cache(maxsize=256)(self._drawn)

    def picture(
        self, name: str, window: Window, marks: tuple[Mark, ...], counts: tuple[tuple[int, int, str], ...] = ()
    ) -> Picture:
        """Return a picture of what a window shows, with these marks; `name` is whose whereabouts it is, "" of many."""
        land, borders = self._ground(window)
        view = f"{window.x:g} {window.y:g} {window.scale:g}"
        bar = bar_of(self.corpus.words, window)
        return Picture(name, window.width, window.height, land, borders, marks, counts, bar, view, window.crop)

    def _drawn(self, window: Window) -> Paths:
        """Return land and borders as paths: as fine as can be seen, and where that is too much, coarser.

        Where not all borders have room, there are none: some of them would make one country of two.
        """
        most = min(MOST_BYTES, MOST_BYTES * window.width * window.height // (WIDTH * HEIGHT))
        shapes = self._outlines.within(window.box.wider(MARGIN * window.scale), window.scale)
        thinned = Thinned(shapes.laid(Point(window.x, window.y), 1 / window.scale))
        area, with_borders = _FINE, True
        while True:
            made = paths(thinned.simpler(area, with_borders))
            length = len(made.land) + len(made.borders)
            if length <= most:
                return made
            area *= max(1.1, (length / most) ** 1.5)
            if with_borders and area > _COARSE:
                area, with_borders = _FINE, False

    def marks(self, window: Window, ids: Iterable[str], own: str = "") -> tuple[Mark, ...]:
        """Return marks with labels that stand in nobody's way; the larger ones first, so that they hide no other."""
        taken = room_of(bar_of(self.corpus.words, window))
        marks = []
        for id in ids:
            spot = self.places.spots[id]
            x, y = window.seen(spot.point)
            is_dot = spot.precision == "exact"
            radius = round(DOT if is_dot else max(_LEAST, window.pixels(spot.km, spot.point)), 1)
            entity, name = self.corpus.entities[id], self.corpus.name(id)
            href = "" if id == own else self.inline.href(id)
            label = label_beside(x, y, radius, name, window, taken)
            words = precision(self.corpus.words, entity.location) if isinstance(entity.location, Location) else ""
            attrs = self.inline.drawn_attrs(self.inline.name_lang(id, name))
            mark = Mark(spot.precision, round(x), round(y), f"{radius:g}", name, words, href, label, attrs)
            marks.append((radius, mark))
        return tuple([mark for _, mark in sorted(marks, key=lambda one: -one[0])])
