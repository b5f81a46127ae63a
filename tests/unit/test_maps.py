"""Pictures of places, and the data of the site's map: nothing smaller than it is exact, nothing without its caveat."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.analyse.places import Spot, spots
from generator.corpus import Corpus
from generator.geography import NORTHMOST, WORLD, Box, Outlines, projected
from generator.geography.ground import Ground
from generator.load import load
from generator.matter import Matter
from generator.model import Location
from generator.pages import TILE_RANK, plan
from generator.render import Renderer
from generator.templates import gathered
from generator.views.maps.marks import bar_of, label_beside, room_of
from generator.views.maps.pictures import DOT, MOST_BYTES
from generator.views.maps.windows import HEIGHT, SURE, WIDTH, Window, extent_of, overview_of, window_of
from generator.words import ENGLISH

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "pages" / "site"


def renderer_of(corpus: Corpus) -> Renderer:
    return Renderer(corpus, plan(corpus), gathered([ROOT / "templates"]))


def golden(**locations: Location | None) -> Corpus:
    """Return the golden corpus with other coordinates."""
    corpus, problems = load(GOLDEN)
    assert problems == []
    moved = {id.replace("_", "-"): where for id, where in locations.items()}
    entities = {id: e.changed(location=moved[id]) if id in moved else e for id, e in corpus.entities.items()}
    return Corpus(corpus.settings, corpus.vocabulary, entities, corpus.sources, corpus.claims, corpus.homes)


def body(made: Renderer, address: str) -> LexborHTMLParser:
    return LexborHTMLParser(made.render(made.plan.by_address[address]).body)


def data(made: Renderer, address: str) -> Any:
    text = made.render(made.plan.by_address[address]).body
    assert text.startswith("dossierMap(") and text.endswith(");\n")
    return json.loads(text[len("dossierMap(") : -len(");\n")])


@given(
    st.floats(-NORTHMOST, NORTHMOST), st.floats(-180, 179.9), st.floats(0, 3_000),
    st.sampled_from(["exact", "vicinity", "area"]),
)  # fmt: skip
def test_a_mark_is_in_its_picture_and_as_wide_as_it_may_be(lat: float, lon: float, km: float, precision: Any) -> None:
    """The picture of a place shows its point, and all of a ring or an area that is not wider than the world allows."""
    spot = Spot(projected(lat, lon), precision, km, True)
    window = window_of(spot)
    x, y = window.seen(spot.point)
    assert -1 <= x <= WIDTH + 1 and -1 <= y <= HEIGHT + 1
    if km < 1_000 and abs(lat) < 60 and 50 < abs(lon) < 130:
        assert 2 * window.pixels(km, spot.point) <= 0.75 * HEIGHT


@given(
    st.sampled_from([NORTHMOST, -NORTHMOST, 0.0]), st.sampled_from([-180.0, 179.9999, 0.0]), st.floats(-180, 179.9)
)  # fmt: skip
@example(0.0, 179.99, -179.99)
def test_a_dot_at_the_end_of_the_grid_is_whole(lat: float, lon: float, other: float) -> None:
    """On the picture of its place, and on that of all places, however far the others lie."""
    spot, second = (Spot(projected(*at), "exact", 0, True) for at in ((lat, lon), (0.0, other)))
    picture = window_of(spot)
    x, y = picture.seen(spot.point)
    assert DOT <= x <= WIDTH - DOT and DOT <= y <= HEIGHT - DOT
    overview = overview_of(extent_of([spot, second]))
    assert all(DOT <= overview.seen(one.point)[0] <= WIDTH - DOT for one in (spot, second))


@given(st.floats(-NORTHMOST, NORTHMOST), st.floats(-180, 179.9), st.floats(0, 3_000))
@example(-17.7, 179.9, 0)
@example(66.2, -169.8, 0)
@example(-41.3, 174.8, 900)
def test_a_narrow_screen_shows_the_place(lat: float, lon: float, km: float) -> None:
    """However near the end of the grid a place lies, and with it how far from the middle of its picture."""
    spot = Spot(projected(lat, lon), "exact", km, True)
    window = window_of(spot)
    left = window.shown(SURE)
    assert left - 1 <= window.seen(spot.point)[0] <= left + SURE + 1
    bar = bar_of(ENGLISH, window)
    assert bar is None or left <= bar.x < bar.x + bar.length < left + SURE


def test_pages_rest_on_outlines_only_where_there_are_maps() -> None:
    """Other outlines are another basis of the pages of a site with maps; without maps nobody asks which they are."""

    def basis(corpus: Corpus, digest: Callable[[], bytes]) -> bytes:
        return Matter(corpus, {}, (), outlines=Outlines(lambda _: Ground((), ()), digest)).basis()

    mapped, unmapped = golden(), golden(place_e=None)
    assert basis(mapped, lambda: b"one") == basis(mapped, lambda: b"one") != basis(mapped, lambda: b"other")
    assert basis(unmapped, lambda: pytest.fail("nobody draws on them"))


def test_the_mark_of_each_precision() -> None:
    """A point is a small dot, a vicinity a ring, an area a hatched circle; what an agreed size means is said."""
    shapes = {}
    for precision in ("exact", "vicinity", "area"):
        where = Location(lat=35.5, lon=36.25, precision=precision, origin="Gazetteer G")  # type: ignore[arg-type]
        page = body(renderer_of(golden(place_e=where)), "places/place-e/")
        mark = page.css_first("figure.map .mark.own")
        assert mark is not None
        circle = mark.css_first("circle")
        assert circle is not None
        shapes[precision] = float(circle.attributes["r"] or 0), circle.attributes.get("fill")
        assert precision in (mark.attributes["class"] or "")
        assert ("by agreement" in page.css_first("figcaption").text()) is (precision != "exact")  # type: ignore[union-attr]
    assert shapes["exact"][0] < shapes["vicinity"][0] < shapes["area"][0]
    assert [fill for _, fill in shapes.values()] == [None, None, "url(#map_hatch)"]


@pytest.mark.parametrize(
    "lat, lon, is_cut", ((0, 180, True), (0, -179, True), (85, 20, True), (0, 170, False), (35.5, 36.25, False))
)
def test_a_mark_that_is_drawn_in_part_is_told(lat: float, lon: float, is_cut: bool) -> None:
    """The map ends at 180° and near the poles: what reaches beyond is drawn in part only, which both pages say."""
    where = Location(lat=lat, lon=lon, precision="area", radius=600, origin="Gazetteer G")
    made = renderer_of(golden(place_e=where))
    told = body(made, "places/place-e/").css_first("figcaption").text()  # type: ignore[union-attr]
    assert ("Its mark reaches beyond the edge of the map" in told) is is_cut
    assert ("The mark of 1 place reaches beyond the edge of the map" in body(made, "map/").text()) is is_cut


def zigzag(window: Window, steps: int, down: float) -> tuple[list[int], list[int]]:
    """Return a line across a window that goes up and down by fifty pixels."""
    xs = [round(window.x + window.width * window.scale * step / steps) for step in range(steps)]
    return xs, [round(window.y + (down + step % 2 * 50) * window.scale) for step in range(steps)]


def test_borders_are_drawn_all_or_none() -> None:
    """Where borders and coasts have no room together, coasts are drawn alone, and as fine as they can be."""
    corpus = golden()
    window = window_of(next(iter(spots(corpus).values())))
    (xs, ys), (x, y) = zigzag(window, 100, 200), window.box[:2]
    coast = ([*xs, xs[-1], round(x), xs[0]], [*ys, round(y), round(y), ys[0]])
    for count in (1, 5):
        lines = [zigzag(window, 200, 10 + 50 * number) for number in range(count)]
        outlines = Outlines(lambda _, lines=lines: Ground([coast], lines), lambda: b"")  # type: ignore[misc]
        picture = Renderer(corpus, plan(corpus), {}, outlines=outlines).maps.pictures.picture("", window, ())
        assert picture.land.count("-50") > 40 and bool(picture.borders) is (count == 1)
        assert len(picture.land) + len(picture.borders) <= MOST_BYTES


def test_others_are_named_and_linked() -> None:
    """Another place of the site that is in the picture stands on it with its name, linked to its dossier."""
    other = Location(lat=35.6, lon=36.9, precision="exact", origin="G")
    page = body(renderer_of(golden(place_g=other)), "places/place-e/")
    links = [(link.attributes["xlink:href"], link.text(deep=True)) for link in page.css("figure.map svg a")]
    assert [href for href, _ in links] == ["../../places/place-g/"]
    assert "Place G" in links[0][1]


def test_a_name_on_a_map_says_its_language() -> None:
    """A name in other letters than the page's is marked in the picture and in the data, as its link is; no other is."""
    other = Location(lat=35.6, lon=36.9, precision="exact", origin="G")
    found = golden(place_g=other)
    named = {**found.entities, "place-g": found.entities["place-g"].changed(name="Место")}
    made = renderer_of(replace(found, digests={}, entities=named))
    marks = body(made, "places/place-e/").css("figure.map .mark text")
    assert {(text.text(), text.attributes.get("lang")) for text in marks} == {("Place E", None), ("Место", "und-Cyrl")}
    told = {place["name"]: place.get("lang") for place in data(made, "map/t/places.js")["places"]}
    assert told == {"Place E": None, "Место": "und-Cyrl"}


