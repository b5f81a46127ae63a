"""What is said beside a quote: its context, its hedges, the claim's own words.

A negation or a hedge that stands there too was not lost by quoting less. Words of one group carry each other, and
every negative word carries every other: "did not" is carried by "denies" and by "never". It refuses to know which
record said so.
"""

from __future__ import annotations

from collections.abc import Iterable

from .folding import folded
from .lexicon import NEGATIVE, Hit, lexicon


class Carried:
    """The groups of words that some texts hold, and the texts."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Look through the texts."""
        self._texts = [folded(text) for text in texts]
        found = [hit.group for text in self._texts for hit in lexicon().hits(text)]
        self._groups = {group.name for group in found}
        self._negative = any(group.kind in NEGATIVE for group in found)
        self._words = "".join(f" {text.lower()} " for text in self._texts)

    def holds(self, hit: Hit) -> bool:
        """Tell whether a word or its like stands in the texts."""
        if not self._texts:
            return False
        if hit.group.kind in NEGATIVE:
            return self._negative
        return hit.group.name in self._groups or f" {hit.words.lower()} " in self._words

    def accounts_for(self, hit: Hit, *, attributed: bool) -> bool:
        """Tell whether a word may stay outside the quote: the texts hold it, or who said it is on record."""
        return self.holds(hit) or (attributed and hit.group.kind == "attribution")
