"""Inspection: each planted fault is found where it is, and a sound site gives no alarm."""

from __future__ import annotations

import json
import pickle
import re
import shutil
import tracemalloc
from base64 import b64encode
from functools import partial
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.exports.sitemap import sitemap
from generator.inspection import Budget, Expectation, Inspector, Prior, inspect
from generator.inspection.addresses import Destination, Home, Where, css_addresses, srcset_addresses
from generator.inspection.facts import Findings
from generator.inspection.folding import words
from generator.inspection.leaks import Leaks
from generator.inspection.records import bare_in_head, bare_in_json, bare_in_lines
from generator.inspection.statements import Statements
from generator.inspection.styles import SAMPLE
from generator.markup import escaped
from tests.corpora import HEAD

GOLDEN = Path(__file__).parent.parent / "golden" / "inspection"
PAGES = GOLDEN.parent / "pages" / "expected"
FAULTS = sorted((GOLDEN / "faults").glob("*.json"))
SITE_URL = "https://example.org/dossiers/"
UNVERIFIED = ("Not verified", "unverified")


def expectations() -> list[Expectation]:
    def caveats(lists: list[list[str]]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(wordings) for wordings in lists)

    return [
        Expectation(
            e["claim"], e["statement"], caveats(e["caveats"]), None if e["line"] is None else caveats(e["line"])
        )
        for e in json.loads((GOLDEN / "expectations.json").read_text(encoding="utf-8"))
    ]


def inspected(root: Path) -> list[str]:
    problems = inspect(root, expectations(), SITE_URL, Budget(page=2000), leaks=["SENTINEL"])
    return [f"{p.spot.file}:{p.spot.line}:{p.spot.column} {p.code} {p.message}" for p in problems]


def test_sound_site() -> None:
    """A site that keeps all promises gives no problem."""
    assert inspected(GOLDEN / "sound") == []


@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_planted_fault(path: Path, tmp_path: Path) -> None:
    """The sound site with one fault planted gives exactly the problems of this fault."""
    fault = json.loads(path.read_text(encoding="utf-8"))
    shutil.copytree(GOLDEN / "sound", tmp_path / "site")
    file = tmp_path / "site" / fault["file"]
    text = file.read_text(encoding="utf-8")
    assert text.count(fault["old"]) == 1
    file.write_text(text.replace(fault["old"], fault["new"]), encoding="utf-8")
    assert inspected(tmp_path / "site") == fault["problems"]


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("what?.md", "; a ? in the name of a file is written %3F"),
        ("a#b.md", "; a # in the name of a file is written %23"),
        ("../a/what?.html#b", "; a ? in the name of a file is written %3F"),
        ("gone.md#heading", ""),
        ("gone.css?v=1.2", ""),
        ("gone/?b=c/d.md", ""),
    ],
)
def test_a_sign_that_ends_an_address_is_named(raw: str, hint: str) -> None:
    """Whoever types the name of a file that has such a sign in it is told how an address has that sign."""
    findings = Findings("index.html", raw)
    findings.missing_file("gone", raw)
    assert [problem.hint for problem in findings.problems] == [f'the address here is "{raw}"{hint}']


def test_every_code_has_a_fault() -> None:
    """No code of the inspection is without a planted fault."""
    codes = {problem.split()[1] for path in FAULTS for problem in json.loads(path.read_text())["problems"]}
    assert codes == {f"I{number:03}" for number in range(1, 16) if number != 11}


@pytest.mark.parametrize(
    "css",
    [
        ".caveats{display:none}", ".record ul { visibility: hidden }", ".caveats small{content-visibility:hidden}",
        "@media print { .x, [data-caveat] { opacity: 0 !important } }", ".standing { padding: 0; font-size: 0px; }",
        ".caveats:hover { opacity: 0% }", "[dir=rtl] .notice p { text-indent: -9999px }", ".trust{color:transparent}",
        "[data-md-color-scheme=slate] .caveats { clip-path: inset(50%) }", ".brief > p + p { transform: scale(0) }",
        ".record { color: red; & .caveats { display: none } }", ".caveats { clip: rect(0 0 0 0); b { color: red } }",
        "li:nth-child(1) { position: absolute; left: -99999px }", "/* { */ .readings td:last-child { display: none }",
        "[data-caveat='responsibility'] { display: none }", "li[data-caveat~=reading]{display:none}",
        "[ data-caveat ^= d ] { display: none }", ".trust:not([data-caveat=unverified]) { display: none }",
        ".caveats:not(:hover) { opacity: 0 }", ".caveats:not(.x, .y:focus) { opacity: 0 }",
        ".caveats:is(:hover, :focus) { opacity: 0 }", ".caveats::first-line { font-size: 0 }",
        "\ufeff.caveats { display: none }", "<!-- .caveats { display: none } -->", ".caveats { display: none",
        ".caveats { color: red; @media print { display: none } }", ".caveats { b { color: red } display: none }",
        ".caveats { &:hover { display: none } }", ".caveats { &:not(:hover) { display: none } }",
        ".head { > .caveats { display: none } }", ".caveats { .record & { display: none } }",
        ".record { .x, .head { .caveats { display: none } } }", ".caveats { @media print { & li { opacity: 0 } } }",
        ".caveats:is(.x, .caveats:not(:is(.y, .z))) { display: none }", ".caveats { content: '}'; display: none }",
        ".x { content: '/*' } .caveats { display: none } .y { content: '*/' }", ".caveats { display: no\\6e e }",
        ".caveats { displa\\y: none }", ".x:not(.a, .b), .caveats { display: none }",
        ".x { background: url(data:image/png;base64,{) } .caveats { display: none }",
        ":root { --x: none } .caveats { display: var(--x) }", ".caveats { display: var(--y, none) }",
        "#__drawer:checked ~ .md-container .caveats { opacity: 0 }", "body:has(.x > :checked) .caveats { opacity: 0 }",
        "@supports (x: y) { @layer a { .caveats { opacity: 0 } } }", ".caveats:not(:popover-open) { display: none }",
        "@scope (.caveats) { :scope { display: none } }", "@scope (.record, .brief) to (.x) { ul { display: none } }",
        "@scope (.card) { :scope > .standing { opacity: 0 } }", ".caveats:defined { display: none }",
        ".x:fullscreen ~ .y, body:not(:fullscreen) .caveats:not(:state(a)) { display: none }",
    ],
)  # fmt: skip
def test_style_that_hides_caveats(css: str) -> None:
    """A rule that hides a caveat is told however its selector is written, and whenever it holds."""
    problems = Inspector(Statements.of([])).read_page("assets/own.css", css.encode()).problems
    assert [problem.code for problem in problems] == ["I014"]


@pytest.mark.parametrize(
    "declaration",
    [
        "filter: blur(1px) opacity(0)", "-webkit-text-fill-color: transparent", "color: rgba(0, 0, 0, 0)",
        "color: rgb(0 0 0 / 0%)", "color: #0000", "color: #00000000", "opacity: -1", "opacity: 0e0", "opacity: .0",
        "scale: 0", "transform: scale(0.0)", "transform: rotate(9deg) scale3d(0, 0, 0)", "font: 0/0 a",
        "font: italic 600 0px/1 serif", "transform: translateX(-9999px)", "transform: translate(0, -100vh)",
        "translate: -9999px", "margin-left: -9999px", "margin: 0 0 0 -9999px", "left: -999px", "left: -100vw",
        "top: -100%", "inset: auto auto auto -9999px", "left: -99em", "left: 9999px", "top: 100vh",
        "transform: translateX(9999px)", "transform: rotateX(90deg)", "transform: matrix(0, 0, 0, 0, 0, 0)",
        "clip-path: polygon(0 0, 0 0, 0 0)", "clip-path: inset(0 100% 0 0)", "clip-path: ellipse(0 9px)",
        "-webkit-clip-path: inset(100%)", "-webkit-transform: scale(0)", "mask: linear-gradient(#0000, transparent)",
        "color: oklch(0 0 0 / 0)", "opacity: .01", "opacity: calc(0)", "opacity: 1%", "font-size: 1px", "scale: 1 0",
        "font-size: max(0px, 0em)", "font-size: .001em", "filter: blur(99px)", "height: 0; overflow: hidden",
        "overflow: clip; max-height: 1px",
        "content: url(a.svg)", "content: -webkit-image-set('a.png' 1x)", "content: linear-gradient(red, red)",
        "-webkit-text-security: disc", "text-indent: 9999px",
        "text-indent: 100%; white-space: nowrap; overflow: hidden",
        "clip-path: xywh(0 0 0 0)", "clip-path: rect(0 0 0 0)",
        "width: 0 !important; overflow-x: hidden !important", "block-size: 0; overflow: auto hidden",
        "scale: .01", "scale: 1 1%", "transform: scale(.02)", "transform: matrix(.01, 0, 0, .01, 0, 0)",
        "color: rgb(0 0 0 / 1%)", "max-height: 0; overflow: auto", "height: 0; overflow-y: scroll",
        "contain: strict", "contain: layout size; overflow: hidden", "contain: size paint",
        "font-size: calc(1px - 1px)", "opacity: calc(2 * 0.5 - 1)", "font-size: min(1em, 0px)", "scale: clamp(0, 1, 0)",
        "height: calc(100% - 100%); overflow: hidden", "left: calc(1px - 9999px)", "left: max(-9999px, -8888px)",
        "font-size: calc((2px - 1px) * 0)", "font-size: .1em", "display: table-column", "height: 2px; overflow: clip",
        "clip-path: path('M0 0')", "clip-path: path(evenodd, '')", "clip-path: shape(from 0 0)", "clip-path: url(#a)",
        "mask: url(a.svg)", "mask: linear-gradient(transparent 0 0)", "transform: rotateY(.25turn)",
        "rotate: x 100grad",
        "transform: skewX(90deg)", "filter: blur(2em)", "filter: contrast(0)", "letter-spacing: -1em",
        "word-spacing: -99px", "text-decoration: red line-through", "speak: never", "interactivity: inert",
    ],
)  # fmt: skip
def test_declaration_that_hides_caveats(declaration: str) -> None:
    """Words are out of sight where they are clear, of no size, or far outside of the page."""
    css = f".caveats {{ color: red; {declaration} !important; margin: 0 }}"
    problems = Inspector(Statements.of([])).read_page("assets/own.css", css.encode()).problems
    assert [problem.code for problem in problems] == ["I014"]


@pytest.mark.parametrize(
    "css",
    [
        ".caveats { opacity: .9; font-size: 0.9em; background-color: transparent; left: -1px }",
        ".caveats::before, .caveats ~ p, .caveats:not(.caveats) { display: none }", ".kicker{display:none}",
        ".caveats { --display: none; display: block }", ".md-nav ul { display: none }", ".record [hidden]{clip: auto}",
        ".record [hidden] { display: none }", "@keyframes in { from { opacity: 0 } }",
        "@media print { a.jump, .caveats .jump { display: none } }", ".notice ~ .x:not(:hover) { display: none }",
        ".caveats { color: rgb(0, 0, 0); font: 400 .9em/0 serif; scale: 1; transform: scale(.5) translate(-50%) }",
        ".caveats { margin: -20px; filter: opacity(.9); color: #000; left: calc(0px - 1000px + 1000px) }",
        ".md-nav { b { color: red } display: none } .x { y { display: none } } .caveats { color: #f00 }",
        ".md-nav { ul, & li { display: none } }", ".md-content { .x & { display: none } &:hover > nav { opacity: 0 } }",
        ".caveats { height: 0 } .caveats { max-height: 9em; overflow: hidden }", ".caveats { opacity: 50% }",
        ":root { --x: none } .caveats { display: var(--y, block); left: 999px; margin: 0 auto 100px; top: 100% }",
        ".caveats { font-size: .8rem; clip-path: inset(0 1%); clip-path: polygon(0 0, 9px 0, 0 9px); zoom: 1 }",
        ".x { --x: '.caveats { display: none }' } /* .caveats { display: none }", ".caveats { filter: blur(1px) }",
        ".caveats li::before { content: url(a.svg) }", ".caveats::after { content: 'x' }",
        ".caveats { text-indent: 100%; padding: 0 }", ".caveats { text-indent: 2em; overflow: hidden }",
        ".caveats { clip-path: rect(0 100px 100px 0); -webkit-text-security: none }",
        ".caveats { contain: content; scale: 10%; color: rgb(0 0 0 / 50%) }", ".caveats { contain: inline-size paint }",
        ".caveats { transform: scale(.1); overflow: auto }", ".caveats { contain: size }",
        ".caveats { left: calc(100% - 9px); width: calc(100% - 2em); font-size: clamp(1rem, 2vw, 2rem) }",
        ".caveats { clip-path: path('M0 0h9v9h-9z'); letter-spacing: -.01em; text-decoration: underline }",
        "@scope (.x) { :scope, ul { display: none } }", "@scope (.caveats) { :scope::before { display: none } }",
        ".caveats { mask: none; clip-path: none; filter: contrast(.5) blur(.1em); transform: rotateX(20deg) }",
    ],
)  # fmt: skip
def test_style_that_hides_something_else(css: str) -> None:
    """What is styled and not hidden, or hidden and no caveat, is nobody's fault."""
    assert Inspector(Statements.of([])).read_page("assets/own.css", css.encode()).problems == ()


