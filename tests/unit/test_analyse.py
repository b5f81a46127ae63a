"""What follows from the records: chains, caveats, reports and origins, notices, gaps, readings, neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analyse.chains import chain, leads_back_to_unnamed, names_nobody, self_tellers
from generator.analyse.facets import facets
from generator.analyse.notice import notice, standing_words
from generator.analyse.origins import common_ancestor, reports
from generator.analyse.passages import passages, read_with
from generator.analyse.readings import Reading, at_a_glance, readings, value_words
from generator.analyse.standing import (
    CarriedCaveat,
    caveats,
    deniers,
    leading,
    reasons_for_none,
    source_caveats,
    worst,
)
from generator.analyse.wording import counted, lowered, marks
from generator.corpus import Corpus
from generator.markup import sentence
from generator.model import (
    UNSET,
    Ambiguity,
    Assessment,
    Attribution,
    Caveat,
    CaveatKind,
    Citation,
    Claim,
    Derivation,
    Entity,
    Grade,
    Link,
    Predicate,
    Publisher,
    Record,
    Relation,
    Retraction,
    Source,
    Value,
    Vocabulary,
)
from generator.words import ENGLISH, words_of
from tests.records import corpus_of

WORDS = Vocabulary(
    caveats={
        "unverified": CaveatKind(label="Not verified", standing=20, brief="not verified by its publisher"),
        "hearsay": CaveatKind(label="Hearsay", standing=30),
        "disputed": CaveatKind(label="Disputed", standing=10),
        "forged": CaveatKind(label="Forged", standing=5),
        "rumour": CaveatKind(label="Rumour", standing=15),
    },
    predicates={
        "leads": Predicate(label="leads", inverse="is led by", heading="Reported to lead", mode="state",
                           inverse_heading="Reported leader"),
        "numbers": Predicate(label="numbers", heading="Reported number", mode="state"),
        "meets": Predicate(label="meets", heading="Reported meeting with", symmetric=True, mode="act"),
        "hidden": Predicate(label="hides", glance=False),
    },
)  # fmt: skip
OUTLET = Entity(
    id="outlet", type="group", name="Outlet",
    publisher=Publisher(caveats=(Caveat(kind="unverified", by="outlet", text="We did not check."),)),
)  # fmt: skip
OTHER = Entity(id="other", type="group", name="Other", publisher=Publisher(caveats="none", because="They were there."))
ALPHA = Entity(id="alpha", type="group", name="Alpha")
BETA = Entity(id="beta", type="group", name="Beta")


def source(id: str, outlet: str | None = "outlet", **fields: object) -> Source:
    return Source(**{"id": id, "title": id, "type": "report", "outlet": outlet, "derived_from": (), **fields})


def cited(source: str, how: str = "explicit", **fields: object) -> Citation:
    chain = fields.pop("chain", (Link(named=f"Witness {source}"),) if how == "explicit" else ())
    return Citation(**{"source": source, "quote": "so", "attribution": Attribution(how=how, chain=chain), **fields})  # type: ignore[arg-type]


def claim(*citations: Citation, id: str = "c", **fields: object) -> Claim:
    return Claim(**{"id": id, "text": "[[alpha]] did.", "mode": "act", "citations": citations, **fields})


def corpus(*records: Record) -> Corpus:
    return corpus_of(ALPHA, BETA, OUTLET, OTHER, *records, vocabulary=WORDS)


# Chains.


def test_a_chain_ends_with_the_outlet_and_says_what_it_did() -> None:
    """The outlet of the source closes the chain by itself, with what it did to what it had from others."""
    made = source("copy", derived_from=(Derivation(source="first", how="translation"),))
    found = chain(corpus(made, source("first", "other")), cited("copy", chain=(Link(anonymous="two people"),)))
    assert [(step.sort, step.words or step.entity, step.remark) for step in found.steps] == [
        ("unnamed", "two people", "unnamed"),
        ("entity", "outlet", "translated"),
    ]


def test_an_outlet_that_the_chain_names_last_is_not_named_twice() -> None:
    """Where editors wrote the outlet as the last link, it stands there once."""
    found = chain(corpus(source("a")), cited("a", chain=(Link(entity="outlet", note="in its own words"),)))
    assert [step.entity for step in found.steps] == ["outlet"]


@pytest.mark.parametrize(
    ("attribution", "nobody", "unnamed"),
    [
        (Attribution(how="none"), True, False),
        (Attribution(how="explicit", chain=(Link(anonymous="they"),)), False, True),
        (Attribution(how="explicit", chain=(Link(named="she"),)), False, False),
        (Attribution(how="explicit"), False, False),
    ],
)
def test_nobody_and_somebody_unnamed_are_two_things(attribution: Attribution, nobody: bool, unnamed: bool) -> None:
    """A passage that names nobody is told from one that names somebody without a name."""
    made = claim(Citation(source="a", quote="so", attribution=attribution))
    assert (names_nobody(made), leads_back_to_unnamed(corpus(), made)) == (nobody, unnamed)


def test_who_refutes_names_nobody_for_the_claim() -> None:
    """Whom a passage names that refutes or frames a claim does not tell it, and neither does whom it leaves unnamed."""
    carla, they = Link(named="Carla"), Link(anonymous="they")
    told = claim(cited("a", "none"), cited("b", chain=(carla,), supports="refutes"), cited("b", supports="context"))
    assert names_nobody(told)
    unnamed = claim(cited("a", chain=(they,)), cited("b", chain=(carla,), supports="refutes"))
    assert leads_back_to_unnamed(corpus(), unnamed)
    assert not leads_back_to_unnamed(corpus(), claim(cited("a", chain=(they,), supports="refutes")))
    found = facets(corpus(source("a"), source("b"), told))
    assert found["c"].names == ("none",)


def test_who_alone_is_recorded_to_tell_of_himself() -> None:
    """The outlet of the original counts, not that of a translation; with others in between, nobody knows who tells."""
    own, other = source("own", "alpha"), source("first", "other")
    copy = source("copy", derived_from=(Derivation(source="own", how="translation"),))
    for citations, tellers in (
        ([cited("own", "none")], ("alpha",)),
        ([cited("copy", "none")], ("alpha",)),
        ([cited("copy", chain=(Link(entity="alpha"), Link(anonymous="two people")))], ("alpha",)),
        ([cited("own", "none"), cited("first", "none")], ()),
        ([cited("own", "none", rests_on=("first",))], ()),
        ([cited("own", chain=(Link(anonymous="two people"),))], ()),
        ([cited("own", "none", supports="refutes")], ()),
    ):
        made = claim(*citations)
        assert self_tellers(corpus(own, copy, other, made), made) == tellers
    denial = claim(cited("own", "none"), mode="denial")
    assert self_tellers(corpus(own, denial), denial) == ()


# Caveats.


def kinds(found: tuple[CarriedCaveat, ...]) -> list[str]:
    return [caveat.kind for caveat in found]


def test_caveats_stand_in_the_stated_order_and_equal_ones_once() -> None:
    """Disputed first, then the claim's own, the citation's, the source's, the outlet's; equal words once."""
    same = Caveat(kind="unverified", by="outlet", text="We did not check.")
    made = source("a", caveats=(Caveat(kind="hearsay", text="Heard."), same))
    told = claim(
        cited("a", caveats=(Caveat(kind="hearsay", text="Of the passage."),)),
        cited("b", supports="refutes"),
        caveats=(Caveat(kind="gloss", text="Mine."),),
    )
    found = caveats(corpus(made, source("b", "other", caveats="none", because="So."), told), told)
    assert kinds(found) == ["disputed", "gloss", "hearsay", "hearsay", "unverified"]
    assert [caveat.level for caveat in found] == ["claim", "claim", "citation", "source", "source"]
    assert found[0].text == "1 report supports, 1 report refutes."


def test_caveats_of_one_kind_without_words_are_one_whether_the_editors_signed_them_or_not() -> None:
    """Two sources that were not verified are not told of in two lines that say the same."""
    plain, signed = Caveat(kind="hearsay"), Caveat(kind="hearsay", by="editors")
    made = source("a", "other", caveats=(plain,)), source("b", "other", caveats=(signed,))
    told = claim(cited("a"), cited("b"))
    assert kinds(caveats(corpus(*made, told), told)) == ["hearsay"]


def test_what_a_source_derives_from_hands_its_caveats_down() -> None:
    """A claim carries the caveats of the original and of its outlet, and says of which source they are."""
    made = source("copy", "other", derived_from=(Derivation(source="first", how="summary"),))
    found = source_caveats(corpus(made, source("first")), "copy")
    assert [(caveat.kind, caveat.level, caveat.owner, caveat.via) for caveat in found] == [
        ("unverified", "outlet", "outlet", "copy")
    ]


def test_what_a_passage_names_as_its_own_hands_its_caveats_to_the_claim() -> None:
    """A claim that rests on a source said to be forged says so, as of an original behind the source that it cites."""
    forged = source("memo", None, read=False, caveats=(Caveat(kind="forged", text="It is forged."),))
    told = claim(cited("a", rests_on=("memo", "unknown")), cited("b"))
    found = caveats(corpus(source("a"), source("b", "other", caveats="none", because="So."), forged, told), told)
    assert [(caveat.kind, caveat.level, caveat.owner, caveat.via) for caveat in found] == [
        ("forged", "ancestor", "memo", "memo"),
        ("unverified", "outlet", "outlet", "a"),
    ]


def test_what_a_named_source_has_of_its_outlet_stays_the_outlets() -> None:
    """A standing caveat is one of an outlet, also where the source it published is only named in another."""
    told = claim(cited("b", rests_on=("memo",)))
    found = caveats(corpus(source("memo"), source("b", "other", caveats="none", because="So."), told), told)
    assert [(caveat.level, caveat.owner, caveat.via) for caveat in found] == [("outlet", "outlet", "memo")]


@pytest.mark.parametrize(("many", "others"), [(2, False), (3, False), (4, True)])
def test_of_many_who_deny_a_claim_three_are_named(many: int, others: bool) -> None:
    """That there are others is said where there are, and only there."""
    people = [Entity(id=f"p{number}", type="group", name=f"P{number}") for number in range(many)]
    said = [Attribution(how="explicit", chain=(Link(entity=person.id),)) for person in people]
    denials = [
        claim(Citation(source="a", quote="so", attribution=one), id=f"d{number}", mode="denial", about=(f"p{number}",))
        for number, one in enumerate(said)
    ]
    named, more = deniers(corpus(source("a"), *people, *denials), [denial.id for denial in denials])
    assert (named, more) == ({f"p{number}": f"d{number}" for number in range(min(many, 3))}, others)


def test_a_source_that_nobody_read_disputes_a_claim_too() -> None:
    """A refutation is one, be it known only through others: the caveat says which of them were read."""
    told = claim(cited("a"), cited("b", supports="refutes"), cited("c", supports="refutes"))
    sources = source("a"), source("b", "other", read=False), source("c", "other")
    found = caveats(corpus(*sources, told), told)
    assert found[0].kind == "disputed"
    assert found[0].text == "1 report supports, 1 report refutes, 1 source that was not read refutes."
    unread = claim(cited("a"), cited("b", supports="refutes"))
    assert caveats(corpus(*sources, unread), unread)[0].text == (
        "1 report supports, 1 source that was not read refutes."
    )


def test_ambiguity_and_reading_become_caveats_that_name_the_candidates() -> None:
    """Words that allow two readings, and readings of the editors, stand as caveats of the citation."""
    told = claim(cited("a", ambiguous=(Ambiguity(words="they", may_be=("alpha", "others")),), reading="We read it so."))
    texts = [caveat.text for caveat in caveats(corpus(source("a"), told), told) if caveat.level == "citation"]
    assert texts == ["“they” may be Alpha or others.", "We read it so."]


def test_a_joint_figure_says_that_it_is_one() -> None:
    """What holds for several together, and for no single one, is a caveat, unless editors gave it in their words."""
    both = Relation(subject=("alpha", "beta"), predicate="numbers", value="many", jointly=True)
    told = claim(cited("a"), relations=(both,))
    worded = claim(cited("a"), id="d", relations=(both,), caveats=(Caveat(kind="joint-figure", text="Of both."),))
    each = claim(cited("a"), id="e", relations=(both.changed(jointly=False),))
    alone = claim(cited("a"), id="f", relations=(both.changed(subject="alpha"),))
    known = corpus(source("a", "other"), told, worded, each, alone)
    assert [
        [(caveat.kind, caveat.text) for caveat in caveats(known, made)] for made in (told, worded, each, alone)
    ] == [
        [("joint-figure", "It is about Alpha and Beta together, and says nothing about one of them.")],
        [("joint-figure", "Of both.")],
        [],
        [],
    ]


def test_a_grade_of_others_is_told_as_theirs() -> None:
    """A grade that the source gives stands as a caveat of the citation, with whose it is."""
    told = claim(cited("a", graded=Grade(words="B2", by="beta")), cited("b", graded=None))
    found = caveats(corpus(source("a", "other"), source("b", "other"), told), told)
    assert [(caveat.kind, caveat.text, caveat.level) for caveat in found] == [
        ("graded", "Beta calls it “B2”.", "citation")
    ]


def test_a_source_that_nobody_read_says_so() -> None:
    """A claim says of each source that is known only through another that it is, and of no source that was read."""
    told = claim(cited("unread"), cited("a"))
    found = caveats(corpus(source("unread", "other", read=False), source("a", "other"), told), told)
    assert [(caveat.kind, caveat.text, caveat.level) for caveat in found] == [
        ("not-read", "Known only through another source.", "citation")
    ]


def test_an_aim_ascribed_to_the_living_says_so() -> None:
    """An intent of a person who is not known to be dead carries a caveat; one of the dead, or of a group, none."""
    people = [Entity(id="p", type="person", name="P"), Entity(id="q", type="person", name="Q", died="2019")]
    told = [
        claim(cited("a"), id=id, mode="intent", about=(about,))
        for id, about in zip("xyz", ("p", "q", "alpha"), strict=True)
    ]
    found = corpus(source("a", "other"), *people, *told)
    assert [kinds(caveats(found, made)) for made in told] == [["not-an-act"], [], []]


def test_the_worst_is_inherited_and_a_dispute_is_never_left_out() -> None:
    """A line names the worst that the source says of itself, and before it that the claim is disputed."""
    told = claim(cited("a"), cited("b", supports="refutes"), caveats=(Caveat(kind="hearsay"),))
    found = caveats(corpus(source("a"), source("b"), told), told)
    assert worst(found) is not None and worst(found).kind == "unverified"  # type: ignore[union-attr]
    assert [caveat.label for caveat in leading(found)] == ["Disputed", "Not verified"]
    assert leading(()) == ()


def test_what_is_wrong_with_who_refutes_a_claim_is_not_the_worst_of_the_claim() -> None:
    """A claim that a forged paper refutes is not led by that: its worst caveat is that of what supports it, if any."""
    forged = source("b", "other", caveats=(Caveat(kind="forged", text="It is forged."),))
    because = source("c", "other", caveats="none", because="So.")
    told = claim(cited("a"), cited("b", supports="refutes"))
    bare = claim(cited("c"), cited("b", supports="refutes"), id="bare")
    both = claim(cited("a"), cited("b"), cited("b", supports="refutes"), id="both")
    made = corpus(source("a"), forged, because, told, bare, both)
    leads = {one.id: [caveat.kind for caveat in leading(caveats(made, one))] for one in (told, bare, both)}
    assert leads == {"c": ["disputed", "unverified"], "bare": ["disputed"], "both": ["disputed", "forged"]}
    assert {one.id: facets(made)[one.id].standing for one in (told, bare, both)} == {
        "c": ("disputed", "unverified"), "bare": ("disputed",), "both": ("disputed", "forged"),
    }  # fmt: skip
    assert [caveat.kind for caveat in caveats(made, bare)] == ["disputed", "forged"]


def test_what_is_wrong_with_a_passage_against_a_claim_is_told_as_such() -> None:
    """Its own caveats, readings and grades, too; what holds of another passage or source as well is the claim's own.

    A source that only gives context does not refute: what is wrong with it is not said of a report against the claim.
    """
    forged = (Caveat(kind="forged", text="It is forged."),)
    against = cited("b", supports="refutes", caveats=forged, reading="So meant.", graded=Grade(words="high", by="b"))
    told = claim(cited("a"), against)
    same = claim(against, cited("a", caveats=forged), id="same")
    inherits = claim(against, cited("f"), id="inherits")
    framed = claim(cited("a"), cited("f", supports="context"), against, id="framed")
    made = corpus(source("a"), source("b", "other"), source("f", "other", caveats=forged), told, same, inherits, framed)
    asides = {
        one.id: [caveat.kind for caveat in caveats(made, one) if caveat.aside] for one in (told, same, inherits, framed)
    }
    assert asides == {
        "c": ["forged", "reading", "graded"], "same": ["reading", "graded"], "inherits": ["reading", "graded"],
        "framed": ["reading", "graded"],
    }  # fmt: skip
    leads = {one.id: [caveat.kind for caveat in leading(caveats(made, one))] for one in (told, same)}
    assert leads == {"c": ["disputed", "unverified"], "same": ["disputed", "forged", "unverified"]}
    assert {one: facets(made)[one].standing for one in leads} == {id: tuple(kinds) for id, kinds in leads.items()}


def test_what_is_worse_of_a_claim_itself_comes_before_what_it_inherits() -> None:
    """A line names the worst that was written of the claim where the source's own says less; not a milder one."""
    own = tuple(Caveat(kind=kind, text="So it is.") for kind in ("hearsay", "rumour", "forged"))
    refuting = cited("b", supports="refutes")
    for told, lead in (
        (claim(cited("a"), caveats=own), ["Forged", "Not verified"]),
        (claim(cited("a"), caveats=own[:2]), ["Rumour", "Not verified"]),
        (claim(cited("a", caveats=own[1:2])), ["Rumour", "Not verified"]),
        (claim(cited("a"), caveats=own[:1]), ["Not verified"]),
        (claim(cited("a"), refuting, caveats=own), ["Disputed", "Forged", "Not verified"]),
        (claim(cited("a"), mode="plan"), ["Not verified"]),
    ):
        found = caveats(corpus(source("a"), source("b"), told), told)
        assert [caveat.label for caveat in leading(found)] == lead


