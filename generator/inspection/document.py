"""An HTML document laid flat: its texts in their order, and its elements as ranges of these.

Whatever is asked of a document (what stands in this block, without that part?) is then a question about numbers.
Elements are numbered in the order of their start tags, so that an element comes after those around it. Knows no
claim, and no parser but the one that turns a tree into this.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from .statements import SEAM

HEADINGS = frozenset({"h1", "h2"})
_QUOTATIONS = frozenset({"blockquote", "q"})


@dataclass(slots=True)
class Document:
    """The texts of a document and its elements; element 0 is its root, which holds all others.

    From each text in `turns` on, up to the next turn, texts stand directly in the element of the same place in
    `holders`. Each element has in `tags` its name, in `above` the element around it, in `first` and `last` the texts
    that it covers (up to, not with, the last), and in `after` the next element that it does not hold. `ids` are the
    anchors of elements. `apart` are the elements whose words are nobody's own: quotations, what is folded away or
    hidden; `captions` and `headings` (h1, h2) are elements too.
    """

    texts: list[str] = field(default_factory=list)
    turns: list[int] = field(default_factory=lambda: [0])
    holders: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    ids: dict[int, str] = field(default_factory=dict)
    apart: list[int] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All texts, with a seam between any two."""
        return SEAM.join(self.texts)

    def holds(self, element: int, other: int) -> bool:
        """Tell whether an element is another one, or is around it."""
        return element <= other < self.after[element]

    def holder(self, text: int) -> int:
        """Return the element that a text stands in directly."""
        return self.holders[bisect_right(self.turns, text) - 1]

    def around(self, first: int, last: int) -> int:
        """Return the smallest element that holds the texts from the first to the last."""
        one, other = self.holder(first), self.holder(last)
        while one != other:
            if one > other:
                one = self.above[one]
            else:
                other = self.above[other]
        return one

    def path(self, element: int) -> Iterator[int]:
        """Yield an element and those around it, the root last."""
        while element >= 0:
            yield element
            element = self.above[element]

    def within(self, elements: list[int], element: int) -> list[int]:
        """Return those of some elements, which are in order, that an element holds or is."""
        return elements[bisect_left(elements, element) : bisect_left(elements, self.after[element])]

    def said(self, element: int) -> str:
        """Return the words of an element."""
        return "".join(self.texts[self.first[element] : self.last[element]]).strip()

    def words_without(self, element: int, left_out: Iterable[int], texts: Sequence[str]) -> str:
        """Return the texts of an element with a seam between any two, and a bar in place of each part left out.

        `texts` are those of the document, or what somebody made of each of them.
        """
        pieces: list[str] = []
        at = self.first[element]
        for part in sorted(left_out, key=lambda part: (self.first[part], -self.last[part])):
            if self.first[part] >= at and self.first[part] < self.last[part]:
                pieces += texts[at : self.first[part]]
                pieces.append("|")
                at = self.last[part]
        pieces += texts[at : self.last[element]]
        return SEAM.join(pieces)


def laid_flat(root: LexborNode) -> Document:
    """Return what lies below the root of a parsed tree, and the root itself."""
    document = Document(tags=[""], above=[-1], first=[0], last=[0], after=[0])
    known: dict[int, int] = {}
    open_elements = [0]
    for node in root.traverse(include_text=True):
        parent = node.parent
        holder = known.get(parent.mem_id, 0) if parent is not None else 0
        while open_elements[-1] != holder:
            _close(document, open_elements.pop())
        if node.is_text_node:
            if document.holders[-1] != holder:
                document.turns.append(len(document.texts))
                document.holders.append(holder)
            document.texts.append(node.text_content or "")
        elif node.is_element_node:
            known[node.mem_id] = len(document.tags)
            open_elements.append(_opened(document, node, holder))
    for element in reversed(open_elements):
        _close(document, element)
    return document


def _opened(document: Document, node: LexborNode, above: int) -> int:
    """Add an element; return its number."""
    number, tag = len(document.tags), node.tag or ""
    attributes = node.attributes
    document.tags.append(tag)
    document.above.append(above)
    document.first.append(len(document.texts))
    document.last.append(0)
    document.after.append(0)
    if attributes.get("id"):
        document.ids[number] = attributes["id"] or ""
    note(document, number, tag, folded="hidden" in attributes or (tag == "details" and "open" not in attributes))
    return number


def note(document: Document, number: int, tag: str, *, folded: bool) -> None:
    """Remember an element of a sort that matters for whose words stand in it."""
    if folded or tag in _QUOTATIONS:
        document.apart.append(number)
    elif tag == "figcaption":
        document.captions.append(number)
    elif tag in HEADINGS:
        document.headings.append(number)


def _close(document: Document, element: int) -> None:
    document.last[element] = len(document.texts)
    document.after[element] = len(document.tags)
