"""Figures in a folded text: what belongs to one number, so that no quote cuts it.

“1 200”, “20-30”, “3/4”, “12:30”, “-5”, “10⁶” and “2 million” each say one thing, and a part of it another. It refuses
to reckon: what a figure amounts to is nobody's business here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from .folding import RAISED, Span
from .lexicon import lexicon

_FIGURE_LENGTH: Final = 40
_GROUPED: Final = r"(?:(?<![\w.,])\d{1,3}(?: \d{3})+(?!\d)|\d+)"
_SIGN: Final = r"(?<![^\W_])-"


def figure_around(text: str, offset: int) -> Span | None:
    """Return the span of the figure that an offset of a folded text lies within, or None if it cuts none."""
    near = text[max(offset - 2, 0) : offset + 2]
    if not any(map(str.isdigit, near)):
        return None
    for found in _pattern().finditer(text, max(offset - _FIGURE_LENGTH, 0), offset + _FIGURE_LENGTH):
        if found.start() < offset < found.end():
            return found.span()
    return None


@cache
def _pattern() -> re.Pattern[str]:
    scales = "|".join(sorted(map(re.escape, lexicon().scales), key=len, reverse=True))
    linked = rf"{_GROUPED}(?:['.,٫٬:/⁄^-]{_GROUPED}|[{RAISED}]+)*"
    return re.compile(rf"(?:{_SIGN})?(?<!\d){linked}(?:[ -](?:{scales})\b)*", re.IGNORECASE)