def test_a_caveat_is_said_once_by_whoever_it_is_nearest_to() -> None:
    """What the editors say of a claim in the words of its source is the claim's own; a dispute comes first."""
    said = Caveat(kind="unverified", by="outlet", text="We did not check.")
    told = claim(cited("a", caveats=(Caveat(kind="disputed", text="In print."),)), caveats=(said,))
    found = caveats(corpus(source("a"), told), told)
    assert [(caveat.kind, caveat.level) for caveat in found] == [("disputed", "citation"), ("unverified", "claim")]


def test_a_reason_for_no_caveat_holds_only_without_caveats() -> None:
    """Why none is needed is said where there is none, of the source or of its outlet."""
    assert reasons_for_none(corpus(source("a", "other")), "a") == ("They were there.",)
    assert reasons_for_none(corpus(source("a", "other", caveats=(Caveat(kind="hearsay"),))), "a") == ()


# Reports and origins.


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ((cited("a"),), "1 report, 1 origin"),
        ((cited("a"), cited("b")), "2 reports, 1 origin"),
        ((cited("a"), cited("c")), "2 reports, 2 origins"),
        ((cited("a"), cited("c", chain=(Link(anonymous="they"),))), "2 reports, at most 2 origins"),
        ((cited("a"), cited("copy-of-a")), "2 reports, 1 origin"),
        ((cited("a", chain=(Link(named="N"),)), cited("c", chain=(Link(named="N"),))), "2 reports, 1 origin"),
        ((cited("a"), cited("c", supports="refutes")), "2 reports, 2 origins; 1 supports, 1 refutes"),
        ((cited("a"), cited("c", "none", supports="refutes")), "2 reports, at most 2 origins; 1 supports, 1 refutes"),
        ((cited("c", supports="refutes"),), "1 report, 1 origin; none supports, 1 refutes"),
        ((cited("unread"),), "no report read"),
        (
            (cited("a"), cited("unread", supports="refutes")),
            "1 report, 1 origin; 1 supports, 1 that was not read refutes",
        ),
        ((cited("a"), cited("of-unknown-descent")), "2 reports, at most 2 origins"),
    ],
)
def test_reports_and_origins_in_words(citations: tuple[Citation, ...], expected: str) -> None:
    """What shares an ancestor, an outlet or a named witness is one origin; where that is not known, "at most"."""
    sources = [
        source("a"), source("b"), source("c", "other"), source("unread", read=False),
        source("copy-of-a", "other", derived_from=(Derivation(source="a", how="republication"),)),
        source("of-unknown-descent", "other", derived_from="unknown"),
    ]  # fmt: skip
    told = claim(*citations)
    assert reports(corpus(*sources, told), told).words(ENGLISH) == expected


