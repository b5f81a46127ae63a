"""Postings: which records have something, and with what weight, written as a text that is as short as it can be read.

Records are whole numbers of 24 bits that are spread evenly. What many of them have is written as the gaps between
them, in two letters each; what few have, in up to four. The browser reads it too (`assets/find.js`), by `TABLES`. All
letters stand in JSON as they are, and are no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

BITS: Final = 24
"""Of a number."""
END: Final = "~"
"""Stands between the numbers of one weight and those of the next."""
LETTERS: Final = "".join(letter for letter in map(chr, range(0x21, 0x7F)) if letter not in f"\"&'<>\\{END}")
"""The letters of gaps and weights, by what they are worth."""
LEADS: Final = (49, 12, 26)
"""So many letters begin a gap of two letters, of three and of four."""
TABLES: Final = {"bits": BITS, "end": END, "letters": LETTERS, "leads": LEADS}
"""Everything that the script needs to know."""

_BASE: Final = len(LETTERS)
_CUBE: Final = _BASE * _BASE * _BASE
_WORTH: Final = {letter: worth for worth, letter in enumerate(LETTERS)}
_STARTS: Final = (0, LEADS[0], LEADS[0] + LEADS[1])
_SPANS: Final = (LEADS[0] * _BASE, LEADS[1] * _BASE * _BASE, LEADS[2] * _CUBE)


def coded(postings: Iterable[tuple[int, int]], step: int = 1) -> str:
    """Return numbers with their weights, as a text; all numbers leave the same remainder when divided by `step`."""
    groups: dict[int, list[int]] = {}
    for number, weight in postings:
        groups.setdefault(weight, []).append(number // step)
    return END.join([_group(weight, sorted(groups[weight])) for weight in sorted(groups, reverse=True)])


def decoded(text: str, step: int = 1, remainder: int = 0) -> Iterator[tuple[int, int]]:
    """Yield what was written so: numbers with their weights, the heaviest first."""
    for group in text.split(END) if text else ():
        weight, place, at = _WORTH[group[0]], -1, 1
        while at < len(group):
            gap, at = _read(group, at)
            place += gap + 1
            yield place * step + remainder, weight


def _group(weight: int, places: Iterable[int]) -> str:
    parts, before = [LETTERS[weight]], -1
    for place in places:
        gap = place - before - 1
        parts.append(_PAIRS[gap] if gap < _SPANS[0] else _written(gap))
        before = place
    return "".join(parts)


def _written(gap: int) -> str:
    """Return a gap in three letters or four."""
    gap -= _SPANS[0]
    if gap < _SPANS[1]:
        lead, rest = divmod(gap, len(_PAIRS))
        return LETTERS[_STARTS[1] + lead] + _PAIRS[rest]
    lead, rest = divmod(gap - _SPANS[1], _CUBE)
    second, rest = divmod(rest, len(_PAIRS))
    return LETTERS[_STARTS[2] + lead] + LETTERS[second] + _PAIRS[rest]


def _read(group: str, at: int) -> tuple[int, int]:
    """Return the gap that is written at a place, and the place after it."""
    lead = _WORTH[group[at]]
    length = sum(lead >= start for start in _STARTS)
    gap = lead - _STARTS[length - 1]
    for letter in group[at + 1 : at + length + 1]:
        gap = gap * _BASE + _WORTH[letter]
    return gap + sum(_SPANS[: length - 1]), at + length + 1


_PAIRS: Final = tuple(first + second for first in LETTERS for second in LETTERS)
