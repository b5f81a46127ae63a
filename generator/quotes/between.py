"""What may stand between a verb and its "to" or "from": a day, an adverb, or the one whom it is about.

"Refused on Monday to hand over" says what "refused to hand over" does, and "kept the armed group from attacking" what
"kept from" does. It refuses to know what such phrases mean: they, and what may stand in them, are data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .folding import Span
from .phrases import ANY
from .words import PIECE, Word

_LIGHT: Final = 6  # words that say when or how
_OBJECT: Final = 4  # words of the one whom a verb is about
_OF_WORDS: Final = 2  # pieces of a word, at most, as a rule: "it", "s"
_BESIDE: Final = 4  # words of a phrase before what stands in it, or behind
_FAR: Final = 2_000  # characters in which all these words stand
_MARK: Final = re.compile(r"[^\w\s'-]| - ")


class Between:
    """Words that begin the second half of a phrase, what may stand before them, and verbs of which an object may."""

    def __init__(
        self,
        closers: Collection[str],
        light: Collection[str],
        verbs: Collection[str],
        openers: Collection[str],
        before_deeds: Collection[str],
        deeds: Collection[str],
    ) -> None:
        """Take the words, some of `light` known by their end only (`*ly`). No object goes over an opener,
        or over a word that is known to be none."""
        self._closers, self._light, self._verbs = frozenset(closers), frozenset(light), frozenset(verbs)
        self._before_deeds, self._deeds = frozenset(before_deeds), tuple(word.strip(ANY) for word in deeds)
        self._ends_object = self._closers | frozenset(openers)
        self._ends = tuple(word.strip(ANY) for word in light if ANY in word)
        self._pieces = frozenset(piece for word in light for piece in PIECE.findall(word))
        pieces = "|".join(sorted(piece for word in closers for piece in PIECE.findall(word)))
        self._places = re.compile(f" (?=(?:{pieces}) )")

    def spans(self, text: str, found: Sequence[Word]) -> Iterator[Span]:
        """Yield which words may be passed over, by number: the first of them, and the one behind the last."""
        for at, word in enumerate(found):
            if word.text not in self._closers or not at:
                continue
            first = at
            while first > 1 and at - first < _LIGHT and self.is_light(found[first - 1].text):
                first -= 1
            behind = self._behind_verb(found, at) if self._leads_on(found, at) else at
            for begin in sorted({first, behind} - {at}):
                if not _MARK.search(text, found[begin - 1].end, word.start):
                    yield begin, at

    def _behind_verb(self, found: Sequence[Word], at: int) -> int:
        """Return the number of the word behind a verb whose object ends before a word; that word's if there is none."""
        for verb in range(at - 1, max(at - _OBJECT - 2, -1), -1):
            if found[verb].text in self._verbs:
                return verb + 1
            if found[verb].text in self._ends_object:
                break
        return at

    def closed_up(self, spaced: str) -> str:
        """Return, of the pieces of words with a space around each, what is left where some may be passed over."""
        found: list[str] = []
        for match in self._places.finditer(spaced):
            at = match.start()
            before, behind = spaced[max(at - _FAR, 0) : at].split()[-_OF_WORDS * _LIGHT :], spaced[at : at + _FAR]
            first = len(before)
            while first > 1 and (before[first - 1] in self._pieces or self.is_light(before[first - 1])):
                first -= 1
            verbs = (number for number, word in enumerate(before[:-1]) if word in self._verbs)
            for begin in {first, *(verb + 1 for verb in verbs)} - {len(before)}:
                found += [*before[max(begin - _OF_WORDS * _BESIDE, 0) : begin], *behind.split()[: _OF_WORDS * _BESIDE]]
                found.append(".")
        return f". {' '.join(found)} " if found else ""

    def is_light(self, word: str) -> bool:
        """Tell whether a word says when or how, and may stand in a phrase."""
        return word in self._light or word.endswith(self._ends) or word[0].isdigit()

    def _leads_on(self, found: Sequence[Word], at: int) -> bool:
        """Tell whether an object may end before a word: "kept the group from attacking", not "prisoners from Town"."""
        if found[at].text not in self._before_deeds:
            return True
        return at + 1 < len(found) and found[at + 1].text.endswith(self._deeds)
