"""Keys: what words are looked up by in the search, whatever their script and spelling.

A word has up to three keys. The first is the word folded: no capitals, accents, apostrophes, vowel signs, no Arabic
article; the forms of one Arabic letter are one. The second is its skeleton: the consonants as Latin letters, those that
transliterations write in several ways as one. "Jolani", "Julani", "Golani" and "الجولاني" have the skeleton "gln". The
third is its sound: the skeleton with vowels, of which there are two, for words in Latin letters. A text that has no
letter at all, such as a name of two foxes, is one word of its signs.

The reader's browser makes keys of what is typed, so the same steps stand in `assets/find.js`. All that can be data is
data (`TABLES`), handed over with the index; a test holds what is left, a few lines, against this module.
It knows no record, and no language but by its letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from .names import APOSTROPHES, INVISIBLE, LATIN, ROMAN

MOST_WORDS: Final = 8
"""So many words of a query count."""
MARK: Final = "~"
"""Stands before a skeleton."""
SOUND: Final = "="
"""Stands before a sound."""
_REMEMBERED: Final = 30_000
"""Of so many words the keys are remembered, since most texts have the same; each process has them."""
_PREFIX: Final = 3
"""Words that have so many letters alike stand in one shard: half a word finds what begins with it from here on."""
_PREFIXES: Final = {SOUND: 4, MARK: 99}
"""The same, with the sign, of a sound, which half a name may be, and of a skeleton, which is only looked up whole."""

_DROPPED: Final = f"[{APOSTROPHES}{INVISIBLE}\u0640]"
_FORMS: Final = {
    **LATIN, "ß": "ss", "ς": "σ", "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",
    **dict.fromkeys("\u0629\u06c0\u06c1\u06c3\u06d5", "\u0647"),
    **{chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)},
}  # fmt: skip
_ARTICLE: Final = "^(?:ال(?=..)|[وف]?[بك]?ال(?=...)|[وف]?لل(?=...))(?!له$)"
_PARTICLE: Final = "^(?:[وف]?[بكل]|[وف])(?=...)"
_UNSPACED: Final = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_LATIN_ARTICLE: Final = "^(?:[ae]l|[ae](sh|th|dh|[dnrstz])(?=\\1))(?=.{4})"
_SHORTENED: Final = 5
"""A skeleton of fewer consonants is too short to lack one."""
_COMMON: Final = frozenset({
    "a", "ad", "adh", "al", "an", "and", "ar", "are", "as", "ash", "at", "ath", "az", "be", "been", "by", "ed", "el",
    "en", "er", "es", "esh", "et", "ez", "for", "from", "had", "has", "have", "in", "into", "is", "it", "its", "of",
    "on", "or", "said", "say", "says", "that", "the", "their", "them", "they", "this", "to", "was", "were", "which",
    "who", "will", "with", "الى", "ان", "او", "عن", "على", "في", "قال", "قد", "كان", "كما", "لا", "لم", "ما", "مع",
    "من", "هذا", "هذه", "هو", "هي", "و",
})  # fmt: skip
"""Words that are nearly everywhere, with the Arabic article in Latin letters."""
_DIGRAPHS: Final = (
    ("x", "ks"),
    ("tsch|tch|sch|tsh|ch|sh", "S"),
    ("dzh|dsch|dj|zh|gh|j", "g"),
    ("kh", "x"),
    ("ph|v", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ck|q|c", "k"),
    ("p", "b"),
    ("z", "s"),
)
_ENDS: Final = (
    ("dg", "g"),
    ("n(?=b)", "m"),
    ("(?<=..)at$", ""),  # what ends in ta marbuta: Jabhat, Jabha
    ("h+a?$", ""),
    ("^[aeiou]+", "A"),
)
_OTHERWISE: Final = (("^ch", "kh"), ("х", "h"))
"""What a writer may have meant by letters that stand for two sounds: German ch, Cyrillic kh."""
_BROAD: Final = (("[ouw]+", "o"), ("[aeiy]+", "a"))
_VOWELS: Final = "[aeiouwy]"
_SHORT_VOWELS: Final = "[aeiou]"
_TWICE: Final = "(.)\\1+"


@cache
def _rules(given: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), put) for pattern, put in given)


def _replaced(text: str, given: tuple[tuple[str, str], ...]) -> str:
    for pattern, put in _rules(given):
        text = pattern.sub(put, text)
    return text


_BONES: Final = {letter: _replaced(roman, _DIGRAPHS) for letter, roman in ROMAN.items() if not letter.isascii()}
"""Letters of other scripts by what they are in a skeleton: there a t before an h is not the "th" of Latin letters."""

TABLES: Final = {
    "dropped": _DROPPED,
    "forms": _FORMS,
    "article": _ARTICLE,
    "particle": _PARTICLE,
    "unspaced": _UNSPACED,
    "latinArticle": _LATIN_ARTICLE,
    "common": sorted(_COMMON),
    "bones": _BONES,
    "digraphs": _DIGRAPHS,
    "ends": _ENDS,
    "otherwise": _OTHERWISE,
    "broad": _BROAD,
    "vowels": _VOWELS,
    "shortVowels": _SHORT_VOWELS,
    "twice": _TWICE,
    "shortened": _SHORTENED,
    "prefix": _PREFIX,
    "prefixes": _PREFIXES,
    "mostWords": MOST_WORDS,
}
"""Everything that decides about keys and is no step, for the script that makes them too; patterns are read alike by
Python and by JavaScript."""

_drop = re.compile(_DROPPED)
_map = str.maketrans(_FORMS)
_word = re.compile(r"[^\W_]+")
_article = re.compile(_ARTICLE)
_particle = re.compile(_PARTICLE)
_unspaced = re.compile(_UNSPACED)
_latin_article = re.compile(_LATIN_ARTICLE)
_vowels, _short_vowels, _twice = map(re.compile, (_VOWELS, _SHORT_VOWELS, _TWICE))


def words(text: str) -> list[str]:
    """Return the folded words of a text in their order, without those that are everywhere."""
    found: list[str] = []
    for chunk in text.split():
        found += _words_of(chunk)
    return found or signs(text)


def signs(text: str) -> list[str]:
    """Return as one word what a text is made of that has neither letters nor digits; nothing of any other text."""
    bare = "".join(_bare(text).split())
    return [bare] if bare and not _word.search(bare) else []


@lru_cache(maxsize=_REMEMBERED)
def keys(chunk: str) -> tuple[str, ...]:
    """Return the keys of a text without spaces: its words and, where it may be a name, their skeletons.

    What is written in small Latin letters is no name. A skeleton is marked, so that it is not taken for a word.
    """
    found = _words_of(chunk)
    if chunk.isascii() and chunk.islower():
        return found
    return (*found, *[f"{MARK}{bones}" for word in found if (bones := skeleton(word))])


def asked(query: str) -> list[str]:
    """Return the words that a query is looked up by: each once, and not too many."""
    return list(dict.fromkeys(words(query)))[:MOST_WORDS]


@lru_cache(maxsize=_REMEMBERED)
def skeleton(word: str) -> str:
    """Return the skeleton of a folded word: "" where it has too few consonants, or other letters than can be romanized.

    The initial vowel counts as one letter, whichever it is.
    """
    latin = word.isascii()
    whole = _replaced(word, _DIGRAPHS) if latin else "".join([_BONES.get(letter, letter) for letter in word])
    if not (whole.isascii() and whole.isalpha()):
        return ""
    whole = _replaced(whole, _ENDS)
    for vowels in (_vowels, _short_vowels):
        bones = _twice.sub(r"\1", whole[:1] + vowels.sub("", whole[1:]))
        if len(bones) > 1:
            return bones
    return ""


def skeletons(word: str) -> list[str]:
    """Return the skeletons that a word of a query may have: with and without what may be an article tied to it."""
    plain = _latin_article.sub("", word)
    meant = dict.fromkeys((word, plain, *(re.sub(pattern, put, plain) for pattern, put in _OTHERWISE)))
    return [bones for bones in dict.fromkeys(map(skeleton, meant)) if bones]


@lru_cache(maxsize=_REMEMBERED)
def sound(word: str) -> str:
    """Return the sound of a folded word: "" where it has no Latin letters, or has others too."""
    if not (word.isascii() and word.isalpha()):
        return ""
    return _twice.sub(r"\1", _replaced(_replaced(_replaced(word, _DIGRAPHS), _ENDS), _BROAD))


def sounds(word: str) -> list[str]:
    """Return the sounds that a word of a query may have: with and without what may be an article tied to it."""
    found = dict.fromkeys((sound(word), sound(_latin_article.sub("", word))))
    return [one for one in found if one]


def shortened(word: str) -> list[str]:
    """Return the keys that a word has without an Arabic particle, or with one consonant less, as in another case."""
    plain = _particle.sub("", word)
    found = [plain, *[f"{MARK}{bones}" for bones in skeletons(plain)]] if plain != word else []
    for bones in skeletons(word):
        if len(bones) >= _SHORTENED:
            found += [f"{MARK}{bones[:at]}{bones[at + 1 :]}" for at in range(len(bones))]
    return list(dict.fromkeys(found))


def is_near(key: str, term: str) -> bool:
    """Tell whether a word or a sound is another but for one letter: more, less, another, or two in the other order.

    What decides about the shard must be the same, so that one is found beside the other. Short ones are near too many.
    """
    begins = _PREFIXES.get(key[0], _PREFIX)
    at = 0
    while at < len(key) and key[at : at + 1] == term[at : at + 1]:
        at += 1
    if at < begins or len(key) < begins + 2:
        return False
    own, other = key[at:], term[at:]
    return own[1:] in (other[1:], other) or own == other[1:] or (own[1::-1], own[2:]) == (other[:2], other[2:])


def bucket(key: str, number: int) -> int:
    """Return in which of a number of shards a key stands: keys that begin alike stand together."""
    return _mixed(key[: _PREFIXES.get(key[0], _PREFIX)]) % number


@lru_cache(maxsize=_REMEMBERED)
def _mixed(beginning: str) -> int:
    mixed = 0x811C9DC5
    for letter in beginning:
        mixed = (mixed ^ ord(letter)) * 0x01000193 & 0xFFFFFFFF
    return mixed ^ mixed >> 15


@lru_cache(maxsize=2 * _REMEMBERED)
def _words_of(chunk: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in _word.findall(_bare(chunk)):
        if len(word) > 1 and _unspaced.match(word):
            found += [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            found.append(_article.sub("", word))
    return tuple(word for word in found if word not in _COMMON)


def _bare(text: str) -> str:
    """Return a text folded: without capitals, marks and what nobody sees, and with one form of each letter."""
    if text.isascii():
        return _drop.sub("", text.lower())
    marked = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(letter for letter in marked if not unicodedata.category(letter).startswith("M"))
    return _drop.sub("", bare).translate(_map)
