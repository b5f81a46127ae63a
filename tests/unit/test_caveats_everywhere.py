"""No caveat of anything that a claim rests on is lost on the way to a reader, at whatever length the claim is shown."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.analyse.marks import ancestors
from generator.analyse.standing import LEVELS, CarriedCaveat, caveats, leading, source_caveats, worst
from generator.analyse.wording import lowered
from generator.corpus import Corpus
from generator.model import (
    Ambiguity,
    Caveat,
    CaveatKind,
    Citation,
    Claim,
    Derivation,
    Entity,
    Grade,
    Publisher,
    Relation,
    Source,
    Vocabulary,
)
from generator.pages import plan
from generator.render import Renderer
from generator.templates import gathered
from generator.views import Full
from tests.records import corpus_of

TEMPLATES = Path(__file__).parents[2] / "templates"
KINDS = ("unverified", "hearsay", "translated", "joint-figure")
BUILT_IN = ("disputed", "ambiguous", "reading", "not-read", "not-an-act")
WORDS = Vocabulary(caveats={kind: CaveatKind(label=f"The {kind}", standing=rank, brief=f"clause of {kind}")
                            for rank, kind in enumerate((*BUILT_IN, *KINDS))})  # fmt: skip
OUTLETS = ("outlet-a", "outlet-b")
SOURCES = ("one", "two", "three", "four")
Told = tuple[str, str, str]


def warnings(whose: str) -> st.SearchStrategy[tuple[Caveat, ...]]:
    """Return caveats of which some are the same wherever they stand, in letters that no markup changes."""
    text = st.sampled_from(["nobody saw it", "in other words", f"only {whose} says so"])
    made = st.builds(Caveat, kind=st.sampled_from(KINDS), text=text, by=st.sampled_from(["editors", *OUTLETS]))
    return st.lists(made, max_size=3).map(tuple)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Corpora with one claim, its citations, sources that derive from each other even in loops, and their outlets."""
    outlets = [
        Entity(id=id, type="group", name=f"Name of {id}", publisher=Publisher(caveats=draw(warnings(id))))
        for id in OUTLETS
    ]
    ids = st.sampled_from(SOURCES)
    sources = [
        Source(
            id=id, title=f"Title {id}", type="report", outlet=draw(st.sampled_from([*OUTLETS, None])),
            read=draw(st.booleans()), caveats=draw(warnings(id)),
            derived_from=tuple(Derivation(source=other, how="quotation")
                               for other in draw(st.lists(ids, max_size=2, unique=True))),
        )
        for id in SOURCES
    ]  # fmt: skip
    citations = [
        Citation(
            source=id, quote="so they say", supports=draw(st.sampled_from(["supports", "refutes"])),
            caveats=draw(warnings(f"passage {place}")), reading=draw(st.sampled_from([None, "read so by us"])),
            ambiguous=draw(st.sampled_from([(), (Ambiguity(words="they", may_be=("outlet-a", "somebody")),)])),
        )
        for place, id in enumerate(draw(st.lists(ids, min_size=1, max_size=4)))
    ]  # fmt: skip
    claim = Claim(
        id="claim", text="[[outlet-a]] did it.", mode=draw(st.sampled_from(["act", "intent"])), about=("outlet-a",),
        citations=tuple(citations), caveats=draw(warnings("the claim")),
        relations=(Relation(subject=OUTLETS, predicate="p", value="3", jointly=draw(st.booleans())),),
    )  # fmt: skip
    return corpus_of(*outlets, *sources, claim, vocabulary=WORDS)


def given_to(corpus: Corpus) -> set[Told]:
    """Return every caveat that is written anywhere above the claim, found without the code that merges them."""
    claim = corpus.claims["claim"]
    found = [*claim.caveats, *(one for citation in claim.citations for one in citation.caveats)]
    for citation in claim.citations:
        for id in ancestors(corpus, citation.source):
            source = corpus.sources[id]
            found += source.caveats
            if source.outlet:
                found += corpus.entities[source.outlet].publisher.caveats  # type: ignore[union-attr]
    return {(one.kind, str(one.text), str(one.by)) for one in found}


def told(carried: CarriedCaveat) -> Told:
    return carried.kind, carried.text, carried.by


@given(corpora())
def test_no_caveat_is_lost_and_none_stands_twice(corpus: Corpus) -> None:
    """All that outlets, sources, their ancestors, citations and the claim say is carried, and equal ones once."""
    carried = [told(one) for one in caveats(corpus, corpus.claims["claim"])]
    assert given_to(corpus) <= set(carried)
    assert len(set(carried)) == len(carried)


@given(corpora())
def test_caveats_stand_in_the_stated_order(corpus: Corpus) -> None:
    """Disputed first; then the claim's, the citations', the sources', those behind them, the outlets'."""
    ranks = [-1 if one.kind == "disputed" else LEVELS[one.level] for one in caveats(corpus, corpus.claims["claim"])]
    assert all(one <= other for one, other in pairwise(ranks))


