"""Which kinds of listed words a text may hold, told at a glance: most texts hold none, and need no closer look.

One automaton holds a key of every phrase, and goes over a text once. A key stands wherever its phrase does, and perhaps
elsewhere: that a text holds no word of a kind is certain, that it holds one is not. It refuses to know what the kinds
mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, lru_cache
from typing import Final, Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from .folding import folded
from .phrases import ANY, CONJUNCTIONS, ENDS, NUMBER, PREFIXES, SHORTEST, is_arabic
from .words import ASIDE, PIECE, SET_OFF, small

_DIGIT: Final = "0"
_DIGITS: Final = re.compile(r"\d")
_ARABIC: Final = "\u0620-\u06ff"
_OF_ARABIC: Final = re.compile(f"[{_ARABIC}]")
# What is attached to a word of another script is no part of it.
_SCRIPTS_MEET: Final = re.compile(rf"(?<=[{_ARABIC}])(?=[^\W{_ARABIC}])|(?<=[^\W{_ARABIC}])(?=[{_ARABIC}])")
_BARE_DASH: Final = re.compile(r"-(?!\w)|-(?<!\w-)")  # not that of "well-known"
_TEXTS: Final = 200_000
# Of plain texts: small letters, one digit for all, and spaces for what is no part of a word.
_PLAIN: Final = str.maketrans(
    {
        character: character.lower() if character.isalpha() else _DIGIT if character.isdigit() else " "
        for character in map(chr, range(128))
        if character != "_"
    }
)

K = TypeVar("K")
Phrased = Iterable[tuple[K, tuple[str, ...]]]
# What a key tells: kinds that may stand in its text, and others that do so only where another key stands there too.
_Told = tuple[frozenset[K], list[tuple[int, frozenset[K]]]]


class Glance(Generic[K]):
    """Says of a text, as it was typed, which kinds of phrases may stand in it."""

    def __init__(
        self, phrases: Callable[[bool], Phrased[K]], numbers: Collection[str], closed_up: Callable[[str], str]
    ) -> None:
        """Take what gives kinds with the words of their phrases, of Arabic or of all others, and the number words.

        `closed_up` returns of the pieces of words what is left where some may be passed over.
        """
        self._phrases, self._closed_up = phrases, closed_up
        # In a text a digit stands for each number in words: a key for each would be fifty times as many keys.
        self._numbers = frozenset(number for number in numbers if _pieces(number) == number and " " not in number)
        self._longer = [number for number in numbers if number not in self._numbers]
        self._none: frozenset[K] = frozenset()
        self._keys = cache(self._laid_out)
        # Several rules look at the same quotes and statements.
        self.kinds = lru_cache(maxsize=_TEXTS)(self._kinds_in)

    def _laid_out(self, arabic: bool) -> tuple[AhoCorasick, list[_Told[K]]]:
        """Return the automaton for phrases of Arabic, or of all others, and of what each of its keys tells."""
        alone: dict[str, frozenset[K]] = {}
        with_more: dict[str, dict[str, frozenset[K]]] = {}
        for kind, spelled in self._phrases(arabic):
            beside = _beside(spelled)
            if beside:
                alone.setdefault(beside, self._none)
            for key in _keys(spelled, self._longer):
                # There are few sets of kinds, and many keys: that each has a set of its own would take longest.
                told = alone.setdefault(key, self._none)
                if beside:
                    more = with_more.setdefault(key, {})
                    more[beside] = more.get(beside, self._none) | {kind}
                elif kind not in told:
                    alone[key] = told | {kind}
        number = {key: at for at, key in enumerate(alone)} if with_more else {}
        no_more: list[tuple[int, frozenset[K]]] = []
        by_key = [
            (told, [(number[other], kinds) for other, kinds in with_more[key].items()] if key in with_more else no_more)
            for key, told in alone.items()
        ]
        return AhoCorasick(list(alone)), by_key

    def _kinds_in(self, text: str) -> frozenset[K]:
        if text.isascii() and not _may_have_aside(text):
            return self._kinds_of(text)
        form = folded(text)
        whole, first = self._kinds_of(form), PIECE.search(form)
        # A mark before the first word begins no aside, which would end where one begins: ", refused, he said, to".
        spoken = form[first.start() :] if first else ""
        return whole | self._kinds_of(ASIDE.sub(" ", spoken)) if ASIDE.search(spoken) else whole

    def _kinds_of(self, form: str) -> frozenset[K]:
        spaced = _spaced(SET_OFF.sub("", form))
        spaced += self._closed_up(spaced)
        spaced += self._in_digits(spaced)
        found = self._among(spaced, False)
        return found | self._among(spaced, True) if _OF_ARABIC.search(spaced) else found

    def _in_digits(self, spaced: str) -> str:
        """Return the pieces of words with a digit for each that is a number; "" where none is."""
        pieces = spaced.split()
        if self._numbers.isdisjoint(pieces):
            return ""
        return f" {' '.join([_DIGIT if piece in self._numbers else piece for piece in pieces])} "

    def _among(self, spaced: str, arabic: bool) -> frozenset[K]:
        automaton, told = self._keys(arabic)
        found = {match[0] for match in automaton.find_matches_as_indexes(spaced, overlapping=True)}
        if not found:
            return self._none
        beside = (kinds for key in found for other, kinds in told[key][1] if other in found)
        return frozenset().union(*(told[key][0] for key in found), *beside)


def _may_have_aside(text: str) -> bool:
    """Tell at once that no words stand between two marks in a text, as it was typed: False is certain."""
    return "(" in text or text.count(",") > 1 or ("-" in text and _BARE_DASH.search(text) is not None)


def _spaced(text: str) -> str:
    """Return the pieces of the words of a text, folded or plain, in small letters, with a space around each."""
    if text.isascii():
        return f" {' '.join(text.translate(_PLAIN).split())} "
    lower = small(text)
    for character in filter(str.isdigit, set(lower)):
        lower = lower.replace(character, _DIGIT)
    return f" {' '.join(PIECE.findall(_SCRIPTS_MEET.sub(' ', lower)))} "


def _keys(spelled: tuple[str, ...], numbers: Collection[str]) -> list[str]:
    """Return keys of which one stands wherever the phrase does; `numbers` are those of several pieces."""
    first, rest = spelled[0], spelled[1:]
    if first == NUMBER:
        return _exact(rest, numbers)
    if first[0] == ANY:
        return [f"{_pieces(first)} "]
    if not is_arabic(first):
        return _exact(spelled, numbers)
    if _is_known_by_rest(first, rest):
        return _exact(rest, numbers)
    if first[-1] == ANY:
        return [f" {joined}{_pieces(first)}" for joined in ("", *CONJUNCTIONS)]
    if len(first) < SHORTEST:
        return [f" {joined}{first} " for joined in ("", *CONJUNCTIONS)]
    forms = (first, *(first.removesuffix(alone) + end for end, alone in ENDS.items() if first.endswith(alone)))
    attached = [f"{joined}{prefix}" for joined in ("", *CONJUNCTIONS) for prefix in ("", *PREFIXES)]
    return [f" {before}{form}" for form in forms for before in attached]


def _beside(spelled: tuple[str, ...]) -> str:
    """Return what must stand in a text with any of the keys of a phrase, in whatever word; "" where they are enough.

    Of an Arabic phrase the rest stands as it is, and is more than its keys could tell of the first word, but it may be
    no more than a "to" or an "about".
    """
    first, rest = spelled[0], spelled[1:]
    if first == NUMBER or first[0] == ANY or not is_arabic(first) or not _is_known_by_rest(first, rest):
        return ""
    # Before a pronoun the last letter may be another one, or gone.
    return first[:-1] if first.endswith(tuple(ENDS.values())) else first.rstrip(ANY)


def _is_known_by_rest(first: str, rest: tuple[str, ...]) -> bool:
    """Tell whether the words behind the first of an Arabic phrase are the better keys."""
    return sum(len(word) for word in rest if word != NUMBER and ANY not in word) >= len(first)


def _exact(spelled: tuple[str, ...], numbers: Collection[str]) -> list[str]:
    """Return keys of words that stand as they are; a number ends a key, and may go on behind its first digit.

    So does a word of which the beginning is known; one of which the end is known ends the key before it.
    """
    said = " ".join(spelled)
    if NUMBER not in said and ANY not in said:
        return [f" {_pieces(said)} "]
    open_at = next(at for at, word in enumerate(spelled) if word == NUMBER or ANY in word)
    before = _pieces(*spelled[:open_at])
    if spelled[open_at] != NUMBER:
        return [f" {before} {_pieces(spelled[open_at])}" if spelled[open_at][-1] == ANY else f" {before} "]
    return [f" {before} {_DIGIT}", *(f" {before} {_pieces(number)} " for number in numbers)]


def _pieces(*words: str) -> str:
    said = " ".join(words)
    if said.isascii() and said.replace(" ", "").isalpha():
        return said  # most phrases
    return " ".join(PIECE.findall(_DIGITS.sub(_DIGIT, said)))
