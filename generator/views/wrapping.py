"""Words in lines that fit into a drawing, which breaks none by itself, by the measure of their letters.

How wide a letter is drawn depends on the reader's fonts; what is said here of capitals, marks and wide scripts holds
for the usual ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_BROAD = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0003fffd"
)
"""Letters of scripts that part words nowhere, and so may be parted everywhere."""
_PIECE = re.compile(f"([ \t\n]*)([{_BROAD}]|[^ \t\n{_BROAD}-]*-+|[^ \t\n{_BROAD}-]+)")
_ISOLATE, _POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_LITTLE = 3  # letters
_THIN, _FULL = " \N{NO-BREAK SPACE}-'’.,;:()", "MWЖМШЩЫЮФДжмшщыюф"


@lru_cache(maxsize=4096)
def wrapped(text: str, letters: int) -> tuple[str, ...]:
    """Return a text as lines of at most so many small letters; a word that fits into none is parted between letters.

    No line ends with a little word: “not” stands with what it denies, else a line would begin with “verified”.
    """
    lines: list[str] = []
    line = ""
    for gap, piece in _PIECE.findall(text):
        longer = f"{line}{' ' if gap and line else ''}{piece}"
        if measure(longer) <= letters:
            line = longer
            continue
        before, _, little = line.rpartition(" ")
        together = f"{little}{' ' if gap else ''}{piece}"
        if before and _is_little(little) and measure(together) <= letters:
            lines, line = [*lines, before], together
            continue
        lines += [line] if line else []
        *whole, line = _parted(piece, letters)
        lines += whole
    return (*lines, line) if line else tuple(lines)


def isolated_in_each(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a text, each of which ends what is isolated in it, and begins what goes on from the last one.

    A drawing sets each line by itself: what one line opens does not hold in the next.
    """
    depth = 0
    for line in lines:
        begun = _ISOLATE * depth + line
        depth += line.count(_ISOLATE) - line.count(_POP)
        yield begun + _POP * depth


def measure(text: str) -> float:
    """Return how wide a text is drawn, in small letters."""
    return sum(map(_width, text))


def _is_little(word: str) -> bool:
    told = word.strip(_ISOLATE)
    return len(told) <= _LITTLE and told.isalnum()


def _parted(word: str, letters: int) -> Iterator[str]:
    part = ""
    for letter in word:
        if part and _width(letter) and measure(part + letter) > letters:
            yield part
            part = ""
        part += letter
    yield part


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 2
    if letter in _THIN:
        return 0.6
    return 1 + 0.3 * letter.isupper() + 0.35 * (letter in _FULL)
