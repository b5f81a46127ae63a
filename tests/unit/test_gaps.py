"""What is not known: which gaps follow from the records, whom they touch, and in which order the site lists them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analyse.gaps import MOST_OF_A_SORT, SORTS, Gap, gaps, gaps_of_site
from generator.corpus import Corpus
from generator.model import (
    UNSET,
    Ambiguity,
    Attribution,
    Caveat,
    Citation,
    Claim,
    Derivation,
    Entity,
    Link,
    Relation,
    Retirement,
    Retraction,
    Source,
)
from tests.records import corpus_of

OUTLET = Entity(id="outlet", type="group", name="Outlet")
OTHER = Entity(id="other", type="group", name="Other")
ALPHA = Entity(id="alpha", type="group", name="Alpha")
BETA = Entity(id="beta", type="group", name="Beta")
PLACE = Entity(id="place", type="place", name="Place")


def source(id: str, outlet: str = "outlet", **fields: object) -> Source:
    whole: dict[str, object] = {"published": "2020", "authors": (f"Who wrote {id}",), "url": f"https://a.example/{id}"}
    made = {"type": "report", "title": id, "derived_from": (), **whole, **fields}
    return Source(id=id, outlet=outlet, **made)  # type: ignore[arg-type]


def cited(source: str, *chain: Link, how: str = "explicit", **fields: object) -> Citation:
    made = Attribution(how=how, chain=chain)  # type: ignore[arg-type]
    return Citation(source=source, quote="words", **{"attribution": made, **fields})  # type: ignore[arg-type]


def claim(id: str, *citations: Citation, about: str = "alpha", **fields: object) -> Claim:
    made = {"text": f"Says {id}.", "mode": "act", "about": (about,), "date": "2017", **fields}
    return Claim(id=id, citations=citations, **made)  # type: ignore[arg-type]


def corpus(*records: Source | Claim | Entity) -> Corpus:
    return corpus_of(OUTLET, OTHER, ALPHA, BETA, PLACE, *records)


def told(found: Corpus, entity: Entity = ALPHA) -> list[str]:
    claims = [found.claims[id] for id in found.about.get(entity.id, ())]
    return [gap.words for gap in gaps(found, entity, claims)]


def rows(found: Corpus, sort: str) -> list[tuple[int, str, str]]:
    return [(gap.claims, gap.words, gap.record) for gap in gaps_of_site(found) if gap.sort == sort]


def test_a_dossier_names_each_gap_once() -> None:
    """Dates, sources, tellers, origins, originals, readings, answers and what is presupposed, in this order."""
    found = corpus(
        source("copy", derived_from=(Derivation(source="first", how="translation"),), published=None, authors=None),
        source("first", "other", read=False),
        claim("x", cited("copy", Link(anonymous="they")), date=None),
        claim("y", cited("copy", Link(anonymous="others"), ambiguous=("alpha", "beta"), reading="Read as meant")),
        claim("z", cited("copy", how="none"), caveats=(Caveat(kind="presupposed", text="That there is one."),)),
    )
    assert told(found) == [
        "When: no date is given or recorded for 1 of the 3 claims.",
        "The date and the author of this report: not given.",
        "Who says so: no source is named for 1 of the 3 claims.",
        "Who is meant by “others” and “they”, and whether they are the same people.",
        "Whether anybody else reports it: no second origin is recorded for any of this.",
        "What the original by Other says: it was not read.",
        "Which is meant: Alpha or Beta.",
        "Whether the passage means it so. Read as meant.",
        "The answer of Alpha to any of this: none is recorded.",
        "Presupposed and not stated. That there is one.",
    ]


def test_nothing_is_unknown_where_all_is_recorded() -> None:
    """A dated claim with two origins, named tellers, whole sources and an answer leaves no gap, nor does no claim."""
    tellers = cited("a", Link(named="X")), cited("b", Link(named="Y"))
    found = corpus(
        source("a"), source("b", "other"), claim("x", *tellers), claim("y", *tellers, mode="denial", answers="x")
    )
    assert told(found) == []
    assert gaps(found, ALPHA, []) == ()
    assert gaps_of_site(found) == ()


def test_not_given_is_told_apart_from_not_recorded() -> None:
    """What somebody looked for and did not find is not given; what nobody looked for is not recorded."""
    found = corpus(source("a", authors=UNSET, url=None), claim("x", cited("a", Link(named="X"))))
    assert rows(found, "dates") == [
        (1, "The address of this report: not given; the author of this report: none recorded.", "a")
    ]


def test_withdrawn_claims_and_closed_dossiers_have_no_gaps() -> None:
    """What was withdrawn is asked no more, nor is what a closed dossier holds."""
    gone = Retraction(on="2026", why="So.")
    assert gaps_of_site(corpus(source("a", url=None), claim("x", cited("a"), date=None, retracted=gone))) == ()
    closed = Entity(id="old", type="group", name="Old", retired=Retirement(on="2026", why="So."))
    found = corpus(closed, source("a"), claim("x", cited("a", Link(named="X")), about="old", date=None))
    assert gaps_of_site(found) == ()


def test_a_second_origin_closes_a_gap_and_a_copy_does_not() -> None:
    """Two reports of one origin are one origin only."""
    copy = source("copy", "other", derived_from=(Derivation(source="a", how="republication"),))
    named = Link(named="X")
    found = corpus(source("a"), copy, source("b", "beta"), claim("x", cited("a"), cited("copy")))
    assert len(rows(found, "origins")) == 1
    found = corpus(source("a"), source("b", "beta"), claim("x", cited("a", named), cited("b", Link(named="Y"))))
    assert rows(found, "origins") == []


def test_own_words_and_denials_need_no_answer() -> None:
    """What an entity is said to have said itself, and what denies or answers, is no accusation; places never answer."""
    own = cited("a", Link(named="X"), attribution=Attribution(how="explicit", ascribed_to="alpha"))
    named = cited("a", Link(named="X"))
    found = corpus(
        source("a"),
        claim("x", named),
        claim("own", own),
        claim("denial", named, mode="denial"),
        claim("where", named, about="place"),
    )
    assert rows(found, "answers") == [(1, "The answer of Alpha to 1 of the 3 claims: none is recorded.", "alpha")]


def test_who_contradicts_a_claim_in_a_passage_has_answered() -> None:
    """Alpha answers where it refutes in its own words, first of a chain by id or name, or by what it publishes."""
    named = cited("a", Link(named="X"))
    ascribed = Attribution(how="explicit", ascribed_to="alpha", chain=(Link(named="Y"),))
    found = corpus(
        source("a"),
        source("of-alpha", outlet="alpha"),
        claim("w", named, cited("a", Link(named="Y"), supports="refutes", attribution=ascribed)),
        claim("x", named, cited("a", Link(entity="alpha"), supports="refutes")),
        claim("y", named, cited("of-alpha", how="none", supports="refutes")),
        claim("by-name", named, cited("a", Link(named="Alpha"), supports="refutes")),
        claim("z", named, cited("a", Link(named="Y"), Link(entity="alpha"), supports="refutes")),
    )
    assert rows(found, "answers") == [(1, "The answer of Alpha to 1 of the 5 claims: none is recorded.", "alpha")]


def test_the_same_words_in_two_sources_are_two_tellers() -> None:
    """Unnamed tellers are never merged across sources; within a source each is told once, with its claims."""
    they = Link(anonymous="they")
    found = corpus(
        source("a"), source("b", "other"),
        claim("x", cited("a", they)), claim("y", cited("a", they)), claim("z", cited("b", they)),
    )  # fmt: skip
    assert rows(found, "unnamed") == [(2, "Who is meant by “they”.", "a"), (1, "Who is meant by “they”.", "b")]


def test_readings_left_open_lead_to_their_claims() -> None:
    """Ambiguous words, one of several in a relation, and the editors' own reading are open, each with its claim."""
    words = Ambiguity(words="them", may_be=("alpha", "the rest"))
    either = Relation(subject="alpha", predicate="p", object=("beta", "place"), either=True)
    both = Relation(subject=("alpha", "beta"), predicate="p", object="place", jointly=True)
    one = Relation(subject=("alpha", "beta"), predicate="p", object="place", either=True)
    found = corpus(
        source("a"), claim("x", cited("a", ambiguous=(words,), reading="Read so."), relations=(either, both, one))
    )
    assert rows(found, "readings") == [
        (1, "What “them” means: Alpha or the rest.", "x"),
        (1, "Whether the passage means it so. Read so.", "x"),
        (1, "Which one is meant: Alpha or Beta.", "x"),
        (1, "Which one is meant: Beta or Place.", "x"),
    ]


