"""Reads what a page puts at the end of its head, as far as it holds tags without content and data for other programs.

Nothing of it is shown on the page, and every page has its own: words for previews, and the record as JSON. It is read
here as the parser reads it; whatever is written otherwise is left to the parser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from .attributes import Asked, read_attributes

_DATA = '<script type="application/ld+json">'
_PART = re.compile(rf'<(meta|link)((?: [a-z:-]+="[^"<>\0]*")+)>|{re.escape(_DATA)}([^<\0]*)</script>')
_ATTRIBUTE = re.compile(r' ([a-z:-]+)="([^"]*)"')


class Head(NamedTuple):
    """What a head holds: addresses that its tags ask for, words in their attributes, and values of its data."""

    asked: tuple[Asked, ...]
    lines: tuple[str, ...]
    data: tuple[Any, ...]


def read_head(html: str) -> Head | None:
    """Return what the end of a head holds; None where it holds anything else, or cannot be read."""
    asked: list[Asked] = []
    lines: list[str] = []
    data: list[Any] = []
    try:
        for tag, attributes, text in _parts(html):
            if not tag:
                data.append(json.loads(text))
                continue
            pairs = [(name, unescape(value)) for name, value in _ATTRIBUTE.findall(attributes)]
            said = read_attributes(tag, dict(pairs))
            asked += said.asked
            lines += said.lines + said.spelt
    except ValueError:
        return None
    return Head(tuple(asked), tuple(lines), tuple(data))


def _parts(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield the parts of a head one after another; ValueError at anything that is none."""
    at = 0
    while at < len(html):
        found = _PART.match(html, at)
        if found is None:
            raise ValueError("neither a tag without content nor data")
        yield found[1] or "", found[2] or "", found[3] or ""
        at = found.end()
