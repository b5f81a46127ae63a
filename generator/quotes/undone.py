"""Whether it is something said that was withdrawn, rejected or dismissed, and not troops or an offer.

"The report that HTS attacked the town was withdrawn" says that it is untrue; "the troops were withdrawn" does not. It
refuses to know the words: what is said, and by what such words are known to be of it, is data.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import Final

from .words import Word

_NEAR: Final = 2  # words before: "a claim rejected by the ministry", "a report, since withdrawn"
_LIGHT: Final = 4  # words that say when or how: "was on Monday quietly withdrawn"


class Undone:
    """What may be said, the words by which what is said follows, and those that make of a deed one that is suffered."""

    def __init__(
        self,
        sayings: Collection[str],
        saying: Collection[str],
        passive: Collection[str],
        is_light: Callable[[str], bool],
    ) -> None:
        """Take "report" and the like, "that" and the like, "was" and the like, and what may stand behind these."""
        self._sayings, self._saying, self._passive = frozenset(sayings), frozenset(saying), frozenset(passive)
        self._is_light = is_light

    def is_of_saying(self, before: Sequence[Word]) -> bool:
        """Tell whether a word is of something said, by the words that stand before it in its sentence."""
        if any(word.text in self._sayings for word in before[-_NEAR:]):
            return True
        told = any(one.text in self._sayings and other.text in self._saying for one, other in pairwise(before))
        return told and self._is_suffered(before)

    def _is_suffered(self, before: Sequence[Word]) -> bool:
        for word in reversed(before[-_LIGHT - 1 :]):
            if word.text in self._passive or not self._is_light(word.text):
                return word.text in self._passive
        return False
