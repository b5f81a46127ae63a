"""A sentence of a list or a block quote, read as one with what is said around it: "It is false that: HTS left."

What introduces a list is about all its items, however many they are, and what follows it may be too; no item says
anything of another. So each is read as if it stood there alone. It refuses to know which words reach how far, and from
what format a text came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from .clauses import Clauses
from .folding import Folding, Span
from .lexicon import Hit, lexicon
from .words import words

_SPEAKER_WORDS: Final = 2  # between what denies and who speaks of something else


class Part(NamedTuple):
    """A span of such a reading, and what must be added to an offset in it to get that of the copy."""

    start: int
    end: int
    by: int


class Reading(NamedTuple):
    """What stands before a list, a sentence of the list, and what follows the list, as one.

    `before` and `behind` are what the first and the last hold of the word lists.
    """

    text: str
    parts: tuple[Part, Part, Part]
    before: list[Hit]
    behind: list[Hit]
    clauses: Clauses

    def of_copy(self, hit: Hit) -> Hit:
        """Return a hit as it stands in the copy."""
        by = next(part.by for part in self.parts if part.start <= hit.start < part.end)
        return replace(hit, start=hit.start + by, end=hit.end + by)

    def place_of(self, offset: int) -> int:
        """Return where an offset of the copy lies that is in the sentence, or at its end."""
        return offset - self.parts[1].by


def read_as_one(text: str, before: Span, sentence: Span, behind: Span, lang: str, *, first: bool) -> Reading:
    """Return three spans of a folded text as one.

    If the sentence is not the `first` of its item, no more reaches it than what denies ("These claims are false: …"),
    and that not over somebody who speaks ("who denied the charges, said: …").
    """
    whole, parts = "", []
    for start, end in (before, sentence, behind):
        parts.append(Part(len(whole), len(whole) + end - start, start - len(whole)))
        whole += text[start:end]
    found = words(whole)
    hits = sorted(lexicon().hits_among(whole, found, lang), key=_place)
    clauses = Clauses(whole, (0, len(whole)), hits, lexicon().openers(whole, found, lang))
    introduced = parts[0].end
    around = [
        hit
        for hit in hits
        if first or (hit.group.kind == "denial" and not clauses.speaks(hit.end, _SPEAKER_WORDS, introduced))
    ]
    return Reading(
        whole,
        (parts[0], parts[1], parts[2]),
        [hit for hit in around if hit.end <= introduced],
        [hit for hit in around if hit.start >= parts[2].start],
        clauses,
    )


def spans_of(spans: Sequence[Span], original: str, folding: Folding) -> list[Span]:
    """Return spans of a text as it was as spans of its folded form, without the white space at their ends."""
    found = []
    for start, end in spans:
        part = original[start:end]
        start, end = end - len(part.lstrip()), start + len(part.rstrip())
        if start < end:
            found.append((folding.place_of(start), folding.place_of(end)))
    return [span for span in found if span[0] < span[1]]


def _place(hit: Hit) -> Span:
    return hit.start, hit.end