def test_sources_named_and_not_read_are_counted_apart() -> None:
    """A report that rests on others is one report; how many it names, and how many were not read, is known."""
    told = claim(cited("a", rests_on=("b", "c")))
    count = reports(corpus(source("a"), source("b", "other"), source("c", "other", read=False), told), told)
    assert (count.words(ENGLISH), count.named, count.unread) == ("1 report, 1 origin", ("b", "c"), ("c",))


def test_several_claims_count_their_reports_once() -> None:
    """A report that several claims rest on is one report of the dossier."""
    first, second = claim(cited("a"), id="x"), claim(cited("a"), cited("c"), id="y")
    assert reports(corpus(source("a"), source("c", "other")), first, second).numbers(ENGLISH) == "2 reports, 2 origins"


def test_the_common_ancestor_is_the_nearest() -> None:
    """Echoes are traced to the nearest source that all of them have."""
    one, two = (source(id, derived_from=(Derivation(source="near", how="summary"),)) for id in ("one", "two"))
    near = source("near", derived_from=(Derivation(source="far", how="summary"),))
    found = corpus(one, two, near, source("far"), source("apart"))
    assert common_ancestor(found, ["one", "two"]) == "near"
    assert common_ancestor(found, ["one", "near"]) == "near"
    assert common_ancestor(found, ["one", "apart"]) == ""