def test_only_what_is_presupposed_is_told_as_such() -> None:
    """A caveat of another kind is none about what a passage takes for granted, be it of the claim or of the passage."""
    other, presupposed = (Caveat(kind=kind, text=f"A caveat: {kind}.") for kind in ("allegation", "presupposed"))
    found = corpus(
        source("a"),
        claim("x", cited("a", caveats=(other,)), caveats=(other,)),
        claim("y", cited("a", caveats=(presupposed, other))),
    )
    assert rows(found, "presupposed") == [(1, "Presupposed and not stated. A caveat: presupposed.", "y")]


def test_who_names_nobody_is_told_by_source() -> None:
    """Claims of which a passage names nobody, or of which nobody looked, are counted at the source they are from."""
    found = corpus(
        source("a"),
        source("b", "other"),
        claim("x", cited("a", how="none")),
        claim("y", cited("a", attribution=UNSET), cited("a", how="none")),
        claim("z", cited("a", Link(named="X")), cited("b", how="none")),
    )
    assert rows(found, "unnamed") == [
        (2, "Who says so: no source is named for 2 claims taken from here.", "a"),
        (1, "Who says so: no source is named for 1 claim taken from here.", "b"),
    ]


@pytest.mark.parametrize(
    ("number", "when", "part"), [(1, "When", "this"), (2, "When any of this happened", "any of this")]
)
def test_what_all_claims_lack_is_said_of_all(number: int, when: str, part: str) -> None:
    """Where every claim of a dossier lacks something, it says so in words, of one claim and of several."""
    found = corpus(source("a"), *[claim(f"c{at}", cited("a", how="none"), date=None) for at in range(number)])
    assert told(found) == [
        f"{when}: no date is given or recorded.",
        f"Who says so: no source is named for {part}.",
        f"Whether anybody else reports it: no second origin is recorded for {part}.",
        f"The answer of Alpha to {part}: none is recorded.",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "Who is meant by “t0”."),
        (MOST_OF_A_SORT, "Who is meant by “t0”, “t1”, “t2”, “t3” and “t4”, and whether they are the same people."),
        (
            MOST_OF_A_SORT + 1,
            "Who is meant by “t0”, “t1”, “t2”, “t3”, “t4” and 1 more, and whether they are the same people.",
        ),
    ],
)
def test_a_dossier_asks_for_the_first_tellers_by_their_words(number: int, words: str) -> None:
    """A dossier asks once who its unnamed tellers are, quotes the first of them and counts the rest."""
    found = corpus(source("a"), claim("x", cited("a", *[Link(anonymous=f"t{at}") for at in range(number)])))
    assert [line for line in told(found) if line.startswith("Who is")] == [words]


