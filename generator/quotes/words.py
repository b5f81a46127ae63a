"""Where words begin and end in a folded text.

A word is what a quote may begin or end at, what a gap is measured in, and what the word lists hold. It refuses to know
what any word means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

# Marks that stay on their letters when folded, of scripts whose words would fall apart without them.
_LETTER: Final = r"[\w\u0300-\u036f\u0591-\u05bd\u0900-\u0dff\u0e31-\u0e4e\u1000-\u109f\u1780-\u17d3]"
PIECE: Final = re.compile(rf"{_LETTER}+")
WORD: Final = re.compile(rf"{_LETTER}+(?:(?:'|(?<=\d)[.,٫٬](?=\d)){_LETTER}+)*")
TOKEN: Final = re.compile(rf"{WORD.pattern}|\S")
# Scripts that put nothing between words: any place between two letters may be a boundary.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_HAN: Final = frozenset("〇零一二三四五六七八九十百千万萬亿億兆两兩")  # of these a number is made, of none a part of it
_JOINED: Final = re.compile(_LETTER)

# A few words between two marks of a folded text, within what is said: "refused, he said, to".
# Each branch begins with its mark: such a pattern is searched for fast.
ASIDE: Final = re.compile(r"[,،] [^,،;:.()]{1,50}(?:[,،]| -) |- [^,،;:.()]{1,50}(?:[,،]| -) |\([^,،;:.()]{1,50}\) ")

# What is no part of a word though nothing parts them: the number of a note ("denied12"), marks of stress ("_not_").
SET_OFF: Final = re.compile(r"\d(?<=(?:[^\W\d_]{3}|n't).)\d{0,2}(?!\w)|_(?:(?<!\w_)_*(?=[^\W_])|(?<=[^\W_]_)_*(?!\w))")

# Little words that lose their vowel before another word: n'a, d'après, s'il, qu'on, aujourd'hui stays whole.
_ELIDED: Final = frozenset(["c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
_POSSESSIVE: Final = re.compile(r"'(?:s\b|(?!\w))", re.IGNORECASE)


class Word(NamedTuple):
    """A word in lower case, and its span in the folded text; an elided one keeps its apostrophe (`n'`)."""

    text: str
    start: int
    end: int


_word: Final[Callable[[tuple[str, int, int]], Word]] = partial(tuple.__new__, Word)


def small(text: str) -> str:
    """Return a text in small letters; the Turkish İ becomes one letter, and not an i with a dot of its own."""
    return text.lower().replace("i\u0307", "i")


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of a part of a folded text; elided little words are words of their own."""
    end = len(text) if end is None else end
    lower = small if "İ" in text else str.lower
    found = [_word((lower(match[0]), *match.span())) for match in WORD.finditer(text, start, end)]
    if SET_OFF.search(text, start, end):
        found = [_word((SET_OFF.sub("", word.text), word.start, word.end)) for word in found]
    return found if "'" not in text else [part for word in found for part in _parts(word)]


def _parts(word: Word) -> tuple[Word, ...]:
    """Return a word, or an elided little word and the one that follows it."""
    head, apostrophe, rest = word.text.partition("'")
    if not (apostrophe and rest and head in _ELIDED):
        return (word,)
    to = word.start + len(head) + 1
    return Word(f"{head}'", word.start, to), Word(rest, to, word.end)


def is_boundary(text: str, offset: int) -> bool:
    """Tell whether a quote may begin or end at an offset of a folded text: not within a word or a number."""
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before.isalnum() and after.isalnum():
        return bool(_UNSPACED.match(before) and _UNSPACED.match(after)) and not (before in _HAN and after in _HAN)
    if before.isspace() or after.isspace():
        return True
    if after == "'" and before.isalnum():
        return _after_is_possessive(text, offset)
    if before == "'" and after.isalnum() and offset > 1 and text[offset - 2].isalnum():
        return _elided_before(text, offset - 1) in _ELIDED
    if after in ".,٫٬" and before.isdigit():
        return not text[offset + 1 : offset + 2].isdigit()
    if before in ".,٫٬" and after.isdigit():
        return not text[offset - 2 : offset - 1].isdigit()
    return not (_JOINED.match(before) and _JOINED.match(after))


def _after_is_possessive(text: str, offset: int) -> bool:
    return _POSSESSIVE.match(text, offset) is not None


def _elided_before(text: str, apostrophe: int) -> str:
    start = apostrophe
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    return text[start:apostrophe].lower()
