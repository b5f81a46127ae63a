"""Figures in a folded text: what belongs to one number, so that no quote cuts it.

“1 200”, “20-30”, “3/4”, “12:30”, “-5”, “10⁶”, “5%”, “5 to 10”, “2 million” and “thirty-five” each say one thing, and a
part of it another. It refuses to reckon: what a figure amounts to is nobody's business here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from .folding import RAISED, Span
from .lexicon import lexicon
from .phrases import NUMBER

_FIGURE_LENGTH: Final = 40
_GROUPED: Final = r"(?:(?<![\w.,])\d{1,3}(?: \d{3})+(?!\d)|\d+)"
_LAST_WORD: Final = re.compile(r"(\w+)[ -]?$")
# A day, or a year: what follows with “à” is its hour, unless it is another year.
_DATE: Final = r"(?:\d+[./-]\d+[./-]\d{4}|(?:19|20)\d\d(?! \w+ \d{4}\b))(?!\d)"
_SIGN: Final = r"(?<![^\W_])-"


def figure_around(text: str, offset: int) -> Span | None:
    """Return the span of the figure that an offset of a folded text lies within, or None if it cuts none."""
    near = text[max(offset - 2, 0) : offset + 2]
    if not any(map(str.isdigit, near)):
        return _in_words(text, offset)
    for found in _pattern().finditer(text, max(offset - _FIGURE_LENGTH, 0), offset + _FIGURE_LENGTH):
        if found.start() < offset < found.end():
            return found.span()
    return None


def _in_words(text: str, offset: int) -> Span | None:
    """Return the span of the number in words that an offset lies within: “thirty-five”, “one hundred and twenty”."""
    before = _LAST_WORD.search(text, max(offset - _FIGURE_LENGTH, 0), offset)
    if not before or before[1].lower() not in _linking():
        return None
    for found in _words_pattern().finditer(text, max(offset - _FIGURE_LENGTH, 0), offset + _FIGURE_LENGTH):
        if found.start() < offset < found.end():
            return found.span()
    return None


@cache
def _linking() -> frozenset[str]:
    of_ranges = (word for phrase in lexicon().ranges for word in phrase.split() if word != NUMBER)
    return frozenset({*map(str.lower, lexicon().numbers), *of_ranges, "and", "a"})


@cache
def _words_pattern() -> re.Pattern[str]:
    numbers, scales = (_either(listed) for listed in (lexicon().numbers, lexicon().scales))
    behind = rf"(?:(?<=hundred)|(?<=thousand)|(?<=million)) (?:and )?(?:{numbers})"
    linked = rf"(?:{numbers})(?:(?:-(?:{numbers})| (?:{scales})|{behind})\b)+"
    number = rf"(?:{linked}|(?:{numbers})\b)"
    return re.compile(rf"\b(?:{_ranges(number)}|{linked}|half an? (?:{scales})\b)", re.IGNORECASE)


def _ranges(number: str) -> str:
    """Return what finds two numbers and what lies between; an Arabic “and” may be attached to the second."""
    literal = (re.escape(phrase).replace(re.escape(f" و {NUMBER}"), f" و ?{NUMBER}") for phrase in lexicon().ranges)
    return "|".join(phrase.replace(NUMBER, number) for phrase in literal)


def _either(listed: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    scales = _either(lexicon().scales)
    linked = rf"{_GROUPED}(?:['.,٫٬:/⁄^-]{_GROUPED}|[{RAISED}]+)*"
    figure = rf"(?:{_SIGN})?(?<!\d){linked}(?: ?[%٪‰]|(?:[ -](?:{scales})\b)*)"
    return re.compile(rf"(?!{_DATE})(?:{_ranges(rf'(?:{figure})')})|{figure}", re.IGNORECASE)
