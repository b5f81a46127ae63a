"""Numbers in words: where they stand in a folded text, and what they amount to.

“thirty-five”, “two hundred and ten”, “vingt et un”, “خمسة وعشرين”, “between ten and twenty”. Each word is written as
one letter by what it may be, and each gap as one, so that short patterns say what belongs to one number: spelled out,
with every number in every place, they would be a thousand times as long. A number in digits is known here only where
it stands beside one in words: “one in 5”, “nine to 12”, “200 (two hundred) million”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from .folding import Span
from .lexicon import lexicon
from .phrases import NUMBER, is_arabic
from .words import PIECE, Word, words

IN: Final = f"{NUMBER} in {NUMBER}"
OF: Final = f"{NUMBER} of {NUMBER}"
# One; others below ten; an Arabic ten, as in fifteen; tens; hundreds and more; other numbers; those that say no one
# number ("dozens"); what is a scale only. In capitals: a scale too ("hundred").
_ONE, _UNIT, _TEN, _TENS, _MANY, _OTHER, _VAGUE, _SCALE = "o", "u", "x", "t", "m", "n", "v", "s"
_NUMBER: Final = "[ouxtmnvMN]"
_MANY_OF: Final = "[vmM]"  # of hundreds of thousands, what stands behind the "of"
_OF_SCALE: Final = "[MNs]"
_APART: Final = "|"
# In digits: one, others, either of them. A year is none, and so is a day.
_DIGIT, _DIGITS = "d", "D"
_IN_DIGITS: Final = f"[{_DIGIT}{_DIGITS}]"
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_BETWEEN: Final = {" ": " ", "-": "-", " (": "(", ") ": ")"}
_ATTACHED: Final = "و"
_ARTICLES: Final = ("a", "an")
_AND: Final = ("and", "et", "y", "e", _ATTACHED)
_BEFORE_UNITS: Final = ("et", "y", "e")  # "vingt et un", "treinta y cinco"
_OF_TEENS: Final = "on"  # Turkish: "on iki" is twelve
_LITERALS: Final = 0x100
_HUNDRED, _THOUSAND, _DOZEN, _TWENTY, _FOUR_TWENTIES = 100, 1000, 12, 20, 80


class Numeral(NamedTuple):
    """Where a number in words stands, and what it amounts to, as it is written in digits; its words if nobody knows."""

    start: int
    end: int
    amount: str
    known: bool


class RangeInWords(NamedTuple):
    """Where a range of numbers in words stands, and its two ends."""

    start: int
    end: int
    ends: tuple[Numeral, Numeral]


class _Coded(NamedTuple):
    letters: str
    places: Sequence[Span]  # of each letter

    def span(self, found: re.Match[str], group: int = 0) -> Span:
        return self.places[found.start(group)][0], self.places[found.end(group) - 1][1]


def numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers in words of a folded text."""
    coded = _coded(text, 0, len(text))
    yield from (_numeral(text, *coded.span(found)) for found in _numeral_pattern().finditer(coded.letters))


def ranges_in_words(text: str) -> Iterator[RangeInWords]:
    """Yield the ranges of a folded text of which at least one end is in words."""
    listed = lexicon().numbers
    pieces = PIECE.findall(text.lower())
    in_words = sum(piece.removeprefix(_ATTACHED) in listed for piece in pieces)
    if in_words < 2 and not (in_words and any(map(str.isdigit, text))):
        return  # most texts with a number have only one
    coded = _coded(text, 0, len(text))
    for found in _range_pattern().finditer(coded.letters):
        one, other = (group for group, part in enumerate(found.groups(), 1) if part)
        ends = _numeral(text, *coded.span(found, one)), _numeral(text, *coded.span(found, other))
        yield RangeInWords(*coded.span(found), ends)


def linked(text: str, start: int, end: int, lang: str) -> Iterator[Span]:
    """Yield the spans of what belongs to one number, or to one range, in a part of a folded text in a language."""
    coded = _coded(text, start, end, lang)
    yield from map(coded.span, _linked_pattern().finditer(coded.letters))


