"""What the engine's own pages lack: a home page where none was written, a search, a foot, ways on, a warning.

They are put into the HTML that the engine made, because a template of the theme would shut out the site's own
overrides. This module knows addresses of sections and pages, and refuses to know any record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from .problems import DossierError

_BASE = re.compile(r'<script id="__config" type="application/json">\{.*?"base": *"([^"]*)"')
_FOOT = '<div class="md-copyright">'
_LOST = re.compile(r"<h1[^>]*>\s*404[^<]*</h1>")
PRIVATE = "Private build: part of it stands in no public repository. Do not publish it."
_ENDS_OF_HEAD = re.compile(r"</head>\s*<body\b[^>]*>")
_BUTTON = re.compile(r'<label class="md-header__button md-icon" for="__search">(.*?)</label>', re.DOTALL)
_WORKER = re.compile(r'"search": *"[^"]*/workers/search[^"]*"')
_BOX = '<div class="md-search"'
_DIV = re.compile(r"<(/?)div\b")
_LISTS = (("Newest claims", "newest-claims"), ("Dossiers", "entities"), ("What is not known", "not-known"))
_NO_PAGE = (
    "There is no page at this address. A record that was renamed leads on from its old address; one that was "
    "withdrawn keeps its page. Search for a name above, or start here:"
)


def home(title: str, sections: Iterable[str]) -> str:
    """Return the Markdown of a home page that leads to every section, with the lists that fit every site."""
    lines = [f"- [{_label(section)}]({section})" for section in sections if section]
    lists = [f"\n## {words}\n\n![[list:{name}]]" for words, name in _LISTS]
    return "\n".join(["---", "hide: [navigation]", "---", "", f"# {title or 'Home'}", "", *lines, *lists, ""])


def with_foot(html: str, links: Iterable[tuple[str, str]]) -> str:
    """Return a page with links at its foot: words and address, which is whole or seen from the site's root."""
    up = _up(html)
    listed = " · ".join(_link(words, address, up) for words, address in links)
    return html.replace(_FOOT, f'{_FOOT}\n<p class="ways">{listed}</p>', 1) if listed and up else html


def with_search(html: str, address: str) -> str:
    """Return a page with a field that leads to the search at an address, where the theme has a search of its own."""
    up, button, start = _up(html), _BUTTON.search(html), html.find(_BOX)
    if not up or button is None or start < button.end():
        return html
    depth, end = 0, start
    for tag in _DIV.finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            end = html.index(">", tag.end()) + 1
            break
    target = escape(up + address)
    link = f'<a class="md-header__button md-icon find-link" href="{target}" aria-label="Search">{button[1]}</a>'
    box = (
        f'<form class="find-box" role="search" action="{target}">'
        '<input type="search" name="q" placeholder="Search" aria-label="Search" aria-keyshortcuts="/" '
        'autocomplete="off" autocapitalize="off" spellcheck="false"></form>'
    )
    return _WORKER.sub('"search":""', f"{html[: button.start()]}{link}{html[button.end() : start]}{box}{html[end:]}", 1)


def with_ways_on(html: str, sections: Iterable[str]) -> str:
    """Return the page that stands for all that are missing with a sentence, and the ways to the sections."""
    up = _up(html)
    title = _LOST.search(html)
    if title is None or not up:
        return html
    ways = " · ".join([_link("Home", "", up), *(_link(_label(section), section, up) for section in sections)])
    return f"{html[: title.end()]}\n<p>{_NO_PAGE}</p>\n<p>{ways}</p>{html[title.end() :]}"


def with_warning(html: str) -> str:
    """Return a page of a private build, which says so first of all, and asks search engines to leave it out."""
    found = _ENDS_OF_HEAD.search(html)
    if found is None:
        raise DossierError("a page of the theme has no head, so it cannot say that it is private: check the overrides")
    robots = '<meta name="robots" content="noindex,nofollow">'
    warning = f'<p class="dossier-private" role="note">{PRIVATE}</p>'
    return f"{html[: found.start()]}{robots}{found[0]}\n{warning}{html[found.end() :]}"


def _up(html: str) -> str:
    """Return the way from a page to the site's root, as the theme printed it for its scripts; "" where it did not."""
    base = _BASE.search(html)
    return "" if base is None else base[1] if base[1].endswith("/") else f"{base[1] or '.'}/"


def _link(words: str, address: str, up: str) -> str:
    if ":" in address:
        return f'<a href="{escape(address)}" rel="external noreferrer">{escape(words)}</a>'
    return f'<a href="{escape(up + address)}">{escape(words)}</a>'


def _label(section: str) -> str:
    return section.strip("/").replace("-", " ").capitalize()