@pytest.mark.parametrize(
    ("name", "anchor"),
    [("Ten little", "start"), ("MMMMMMMMMM", "end"), ("北京市人民政府所在地", "end"), ("مُحَمَّدِيَّة وَادِي", "start")],
)
def test_a_name_has_the_room_that_its_letters_take(name: str, anchor: str) -> None:
    """Beside a mark near the edge a name stands where all of it is in the picture; wide letters take more room."""
    label = label_beside(WIDTH - 105, HEIGHT / 2, 3, name, Window(0, 0, 1), taken := [])
    assert label and label.anchor == anchor
    assert taken[0].x > 0 and taken[0].right < WIDTH


@pytest.mark.parametrize(
    ("x", "taken", "anchor", "wide"),
    [
        (WIDTH - 200, [], "end", False),
        (200, [], "start", False),
        (WIDTH / 2 + 40, [], "start", False),
        (WIDTH / 2 + 90, [], "end", False),
        (WIDTH - 200, [Box(0, 0, WIDTH - 201, HEIGHT)], "start", True),
    ],
)
def test_a_name_runs_towards_the_middle(x: float, taken: list[Box], anchor: str, wide: bool) -> None:
    """A narrow screen crops a picture: a name stands where it is whole if its mark is seen, or is marked as wide."""
    label = label_beside(x, HEIGHT / 2, 3, "Ten little", Window(0, 0, 1, sure=SURE), taken)
    assert label and (label.anchor, label.wide) == (anchor, wide)


