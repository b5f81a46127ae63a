"""The passage of a copy that comes nearest to a quote that does not stand in it, and how the two differ.

A person who sees the difference mends a quote in seconds; "not found" sends them back to the article. It refuses to
forgive anything: how near a passage comes decides which message is shown, never whether a quote holds.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final

from .copies import Copy
from .folding import Span
from .words import TOKEN, WORD

NEAR: Final = 0.6  # of the quote's words must stand in the passage, in order
_DENSE: Final = 0.4  # of the passage's words must stand in the quote
_COMMON: Final = 60  # places: a word that stands more often than that says little about where to look
_REGION: Final = 8  # words: places whose distance from the quote's beginning differs less belong together
_MAX_WORDS: Final = 400  # of a quote that is compared word by word


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage: its span, the difference marked in words ([-only in the quote-]{+only in the copy+}), and named."""

    span: Span
    marked: str
    difference: str


class _Indexed:
    """The words of a copy in lower case, and where each stands, by number."""

    def __init__(self, copy: Copy) -> None:
        self.text = copy.text
        self.words = _words(copy.text)
        self.places: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            self.places.setdefault(word, []).append(number)

    @cached_property
    def spans(self) -> list[Span]:
        """The span of each word in the folded text."""
        return [match.span() for match in WORD.finditer(self.text)]


# Only the last few: an index is larger than its copy, and most copies need none.
@lru_cache(maxsize=4)
def _indexed(copy: Copy) -> _Indexed:
    return _Indexed(copy)


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def nearest(copy: Copy, wanted: str) -> Nearest | None:
    """Return the passage that comes nearest to a folded quote, or None if none comes near."""
    wanted, indexed = _beginning(wanted), _indexed(copy)
    sought = _words(wanted)
    at = _region(indexed, sought)
    if at is None:
        return None
    slack = _REGION + len(sought) // 3
    first_word = max(at - slack, 0)
    window = indexed.words[first_word : max(at, 0) + len(sought) + slack]
    matcher = SequenceMatcher(None, sought, window, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    matched = sum(block.size for block in blocks)
    if matched < max(NEAR * len(sought), 2):
        return None
    first, last = blocks[0], blocks[-1]
    if matched < _DENSE * (last.b + last.size - first.b):
        return None
    # As many words more at each end as the quote has there that match nothing: what was replaced is shown.
    lead, tail = first.b - first.a, last.b + last.size + len(sought) - last.a - last.size
    from_, to = first_word + max(lead, 0), first_word + min(tail, len(window)) - 1
    span = indexed.spans[from_][0], indexed.spans[to][1]
    return _compared(copy, wanted, _with_marks(copy.text, wanted, span))


def _beginning(wanted: str) -> str:
    """Return as much of a quote as is compared word by word."""
    last = next(islice(WORD.finditer(wanted), _MAX_WORDS, None), None)
    return wanted[: last.start()].rstrip() if last else wanted


def reordered(copy: Copy, wanted: str) -> Span | None:
    """Return where exactly the words of a folded quote stand together, in another order."""
    sought, indexed = _words(wanted), _indexed(copy)
    missing = Counter(sought)
    if not 2 <= len(sought) <= _MAX_WORDS or not all(len(indexed.places.get(w, ())) >= n for w, n in missing.items()):
        return None
    have: Counter[str] = Counter()
    right = 0  # words of which the window has just as many as the quote
    for number, word in enumerate(indexed.words):
        right += _change(have, missing, word, 1)
        if number >= len(sought):
            right += _change(have, missing, indexed.words[number - len(sought)], -1)
        if right == len(missing):
            first = number - len(sought) + 1
            same = indexed.words[first : number + 1] == sought
            return None if same else (indexed.spans[first][0], indexed.spans[number][1])
    return None


def _change(have: Counter[str], missing: Counter[str], word: str, by: int) -> int:
    """Count a word in or out; return by how much that changes the number of words that are right."""
    if word not in missing:
        return 0
    was = have[word] == missing[word]
    have[word] += by
    return (have[word] == missing[word]) - was


def _region(indexed: _Indexed, sought: Sequence[str]) -> int | None:
    """Return the number of the word at which the quote would begin, by the vote of all its words."""
    votes: dict[int, float] = {}
    for offset, word in enumerate(sought):
        found = indexed.places.get(word, ())
        if len(found) > _COMMON:
            continue
        for number in found:
            region = (number - offset) // _REGION
            votes[region] = votes.get(region, 0.0) + 1 / len(found)
    if not votes:
        return None
    best = max(sorted(votes), key=lambda region: votes[region] + votes.get(region + 1, 0.0))
    return best * _REGION + (_REGION // 2 if best + 1 not in votes else _REGION)


def _with_marks(text: str, wanted: str, span: Span) -> Span:
    """Widen a span by the punctuation at its ends, where the quote has some there."""
    start, end = span
    while not wanted[0].isalnum() and start > 0 and not text[start - 1].isalnum() and not text[start - 1].isspace():
        start -= 1
    while not wanted[-1].isalnum() and end < len(text) and not text[end].isalnum() and not text[end].isspace():
        end += 1
    return start, end


def _compared(copy: Copy, wanted: str, span: Span) -> Nearest:
    mine, theirs = _Tokens(wanted), _Tokens(copy.text, *span)
    marked: list[str] = []
    named: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, mine.words, theirs.words, autojunk=False).get_opcodes():
        quote, text = mine.typed(a, b), theirs.typed(c, d)
        marked.append(theirs.space(c) if text else mine.space(a))
        if tag == "equal":
            marked.append(text)
            continue
        marked.append((f"[-{quote}-]" if quote else "") + (f"{{+{text}+}}" if text else ""))
        named.append(_named(quote, text))
    named = named or ["white space stands in other places"]
    return Nearest(span, "".join(marked).strip(), "; ".join(named[:3]) + (", and more" if len(named) > 3 else ""))


class _Tokens:
    """The words and marks of a text, or of a span of it, which can be shown as they are spaced there."""

    def __init__(self, text: str, *span: int) -> None:
        self._text = text
        self._spans = [found.span() for found in TOKEN.finditer(text, *span)]
        self.words = [text[start:end] for start, end in self._spans]

    def typed(self, first: int, last: int) -> str:
        """Return some of them, from the first to before the last, on one line."""
        if first == last:
            return ""
        return " ".join(self._text[self._spans[first][0] : self._spans[last - 1][1]].split())

    def space(self, place: int) -> str:
        """Return a space if one stands before a token."""
        start = self._spans[place][0]
        return " " if self._text[max(start - 1, 0) : start].isspace() else ""


def _named(quote: str, text: str) -> str:
    if not quote:
        return f"the quote leaves out “{text}”"
    if not text:
        return f"the copy does not have “{quote}”"
    if quote.lower() == text.lower():
        return f"the copy has “{text}”, with other capitals than “{quote}”"
    if _may_look_alike(quote, text):
        return (
            f"the copy has “{text}” where the quote has “{quote}”: some letters are of another script, and look alike"
        )
    return f"the copy has “{text}” where the quote has “{quote}”"


def _may_look_alike(quote: str, text: str) -> bool:
    """Tell whether two words differ in nothing but the script of letters: in a Cyrillic “а” in a Latin word."""
    if len(quote) != len(text) or max(map(len, map(_scripts, (quote, text)))) == 1:
        return False
    apart = (one + other for one, other in zip(quote, text, strict=True) if one != other)
    return all(len(_scripts(pair)) > 1 for pair in apart)


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()}
