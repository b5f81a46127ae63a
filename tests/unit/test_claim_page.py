"""The page of a claim: who told whom, drawn; reports and origins, explained; what answers it, directly beside it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.analyse.standing import caveats
from generator.corpus import Corpus, Home
from generator.exports.linked import Linked
from generator.inspection.scan import Scanner
from generator.load import load
from generator.model import (
    UNSET,
    Attribution,
    Caveat,
    CaveatKind,
    Citation,
    Claim,
    Derivation,
    Entity,
    Link,
    Predicate,
    Publisher,
    Relation,
    Retraction,
    Source,
    Vocabulary,
)
from generator.pages import plan
from generator.render import Renderer
from generator.templates import gathered
from tests.records import corpus_of

ROOT = Path(__file__).parents[2]
SITE = ROOT / "tests" / "golden" / "pages" / "site"
GROUP, OTHER = Entity(id="group", type="group", name="Group"), Entity(id="other", type="group", name="Other")
OUTLET = Entity(id="outlet", type="group", name="Outlet")


@cache
def golden() -> Corpus:
    found, problems = load(SITE)
    assert problems == []
    return found


@cache
def golden_pages() -> dict[str, LexborHTMLParser]:
    renderer = Renderer(golden(), plan(golden()), gathered([ROOT / "templates"]))
    return {page.address: LexborHTMLParser(renderer.render(page).body) for page in renderer.plan.pages}


def page(corpus: Corpus, address: str) -> LexborHTMLParser:
    renderer = Renderer(corpus, plan(corpus), gathered([ROOT / "templates"]))
    return LexborHTMLParser(renderer.render(renderer.plan.by_address[address]).body)


def words(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def source(id: str, **fields: object) -> Source:
    return Source(
        **{"id": id, "title": f"Title {id}", "type": "article", "outlet": "outlet", "derived_from": (), **fields}
    )


def cited(source: str, *links: Link, how: str = "explicit", **fields: object) -> Citation:
    attribution = Attribution(how=how, chain=links)  # type: ignore[arg-type]
    return Citation(**{"source": source, "quote": "so", "attribution": attribution, **fields})  # type: ignore[arg-type]


def claim(*citations: Citation, id: str = "c", text: str = "[[group]] did it.", **fields: object) -> Claim:
    return Claim(**{"id": id, "text": text, "mode": "act", "citations": citations, **fields})


def corpus(*records: Source | Claim) -> Corpus:
    return corpus_of(GROUP, OTHER, OUTLET, *records)


def test_a_source_of_which_nothing_was_taken_says_so() -> None:
    """Where there are no claims, nothing is said of their order and of what each of them carries."""
    section = page(corpus(source("a")), "sources/a/").css_first("[aria-labelledby=claims_taken]")
    assert words(section) == "Claims taken from it None yet."


@pytest.mark.parametrize(
    ("relation", "read", "row_of_one", "row_of_several"),
    [
        (
            Relation(subject=("group", "other"), predicate="owns", object="outlet", jointly=True),
            "Group and Other (together) owns Outlet",
            "Outlet; Group and Other together",
            "Group and Other together",
        ),
        (
            Relation(subject="outlet", predicate="owns", object=("group", "other"), jointly=True),
            "Outlet owns Group and Other (together)",
            "Outlet; Group and Other together",
            "Group and Other together",
        ),
        (
            Relation(subject=("group", "other"), predicate="owns", object="outlet", either=True),
            "Group or Other (one of them; not said which) owns Outlet",
            "Outlet; Group or Other, not said which",
            "Group or Other (one of them; not said which)",
        ),
    ],
)
def test_what_holds_of_several_together_or_of_one_of_them_says_so_beside_them(
    relation: Relation, read: str, row_of_one: str, row_of_several: str
) -> None:
    """On the claim's page and in the table of each of both sides, whichever of them has several."""
    told = claim(cited("a"), relations=(relation,), about=("group", "other", "outlet"))
    owns = Vocabulary(predicates={"owns": Predicate(label="owns", inverse="is owned by")})
    made = corpus_of(GROUP, OTHER, OUTLET, source("a"), told, vocabulary=owns)
    assert f"Reported act: {read}. " in words(page(made, "claims/c/").body)
    assert row_of_one in words(page(made, "groups/group/").css_first("table"))
    cell = words(page(made, "groups/outlet/").css_first("table tbody td"))
    assert cell == row_of_several


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (("m",), "It names 1 source, not read here."),
        (("m", "n"), "It names 2 sources, none read here."),
        (("m", "b"), "It names 2 sources, 1 not read here."),
        (("b",), "It names 1 source, read here."),
    ],
)
def test_what_a_report_names_as_its_own_is_counted_with_what_was_read(named: tuple[str, ...], told: str) -> None:
    """One source is not said to be none of several."""
    unread = (source(id, read=False) for id in ("m", "n"))
    made = corpus(source("a"), source("b"), *unread, claim(cited("a", rests_on=named)))
    assert told in words(page(made, "claims/c/").body)


