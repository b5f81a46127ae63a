"""Claims without pages of their own: where they stand, what stands with them there, and the stubs they leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.corpus import Corpus
from generator.disk import explicit
from generator.inspection import Inspector, Statements
from generator.load import load
from generator.matter import Matter
from generator.model import Citation, Claim, Entity, Source
from generator.names import LONGEST_ID, is_slug
from generator.pages import STUB_BYTES, Page, Plan, permalink, plan, stub_bytes
from generator.paper import in_one_piece
from generator.render import Renderer
from generator.templates import gathered
from generator.withhold import published
from tests.records import corpus_of

ROOT = Path(__file__).parents[2]
GROUP, OUTLET = (Entity(id=id, type="group", name=id.title()) for id in ("alpha", "outlet"))


def anchored(corpus: Corpus, **options: object) -> Corpus:
    settings = corpus.settings
    return replace(
        corpus, settings=replace(settings, options=settings.options.changed(claim_pages="anchors", **options))
    )


def source(id: str) -> Source:
    return Source(id=id, title=f"Title of {id}", type="report", outlet="outlet", derived_from=())


def claim(id: str, *sources: str, locator: str = "", **fields: object) -> Claim:
    where = {"locator": locator} if locator else {}
    cited = tuple(Citation(source=source, quote="so", **where) for source in sources)
    text = f"[[alpha]] did {id}."
    return Claim(**{"id": id, "text": text, "mode": "act", "about": ("alpha",), "citations": cited, **fields})


def planned(*claims: Claim, **options: object) -> Plan:
    return plan(anchored(corpus_of(GROUP, OUTLET, source("one"), source("two"), *claims), **options))


@cache
def golden(setting: str) -> Renderer:
    found, problems = load(ROOT / "tests" / "golden" / "pages" / "site")
    assert problems == []
    found = found if setting == "own" else anchored(found)
    return Renderer(found, plan(found), gathered([ROOT / "templates"]))


@cache
def rendered(setting: str, address: str) -> LexborHTMLParser:
    made = golden(setting)
    return LexborHTMLParser(made.render(made.plan.by_address[address]).body)


def stub_of(made: Plan, claim: str) -> Page:
    return made.by_address[permalink(claim)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


CLAIMS = sorted(golden("own").corpus.claims)


# Where claims stand


def test_a_claim_stands_on_the_page_of_its_first_source() -> None:
    """Its address is an anchor there, whichever other sources it has, and at its own address lies a stub."""
    made = planned(claim("a", "two", "one"), claim("b", "one"))
    assert made.address("a") == "sources/two/#a"
    assert made.address("b") == "sources/one/#b"
    assert stub_of(made, "a") == Page("claims/a/", "claims/", "claim-stub", "a", rows=("sources/two/#a",))
    assert not stub_of(made, "a").framed
    assert "claim" not in {page.template for page in made.pages}


def test_a_claim_stands_on_the_part_of_the_page_that_shows_it() -> None:
    """Pages of sources hold half as many claims as others, and the anchor is on the right one."""
    made = planned(
        *(claim(f"c{number}", "one", locator=f"paragraph {number}") for number in range(5)), claims_per_page=4
    )
    places = [made.address(f"c{number}") for number in range(5)]
    assert places == [
        "sources/one/#c0",
        "sources/one/#c1",
        "sources/one/2/#c2",
        "sources/one/2/#c3",
        "sources/one/3/#c4",
    ]
    for place in places:
        assert urldefrag(place).fragment in made.by_address[urldefrag(place).url].rows


def test_an_answer_stands_within_what_it_answers() -> None:
    """On a page in parts, the address of an answer is on the part that shows the claim that it answers."""
    answer = claim("reply", "one", locator="paragraph 9", answers="c0")
    made = planned(*(claim(f"c{number}", "one", locator=f"paragraph {number}") for number in range(4)), answer,
                   claims_per_page=4)  # fmt: skip
    assert made.address("reply") == "sources/one/#reply"


def test_an_answer_from_elsewhere_stands_with_its_own_source() -> None:
    """Where an answer is shown within a claim of another source, its address is still that of its own."""
    made = planned(claim("said", "one"), claim("reply", "two", answers="said"))
    assert made.address("reply") == "sources/two/#reply"


def test_a_claim_whose_sources_are_not_shown_keeps_a_page() -> None:
    """What stands on the page of no source has one of its own."""
    hidden = source("two").changed(withheld=True)
    corpus = corpus_of(GROUP, OUTLET, source("one"), hidden, claim("a", "two"), claim("b", "two", "one"))
    made = plan(published(anchored(corpus)))
    assert made.address("a") == "claims/a/"
    assert stub_of(made, "a").template == "claim"
    assert made.address("b") == "sources/one/#b"


def test_a_former_id_has_a_stub_too() -> None:
    """The address of an earlier id leads straight to where the claim stands."""
    made = planned(claim("a", "one", formerly=("b",)))
    assert stub_of(made, "b") == stub_of(made, "a").at("claims/b/")


def test_without_the_setting_each_claim_has_a_page() -> None:
    """By default nothing of this holds."""
    made = plan(corpus_of(GROUP, OUTLET, source("one"), claim("a", "one")))
    assert made.address("a") == "claims/a/"
    assert stub_of(made, "a").template == "claim"


def test_a_printed_claim_has_a_page() -> None:
    """On paper a claim stands alone, whatever the setting."""
    corpus = anchored(corpus_of(GROUP, OUTLET, source("one"), claim("a", "one")))

    matter = in_one_piece(Matter(corpus, gathered([ROOT / "templates"]), ()))
    assert matter.plan.address("a") == "claims/a/"


# What stands with them there


def told(claim: str) -> Iterator[str]:
    """Yield what the page of a claim tells, piece by piece, but for ways to cite it and what leads to another part."""
    page = rendered("own", permalink(claim))
    for node in page.css("#cite_this, #read_with"):
        (node if node.id == "cite" else node.parent or node).decompose()
    rows = [node for node in page.css("dl.card dd") if not node.css_first('a[href^="#"]')]
    for node in (
        *rows,
        *page.css("h1 bdi, .statement, .caveats > li, mark, blockquote, .steps > li, .note, .history > li"),
    ):
        yield node.text()
    count = golden("own").claims.count(claim)
    if len({*count.supporting, *count.refuting}) > 1:
        yield from (node.text() for node in page.css("#reports_and_origins ~ p, .origin"))


@pytest.mark.parametrize("claim", CLAIMS)
def test_nothing_that_the_page_of_a_claim_tells_is_lost(claim: str) -> None:
    """Chains, caveats word for word, quotes, readings, origins, notes and history stand on the page of the source."""
    page = rendered("anchors", urldefrag(golden("anchors").plan.address(claim)).url)
    there = squeezed(page.body.text() if page.body else "")
    assert [words for words in told(claim) if squeezed(words) not in there] == []


@pytest.mark.parametrize("claim", CLAIMS)
def test_what_is_folded_up_stands_within_its_claim(claim: str) -> None:
    """Only there, and once: on other pages, and under other sources, a claim has no more than its card."""
    made = golden("anchors")
    folds = []
    for page in made.plan.pages:
        if page.framed:
            folds += [(page.address, around(fold).id) for fold in rendered("anchors", page.address).css(".folded")]
    assert folds.count((urldefrag(made.plan.address(claim)).url, claim)) == 1
    assert len(folds) == len(CLAIMS)


def around(fold: LexborNode) -> LexborNode:
    assert fold.parent is not None
    assert fold.parent.tag == "article" or "answer" in (fold.parent.attributes["class"] or "")
    return fold.parent


def test_every_link_to_a_claim_leads_to_where_it_stands() -> None:
    """No page but stubs and pages of former ids leads to a stub, unless it calls it the permanent address."""
    made = golden("anchors")
    stubs = {page.address for page in made.plan.pages if page.template == "claim-stub"}
    ids: dict[str, set[str | None]] = {}
    led = set()
    for page in made.plan.pages:
        if not page.file.endswith(".html"):
            continue
        tree = rendered("anchors", page.address)
        ids[page.address] = {node.id for node in tree.css("[id]")}
        for link in tree.css("a[href]"):
            address, anchor = urldefrag(urljoin(f"/{page.address}", link.attributes.get("href") or ""))
            assert address[1:] not in stubs or link.text() == "Permanent address", page.address
            if anchor and address.startswith("/sources/"):
                led.add((address[1:], anchor))
    assert {anchor for address, anchor in led} >= {*CLAIMS}
    assert [place for place in led if place[1] not in ids[place[0]]] == []


@pytest.mark.parametrize("setting", ["own", "anchors"])
def test_no_anchor_of_a_template_is_that_of_a_claim(setting: str) -> None:
    """A claim may be called like any part of a page: where it stands in full, its id is that of nothing else."""
    made = gathered([ROOT / "templates"])
    fixed = {
        id for _, text in made.values() for id in re.findall(r' id="([a-z0-9_-]+)"', text.decode("utf-8", "replace"))
    }
    assert {"full_notice", "says"} <= fixed
    claims = [claim(id, "one") for id in filter(is_slug, fixed)]
    corpus = corpus_of(GROUP, OUTLET, source("one"), source("two"), *claims)
    corpus = anchored(corpus) if setting == "anchors" else corpus
    renderer = Renderer(corpus, plan(corpus), made)
    for page in renderer.plan.pages:
        if page.template in ("dossier", "source", "claim"):
            ids = [node.id for node in LexborHTMLParser(renderer.render(page).body).css("[id]")]
            assert sorted(id for id in ids if ids.count(id) > 1) == [], page.address


# Stubs


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_stub_is_one_plain_link(claim: str) -> None:
    """It is small, says nothing of what is said, is unknown to search engines, and leads on without a script."""
    made = golden("anchors")
    page = stub_of(made.plan, claim)
    body = made.render(page).body
    stub = LexborHTMLParser(body)
    (link,) = stub.css("a")
    there = link.attributes["href"] or ""
    assert urljoin(f"/{page.address}", there) == f"/{made.plan.address(claim)}"
    assert stub.css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url={there}"
    assert stub.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert len(body.encode()) <= STUB_BYTES
    assert made.claims.plain(claim) not in body
    assert not stub.css("script, style, link, img")


@pytest.mark.parametrize("article", ["one", "s" * LONGEST_ID])
def test_a_stub_of_long_ids_keeps_its_link_alone(article: str) -> None:
    """Where a second copy of the address does not fit, on a disk with the name of a file, a reader follows the link.

    The longest ids stand in it once.
    """
    ids = ["a" * length for length in range(20, LONGEST_ID + 1)]
    corpus = anchored(
        corpus_of(GROUP, OUTLET, source(article), *(claim(id, article) for id in ids)), claims_per_page=999
    )
    made = Renderer(corpus, plan(corpus), gathered([ROOT / "templates"]))
    bodies = {id: made.render(stub_of(made.plan, id)).body for id in ids}
    assert all(f'href="../../sources/{article}/#{id}"' in body for id, body in bodies.items())
    assert ("refresh" in bodies[ids[0]]) is (article == "one")
    assert "refresh" not in bodies[ids[-1]]
    assert bodies[ids[-1]].count(ids[-1]) == 1
    sizes = {id: len(explicit(body).encode()) for id, body in bodies.items()}
    assert all(size <= stub_bytes(f"sources/{article}/#{id}") for id, size in sizes.items())


def test_a_stub_of_ids_of_a_hundred_signs_is_as_small_as_any() -> None:
    """Only where ids are longer than any slug of a title has a stub more bytes, and no more than they are longer."""
    assert stub_bytes(f"sources/{'s' * 100}/#{'a' * 100}") == STUB_BYTES
    assert stub_bytes(f"sources/{'s' * LONGEST_ID}/#{'a' * LONGEST_ID}") < STUB_BYTES + 2 * (LONGEST_ID - 100)


def test_a_stub_is_held_to_its_size_and_to_silence() -> None:
    """The inspection refuses a stub that is too large, and one that says what the claim says, caveat or not."""
    made = golden("anchors")
    inspector = Inspector(Statements(made.expected.statements(), made.expected.expectation))
    body = made.render(stub_of(made.plan, "a-denies")).body
    said = body.replace("</p>", f" {made.claims.line('a-denies')}</p>")

    def codes(html: str) -> set[str]:
        found = inspector.read_page("claims/a-denies/index.html", html.encode(), frozenset(), STUB_BYTES)
        return {problem.code for problem in found.problems}

    assert codes(body) == set()
    assert codes(said) == {"I011"}
    assert codes(body + "<!-- -->" * 80) == {"I006"}
