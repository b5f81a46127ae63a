"""A negation with an exception behind it denies nothing: "ne contrôle que deux villages" is "controls only two".

Read as a denial, an honest claim with "only" would be refused. It refuses to know other ways to say "only": these
stand in the word lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from .words import Word

ELLIPSIS: Final = "…"
_BETWEEN: Final = 4  # words between the two halves: "ne s'est emparé de nouveau que de deux villages"
_start: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The halves of such phrases, and which words keep them from being one.

    `within` stand between the halves ("ne peut dire que"), `before` before the first ("nul ne dit que").
    """

    halves: Mapping[str, Collection[str]]
    within: Collection[str]
    before: Collection[str]

    def end(self, found: Sequence[Word], half: str, start: int) -> int | None:
        """Return where the second half ends behind a first one at an offset, None if it is none."""
        closers = self.halves.get(half)
        if closers is None:
            return None
        first = bisect_left(found, start, key=_start)
        if any(word.text in self.before for word in found[:first]):
            return None
        for word in found[first + 1 : first + 2 + _BETWEEN]:
            if word.text in closers:
                return word.end
            if word.text in self.within:
                return None
        return None
