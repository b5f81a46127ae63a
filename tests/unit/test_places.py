"""Where places lie, how they stand on a map, and how the map is cut."""

from __future__ import annotations

import pytest

from generator.analyse.places import (
    AREA_KM,
    IN_A_CELL,
    MOST_NEAR,
    VICINITY_KM,
    around,
    cells,
    in_tree_order,
    near,
    precision,
    spots,
    tiles,
    told_of,
)
from generator.corpus import Corpus
from generator.geography import WORLD
from generator.model import UNSET, Citation, Claim, Entity, Location, Retirement, Retraction
from generator.words import ENGLISH
from tests.records import corpus_of


def place(
    id: str, lat: float | None = None, lon: float = 36, precision: str = "exact", radius: float = 0, within: str = ""
) -> Entity:
    where = None
    if lat is not None:
        where = Location(lat=lat, lon=lon, precision=precision, radius=radius or UNSET, origin="Gazetteer")  # type: ignore[arg-type]
    return Entity(id=id, type="place", name=id.title(), location=where, within=within or UNSET)


def many(count: int) -> Corpus:
    return corpus_of(*(place(f"p{n:04}", 30 + n % 40 * 0.01, 36 + n // 40 * 0.01) for n in range(count)))


@pytest.mark.parametrize(
    ("precision", "radius", "km", "told", "shape"),
    [
        ("exact", 0, 0, True, "exact"),
        ("exact", 5, 5, True, "vicinity"),
        ("vicinity", 0, VICINITY_KM, False, "vicinity"),
        ("vicinity", 2, 2, True, "vicinity"),
        ("area", 0, AREA_KM, False, "area"),
        ("area", 70, 70, True, "area"),
    ],
)
def test_a_mark_reaches_as_far_as_the_place_may(
    precision: str, radius: float, km: float, told: bool, shape: str
) -> None:
    """A point is a dot; whatever is less exact is none and has a size, by agreement where the gazetteer gives none."""
    spot = spots(corpus_of(place("a", 35, precision=precision, radius=radius)))["a"]
    assert (spot.km, spot.told, spot.precision) == (km, told, shape)


def test_an_area_holds_what_lies_within_it() -> None:
    """An area whose extent is not given reaches as far as the places recorded within it, at any remove."""
    inner = [place("b", within="a"), place("c", 37, precision="vicinity", within="b")]
    found = spots(corpus_of(place("a", 35, precision="area"), *inner))
    assert found["a"].km == pytest.approx(222.4 + VICINITY_KM, abs=1)
    given = spots(corpus_of(place("a", 35, precision="area", radius=60), *inner))
    assert given["a"].km == 60


def test_what_is_not_on_the_map() -> None:
    """Places without coordinates, near a pole, or that are no more, are not on it; 180 degrees east is its edge."""
    gone = place("gone", 35).changed(retired=Retirement(on="2026-01-01", why="merged"))
    found = spots(corpus_of(place("a"), place("pole", -90), gone, place("edge", 0, 180)))
    assert list(found) == ["edge"]
    assert 0 <= found["edge"].point.x < WORLD


def test_the_order_of_the_list() -> None:
    """Each place stands before those within it, otherwise from A to Z; a round of places loses none."""
    loop = [place("x", within="y"), place("y", within="x")]
    made = corpus_of(place("c"), place("b", within="c"), place("a", within="c"), place("aa"), *loop)
    assert in_tree_order(made) == ("aa", "c", "a", "b", "x", "y")
    assert around(made, made.entities["x"]) == ["y", "x"]


def test_few_others_are_named_beside_a_place() -> None:
    """The places that it lies within come first, then the nearest, however many there are."""
    made = corpus_of(
        place("outer", 36, precision="area"), place("it", 35, within="outer"), place("next", 35.1), place("far", 35.2)
    )
    assert near(made)["it"] == ("outer", "next", "far")
    assert {len(others) for others in near(many(500)).values()} == {MOST_NEAR}


@pytest.mark.parametrize("count", [0, 1, IN_A_CELL, IN_A_CELL + 1, 2_000])
def test_no_cell_grows_with_the_site(count: int) -> None:
    """Each place stands in one cell with few others; a cell of many has clusters that count all of them."""
    made = cells(many(count))
    assert sorted(id for cell in made.values() for id in cell.places) == sorted(many(count).entities)
    assert all(len(cell.places) <= IN_A_CELL and len(cell.clusters) <= 64 for cell in made.values())
    assert all(inner in made for cell in made.values() for inner in cell.inner)
    if count > IN_A_CELL:
        assert sum(cluster.number for cluster in made["t"].clusters) == count


def test_places_that_share_a_point_are_counted_together() -> None:
    """A thousand places at one point end in a cell that counts them, and nothing is cut for ever."""
    made = cells(corpus_of(*(place(f"p{n:04}", 35) for n in range(1_000))))
    assert len(made) < 20
    assert [cell.clusters[0].number for cell in made.values() if not cell.inner] == [1_000]


def test_tiles_are_those_around_places() -> None:
    """Detailed outlines are there for the tile of each place, and for the next one where its edge is near."""
    assert tiles(corpus_of(place("a", 35, 39)), 5) == ((19, 12),)
    assert (18, 12) in tiles(corpus_of(place("a", 35, 34)), 5)
    assert tiles(corpus_of(place("a")), 5) == ()


def test_claims_told_of_a_place() -> None:
    """Claims about it come before those that name it; a withdrawn one is not among them."""

    def claim(id: str, about: str, text: str = "[[a]]", **more: object) -> Claim:
        cited = Citation(source="s", locator="1")
        return Claim(id=id, text=text, mode="act", about=(about,), citations=(cited,), **more)  # type: ignore[arg-type]

    retracted = Retraction(on="2026-01-01", why="wrong")
    made = corpus_of(
        place("a"), place("b"), claim("names", "b"), claim("says", "a"), claim("gone", "a", retracted=retracted)
    )
    assert told_of(made, "a") == ["says", "names"]


def test_precision_in_words() -> None:
    """The words say how exact coordinates are, and how far the place reaches where that is given."""
    near_it = Location(lat=1, lon=1, precision="vicinity", radius=2.5, origin="G")
    assert precision(ENGLISH, near_it) == "near this point, within 2.5 km"
    assert precision(ENGLISH, near_it.changed(radius=UNSET)) == "near this point"
