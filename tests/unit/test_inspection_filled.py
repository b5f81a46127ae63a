"""The quick reading of filled pages: it sees what the parser sees, and never calls a page sound that is not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.inspection import Budget, Expectation, Inspector, PageFacts, Statements, filled
from generator.inspection.attributes import EMBED
from generator.inspection.document import Document, laid_flat
from generator.inspection.folding import words
from generator.inspection.page import HOLLOW, LEAK_SIGNS
from generator.inspection.scan import Scanner
from tests.corpora import HEAD

GOLDEN = Path(__file__).parent.parent / "golden"
EXPECTED = GOLDEN / "pages" / "expected"
# Of the pages with an explorer, which is a form in a template, a site has one.
PAGES = sorted(
    set(EXPECTED.rglob("*.html"))
    - {EXPECTED / "network.html", EXPECTED / "search.html"}
    - set(EXPECTED.rglob("*.js.html"))
)
WHOLE = f"<!doctype html><html><head>{HEAD}</head><body>{{}}</body></html>"
MARKING = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "i", "kbd", "label", "mark", "s", "samp",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "br", "img", "wbr",
}  # fmt: skip


def parsed(html: str) -> Document:
    root = LexborHTMLParser(html).root
    assert root is not None
    document = laid_flat(root)
    return replace(document, texts=[words(text) for text in document.texts])


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

    Where one shows what looks like a template, only the parser can tell whether that was typed so. The page of the
    search has a form and templates of its own: it is one page, and goes to the parser.
    """
    if path == GOLDEN / "pages" / "expected" / "search.html":
        return
    body = re.sub(r"&#(?:91|123);", "(", path.read_text("utf-8").partition("\n-->\n")[2])
    assert body.startswith("<!doctype html>") or same(WHOLE.format(body))


