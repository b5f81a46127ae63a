"""Pages as templates make them: what they show, what they must never leave out, and what no text can do to them.

The golden site in `tests/golden/pages/site` uses every field of every record; what each page looked like when it
was last looked at stands beside it. To accept what pages look like now: `python -m tests.unit.test_render`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import msgspec
import pytest
from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator import model
from generator.corpus import Corpus
from generator.inspection import Budget, inspect
from generator.load import load
from generator.markup import escaped
from generator.model import Record
from generator.pages import Page, plan
from generator.problems import DossierError
from generator.proofs import Proofs, unlinked
from generator.render import Rendered, Renderer
from generator.templates import gathered
from generator.withhold import published
from generator.words import words_of
from tests.corpora import HEAD

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"
TEMPLATES = Path(__file__).parents[2] / "templates"


@cache
def corpus() -> Corpus:
    found, problems = load(GOLDEN / "site")
    assert problems == []
    return found


def renderer_of(found: Corpus, *folders: Path) -> Renderer:
    return Renderer(found, plan(found), gathered([*folders, TEMPLATES]))


@cache
def renderer() -> Renderer:
    return renderer_of(corpus())


def documents(made: Renderer) -> list[Page]:
    """Return the pages that are HTML; files of data have tests of their own."""
    return [page for page in made.plan.pages if page.file.endswith(".html")]


ADDRESSES = [page.address for page in documents(renderer())]
FRAMED = [page.address for page in documents(renderer()) if page.framed]


@cache
def site() -> dict[str, Rendered]:
    return {page.address: renderer().render(page) for page in documents(renderer())}


def test_statements_that_name_nothing_that_changed_are_what_they_were() -> None:
    """Whichever record is called otherwise: statements that were known, and do not name it, need not be worded anew."""
    known = renderer().expected.statements()
    others = 0
    for kind, field in (("entities", "name"), ("sources", "title"), ("claims", "text")):
        for id, record in getattr(corpus(), kind).items():
            records = {**getattr(corpus(), kind), id: record.changed(**{field: "Something else"})}
            made = renderer_of(replace(corpus(), digests={}, **{kind: records}))  # type: ignore[arg-type]
            assert made.expected.statements(known, {id}) == made.expected.statements()
            others += made.expected.statements() != known
    assert others > 10
    assert renderer().expected.statements(dict.fromkeys(known, "said before"), {"nobody"}) == dict.fromkeys(
        known, "said before"
    )


def tree(address: str) -> LexborHTMLParser:
    return LexborHTMLParser(site()[address].body)


def words(node: LexborNode | LexborHTMLParser | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def framed() -> dict[str, Rendered]:
    return {address: page for address, page in site().items() if page.page.framed}


# What every page looks like.


def as_golden(page: Rendered) -> str:
    """Write a page with all that its frame is filled with, to be read by people."""
    lines = [f"title: {page.title}", f"description: {page.description}"]
    lines += [f"contents: #{anchor} {label}" for anchor, label in page.toc]
    return "\n".join(["<!--", *lines, "-->", page.body, ""])


def golden_file(address: str) -> Path:
    return GOLDEN / "expected" / f"{address.rstrip('/')}.html"


@pytest.mark.parametrize("address", ADDRESSES)
def test_golden_pages(address: str) -> None:
    """Each page of the golden site is what it was when somebody last looked at it."""
    assert as_golden(site()[address]) == golden_file(address).read_text("utf-8")


def test_no_two_landmarks_of_a_page_are_called_the_same() -> None:
    """What stands within claims, an answer or what contradicts it, is a group: it is no landmark, so may recur."""
    for address, page in framed().items():
        marks = LexborHTMLParser(page.body).css("section[aria-label]:not([role])")
        named = [mark.attributes["aria-label"] for mark in marks]
        assert len(named) == len(set(named)), address


def test_links_to_claims_look_the_same_and_are_told_apart_by_name() -> None:
    """In a list of links no two rows or answers have one name, which begins with what is seen (claims: by a script)."""
    seen = set()
    for address, page in framed().items():
        links = LexborHTMLParser(page.body).css(".answer a.permalink, .brief a.permalink")
        named = {(link.attributes.get("aria-label") or words(link), link.attributes["href"]) for link in links}
        assert len({name for name, _ in named}) == len({href for _, href in named}), address
        assert all((link.attributes.get("aria-label") or "").startswith(f"{words(link)}: ") for link in links), address
        seen |= {words(link) for link in links}
    assert seen == {"This claim", "This answer"}


def test_every_golden_page_is_still_made() -> None:
    """No expected page is left over from a page that is not made any more."""
    kept = {path.relative_to(GOLDEN / "expected").as_posix() for path in (GOLDEN / "expected").rglob("*.html")}
    assert kept == {f"{page.address.rstrip('/')}.html" for page in documents(renderer())}


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("a-holds-e", "Quote checked on 4 January 2026 against copy 00000000. Its context was not checked."),
        ("b-holds-e", "Quote checked on 4 January 2026 against copy 00000000; words outside it limit it."),
        ("a-denies", "Quote checked on 4 January 2026 against copy 00000000, apart from marks and spaces."),
        ("joint-number", "against copy 00000000, with words left out. Its context was not checked."),
        ("a-motive", "Quote not checked against a copy."),
        ("a-plans", "Quote not checked against a copy."),
    ],
)
def test_a_quote_says_what_is_on_record(claim: str, says: str) -> None:
    """A proof of these very words against this very copy gives the day and how far they are the same; no other does."""
    assert says in words(tree(f"claims/{claim}/").css_first("figure.main figcaption"))


@pytest.mark.parametrize("unread", [False, True])
def test_a_quote_of_which_no_limits_were_looked_for_says_so(unread: bool) -> None:
    """That words stand in a copy is no sign that no "not" was left out, where nobody knew their language."""
    found = corpus()
    proofs = Proofs(tuple(replace(proof, unread=unread) for proof in found.proofs.all))
    made = renderer_of(replace(found, proofs=proofs))
    claim, source = (
        next(made.render(page).body for page in made.plan.pages if page.address == address)
        for address in ("claims/a-denies/", "sources/article-b/")
    )
    assert "Quote checked on" in claim and "checked against it" in source
    assert ("Words outside it that deny or limit it were not looked for" in claim) is unread
    assert ("them words outside that deny or limit were not looked for" in source) is unread


def test_a_proof_that_must_not_be_linked_is_not() -> None:
    """Where the words around a quote hold something withheld, the page says that it was checked and links nothing."""
    found = corpus()
    hidden = replace(found, proofs=Proofs(tuple(map(unlinked, found.proofs.all))))
    address = "claims/a-denies/"
    for shown, linked in ((found, True), (hidden, False)):
        made = renderer_of(shown)
        body = next(made.render(page).body for page in made.plan.pages if page.address == address)
        assert "Quote checked on" in body
        assert (":~:text=" in body) is linked


# Every field has its place.

PLACES: dict[str, dict[str, tuple[str, str]]] = {
    "Entity": {
        "id": ("groups/group-a/", "claims"),
        "type": ("groups/group-a/", "Group, armed group"),
        "name": ("groups/group-a/", "Group A"),
        "kind": ("groups/group-a/", "armed group"),
        "names": ("groups/group-a/", "Abbreviation: GA."),
        "same_as": ("groups/group-a/", "Wikidata Q1: https://www.wikidata.org/wiki/Q1"),
        "distinct_from": ("groups/group-b/", "Not to be confused with Group A"),
        "formerly": ("groups/group-alpha/", "This page has moved: Group A"),
        "within": ("places/place-e/", "Within Place F."),
        "location": ("places/place-f/", "Coordinates not given."),
        "died": ("people/person-p/", "Died not given; treated as living"),
        "publisher": ("groups/outlet-b/", "As a publisher"),
        "note": ("groups/group-a/", "Not the same as the other one, whatever its name."),
        "retired": ("groups/old-group/", "This dossier was closed on 3 February 2026"),
    },
    "Name": {
        "text": ("groups/group-a/", "Other spelling: Grup A."),
        "type": ("groups/group-a/", "Nom de guerre: Nom A"),
        "lang": ("groups/group-a/", "المجموعة أ"),
        "date": ("groups/group-a/", "First Group (from 2011 to 2014)"),
        "used_by": ("groups/group-a/", "Used by Outlet C: Slur A"),
        "citations": ("groups/group-a/", "“the group, also known as Alias A”"),
    },
    "Location": {
        "lat": ("places/place-e/", "35.5,"),
        "lon": ("places/place-e/", "36.25,"),
        "precision": ("places/place-e/", "near this point"),
        "radius": ("places/place-e/", "near this point, within 3 km"),
        "origin": ("places/place-e/", "Coordinates from Gazetteer G, number 12."),
    },
    "Publisher": {
        "family": ("groups/outlet-b/", "Family Family F."),
        "caveats": ("groups/outlet-b/", "Not verified. “Outlet B has not verified this.”"),
        "because": ("groups/outlet-c/", "the editors say: It checks every report on the spot."),
        "reliability": ("groups/outlet-b/", "Reliability C, fairly reliable"),
        "rationale": ("groups/outlet-b/", "Why Corrections are printed late."),
        "by": ("groups/outlet-b/", "C, fairly reliable. Editor N"),
        "on": ("groups/outlet-b/", "Editor N, January 2026 (month only)"),
    },
    "Retirement": {
        "on": ("groups/old-group/", "3 February 2026"),
        "why": ("groups/old-group/", "It is another name of Group A."),
        "into": ("groups/old-group/", "See Group A and Group B."),
    },
    "Source": {
        "id": ("sources/article-b/", "Full notice"),
        "title": ("sources/article-b/", "Title of the article of Outlet B…"),
        "type": ("sources/article-b/", "Source, newspaper article"),
        "outlet": ("sources/article-b/", "Outlet Outlet B."),
        "authors": ("sources/article-b/", "Author Person Q and A Byline"),
        "published": ("sources/article-b/", "Published 4 March 2023"),
        "modified": ("sources/article-b/", "Last changed 5 March 2023"),
        "accessed": ("sources/article-b/", "Read on 2 January 2026"),
        "url": ("sources/article-b/", "Address https://outlet-b.example/a?b=1&c=2"),
        "archived": ("sources/article-b/", "https://archive.example/copy"),
        "lang": ("sources/article-b/", "Language read English"),
        "country": ("sources/article-b/", "Country SY"),
        "derived_from": ("sources/original-d/", "whether it derives from another source is not known"),
        "read": ("sources/original-d/", "Not read. Known only through Title of the article of Outlet B…"),
        "caveats": ("sources/article-b/", "Translated. «النص مترجم» (Agency D)"),
        "because": ("sources/report-c/", "the editors say: The authors were there."),
        "snapshot": ("sources/report-c/", "Text as read not given"),
        "summary": ("sources/article-b/", "A summary of the article, about Group A."),
        "note": ("sources/article-b/", "Note A note on the article."),
        "formerly": ("sources/article-b-old/", "This page has moved: Title of the article of Outlet B…"),
    },
    "Derivation": {
        "source": ("sources/republication-b/", "Title of the article of Outlet B…"),
        "how": ("sources/republication-b/", "Source, web page, republication"),
        "did": ("sources/article-b/", "Untitled report by Agency D (translated and cut)"),
    },
    "Archived": {
        "url": ("sources/article-b/", "ftp://archive.example/other"),
        "captured": ("sources/article-b/", "captured 6 March 2023"),
    },
    "Snapshot": {
        "sha256": ("sources/article-b/", "SHA-256 000000000000000000000000000000000000000000000000000000000000000"),
        "media_type": ("sources/article-b/", "text/html"),
        "bytes": ("sources/article-b/", "12,345 bytes"),
        "captured": ("sources/article-b/", "taken 3 January 2026"),
        "extractor": ("sources/article-b/", "Its text was taken with extractor 1.2, rules 3"),
        "ignore": ("sources/article-b/", "Not taken as claims"),
    },
    "Ignored": {
        "line": ("sources/article-b/", "Lines 1 and 9: page furniture."),
        "to": ("sources/article-b/", "Lines 4 to 6:"),
        "words": ("sources/article-b/", "“Other <news>”: the headline of another article."),
        "why": ("sources/article-b/", "an advertisement."),
    },
    "Caveat": {
        "kind": ("claims/a-holds-e/", "Open list."),
        "text": ("claims/a-holds-e/", "One of several (“such as”)."),
        "by": ("claims/a-holds-e/", "Hearsay. «On nous l’a dit.» (Outlet B)"),
        "lang": ("claims/a-holds-e/", "«النص مترجم»"),
    },
    "Claim": {
        "id": ("claims/a-holds-e/", "Claim a-holds-e, from"),
        "text": ("claims/p-leads-a/", "فلان يقود المجموعة."),
        "mode": ("claims/a-plans/", "Reported plan:"),
        "citations": ("claims/a-holds-e/", "What it rests on"),
        "theme": ("groups/group-a/", "Territory"),
        "about": ("claims/b-holds-e/", "Claims about Group A, Group B and Place E"),
        "date": ("claims/a-holds-e/", "Date 2017 (year only)"),
        "seen": ("claims/a-holds-e/", "Reported first 2022 (year only), last March 2023 (month only)"),
        "relations": ("claims/a-holds-e/", "Read as Reported act: Group A holds Place E"),
        "caveats": ("groups/group-a/", "Open list. One of several (“such as”)."),
        "tension": ("claims/b-holds-e/", "In tension with this"),
        "answers": ("claims/a-denies/", "In answer to Reported act: Group B holds Place E."),
        "assessment": ("claims/a-holds-e/", "Credibility 3 of 6, possibly true."),
        "retracted": ("claims/a-withdrawn/", "Withdrawn on 1 March 2026: Misread. Do not quote it."),
        "note": ("claims/a-holds-e/", "A note on the claim, see the rival and Title of the article of Outlet B…."),
        "formerly": ("claims/a-held-e/", "This page has moved: the claim"),
    },
    "Seen": {
        "first": ("groups/group-a/", "first 2022 (year only)"),
        "last": ("groups/group-a/", "last March 2023 (month only)"),
    },
    "Assessment": {
        "credibility": ("groups/group-a/", "Credibility 3 of 6, possibly true"),
        "by": ("groups/group-a/", "Editor N,"),
        "on": ("groups/group-a/", "1 February 2026."),
        "why": ("claims/a-holds-e/", "Two reports disagree."),
        "likelihood": ("claims/a-holds-e/", "Likelihood roughly even chance, as the editors estimate it."),
    },
    "Retraction": {
        "on": ("groups/group-a/", "Withdrawn on 1 March 2026:"),
        "why": ("groups/group-a/", "Misread. Do not quote it."),
    },
    "Citation": {
        "source": ("claims/a-holds-e/", "Title of the article of Outlet B… Outlet B, page 10."),
        "quote": ("groups/group-a/", "“they hold the town”"),
        "lang": ("claims/p-leads-a/", "«فلان يقود»"),
        "translation": ("groups/group-a/", "“they do not hold it” (translated by the editors)"),
        "context": ("claims/a-holds-e/", "“Since spring they hold the town, it is said”"),
        "locator": ("groups/group-a/", "Outlet B, page 10;"),
        "quote_unavailable": ("claims/a-numbers/", "No quote: the report may not be quoted"),
        "supports": ("groups/group-a/", "Refutes: «ils ne la tiennent pas»"),
        "hedges": ("groups/group-a/", "hedged with “it is said” and “up to”"),
        "attribution": ("groups/group-a/", "Said by “two residents” (unnamed; from an earlier sentence)"),
        "rests_on": ("claims/a-holds-e/", "It names as its own: Untitled report (not read) and Untitled post."),
        "graded": ("groups/group-a/", "Graded by the source. Outlet B calls it “low confidence”."),
        "reading": ("groups/group-a/", "That “they” are Group A is our reading."),
        "ambiguous": ("claims/joint-number/", "Group A or both may be meant."),
        "caveats": ("groups/group-a/", "Hearsay. «On nous l’a dit.» (Outlet B)"),
    },
    "Translation": {
        "text": ("claims/a-holds-e/", "“they do not hold it”"),
        "by": ("claims/a-holds-e/", "(translated by the editors)"),
    },
    "Grade": {
        "words": ("claims/a-holds-e/", "“low confidence”"),
        "by": ("claims/a-holds-e/", "Outlet B calls it"),
    },
    "Ambiguity": {
        "words": ("groups/group-a/", "“they” may be"),
        "may_be": ("groups/group-a/", "Group A or some others."),
    },
    "Attribution": {
        "how": ("claims/a-holds-e/", "Source named in an earlier sentence."),
        "ascribed_to": ("groups/group-a/", "Words ascribed to Group A by Spokeswoman Y"),
        "chain": ("claims/a-holds-e/", "Who told whom"),
    },
    "Link": {
        "entity": ("groups/group-a/", "Agency D (presumed)"),
        "named": ("groups/group-a/", "Spokesman X (at a briefing)"),
        "anonymous": ("groups/group-a/", "“two residents” (unnamed"),
        "did": ("claims/a-holds-e/", "Told reporters."),
        "presumed": ("groups/group-a/", "(presumed)"),
        "note": ("claims/a-holds-e/", "At a briefing."),
    },
    "Relation": {
        "subject": ("groups/group-a/", "500 people (lower bound); Group A and Group B together"),
        "predicate": ("people/person-p/", "Reported to lead"),
        "object": ("groups/group-a/", "Reported to hold Place E"),
        "value": ("claims/a-numbers/", "Group A numbers many"),
        "jointly": ("claims/joint-number/", "Group A and Group B (together) numbers 500 people (lower bound)"),
        "either": ("places/place-g/", "Group A; Place G or Place E, not said which"),
    },
    "Value": {
        "number": ("claims/a-numbers/", "numbers 13,000"),
        "min": ("claims/a-numbers/", "numbers 12,000 to 15,000 people"),
        "max": ("claims/a-numbers/", "numbers 20,000 people (upper bound)"),
        "unit": ("claims/a-numbers/", "15,000 people"),
        "lat": ("claims/a-numbers/", "lies at 35.1,"),
        "lon": ("claims/a-numbers/", "36.2 (latitude, longitude)"),
    },
    "Kind": {
        "label": ("claims/what_words_mean/", "Armed group Several: armed groups."),
        "plural": ("claims/what_words_mean/", "Several: armed groups."),
        "note": ("claims/what_words_mean/", "A word for sorting."),
    },
    "Predicate": {
        "label": ("claims/what_words_mean/", "Leads The other way: is led by."),
        "inverse": ("claims/what_words_mean/", "The other way: is led by."),
        "heading": ("people/person-p/", "Reported to lead"),
        "inverse_heading": ("groups/group-a/", "Reported leader"),
        "note": ("claims/what_words_mean/", "As reported; since when is not said."),
    },
    "CaveatKind": {
        "label": ("claims/what_words_mean/", "Hearsay Heard at second hand."),
        "plural": ("claims/what_words_mean/", "Several: In tension with other claims."),
        "standing": ("claims/what_words_mean/", "Disputed At least one report"),
        "brief": ("claims/", "Not verified by its publisher"),
        "note": ("claims/what_words_mean/", "Nobody saw it."),
    },
    "Identifier": {
        "label": ("groups/group-a/", "Local list A-7"),
        "url": ("groups/group-a/", "https://www.wikidata.org/wiki/Q1"),
    },
    "EntityType": {
        "folder": ("events/event-h/", "Event H"),
        "singular": ("events/event-h/", "Event"),
        "plural": ("events/", "Events"),
        "like": ("events/event-h/", "To be listed here is not a finding against anybody."),
    },
}
NOT_FOR_READERS = {
    "translations": "they stand in the place of what they translate, in the edition of their language",
    "withheld": "what is withheld has no place at all",
    "maps": "words of other vocabularies, for exports",
    "icon": "for the theme's navigation",
    "pattern": "a check of what is typed",
    "of": "which types a kind is for",
    "glance": "whether a row is made at all",
    "symmetric": "which way a row is read",
}
NOT_A_PLACE = {
    "Language": "settings",
    "Options": "settings",
    "Vocabulary": "the list of what is above",
    "Fault": "no record",
}
ONLY_CHECKED = {("Predicate", "subject"), ("Predicate", "object"), ("Predicate", "mode")}


def records() -> Iterator[type[Record]]:
    for name in model.__all__:
        kind = getattr(model, name)
        if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record and name not in NOT_A_PLACE:
            yield kind


def test_every_field_of_every_record_has_a_place() -> None:
    """The list below names every field that the file format has, so that a new one cannot be forgotten."""
    fields = {(kind.__name__, field.name) for kind in records() for field in msgspec.structs.fields(kind)}
    placed = {(kind, field) for kind, places in PLACES.items() for field in places}
    assert placed == {pair for pair in fields if pair[1] not in NOT_FOR_READERS} - ONLY_CHECKED


@pytest.mark.parametrize(
    ("address", "expected"),
    [pytest.param(*place, id=f"{kind}.{field}") for kind, places in PLACES.items() for field, place in places.items()],
)
def test_every_field_is_shown(address: str, expected: str) -> None:
    """What stands in a field is read on the page where it belongs."""
    body = LexborHTMLParser(site()[address].body.replace("<", " <"))
    shown = re.sub(r" (?=[.,;:)”»…])|(?<=[(“«]) ", "", words(body))
    assert expected in shown


# Form.


@pytest.mark.parametrize("address", FRAMED)
def test_form_of_every_page(address: str) -> None:
    """One main heading, no id twice, headings that descend step by step, and an address behind every link."""
    page = tree(address)
    assert len(page.css("h1")) == 1
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    levels = [int((node.tag or "")[1]) for node in page.css("h1, h2, h3, h4, h5")]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    labelled = [node.attributes["aria-labelledby"] for node in page.css("[aria-labelledby]")]
    assert set(labelled) <= set(ids)
    assert "\0" not in site()[address].body


class Doubled(HTMLParser):
    """Notes each tag that has an attribute more than once, of which browsers take the first."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        if len(dict(attrs)) < len(attrs):
            self.tags.append(tag)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_element_has_an_attribute_twice(address: str) -> None:
    """Of an attribute that stands twice browsers keep one, whatever the other says."""
    doubled = Doubled()
    doubled.feed(site()[address].body)
    assert doubled.tags == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_lead_to_pages_and_anchors_of_the_site(address: str) -> None:
    """Every link is relative and leads to a page that is made, and its fragment to an anchor there."""
    base = "https://host.example/base/"
    for node in tree(address).css("a[href]"):
        link = node.attributes.get("href") or node.attributes.get("xlink:href") or ""
        if node.attributes.get("rel", "").startswith("external"):
            continue
        assert not re.match("/|[a-z]+:", link)
        target, _, anchor = urljoin(base + address, link).removeprefix(base).partition("#")
        assert target.partition("?")[0] in renderer().plan.by_address
        if anchor:
            assert tree(target).css_first(f'[id="{anchor}"]'), f"{address} → {link}"


