"""Text → the form in which two printings of the same words are equal, and the way back to where they stood.

Only what printers and keyboards change without changing a word is folded: white space, quotation marks, apostrophes,
dashes, ellipses, soft hyphens and direction marks, compatibility forms (NFKC), Arabic and Hebrew vowel signs, tatweel,
and the variants of alef, kaf and ya. Capitals, accents, digits (raised ones beside others too) and all other
punctuation stay: a quote that changes them is not the same words. It refuses to know what a sentence or a word is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_VOWEL_SIGNS: Final = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
)
_ACCENTS: Final = "\u0300-\u034e\u0350-\u036f\u3099\u309a"
_SINGLE: Final = "`´‘’‚‛′‵ʹʻʼʽʾʿˈ＇‹›׳"
_DOUBLE: Final = '"“”„‟″‶«»〝〞〟＂״「」『』'
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u058a\u05be\ufe58\ufe63\uff0d"
RAISED: Final = "\u00b2\u00b3\u00b9\u2070\u2074-\u207b\u2080-\u208b"  # and lowered: digits and their signs
_NO_SPACE_BEFORE: Final = "!?;:»›…"  # French sets a space there, English none
_LONG: Final = "—―"  # with or without spaces around: the same dash

_DOTS: Final = r"\.\s?\.\s?\."
_TIGHT_BEFORE: Final = rf"[{_NO_SPACE_BEFORE}{_LONG}]|{_DOTS}|--"
_BLANKS: Final = "[ \t\u00a0\u2009\u202f]*"
_MARKS: Final = f"[{_VOWEL_SIGNS}{_ACCENTS}][{_VOWEL_SIGNS}{_ACCENTS}{_INVISIBLE}]*"
# What is not one character for one: white space, what nobody sees, dots, dashes, letters with marks, other forms. All
# begin in one class of characters, which the engine looks for fast, and look back at which of them it was.
_SPACE: Final = f"(?<= )(?:[\\s{_INVISIBLE}]+|(?={_TIGHT_BEFORE}))"
_RUNS: Final = (
    f"(?<=\\s)[\\s{_INVISIBLE}]*|(?<=[{_INVISIBLE}])[{_INVISIBLE}]*(?:\\s[\\s{_INVISIBLE}]*)?|(?<=[«‹])[\\s{_INVISIBLE}]*"
    f"|(?<=[…⋯])[…⋯]*|(?<=\\.)(?:\\s?\\.){{2,}}|(?<=[{_LONG}])[-{_DASHES}]*{_BLANKS}|(?<=[-{_DASHES}])[-{_DASHES}]+{_BLANKS}"
    f"|(?<=[{_VOWEL_SIGNS}{_ACCENTS}])[{_VOWEL_SIGNS}{_ACCENTS}{_INVISIBLE}]*"
)
_STARTS: Final = f"\\s{_INVISIBLE}«‹…⋯.{_DASHES}{_VOWEL_SIGNS}{_ACCENTS}-"
_START: Final = re.compile(f"[{_STARTS}]")
_ASCII: Final = re.compile(
    rf"[\s.-](?:(?<= )(?:\s+|(?=[!?;:]|{_DOTS}|--))|(?<! )(?:(?<=\s)\s*|(?<=\.)(?:\s?\.){{2,}}|(?<=-)-+{_BLANKS}))"
)
_MARK: Final = re.compile(f"[{_VOWEL_SIGNS}{_ACCENTS}]")
_TIGHT: Final = re.compile(_TIGHT_BEFORE)
_SIGN: Final = re.compile(f"[{_VOWEL_SIGNS}{_INVISIBLE}]")
_RAISED: Final = re.compile(f"[{RAISED}]")
_DIGIT_BEFORE: Final = re.compile(rf"\d[{RAISED}{_INVISIBLE}]*$")
_DIGIT_BEHIND: Final = re.compile(rf"[{RAISED}{_INVISIBLE}]*\d")
_LINE_END: Final = re.compile(r"[\n\u2028\u2029\f\v\x85\r]")
_SOFT_BREAK: Final = re.compile(r"\u00ad[^\S\n]*\n[^\S\n]*")  # within a word that a line's end broke
_NEW_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*\n|\u2029")  # a sentence may go on behind a form feed, on another page

_CLOSING: Final = re.compile(r"[.,;:!?)\]…]")
_NEAR: Final = 20  # characters

ELLIPSIS: Final = "…"
DASH: Final = " - "
_ONE_TO_ONE: Final[dict[str, str]] = {
    **dict.fromkeys(_SINGLE + _DOUBLE, "'"),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("آأإٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    "ک": "ك",
}
_REPLACED: Final = frozenset(_ONE_TO_ONE)
_TRANSLATED: Final = str.maketrans(_ONE_TO_ONE)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folding:
    """A folded text, where lines and paragraphs ended in it, and where each part of it came from.

    `edits` holds (start, end) in the folded text and (start, end) in the original, in order, for everything that did
    not stay one character for one character. `breaks` are offsets of white space at which a paragraph ended, `lines`
    those at which a line did. All offsets count code points.
    """

    text: str
    edits: Sequence[tuple[int, int, int, int]]
    breaks: tuple[int, ...]
    lines: tuple[int, ...]

    def whole(self, start: int, end: int) -> bool:
        """Tell whether a span of the folded text cuts no character of the original (the “1” of a “½”)."""
        return not (self._cuts(start) or self._cuts(end))

    def _cuts(self, offset: int) -> bool:
        found = bisect_right(self.edits, offset, key=_folded_start) - 1
        return found >= 0 and self.edits[found][0] < offset < self.edits[found][1]

    def origin(self, start: int, end: int) -> Span:
        """Return the span of the original text that became a span (not empty) of the folded one."""
        return self._place(start, 2), self._place(end - 1, 3)

    def place_of(self, offset: int) -> int:
        """Return which offset of the folded text one of the original became."""
        found = bisect_right(self.edits, offset, key=_original_start) - 1
        if found < 0:
            return offset
        start, end, from_, to = self.edits[found]
        return end + offset - to if offset >= to else start if offset == from_ else end

    def _place(self, offset: int, side: int) -> int:
        found = bisect_right(self.edits, offset, key=_folded_start) - 1
        past = side - 2  # an end lies behind its last character
        if found < 0:
            return offset + past
        edit = self.edits[found]
        return edit[side] if offset < edit[1] else offset - edit[1] + edit[3] + past


def _folded_start(edit: tuple[int, int, int, int]) -> int:
    return edit[0]


def _original_start(edit: tuple[int, int, int, int]) -> int:
    return edit[2]


def fold(text: str, left_out: Sequence[Span] = ()) -> Folding:
    """Fold a text without some spans and the white space around; one that a line ends at ends a paragraph."""
    folder = _Folder(text)
    start = 0
    for from_, to in left_out:
        from_ -= len(text[start:from_]) - len(text[start:from_].rstrip())
        to += len(text[to:]) - len(text[to:].lstrip())
        folder.copy(start, max(start, from_))
        folder.leave_out(max(start, from_), max(start, to))
        start = max(start, to)
    folder.copy(start, len(text))
    return folder.folding()


def folded(text: str) -> str:
    """Return the folded form of a text, without white space at its ends."""
    if text.isascii() and not _ASCII.search(text):
        return _with_plain_quotes(text).strip()
    return fold(text).text.strip()


def _with_plain_quotes(text: str) -> str:
    return text.replace('"', "'").replace("`", "'")


class _Folder:
    """Gathers the pieces of one folded text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[str] = []
        self.length = 0
        self.edits: list[tuple[int, int, int, int]] = []
        self.breaks: list[int] = []
        self.lines: list[int] = []
        self.characters: frozenset[str] = frozenset() if text.isascii() else frozenset(text)
        others = "".join(sorted(filter(_has_another_form, self.characters)))
        self.special = _finder(others) if self.characters else _ASCII

    def copy(self, start: int, end: int) -> None:
        """Fold what stands between two offsets."""
        text, at = self.text, start
        for match in self.special.finditer(text, start, end):
            run, from_, to = match[0], match.start(), match.end()
            if at < from_ and _MARK.match(run) and not text[from_ - 1].isspace():
                from_ -= 1  # a mark belongs to the letter before it
                run = text[from_:to]
            new = self._replacement(run, to)
            if new == run:
                continue
            self.keep(at, from_)
            if not new.strip() and _LINE_END.search(run) and not _SOFT_BREAK.fullmatch(run):
                (self.breaks if _NEW_PARAGRAPH.search(run) else self.lines).append(self.length)
            if new == DASH:
                self.put_dash(from_, to)
            else:
                self.put(new, from_, to)
            at = to
        self.keep(at, end)

    def keep(self, start: int, end: int) -> None:
        """Take over a stretch that stays as long as it is."""
        if start < end:
            self.pieces.append(self.text[start:end])
            self.length += end - start

    def put(self, new: str, start: int, end: int) -> None:
        """Put what a run became."""
        self.edits.append((self.length, self.length + len(new), start, end))
        self.pieces.append(new)
        self.length += len(new)

    def put_dash(self, start: int, end: int) -> None:
        """Put a dash that parts words, with a space on either side, as three characters that may be parted again."""
        blank = end - len(self.text[start:end]) + len(self.text[start:end].rstrip())
        if start > 0:
            self.put(" ", start, start)
        self.put("-", start, blank)
        if end < len(self.text) and not self.text[end].isspace():
            self.put(" ", blank, end)

    def leave_out(self, start: int, end: int) -> None:
        """Put the end of a paragraph in place of a span, or within a line no more than a space."""
        if start == end:
            return
        run = self.text[start:end]
        if _LINE_END.search(run) or start == 0 or end == len(self.text):
            self.breaks.append(self.length)
        elif not (run[0].isspace() or run[-1].isspace()) or _CLOSING.match(self.text, end):
            self.put("", start, end)
            return
        self.put(" ", start, end)

    def _replacement(self, run: str, end: int) -> str:
        if _RAISED.match(run) and self._beside_digit(end - len(run), end):
            return run[0]  # 10⁶ is not 106, though CO₂ is CO2; without marks, which would part it from the digit
        if _SOFT_BREAK.fullmatch(run):
            return ""
        new = " " if run.isspace() else _changed(run)
        if new == " " and _TIGHT.match(self.text, end):
            return ""
        return new

    def _beside_digit(self, start: int, end: int) -> bool:
        before = _DIGIT_BEFORE.search(self.text, max(0, start - _NEAR), start)
        return before is not None or _DIGIT_BEHIND.match(self.text, end) is not None

    def folding(self) -> Folding:
        """Return the whole."""
        text = _with_plain_quotes("".join(self.pieces))
        for character in _REPLACED & self.characters:
            text = text.replace(character, _ONE_TO_ONE[character])
        return Folding(text, self.edits, tuple(self.breaks), tuple(self.lines))