def test_the_sample_shows_caveats_as_pages_do() -> None:
    """Whatever element pages show a caveat in, of whatever class, stands in the sample that selectors are tried on."""
    shown = {kind for page in PAGES.rglob("*.html") for kind in _caveat_elements(page.read_text(encoding="utf-8"))}
    assert shown
    assert shown - _caveat_elements(SAMPLE) == set()


def _caveat_elements(html: str) -> set[tuple[str | None, str | None]]:
    found = LexborHTMLParser(html).css(".caveats, .standing, .notice, [data-caveat]")
    return {(node.tag, node.attributes.get("class")) for node in found}


def codes(html: str, *wanted: Expectation, address: str = "page/index.html") -> list[str]:
    page = f"<!doctype html><html><head>{HEAD}</head><body>{html}</body></html>"
    return [
        problem.code
        for problem in Inspector(Statements.of(wanted), SITE_URL).read_page(address, page.encode()).problems
    ]


HILLS = Expectation("hills", "Al-Bari’s group moved “them” to the Café.", (UNVERIFIED,))
LONG = Expectation("long", "Group A moved its people to the hills.", (UNVERIFIED,))
SHORT = Expectation("short", "Group A moved its people", (("Disputed",),))


@pytest.mark.parametrize(
    "shown",
    [
        "Al-Bari’s group moved “them” to the Café.",
        'AL-BARI\'S GROUP MOVED "THEM" TO THE CAFÉ',
        "Al‑Bari's\n  group&nbsp;moved «them» to the Cafe\u0301",
        "<bdi>Al-<wbr>Ba\u00adri</bdi>’s <a href='#'>gr<b>ou</b>p</a> moved <q>them</q> to <i>the</i> \u2068Café\u2069",
        "Reported act:Al-Bari’s group moved them to the Café; see there",
        "<span>act</span><span>Al-Bari’s group moved “them” to the Café</span><span>x</span>",
        "al–bari&#8217;s group moved &ldquo;them&rdquo; to the caf&eacute;",
        "Al-Bari’s \u061cgr\u034foup\ufe0f mo\u2062ved “them” t\u180eo the Café",
        "Ａｌ－Ｂａｒｉ＇ｓ ｇｒｏｕｐ moved “them” to the Café",
    ],
)
def test_a_statement_is_found_by_its_words(shown: str) -> None:
    """Markup, white space, quotation marks, dashes, capitals and invisible signs do not hide a statement."""
    assert codes(f"<section><p>{shown}</p></section>", HILLS) == ["I004"]
    assert codes(f"<section><p>{shown}</p><p>Not verified.</p></section>", HILLS) == []


@pytest.mark.parametrize(
    "shown",
    [
        "Al-Bari’s group moved “them” to the Cafés",
        "XAl-Bari’s group moved “them” to the Café",
        "Al-Bari’s group moved to the Café",
    ],
)
def test_other_words_are_no_statement(shown: str) -> None:
    """A statement is found as whole words only."""
    assert codes(f"<section><p>{shown}</p></section>", HILLS) == []


def test_the_longer_statement_wins() -> None:
    """A statement that is part of a longer one on the page is not shown there, and does not ask for its caveats."""
    assert codes("<section><p>Group A moved its people to the hills. Not verified.</p></section>", LONG, SHORT) == []
    assert codes("<section><p>Group A moved its people. Not verified.</p></section>", LONG, SHORT) == ["I004"]
    assert codes("<section><p>Group A moved its people. Disputed.</p></section>", LONG, SHORT) == []


ACROSS = Expectation("across", "Fighters of group A took the depot at night.", ())
WITHIN = Expectation("within", "Took the depot at night.", (UNVERIFIED,))


def test_a_statement_across_two_texts_hides_none_within_one() -> None:
    """What stands in one text of a record is shown there, even if its end and the text before make a longer one."""
    parts = ["Fighters of group A", "took the depot at night."]
    statements = Statements.of([ACROSS, WITHIN])
    assert [lack.claim for lack in bare_in_json({"who": parts[0], "did": parts[1]}, statements)] == ["within"]
    assert [lack.claim for lack in bare_in_lines(parts, statements)] == ["within"]
    assert codes(f"<section><p>{'</p><p>'.join(parts)}</p></section>", ACROSS, WITHIN) == []


_TEXTS = st.lists(st.text("aeiou kqxz1.é", min_size=1, max_size=40).filter(lambda text: text.strip(" .")), min_size=1)


@given(_TEXTS, _TEXTS, st.data())
@settings(max_examples=300, deadline=None)
def test_any_statement_is_found_by_itself(texts: list[str], earlier: list[str], data: st.DataObject) -> None:
    """However statements are alike, short, or without a sign that is rare, each is found where it stands alone.

    What was known of those that there were before changes nothing.
    """
    expected = {str(number): Expectation(str(number), text, ()) for number, text in enumerate(texts)}
    before = Statements.of([Expectation(str(number), text, ()) for number, text in enumerate([*earlier, *texts[::2]])])
    statements = Statements.of(expected.values())
    asked, shown = {id: one.statement for id, one in expected.items()}, data.draw(st.sampled_from(texts))
    at_hand = Statements(asked, expected.__getitem__, before.prior)
    going_on = [at_hand, Statements(asked, expected.__getitem__, at_hand.prior)]
    going_on += [Statements(asked, expected.__getitem__, Prior(*known.prior.written)) for known in (before, at_hand)]  # type: ignore[arg-type]
    for text in (f"; {shown} ;", " ".join(texts), " ".join(earlier)):
        found = _places(statements, text)
        assert [_places(known, text) for known in going_on] == [found] * len(going_on)
    assert shown in [one for _, _, said in _places(statements, f"; {shown} ;") for one in said]


_ID = st.sampled_from("abcd")
_WORDED = st.dictionaries(_ID, st.sampled_from(["A.", "A", "B", "C", ""]))
_MORE = st.dictionaries(_ID, st.lists(st.sampled_from(["A", "B.", "D"])))


@given(st.lists(st.tuples(_WORDED, _MORE), min_size=2))
def test_who_shares_a_statement_is_known_whatever_was_worded_otherwise_before(
    worded: list[tuple[dict[str, str], dict[str, list[str]]]],
) -> None:
    """One edit after the other: claims that come, go, or share words with others are found as if nothing was known."""
    prior: Prior | None = None
    for texts, also in worded:
        more = {id: also[id] for id in also if id in texts}
        expected = {id: Expectation(id, text, ()) for id, text in texts.items()}
        known, anew = (Statements(texts, expected.__getitem__, before, more) for before in (prior, None))
        for said in {*texts.values(), *chain.from_iterable(more.values())}:
            found, wanted = ([(one.claims, one.asking) for one in each.find(words(said))] for each in (known, anew))
            assert found == wanted
        prior = known.prior


def _places(statements: Statements, text: str) -> list[tuple[int, int, list[str]]]:
    """Return where statements are found in a text, and which of them."""
    found = statements.find(words(text))
    return [(one.first, one.last, [asking.statement for asking in one.asking]) for one in found]


_ROWS = {
    ".jsonl": ('{{"text": "{}", "caveat": "{}"}}', "\n"),
    ".csv": ('"{}","{}"', "\r\n"),
}


@pytest.mark.parametrize("suffix", _ROWS)
@given(st.data())
@settings(max_examples=60, deadline=None)
def test_lines_that_are_known_are_judged_as_if_they_were_not(suffix: str, data: st.DataObject) -> None:
    """Whatever becomes of lines, statements and what these ask for: who remembers says what a stranger says."""
    form, end = _ROWS[suffix]
    said = st.sampled_from(["Group A moved", "moved its people", "Group A moved its people", "nothing", "Disputed"])
    rows = st.lists(st.tuples(said, st.sampled_from(["Disputed", "Not verified", ""])), max_size=4)
    asked = st.dictionaries(st.sampled_from("abc"), st.tuples(said, st.sampled_from(["Disputed", "Not verified"])))
    last: Inspector | None = None
    for _ in range(3):
        wanted = [Expectation(id, text, ((label,),)) for id, (text, label) in data.draw(asked).items()]
        text = "".join(form.format(*row) + end for row in data.draw(rows)).encode()
        inspector = Inspector(Statements.of(wanted), SITE_URL)
        if last:
            texts, expected = {one.claim: one.statement for one in wanted}, {one.claim: one for one in wanted}
            known = Statements(texts, expected.__getitem__, last.statements.prior)
            inspector = Inspector(known, SITE_URL)
            inspector.take_over(last)
        found = {problem.message for problem in inspector.read_page(f"x{suffix}", text).problems}
        assert found == {
            p.message for p in Inspector(Statements.of(wanted), SITE_URL).read_page(f"x{suffix}", text).problems
        }
        last = inspector


@pytest.mark.parametrize("suffix", _ROWS)
def test_of_many_lines_each_bare_one_is_found_at_its_place(suffix: str) -> None:
    """Lines are judged a few at a time: wherever a batch ends, each line is judged once, and by itself."""
    form, end = _ROWS[suffix]
    bare = {0, 49, 50, 99, 100, 163}
    rows = [(f"Group A took town number {at}.", "" if at in bare else "Not verified") for at in range(164)]
    wanted = [Expectation(f"a{at}", said, (UNVERIFIED,)) for at, (said, _) in enumerate(rows)]
    text = "".join(form.format(*row) + end for row in rows)
    found = Inspector(Statements.of(wanted), SITE_URL).read_page(f"x{suffix}", text.encode()).problems
    assert {(p.code, p.spot.line, p.message.split()[1]) for p in found} == {("I004", at + 1, f"a{at}") for at in bare}


@pytest.mark.parametrize("suffix", _ROWS)
def test_many_lines_are_judged_in_little_room(suffix: str) -> None:
    """What is made of a line to judge it is gone when the next ones are judged: data of a whole site fits in memory."""
    form, end = _ROWS[suffix]
    row = form.format("Nothing of all this was said by anybody. " * 10, "Not verified") + end
    inspector = Inspector(Statements.of([A]), SITE_URL)
    data = (row * 4_000).encode()
    tracemalloc.start()
    try:
        assert inspector.read_page(f"x{suffix}", data).problems == ()
        assert tracemalloc.get_traced_memory()[1] < 9 * len(data)
    finally:
        tracemalloc.stop()


def test_lines_that_are_known_are_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who goes on after an inspection judges the lines of data only that are others now."""
    line, other = (
        '{"said": "Group A took the depot.", "caveats": ["Open list", "Not verified"]}',
        '{"said": "Nothing."}',
    )
    first = Inspector(Statements.of([A]), SITE_URL)
    second = Inspector(Statements({"a": A.statement}, {"a": A}.__getitem__, first.statements.prior), SITE_URL)
    second.take_over(first)
    assert second.read_page("x.jsonl", f"{line}\n".encode()).problems == ()
    third = Inspector(Statements({"a": A.statement}, {"a": A}.__getitem__, second.statements.prior), SITE_URL)
    third.take_over(second)
    judged: list[object] = []
    monkeypatch.setattr("generator.inspection.files.bare_in_json", lambda value, *_: judged.append(value) or ())
    third.read_page("x.jsonl", f"{other}\n{line}\n".encode())
    assert judged == [{"said": "Nothing."}]


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("name", ["x.txt", "x.csv"])
def test_a_file_that_was_read_is_read_again_where_it_may_show_more(name: str, elsewhere: bool) -> None:
    """Who goes on after an inspection knows files that are the same; but not those that hold a statement now.

    So does another process that is told what was looked at.
    """
    text = b"Group A moved its people."
    last = Inspector(Statements.of([A]), SITE_URL)
    assert last.read_file(name, text).problems == ()
    told = last.looked_at
    for expectation, found in ((A, []), (A, []), (SHORT, ["I004"])):
        again = Inspector(Statements.of([expectation]), SITE_URL)
        if elsewhere:
            again.look_back(partial(bytes, told))
        else:
            again.take_over(last)
        assert [problem.code for problem in again.read_file(name, text).problems] == found
        assert [problem.code for problem in again.read_file(name, b"{{ more }}").problems] == []
        assert [problem.code for problem in again.read_file(name, text).problems] == found
        last, told = again, again.looked_at or told


def test_a_file_that_another_process_looked_at_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file shows is told to the next process, and nothing of one that has faults or shows a claim."""
    body = '<h1 id="x">X</h1><a href="b.html#y">B</a>'
    files = {
        "a.js": "let all;",
        "a.html": f"<!doctype html><html><head>{HEAD}</head><body>{body}</body></html>",
        "b.txt": "Group A took the depot. Open list. Not verified.",
        "c.css": "@import 'https://else.example/x.css';",
    }
    first = Inspector(Statements.of([A]), SITE_URL)
    shown = {name: first.read_file(name, text.encode()) for name, text in files.items()}
    second = Inspector(Statements.of([A, SHORT]), SITE_URL)
    second.look_back(lambda: first.looked_at)
    read: list[str] = []
    monkeypatch.setattr("generator.inspection.READERS", {})
    monkeypatch.setattr("generator.inspection.read_other", lambda findings, *_: read.append(findings.address))
    for name in ("a.js", "a.html"):
        assert second.read_file(name, files[name].encode()) == shown[name]
    assert (read, second.looked_at) == ([], b""), "nothing of it is new"
    for name in ("b.txt", "c.css"):
        second.read_file(name, files[name].encode())
    assert read == ["b.txt", "c.css"]