@pytest.mark.parametrize("address", FRAMED)
def test_contents_are_the_second_headings(address: str) -> None:
    """The table of contents names the second headings of the page, in their order and words."""
    page = tree(address)
    assert site()[address].toc == tuple((node.attributes["id"], words(node)) for node in page.css("h2"))


FORBIDDEN = re.compile(r"\b(confirmed|proven|true|false|fake|(?<!not )verified)\b", re.IGNORECASE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_templates_never_say_that_something_is_so(address: str) -> None:
    """Words of certainty come from nobody but the credibility scale and from words that are quoted."""
    page = tree(address)
    scale = "claims/what_words_mean/"
    if address == scale:
        [node.decompose() for node in page.css('section[aria-labelledby="credibility_scale"]')]
    said = words(page).replace("possibly true", "").replace("has not verified this", "")
    assert not FORBIDDEN.findall(said)


# Caveats.


def fulls() -> Iterator[tuple[str, LexborNode]]:
    for address in site():
        for node in tree(address).css("article.claim"):
            yield node.attributes["id"] or "", node


def kinds(node: LexborNode) -> set[str]:
    marked = [node, *node.css("[data-caveat]")]
    return {kind for found in marked for kind in (found.attributes.get("data-caveat") or "").split()}


def test_a_claim_in_full_shows_every_caveat() -> None:
    """Own caveats stand in words, of inherited ones the worst; every kind that holds is named."""
    seen = set()
    for id, node in fulls():
        carried = renderer().claims.caveats.carried(id)
        assert kinds(node.css_first("ul.caveats")) == {caveat.kind for caveat in carried.all}
        shown = words(node.css_first("ul.caveats"))
        for caveat in carried.all:
            if not caveat.inherited or caveat is carried.chief:
                assert caveat.text in shown
            assert caveat.label.lower() in shown.lower()
        seen.add(id)
    assert seen >= {"a-holds-e", "joint-number", "attack-either", "p-leads-a"}


def test_the_page_of_a_claim_shows_every_caveat_word_for_word() -> None:
    """Nothing is shortened on the claim's own page."""
    for id in corpus().claims:
        shown = words(tree(f"claims/{id}/").css_first("header ul.caveats"))
        for caveat in renderer().claims.caveats.carried(id).all:
            assert caveat.label in shown
            assert caveat.text in shown


def test_a_short_row_names_every_kind_of_caveat() -> None:
    """A row of a list says in words what it marks, and marks every kind that holds."""
    for address in ("claims/", "claims/page_2/"):
        for id, node in zip(renderer().plan.by_address[address].rows, tree(address).css("article.brief"), strict=True):
            carried = renderer().claims.caveats.carried(id)
            trust = node.css_first(".trust")
            assert kinds(trust) == {caveat.kind for caveat in carried.all}
            said = words(trust).lower()
            assert all(caveat.brief.lower() in said or caveat.label.lower() in said for caveat in carried.all)


def test_caveats_stand_directly_under_the_statement() -> None:
    """Nothing stands between a statement and its caveats, and nothing but the chain above it."""
    for _, node in fulls():
        statement = node.css_first(".statement")
        assert statement.next is not None
        following = statement.next if statement.next.tag != "-text" else statement.next.next
        assert following is not None and following.attributes.get("class") == "caveats"
        before = [child.attributes.get("class") for child in node.css_first(".body").iter()]
        assert set(before[: before.index("statement")]) <= {"who", "why"}


def test_a_source_that_needs_no_caveat_says_why() -> None:
    """Where editors hold that a source needs no caveat, their reason stands where the caveat would."""
    assert "The source needs no caveat, the editors say: The authors were there." in words(
        tree("sources/report-c/").css_first("#a-numbers ul.caveats")
    )
    assert any("the editors say" in words(tree(page)) for page in ("claims/", "claims/page_2/"))


def test_that_none_is_recorded_is_said_alike_everywhere() -> None:
    """That its source needs none never reads as if the claim stood better than others that have none."""
    none = "No caveat recorded"
    assert none in words(tree("groups/group-a/").css_first("table.readings"))
    assert words(tree("sources/report-c/").css_first("#full_notice_lead strong")) == f"{none}."
    assert f"{none}; the source needs none, the editors say" in words(tree("claims/page_2/"))
    assert none in words(tree("claims/").css_first(".facets, form"))
    assert not any("No caveat needed" in page.body for page in site().values())


@pytest.mark.parametrize(
    ("claim", "line"),
    [
        ("a-holds-e", "Reported act, disputed, not verified: GA holds Place E, as before."),
        ("a-plans", "Reported plan, not verified: Group A is said to plan something at Place E."),
        ("p-wants", "Reported intent, not verified: Person P is said to want Place E."),
        ("a-motive", "Ascribed motive, not verified: Group A is said to act out of fear."),
        ("a-denies", "Reported denial, not verified: Group A denies that Group B holds Place E."),
        ("p-leads-a", "Reported state, hearsay: Person P leads Group A."),
        ("a-numbers", "Reported state: Group A numbers between 12000 and 15000 people, at most 20000."),
        ("a-withdrawn", "Withdrawn: reported act, not verified: Group A left Place E."),
    ],
)
def test_a_line_opens_with_mode_and_standing(claim: str, line: str) -> None:
    """In one line the standing comes first, so that cutting the end off never cuts the doubt off."""
    assert renderer().line(claim) == line
    assert site()[f"claims/{claim}/"].title == line


def test_expectations_hold_on_every_page() -> None:
    """What the inspection will demand beside each statement stands in every block that shows it."""
    assert renderer().expected.statements().keys() == corpus().claims.keys()
    expected = {id: renderer().expected.expectation(id) for id in corpus().claims}
    for id, node in fulls():
        for wordings in expected[id].caveats:
            assert any(wording.lower() in words(node).lower() for wording in wordings)
    for id, expectation in expected.items():
        assert expectation.line is not None
        line = renderer().line(id).lower()
        assert all(any(wording.lower() in line for wording in wordings) for wordings in expectation.line)


def test_the_inspection_finds_nothing_wrong(tmp_path: Path) -> None:
    """An independent reader finds each statement with its caveats, whatever state the claim is in."""
    for each in renderer().plan.pages:
        file = tmp_path / each.file
        file.parent.mkdir(parents=True, exist_ok=True)
        if not each.framed:
            file.write_text(renderer().render(each).body, "utf-8")
            continue
        page = site()[each.address]
        file.write_text(
            f'<!doctype html><html lang="en"><head>{HEAD.partition("<title>")[0]}<title>{escaped(page.title)}</title>'
            f'<meta name="description" content="{escaped(page.description)}"></head><body>{page.body}</body></html>'
        )
    (tmp_path / "index.html").write_text(f"<!doctype html><html lang=en>{HEAD}<h1>Home</h1></html>")
    expected = [renderer().expected.expectation(id) for id in corpus().claims]
    found = inspect(tmp_path, expected, corpus().settings.url, Budget())
    # Some records play at being templates, and are told from what was not filled in.
    assert found == []
    assert any("&#91;[group-a]] and" in page.body for page in site().values())


# What stands with what.


def test_claims_in_tension_share_a_frame_and_name_nobody_right() -> None:
    """Rivals on one dossier stand side by side, equally large; on the page of a source each has the other in it."""
    frame = tree("groups/group-a/").css_first("section.tension")
    assert [node.attributes["id"] for node in frame.css("article.claim")] == ["a-holds-e", "b-holds-e"]
    assert {node.tag for node in frame.css("article.claim > .body > .statement")} == {"h4"}
    assert "The editors have not chosen between them." in words(frame)
    assert "GA holds Place E" in words(tree("sources/article-b/").css_first("#b-holds-e section.beside"))


def test_what_is_in_tension_with_several_says_so(tmp_path: Path) -> None:
    """Title, list, page, citation and the inspection's demand tell of other claims, not of one other."""
    shutil.copytree(GOLDEN / "site", tmp_path / "site")
    rivals = [
        f"- {{id: {id}, text: '[[group-a]] was {id}.', mode: act{more}, citations: [{{source: report-c, quote: a}}]}}\n"
        for id, more in (("one", ", tension: [two, three]"), ("two", ""), ("three", ""))
    ]
    (tmp_path / "site/data/claims/more.yml").write_text("".join(rivals))
    found, problems = load(tmp_path / "site")
    assert problems == []
    made = renderer_of(found)
    claim = made.render(made.plan.by_address["claims/one/"])
    for said in (claim.title, claim.description, made.line("one")):
        assert "in tension with other claims" in said.lower() and "with another claim" not in said.lower()
    assert "In tension with other claims." in words(LexborHTMLParser(claim.body).css_first(".caveats"))
    assert ("In tension with other claims", "in tension with other claims") in {
        wordings[:2] for wordings in made.expected.expectation("one").caveats
    }
    assert "in tension with another claim" in made.line("two").lower()


def test_what_speaks_against_a_claim_is_said_once_with_what_was_written_of_it(tmp_path: Path) -> None:
    """A caveat that somebody wrote of the same kind is a part of the program's own, and in no line a second one."""
    shutil.copytree(GOLDEN / "site", tmp_path / "site")
    (tmp_path / "site/data/claims/more.yml").write_text(
        """\
- id: one
  text: "[[group-a]] was one."
  mode: act
  tension: [two, three]
  caveats:
    - {kind: denied, text: We never did., by: group-a}
    - {kind: in-tension, text: Both were asked, by: editors}
  citations: [{source: report-c, quote: so}]
- {id: two, text: "[[group-a]] was two.", mode: act, citations: [{source: report-c, quote: so}]}
- {id: three, text: "[[group-a]] was not.", mode: denial, answers: one, citations: [{source: report-c, quote: so}]}
"""
    )
    found, problems = load(tmp_path / "site")
    assert problems == []
    made = renderer_of(found)
    page = made.render(made.plan.by_address["claims/one/"])
    told = [words(node) for node in LexborHTMLParser(page.body).css(".caveats > li:not([data-caveat=hearsay])")]
    assert told[:2] == [
        "Denied. Another claim denies it. “We never did.” (Group A)",
        "In tension with other claims. Both were asked",
    ]
    assert [said.lower().count("denied") for said in (page.title, made.line("one"))] == [1, 1]
    assert page.description.startswith("Denied; in tension with other claims. Said by")
    expected = made.expected.expectation("one")
    assert [wordings[0] for wordings in expected.caveats[:2]] == ["Denied", "In tension with other claims"]
    assert len(expected.line or ()) == 1
    assert made.claims.caveats.carried("one").own_labels == ("in tension with other claims",)


def test_an_answer_stands_within_what_it_answers() -> None:
    """A denial stands in the claim that it denies, with chain, caveats and quote, and not once more below."""
    dossier = tree("groups/group-a/")
    answer = dossier.css_first("#b-holds-e section.answer")
    assert answer.attributes["id"] == "a-denies"
    assert words(answer.css_first("h5")) == "Group A answers"
    assert all(answer.css_first(part) for part in (".who", ".statement", ".caveats", "blockquote"))
    assert len(dossier.css("#a-denies")) == 1
    brief = [node for page in ("claims/", "claims/page_2/") for node in tree(page).css("article.brief")]
    assert any("denied by Group A" in words(node.css_first(".trust")) for node in brief)


def test_a_withdrawn_claim_is_boxed_struck_and_not_counted() -> None:
    """It says first that it was withdrawn; it cannot be copied or cited, and counts nowhere."""
    for node in (tree("groups/group-a/").css_first("#a-withdrawn"), tree("claims/a-withdrawn/").css_first("article")):
        assert "withdrawn" in (node.attributes["class"] or "").split()
        assert not node.css("button.copy, details.cite")
        assert words(node).index("Withdrawn on 1 March 2026") < words(node).index("Said by")
    assert "All 9 claims" in words(tree("groups/group-a/").css_first(".notice"))
    assert not any("a-withdrawn" in page.body for address, page in site().items() if address.startswith("search/"))


def test_nobody_is_made_an_informant_of_himself() -> None:
    """Words ascribed to somebody are not said by that person: others say that they were said."""
    who = tree("claims/p-wants/").css_first(".who")
    assert words(who).startswith("Words ascribed to Person P himself by “a friend” (unnamed) →")
    assert "Said by" not in words(who)


def test_hostile_names_stand_only_where_it_is_said_who_uses_them() -> None:
    """A hostile name is no name of the group in heads, lists, search or links."""
    assert "Slur A" not in words(tree("groups/group-a/").css_first("header"))
    assert "Used by Outlet C: Slur A" in words(tree("groups/group-a/"))
    others = [page for address, page in site().items() if address not in ("groups/group-a/", "groups/group-alpha/")]
    assert not any("Slur A" in page.body + page.title for page in others)
    assert "slur" not in "".join(page.body for address, page in site().items() if address.startswith("search/"))


def test_a_figure_about_several_is_never_printed_of_one() -> None:
    """Each member's dossier words a joint figure as one of all of them together."""
    for group in ("group-a", "group-b"):
        table = tree(f"groups/{group}/").css_first("table.readings")
        assert "500 people (lower bound); Group A and Group B together" in words(table)


def test_every_number_that_is_cut_is_said() -> None:
    """What does not fit above a statement is counted there, with a link to the page that has all of it."""
    claim = tree("groups/group-a/").css_first("#a-holds-e")
    assert "1 more quote" in words(claim)


# Languages.


def test_words_in_another_language_say_so() -> None:
    """Names, quotes, titles and caveats in another language carry it with its direction; the page's own do not."""
    head = tree("groups/group-a/").css_first(".title bdi[lang]")
    assert (head.attributes["lang"], head.attributes["dir"]) == ("ar", "rtl")
    quote = tree("claims/p-leads-a/").css_first("blockquote")
    assert (quote.attributes["lang"], quote.attributes["dir"]) == ("ar", "rtl")
    assert tree("sources/report-c/").css_first("h1").attributes["lang"] == "fr"
    assert "lang" not in tree("sources/article-b/").css_first("h1").attributes


def test_a_statement_in_several_languages_shows_the_sites_first() -> None:
    """The headline is in the language of the site; the others stand below it, above the caveats."""
    header = tree("claims/p-leads-a/").css_first("header")
    assert words(header.css_first("h1")) == "Reported state: Person P leads Group A."
    assert header.css_first("p.statement[lang=ar]").text() == "فلان يقود المجموعة."


# Safety.

PAYLOADS = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "[[group-a]] ![[claim:a]]",
    "</script></style><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<!-- ]]> &lt;b&gt;",
)


