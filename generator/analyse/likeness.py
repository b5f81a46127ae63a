"""Names that may be one though they are not written alike: “Reuters”, and “the Reuters news agency”.

Of two such names one has all the words of the other, but for those that any name may have. Words are the same that the
search finds for each other: “Mohammed” and “Muhammad”, which sound alike, and “محمد”, which has the same consonants. An
initial may be any word that begins so, letters stand for words that begin so (“AFP”, “Agence France-Presse”), and one
writes in a word what another does in two (“Abdulrahman”, “Abdel Rahman”).

It may be somebody else all the same, so no report is held together by it: there are “at most” so many origins. It
refuses to know what holds reports together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, product
from typing import Final, NamedTuple

from ..keys import skeleton, sounds
from ..keys import words as keyed
from ..names import fold
from .bylines import is_nobody, parts
from .marks import Mark
from .reports import Groups, Share

_WORD: Final = re.compile(r"[^\W_]+")
# Names of agencies, which stand in brackets or behind a “with”: "A. Name (AFP)".
_LETTERS: Final = re.compile(r"[A-Z]{2,6}")
# A name has these or has them not, and is the same; so are the words that any outlet has for its own people.
_BESIDE: Final = frozenset(map(fold, (
    "agency", "agence", "of", "al", "el", "mr", "mrs", "ms", "dr", "prof", "sheikh", "shaykh", "sheik", "m", "mme",
    "وكالة", "الوكالة", "السيد", "السيدة", "الدكتور", "الدكتورة", "د", "الشيخ",
)))  # fmt: skip

_INITIALS: Final = 2
"""Words of so many letters are initials, or an article: what they sound like tells nothing."""


_CONSONANTS: Final = 5
"""A name is told by so many, whatever its words."""


_REMEMBERED: Final = 50_000
"""Names of which it is remembered how they sound: the claims of a site name the same over and over."""


class _Called(NamedTuple):
    """A name that a report has, as it is called there; `written`, or read off a dossier."""

    report: str
    words: str
    written: bool


def alike(marks: Mapping[str, Mapping[Mark, Share]], together: Groups) -> Iterator[tuple[str, str]]:
    """Yield each report that has a name which may be one with a name of another, to which nothing joins it.

    And how that is called there. Two dossiers are two, however they are called.
    """
    if len(together) < 2:
        return
    group = {report: number for number, reports in enumerate(together) for report in reports}
    names = list(_called(marks))
    found: dict[str, str] = {}
    kinds = _pairs(names, group, _sounds), _across_scripts(names, group), _in_other_words(names, group)
    for one, other in chain(*kinds):
        if group[one.report] != group[other.report] and (one.written or other.written):
            found.setdefault(one.report, one.words)
            found.setdefault(other.report, other.words)
    yield from found.items()


def _across_scripts(names: Sequence[_Called], group: Mapping[str, int]) -> Iterator[tuple[_Called, _Called]]:
    """Yield each two names in two scripts of which one has all the consonants of the other."""
    scripts = {_is_latin(called.words) for called in names}
    for one, other in _pairs(names, group, _bones) if len(scripts) > 1 else ():
        if _is_latin(one.words) != _is_latin(other.words):
            yield one, other


def _in_other_words(names: Sequence[_Called], group: Mapping[str, int]) -> Iterator[tuple[_Called, _Called]]:
    """Yield each two names that have the same consonants in more words or fewer, or of which one is letters.

    They may be of one group, but all of two groups are among them.
    """
    letters = any(_LETTERS.fullmatch(called.words) for called in names)
    for told in (_closed_up, _letters) if letters else (_closed_up,):
        by_key: dict[str, list[_Called]] = {}
        for called in names:
            by_key.setdefault(told(called.words), []).append(called)
        for key, same in by_key.items():
            if key and len({group[called.report] for called in same}) > 1:
                yield from (pair for pair in combinations(same, 2) if _differ(*pair))


def _differ(one: _Called, other: _Called) -> bool:
    """Tell whether two names have not as many words."""
    return _length(one.words) != _length(other.words)


@lru_cache(maxsize=_REMEMBERED)
def _length(name: str) -> int:
    return len(_WORD.findall(name))


def _pairs(
    names: Sequence[_Called], group: Mapping[str, int], words_of: Callable[[str], frozenset[str]]
) -> Iterator[tuple[_Called, _Called]]:
    """Yield two names of which the second has all the words of the first, be it the first itself.

    They may be of one group, but each two of two groups are among them.
    """
    by_words: dict[frozenset[str], list[_Called]] = {}
    whose: dict[str, int] = {}
    several: set[str] = set()
    for called in names:
        words, own = words_of(called.words), group[called.report]
        by_words.setdefault(words, []).append(called)
        for word in words:
            if whose.setdefault(word, own) != own:
                several.add(word)
    # Of most names a word stands in no other group: nothing there can have all of them.
    shared = [words for words in by_words if words and words <= several]
    for words, whole in _within(shared, by_words) if shared else ():
        yield from product(by_words[words], by_words[whole])


def _called(marks: Mapping[str, Mapping[Mark, Share]]) -> Iterator[_Called]:
    """Yield the names that reports have, without bylines that name nobody."""
    for report, found in marks.items():
        for mark, share in found.items():
            if mark.sort == "named" and share.role != "staff":
                yield _Called(report, share.words, share.role not in ("dossier", "replaced"))
                if share.role == "author" and not share.words.isupper():
                    pieces = (piece for piece, _ in parts(share.words) if _LETTERS.fullmatch(piece))
                    yield from (_Called(report, piece, True) for piece in pieces)


def _within(
    some: Sequence[frozenset[str]], names: Iterable[frozenset[str]]
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield each of some names with all those that have its words, itself among them."""
    having: dict[str, list[frozenset[str]]] = {}
    for words in names:
        for word in words:
            having.setdefault(word, []).append(words)
    for words in some:
        rarest = min(map(having.__getitem__, words), key=len)
        yield from ((words, whole) for whole in rarest if words <= whole)