# Who says it.


def contradicted() -> Corpus:
    """Return a claim that one outlet makes, another one contradicts and a third one frames."""
    others = (
        Entity(id="denier", type="group", name="Denier", publisher=Publisher()),
        Entity(id="framer", type="group", name="Framer", publisher=Publisher()),
    )
    sources = source("a"), source("b", outlet="denier"), source("f", outlet="framer")
    against = cited("b", Link(named="Carla"), supports="refutes", quote="no")
    told = claim(against, cited("f", supports="context"), cited("a", Link(named="Ann")))
    return corpus_of(GROUP, OUTLET, *others, *sources, told)


def test_whoever_contradicts_or_frames_a_claim_does_not_say_it() -> None:
    """A line names who says it, and apart from them who contradicts it; so do the page, a dossier and the data."""
    renderer = Renderer(contradicted(), plan(contradicted()), gathered([ROOT / "templates"]))
    told = "Said by Ann → Outlet. Contradicted by Carla → Denier. "
    assert told in renderer.claims.trust("c")
    assert told in words(page(contradicted(), "claims/").css_first(".brief"))
    full = (
        page(contradicted(), "claims/c/").css_first(".head"),
        page(contradicted(), "groups/group/").css_first(".body"),
    )
    for shown in full:
        chains = [words(node) for node in shown.css("div.who")]
        assert chains == ["Said by Ann → Outlet", "Contradicted by Carla → Denier"]
        said = words(shown)
        assert said.index("Said by") < said.index("Group did it.") < said.index("Contradicted by")
    lines = next(page for page in renderer.plan.pages if page.template == "claim-lines")
    record = json.loads(renderer.render(lines).body)
    assert [one["said_by"] for one in record["citations"]] == [
        "Contradicted by Carla → Denier", "Context from Framer", "Said by Ann → Outlet",
    ]  # fmt: skip


def test_the_steps_of_a_passage_that_does_not_say_so_are_headed_by_that() -> None:
    """Who told whom names each passage, and what it does to the claim where it does not make it."""
    found = page(contradicted(), "claims/c/")
    heads = ["Title b (refutes the claim)", "Title f (context only)", "Title a"]
    assert [words(node) for node in found.css(".tellings h3")] == heads


def test_a_claim_that_nobody_makes_says_so() -> None:
    """Where no passage makes a claim, nobody is named as saying it, on a line and on its page."""
    alone = corpus(source("a"), claim(cited("a", supports="refutes")))
    shown = page(alone, "claims/c/").css_first(".head")
    assert [words(node) for node in shown.css(".who")] == ["No source cited here says so.", "Contradicted by Outlet"]
    renderer = Renderer(alone, plan(alone), gathered([ROOT / "templates"]))
    assert " No source cited here says so. Contradicted by Outlet. 1 report" in renderer.claims.trust("c")


