"""Where sentences begin and end in a folded text, in English, French and Arabic.

A word far away in the same sentence can deny what a quote says; one in the next sentence cannot. A sentence ends at
`.`, `!`, `?`, `…` and their Arabic kin, except after an abbreviation, an initial or within a number, and at the end of
a paragraph or of a short line (a headline). It refuses to know words beyond the lists of
abbreviations.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Final

from .folding import Folding, Span
from .lexicon import lexicon

# The end of a sentence: its mark, what closes behind it, white space. U+061F and U+061B are the Arabic ? and ;.
_END: Final = re.compile(r"[.!?…\u061f\u061b\u06d4。！？]+['\)\]]*(?:\s+|$)|[。！？]")
_BEFORE: Final = re.compile(r"([^\s(\['-]*)$")
_INITIALS: Final = re.compile(r"(?:\w\.)*\w", re.UNICODE)
_SHORT_LINE: Final = 50  # characters: a line that ends earlier was not broken by the margin


class Sentences:
    """The sentences of one folded text, found when first asked for."""

    def __init__(self, folding: Folding) -> None:
        """Find all places where a sentence ends."""
        self.text = folding.text
        ends = {match.end() for match in _END.finditer(self.text) if not self._goes_on(match)}
        ends.update(at for at in folding.breaks)
        ends.update(_short_lines(folding))
        self.starts = [0, *sorted(end for end in ends if 0 < end < len(self.text))]

    def index(self, offset: int) -> int:
        """Return the number of the sentence that an offset stands in."""
        return bisect_right(self.starts, offset) - 1

    def span(self, index: int) -> Span:
        """Return the span of a sentence by its number."""
        last = index + 1 >= len(self.starts)
        return self.starts[index], len(self.text) if last else self.starts[index + 1]

    def ends_between(self, start: int, end: int) -> int:
        """Return how many sentences end within a span."""
        return self.index(max(end - 1, start)) - self.index(start)

    def _goes_on(self, match: re.Match[str]) -> bool:
        """Tell whether what looks like the end of a sentence is none."""
        mark, follows = match[0], self.text[match.end() : match.end() + 1]
        if not mark.startswith((".", "…")) or not follows:
            return False
        if follows.islower():
            return True  # the sentence goes on in lower case: "the U.S. said", "Or… not"
        if mark.startswith("…") or "'" in mark or ")" in mark:
            return False
        before = _BEFORE.search(self.text, max(0, match.start() - 20), match.start())
        word = before[1].lower() if before else ""
        if word in lexicon().abbreviations:
            return not (word in {"no", "al"} and not follows.isdigit())
        # "U.S. Army" and "J. Smith" go on; a sentence that ends in such letters is found by what stands before it.
        return bool(word) and not word.isdigit() and _INITIALS.fullmatch(word) is not None


def _short_lines(folding: Folding) -> list[int]:
    """Return where a line ended that was too short to be broken by a margin, and no sentence goes on in the next."""
    edges = sorted({0, *folding.breaks, *folding.lines})
    lines = set(folding.lines)
    text = folding.text
    return [
        end
        for start, end in pairwise(edges)
        if end in lines and end - start < _SHORT_LINE and not text[end + 1 : end + 2].islower()
    ]
