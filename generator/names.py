"""Names: when two spellings are one, how a name sorts, and what it becomes in an address.

One name is typed in many ways: with five kinds of apostrophe, with and without Arabic vowel signs, in two scripts.
Everything that compares, sorts or links names asks here, so that links, indexes and checks agree on it.

It refuses to know whose names they are. Folding keeps letters of different sound apart (an accent is part of a
name); transliteration is for addresses alone, is lossy, and is never shown as a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2s
from heapq import nlargest
from typing import Final, Literal
from urllib.parse import unquote

Direction = Literal["ltr", "rtl"]
SortKey = tuple[bool, tuple[tuple[int, int, str], ...], str]

# Folding.

APOSTROPHES: Final = "'`´‘’‛′ʹʻʼʽʾʿˈ＇"
# Direction marks, joiners, soft hyphens and byte order marks: no reader sees them.
INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
SEEN: Final = re.compile(rf"[^\s{INVISIBLE}]")
"""Stands in a text of which a reader sees anything."""
_VOWEL_SIGNS: Final = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_DROPPED: Final = re.compile(f"[{APOSTROPHES}{INVISIBLE}{_VOWEL_SIGNS}]")
_GAPS: Final = re.compile("[\\s\u00b7\u058a\u05be\u2010-\u2015\u2212\ufe58\ufe63\uff0d-]+")
_DIGITS: Final = {zero + digit: str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
_VARIANTS: Final = _DIGITS | str.maketrans(
    {
        **dict.fromkeys("\u0622\u0623\u0625\u0671", "\u0627"),  # alef with madda, hamza or wasla
        **dict.fromkeys("\u0649\u06cc", "\u064a"),  # alef maqsura, Farsi ya
        **dict.fromkeys("\u0629\u06c0\u06c1\u06c3", "\u0647"),  # ta marbuta and the forms of ha
        "\u06a9": "\u0643",  # Farsi kaf
    }
)


def fold(text: str) -> str:
    """Return the key under which two spellings of one name are equal; it may be empty."""
    if not text.isascii():
        return _GAPS.sub(" ", _cleaned(text).translate(_VARIANTS)).strip()
    return " ".join(text.lower().replace("'", "").replace("`", "").replace("-", " ").split())


def _cleaned(text: str) -> str:
    """Return a text in lower case and one form of Unicode, without what does not tell names apart."""
    for _ in range(2):  # folding case can bring back a form, and an apostrophe, that was removed
        text = unicodedata.normalize("NFKC", _DROPPED.sub("", text)).casefold()
    return unicodedata.normalize("NFKC", text)


_JOINTS: Final = re.compile(r"[_+]")
"""What addresses and names of files have in place of a space, besides what `fold` takes for one."""
_ALONE: Final = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
"""A sign that stands alone parts words: it may begin an entry of a list."""


def spelling(text: str) -> str:
    """Return a text in which names are looked for, or one of these: folded, also where it is an address or has one."""
    return fold(_ALONE.sub("\0", _JOINTS.sub(" ", unquote(text))))


def is_telling(spelling: str) -> bool:
    """Tell whether a spelling is of several words: of one, and of a figure, other words and addresses are made too."""
    return sum(any(map(str.isalpha, word)) for word in spelling.split()) > 1


# Addresses.

LONGEST_ID: Final = 200
"""So long a name every file system takes, with what is added to it."""
ID_FORM: Final = f"an id is made of a-z and 0-9, in words joined by single hyphens, {LONGEST_ID} signs at most"
_NO_TEXT: Final = re.compile("[\ud800-\udfff]")
_SLUG: Final = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_ARABIC_ARTICLE: Final = re.compile(r"\bال(?=\w\w)(?!له\b)")
LATIN: Final = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n", "ı": "i"}
# Arabic (with Persian, Kurdish and Urdu letters; short vowels are not written, so they are missing) and Cyrillic
# (Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kazakh, Kyrgyz), by what they become.
_LETTERS: Final = {
    "": "ءъь",
    "a": "اأآٱىةعەۀۃаә",
    "b": "بб",
    "c": "ћ",
    "ch": "چч",
    "d": "دضڈд",
    "dh": "ذ",
    "dj": "ђ",
    "dz": "џѕ",
    "e": "ێےеэ",
    "f": "فф",
    "g": "گгґғ",
    "gh": "غ",
    "gj": "ѓ",
    "h": "حهہھһ",
    "i": "إиі",
    "j": "جј",
    "k": "كکк",
    "kh": "خх",
    "kj": "ќ",
    "l": "لڵл",
    "lj": "љ",
    "m": "مм",
    "n": "نںнң",
    "nj": "њ",
    "o": "ۆоө",
    "p": "پп",
    "q": "قқ",
    "r": "رڕڑр",
    "s": "سصс",
    "sh": "شш",
    "shch": "щ",
    "t": "تطٹт",
    "th": "ث",
    "ts": "ц",
    "u": "уұү",
    "v": "ڤв",
    "w": "وؤў",
    "y": "يئیйы",
    "ya": "я",
    "ye": "є",
    "yi": "ї",
    "yo": "ё",
    "yu": "ю",
    "z": "زظз",
    "zh": "ژж",
}
ROMAN: Final = LATIN | {letter: roman for roman, letters in _LETTERS.items() for letter in letters}


def is_text(words: str) -> bool:
    """Tell whether words can be written down: not a path in an encoding of its own, nor half a character of JSON."""
    return words.isascii() or not _NO_TEXT.search(words)


def is_slug(text: str) -> bool:
    """Tell whether a text may be an id: runs of a-z and 0-9, joined by single hyphens, and not too long."""
    return len(text) <= LONGEST_ID and _SLUG.fullmatch(text) is not None


def slug(text: str) -> str:
    """Return a slug for a name in any script; where letters cannot be written in ASCII it ends with a short hash."""
    plain = fold(text) if text.isascii() else _cleaned(text).translate(_DIGITS)
    letters = [_romanized(letter) for letter in _ARABIC_ARTICLE.sub("ال-", plain)]
    words = re.findall("[a-z0-9]+", "".join("-" if letter is None else letter for letter in letters))
    if not words or None in map(_romanized, filter(str.isalpha, plain)):
        words.append(blake2s(fold(text).encode(errors="surrogatepass"), digest_size=4).hexdigest())
    return "-".join(words)


def as_id(text: str) -> str:
    """Return the id that a text may be meant as, or that may be made of it."""
    return slug(text)[:LONGEST_ID].rstrip("-")


@lru_cache(maxsize=4096)
def _romanized(letter: str) -> str | None:
    """Return a letter in ASCII, "" for a mark that is left out, None for what has no letter in ASCII."""
    if letter in ROMAN:
        return ROMAN[letter]
    if letter.isascii():
        return letter if letter.isalnum() else None
    base = unicodedata.normalize("NFKD", letter)[0]
    if base.isascii() and base.isalnum():
        return base
    return "" if unicodedata.combining(letter) else None


# Alphabetical indexes.

# "as-Suwayda" and "ash-Sham" have the article too: its l takes the sound of what follows.
_ARTICLE: Final = re.compile(r"^(?:(?:the|al|el) (?=\w)|a(sh|th|dh|[dnrstz]) (?=\1)|ال(?=\w\w)(?!له\b))")
# An alef with hamza or madda is the first letter of a name, never that of the article; what is folded has it no more.
_NO_ARTICLE: Final = re.compile(r"[\W_]*[\u0622\u0623\u0625]")
_OPENING: Final = re.compile(r"^[\W_]+")
_RUNS: Final = re.compile("[0-9]{1,15}|[^0-9]+")
NO_LETTER: Final = "#"
"""Where names stand in an index that begin with no letter."""


def sort_key(name: str) -> SortKey:
    """Return the key by which names stand in an index: without article and accents, numbers by value; never equal
    for two names that differ."""
    filed = _filed(name)
    runs = tuple((0, int(run), "") if run[0] in "0123456789" else (1, 0, run) for run in _RUNS.findall(filed))
    return _heading(filed) != NO_LETTER, runs, name


def initial(name: str) -> str:
    """Return the letter under which a name stands in an index: a capital of its own script, or `NO_LETTER`."""
    return _heading(_filed(name))


def _filed(name: str) -> str:
    """Return the letters by which a name is filed."""
    filed = _OPENING.sub("", fold(name))
    if not _NO_ARTICLE.match(unicodedata.normalize("NFC", name)):
        filed = _OPENING.sub("", _ARTICLE.sub("", filed))
    return filed if filed.isascii() else "".join(map(_unaccented, filed))


def _heading(filed: str) -> str:
    return filed[0].title()[0] if filed and filed[0].isalpha() else NO_LETTER


@lru_cache(maxsize=4096)
def _unaccented(letter: str) -> str:
    """Return a Latin or Greek letter without its marks; in other scripts a marked letter is one of its own."""
    if letter.isascii():
        return letter
    if "\u0300" <= letter <= "\u036f":
        return ""
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() or "α" <= base <= "ω" else LATIN.get(letter, letter)


# Suggestions.

_NEAR: Final = 0.65
_SHORTLIST: Final = 60


def suggest(word: str, candidates: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Return up to `n` candidates that a mistyped word may have meant, the nearest first; a word that is the beginning
    or the end of a longer candidate counts as near."""
    folded = fold(word)
    grams = _grams(folded)

    def kinship(pair: tuple[str, str]) -> tuple[int, int, str]:
        key, name = pair
        return sum(map(key.__contains__, grams)), -abs(len(key) - len(folded)), name

    shortlist = nlargest(_SHORTLIST, ((fold(name), name) for name in dict.fromkeys(candidates)), key=kinship)
    ranked = sorted((-_nearness(folded, key), abs(len(key) - len(folded)), name) for key, name in shortlist)
    return tuple(name for distance, _, name in ranked[:n] if -distance >= _NEAR)


