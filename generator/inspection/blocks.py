"""Judges whether each claim in a document has its caveats in the same block.

A block is the nearest element around the statement that stands by itself (an article, a section, a row, an
item of a list). It is narrowed where it holds more than that: to the part around the statement without other
claims' statements, and without headings (h1, h2) of anything else; the page as a whole is no block. What lies
inside other claims' blocks, in quotations, or folded away does not count as the claim's own caveat. So a caveat
elsewhere in the page, beside the neighbour, or in a quotation is none; one in the same article, row or card is.

A statement inside a quotation is one that a source made: it is judged by the block around, as a line is,
and does not narrow the blocks of others. In titles and in navigation a line is enough as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborNode

from .statements import SEAM, Found, Lack, Statements, fold, lacking, spaced

_STANDING_ALONE = frozenset({"article", "aside", "body", "dialog", "footer", "li", "main", "nav", "section", "tr"})
_WHOLE_PAGE = frozenset({"body", "html", "main"})
_QUOTING = frozenset({"blockquote", "q"})
_NOT_OWN = "blockquote,q,details:not([open]),[hidden]"
_LINES = frozenset({"nav", "option", "title"})


@dataclass(slots=True, eq=False)
class _Element:
    node: LexborNode
    tag: str
    above: _Element | None
    span: tuple[int, int] | None = None

    def path(self) -> Iterator[_Element]:
        element: _Element | None = self
        while element is not None:
            yield element
            element = element.above


@dataclass(slots=True, eq=False)
class _Shown:
    """A claim's statement in its place: the path up from the smallest element that holds it, and its widest block."""

    found: Found
    path: dict[_Element, None]
    alone: _Element
    quoted: bool
    line: bool

    def is_rival(self, other: _Shown) -> bool:
        """Tell whether the other is another claim's, shown within the same element standing alone."""
        return other.alone is self.alone and not other.quoted and other.found.claims != self.found.claims


def bare_claims(root: LexborNode, statements: Statements) -> Iterator[Lack]:
    """Yield each claim below a root that is shown without one of its caveats."""
    folded = fold(root.text(separator=SEAM))
    found = statements.find(folded)
    if not found:
        return
    document = _Document(root, folded)
    shown = [document.place(one) for one in found]
    for place in shown:
        block = document.block(place, shown)
        text = document.text(block, apart=_apart(place, block, shown, document))
        beside = [] if place.quoted else [o.found for o in shown if place.is_rival(o) and block in o.path]
        lack = lacking(place.found, text, line=place.line or place.quoted, beside=beside)
        if lack:
            ids = (f'id="{element.node.id}"' for element in place.path if element.node.id)
            text = document.longest_text(place.found)
            yield lack._replace(near=(f">{text}", text, *ids))


def _apart(place: _Shown, block: _Element, shown: list[_Shown], document: _Document) -> list[_Element]:
    """Return the elements of a block whose words are not the claim's own."""
    others = [other.alone for other in shown if other.alone is not place.alone and block in other.path]
    return [element for element in (*others, *document.not_own) if element not in place.path]


class _Document:
    """A document as its text nodes in order, each folded, and its elements with the way up from each."""

    def __init__(self, root: LexborNode, folded: str) -> None:
        self.texts: list[LexborNode] = []
        self._root = root
        self._folded = folded.split(SEAM)
        self._starts = {root.mem_id: 0}
        self._elements: dict[int, _Element] = {}
        for node in root.traverse(include_text=True):
            if node.is_text_node:
                self.texts.append(node)
            else:
                self._starts[node.mem_id] = len(self.texts)

    @cached_property
    def not_own(self) -> list[_Element]:
        """The elements whose words are somebody else's, or not to be seen at once."""
        return [self._element(node) for node in self._root.css(_NOT_OWN)]

    @cached_property
    def _headings(self) -> dict[_Element, list[_Element]]:
        """The h1 and h2 inside each element that has any."""
        inside: dict[_Element, list[_Element]] = {}
        for node in self._root.css("h1,h2"):
            heading = self._element(node)
            for holder in heading.path():
                inside.setdefault(holder, []).append(heading)
        return inside

    def place(self, found: Found) -> _Shown:
        """Return where a statement stands."""
        path = self._path(found.first)
        if found.last != found.first:
            last = self._path(found.last)
            path = [element for element in path if element in last]
        quoted = False
        for alone in path:
            quoted = quoted or alone.tag in _QUOTING
            if alone.tag in _STANDING_ALONE or alone.tag == "title":
                break
        line = not _LINES.isdisjoint([element.tag for element in path])
        return _Shown(found, dict.fromkeys(path), alone, quoted, line)

    def block(self, place: _Shown, shown: list[_Shown]) -> _Element:
        """Return the widest element, up to the one standing alone, that holds nothing of others."""
        if place.line:
            return place.alone
        rivals = [] if place.quoted else [other for other in shown if place.is_rival(other)]
        same = [other for other in shown if other.found.claims == place.found.claims]
        block = None
        for element in place.path:
            if block is not None and self._holds_others(element, rivals, same):
                break
            block = element
            if element is place.alone:
                break
        return block or place.alone

    def _holds_others(self, element: _Element, rivals: list[_Shown], same: list[_Shown]) -> bool:
        """Tell whether an element holds other claims' statements, or headings that are not of this claim."""
        foreign = [h for h in self._headings.get(element, ()) if not any(h in place.path for place in same)]
        return bool(foreign) or element.tag in _WHOLE_PAGE or any(element in rival.path for rival in rivals)

    def longest_text(self, found: Found) -> str:
        """Return the longest of the texts that make up a statement."""
        parts = (node.text_content or "" for node in self.texts[found.first : found.last + 1])
        return max(parts, key=len).strip()

    def text(self, element: _Element, apart: list[_Element]) -> str:
        """Return the words of an element without those of the elements apart from it."""
        start, end = self._span(element)
        within = (other for other in apart if start <= self._start(other) < end)
        parts = []
        for out, back in sorted(self._span(other) for other in within):
            if start <= out:
                parts += [*self._folded[start:out], "|"]
                start = back
        return spaced(" ".join([*parts, *self._folded[start:end]]))

    def _start(self, element: _Element) -> int:
        return self._starts[element.node.mem_id]

    def _span(self, element: _Element) -> tuple[int, int]:
        """Return the numbers of the first text node inside an element and of the first one after it."""
        if element.span is None:
            start, text = self._start(element), element.node.text(separator=SEAM)
            element.span = start, start + text.count(SEAM) + 1 if text else start
        return element.span

    def _path(self, number: int) -> list[_Element]:
        parent = self.texts[number].parent
        holder = parent if parent is not None and parent.is_element_node else self._root
        return list(self._element(holder).path())

    def _element(self, node: LexborNode) -> _Element:
        known = self._elements.get(node.mem_id)
        if known is None:
            parent = node.parent if node.mem_id != self._root.mem_id else None
            above = self._element(parent) if parent is not None and parent.is_element_node else None
            known = self._elements[node.mem_id] = _Element(node, node.tag or "", above)
        return known