def poisoned(payload: str) -> Corpus:
    """Return the golden corpus with the payload in every literal text that its records hold."""

    def text(record: Record) -> Record:
        fields = {}
        for field in msgspec.structs.fields(type(record)):
            value = getattr(record, field.name)
            if isinstance(value, Record):
                fields[field.name] = text(value)
            elif isinstance(value, tuple):
                fields[field.name] = tuple(text(item) if isinstance(item, Record) else item for item in value)
            elif field.name in LITERAL and isinstance(value, str):
                fields[field.name] = payload
        return record.changed(**fields)

    found = corpus()
    entities = {id: text(record) for id, record in found.entities.items()}
    sources = {id: text(record) for id, record in found.sources.items()}
    claims = {id: text(record).changed(text=record.text) for id, record in found.claims.items()}
    return Corpus(found.settings, found.vocabulary, entities, sources, claims, found.homes)  # type: ignore[arg-type]


COORDINATES = re.compile(r' (?:[xyd]|transform|viewbox)="[^"]*"|"at":\[[^]]*\]')
"""Where things stand in a picture."""
LITERAL = {
    *("name", "text", "title", "quote", "context", "locator", "url", "because", "rationale", "origin", "words", "did"),
    *("note", "why", "anonymous", "named", "summary", "reading", "quote_unavailable", "theme", "unit", "country"),
}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_markup(payload: str) -> None:
    """Whatever is typed into names, titles, quotes, caveats, notes and addresses stays text."""
    made = renderer_of(poisoned(payload))
    # The page of the search has a form, and nothing of the records; its shards are data.
    for page in [page for page in documents(made) if page.section != "search/"]:
        rendered = made.render(page)
        body = LexborHTMLParser(rendered.body)
        assert not body.css("script, style, img, iframe, object, base, form, input")
        assert body.css("svg") == body.css("figure.picture > svg, figure.map > svg")
        for node in body.css("*"):
            assert not [name for name in node.attributes if name.startswith("on")]
            for name in ("href", "src", "content"):
                assert not re.match(r"\s*(javascript|data|vbscript):", node.attributes.get(name) or "", re.IGNORECASE)
        assert "49" not in COORDINATES.sub("", rendered.body.replace("2049", ""))


