"""Whether a plain "not" that is said beside a quote is about what the quote says, or about something else.

"He did not lose a man" says nothing of "attack the town". Nobody parses sentences here: a "not" is about a quote if it
stands in one clause with a word of it. It is given the benefit of the doubt where it has no words of its own ("it did
not"), and where a text that is not the source's shares too few words with the quote to be told apart: it may be in
another language. It refuses to know denials: what is denied may be told without a word of it ("the group denies it").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from .lexicon import NEGATIVE, Hit, lexicon
from .lists import CLAUSE
from .phrases import is_arabic
from .words import PIECE, words

ALIKE: Final = 3  # stems that two texts share, where both are in one language
STEM: Final = 4  # letters by which a word is known in its other forms; of an Arabic one
_ROOT: Final = 3
_FAR: Final = 400  # characters on each side of a "not": a text without marks is one clause, however long
_ARTICLE: Final = "ال"
_END: Final = re.compile(r"[;\u061b!?\u061f()]|[.:](?=\s|$)|(?<=\s)-(?=\s)")
_COMMA: Final = re.compile(r"[,،]")


def stems(text: str) -> set[str]:
    """Return how the longer words of a folded text begin; of Arabic ones, which change within, all that is in them."""
    found: set[str] = set()
    for word in PIECE.findall(text.lower()):
        if is_arabic(word):
            word = word.removeprefix(_ARTICLE)
            found.update(word[at : at + _ROOT] for at in range(len(word) - _ROOT + 1))
        elif len(word) >= STEM:
            found.add(word[:STEM])
    return found


def about(quote: str, text: str, hits: Sequence[Hit], *, of_source: bool) -> list[Hit]:
    """Return those of a folded text's hits that may be about a quote: all but plain negations of something else.

    `of_source` tells that the text is the source's own words, as the quote is.
    """
    plain = [hit for hit in hits if hit.group.kind == "negation"]
    wanted = _content(quote) if plain else set()
    enough = min(ALIKE, len(wanted))
    if not wanted or not (of_source or len(wanted & _content(text)) >= enough):
        return list(hits)
    ends = _Ends(text)
    return [hit for hit in hits if hit not in plain or ends.joins(hit, wanted)]


class _Ends:
    """Where clauses of a text begin and end, as seen from a negation in them."""

    def __init__(self, text: str) -> None:
        self._text = text
        ends = [match.start() for match in _END.finditer(text)]
        commas = [match.start() for match in _COMMA.finditer(text)]
        openers = lexicon().openers(text, words(text))
        beside = [
            at for at, kind in openers if kind == CLAUSE and text[max(at - 2, 0) : at].rstrip().endswith((",", "،"))
        ]
        # A comma, an "and" or a "that" ends what stands before a "not", and goes on with what stands behind it.
        self._before = [*ends, *commas, *(at for at, _ in openers)]
        self._behind = [*ends, *beside, *(at for at, kind in openers if kind != CLAUSE)]
        self._near = [*self._behind, *commas]

    def joins(self, hit: Hit, wanted: set[str]) -> bool:
        """Tell whether a negation stands in one clause with one of some stems, or has no words behind it."""
        ends = self._near if hit.group.reach == "near" else self._behind
        start = max((at for at in self._before if at < hit.start), default=0)
        end = min((at for at in ends if at >= hit.end), default=len(self._text))
        start, end = max(start, hit.start - _FAR), min(end, hit.end + _FAR)
        behind = _content(self._text[hit.end : end])
        return not behind or not wanted.isdisjoint(behind | _content(self._text[start : hit.start]))


def _content(text: str) -> set[str]:
    """Return the stems of a text without its negative words, and without the little words that any text has."""
    lists = lexicon()
    hits = [hit for hit in lists.hits(text) if hit.group.kind in NEGATIVE]
    return stems(" ".join(_without(text, hits, lists.unfinished | lists.auxiliary | lists.who)))


def _without(text: str, hits: Sequence[Hit], light: Iterable[str]) -> list[str]:
    covered = [(hit.start, hit.end) for hit in hits]
    return [
        word.text
        for word in words(text)
        if word.text not in light and not any(start <= word.start < end for start, end in covered)
    ]
