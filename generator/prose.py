"""Inline Markdown with `[[links]]`, for claims and for hand-written pages alike.

One Python-Markdown extension reads `[[id]]`, `[[id|words]]`, `[[claim:id]]`, `[[source:id]]` and, on hand-written
pages, `![[claim:id]]` and `![[list:name]]`, each a paragraph of its own. It writes neutral markers
(`href="dossier:…"`), because where a page lies, and what it is called, is for others to say: this module knows no
corpus and no address.

Text of the data allows inline Markdown only. HTML in it is shown as text; what Markdown made of the rest passes
through nh3's allow-list as a second wall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from .markup import as_typed

TARGET = r"(?:(?P<kind>claim|source):)?(?P<id>[^\[\]|:\s][^\[\]|:]*)"
REFERENCE = rf"\[\[{TARGET}(?:\|(?P<words>[^\[\]]+))?\]\]"
LINK_FORMS = "a link is [[id]], [[id|words]], [[claim:id]] or [[source:id]]; for the signs themselves write \\[["
_SCAN = re.compile(rf"\\.|(?P<code>`+).+?(?P=code)|{REFERENCE}", re.DOTALL)
_MARKER = re.compile(r'<a href="dossier:(?P<kind>entity|claim|source):(?P<id>[^"]*)">(?P<own></a>)?')
_EMBED = re.compile(r"!\[\[(?P<kind>claim|list):(?P<id>[^\[\]|:\s]+)\]\]")
_PLACED = re.compile(
    r"\\.|(?P<code>`+).+?(?P=code)"
    r"|(?:(?<!\w)|(?=!\[\[(?:claim|list):))!\[\[(?:(?P<kind>claim|list|source):)?(?P<id>[^\[\]]*)\]\](?![(\[])",
    re.DOTALL,
)
"""What is marked as placed; behind a word, the sign before a link belongs to the sentence."""
_BEGINS_ITEM = re.compile(r"[ \t]*(?:(?:[-*+:>]|\d+\.|\[\^[^\]]+\]:)[ \t]+)+")
_IS_NO_PARAGRAPH = re.compile(r"[ \t]*(?:\Z|#|<|(?:!!!|\?\?\?|===)[ +!])")
_PLAIN = re.compile(r"[^\\*_`<>&\[\]!]*")
_SPACE = re.compile(r"\s+")
_STOPPED = ".</bdi></a>"
_TWO_STOPS = re.compile(rf"({re.escape(_STOPPED)}(?:</[a-z]+>)*)\.(?!\.)")
_TAGS = {"a", "bdi", "em", "strong", "code"}
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"http", "https", "mailto", "dossier"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One `[[link]]` in a text: what it names, the words shown (empty: the target's own name), where it stands."""

    kind: str
    id: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One `![[claim:id]]`, `![[list:name]]` or what is typed like it: what, where, and whether it stands alone."""

    kind: str
    name: str
    start: int
    end: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Target:
    """Where a reference leads: its address as seen from the page, the target's own name, and the attributes of that."""

    href: str
    name: str
    attrs: str = ""


Resolve = Callable[[str, str], Target | None]


def references(text: str) -> tuple[Reference, ...]:
    """Return the `[[links]]` of a text in their order; none inside code, none behind a backslash."""
    if "[[" not in text:
        return ()
    return tuple(
        Reference(found["kind"] or "entity", found["id"], found["words"] or "", found.start(), found.end())
        for found in _SCAN.finditer(text)
        if found["id"]
    )


def marked_up(text: str) -> str:
    """Return safe inline HTML of a text of the data, with its links as markers that `resolved` fills."""
    text = _on_one_line(text)
    found = references(text)
    if _is_simple(_between(text, found)):
        return _simple(text, found)
    html = _inline_markdown().reset().convert(text)
    html = re.sub(r"^<p>|</p>$", "", html)
    html = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    return as_typed(html)


def resolved(html: str, resolve: Resolve) -> str:
    """Replace the markers of links by addresses and names; what leads nowhere stays as its words.

    Of two full stops, that of a name (“Inc.”) and that of the sentence which it ends, one is left, whatever markup ends
    between them.
    """

    def link(found: re.Match[str]) -> str:
        target = resolve(found["kind"], unescape(found["id"]))
        opened = f'<a href="{escape(target.href)}">' if target else "<a>"
        name = target.name if target else unescape(found["id"])
        attrs = target.attrs if target else ""
        return f"{opened}<bdi{attrs}>{_shown(name)}</bdi></a>" if found["own"] else opened

    html = _MARKER.sub(link, html)
    return _TWO_STOPS.sub(r"\1", html) if _STOPPED in html else html


def plain(text: str, name: Callable[[str, str], str]) -> str:
    """Return the text as a reader sees it, without markup; `name` gives the words of a link that has none."""
    line = _on_one_line(text)
    found = references(line)
    pieces = list(_between(line, found))
    if _is_simple(pieces):  # nearly every text, and a build asks for the words of all claims
        pieces[1::2] = [link.words or name(link.kind, link.id) for link in found]
        for place in range(1, len(pieces), 2):  # of two full stops one is left, as `resolved` does it
            if pieces[place].endswith(".") and pieces[place + 1].startswith(".") and pieces[place + 1][1:2] != ".":
                pieces[place + 1] = pieces[place + 1][1:]
        return "".join(pieces)
    html = resolved(marked_up(text), lambda kind, id: Target("", name(kind, id)))
    return unescape(re.sub(r"<[^>]*>", "", html))


