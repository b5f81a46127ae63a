"""What is left of a frame when only the elements count that stand around its slots, and where a page's cards begin.

Knows HTML as far as brackets go; what it gives is scanned before anybody relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

SLOT = "\0"
ARTICLE = "<article"
ARTICLE_END = "</article>"
_OPAQUE = re.compile(
    r"<(script|style|svg|template|noscript|textarea|iframe)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r'(<(/?)([a-zA-Z][^\s/>"]*)(?:[^<>"]|"[^"]*")*>)')
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_KEPT = re.compile(r"\s(hidden|open)(?=[\s=>])")


def core_of(fixed: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a frame with nothing left in them but the elements that stand around its slots."""
    html = _OPAQUE.sub("", SLOT.join(fixed))
    kept: list[tuple[str, str]] = []
    for place, piece in enumerate(_TAG.split(html)):
        match place % 4:
            case 0:
                kept += [("", SLOT)] * piece.count(SLOT)
            case 1:
                tag = piece
            case 2:
                closes = bool(piece)
            case _:
                _keep(kept, tag, piece.lower(), closes)
    return tuple("".join(piece for _, piece in kept).split(SLOT))


def joined(core: Sequence[str], values: Sequence[str]) -> str:
    """Return the parts of a frame, or of its core, with values between them."""
    parts = [core[0]]
    for value, part in zip(values, core[1:], strict=True):
        parts += value, part
    return "".join(parts)


def inner_articles(html: str) -> Iterator[tuple[int, int]]:
    """Yield where the articles within the outermost ones start and end; none where they are not closed in order."""
    found: list[tuple[int, int]] = []
    depth = start = at = 0
    for piece in html.split(ARTICLE_END)[:-1]:
        end = at + len(piece) + len(ARTICLE_END)
        while (begun := html.find(ARTICLE, at, end)) >= 0:
            depth += 1
            if depth == 2:
                start = begun
            at = begun + len(ARTICLE)
        if depth == 2:
            found.append((start, end))
        depth -= 1
        if depth < 0:
            return
        at = end
    if not depth and html.find(ARTICLE, at) < 0:
        yield from found


def _keep(kept: list[tuple[str, str]], tag: str, name: str, closes: bool) -> None:
    """Add a tag to what is kept of a frame, or remove the element that it ends if nothing in this was kept."""
    if SLOT in tag:
        kept.append(("", tag))
    elif closes and kept and kept[-1][0] == name:
        kept.pop()
    elif closes:
        kept.append(("", f"</{name}>"))
    elif name not in _VOID:
        kept.append((name, f"<{name}{''.join(f' {found}' for found in _KEPT.findall(tag))}>"))
