"""In which order and company claims stand: headings, frames of tension, answers, pages, the order of a text."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.analyse.arrangement import (
    MOST_IN_FRAME,
    Block,
    Section,
    answers,
    dossier_sections,
    pages,
    source_sections,
    standing,
)
from generator.corpus import Corpus
from generator.model import Citation, Claim, Entity, Mode, Publisher, Relation, Source
from tests.records import corpus_of

GROUP = Entity(id="alpha", type="group", name="Alpha")
SOURCE = Source(id="report", title="Report", type="report", outlet="outlet")


def claim(id: str, mode: Mode = "act", locator: str = "", **fields: object) -> Claim:
    cited = Citation(source="report", quote="so", **({"locator": locator} if locator else {}))
    return Claim(**{"id": id, "text": id, "mode": mode, "about": ("alpha",), "citations": (cited,), **fields})


def shown(sections: Iterable[Section]) -> dict[str, list[tuple[str, ...]]]:
    return {section.heading: [block.claims for block in section.blocks] for section in sections}


def dossier(*claims: Claim, entity: Entity = GROUP) -> dict[str, list[tuple[str, ...]]]:
    corpus = corpus_of(entity, SOURCE, *claims)
    return shown(dossier_sections(corpus, entity))


def test_themes_are_headings_and_the_rest_comes_last() -> None:
    """Claims stand under their themes, in the order in which themes first occur; those without one come last."""
    found = dossier(claim("a"), claim("b", theme="money"), claim("c", theme="fronts"), claim("d", theme="money"))
    assert list(found) == ["Money", "Fronts", "Other claims"]
    assert found["Money"] == [("b",), ("d",)]


def test_dated_claims_come_first_under_a_heading() -> None:
    """Under a heading dated claims stand by date, then the undated ones as in the files."""
    found = dossier(claim("a"), claim("b", date="2019"), claim("c", date="2017/.."), claim("d"))
    assert found["Other claims"] == [("c",), ("b",), ("a",), ("d",)]


def test_aims_of_a_person_stand_apart_and_last() -> None:
    """What somebody is said to want is not mixed with what somebody is said to have done, whatever its theme."""
    person = Entity(id="alpha", type="person", name="Alpha")
    claims = [claim("a", "intent", theme="money"), claim("b", theme="money"), claim("c", "motive"), claim("d")]
    found = dossier(*claims, entity=person)
    assert list(found) == ["Money", "Other claims", "Aims ascribed to this person"]
    assert found["Aims ascribed to this person"] == [("a",), ("c",)]


def test_a_place_tells_acts_from_plans_and_from_what_it_is() -> None:
    """What is said to have happened stands apart from aims and from what is said about the place."""
    place = Entity(id="alpha", type="place", name="Alpha")
    found = dossier(claim("a", "state"), claim("b"), claim("c", "plan"), entity=place)
    assert list(found) == [
        "Said to have happened here or to concern it",
        "Plans and aims said to concern it",
        "Said about the place",
    ]


def test_an_outlet_is_not_its_own_witness() -> None:
    """What an outlet says about itself stands apart from what others say of it."""
    outlet = Entity(id="alpha", type="group", name="Alpha", publisher=Publisher())
    own = Source(id="own", title="Own", type="report", outlet="alpha")
    claims = [claim("a"), claim("b", citations=(Citation(source="own", quote="we"),))]
    found = shown(dossier_sections(corpus_of(outlet, SOURCE, own, *claims), outlet))
    assert found == {"What the outlet says about itself": [("b",)], "What others say of the outlet": [("a",)]}


def test_rivals_share_a_frame_where_the_first_of_them_stands() -> None:
    """A claim is drawn up to its rival, from whichever side the tension was named."""
    found = dossier(claim("a"), claim("b"), claim("c", tension=("a",)))
    assert found["Other claims"] == [("a", "c"), ("b",)]


def test_two_sides_are_told_apart_where_there_are_two() -> None:
    """Claims each of which is in tension with all of the other side have sides; a chain of tensions has none."""
    corpus = corpus_of(GROUP, SOURCE, claim("a"), claim("b"), claim("c", tension=("a", "b")))
    (section,) = dossier_sections(corpus, GROUP)
    assert section.blocks == (Block(("a", "b", "c"), (("a", "b"), ("c",))),)
    corpus = corpus_of(GROUP, SOURCE, *(claim(c, tension=(b,)) for b, c in ("ab", "bc", "cd")), claim("a"))
    (section,) = dossier_sections(corpus, GROUP)
    assert section.blocks == (Block(("a", "b", "c", "d"), ()),)


def test_too_many_rivals_stand_apart() -> None:
    """A tension that a frame cannot hold leaves each claim where it is."""
    many = [claim(f"c{number}", tension=("a",)) for number in range(MOST_IN_FRAME)]
    found = dossier(claim("a"), *many)
    assert len(found["Other claims"]) == MOST_IN_FRAME + 1


def test_a_withdrawn_claim_is_in_tension_with_nothing() -> None:
    """What was withdrawn keeps its place, and does not stand beside a claim as its rival."""
    from generator.model import Retraction

    gone = claim("b", tension=("a",), retracted=Retraction(on="2026", why="Misread."))
    assert dossier(claim("a"), gone)["Other claims"] == [("a",), ("b",)]


def test_answers_stand_within_what_they_answer() -> None:
    """An answer stands by itself only where what it answers does not stand; so does the answer to an answer."""
    claims = [claim("a"), claim("b", "denial", answers="a"), claim("c", "denial", answers="b")]
    corpus = corpus_of(GROUP, SOURCE, *claims)
    assert standing(corpus, ["a", "b", "c"]) == ("a", "c")
    assert standing(corpus, ["b", "c"]) == ("b",)
    assert standing(corpus, ["c"]) == ("c",)


def test_answers_that_do_not_fit_stand_by_themselves() -> None:
    """No answer is lost: those that are not shown within a claim stand for themselves."""
    claims = [claim("a"), *(claim(f"b{n}", "denial", answers="a") for n in range(5))]
    corpus = corpus_of(GROUP, SOURCE, *claims)
    ids = [claim.id for claim in claims]
    assert {*standing(corpus, ids), *answers(corpus, "a")} == set(ids)


def test_answers_that_loop_do_no_harm() -> None:
    """Two claims that answer each other are refused by a rule; until then nothing hangs."""
    corpus = corpus_of(GROUP, SOURCE, claim("a", answers="b"), claim("b", answers="a"))
    assert set(standing(corpus, ["a", "b"])) <= {"a", "b"}


def test_claims_of_a_source_stand_in_the_order_of_its_text() -> None:
    """Numbered places stand by number, others where they first occur; a claim stands where it is first quoted."""
    claims = [
        claim("a", locator="headline"),
        claim("b", locator="paragraph 10"),
        claim("c", locator="paragraph 2"),
        claim("d", locator="headline"),
        claim("e"),
    ]
    found = shown(source_sections(corpus_of(SOURCE, *claims), "report"))
    assert found == {
        "headline": [("a",), ("d",)],
        "paragraph 2": [("c",)],
        "paragraph 10": [("b",)],
        "": [("e",)],
    }


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (2, [[("One", ["a", "b"])], [("One", ["c"]), ("Two", ["d"])]]),
        (3, [[("One", ["a", "b", "c"])], [("Two", ["d"])]]),
        (9, [[("One", ["a", "b", "c"]), ("Two", ["d"])]]),
    ],
)
def test_headings_cut_in_two_are_repeated(size: int, expected: list[list[tuple[str, list[str]]]]) -> None:
    """A page holds no more than its size; what goes on overleaf has its heading again, marked as going on."""
    sections = [
        Section("One", (Block(("a",)), Block(("b",)), Block(("c",)))),
        Section("Two", (Block(("d",)),)),
    ]
    cut = pages(sections, size)
    assert [[(s.heading, list(s.claims)) for s in page] for page in cut] == expected
    assert [s.continued for page in cut for s in page if s.claims[0] == "c"] == ([True] if size == 2 else [])


def test_a_frame_larger_than_a_page_has_one_for_itself() -> None:
    """A frame is never cut, even where it is larger than a page may be."""
    sections = [Section("One", (Block(("a",)), Block(("b", "c", "d"), ())))]
    assert [[s.claims for s in page] for page in pages(sections, 2)] == [[("a",)], [("b", "c", "d")]]


def test_nothing_is_one_empty_page() -> None:
    """A dossier without claims has a page all the same."""
    assert pages([], 25) == ((),)


def test_relations_decide_whose_dossier_it_is() -> None:
    """A claim stands on the dossiers of its relations' subjects where nobody said otherwise."""
    relation = Relation(subject="alpha", predicate="leads", object="beta")
    found: Corpus = corpus_of(GROUP, SOURCE, claim("a", about=(), relations=(relation,)))
    assert found.about == {"alpha": ("a",)}