def may_link(word: str) -> bool:
    """Tell whether a word in small letters may belong to the same number as the one beside it."""
    return word in _linking() or word.isdecimal() or _is_attached(word)


def _is_attached(word: str) -> bool:
    """Tell whether a word is a number with an Arabic “and” before it."""
    return word[0] == _ATTACHED and (word[1:] in lexicon().numbers or word[1:].isdecimal())


def _numeral(text: str, start: int, end: int) -> Numeral:
    parts = [word.text.removeprefix(_ATTACHED) for word in words(text, start, end)]
    worths = [lexicon().worth.get(part) for part in parts if part not in _AND and part]
    known = [worth for worth in worths if worth is not None]
    if len(known) < len(worths):  # also one in digits
        return Numeral(start, end, text[start:end].lower(), False)
    return Numeral(start, end, str(_sum(known)), True)


def _sum(worths: Sequence[int]) -> int:
    """Return what number words amount to together: two, hundred, five → 205; quatre, vingt, dix → 90."""
    total = current = 0
    for worth in worths:
        if worth >= _THOUSAND:
            total, current = total + max(current, 1) * worth, 0
        elif worth in (_HUNDRED, _DOZEN) and 0 < current < _DOZEN:
            current *= worth
        elif worth == _TWENTY and current % _HUNDRED == _FOUR_TWENTIES // _TWENTY:
            current += _FOUR_TWENTIES - _FOUR_TWENTIES // _TWENTY
        else:
            current += worth
    return total + current


def _coded(text: str, start: int, end: int, lang: str = "") -> _Coded:
    """Return the words of a part of a text as letters, with a letter for what stands between two."""
    letters: list[str] = []
    places: list[Span] = []
    reached, found = start, words(text, start, end)
    for number, word in enumerate(found):
        if letters:
            letters.append(_BETWEEN.get(text[reached : word.start], _APART))
            places.append((reached, word.start))
        reached, form, at = word.end, word.text, word.start
        if _is_attached(form):
            letters.append(_literals()[_ATTACHED])
            places.append((at, at + 1))
            form, at = form[1:], at + 1
        letters.append(_APART if _is_day(found, number) else _letter(form, lang))
        places.append((at, word.end))
    if letters and start and text[start - 1].isalnum() and text[start].isalnum():
        letters[0] = _APART  # the rest of a word
    return _Coded("".join(letters), places)


def _is_day(found: Sequence[Word], number: int) -> bool:
    """Tell whether a word in digits is the day of a month: "5 May", "May 5"."""
    if not found[number].text.isdecimal():
        return False
    return any(word.text in lexicon().dating for word in found[max(number - 1, 0) : number + 2])


@cache
def _literals() -> dict[str, str]:
    """Return a letter for each word that may stand between the words of one number, and is none itself."""
    listed = lexicon()
    one_figure = (*listed.ranges, *listed.shares, *listed.fractions, *listed.multitudes, *listed.before_numbers)
    of_ranges = (word for phrase in one_figure for word in phrase.split() if word != NUMBER)
    of_scales = (word for phrase in listed.scales if " " in phrase for word in phrase.split())
    found = dict.fromkeys((*_AND, *_ARTICLES, *of_ranges, *of_scales))
    return {word: chr(_LITERALS + number) for number, word in enumerate(found) if word not in listed.numbers}


@cache
def _linking() -> frozenset[str]:
    return frozenset((*_literals(), *lexicon().numbers, *lexicon().scales))