PLACES = st.sampled_from(
    ["groups/a/", "", "group-a-moved-its-people/", "Fled", "a/%2e./b/", "../x", "x#y", "x?y", "é/", "a.b"]
)


@given(st.lists(st.tuples(st.sampled_from([SITE_URL, SITE_URL, "https://else.example/"]), PLACES), max_size=6))
def test_a_sitemap_says_what_it_says_as_any_other_feed(places: list[tuple[str, str]]) -> None:
    """A sitemap of this program, which is read by its lines, is judged like one that takes a parser of XML."""
    urls = [f"<url><loc>{host}{place}</loc><lastmod>2026-11-28</lastmod></url>" for host, place in places]
    plain = "\n".join(sitemap(SITE_URL, {})["sitemap.xml"].decode().split("\n")[:2] + urls + ["</urlset>", ""])
    fled = Expectation("fled", "Fled", (("Not verified",),))
    inspector = Inspector(Statements.of([A, fled]), SITE_URL)
    quick = inspector.read_file("sitemap.xml", plain.encode())
    slow = inspector.read_file("sitemap.xml", plain.replace("</urlset>", "<!-- slow --></urlset>").encode())
    assert [problem.code for problem in quick.problems] == [problem.code for problem in slow.problems]
    assert (set(quick.targets), set(quick.anchors)) == (set(slow.targets), set(slow.anchors))


def test_claims_with_the_same_words() -> None:
    """Where two claims have the same statement, the caveats of one of them are enough."""
    twin = Expectation("twin", LONG.statement, (("Retracted",),))
    for caveat, found in (("Retracted", []), ("Not verified", []), ("Denied", ["I004"])):
        assert codes(f"<section><p>{LONG.statement} {caveat}</p></section>", LONG, twin) == found


def test_words_of_a_statement_are_no_caveat() -> None:
    """A statement that itself speaks of something not verified still needs its caveat."""
    claim = Expectation("c", "The paper said that the list was not verified.", (UNVERIFIED,))
    assert codes(f"<section><p>{claim.statement}</p></section>", claim) == ["I004"]
    assert codes(f"<section><p>{claim.statement}</p><p>Not verified.</p></section>", claim) == []
    assert codes(f"<section><p>{claim.statement}</p><p>{claim.statement}</p></section>", claim) == ["I004"]
    both = f"<section><p>{LONG.statement} {claim.statement} Not verified.</p></section>"
    assert codes(both, claim, LONG) == ["I004", "I004"]


def test_a_caveat_that_has_another_wording_of_its_own_in_it_is_one_caveat() -> None:
    """Two claims in one paragraph need two caveats, also where the long wording of one says the short one again."""
    forged = ("Forged", "said to be forged")
    pair = [Expectation(statement, statement, (forged,)) for statement in ("Group A came.", "Group B left.")]
    assert codes("<p>Group A came. Said to be forged. Group B left.</p>", *pair) == ["I004", "I004"]
    assert codes("<p>Group A came. Forged. Group B left. Said to be forged.</p>", *pair) == []


@pytest.mark.parametrize(
    "html",
    [
        "<code>{{ x }}</code>",
        "<blockquote>[[x]] is {{ y }}</blockquote>",
        "<pre>None</pre>",
        "<p>None came. [[Sic]]</p>",
    ],
)
def test_what_was_typed_is_no_leak(html: str) -> None:
    """Code and quotations may hold what looks like a template."""
    assert codes(f"<article>{html}</article>") == []


A = Expectation("a", "Group A took the depot.", (UNVERIFIED, ("Open list",)), line=(UNVERIFIED,))
B = Expectation("b", "Group B burned the bridge.", (UNVERIFIED,))
FULL_A = "<h3>Reported act: <a>Group A</a> took the depot.</h3>{}<ul><li>Open list.</li><li>Not verified.</li></ul>"
FULL_B = "<h3>Group B burned the bridge.</h3>{}<ul><li>Not verified.</li></ul>"
BARE_A = "<h3>Group A took the depot.</h3>"
BARE_B = "<h3>Group B burned the bridge.</h3>"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>x</h1><h2>y</h2><article>{FULL_A}</article><article>{FULL_B}</article>",
        f"<article><h1>x</h1><section><h2>y</h2><article>{FULL_A.format(f'<section><article>{FULL_B}</article></section>')}"
        "</article></section></article>",
        f"<article><h1>x</h1><section><h3>Pair</h3><div><article>{FULL_A}</article><article>{FULL_B}</article></div>"
        "</section></article>",
        "<article><header><h1>Group A took the depot.</h1><p>Open list. Not verified.</p></header>"
        f"<section><h2>More</h2><article>{FULL_B}</article></section></article>",
        f"<h1>x</h1><div class=card>{FULL_A}</div><div class=card>{FULL_B}</div>",
        "<table><tr><td>Group A took the depot.</td><td>Not verified; open list</td></tr>"
        "<tr><td>Group B burned the bridge.</td><td>Not verified</td></tr></table>",
        f"<h1>x</h1><article>{FULL_B.format('<blockquote>“Group A took the depot”</blockquote>')}</article>",
        "<article><p>Group A took the depot. Not verified; open list. Group B burned the bridge. Not verified.</p>",
        "<nav><a href='#' title='Not verified: Group A took the depot'>Not verified: Group A took the depot</a></nav>",
        f"<article>{FULL_A}<span hidden>ver</span><q></q></article>",
        "<h1>x</h1><figure><q>Group A took the depot</q><figcaption>The paper, not verified</figcaption></figure>",
        "<article><h3><section>Group A</section> took the depot.</h3><p>Not verified; open list</p></article>",
        f"<article><details><summary>{BARE_A} Open list. Not verified.</summary><p>More</p></details></article>",
        f"<article><p>Open list. Not verified.</p><details><summary>{BARE_A}</summary><p>More</p></details></article>",
        f"<article><details open><summary>{BARE_A}</summary><p>Open list. Not verified.</p></details></article>",
    ],
    ids=[
        "full",
        "nested",
        "pair",
        "claim page",
        "cards",
        "rows",
        "quoted by another",
        "one paragraph",
        "navigation",
        "small things hidden",
        "caption of a quotation",
        "across elements",
        "within a summary",
        "before a summary",
        "open details",
    ],
)
def test_layouts_that_keep_the_promise(html: str) -> None:
    """Claims in full, in brief, in rows, in pairs and within each other pass when each has its caveats."""
    assert codes(html.replace("{}", ""), A, B) == []


@pytest.mark.parametrize(
    "html",
    [
        f"<article>{BARE_A}</article><article>{FULL_B}</article>",
        f"<article>{BARE_A}<section><article>{FULL_B}<p>Open list</p></article></section></article>",
        f"<article>{FULL_A.format(f'<section><article>{BARE_B}</article></section>')}</article>",
        f"<section><h2>y</h2><div>{BARE_A}</div><div>{FULL_B} <p>Open list</p></div></section>",
        f"<section><div>{BARE_A}</div><div>{FULL_B} <p>Open list; again: not verified.</p></div></section>",
        f"<article>{BARE_A}</article><section><p>Open list. Not verified.</p></section>",
        f"<article><h1>x</h1><p>Open list. Not verified.</p><section>{BARE_A}</section></article>",
        "<p>Open list. Not verified.</p><p>Group A took the depot.</p>",
        "<table><tr><td>Group A took the depot.</td></tr><tr><td>Open list. Not verified.</td></tr></table>",
        "<article><p>Group A took the depot. Group B burned the bridge. Not verified; open list.</p></article>",
        f"<article>{BARE_A}<blockquote>not verified, open list</blockquote></article>",
        f"<article>{BARE_A}<p>Not verified</p><figure><figcaption>The paper, open list</figcaption></figure></article>",
        f"<article>{BARE_A}<details><summary>More</summary>Open list. Not verified.</details></article>",
        f"<article>{BARE_A}<p hidden>Open list. Not verified.</p></article>",
        f"<article>{BARE_A}<p title='Open list. Not verified.'>i</p></article>",
        f"<article>{BARE_A}<p>Open listing. Not verified.</p></article>",
        f"<article><details><summary>{BARE_A}</summary><p>Open list. Not verified.</p></details></article>",
        f"<article>{BARE_A}<button popovertarget=p>?</button><p popover id=p>Open list. Not verified.</p></article>",
        f"<article>{BARE_A}<dialog><p>Open list. Not verified.</p></dialog></article>",
        f"<article>{BARE_A}<noscript><p>Open list. Not verified.</p></noscript></article>",
        f"<article>{BARE_A}<video><p>Open list. Not verified.</p></video></article>",
        f"<article>{BARE_A}<svg><desc>Open list. Not verified.</desc></svg></article>",
        f"<article>{BARE_A}<datalist><option>Open list. Not verified.</option></datalist></article>",
        f"<article><ul><li>Group A took the depot.</li></ul>{FULL_A}</article>",
        "<article><template>Group A took the depot.</template>Not verified, open list</article>",
        f"<article>{BARE_A}<svg><title>Open list. Not verified.</title></svg></article>",
        f"<article>{BARE_A}<svg><symbol><text>Open list. Not verified.</text></symbol></svg></article>",
        f"<article>{BARE_A}<svg><clipPath><text>Open list. Not verified.</text></clipPath></svg></article>",
        f"<article>{BARE_A}<svg><mask><text>Open list. Not verified.</text></mask></svg></article>",
        f"<article>{BARE_A}<math><mphantom><mi>Open list. Not verified.</mi></mphantom></math></article>",
        f"<article>{BARE_A}<meter value=1>Open list. Not verified.</meter></article>",
        f"<article>{BARE_A}<progress>Open list. Not verified.</progress></article>",
        f"<article>{BARE_A}<select><option>x<option>Open list. Not verified.</select></article>",
        f"<article>{BARE_A}<p><s>Open list. Not verified.</s></p></article>",
        f"<article>{BARE_A}<del><p>Open list. Not verified.</p></del></article>",
        f"<article>{BARE_A}<p aria-hidden=true>Open list. Not verified.</p></article>",
        f'<article>{BARE_A}<p><span aria-hidden="true">Open list. Not verified.</span></p></article>',
        f"<article><details><summary>More</summary>Open list. Not verified.</details>{BARE_A}</article>",
        f'<article>{BARE_A}<svg><g display="none"><text>Open list. Not verified.</text></g></svg></article>',
        f'<article>{BARE_A}<svg><text opacity=".01">Open list. Not verified.</text></svg></article>',
        "<article><figure><blockquote>Group A took the depot.</blockquote><p>Not verified</p></figure>"
        f"<div>{BARE_A}</div><div>{FULL_B} <p>Open list; again: not verified.</p></div></article>",
        f"<article>{FULL_A}</article>"
        f"<article><div>{BARE_A}</div><div>{FULL_B} <p>Open list; again: not verified.</p></div></article>",
    ],
    ids=["neighbour has it", "inner has it", "outer has it", "next card has it", "next has it twice", "other section",
         "page has it", "other paragraph", "other row", "one for two", "quotation", "caption", "folded away", "hidden",
         "tooltip", "longer word", "summary", "popover", "dialog", "noscript", "instead of a film", "of a drawing",
         "of suggestions", "same claim elsewhere", "in a template element", "tooltip of a drawing", "part of a drawing",
         "outline of a drawing", "mask of a drawing", "room in a formula", "instead of a gauge", "instead of a bar",
         "one of a choice", "struck through", "taken out", "never read aloud", "words never read aloud",
         "folded away before it", "not drawn", "drawn next to clear", "quoted and beside another",
         "once sound and once beside another"],
)  # fmt: skip
def test_layouts_that_break_the_promise(html: str) -> None:
    """A caveat beside another claim, in another section, in a quotation or out of sight is none."""
    assert set(codes(html.replace("{}", ""), A, B)) == {"I004"}


def test_a_drawing_shows_what_its_styles_do_not_hide() -> None:
    """No policy of pages keeps a browser from the styles of an SVG file."""
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'><g><text>Group A took the depot.</text>{}</g></svg>"
    read = partial(Inspector(Statements.of([A])).read_page, "a.svg")
    for style in ("fill: red; visibility: hidden", "opacity:0", "font-size:0"):
        hidden = drawing.format(f"<text style='{style}'>Open list. Not verified.</text>")
        assert [problem.code for problem in read(hidden.encode()).problems] == ["I004"]
    seen = drawing.format("<text style='fill: red' opacity='.5' font-size='9'>Open list. Not verified.</text>")
    assert read(seen.encode()).problems == ()