# Notices.


def standing_in(found: Corpus) -> object:
    return lambda made: worst(caveats(found, made))


def test_a_notice_counts_what_a_reader_could_count() -> None:
    """Standing, sources, reports and names are counted over the claims that stand; withdrawn ones do not count."""
    told = [
        claim(cited("a", "none"), id="x"),
        claim(cited("a", chain=(Link(anonymous="they"),)), id="y"),
        claim(cited("c"), id="z"),
        claim(cited("a"), id="gone", retracted=Retraction(on="2026", why="So.")),
    ]
    found = corpus(source("a", published="2017"), source("c", "other", published="2019-03"), *told)
    made = notice(found, ALPHA, told, standing_in(found))  # type: ignore[arg-type]
    assert made.reported == "reported claims, 2 of 3 not verified; 1 with no caveat recorded"
    assert made.lead == "Reported: 2 of 3 not verified; 1 with no caveat recorded."
    assert made.origin == "All 3 claims come from 2 sources of 2 outlets: 2 reports, at most 2 origins."
    assert made.assessed == "The editors have assessed none of them."
    assert made.named == "1 of the 3 claims names no source; 1 leads back to nobody named."
    assert (made.dated, made.dates) == (
        "Dates of the sources",
        "oldest 2017 (year only), newest March 2019 (month only)",
    )
    assert made.finding == "That a group is listed here is not a finding against it."


