"""Judges whether each claim in a document has its caveats in the same block.

A block is the nearest element around the statement that stands by itself (an article, a section, a row, an
item of a list). It is narrowed where it holds more than that: to the part around the statement without other
claims' statements, and without headings (h1, h2) of anything else; the page as a whole is no block. What lies
inside other claims' blocks, in quotations and their captions, or folded away is not the claim's own caveat. So a
caveat elsewhere in the page, beside the neighbour, or in a quotation is none; one in the same article or row is.

A statement inside a quotation is one that a source made: it is judged by the block around, as a line is, where
the caption may say how the source stands, and does not narrow the blocks of others. In titles and in navigation
a line is enough as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from .document import Document
from .statements import Found, Lack, astray, lacking

_STANDING_ALONE = frozenset({
    "article", "aside", "body", "dialog", "footer", "li", "main", "nav", "section", "title", "tr",
})  # fmt: skip
_WHOLE_PAGE = frozenset({"body", "html", "main"})
_QUOTING = frozenset({"blockquote", "q"})
_LINES = frozenset({"nav", "option", "title"})
_WITHIN_LINES = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "s", "small", "span",
    "strong", "sub", "sup", "time", "u", "var",
})  # fmt: skip


@dataclass(slots=True)
class _Shown:
    """A claim's statement in its place: the smallest element that holds it, and the nearest that stands by itself.

    `path` are these and those between them, from inside outwards.
    """

    found: Found
    path: list[int]
    quoted: bool
    line: bool
    element: int = field(init=False)
    alone: int = field(init=False)

    def __post_init__(self) -> None:
        self.element, self.alone = self.path[0], self.path[-1]

    def is_rival(self, other: _Shown) -> bool:
        """Tell whether the other is another claim's, shown within the same element standing alone."""
        return other.alone == self.alone and not other.quoted and other.found.claims != self.found.claims


def bare_claims(
    document: Document, found: Sequence[Found], texts: Sequence[str], places: Container[str] | None = None
) -> Iterator[Lack]:
    """Yield each claim found that is shown without one of its caveats, or in a kind of place not among these.

    `texts` are those of the document, folded and with single spaces. Without `places` a claim may stand in any.
    """
    if not found:
        return
    everything = _Everything(document, [_placed(document, one) for one in found])
    judged: set[tuple[object, ...]] = set()
    for place in everything.shown:
        if places is not None and (kind := _kind(document, place)) not in places:
            yield astray(place.found, kind)._replace(near=_near(document, place))
        block = _block(everything, place)
        inside = everything.inside(block)
        apart = [other.alone for other in inside if other.alone != place.alone]
        left_out = _left_out(document, place, block, apart)
        # What was judged sound needs no second look where the same claim stands in the same block again.
        same = (place.found.claims, block, place.line, place.quoted, *left_out)
        if same in judged:
            continue
        judged.add(same)
        said = document.words_without(block, left_out, texts)
        beside = [] if place.quoted else [other.found for other in inside if place.is_rival(other)]
        lack = lacking(place.found, said, line=place.line or place.quoted, beside=beside)
        if lack:
            yield lack._replace(near=_near(document, place))


class _Everything:
    """All statements that a document shows, by where they stand."""

    def __init__(self, document: Document, shown: list[_Shown]) -> None:
        self.document = document
        self.shown = shown
        self._in_order = sorted(shown, key=lambda one: one.element)
        self._elements = [one.element for one in self._in_order]
        self._by_alone: dict[int, list[_Shown]] = {}
        self._by_claims: dict[frozenset[str], list[int]] = {}
        for one in shown:
            self._by_alone.setdefault(one.alone, []).append(one)
            self._by_claims.setdefault(one.found.claims, []).append(one.element)

    def inside(self, element: int) -> list[_Shown]:
        """Return the statements within an element."""
        if len(self.shown) == 1:
            return self.shown
        first = bisect_left(self._elements, element)
        return self._in_order[first : bisect_left(self._elements, self.document.end(element))]

    def rivals(self, place: _Shown) -> list[_Shown]:
        """Return other claims' statements that stand within the same element standing alone."""
        together = self._by_alone[place.alone]
        return [] if place.quoted or len(together) == 1 else [other for other in together if place.is_rival(other)]

    def same(self, place: _Shown) -> list[int]:
        """Return the elements with a statement of the same claims."""
        return self._by_claims[place.found.claims]


def _placed(document: Document, found: Found) -> _Shown:
    """Return where a statement stands."""
    path: list[int] = []
    quoted = line = alone = False
    for around in document.path(document.around(found.first, found.last)):
        name = document.tags[around].name
        line = line or name in _LINES
        if not alone:
            path.append(around)
            quoted = quoted or name in _QUOTING
            alone = name in _STANDING_ALONE
    return _Shown(found, path, quoted, line)


def _kind(document: Document, place: _Shown) -> str:
    """Return the kind of a place, by the names of two elements at most: "h3 in article", "td in tr", "li", "title"."""
    names = [document.tags[element].name for element in place.path]
    return _named(next((name for name in names if name not in _WITHIN_LINES), ""), names[-1])


@cache
def _named(holder: str, alone: str) -> str:
    return holder if holder == alone else f"{holder} in {alone}"


def _block(everything: _Everything, place: _Shown) -> int:
    """Return the widest element, up to the one standing alone, that holds nothing of others."""
    if place.line:
        return place.alone
    rivals, same = everything.rivals(place), everything.same(place)
    block = place.element
    for wider in place.path[1:]:
        if _holds_others(everything.document, wider, rivals, same):
            break
        block = wider
    return block


def _holds_others(document: Document, element: int, rivals: list[_Shown], same: list[int]) -> bool:
    """Tell whether an element holds other claims' statements, or headings that are not of this claim."""
    if document.tags[element].name in _WHOLE_PAGE:
        return True
    if rivals and any(document.holds(element, rival.element) for rival in rivals):
        return True
    for heading in document.within(document.headings, element):
        if not any(document.holds(heading, one) for one in same):
            return True
    return False


def _left_out(document: Document, place: _Shown, block: int, apart: list[int]) -> list[int]:
    """Return what of a block is not the claim's own: elements apart, quotations, and what is folded away."""
    less = document.within(document.apart, block)
    if not place.quoted:
        less = less + document.within(document.captions, block)
    return [*apart, *(element for element in less if not document.holds(element, place.element))]


def _near(document: Document, place: _Shown) -> tuple[str, ...]:
    """Return what may tell where a statement stands: the longest of its texts, and the ids around it."""
    text = max(document.texts[place.found.first : place.found.last + 1], key=len).strip()
    ids = (document.ids[around] for around in document.path(place.element) if around in document.ids)
    return f">{text}", text, *(f'id="{id}"' for id in ids)