def placed(text: str) -> tuple[Placed, ...]:
    """Return what a hand-written page places, in its order; nothing inside code, nothing behind a backslash."""
    if "![[" not in text:
        return ()
    return tuple(
        Placed(found["kind"] or "entity", found["id"], *found.span(), _stands_alone(text, *found.span()))
        for found in _PLACED.finditer(text)
        if found["id"] is not None
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a page is a paragraph of its own, as Markdown sees it, or all of an item's first."""
    above, before = f"\n\n{text[:start]}".rsplit("\n", 2)[1:]
    after, below = f"{text[end:]}\n\n".split("\n", 2)[:2]
    item = _BEGINS_ITEM.fullmatch(before)
    begins = item or (not before.strip() and _IS_NO_PARAGRAPH.match(above))
    ends = _IS_NO_PARAGRAPH.match(below) or (item and _BEGINS_ITEM.match(below))
    return bool(begins and ends and not after.strip())


def _on_one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _is_simple(pieces: Iterable[str]) -> bool:
    """Tell whether the pieces of a text between its links, and the words of these, hold nothing else of Markdown."""
    return all(map(_PLAIN.fullmatch, pieces))


def _between(text: str, found: tuple[Reference, ...]) -> Iterator[str]:
    """Yield what stands before the first link, the words of that, what stands before the next, and so on to the end."""
    place = 0
    for reference in found:
        yield text[place : reference.start]
        yield reference.words
        place = reference.end
    yield text[place:]


def _simple(text: str, found: tuple[Reference, ...]) -> str:
    """Mark up a text that holds links and nothing else of Markdown, without a Markdown run."""
    parts, place = [], 0
    for reference in found:
        parts.append(_shown(text[place : reference.start]))
        words = f"<bdi>{_shown(reference.words)}</bdi>" if reference.words else ""
        target = f"dossier:{reference.kind}:{escape(reference.id)}"
        parts.append(f'<a href="{target}">{words}</a>')
        place = reference.end
    return "".join(parts) + _shown(text[place:])


def _shown(text: str) -> str:
    """Return a text as HTML between tags, where a quotation mark needs no escaping."""
    return as_typed(escape(text, quote=False))


class _ReferenceProcessor(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        link = Element("a", {"href": f"dossier:{m['kind'] or 'entity'}:{m['id']}"})
        if m["words"]:
            name = Element("bdi")
            name.text = m["words"]
            link.append(name)
        return link, m.start(0), m.end(0)


class _TypedSigns(InlineProcessor):
    """Writes the sign behind a backslash as what is read, and not as what opens a link, for whoever looks for these."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return self.md.htmlStash.store(as_typed("[[")[:-1]), m.start(0), m.end(0)


class _OuterLinks(Treeprocessor):
    """Shows a Markdown link around a `[[link]]` as typed: no link stands in another one, and the inner one counts."""

    def run(self, root: Element) -> None:
        for link in list(root.iter("a")):
            inner = [one for one in link.iter("a") if one is not link]
            if any(one.get("href", "").startswith("dossier:") for one in inner):
                typed = f"]({link.get('href', '')})"
                link.tag, link.text = "span", f"[{link.text or ''}"
                link.attrib.clear()
                link[-1].tail = f"{link[-1].tail or ''}{typed}"


class _EmbedProcessor(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:
        is_indented = block.lstrip("\n").startswith(" " * self.tab_length)  # code, or a part of an item
        return not is_indented and bool(_EMBED.fullmatch(block.strip()))

    def run(self, parent: Element, blocks: list[str]) -> None:
        found = _EMBED.fullmatch(blocks.pop(0).strip())
        assert found is not None
        parent.append(Element("div", {"data-dossier-embed": f"{found['kind']}:{found['id']}"}))


class DossierExtension(Extension):
    """The Python-Markdown extension of `[[links]]`, and of embedded claims and lists where blocks are allowed."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        """Register links below escapes and code, above Markdown's own links; signs that open none, above escapes."""
        md.inlinePatterns.register(_TypedSigns(r"(?<!\\)\\\[(?=\[)", md), "dossier-typed", 185)
        md.inlinePatterns.register(_ReferenceProcessor(REFERENCE, md), "dossier-reference", 175)
        md.treeprocessors.register(_OuterLinks(md), "dossier-outer-link", 15)
        md.parser.blockprocessors.register(_EmbedProcessor(md.parser), "dossier-embed", 105)


def makeExtension(**options: Any) -> DossierExtension:  # noqa: N802
    """Return the extension, under the name by which Python-Markdown asks a module for it."""
    return DossierExtension(**options)


@cache
def _inline_markdown() -> markdown.Markdown:
    """Return Python-Markdown with inline syntax only: no blocks, no images, no raw HTML, no references."""
    md = markdown.Markdown(extensions=[DossierExtension()])
    for name in ("html_block", "reference"):
        _drop(md.preprocessors, name)
        _drop(md.parser.blockprocessors, name)
    for name in ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "dossier-embed"):
        _drop(md.parser.blockprocessors, name)
    for name in ("html", "image_link", "image_reference", "short_image_ref", "reference", "short_reference"):
        _drop(md.inlinePatterns, name)
    return md


def _drop(registry: Any, name: str) -> None:
    if name in registry:
        registry.deregister(name)
