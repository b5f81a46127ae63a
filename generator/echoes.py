"""Sources that are quoted for one claim in the same words, and so many of them that one may have them of the other.

Two who report an event choose their own words; a sentence that both have comes from one text, or from one mouth. It
refuses to know which of the two was first, and what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Final

from .model import Citation, Claim
from .quotes import folded

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 10
"""So many words in a row are the same; names of groups and offices have up to eight."""
_LETTERS: Final = 45
"""So many letters they have at least, with the spaces between."""
_NEARLY: Final = 6
"""So many words are written alike, with the marks that stand at them, or no closer look is worth its time."""


def echoes(claim: Claim) -> Iterator[tuple[int, int]]:
    """Yield the places of each two citations, of different sources, in which a run of words is the same.

    The words around a quote are the source's own, too: of a very short one, these tell more.
    """
    quotes = {place: _quoted(of) for place, of in enumerate(claim.citations) if isinstance(of.quote, str)}
    if len(quotes) < 2:
        return
    written = {place: frozenset(" ".join(texts).lower().split()) for place, texts in quotes.items()}
    # Each quote once: hundreds may repeat one sentence.
    runs = cache(lambda place: frozenset().union(*map(_runs, quotes[place])))
    for one, other in combinations(quotes, 2):
        if claim.citations[one].source == claim.citations[other].source or len(written[one] & written[other]) < _NEARLY:
            continue
        if not runs(one).isdisjoint(runs(other)):
            yield one, other


def echoing(claim: Claim) -> Sequence[str]:
    """Return quotes of no meaning for the citations of a claim, which echo each other as its own do, and no more."""
    of: list[list[str]] = [[] for _ in claim.citations]
    for number, pair in enumerate(echoes(claim)):
        for place in pair:
            of[place] += [f"echo{number}word{word}" for word in range(_RUN)]
    return [" ".join(each) for each in of]


def _quoted(citation: Citation) -> list[str]:
    return [str(text) for text in (citation.quote, citation.context) if isinstance(text, str)]


def _runs(quote: str) -> frozenset[str]:
    """Return all words in a row of a quote, so many of them, that are long enough."""
    said = _WORD.findall(folded(quote).lower())
    rows = (" ".join(said[start : start + _RUN]) for start in range(len(said) - _RUN + 1))
    return frozenset(row for row in rows if len(row) >= _LETTERS)
