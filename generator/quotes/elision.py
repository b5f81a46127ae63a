"""Quotes that leave words out: the pieces between the marks, and where they stand in a copy, in order.

An elision is honest when a reader who saw what it removed would not feel deceived: it is short, and removes no word
that changes the rest. It refuses to judge what stands outside the whole quote.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .carried import Carried
from .copies import Copy
from .folding import ELLIPSIS, Span
from .lexicon import Hit
from .scope import swallowed
from .words import WORD

MAX_GAP_WORDS: Final = 40
MAX_GAP_SENTENCES: Final = 2  # ends of sentences within one gap
_MAX_GAP_CHARACTERS: Final = 20 * MAX_GAP_WORDS
_MAX_TRIES: Final = 400

_MARK: Final = re.compile(rf"\s*(?:\[\s*{ELLIPSIS}\s*\]|\(\s*{ELLIPSIS}\s*\)|{ELLIPSIS})\s*")


@dataclass(frozen=True, slots=True)
class Gap:
    """What an elision removed: a span, how many words and ends of sentences stand in it, and the words that count."""

    start: int
    end: int
    words: int
    sentences: int
    lost: tuple[Hit, ...]

    @property
    def too_wide(self) -> bool:
        """Tell whether it removes more than an elision may."""
        return self.words > MAX_GAP_WORDS or self.sentences > MAX_GAP_SENTENCES


@dataclass(frozen=True, slots=True)
class Elided:
    """The spans of the pieces of a quote in a copy, and the gaps between them."""

    spans: tuple[Span, ...]
    gaps: tuple[Gap, ...]

    @property
    def faults(self) -> int:
        """Count the gaps that may not be."""
        return sum(gap.too_wide or bool(gap.lost) for gap in self.gaps)


def pieces(wanted: str) -> list[str]:
    """Return the pieces of a folded quote between its marks of elision, those without a word left away."""
    return [piece for piece in _MARK.split(wanted) if WORD.search(piece)]


def has_elision(wanted: str) -> bool:
    """Tell whether a folded quote has a mark of elision."""
    return ELLIPSIS in wanted


def elided(copy: Copy, parts: list[str], carried: Carried) -> Elided | None:
    """Return where the pieces stand in order: the first place without a fault, else the first with the fewest."""
    best: Elided | None = None
    for tries, spans in enumerate(_in_order(copy, parts, 0, None)):
        gaps = tuple(_gap(copy, one[1], other[0], carried) for one, other in itertools.pairwise(spans))
        found = Elided(spans, gaps)
        if best is None or found.faults < best.faults:
            best = found
        if not best.faults or tries >= _MAX_TRIES:
            break
    return best


def _in_order(copy: Copy, parts: list[str], start: int, end: int | None) -> Iterator[tuple[Span, ...]]:
    """Yield the spans of all pieces in order, each within reach of the one before."""
    for span in copy.places(parts[0], start, end):
        if len(parts) == 1:
            yield (span,)
            continue
        limit = span[1] + _MAX_GAP_CHARACTERS + len(parts[1])
        for rest in _in_order(copy, parts[1:], span[1], limit):
            yield (span, *rest)


def _gap(copy: Copy, start: int, end: int, carried: Carried) -> Gap:
    removed = copy.text[start:end]
    if not WORD.search(removed):
        return Gap(start, end, 0, 0, ())  # the source's own ellipsis
    inner_end = end - len(removed) + len(removed.rstrip())
    return Gap(
        start,
        end,
        len(WORD.findall(removed)),
        copy.sentences.ends_between(start, inner_end + 1),
        tuple(swallowed(copy, start, end, carried)),
    )