NAMES = [
    "article", "section", "div", "p", "ul", "li", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "a", "b", "span", "q",
    "blockquote", "figure", "figcaption", "table", "tbody", "tr", "td", "button", "details", "summary", "nav", "br",
    "hr", "img", "title", "head", "body", "main", "header", "footer", "bdi", "code", "caption", "label",
    "svg", "g", "path", "text", "fieldset", "legend",
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


@given(st.lists(st.one_of(OPENED, CLOSED, WORDS), max_size=9))
@settings(max_examples=600, deadline=None)
def test_any_soup_in_a_drawing_is_refused_or_read_as_the_parser_reads_it(pieces: list[str]) -> None:
    """What stands in an SVG follows rules of its own, which plain markup never puts to the test."""
    same(WHOLE.format(f'<figure><svg><a href="x"><title>t</title>{"".join(pieces)}</a></svg></figure>'))


def test_a_drawing_is_plain() -> None:
    """Lines, words and links with titles, as pictures of relations have them, need no parser."""
    drawn = (
        '<svg viewbox="0 0 9 9"><a xlink:href="#x"><title>a</title><text x="1">b</text><path d="M0 0"></path></a></svg>'
    )
    assert same(WHOLE.format(f"<figure>{drawn}<figcaption>c</figcaption></figure>"))


@given(nested())
@settings(max_examples=600, deadline=None)
def test_nested_elements_are_refused_or_read_as_the_parser_reads_them(html: str) -> None:
    """Elements that may not stand within each other, or that close each other, are not plain."""
    same(WHOLE.format(html))


A = Expectation("a", "Group A took the depot.", (("Not verified",),))
FRAME = (
    f'<!doctype html><html lang="en"><head>{HEAD.partition("<title>")[0]}<meta name="description" content="',
    '"><link rel="canonical" href="',
    '"><title>', '</title><link rel="stylesheet" href="../../assets/site.css"></head><body dir="ltr"><a class="skip" '
    'href="', '">Skip</a><header><nav id="top_nav"><a href="../.." title="Home">Home</a><a href="../">Up</a><span>',
    '</span></nav></header><div class="sidebar" hidden><nav><ul>', '</ul></nav></div><script type=x>"<p>"</script>'
    '<main><article>', "</article></main></body></html>",
)  # fmt: skip
VALUES = (
    "About", "https://example.org/claims/a/", "Not verified: A took the depot", "#says", "A",
    '<li><a href="#says">Says</a></li>',
    '<h1 id="says">Group A took the depot.</h1><p>Not verified.</p>'
    '<p><a href="../b/">B</a> <a href="../../x/#y">y</a></p>',
)  # fmt: skip


def filled_in(values: tuple[str, ...]) -> bytes:
    return "".join(part for pair in zip(FRAME, (*values, ""), strict=True) for part in pair).encode()


def read(inspector: Inspector, address: str, values: tuple[str, ...]) -> PageFacts:
    return inspector.read_filled(address, FIXED, values, filled_in(values))


FIXED = tuple(part.encode() for part in FRAME)


def comparable(facts: PageFacts) -> tuple[object, ...]:
    return facts.address, facts.problems, sorted(facts.targets), sorted(facts.anchors), sorted(facts.ids.split("\n"))


def whole(address: str, values: tuple[str, ...]) -> PageFacts:
    return Inspector(Statements.of([A]), "https://example.org/").read_page(address, filled_in(values))


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


def test_a_frame_is_learned_when_another_page_comes_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many frames have one page, and of these nothing but the page is read."""
    inspector, learned = Inspector(Statements.of([A]), "https://example.org/"), []
    core_of = filled.core_of
    monkeypatch.setattr(filled, "core_of", lambda texts: learned.append(texts) or core_of(texts))
    for name, times in (("first", 0), ("second", 1), ("third", 1)):
        read(inspector, f"claims/{name}/index.html", VALUES)
        assert len(learned) == times, name


def test_a_frame_that_was_learned_is_known_under_other_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who goes on after an inspection knows its frames; but one that holds a statement now is read whole again."""
    first = Inspector(Statements.of([A]), "https://example.org/")
    read(first, "claims/first/index.html", VALUES)
    other = Expectation("b", "Group B left", (("not verified",),))
    second = Inspector(Statements.of([A, other]), "https://example.org/")
    second.take_over(first)
    monkeypatch.setattr(Inspector, "_read", None)  # the whole page is not read
    quick = read(second, "claims/second/index.html", VALUES)
    bare = (*VALUES[:6], VALUES[6].replace("Not verified.", "Group B left."))
    with pytest.raises(TypeError):
        read(second, "claims/third/index.html", bare)
    monkeypatch.undo()
    assert comparable(quick) == comparable(whole("claims/second/index.html", VALUES))
    in_frame = Expectation("c", "Home", (("not verified",),))
    third = Inspector(Statements.of([A, in_frame]), "https://example.org/")
    third.take_over(second)
    (problem,) = read(third, "claims/second/index.html", VALUES).problems
    assert problem.code == "I004"


def test_tags_that_were_read_are_read_again_where_they_hold_a_statement_now() -> None:
    """Who goes on after an inspection knows its tags, as long as none of the new statements stands in one."""
    values = (*VALUES[:6], VALUES[6] + '<p title="Group B left">x</p>')
    last = Inspector(Statements.of([A]), "https://example.org/")
    for name in ("first", "second", "third"):
        read(last, f"claims/{name}/index.html", values)
        read(last, f"claims/{name}-bare/index.html", (*VALUES[:6], '<h1><b title="Group A took the depot">A</b></h1>'))
        inspector = Inspector(Statements.of([A]), "https://example.org/")
        inspector.take_over(last)
        last = inspector
    assert last._filled._scanners, "they are known"
    other = Expectation("b", "Group B left", (("not verified",),))
    inspector = Inspector(Statements.of([A, other]), "https://example.org/")
    inspector.take_over(last)
    (problem,) = read(inspector, "claims/fourth/index.html", values).problems
    assert problem.code == "I004"


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
    "other host in a style": (6, VALUES[6] + '<p style="background: url(https://elsewhere.org/x.png)">x</p>'),
    "other host in a list": (6, VALUES[6] + '<img alt="" srcset="../a.png 1x, https://elsewhere.org/x.png 2x">'),
    "bare in an attribute": (6, VALUES[6] + '<p title="Group A took the depot">x</p>'),
    "bare in markup in an attribute": (6, VALUES[6] + '<p title="Group &lt;b&gt;A&lt;/b&gt; took the depot">x</p>'),
    "bare in markup in the head": (0, "Group &lt;b&gt;A&lt;/b&gt; took the depot"),
    "bare in an address": (6, VALUES[6] + '<a href="mailto:?subject=Group%20A%20took%20the%20depot">x</a>'),
    "bare in one of an element with words": (6, VALUES[6] + '<a title="a b" href="?q=Group+A+took+the+depot">x</a>'),
    "bare around a mark": (6, VALUES[6] + '<aside>Group A took<sup><a href="#says">1</a></sup> the depot</aside>'),
    "bare in a drawing": (
        6,
        VALUES[6] + '<figure><svg><a xlink:href="#says"><title>Group A took the depot</title></a></svg></figure>',
    ),
    "nowhere from a drawing": (6, VALUES[6] + '<figure><svg><a xlink:href="#gone"><text>A</text></a></svg></figure>'),
    "out of the site": (6, VALUES[6] + '<a href="../../../x/">x</a>'),
    "not filled": (6, VALUES[6] + "<p>{{ view.x }}</p>"),
    "hollow": (6, VALUES[6] + "<p>None</p>"),
    "left over": (6, VALUES[6] + "<p>SENTINEL</p>"),
    "handler": (6, VALUES[6] + '<p onclick="go()">x</p>'),
    "style": (6, VALUES[6] + '<p style="color: red">x</p>'),
    "inline script": (6, VALUES[6] + "<script>go()</script>"),
    "link that tells": (6, VALUES[6] + '<a href="https://elsewhere.org/">x</a>'),
    "link that tells, with a relation": (6, VALUES[6] + '<a rel="external" href="https://elsewhere.org/">x</a>'),
    "embed": (6, VALUES[6] + '<div data-dossier-embed="claim:a"></div>'),
    "too large": (6, VALUES[6] + f"<p>{'x' * 3000}</p>"),
}