def _telling(name: str) -> frozenset[str]:
    """Return the words of a name that tell it from others, folded; all, if but an initial is left."""
    words = frozenset(_WORD.findall(fold(name)))
    left = frozenset(word for word in words if word not in _BESIDE and not is_nobody(word))
    return left if any(len(word) > 1 for word in left) else words


@lru_cache(maxsize=_REMEMBERED)
def _is_latin(name: str) -> bool:
    return fold(name).isascii()


@lru_cache(maxsize=_REMEMBERED)
def _sounds(name: str) -> frozenset[str]:
    """Return the words that tell a name from others, as they sound, and how each begins; of an initial that alone."""
    words = _telling(name)
    begun = {f"{word[0]}." for word in words if word[0].isalpha()}
    whole = (word for word in words if len(word) > 1 or not word.isalpha())
    return frozenset(begun).union(
        sounds(word)[-1] if len(word) > _INITIALS and sounds(word) else word for word in whole
    )


@lru_cache(maxsize=_REMEMBERED)
def _closed_up(name: str) -> str:
    """Return the consonants of a name as if it were one word; nothing where these are too few to tell."""
    bones = skeleton("".join(_WORD.findall(fold(name))))
    return bones if len(bones) >= _CONSONANTS else ""


@lru_cache(maxsize=_REMEMBERED)
def _letters(name: str) -> str:
    """Return the letters that a name is, or with which its words begin that have a capital; nothing of one word."""
    if _LETTERS.fullmatch(name):
        return name
    begun = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper() and word != "The")
    return begun if len(begun) > 1 else ""


@lru_cache(maxsize=_REMEMBERED)
def _bones(name: str) -> frozenset[str]:
    """Return the words that tell a name from others by their consonants in Latin letters."""
    return frozenset(skeleton(key) or key for word in _telling(name) for key in keyed(word) or [word])