def _letter(word: str, lang: str = "") -> str:
    if lexicon().languages.is_of_another(word, lang):
        return _APART
    literal = _literals().get(word)
    if literal:
        return literal
    if word[0].isdecimal():
        return _APART if _YEAR.fullmatch(word) else _DIGIT if word == "1" else _DIGITS
    is_scale = word in lexicon().scales
    if word not in lexicon().numbers:
        return _SCALE if is_scale else _APART
    worth = lexicon().worth.get(word)
    if worth is None:
        return _VAGUE
    of_tens = word == _OF_TEENS or (worth % 10 == 0 and _TWENTY <= worth < _HUNDRED)
    if worth == 10 and is_arabic(word):
        return _TEN
    below_ten = _ONE if worth == 1 else _UNIT
    letter = below_ten if worth < 10 else _MANY if worth >= _HUNDRED else _TENS if of_tens else _OTHER
    return letter.upper() if is_scale else letter


@cache
def _scales() -> str:
    """Return what finds a scale of two words: “per cent”."""
    return "|".join(" ".join(map(_letter, phrase.split())) for phrase in lexicon().scales if " " in phrase)


@cache
def _pattern_of_more() -> str:
    """Return what stands behind the first word of a number and belongs to it."""
    of = _literals()
    behind_many = rf"(?<=[mM]) (?:{of['and']} )?{_NUMBER}"
    arabic = rf"(?:(?<=[ou]) x|(?<=[oun]) {of[_ATTACHED]} ?t|(?<=[mM]) {of[_ATTACHED]} ?{_NUMBER})"
    behind_tens = rf"(?<=t) [ou]|(?<=t) [{''.join(of[word] for word in _BEFORE_UNITS)}] [oun]"
    return rf"(?:-{_NUMBER}|[ -]{_OF_SCALE}| (?:{_scales()})|{behind_many}|{behind_tens}|{arabic})"


@cache
def _numeral_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_NUMBER}{_pattern_of_more()}*")


@cache
def _range_pattern() -> re.Pattern[str]:
    number, digits = rf"({_numeral_pattern().pattern})", f"({_IN_DIGITS})"
    pairs = (number, number), (number, digits), (digits, number)
    return re.compile("|".join(_of_words(phrase, *pair) for phrase in lexicon().ranges for pair in pairs))


def _of_words(phrase: str, *numbers: str) -> str:
    """Return what finds a phrase, with a pattern for each number in it."""
    left = iter(numbers)
    coded = " ".join(next(left) if word == NUMBER else _letter(word) for word in phrase.split())
    # An Arabic “and” may be attached to the second number.
    attached = _literals()[_ATTACHED]
    return coded.replace(f" {attached} (", f" {attached} ?(") if is_arabic(phrase) else coded


@cache
def _linked_pattern() -> re.Pattern[str]:
    articles = "".join(_literals()[word] for word in _ARTICLES)
    more = rf"{_NUMBER}{_pattern_of_more()}+"
    whole = rf"{_NUMBER}{_pattern_of_more()}*"
    second = f"(?:{whole}|{_IN_DIGITS})"
    # "3 in five days" is no share, nor "one of five leaders", who may be known.
    beginning = {IN: f"[{_ONE}{_UNIT}{_DIGIT}]", OF: f"(?:(?!{_ONE} ){whole}|{_DIGITS})"}
    first = {phrase: beginning.get(phrase, second) for phrase in lexicon().shares}
    shares = "|".join(_of_words(phrase, one, second) for phrase, one in first.items())
    fractions = "|".join(map(_of_words, lexicon().fractions))
    multitudes = "|".join(
        _of_words(phrase, *([_VAGUE, _MANY_OF] if phrase.count(NUMBER) > 1 else [f"{_OF_SCALE}(?: {_OF_SCALE})*"]))
        for phrase in lexicon().multitudes
    )
    before = "|".join(map(_letter, lexicon().before_numbers))
    twice = rf"(?:{whole}|{_IN_DIGITS})\((?:{whole}|{_IN_DIGITS})\)(?:{_OF_SCALE}|{_scales()})"
    parted = rf"(?:{whole}|{_IN_DIGITS}) (?:{fractions})(?: {_OF_SCALE})*"
    return re.compile(
        rf"{twice}|{_range_pattern().pattern}|{shares}|{multitudes}|{parted}|{more}|[nv] [{articles}] {_OF_SCALE}"
        rf"|(?:{before}) {whole}"
    )
