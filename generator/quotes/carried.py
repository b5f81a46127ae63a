"""What is said beside a quote: its context, its hedges, the claim's own words.

A negation or a hedge that stands there too was not lost by quoting less. Words of one group carry each other, and
every negative word carries a negation: "did not" is carried by "denies" and by "never". A denial is carried by a denial
only: "did not lose a man" says nothing of "denied", and, where the copy is at hand, nothing of another "did not". And a
claim that repeats the "not" of its quote says nothing of a denial around it: a text must deny once more than the quote
does, or in the very word. It refuses to know which record said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise

from .about import about
from .copies import Copy
from .folding import ELLIPSIS, Span, folded
from .lexicon import NEGATIVE, Group, GroupKind, Hit, lexicon
from .words import WORD

_HALF_WORDS = 3
_MAX_PLACES = 20  # of a text in the copy


class Carried:
    """The groups of words that some texts hold, and the texts."""

    def __init__(self, texts: Iterable[str] = (), quote: str = "", copy: Copy | None = None) -> None:
        """Look through the texts, and through the folded quote beside which they stand.

        Where the copy that the quote is from is at hand, it counts what their negations are about.
        """
        self._texts = [folded(text) for text in texts]
        self._quote, self._copy = quote, copy
        self._groups: frozenset[str] = frozenset()
        if not self._texts:
            return
        self._found = [_hits(text) for text in self._texts]
        self._groups = frozenset(hit.group.name for hits in self._found for hit in hits)
        # A "more than" within "no more than" is none.
        self._words = "".join(f" {_without(*pair)} " for pair in zip(self._texts, self._found, strict=True))

    def holds(self, hit: Hit) -> bool:
        """Tell whether a word or its like stands in the texts."""
        if not self._texts:
            return False
        if hit.group.kind in NEGATIVE:
            return self._denies_more[hit.group.kind] or hit.words.lower() in self._more_words or self._covers(hit)
        if self.say([hit.group]):
            return True
        return f" {hit.words.lower()} " in self._words

    @cached_property
    def _own(self) -> list[Hit]:
        """What the quote itself holds of the lists."""
        return _hits(self._quote) if any(self._found) else []

    @cached_property
    def _of_it(self) -> list[tuple[str, Sequence[Hit]]]:
        """The texts, with what of their words may be about the quote."""
        pairs = zip(self._texts, self._found, strict=True)
        if self._copy is None:
            return list(pairs)
        return [
            (text, about(self._quote, text, hits, of_source=next(self._places(text), None) is not None))
            for text, hits in pairs
        ]

    @cached_property
    def _denies_more(self) -> dict[GroupKind, bool]:
        """Whether a text denies more often than the quote."""
        return {
            kind: any(_denials(text, _of(kind, hits)) > _denials(self._quote, own) for text, hits in self._of_it)
            for kind in NEGATIVE
            for own in [_of(kind, self._own)]
        }

    @cached_property
    def _more_words(self) -> set[str]:
        """The negative words that a text has more often than the quote."""
        return {words for _, hits in self._of_it for words in (_negative_words(hits) - _negative_words(self._own))}

    def _covers(self, hit: Hit) -> bool:
        """Tell whether a text is the passage of the copy in which a word stands."""
        places = (span for text in self._texts for span in self._places(text))
        return any(start <= hit.start and hit.end <= end for start, end in places)

    def _places(self, text: str) -> Iterator[Span]:
        """Yield where a text, or a piece of it, stands in the copy."""
        for piece in text.split(ELLIPSIS) if self._copy else ():
            if WORD.search(piece) and self._copy:
                yield from islice(self._copy.places(piece.strip(" []()")), _MAX_PLACES)

    def say(self, groups: Iterable[Group]) -> bool:
        """Tell whether the texts have a word of one of some groups, or one that says no less."""
        return any(not self._groups.isdisjoint((group.name, *group.carried_by)) for group in groups)

    def accounts_for(self, hit: Hit, *, attributed: bool) -> bool:
        """Tell whether a word may stay outside the quote: the texts hold it, or who said it is on record."""
        return self.holds(hit) or (attributed and hit.group.kind == "attribution")


def _hits(text: str) -> list[Hit]:
    """Return what a text holds of the lists, but for words that deny in one language and not in another.

    The texts are in several, and a French “dont” carries no “not”.
    """
    lists = lexicon()
    return [
        hit
        for hit in lists.hits(text)
        if hit.group.kind not in NEGATIVE or not lists.languages.is_alike(hit.words.lower())
    ]


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