def test_a_notice_counts_no_outlets_where_none_is_known() -> None:
    """Of sources whose outlets nobody knows it says just that; of some, how many these are."""
    told = [claim(cited("a"), id="x"), claim(cited("b"), id="y")]
    lost = [source("a", outlet=None), source("b", outlet=None)]
    made = notice(corpus(*lost, *told), ALPHA, told, standing_in(corpus(*lost, *told)))  # type: ignore[arg-type]
    assert made.origin.startswith("Both claims come from 2 sources of no known outlet: ")
    some = [lost[0], source("b")]
    made = notice(corpus(*some, *told), ALPHA, told, standing_in(corpus(*some, *told)))  # type: ignore[arg-type]
    assert made.origin.startswith("Both claims come from 2 sources: 1 of 1 outlet, 1 of no known outlet: ")


def test_a_notice_counts_two_as_both_and_the_last_one_without_a_number() -> None:
    """Of two claims that are alike it says "both", and "the other" of a single one that is left."""
    they = (Link(anonymous="they"),)
    told = [claim(cited("a", chain=they), id="x"), claim(cited("a", chain=they), id="y")]
    found = corpus(source("a"), *told)
    assert notice(found, ALPHA, told, standing_in(found)).named == "Both claims lead back to nobody named."  # type: ignore[arg-type]
    told[0] = claim(cited("a", "none"), id="x")
    found = corpus(source("a"), *told)
    named = notice(found, ALPHA, told, standing_in(found)).named  # type: ignore[arg-type]
    assert named == "1 of the 2 claims names no source; the other leads back to nobody named."