def test_a_value_that_is_not_closed_is_not_plain() -> None:
    """A tag with an odd number of quotation marks is left to the parser."""
    assert not same(WHOLE.format('<p><img src="https://elsewhere.org/ alt=""></p>'))


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
        ["<div><p>Group A took the depot.</p><article><h2>x</h2></article></div><p>Not verified.</p>"],
    ],
    ids=["bare", "second bare", "twice", "id of the page", "bare beside it", "leads nowhere", "not filled", "heading"],
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


B = Expectation("b", "Group B burned the bridge.", (("Not verified",), ("Disputed",)), line=(("Not verified",),))
FRAGMENTS = [
    '<article id="c{n}">\n<h3>Group A took <bdi>the depot</bdi>.</h3>\n<p>Not verified.</p>\n</article>',
    "<article><p>Act: Group B burned the bridge.</p>\n<p><b>Not verified</b>; disputed</p></article>",
    '<section>\n<h2 id="h{n}">Part</h2>\n<p>Disputed <a href="../b/">b</a></p>\n</section>',
    '<ul>\n<li>Not verified: Group A took the depot.</li>\n<li><a href="../../x/#y">Group B</a></li>\n</ul>',
    "<table><tbody>\n<tr><th>Group B burned the bridge.</th><td>Not verified. Disputed.</td></tr>\n</tbody></table>",
    "<figure>\n<blockquote>“Group A took the depot”</blockquote>\n<figcaption>Not verified.</figcaption>\n</figure>",
    "<section><article><h4>Group A took the depot.</h4><p>Not verified &amp; old</p></article>\n<p>x</p></section>",
    "<p>Not verified. Disputed.</p>",
    "<p>Not <span>verified</span></p>",
]
FAULTY = [
    '<p id="h0">x</p>', '<a href="javascript:x()">x</a>', '<img src="https://elsewhere.org/x.png" alt="">', "\n",
    "&copy", "<p>{{ x }}</p>", "<p>None</p>", '<p title="Group A took the depot">x</p>', '<a href="#gone">x</a>',
    "<h2>x</h2>", "<h1>Again</h1>", "<p>", "</p>", "<div>", "</div>", "<div hidden>", "<b>", "</b>", "<blockquote>",
    "</article>", "<", "<article>", "<br>", "<details>", "<!-- x -->", "Group A took the depot.",
    "Group B burned the bridge.",
    "<div><p>Group B burned the bridge.</p><p>Not verified.</p><details><summary>x</summary>Disputed</details></div>",
]  # fmt: skip
FEW = frozenset({"h3 in article", "p in article", "li", "title", "div in nav"})
KINDS = {
    "few": FEW,
    "many": FEW | {"h1 in article", "h4 in article", "th in tr", "blockquote in article"},
    "none": frozenset[str](),
}