@pytest.mark.parametrize(
    "script",
    ["<script type=text/html><p>Group <b>A</b> took the depot.{}</p></script>",
     "<script type=x>Group **A** took the depot.{}</script>",
     "<script type=x>if (1 < 2) show('Group A took the depot.{}')</script>",
     "<script type=x>show('Group \\u0041 took\\x20the depot.{}')</script>"],
)  # fmt: skip
def test_a_script_that_is_a_template_is_read_past_its_marks(script: str) -> None:
    """What no browser runs, a script may put into the page."""
    assert codes(script.format(""), A) == ["I004"]
    assert codes(script.format(" Not verified. Open list."), A) == []


INNER = "<p>Group <b>A</b> took the depot.</p>{}"


@pytest.mark.parametrize(
    "html",
    [
        f"<template><section>{INNER}</section></template>",
        f"<div><template shadowrootmode=open><section>{INNER}</section></template></div>",
        f"<template><p>x</p><template><div><template><section>{INNER}</section></template></div></template></template>",
        f"<iframe srcdoc='<section>{INNER}</section>'></iframe>",
        f"<template><template></template><iframe srcdoc='<template><section>{INNER}</section></template>'></iframe>",
    ],
    ids=["template", "shadow", "nested templates", "frame", "template in a frame in a template"],
)
def test_what_stands_within_is_read_as_a_page_is(html: str) -> None:
    """Templates are put into pages and frames are shown in them, however deep one lies within another."""
    assert codes(html.replace("{}", ""), A) == ["I004"]
    assert codes(html.replace("{}", "<p>Open list. Not verified.</p>"), A) == []
    assert codes(html.replace("{}", "<p>Open list. Not verified.<img src=https://other.org/x.png>"), A) == ["I005"]


SHAPES = [
    "<article id='c{n}'><div><p>Said by</p><h3>Reported act: {statement}</h3>{caveat}<q>so</q></div></article>",
    "<article><p><span>Reported plan:</span> {statement}</p>{caveat}<p><a href='#'>This claim</a></p></article>",
    "<ul><li>{statement} {caveat}</li></ul>",
    "<table><tbody><tr><th>{statement}</th><td>{caveat}</td></tr></tbody></table>",
    "<div class='card'><p>{statement}</p><div>{caveat}</div></div>",
    "<article><h3>{statement}</h3>{caveat}<section><h4>With</h4>{inner}</section></article>",
    "<section><h3>Pair</h3><div>{inner}<article><h4>{statement}</h4>{caveat}</article></div></section>",
]
CAVEATS = [
    "<ul><li><b>Not verified.</b> “It says so.”</li></ul>",
    "<p>unverified, by itself</p>",
    "<b>Not  verified</b>",
]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str], list[Expectation]]:
    """Return a page with {0}, {1} … where the caveats go, the caveats, and what is expected."""
    wanted, caveats = [], []

    def claim(depth: int) -> str:
        number = len(wanted)
        statement = f"Group {number} met group {draw(st.integers(0, 3))} near place {number}."
        wanted.append(Expectation(f"c{number}", statement, (UNVERIFIED,)))
        caveats.append(draw(st.sampled_from(CAVEATS)))
        shape = draw(st.sampled_from(SHAPES if depth else SHAPES[:5]))
        marked = statement.replace(
            "met", draw(st.sampled_from(["met", "<b>met</b>", "<a href='#'><bdi>met</bdi></a>"]))
        )
        slot = f"{{{number}}}"
        inner = claim(depth - 1) if "{inner}" in shape else ""
        return shape.format(n=number, statement=marked, caveat=slot, inner=inner)

    sections = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    body = "".join(f"<section><h2>Part</h2>{''.join(claim(2) for _ in range(count))}</section>" for count in sections)
    return f"<article><header><h1>Page</h1></header><p>Not verified, all of it.</p>{body}</article>", caveats, wanted


@given(page=pages(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_any_lost_caveat_is_found(page: tuple[str, list[str], list[Expectation]], data: st.DataObject) -> None:
    """Whichever caveat a page of claims loses, the claim that lost it is named, and no other."""
    template, caveats, wanted = page
    whole = Inspector(Statements.of(wanted)).read_page("x.html", template.format(*caveats).encode())
    assert [p for p in whole.problems if p.code == "I004"] == []
    lost = data.draw(st.integers(0, len(caveats) - 1))
    caveats[lost] = ""
    cut = Inspector(Statements.of(wanted)).read_page("x.html", template.format(*caveats).encode())
    assert [p.message.split()[1] for p in cut.problems if p.code == "I004"] == [f"c{lost}"]


@pytest.mark.parametrize(
    ("value", "bare"),
    [
        ({"text": A.statement, "caveats": ["Not verified", "Open list"]}, []),
        ({"text": A.statement, "caveats": ["Not verified"]}, ["a"]),
        ([{"text": A.statement}, {"text": "x", "caveats": ["Not verified", "Open list"]}], ["a"]),
        ([{"text": {"en": A.statement, "ar": "x"}, "caveats": [{"kind": "unverified"}, {"kind": "open list"}]}], []),
        ({"claims": {"a": {"text": A.statement}}, "note": "Not verified. Open list."}, ["a"]),
        ({"text": B.statement, "of": {"text": A.statement, "caveats": ["Not verified", "Open list"]}}, ["b"]),
        ({"rows": [["a", A.statement, "Not verified, open list"], ["b", B.statement, ""]]}, ["b"]),
        ({"lines": [f"Not verified, open list: {A.statement}", B.statement]}, ["a", "b"]),
        ({"text": f"<p>{A.statement.replace('took', '<em>took</em>')}</p><p>Not verified</p><p>Open list</p>"}, []),
        ({A.statement: 1}, ["a"]),
        ({"a": f"{A.statement} Not verified, open list. {B.statement} Not verified."}, []),
        ([[], {}, None, 1.5, True, ""], []),
        ([{"en": A.statement}, {"en": "Not verified, open list."}], ["a"]),
        ({"cells": [{"source": ["Group A took\n", "the depot."]}]}, ["a"]),
        ({"cells": [{"source": ["Not verified, open\n", "list: Group A\n", "took the depot.\n"]}]}, []),
        ([{"text": "x\0y"}, {"text": A.statement, "caveats": ["Not verified", "Open list"]}], []),
    ],
)  # fmt: skip
def test_records_of_json(value: object, bare: list[str]) -> None:
    """A record is the nearest object or inner list; what an inner claim has does not count for the outer one."""
    assert [lack.claim for lack in bare_in_json(value, Statements.of([A, B]))] == bare


@pytest.mark.parametrize(
    ("data", "places", "bare"),
    [
        ([{"text": A.statement, "caveats": ["Not verified", "Open list"]}], None, []),
        ([{"text": A.statement}, {"text": "Not verified, open list."}], None, [("a", "")]),
        ([{"text": "x"}, {"text": A.statement, "caveats": ["Not verified"]}], None, [("a", "")]),
        ([{"text": A.statement, "caveats": ["Not verified", "Open list"]}], {"script"}, [("b", "attribute")]),
        ([{"text": A.statement, "caveats": ["Not verified", "Open list"]}], {"attribute"}, [("a", "script")]),
    ],
)
def test_a_claim_in_a_head_has_its_caveats_beside_it(data: list[object], places: set[str] | None, bare: object) -> None:
    """In the head of a page a claim stands with its caveats in one attribute or in one record, where it may stand."""
    lines = ["Group A: open list", f"{B.statement} Not verified."]
    lacks = bare_in_head(lines, data, Statements.of([A, B]), places)
    assert [(lack.claim, lack.place) for lack in lacks] == bare


def here(name: str, fragment: str = "") -> Destination:
    return Destination(Where.HERE, name, fragment)


@pytest.mark.parametrize(
    ("raw", "leads"),
    [
        ("", here("a/b/index.html")),
        ("#x", here("a/b/index.html", "x")),
        ("?q=1#x", here("a/b/index.html", "x")),
        ("./", here("a/b/")),
        (".", here("a/b/")),
        ("..", here("a/")),
        ("../", here("a/")),
        ("../..", here("")),
        ("../../", here("")),
        ("../../x.css?v=1", here("x.css")),
        ("c/./d/../e/", here("a/b/c/e/")),
        ("c/..", here("a/b/")),
        ("c%20d/#%C3%A9", here("a/b/c d/", "é")),
        ("../#a:~:text=b", here("a/", "a")),
        ("/d/x/", here("x/")),
        ("/d", here("")),
        ("/d/../../x", Destination(Where.OUTSIDE, "../../x")),
        ("/x", Destination(Where.OUTSIDE, "/x")),
        ("../../../x", Destination(Where.OUTSIDE, "../../../x")),
        ("x/../../../../y", Destination(Where.OUTSIDE, "x/../../../../y")),
        ("https://Example.org/d/x/?a#b", here("x/", "b")),
        ("HTTP://example.org/d", here("")),
        ("//example.org/d/x", here("x")),
        ("https://example.org/other", Destination(Where.NOWHERE, "example.org")),
        ("https://own.example/x", Destination(Where.NOWHERE, "own.example")),
        ("https://example.org.evil.example/d/", Destination(Where.ELSEWHERE, "example.org.evil.example")),
        ("https://example.org@evil.example/d/", Destination(Where.ELSEWHERE, "evil.example")),
        ("https:\\\\evil.example/d/", Destination(Where.ELSEWHERE, "evil.example")),
        ("/\\evil.example/d/", Destination(Where.ELSEWHERE, "evil.example")),
        ("https://evil.example?https://example.org/d/", Destination(Where.ELSEWHERE, "evil.example")),
        ("mailto:x@y", Destination(Where.NOWHERE, "mailto")),
        (" java\tscript:x", Destination(Where.REFUSED, "javascript")),
        ("data:text/html,x", Destination(Where.REFUSED, "data")),
        ("dossier:x", Destination(Where.REFUSED, "dossier")),
    ],
)  # fmt: skip
def test_where_an_address_leads(raw: str, leads: Destination) -> None:
    """Addresses are resolved as a browser does, against the page and against the address of the site."""
    home = Home("https://example.org/d/", own_hosts=["own.example"])
    assert home.find("a/b/index.html", raw) == leads


@given(st.text(st.sampled_from("ab-_./%2é#?: @"), max_size=12))
def test_a_whole_address_leads_where_its_path_does(path: str) -> None:
    """An address with scheme and host leads to the file that its path alone leads to, or to none of this site."""
    home = Home("https://example.org/d/")
    inside, whole = home.find("", f"/d/{path}"), home.find("a/index.html", f"https://example.org/d/{path}")
    assert whole == (inside if inside.where is Where.HERE else Destination(Where.NOWHERE, "example.org"))


def test_a_site_without_address() -> None:
    """Where the site's address is not known, the root of the host is its root and every full address is elsewhere."""
    home = Home(None)
    assert home.find("a/index.html", "/x/") == here("x/")
    assert home.find("a/index.html", "https://example.org/x/").where is Where.ELSEWHERE


@pytest.mark.parametrize("raw", ("/claims/", "/claims/index.html", "claims", "claims#a"))
def test_what_only_a_server_finds_is_missing_on_a_disk(tmp_path: Path, raw: str) -> None:
    """There a site has no root of its own, and an address without its slash leads to a list of files at best."""
    page = f'<!DOCTYPE html><html lang="en"><title>A</title><body><main><a href="{raw}">B</a></main></body></html>'
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "index.html").write_text(page.replace(raw, "../index.html").replace("<main", '<main id="a"'))
    (tmp_path / "index.html").write_text(page)
    for on_disk in (False, True):
        inspector = Inspector(Statements.of([]), on_disk=on_disk)
        facts = [inspector.read_page("index.html", page.encode()), inspector.read_page(
            "claims/index.html", (tmp_path / "claims" / "index.html").read_bytes())]  # fmt: skip
        missed = [found for found in inspector.judge_site(tmp_path, facts) if found.code == "I001"]
        assert len(missed) == on_disk


def test_addresses_in_css_and_srcset() -> None:
    """Every way to load something from a style sheet, and every candidate of a srcset, is seen."""
    css = (
        """@import 'a.css' print; @import url("b.css"); /* url(c) */ x { a: url( d.png ), URL('e\\'s'); b: url(#f) }"""
    )
    assert list(css_addresses(css)) == ["a.css", "b.css", "d.png", "e's"]
    assert list(srcset_addresses(" a.png, b.png 2x,c.png 100w , data:image/png;base64,AA== 3x")) == [
        "a.png", "b.png", "c.png", "data:image/png;base64,AA==",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("css", "addresses"),
    [
        ('@import"a.css";', ["a.css"]),
        ('.a { content: "/*" } .b { background: url(b.png) } .c { content: "*/" }', ["b.png"]),
        (".a { background: url(//c.example/*/c.png) } /* url(d.png) */", ["//c.example/*/c.png"]),
        (".a { content: 'it\n} /* url(e.png) */ .b { color: red }", []),
        (".a { background: url(f.png", ["f.png"]),
        ('.a { background: url("g.png', ["g.png"]),
        ("@import 'h.css", ["h.css"]),
        ("@namespace svg url(http://www.w3.org/2000/svg); svg|a { color: red }", []),
        ("@namespace 'http://www.w3.org/1999/xhtml'; @import url(i.css);", ["i.css"]),
        (r".a { background: \75rl(//j.example/j.png) } .b { background: u\00072 \l('\2f/k.example\29') }",
         ["//j.example/j.png", "//k.example)"]),
        (r'@\69mport "l.css"; .sm\:flex { content: "\201c\22" } .c { content: "\e001\d800" }', ["l.css"]),
    ],
)  # fmt: skip
def test_a_style_sheet_is_read_as_browsers_do(css: str, addresses: list[str]) -> None:
    """What looks like a comment in a text is none, what is not closed ends with the file, a name is not loaded, and
    an escaped sign is that sign.
    """
    assert list(css_addresses(css)) == addresses


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("own.webmanifest", {"icons": [{"src": "//e.example/a.png"}]}),
        ("manifest.json", {"icons": [], "shortcuts": [{"icons": [{"src": "//e.example/a.png"}]}]}),
        ("feed.json", {"version": "https://jsonfeed.org/version/1.1", "icon": "//e.example/a.png"}),
        ("feed.json", {"version": "https://jsonfeed.org/version/1", "items": [{"image": "//e.example/a.png"}]}),
        (
            "feed.json",
            {
                "version": "https://jsonfeed.org/version/1.1",
                "items": [{"content_html": "<img src='//e.example/a.png' alt='A'>"}],
            },
        ),
        ("a.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><icon>//e.example/a.png</icon></feed>'),
        ("a.xml", '<rss xmlns:m="http://m.example/"><item><m:thumbnail url="//e.example/a.png"/></item></rss>'),
    ],
)
def test_what_other_programs_show_asks_no_other_host(name: str, data: object) -> None:
    """A feed, or the icon of a site on a screen, is shown by programs that know no policy of pages."""
    text = data if isinstance(data, str) else json.dumps(data)
    problems = Inspector(Statements.of([]), SITE_URL).read_page(name, text.encode()).problems
    assert [problem.code for problem in problems] == ["I005"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("graph.json", {"links": [{"src": "//e.example/a", "icon": "//e.example/b.png"}]}),
        ("ld.json", {"version": 2, "image": "//e.example/a.png", "content_html": "<img src='//e.example/a.png'>"}),
        ("feed.json", {"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "//e.example/a"}]}),
        ("a.xml", "<companies><logo>A</logo><icon>B</icon><url>//e.example/a</url></companies>"),
    ],
)
def test_data_that_names_another_host_asks_it_for_nothing(name: str, data: object) -> None:
    """An address in data is followed by whoever reads it, and by no program that shows it."""
    text = data if isinstance(data, str) else json.dumps(data)
    assert Inspector(Statements.of([]), SITE_URL).read_page(name, text.encode()).problems == ()


def test_a_base_element_moves_relative_addresses(tmp_path: Path) -> None:
    """Relative addresses count from the base of the page, as in a page shown for any missing address."""
    (tmp_path / "404.html").write_text(f"{HEAD}<base href='/dossiers/a/'><a href='b.html'>b</a>")
    assert [p.code for p in inspect(tmp_path, [], SITE_URL, Budget())] == ["I001"]
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.html").write_text(HEAD)
    assert inspect(tmp_path, [], SITE_URL, Budget()) == []


@pytest.mark.parametrize("name", ["a.html", "a.srt", "a.ics"])
def test_files_that_are_not_text(name: str, tmp_path: Path) -> None:
    """A text that is not UTF-8 is named; files of other kinds are not read."""
    (tmp_path / name).write_bytes(b"<title>\xff</title>")
    (tmp_path / "b.png").write_bytes(b"\xff\xd8{{")
    assert [(p.code, p.spot.file) for p in inspect(tmp_path, [], None, Budget())] == [("I010", name)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_of_no_known_kind_is_read_in_any_encoding(encoding: str) -> None:
    """Old programs write others than UTF-8; a claim without its caveat and a word that is withheld are found in all."""
    text = "Al-Bari’s group moved “them” to the Café. Jos\xe9 Smith".encode(encoding)
    inspector = Inspector(Statements.of([HILLS]), SITE_URL, leaks=["Jos\xe9 Smith"])
    for data in (text, text + b"\xff" if encoding == "utf-8" else text):
        assert sorted(problem.code for problem in inspector.read_page("notes.log", data).problems) == ["I004", "I007"]


@pytest.mark.parametrize("name", ["a.html", "a.json", "notes.log", "notes", "a.png"])
@pytest.mark.parametrize(
    "written",
    [
        'Smith & "Hawk" Únit',
        'Smith &amp; "Hawk" Únit',
        "Smith &amp; &quot;Hawk&quot; Únit",
        "Smith &amp; &#34;Hawk&#34; Únit",
        r"Smith & \"Hawk\" Únit",
        r"Smith \u0026 \"Hawk\" \u00danit",
        r"Smith &amp; \"Hawk\" Únit",
        'Smith & ""Hawk"" Únit',
    ],
)
def test_a_word_that_no_file_may_hold_is_found_in_any_kind_however_it_is_escaped(name: str, written: str) -> None:
    """Pages, data and tables escape what they hold; files without a known suffix are published as well."""
    inspector = Inspector(Statements.of([]), SITE_URL, leaks=["SENTINEL", 'Smith & "Hawk" Únit'])
    problems = inspector.read_page(name, f"x\n {written}".encode() + (b"\xff" if name == "a.png" else b"")).problems
    assert [(p.message, p.spot.line) for p in problems if p.code == "I007"] == [
        ('"Smith & "Hawk" Únit" stands in the file', 2)
    ]
    assert not [p for p in inspector.read_page(name, b"Smith & Hawk").problems if p.code == "I007"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.html", '<a href="../x/"><bdi>Smith &amp; Co</bdi></a> did <em>what</em>\n  nobody knows.'),
        (
            "a.js",
            r'dossierCards({"html": "<p><a href=\"x\">Smith &amp; Co</a> did <b>what nobody</b> knows.</p>"});',
        ),
        ("a.html", r'<script>{"a": "\u003cb\u003eSmith \u0026amp; Co\u003c/b\u003e did what nobody knows."}</script>'),
        ("a.txt", "Smith & Co did\n    what nobody knows."),
        ("a.html", "Smith &amp;&nbsp;<b>Co</b>\u00a0did <!-- or\n not --> what&#160;nobody<br>knows."),
        ("a.json", r'{"html": "<b>Smith &amp; Co<\/b> did\nwhat <!-- x --> nobody\u00a0knows."}'),
        ("a.svg", '<tspan>Smith &amp; Co did</tspan><tspan x="0" dy="1em">what</tspan> <tspan>nobody knows.</tspan>'),
    ],
)
def test_words_that_no_file_may_hold_are_found_with_marks_between_them(name: str, written: str) -> None:
    """A link or an emphasis parts no words, and neither does the end of a line; other words between them do."""
    inspector = Inspector(Statements.of([]), SITE_URL, leaks=["SENTINEL", "Smith & Co did what nobody knows."])
    told = ['"Smith & Co did what nobody knows." stands in the file']
    assert [p.message for p in inspector.read_page(name, written.encode()).problems if p.code == "I007"] == told
    other = written.replace("did", "did not")
    assert not [p for p in inspector.read_page(name, other.encode()).problems if p.code == "I007"]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("**John** Smith went", True), ("[John](a 'b') _Smith_ went", True), ('[John](a "b") _Smith_ went', True),
        ("[[john|John]] [Smith][1] `went`", True), ("[John](a b) _Smith_ went", False), ("John*s* Smith went", False),
        ("* John\n* Smith went", False), ("- John\n- Smith went", False), ("|John|Smith went|", False),
    ],
)  # fmt: skip
def test_words_that_no_file_may_hold_are_found_in_markdown_that_nobody_renders(written: str, found: bool) -> None:
    """An emphasis or a link parts no words; entries of a list do. The problem tells where they stand."""
    problems = (
        Inspector(Statements.of([]), leaks=["John Smith went"]).read_page("a.txt", f"x\n {written}".encode()).problems
    )
    assert [(problem.code, problem.spot.line) for problem in problems] == ([("I007", 2)] if found else [])