def test_a_notice_of_one_source_says_what_it_is_and_where_from() -> None:
    """Where everything comes from one translation, the notice says so at once; an unknown date stays unknown."""
    told = claim(cited("copy"))
    copy = source("copy", derived_from=(Derivation(source="first", how="translation"),), published=None)
    found = corpus(copy, source("first", "other", read=False), told)
    made = notice(found, ALPHA, [told], standing_in(found))  # type: ignore[arg-type]
    assert (made.reported, made.lead) == ("reported claims, not verified", "Reported, not verified.")
    assert made.assessed == "The editors have not assessed it."
    assert made.origin == "The one claim comes from one report in Outlet, a translation of Other: 1 report, 1 origin."
    assert (made.dated, made.dates) == ("Date of the report", "")


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("n", "It names no source."),
        ("u", "It leads back to nobody named."),
        ("w", ""),
        ("nn", "None of the 2 claims names a source."),
        ("uuu", "All 3 claims lead back to nobody named."),
        ("ww", ""),
        ("nw", "1 of the 2 claims names no source."),
        ("nnw", "2 of the 3 claims name no source."),
        ("uww", "1 of the 3 claims leads back to nobody named."),
        ("uuw", "2 of the 3 claims lead back to nobody named."),
        ("nuu", "1 of the 3 claims names no source; the other 2 lead back to nobody named."),
        ("nuuw", "1 of the 4 claims names no source; 2 lead back to nobody named."),
    ],
)
def test_a_notice_says_how_many_claims_name_nobody(told: str, named: str) -> None:
    """Whose passages name nobody (n) or somebody unnamed only (u) is counted apart from who names a witness (w)."""
    passages = {"n": cited("a", "none"), "u": cited("a", chain=(Link(anonymous="they"),)), "w": cited("a")}
    claims = [claim(passages[sort], id=f"c{number}") for number, sort in enumerate(told)]
    found = corpus(source("a"), *claims)
    assert notice(found, ALPHA, claims, standing_in(found)).named == named  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("how", "outlet", "whence"),
    [
        ("translation", "other", " in Outlet, a translation of Other"),
        ("republication", "other", " in Outlet, a republication of Other"),
        ("quotation", "other", " in Outlet, a quotation of Other"),
        ("summary", None, " in Outlet, a summary of another source"),
        ("based on", None, " in Outlet, based on one of another source"),
    ],
)
def test_a_notice_says_how_its_one_source_descends(how: str, outlet: str | None, whence: str) -> None:
    """What kind of copy a source is, and of whom, stands in one clause; of an original without an outlet, that."""
    told = claim(cited("copy"))
    derived = (Derivation(source="first", how=how),)  # type: ignore[arg-type]
    found = corpus(source("copy", derived_from=derived), source("first", outlet), told)
    made = notice(found, ALPHA, [told], standing_in(found))  # type: ignore[arg-type]
    assert made.origin == f"The one claim comes from one report{whence}: 1 report, 1 origin."


def test_a_notice_of_one_source_that_nobody_published_names_no_outlet() -> None:
    """Of a source of no known outlet it says what it is, and no more."""
    told = claim(cited("a"))
    found = corpus(source("a", outlet=None), told)
    made = notice(found, ALPHA, [told], standing_in(found))  # type: ignore[arg-type]
    assert made.origin.startswith("The one claim comes from one report: ")


def test_a_dossier_is_as_old_as_the_reading_of_its_sources() -> None:
    """Its date is the oldest day on which one of them was read; where one has no such day, nobody knows."""
    told = [claim(cited("a"), id="x"), claim(cited("b"), id="y")]

    def as_of(*days: object) -> str:
        records = [source(id, accessed=day) for id, day in zip("ab", days, strict=True)]
        found = corpus(*records, *told)
        return notice(found, ALPHA, told, standing_in(found)).as_of  # type: ignore[arg-type]

    assert as_of("2026-05-04", "2026-03-02") == "2 March 2026"
    assert as_of("2026-05-04", UNSET) == as_of(UNSET, UNSET) == ""


def test_a_notice_of_claims_without_a_caveat_names_none() -> None:
    """Where nothing limits any of the claims, title and lead say that they are reported, and no more."""
    told = claim(cited("c"))
    found = corpus(source("c", "other"), told)
    made = notice(found, ALPHA, [told], standing_in(found))  # type: ignore[arg-type]
    assert (made.reported, made.lead) == ("reported claims", "Reported.")


def test_a_notice_of_claims_that_are_all_limited_counts_each_standing_alone() -> None:
    """Where every claim has a caveat, and not the same, each is counted, and none is said to have none."""
    judged = Assessment(credibility="3", by="Editor", on="2026", why="So.")
    told = [
        claim(cited("a"), id="x", assessment=judged),
        claim(cited("c"), id="y", caveats=(Caveat(kind="rumour", by="editors"),)),
    ]
    found = corpus(source("a", published="2017"), source("c", "other", published="2017"), *told)
    made = notice(found, ALPHA, told, standing_in(found))  # type: ignore[arg-type]
    assert made.lead.count("1 of 2 ") == 2
    assert "no caveat" not in made.lead
    assert made.assessed == "The editors have assessed 1 of 2."
    assert made.dates == "2017 (year only)"


