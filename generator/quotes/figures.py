"""Figures in a folded text: what belongs to one number, so that no quote cuts it.

“1 200”, “20-30”, “3/4”, “12:30”, “-5”, “~200”, “200+”, “10⁶”, “5%”, “5 to 10”, “2 million”, “one in five” and
“thirty-five” each say one thing, and a part of it another. What a number in words amounts to is for `numerals` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from math import prod
from typing import Final, NamedTuple

from .folding import RAISED, Span, folded
from .lexicon import lexicon
from .numerals import IN, OF, Numeral, linked, may_link, numerals, ranges_in_words
from .phrases import NUMBER
from .words import PIECE, small

_FIGURE_LENGTH: Final = 40
_GROUPED: Final = r"(?:(?<![\w.,])\d{1,3}(?: \d{3})+(?!\d)|\d+)"
_DIGITS: Final = re.compile(rf"{_GROUPED}(?:[.,٫٬']\d+)*")
_GROUPS: Final = re.compile(r"(?<!\b0)[ ,.٬'](?=\d{3}(?!\d))")  # but "0.125" is less than one
_POINTS: Final = str.maketrans(",٫", "..")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MONEY: Final = "[$€£¥]"
_TWO: Final = re.compile(r"\d\D{1,16}\d")
_WORD: Final = rf"({PIECE.pattern}(?:'{PIECE.pattern})*)"
_FIRST_WORD: Final = re.compile(rf"\)?[ -]?\(?{_WORD}")
_LAST_WORD: Final = re.compile(rf"{_WORD}\)?[ -]?\(?$")
# A day, or a year: what follows with “à” is its hour, unless it is another year.
_DATE: Final = r"(?:\d+[./-]\d+[./-]\d{4}|(?:19|20)\d\d(?! \w+ \d{4}\b))(?!\d)"
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?")
_THOUSAND: Final = 1000
_ZEROS: Final = ("000", "000000", "000000000")
# Signs that limit a number; but "Home > 2023" leads to a page.
_LIMITING: Final = "[<>]|[~≈±≤≥] ?"
_SIGN: Final = rf"(?<![^\W_])(?:-|%|{_LIMITING})"  # Turkish writes “%5”
_MORE: Final = r"\+(?![\w+])"  # “200+ men”
_SIGNED: Final = re.compile(rf"(?<![^\W_])(?:{_LIMITING}){_DIGITS.pattern}|{_DIGITS.pattern}{_MORE}")
_HAS_DIGIT: Final = re.compile(r"\d")
_HAS_SIGN: Final = re.compile("[<>~≈±≤≥+＜＞～＋]")
# What such a sign says, as groups of the word lists say it.
_SAID: Final = {
    **dict.fromkeys("~≈±", "approximation"), **dict.fromkeys(">≥+", "lower"), **dict.fromkeys("<≤", "upper")
}  # fmt: skip


class Range(NamedTuple):
    """A range of numbers as it is written, and the ways to write each of its two ends."""

    words: str
    ends: tuple[frozenset[str], ...]


def ranges(text: str) -> Iterator[Range]:
    """Yield the ranges of a folded text; years, days and changes ("from 2 to 5") are none."""
    for found in _range_pattern().finditer(text) if _TWO.search(text) else ():
        ends = _DIGITS.findall(found[0])
        if not any(map(_YEAR.fullmatch, ends)) and not _changes(text, found.start()):
            yield Range(found[0], tuple(frozenset((_alike(end),)) for end in ends))
    for of_words in ranges_in_words(text):
        if not _changes(text, of_words.start):
            one, other = of_words.ends
            both = _ways_to_write(one) | _of_scale(one, other), _ways_to_write(other)
            yield Range(text[of_words.start : of_words.end], both)


def signed(text: str) -> Iterator[tuple[str, str]]:
    """Yield each number of a text, as it was typed, with a sign that limits it, “~200”, and the group that says so."""
    for found in _SIGNED.finditer(folded(text)) if _HAS_SIGN.search(text) else ():
        yield found[0], next(group for sign, group in _SAID.items() if sign in found[0])


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a folded text in digits, written alike everywhere."""
    in_words = map(_ways_to_write, numerals(text))
    return frozenset(map(_alike, _DIGITS.findall(text))).union(*in_words)


