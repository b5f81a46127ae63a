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

from collections.abc import Iterator
from dataclasses import dataclass

from .document import Document
from .statements import SEAM, Found, Lack, Statements, fold, lacking, spaced

_STANDING_ALONE = frozenset({"article", "aside", "body", "dialog", "footer", "li", "main", "nav", "section", "tr"})
_WHOLE_PAGE = frozenset({"body", "html", "main"})
_QUOTING = frozenset({"blockquote", "q"})
_LINES = frozenset({"nav", "option", "title"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """A claim's statement in its place: the smallest element that holds it, and the nearest that stands by itself."""

    found: Found
    element: int
    alone: int
    quoted: bool
    line: bool

    def is_rival(self, other: _Shown) -> bool:
        """Tell whether the other is another claim's, shown within the same element standing alone."""
        return other.alone == self.alone and not other.quoted and other.found.claims != self.found.claims


def bare_claims(document: Document, statements: Statements) -> Iterator[Lack]:
    """Yield each claim in a document that is shown without one of its caveats."""
    folded = fold(document.words)
    shown = [_placed(document, found) for found in statements.find(folded)]
    texts = folded.split(SEAM) if shown else []
    for place in shown:
        block = _block(document, place, shown)
        inside = [other for other in shown if document.holds(block, other.element)]
        beside = [] if place.quoted else [other.found for other in inside if place.is_rival(other)]
        apart = [other.alone for other in inside if other.alone != place.alone]
        said = _own_words(document, texts, place, block, apart)
        lack = lacking(place.found, said, line=place.line or place.quoted, beside=beside)
        if lack:
            yield lack._replace(near=_near(document, place))


def _placed(document: Document, found: Found) -> _Shown:
    """Return where a statement stands."""
    element = document.around(found.first, found.last)
    quoted = line = False
    alone = -1
    for around in document.path(element):
        tag = document.tags[around]
        line = line or tag in _LINES
        if alone < 0:
            quoted = quoted or tag in _QUOTING
            alone = around if tag in _STANDING_ALONE or tag == "title" else -1
    return _Shown(found, element, max(alone, 0), quoted, line)


def _block(document: Document, place: _Shown, shown: list[_Shown]) -> int:
    """Return the widest element, up to the one standing alone, that holds nothing of others."""
    if place.line:
        return place.alone
    rivals = [] if place.quoted else [other for other in shown if place.is_rival(other)]
    same = [other.element for other in shown if other.found.claims == place.found.claims]
    block = place.element
    for wider in document.path(place.element):
        if wider != place.element and _holds_others(document, wider, rivals, same):
            break
        block = wider
        if wider == place.alone:
            break
    return block


def _holds_others(document: Document, element: int, rivals: list[_Shown], same: list[int]) -> bool:
    """Tell whether an element holds other claims' statements, or headings that are not of this claim."""
    if document.tags[element] in _WHOLE_PAGE or any(document.holds(element, rival.element) for rival in rivals):
        return True
    headings = document.within(document.headings, element)
    return any(not any(document.holds(heading, one) for one in same) for heading in headings)


def _own_words(document: Document, texts: list[str], place: _Shown, block: int, apart: list[int]) -> str:
    """Return the words of a block without those of elements apart, of quotations, and of what is folded away."""
    less = document.within(document.apart, block)
    if not place.quoted:
        less = less + document.within(document.captions, block)
    left_out = [*apart, *(element for element in less if not document.holds(element, place.element))]
    return spaced(document.words_without(block, left_out, texts))


def _near(document: Document, place: _Shown) -> tuple[str, ...]:
    """Return what may tell where a statement stands: the longest of its texts, and the ids around it."""
    text = max(document.texts[place.found.first : place.found.last + 1], key=len).strip()
    ids = (document.ids[around] for around in document.path(place.element) if around in document.ids)
    return f">{text}", text, *(f'id="{id}"' for id in ids)
