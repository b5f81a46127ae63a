"""What limits a number in a text: of “at least 19 people” it is “at least”, of “19+” the whole.

A number on its own is a quote as well, and a text from which it is taken is its copy: what such a quote leaves out
limits it. So does the other end of a range: of “10 to 12” it is the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .checking import check
from .copies import Copy
from .figures import figures_of, may_hold_range, range_with, signed
from .folding import folded
from .lexicon import lexicon

_OF_NUMBERS: Final = frozenset({"approximation", "bound", "lower", "upper"})
"""The groups of words that say of a number how far it holds."""


def limit_of(number: str, text: str, lang: str = "") -> str:
    """Return the words that limit a number in a text; "" where nothing does, or where the number does not stand.

    `number` is in digits, with other words or without; where these may limit it already, nothing is said. `lang` is the
    tag of the text's language, "" where that is not known.
    """
    limited = lexicon().may_hold(text, ["limit"]) or any(signed(text))
    if not (limited or may_hold_range(text)):
        return ""  # most texts
    if lexicon().may_hold(number, ["limit"]) or any(signed(number)):
        return ""
    copy = Copy(text, lang=lang) if limited else None
    figures = figures_of(number, copy.text) if copy else ()
    found = next((words for figure in figures for words in _left_out(figure, copy)), "") if copy else ""
    return found or range_with(number, folded(text))


def _left_out(figure: str, copy: Copy) -> Iterator[str]:
    yield from (sign for sign, _ in signed(figure))  # “19+”
    verdict = check(figure, copy, carried=[copy.original])
    yield from (left.words for left in verdict.carried if left.group in _OF_NUMBERS)
