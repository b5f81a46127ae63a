"""Reads plain markup faster than a parser can: pages of this program hold nothing else.

Plain is what every parser must understand alike: known elements, each closed where it was opened, attributes in
double quotes, nothing that HTML moves, closes or opens by itself. Whatever is not plain is refused, and goes to the
parser. So a mistake in here may cost time, never a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from .attributes import EMBED, Asked, Said, read_attributes
from .document import Document, note

_NAME = re.compile(r"(/?)([a-z][a-z0-9]*)")
_ATTRIBUTE = re.compile(r'\s+([a-z][a-z-]*)(?:="([^"]*)")?')
_LINK = re.compile(r'a(?: class="[a-z -]*")? href="([^"&]+)"')
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
_ONCE = ("html", "head", "body")
_MARKING = _PHRASING - {"button", "q"}
_IN_A_PART_OF_A_LIST = frozenset({("dt", "div"), ("dd", "div")})
_REMEMBERED = 100_000
_MARKS, _UNMARKS, _NOTHING, _OPENS, _NOTED, _FOLDED, _EMPTY, _CLOSES, _NOT_PLAIN = range(9)
_Step = tuple[int, str]
_KNOWN = _HEADINGS | _PHRASING | _VOID | _ONLY_IN.keys() | {
    "article", "aside", "blockquote", "details", "div", "dl", "figure", "footer", "header", "main", "nav", "ol", "p",
    "section", "table", "ul",
}  # fmt: skip
_NOTEWORTHY = frozenset({"blockquote", "q", "figcaption", "h1", "h2"})


class Told(NamedTuple):
    """What a tag has in its attributes: an anchor or "", the addresses that it asks for, words that may be read."""

    id: str
    said: Said


class Scanned(NamedTuple):
    """A document laid flat, and those of its tags that tell something, as often as they occur."""

    document: Document
    telling: list[str]


class Scanner:
    """Scans documents, and remembers what each tag says, which is the same on every page."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}
        self._steps = _Steps(self.told)

    def scan(self, html: str) -> Scanned | None:
        """Return a whole document laid flat, or None where its markup is not plain.

        Elements that only mark words (`b`, `a`, `span` …) are left out: no block begins or ends at them. What the
        telling tags tell stands in `told`.
        """
        if any(sign in html for sign in _ODD_SIGNS) or ("&" in html and _VAGUE.search(html)):
            return None
        html = html.removeprefix(_DOCTYPE)
        brackets = html.encode().translate(None, _NO_BRACKETS)
        if brackets != b"<>" * (len(brackets) // 2):
            return None
        parts = html.replace(">", "<").split("<")
        texts, tags = parts[0::2], parts[1::2]
        if "&" in html:
            texts = unescape("\0".join(texts)).split("\0")
        self._forget()
        document = Document(texts)
        if not _is_laid_out(document, map(self._steps.__getitem__, tags)) or not _stands_plainly(document):
            return None
        return Scanned(document, [tag for tag in tags if tag in self.told])

    def _forget(self) -> None:
        if len(self._steps) > _REMEMBERED:
            self._steps.clear()
            self.told.clear()


def _is_laid_out(document: Document, steps: Iterable[_Step]) -> bool:  # noqa: C901
    """Give the document its elements; False where these are not closed where they were opened."""
    # One function, however long: a call for each tag of each page would double what this takes.
    names, above, first, last, after, turns, holders = [""], [-1], [0], [0], [0], [0], [0]
    marks: list[str] = []
    holder = number = 0
    for at, (kind, name) in enumerate(steps, 1):
        if kind == _MARKS:
            if name == "a" and name in marks:
                return False
            marks.append(name)
        elif kind == _UNMARKS:
            if not marks or marks.pop() != name:
                return False
        elif kind != _NOTHING:
            if marks or kind == _NOT_PLAIN:
                return False
            if kind == _CLOSES:
                if names[holder] != name or not holder:
                    return False
                last[holder] = at
                after[holder] = number + 1
                holder = above[holder]
            else:
                number += 1
                names.append(name)
                above.append(holder)
                first.append(at)
                last.append(at)
                after.append(number + 1)
                if kind in (_NOTED, _FOLDED):
                    note(document, number, name, folded=kind == _FOLDED)
                if kind != _EMPTY:
                    holder = number
            turns.append(at)
            holders.append(holder)
    last[0], after[0] = len(document.texts), number + 1
    document.tags, document.above, document.first, document.last, document.after = names, above, first, last, after
    document.turns, document.holders = turns, holders
    return not holder and not marks


def _stands_plainly(document: Document) -> bool:
    """Tell whether every element and every text may stand where it does, so that no parser would move it."""
    names, above = document.tags, document.above
    if [name for name in names if name in _ONCE] != list(_ONCE):
        return False  # a second body is no body to a parser
    pairs = frozenset(zip(names[1:], [names[one] for one in above[1:]], strict=True))
    if not _may_all_stand(pairs):
        return False
    if not pairs.isdisjoint(_IN_A_PART_OF_A_LIST):
        parts = (number for number, name in enumerate(names) if name in ("dt", "dd"))
        if any("dl" not in (names[above[number]], names[above[above[number]]]) for number in parts):
            return False
    ends = [*document.turns[1:], len(document.texts)]
    return not any(
        end > start + 1 or (document.texts[start].strip() and names[holder] != "title")
        for start, end, holder in zip(document.turns, ends, document.holders, strict=True)
        if names[holder] in _ONLY_HOLDS
    )


@lru_cache(maxsize=4096)
def _may_all_stand(pairs: frozenset[tuple[str, str]]) -> bool:
    """Tell whether plain markup has each element of these directly in the other one."""
    return all(_may_stand(name, holder) for name, holder in pairs)


def _may_stand(name: str, holder: str) -> bool:
    """Tell whether plain markup has an element of one name directly in one of the other."""
    if holder in _ONLY_HOLDS and name not in _ONLY_HOLDS[holder]:
        return False
    if name in _ONLY_IN and holder not in _ONLY_IN[name]:
        return False
    if holder == "p":
        return name in _PHRASING
    if holder in _PHRASING:
        return name == "q"
    return not (name in _HEADINGS and holder in _HEADINGS)


class _Steps(dict[str, _Step]):
    """What each tag does to the elements around it; tags stand here without their brackets."""

    def __init__(self, told: dict[str, Told]) -> None:
        super().__init__()
        self._told = told

    def __missing__(self, tag: str) -> _Step:
        found = _NAME.match(tag)
        step: _Step = (_NOT_PLAIN, "")
        if found and found[2] in _KNOWN:
            step = _closing(tag, found) if found[1] else self._opening(tag, found)
        self[tag] = step
        return step

    def _opening(self, tag: str, found: re.Match[str]) -> _Step:
        link = _LINK.fullmatch(tag)
        if link:  # most of the tags that were never seen are links to one more record
            self._told[tag] = Told("", Said((Asked(link[1], False, False),)))
            return (_MARKS, "a")
        name, rest = found[2], tag[found.end() :]
        given = _ATTRIBUTE.findall(rest)
        attributes = {key: unescape(value) for key, value in given}
        folded = "hidden" in attributes or (name == "details" and "open" not in attributes)
        marks = name in _MARKING or name in _PHRASES_VOID
        odd = len(attributes) < len(given) or _ATTRIBUTE.sub("", rest).strip() or (name == "a" and "name" in attributes)
        if odd or (folded and (marks or name in _VOID)):
            return (_NOT_PLAIN, name)
        said, id = read_attributes(name, attributes), attributes.get("id", "")
        if id or said.asked or said.lines:
            self._told[tag] = Told(id, said)
        if name in _VOID:
            return (_NOTHING if name in _PHRASES_VOID else _EMPTY, name)
        if marks:
            return (_MARKS, name)
        return (_FOLDED if folded else _NOTED if name in _NOTEWORTHY else _OPENS, name)


def _closing(tag: str, found: re.Match[str]) -> _Step:
    name = found[2]
    if tag[found.end() :].strip() or name in _VOID:
        return (_NOT_PLAIN, name)
    return (_UNMARKS if name in _MARKING else _CLOSES, name)
