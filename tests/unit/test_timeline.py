"""Timelines: what stands under which year, how it is drawn, and what is never placed."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.analyse.timeline import NO_BEGINNING, NO_DATE, Span, span, timeline, year_of, years
from generator.corpus import Corpus
from generator.dates import parse
from generator.model import Claim, Entity, Retraction, Seen, Source
from generator.pages import plan
from generator.render import Renderer
from generator.templates import gathered
from tests.records import corpus_of

TEMPLATES = Path(__file__).parents[2] / "templates"
DATES = ("2017", "2017/..", "2016-03-04", "[2015-01..2018-02]", "../2019", "{2014,2016}", "201X", None)


def claim(id: str, date: str | None, **fields: object) -> Claim:
    return Claim(id=id, text="[[a]] did it.", mode="act", date=date, about=("a",), **fields)  # type: ignore[arg-type]


def source(id: str, published: str | None) -> Source:
    return Source(id=id, title=id, type="article", outlet=None, published=published)


def rows(corpus: Corpus, size: int = 25) -> list[tuple[str, ...]]:
    return list(timeline(corpus, corpus.claims, corpus.sources, size))


def shown(corpus: Corpus, address: str) -> LexborHTMLParser:
    renderer = Renderer(corpus, plan(corpus), gathered([TEMPLATES]))
    return LexborHTMLParser(renderer.render(renderer.plan.by_address[address]).body)


def words(tree: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(selector)]


@pytest.mark.parametrize(
    ("date", "year"),
    [
        ("2017", 2017), ("2017/..", 2017), ("[2015..2018]", 2015), ("{2017,2019}", 2017), ("201X", 2010),
        ("../2017", NO_BEGINNING), ("[..2017]", NO_BEGINNING), (None, NO_DATE),
    ],
)  # fmt: skip
def test_a_date_stands_under_its_earliest_year(date: str | None, year: int) -> None:
    """Spread and open dates stand under the first year they can mean; without one, before all; undated ones, after."""
    assert year_of(claim("c", date)) == year
    assert year_of(source("s", date)) == year


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2017-03-04", Span(3, 3, True, False)),
        ("2017-03", Span(3, 3, False, False)),
        ("2017", Span(1, 12, False, False)),
        ("2017-22", Span(6, 8, False, False)),
        ("2017-03~", Span(3, 3, False, True)),
        ("2017-03/2017-06", Span(3, 6, True, False)),
        ("2017-03/..", Span(3, 13, True, False)),
        ("2017-03/2019", Span(3, 13, True, False)),
        ("2017-03/2017", Span(3, 12, False, False)),
        ("2017/..", Span(1, 13, False, False)),
        ("2017/2019", Span(1, 13, False, False)),
        ("[2017-02..2017-04]", Span(2, 4, False, False)),
        ("[2017-02..]", Span(2, 13, False, False)),
        ("../2017", None),
        ("{2017,2019}", None),
    ],
)
def test_a_bar_covers_no_less_than_the_date_can_mean(date: str, expected: Span | None) -> None:
    """It is filled only where something is said of the whole time, to the month; what has no one stretch has none."""
    found = span(parse(date))
    assert found == expected
    assert found is None or found.goes_on == (found.last == 13)


def test_within_a_year_claims_stand_by_their_dates() -> None:
    """What came first stands first, a whole year before its months; of one date, by their ids."""
    dates = {"c1": "2017-05", "c2": "2017-03-02", "c3": "2017", "c4": "2017-03", "c5": "2017-03-02"}
    corpus = corpus_of(*(claim(id, date) for id, date in dates.items()))
    assert rows(corpus) == [("c3", "c4", "c2", "c5", "c1")]


@given(dates=st.lists(st.sampled_from(DATES), max_size=40), published=st.lists(st.sampled_from(DATES), max_size=20),
       size=st.integers(1, 30))  # fmt: skip
def test_pages_hold_every_row_once_in_order(dates: list[str | None], published: list[str | None], size: int) -> None:
    """Each claim and each dated source stands once; years run upwards; a year is cut only if it fits no page."""
    corpus = corpus_of(
        *(claim(f"c{number:02}", date) for number, date in enumerate(dates)),
        *(source(f"s{number:02}", date) for number, date in enumerate(published)),
    )
    pages = rows(corpus, size)
    ids = [id for page in pages for id in page]
    assert sorted(ids) == sorted([*corpus.claims, *(s.id for s in corpus.sources.values() if s.published)])
    record = {**corpus.claims, **corpus.sources}
    found = [year_of(record[id]) for id in ids]
    assert found == sorted(found)
    assert all(0 < len(page) <= size for page in pages)
    for page, after in pairwise(pages):
        year = year_of(record[after[0]])
        if year_of(record[page[-1]]) == year:
            assert found.count(year) > size
    assert [id for page in pages for year in years(corpus, page) for id in (*year.claims, *year.sources)] == ids


def test_first_line_counts_what_has_a_date_and_links_what_has_none() -> None:
    """The first words say how many claims have a date and how many have none, with a link to these."""
    corpus = corpus_of(claim("c1", "2017"), claim("c2", "2018/.."), claim("c3", None), source("s", None))
    lead = shown(corpus, "timeline/").css_first(".names")
    assert lead is not None
    assert lead.text().startswith("2 of 3 claims have a date; 1 does not. The one source has no date of publication.")
    assert [link.attributes["href"] for link in lead.css("a")] == ["../timeline/#date_not_given"]


def test_two_that_have_a_date_are_both() -> None:
    """Of two claims or sources that all have a date the first words say "both"."""
    corpus = corpus_of(claim("c1", "2017"), claim("c2", "2018"), source("s", "2019"), source("t", "2020"))
    lead = words(shown(corpus, "timeline/"), ".names")[0]
    assert lead.startswith("Both claims have a date. Both sources have a date of publication.")


def test_what_has_no_date_is_a_lane_of_its_own_on_the_timeline_of_the_site() -> None:
    """After all years stand the claims without a date, in the order of the files, and a link leads there."""
    corpus = corpus_of(claim("c1", "2017"), claim("c3", None), claim("c2", None))
    tree = shown(corpus, "timeline/")
    assert words(tree, "h2") == ["2017", "Without a date"]
    assert words(tree, ".letters a") == ["2017", "Without a date"]
    lane = tree.css("section")[1]
    assert len(lane.css(".brief")) == 2 and not lane.css(".bar, .when")
    assert [link.attributes["href"] for link in tree.css(".letters a")][1] == "../timeline/#date_not_given"
    assert lane.css_first("h2#date_not_given") is not None


def test_a_date_that_nobody_recorded_is_not_said_to_be_in_no_source() -> None:
    """Of claims whose date was left out nobody knows whether a source gives one, and the timeline claims no more."""
    lane = shown(corpus_of(Claim(id="c", text="[[a]] did it.", mode="act", about=("a",))), "timeline/")
    told = words(lane, "section")[0]
    assert (
        told.startswith("Without a date No source says when, or no date is recorded.") and "date none recorded" in told
    )


def test_what_is_withdrawn_has_no_place_and_does_not_count() -> None:
    """A withdrawn claim stands on no timeline."""
    withdrawn = claim("c2", "2018", retracted=Retraction(on="2026-01-01", why="Wrong."))
    corpus = corpus_of(claim("c1", "2017"), withdrawn)
    assert words(shown(corpus, "timeline/"), "h2") == ["2017"]
    assert words(shown(corpus, "timeline/"), ".names")[0].startswith("The one claim has a date.")


def test_where_all_claims_were_withdrawn_nothing_says_that_there_never_was_one() -> None:
    """No claim stands there; that there is none yet would be untrue."""
    corpus = corpus_of(claim("c1", "2017", retracted=Retraction(on="2026-01-01", why="Wrong.")))
    assert words(shown(corpus, "timeline/"), ".names") == ["No claims."]


def test_publication_is_told_apart_and_places_no_claim() -> None:
    """A claim without a date stays undated whenever its source was published or said so; the source has its own row."""
    seen = claim("c", None, seen=Seen(first="2019", last="2021"))
    dated = claim("d", "2017", seen=Seen(first="2019", last="2021"))
    corpus = corpus_of(seen, dated, source("paper", "2020-05"))
    tree = shown(corpus, "timeline/")
    assert words(tree, "h2") == ["2017", "2020", "Without a date"]
    assert [len(section.css(".brief")) for section in tree.css("section")] == [1, 0, 1]
    assert words(tree, ".when small") == [
        "Reported first 2019 (year only), last 2021 (year only), which is neither a beginning nor an end."
    ]
    published = tree.css("section")[1]
    assert published.css("h3")[0].text().startswith("Sources published then")
    assert [link.text() for link in published.css("li a")] == ["paper"]


def test_spans_have_a_bracket_and_words() -> None:
    """A span opens with a bracket, one without a beginning has the closing one, and the words say all of it."""
    corpus = corpus_of(*(claim(f"c{number}", date) for number, date in enumerate(["2017/..", "../2016", "2018-03"])))
    tree = shown(corpus, "timeline/")
    assert words(tree, "h2") == ["Beginning not given", "2017", "2018"]
    assert words(tree, ".when b") == ["until 2016", "since 2017", "March 2018 (month only)"]
    assert [date.attributes.get("class") for date in tree.css(".when b")] == ["ends", "begins", None]
    assert [bar.text(strip=True) for bar in tree.css(".bar")] == [""] * 2


def test_a_dossier_has_a_timeline_where_a_claim_has_a_date() -> None:
    """The dossier says how many claims have a date, and links its timeline, with what has none as its own lane."""
    entity = Entity(id="a", type="group", name="A")
    undated = corpus_of(entity, claim("c", None))
    assert not [page for page in plan(undated).pages if page.template == "entity-timeline"]
    assert "The one claim has no date, so there is no timeline." in words(shown(undated, "groups/a/"), ".lead")
    corpus = corpus_of(entity, claim("c", "2017"), claim("d", None))
    told = shown(corpus, "groups/a/")
    assert "Timeline: 1 of 2 claims has a date; 1 does not." in words(told, ".lead")
    assert "../../groups/a/timeline/" in [link.attributes["href"] for link in told.css(".lead a")]
    tree = shown(corpus, "groups/a/timeline/")
    assert words(tree, "h2") == ["2017", "Without a date"]
    assert [len(section.css(".brief")) for section in tree.css("section")] == [1, 1]


def test_many_years_lead_on_by_decades() -> None:
    """The links to years stay few however far the years reach."""
    corpus = corpus_of(*(claim(f"c{year}", f"{year:04}") for year in range(1900, 2020)))
    labels = words(shown(corpus, "timeline/"), ".letters a")
    assert labels == [f"{decade}–{decade + 9}" for decade in range(1900, 2020, 10)]
    assert all(re.fullmatch(r"\d{4}–\d{4}", label) for label in labels)