@pytest.mark.parametrize("name", ["a.html", "a.kml", "a.svg", "a.txt"])
@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};", "&#X{:04X};"])
@pytest.mark.parametrize("word", ["عبد الكريم", "Müller", "Jörg Müller"])
def test_words_that_no_file_may_hold_are_found_with_letters_as_numbers(name: str, form: str, word: str) -> None:
    """Programs that write XML in ASCII have no other way for most letters of the world."""
    written = "".join(form.format(ord(sign)) if ord(sign) > 127 else sign for sign in word)
    inspector = Inspector(Statements.of([]), leaks=["SENTINEL", word])
    problems = inspector.read_page(name, f"<a>x\n {written}</a>".encode()).problems
    assert [(p.message, p.spot.line) for p in problems if p.code == "I007"] == [(f'"{word}" stands in the file', 2)]
    assert not Leaks([word]).found("".join(form.format(ord(sign)) + "&#45;" for sign in word).encode())
    assert not Leaks([word]).found(b"&#55296; &#999999; &#xfffff;")


@pytest.mark.parametrize(
    "written",
    ["Jo&shy;hn Smith", "<b>Jo&#xAD;hn</b> Sm&zwj;i<WBR />th", "John Smi<wbr class=a>th",
     "John&#8203; Smi&#x200B;th", r"\u003cb\u003eJohn Smi\u00adth"],
)  # fmt: skip
def test_words_that_no_file_may_hold_are_found_where_they_may_be_broken(written: str) -> None:
    """What only says where a line may end within a word is seen by nobody."""
    assert list(Leaks(["SENTINEL", "John Smith"]).found(f"<p>{written}</p>".encode())) == ["John Smith"]


@pytest.mark.parametrize("form", ["\\u{:04x}", "\\u{:04X}", "\\u{{{:X}}}"])
@pytest.mark.parametrize("word", ["محمد كسبجي", "Müller", "Jörg Müller"])
def test_words_that_no_file_may_hold_are_found_with_letters_as_data_escapes_them(form: str, word: str) -> None:
    """Each program that makes data writes letters by their numbers in its own way."""
    written = "".join(form.format(ord(sign)) if ord(sign) > 127 else sign for sign in word)
    problems = Inspector(Statements.of([]), leaks=[word]).read_page("a.js", f'x = [1,\n "{written}"]'.encode()).problems
    assert [(p.message, p.spot.line) for p in problems if p.code == "I007"] == [(f'"{word}" stands in the file', 2)]
    assert not Leaks([word]).found(b"\\ud83d \\u{fffff} \\x4a \\u00 \\x")


@pytest.mark.parametrize("word", ["John  Smith went", "John\nSmith\n went", "John\u00a0Smith went"])
@pytest.mark.parametrize("written", ["<b>John</b> Smith went", r"\u003cb\u003eJohn\u003c/b\u003e\nSmith went"])
def test_words_that_no_file_may_hold_are_found_however_they_are_parted(word: str, written: str) -> None:
    """They may be written with other white space than they are shown with; the problem tells how they stand there."""
    leaks = Leaks([word])
    assert leaks.are_in(b"x " + written.encode())
    assert leaks.found(b"x " + written.encode()) == {word: written.removeprefix("<b>").removeprefix(r"\u003cb\u003e")}


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("Ra'ed al-Fares", "<p>So Ra’ed al‑Fares said.</p>"), ("Ra’ed al-Fares", "So <b>Ra&#39;ed</b> al-Fares said."),
        ("Ra’ed al Fares", r'{"a": "So Ra\u0027ed Al-Fares said."}'), ("John Smith", "<h1>JOHN SMITH</h1>"),
        ("José Ñandú", "So Jose\u0301 N\u0303andu\u0301 said."), ("Jose\u0301 Smith", "So José Smith said."),
        ("John Smith", "Jo\u00adhn\u202f\u200eSmith"), ("Große Straße", "GROSSE STRASSE"),
        ("محمد كسبجي", "قال مُحَمَّد كَسْبَجِي"),
        ("John Smith", '<a href="https://x.example/a/john-smith/">him</a>'), ("Отдел Йод", "ОТДЕЛ ЙОД"),
        ("John Smith", '<a href="https://x.example/?q=John%20Smith">him</a>'), ("John Smith", "a/john_smith.png"),
        ("John Smith", "https://x.example/?q=john+smith"),
        ("שלום עולם", "/%D7%A9%D7%9C%D7%95%D7%9D_%D7%A2%D7%95%D7%9C%D7%9D"),
        ("محمد كسبجي", "https://x.example/%D9%85%D8%AD%D9%85%D8%AF_%D9%83%D8%B3%D8%A8%D8%AC%D9%8A"),
    ],
)  # fmt: skip
def test_words_that_no_file_may_hold_are_found_as_they_are_spelt_elsewhere(word: str, written: str) -> None:
    """Other apostrophes, hyphens and capitals, and the escapes of addresses, make no other name of it."""
    leaks = Leaks(["SENTINEL", word])
    assert leaks.are_in(written.encode())
    assert list(leaks.found(written.encode())) == [word]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("John Smith", "Elton-john smithers"), ("John Smith", "- JOHN\n- SMITH"), ("Hope", "They hope; HOPE"),
        ("page 3", '<a href="page_3/">Page 3</a>'), ("John Smith", "<li>JOHN</li><li>SMITH</li>"),
        ("John Smith", '"JOHN","SMITH"'), ("Smith & Söhne", '"Smith & Söhn", "Smith \\u0026 S\\u00f6hn"'),
    ],
)  # fmt: skip
def test_words_that_are_others_are_not_what_no_file_may_hold(word: str, written: str) -> None:
    """Another spelling counts for several words, each of them whole, and in one block."""
    assert not Leaks([word]).are_in(written.encode())
    assert not Leaks([word]).found(written.encode())