def test_claims_allow_inline_markdown_and_nothing_else(tmp_path: Path) -> None:
    """Emphasis, code and links of the web are markup in a statement; HTML and other links are text."""
    shutil.copytree(GOLDEN / "site", tmp_path / "site")
    statement = (
        "[[group-a]] *did* `it` <b>now</b> [here](https://host.example/) [there](javascript:alert(1)) "
        "[more](data:text/html,x) <img src=x onerror=alert(1)> ![image](https://host.example/x.png)"
    )
    (tmp_path / "site/data/claims/more.yml").write_text(
        f"- id: more\n  text: '{statement}'\n  mode: act\n  citations: [{{source: report-c, quote: so}}]\n"
    )
    found, problems = load(tmp_path / "site")
    assert problems == []
    made = renderer_of(found)
    body = LexborHTMLParser(made.render(made.plan.by_address["groups/group-a/2/"]).body)
    shown = next(node for node in body.css(".statement") if "now" in node.text())
    assert {node.tag for node in shown.css("*")} <= {"h3", "span", "a", "bdi", "em", "code"}
    assert [node.attributes.get("href") for node in shown.css("a") if "host" in (node.attributes.get("href") or "")]
    assert "<b>now</b>" in shown.text()
    assert not [node for node in shown.css("a") if re.match("javascript|data", node.attributes.get("href") or "")]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://host.example/a", True),
        ("http://host.example", True),
        ("HTTPS://HOST.EXAMPLE/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://host.example/a", False),
        ("//host.example/a", False),
        ("http://[malformed", False),
        ("https://", False),
        ("host.example/a", False),
        ("https://host.example/a b", False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, linked: bool) -> None:
    """An address is kept as it was published; it becomes a link only where a browser may follow it."""
    shown = LexborHTMLParser(str(renderer().inline.url(url)))
    assert shown.text() == url
    assert bool(shown.css("a")) == linked