def test_originals_behind_passages_count_too() -> None:
    """An original that was not read is a gap, whether the source derives from it or a passage names it."""
    derived = source("a", derived_from=(Derivation(source="first", how="quotation"),))
    nobodys = Source(id="nobodys", outlet=None, type="report", title="t", derived_from=(), read=False)
    found = corpus(
        derived, source("first", "other", read=False), source("named", read=False), nobodys,
        claim("x", cited("a", rests_on=("named", "nobodys"))), claim("y", cited("a")),
    )  # fmt: skip
    assert rows(found, "originals") == [
        (2, "What the original by Other says: it was not read.", "first"),
        (1, "What the original by Outlet says: it was not read.", "named"),
        (1, "What the original says: it was not read.", "nobodys"),
    ]


def test_a_dossier_spells_out_only_the_first_of_a_kind() -> None:
    """However many readings are open, a dossier names a few and counts the rest; the site's list names all."""
    many = [claim(f"c{number}", cited("a", reading=f"Reading {number}.")) for number in range(MOST_OF_A_SORT + 3)]
    found = corpus(source("a"), *many)
    shown = [words for words in told(found) if "eading" in words]
    assert len(shown) == MOST_OF_A_SORT + 1
    assert shown[-1] == "3 more readings are left open; each is told with its claim or its source."
    assert len(rows(found, "readings")) == MOST_OF_A_SORT + 3


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (
            lambda at: claim(f"c{at}", cited("a"), caveats=(Caveat(kind="presupposed", text=f"Fact {at}."),)),
            "1 more claim presupposes something",
        ),
        (lambda at: claim(f"c{at}", cited("a", rests_on=(f"first{at}",))), "1 more original was not read"),
        (lambda at: claim(f"c{at}", cited(f"undated{at}")), "1 more source lacks one of these"),
    ],
)
def test_a_dossier_tells_what_there_is_more_of(claims: Callable[[int], Claim], words: str) -> None:
    """What a dossier counts and does not spell out it names by its sort."""
    numbers = range(MOST_OF_A_SORT + 1)
    others = [source(f"first{at}", read=False) for at in numbers], [source(f"undated{at}", url=None) for at in numbers]
    found = corpus(source("a"), *others[0], *others[1], *map(claims, numbers))
    assert [line for line in told(found) if "more" in line] == [f"{words}; each is told with its claim or its source."]


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Corpora of a few sources and claims with all sorts of gaps."""
    known = st.sampled_from(["2020", None])
    ids = st.sampled_from(["s0", "s1", "s2"])
    tellers = st.sampled_from([Link(anonymous="they"), Link(anonymous="some"), Link(named="X")])
    sources = [source(f"s{n}", draw(st.sampled_from(["outlet", "other"])), published=draw(known), url=draw(known),
                      read=draw(st.booleans())) for n in range(3)]  # fmt: skip
    claims = [
        claim(
            f"c{n}",
            *(cited(id, draw(tellers), ambiguous=draw(st.sampled_from([(), ("alpha", "beta")])))
              for id in draw(st.lists(ids, min_size=1, max_size=2))),
            about=draw(st.sampled_from(["alpha", "beta", "place"])),
            date=draw(known),
        )
        for n in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    return corpus(*sources, *claims)


@given(corpora())
def test_what_touches_most_claims_stands_first(found: Corpus) -> None:
    """What touches most claims stands first, of sorts and of gaps; ties keep their own order."""
    listed = gaps_of_site(found)
    groups = [(sort, [gap.claims for gap in group]) for sort, group in groupby(listed, lambda gap: gap.sort)]
    ranks = [(-claims[0], list(SORTS).index(sort)) for sort, claims in groups]
    assert ranks == sorted(set(ranks))
    for one, next_one in pairwise(listed):
        if one.sort == next_one.sort:
            assert (-one.claims, one.words, one.record) < (-next_one.claims, next_one.words, next_one.record)
    assert all(0 < gap.claims <= len(found.claims) and found.record(gap.record) for gap in listed)


@given(corpora())
def test_the_order_of_files_changes_nothing(found: Corpus) -> None:
    """The list depends on what is recorded, not on the order in which it is."""
    turned = Corpus(found.settings, found.vocabulary, *(dict(reversed(one.items())) for one in (
        found.entities, found.sources, found.claims)), found.homes)  # type: ignore[arg-type]  # fmt: skip
    assert gaps_of_site(turned) == gaps_of_site(found)


@given(corpora())
def test_what_a_dossier_leaves_unknown_is_on_the_list_of_the_site(found: Corpus) -> None:
    """No sort of gap stands on a dossier that the page of the whole site lacks."""
    on_dossiers: set[str] = set()
    for entity in found.entities.values():
        claims = [found.claims[id] for id in found.about.get(entity.id, ())]
        on_dossiers |= {gap.sort for gap in gaps(found, entity, claims)}
    assert on_dossiers == {gap.sort for gap in gaps_of_site(found)}


def test_a_gap_is_plain_words() -> None:
    """No gap says how complete anything is."""
    found = corpus(source("a", url=None), claim("x", cited("a"), date=None))
    assert all("%" not in gap.words and "complete" not in gap.words for gap in gaps_of_site(found))
    assert Gap("dates", "w", 1).record == ""
