"""How texts are compared: without capitals, quotation marks, apostrophes, invisible signs and kinds of dashes.

Statements are also compared without white space, and without their last full stop.
"""

from __future__ import annotations

import re
import unicodedata

SEAM = "\0"
"""Parts the pieces of a text handed in for searching: no statement ends on one that it runs across."""

_COMMON = "'\"`’“”‘"
_SELDOM = "´‚‛„‟«»‹›ʼʻʿʾ\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_DROPPED = re.compile(f"[{_SELDOM}]")
_ALIKE = {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "…": "..."}


def fold(text: str) -> str:
    """Return a text as it is compared, its white space untouched."""
    for sign in _COMMON:
        if sign in text:
            text = text.replace(sign, "")
    # Most texts are plain by now.
    if not text.isascii():
        text = _DROPPED.sub("", text)
        for sign, plain in _ALIKE.items():
            text = text.replace(sign, plain)
        text = unicodedata.normalize("NFKC", text).replace("'", "").replace('"', "")
    return text.lower()


def words(text: str) -> str:
    """Return a text as it is compared, with one space between words, and none beside seams."""
    spaced = " ".join(fold(text).split())
    return spaced.replace(f" {SEAM}", SEAM).replace(f"{SEAM} ", SEAM) if SEAM in spaced else spaced


def tight(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def is_edge(text: str, at: int) -> bool:
    """Tell whether a word may begin or end here, by the signs around."""
    return not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())
