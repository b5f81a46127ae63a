"""A passage of a copy → the words around it that make it unique, and a link that scrolls to it.

The selector is the W3C Web Annotation `TextQuoteSelector`; the link is a text fragment (WICG), which browsers look for
without regard to capitals, between word boundaries, each of its terms within one block of the page. It refuses to know
where the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote as percent_encoded

from .copies import Copy
from .folding import folded

MAX_AROUND: Final = 24  # words before or behind; a passage that is not unique with these is said again in full
LONG: Final = 200  # characters: a longer passage is linked by its first and last words
_EDGE_WORDS: Final = 5
_BLOCK: Final = re.compile(r"\s*\n\s*")
_WORD_BEFORE: Final = re.compile(r"\S+\s*$")
_WORD_AFTER: Final = re.compile(r"\s*\S+")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """A passage as the W3C says it: `prefix` and `suffix` are empty where `exact` stands once."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def selector(copy: Copy, start: int, end: int) -> TextQuoteSelector:
    """Return the selector of a passage by its offsets in the original text.

    Prefix and suffix are whole words, as few as make the passage unique for a reader that overlooks capitals and white
    space; those of its own block come first.
    """
    text = copy.original
    before, after = start, end
    for before, after in _widening(text, start, end):
        if _is_unique(copy, before, after):
            break
    # What one side alone makes unique needs no other.
    after = end if before < start and _is_unique(copy, before, end) else after
    before = start if after > end and _is_unique(copy, start, after) else before
    return TextQuoteSelector(text[start:end], text[before:start], text[end:after])


def _is_unique(copy: Copy, start: int, end: int) -> bool:
    return copy.plain.count(folded(copy.original[start:end]).lower()) < 2


def text_fragment(selected: TextQuoteSelector) -> str:
    """Return the fragment directive (`#:~:text=prefix-,start,end,-suffix`) that scrolls to a passage."""
    blocks = [_plain(block) for block in _BLOCK.split(selected.exact.strip()) if _plain(block)]
    if not blocks:
        return ""
    terms = blocks
    if len(blocks) > 1 or len(blocks[0]) > LONG:
        terms = [_first_words(blocks[0]), _last_words(blocks[-1])]
    prefix, suffix = _BLOCK.split(selected.prefix)[-1], _BLOCK.split(selected.suffix)[0]
    if not prefix.strip() and selected.prefix.strip():
        prefix = _BLOCK.split(selected.prefix.rstrip())[-1]  # the end of the block before
    if not suffix.strip() and selected.suffix.strip():
        suffix = _BLOCK.split(selected.suffix.lstrip())[0]
    return "#:~:text=" + ",".join(
        [
            *([f"{_encoded(_plain(prefix))}-"] if _plain(prefix) else []),
            *map(_encoded, terms),
            *([f"-{_encoded(_plain(suffix))}"] if _plain(suffix) else []),
        ]
    )


def _widening(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ever wider spans around a passage, word by word, by turns before and behind, first within its block."""
    block_start = text.rfind("\n", 0, start) + 1
    block_end = text.find("\n", end) % (len(text) + 1) if "\n" in text[end:] else len(text)
    before, after = start, end
    yield before, after
    for low, high in ((block_start, block_end), (0, len(text))):
        for _ in range(MAX_AROUND):
            if before > low:
                before = max(_word_before(text, before), low)
                yield before, after
            if after < high:
                after = min(_word_after(text, after), high)
                yield before, after


def _word_before(text: str, at: int) -> int:
    found = _WORD_BEFORE.search(text, max(at - 200, 0), at)
    return found.start() if found else 0


def _word_after(text: str, at: int) -> int:
    found = _WORD_AFTER.match(text, at)
    return found.end() if found else len(text)


def _first_words(block: str) -> str:
    return " ".join(block.split(" ")[:_EDGE_WORDS])


def _last_words(block: str) -> str:
    """Return as many last words of a block as do not stand in it before."""
    words = block.split(" ")
    for count in range(min(_EDGE_WORDS, len(words)), len(words) + 1):
        last = " ".join(words[-count:])
        if block.lower().count(last.lower()) == 1:
            return last
    return block


def _plain(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())


def _encoded(term: str) -> str:
    """Encode a term so that its commas, ampersands and hyphens are not read as those of the directive."""
    return percent_encoded(term, safe="").replace("-", "%2D")
