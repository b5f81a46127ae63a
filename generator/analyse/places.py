"""Where places lie: what lies within what, and how each stands on a map, never smaller than its precision.

Coordinates come from gazetteers that the records name. What reports say of a place's whereabouts are claims, and are
not looked at here. Where no gazetteer tells how far a place reaches, its mark has a size by agreement, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Final, Literal, NamedTuple

from ..corpus import Corpus, Index
from ..geography import NORTHMOST, WORLD, Box, Point, projected
from ..model import Entity, Location, UnsetType
from ..names import sort_key
from ..words import Words
from .wording import PRECISION

VICINITY_KM: Final = 10
AREA_KM: Final = 50
FARTHEST_KM: Final = 3_000
"""How far a mark reaches where no gazetteer tells: a vicinity, an area at least, and an area at most."""
MOST_NEAR = 5
"""How many other places are named around a place."""
IN_A_CELL = 60
"""How many places a cell of the map shows one by one; of more, its four quarters are cells."""
_DEEPEST = 16
_CLUSTERS = 8
_NEAR = WORLD >> 6
_LOOKED_AT = 24
"""How many places of a square of the grid are compared with another place, where there are very many."""
MOST_NAMED = 8
"""How many places that claims about somebody name stand on one map, or are named as missing on it."""
MOST_CLAIMS = 3
"""How many claims are named with each of them."""
_EARTH_KM = 6_371

Precision = Literal["exact", "vicinity", "area"]


class Spot(NamedTuple):
    """How a place stands on the map: the point, how far its mark reaches around it (0: a dot), who says so.

    It is `told` by a gazetteer how far the place reaches, or that it is a point; else that is an agreement.
    """

    point: Point
    precision: Precision
    km: float
    told: bool


class Cluster(NamedTuple):
    """Some places that are too many to be shown one by one: their middle, and their number."""

    point: Point
    number: int


class Cell(NamedTuple):
    """A square of the map, with few places or with clusters of many; `inner` are the cells that it is divided into."""

    key: str
    box: Box
    places: tuple[str, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    inner: tuple[str, ...] = ()


class NamedPlace(NamedTuple):
    """A place on the map that claims about somebody name: the first of these claims, and how many there are."""

    id: str
    claims: tuple[str, ...]
    number: int


class Absent(NamedTuple):
    """Places that are not on the map: some of them, and how many there are."""

    some: tuple[str, ...]
    number: int


class Named(NamedTuple):
    """The places that claims about somebody name: some that are on the map, how many more are, and which are not.

    `missing` have no coordinates, `polar` lie beyond the map, near a pole.
    """

    places: tuple[NamedPlace, ...]
    more: int
    missing: Absent
    polar: Absent


def precision(words: Words, where: Location) -> str:
    """Return in words how exactly coordinates tell where something lies."""
    told, reach = words(PRECISION[where.precision]), where.radius
    if isinstance(reach, UnsetType):
        return told
    return words("{precision}, within {reach} km", precision=told, reach=f"{reach:g}")


def is_place(corpus: Corpus, entity: Entity) -> bool:
    """Tell whether an entity is a place, or has one."""
    return corpus.settings.like(entity.type) == "place" or not isinstance(entity.location, UnsetType)


def around(corpus: Corpus, entity: Entity) -> list[str]:
    """Return the places that an entity lies within, the nearest first; records that loop are left after a round."""
    found: list[str] = []
    place: Entity | None = entity
    while place is not None and isinstance(place.within, str) and place.within not in found:
        found.append(place.within)
        place = corpus.entities.get(place.within)
    return found


def places_within(corpus: Corpus) -> Index:
    """Return the places that lie directly within each place."""
    found: dict[str, list[str]] = {}
    for entity in corpus.entities.values():
        if isinstance(entity.within, str):
            found.setdefault(entity.within, []).append(entity.id)
    return {id: tuple(inner) for id, inner in found.items()}


def in_tree_order(corpus: Corpus) -> tuple[str, ...]:
    """Return every place that a list names, each before those within it, and otherwise from A to Z."""
    listed = {id for id, entity in corpus.entities.items() if _is_listed(corpus, entity)}
    inner: dict[str, list[str]] = {}
    for id in sorted(listed, key=lambda id: (sort_key(corpus.entities[id].name), id)):
        above = corpus.entities[id].within
        inner.setdefault(above if isinstance(above, str) and above in listed else "", []).append(id)
    order: dict[str, None] = {}

    def take(ids: Iterable[str]) -> None:
        waiting = list(ids)[::-1]
        while waiting:
            id = waiting.pop()
            if id not in order:
                order[id] = None
                waiting += inner.get(id, ())[::-1]

    take(inner.get("", ()))
    take(sorted(listed))  # what lies within itself, in a round, has no beginning
    return tuple(order)


def spots(corpus: Corpus) -> Mapping[str, Spot]:
    """Return how each place with coordinates stands on the map; none that lies beyond it, near a pole."""
    found: dict[str, Spot] = {}
    for id, entity in corpus.entities.items():
        where = entity.location
        if isinstance(where, Location) and abs(where.lat) <= NORTHMOST and isinstance(entity.retired, UnsetType):
            found[id] = _spot(where)
    reach = {id: spot.km for id, spot in found.items()}
    for id in found:
        inner = corpus.entities[id]
        for outer in around(corpus, inner):
            if outer in found and outer != id and found[outer].precision == "area" and not found[outer].told:
                reach[outer] = max(reach[outer], _apart(corpus.entities[outer], inner) + found[id].km)
    return {id: spot._replace(km=min(reach[id], FARTHEST_KM)) for id, spot in found.items()}


def near(corpus: Corpus) -> Index:
    """Return for each place on the map a few others to name beside it: those that it lies within, then the nearest."""
    marks = spots(corpus)
    squares: dict[tuple[int, int], list[str]] = {}
    for id, spot in marks.items():
        squares.setdefault(_square(spot.point), []).append(id)
    found = {}
    for id, spot in marks.items():
        column, row = _square(spot.point)
        beside = [
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in squares.get((column + across, row + down), ())[:_LOOKED_AT]
        ]
        beside.sort(key=lambda other: (_squared(spot.point, marks[other].point), other))
        outer = [other for other in around(corpus, corpus.entities[id]) if other in marks]
        others = [other for other in dict.fromkeys([*outer, *beside]) if other != id]
        found[id] = tuple(others[:MOST_NEAR])
    return found


def named_places(corpus: Corpus) -> Mapping[str, Named]:
    """Return for each group, person or event the places that claims about it name, those of most claims first.

    Who has claims that name no place on the map is left out.
    """
    marks = spots(corpus)
    found: dict[str, dict[str, list[str]]] = {}
    for place, entity in corpus.entities.items() if marks else ():
        if _is_listed(corpus, entity):
            for claim in told_of(corpus, place):
                for id in corpus.subjects[claim]:
                    if id in corpus.entities and not is_place(corpus, corpus.entities[id]):
                        found.setdefault(id, {}).setdefault(place, []).append(claim)
    return {id: _named(corpus, found[id], marks) for id in sorted(found) if not marks.keys().isdisjoint(found[id])}


def _named(corpus: Corpus, told: Mapping[str, Sequence[str]], marks: Mapping[str, Spot]) -> Named:
    order = sorted(told, key=lambda id: (-len(told[id]), sort_key(corpus.entities[id].name), id))
    seen, absent = [id for id in order if id in marks], [id for id in order if id not in marks]
    missing = [id for id in absent if not isinstance(corpus.entities[id].location, Location)]
    polar = [id for id in absent if id not in missing]
    places = tuple([NamedPlace(id, tuple(told[id][:MOST_CLAIMS]), len(told[id])) for id in seen[:MOST_NAMED]])
    return Named(places, len(seen) - len(places), _absent(missing), _absent(polar))


def _absent(ids: Sequence[str]) -> Absent:
    return Absent(tuple(ids[:MOST_NAMED]), len(ids))


def cells(corpus: Corpus) -> Mapping[str, Cell]:
    """Return the cells into which the map is divided, by key, so that none grows with the site; none without places."""
    marks = spots(corpus)
    found: dict[str, Cell] = {}
    waiting = [("t", Box(0, 0, WORLD, WORLD), tuple(marks))] if marks else []
    while waiting:
        key, box, ids = waiting.pop()
        if len(ids) <= IN_A_CELL:
            found[key] = Cell(key, box, ids)
            continue
        quarters = [] if len(key) > _DEEPEST else list(_quarters(key, box, ids, marks))
        inner = tuple(name for name, _, _ in quarters)
        found[key] = Cell(key, box, (), tuple(_clusters(box, ids, marks)), inner)
        waiting += quarters
    return {key: found[key] for key in sorted(found)}


def tiles(corpus: Corpus, rank: int) -> tuple[tuple[int, int], ...]:
    """Return column and row of the tiles, 2**rank in each direction, in or close to which places lie."""
    size = WORLD >> rank
    found = {
        (int(x // size), int(y // size))
        for spot in spots(corpus).values()
        for x in (spot.point.x - size / 4, spot.point.x + size / 4)
        for y in (spot.point.y - size / 4, spot.point.y + size / 4)
        if 0 <= x < WORLD and 0 <= y < WORLD
    }
    return tuple(sorted(found))


def told_of(corpus: Corpus, place: str) -> list[str]:
    """Return the claims about a place, then those that name it otherwise; withdrawn ones are not among them."""
    ids = (*corpus.about.get(place, ()), *corpus.mentions.get(place, ()))
    return [id for id in ids if isinstance(corpus.claims[id].retracted, UnsetType)]


def _is_listed(corpus: Corpus, entity: Entity) -> bool:
    return isinstance(entity.retired, UnsetType) and is_place(corpus, entity)


def _spot(where: Location) -> Spot:
    told = where.precision == "exact" or not isinstance(where.radius, UnsetType)
    agreed = {"exact": 0, "vicinity": VICINITY_KM, "area": AREA_KM}[where.precision]
    km = agreed if isinstance(where.radius, UnsetType) else where.radius
    x, y = projected(where.lat, where.lon)
    # What reaches so far around an exact point is no point: as wide as that, a dot would cover all that is there.
    shape = "vicinity" if where.precision == "exact" and km else where.precision
    return Spot(Point(x % WORLD, y), shape, km, told)


def _apart(one: Entity, other: Entity) -> float:
    """Return how many km two located places are apart, along a great circle."""
    here, there = one.location, other.location
    assert isinstance(here, Location) and isinstance(there, Location)
    lat, to_lat = radians(here.lat), radians(there.lat)
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin(radians(there.lon - here.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1, sqrt(half)))


def _square(point: Point) -> tuple[int, int]:
    return int(point.x // _NEAR), int(point.y // _NEAR)


def _squared(one: Point, other: Point) -> float:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2


def _quarters(
    key: str, box: Box, ids: Sequence[str], marks: Mapping[str, Spot]
) -> Iterator[tuple[str, Box, tuple[str, ...]]]:
    """Yield each quarter of a cell in which places lie: its key, its box, and these."""
    half = box.width / 2
    for number in range(4):
        quarter = Box(box.x + half * (number % 2), box.y + half * (number // 2), half, half)
        inside = tuple(id for id in ids if quarter.holds(marks[id].point))
        if inside:
            yield f"{key}{number}", quarter, inside


def _clusters(box: Box, ids: Iterable[str], marks: Mapping[str, Spot]) -> Iterator[Cluster]:
    size = box.width / _CLUSTERS
    found: dict[tuple[int, int], list[Point]] = {}
    for id in ids:
        point = marks[id].point
        found.setdefault((int((point.y - box.y) // size), int((point.x - box.x) // size)), []).append(point)
    for _, points in sorted(found.items()):
        count = len(points)
        yield Cluster(Point(sum(p.x for p in points) / count, sum(p.y for p in points) / count), count)
