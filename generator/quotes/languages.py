"""What a text's language has to do with the words that are looked for in it.

Texts are read with the words of all languages at once, since a page in one quotes others; but some words are another
language's too, and mean something else there. It refuses to guess at a language: where none is given, little words and
letters decide.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from operator import attrgetter
from string import ascii_lowercase
from typing import Final

from . import lists
from .folding import folded
from .words import Word

_UNKNOWN: Final = frozenset(["und", "mul", "mis", "zxx"])  # tags of texts in no language, in one unknown, or in several
_AROUND: Final = 60  # words: a text without full stops is one sentence, however long
_BEGUN: Final = 200  # characters around a name in which a quotation may begin, or end
_QUOTING: Final = re.compile(r"(?<!\w)['\"]|['\"](?!\w)|[:(]")  # where another language may begin, or end
_STATED: Final = "stated"
_WORD: Final = re.compile(r"[^\W\d_]+")
_FEW, _MOST = 0.03, 0.5  # of the letters of a text: so many a foreign word or two may have
_start: Final = attrgetter("start")


class Languages:
    """Which languages have lists, and which words of theirs count in texts of their own language only."""

    def __init__(self, lists_of: Mapping[str, Mapping[str, Sequence[str]]], denying: str) -> None:
        """Take for each language the phrases of each list by its name, and the name of the list of negations."""
        each = lists_of.items()
        self._read = frozenset(lang for lang, own in each if denying in own)
        letters = (phrase for _, own in each for phrase in own.get(lists.LETTERS, ()))
        self._letters = frozenset("".join((ascii_lowercase, *letters)))
        self._others = {also: lang for lang, own in each for also in own.get(lists.ALSO, ())}
        self._alike, self._stated = _spoken(each, lists.ALIKE), _spoken(each, lists.STATED)
        self._only_stated = frozenset(lang for lang, own in each if _STATED in own.get(lists.APART, ()))
        self._homographs = {lang: frozenset(own.get(lists.HOMOGRAPHS, ())) for lang, own in each}
        self._namesakes = {folded(word): lang for lang, own in each for word in own.get(lists.NAMESAKES, ())}
        self._little = {lang: frozenset(map(folded, own.get(lists.UNFINISHED, ()))) for lang, own in each}

    def known(self, lang: str) -> str:
        """Return the language that a tag names, or the one with whose words it is read; "" where it names none."""
        main = lang.partition("-")[0].lower()
        return "" if main in _UNKNOWN else self._others.get(main, main)

    def reads(self, lang: str) -> bool:
        """Tell whether the words of a language, by its tag, that deny and limit are known."""
        return self.known(lang) in self._read

    def is_read(self, text: str, lang: str) -> bool:
        """Tell whether the words of a text that deny and limit are known; `lang` is the tag of its language, or "".

        Where none is given, they are not if more than a few letters are of no language that is read; and if most are,
        whatever it is said to be. Names do not count, where they are told by their capitals.
        """
        if self.known(lang) and not self.reads(lang):
            return False
        found = _WORD.findall(unicodedata.normalize("NFC", text))
        letters = "".join([word for word in found if not word[0].isupper()] or found).lower()
        others = len(letters) - sum(map(self._letters.__contains__, letters))
        return others <= (_MOST if self.known(lang) else _FEW) * len(letters)

    def is_alike(self, word: str) -> bool:
        """Tell whether another language has a word that is written so, and means something else."""
        return word in self._alike

    def is_of_another(self, word: str, lang: str) -> bool:
        """Tell whether a word is one of another language than that of its text, and means something else in this.

        A `stated` one counts only where it is known that the text is in its language.
        """
        if word in self._stated and lang not in self._stated[word]:
            return True
        return bool(lang) and word in self._alike and lang not in self._alike[word]

    def may_be(self, lang: str, of: Set[str]) -> bool:
        """Tell whether a text may be in one of some languages; in some it is only if that is said."""
        return lang in of or (not lang and not self._only_stated.issuperset(of))

    def is_homograph(self, word: str, lang: str) -> bool:
        """Tell whether a word, as it is written, is one of its own language that other languages write alike."""
        return word in self._homographs.get(lang, ())

    def is_namesake(self, text: str, found: Sequence[Word], at: int, to: int, lang: str) -> bool:
        """Tell whether a word is part of a name: before a capital, among little words of another language than its own.

        "Si Ahmed led the raid" has more of English than of French; "Si Damas cède, le groupe quittera" has not, be it
        quoted in English. Where the text is said to be in its language, it is none.
        """
        own = self._namesakes.get(text[at:to].lower())
        if own in (None, lang) or not text[at:to].istitle() or not text[to + 1 : to + 2].isupper():
            return False
        here = bisect_left(found, at, key=_start)
        start = max((mark.end() for mark in _QUOTING.finditer(text, max(at - _BEGUN, 0), at)), default=0)
        mark = _QUOTING.search(text, to, to + _BEGUN)
        end = mark.start() if mark else len(text)
        near = found[max(here - _AROUND, 0) : here + _AROUND]
        around = [word for word in near if start <= word.start and word.end <= end]
        others = [word.text for word in around if word.text not in self._namesakes]
        counts = {lang: sum(word in little for word in others) for lang, little in self._little.items()}
        return max(counts.values()) > counts[str(own)]


def _spoken(each: Iterable[tuple[str, Mapping[str, Sequence[str]]]], name: str) -> dict[str, set[str]]:
    """Return for each word of a list the languages in which it is listed."""
    spoken: dict[str, set[str]] = {}
    for lang, own in each:
        for word in own.get(name, ()):
            spoken.setdefault(folded(word), set()).add(lang)
    return spoken
