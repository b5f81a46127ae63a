"""Reads plain markup faster than a parser can: pages of this program hold nothing else.

Plain is what every parser must understand alike: known elements, each closed where it was opened, attributes in
double quotes, nothing that HTML moves, closes or opens by itself. Whatever is not plain is refused, and goes to the
parser. So a mistake in here may cost time, never a finding.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from .attributes import EMBED, Asked, Said, read_attributes
from .document import Document, note

_NAME = re.compile(r"(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r'\s+([a-z][a-z-]*)(?:="([^"]*)")?')
_VAGUE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#\d{2,6}|#x[0-9a-fA-F]{2,5});)")
_ODD_SIGNS = ("\0", "\r", "\f", "<!--", EMBED)
_DOCTYPE = "<!doctype html>"
_NO_BRACKETS = bytes(sorted(set(range(256)) - set(b"<>")))

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PHRASING = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "dfn", "em", "i", "kbd", "label", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
})  # fmt: skip
_PHRASES_VOID = frozenset({"br", "img", "wbr"})
_VOID = _PHRASES_VOID | {"hr", "link", "meta"}
_ONLY_IN = {
    "html": {""}, "head": {"html"}, "body": {"html"}, "title": {"head"}, "meta": {"head"}, "link": {"head"},
    "li": {"ol", "ul"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "summary": {"details"}, "figcaption": {"figure"},
    "caption": {"table"}, "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "tr": {"thead", "tbody", "tfoot"},
    "th": {"tr"}, "td": {"tr"},
}  # fmt: skip
_ONLY_HOLDS: dict[str, set[str]] = {
    "": {"html"}, "html": {"head", "body"}, "head": {"title", "meta", "link"}, "title": set(),
    "table": {"caption", "thead", "tbody", "tfoot"}, "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"},
    "tr": {"th", "td"},
}  # fmt: skip
_SET_APART = frozenset({"button", "q"})
_KNOWN = _HEADINGS | _PHRASING | _VOID | _ONLY_IN.keys() | {
    "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "header", "main", "nav", "ol", "p",
    "section", "table", "ul",
}  # fmt: skip
_NOTED = frozenset({"blockquote", "q", "figcaption", "h1", "h2"})


class Scanned(NamedTuple):
    """A document laid flat, the addresses that it asks for, and the words in its attributes."""

    document: Document
    asked: tuple[Asked, ...]
    lines: tuple[str, ...]


class _Tag(NamedTuple):
    """One tag, understood: how it starts or ends an element, and what its attributes hold.

    A `phrase` only marks words; what is `noted` matters for whose words stand in it; `tells` is whether there is an id
    or anything said.
    """

    name: str
    plain: bool
    closes: bool = False
    phrase: bool = False
    void: bool = False
    noted: bool = False
    folded: bool = False
    tells: bool = False
    id: str = ""
    said: Said = Said()


def scan(html: str) -> Scanned | None:
    """Return a whole document laid flat, or None where its markup is not plain.

    Elements that only mark words (`b`, `a`, `span` …) are left out: no block begins or ends at them, however they are
    nested. Anchors (`ids`) have numbers of their own here, below zero.
    """
    if any(sign in html for sign in _ODD_SIGNS) or ("&" in html and _VAGUE.search(html)):
        return None
    html = html.removeprefix(_DOCTYPE)
    brackets = html.encode().translate(None, _NO_BRACKETS)
    if brackets != b"<>" * (len(brackets) // 2):
        return None
    parts = html.replace(">", "<").split("<")
    texts = parts[0::2]
    if "&" in html:
        texts = unescape("\0".join(texts)).split("\0")
    tags = list(map(_understood, parts[1::2]))
    return _laid_out(Document(texts), tags) if all(tag.plain for tag in tags) else None


def _laid_out(document: Document, tags: list[_Tag]) -> Scanned | None:
    """Give the texts their elements; None where these do not stand as plain markup has them."""
    blocks = [(at, tag) for at, tag in enumerate(tags, 1) if not tag.phrase]
    elements = [("", -1, 0)]
    last = [0] * (len(blocks) // 2 + 2)
    after = list(last)
    holders: list[int] = []
    holder = done = 0
    for at, tag in blocks:
        holders += [holder] * (at - done)
        done = at
        if tag.closes:
            name, above, _ = elements[holder]
            if name != tag.name or not holder:
                return None
            last[holder] = at
            after[holder] = len(elements)
            holder = above
        elif not tag.void:
            elements.append((tag.name, holder, at))
            holder = len(elements) - 1
            if holder >= len(last):
                return None  # more opened than closed
            if tag.noted:
                note(document, holder, tag.name, folded=tag.folded)
    if holder:
        return None
    holders += [0] * (len(document.texts) - done)
    document.holders = holders
    last[0], after[0] = len(document.texts), len(elements)
    document.tags, document.above, document.first = map(list, zip(*elements, strict=True))
    document.last, document.after = last, after
    return _said(document, tags) if _stands_plainly(document, tags) else None


def _said(document: Document, tags: list[_Tag]) -> Scanned:
    """Gather what the attributes hold."""
    asked: dict[Asked, None] = {}
    lines: list[str] = []
    for at, tag in enumerate([tag for tag in tags if tag.tells]):
        if tag.id:
            document.ids[-1 - at] = tag.id
        asked.update(dict.fromkeys(tag.said.asked))
        lines += tag.said.lines
    return Scanned(document, tuple(asked), tuple(lines))


def _stands_plainly(document: Document, tags: list[_Tag]) -> bool:
    """Tell whether every element and every text may stand where it does, so that no parser would move it."""
    names, above = document.tags, document.above
    if not all(_may_stand(*pair) for pair in set(zip(names[1:], [names[one] for one in above[1:]], strict=True))):
        return False
    for number, name in enumerate(names):
        if name in ("dt", "dd") and "dl" not in (names[above[number]], names[above[above[number]]]):
            return False
    holding_no_text = {number for number, name in enumerate(names) if name in _ONLY_HOLDS and name != "title"}
    odd = [at for at, one in enumerate(document.holders) if one in holding_no_text]
    return not any(document.texts[at].strip() or (at < len(tags) and tags[at].phrase) for at in odd)


@lru_cache(maxsize=1024)
def _may_stand(name: str, holder: str) -> bool:
    """Tell whether plain markup has an element of one name directly in one of the other."""
    if holder in _ONLY_HOLDS and name not in _ONLY_HOLDS[holder]:
        return False
    if name in _ONLY_IN and holder not in _ONLY_IN[name]:
        return False
    if holder == "p" or holder in _PHRASING:
        return name in _PHRASING
    return not (name in _HEADINGS and holder in _HEADINGS)


@lru_cache(maxsize=50_000)
def _understood(tag: str) -> _Tag:
    """Return what a tag says, which is the same on every page; it comes without its brackets."""
    found = _NAME.match(tag)
    if not found:
        return _Tag("", False)
    name, rest = found[2], tag[found.end() :]
    if found[1]:
        phrase = name in _PHRASING and name not in _SET_APART
        return _Tag(name, name in _KNOWN and not rest.strip(), closes=True, phrase=phrase)
    given = _ATTRIBUTE.findall(rest)
    attributes = {key: unescape(value) for key, value in given}
    folded = "hidden" in attributes or (name == "details" and "open" not in attributes)
    phrase = (name in _PHRASING and name not in _SET_APART) or name in _PHRASES_VOID
    plain = name in _KNOWN and len(attributes) == len(given) and not _ATTRIBUTE.sub("", rest).strip()
    plain = plain and not (name == "a" and "name" in attributes) and not (phrase and folded)
    said, id = read_attributes(name, attributes), attributes.get("id", "")
    tells = bool(id or said.asked or said.lines)
    return _Tag(name, plain, False, phrase, name in _VOID, folded or name in _NOTED, folded, tells, id, said)