def of_kind(address: str) -> frozenset[str]:
    return KINDS[address.split("/")[1]]


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Return the body of a page of fragments that other pages have too, with up to two changes somewhere in it."""
    chosen = draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6))
    body = '<article>\n<h1 id="says">A page</h1>\n' + "\n".join(
        fragment.replace("{n}", str(number)) for number, fragment in enumerate(chosen)
    )
    body += "\n</article>"
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(body)))
        match draw(st.sampled_from(["put in", "put in", "cut", "drop a caveat", "turn around"])):
            case "put in":
                body = body[:at] + draw(st.sampled_from(FAULTY)) + body[at:]
            case "cut":
                body = body[:at] + body[at + draw(st.integers(1, 12)) :]
            case "drop a caveat":
                found = [one.start() for one in re.finditer("Not verified|Disputed", body)]
                if found:
                    start = draw(st.sampled_from(found))
                    body = body[:start] + body[start + 9 :]
            case "turn around":
                body = "\n".join(draw(st.permutations(body.split("\n"))))
    return body


SEEN_BEFORE = Inspector(Statements.of([A, B]), "https://example.org/", leaks=["SENTINEL"], places=of_kind)


@given(
    body=bodies(),
    kind=st.sampled_from(["many", "many", "many", "few", "none"]),
    title=st.sampled_from(["A", "Not verified: Group A took the depot"]),
)
@settings(max_examples=1500, deadline=None)
@example(body='<article id=""><h1 id="says">A page</h1></article>', kind="many", title="A")
def test_any_page_is_told_as_if_it_had_been_read_whole(body: str, kind: str, title: str) -> None:
    """Whatever was read before, and whatever a page has lost or got, its facts are those that the parser finds."""
    assert read(SEEN_BEFORE, "claims/many/first/index.html", VALUES).problems == ()
    values = (*VALUES[:2], title, *VALUES[3:6], body)
    address = f"claims/{kind}/page/index.html"
    quick = read(SEEN_BEFORE, address, values)
    slow = Inspector(Statements.of([A, B]), "https://example.org/", leaks=["SENTINEL"], places=of_kind)
    assert comparable(quick) == comparable(slow.read_page(address, filled_in(values)))


@pytest.mark.parametrize("raw", ["./", ".", "../page/", "?x", "#", "../../../claims/many/page/", "../../many/page"])
def test_a_page_that_leads_to_itself_is_told_as_if_it_had_been_read_whole(raw: str) -> None:
    """However a page names itself, it asks for no other file, whether it was filled in or read whole."""
    assert read(SEEN_BEFORE, "claims/many/first/index.html", VALUES).problems == ()
    body = f'<article>\n<h1 id="says">A page</h1>\n<p><a href="{raw}">Here</a></p>\n</article>'
    address, values = "claims/many/page/index.html", (*VALUES[:6], body)
    quick = read(SEEN_BEFORE, address, values)
    slow = Inspector(Statements.of([A, B]), "https://example.org/", leaks=["SENTINEL"], places=of_kind)
    assert comparable(quick) == comparable(slow.read_page(address, filled_in(values)))
    assert address not in quick.targets


@pytest.mark.parametrize(
    "sign", [*LEAK_SIGNS, "&#123;&#123;", f"{EMBED}=", ">", "\r", "\f", "\0", "&copy", "<!-- x -->"]
)
def test_signs_that_only_the_parser_can_judge_are_not_plain(sign: str) -> None:
    """What may not have been filled in, or is not the same to every parser, is refused in texts and in attributes."""
    assert same(WHOLE.format('<p title="x">x</p>'))
    assert not same(WHOLE.format(f"<p>x {sign} y</p>"))
    assert not same(WHOLE.format(f'<p title="x {sign} y">x</p>'))


@pytest.mark.parametrize("word", HOLLOW)
def test_a_text_that_is_hollow_is_not_plain(word: str) -> None:
    """A name for nothing goes to the parser where it is the whole of a text, and is a word among others."""
    assert not same(WHOLE.format(f"<p>&nbsp;{word}\n</p>"))
    assert same(WHOLE.format(f"<p>{word} of them</p>"))


def test_elements_within_each_other_without_end_are_not_plain() -> None:
    """Depth costs what depth costs, and no more."""
    assert same(WHOLE.format("<div>" * 50 + "x" + "</div>" * 50))
    assert not same(WHOLE.format("<div>" * 3000 + "x" + "</div>" * 3000))
    assert not same(WHOLE.format("<p>" + "<b>" * 3000 + "x" + "</b>" * 3000 + "</p>"))


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pages differ in all they hold, no memory grows with them, and they are read alike."""
    monkeypatch.setattr("generator.inspection.scan._REMEMBERED", 60)
    monkeypatch.setattr("generator.inspection.scan._MOVES", 150)
    for name in ("_KEPT_CARDS", "_KEPT_WAYS", "_KEPT_MOVES", "_KEPT_DEPTHS"):
        monkeypatch.setattr(f"generator.inspection.filled.{name}", 3)
    inspector = Inspector(Statements.of([A]), "https://example.org/")
    assert read(inspector, "claims/first/index.html", VALUES).problems == ()
    for number in range(128):
        card = CARD.format(f"a{number}", f"<p>Not verified.</p><p>{number}</p>")
        names = ["div" if bit == "0" else "section" for bit in f"{number:07b}"]
        links = f'<p><a href="../x{number}/">{number}</a> <a href="y{number}/">y</a></p>'
        opened, closed = "".join(f"<{name}>" for name in names), "".join(f"</{name}>" for name in reversed(names))
        values = with_cards(f"{opened}{card}{links}{closed}")
        address = f"claims/{'a/' * (number % 6 if number > 99 else 0)}{number}/index.html"
        assert read(inspector, address, values).problems == whole(address, values).problems
        for what, (size, limit) in remembered(inspector).items():
            assert size <= limit, what