@pytest.mark.parametrize("value", ["plain", "<&>\"'", Markup("<b>"), 7, None, Markup("<b>").join(["a", "b"])])
def test_values_areescaped_as_jinja_does(value: object) -> None:
    """The quicker way to escape gives what the library's own gives."""
    assert escaped(value) == escape(value)


# Size.


def markup(node: LexborNode) -> int:
    """Return the bytes of a node's markup, without those of its words."""
    return len((node.html or "").encode()) - len(node.text().encode())


def test_markup_stays_within_its_budget() -> None:
    """A claim in full with one citation has at most 2.2 kB of markup, a short row 0.7 kB; what is in it is extra."""
    for id, node in fulls():
        if len(corpus().claims[id].citations) == 1:
            for extra in node.css("section"):
                extra.decompose()
            assert markup(node) <= 2200
    for address in site():
        for node in tree(address).css("article.brief"):
            assert markup(node) <= 700


# The renderer's other products.


def test_an_embedded_claim_fits_any_hand_written_page() -> None:
    """An embedded claim has no anchors that could be there twice, links that fit its depth, and its id for paper."""
    for address, start in (("", "claims/"), ("reports/2023/", "../../claims/")):
        embedded = LexborHTMLParser(renderer().embed(address, "claim", "b-holds-e", 3))
        assert embedded.css_first(".record article.claim").attributes["data-id"] == "b-holds-e"
        assert not embedded.css("[id]")
        assert embedded.css_first(".claim > .actions > a.permalink").attributes["href"] == f"{start}b-holds-e/"


