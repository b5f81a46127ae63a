"""Reads one HTML document: its claims, anchors, addresses, headings, and what should not have leaked.

Knows nothing of templates, and nothing of the other files of the site.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .addresses import Home, css_addresses, srcset_addresses
from .blocks import bare_claims
from .facts import Findings
from .links import follow
from .records import bare_in_json, bare_in_lines
from .statements import SEAM, Lack, Statements

_LOADED = frozenset({"src", "poster", "background", "formaction", "ping", "action", "data"})
_ADDRESSES = _LOADED | {"href", "xlink:href"}
_ADDRESS_LISTS = {"srcset": srcset_addresses, "imagesrcset": srcset_addresses, "style": css_addresses}
_LOADED_WHERE_LINKED = frozenset({"image", "use"})
_LOADING_RELS = frozenset({
    "stylesheet", "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch", "icon",
    "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon", "manifest",
})  # fmt: skip
_RUNNING = frozenset({"script", "iframe", "frame", "object", "embed", "form", "button"})
_WITHOUT_WORDS = frozenset({
    "class", "d", "dir", "fill", "for", "id", "lang", "media", "pattern", "points", "rel", "role", "sizes",
    "stroke", "tabindex", "transform", "type", "viewbox", "xmlns", "aria-hidden", "aria-labelledby",
})  # fmt: skip
_AS_TYPED = frozenset({"blockquote", "cite", "code", "kbd", "pre", "q", "samp", "script", "style", "textarea"})
_LEAK = re.compile(r"\{\{[^{}]*\}{0,2}|\{%[^{}]*\}?|\[\[[a-z0-9:-]+(?:\|[^\[\]]*)?\]\]| object at 0x[0-9a-f]+")
_Asked = tuple[str, bool, bool]
_EMBED = "data-dossier-embed"
_RARE = f"[{_EMBED}],meta[http-equiv=refresh i]"
_RARE_SIGNS = (_EMBED, "http-equiv")
_LEAK_SIGNS = ("{{", "{%", "[[", " object at 0x")
_HOLLOW = ("None", "Undefined", "undefined")


def read_html(findings: Findings, home: Home, statements: Statements) -> None:
    """Add to the findings all that can be said of a document without the rest of the site."""
    tree = _read_tree(findings, home, statements)
    _read_headings(tree, findings)
    _read_anchors(tree, findings)


def read_drawing(findings: Findings, home: Home, statements: Statements) -> None:
    """Add to the findings what an SVG file shows and loads."""
    _read_tree(findings, home, statements)


def _read_tree(findings: Findings, home: Home, statements: Statements) -> LexborHTMLParser:
    tree = LexborHTMLParser(findings.source)
    base = tree.css_first("base[href]") if "<base" in findings.source else None
    folder = _folder(findings, home, base) if base is not None else None
    for part in (tree.root, *(tree.template_fragments() if "<template" in findings.source else ())):
        if part is not None:
            said = _read_attributes(part, findings, home, statements, folder)
            _read_scripts(part, findings, home, statements)
            part.strip_tags(["script", "style"])
            _read_text(part, findings, statements, said)
    return tree


def _folder(findings: Findings, home: Home, base: LexborNode) -> str:
    name = home.find(findings.address, base.attributes["href"] or "").name
    return name[: name.rfind("/") + 1]


def _read_text(part: LexborNode, findings: Findings, statements: Statements, said: str) -> None:
    text = part.text(separator=SEAM)
    for lack in bare_claims(part, text, statements):
        findings.bare(lack, "block")
    # Looked for first in all texts at once: going through the nodes one by one takes as long as all the rest.
    if any(sign in text or sign in said for sign in _LEAK_SIGNS) or any(word in text for word in _HOLLOW):
        _read_leaks(part, findings)


def _read_attributes(
    part: LexborNode, findings: Findings, home: Home, statements: Statements, folder: str | None
) -> str:
    """Follow every address of the part, and judge the claims that its other attributes show; return all of it."""
    asked: dict[_Asked, None] = {}
    lines: list[str] = []
    for node in part.traverse():
        attributes = node.attributes
        for name, value in attributes.items():
            if not value or name in _WITHOUT_WORDS:
                continue
            if name in _ADDRESSES:
                asked[_asked(node.tag or "", name, value, attributes)] = None
            elif name in _ADDRESS_LISTS:
                asked.update(((raw, True, False), None) for raw in _ADDRESS_LISTS[name](value))
            elif " " in value or "/" in value:
                lines.append(value)
    for node in part.css(_RARE) if any(sign in findings.source for sign in _RARE_SIGNS) else ():
        if _EMBED in node.attributes:
            name = f'{_EMBED}="{node.attributes[_EMBED]}"'
            findings.add("I007", f"an embedded claim was not put in: {name}", "look at what fills the page", name)
        else:
            asked[_refreshed(node.attributes.get("content") or ""), True, True] = None
    for raw, loads, runs in asked:
        follow(findings, home, raw, loads=loads, runs=runs, folder=folder)
    _read_lines(lines, findings, home, statements)
    return "\n".join([*lines, *(raw for raw, _, _ in asked)])


def _read_lines(lines: list[str], findings: Findings, home: Home, statements: Statements) -> None:
    for lack in bare_in_lines(lines, statements):
        findings.bare(lack, "attribute")
    for mention in home.mentions("\n".join(lines)):
        follow(findings, home, mention)


def _asked(tag: str, name: str, value: str, attributes: Mapping[str, str | None]) -> _Asked:
    """Return an address, whether a browser asks for it by itself (a form: when used), and whether a program comes."""
    if tag == "base":
        return "", False, False  # it leads nowhere by itself
    if tag == "link":
        loads = not _LOADING_RELS.isdisjoint((attributes.get("rel") or "").lower().split())
    else:
        loads = name in _LOADED or tag in _LOADED_WHERE_LINKED
    return value, loads, tag in _RUNNING


def _refreshed(content: str) -> str:
    return re.sub(r"^[^;]*;?\s*(url\s*=)?\s*", "", content, flags=re.IGNORECASE).strip("'\"")


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
            bare, mentions = _read_script(text, is_json, home, statements)
        except ValueError as error:
            findings.add("I010", f"a script holds JSON that cannot be read: {error}", "look at what writes it", text)
            continue
        for lack in bare:
            findings.bare(lack, "script")
        for mention in mentions:
            follow(findings, home, mention)


@lru_cache(maxsize=64)
def _read_script(
    text: str, is_json: bool, home: Home, statements: Statements
) -> tuple[tuple[Lack, ...], tuple[str, ...]]:
    """Return what is bare in a script, and the site's addresses in it; remembered, since most stand in every page."""
    bare = bare_in_json(json.loads(text), statements) if is_json else bare_in_lines([text], statements)
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
    if text in _HOLLOW:
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
        findings.add("I009", "the page has no title", "look at the template that makes it", "<title", "<head")
    headings = tree.css("h1")
    if len(headings) > 1:
        findings.add("I009", f"the page has {len(headings)} h1 headings", "make all but one an h2", "<h1")
    if not all(heading.text().strip() for heading in headings):
        findings.add("I009", "an h1 heading is empty", "look at what fills it", "<h1></h1>", "<h1")


def _read_anchors(tree: LexborHTMLParser, findings: Findings) -> None:
    ids = [node.id or "" for node in tree.css("[id]")]
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
