"""Whether it is something said that was withdrawn, rejected or dismissed, and not troops or an offer.

"The report that HTS attacked the town was withdrawn" says that it is untrue; "the troops were withdrawn" does not, nor
does "said in a report that the troops were withdrawn". Where what was said stands between two commas, the verb behind
the second is of what stands before the first: "the letter, which said that HTS attacked the town, was forged". It
refuses to know the words: what is said, and by what such words are known to be of it, is data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final

from .words import WORD, Word

_LIGHT: Final = 4  # words that say when or how: "was on Monday quietly withdrawn"
_BROUGHT: Final = 3  # words before: "in a UN report", "issued its statement"
_COMMA: Final = re.compile(r"'?[,،](?=\s|')")
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
        records: Iterable[str],
        telling: Iterable[str],
        feigned: Iterable[str],
        auxiliary: Iterable[str],
    ) -> None:
        """Take which words say when or how, "report" and the like, "that" and the like, "in" and "issued" and the like,
        by which somebody tells what he tells, "was" and the like, the words that stand behind all that they undo
        ("hat die Meldung aus dem Ort zurückgezogen"), "letter" and the like, which may tell something, "said" and the
        like, by which they do, the words that undo only behind that ("forged", as ties are too), and "has" and the
        like."""
        self._sayings, self._saying, self._passive = frozenset(sayings), frozenset(saying), frozenset(passive)
        self._bringing, self._late, self._is_light = frozenset(bringing), frozenset(late), is_light
        self._records, self._telling = self._sayings.union(records), frozenset(telling)
        self._feigned, self._auxiliary = frozenset(feigned), self._passive.union(auxiliary)

    def is_of_saying(self, text: str, before: Sequence[Word], start: int) -> bool:
        """Tell whether the word of a text that starts somewhere is of something said, by those before it in a sentence.

        That stands right before it ("a claim rejected by"), or before a word of when ("a report, since withdrawn"), or
        anywhere before it where its language has the verb last.
        """
        last = before[-1] if before else None
        if self._is_among(self._feigned, text, start):
            return self._is_suffered(before) and self._is_behind_aside(text, before)
        if last and last.text in self._sayings:
            return not _MARK.search(text, last.end, start)
        if last and len(before) > 1 and self._is_light(last.text) and before[-2].text in self._sayings:
            return True
        told = (
            other
            for number, (one, other) in enumerate(pairwise(before))
            if one.text in self._sayings and not self._is_brought(before[:number])
        )
        if self._is_among(self._late, text, start):
            return next(told, None) is not None
        if not self._is_suffered(before):
            return False
        return any(other.text in self._saying for other in told) or self._is_behind_aside(text, before)

    def _is_behind_aside(self, text: str, before: Sequence[Word]) -> bool:
        """Tell whether a verb stands right behind the second comma of an aside in which a letter or the like tells."""
        last = len(before) - 1
        while last > 0 and not _COMMA.match(text, before[last - 1].end):
            if before[last].text not in self._auxiliary and not self._is_light(before[last].text):
                return False
            last -= 1
        for at in range(last - 3, -1, -1):
            record, opener, verb = before[at : at + 3]
            if record.text in self._records and verb.text in self._telling and _COMMA.match(text, record.end):
                commas = len(_COMMA.findall(text, opener.end, before[last].start))
                return commas % 2 == 1 and not self._is_brought(before[:at])
        return False

    def _is_among(self, listed: Collection[str], text: str, start: int) -> bool:
        word = WORD.match(text, start)
        return word is not None and word[0].lower() in listed

    def _is_brought(self, before: Sequence[Word]) -> bool:
        """Tell whether somebody tells something in what follows, which then is no subject of the sentence."""
        return any(word.text in self._bringing for word in before[-_BROUGHT:])

    def _is_suffered(self, before: Sequence[Word]) -> bool:
        for word in reversed(before[-_LIGHT - 1 :]):
            if word.text in self._passive or not self._is_light(word.text):
                return word.text in self._passive
        return False