def test_chains_of_either_side_that_are_cut_are_counted() -> None:
    """Three who say it and three who contradict it stand with a claim; how many more there are links to all of them."""
    for_it = [cited("a", Link(named=name)) for name in ("A", "B", "C", "D", "E")]
    against = [cited("a", Link(named=name), supports="refutes") for name in ("F", "G", "H", "I")]
    found = corpus(source("a"), claim(*for_it, *against))
    for shown in (page(found, "claims/c/").css_first(".head"), page(found, "groups/group/").css_first(".body")):
        told = [words(node) for node in shown.css(".who")]
        assert len(told) == 8
        assert (told[3], told[7]) == ("and 2 more chains", "and 1 more chain")


def test_a_report_that_the_others_are_made_of_derives_from_nothing() -> None:
    """Where one of the reports is the original, it is named as such, and the others derive from it."""
    echo, again = (
        source(id, outlet="other", derived_from=(Derivation(source="a", how="summary"),)) for id in ("b", "d")
    )
    one = "One of them is Outlet, from which the other derives."
    told = words(page(corpus(source("a"), echo, claim(cited("a"), cited("b"))), "claims/c/").body)
    assert one in told
    assert "derive from Outlet" not in told
    three = page(corpus(source("a"), echo, again, claim(cited("a"), cited("b"), cited("d"))), "claims/c/").body
    assert "One of them is Outlet, from which the 2 others derive." in words(three)
    both = page(corpus(source("a"), echo, again, claim(cited("b"), cited("d"))), "claims/c/").body
    assert "Both derive from Outlet." in words(both)


# Who told whom.


def test_unnamed_people_in_the_same_words_stay_apart() -> None:
    """Two reports of one outlet name "informed sources": two chains in words, two drawn, and a sentence about it."""
    they = Link(anonymous="informed sources")
    found = page(corpus(source("a"), source("b"), claim(cited("a", they), cited("b", they))), "claims/c/")
    assert len(found.css(".head ol.chain")) == 2
    assert [words(node) for node in found.css("#who_told_whom ~ .tellings h3")] == ["Title a", "Title b"]
    assert len(found.css("ol.steps > li.unnamed")) == 2
    told = words(found.css_first("#who_told_whom").parent)
    assert "More than one link is called “informed sources”. They may be the same people or others" in told


def test_a_short_row_makes_no_others_of_people_in_the_same_words() -> None:
    """Twice "the sources" may be the same people: only who is called otherwise is one of "others"."""
    they = Link(anonymous="the sources")
    twice = [cited("a", they, locator=f"page {number}") for number in (1, 2)]

    def trust(*citations: Citation) -> str:
        found = corpus(source("a"), claim(*citations))
        return Renderer(found, plan(found), gathered([ROOT / "templates"])).claims.trust("c")

    assert "Said by “the sources” (unnamed) → Outlet. 1 report" in trust(*twice)
    assert "Said by “the sources” (unnamed) → Outlet, and others. 1 report" in trust(
        *twice, cited("a", Link(named="X"))
    )


def test_who_contradicts_a_claim_about_it_has_answered() -> None:
    """Where no claim answers, the page says that whom the claim is about contradicts it; nobody else does."""

    def answer(*citations: Citation) -> str:
        found = page(corpus(source("a"), claim(cited("a", Link(named="Ann")), *citations)), "claims/c/")
        return next(words(row.css_first("dd")) for row in found.css("dl div") if words(row.css_first("dt")) == "Answer")

    assert answer() == "none recorded"
    assert answer(cited("a", Link(entity="other"), supports="refutes")) == "none recorded"
    assert answer(cited("a", Link(entity="group"), supports="refutes")) == "Group contradicts it in a passage"


