"""An HTML document laid flat: its texts in their order, the tags between them, and how deep each text stands.

Whatever is asked of a document (what stands in this block, without that part?) is then a search in a row of signs, one
for the depth of each text. Knows no claim, and no parser but the one that turns a tree into this.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from .folding import SEAM
from .styles import hidden_by, is_clear, is_nothing, is_out_of_place

HEADINGS = frozenset({"h1", "h2"})
QUOTATIONS = frozenset({"blockquote", "q"})
CAPTION = "figcaption"
TITLE = "title"
NOTED = HEADINGS | QUOTATIONS | {CAPTION, TITLE}
"""Elements that matter for whose words stand in them, or for what heads the page."""


_UNSEEN = frozenset({
    "annotation", "annotation-xml", "audio", "canvas", "clipPath", "datalist", "defs", "desc", "iframe",
    "linearGradient", "maction", "marker", "mask", "metadata", "meter", "mphantom", "noembed", "noframes", "noscript",
    "object", "pattern", "progress", "radialGradient", "rp", "select", "switch", "symbol", "video",
})  # fmt: skip
"""Elements of which most readers, whose browsers know more, see no text, or not all of it."""
_STRUCK = frozenset({"del", "s", "strike"})
"""Elements whose words are said to hold no more."""
STYLED = frozenset({"display", "fill-opacity", "font-size", "opacity", "style", "visibility"})
"""Attributes that may hide an element of a drawing, which no policy of pages keeps from it."""
PLACING = frozenset({
    "clip-path", "dx", "dy", "fill", "height", "requiredExtensions", "requiredextensions", "role", "systemLanguage",
    "systemlanguage", "transform", "width", "x", "y",
})  # fmt: skip
"""Others that may, of which pages and drawings are full: only what they say tells."""
_FOR_FEW = frozenset({"requiredExtensions", "requiredextensions", "systemLanguage", "systemlanguage"})
_UNSPOKEN = frozenset({"image", "img", "meter", "progressbar", "scrollbar", "separator", "slider"})
"""Roles of elements of which nothing within is read aloud."""
_STYLING = STYLED | PLACING
_DRAWN_WORDS = frozenset({"text", "textPath", "tspan"})
_WINDOWS = frozenset({"foreignObject", "svg"})


def is_folded(name: str, attributes: Container[str]) -> bool:
    """Tell whether what stands in an element is struck out, not to be seen at first, never read aloud, or for few only.

    Whatever its value, `aria-hidden` counts: scripts set it to and fro. What is `inert` is read aloud no more than
    that. Of `details` with a name one is open at a time.
    """
    return (
        name in _UNSEEN
        or name in _STRUCK
        or "hidden" in attributes
        or "popover" in attributes
        or "aria-hidden" in attributes
        or "inert" in attributes
        or (name in ("details", "dialog") and ("open" not in attributes or "name" in attributes))
    )


def is_styled_away(attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element is hidden by a style of its own."""
    own = [f"{name}:{value}" for name, value in attributes.items() if name in STYLED and name != "style"]
    return bool(hidden_by([*own, *map(str.strip, (attributes.get("style") or "").split(";"))]))


def is_placed_away(name: str, attributes: Mapping[str, str | None]) -> bool:
    """Tell whether an element is never read aloud, or in a drawing put outside, made nothing or shown to few."""
    said = {attribute: value or "" for attribute, value in attributes.items() if attribute in PLACING}
    if said.get("role", "").strip().lower() in _UNSPOKEN or not _FOR_FEW.isdisjoint(said):
        return True
    if name in _WINDOWS and any(is_nothing(said.get(side, "1")) for side in ("width", "height")):
        return True
    if name in _DRAWN_WORDS and is_clear(said.get("fill", "")) and not attributes.get("stroke"):
        return True
    return any(is_out_of_place(attribute, value) for attribute, value in said.items())


class Tag:
    """A tag: its name, whether an element begins with it, and whether what stands in that is folded away or hidden.

    It is `noted` if an element begins that matters for whose words stand in it, or for what heads the page.
    """

    __slots__ = ("folded", "name", "noted")

    def __init__(self, name: str, begins: bool = False, folded: bool = False) -> None:
        self.name = name
        self.folded = folded
        self.noted = begins and (folded or name in NOTED)


ROOT = Tag("")