def test_words_that_no_file_may_hold_are_no_name_of_a_file_either() -> None:
    """A file's name is read by whoever has its address; where it says nothing else, no other file has it."""
    inspector = Inspector(Statements.of([]), leaks=["SENTINEL", "John Smith"])
    for name in ("notes/john_smith.txt", "John Smith.png"):
        (found,) = inspector.read_page(name, b"x").problems
        assert found.message == '"John Smith" stands in the name of the file'
        assert found.hint.startswith("call the file something else: it is withheld in the data")


def test_another_spelling_of_words_that_no_file_may_hold_is_told_where_it_stands() -> None:
    """Who reads the problem need not look for it, nor guess why nobody may read the words."""
    problems = Inspector(Statements.of([]), leaks=["John Smith"]).read_page("a.txt", b"x\n so JOHN SMITH went").problems
    assert [(problem.code, problem.spot.line, problem.spot.column) for problem in problems] == [("I007", 2, 5)]
    assert problems[0].hint.startswith("take it out: it is withheld in the data")


@pytest.mark.parametrize(
    "written",
    [
        "<li>John</li>\n<li>Smith</li>", "<td>John</td><td class='x'> Smith</td>", "<option>John <option>Smith",
        "<li><a href='x'>John</a></li> <li><a href='y'>Smith</a></li>", "<dt>John</dt>\n<dd>Smith</dd>",
        r'{"html": "<p>John<\/p>\n<p>Smith<\/p>"}', r"\u003cli\u003eJohn\u003c/li\u003e \u003cli\u003eSmith",
        "<text>John</text> <text>Smith</text>",
    ],
)  # fmt: skip
def test_words_of_several_blocks_are_not_what_no_file_may_hold(written: str) -> None:
    """An entry of a list that begins with one name says nothing together with the next entry."""
    assert not Leaks(["John Smith"]).are_in(written.encode())
    assert Leaks(["John Smith"]).are_in(re.sub(r"(?<=[</c])(?:li|td|p|option|dt|dd|text)\b", "i", written).encode())


@pytest.mark.parametrize("name", ["notes", "a.yml", "a.ics", "a.vtt", "a.log", "wrapped.txt", "a.md", "a.bib"])
def test_a_text_of_any_kind_is_read_by_its_paragraphs(name: str) -> None:
    """A statement may be broken over lines; a caveat in the same paragraph stands beside it, another one does not."""
    inspector = Inspector(Statements.of([A]), SITE_URL)
    for text, found in (
        ("x\nGroup A took\n  the depot.\n\nNot verified.", ["I004"]),
        ("Group A took\r\nthe depot.\r\n\r\nNot verified.", ["I004"]),
        ("Group A took\nthe depot.\nNot verified.", []),
    ):
        assert [problem.code for problem in inspector.read_page(name, text.encode()).problems] == found


def of_file(name: str, text: str, *wanted: Expectation) -> list[str]:
    problems = Inspector(Statements.of(wanted or [A]), SITE_URL).read_page(name, text.encode()).problems
    return [problem.code for problem in problems]


KML = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>x</name>{}</Document></kml>'
XML = {
    "placemark": ("a.kml", KML, "<Placemark><name>Group A took the depot.</name>{}<Point/></Placemark>"),
    "markup in a placemark": (
        "a.kml", KML, "<Placemark><text><![CDATA[<p>Group <b>A</b> took the depot.</p>]]></text>{}</Placemark>",
    ),
    "escaped markup in a folder": (
        "a.kml", KML, "<Folder><name>Group &lt;b>A&lt;/b> took the depot</name>{}<Placemark><a/></Placemark></Folder>",
    ),
    "way point": ("a.gpx", "<gpx>{}</gpx>", "<wpt lat='1' lon='1'><desc>Group A took the depot.</desc>{}</wpt>"),
    "outline": ("a.opml", "<opml><body>{}</body></opml>", "<outline text='Group A took the depot.'>{}</outline>"),
    "description": ("a.rdf", "<r:RDF xmlns:r='r'>{}</r:RDF>", "<r:D><r:a>Group &#65; took the depot.</r:a>{}</r:D>"),
    "row": ("a.xml", "<rows>{}</rows>", "<row><a>Group A took the depot.</a>{}</row>"),
    "paragraph": ("a.xml", "<TEI><p>x</p>{}</TEI>", "<p>Group <hi>A</hi> took the depot.{}</p>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", XML)
def test_a_record_of_xml_has_its_caveats(kind: str) -> None:
    """Maps, outlines and XML of any other kind are judged by their records, whatever markup stands in them."""
    name, whole, record = XML[kind]
    caveat = "<c>Open list. Not verified.</c>"
    assert of_file(name, whole.format(record.format(""))) == ["I004"]
    assert of_file(name, whole.format(record.format(caveat))) == []
    assert of_file(name, whole.format(record.format("") + record.format(caveat).replace("took", "left"))) == ["I004"]


XHTML = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>{HEAD}</head><body>{{}}</body></html>'


@pytest.mark.parametrize("name", ["a.xhtml", "a.xht", "a.shtml"])
def test_a_page_of_another_suffix_is_read_as_a_page(name: str) -> None:
    """Its claims stand in blocks, and its links, anchors and requests are looked at."""
    block = "<section><p>Group <b>A</b> took the depot.</p>{}</section><p id='x'>Open list. Not verified.</p>"
    assert of_file(name, XHTML.format(block.format(""))) == ["I004"]
    assert of_file(name, XHTML.format(block.format("<p>Open list. Not verified.</p>"))) == []
    asking = "<p><a href='#x'>x</a><img src='https://other.org/x.png' alt=''/></p>"
    assert sorted(of_file(name, XHTML.format(asking))) == ["I002", "I005"]
    assert of_file(name, XHTML.replace(HEAD, "<title>x</title>").format("x")) == ["I012"]


def test_a_page_in_xml_is_read_as_xml_is() -> None:
    """There, each element may close itself, and words may stand in CDATA."""
    for begun in ("<script src='x.js'/>", "<textarea/><title/>", "<style\n/>"):
        page = XHTML.format(f"{begun}<p>Group <b>A</b> <![CDATA[took]]> the depot.</p>")
        assert "I004" in of_file("a.xhtml", page)


@pytest.mark.parametrize("name", ["a.topojson", "a.har", "a.kmx", "a"])
def test_a_file_of_no_known_kind_is_read_as_what_it_looks_like(name: str) -> None:
    """JSON and XML are judged by their records, whatever the file is called, and all else by its paragraphs."""
    statement = r'{"a": [{"b": "Group \u0041 took the depot."%s}]}'
    assert of_file(name, statement % "") == ["I004"]
    assert of_file(name, statement % ', "c": "Open list. Not verified."') == []
    assert of_file(name, "<a><b>Group &#65; took the depot.</b></a>") == ["I004"]
    assert of_file(name, "<a><b>Group &#65; took the depot.</b><c>Open list. Not verified.</c></a>") == []
    assert of_file(name, "[Group A](x) took the depot.") == of_file(name, "<b>Group A</b> took the depot.") == ["I004"]


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ("<Icon><href>https://other.org/x.png</href></Icon>", ["I005"]),
        ("<description><![CDATA[<img src='https://other.org/x.png'>]]></description>", ["I005"]),
        ("<description><![CDATA[<img src='x.png' alt='Group A took the depot.'>]]></description>", ["I004"]),
        ("<description>&lt;a href='javascript:x()'>x&lt;/a></description>", ["I008"]),
        ("<description>&lt;a href='https://other.org/'>x&lt;/a></description>", []),
        ("<description>Not a link: &lt; href</description>", []),
    ],
)
def test_what_a_map_asks_for_is_followed(record: str, found: list[str]) -> None:
    """A program that shows a map asks for its pictures, and shows the markup in it."""
    assert of_file("a.kml", KML.format(f"<Placemark>{record}</Placemark>")) == found
    assert of_file("a.xml", "<?xml-stylesheet href='https://other.org/x.xsl'?><a/>") == ["I005"]


@pytest.mark.parametrize(
    "text",
    [
        "Group **A** _took_ the `depot`.", "# Group [A](a.md) took [the depot][1].", "[[a|Group A]] took the depot.",
        "<b>Group&nbsp;A</b> took the\n<a title='x'>depot</a>.", "> - Group A took\n> - the depot.",
        "title = {{Group A} took \\emph{the depot}},", "// Group A took\n// the depot.",
        " * Group A took\r\n * the depot.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.vtt", "notes"])
def test_a_text_that_nobody_renders_is_read_past_its_marks(name: str, text: str) -> None:
    """An emphasis, a link, an entity or what each line begins with hides no statement, and its place is told."""
    inspector = Inspector(Statements.of([A]), SITE_URL)
    (problem,) = inspector.read_page(name, f"First.\n\n{text}\n\nNot verified.".encode()).problems
    assert (problem.code, problem.spot.line) == ("I004", 3)
    assert inspector.read_page(name, f"{text}\nNot **verified**.".replace("\n", " ").encode()).problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_a_statement_runs_on_from_one_subtitle_to_the_next(name: str, end: str) -> None:
    """Readers see the one after the other, so a caveat among them is there; numbers and times they do not see."""
    cues = "1\n00:01 --> 00:02\nGroup <b>A</b>\n\n2\n00:02 --> 00:03\ntook the depot.\n{}\n3\n00:03 --> 00:04\nx\n"
    assert of_file(name, cues.format("").replace("\n", end)) == ["I004"]
    assert of_file(name, cues.format("\nOpen list. Not verified.\n").replace("\n", end)) == []
    whole = cues.replace("\n\n2\n00:02 --> 00:03\n", " ").format("\nOpen list. Not verified.\n")
    assert of_file(name, whole.replace("\n", end)) == ["I004"]


def test_subtitles_of_another_form_are_read_alike() -> None:
    """Of what a video site makes, the times have a comma between them."""
    cues = "0:00:01.000,0:00:02.000\nGroup A\n\n0:00:02.000,0:00:03.500\ntook the depot.\n"
    assert of_file("a.sbv", cues) == ["I004"]
    assert of_file("a.sbv", f"{cues}\n0:00:03.500,0:00:04.000\nOpen list. Not verified.\n") == []


