"""The small map on dossiers of groups and people: the places that their claims name, no closer than they are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.analyse.places import MOST_CLAIMS, MOST_NAMED, Absent, Named, NamedPlace, Spot, named_places
from generator.corpus import Corpus
from generator.geography import NORTHMOST, projected
from generator.load import load
from generator.model import Location
from generator.pages import plan
from generator.render import Renderer
from generator.templates import gathered
from generator.views.maps.windows import SMALL_HEIGHT, SMALL_WIDTH, window_of_named
from tests.corpora import write_site

ROOT = Path(__file__).parents[2]
CONFIG = "site_name: Test\ndocs_dir: dossiers\ntheme: {name: material, font: false}\n"


def corpus_of(root: Path, places: int, claims: int = 1, located: bool = True) -> Corpus:
    """Return a group of which `claims` claims each are made at as many places."""
    lies = "location: {lat: %s, lon: 36, precision: area, origin: G}" if located else "location: null # %s"
    files = {"data/groups/band.yml": "name: Band\n", "data/groups/outlet.yml": "name: Outlet\npublisher: {}\n"}
    told = []
    for number in range(places):
        files[f"data/places/place-{number:02}.yml"] = f"name: Place {number:02}\n{lies % (30 + number / 10)}\n"
        told += [
            f"- id: c-{number:02}-{part}\n  mode: act\n  about: [band]\n"
            f"  text: 'The band was in [[place-{number:02}]].'\n"
            f"  citations: [{{source: article, quote: words {number} {part}}}]"
            for part in range(claims)
        ]
    files["data/sources/article.yml"] = (
        "title: T\ntype: article\noutlet: outlet\n"
        "caveats: [{kind: unverified, by: outlet, text: We did not check it.}]\n"
    )
    files["data/claims/all.yml"] = "\n".join(told) + "\n"
    files["data/vocabulary.yml"] = "caveats: {unverified: {label: Not verified, standing: 10}}\n"
    corpus, problems = load(write_site(root, files, CONFIG))
    assert [problem for problem in problems if problem.severity == "error"] == []
    return corpus


def section_of(corpus: Corpus, address: str) -> LexborNode | None:
    """Return the part of a dossier that has the map."""
    made = Renderer(corpus, plan(corpus), gathered([ROOT / "templates"]))
    return LexborHTMLParser(made.render(made.plan.by_address[address]).body).css_first(
        '[aria-labelledby="places_named"]'
    )


def test_places_that_claims_name_are_drawn_and_listed(tmp_path: Path) -> None:
    """Each place is drawn as exactly as it is known, and listed with its precision and the claims that name it."""
    section = section_of(corpus_of(tmp_path, 2, claims=2), "groups/band/")
    assert section is not None
    assert [mark.attributes["class"] for mark in section.css("svg .mark")] == ["mark area", "mark area"]
    rows = [" ".join(row.text().split()) for row in section.css(".gaps > li")]
    told = "Reported act, not verified; Reported act, not verified"
    assert rows == [f"Place {number:02}: somewhere in the area around this point. {told}" for number in range(2)]
    links = [link.attributes["href"] for link in section.css(".gaps a")]
    assert links[:3] == ["../../places/place-00/", "#c-00-0", "#c-00-1"]


def test_the_picture_is_named_and_repeats_nothing(tmp_path: Path) -> None:
    """The heading names the picture; a mark says its name, and its precision too where its name has no room."""
    corpus = corpus_of(tmp_path, MOST_NAMED)
    here = corpus.entities["place-00"].location
    entities = {id: e.changed(location=here) if id.startswith("place") else e for id, e in corpus.entities.items()}
    corpus = Corpus(corpus.settings, corpus.vocabulary, entities, corpus.sources, corpus.claims, corpus.homes)
    section = section_of(corpus, "groups/band/")
    assert section is not None
    assert section.css_first("svg[role=group][aria-labelledby=places_named]") and section.css_first("h2#places_named")
    marks = section.css("svg a.mark")
    assert len(marks) == MOST_NAMED
    for mark in marks:
        label, title = mark.css_first("text"), mark.css_first("title")
        assert (label is None) is (title is not None)
        words = (label or title).text()  # type: ignore[union-attr]
        assert words.startswith("Place 0") and (label is not None or "somewhere in the area" in words)
    assert any(mark.css_first("title") for mark in marks) and any(mark.css_first("text") for mark in marks)


def test_it_says_that_nobody_need_be_there(tmp_path: Path) -> None:
    """Under the picture stands what it does not say, and that borders say nothing about who holds what."""
    section = section_of(corpus_of(tmp_path, 1), "groups/band/")
    assert section is not None
    caption = section.css_first("figcaption").text()  # type: ignore[union-attr]
    assert "that somebody is or was there is not said by the map" in caption
    assert "they state nothing about who holds what" in caption


def test_it_does_not_grow_with_the_claims(tmp_path: Path) -> None:
    """Of many places, those of most claims are drawn and the others counted; of many claims, the first are linked."""
    section = section_of(corpus_of(tmp_path, MOST_NAMED + 3, claims=MOST_CLAIMS + 2), "groups/band/")
    assert section is not None
    assert len(section.css("svg .mark")) == MOST_NAMED
    rows = [" ".join(row.text().split()) for row in section.css(".gaps > li")]
    assert len(rows) == MOST_NAMED + 1
    assert all(row.endswith("; 2 more") for row in rows[:-1])
    assert rows[-1] == "3 more places on the map are named in these claims."


def test_without_a_place_on_the_map_there_is_no_section(tmp_path: Path) -> None:
    """Nothing is drawn from guesses: without coordinates a dossier has no map, and nothing is worked out."""
    corpus = corpus_of(tmp_path, 2, located=False)
    assert named_places(corpus) == {}
    assert section_of(corpus, "groups/band/") is None


def test_a_place_without_coordinates_is_named_as_missing(tmp_path: Path) -> None:
    """Beside places that are on the map, those that are not are counted and linked."""
    corpus = corpus_of(tmp_path, 2)
    lost = corpus.entities["place-01"].changed(location=None)
    entities = {**corpus.entities, "place-01": lost}
    corpus = Corpus(corpus.settings, corpus.vocabulary, entities, corpus.sources, corpus.claims, corpus.homes)
    section = section_of(corpus, "groups/band/")
    assert section is not None
    assert len(section.css("svg .mark")) == 1
    assert section.css(".gaps > li")[-1].text() == "Not on the map: 1 place without coordinates. Place 01"


def test_a_place_near_a_pole_is_not_called_one_without_coordinates(tmp_path: Path) -> None:
    """What lies beyond the map has coordinates: it is counted and linked by itself."""
    corpus = corpus_of(tmp_path, 3)
    here = corpus.entities["place-01"].location
    assert isinstance(here, Location)
    polar = corpus.entities["place-01"].changed(location=here.changed(lat=89.5))
    lost = corpus.entities["place-02"].changed(location=None)
    entities = {**corpus.entities, "place-01": polar, "place-02": lost}
    corpus = Corpus(corpus.settings, corpus.vocabulary, entities, corpus.sources, corpus.claims, corpus.homes)
    section = section_of(corpus, "groups/band/")
    assert section is not None
    assert [row.text() for row in section.css(".gaps > li")[1:]] == [
        "Not on the map: 1 place without coordinates. Place 02",
        "Not on the map: 1 place nearer to a pole than it reaches. Place 01",
    ]


def test_dossiers_of_places_have_their_own_picture_only(tmp_path: Path) -> None:
    """A map of other places on the dossier of a place would be taken for where it lies."""
    corpus = corpus_of(tmp_path, 2)
    entities = {**corpus.entities, "place-00": corpus.entities["place-00"].changed(location=None)}
    claim = next(iter(corpus.claims.values())).changed(about=("place-00",))
    claims = {**corpus.claims, claim.id: claim}
    corpus = Corpus(corpus.settings, corpus.vocabulary, entities, corpus.sources, claims, corpus.homes)
    assert "place-00" not in named_places(corpus)
    assert section_of(corpus, "places/place-00/") is None


@given(
    st.lists(
        st.tuples(
            st.floats(-NORTHMOST, NORTHMOST), st.floats(-180, 179.9), st.floats(0, 300),
            st.sampled_from(["exact", "vicinity", "area"]),
        ),
        min_size=1, max_size=MOST_NAMED,
    )
)  # fmt: skip
def test_every_point_is_in_the_picture(given_places: list[Any]) -> None:
    """However far apart the places lie, the picture shows the point of each."""
    marks = {
        f"p{number}": Spot(projected(lat, lon), precision, km, True)
        for number, (lat, lon, km, precision) in enumerate(given_places)
    }
    window = window_of_named(
        Named(tuple([NamedPlace(id, (), 0) for id in marks]), 0, Absent((), 0), Absent((), 0)), marks
    )
    for spot in marks.values():
        x, y = window.seen(spot.point)
        assert -1 <= x <= SMALL_WIDTH + 1
        assert -1 <= y <= SMALL_HEIGHT + 1 or window.width * window.scale > (1 << 18) * 0.99
