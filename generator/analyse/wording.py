"""The words that pages are made of: openers of modes, labels of scales, counts and lists.

A state is always a word, so the words stand in one place, for templates, indexes and exports alike. This module
knows no corpus and no markup. Apart from the labels of the credibility scale, which are a standard's own, nothing
here says that anything is so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ..model import Likelihood, Mode

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

HOW: Final[Mapping[str, str]] = {
    "translation": "translation",
    "republication": "republication",
    "quotation": "quotation",
    "summary": "summary",
    "based-on": "based on it",
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


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun, with thousands set apart: "1 claim", "1,200 claims"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def numeral(number: int) -> str:
    """Return a small number as a word, a larger one in figures."""
    return _NUMERALS[number] if number < len(_NUMERALS) else f"{number:,}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def lowered(label: str) -> str:
    """Return a label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def raised(words: str) -> str:
    """Return words as they stand at the start of a sentence."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """Return words closed by a full stop, unless they are closed already."""
    words = words.strip()
    return words if not words or words[-1] in ".!?…" or words[-2:] in (".”", "?”", "!”", "…”") else f"{words}."


def source_type(name: str) -> str:
    """Return a CSL type in words: "newspaper article"."""
    return _SOURCE_TYPES.get(name, name.replace("_", " "))


def language(tag: str) -> str:
    """Return what a language tag stands for, as far as it is known here: "Arabic (ar-Latn)"."""
    main, _, rest = tag.partition("-")
    name = _LANGUAGES.get(main.lower())
    if name is None:
        return tag
    return f"{name} ({tag})" if rest else name


def marks(lang: str) -> tuple[str, str]:
    """Return the quotation marks of a language; English ones where it is not known."""
    return _MARKS.get(lang.partition("-")[0].lower(), _ENGLISH_MARKS)
