"""Where sentences begin and end in a folded text.

A word far away in the same sentence can deny what a quote says; one in the next sentence can only where it says no more
than that ("That is false."). A sentence ends at `.`, `!`, `?`, `…` and their Arabic kin, also before a note
("town.[12]", "town.[citation needed]"), except after an abbreviation (or in a name as "Yahoo!"), an initial or a number
that counts ("am 5. Mai"), or within one; and at the end of a paragraph or of a short line (a headline), unless a comma,
a colon or a word stands there that wants more words ("that"), or it goes on in lower case. A line is short if the next
word had room in it: the lines of a narrow column are not. It refuses to know words beyond the lists of abbreviations,
of such words, and of what stands before such numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from .folding import Folding, Span
from .lexicon import lexicon

# The end of a sentence: its mark, what closes behind it, notes, white space. U+061F is the Arabic ?.
_NOTES: Final = r"(?:\[[^\[\]\s]{1,4}(?: \d{1,3})?\]|\[[^\[\]…]{5,40}\])*"
_END: Final = re.compile(rf"[.!?…\u061f\u06d4。！？]+['\)\]]*{_NOTES}(?:\s+|$)|[。！？]")
_BEFORE: Final = re.compile(r"([^\s(\['-]*)$")
_COUNTING: Final = re.compile(r"(\w+) \d{1,3}$")
_INITIALS: Final = re.compile(r"(?:\w\.)*\w", re.UNICODE)
_SHORT_LINE: Final = 50  # characters: a line of so many was broken by the margin
_AROUND: Final = 2  # lines before and behind: how wide they are tells where the margin is
_RAGGED: Final = 0.75  # of the widest line: letters are not all of one width
_LAST: Final = re.compile(r"(?P<word>[^\s(\[',،:-]*'?)(?P<mark>[,،:-]?)$")
_FIRST: Final = re.compile(r"\S+")
ITEM: Final = re.compile(r"(?:\(?(?:\d{1,3}|[a-z])\)|\d{1,3}\.|[-•*]) ")  # of a list
_PAGE_NUMBER: Final = re.compile(r"\W*\d{1,4}\W*")


class Sentences:
    """The sentences of one folded text, found when first asked for."""

    def __init__(self, folding: Folding, items: Iterable[int] = ()) -> None:
        """Find all places where a sentence ends; one does before `items` of a list, offsets of the folded text."""
        self.text = folding.text
        self._line_starts = sorted({at + 1 for at in (-1, *folding.breaks, *folding.lines)})
        self._lines = frozenset(self._line_starts)
        ends = {match.end() for match in _END.finditer(self.text) if not self._goes_on(match)}
        stretches = list(pairwise([-1, *sorted({*folding.breaks, *folding.lines}), len(self.text)]))
        listed = dict(_before_items(self.text, stretches))
        seams = _seams(folding, stretches, listed)
        ends |= {at for at in seams if at + 1 not in ends}  # no second end where a mark closes the line
        # Behind an item of several sentences the next is read by itself.
        others = sorted(end for end in ends if end - 1 not in listed)
        ends -= {at + 1 for at, first in listed.items() if bisect_left(others, at) == bisect_left(others, first)}
        ends |= {at for at in items if at in self._lines and not _wants_more(self.text, at - 1)}
        self.starts = [0, *sorted(end for end in ends if 0 < end < len(self.text))]

    def index(self, offset: int) -> int:
        """Return the number of the sentence that an offset stands in."""
        return bisect_right(self.starts, offset) - 1

    def span(self, index: int) -> Span:
        """Return the span of a sentence by its number."""
        last = index + 1 >= len(self.starts)
        return self.starts[index], len(self.text) if last else self.starts[index + 1]

    def items(self, index: int) -> list[Span]:
        """Return the spans of the marks before the items of a list that a sentence introduces: “1.”, “a)”, a dash."""
        start, end = self.span(index)
        lines = self._line_starts[bisect_left(self._line_starts, start) : bisect_left(self._line_starts, end)]
        found = [mark.span() for at in lines if (mark := ITEM.match(self.text, at, end))]
        return found if found and found[0][0] and _introduces(self.text, found[0][0] - 1) else []

    def around(self, start: int, end: int) -> Span:
        """Return a span of lines, with what a sentence has before it that goes on into it, and behind it likewise."""
        before, behind = self.span(self.index(start)), self.span(self.index(end - 1))
        goes_in, goes_on = (
            start in self._lines and before[0] < start - 1,
            end + 1 in self._lines and behind[1] > end + 1,
        )
        return before[0] if goes_in else start, behind[1] if goes_on else end

    def ends_between(self, start: int, end: int) -> int:
        """Return how many sentences end within a span."""
        return self.index(max(end - 1, start)) - self.index(start)

    def _goes_on(self, match: re.Match[str]) -> bool:
        """Tell whether what looks like the end of a sentence is none."""
        mark, follows = match[0], self.text[match.end() : match.end() + 1]
        if follows.islower():
            return True  # the sentence goes on in lower case: "the U.S. said", "Or… not", "he shouted 'Fire!' and left"
        if not mark.startswith((".", "!")) or not follows or "'" in mark or ")" in mark or "[" in mark:
            return False
        before = _BEFORE.search(self.text, max(0, match.start() - 20), match.start())
        word = before[1].lower() if before else ""
        if mark.startswith("!"):
            return mark.strip() == "!" and f"{word}!" in lexicon().abbreviations
        if word.isdigit() and match.start() - len(word) in self._lines:
            return True  # the number of an item
        counting = _COUNTING.search(self.text, max(0, match.start() - 20), match.start())
        if counting and counting[1].lower() in lexicon().before_ordinals:
            return True
        if word in lexicon().abbreviations:
            return not (word in {"no", "al", "ca"} and not follows.isdigit())
        # "U.S. Army" and "J. Smith" go on; a sentence that ends in such letters is found by what stands before it.
        return bool(word) and not word.isdigit() and _INITIALS.fullmatch(word) is not None


def _before_items(text: str, stretches: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield where lines end behind which an item follows of a list that something introduces, and so for its first.

    What introduces it is about all its items, also where each is a sentence: "These claims are false: 1. … 2. …".
    """
    first: int | None = None
    for start, at in stretches[:-1]:
        item = ITEM.match(text, at + 1) is not None
        if text[at - 1 : at] == ":" or (item and _introduces(text, at)):
            first = at
        elif not ITEM.match(text, start + 1):
            first = None
        if item and first is not None:
            yield at, first