@pytest.mark.parametrize(
    ("chains", "about", "named"),
    [
        ([([Link(entity="outlet")], None)], ("group", "other"), "Another claim denies it."),
        ([([Link(entity="group")], None)], ("group", "other"), "Group denies it."),
        ([([Link(named="A. Minister")], None)], ("group",), "Another claim denies it."),
        ([([Link(entity="outlet")], None)], ("group", "place"), "Group denies it."),
        ([([], None)], ("group", "place"), "Group denies it."),
        ([([Link(anonymous="residents"), Link(entity="outlet")], None)], ("group",), "Another claim denies it."),
        ([([Link(entity="group", presumed=True)], None)], ("group", "other"), "Another claim denies it."),
        ([([], "A. Name"), ([Link(named="X")], "other")], ("group",), "A. Name and Other deny it."),
    ],
)
def test_only_who_is_on_record_to_deny_is_named(
    chains: list[tuple[list[Link], str | None]], about: tuple[str, ...], named: str
) -> None:
    """Whom a denial merely names does not deny: whose words it is, or who tells it and is meant, else nobody known."""
    place = Entity(id="place", type="place", name="Place")
    outlet = Entity(id="outlet", type="group", name="Outlet", publisher=Publisher())
    passages = [
        Citation(
            source="a",
            quote="no",
            attribution=Attribution(how="explicit", chain=tuple(links), ascribed_to=whom or UNSET),
        )
        for links, whom in chains
    ]
    denial = claim(*passages, id="denial", text="It was denied.", mode="denial", answers="c", about=about)
    found = corpus_of(GROUP, OTHER, outlet, place, source("a"), claim(cited("a", Link(named="N"))), denial)
    carried = caveats(found, found.claims["c"])
    assert [caveat.text for caveat in carried if caveat.kind == "denied"] == [named]


def test_what_speaks_against_a_claim_is_linked_though_nothing_else_is_recorded() -> None:
    """Also where it is all that is to be said, a short row leads to it; what editors wrote of that kind is words."""
    told = claim(cited("a", Link(named="N")), id="told")
    denial = claim(
        cited("a", Link(entity="other")), id="denial", text="[[other]] denies it.", mode="denial", answers="told"
    )
    rival = claim(cited("a", Link(named="N")), id="rival", tension=("told",))
    fair = source("a", caveats="none", because="It checks.")
    row = next(
        node
        for node in page(corpus(fair, told, denial, rival), "claims/").css(".brief .trust")
        if "enied" in words(node)
    )
    assert words(row) == "Denied by Other; in tension with another claim."
    assert [node.attributes["href"] for node in row.css("a")] == ["../claims/denial/", "../claims/told/#in_tension"]
    written = claim(cited("a", Link(named="N")), caveats=(Caveat(kind="denied", text="We never did.", by="group"),))
    row = next(iter(page(corpus(fair, written), "claims/").css(".brief .trust")))
    assert row.css("a") == []


def test_unnamed_people_of_one_article_stay_apart_too() -> None:
    """Two passages of one article name "the sources": they are headed by their places in it."""
    they = Link(anonymous="the sources")
    told = claim(cited("a", they, locator="page 1"), cited("a", they, locator="page 2"))
    found = page(corpus(source("a"), told), "claims/c/")
    assert [words(node) for node in found.css(".tellings h3")] == ["Title a, page 1", "Title a, page 2"]


def test_equal_chains_of_named_people_are_drawn_once() -> None:
    """Where everybody is named, two equal chains are one."""
    named = Link(named="A. Witness")
    found = page(corpus(source("a"), source("b"), claim(cited("a", named), cited("b", named))), "claims/c/")
    assert (len(found.css(".head ol.chain")), len(found.css("ol.steps"))) == (1, 1)


def test_where_nobody_is_named_the_picture_says_so() -> None:
    """The first ring is dashed, and beside it stands in words that no source is named."""
    found = page(corpus(source("a"), claim(cited("a", how="none"))), "claims/c/")
    first = found.css_first("ol.steps > li")
    assert first.attributes["class"] == "unnamed"
    assert words(first) == "no named source The text names no source for this."


