"""The HTML of a finished page as Markdown, so that another program can publish the same words.

Python-Markdown gets nothing but Markdown: what a person would type into a page of Material for MkDocs. Goldmark also
reads HTML around Markdown, so its pages keep the blocks of ours and weigh about the same. HTML within a line stays
out of both, since they read it slowly; only words in another script keep the mark that turns their direction.
This module knows the tags that the program's templates use, and neither records nor files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

_WRAPPERS = {"article", "section", "header", "footer", "div", "figure", "nav", "details"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5"}
_BLOCKS = _WRAPPERS | _HEADINGS | {"p", "ul", "ol", "dl", "table", "blockquote", "figcaption", "summary"}
_MARKS = {"b": "**", "strong": "**", "em": "*"}
_SPECIAL = re.compile(r"[\\`*_\[\]]|[<>&|~]")
_START = re.compile(r"^(?:([-+#:=])|(\d+)([.)]))(?=\s)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Dialect:
    """What one program reads: whether HTML may stand around Markdown, and how a link to another page is written."""

    html: bool
    link: Callable[[str], str]


def body_of(html: str) -> LexborNode:
    """Return the part of a finished page that is its own; a page without one is a ValueError."""
    found = LexborHTMLParser(html).css_first("article.md-content__inner")
    if found is None:
        raise ValueError("the page has no body")
    return found


def markdown(body: LexborNode, dialect: Dialect) -> str:
    """Return the body of a page as Markdown."""
    return "\n\n".join(_Writer(dialect).blocks(body)) + "\n"


class _Writer:
    """Writes one page. An id on a block that the dialect has no words for goes to the next heading or paragraph."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.waiting = ""

    def blocks(self, node: LexborNode) -> Iterator[str]:
        """Yield the blocks inside a node; text and inline tags between blocks are paragraphs."""
        loose: list[str] = []
        for child in _children(node):
            if child.tag not in _BLOCKS:
                loose.append(self._inline_node(child))
                continue
            yield from self._paragraph(loose)
            loose = []
            yield from self._block(child)
        yield from self._paragraph(loose)

    def _paragraph(self, parts: list[str]) -> Iterator[str]:
        words = "".join(parts).strip()
        if words:
            yield _START.sub(_not_at_start, words)

    def _block(self, node: LexborNode) -> Iterator[str]:
        tag = node.tag or ""
        if tag in _WRAPPERS:
            yield from self._wrapped(node)
        elif tag in _HEADINGS:
            yield self._heading(node)
        elif tag in ("ul", "ol"):
            yield "\n".join(self._list(node, "")) + self._attributes(node)
        elif tag == "dl":
            yield "\n\n".join(self._terms(node))
        elif tag == "table":
            yield from self._table(node)
        elif tag == "blockquote":
            yield f"> {self.inline(node)}" + self._attributes(node)
        elif words := self.inline(node):
            yield _START.sub(_not_at_start, words) + self._attributes(node)

    def _wrapped(self, node: LexborNode) -> Iterator[str]:
        if not self.dialect.html:
            self.waiting = node.attributes.get("id") or self.waiting
            yield from self.blocks(node)
            return
        yield f"<{node.tag}{_written(node)}>"
        yield from self.blocks(node)
        yield f"</{node.tag}>"

    def _heading(self, node: LexborNode) -> str:
        id = self._id(node)
        css = "".join(f" .{name}" for name in (node.attributes.get("class") or "").split() if self.dialect.html)
        given = f" {{#{id}{css}}}" if id else ""
        return f"{'#' * int((node.tag or 'h1')[1])} {self.inline(node)}{given}"

    def _id(self, node: LexborNode) -> str:
        id, self.waiting = self.waiting or node.attributes.get("id") or "", ""
        return id

    def _attributes(self, node: LexborNode) -> str:
        """Return what is said about a block, on a line of its own."""
        if self.dialect.html:
            css = node.attributes.get("class")
            return "\n{" + " ".join(f".{name}" for name in css.split()) + "}" if css else ""
        if node.tag != "p" or not self.waiting:
            return ""
        return f"\n{{: #{self._id(node)} }}"

    def _list(self, node: LexborNode, indent: str) -> Iterator[str]:
        mark = "1. " if node.tag == "ol" else "- "
        for item in _children(node):
            if item.tag != "li":
                continue
            parts = [child for child in _children(item) if child.tag not in ("ul", "ol")]
            yield f"{indent}{mark}{''.join(map(self._inline_node, parts)).strip()}"
            for inner in _children(item):
                if inner.tag in ("ul", "ol"):
                    yield from self._list(inner, indent + "    ")

    def _terms(self, node: LexborNode) -> Iterator[str]:
        for row in node.css("div"):
            term, told = row.css_first("dt"), row.css_first("dd")
            if term is not None and told is not None:
                yield f"{self.inline(term)}\n:   {self.inline(told) or '&nbsp;'}"

    def _table(self, node: LexborNode) -> Iterator[str]:
        caption = node.css_first("caption")
        if caption is not None:
            yield self.inline(caption)
        rows = [[self.inline(cell) for cell in row.css("th, td")] for row in node.css("tr")]
        lines = [f"| {' | '.join(cells)} |" for cells in rows]
        yield "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + self._attributes(node)

    def inline(self, node: LexborNode) -> str:
        """Return what is inside a node as one line of Markdown."""
        return "".join(map(self._inline_node, _children(node))).strip()

    def _inline_node(self, node: LexborNode) -> str:
        tag = node.tag or ""
        if tag == "-text":
            return _SPECIAL.sub(_literal, _SPACE.sub(" ", node.text() or ""))
        if tag in ("button", "-comment"):
            return ""
        if tag == "code":
            return f"`{_SPACE.sub(' ', node.text()).strip()}`"
        words = "".join(map(self._inline_node, _children(node)))
        if tag == "a" and (href := node.attributes.get("href")):
            return f"[{words}]({self.dialect.link(href)})"
        if tag in _MARKS:
            inner = words.strip()
            return words.replace(inner, f"{_MARKS[tag]}{inner}{_MARKS[tag]}", 1) if inner else words
        if "lang" in node.attributes:
            return f"<{tag}{_written(node)}>{words}</{tag}>"
        return words


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _written(node: LexborNode) -> str:
    return "".join(f' {name}="{escape(value or "")}"' for name, value in node.attributes.items())


def _literal(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};" if found[0] in "<>&|~" else f"\\{found[0]}"


def _not_at_start(found: re.Match[str]) -> str:
    return f"&#{ord(found[1])};" if found[1] else f"{found[2]}\\{found[3]}"
