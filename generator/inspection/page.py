"""Reads one HTML document: its claims, anchors, addresses, headings, and what should not have leaked.

Knows nothing of templates, and nothing of the other files of the site.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..markup import HOLLOW
from ..policy import allowed, asks_any, hashed, is_run
from .addresses import Home, Where, css_addresses, style_addresses
from .asking import Lack
from .attributes import EMBED, Asked, read_attributes, spelt_in
from .blocks import bare_claims
from .document import laid_flat
from .facts import Findings
from .folding import SEAM, words
from .links import follow
from .marks import spelt_out, unmarked, untagged
from .records import bare_in_json, bare_in_lines
from .statements import Statements, past_marks
from .unseen import mark_unseen
from .veils import loaded_styles

_AS_TYPED = frozenset({"blockquote", "cite", "code", "kbd", "pre", "q", "samp", "script", "style", "textarea"})
_LEAK = re.compile(r"\{\{[^{}]*\}{0,2}|\{%[^{}]*\}?|\[\[[a-z0-9:-]+(?:\|[^\[\]]*)?\]\]| object at 0x[0-9a-f]+")
LEAK_SIGNS = ("{{", "{%", "[[", " object at 0x")
"""What may not stand in a text or an attribute, unless it was typed so."""
_TYPED = re.compile(r"&#(?:91;(?=\[|&#91;)|123;(?=[{%]|&#123;))")
"""The first sign of two, as the program writes it where somebody typed both."""
_APART = {"&#91;": "[\N{WORD JOINER}", "&#123;": "{\N{WORD JOINER}"}
"""The same, so that it opens nothing; words are compared without such joiners."""
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CLOSED = re.compile(r"<([a-zA-Z][\w:.-]*)((?:\s[^<>]*)?)/>")
_PREFIX_OF_DRAWINGS = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*["']http://www\.w3\.org/(?:2000/svg|1999/xlink)["']""")
"""What names of elements and attributes may begin with in a drawing, which to the parser is a page."""
_LOADING = frozenset({"base", "link", "script", "style"})
_TOO_MUCH = frozenset({"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:", "blob:"})
_POLICY_HINT = (
    "the program puts it behind `<head>`: see whether a template, an override or an HTML file of your own has none"
)
_BESIDE_WORDS = [
    "rt", "rp", "sup[id^='fnref']", "sup:has(> a[href^='#'])", "a[href^='#'] > sup", "del", "s", "strike",
    "audio", "canvas", "meter", "noscript", "object", "progress", "video",
    *(f"{name}[hidden]" for name in ("a", "b", "em", "i", "small", "span", "strong")),
    *(f"{name}[aria-hidden]" for name in ("a", "b", "em", "i", "small", "span", "strong")),
]  # fmt: skip
"""Elements between words that a reader reads past: how a word is spoken, marks of footnotes, what is struck or hidden.

No page that holds one is plain, so that the parser reads it.
"""


_Minded = tuple[LexborNode, tuple[str, ...]]
"""An element that a policy of pages minds, and which of its attributes it does."""


def read_html(findings: Findings, home: Home, statements: Statements) -> None:
    """Add to the findings all that can be said of a document without the rest of the site."""
    _read_page(_parsed(findings.source), findings, home, statements)


def read_xhtml(findings: Findings, home: Home, statements: Statements) -> None:
    """Add to the findings the same of a document in XML, where elements close themselves and texts stand in CDATA."""
    html = _CLOSED.sub(r"<\1\2></\1>", _CDATA.sub(lambda found: escape(found[1]), findings.source))
    _read_page(_parsed(html), findings, home, statements)


def _parsed(html: str) -> LexborHTMLParser:
    """Return the tree of a document, in which no two signs that were typed open anything."""
    return LexborHTMLParser(_TYPED.sub(lambda found: _APART[found[0]], html))


def _read_page(tree: LexborHTMLParser, findings: Findings, home: Home, statements: Statements) -> None:
    _read_tree(tree, findings, home, statements, _policy(tree, findings))
    _read_headings(tree, findings)
    _read_anchors(tree, findings)


def read_drawing(findings: Findings, home: Home, statements: Statements) -> None:
    """Add to the findings what an SVG file shows and loads; no policy keeps a browser from minding what is in it."""
    own = "|".join(map(re.escape, _PREFIX_OF_DRAWINGS.findall(findings.source)))
    plain = re.sub(rf"(?<=[<\s/])(?:{own}):(?=[a-zA-Z])", "", findings.source) if own else findings.source
    _read_tree(_parsed(plain), findings, home, statements, frozenset(), bars_styles=False)
    for address in style_addresses(findings.source):
        follow(findings, home, address, loads=True)