@pytest.mark.parametrize("id", golden().claims)
def test_the_picture_says_what_the_line_says(id: str) -> None:
    """What is drawn is a numbered list with the same tellers, in the same order, as the chain in words; it is small."""
    found = golden_pages()[f"claims/{id}/"]
    lines = [
        [words(step).partition(" (")[0].removesuffix(" →") for step in chain.css("li:not(.ascribed)")]
        for chain in found.css(".head ol.chain")
    ]
    drawn = [[words(step.css_first("b")) for step in steps.css("li")] for steps in found.css("ol.steps")]
    for line, steps in zip(lines, drawn, strict=False):
        shown = {"Not recorded": "source not recorded", "Outlet not known": "an outlet that is not given"}
        assert [shown.get(name, name) for name in steps][-len(line) :] == line
    assert len(drawn) >= len(lines) > 0
    for steps in found.css("ol.steps"):
        assert steps.attributes["role"] == "list"
        assert len(steps.html or "") - len(steps.text()) <= 1500


def test_pictures_need_no_script_and_no_style_of_their_own() -> None:
    """What is drawn is plain markup, which the inspection reads quickly; the stylesheet draws it."""
    for address, found in golden_pages().items():
        if address.startswith("claims/") and found.css_first("#reports_and_origins"):
            html = found.body.inner_html if found.body else ""
            assert not re.search(r"<(svg|script|style|canvas|img)\b| style=", html or "")
            typed = re.sub(
                r"[{\[]([{%\[])", r"(\1", html or ""
            )  # what looks like a template, only the parser may judge
            whole = f"<html><head><title>x</title></head><body>{typed}</body></html>"
            assert Scanner(lambda said: said).scan(whole) is not None


# Reports and origins.


def test_the_section_explains_the_number_that_stands_above() -> None:
    """The count is the same in the facts and in the section, which names what holds the reports together."""
    copy = source("b", outlet="other", derived_from=(Derivation(source="a", how="translation"),))
    found = page(corpus(source("a"), copy, claim(cited("a"), cited("b"))), "claims/c/")
    section = found.css_first("#reports_and_origins").parent
    assert words(section).startswith(
        "Reports and origins 2 reports, 1 origin. Reports that hang together are one origin."
    )
    assert "Title b derives from Title a." in words(section)
    assert [words(node) for node in section.css(".branches li > span")] == [
        "Title a, Outlet (read, supports)",
        "Title b, Other (read, supports)",
    ]
    assert words(section.css_first(".branches ul small")) == "translated"
    assert [link.attributes["href"] for link in found.css(".card a") if words(link) == "Why"] == [
        "#reports_and_origins"
    ]


def test_echoes_are_set_off_and_traced() -> None:
    """Of several reports with one origin the number is strong, and beside it stands what all of them derive from."""
    echoes = [source(id, outlet=None, derived_from=(Derivation(source="a", how="quotation"),)) for id in "bcd"]
    told = claim(*(cited(echo.id) for echo in echoes))
    facts = page(corpus(source("a"), *echoes, told), "groups/group/").css_first("article.claim .facts")
    assert words(facts.css_first("strong")) == "3 reports, 1 origin"
    assert "All three derive from Outlet." in words(facts)


def test_what_outlets_of_one_family_share_is_not_called_an_outlet_alone() -> None:
    """Reports that only the owner of their outlets ties together are said to share what they may share."""
    outlets = [Entity(id=id, type="group", name=id, publisher=Publisher(family="F")) for id in ("outlet", "other")]
    sources = source("one"), source("two", outlet="other")
    found = corpus_of(GROUP, *outlets, *sources, claim(cited("one"), cited("two")))
    told = words(page(found, "groups/group/").css_first("#c .facts"))
    assert "2 reports, 1 origin" in told
    assert "Both share an outlet, a family of outlets or a named source." in told


def test_titles_that_are_alike_are_told_apart_by_their_outlets() -> None:
    """Echoes often share a title: then sentences name the outlet too."""
    copy = source("b", outlet="other", title="Title a", derived_from=(Derivation(source="a", how="republication"),))
    found = page(corpus(source("a"), copy, claim(cited("a"), cited("b"))), "claims/c/")
    assert "Title a (Other) derives from Title a (Outlet)." in words(found.css_first(".origin"))


