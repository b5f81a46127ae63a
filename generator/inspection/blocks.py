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

from selectolax.lexbor import LexborNode

from .statements import SEAM, Found, Lack, Statements, lacking, words

_STANDING_ALONE = frozenset({"article", "aside", "body", "dialog", "footer", "li", "main", "nav", "section", "tr"})
_WHOLE_PAGE = frozenset({"body", "html", "main"})
_QUOTING = frozenset({"blockquote", "q"})
_NOT_OWN = "blockquote,q,details:not([open]),[hidden]"
_NOT_OWN_IN_FULL = f"{_NOT_OWN},figcaption"
_LINES = frozenset({"nav", "option", "title"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """A claim's statement in its place.

    `path` leads up from the smallest element that holds it, by the elements' ids in memory; `alone` is the
    nearest of them that stands by itself.
    """

    found: Found
    path: dict[int, LexborNode]
    alone: int
    quoted: bool
    line: bool

    def is_rival(self, other: _Shown) -> bool:
        """Tell whether the other is another claim's, shown within the same element standing alone."""
        return other.alone == self.alone and not other.quoted and other.found.claims != self.found.claims


def bare_claims(root: LexborNode, text: str, statements: Statements) -> Iterator[Lack]:
    """Yield each claim below a root that is shown without one of its caveats; `text` is that of its text nodes."""
    found = statements.find(text)
    if not found:
        return
    document = _Document(root)
    shown = [document.place(one) for one in found]
    for place in shown:
        block = document.block(place, shown)
        apart = [other.path[other.alone] for other in shown if other.alone != place.alone and block in other.path]
        beside = [] if place.quoted else [o.found for o in shown if place.is_rival(o) and block in o.path]
        said = _own_words(place, place.path[block], apart)
        lack = lacking(place.found, said, line=place.line or place.quoted, beside=beside)
        if lack:
            yield lack._replace(near=document.near(place))


def _own_words(place: _Shown, block: LexborNode, apart: list[LexborNode]) -> str:
    """Return the words of a block without those of elements apart, of quotations, and of what is folded away."""
    text = f"{SEAM}{block.text(separator=SEAM)}{SEAM}"
    not_own = _NOT_OWN if place.quoted else _NOT_OWN_IN_FULL
    less = [*apart, *(node for node in block.css(not_own) if node.mem_id not in place.path)]
    # The longest first, since an element may hold another one.
    for other in sorted((node.text(separator=SEAM) for node in less), key=len, reverse=True):
        if other:
            text = text.replace(f"{SEAM}{other}{SEAM}", f"{SEAM}|{SEAM}", 1)
    return words(text)


class _Document:
    """A document as its text nodes in order, and what h1 and h2 headings its elements hold."""

    def __init__(self, root: LexborNode) -> None:
        self._root = root
        self._texts = [node for node in root.traverse(include_text=True) if node.is_text_node]
        self._headings: dict[int, list[int]] = {}
        for heading in root.css("h1,h2"):
            for holder in self._path(heading):
                self._headings.setdefault(holder, []).append(heading.mem_id)

    def place(self, found: Found) -> _Shown:
        """Return where a statement stands."""
        path = self._path(self._texts[found.first].parent)
        if found.last != found.first:
            last = self._path(self._texts[found.last].parent)
            path = {id_: node for id_, node in path.items() if id_ in last}
        quoted = line = False
        alone = 0
        for id_, node in path.items():
            tag = node.tag
            line = line or tag in _LINES
            if not alone:
                quoted = quoted or tag in _QUOTING
                alone = id_ if tag in _STANDING_ALONE or tag == "title" else 0
        return _Shown(found, path, alone or next(reversed(path)), quoted, line)

    def block(self, place: _Shown, shown: list[_Shown]) -> int:
        """Return the widest element, up to the one standing alone, that holds nothing of others."""
        if place.line:
            return place.alone
        rivals = [] if place.quoted else [other for other in shown if place.is_rival(other)]
        block = 0
        for id_ in place.path:
            if block and self._holds_others(id_, place, rivals, shown):
                break
            block = id_
            if id_ == place.alone:
                break
        return block

    def _holds_others(self, element: int, place: _Shown, rivals: list[_Shown], shown: list[_Shown]) -> bool:
        """Tell whether an element holds other claims' statements, or headings that are not of this claim."""
        if place.path[element].tag in _WHOLE_PAGE or any(element in rival.path for rival in rivals):
            return True
        same = [other for other in shown if other.found.claims == place.found.claims]
        return any(not any(h in other.path for other in same) for h in self._headings.get(element, ()))

    def near(self, place: _Shown) -> tuple[str, ...]:
        """Return what may tell where a statement stands: the longest of its texts, and the ids around it."""
        texts = (node.text_content or "" for node in self._texts[place.found.first : place.found.last + 1])
        text = max(texts, key=len).strip()
        return f">{text}", text, *(f'id="{node.id}"' for node in place.path.values() if node.id)

    def _path(self, node: LexborNode | None) -> dict[int, LexborNode]:
        """Return an element and those around it, up to the root, by their ids in memory."""
        path = {}
        while node is not None and node.is_element_node:
            path[node.mem_id] = node
            node = node.parent if node.mem_id != self._root.mem_id else None
        return path or {self._root.mem_id: self._root}