def _read_tree(
    tree: LexborHTMLParser,
    findings: Findings,
    home: Home,
    statements: Statements,
    may_run: frozenset[str],
    *,
    bars_styles: bool = True,
) -> None:
    base = tree.css_first("base[href]") if "<base" in findings.source else None
    folder = _folder(findings, home, base) if base is not None else None
    loaded = list(loaded_styles(tree, findings.address, folder, home)) if findings.veils else ()
    # All are found before one is read: reading takes elements out.
    for part in list(_parts(tree.root)):
        said, minded = _read_all_attributes(part, findings, home, statements, folder)
        _read_barred(minded, findings, may_run, bars_styles)
        _read_scripts(part, findings, home, statements)
        mark_unseen(part, findings.source)
        findings.met += findings.veils.hide(part, loaded)
        part.strip_tags(["script", "style"])
        _read_text(part, findings, statements, said)


def _parts(node: LexborNode | None) -> Iterator[LexborNode]:
    """Yield what is read by itself: a document, what templates in it hold however deep, and documents of frames."""
    if node is None:
        return
    yield node
    for fragment in node.template_fragments():
        yield from _parts(fragment)
    for frame in node.css("iframe[srcdoc]"):
        yield from _parts(LexborHTMLParser(frame.attributes["srcdoc"] or "").root)


def _folder(findings: Findings, home: Home, base: LexborNode) -> str:
    raw = base.attributes["href"] or ""
    where, name, _ = home.find(findings.address, raw)
    if where is Where.ELSEWHERE:
        findings.add("I005", f"the page counts its addresses from {name}", "take this base out, or name your own", raw)
    return name[: name.rfind("/") + 1]


def _read_text(part: LexborNode, findings: Findings, statements: Statements, said: str) -> None:
    texts = _read_claims(part, findings, statements)
    if may_leak(texts, said):
        _read_leaks(part, findings)
    if part.css_first(",".join(_BESIDE_WORDS)) is not None:
        part.strip_tags(_BESIDE_WORDS)
        _read_claims(part, findings, statements)


def _read_claims(part: LexborNode, findings: Findings, statements: Statements) -> str:
    """Judge the claims that a part shows; return its texts, with a seam between any two."""
    document = laid_flat(part)
    folded = words(document.words)
    for lack in bare_claims(document, statements.find(folded), folded.split(SEAM), findings.places):
        findings.bare(lack, "block")
    return document.words


def may_leak(texts: str, said: str) -> bool:
    """Tell whether texts, with a seam between any two, or attributes may hold something that was not filled in.

    Most pages have no sign of it.
    """
    if any(sign in texts or sign in said for sign in LEAK_SIGNS):
        return True
    return any(word in texts for word in HOLLOW) and any(text.strip() in HOLLOW for text in texts.split(SEAM))


def _read_all_attributes(
    part: LexborNode, findings: Findings, home: Home, statements: Statements, folder: str | None
) -> tuple[str, list[_Minded]]:
    """Follow every address of the part, and judge the claims that its other attributes show.

    Return all of it, and the elements that a policy minds.
    """
    asked: dict[Asked, None] = {}
    lines: list[str] = []
    minded: list[_Minded] = []
    for node in part.traverse():
        said = read_attributes(node.tag or "", node.attributes)
        asked.update(dict.fromkeys(said.asked))
        lines += said.lines
        if said.barred or node.tag in ("script", "style"):
            minded.append((node, said.barred))
    for node in part.css(f"[{EMBED}]") if EMBED in findings.source else ():
        name = f'{EMBED}="{node.attributes[EMBED]}"'
        findings.add("I007", f"an embedded claim was not put in: {name}", "look at what fills the page", name)
    for raw, loads, runs, tells in asked:
        follow(findings, home, raw, loads=loads, runs=runs, tells=tells, folder=folder)
    _read_lines(lines, findings, home, statements)
    for one in asked:
        for lack in bare_in_lines(spelt_in([one]), statements, findings.places, "attribute"):
            findings.bare(lack._replace(near=(one.raw,)), "address")
    return "\n".join([*lines, *(one.raw for one in asked)]), minded


def _read_lines(lines: list[str], findings: Findings, home: Home, statements: Statements) -> None:
    # A script may put markup that stands in an attribute into the page.
    seen = [past_marks(line, untagged(line), statements) if "<" in line else line for line in lines]
    for lack in bare_in_lines(seen, statements, findings.places, "attribute"):
        findings.bare(lack, "attribute")
    for mention in home.mentions("\n".join(lines)):
        follow(findings, home, mention)


def _policy(tree: LexborHTMLParser, findings: Findings) -> frozenset[str]:
    """Return what the policy of a page allows scripts to be, and note if it has none before all that it loads."""
    for node in tree.head.iter() if tree.head is not None else ():
        if node.tag == "meta" and (node.attributes.get("http-equiv") or "").lower() == "content-security-policy":
            policy = node.attributes.get("content") or ""
            may_run = allowed(policy)
            if not may_run or any(source.lower() in _TOO_MUCH for source in may_run):
                findings.add("I012", "the policy of the page lets any script run", _POLICY_HINT, "script-src")
            elif asks_any(policy):
                findings.add("I012", "the policy of the page lets it ask any host", _POLICY_HINT, policy)
            return may_run
        if node.tag in _LOADING:
            break
    message = "the page has no content security policy before all that it loads"
    findings.add("I012", message, _POLICY_HINT, "<head")
    return frozenset()


