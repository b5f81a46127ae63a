"""Maps: the picture of where a place lies, the page that lists all places, and the data that its script loads.

A mark is never smaller than what is known: a dot is a point that a gazetteer gives, a ring a vicinity, a hatched circle
an area. Only names of the site stand on a map, each with its precision in words; claims stand beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil, log2
from typing import Final, NamedTuple

from ..analyse.places import (
    Cell,
    Named,
    Spot,
    around,
    cells,
    in_tree_order,
    near,
    precision,
    spots,
    tiles,
    told_of,
)
from ..analyse.wording import raised
from ..corpus import Corpus, Index
from ..geography import WORLD, Box, Outlines, Paths, Point, Thinned, km_per_unit, paths
from ..markup import Html
from ..model import Entity, Location, Value
from ..pages import MAP, MAP_WORLD, TILE_RANK, Page, root, tile_name, told_in
from ..words import Words
from .claims import ClaimViews
from .indexes import Indexes, Pager, index_pager
from .inline import ROOT
from .view import view

WIDTH: Final = 736
HEIGHT: Final = 320
"""A picture of a place, in CSS pixels: it keeps this size where there is room, and is cropped around the place."""
MAP_HEIGHT: Final = 400
SMALL_WIDTH: Final = 340
SMALL_HEIGHT: Final = 260
"""A picture of all places that claims about somebody name: as narrow as a telephone, so that nothing is cropped."""
LEAST_KM: Final = 400
"""So many km a picture is wide at least: nearer, outlines and gazetteers are not exact enough."""
MOST_NAMED: Final = 10
"""How many places without coordinates are named in one sentence."""
MOST_TOLD: Final = 3
"""How many claims are shown with a place on the map; its dossier has all."""
MOST_BYTES: Final = 3_400
"""So much of a page the outlines of a picture may take; of a smaller picture, as much less."""
_STEP: Final = 32
"""The middles of pictures are so many pixels apart."""
_MARGIN: Final = 6
"""So many pixels farther than a picture reach its outlines, so that the edges along which they are cut are not seen."""
_LETTER: Final = 7.4
"""The width of a letter of a label, about."""
_LINE: Final = 16
_DOT: Final = 4.5
_LEAST: Final = 8
"""Radius of a dot, and the least of a ring or an area, in pixels."""
_LARGEST: Final = 150
_BARS: Final = tuple(factor * 10**power for power in range(5) for factor in (1, 2, 5))
_FINE: Final = 2.0
"""Points of outlines that change a picture by less than so many square pixels are left out of it."""
_COARSE: Final = 30
"""Where points would have to go that change it by more, the borders go instead."""
_WORLD_UNITS: Final = 32
_FAR: Final = 200
"""The outlines of the world are written in steps of so many units, as fine as is seen with so many to a pixel."""


class Window(NamedTuple):
    """What a picture shows: its north-western corner on the grid, the units to a pixel, and its size in pixels."""

    x: float
    y: float
    scale: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def box(self) -> Box:
        """The same as a part of the grid."""
        return Box(self.x, self.y, self.width * self.scale, self.height * self.scale)

    def seen(self, point: Point) -> tuple[float, float]:
        """Return where a point is in the picture, in pixels."""
        return (point.x - self.x) / self.scale, (point.y - self.y) / self.scale

    def pixels(self, km: float, point: Point) -> float:
        """Return how many pixels a distance around a point is."""
        return km / km_per_unit(point.y) / self.scale


class Whole(NamedTuple):
    """How many places there are, which have no coordinates, how many lie too near a pole, the extent of the others.

    `tiles` are the names of the tiles with detailed outlines.
    """

    places: int
    missing: tuple[str, ...]
    polar: int
    extent: Box | None
    tiles: tuple[str, ...]


@view
class Label:
    """Where the name of a mark begins, and whether it runs towards the middle, the start or the end from there."""

    x: int
    y: int
    anchor: str


@view
class Mark:
    """A place on a picture: its shape and size, its name and precision in words, the link to its dossier or ""."""

    shape: str
    x: int
    y: int
    radius: str
    name: str
    words: str
    href: str
    label: Label | None


@view
class Bar:
    """The bar that tells the scale."""

    x: int
    y: int
    length: int
    words: str


@view
class Picture:
    """A map drawn when the site was built: outlines as paths, marks, numbers of more places."""

    name: str
    width: int
    height: int
    land: str
    borders: str
    marks: tuple[Mark, ...]
    counts: tuple[tuple[int, int, str], ...]
    bar: Bar | None
    view: str

    @property
    def hatched(self) -> bool:
        """Whether areas stand on it, or may when more of the places are shown one by one."""
        return bool(self.counts) or any(mark.shape == "area" for mark in self.marks)


@view
class Where:
    """The picture on the dossier of a place, with what its mark means, where it is from, and what is left out."""

    picture: Picture
    shape: str
    told: bool
    km: str
    precision: str
    origin: str
    claimed: bool


@dataclass(slots=True)
class Row:
    """A place in the list: its link, its kinds, where it lies in words, its claims; and the places within it."""

    link: Html
    what: str
    where: str
    claims: str
    outer: tuple[Html, ...]
    inner: list[Row]


@view
class MapPage:
    """A page of the list of places, the first one with the map."""

    kicker: str
    title: str
    lead: str
    picture: Picture | None
    missing: int
    named: tuple[Html, ...]
    polar: int
    rows: tuple[Row, ...]
    pager: Pager | None


class Maps:
    """The maps of one site."""

    def __init__(self, claims: ClaimViews, indexes: Indexes, outlines: Outlines, brief: Callable[[str], Html]) -> None:
        """Remember how links are shown, what maps are drawn on, and what makes the short row of a claim."""
        self.indexes = indexes
        self.inline = claims.inline
        self.corpus = claims.corpus
        self._outlines = outlines
        self._brief = brief
        self._ground = lru_cache(maxsize=256)(self._drawn)

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """How each place stands on the map."""
        return self.corpus.index("spots", spots)

    @cached_property
    def near(self) -> Index:
        """Which places are named beside a place."""
        return self.corpus.index("places_near", near)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """The cells of the map."""
        return self.corpus.index("map_cells", cells)

    @property
    def _whole(self) -> Whole:
        """What the page of the map tells of all places."""
        return self._wholes[""]

    @cached_property
    def _wholes(self) -> Mapping[str, Whole]:
        return self.corpus.index("map_whole", lambda corpus: {"": _whole(corpus)})

    def prepare(self) -> None:
        """Work everything out now."""
        _ = self.spots, self.near, self.cells, self._wholes

    def where(self, entity: Entity) -> Where | None:
        """Return the picture on the dossier of a place; None where no gazetteer tells where it lies."""
        spot, location = self.spots.get(entity.id), entity.location
        if spot is None or not isinstance(location, Location):
            return None
        window = window_of(spot)
        others = [id for id in self.near[entity.id] if _is_shown(window, self.spots[id])]
        marks = [
            mark for mark in self.marks(window, [entity.id, *others], own=entity.id) if mark.label or not mark.href
        ]
        return Where(
            self.picture(self.corpus.name(entity.id), window, tuple(marks)),
            spot.precision,
            spot.told,
            f"{round(spot.km):,}",
            raised(precision(self.corpus.words, location)),
            location.origin,
            self._is_claimed(entity.id),
        )

    def _lead(self, places: int) -> str:
        words = self.corpus.words
        if not places:
            return words("No place is recorded yet.")
        return words.many(
            "{number} place. To be listed here is not a finding.",
            "{number} places. To be listed here is not a finding.",
            places,
        )

    def page(self, page: Page) -> MapPage:
        """Return a page of the list of places."""
        whole, first = self._whole, page.part == 1
        return MapPage(
            self.corpus.words("Where"),
            self.corpus.words("Map"),
            self._lead(whole.places),
            self._overview(whole.extent) if first and whole.extent else None,
            len(whole.missing) if first else 0,
            tuple(map(self.inline.entity, whole.missing[:MOST_NAMED])) if first else (),
            whole.polar if first else 0,
            self._rows(page.rows),
            index_pager(page),
        )

    def data(self, page: Page) -> str:
        """Return a file that the map's script loads."""
        made = {"map-cell": self._cell, "map-claims": self._told, "map-tile": self._tile}[page.template](page)
        return f"dossierMap({json.dumps(made, ensure_ascii=False, separators=(',', ':'))});\n"

    def _overview(self, extent: Box) -> Picture:
        cell = self.cells["t"]
        window = overview_of(extent)
        marks = self.marks(window, cell.places)
        seen = [(*window.seen(some.point), some.number) for some in cell.clusters]
        return self.picture("", window, marks, tuple([(round(x), round(y), f"{number:,}") for x, y, number in seen]))

    def picture(
        self, name: str, window: Window, marks: tuple[Mark, ...], counts: tuple[tuple[int, int, str], ...] = ()
    ) -> Picture:
        """Return a picture of what a window shows, with these marks; `name` is whose whereabouts it is, "" of many."""
        land, borders = self._ground(window)
        view = f"{window.x:g} {window.y:g} {window.scale:g}"
        return Picture(
            name, window.width, window.height, land, borders, marks, counts, _bar(self.corpus.words, window), view
        )

    def _drawn(self, window: Window) -> Paths:
        """Return land and borders as paths: as fine as can be seen, and where that is too much, coarser.

        Where not all borders have room, there are none: some of them would make one country of two.
        """
        most = min(MOST_BYTES, MOST_BYTES * window.width * window.height // (WIDTH * HEIGHT))
        shapes = self._outlines.within(window.box.wider(_MARGIN * window.scale), window.scale)
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
        bar = _bar(self.corpus.words, window)
        taken = [Box(bar.x, bar.y - _LINE, bar.length + 6 + len(bar.words) * _LETTER, 2 * _LINE)] if bar else []
        marks = []
        for id in ids:
            spot = self.spots[id]
            x, y = window.seen(spot.point)
            is_dot = spot.precision == "exact" and not spot.km
            radius = round(_DOT if is_dot else max(_LEAST, window.pixels(spot.km, spot.point)), 1)
            entity, name = self.corpus.entities[id], self.corpus.name(id)
            href = "" if id == own else self.inline.href(id)
            label = _label(x, y, radius, name, window, taken)
            words = precision(self.corpus.words, entity.location) if isinstance(entity.location, Location) else ""
            marks.append((radius, Mark(spot.precision, round(x), round(y), f"{radius:g}", name, words, href, label)))
        return tuple([mark for _, mark in sorted(marks, key=lambda one: -one[0])])

    def _is_claimed(self, place: str) -> bool:
        """Tell whether a claim about a place gives coordinates."""
        values = (
            relation.value for id in self.corpus.about.get(place, ()) for relation in self.corpus.claims[id].relations
        )
        return any(isinstance(value, Value) and isinstance(value.lat, str) for value in values)

    def _rows(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return the places of a page, each under the one that it lies in, where that stands on the page too."""
        rows: dict[str, Row] = {}
        top = []
        for id in ids:
            entity = self.corpus.entities[id]
            rows[id], above = self._row(entity), entity.within
            if isinstance(above, str) and above in rows and above != id:
                rows[above].inner.append(rows[id])
            else:
                rows[id].outer = tuple(map(self.inline.entity, around(self.corpus, entity)))
                top.append(rows[id])
        return tuple(top)

    def _row(self, entity: Entity) -> Row:
        claims = self.indexes.number_of_claims(entity.id)
        told = _in_words(self.corpus.words, entity)
        return Row(self.inline.entity(entity.id), self.inline.kinds(entity), told, claims, (), [])

    def _cell(self, page: Page) -> dict[str, object]:
        cell = self.cells[page.subject]
        made: dict[str, object] = {
            "box": [round(cell.box.x), round(cell.box.y), round(cell.box.width)],
            "places": [self._place(id, told_in(cell.key, place)) for place, id in enumerate(cell.places)],
            "clusters": [[round(some.point.x), round(some.point.y), some.number] for some in cell.clusters],
            "inner": list(cell.inner),
        }
        if page.subject == "t":
            made |= {"tiles": list(self._whole.tiles), "rank": TILE_RANK, "world": WORLD}
        return made

    def _place(self, id: str, told: str) -> dict[str, object]:
        entity, spot = self.corpus.entities[id], self.spots[id]
        return {
            "href": self.inline.plan.address(id),
            "name": self.corpus.name(id),
            "what": self.inline.kinds(entity),
            "where": _in_words(self.corpus.words, entity),
            "claims": raised(self.indexes.number_of_claims(id)),
            "at": [round(spot.point.x, 1), round(spot.point.y, 1)],
            "radius": round(spot.km / km_per_unit(spot.point.y), 1),
            "shape": spot.precision,
            "file": told,
        }

    def _told(self, page: Page) -> dict[str, object]:
        """Return the first claims of some places as short rows, with links as seen from the page of the map."""
        return {self.inline.plan.address(id): list(map(self._seen, told_of(self.corpus, id)[:MOST_TOLD]))
                for id in page.rows}  # fmt: skip

    def _seen(self, claim: str) -> dict[str, str]:
        """Return a short row as a record of its own: caveats are looked for in it, and nowhere around."""
        return {"html": self._brief(claim).replace(ROOT, root(MAP))}

    def _tile(self, page: Page) -> dict[str, object]:
        """Return the outlines of a tile, or those of the world, which are seen from afar."""
        if page.subject == MAP_WORLD:
            box, units, step = Box(0, 0, WORLD, WORLD), _WORLD_UNITS, _FAR
        else:
            column, row = map(int, page.subject.split())
            size = WORLD >> TILE_RANK
            box, units, step = Box(column * size, row * size, size, size), 1, 1
        shapes = self._outlines.within(box.wider(_MARGIN * units), step)
        made = paths(shapes.laid(Point(box.x, box.y), 1 / units))
        return {"land": made.land, "borders": made.borders, "scale": units}


def window_of(spot: Spot) -> Window:
    """Return what the picture of a place shows: one of few sizes and middles, so that neighbours share the outlines."""
    km = max(LEAST_KM / WIDTH, 2 * spot.km / (0.72 * HEIGHT))
    return _window(spot.point, km / km_per_unit(spot.point.y), WIDTH, HEIGHT)


def window_of_named(named: Named, marks: Mapping[str, Spot]) -> Window:
    """Return what the picture shows of the places that claims about somebody name.

    Its middles are far apart, because many dossiers have such a picture, and each is drawn once.
    """
    box = extent_of(marks[place.id] for place in named.places)
    return _with_room(box, SMALL_WIDTH, SMALL_HEIGHT, 1.34, SMALL_HEIGHT / 4)


def overview_of(box: Box) -> Window:
    """Return a picture in which a part of the grid has room."""
    return _with_room(box, WIDTH, MAP_HEIGHT, 1.15, _STEP)


def _with_room(box: Box, width: int, height: int, room: float, step: float) -> Window:
    """Return a picture of this size that is so many times as large as what lies in a box."""
    middle = Point(box.x + box.width / 2, box.y + box.height / 2)
    least = LEAST_KM / width / km_per_unit(middle.y)
    return _window(middle, max(least, room * box.width / width, room * box.height / height), width, height, step)


def _window(middle: Point, scale: float, width: int, height: int, step: float = _STEP) -> Window:
    """Return a picture of about this scale and middle; middles are so many pixels apart."""
    scale = min(2 ** (ceil(2 * log2(scale)) / 2), WORLD / width)
    step *= scale
    x, y = round(middle.x / step) * step - width / 2 * scale, round(middle.y / step) * step - height / 2 * scale
    x, y = max(0, min(x, WORLD - width * scale)), max(0, min(y, WORLD - height * scale))
    return Window(round(x, 2), round(y, 2), scale, width, height)


def _whole(corpus: Corpus) -> Whole:
    listed, marks = in_tree_order(corpus), spots(corpus)
    missing = tuple([id for id in listed if not isinstance(corpus.entities[id].location, Location)])
    names = tuple([tile_name(column, row) for column, row in tiles(corpus, TILE_RANK)])
    polar = len(listed) - len(missing) - len(marks)
    return Whole(len(listed), missing, polar, extent_of(marks.values()) if marks else None, names)


def extent_of(marks: Iterable[Spot]) -> Box:
    """Return the smallest box with all marks in it, as far as they reach."""
    reach = [(spot.point, spot.km / km_per_unit(spot.point.y)) for spot in marks]
    left, right = min(point.x - far for point, far in reach), max(point.x + far for point, far in reach)
    top, bottom = min(point.y - far for point, far in reach), max(point.y + far for point, far in reach)
    return Box(left, top, right - left, bottom - top)


def _is_shown(window: Window, spot: Spot) -> bool:
    """Tell whether another place has room in a picture: it is in it, and its mark does not cover it."""
    x, y = window.seen(spot.point)
    return 0 < x < window.width and 0 < y < window.height and window.pixels(spot.km, spot.point) < _LARGEST


def _label(x: float, y: float, radius: float, name: str, window: Window, taken: list[Box]) -> Label | None:
    """Return where a name has room beside its mark, and take that place; None where it has none."""
    width, gap = len(name) * _LETTER, min(radius, 40) + 5
    ways = (
        ("start", x + gap, y + 5, x + gap), ("end", x - gap, y + 5, x - gap - width),
        ("middle", x, y - gap - 2, x - width / 2), ("middle", x, y + gap + 12, x - width / 2),
        ("end", x - gap, y - 9, x - gap - width), ("start", x + gap, y - 9, x + gap),
        ("end", x - gap, y + 19, x - gap - width), ("start", x + gap, y + 19, x + gap),
    )  # fmt: skip
    for anchor, at, base, left in ways:
        box = Box(left, base - _LINE + 4, width, _LINE)
        inside = box.x > 0 and box.right < window.width and box.y > 0 and box.bottom < window.height
        if inside and not any(_overlap(box, other) for other in taken):
            taken += box, Box(x - 6, y - 6, 12, 12)
            return Label(round(at), round(base), anchor)
    return None


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _bar(words: Words, window: Window) -> Bar | None:
    """Return the bar of a picture, near its middle, where every screen shows it; none where the scale is not one."""
    y = window.height - 14
    km = km_per_unit(window.y + window.height / 2 * window.scale) * window.scale
    if km * window.width > 4_000:
        return None
    length = max(bar for bar in _BARS if bar <= 100 * km)
    return Bar(window.width // 2 - 150, y, round(length / km), words("{length} km", length=length))


def _in_words(words: Words, entity: Entity) -> str:
    if isinstance(entity.location, Location):
        return precision(words, entity.location)
    return words("coordinates not given") if entity.location is None else words("coordinates none recorded")