def test_a_narrow_screen_shows_the_scale() -> None:
    """The bar of the scale stands, with its words, in what every screen shows of a picture."""
    corpus = golden()
    bar = bar_of(corpus.words, window_of(next(iter(spots(corpus).values()))))
    assert bar
    (room,) = room_of(bar)
    assert abs(room.x - WIDTH / 2) <= SURE / 2 and room.right <= (WIDTH + SURE) / 2


def test_without_coordinates_nothing_is_drawn() -> None:
    """A site without coordinates has no picture and no data; the page of the map names what is not on it."""
    made = renderer_of(golden(place_e=None))
    assert not [page for page in made.plan.pages if page.address.startswith("map/") and page.address.endswith(".js")]
    page = body(made, "map/")
    assert not page.css("svg")
    assert "Not on the map: 3 places without coordinates." in page.css_first("#not_on_the_map").text()  # type: ignore[union-attr]
    assert [link.text() for link in page.css(".places a")] == ["Place F", "Place E", "Place G"]


def test_claims_with_a_place_on_the_map_have_their_caveats() -> None:
    """What the map tells of a place are short rows as on every page, linked from the page of the map."""
    made = renderer_of(golden())
    told = data(made, "map/t_1/claims.js")
    assert list(told) == ["places/place-e/"]
    for row in told["places/place-e/"]:
        brief = LexborHTMLParser(row["html"])
        assert brief.css_first("article.brief .standing .trust b")
        assert brief.css_first("a.permalink").attributes["href"].startswith("../claims/")  # type: ignore[union-attr]


def test_the_data_of_a_cell() -> None:
    """A place of a cell tells where its dossier is, how it is drawn, and which file has what is said of it."""
    made = renderer_of(golden())
    cell = data(made, "map/t/places.js")
    (place,) = cell["places"]
    assert place["href"] == "places/place-e/"
    assert (place["name"], place["shape"], place["file"]) == ("Place E", "vicinity", "t_1")
    assert place["where"] == "near this point, within 3 km"
    assert 0 < place["radius"] < 100
    assert f"map/{cell['tiles'][0]}/outline.js" in made.plan.by_address


def test_land_is_cut_where_no_tile_shows_it() -> None:
    """A line runs along the cut: even as wide as where a tile is seen from farthest, none of it is in the tile."""
    corpus, end = golden(), WORLD - 1
    earth = Outlines(lambda _: Ground([([0, end, end, 0, 0], [0, 0, end, end, 0])], ()), lambda: b"")
    made = Renderer(corpus, plan(corpus), {}, outlines=earth)
    tile = data(made, "map/t/places.js")["tiles"][0]
    steps = [int(number) for number in re.findall(r"-?\d+", data(made, f"map/{tile}/outline.js")["land"])]
    size, smallest, most = (
        WORLD >> TILE_RANK,
        288 * 320,
        16,
    )  # pixels of the smallest map; the tiles that it shows at most
    half = size * sqrt(most / smallest) / 2
    for points in (list(accumulate(steps[::2])), list(accumulate(steps[1::2]))):
        assert all(point < -half or point > size + half for point in points)


def test_coordinates_of_reports_are_not_drawn() -> None:
    """A place of which reports give coordinates, and no gazetteer, is not on the map."""
    corpus = golden(place_e=None)
    claimed = {r.value for claim in corpus.claims.values() for r in claim.relations if hasattr(r.value, "lat")}
    assert claimed  # the golden site has such claims
    assert spots(corpus) == {}
