"""Quotes that leave words out: the pieces between the marks, and where they stand in a copy, in order.

An elision is honest when a reader who saw what it removed would not feel deceived: it is short, removes no word that
changes the rest, and not the one of whom the rest is said. It refuses to judge what stands outside the whole quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from .carried import Carried
from .copies import Copy
from .folding import ELLIPSIS, Span
from .lexicon import Group, Hit, lexicon
from .lists import CLAUSE, CONTRAST
from .scope import RELATIVE, swallowed
from .words import WORD, words

MAX_GAP_WORDS: Final = 40
MAX_GAP_SENTENCES: Final = 2  # ends of sentences within one gap
_MAX_GAP_CHARACTERS: Final = 20 * MAX_GAP_WORDS
_MAX_TRIES: Final = 400  # places of all pieces together that are weighed
_MAX_STEPS: Final = 20_000

_MARK: Final = re.compile(rf"\s*(?:\[\s*{ELLIPSIS}\s*\]|\(\s*{ELLIPSIS}\s*\)|{ELLIPSIS})\s*")

_SUBJECT: Final = Group("subject", "attribution", "near", "tells of whom the rest is said")
_POSSESSIVE: Final = re.compile(r"'s\b|(?<=s)'(?=\s+\w)|(?<=\w)-(?=\w)", re.IGNORECASE)
_OPENING: Final = re.compile(r"(?<!\w)'(?=\w)")
_SEMICOLON: Final = re.compile("[;\u061b]")  # behind it, as behind a full stop, something else may do something
_CLOSING: Final = re.compile(r"(?<=[\w.,!?])'(?!\w)")
# A clause that begins so has a subject of its own: "the town which it left".
_OWN_SUBJECT: Final = re.compile(
    r"(?:the|an?|it|he|she|they|we|there|th[ei]se?|its|his|her|their)\b|l[ea]s?\b|l'|ils?\b"
)
_APPOSITION: Final = re.compile(r"\s*[,،][^,،]*")  # "HTS, the group that attacked the town"


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
    """Return the pieces of a quote between its marks of elision, those without a word left away.

    In a quote that is not folded, only the sign “…” is a mark, and not three dots.
    """
    return [piece for piece in _MARK.split(wanted) if WORD.search(piece)]


def has_elision(wanted: str) -> bool:
    """Tell whether a folded quote has a mark of elision."""
    return ELLIPSIS in wanted


def elided(copy: Copy, parts: list[str], carried: Carried) -> Elided | None:
    """Return where the pieces stand in order: the first place without a fault, else the first with the fewest."""
    best: Elided | None = None
    for spans in islice(_Search(copy, parts).in_order(0, 0, None), _MAX_TRIES):
        gaps = tuple(_gap(copy, one[1], other[0], carried) for one, other in pairwise(spans))
        found = Elided(spans, gaps)
        if best is None or found.faults < best.faults:
            best = found
        if not best.faults:
            break
    return best


class _Search:
    """A search for pieces in order that never tries twice what led nowhere, nor forever."""

    def __init__(self, copy: Copy, parts: list[str]) -> None:
        self.copy = copy
        self.parts = parts
        self._dead: set[tuple[int, int]] = set()
        self._steps = _MAX_STEPS

    def in_order(self, part: int, start: int, end: int | None) -> Iterator[tuple[Span, ...]]:
        """Yield the spans of all pieces from a number on, each within reach of the one before."""
        if (part, start) in self._dead:
            return
        alive = False
        for span in self.copy.places(self.parts[part], start, end):
            self._steps -= 1
            if self._steps < 0:
                return
            if part + 1 == len(self.parts):
                alive = True
                yield (span,)
                continue
            limit = span[1] + _MAX_GAP_CHARACTERS + len(self.parts[part + 1])
            for rest in self.in_order(part + 1, span[1], limit):
                alive = True
                yield (span, *rest)
        if not alive:
            self._dead.add((part, start))


def _gap(copy: Copy, start: int, end: int, carried: Carried) -> Gap:
    removed = copy.text[start:end]
    if not WORD.search(removed):
        # The source's own ellipsis; or the mark of a question is left out.
        return Gap(start, end, 0, 0, tuple(hit for hit in swallowed(copy, start, end, carried) if hit.start >= start))
    inner_end = end - len(removed) + len(removed.rstrip())
    return Gap(
        start,
        end,
        len(WORD.findall(removed)),
        copy.sentences.ends_between(start, inner_end + 1),
        (
            *swallowed(copy, start, end, carried),
            *(hit for hit in _subjects(copy, start, end) if not carried.holds(hit)),
        ),
    )


def _subjects(copy: Copy, start: int, end: int) -> Iterator[Hit]:
    """Yield the words of a gap that tell of whom the next piece is said, if not of what stands before the gap."""
    word = WORD.search(copy.text, end)  # a piece may begin with the mark that ends the sentence before it
    end = word.start() if word else end
    number = copy.sentences.index(end)
    sentence = copy.sentences.span(number)[0]
    if _is_possessive(copy, start):
        other = WORD.search(copy.text, start + 2)
        yield _subject(copy, copy.text.rfind(" ", 0, start) + 1, other.end() if other else end)
    items = (begun for _, begun in copy.sentences.items(number) if start < begun <= end)
    parts = (sentence, *(mark.end() for mark in _SEMICOLON.finditer(copy.text, start, end)), *items)
    begun = next((part for part in parts if _begins_otherwise(copy, part, start, end)), None)
    if begun is not None:
        yield _subject(copy, begun, end)
    elif _is_of_others(copy, max(sentence, start), end):
        yield _subject(copy, start, end)


def _subject(copy: Copy, start: int, end: int) -> Hit:
    return Hit(copy.text[start:end].strip(), _SUBJECT, start, end)


def _is_possessive(copy: Copy, start: int) -> bool:
    """Tell whether a gap makes what stands before it somebody's: "HTS’s rivals", "HTS-led men"."""
    found = _POSSESSIVE.match(copy.text, start)
    if found is None or found[0] != "'":
        return found is not None
    sentence = copy.sentences.span(copy.sentences.index(start))[0]
    opened, closed = (len(mark.findall(copy.text, sentence, start)) for mark in (_OPENING, _CLOSING))
    return opened <= closed  # else it closes a quotation


def _begins_otherwise(copy: Copy, sentence: int, start: int, end: int) -> bool:
    """Tell whether a gap runs into a sentence or an item, or over a semicolon, and removes how it goes on from there.

    "HTS met residents. The army attacked" must not be quoted as "HTS … attacked".
    """
    if sentence <= start:
        return False
    removed = [word for word in words(copy.text, sentence, end) if not word.text.isdigit()]
    light = [at for at, kind in lexicon().openers(copy.text, removed, copy.lang) if kind in (CLAUSE, CONTRAST)]
    return len(light) < len(removed)


def _is_of_others(copy: Copy, start: int, end: int) -> bool:
    """Tell whether a gap removes those whom a clause is about: "HTS condemned those who attacked"."""
    removed = words(copy.text, start, end)
    while removed and (removed[-1].text in lexicon().auxiliary or removed[-1].text.endswith("ly")):
        removed.pop()
    if len(removed) < 2 or removed[-1].text not in RELATIVE or _OWN_SUBJECT.match(copy.text, end):
        return False
    return _APPOSITION.fullmatch(copy.text, start, end) is None
