"""The contents of a page: what its second headings say, and where they stand."""

from __future__ import annotations

import re

from ..markup import Html, escaped
from .claims import plain_text

_HEADING = '<h2 id="'
_MARKED = re.compile(r'<(?:span|bdi)\b[^>]* (lang="[^"]*")[^>]*>(.*?)</(?:span|bdi)>')


def contents(body: str) -> tuple[tuple[str, str], ...]:
    """Return the anchors and words of a page's second headings; as HTML where some are in another language."""
    found = []
    for heading in body.split(_HEADING)[1:]:
        inner, closed, _ = heading.partition("</h2>")
        anchor, marked, words = inner.partition('">')
        if closed and marked and '"' not in anchor:
            found.append((anchor, _marked(words) if ' lang="' in words else plain_text(words)))
    return tuple(found)


def _marked(words: str) -> Html:
    """Return the words of a heading without its markup, but with the languages of what is marked by these."""
    pieces = iter(_MARKED.split(words))
    made = [escaped(plain_text(next(pieces)))]
    for lang, inner, after in zip(pieces, pieces, pieces, strict=True):
        made += f"<span {lang}>{escaped(plain_text(inner))}</span>", escaped(plain_text(after))
    return Html("".join(made))