@pytest.mark.parametrize(
    ("type", "finding"),
    [
        ("group", "That a group is listed here is not a finding against it."),
        ("person", "That a person is named here is not a finding against that person."),
        ("place", ""),
    ],
)
def test_to_be_listed_is_a_finding_against_nobody(type: str, finding: str) -> None:
    """A dossier of a group or of a person says so; of a place nobody would think it."""
    entity = Entity(id="gamma", type=type, name="Gamma")
    told = claim(cited("a"), about=("gamma",))
    found = corpus(entity, source("a"), told)
    assert notice(found, entity, [told], standing_in(found)).finding == finding  # type: ignore[arg-type]


def test_no_claim_comes_from_a_source_that_refutes_or_frames_it() -> None:
    """A notice says of these sources that they are cited, and for what; where they say another claim, they count."""
    against, frames = cited("c").changed(supports="refutes"), cited("b").changed(supports="context")
    told, sources = (
        claim(against, frames, cited("a"), id="x"),
        [source("a"), source("b", "other"), source("c", "other")],
    )

    def origin(*claims: Claim) -> str:
        found = corpus(*sources, *claims)
        return notice(found, ALPHA, claims, standing_in(found)).origin  # type: ignore[arg-type]

    more = "; 2 more sources are cited only in contradiction or as context: 2 reports, 2 origins."
    assert origin(told) == f"The one claim comes from one report in Outlet{more}"
    more = "; 1 more source is cited only in contradiction or as context: 2 reports, 2 origins."
    assert origin(told, claim(cited("c"), id="y")) == f"Both claims come from 2 sources of 2 outlets{more}"


def test_a_notice_without_claims_is_no_verdict() -> None:
    """Who has no claims has a notice too, and being listed is no finding."""
    person = Entity(id="p", type="person", name="P")
    made = notice(corpus(person), person, [], lambda made: None)
    assert (made.reported, made.lead) == ("no claim yet", "This dossier has no claim yet.")
    assert made.finding == "That a person is named here is not a finding against that person."


def test_a_notice_without_claims_says_what_others_name_it_in() -> None:
    """Who is only the other side of relations, or only named, is not said to be told nothing of; nor of what fell."""
    beta = Relation(subject="alpha", predicate="attacks", object="beta")
    gone = Retraction(on="2026", why="So.")
    told = [
        claim(cited("a"), id="x", about=("alpha",), relations=(beta,)),
        claim(cited("a"), id="y", about=("alpha",), text="[[alpha]] stands by [[beta]]."),
        claim(cited("a"), id="z", about=("alpha",), relations=(beta,), retracted=gone),
    ]

    def lead(*some: int, about: Sequence[Claim] = ()) -> tuple[str, str]:
        found = corpus(source("a"), *[told[place] for place in some], *about)
        made = notice(found, BETA, about, standing_in(found))  # type: ignore[arg-type]
        return made.reported, made.lead.removeprefix("This dossier has no claim of its own. ")

    assert lead(2) == ("no claim yet", "This dossier has no claim yet.")
    others = "named in claims about others"
    assert lead(0) == (others, "Named in 1 claim about others, as the other side of a relation.")
    assert lead(1) == (others, "Named in 1 claim about others.")
    both = "Named in 2 claims about others, in 1 of them as the other side of a relation."
    assert lead(0, 1, 2) == (others, both)
    fell = [claim(cited("a"), id="w", about=("beta",), retracted=gone)]
    assert lead(about=fell) == ("claims withdrawn", "Every claim of this dossier was withdrawn.")
    assert lead(0, 1, about=fell) == (others, f"Every claim of this dossier was withdrawn. {both}")


def test_standing_is_counted_worst_first() -> None:
    """With mixed standing the worst comes first, each with its number."""
    told = [claim(cited(id), id=id * 2) for id in "abc"]
    made = [source("a", "other", caveats=(Caveat(kind="hearsay"),)), source("b"), source("c")]
    found = corpus(*made, *told)
    assert standing_words(ENGLISH, told, standing_in(found)) == "2 of 3 not verified; 1 of 3 hearsay"  # type: ignore[arg-type]
    assert standing_words(ENGLISH, [], standing_in(found)) == ""  # type: ignore[arg-type]


# Readings.


def rows(*relations: Relation, mode: str = "state") -> dict[str, list[tuple[str, tuple[str, ...], tuple[str, ...]]]]:
    told = claim(cited("a"), mode=mode, relations=relations)
    found = readings(corpus(source("a"), told))
    return {
        id: [(row.heading, row.others, tuple(value_words(ENGLISH, value) for value in row.values)) for row in made]
        for id, made in found.items()
    }


