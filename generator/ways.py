"""What the engine's own pages lack: a home page where none was written, a search, a foot, ways on, a warning, names.

They are put into the HTML that the engine made, because a template of the theme would shut out the site's own
overrides. This module knows addresses of sections and pages, and refuses to know any record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import NamedTuple

from .markup import as_typed
from .names import direction
from .problems import DossierError
from .words import Words

_BASE = re.compile(r'<script id="__config" type="application/json">\{.*?"base": *"([^"]*)"')
_FOOT = '<div class="md-copyright">'
_LOST = re.compile(r"<h1[^>]*>\s*404[^<]*</h1>")
PRIVATE = "Private build: part of it stands in no public repository. Do not publish it."
_SIGNS = re.compile(r"[<>\"]|\[\[|\{[{%]")
"""What in the name of a site is more than words to whoever reads HTML."""
_WRITTEN = {
    "&": "&(?:amp;|#38;)?", "<": "(?:<|&lt;|&#60;)", ">": "(?:>|&gt;|&#62;)", '"': '(?:"|&quot;|&#34;)',
    "'": "(?:'|&#x27;|&#39;)", "/": "(?:/|&#x2f;)",
}  # fmt: skip
"""How signs stand in HTML that one engine or another wrote."""
_DESCRIPTION = re.compile(r'(<meta name="description" content=")(.*?)(">\s*<)')
_WRITTEN_SIGN = re.compile(r"&amp;(#?\w+;)")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ENDS_OF_HEAD = re.compile(r"</head>\s*<body\b[^>]*>")
_HEADER_ENDS = re.compile(r"</nav>\s*(?:<nav class=\"md-tabs\".*?</nav>\s*)?</header>", re.DOTALL)
_ARTICLE = re.compile(r"<article( class=\"md-content__inner[^>]*)>")
_ORIGINAL = "This page has not been translated yet."
_NAVIGATION = re.compile(r'<nav class="md-nav md-nav--primary[^>]* aria-label="([^"]*)"')
_DRAWER = '<input class="md-toggle" data-md-toggle="drawer"'
_PROGRESS = re.compile(r'(<div class="md-progress"[^>]*) role="progressbar"')
_CURRENT = re.compile(r'(<li class="md-tabs__item md-tabs__item--active">\s*<a)(?= )')
_SEARCH = re.compile(r'<label class="md-header__button md-icon" for="__search">(.*?)</label>', re.DOTALL)
_WORKER = re.compile(r'"search": *"[^"]*/workers/search[^"]*"')
_ANSWERS = re.compile(r'"search\.[a-z.]+": *"[^"\\]*", *')
"""What the theme's own search would answer; it stands on every page."""
_BOX = '<div class="md-search"'
_DIV = re.compile(r"<(/?)div\b")
_ELSEWHERE = "alternate "
"""With a space that means nothing to search engines: the theme's script asks the host of each `link[rel=alternate]`."""
_REPLACED = ' data-md-component="outdated"'
"""Of the header, the theme's script puts in place with another page only what is called so, and where both pages have
it: the way to another language would lead on from the page that was loaded first."""
_LISTS = (("Newest claims", "newest-claims"), ("Dossiers", "entities"), ("What is not known", "not-known"))
_NO_PAGE = (
    "There is no page at this address. A record that was renamed leads on from its old address; one that was "
    "withdrawn keeps its page. Search for a name above, or start here:"
)


_SETTINGS = ("Switch to light mode", "Switch to dark mode", "Switch to system preference")
SAID = (
    PRIVATE, _NO_PAGE, *(words for words, _ in _LISTS), *_SETTINGS, _ORIGINAL, "Home", "Groups",
    "People", "Places", "Claims", "Sources", "Timeline", "Network", "Map", "Not known", "Corrections", "Method",
)  # fmt: skip
"""What stands on the engine's pages, for catalogues: the labels of navigation that sites usually have among them."""


class Way(NamedTuple):
    """The way to an edition of the site: its language, the name of that in itself, its root seen from here, and its
    whole address where it has one."""

    lang: str
    name: str
    root: str
    url: str


def home(title: str, sections: Iterable[str], words: Words) -> str:
    """Return the Markdown of a home page that leads to every section, with the lists that fit every site."""
    lines = [f"- [{words(_label(section))}]({section})" for section in sections if section]
    lists = [f"\n## {words(heading)}\n\n![[list:{name}]]" for heading, name in _LISTS]
    return "\n".join(["---", "hide: [navigation]", "---", "", f"# {title or words('Home')}", "", *lines, *lists, ""])


def with_foot(html: str, links: Iterable[tuple[str, str]]) -> str:
    """Return a page with links at its foot: words and address, which is whole or seen from the site's root."""
    up = _up(html)
    listed = " · ".join(_link(words, address, up) for words, address in links)
    return html.replace(_FOOT, f'{_FOOT}\n<p class="ways">{listed}</p>', 1) if listed and up else html


def with_search(html: str, address: str, words: Words) -> str:
    """Return a page with a field that leads to the search at an address, where the theme has a search of its own."""
    up, button, start = _up(html), _SEARCH.search(html), html.find(_BOX)
    if not up or button is None or start < button.end():
        return html
    depth, end = 0, start
    for tag in _DIV.finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            end = html.index(">", tag.end()) + 1
            break
    target, label = escape(up + address), escape(words("Search"))
    link = f'<a class="md-header__button md-icon find-link" href="{target}" aria-label="{label}">{button[1]}</a>'
    box = (
        f'<form class="find-box" role="search" action="{target}">'
        f'<input type="search" name="q" placeholder="{label}" aria-label="{label}" aria-keyshortcuts="/" '
        'autocomplete="off" autocapitalize="off" spellcheck="false"></form>'
    )
    html = _WORKER.sub('"search":""', f"{html[: button.start()]}{link}{html[button.end() : start]}{box}{html[end:]}", 1)
    return _ANSWERS.sub("", html)