def _grams(word: str) -> list[str]:
    """Return the pairs of letters that a near candidate shares; a short word has so few that its letters count too."""
    if len(word) > 8:
        return sorted({word[i : i + 2] for i in range(0, len(word) - 1, 2)})
    return sorted({word[i : i + 2] for i in range(len(word) - 1)} | set(word))


def _nearness(word: str, key: str) -> float:
    """Return how alike two folded texts are, from 0 to 1; a part counts a little less than the whole."""
    whole = _ratio(word, key)
    if len(word) < 4 or len(key) <= len(word):
        return whole
    length = len(word) + 1
    return max(whole, 0.95 * _ratio(word, key[:length]), 0.9 * _ratio(word, key[-length:]))


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


# Languages.

_TAG: Final = re.compile(
    r"""(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}     # language and its extensions
        (?:-[a-z]{4})?                      # script
        (?:-(?:[a-z]{2}|[0-9]{3}))?         # region
        (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
        (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*
        (?:-x(?:-[a-z0-9]{1,8})+)?
        |x(?:-[a-z0-9]{1,8})+)""",
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
_RTL_SCRIPTS: Final = re.compile("adlm|arab|aran|hebr|mand|mend|nkoo|rohg|samr|syrc|thaa|yezi")
_RTL_LANGUAGES: Final = re.compile(
    "a(?:cm|cq|eb|fb|jp|pc|pd|r|ra|rb|rc|rq|rs|ry|rz|yl|zb)|bal|bcc|bqi|ckb|div|dv|fa|fas|glk|haz|hbo|he|heb|iw|ji"
    "|khw|ks|lrc|mzn|nqo|pbt|pbu|per|pes|pnb|prs|ps|pus|sd|sdh|skr|snd|syr|ug|uig|ur|urd|yi|yid"
)


def is_language_tag(text: str) -> bool:
    """Tell whether a text is well-formed by BCP 47 (RFC 5646, section 2.1), without its grandfathered tags and the
    4 to 8 letters that it reserves for languages: "english" is no tag."""
    return _TAG.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def direction(lang: str) -> Direction:
    """Return the direction in which a language (BCP 47) is written: by its script if it names one, else by its usual
    script; "ltr" for a language that is not known."""
    language, *others = lang.lower().split("-")
    for other in others:
        if len(other) == 1:
            break
        if len(other) == 4 and other.isalpha():
            return "rtl" if _RTL_SCRIPTS.fullmatch(other) else "ltr"
    return "rtl" if _RTL_LANGUAGES.fullmatch(language) else "ltr"


_SCRIPTS: Final = {
    "ARABIC": "Arab", "ARMENIAN": "Armn", "CJK": "Hani", "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor", "GREEK": "Grek", "HANGUL": "Hang", "HEBREW": "Hebr", "HIRAGANA": "Hira", "KATAKANA": "Kana",
    "LATIN": "Latn", "SYRIAC": "Syrc", "THAANA": "Thaa",
}  # fmt: skip
"""Scripts (ISO 15924) by the first word of what Unicode calls their letters."""
_WRITTEN: Final = {
    "Arab": "ar az bal ckb fa ks ku ps sd ug ur",
    "Armn": "hy",
    "Cyrl": "ab av az ba be bg ce cv kbd kk krc ky lez mk mn os ru sah sr tg tk tt ug uk uz",
    "Deva": "hi mr ne",
    "Ethi": "am ti",
    "Geor": "ka",
    "Grek": "el",
    "Hang": "ko",
    "Hani": "ja ko zh",
    "Hebr": "he yi",
    "Hira": "ja",
    "Kana": "ja",
    "Latn": "az kk ku sr tk tt ug uz",
    "Syrc": "aii arc syr tru",
    "Thaa": "dv",
}
"""In which scripts languages are written, but for those that are written in Latin letters alone."""


@lru_cache(maxsize=4096)
def script(text: str) -> str:
    """Return the script of a text's first letter (ISO 15924), "" where there is none, or none that is known here."""
    letter = next(filter(str.isalpha, text), "")
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "") if letter else ""


@lru_cache(maxsize=64)
def _scripts_of(lang: str) -> tuple[str, ...]:
    """Return the scripts in which a language (BCP 47) is written: the one that it names, else all that are usual."""
    language, *others = lang.lower().split("-")
    named = [other.title() for other in others if len(other) == 4 and other.isalpha()]
    found = [script for script, languages in _WRITTEN.items() if language in languages.split()]
    return tuple(named[:1] or found or ["Latn"])


def written_in(text: str, lang: str) -> str:
    """Return the language of a name that is taken to be in one (BCP 47): where that is not written in such letters, no
    language is guessed, and the tag says the script alone ("und-Cyrl")."""
    found = script(text)
    return f"und-{found}" if found and found not in _scripts_of(lang) else lang
