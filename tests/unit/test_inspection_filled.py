"""The quick reading of filled pages: it sees what the parser sees, and never calls a page sound that is not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.inspection import Budget, Expectation, Inspector, PageFacts, Statements
from generator.inspection.document import Document, laid_flat
from generator.inspection.scan import Scanner
from generator.inspection.statements import fold, spaced

GOLDEN = Path(__file__).parent.parent / "golden"
PAGES = sorted((GOLDEN / "pages" / "expected").rglob("*.html"))
WHOLE = "<!doctype html><html><head><title>x</title></head><body>{}</body></html>"
MARKING = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "label", "mark", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "br", "img", "wbr",
}  # fmt: skip


def parsed(html: str) -> Document:
    root = LexborHTMLParser(html).root
    assert root is not None
    document = laid_flat(root)
    return replace(document, texts=[spaced(fold(text)) for text in document.texts])


def begun(document: Document) -> list[int]:
    """Return the elements of a document."""
    return [n for n in range(1, len(document.texts)) if document.holder(n) == n]


def blocks(document: Document) -> list[tuple[str, str, bool]]:
    """Return each element but those that only mark words: its name, its words, whether they are its own."""
    return [
        (document.tags[n].name, "".join(document.words_without(n, (), document.texts).split()), n in document.apart)
        for n in begun(document)
        if document.tags[n].name not in MARKING | {"hr", "link", "meta"}
    ]


def homes(document: Document) -> list[tuple[str, list[str]]]:
    """Return each text that is not blank with the names of the elements around it, marking ones left out."""
    found = []
    for number, text in enumerate(document.texts):
        path = [document.tags[element].name for element in document.path(document.holder(number))]
        if text:
            found.append((text, [name for name in path if name not in MARKING]))
    return found


def same(html: str) -> bool:
    """Check that what is scanned equals what is parsed; tell whether it was plain enough to be scanned."""
    scanned = Scanner(lambda said: said).scan(html.removeprefix("<!doctype html>"))
    if scanned is None:
        return False
    tree = parsed(html)
    assert blocks(scanned.document) == blocks(tree)
    assert homes(scanned.document) == homes(tree)
    assert scanned.tight == [text.replace(" ", "") for text in scanned.document.texts]
    return True


@pytest.mark.parametrize("path", PAGES, ids=[str(path.relative_to(GOLDEN)) for path in PAGES])
def test_pages_of_this_program_are_plain(path: Path) -> None:
    """Every kind of page that the program makes is read quickly, and as the parser reads it.

    Where one shows what looks like a template, only the parser can tell whether that was typed so.
    """
    body = re.sub(r"[{\[]([{%\[])", r"(\1", path.read_text("utf-8").partition("\n-->\n")[2])
    assert body.startswith("<!doctype html>") or same(WHOLE.format(body))


NAMES = [
    "article", "section", "div", "p", "ul", "li", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "a", "b", "span", "q",
    "blockquote", "figure", "figcaption", "table", "tbody", "tr", "td", "button", "details", "summary", "nav", "br",
    "hr", "img", "title", "head", "body", "main", "header", "footer", "bdi", "code", "caption", "label",
]  # fmt: skip
OPENED = st.builds(
    lambda name, more: f"<{name}{more}>",
    st.sampled_from(NAMES),
    st.sampled_from(["", "", "", " hidden", ' id="x"', ' open=""', ' title="a &gt; b"']),
)
CLOSED = st.builds(lambda name: f"</{name}>", st.sampled_from(NAMES))
WORDS = st.sampled_from(["x", "one two", " ", "a &amp; b", "&copy", ">", "<", "\n", "&#8217;", "…"])


@pytest.mark.parametrize("html", ["</body><body>x", "</body></html><html><body>x"])
def test_a_second_body_is_not_plain(html: str) -> None:
    """A parser has one body, whatever is written."""
    assert not same(WHOLE.format(html))


@given(st.lists(st.one_of(OPENED, CLOSED, WORDS), max_size=12))
@settings(max_examples=600, deadline=None)
def test_any_soup_is_refused_or_read_as_the_parser_reads_it(pieces: list[str]) -> None:
    """Markup that a parser would change is not plain, and what is plain is read alike."""
    same(WHOLE.format("".join(pieces)))


@st.composite
def nested(draw: st.DrawFn, depth: int = 4) -> str:
    """Return elements that are closed where they were opened, allowed in each other or not."""
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        if not depth or draw(st.booleans()):
            parts.append(draw(WORDS.filter(lambda words: words not in ("<", ">", "&copy"))))
        else:
            name = draw(st.sampled_from([name for name in NAMES if name not in ("br", "hr", "img")]))
            parts.append(f"<{name}{draw(st.sampled_from(['', '', ' hidden']))}>{draw(nested(depth - 1))}</{name}>")
    return "".join(parts)


@given(nested())
@settings(max_examples=600, deadline=None)
def test_nested_elements_are_refused_or_read_as_the_parser_reads_them(html: str) -> None:
    """Elements that may not stand within each other, or that close each other, are not plain."""
    same(WHOLE.format(html))


A = Expectation("a", "Group A took the depot.", (("Not verified",),))
FRAME = (
    '<!doctype html><html lang="en"><head><meta name="description" content="', '"><link rel="canonical" href="',
    '"><title>', '</title><link rel="stylesheet" href="../../assets/site.css"></head><body dir="ltr"><a class="skip" '
    'href="', '">Skip</a><header><nav id="top_nav"><a href="../.." title="Home">Home</a><a href="../">Up</a><span>',
    '</span></nav></header><div class="sidebar" hidden><nav><ul>', '</ul></nav></div><script>var x = "<p>"</script>'
    '<main><article>', "</article></main></body></html>",
)  # fmt: skip
VALUES = (
    "About", "https://example.org/claims/a/", "Not verified: A took the depot", "#says", "A",
    '<li><a href="#says">Says</a></li>',
    '<h1 id="says">Group A took the depot.</h1><p>Not verified.</p>'
    '<p><a href="../b/">B</a> <a href="../../x/#y">y</a></p>',
)  # fmt: skip


def read(inspector: Inspector, address: str, values: tuple[str, ...]) -> PageFacts:
    fixed = FIXED
    data = "".join(part for pair in zip(FRAME, (*values, ""), strict=True) for part in pair).encode()
    return inspector.read_filled(address, fixed, values, data)


FIXED = tuple(part.encode() for part in FRAME)


def comparable(facts: PageFacts) -> tuple[object, ...]:
    return facts.address, facts.problems, sorted(facts.targets), sorted(facts.anchors), sorted(facts.ids.split("\n"))


def whole(address: str, values: tuple[str, ...]) -> PageFacts:
    data = "".join(part for pair in zip(FRAME, (*values, ""), strict=True) for part in pair).encode()
    return Inspector(Statements.of([A]), "https://example.org/").read_page(address, data)


def test_a_filled_page_shows_what_the_whole_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first page of a frame others are read by what is their own, with the same facts."""
    inspector = Inspector(Statements.of([A]), "https://example.org/")
    read(inspector, "claims/first/index.html", VALUES)
    monkeypatch.setattr(Inspector, "_read", None)  # the whole page is not read any more
    for name in ("a", "c"):
        values = (*VALUES[:6], VALUES[6].replace("../b/", f"../{name}/"))
        address = f"claims/{name}x/index.html"
        quick = read(inspector, address, values)
        monkeypatch.undo()
        assert comparable(quick) == comparable(whole(address, values))
        monkeypatch.setattr(Inspector, "_read", None)