def test_no_page_says_that_reports_are_independent() -> None:
    """That no link is recorded is all that any page says."""
    assert not [address for address, found in golden_pages().items() if "independent" in words(found.body).lower()]


def test_what_nobody_but_its_subject_says_carries_a_caveat() -> None:
    """The caveat stands wherever the claim stands; a report by somebody else takes it away, a denial has none."""
    own = cited("a", Link(entity="group"))
    alone = corpus(source("a"), claim(own))
    assert "Nobody but Group, whom it is about, is recorded to say so." in words(
        page(alone, "claims/c/").css_first(".caveats")
    )
    assert "Only Group, whom it is about, says so" in words(page(alone, "claims/").css_first(".brief .trust"))
    for told in (claim(own, cited("a", Link(named="N"))), claim(own, mode="denial"), claim(cited("a"))):
        assert "own-words" not in (page(corpus(source("a"), told), "claims/c/").html or "")


@pytest.mark.parametrize(
    ("links", "names"),
    [
        ((Link(entity="group"),), ["المجموعة", "قول"]),
        ((Link(named="شاهد"),), ["شاهد", "قول"]),
        ((Link(anonymous="مصدر"),), ["«مصدر»", "قول"]),
    ],
)
def test_names_in_a_short_row_stand_in_the_order_in_which_it_was_told(
    links: tuple[Link, ...], names: list[str]
) -> None:
    """Each name written the other way is set apart from arrows and numbers, also where only the words are left."""
    group, outlet = GROUP.changed(name="المجموعة"), OUTLET.changed(name="قول")
    found = corpus_of(OTHER, group, outlet, source("a", lang="ar"), claim(cited("a", *links)))
    row = words(page(found, "claims/").css_first(".brief .standing"))
    told = [f"\u2068{name}\u2069" for name in names]
    assert re.sub(r" \([a-z]+\)", "", row).count(f"Said by {' → '.join(told)}. 1 report, 1 origin") == 1
    told = [f"\u2068{name}\u2069" for name in ("المجموعة", "قول")]
    attribution = Attribution(how="explicit", chain=(Link(named="N"),), ascribed_to="group")
    ascribed = claim(Citation(source="a", quote="so", attribution=attribution))
    row = words(page(corpus_of(OTHER, group, outlet, source("a"), ascribed), "claims/").css_first(".brief .standing"))
    assert f"Words ascribed to {told[0]} by N → {told[1]}." in row


def test_any_name_of_a_file_can_stand_in_the_address_where_it_is_edited() -> None:
    """Signs that end an address, or that no text can hold, are written as an address has them."""
    found = corpus(source("a"), claim(cited("a")))
    options = found.settings.options.changed(edit_url="https://git.example/edit/{path}")
    found = replace(found, settings=replace(found.settings, options=options))
    for file, address in (("data/a b#1?%41.yml", "data/a%20b%231%3F%2541.yml"), ("data/\udcff.yml", "data/%FF.yml")):
        moved = replace(found, homes={**found.homes, "c": Home(file, ())})
        edit = page(moved, "claims/c/").css_first('a[href^="https://git.example/edit/"]')
        assert edit.attributes["href"] == f"https://git.example/edit/{address}"


# How it is cited.


def test_the_date_of_a_source_is_cited_in_words() -> None:
    """EDTF is for programs: "2018-22" is the summer of 2018, and would be read as five years."""
    for date, said in (("2018-22", "summer 2018"), ("2019~", "about 2019"), (None, "n.d")):
        found = page(corpus(source("a", published=date), claim(cited("a"))), "claims/c/")
        assert words(found.css_first(".citation span")).endswith(f"from “Title a”, Outlet, {said}.")


