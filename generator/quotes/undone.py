"""Whether it is something said that was withdrawn, rejected or dismissed, and not troops or an offer.

"The report that HTS attacked the town was withdrawn" says that it is untrue; "the troops were withdrawn" does not, nor
does "said in a report that the troops were withdrawn". It refuses to know the words: what is said, and by what such
words are known to be of it, is data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final

from .words import WORD, Word

_LIGHT: Final = 4  # words that say when or how: "was on Monday quietly withdrawn"
_BROUGHT: Final = 3  # words before: "in a UN report", "issued its statement"
_MARK: Final = re.compile(r"[^\w\s]")


class Undone:
    """What may be said, the words by which what is said follows, and those that make of a deed one that is suffered."""

    def __init__(
        self,
        is_light: Callable[[str], bool],
        sayings: Iterable[str],
        saying: Iterable[str],
        bringing: Iterable[str],
        passive: Iterable[str],
        late: Iterable[str],
    ) -> None:
        """Take which words say when or how, "report" and the like, "that" and the like, "in" and "issued" and the like,
        by which somebody tells what he tells, "was" and the like, and the words that stand behind all that they undo
        ("hat die Meldung aus dem Ort zurückgezogen")."""
        self._sayings, self._saying, self._passive = frozenset(sayings), frozenset(saying), frozenset(passive)
        self._bringing, self._late, self._is_light = frozenset(bringing), frozenset(late), is_light

    def is_of_saying(self, text: str, before: Sequence[Word], start: int) -> bool:
        """Tell whether the word of a text that starts somewhere is of something said, by those before it in a sentence.

        That stands right before it ("a claim rejected by"), or before a word of when ("a report, since withdrawn"), or
        anywhere before it where its language has the verb last.
        """
        last = before[-1] if before else None
        if last and last.text in self._sayings:
            return not _MARK.search(text, last.end, start)
        if last and len(before) > 1 and self._is_light(last.text) and before[-2].text in self._sayings:
            return True
        told = (
            other
            for number, (one, other) in enumerate(pairwise(before))
            if one.text in self._sayings and not self._is_brought(before[:number])
        )
        if self._is_late(text, start):
            return next(told, None) is not None
        return self._is_suffered(before) and any(other.text in self._saying for other in told)

    def _is_late(self, text: str, start: int) -> bool:
        word = WORD.match(text, start)
        return word is not None and word[0].lower() in self._late

    def _is_brought(self, before: Sequence[Word]) -> bool:
        """Tell whether somebody tells something in what follows, which then is no subject of the sentence."""
        return any(word.text in self._bringing for word in before[-_BROUGHT:])

    def _is_suffered(self, before: Sequence[Word]) -> bool:
        for word in reversed(before[-_LIGHT - 1 :]):
            if word.text in self._passive or not self._is_light(word.text):
                return word.text in self._passive
        return False