@pytest.mark.parametrize(("rank", "expected"), [(2, ["h2", "h3", "h3"]), (4, ["h4", "h5", "h5"]), (6, ["h6"] * 3)])
def test_an_embedded_claim_has_headings_of_the_rank_of_its_place(rank: int, expected: list[str]) -> None:
    """Its statement has the rank that it is given; answers and rivals in it stand one below, as far as there is one."""
    embedded = LexborHTMLParser(renderer().embed("", "claim", "b-holds-e", rank))
    assert [heading.tag for heading in embedded.css("h1, h2, h3, h4, h5, h6")] == expected
    assert "statement" in (embedded.css_first(f"h{rank}").attributes["class"] or "")


def test_a_hit_of_a_claim_carries_its_standing() -> None:
    """A claim is one hit, which opens with its mode; its words on trust stand in the same record."""
    docs = [doc for shard in (0, 1) for doc in renderer().shard(f"docs/{shard}")]
    (hit,) = [doc for doc in docs if doc["href"] == "claims/b-holds-e/"]
    assert hit["k"] == "Reported act"
    assert hit["w"].startswith("Not verified by its publisher")
    assert hit["w"][: hit["b"]] == "Not verified"
    assert len({doc["n"] for doc in docs}) == len({doc["href"] for doc in docs}) == len(docs)