def test_a_claim_is_from_no_source_that_refutes_or_frames_it() -> None:
    """Wherever such sources stand in the file: whoever cites the claim names one that makes it, and so do programs."""
    others = [cited(id).changed(supports=does) for id, does in (("b", "refutes"), ("c", "context"))]
    for citations in ((*others, cited("a")), (cited("a"), *others)):
        found = corpus(source("a"), source("b"), source("c"), claim(*citations))
        found = replace(found, settings=replace(found.settings, url="https://site.example/"))
        shown = page(found, "claims/c/").css_first(".citation span")
        assert ". Claim c, from “Title a”, Outlet, n.d. https://" in words(shown)
        appearance = Linked(found, plan(found)).claim("c", "line", "trust", "")["appearance"]
        assert (
            json.loads(json.dumps(appearance))[0]["url"] == "https://site.example/sources/a/" and len(appearance) == 1
        )


def test_a_source_says_how_many_of_its_claims_it_does_not_make() -> None:
    """On its page and in lists: it is cited against some, for others as context; what it says as well, it makes."""
    against, frames, makes = (cited("b").changed(supports=does) for does in ("refutes", "context", "supports"))
    gone = Retraction(on="2026", why="So.")
    told = [
        claim(cited("a"), against), claim(cited("a"), against, frames, id="d"), claim(cited("a"), frames, id="e"),
        claim(makes, against, id="f"), claim(cited("a"), against, id="g", retracted=gone), claim(makes, id="h"),
    ]  # fmt: skip
    found = corpus(source("a"), source("b"), *told)
    lead = words(page(found, "sources/b/").css_first("#claims_taken + .lead"))
    assert lead.endswith(" Refuted by it: 2 claims. Only given context by it: 1 claim.")
    assert words(page(found, "sources/a/").css_first("#claims_taken + .lead")).endswith("the notice above.")
    rows = [words(row.css_first(".count")) for row in page(found, "sources/").css(".entries li")]
    assert rows == ["3 claims.", "5 claims. Refuted by it: 2 claims. Only given context by it: 1 claim."]


def test_names_in_a_caveat_keep_their_capitals_in_a_citation() -> None:
    """The standing begins small inside the sentence, and no name within it does."""
    kind = CaveatKind(label="Not verified by SOHR or the UN", standing=1)
    told = claim(cited("a"), caveats=(Caveat(kind="checks", by="editors", text="Nobody did."),))
    found = page(
        corpus_of(GROUP, OTHER, OUTLET, source("a"), told, vocabulary=Vocabulary(caveats={"checks": kind})), "claims/c/"
    )
    assert "[reported act, not verified by SOHR or the UN; 1 report" in words(found.css_first(".citation span"))


# What stands beside what.


def test_rivals_stand_in_both_dossiers() -> None:
    """Of two claims in tension about two groups each stands within the other on its dossier, with its caveats."""
    one = claim(cited("a", Link(named="N")), id="one", text="[[group]] did it.", tension=("two",))
    two = claim(cited("a", Link(named="N")), id="two", text="[[other]] did it.")
    for address, own, rival in (("groups/group/", "one", "Other did it."), ("groups/other/", "two", "Group did it.")):
        beside = page(corpus(source("a"), one, two), address).css_first(
            f"article.claim#{own} section.beside article.brief"
        )
        assert words(beside.css_first(".statement")) == f"Reported act: {rival}"
        assert beside.css_first(".trust")


def test_what_was_withdrawn_speaks_through_no_other_claim() -> None:
    """A denial and a rival that were withdrawn stand for themselves, marked; nothing is denied or disputed by them."""
    gone = Retraction(on="2026", why="Misread.")
    told = claim(cited("a", Link(named="N")), id="told", tension=("rival",))
    rival = claim(cited("a", Link(named="N")), id="rival", retracted=gone)
    denial = claim(cited("a"), id="denial", mode="denial", answers="told", retracted=gone)
    found = corpus(source("a"), told, rival, denial)
    said = words(page(found, "claims/told/").body)
    assert "denies it" not in said
    assert "In tension with none recorded" in said
    assert "Answer none recorded" in said
    dossier = page(found, "groups/group/")
    stand = {node.id: words(node) for node in dossier.css("article.claim")}
    assert [id for id in stand if "Withdrawn" in stand[id]] == ["denial", "rival"]
    assert not dossier.css("article.claim article, article.claim section")
    assert "The answer of Group to this: none is recorded." in words(dossier.body)