@lru_cache(maxsize=512)
def _finder(others: str) -> re.Pattern[str]:
    """Return a pattern that finds all that may change in a text with these characters of another form."""
    more = f"|(?<=[{others}])(?:{_MARKS})?" if others else ""
    return re.compile(f"[{others}{_STARTS}](?:{_SPACE}|(?<! )(?:{_RUNS}{more}))")


@lru_cache(maxsize=16_384)
def _has_another_form(character: str) -> bool:
    return (
        character > "\x7f"
        and character not in _ONE_TO_ONE
        and not _START.match(character)
        and unicodedata.normalize("NFKC", character) != character
    )


@lru_cache(maxsize=16_384)
def _changed(run: str) -> str:
    """Return what a run becomes that is more than plain white space."""
    if len(run) == 1 and run in _ONE_TO_ONE and run not in "«‹—―":
        return run  # all of these are changed at once, in the end
    seen = _SIGN.sub("", run)
    if not seen or seen.isspace():
        return seen and " "
    if seen[0] in "«‹":
        return "'"
    if seen[0] in "…⋯" or seen.count(".") > 2:
        return ELLIPSIS
    dashes = seen.strip()
    if (len(dashes) > 1 or dashes in _LONG) and not dashes.strip("-" + _DASHES):
        return DASH
    return _SIGN.sub("", unicodedata.normalize("NFKC", seen)).strip().translate(_TRANSLATED)
