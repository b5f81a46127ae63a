"""The copy of a source's text that quotes are looked for in, prepared once for any number of quotes.

What costs time is done when it is first asked for: most quotes are found without knowing every word of the copy. It
refuses to know where the text came from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise, zip_longest
from types import MappingProxyType
from typing import Final

from .blocks import Reading, read_as_one, spans_of
from .clauses import Clauses
from .figures import figure_around
from .folding import Folding, Span, fold, folded
from .lexicon import Hit, lexicon
from .sentences import Sentences
from .words import PIECE, Word, is_boundary, words

_LONGEST_PREFIX: Final = 12
_LONGEST_WORD: Final = 60
_LETTERS_BEFORE: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
_WITHIN_WORD: Final = re.compile(r"(?<=\w)- (?=\w)")


class Copy:
    """A text, the spans of it to ignore (offsets in code points), its folded form, and what is known of its words.

    Ignored spans do not stand in the folded form: a paragraph ends there, unless they stand within a line. Offsets are
    of the folded form unless a name says `original`.
    """

    def __init__(
        self,
        text: str,
        ignored: Sequence[Span] = (),
        lang: str = "",
        parts: Mapping[str, Sequence[Span]] = MappingProxyType({}),
    ) -> None:
        """Fold the text; `lang` is the tag of its language, "" where that is not known.

        `parts` are the spans of what has no mark in the text: each list or block quote (`block`), all of which is
        introduced by what stands before it; each `item` of a list, which says nothing of another; `row`, `cell`, and
        `head`, a cell that says what others hold.
        """
        self.original = text
        self.lang = lang
        self.ignored = merged(ignored, len(text))
        self.folding: Folding = fold(text, self.ignored)
        self.text = self.folding.text
        self._parts = parts
        self._hits: dict[int, list[Hit]] = {}
        self._openers: dict[int, list[tuple[int, str]]] = {}
        self._clauses: dict[int, Clauses] = {}
        self._readings: dict[tuple[Span, Span], Reading] = {}

    @cached_property
    def sentences(self) -> Sentences:
        """Its sentences."""
        first = {start for start, _ in self._spans_of_blocks}
        return Sentences(self.folding, self._starts_of_items - first)

    @cached_property
    def _spans_of_blocks(self) -> list[Span]:
        return self._spans_of("block")

    def _spans_of(self, kind: str) -> list[Span]:
        return spans_of(self._parts.get(kind, ()), self.original, self.folding)

    @cached_property
    def _starts_of_items(self) -> frozenset[int]:
        return frozenset(start for start, _ in self._spans_of("item"))

    @cached_property
    def _joined(self) -> list[tuple[Span, Span]]:
        """The spans of lists and block quotes which a sentence goes on into, or from; and what it has around each."""
        with_more = ((span, self.sentences.around(*span)) for span in self._spans_of_blocks)
        return [(span, around) for span, around in with_more if around != span]

    @cached_property
    def _line_ends(self) -> frozenset[int]:
        return frozenset((*self.folding.breaks, *self.folding.lines))

    @cached_property
    def _breaks_words(self) -> bool:
        return any(self._is_broken(at - 1) for at in self.folding.lines if at)

    @cached_property
    def _between_figures(self) -> frozenset[int]:
        around = ((at, self.text[at - 1 : at + 2]) for at in self.folding.lines)
        lines = (at for at, text in around if text[:1].isdigit() and text[2:].isdigit())
        return frozenset((*self.folding.breaks, *lines))

    @cached_property
    def plain(self) -> str:
        """Its folded form in lower case, with what stands in the ignored spans."""
        return (folded(self.original) if self.ignored else self.text).lower()

    @cached_property
    def ignored_copies(self) -> list[tuple[Span, Copy]]:
        """What stands in the ignored spans, each as a copy of its own."""
        return [(span, Copy(self.original[span[0] : span[1]], lang=self.lang)) for span in self.ignored]

    def places(self, wanted: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Yield the spans between word boundaries where a folded text stands."""
        for span in self.occurrences(wanted, start, end):
            if self.is_edge(span[0]) and self.is_edge(span[1]):
                yield span

    def is_edge(self, offset: int) -> bool:
        """Tell whether a quote may begin or end at an offset: not within a word or a figure."""
        return (
            is_boundary(self.text, offset)
            and self.figure_around(offset) is None
            and self.compound_around(offset) is None
        )

    def figure_around(self, offset: int) -> Span | None:
        """Return the span of the figure that would be cut at an offset; digits in two lines are two figures."""
        span = figure_around(self.text, offset, lexicon().languages.known(self.lang))
        return None if span and self._between_figures & {offset, offset - 1} else span

    def compound_around(self, offset: int) -> Span | None:
        """Return the span of what would be cut at an offset: "anti-HTS", "second largest", "dis-|approved"."""
        hyphen = self.text.rfind("-", max(offset - 2, 0), offset + 1)
        if hyphen > 0 and self._is_broken(hyphen) and self.text[hyphen + 2 : hyphen + 3].islower():
            before, behind = (
                _LETTERS_BEFORE.search(self.text, max(hyphen - _LONGEST_WORD, 0), hyphen),
                PIECE.match(self.text, hyphen + 2),
            )
            return (before.start(), behind.end()) if before and behind else None
        if "-" not in self.text[offset - 1 : offset + 1] and not _superlative().match(self.text, offset):
            return None
        found = _compound().search(self.text, max(offset - _LONGEST_PREFIX, 0), offset + _LONGEST_WORD)
        return found.span() if found and found.start() < offset < found.end() else None

    def occurrences(self, wanted: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Yield all spans where a folded text stands, also within words; else those where lines break its words."""
        to = len(self.text) if end is None else end
        at = first = self.text.find(wanted, start, to)
        while at >= 0:
            if self.folding.whole(at, at + len(wanted)):
                yield at, at + len(wanted)
            at = self.text.find(wanted, at + 1, to)
        if first < 0 and self._breaks_words:
            for found in re.compile(_broken(wanted)).finditer(self.text, start, to):
                if all(self._is_broken(hyphen.start()) for hyphen in _WITHIN_WORD.finditer(self.text, *found.span())):
                    yield found.span()

    def hits(self, sentence: int) -> list[Hit]:
        """Return what a sentence, by its number, holds of the word lists, in the order of the text."""
        if sentence not in self._hits:
            self._read(sentence)
        return self._hits[sentence]

    def clauses(self, sentence: int) -> Clauses:
        """Return what parts a sentence, by its number, that holds something of the word lists."""
        if sentence not in self._clauses:
            hits, span = self.hits(sentence), self.sentences.span(sentence)
            self._clauses[sentence] = Clauses(
                self.text, span, hits, self._openers[sentence], self.sentences.items(sentence)
            )
        return self._clauses[sentence]

    def followed_by(self, offset: int) -> set[int]:
        """Return the numbers of the sentences right behind that in which an offset lies, and behind its lists."""
        ends = (end for start, end in self._spans_of_blocks if start <= offset < end)
        found = {self.sentences.index(at) + 1 for at in (offset, *(end - 1 for end in ends))}
        return {number for number in found if number < len(self.sentences.starts)}

    def titles(self, offset: int) -> Iterator[tuple[int, bool]]:
        """Yield the numbers of the titles, in lines of their own without a mark, above what an offset lies in.

        That may be a list, a table, or the paragraph: of the last, the second part is False.
        """
        for start, alone in self._below_titles(offset):
            if start > 1 and self.text[start - 2].isalnum():
                number = self.sentences.index(start - 2)
                begun, ended = self.sentences.span(number)
                if ended in (start - 1, start) and self.begins_paragraph(begun):
                    yield number, alone

    def _below_titles(self, offset: int) -> Iterator[tuple[int, bool]]:
        """Yield where each list and table begins that an offset lies in, then its paragraph."""
        yield from ((start, True) for start, end in self._spans_of_blocks if start <= offset < end)
        rows = [row for row in self._rows if row[0] <= offset < row[1]]
        yield from ((self._heads.get(row, row)[0], True) for row in rows)
        before = bisect_left(self.folding.breaks, offset)
        if before and not rows:
            yield self.folding.breaks[before - 1] + 1, False

    def begins_paragraph(self, offset: int) -> bool:
        """Tell whether a paragraph begins at an offset."""
        return offset == 0 or not {offset - 1, offset}.isdisjoint(self._paragraphs)

    def is_verdict(self, span: Span) -> bool:
        """Tell whether a span of whole sentences is a paragraph, and may say what is thought of the one before it.

        It may be a cell that belongs to the next one where no mark ends the one before it, and no item says anything of
        another.
        """
        if span[0] in self._starts_of_items:
            return False
        is_paragraph = self.begins_paragraph(span[0]) and (span[1] == len(self.text) or self.begins_paragraph(span[1]))
        marked = not self.text[max(span[0] - 2, 0) : span[0]].rstrip()[-1:].isalnum()
        return is_paragraph and marked and not any(start <= span[0] < end for start, end in self._rows)

    @cached_property
    def _paragraphs(self) -> frozenset[int]:
        return frozenset(self.folding.breaks)

    @cached_property
    def _rows(self) -> list[Span]:
        return self._spans_of("row")

    @cached_property
    def _cells(self) -> list[Span]:
        return sorted(self._spans_of("cell"))

    @cached_property
    def _spans_of_heads(self) -> frozenset[Span]:
        return frozenset(self._spans_of("head"))

    @cached_property
    def _heads(self) -> dict[Span, Span]:
        """The first row of the table of each row that is not the first; what stands between two rows ends a table."""
        heads: dict[Span, Span] = {}
        for before, row in pairwise(sorted(self._rows)):
            if 0 <= row[0] - before[1] <= 1:
                heads[row] = heads.get(before, before)
        return heads

    def _cells_of(self, row: Span) -> list[Span]:
        return self._cells[bisect_left(self._cells, (row[0], 0)) : bisect_left(self._cells, (row[1], 0))]

    def cells_beside(self, offset: int) -> Iterator[Span]:
        """Yield the other cells of the row of a table in which an offset lies, and the one at the head of its column.

        Where a row has more cells than the first one, or fewer, nobody knows which that is.
        """
        row = min((row for row in self._rows if row[0] <= offset < row[1]), key=_length, default=None)
        if row is None:
            return
        cells, heads = self._cells_of(row), self._cells_of(self._heads.get(row, row))
        for cell, head in zip(cells, heads if len(heads) == len(cells) else cells, strict=True):
            if not cell[0] <= offset < cell[1]:
                yield cell
            elif head != cell and head in self._spans_of_heads:
                yield head

    def readings(self, offset: int) -> Iterator[Reading]:
        """Yield the sentence that an offset lies in, read with what is said around each list or block quote."""
        start, end = self.sentences.span(self.sentences.index(offset))
        for block, around in self._joined:
            if block[0] <= offset < block[1]:
                yield self._reading(block, around, (max(start, block[0]), min(end, block[1])))

    def _reading(self, block: Span, around: Span, sentence: Span) -> Reading:
        if (block, sentence) not in self._readings:
            first = sentence[0] == block[0] or sentence[0] in self._starts_of_items
            before, behind = (around[0], block[0]), (block[1], around[1])
            self._readings[block, sentence] = read_as_one(self.text, before, sentence, behind, self.lang, first=first)
        return self._readings[block, sentence]

    def _read(self, sentence: int) -> None:
        found = words(self.text, *self.sentences.span(sentence))
        hits = set(lexicon().hits_among(self.text, found, self.lang))
        whole = self._with_broken_joined(found)
        if len(whole) < len(found):  # "un-|able", but "non-|combatant": both ways to read it count
            hits.update(lexicon().hits_among(self.text, whole, self.lang))
        self._hits[sentence] = sorted(hits, key=_place)
        self._openers[sentence] = lexicon().openers(self.text, found, self.lang) if self._hits[sentence] else []

    def _with_broken_joined(self, found: Sequence[Word]) -> list[Word]:
        """Return words, those as one that a hyphen at the end of a line broke."""
        joined: list[Word] = []
        for word in found:
            last = joined[-1] if joined else None
            if last and word.start - last.end == 2 and self._is_broken(last.end):
                joined[-1] = Word(last.text + word.text, last.start, word.end)
            else:
                joined.append(word)
        return joined

    def _is_broken(self, offset: int) -> bool:
        return self.text[offset] == "-" and offset + 1 in self._line_ends


def _broken(wanted: str) -> str:
    """Return what finds a folded text with a hyphen and a line's end in words of it: "at-|tacked", "well-|known"."""
    between = (
        "(?:- )?" if one.isalpha() and other.isalpha() else " ?" if one == "-" and other.isalpha() else ""
        for one, other in pairwise(wanted)
    )
    return "".join(re.escape(letter) + more for letter, more in zip_longest(wanted, between, fillvalue=""))


def _length(span: Span) -> int:
    return span[1] - span[0]


def _place(hit: Hit) -> Span:
    return hit.start, hit.end


@cache
def _compound() -> re.Pattern[str]:
    """Return what finds a prefix with its hyphen and the word behind it, or a superlative not of the first."""
    prefixes = "|".join(sorted(map(re.escape, lexicon().prefixes)))
    ordinals = "|".join(map(re.escape, lexicon().ordinals))
    ranked = rf"\b(?:{ordinals}){_superlative().pattern}"
    return re.compile(rf"(?<![\w'-])(?:{prefixes})-{PIECE.pattern}|{ranked}", re.IGNORECASE)


@cache
def _superlative() -> re.Pattern[str]:
    return re.compile(rf"[ -]?\b(?:{'|'.join(map(re.escape, lexicon().superlatives))})\b", re.IGNORECASE)


def merged(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    """Return spans in order, within a text of a length, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