def test_what_was_withdrawn_counts_nowhere() -> None:
    """Claims that were withdrawn are not among those that mention somebody, or that a dossier is cited with."""
    names_other = "[[group]] met [[other]]."
    gone = Retraction(on="2026", why="Misread.")
    stands = claim(cited("a"), id="stands", text=names_other, about=("group",))
    withdrawn = claim(cited("a"), id="gone", text=names_other, about=("group",), retracted=gone)
    for records, mentioned, listed, cite in (
        ((stands, withdrawn), "Named in 1 claim about others.", "mentioned in 1 claim", "[1 claim]"),
        ((withdrawn,), "Named only in withdrawn claims.", "no claims", "[0 claims]"),
    ):
        found = corpus(source("a"), *records)
        assert mentioned in words(page(found, "groups/other/").body)
        assert mentioned in words(page(found, "groups/other/mentions/").css_first("header"))
        row = next(row for row in page(found, "groups/").css("li") if words(row).startswith("Other"))
        assert listed in words(row).lower()
        assert cite in words(page(found, "groups/group/").body)


@pytest.mark.parametrize("denier", ["group", "other"])
def test_a_denial_stands_directly_beside_what_it_denies(denier: str) -> None:
    """On dossier, source page and claim page the denial stands in full with the claim, whoever denies it."""
    told = claim(cited("a", Link(named="N")), id="told")
    denial = claim(cited("a", Link(entity=denier)), id="denial", text=f"[[{denier}]] denies it.", mode="denial",
                   answers="told")  # fmt: skip
    found = corpus(source("a"), told, denial)
    for address in ("groups/group/", "sources/a/"):
        answer = page(found, address).css_first("article.claim#told section.answer")
        assert words(answer.css_first(".statement")).startswith("Reported denial:")
        assert answer.css_first(".caveats") is not None
    own = page(found, "claims/told/")
    head = own.css_first("header.head")
    assert head.next is not None
    following = next(node for node in own.css("article.record > *") if node.tag == "section")
    assert words(following.css_first("h2")) == "Answers"
    assert words(following.css_first("section.answer .statement")).startswith("Reported denial:")
    back = next(node for node in page(found, "claims/denial/").css("article.record > *") if node.tag == "section")
    assert words(back.css_first("h2")) == "In answer to"
    assert words(back.css_first("article.brief .statement")) == "Reported act: Group did it."


def test_a_source_that_nobody_read_names_through_which_it_is_known() -> None:
    """By what derives from it, and by whose passages name it as their own, each once."""
    copy = source("b", derived_from=(Derivation(source="m", how="summary"),))
    made = corpus(source("m", read=False), source("a"), copy, claim(cited("a", rests_on=("m",)), cited("b")))
    assert "Not read. Known only through Title b and Title a" in words(page(made, "sources/m/").body)


def test_a_quote_of_no_recorded_language_has_the_direction_of_its_letters() -> None:
    """No language is guessed; in letters of the page it stands as the page does."""
    quotes = "سيطروا (2017)!", "they hold it"
    found = corpus(source("a"), claim(*(cited("a", quote=quote) for quote in quotes)))
    told = page(found, "claims/c/").css(".citation blockquote, figure blockquote")
    assert [(quote.attributes.get("lang"), quote.attributes.get("dir")) for quote in told] == [
        ("und-Arab", "rtl"), (None, None),
    ]  # fmt: skip


def test_a_claim_of_which_no_report_was_read_is_cited_so_within_its_sentence() -> None:
    """In brackets, behind its standing, nothing begins."""
    found = corpus(source("a", read=False), claim(cited("a")))
    assert "; no report read]. Claim c, from" in words(page(found, "claims/c/").css_first(".citation span"))