def with_ways_on(html: str, sections: Iterable[str], words: Words) -> str:
    """Return the page that stands for all that are missing with a sentence, and the ways to the sections."""
    up = _up(html)
    title = _LOST.search(html)
    if title is None or not up:
        return html
    labels = [(words("Home"), ""), *((words(_label(section)), section) for section in sections)]
    ways = " · ".join([_link(label, section, up) for label, section in labels])
    return f"{html[: title.end()]}\n<p>{words(_NO_PAGE)}</p>\n<p>{ways}</p>{html[title.end() :]}"


def with_site_named(html: str, name: str) -> str:
    """Return a page on which the name of the site is words: themes print it as if it were HTML."""
    if not _SIGNS.search(name):
        return html
    said = as_typed(escape(name))
    # A name in quotation marks is told from the value of an attribute.
    return re.sub("(?<!=)" + "".join(_WRITTEN.get(sign, re.escape(sign)) for sign in name), lambda _: said, html)


def with_description(html: str) -> str:
    """Return a page whose description is words: themes print it as if it were HTML, where a quotation mark ends it.

    A sign that is written as HTML writes it ("&quot;") stays.
    """

    def said(found: re.Match[str]) -> str:
        return found[1] + as_typed(_WRITTEN_SIGN.sub(r"&\1", escape(found[2]))) + found[3]

    return _DESCRIPTION.sub(said, html, count=1)


def with_names(html: str) -> str:
    """Return a page whose controls have names for those who do not see them, in the theme's own words for them."""
    found = _NAVIGATION.search(html)
    if found is not None:
        html = html.replace(_DRAWER, f'{_DRAWER} aria-label="{found[1]}"', 1)
    html = _PROGRESS.sub(r'\1 aria-hidden="true"', html)
    return _CURRENT.sub(r'\1 aria-current="true"', html)


def with_head(html: str, head: Callable[[str], str]) -> str:
    """Return a page with more at the end of its head, which is made of its title (as HTML)."""
    title = _TITLE.search(html)
    return html.replace("</head>", f"{head(title[1].strip())}</head>", 1) if title else html


def with_warning(html: str, words: Words) -> str:
    """Return a page of a private build, which says so first of all, and asks search engines to leave it out."""
    found = _ENDS_OF_HEAD.search(html)
    if found is None:
        raise DossierError("a page of the theme has no head, so it cannot say that it is private: check the overrides")
    robots = '<meta name="robots" content="noindex,nofollow">'
    warning = f'<p class="dossier-private" role="note">{words(PRIVATE)}</p>'
    return f"{html[: found.start()]}{robots}{found[0]}\n{warning}{html[found.end() :]}"


def with_languages(html: str, address: str, ways: Sequence[Way], words: Words) -> str:
    """Return a page that leads to itself in the other languages: readers in the header, search engines in the head.

    `address` is that of the page in its own edition; `ways` lead to all editions that have it, to its own one too.
    """
    up, place = _up(html), _SEARCH.search(html) or _HEADER_ENDS.search(html)
    if not up:
        return html
    if place is None:
        raise DossierError("a page of the theme has no header for the choice of language: check the overrides")
    links = "".join([_choice(way, f"{up}{way.root}{address}") for way in ways if way.lang != words.lang])
    named = f' role="navigation" aria-label="{escape(words("Languages"))}"' if links else ""
    choice = f'<div class="languages"{_REPLACED}{named}>{links}</div>\n'
    heads = "".join(
        f'<link rel="{_ELSEWHERE}" hreflang="{escape(way.lang)}" href="{escape((way.url or up + way.root) + address)}">'
        for way in ways
        if links
    )
    html = f"{html[: place.start()]}{choice}{html[place.start() :]}"
    return html.replace("</head>", f"{heads}</head>", 1)


def _choice(way: Way, address: str) -> str:
    lang = escape(way.lang)
    attributes = f'hreflang="{lang}" lang="{lang}" dir="{direction(way.lang)}"'
    return f'<a href="{escape(address)}" {attributes}>{escape(way.name)}</a>'


def with_original(html: str, lang: str, words: Words) -> str:
    """Return a hand-written page that stands in the language in which it was written, marked as such."""
    note = f'<p class="untranslated" lang="{words.lang}" dir="{words.dir}">{escape(words(_ORIGINAL))}</p>'
    start = f'<article lang="{escape(lang)}" dir="{direction(lang)}"'
    return _ARTICLE.sub(lambda found: f"{start}{found[1]}>\n{note}", html, count=1)


def _up(html: str) -> str:
    """Return the way from a page to the site's root, as the theme printed it for its scripts; "" where it did not."""
    found = _BASE.search(html)
    if found is None:
        return ""
    base = str(json.loads(f'"{found[1]}"'))
    return base if base.endswith("/") else f"{base or '.'}/"


def _link(words: str, address: str, up: str) -> str:
    if ":" in address:
        return f'<a href="{escape(address)}" rel="external noreferrer">{escape(words)}</a>'
    return f'<a href="{escape(up + address)}">{escape(words)}</a>'


def _label(section: str) -> str:
    return section.strip("/").replace("-", " ").replace("_", " ").capitalize()
