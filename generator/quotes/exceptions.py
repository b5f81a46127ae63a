"""A negation with an exception behind it denies nothing: "ne contrôle que deux villages" is "controls only two".

Read as a denial, an honest claim with "only" would be refused. It refuses to know other ways to say "only": these
stand in the word lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from .words import Word

if TYPE_CHECKING:
    from .lexicon import Group, Hit

ELLIPSIS: Final = "…"
_BETWEEN: Final = 4  # words between the two halves: "ne s'est emparé de nouveau que de deux villages"
_start: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The halves of such phrases, which words keep them from being one, and the group of what says "only".

    `within` stand between the halves ("ne peut dire que"), `before` before the first ("nul ne dit que").
    """

    halves: Mapping[str, Collection[str]]
    within: Collection[str]
    before: Collection[str]
    only: Group

    def read(self, text: str, found: Sequence[Word], hits: Sequence[Hit]) -> Iterator[Hit]:
        """Yield the hits among words that follow each other in a text, two halves of an exception as one "only"."""
        for number, hit in enumerate(hits):
            closers = self.halves.get(hit.words[hit.joined :].lower())
            end = self._end(found, hit, closers) if closers else None
            if end is None or any(other.start < end for other in hits[number + 1 :]):
                yield hit
            else:
                yield replace(hit, words=text[hit.start : end], group=self.only, end=end)

    def _end(self, found: Sequence[Word], hit: Hit, closers: Collection[str]) -> int | None:
        """Return where the second half ends, if there is one close behind the first."""
        first = bisect_left(found, hit.start, key=_start)
        if any(word.text in self.before for word in found[:first]):
            return None
        for word in found[first + 1 : first + 2 + _BETWEEN]:
            if word.text in closers:
                return word.end
            if word.text in self.within:
                return None
        return None