def test_a_closed_dossier_says_so_wherever_it_is_taken_along() -> None:
    """Its title begins with it, and the sentence stands first in its description, in its hit, and in each entry."""
    page = site()["groups/old-group/"]
    said = "This dossier was closed on 3 February 2026: It is another name of Group A. This dossier has no claim yet."
    assert page.title == "Closed: Old Group: no claim yet"
    assert page.description.startswith(f"{said} ")
    (hit,) = [doc for shard in (0, 1) for doc in renderer().shard(f"docs/{shard}") if doc["s"] == "Old Group"]
    assert (hit["w"], hit["w"][: hit["b"]]) == (said, said)
    cited = [words(node) for node in tree("groups/old-group/").css("#cite_this .citation, #cite_this .entry")]
    assert [text for text in cited if "Closed: Old Group" not in text.replace("{", "")] == []
    assert [said in text for text in cited] == [False, False, False, True, True, True]


def test_foot_links_only_to_what_the_site_has(tmp_path: Path) -> None:
    """The record's file is linked where the site says where it is edited; without that nothing is."""
    links = [node.attributes["href"] for node in tree("groups/group-a/").css("footer a")]
    assert links == ["https://host.example/edit/data/groups/group-a.yml", "https://host.example/report"]
    shutil.copytree(GOLDEN / "site", tmp_path / "site")
    config = tmp_path / "site/mkdocs.yml"
    config.write_text(re.sub(r"    (edit|report)_url: .*\n", "", config.read_text()))
    made = renderer_of(load(tmp_path / "site")[0])
    assert not LexborHTMLParser(made.render(made.plan.by_address["groups/group-a/"]).body).css("footer a")