FAULTS = {
    "bare claim": (6, VALUES[6].replace("Not verified.", "")),
    "bare title": (2, "Group A took the depot"),
    "bare description": (0, "Group A took the depot"),
    "bare in the contents": (5, '<li><a href="#says">Group A took the depot.</a></li>'),
    "no title": (2, ""),
    "two headings": (6, VALUES[6] + "<h1>Again</h1>"),
    "empty heading": (6, '<h1 id="says"></h1>'),
    "own anchor missing": (3, "#nowhere"),
    "contents lead nowhere": (5, '<li><a href="#gone">Says</a></li>'),
    "doubled id": (6, VALUES[6] + '<p id="says">x</p>'),
    "id of the frame": (6, VALUES[6] + '<p id="top_nav">x</p>'),
    "script address": (6, VALUES[6] + '<a href="javascript:x()">x</a>'),
    "other host": (6, VALUES[6] + '<img src="https://elsewhere.org/x.png">'),
    "out of the site": (6, VALUES[6] + '<a href="../../../x/">x</a>'),
    "not filled": (6, VALUES[6] + "<p>{{ view.x }}</p>"),
    "hollow": (6, VALUES[6] + "<p>None</p>"),
    "left over": (6, VALUES[6] + "<p>SENTINEL</p>"),
    "embed": (6, VALUES[6] + '<div data-dossier-embed="claim:a"></div>'),
    "too large": (6, VALUES[6] + f"<p>{'x' * 3000}</p>"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_any_slot_is_found(fault: str) -> None:
    """Whatever is amiss in a filled page is told as if the page had been read whole."""
    slot, value = FAULTS[fault]
    values = (*VALUES[:slot], value, *VALUES[slot + 1 :])
    inspector = Inspector(Statements.of([A]), "https://example.org/", Budget(page=2000), leaks=["SENTINEL"])
    sound = read(inspector, "claims/first/index.html", VALUES)
    assert sound.problems == ()
    assert read(inspector, "claims/second/index.html", values).problems != ()


CARD = '<article id="{0}"><h3>Group A took the depot.</h3>{1}<p><a href="../../x/#y">y</a></p></article>'


def with_cards(*cards: str) -> tuple[str, ...]:
    own = f'<article><h1 id="says">A page</h1><section>{"".join(cards)}</section></article>'
    return (*VALUES[:6], own)


def test_a_card_seen_before_is_not_read_again_and_counts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound card on a second page, at another depth too, gives its anchors and the places that it leads to."""
    inspector = Inspector(Statements.of([A]), "https://example.org/")
    read(inspector, "claims/first/index.html", with_cards(CARD.format("a", "<p>Not verified.</p>")))
    card = CARD.format("a", "<p>Not verified.</p>")
    monkeypatch.setattr(Inspector, "_read", None)
    quick = read(inspector, "claims/second/index.html", with_cards(card))
    monkeypatch.undo()
    assert comparable(quick) == comparable(whole("claims/second/index.html", with_cards(card)))


@pytest.mark.parametrize(
    "cards",
    [
        [CARD.format("a", "")],
        [CARD.format("a", "<p>Not verified.</p>"), CARD.format("b", "")],
        [CARD.format("a", "<p>Not verified.</p>")] * 2,
        [CARD.format("says", "<p>Not verified.</p>")],
        [CARD.format("a", "<p>Not verified.</p>"), "<p>Group A took the depot.</p>"],
        [CARD.format("a", '<p>Not verified. <a href="#gone">x</a></p>')],
        [CARD.format("a", "<p>Not verified. {{ x }}</p>")],
    ],
    ids=["bare", "second bare", "twice", "id of the page", "bare beside it", "leads nowhere", "not filled"],
)
def test_a_fault_in_or_beside_a_card_is_found(cards: list[str]) -> None:
    """A card that was sound elsewhere lends nothing to its neighbours, and a faulty one is found wherever it stands."""
    inspector = Inspector(Statements.of([A]), "https://example.org/")
    sound = read(inspector, "claims/first/index.html", with_cards(CARD.format("a", "<p>Not verified.</p>")))
    assert sound.problems == ()
    assert read(inspector, "claims/second/index.html", with_cards(*cards)).problems != ()


def test_a_card_in_a_place_that_is_not_registered_is_found() -> None:
    """A card that may stand on one sort of page is told on another, though it was read before."""
    places = {"claims/first/index.html": frozenset({"h3 in article", "title", "div in nav"})}
    inspector = Inspector(
        Statements.of([A]), "https://example.org/", places=lambda address: places.get(address, frozenset({"title"}))
    )
    card = with_cards(CARD.format("a", "<p>Not verified.</p>"))
    assert read(inspector, "claims/first/index.html", card).problems == ()
    assert {p.code for p in read(inspector, "claims/second/index.html", card).problems} == {"I011"}