def _read_barred(minded: Iterable[_Minded], findings: Findings, may_run: frozenset[str], bars_styles: bool) -> None:
    """Note what the policy of a page forbids, so that browsers pass over it."""
    for node, barred in minded:
        for kind, needle in _barred(node, barred, may_run):
            if bars_styles or kind != "style":
                message = f"the policy of pages forbids the inline {kind} of this element: {node.tag}"
                hint = "write scripts and styles into files, named in `extra_javascript`, `extra_css` or your own HTML"
                findings.add("I012", message, hint, needle, needle.partition("=")[0])


def _barred(node: LexborNode, barred: Iterable[str], may_run: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield what of an element a policy forbids that allows these scripts: script or style, and where it stands."""
    for name in barred:
        yield "style" if name == "style" else "script", f'{name}="{node.attributes[name]}"'
    if node.tag == "style":
        yield "style", node.text()
    elif node.tag == "script" and "src" not in node.attributes and is_run(node.attributes.get("type") or ""):
        script = node.text()
        if script and hashed(script) not in may_run:
            yield "script", script


def _read_scripts(part: LexborNode, findings: Findings, home: Home, statements: Statements) -> None:
    for element in part.css("script,style"):
        text = element.text()
        if not text:
            continue
        if element.tag == "style":
            for raw in css_addresses(text):
                follow(findings, home, raw, loads=True)
            continue
        is_json = "json" in (element.attributes.get("type") or "")
        try:
            bare, mentions = _read_script(text, is_json, home, statements, findings.places)
        except ValueError as error:
            findings.add("I010", f"a script holds JSON that cannot be read: {error}", "look at what writes it", text)
            continue
        for lack in bare:
            findings.bare(lack, "script")
        for mention in mentions:
            follow(findings, home, mention)


@lru_cache(maxsize=64)
def _read_script(
    text: str, is_json: bool, home: Home, statements: Statements, places: frozenset[str] | None
) -> tuple[tuple[Lack, ...], tuple[str, ...]]:
    """Return what is bare in a script, and the site's addresses in it; remembered, since most stand in every page."""
    if is_json:
        bare = bare_in_json(json.loads(text), statements, places, "script")
    else:  # one that is not run is a template, which may hold markup
        spelt = spelt_out(text)
        bare = bare_in_lines([past_marks(spelt, unmarked(spelt), statements)], statements, places, "script")
    return tuple(bare), tuple(home.mentions(text))


def _read_leaks(part: LexborNode, findings: Findings) -> None:
    for node in part.traverse(include_text=True):
        leaks = dict.fromkeys(_leaks(node))
        if leaks and not _is_as_typed(node):
            for leak in leaks:
                hint = "a template left it unfilled; what is meant to be read so belongs in a code element"
                findings.add("I007", f'"{leak}" stands in the page', hint, leak)


def _leaks(node: LexborNode) -> Iterator[str]:
    for text in [node.text_content] if node.is_text_node else node.attributes.values():
        for found in _LEAK.finditer(text or ""):
            yield found[0].strip()
    holder = node.parent if node.is_text_node else None
    text = holder.text().strip() if holder is not None else ""
    if text in HOLLOW:
        yield text


def _is_as_typed(node: LexborNode | None) -> bool:
    while node is not None:
        if node.tag in _AS_TYPED:
            return True
        node = node.parent
    return False


def _read_headings(tree: LexborHTMLParser, findings: Findings) -> None:
    title = tree.css_first("head > title")
    if title is None or not title.text().strip():
        findings.add(
            "I009",
            "the page has no title",
            "write `<title>` into its head: in the template that makes it, or in an HTML file of your own",
            "<title",
            "<head",
        )
    headings = tree.css("h1")
    if len(headings) > 1:
        findings.add("I009", f"the page has {len(headings)} h1 headings", "make all but one an h2", "<h1")
    if not all(heading.text().strip() for heading in headings):
        findings.add("I009", "an h1 heading is empty", "look at what fills it", "<h1></h1>", "<h1")


def _read_anchors(tree: LexborHTMLParser, findings: Findings) -> None:
    ids = [node.id for node in tree.css("[id]") if node.id]  # an empty one is no anchor
    if len(set(ids)) < len(ids):
        for name in [name for name, times in Counter(ids).items() if times > 1]:
            findings.add("I003", f'more than one element has the id "{name}"', "name one otherwise", f'id="{name}"')
    anchors = {*ids, *(node.attributes["name"] or "" for node in tree.css("a[name]"))}
    findings.ids = sorted(anchors)
    for target, fragment in list(findings.anchors):
        if target == findings.address:
            raw = findings.anchors.pop((target, fragment))
            if fragment not in anchors:
                findings.missing_anchor(target, fragment, raw)
