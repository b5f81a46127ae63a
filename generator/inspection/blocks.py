"""Judges whether each claim in a document has its caveats in the same block.

A block is the nearest element around the statement that stands by itself (an article, a section, a row, an
item of a list). It is narrowed where it holds more than that: to the part around the statement without other
claims' statements, and without headings (h1, h2) of anything else. What lies inside other claims' blocks,
and what is quoted from sources, does not count as the claim's own caveat. So a caveat elsewhere in the page,
beside the neighbour, or in a quotation is no caveat; one in the same article, row or hover card is.

A statement inside a quotation is one that a source made: it is judged by the block around, as a line is,
and does not narrow the blocks of others. In titles and in navigation a line is enough as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from .statements import SEAM, Found, Statements, lacking, words

_STANDING_ALONE = frozenset({"article", "aside", "body", "dialog", "footer", "li", "main", "nav", "section", "tr"})
_WHOLE_PAGE = frozenset({"body", "html", "main"})
_QUOTING = frozenset({"blockquote", "q"})
_NOT_OWN = "blockquote,q,details:not([open]),[hidden]"
_LINES = frozenset({"nav", "option", "title"})
_NOT_READ = frozenset({"script", "style"})


class Bare(NamedTuple):
    """A claim shown without a caveat, with what may tell where: a part of its text, the ids around it."""

    claim: str
    caveat: str
    needles: tuple[str, ...]


@dataclass(slots=True, eq=False)
class _Element:
    node: LexborNode
    tag: str
    above: _Element | None
    headings: set[int] = field(default_factory=set)

    def path(self) -> Iterator[_Element]:
        element: _Element | None = self
        while element is not None:
            yield element
            element = element.above

    def words(self) -> str:
        return words(self.node.text(separator=SEAM))


@dataclass(slots=True, eq=False)
class _Shown:
    """A claim's statement in its place: the path from the smallest element that holds it, and its block's element."""

    found: Found
    path: list[_Element]
    alone: _Element
    quoted: bool
    line: bool


def bare_claims(root: LexborNode, text: str, statements: Statements) -> Iterator[Bare]:
    """Yield each claim below a root that lacks a caveat; `text` is the root's, its text nodes parted by `SEAM`."""
    found = statements.find(text)
    if not found:
        return
    tree = _Tree(root)
    shown = [place for one in found if (place := tree.place(one))]
    for place in shown:
        lack = _judge(place, shown, tree)
        if lack:
            ids = (f'id="{element.node.id}"' for element in place.path if element.node.id)
            yield Bare(*lack, (tree.texts[place.found.first].text_content or "", *ids))


def _judge(place: _Shown, shown: list[_Shown], tree: _Tree) -> tuple[str, str] | None:
    block = _block(place, shown, tree)
    others = [other for other in shown if other.found.claims != place.found.claims and block in other.path]
    beside = [other for other in others if other.alone is place.alone and not other.quoted]
    apart = [other.alone for other in others if other.alone is not place.alone]
    apart += [tree.element(node) for node in block.node.css(_NOT_OWN)]
    apart = [element for element in apart if element not in place.path]
    less = [element for element in dict.fromkeys(apart) if not any(e in apart for e in list(element.path())[1:])]
    return lacking(
        place.found,
        block.words(),
        less=[element.words() for element in less],
        line=place.line or place.quoted,
        beside=[other.found for other in beside],
    )


def _block(place: _Shown, shown: list[_Shown], tree: _Tree) -> _Element:
    """Return the widest element up to the one standing alone that holds nothing of others."""
    if place.quoted or place.line:
        return place.alone
    rivals = [o for o in shown if o.alone is place.alone and not o.quoted and o.found.claims != place.found.claims]
    taken = {element for rival in rivals for element in rival.path}
    own_headings = {element.node.mem_id for element in place.path}
    block = place.path[0]
    for element in place.path:
        beyond = element in taken or element.tag in _WHOLE_PAGE or tree.headings(element) - own_headings
        if beyond and element is not block:
            break
        block = element
        if element is place.alone:
            break
    return block


class _Tree:
    """A document's text nodes by their number, and its elements with the way up from each."""

    def __init__(self, root: LexborNode) -> None:
        self.texts = [node for node in root.traverse(include_text=True) if node.is_text_node]
        self._elements: dict[int, _Element] = {}
        self._headings = root.css("h1,h2")
        self._counted = False

    def element(self, node: LexborNode) -> _Element:
        """Return the one element that stands for a node."""
        known = self._elements.get(node.mem_id)
        if known is None:
            parent = node.parent
            above = self.element(parent) if parent is not None and parent.is_element_node else None
            known = self._elements[node.mem_id] = _Element(node, node.tag or "", above)
        return known

    def headings(self, element: _Element) -> set[int]:
        """Return the h1 and h2 inside an element."""
        if not self._counted:
            self._counted = True
            for heading in self._headings:
                for holder in self.element(heading).path():
                    holder.headings.add(heading.mem_id)
        return element.headings

    def place(self, found: Found) -> _Shown | None:
        """Return where a statement stands; None where nobody reads it."""
        path = self._around(found)
        if not path or any(element.tag in _NOT_READ for element in path):
            return None
        upto = next((i for i, element in enumerate(path) if element.tag in _STANDING_ALONE), len(path) - 1)
        quoted = any(element.tag in _QUOTING for element in path[: upto + 1])
        line = any(element.tag in _LINES for element in path[: upto + 1])
        return _Shown(found, path, path[0] if path[0].tag == "title" else path[upto], quoted, line)

    def _around(self, found: Found) -> list[_Element]:
        paths = []
        for index in (found.first, found.last):
            parent = self.texts[index].parent
            paths.append(list(self.element(parent).path()) if parent is not None and parent.is_element_node else [])
        return [element for element in paths[0] if element in paths[-1]]