_ASS = "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,A,,0,0,0,,{}\nDialogue: 0,0:00:02.00,0:00:03.00,A,,0,0,0,,{}\n"
_TTML = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="0s">{}</p><p begin="1s">{}</p></div></body></tt>'
OTHER_SUBTITLES = [
    ("a.ass", _ASS), ("a.ssa", _ASS), ("a.lrc", "[00:01.00]{}\n[00:02.00]{}\n"), ("a.ttml", _TTML), ("a.dfxp", _TTML),
    ("a.vtt", "WEBVTT\n\nfirst-cue\n00:01.000 --> 00:02.000\n{}\n\nsecond-cue\n00:02.000 --> 00:03.000\n{}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "form"), OTHER_SUBTITLES)
def test_a_statement_runs_on_from_one_subtitle_to_the_next_in_any_form(name: str, form: str) -> None:
    """Layers, styles, times and names of cues stand between two, and nobody sees them; so it is with a name."""
    assert of_file(name, form.format("Group A", "took the depot.")) == ["I004"]
    assert of_file(name, form.format("Group A", "took the depot. Open list. Not verified.")) == []
    assert of_file(name, form.format("Group A", "left, and took the depot.")) == []
    inspector = Inspector(Statements.of([]), leaks=["John Smith"])
    for first, codes_of in (("So John", ["I007"]), ("So John left.", [])):
        problems = inspector.read_page(name, form.format(first, "Smith went.").encode()).problems
        assert [problem.code for problem in problems] == codes_of


def test_a_line_of_subtitles_may_be_laid_out() -> None:
    """In ASS a line ends by a sign of its own, and marks say how words look."""
    assert of_file("a.ass", _ASS.format(r"{\an8}Group A\Ntook{\i1} the\hdepot.", "x")) == ["I004"]


@pytest.mark.parametrize("name", ["a.vtt", "a.srt", "a.sbv"])
def test_words_that_no_file_may_hold_run_on_from_one_subtitle_to_the_next(name: str) -> None:
    """A name that is too long for one is in two of them; so is one that stands in what is not spoken."""
    times = "0:00:02.000,0:00:03.500" if name == "a.sbv" else "2\n0:02 --> 0:03"
    inspector = Inspector(Statements.of([]), leaks=["John Smith"])
    for text in (f"So John\n\n{times}\nSmith went.\n", "NOTE by john_smith --> 2\n"):
        assert [problem.code for problem in inspector.read_page(name, text.encode()).problems] == ["I007"]
    assert not inspector.read_page(name, f"So John\n\n{times}\nleft. Smith went.\n".encode()).problems


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.css", "p::before { content: 'Group A ' \"took\" ' the\\20 depot.' }", ["I004"]),
        ("a.css", ".x { --tip: 'Group A took; the depot.' } /* 'Group A took the depot.' */", []),
        ("a.css", "p::after { content: 'Group A took the depot. Not verified. Open list.' }", []),
        ("a.js", "document.write('<p>Group <b>A</b> took the depot.');", ["I004"]),
        ("a.js", "const said = 'Group A took the depot (not verified; open list).';", []),
        ("a.js", r"const said = ['Group\u00a0A took \x74he \u{64}epot.', '\ud83d\u{110000}\0\x00'];", ["I004"]),
        ("a.js", r"const said = 'Group A took the depot (\u006eot verified; \x6fpen list).';", []),
        ("a.yml", r'said: "Group A took \u0074he depot."', ["I004"]),
    ],
)
def test_words_of_styles_and_programs_are_read(name: str, text: str, found: list[str]) -> None:
    """A style sheet may put words into a page, and so may a script, whoever wrote it."""
    assert of_file(name, text) == found


@pytest.mark.parametrize(
    "html", ["<p>Group <b>A</b> took the depot.", "<TEMPLATE>Group <b>A</b> took the depot.</TEMPLATE>"]
)
def test_markup_in_data_is_read_as_it_may_be_shown(html: str) -> None:
    """What stands in a template is shown where a script puts it."""
    assert of_file("a.json", json.dumps({"html": html})) == ["I004"]
    assert of_file("a.kml", KML.format(f"<Placemark><text><![CDATA[{html}]]></text></Placemark>")) == ["I004"]
    assert of_file("a.js", f"dossierCards({json.dumps([{'html': f'{html}<p>Not verified. Open list.'}])});") == []


def test_a_table_may_have_semicolons() -> None:
    """A cell of several lines is one, whichever sign parts cells: its line breaks end no row."""
    inspector = Inspector(Statements.of([A]), SITE_URL)
    for table in ('a;b, c;d\n1,5;"Group A\ntook the depot.%s";x\n', 'a,b\n"Group A\ntook the depot.%s",x\n'):
        (problem,) = inspector.read_page("a.csv", (table % "").encode()).problems
        assert problem.code == "I004"
        assert inspector.read_page("a.csv", (table % "\nNot verified. Open list.").encode()).problems == ()


@pytest.mark.parametrize("name", ["a.ics", "a.VCF"])
def test_a_line_that_a_program_broke_is_one(name: str) -> None:
    """Calendars and cards are broken wherever a line is full: what is withheld is found across the break."""
    card = "BEGIN:VCARD\r\nNOTE:Told by {}, who knows\r\nEND:VCARD\r\n"
    inspector = Inspector(Statements.of([]), leaks=["John Smith"])
    for broken in ("John Sm\r\n ith", "Jo\n\thn Smith", "John\r\n  Smith"):
        assert [problem.code for problem in inspector.read_page(name, card.format(broken).encode()).problems] == [
            "I007"
        ]


@pytest.mark.parametrize("name", ["a.json", "a.xml", "a.data"])
def test_data_in_data_beyond_number_is_no_break_down(name: str) -> None:
    """What is nested so deep that nobody can follow is told as what cannot be read, or read as a text."""
    data = "<a>" * 9000 + "</a>" * 9000 if name == "a.xml" else "[" * 9000 + '"Group A took the depot."' + "]" * 9000
    assert of_file(name, data) == ["I004" if name == "a.data" else "I010"]


def test_tables_of_many_programs_are_read() -> None:
    """Lines may end as on machines of old, and a cell may hold the outline of a country."""
    assert of_file("a.csv", "a,b\rGroup A took the depot.,x\rNot verified,Open list\r") == ["I004"]
    assert of_file("a.csv", f'a,b\n"Group A took the depot.","POLYGON(({"1 2, " * 50_000}))"\n') == ["I004"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv", "a.tsv"])
@pytest.mark.parametrize(
    "marked", ["**Group A** took the depot.", "[Group A](a.md) took _the_ `depot`.", "Group *A* took the depot"]
)
def test_data_is_read_past_marks(name: str, marked: str) -> None:
    """Nobody renders the Markdown in data that somebody put beside the pages."""
    form = {"a.csv": "x,{},{}\n", "a.tsv": "x\t{}\t{}\n"}.get(name, '{{"x": [{{"a": "{}", "b": "{}"}}]}}')
    for remembers in (False, True):
        inspector = Inspector(Statements.of([A]), SITE_URL)
        if remembers:
            inspector.take_over(Inspector(Statements.of([A]), SITE_URL))
        for caveat, found in (("x", ["I004"]), ("Not **verified**. Open _list_.", [])):
            problems = inspector.read_page(name, form.format(marked, caveat).encode()).problems
            assert [problem.code for problem in problems] == found
    tagged = "Group <b>A</b>&nbsp;took the depot."
    assert of_file(name, form.format(tagged, "x")) == ["I004"]
    assert of_file(name, form.format(tagged, "Not <b>verified</b>. Open&#32;list.")) == []
    sic = Expectation("sic", "Group A [[sic] took * the depot.", (UNVERIFIED,))
    assert of_file(name, form.format(sic.statement, "x"), sic) == ["I004"]


@pytest.mark.parametrize("label", ["**Not verified**", "Not verified [outlet]", "<b>Not verified</b>", "R&amp;D_only"])
def test_what_looks_like_a_mark_may_be_a_part_of_a_caveat(label: str) -> None:
    """Whoever words a kind of caveat so finds it on every page as typed, and in data, which is read past marks."""
    claim = Expectation("c", "Group A & B took the depot.", ((label, "no one saw it"),))
    for said, found in ((label, []), ("Open list", ["I004"])):
        assert codes(f"<p>{escaped(claim.statement)} {escaped(said)}.</p>", claim) == found
        for name, form in (("a.csv", 'x,"{}","{}"\n'), ("a.json", '{{"a": "{}", "b": "{} `"}}')):
            assert of_file(name, form.format(claim.statement, said), claim) == found


def test_what_looks_like_a_mark_may_be_a_part_of_a_statement() -> None:
    """A text is read with its marks too."""
    sic = Expectation("sic", "Group A [sic] took * the <x> depot.", (UNVERIFIED,))
    for text in (sic.statement, f"**Not verified**: {sic.statement}"):
        problems = Inspector(Statements.of([sic]), SITE_URL).read_page("a.txt", text.encode()).problems
        assert [problem.code for problem in problems] == (["I004"] if text == sic.statement else [])


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('Group A took<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> the depot.', ["I004"]),
        ('Group A<sup><a href="#fn2">[2]</a></sup> took<a href="#fn3"><SUP>3</SUP></a> the depot.', ["I004"]),
        ("<ruby>Group<rp>(</rp><rt>gruup</rt><rp>)</rp> A<rt>ei</rt></ruby> took the depot.", ["I004"]),
        ("<ruby>X<rt>Group A took the depot</rt></ruby>", ["I004"]),
        ('Group A took<sup id="fnref:1"><a href="#fn:1">1</a></sup> the depot. Not verified. Open list.', []),
        ("Group A took<sup>2</sup> the depot.", []),
        ("Group A <span hidden>never</span> took <i aria-hidden=true>x</i>the depot.", ["I004"]),
        ("Group A <del>has not</del> took <s>and</s> the depot.", ["I004"]),
        ("Group A took <noscript>not</noscript> the <audio>x</audio><canvas>x</canvas>depot.", ["I004"]),
        ("Group A <b hidden>x</b> took the depot. Not verified. Open list.", []),
        ("Group A <span>never</span> took the depot.", []),
    ],
)
def test_marks_between_words_are_read_past(html: str, found: list[str]) -> None:
    """Marks of footnotes, how a word is spoken and what nobody sees part no statement; what else is raised does."""
    assert codes(f'<article><p>{html}</p></article><p id="fn:1"></p><p id="fn2"></p><p id="fn3"></p>', A) == found


@pytest.mark.parametrize("title", ["Group&nbsp;A&nbsp;took&nbsp;the&nbsp;depot.", "甲组占领了仓库。"])
def test_an_attribute_without_plain_spaces_may_hold_a_statement(title: str) -> None:
    """White space of another kind parts words too, and some scripts have none."""
    han = Expectation("han", "甲组占领了仓库。", (UNVERIFIED,))
    assert codes(f'<article><p title="{title}">x</p></article>', A, han) == ["I004"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("&lt;p&gt;Group &lt;b&gt;A&lt;/b&gt; took the depot.", ["I004"]),
        ("<p>Group <b>A</b> took the depot.</p><p>Not verified. <i>Open</i> list.</p>", []),
        ("<i Group A took the depot.", ["I004"]),
        ("Group A took the depot. <i", ["I004"]),
    ],
)
def test_an_attribute_may_hold_markup(value: str, found: list[str]) -> None:
    """A script may put it into the page; and what is no markup is seen as it stands."""
    assert codes(f'<article><p data-tip="{value}">x</p></article>', A) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("mailto:a@example.org?subject=Group%20A%20took%20the%20depot.", ["I004"]),
        ("mailto:?body=Look:%0aGroup%20A%20took%20the%20depot%2E&amp;subject=x", ["I004"]),
        ("mailto:?subject=Group%20A%20took%20the%20depot%20(not%20verified)", []),
        ("https://search.example/?q=Group+A+took+the+depot", ["I004"]),
        ("https://search.example/Group A took the depot", ["I004"]),
        ("#:~:text=Group%20A,took%20the%20depot", ["I004"]),
        ("?q=group+a+took+the+depots", []),
        ("https://source.example/a#:~:text=Group%20A%20took%20the%20depot", []),
        ("a%20file/?u=https%3A%2F%2Fexample.org%2Fdossiers%2Fgone%26t=x", []),
    ],
)
def test_an_address_may_spell_a_statement(address: str, found: list[str]) -> None:
    """A statement in a subject, in a search or in a text to be shown lacks its caveat; words of other pages are theirs.

    Whether an address within an address leads anywhere is for whoever gets it to say.
    """
    page = (
        f"<!doctype html><html><head>{HEAD}</head><body><p><a rel='noreferrer' href='{address}'>x</a></p></body></html>"
    )
    problems = Inspector(Statements.of([A]), SITE_URL).read_page("page/index.html", page.encode()).problems
    assert [problem.code for problem in problems] == found
    assert all(page[problem.spot.column - 1 :].startswith(address) for problem in problems)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("data:image/svg+xml,%3Ctext%3EGroup%20A%20took%20the%20depot.", ["I004"]),
        ("data:image/svg+xml;charset=utf-8,Group A took the depot;base64,", ["I004"]),
        ("data:image/png;base64,Group+A+took+the+depot+", []),
        (" DATA:image/png;x=y; base64 ,Group+A+took+the+depot+", []),
    ],
)
def test_a_drawing_in_an_address_may_spell_a_statement_and_a_packed_picture_none(
    address: str, found: list[str]
) -> None:
    """What is packed into signs says nothing, and to look for words in millions of them takes long."""
    assert codes(f'<article><p><img src="{address}" alt="">x</p></article>', A) == found


def test_budgets_by_pattern() -> None:
    """The first pattern that fits gives the budget of a file; other pages have the common one, other files none."""
    budget = Budget(page=10, paths=(("groups/*/index.html", 20), ("search/*", 30)))
    addresses = ("index.html", "groups/a/index.html", "search/x.json", "a.css")
    assert [budget.of(address) for address in addresses] == [10, 20, 30, None]


def test_one_fault_in_many_pages_is_told_a_few_times(tmp_path: Path) -> None:
    """The same fault in a thousand pages, as of a template, is shown three times with the number of the rest."""
    for number in range(9):
        (tmp_path / f"p{number}.html").write_text(f"{HEAD}<a href='gone/'>x</a>")
    problems = inspect(tmp_path, [], None, Budget())
    assert [p.spot.file for p in problems] == ["p0.html", "p1.html", "p2.html"]
    assert problems[2].hint.endswith("the same stands in 6 more places")