@dataclass
class Document:
    """The texts of a document, each with the tag before it, the first one with `ROOT`.

    An element has the number of the text that follows its start tag, so that it comes after those around it; the
    document itself is element 0. Each text has in `depths` a sign, of which the code is the number of elements around
    it. `noted` are elements whose tag says so, and `ids` the anchors of elements.

    Of those noted, `apart` are elements whose words are nobody's own: quotations, titles, what is folded or hidden;
    `captions` say whose words others are; `headings` (h1, h2) and `titles` head something.
    """

    texts: Sequence[str]
    tags: Sequence[Tag]
    depths: str
    noted: Sequence[int]
    ids: Mapping[int, str] = field(default_factory=dict)
    apart: list[int] = field(default_factory=list, init=False)
    captions: list[int] = field(default_factory=list, init=False)
    headings: list[int] = field(default_factory=list, init=False)
    titles: list[int] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        for element in self.noted:
            tag = self.tags[element]
            if tag.folded or tag.name in QUOTATIONS:
                self.apart.append(element)
            elif tag.name == CAPTION:
                self.captions.append(element)
            elif tag.name == TITLE:  # of a page or, as a tooltip, of a part of a drawing
                self.titles.append(element)
                self.apart.append(element)
            else:
                self.headings.append(element)

    @property
    def words(self) -> str:
        """All texts, with a seam between any two."""
        return SEAM.join(self.texts)

    def end(self, element: int) -> int:
        """Return the first text behind an element, which is the number of the next element that it does not hold."""
        end = self.depths.find(chr(ord(self.depths[element]) - 1), element) if element else -1
        return end if end > 0 else len(self.texts)

    def holds(self, element: int, other: int) -> bool:
        """Tell whether an element is another one, or is around it."""
        return element <= other < self.end(element)

    def holder(self, text: int) -> int:
        """Return the element that a text stands in directly."""
        depth = ord(self.depths[text])
        return self.depths.rfind(chr(depth - 1), 0, text) + 1 if depth else 0

    def above(self, element: int) -> int:
        """Return the element around another one; -1 for the document itself."""
        return self.holder(element - 1) if element else -1

    def around(self, first: int, last: int) -> int:
        """Return the smallest element that holds the texts from the first to the last."""
        one = self.holder(first)
        while self.end(one) <= last:
            one = self.above(one)
        return one

    def path(self, element: int) -> Iterator[int]:
        """Yield an element and those around it, the document itself last."""
        depths = self.depths
        depth = ord(depths[element])
        while depth > 0:
            yield element
            depth -= 1
            element = depths.rfind(chr(depth - 1), 0, element) + 1 if depth else 0
        yield 0

    def within(self, elements: list[int], element: int) -> list[int]:
        """Return those of some elements, which are in order, that an element holds or is."""
        if not elements:
            return elements
        return elements[bisect_left(elements, element) : bisect_left(elements, self.end(element))]

    def said(self, element: int) -> str:
        """Return the words of an element."""
        return "".join(self.texts[element : self.end(element)]).strip()

    def words_without(self, element: int, left_out: Iterable[tuple[int, int]], texts: Sequence[str]) -> str:
        """Return the texts of an element with a space between any two, and a bar in place of each part left out.

        A part goes from a text to another one, which stands behind it. `texts` are those of the document, or what
        somebody made of each of them.
        """
        pieces: list[str] = []
        at = element
        for part, end in sorted(left_out):
            if part >= at and any(texts[part:end]):
                pieces += texts[at:part]
                pieces.append("|")
                at = end
        pieces += texts[at : self.end(element)]
        return " ".join(filter(None, pieces))


def laid_flat(root: LexborNode) -> Document:
    """Return what lies below the root of a parsed tree, and the root itself."""
    flat = _Flat()
    known: dict[int, int] = {}
    for node in root.traverse(include_text=True):
        parent = node.parent
        flat.return_to(known.get(parent.mem_id, 0) if parent is not None else 0)
        if node.is_text_node:
            flat.say(node.text_content or "")
        elif node.is_element_node:
            known[node.mem_id] = flat.begin(node.tag or "", node.attributes)
    flat.return_to(0)
    return flat.document()


class _Flat:
    """A document being laid flat."""

    def __init__(self) -> None:
        self._texts = [""]
        self._tags = [ROOT]
        self._depths = ["\0"]
        self._open = [0]
        self._ids: dict[int, str] = {}

    def document(self) -> Document:
        """Return what was laid flat."""
        noted = [element for element, tag in enumerate(self._tags) if tag.noted]
        return Document(self._texts, self._tags, "".join(self._depths), noted, self._ids)

    def begin(self, name: str, attributes: Mapping[str, str | None]) -> int:
        """Add an element; return its number."""
        number = len(self._texts)
        self._open.append(number)
        styled = not _STYLING.isdisjoint(attributes) and (
            (not STYLED.isdisjoint(attributes) and is_styled_away(attributes)) or is_placed_away(name, attributes)
        )
        self._add(Tag(name, True, styled or is_folded(name, attributes)))
        if attributes.get("id"):
            self._ids[number] = attributes["id"] or ""
        return number

    def say(self, text: str) -> None:
        """Add a text."""
        if self._texts[-1]:
            self._add(Tag(""))
        self._texts[-1] = text

    def return_to(self, element: int) -> None:
        """End the elements within another one."""
        while self._open[-1] != element:
            self._open.pop()
            self._add(Tag(""))

    def _add(self, tag: Tag) -> None:
        self._tags.append(tag)
        self._texts.append("")
        self._depths.append(chr(len(self._open) - 1))