def test_a_relation_is_read_from_both_ends() -> None:
    """Each end has the heading that fits it; what has no inverse is read from one end only."""
    assert rows(Relation(subject="alpha", predicate="leads", object="beta")) == {
        "alpha": [("Reported to lead", ("beta",), ())],
        "beta": [("Reported leader", ("alpha",), ())],
    }
    assert set(rows(Relation(subject="alpha", predicate="numbers", value="many"))) == {"alpha"}
    assert rows(Relation(subject="alpha", predicate="hidden", object="beta")) == {}


def test_an_aim_is_never_headed_like_an_act() -> None:
    """A heading that was worded for another mode gives way to the claim's own mode."""
    found = rows(Relation(subject="alpha", predicate="meets", object="beta"), mode="plan")
    assert found["alpha"] == [("Reported plan: meets", ("beta",), ())]
    assert found["beta"] == [("Reported plan: meets", ("alpha",), ())]


def test_readings_of_one_claim_that_say_the_same_are_one_row() -> None:
    """One claim about several others, or with several figures, is one row; a symmetric relation is read both ways."""
    found = rows(*(Relation(subject="alpha", predicate="meets", object=id) for id in ("beta", "other")), mode="act")
    assert found["alpha"] == [("Reported meeting with", ("beta", "other"), ())]
    assert found["other"] == [("Reported meeting with", ("alpha",), ())]


def test_withdrawn_claims_are_not_read() -> None:
    """A claim that was withdrawn gives no row."""
    told = claim(
        cited("a"),
        retracted=Retraction(on="2026"),
        relations=(Relation(subject="alpha", predicate="numbers", value="2"),),
    )
    assert readings(corpus(source("a"), told)) == {}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("many", "many"),
        (Value(number="70", unit="percent"), "70 percent"),
        (Value(min="70", unit="percent"), "70 percent (lower bound)"),
        (Value(max="3000", unit="USD per month"), "3000 USD per month (upper bound)"),
        (Value(min="5", max="12000"), "5 to 12,000"),
        (Value(number="-1.50"), "-1.50"),
        (Value(lat="35.10", lon="36.2"), "35.10, 36.2 (latitude, longitude)"),
    ],
)
def test_values_keep_their_bounds(value: str | Value, expected: str) -> None:
    """A bound is called one, and a number stays as it was typed."""
    assert value_words(ENGLISH, value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("10-20", "[10-20]"),
        (Value(number="-5"), "[-5]"),
        (Value(number="5", unit="%"), "[5 %]"),
        (Value(number="-5", unit="كم"), "[-5] كم"),
        (Value(number="5", unit="km"), "5 [km]"),
        (Value(min="-5", max="10", unit="كم"), "من [-5] إلى 10 كم"),
        (Value(max="-5", unit="%"), "[-5 %] (حدّ أعلى)"),
    ],
)
def test_signs_stay_with_their_figures_in_arabic(value: str | Value, expected: str) -> None:
    """Beside Arabic letters a minus would stand behind its figure, and a range would be turned round."""
    told = value_words(words_of("ar"), value)
    assert told.replace("\u2068", "[").replace("\u2069", "]") == expected


# Neighbours.


def test_a_claim_is_read_with_those_of_its_passage() -> None:
    """Claims of the same place in the same source stand by, nearest first; rivals and answers stand elsewhere."""
    told = [claim(cited("a", locator="paragraph 1"), id=id) for id in "abcde"]
    told += [claim(cited("a", locator="paragraph 2"), id="far"), claim(cited("b", locator="paragraph 1"), id="else")]
    told[1] = told[1].changed(tension=("c",))
    found = corpus(source("a"), source("b"), *told)
    assert read_with(found, passages(found), found.claims["c"]) == ("d", "a", "e")


# Words.


def test_words() -> None:
    """Counts, lists and sentences read as people write them."""
    assert [counted(ENGLISH, number, "claim") for number in (1, 2, 1200)] == [
        "1 claim",
        "2 claims",
        "1,200 claims",
    ]
    listed = ENGLISH.listed
    assert [
        listed([]),
        listed(["a"]),
        listed(["a", "b"]),
        listed(["a", "b", "c"], " or "),
    ] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]
    assert [lowered("Not verified"), lowered("EU list")] == ["not verified", "EU list"]
    assert [sentence("It is"), sentence("It is."), sentence("“It is.”"), sentence("")] == [
        "It is.",
        "It is.",
        "“It is.”",
        "",
    ]
    assert [marks("ar"), marks("en-GB"), marks("")] == [("«", "»"), ("“", "”"), ("“", "”")]


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.integers(1, 12))
def test_a_glance_leaves_no_heading_out(headings: list[str], most: int) -> None:
    """Of many rows as many are chosen as fit, in their order, and of each heading one before any gets its second."""
    rows = [Reading(f"c{number}", heading, ()) for number, heading in enumerate(headings)]
    chosen = at_a_glance(rows, most)
    assert len(chosen) == min(most, len(rows))
    assert list(chosen) == [row for row in rows if row in chosen]
    counts = Counter(row.heading for row in chosen)
    for heading, all in Counter(headings).items():
        assert counts[heading] >= min(all, max(counts.values()) - 1)
