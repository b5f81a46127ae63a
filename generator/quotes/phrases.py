"""Phrases of one or more words, found in running text: the longest at each place.

A phrase may hold `<n>`, which stands for any number, and words known only by how they begin or end (`*erait`), of which
two letters more must be there. Arabic words are found with what is attached to them. It refuses to know what the
phrases are for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import Final, Generic, TypeVar

from .folding import folded
from .words import Word, words

NUMBER: Final = "<n>"
ANY: Final = "*"  # letters, at the beginning or the end of a word

# What stands before an Arabic word without a space: a conjunction; with longer words also a preposition, the article.
CONJUNCTIONS: Final = ("و", "ف")
PREFIXES: Final = ("ب", "ل", "ك", "ال", "بال", "كال", "لل", "س")
_SUFFIXES: Final = ("ها", "هم", "هن", "هما", "نا", "كم", "ه", "ك")
# How a word ends to which one of these is attached, and alone: نفى and نفاه, نية and نيته, نفوا and نفوه.
ENDS: Final = {folded(attached): folded(alone) for attached, alone in (("ا", "ى"), ("ت", "ة"), ("و", "وا"))}
_ARABIC: Final = "\u0620"
SHORTEST: Final = 3  # letters that must be left when more than a conjunction is taken away
_MORE: Final = 2  # letters beside those by which a word is known
_WORDS: Final = 65_536

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class Found(Generic[L]):
    """A phrase found: what it was listed as, its span, and whether a conjunction is attached to it.

    `shaped` tells that a word of it is known only by how it begins or ends; `of` are the languages in whose texts alone
    it counts, where there are such.
    `length` counts its words; the span leaves out a number that it is known by (the hedge of "over 200" is "over").
    """

    listed: L
    start: int
    end: int
    length: int
    joined: bool
    shaped: bool
    of: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Node(Generic[L]):
    """A place in the tree of phrases: what may come next, and what was listed if a phrase ends here."""

    after: dict[str, _Node[L]] = field(default_factory=dict)
    shapes: list[_Shape] = field(default_factory=list)  # those of `after` that hold `ANY`, the longest first
    listed: L | None = None
    spelled: tuple[str, ...] = ()
    of: frozenset[str] = frozenset()


_Shape = tuple[str, str]  # and the language that it is of; "" for any
_Begun = tuple[tuple[_Node[L], bool], ...]


class Phrases(Generic[L]):
    """A tree of phrases, each listed as something."""

    def __init__(self, numbers: Collection[str] = ()) -> None:
        """Begin without phrases; `numbers` are the words that are numbers."""
        self._numbers = frozenset(numbers)
        self._root: _Node[L] = _Node()
        self._arabic: list[tuple[str, L, str, bool]] = []  # laid out when a text first holds an Arabic word
        self._begun = lru_cache(maxsize=_WORDS)(self._after)  # texts have the same words over and over

    def add(self, phrase: str, listed: L, lang: str = "", *, apart: bool = False) -> None:
        """List a phrase of a language; it counts only where a word is known by how it begins or ends.

        What is `apart` is known to be of that language, or of several that are, and of no other.
        """
        if is_arabic(phrase):
            self._arabic.append((phrase, listed, lang, apart))
            self._begun.cache_clear()
        else:
            self._lay_out(phrase, listed, lang, apart)

    def _lay_out(self, phrase: str, listed: L, lang: str, apart: bool) -> None:
        node, spelled = self._root, _spelled(phrase)
        for word in spelled:
            if ANY in word:
                node.shapes = sorted({*node.shapes, (word, lang)}, key=lambda shape: (-len(shape[0]), shape))
            after = node.after.get(word)
            if after is None:
                after = node.after[word] = _Node()
            node = after
        shared = not apart or (node.listed is not None and not node.of)
        node.listed, node.spelled, node.of = listed, spelled, frozenset() if shared else node.of | {lang}

    def spelled(self, *, arabic: bool) -> Iterator[tuple[L, tuple[str, ...]]]:
        """Yield what each phrase that begins with an Arabic word, or with another, is listed as, and its words."""
        if arabic:
            self._lay_out_arabic()
        for first, node in self._root.after.items():
            if is_arabic(first) == arabic:
                yield from ((end.listed, end.spelled) for end in _ends(node) if end.listed is not None)

    def _lay_out_arabic(self) -> None:
        for phrase in self._arabic:
            self._lay_out(*phrase)
        self._arabic.clear()

    def among(self, found: Sequence[Word], lang: str = "") -> Iterator[Found[L]]:
        """Yield the phrases among words that follow each other, in order; none overlaps another.

        Of words known by how they begin or end, only those of the words' language count, where it is known.
        """
        reached = 0
        for at, word in enumerate(found):
            begun = self._begun(word.text, lang)
            if begun and at >= reached and (phrase := self._longest(begun, found, at, lang)):
                reached = at + phrase.length
                yield phrase

    def _after(self, word: str, lang: str) -> _Begun[L]:
        """Return where in the tree each form of a first word leads, and whether a conjunction was taken off it."""
        if self._arabic and is_arabic(word):
            self._lay_out_arabic()
        led = [(self._listed(self._root, form), attached) for form, attached in _forms(word)]
        led += [(_shaped(self._root, form, lang), attached) for form, attached in _joined(word)]
        return tuple((node, attached) for node, attached in led if node is not None)

    def _longest(self, begun: _Begun[L], found: Sequence[Word], at: int, lang: str) -> Found[L] | None:
        best: _Node[L] | None = None
        joined = False
        for begin, attached in begun:
            node = self._walk(begin, found, at, lang)
            if node and (best is None or len(node.spelled) > len(best.spelled)):
                best, joined = node, attached
        if best is None or best.listed is None:
            return None
        spelled = best.spelled
        first = at + (spelled[0] == NUMBER and len(spelled) > 1)
        last = at + len(spelled) - 1 - (spelled[-1] == NUMBER and len(spelled) > 1)
        shaped = any(ANY in word for word in spelled)
        return Found(best.listed, found[first].start, found[last].end, len(spelled), joined, shaped, best.of)

    def _walk(self, begin: _Node[L], found: Sequence[Word], at: int, lang: str) -> _Node[L] | None:
        node: _Node[L] | None = begin
        best: _Node[L] | None = None
        while node is not None:
            best = node if node.spelled else best
            at += 1
            node = self._next(node, found[at].text, lang) if node.after and at < len(found) else None
        return best

    def _next(self, node: _Node[L], word: str, lang: str) -> _Node[L] | None:
        return self._listed(node, word) or _shaped(node, word, lang)

    def _listed(self, node: _Node[L], word: str) -> _Node[L] | None:
        exact = node.after.get(word)
        if exact is None and NUMBER in node.after and self._is_number(word):
            return node.after[NUMBER]
        return exact

    def _is_number(self, word: str) -> bool:
        return word[0].isdigit() or word in self._numbers


def _shaped(node: _Node[L], word: str, lang: str) -> _Node[L] | None:
    """Return where a word leads by how it begins or ends, in a language if that is known."""
    for shape, of in node.shapes:
        if lang and of and of != lang:
            continue
        known = shape.strip(ANY)
        if len(word) >= len(known) + _MORE and (word.endswith if shape[0] == ANY else word.startswith)(known):
            return node.after[shape]
    return None


def _ends(node: _Node[L]) -> Iterator[_Node[L]]:
    if node.spelled:
        yield node
    for after in node.after.values():
        yield from _ends(after)


def _spelled(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase as they are met in a folded text."""
    return tuple(chain.from_iterable(map(_met, phrase.split())))


