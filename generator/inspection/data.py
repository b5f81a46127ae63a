"""Finds where data leads: what scripts make parts of pages of, and what other programs show.

For scripts it is what records call `href`, and what their `html` asks for.

An `href` counts from the root of the edition. Markup is put into the page of a section, the first folder below that
root in which the file lies: its addresses count from there. This module follows nothing itself, and knows no more of
what data means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from .attributes import Said, read_attributes

ADDRESS, MARKUP = "href", "html"
"""What a record calls the address that it leads to, and what becomes a part of a page."""
_RECORDS = frozenset({ADDRESS, MARKUP})
_FEED, _MARKUP_OF_FEED = "https://jsonfeed.org/version/", "content_html"
_PICTURES = frozenset({"avatar", "banner_image", "favicon", "icon", "image"})
_OF_FEED = _PICTURES | {_MARKUP_OF_FEED}
_OF_MANIFEST = frozenset({"src"})
"""What a feed, and the manifest of a site that becomes an icon on a screen, call what is asked for."""
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")


def leads(data: str) -> bool:
    """Tell whether data, as it is written, may lead anywhere."""
    return f'"{ADDRESS}":' in data or f'"{MARKUP}":' in data


def named(value: object, names: frozenset[str] = _RECORDS) -> Iterator[tuple[str, str]]:
    """Yield each address and each piece of markup of parsed data, after what records call it."""
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, str):
                if key in names:
                    yield key, item
            else:
                yield from named(item, names)
    elif isinstance(value, list):
        for item in value:
            yield from named(item, names)


def shown(value: object) -> Iterator[tuple[bool, str]]:
    """Yield each address, and each piece of markup, that a program asks for which shows a feed, or such a manifest.

    Markup comes with True before it.
    """
    if not isinstance(value, dict):
        return
    names = _OF_MANIFEST if "icons" in value else frozenset()
    if str(value.get("version")).startswith(_FEED):
        names = _OF_FEED
    for name, text in named(value, names) if names else ():
        yield name == _MARKUP_OF_FEED, text


def said_in(html: str) -> Iterator[Said]:
    """Yield what the attributes of elements of a piece of markup hold."""
    for tag, attributes in _TAG.findall(html):
        if "=" in attributes:
            yield _said(tag.lower(), attributes)


@lru_cache(maxsize=10_000)
def _said(tag: str, attributes: str) -> Said:
    found = _ATTRIBUTE.findall(attributes)
    return read_attributes(tag, {name.lower(): unescape("".join(value)) for name, *value in found})