def _seams(folding: Folding, stretches: Sequence[Span], listed: Collection[int]) -> Iterator[int]:
    """Yield where a line or a paragraph ended, and a sentence with it though no mark closes it.

    None ends where items of a list are `listed`.
    """
    text, paragraphs = folding.text, frozenset(folding.breaks)
    goes_on = False
    for number, (start, at) in enumerate(stretches[:-1]):
        # The number of a page stands between two halves of a sentence as if it were not there.
        goes_on = goes_on and _PAGE_NUMBER.fullmatch(text, start + 1, at) is not None
        goes_on = goes_on or _is_unfinished(text, at) or text[at + 1 : at + 2].islower() or at in listed
        if not goes_on and (at in paragraphs or _is_short(text, stretches, number, paragraphs)):
            yield at


def _is_unfinished(text: str, at: int) -> bool:
    """Tell whether what stands before a line's or paragraph's end wants more words."""
    last = _LAST.search(text, max(0, at - 40), at)
    return last is not None and (last["mark"] != "" or last["word"].lower() in lexicon().unfinished)


def _wants_more(text: str, at: int) -> bool:
    """Tell whether the last word before a line's or paragraph's end is one with which no sentence ends."""
    last = _LAST.search(text, max(0, at - 40), at)
    return last is not None and last["mark"] == "" and last["word"].lower() in lexicon().unfinished


def _introduces(text: str, at: int) -> bool:
    """Tell whether what stands before a line's or paragraph's end introduces a list: by a colon, or a "did not"."""
    last = _LAST.search(text, max(0, at - 40), at)
    return last is not None and (last["mark"] or last["word"].lower()) in {":", *lexicon().unfinished}


def _is_short(text: str, lines: Sequence[Span], number: int, paragraphs: Collection[int]) -> bool:
    """Tell whether a line ended though there was room in it for the next word."""
    start, at = lines[number]
    width, following = at - start - 1, _FIRST.match(text, at + 1)
    if width >= _SHORT_LINE or following is None:
        return False
    before = takewhile(lambda line: line[1] not in paragraphs, reversed(lines[max(0, number - _AROUND) : number]))
    behind = takewhile(lambda line: line[0] not in paragraphs, lines[number + 1 : number + 1 + _AROUND])
    room = max(end - begin - 1 for begin, end in (lines[number], *before, *behind))
    return width + 1 + len(following[0]) <= room * _RAGGED
