"""The engine's HTML around a page: cut once at the sentinels, filled for every generated page.

A sentinel is a page that the engine builds with known words where a generated page has its own. Cutting finds
these words by place and by number; what is not found exactly as often as expected stops the build by name,
because a theme that changed would otherwise drop a title or an address from thousands of pages in silence.
This module knows HTML and nothing else: no corpus, no engine, no file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape, unescape
from typing import NamedTuple

from .keeping import digest
from .markup import Html, as_typed
from .model import packed
from .problems import DossierError
from .prose import Resolve, resolved

FOLDER = "dossier-frame"
_TITLE, _DESCRIPTION, _ENTRY, _END = (f"DossierFrame{part}" for part in ("Title", "Description", "Entry", "End"))
TWIN = "DossierFrameTwin"
"""Stands on a sentinel for the address of the same page in other editions of the site."""
SENTINEL_PAGE = f"""\
---
title: {_TITLE}
description: {_DESCRIPTION}
hide: [navigation]
---

# {_TITLE}

## {_ENTRY}

{_END}
"""
_DESCRIBED = '<meta name="description"'
_SOCIAL = r'(<meta\b[^>]*\b(?:property|name)="(?:og|twitter):[^>]*)'
_BODY = rf"<h1\b[^>]*>{_TITLE}.*?</h1>.*?<p>{_END}</p>"
_CONTENTS = r'(<nav class="md-nav md-nav--secondary"[^>]*>)(.*?)(</nav>)'
_ENTRIES = rf'(<li\b[^>]*>\s*<a href="#){_ENTRY}("(?:(?!<li\b).)*?){_ENTRY}((?:(?!<li\b).)*?</li>)'
_BUTTON = r'<label class="md-nav__link md-nav__link--active" for="__toc">.*?</label>'
_SKIP = r'(?<=<a href="#)[^"]*(?="[^>]*class="md-skip")'
_HOLDER = re.compile(r"<article\b(?=(?:(?!<article\b)[^\0])*\0body\0)")
"""What the body stands in: there the link that skips to the content leads, since caveats stand above most headings."""
_EDIT = r'<a\b[^>]*class="md-content__button\b[^>]*>.*?</a>\s*'
_TABS = re.compile(r'<nav class="md-tabs".*?</nav>', re.DOTALL)
_NAVIGATION = re.compile(r'<nav class="md-nav md-nav--primary')
_NAV_EDGE = re.compile(r"<nav\b|</nav>")
_PATH = re.compile(r'(?<=\s)(href|src)="(?![#/]|[a-z]+:)([^"]*)"')
_TO_THE_LETTER = r"(<(script|style|pre|textarea)\b.*?</\2>)"
_AIR = re.compile(rf"{_TO_THE_LETTER}|\s*\n\s*", re.DOTALL)
_BLOCKS = "html|head|meta|link|title|body|script|header|footer|main|nav|div|article|form|label|input|ul|ol|li|p|h1|svg"
_BETWEEN = re.compile(
    rf"{_TO_THE_LETTER}|\n?(</?(?:{_BLOCKS})\b[^>]*>)\n?|(<(?:a|span)\b[^>]*>)\n|\n(</(?:a|span)>)", re.DOTALL
)
_CLIPPED = re.compile(r'(<a\b[^>]*\bclass="md-nav__link\b[^>]*>)<span class="md-ellipsis">([^<]*)</span>(?=</a>)')
"""A link of the navigation in a box of its own, which only matters where words cannot be broken: ours can."""
_UNNEEDED = re.compile(r' xmlns="http://www\.w3\.org/2000/svg"| data-md-color-accent="indigo"(?= |>)')
"""Names for drawings in files that are no HTML, and the theme's own colour, which it has without being told."""
_EMBED = re.compile(r'<h([1-6])[\s>]|<div data-dossier-embed="(claim|list):([^"]+)">\s*</div>')
"""What a hand-written page leaves to be put in; or a heading, under which the next one may stand."""
_DEEPEST = 6
_NAMED_HEADING = re.compile(
    r'<h([1-6])\b[^>]*\bid="([^"]+)"[^>]*>((?:(?!</h\1>).)*<a href="dossier:[^>]*></a>.*?)</h\1>', re.DOTALL
)
"""A heading of a hand-written page with a link that has no words of its own: the engine lists it without a name."""
_OF_HEADING = re.compile(r'<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sentinel:
    """One sentinel page: its section, its depth, its address, and how often the theme may print its contents."""

    section: str
    depth: int
    address: str
    contents: tuple[int, ...] = (1,)


class Filling(NamedTuple):
    """What a frame needs of one page: plain text, but for `body` and `head`, which are finished HTML.

    `toc` holds (anchor, label) of each heading to list, the label as text or HTML; `head` is put at the end of the
    page's head. `twin` is the address of the same page in other editions of the site, seen from their roots.
    """

    address: str
    title: str
    description: str
    body: str
    toc: tuple[tuple[str, str], ...] = ()
    head: str = ""
    twin: str = ""


@dataclass(frozen=True)
class Frame:
    """A page's HTML without what is the page's own: fixed parts, and the slots between them."""

    fixed: tuple[bytes, ...]
    slots: tuple[str, ...]
    wraps: Mapping[str, tuple[str, str]]
    entry: tuple[str, str, str]
    site_url: str

    @cached_property
    def digest(self) -> bytes:
        """A digest of all that a page gets from the frame."""
        whole = (self.fixed, self.slots, sorted(self.wraps.items()), self.entry, self.site_url)
        return digest(packed(whole))

    def fill(self, filling: Filling) -> bytes:
        """Return the whole page in UTF-8."""
        return self.join(self.values(filling))

    def join(self, values: Sequence[str]) -> bytes:
        """Return the fixed parts with the values between them in UTF-8."""
        parts = [self.fixed[0]]
        for value, fixed in zip(values, self.fixed[1:], strict=True):
            parts += value.encode(), fixed
        return b"".join(parts)

    def values(self, filling: Filling) -> tuple[str, ...]:
        """Return what stands in each slot."""
        before, between, after = self.entry
        entries = "".join(
            [
                f"{before}{_escaped(anchor)}{between}{label if type(label) is Html else _escaped(label)}{after}"
                for anchor, label in filling.toc
            ]
        )
        values = {
            "title": _escaped(filling.title),
            "description": _escaped(filling.description),
            "address": _escaped(self.site_url + filling.address),
            "body": filling.body,
            "head": filling.head,
            "twin": _escaped(filling.twin),
            "contents": self._wrapped("contents", entries, bool(entries)),
            "drawer": self._wrapped("drawer", entries, bool(entries)),
            "button": self._wrapped("button", "", bool(entries)),
        }
        return tuple(values[slot] for slot in self.slots)

    def _wrapped(self, slot: str, value: str, printed: bool) -> str:
        """Return a value in its markup, or nothing: a theme prints no markup around what a page lacks."""
        before, after = self.wraps.get(slot, ("", ""))
        return f"{before}{value}{after}" if printed else ""


def cut(html: str, sentinel: Sentinel, site_url: str, made_by: str) -> Frame:
    """Return the frame of a sentinel's page; raises DossierError naming a slot that is not as expected.

    `site_url` ends with a slash, or is "" where the site has none; `made_by` names engine and theme in the message.
    """
    return _Cutting(_squeezed(html), sentinel, site_url, made_by).frame()


def with_navigation(html: str, donor: str, steps: int) -> str:
    """Return the page with the tabs and the navigation of a page that lies `steps` folders above it.

    A sentinel in the navigation would show up in everybody's; so deeper ones stay outside, and get the active
    tab of their section's first page. Raises DossierError naming the part that either page lacks.
    """
    for name, find in (("tabs", _tabs), ("navigation", _navigation)):
        (start, end), (first, last) = find(html), find(donor)
        if (start == end) != (first == last) or (name == "navigation" and start == end):
            raise DossierError(f'cannot cut the frames: slot "{name}" is missing; check the overrides of the theme')
        html = html[:start] + _deeper(donor[first:last], steps) + html[end:]
    return html


def resolve(html: str, link: Resolve, embed: Callable[[str, str, int], str], address: str = "") -> str:
    """Replace what the prose extension left in a hand-written page: each link, each embedded claim, each placed list.

    `link` gets kind and id of what a link names; `embed` gets `claim` and an id, or `list` and a name, with the rank
    that a heading has directly under the one that this stands under, and returns finished HTML. `address` is the
    page's own, after which the engine calls it where its heading has no words but those of a link.
    """
    if "dossier" not in html:
        return html
    rank = 2

    def put_in(found: re.Match[str]) -> str:
        nonlocal rank
        if found[1]:
            rank = min(int(found[1]) + 1, _DEEPEST)
            return found[0]
        return embed(found[2], unescape(found[3]), rank)

    return _EMBED.sub(put_in, resolved(_relabelled(html, link, address), link))


def _relabelled(html: str, link: Resolve, address: str) -> str:
    """Return a hand-written page whose contents, and title, name whom its headings link, as these do themselves."""
    for rank, anchor, heading in _NAMED_HEADING.findall(html):
        was, said = (" ".join(_OF_HEADING.sub("", words).split()) for words in (heading, resolved(heading, link)))
        entry = rf'(<a href="#{re.escape(anchor)}"[^>]*\bclass="md-nav__link"[^>]*>).*?(?=</a>)'
        html = _put_behind(entry, f'<span class="md-ellipsis">{said}</span>', html)
        titles = [was] if was else _titles_of_files(address) if rank == "1" else []
        if titles:
            # Themes print titles as they are, or as HTML.
            once = f"(?:{'|'.join(re.escape(form) for title in titles for form in (title, unescape(title)))})"
            html = _put_behind(
                rf'(<nav class="md-nav" aria-label="\s*){once}(?=\s*")', said.replace('"', "&quot;"), html
            )
            if rank == "1":
                title = rf'(<title>|\bdata-md-component="header-topic">\s*<span[^>]*>\s*){once}(?= - |\s*</)'
                html = _put_behind(title, said, html)
    return html


def _titles_of_files(address: str) -> list[str]:
    """Return what the engine may call a page after its file: that of a folder may be its index."""
    file = posixpath.basename(address.rstrip("/")).removesuffix(".html")
    names = [file.replace("-", " ").replace("_", " "), "index"] if file else ["home"]
    return [name.capitalize() if name == name.lower() else name for name in names]


def _put_behind(pattern: str, words: str, html: str) -> str:
    """Return HTML with words in place of what a pattern finds behind its first group."""
    return re.sub(pattern, lambda found: found[1] + words, html, flags=re.DOTALL)


def _escaped(text: str) -> str:
    """Return a text as HTML; most texts are it already, and to look takes a third of the time of escaping."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return as_typed(escape(text))
    return as_typed(text)


class _Cutting:
    """One page being cut: what is found is replaced by its slot's name between two NULs, and counted."""

    def __init__(self, html: str, sentinel: Sentinel, site_url: str, made_by: str) -> None:
        self.html = html
        self.sentinel = sentinel
        self.site_url = site_url
        self.made_by = made_by
        self.wraps: dict[str, tuple[str, str]] = {}
        self.entry = ("", "", "")

    def frame(self) -> Frame:
        """Cut slot after slot: the body first, so that nothing in it is taken for another slot."""
        self._cut("body", _BODY, (1,))
        self._cut_contents()
        self._lead_to_the_beginning()
        self._cut_address()
        self.html = re.sub(_EDIT, "", self.html, flags=re.DOTALL)
        self._cut_words("description", _DESCRIPTION, r'<meta name="description" content="\0', 1)
        self._cut_words("title", _TITLE, r"<title>\0|<span[^>]*>\s*\0title\0\s*</span>", 2)
        if "og:description" not in self.html:
            # Previews read the same words; a tag of their own would say them twice on every page.
            self.html = self.html.replace(_DESCRIBED, f'{_DESCRIBED} property="og:description"', 1)
        self._cut("head", r"(?=</head>)", (1,))
        self.html = self.html.replace(TWIN, _mark("twin"))
        self._expect("trace of the sentinel", len(re.findall(f"{FOLDER}|DossierFrame", self.html, re.I)), (0,))
        parts = re.split(r"\0([a-z]+)\0", self.html)
        fixed = tuple(part.encode() for part in parts[::2])
        return Frame(fixed, tuple(parts[1::2]), self.wraps, self.entry, self.site_url)

    def _cut_contents(self) -> None:
        """Cut the list of headings beside the page and, for a page in the navigation, the same list within it."""
        found = self._cut("drawer", _CONTENTS, self.sentinel.contents, "contents")
        opened, inner, closed = found[-1].groups()
        self._expect("contents alike", sum(contents[2] == inner for contents in found), (len(found),))
        before, after = self._cut_entry(inner)
        self.wraps |= {"contents": (before, after), "drawer": (opened + before, after + closed)}
        above, _, below = self.html.rpartition(_mark("drawer"))
        self.html = f"{above}{opened}{_mark('contents')}{closed}{below}"
        buttons = self._cut("button", _BUTTON, (len(found) - 1,), "contents button")
        self.wraps["button"] = (buttons[0][0] if buttons else "", "")

    def _cut_entry(self, contents: str) -> tuple[str, str]:
        """Keep the markup of one entry of the contents; return what stands before and after the entries."""
        found = list(re.finditer(_ENTRIES, contents, re.DOTALL | re.IGNORECASE))
        self._expect("contents entry", len(found), (1,))
        self.entry = (found[0][1], found[0][2], found[0][3])
        return contents[: found[0].start()], contents[found[0].end() :]

    def _lead_to_the_beginning(self) -> None:
        """Let the link that skips to the content lead to its beginning, and to no heading in it, as some themes do."""
        if 'id="__skip"' not in self.html:
            self._expect("skip link", len(re.findall(_SKIP, self.html)), (1,))
            self.html, held = _HOLDER.subn('<article id="__skip"', re.sub(_SKIP, "__skip", self.html))
            self._expect("article", held, (1,))

    def _cut_address(self) -> None:
        """Cut the canonical address, which a theme prints where the site has an address of its own."""
        whole = self.site_url + self.sentinel.address
        address = f"(?:{re.escape(whole)}|{re.escape(escape(whole))})"  # themes print it as it is, or as HTML
        expected = 1 if self.site_url else 0
        self._expect("canonical address", self.html.count('rel="canonical"'), (expected,))
        self._cut("address", rf'(?<=<link rel="canonical" href="){address}(?=")', (expected,), "canonical address")
        if self.site_url:
            self.html = re.sub(rf'{_SOCIAL}{address}(?=")', rf"\1{_mark('address')}", self.html)

    def _cut_words(self, slot: str, words: str, places: str, expected: int) -> None:
        """Cut words at the places that are known; besides, each tag for social networks may hold them once."""
        self.html = re.sub(f"{_SOCIAL}{words}", rf"\1{_mark('social')}", self.html)
        self._cut(slot, words, (expected,))
        self._expect(f"{slot} in its place", len(re.findall(places, self.html)), (expected,))
        self.html = self.html.replace(_mark("social"), _mark(slot))

    def _cut(self, slot: str, pattern: str, expected: Collection[int], name: str = "") -> list[re.Match[str]]:
        """Replace what the pattern finds by the mark of the slot, if it is found as often as expected."""
        found = list(re.finditer(pattern, self.html, re.DOTALL))
        self._expect(name or slot, len(found), expected)
        self.html = re.sub(pattern, _mark(slot), self.html, flags=re.DOTALL)
        return found

    def _expect(self, slot: str, found: int, expected: Collection[int]) -> None:
        if found not in expected:
            raise DossierError(
                f'cannot cut the frame of "{self.sentinel.section}" at depth {self.sentinel.depth}: slot "{slot}" '
                f"found {found} times, expected {' or '.join(map(str, expected))}. {self.made_by} prints pages in "
                "another way than this program knows: use the versions of the lock file, or check the theme's overrides"
            )


def _mark(slot: str) -> str:
    return f"\0{slot}\0"


def _squeezed(html: str) -> str:
    """Return the HTML without what no reader sees: a fifth of a frame is air.

    One line break stays of each run of white space that has one, and none beside the tag of a block or at the edges of
    what stands in a link.
    """
    html = _AIR.sub(lambda found: found[1] or "\n", _UNNEEDED.sub("", html))
    return _CLIPPED.sub(r"\1\2", _BETWEEN.sub(lambda found: found[found.lastindex or 0], html))


def _tabs(html: str) -> tuple[int, int]:
    found = _TABS.search(html)
    return found.span() if found else (0, 0)


def _navigation(html: str) -> tuple[int, int]:
    opened = _NAVIGATION.search(html)
    if not opened:
        return (0, 0)
    depth = 0
    for edge in _NAV_EDGE.finditer(html, opened.start()):
        depth += 1 if edge[0] == "<nav" else -1
        if not depth:
            return (opened.start(), edge.end())
    return (0, 0)


def _deeper(html: str, steps: int) -> str:
    """Return the HTML with its relative addresses as they read `steps` folders further down."""

    def moved(found: re.Match[str]) -> str:
        path = posixpath.normpath("../" * steps + found[2])
        return f'{found[1]}="{path}{"/" if found[2].endswith("/") else ""}"'

    return _PATH.sub(moved, html)