def test_addresses_in_the_data_of_a_script_are_followed() -> None:
    """An address of the site, written out in full, must lead somewhere in a script as anywhere, claims or none."""
    script = f'dossierData("x",{{"see":"{SITE_URL}claims/gone/"}});'.encode()
    assert Inspector(Statements.of([A]), SITE_URL).read_page("x.js", script).targets == ("claims/gone/index.html",)


def test_an_anchor_may_be_named_in_the_old_way() -> None:
    """People also write a name into a link that leads nowhere, on pages of their own: what leads there is no fault."""
    assert codes('<p><a name="old"></a>A<a href="#old">b</a></p>') == []
    assert codes('<p><a id="old"></a>A<a href="#other">b</a></p>') == ["I002"]


def test_facts_can_travel() -> None:
    """Workers can send back what they read."""
    facts = Inspector(Statements.of([A, B]), SITE_URL).read_page(
        "a/index.html", f"{HEAD}<p id=x>Group A took the depot<a href=../b/#y>b</a>".encode()
    )
    assert pickle.loads(pickle.dumps(facts)) == facts
    assert [problem.code for problem in facts.problems] == ["I004"]
    assert (facts.anchors, facts.ids) == ((("b/index.html", "y"),), "x")


def test_many_statements_are_found_fast_enough_to_search_for_all() -> None:
    """Every one of thousands of similar statements is found by itself."""
    wanted = [Expectation(f"c{n}", f"Group {n} met group {n + 1} in the north of place {n}.", ()) for n in range(3000)]
    statements = Statements.of(wanted)
    text = "\0".join(f"It is said: {wanted[n].statement}" for n in (0, 7, 77, 777, 2999))
    assert [found.asking[0].claim for found in statements.find(words(text))] == [
        "c0",
        "c7",
        "c77",
        "c777",
        "c2999",
    ]


def test_the_parser_gives_texts_in_the_order_of_its_nodes() -> None:
    """The inspection counts text nodes two ways, by the text of all and one by one, which must agree."""
    tree = LexborHTMLParser(
        "<title>a</title><p>b<!-- no --> <b></b>c<textarea>d</textarea><svg><title>e</title></svg>\0f<script>g</script>"
    )
    assert tree.root is not None
    nodes = [node.text_content for node in tree.root.traverse(include_text=True) if node.is_text_node]
    assert tree.root.text(separator="\0").split("\0") == nodes


@pytest.mark.parametrize("sign", ["[[group-a|it]]", "{{ name }}", "{% raw %}", "[[[group-a]]", "{{{ name }}"])
def test_signs_that_somebody_typed_are_no_leak(sign: str, tmp_path: Path) -> None:
    """Brackets that the program wrote as words, in a text or an attribute, are not those of a link left unfilled."""
    page = f'<!doctype html><html lang="en">{HEAD}<h1>A page</h1><p title="TYPED">TYPED</p><p>LEFT</p>'
    for left, codes in (("fine", set()), (sign, {"I007"})):
        (tmp_path / "index.html").write_text(page.replace("TYPED", escaped(f"Said: {sign}")).replace("LEFT", left))
        found = inspect(tmp_path, [], SITE_URL, Budget())
        assert {problem.code for problem in found} == codes
        assert all(problem.spot.column > page.index("TYPED</p>") for problem in found)


def test_withheld_words_with_brackets_are_found_as_pages_write_them() -> None:
    """What pages write by its number is looked for like that, too."""
    leaks = Leaks(["the [[inner]] circle", "{{own}}"])
    for word in ("the [[inner]] circle", "{{own}}"):
        assert leaks.found(f"<p>{escaped(word)}</p>".encode()) == {word: escaped(word)}
        assert leaks.are_in(f"<p>{escaped(word)}</p>".encode())


@pytest.mark.parametrize(
    "caveat",
    [
        "<text x='-9999'>{}</text>", "<text dy='-9999'>{}</text>", "<text transform='scale(0)'>{}</text>",
        "<g transform='rotate(9) translate(-9999 0)'><text>{}</text></g>", "<text fill='none'>{}</text>",
        "<text fill='rgba(0, 0, 0, 0)'>{}</text>", "<g clip-path='inset(100%)'><text>{}</text></g>",
        "<svg width='0' height='9'><text>{}</text></svg>", "<switch><text>A</text><text>{}</text></switch>",
        "<foreignObject height='0'><p>{}</p></foreignObject>", "<text systemLanguage='xx'>{}</text>",
        "<linearGradient><text>{}</text></linearGradient>", "<text requiredExtensions='a'>{}</text>",
        "<style>.a, b {{ display: none }}</style><text class='a'>{}</text>",
        "<Style>:root {{ --x: 0 }} text ~ g {{ opacity: var(--x) }}</STYLE><g><text>{}</text></g>",
        "<style>@media print {{ .a:not(:hover) {{ visibility: hidden }} }}</style><text class='a'>{}</text>",
        "<text>{}<set attributeName='display' to='none'/></text>",
        "<g><animate attributeName='opacity' values='0;0'/><text>{}</text></g>",
    ],
)  # fmt: skip
def test_caveat_that_a_drawing_hides(caveat: str) -> None:
    """What a drawing hides by its style sheet, by an attribute or by motion is no caveat, in a file and in a page."""
    statements = Statements.of([Expectation("taken", "Group A has taken the depot.", (UNVERIFIED,))])
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'><g><text>Group A has taken the depot.</text>{}</g></svg>"
    page = f"<html><head>{HEAD}</head><body><h1>A</h1><figure>{{}}</figure></body></html>"
    hidden = drawing.format(caveat.format("Not verified"))
    for name, text in (("a.svg", hidden), ("a.html", page.format(hidden))):
        problems = Inspector(statements).read_page(name, text.encode()).problems
        assert [problem.code for problem in problems if problem.code != "I012"] == ["I004"]


@pytest.mark.parametrize(
    "caveat",
    [
        "<text x='-9' y='-40'>{}</text>", "<g transform='translate(1200, -300) scale(0.5)'><text>{}</text></g>",
        "<text fill='none' stroke='red'>{}</text>", "<g fill='none'><text fill='red'>{}</text></g>",
        "<g clip-path='inset(1%)'><text>{}</text></g>", "<svg width='90' height='9'><text>{}</text></svg>",
        "<style>.b {{ display: none }} .a:hover::after {{ opacity: 0 }}</style><text class='a'>{}</text>",
        "<text>{}<animate attributeName='x' values='0;9'/></text>",
    ],
)  # fmt: skip
def test_caveat_that_a_drawing_shows(caveat: str) -> None:
    """What a drawing shows in its own place and colour is a caveat."""
    statements = Statements.of([Expectation("taken", "Group A has taken the depot.", (UNVERIFIED,))])
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'><g><text>Group A has taken the depot.</text>{}</g></svg>"
    assert not Inspector(statements).read_page("a.svg", drawing.format(caveat.format("Not verified")).encode()).problems


@pytest.mark.parametrize(
    "caveat",
    [
        '<div class="tabbed-content"><div class="tabbed-block">A</div><div class="tabbed-block">{}</div></div>',
        "<p inert>{}</p>", "<details open name='a'><summary>A</summary>{}</details>",
        "<div><template shadowrootmode='open'>A</template><p>{}</p></div>",
        "<math><maction actiontype='toggle'><mtext>A</mtext><mtext>{}</mtext></maction></math>",
        "<p role='img' aria-label='A'>{}</p>", "<div role=' IMAGE '><p>{}</p></div>",
    ],
)  # fmt: skip
def test_caveat_that_a_page_hides(caveat: str) -> None:
    """What is not read aloud, stands open by turns or has something else shown in its place is no caveat."""
    statements = Statements.of([Expectation("taken", "Group A has taken the depot.", (UNVERIFIED,))])
    body = f"<h1>A</h1><div><p>Group A has taken the depot.</p>{caveat.format('Not verified')}</div>"
    page = f"<html><head>{HEAD}</head><body>{body}</body></html>"
    problems = Inspector(statements).read_page("a.html", page.encode()).problems
    assert [problem.code for problem in problems] == ["I004"]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("John Smith", "by @JohnSmith9"), ("John Q. Smith", "author = {Smith, John Q.}"), ("خالد منصور", "منصور، خالد"),
        ("John Smith", "john.smith@example.org"), ("John Smith", "/u/JOHN_SMITH/"),
        ("John Smith", "John Sm<span>ith</span>"), ("John Smith", r"John Sm\u003cspan\u003eith"),
        ("John Smith", "John<sup><a href='#a'>12</a></sup> Smith"), ("John Smith", "John <sup>a</sup>Smith"),
        ("Johnsmith", "J<b>ohn</b>smith"), ("Johnsmith", "John<!-- a -->smith"), ("Johnsmith", "John\u00adsmith"),
        ("John Smith", "Ｊｏｈｎ Ｓｍｉｔｈ"), ("Johnsmith", "𝐉𝐨𝐡𝐧𝐬𝐦𝐢𝐭𝐡"), ("خالد منصور", "ﺧﺎﻟﺪ ﻣﻨﺼﻮﺭ"),
        ("خالد", "خا<b>لد</b>"),
        ("John Smith", f"<a href='data:image/svg+xml;base64,{b64encode(b'<text>John Smith</text>').decode()}'>"),
        ("John Smith", f"data:text/plain;base64,{b64encode(b'It was John Smith.').decode().rstrip('=')}"),
    ],
)  # fmt: skip
def test_words_that_no_file_may_hold_are_found_though_hidden_from_a_search(word: str, written: str) -> None:
    """A name is no other one as a handle, with marks or notes within it, in forms for printers, or packed."""
    leaks = Leaks(["SENTINEL", word])
    assert leaks.are_in(written.encode())
    assert list(leaks.found(written.encode())) == [word]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("John Smith", "EltonJohnSmith"), ("John Smith", "johnsmithers"), ("John Smith", "It was John. Smith left."),
        ("Al Li", "alli"), ("John Smith", "Smith, Johnson"), ("John Smith", "<td>Smith,</td><td>John</td>"),
        ("Johnsmith", "<li>John</li><li>smith</li>"), ("Johnsmith", "John<br>smith"),
        ("John Smith", "data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAA="), ("John Smith", "John<sup>2</sup> and Smith"),
    ],
)  # fmt: skip
def test_words_that_only_look_alike_are_not_what_no_file_may_hold(word: str, written: str) -> None:
    """Parts of other words, words of two sentences or blocks, and short ones that others are made of, are no name."""
    assert not Leaks([word]).are_in(written.encode())
    assert not Leaks([word]).found(written.encode())


@pytest.mark.parametrize(
    ("kind", "told"),
    [("image/svg+xml", True), ("text/plain", True), ("image/svg+xml;charset=utf-8", True), ("image/png", False)],
)
@pytest.mark.parametrize(
    ("name", "form"),
    [("a.html", "<h1>A</h1><img alt='' src='data:{};base64,{}'>"), ("a.css", "a{{b:url(data:{};base64,{})}}")],
)
def test_a_drawing_that_is_packed_into_an_address_says_what_it_holds(
    name: str, form: str, kind: str, told: bool
) -> None:
    """A claim in it needs its caveat in it, and a picture without words has none."""
    statements = Statements.of([Expectation("taken", "Group A has taken the depot.", (UNVERIFIED,))])
    for words_of, bare in (("", told), (" Not verified", False)):
        drawing = f"<svg><text>Group A has taken the depot.</text><text>{words_of}</text></svg>"
        text = form.format(kind, b64encode(drawing.encode()).decode().rstrip("="))
        page = f"<html><head>{HEAD}</head><body>{text}</body></html>" if name == "a.html" else text
        problems = Inspector(statements).read_page(name, page.encode()).problems
        assert [problem.code for problem in problems] == ["I004"] * bare


@pytest.mark.parametrize("before", [b"\xff\xd8Exif\0", b"\xff\xd8Exif\0\0"])
@pytest.mark.parametrize("word", ["John Smith", "خالد منصور"])
def test_words_that_no_file_may_hold_are_found_in_what_a_picture_says_of_itself(word: str, before: bytes) -> None:
    """Some programs write who took a picture in two bytes for each letter, wherever that begins."""
    data = before + word.encode("utf-16-le") + b"\0\0"
    inspector = Inspector(Statements.of([]), leaks=["SENTINEL", word])
    assert [problem.code for problem in inspector.read_page("a.jpg", data).problems] == ["I007"]
    assert not Inspector(Statements.of([]), leaks=["Jane Smith"]).read_page("a.jpg", data).problems


def test_a_key_that_stands_twice_in_one_record_is_told() -> None:
    """Of two caveats under one key a program shows one, and nobody knows which."""
    text = '{"a": {"x": "Group A took the depot.", "caveat": "Not verified. Open list."}, "b": {"x": "", "x": ""}}'
    (problem,) = Inspector(Statements.of([])).read_page("a.json", text.encode()).problems
    assert (problem.code, problem.message) == (
        "I010", 'the file cannot be read: the key "x" stands twice in one record',
    )  # fmt: skip
    assert not Inspector(Statements.of([])).read_page("a.json", b'[{"x": 1}, {"x": {"x": 2}}]').problems