def test_a_redirect_leads_on_without_a_frame_and_without_a_statement() -> None:
    """A page that moved is a document of its own, unknown to search engines, and says no more than where to."""
    page = site()["claims/a-held-e/"]
    moved = LexborHTMLParser(page.body)
    assert not page.page.framed
    assert moved.css_first("meta[http-equiv=refresh]").attributes["content"] == "0; url=../../claims/a-holds-e/"
    assert moved.css_first("meta[name=robots]").attributes["content"] == "noindex"
    assert moved.css_first("link[rel=canonical]").attributes["href"] == (
        "https://dossiers.example/base/claims/a-holds-e/"
    )
    assert "holds" not in words(moved)


def test_a_later_page_of_a_source_is_numbered_in_the_language_of_its_edition() -> None:
    """Its title is a sentence of the catalogue, as those of later pages of dossiers and lists are."""
    options = corpus().settings.options.changed(claims_per_page=1)
    settings = replace(corpus().settings, language="ar", options=options)
    made = renderer_of(replace(corpus(), digests={}, words=words_of("ar"), settings=settings))
    later = [page for page in made.plan.pages if page.template == "source" and page.part == 2]
    titles = [made.render(page).title for page in later]
    assert titles and all(title.endswith("، الصفحة 2") and "page" not in title for title in titles)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stop", [".", "؟", "…"])
def test_no_sentence_has_two_full_stops(stop: str, language: str) -> None:
    """Names, titles, labels and caveats that end as a sentence does end the sentences of pages with one full stop."""

    def ended(record: Record, *fields: str) -> Record:
        given = {name: getattr(record, name) for name in fields}
        return record.changed(**{name: f"{text}{stop}" for name, text in given.items() if isinstance(text, str)})

    def open(words: object) -> object:  # prose that ends with a link has its own full stop behind it
        if isinstance(words, dict):
            return {lang: open(text) for lang, text in words.items()}
        return re.sub(r"(\]\]|\))\.", r"\1", words) if isinstance(words, str) else words

    entities = {
        id: ended(entity, "name").changed(names=tuple(ended(name, "text") for name in entity.names))
        for id, entity in corpus().entities.items()
    }
    sources = {
        id: ended(source, "title").changed(summary=open(source.summary), note=open(source.note))
        for id, source in corpus().sources.items()
    }
    claims = {id: claim.changed(text=open(claim.text), note=open(claim.note)) for id, claim in corpus().claims.items()}
    kinds = {name: ended(kind, "label", "brief") for name, kind in corpus().vocabulary.caveats.items()}
    made = renderer_of(
        replace(
            corpus(), digests={}, entities=entities, sources=sources, claims=claims, words=words_of(language),
            vocabulary=corpus().vocabulary.changed(caveats=kinds),
            settings=replace(corpus().settings, language=language),
        )
    )  # fmt: skip
    twice = re.compile(rf".*{re.escape(stop)}[”»\u2069]*\.(?!\w)")
    for page in map(made.render, documents(made)):
        said = re.sub(r"</(p|li|[dt][dth]|h\d|figcaption|text)>", "\n", page.body)
        assert not twice.findall(LexborHTMLParser(said).text()), page.page.address
        assert not twice.findall(page.description), page.page.address


def test_withheld_records_and_fields_leave_no_trace(tmp_path: Path) -> None:
    """What is withheld stands on no page, in no title and in no search entry."""
    shutil.copytree(GOLDEN / "site", tmp_path / "site")
    data = tmp_path / "site/data"
    (data / "groups/hidden.yml").write_text("name: Hidden Group\nwithheld: true\n")
    (data / "groups/group-b.yml").write_text("name: Group B\nnote: Hidden note\nwithheld: [note]\n")
    found, problems = load(tmp_path / "site")
    assert problems == []
    made = renderer_of(published(found))
    whole = "".join(as_golden(made.render(page)) for page in made.plan.pages)
    assert "Hidden" not in whole
    assert "hidden" not in {page.subject for page in made.plan.pages}


def test_a_sites_own_template_comes_before_the_programs(tmp_path: Path) -> None:
    """A template in the site's folder takes the place of the program's one of the same name."""
    (tmp_path / "words.html").write_text('<article class="record"><h1>Own</h1></article>')
    made = renderer_of(corpus(), tmp_path)
    assert "Own" in made.render(made.plan.by_address["claims/what_words_mean/"]).body
    assert "Group A" in made.render(made.plan.by_address["groups/group-a/"]).body


def test_a_template_that_names_what_does_not_exist_fails(tmp_path: Path) -> None:
    """A misspelt name in a template is an error, not a hole in the page."""
    (tmp_path / "words.html").write_text("{{ page.adress }}")
    made = renderer_of(corpus(), tmp_path)
    with pytest.raises(DossierError, match=r"words\.html:1: .* 'Page' object has no attribute 'adress'"):
        made.render(made.plan.by_address["claims/what_words_mean/"])


def test_a_page_depends_on_nothing_that_was_rendered_before() -> None:
    """Pages rendered in another order, by another renderer, are the same byte for byte."""
    other = renderer_of(corpus())
    pages: list[Page] = sorted(documents(other), key=lambda page: page.address, reverse=True)
    assert {page.address: other.render(page).body for page in pages} == {a: page.body for a, page in site().items()}


def accept() -> None:
    """Write every golden page as it is made now."""
    shutil.rmtree(GOLDEN / "expected", ignore_errors=True)
    for address, page in ((page.address, renderer().render(page)) for page in documents(renderer())):
        file = golden_file(address)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_golden(page), "utf-8")


if __name__ == "__main__":
    accept()