def figures_of(number: str, text: str) -> Iterator[str]:
    """Yield how a number is written in a folded text, each time with all that belongs to it: “13” as “13 percent”.

    One of digits alone may also be written in words, or with a scale: “19” as “nineteen”, “2000000” as “2 million”. Of
    several numbers, or of none in digits, the whole is looked for as it is.
    """
    wanted = folded(number)
    digits = _DIGITS.findall(wanted)
    if len(digits) != 1:
        yield wanted
        return
    for found in _DIGITS.finditer(text):
        if _alike(found[0]) == _alike(digits[0]):
            around = (figure_around(text, offset) for offset in (found.end(), found.start(), found.start() + 1))
            start, end = next(filter(None, around), found.span())
            yield text[start:end]
    if wanted == digits[0]:
        yield from _otherwise(_alike(wanted), text)


def _otherwise(number: str, text: str) -> Iterator[str]:
    """Yield how a number is written in words, or with a word for a scale behind its digits."""
    for numeral in numerals(text) if lexicon().may_hold(text, ["number"]) else ():
        if numeral.known and numeral.amount == number:
            yield text[numeral.start : numeral.end]
    for found in _scaled_pattern().finditer(text) if _HAS_DIGIT.search(text) else ():
        amount = _amount(found) if found[2] and _PLAIN.fullmatch(number) else ""
        if amount and Decimal(amount) == Decimal(number):
            yield found[0]


def _amount(scaled: re.Match[str]) -> str:
    """Return what digits come to with the scales behind them, written in digits; "" where nobody knows."""
    number, worths = _alike(scaled[1]), _worths(scaled[2])
    return f"{Decimal(number) * prod(worths):f}" if _PLAIN.fullmatch(number) and all(worths) else ""


def range_with(number: str, text: str) -> str:
    """Return the words of a range in a folded text of which a number in digits is one end; "" if there is none."""
    digits = _DIGITS.findall(folded(number))
    wanted = _alike(digits[0]) if len(digits) == 1 else None
    return next((found.words for found in ranges(text) if wanted and any(wanted in end for end in found.ends)), "")


def amounts(text: str) -> dict[str, str]:
    """Return what the numbers of a folded text come to with their scales, and how each is written there.

    Only those of a thousand or more: a smaller number may share its scale with another (“10 to 12 million”). Where
    nobody knows what a scale amounts to (“12 percent”), there is none.
    """
    found: dict[str, str] = {}
    covered: set[int] = set()
    for digits in _scaled_pattern().finditer(text):
        covered.update(range(*digits.span()))
        amount = _amount(digits)
        if amount:
            found.setdefault(amount, digits[0])
    for numeral in numerals(text):
        if numeral.known and numeral.start not in covered:
            found.setdefault(numeral.amount, text[numeral.start : numeral.end])
    whole = ((amount.rstrip("0").rstrip(".") if "." in amount else amount, words) for amount, words in found.items())
    return {amount: words for amount, words in whole if Decimal(amount) >= _THOUSAND}


def scales(text: str) -> frozenset[int]:
    """Return what the words for thousands, millions and more in a folded text amount to, in whatever language."""
    return frozenset(worth for worth in _worths(text) if worth >= _THOUSAND)


def _worths(text: str) -> list[int]:
    """Return what each word for a scale amounts to, 0 where nobody knows it: “percent”."""
    return [lexicon().worth.get(scale, 0) for scale in _scale_pattern().findall(text.lower())]


def may_hold_range(text: str) -> bool:
    """Tell at once that a text, as it was typed, holds no range: False is certain, True is not."""
    return _TWO.search(text) is not None or lexicon().may_hold(text, ["number"])


def may_hold_figure(text: str) -> bool:
    """Tell at once that a text, as it was typed, holds no number: False is certain, True is not."""
    return _HAS_DIGIT.search(text) is not None or lexicon().may_hold(text, ["number"])


def _changes(text: str, start: int) -> bool:
    before = _LAST_WORD.search(text, max(start - _FIGURE_LENGTH, 0), start)
    return before is not None and before[1].lower() in lexicon().changing


def _ways_to_write(numeral: Numeral) -> frozenset[str]:
    """Return a number in digits; one in words also as it stands before a scale: of "two million" 2000000, and 2."""
    amount = _alike(numeral.amount)
    scaled = (amount[: -len(of)] for of in _ZEROS if numeral.known and amount.endswith(of))
    return frozenset((amount, *scaled))


def _of_scale(one: Numeral, other: Numeral) -> frozenset[str]:
    """Return what the first end of a range is if the scale of the second is its own too: “two to three hundred”."""
    if not (one.known and other.known):
        return frozenset()
    low, high = int(one.amount), int(other.amount)
    scales = (10**places for places in (2, 3, 6, 9) if high % 10**places == 0)
    return frozenset(str(low * scale) for scale in scales if low * scale < high)


