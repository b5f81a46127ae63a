"""Half a negation that denies nothing: with an exception behind it, or for form only.

"Ne contrôle que deux villages" is "controls only two villages", and in "avant que l'armée ne parte" the little word
is there for form, as it is in "n'a pas seulement attaqué". Read as denials, an honest claim would be refused. It
refuses to know other ways to say "only": these stand in the word lists.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Self

from . import lists
from .folding import folded
from .words import Word

_ELLIPSIS: Final = "…"
_BETWEEN: Final = 4  # words between the two halves: "ne s'est emparé de nouveau que de deux villages"
_SUBJECT: Final = 12  # words from "que" to the half: "avant que les combattants de l'État islamique ne quittent"
_COMPARED: Final = 6  # words between "plus" and its "que": "plus de villages du nord du pays que"
_start: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The first halves of such phrases with the second ones, and which words keep them from being one.

    `within` stand between the halves ("ne peut dire que"), `before` before the first ("nul ne dit que").
    """

    halves: Mapping[str, Collection[str]]
    within: Collection[str]
    before: Collection[str]

    @classmethod
    def of(cls, words_of: Mapping[str, Collection[str]]) -> Self:
        """Take them from the lists."""
        halves: dict[str, set[str]] = {}
        for phrase in words_of.get(lists.EXCEPTIONS, ()):
            first, _, second = phrase.partition(f" {_ELLIPSIS} ")
            halves.setdefault(folded(first), set()).add(folded(second))
        return cls(halves, *_folded(words_of, lists.UNEXCEPTED, lists.DENYING))

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


@dataclass(frozen=True, slots=True)
class Formal:
    """Where half a negation stands for form: without its other half (`seconds`), and behind a "que" of certain words.

    These stand right before that "que" (`behind`: "avant que", "craint que"), or somewhere before it (`comparing`:
    "plus fort que"), and none of `before` between ("que personne ne parte"). `but` are verbs that deny with the half
    alone ("ne peut"), and `merely` are its other half with a word that takes it back ("pas seulement").
    """

    halves: Collection[str]
    seconds: Collection[str]
    whats: Collection[str]
    behind: Collection[str]
    comparing: Set[str]
    before: Collection[str]
    but: Collection[str]
    merely: Collection[tuple[str, ...]]

    @classmethod
    def of(cls, words_of: Mapping[str, Collection[str]]) -> Self:
        """Take them from the lists."""
        halves, seconds, whats = _folded(words_of, lists.HALVES, lists.SECONDS, lists.WHATS)
        behind, comparing = _folded(words_of, lists.FORMAL, lists.COMPARING)
        before, but = _folded(words_of, lists.DENYING, lists.UNEXCEPTED)
        merely = [tuple(folded(phrase).split()) for phrase in words_of.get(lists.MERELY, ())]
        return cls(halves, seconds, whats, behind, comparing, before, but - seconds, merely)

    def denies_nothing(self, found: Sequence[Word], half: str, start: int, limits: Collection[int]) -> bool:
        """Tell whether a half at an offset denies nothing; at `limits` begins what hedges: "plus de 20"."""
        if half not in self.halves:
            return False
        at = bisect_left(found, start, key=_start)
        texts = [word.text for word in found]
        seconds = [
            place
            for place, word in enumerate(found[at + 1 :], at + 1)
            if word.text in self.seconds and word.start not in limits
        ]
        if seconds:
            near = seconds[0] <= at + 1 + _BETWEEN
            return near and any(tuple(texts[seconds[0] : seconds[0] + len(words)]) == words for words in self.merely)
        if any(text in self.but for text in texts[at + 1 : at + 3]):
            return False
        nobody = max((place for place in range(at) if texts[place] in self.before), default=0)
        whats = (place for place in range(max(at - _SUBJECT, nobody, 1), at) if texts[place] in self.whats)
        return any(
            texts[place - 1] in self.behind
            or not self.comparing.isdisjoint(texts[max(place - 1 - _COMPARED, 0) : place])
            for place in whats
        )


def _folded(words_of: Mapping[str, Collection[str]], *names: str) -> Iterator[frozenset[str]]:
    return (frozenset(map(folded, words_of.get(name, ()))) for name in names)
