"""Marks what a document hides by what stands elsewhere in it: a style sheet, motion, a shadow in the place of words.

So do tabs of Markdown, which the theme's style sheet opens one at a time. The policy of pages forbids style sheets in
them, but none keeps a drawing from having one. It judges no claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode, SelectolaxError

from .document import STYLED
from .styles import concealed

TAB = "tabbed-block"
"""The class of what a tab shows."""
_SIGNS = ("<style", "<set", "<animate", "shadowroot", TAB)


def mark_unseen(part: LexborNode, source: str) -> None:
    """Mark each element as `hidden` that is so by a style sheet, by motion, or since a shadow or a tab may be shown."""
    lower = source.lower()
    if any(sign in lower for sign in _SIGNS):  # hardly any page has one
        for node in list(_unseen(part)):
            node.attrs["hidden"] = ""


def _unseen(part: LexborNode) -> Iterator[LexborNode]:
    yield from part.css(f".{TAB}")
    for style in part.css("style"):
        for selector in concealed(style.text()):
            yield from _met(part, selector)
    moving = (node for node in part.css("animate, set") if _moved(node) in STYLED)
    for node in (*moving, *part.css("template[shadowrootmode]")):
        if node.parent is not None:
            yield node.parent


def _moved(node: LexborNode) -> str:
    """Return the attribute that an element sets in motion."""
    return next((value or "" for name, value in node.attributes.items() if name.lower() == "attributename"), "")


def _met(part: LexborNode, selector: str) -> list[LexborNode]:
    try:
        return part.css(selector) if selector else []
    except SelectolaxError:  # a part of an element, or nothing that any browser minds
        return []