def remembered(inspector: Inspector) -> dict[str, tuple[int, int]]:
    """Return how much each memory of an inspector holds, and how much it may after a page."""
    filled = inspector._filled
    sizes = {name: (len(getattr(filled, name)), 3) for name in ("_cards", "_ways", "_moves", "_scanners")}
    for depth, scanner in filled._scanners.items():
        pieces, states = scanner._pieces, scanner._states
        sizes |= {
            f"pieces {depth}": (pieces.remembered, 60 + 60),
            f"forms {depth}": (len(pieces._tags._forms), 60 + 60),
            f"states {depth}": (len(states), 150 + 60),
            f"moves {depth}": (states.moves, 150 + 60),
            f"ways {depth}": (len(filled._ways.get(depth, ())), 3),
        }
    return sizes


def test_addresses_that_lead_elsewhere_from_each_page_are_followed_from_each() -> None:
    """What leads into a page's own folder, or out of it, is not taken from a page before, even one at another depth."""
    inspector = Inspector(Statements.of([A]), "https://example.org/")
    links = '<a href="y/">y</a> <a href="../c/">c</a> <a href="../../z/">z</a> <a href="?x#says">x</a>'
    values = (*VALUES[:6], VALUES[6] + f"<p>{links}</p>")
    for address in [
        f"{name}/index.html" for name in ("claims/k", "claims/l", "claims/m", "groups/k", "groups/k/l", "groups/k/m")
    ]:
        assert comparable(read(inspector, address, values)) == comparable(whole(address, values))


@pytest.mark.parametrize(
    "html",
    [
        "<table>x</table>",
        "<table><tbody><tr>x<td>y</td></tr></tbody></table>",
        "<table><tbody>\u00a0</tbody></table>",
        "<table><tbody><tr><td>x</td></tr> y</tbody></table>",
        "<p>x<div>y</div></p>",
        "<ul><li>x<ul><p>y</li></ul></ul>",
        "<a href='x'>x</a>",
        '<p><a href="x">x <b><a href="y">y</a></b></a></p>',
    ],
)
def test_words_and_elements_that_a_parser_would_move_are_not_plain(html: str) -> None:
    """Where a parser takes something out of its place, only the parser can tell where it stands."""
    assert not same(WHOLE.format(html))


@pytest.mark.parametrize("name", ["a", "b", "small", "span", "time"])
@pytest.mark.parametrize("how", ["hidden", 'aria-hidden="true"', "popover"])
def test_words_that_nobody_sees_in_a_line_are_not_plain(name: str, how: str) -> None:
    """What only marks words is no element to the scan: it would take a caveat in it for one that is seen."""
    assert same(WHOLE.format(f"<p>x <{name}>y</{name}></p>"))
    assert not same(WHOLE.format(f"<p>x <{name} {how}>y</{name}></p>"))


def test_tabs_are_not_plain() -> None:
    """What a tab shows is seen only while that is open, which the parser is told."""
    assert same(WHOLE.format('<div class="tabs"><p>x</p></div>'))
    assert not same(WHOLE.format('<div class="tabbed-block"><p>x</p></div>'))


@pytest.mark.parametrize(
    ("seen", "unseen"),
    [
        ('<g transform="translate(12 9)"><text x="8">y</text></g>', '<g transform="scale(0)"><text>y</text></g>'),
        ('<text x="-9">y</text>', '<text x="-9999">y</text>'),
        ('<text fill="red">y</text>', '<text fill="none">y</text>'),
    ],
)  # fmt: skip
def test_words_that_a_drawing_puts_away_are_not_plain(seen: str, unseen: str) -> None:
    """Drawings of pages have places for all they show, and a place far away hides it."""
    for role in ("group", "list"):
        assert same(WHOLE.format(f'<figure><svg role="{role}">{seen}</svg></figure>'))
    assert not same(WHOLE.format(f"<figure><svg>{unseen}</svg></figure>"))
    assert not same(WHOLE.format(f'<figure><svg role="img">{seen}</svg></figure>'))
