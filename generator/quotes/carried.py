"""What is said beside a quote: its context, its hedges, the claim's own words.

A negation or a hedge that stands there too was not lost by quoting less. Words of one group carry each other, and
every negative word carries a negation: "did not" is carried by "denies" and by "never". A denial is carried by a denial
only: "did not lose a man" says nothing of "denied". And a claim that repeats the "not" of its quote says nothing of a
denial around it: a text must deny once more than the quote does, or in the very word. It refuses to know which record
said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from .folding import folded
from .lexicon import NEGATIVE, Group, GroupKind, Hit, lexicon
from .words import WORD

_HALF_WORDS = 3


class Carried:
    """The groups of words that some texts hold, and the texts."""

    def __init__(self, texts: Iterable[str] = (), quote: str = "") -> None:
        """Look through the texts, and through the folded quote beside which they stand."""
        self._texts = [folded(text) for text in texts]
        self._groups: frozenset[str] = frozenset()
        if not self._texts:
            return
        found = [lexicon().hits(text) for text in self._texts]
        own = lexicon().hits(quote) if any(found) else []
        self._groups = frozenset(hit.group.name for hits in found for hit in hits)
        pairs = list(zip(self._texts, found, strict=True))
        self._denies_more = {
            kind: any(_denials(text, _of(kind, hits)) > _denials(quote, _of(kind, own)) for text, hits in pairs)
            for kind in NEGATIVE
        }
        self._more_words = {words for hits in found for words in (_negative_words(hits) - _negative_words(own))}
        # A "more than" within "no more than" is none.
        self._words = "".join(f" {_without(text, hits)} " for text, hits in pairs)

    def holds(self, hit: Hit) -> bool:
        """Tell whether a word or its like stands in the texts."""
        if not self._texts:
            return False
        if hit.group.kind in NEGATIVE:
            return self._denies_more[hit.group.kind] or hit.words.lower() in self._more_words
        if self.say([hit.group]):
            return True
        return f" {hit.words.lower()} " in self._words

    def say(self, groups: Iterable[Group]) -> bool:
        """Tell whether the texts have a word of one of some groups, or one that says no less."""
        return any(not self._groups.isdisjoint((group.name, *group.carried_by)) for group in groups)

    def accounts_for(self, hit: Hit, *, attributed: bool) -> bool:
        """Tell whether a word may stay outside the quote: the texts hold it, or who said it is on record."""
        return self.holds(hit) or (attributed and hit.group.kind == "attribution")


def _of(kind: GroupKind, hits: Sequence[Hit]) -> list[Hit]:
    """Return those of some hits that carry a negation, or a denial."""
    return [hit for hit in hits if hit.group.kind == "denial" or (hit.group.kind, kind) == ("negation", "negation")]


def _without(text: str, hits: Sequence[Hit]) -> str:
    """Return a text in small letters, without the words of the lists."""
    for hit in reversed(hits):
        text = text[: hit.start] + "|" * (hit.end - hit.start) + text[hit.end :]
    return text.lower()


def _negative_words(hits: Sequence[Hit]) -> Counter[str]:
    return Counter(hit.words.lower() for hit in hits if hit.group.kind in NEGATIVE)


def _denials(text: str, hits: Sequence[Hit]) -> int:
    """Count how often a text denies, by its negative words: the two halves of "ne … pas" deny once."""
    halves = sum(
        one.words.lower() in lexicon().halves and len(WORD.findall(text, one.end, other.start)) <= _HALF_WORDS
        for one, other in pairwise(hits)
    )
    return len(hits) - halves
