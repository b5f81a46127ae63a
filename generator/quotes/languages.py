"""Which texts are read for words that deny or limit: those in a language that has lists of such words.

In any other a quote is found and compared as well, but nobody knows whether its "not" was left out. It refuses to guess
at a language: where none is given, the letters alone decide.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

from .lexicon import lexicon, listed


@cache
def reads(lang: str) -> bool:
    """Tell whether the words of a language, by its tag, that deny and limit are known; False where none is given."""
    return lexicon().reads(lang)


def is_read(text: str, lang: str) -> bool:
    """Tell whether the words of a text that deny and limit are known; `lang` is the tag of its language, or ""."""
    if lang and not reads(lang):
        return False
    scripts = Counter(map(_script, filter(str.isalpha, text)))
    return not scripts or scripts.most_common(1)[0][0] in _scripts()


@cache
def _scripts() -> frozenset[str]:
    """Return the scripts of the languages that are read."""
    return frozenset(map(_script, filter(str.isalpha, "".join(listed()[lexicon().negation.name]))))


@cache
def _script(letter: str) -> str:
    """Return the name of the script of a letter: LATIN, ARABIC."""
    return unicodedata.name(letter, "").partition(" ")[0]