@given(corpora())
def test_of_equal_caveats_the_nearest_to_the_claim_stays(corpus: Corpus) -> None:
    """What stands at two levels is told at the one that comes first in the order."""
    claim = corpus.claims["claim"]
    for one in caveats(corpus, claim):
        own = any(told(one) == (x.kind, x.text, x.by) for x in claim.caveats)
        assert not own or one.kind == "disputed" or one.level == "claim"


@given(corpora(), st.sampled_from(SOURCES))
def test_an_ancestor_more_takes_no_caveat_away(corpus: Corpus, source: str) -> None:
    """A source that turns out to derive from another one keeps every caveat, and gets those of the other."""
    record = corpus.sources["one"]
    linked = Source(**{
        **{name: getattr(record, name) for name in record.__struct_fields__},
        "derived_from": (*record.derivations, Derivation(source=source, how="summary")),
    })  # fmt: skip
    more = corpus_of(*corpus.entities.values(), linked, *(s for s in corpus.sources.values() if s.id != "one"),
                     *corpus.claims.values(), vocabulary=WORDS)  # fmt: skip
    before, after = (set(map(told, source_caveats(one, "one"))) for one in (corpus, more))
    assert before | set(map(told, source_caveats(corpus, source))) <= after


def words(html: str) -> str:
    tree = LexborHTMLParser(html).body
    assert tree is not None
    return " ".join(unescape(tree.text()).split())


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_every_length_says_what_it_must(corpus: Corpus) -> None:
    """A page says all in full; a card its own and the worst, the rest by kind; a row all by kind; a line the worst."""
    renderer = Renderer(corpus, plan(corpus), gathered([TEMPLATES]))
    claim = corpus.claims["claim"]
    carried = caveats(corpus, claim)
    chief = worst(carried)
    page = next(page for page in renderer.plan.pages if page.template == "claim")
    whole, card = words(renderer.render(page).body), words(renderer.html.full(Full("claim")))
    row, line = words(renderer.html.brief("claim")), renderer.line("claim")
    for one in carried:
        assert one.text in whole
        if not one.inherited or one is chief:
            assert one.text in card
        assert one.label.lower() in card.lower()
        assert one.label.lower() in row.lower() or one.brief.lower() in row.lower()
    for one in leading(carried):
        assert lowered(one.label) in line
        assert line.index(lowered(one.label)) < line.index(renderer.claims.plain("claim"))
    if not carried:
        assert re.search("No caveat recorded", card)


def test_what_is_said_of_a_source_behind_names_it_at_every_length() -> None:
    """A caveat of an original, or of its outlet, is never told as that of the source that took it over."""
    party = Caveat(kind="translated", by="editors", text="One side runs it.")
    found = corpus_of(
        Entity(id="outlet-a", type="group", name="First", publisher=Publisher(caveats=(party,))),
        Entity(id="outlet-b", type="group", name="Herald", publisher=Publisher(caveats="none", because="So.")),
        Entity(id="town", type="place", name="Town"),
        Source(id="first", title="Here", type="report", outlet="outlet-a",
               caveats=(Caveat(kind="unverified", by="outlet-a", text="We did not look."),)),
        Source(id="echo", title="There", type="report", outlet="outlet-b",
               derived_from=(Derivation(source="first", how="quotation"),)),
        Claim(id="claim", text="So it is.", mode="state", about=("town",), citations=(Citation(source="echo"),)),
        vocabulary=WORDS,
    )  # fmt: skip
    renderer = Renderer(found, plan(found), gathered([TEMPLATES]))
    first, second = "Clause of unverified, said of the source behind it, First", "of the source behind it, First"
    title = next(renderer.sources.title(page) for page in renderer.plan.pages if page.subject == "echo")
    assert title == f"There (Herald, {lowered(first)})"
    row, card = words(renderer.html.brief("claim")), words(renderer.html.full(Full("claim")))
    assert f"{first}; also the translated ({second})." in row
    assert "The unverified. “We did not look.” (the source behind it, First)" in card
    page = next(page for page in renderer.plan.pages if page.template == "source" and page.subject == "echo")
    whole = words(renderer.render(page).body)
    assert f"The translated. One side runs it. ({second})" in whole
    own = next(page for page in renderer.plan.pages if page.template == "source" and page.subject == "first")
    assert "behind it" not in words(renderer.render(own).body)


def test_an_outlet_behind_that_gives_its_own_caveat_is_named_once_in_any_script() -> None:
    """A name in another script is marked as such, and told once also where the caveat is the outlet's standing one."""
    own = Caveat(kind="unverified", by="outlet-a", text="Не перевірено.", lang="uk")
    found = corpus_of(
        Entity(id="outlet-a", type="group", name="Голос", publisher=Publisher(caveats=(own,))),
        Entity(id="outlet-b", type="group", name="Herald", publisher=Publisher(caveats="none", because="So.")),
        Entity(id="town", type="place", name="Town"),
        Source(id="first", title="Here", type="report", outlet="outlet-a"),
        Source(id="echo", title="There", type="report", outlet="outlet-b",
               derived_from=(Derivation(source="first", how="quotation"),)),
        Claim(id="claim", text="So it is.", mode="state", about=("town",), citations=(Citation(source="echo"),)),
        vocabulary=WORDS,
    )  # fmt: skip
    card = Renderer(found, plan(found), gathered([TEMPLATES])).html.full(Full("claim"))
    assert '(the source behind it, <bdi lang="und-Cyrl">Голос</bdi>)' in card


