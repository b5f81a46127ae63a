"""The words that pages are made of: openers of modes, labels of scales, counts and lists.

A state is always a word, so the words stand in one place, for templates, indexes and exports alike. This module
knows no corpus and no markup. Apart from the labels of the credibility scale, which are a standard's own, nothing
here says that anything is so. The tables speak English, which is the key to every other language (see `words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from ..model import Likelihood, Mode, SourceType
from ..words import Words

NOT_GIVEN: Final = "not given"
NOT_ASSESSED: Final = "not assessed"
NONE_RECORDED: Final = "none recorded"
NOT_KNOWN: Final = "not known"

OPENERS: Final[Mapping[Mode, str]] = {
    "act": "Reported act",
    "state": "Reported state",
    "plan": "Reported plan",
    "intent": "Reported intent",
    "motive": "Ascribed motive",
    "denial": "Reported denial",
}

MODES: Final[Mapping[Mode, str]] = {
    "act": "Something is said to have been done.",
    "state": "Something is said to be so.",
    "plan": "Somebody is said to plan it. That it was carried out is not said.",
    "intent": "Somebody is said to want it or to aim at it. That it was done is not said.",
    "motive": "A reason that others ascribe to somebody.",
    "denial": "Somebody is said to deny it.",
}

# The Admiralty scale (NATO STANAG 2511): letters grade outlets, figures grade claims.
CREDIBILITY: Final[Mapping[str, str]] = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
# The words of estimative probability of ICD 203, with the ranges that the directive gives them.
LIKELIHOOD: Final[Mapping[Likelihood, str]] = {
    "almost no chance": "1 to 5 percent",
    "very unlikely": "5 to 20 percent",
    "unlikely": "20 to 45 percent",
    "roughly even chance": "45 to 55 percent",
    "likely": "55 to 80 percent",
    "very likely": "80 to 95 percent",
    "almost certain": "95 to 99 percent",
}
RELIABILITY: Final[Mapping[str, str]] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}

NAME_TYPES: Final[Mapping[str, tuple[str, str]]] = {
    "abbreviation": ("Abbreviation", "Abbreviations"),
    "alias": ("Also called", "Also called"),
    "nom de guerre": ("Nom de guerre", "Noms de guerre"),
    "spelling": ("Other spelling", "Other spellings"),
    "translation": ("Translated", "Translated"),
    "former": ("Former name", "Former names"),
}

ATTRIBUTION: Final[Mapping[str, str]] = {
    "explicit": "Source named in this sentence.",
    "inherited": "Source named in an earlier sentence.",
    "none": "No source named.",
    "unrecorded": "Whom it names was not recorded.",
}

PRECISION: Final[Mapping[str, str]] = {
    "exact": "exact",
    "vicinity": "near this point",
    "area": "somewhere in the area around this point",
}

_SOURCE_TYPES: Final[Mapping[str, str]] = {
    **{name: name.replace("_", " ") for name in get_args(SourceType)},
    "article-journal": "journal article",
    "article-magazine": "magazine article",
    "article-newspaper": "newspaper article",
    "dataset": "data set",
    "entry-dictionary": "dictionary entry",
    "entry-encyclopedia": "encyclopedia entry",
    "motion_picture": "film",
    "paper-conference": "conference paper",
    "post-weblog": "blog post",
    "review-book": "book review",
    "webpage": "web page",
}

_LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "Arabic", "az": "Azerbaijani", "bg": "Bulgarian", "ckb": "Central Kurdish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew", "hy": "Armenian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "kmr": "Northern Kurdish", "ko": "Korean",
    "ku": "Kurdish", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "so": "Somali", "sr": "Serbian", "sw": "Swahili", "tr": "Turkish", "ug": "Uyghur",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "zh": "Chinese",
}  # fmt: skip

_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(("ar", "ckb", "es", "fa", "fr", "it", "pt", "ru", "uk", "ur"), ("«", "»")),
    "de": ("„", "“"),
    "ja": ("「", "」"),
}
_ENGLISH_MARKS: Final = ("“", "”")


_NUMERALS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    noun: (f"{{number}} {noun}", f"{{number}} {noun}s")
    for noun in ("change", "claim", "dossier", "gap", "old revision", "origin", "outlet", "quote", "report", "source")
}

SAID: Final = (
    NOT_GIVEN, NOT_ASSESSED, NONE_RECORDED, NOT_KNOWN, *OPENERS.values(), *MODES.values(), *CREDIBILITY.values(),
    *LIKELIHOOD, *LIKELIHOOD.values(), *RELIABILITY.values(), *[label for two in NAME_TYPES.values() for label in two],
    *ATTRIBUTION.values(), *PRECISION.values(), *_SOURCE_TYPES.values(), *_LANGUAGES.values(), *_NUMERALS,
    *COUNTED.values(),
)  # fmt: skip
"""All that stands in these tables, in English, for catalogues; what is counted in the forms for one and for several."""


def counted(words: Words, number: int, noun: str) -> str:
    """Return a number with one of the nouns that are counted here: "1 claim", "1,200 claims"."""
    return words.many(*COUNTED[noun], number)


def numeral(words: Words, number: int) -> str:
    """Return a small number as a word, a larger one in figures."""
    return words(_NUMERALS[number]) if number < len(_NUMERALS) else f"{number:,}"


def lowered(label: str) -> str:
    """Return a label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def raised(words: str) -> str:
    """Return words as they stand at the start of a sentence."""
    return words[:1].upper() + words[1:]


def source_type(words: Words, name: str) -> str:
    """Return a CSL type in words: "newspaper article"."""
    return words(_SOURCE_TYPES.get(name, name))


def language(words: Words, tag: str) -> str:
    """Return what a language tag stands for, as far as it is known here: "Arabic (ar-Latn)"."""
    main, _, rest = tag.partition("-")
    name = _LANGUAGES.get(main.lower())
    if name is None:
        return tag
    return f"{words(name)} ({tag})" if rest else words(name)


def marks(lang: str) -> tuple[str, str]:
    """Return the quotation marks of a language; English ones where it is not known."""
    return _MARKS.get(lang.partition("-")[0].lower(), _ENGLISH_MARKS)
