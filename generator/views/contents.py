"""The contents of a page: what its second headings say, and where they stand."""

from __future__ import annotations

from .claims import plain_text

_HEADING = '<h2 id="'


def contents(body: str) -> tuple[tuple[str, str], ...]:
    """Return the anchors and words of a page's second headings."""
    found = []
    for heading in body.split(_HEADING)[1:]:
        inner, closed, _ = heading.partition("</h2>")
        anchor, marked, words = inner.partition('">')
        if closed and marked and '"' not in anchor:
            found.append((anchor, plain_text(words)))
    return tuple(found)