def _alike(digits: str) -> str:
    """Return a number in digits 0 to 9, without what parts its groups, and with a point: “1 200,50” is “1,200.5”."""
    plain = _GROUPS.sub("", digits).translate(_POINTS)
    plain = "".join(str(int(digit)) if digit.isdecimal() else digit for digit in plain)
    # Of “1.2.10”, a version, nothing is left out.
    return plain.rstrip("0").rstrip(".") if plain.count(".") == 1 else plain


def figure_around(text: str, offset: int, lang: str = "") -> Span | None:
    """Return the span of the figure that an offset of a folded text lies within, or None if it cuts none.

    `lang` is the text's language, "" where that is not known.
    """
    near = text[max(offset - 2, 0) : offset + 3]
    if not any(map(str.isdigit, near)):
        return _in_words(text, offset, lang)
    for found in _pattern(_scales(lang)).finditer(text, max(offset - _FIGURE_LENGTH, 0), offset + _FIGURE_LENGTH):
        if found.start() < offset < found.end():
            return found.span()
    return _in_words(text, offset, lang)


def _in_words(text: str, offset: int, lang: str) -> Span | None:
    """Return the span of the number in words, or partly so, that an offset lies within: “thirty-five”, “one in 5”."""
    before = _LAST_WORD.search(text, max(offset - _FIGURE_LENGTH, 0), offset)
    behind = _FIRST_WORD.match(text, offset)
    if not (before and behind and may_link(small(before[1])) and may_link(small(behind[1]))):
        return None
    for span in linked(text, max(offset - _FIGURE_LENGTH, 0), offset + _FIGURE_LENGTH, lang):
        if span[0] < offset < span[1]:
            return span
    return None


def _ranges(number: str, phrases: Iterable[str]) -> str:
    """Return what finds two numbers and what lies between; an Arabic “and” may be attached to the second.

    What finds a number is long: it stands twice for all that may lie between, not for each of it. So no pattern that
    this becomes a part of may have groups before it.
    """
    beside: dict[tuple[str, str], list[str]] = {}
    for phrase in phrases:
        before, between, behind = re.escape(phrase).split(NUMBER)
        beside.setdefault((before, behind), []).append(" و ?" if between == r"\ و\ " else between)
    # "$10 to $20", but not "up 5% to $20"
    return "|".join(
        f"{before}({_MONEY})?{number}(?:{'|'.join(between)})(?({group}){_MONEY}){number}{behind}"
        for group, ((before, behind), between) in enumerate(beside.items(), 1)
    )


def _either(listed: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))


@cache
def _scales(lang: str = "") -> frozenset[str]:
    """Return the words for scales that count in texts of a language, or where none is known."""
    return frozenset(scale for scale in lexicon().scales if not lexicon().languages.is_of_another(scale, lang))


@cache
def _range_pattern() -> re.Pattern[str]:
    """Return what finds a range in digits: in words between them, or with a dash."""
    scales = _either(_scales())
    number = rf"{_DIGITS.pattern}(?: ?[%٪‰]|(?:[ -](?:{scales})\b)*)"
    of_words = _ranges(number, lexicon().ranges)
    return re.compile(rf"(?<![\w.,/:'٫٬-])(?:{of_words}|{number}-{number}(?![\w-]))", re.IGNORECASE)


@cache
def _scale_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(_scales())})\b")


@cache
def _scaled_pattern() -> re.Pattern[str]:
    return re.compile(rf"({_DIGITS.pattern})((?:[ -]{_scale_pattern().pattern})*)", re.IGNORECASE)


@cache
def _pattern(of: frozenset[str]) -> re.Pattern[str]:
    """Return what finds a figure; `of` are the words for scales, which few languages have otherwise."""
    scales = _either([*of, *lexicon().fractions])
    # "20 in 2015" is no share, nor "1 man in 2015", nor "article 5 of 12 May": there, words tell what is a date.
    shares = (phrase for phrase in lexicon().shares if phrase != OF and not phrase.endswith(IN[len(NUMBER) :]))
    phrases = [*lexicon().ranges, *shares]
    linked = rf"{_GROUPED}(?:['.,٫٬:/⁄^-]{_GROUPED}|[{RAISED}]+)*"
    sign = rf"{_SIGN}|\b(?:{_either(lexicon().before_numbers)}) "
    figure = rf"(?:{sign})?(?<!\d){linked}(?: ?[%٪‰]|{_MORE}|(?:[ -](?:{scales})\b)*)"
    return re.compile(rf"(?!{_DATE})(?:{_ranges(f'(?:{figure})', phrases)})|{figure}", re.IGNORECASE)