def test_what_is_wrong_only_with_who_refutes_a_claim_stands_behind_also() -> None:
    """A claim of a source that needs no caveat begins with none of another's, and leaves it out at no length."""
    bad = Caveat(kind="unverified", by="editors", text="We did not look.")
    found = corpus_of(
        Entity(id="outlet-a", type="group", name="First", publisher=Publisher(caveats=(bad,))),
        Entity(id="outlet-b", type="group", name="Herald", publisher=Publisher(caveats="none", because="So.")),
        Entity(id="town", type="place", name="Town"),
        Source(id="denial", title="Here", type="report", outlet="outlet-a", derived_from=()),
        Source(id="report", title="There", type="report", outlet="outlet-b", derived_from=()),
        Claim(id="claim", text="So it is.", mode="state", about=("town",),
              citations=(Citation(source="report"), Citation(source="denial", supports="refutes"))),
        vocabulary=WORDS,
    )  # fmt: skip
    html = Renderer(found, plan(found), gathered([TEMPLATES])).html
    row, card = words(html.brief("claim")), words(html.full(Full("claim")))
    also = "the unverified (the editors; of a report against it)."
    told = ["isputed", "The source needs no caveat, the editors say: So.", f"Also: {also}"]
    assert [card.index(part) for part in told] == sorted(card.index(part) for part in told)
    assert f"isputed: 1 report supports, 1 report refutes; also {also}" in row


def test_what_is_wrong_with_a_passage_against_a_claim_is_told_as_such_in_cards_and_rows() -> None:
    """Its reading and its grade stand beside the claim, which is not what it speaks of."""
    because = {"caveats": "none", "because": "So."}
    against = Citation(
        source="denial", supports="refutes", reading="So meant.", graded=Grade(words="high", by="outlet")
    )
    found = corpus_of(
        Entity(id="outlet", type="group", name="First", publisher=Publisher(**because)),
        Entity(id="town", type="place", name="Town"),
        Source(id="denial", title="Here", type="report", outlet="outlet", derived_from=()),
        Source(id="report", title="There", type="report", outlet="outlet", derived_from=()),
        Claim(id="claim", text="So it is.", mode="state", about=("town",),
              citations=(Citation(source="report"), against)),
        vocabulary=WORDS,
    )  # fmt: skip
    html = Renderer(found, plan(found), gathered([TEMPLATES])).html
    row, card = words(html.brief("claim")), words(html.full(Full("claim")))
    assert "reading (of a report against it); First calls it “high” (of a report against it)." in row
    assert "So meant. (of a report against it)" in card and "First calls it “high”. (of a report against it)" in card


def test_a_caveat_in_other_letters_than_the_page_has_its_own_direction() -> None:
    """Whoever gave it, in its language where that is recorded: its words would change places with its brackets."""
    told = (
        Caveat(kind="unverified", by="outlet", text="لم نتحقق (2017)!"),
        Caveat(kind="unverified", by="editors", text="لم نتحقق (2018)!"),
        Caveat(kind="unverified", by="editors", text="لم نتحقق (2019)!", lang="ar"),
        Caveat(kind="unverified", by="outlet", text="We did not look."),
    )
    found = corpus_of(
        Entity(id="outlet", type="group", name="First", publisher=Publisher(caveats=told)),
        Source(id="report", title="There", type="report", outlet="outlet", derived_from=()),
        vocabulary=WORDS,
    )
    html = Renderer(found, plan(found), gathered([TEMPLATES]))
    body = html.render(html.plan.by_address["sources/report/"]).body
    assert '<span lang="und-Arab" dir="rtl">“لم نتحقق (2017)!”</span>' in body
    assert '<span lang="und-Arab" dir="rtl">لم نتحقق (2018)!</span>' in body
    assert '<span lang="ar" dir="rtl">لم نتحقق (2019)!</span>' in body
    assert "</b> “We did not look.”" in body


def test_whose_a_caveat_is_keeps_its_direction_within_a_sentence() -> None:
    """A name in brackets that runs the other way is isolated: “(+Gamma Inc.)” stood as “(.Gamma Inc+)” in Arabic."""
    told = tuple(Caveat(kind=kind, by="herald", text="So.") for kind in ("unverified", "hearsay"))
    found = corpus_of(
        Entity(id="herald", type="group", name="الراية (2017)", publisher=Publisher(caveats=told)),
        Entity(id="town", type="place", name="Town"),
        Source(id="report", title="There", type="report", outlet="herald", derived_from=()),
        Claim(id="claim", text="So it is.", mode="state", about=("town",), citations=(Citation(source="report"),)),
        vocabulary=WORDS,
    )
    made = Renderer(found, plan(found), gathered([TEMPLATES]))
    assert "(\u2068الراية (2017)\u2069)." in made.claims.trust("claim")