@cache
def _met(part: str) -> tuple[str, ...]:
    form = folded(part)
    whole = part == NUMBER or ANY in part or form.endswith("'")  # an elided word alone: n'
    return (form,) if whole else tuple(word.text for word in words(form))


def is_arabic(word: str) -> bool:
    """Tell whether a word begins with an Arabic letter: to such a one others can be attached."""
    return _ARABIC <= word[0] <= "\u06ff"


def _forms(word: str) -> Iterator[tuple[str, bool]]:
    """Yield a word, and for an Arabic one what is left of it without what is attached."""
    for form, attached in _joined(word):
        yield form, attached
        if is_arabic(word):
            yield from ((stem, attached) for stem in _stems(form))


def _joined(word: str) -> Iterator[tuple[str, bool]]:
    """Yield a word, and an Arabic one without the conjunction that may be attached to it."""
    yield word, False
    if word.startswith(CONJUNCTIONS) and len(word) > 2:
        yield word[1:], True


def _stems(word: str) -> Iterator[str]:
    for head in (word, *(word[len(p) :] for p in PREFIXES if word.startswith(p) and len(word) - len(p) >= SHORTEST)):
        if head is not word:
            yield head
        for suffix in _SUFFIXES if is_arabic(head) else ():  # no pronoun is attached to a word of another script
            if head.endswith(suffix) and len(head) - len(suffix) >= SHORTEST:
                yield from _unattached(head.removesuffix(suffix))


def _unattached(stem: str) -> Iterator[str]:
    """Yield what an Arabic word may be before which a pronoun was attached, which changes how it ends."""
    yield stem
    if stem[-1] in ENDS:
        yield stem[:-1] + ENDS[stem[-1]]
