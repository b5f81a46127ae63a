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

from .asking import Found, Lack, astray, lacking
from .document import Document

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
    everything = _Everything(document, found)
    judged: set[tuple[object, ...]] = set()
    for place in everything.shown:
        if places is not None and (kind := _kind(document, place)) not in places:
            yield astray(place.found, kind)._replace(near=_near(document, place))
        block = everything.block(place)
        inside, left_out = everything.parts(place, block)
        # What was judged sound needs no second look where the same claim stands in the same block again.
        same = (place.found.asking[0].spoken, block, place.line, place.quoted, *left_out)
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

    def __init__(self, document: Document, found: Sequence[Found]) -> None:
        self.document = document
        self.shown = [_placed(document, one) for one in found]
        self._in_order = sorted(self.shown, key=lambda one: one.element)
        self._elements = [one.element for one in self._in_order]
        self._by_alone: dict[int, list[_Shown]] = {}
        self._by_claims: dict[frozenset[str], list[int]] = {}
        for one in self.shown:
            self._by_alone.setdefault(one.alone, []).append(one)
            self._by_claims.setdefault(one.found.claims, []).append(one.element)
        self._others: dict[tuple[frozenset[str], int], list[int]] = {}
        self._parts: dict[int, tuple[list[_Shown], list[int], list[int]]] = {}

    def parts(self, place: _Shown, block: int) -> tuple[list[_Shown], list[tuple[int, int]]]:
        """Return the statements within a block, and those parts of it, from text to text, that are not the claim's own.

        That are elements of others, quotations, captions of these, and what is folded away, also below a summary.
        """
        inside, apart, captions = self._within(block)
        less = apart if place.quoted else apart + captions
        left_out = [(other.alone, self.document.end(other.alone)) for other in inside if other.alone != place.alone]
        for element in less:
            end = self.document.end(element)
            if not element <= place.element < end:
                left_out.append((element, end))
            elif self.document.tags[element].name == "details" and (shown := self._summary(place, element)):
                left_out.append((self.document.end(shown), end))
        return inside, left_out

    def _summary(self, place: _Shown, details: int) -> int:
        """Return the summary that a statement stands in, of an element that is folded otherwise; 0 if in none."""
        document = self.document
        found = (around for around in document.path(place.element) if document.tags[around].name == "summary")
        return next((summary for summary in found if document.above(summary) == details), 0)

    def _within(self, block: int) -> tuple[list[_Shown], list[int], list[int]]:
        """Return the statements within a block, elements that are set apart, and captions."""
        parts = self._parts.get(block)
        if parts is None:
            document = self.document
            first = bisect_left(self._elements, block)
            inside = self._in_order[first : bisect_left(self._elements, document.end(block))]
            apart, captions = document.within(document.apart, block), document.within(document.captions, block)
            parts = self._parts[block] = inside, apart, captions
        return parts

    def block(self, place: _Shown) -> int:
        """Return the widest element, up to the one standing alone, that holds nothing of others."""
        if place.line:
            return place.alone
        others = self._not_of(place)
        behind = bisect_left(others, place.element)
        after = others[behind - 1] if behind else -1
        before = others[behind] if behind < len(others) else len(self.document.texts)
        block = place.element
        for wider in place.path[1:]:
            whole = self.document.tags[wider].name in _WHOLE_PAGE
            if whole or wider <= after or self.document.end(wider) > before:
                break
            block = wider
        return block

    def _not_of(self, place: _Shown) -> list[int]:
        """Return, in order, the elements with other claims' statements, and headings without one of this claim."""
        key = place.found.claims, -1 if place.quoted else place.alone
        others = self._others.get(key)
        if others is None:
            same, holds = self._by_claims[place.found.claims], self.document.holds
            others = [head for head in self.document.headings if not any(holds(head, one) for one in same)]
            if not place.quoted:
                others += [other.element for other in self._by_alone[place.alone] if place.is_rival(other)]
            others = self._others[key] = sorted(others)
        return others


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


def _near(document: Document, place: _Shown) -> tuple[str, ...]:
    """Return what may tell where a statement stands: the longest of its texts, and the ids around it."""
    text = max(document.texts[place.found.first : place.found.last + 1], key=len).strip()
    ids = (document.ids[around] for around in document.path(place.element) if around in document.ids)
    return f">{text}", text, *(f'id="{id}"' for id in ids)
