"""Words that nobody owns: made-up names in four scripts, and sentences with the shape of news.

Text decides what a build costs: how often a word returns decides the size of a search index, other scripts decide
what folding and escaping cost. So words are drawn as in real text, few often and many rarely (Zipf). Names are put
together from syllables that no language uses in this order; this module knows no record.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, product
from typing import TypeVar

from generator.quotes.lexicon import lexicon

_INVENTED = 2_400
_ATTEMPTS = 60

T = TypeVar("T")

# Each syllable in Latin and in Arabic script, so that a name and its Arabic spelling belong together.
_HEADS = (
    ("Vor", "فور"), ("Zhe", "جه"), ("Pex", "بكس"), ("Tov", "توف"), ("Quo", "قو"), ("Xel", "كسل"), ("Nuv", "نوف"),
    ("Dre", "دري"), ("Kvo", "كفو"), ("Brez", "بريز"), ("Yov", "يوف"), ("Gwe", "غوي"), ("Thro", "ثرو"), ("Skel", "سكل"),
    ("Plo", "بلو"), ("Urv", "أورف"), ("Ombe", "أومبي"), ("Ixa", "إكسا"), ("Flen", "فلن"), ("Vash", "فاش"),
    ("Zur", "زور"), ("Moxe", "موكسي"), ("Rhu", "رهو"), ("Clae", "كلاي"),
)  # fmt: skip
_MIDDLES = (
    ("", ""), ("", ""), ("ta", "تا"), ("ro", "رو"), ("mi", "مي"), ("lo", "لو"), ("ve", "في"), ("du", "دو"),
    ("ki", "كي"), ("sho", "شو"), ("ze", "زي"), ("no", "نو"), ("ghe", "غي"), ("ba", "با"), ("pu", "بو"), ("xi", "كسي"),
)  # fmt: skip
_TAILS = (
    ("dran", "دران"), ("qesh", "قش"), ("mool", "مول"), ("vek", "فك"), ("tash", "تاش"), ("rix", "ركس"), ("zone", "زون"),
    ("loth", "لوث"), ("bext", "بكست"), ("nuum", "نوم"), ("ghar", "غار"), ("pild", "بلد"), ("shov", "شوف"),
    ("kint", "كنت"), ("wey", "وي"), ("durn", "دورن"), ("fozh", "فوج"), ("jesk", "جسك"),
    ("moth", "موث"), ("tirv", "ترف"),
)  # fmt: skip
_NOUNS = (
    "road", "village", "checkpoint", "convoy", "agreement", "council", "border", "family", "shipment", "crossing",
    "market", "school", "order", "statement", "meeting", "office", "payment", "fighter", "commander", "district",
    "hospital", "mill", "warehouse", "truck", "harvest", "bridge", "camp", "court", "delegate", "engineer", "fuel",
    "gate", "house", "income", "journalist", "land", "letter", "list", "member", "message", "mine",
    "negotiator", "observer", "officer", "patrol", "permit", "photograph", "pipeline", "post", "prisoner", "promise",
    "quarry", "recording", "relative", "report", "resident", "river", "road", "salary", "seizure", "shop", "street",
    "supply", "tax", "teacher", "tent", "truce", "tunnel", "valley", "vehicle", "visit", "well", "witness", "workshop",
)  # fmt: skip
_ADJECTIVES = (
    "new", "former", "local", "main", "northern", "southern", "joint", "senior", "shared", "closed", "armed",
    "abandoned", "unnamed", "official", "second", "early", "late", "small", "large", "eastern", "western", "public",
    "private", "empty", "recent", "older", "seized", "rented", "damaged", "foreign", "regional", "temporary",
)  # fmt: skip
_VERBS = (
    "closed", "opened", "took", "left", "received", "paid for", "asked for", "refused", "moved", "guarded", "sold",
    "bought", "described", "counted", "announced", "searched", "rebuilt", "divided", "lost", "returned", "signed",
    "delayed", "photographed", "repaired", "polished", "registered", "surrounded", "taxed", "visited", "watched",
)  # fmt: skip
_JOINTS = (
    "near", "after", "before", "in exchange for", "because of", "on the way to", "together with", "beyond", "behind",
    "despite", "at the request of", "at the edge of", "next to", "in view of", "following", "on behalf of",
)  # fmt: skip
_OPENINGS = (
    "Across the whole town,", "On the same day", "Two weeks later", "In the morning", "It is said that",
    "Residents recall that", "As before,", "By the end of the month", "For the second time", "Everybody agrees that",
)  # fmt: skip
_DETERMINERS = ("the", "the", "the", "a", "their", "this", "every", "each")
_ARABIC = (
    "في", "من", "على", "الطريق", "القرية", "قال", "المصدر", "إلى", "عن", "السوق", "المجلس", "الاتفاق", "قبل", "بعد",
    "مع", "الذي", "كانت", "المدينة", "الحاجز", "القافلة", "العائلات", "الحدود", "أمس", "اليوم", "جديد", "قديم",
)  # fmt: skip
# Letter by letter, pairs first. Nobody spells so, but the letters are those of the script, and so is its direction.
_CYRILLIC = dict(zip(
    ("zh", "sh", "gh", "th", *"abcdefghijklmnopqrstuvwxyz"),
    ("ж", "ш", "гх", "тх", *"абкдефгхи", "дж", *"клмнопкрстувв", "кс", "й", "з"), strict=True,
))  # fmt: skip
_SYRIAC = dict(zip(
    ("zh", "sh", "gh", "th", *"abcdefghijklmnopqrstuvwxyz"),
    ("ܙ", "ܫ", "ܥ", "ܬ", *"ܐܒܨܕ", "", *"ܦܓܗܝܓܟܠܡܢܘܦܩܪܣܛܘܒܘ", "ܟܣ", "ܝ", "ܙ"), strict=True,
))  # fmt: skip
_LETTERS = re.compile("zh|sh|gh|th|[a-z]")
_ONSETS = (
    "b", "br", "d", "dr", "f", "g", "gl", "h", "k", "kr", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v",
)  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "l", "m", "n", "nd", "r", "rt", "s", "t", "ck", "ng")


class Words:
    """Draws names and sentences; the same seed draws the same ones."""

    def __init__(self, seed: str) -> None:
        """Begin a new draw."""
        self.chance = random.Random(seed)
        self._taken: set[str] = set()

    def often(self, share: float) -> bool:
        """Tell whether something that happens in this share of cases (0 to 1) happens now."""
        return self.chance.random() < share

    def one(self, of: Sequence[T]) -> T:
        """Draw one of several, all alike."""
        return of[int(self.chance.random() * len(of))]

    def number(self, low: int, high: int) -> int:
        """Draw a whole number, both bounds included."""
        return low + int(self.chance.random() * (high - low + 1))

    def ranked(self, of: Sequence[T], weights: Sequence[float]) -> T:
        """Draw one of several by running totals of their weights, as `falling` returns them."""
        return of[bisect(weights, self.chance.random() * weights[len(of) - 1], 0, len(of) - 1)]

    def name(self, *prefixes: tuple[str, str]) -> tuple[str, str]:
        """Draw a name never drawn before, in Latin and in Arabic script, behind the prefixes in both."""
        for attempt in range(_ATTEMPTS):
            # Where names become scarce, longer ones are tried: so a draw takes as long in a corpus of any size.
            parts = [*prefixes, self._word(1 + attempt // 3)]
            latin, arabic = (" ".join(filter(None, script)) for script in zip(*parts, strict=True))
            if self.is_new(latin) and self.is_new(arabic):
                return latin, arabic
        raise RuntimeError("no new name was found")

    def is_new(self, name: str) -> bool:
        """Tell whether a name was never drawn or asked for before."""
        new = name not in self._taken
        self._taken.add(name)
        return new

    def person(self) -> tuple[str, str]:
        """Draw the name of a person who does not exist, in both scripts."""
        return self.name(self._word())

    def sentence(self, clauses: int = 1) -> str:
        """Draw a sentence without its full stop."""
        opening = self.one(_OPENINGS) + " " if self.often(0.3) else ""
        text = opening + ", and ".join(self.clause() for _ in range(clauses))
        return text[0].upper() + text[1:]

    def clause(self) -> str:
        """Draw a clause of five to fifteen words."""
        more = f" {self.one(_JOINTS)} {self.thing()}" if self.often(0.7) else ""
        return f"{self.thing()} {self.one(_VERBS)} {self.thing()}{more}"

    def thing(self) -> str:
        """Draw a noun with what stands before it."""
        nouns, weights = _vocabulary()
        adjective = self.one(_ADJECTIVES) + " " if self.often(0.45) else ""
        noun, determiner = adjective + self.ranked(nouns, weights), self.one(_DETERMINERS)
        return f"{'an' if determiner == 'a' and noun[0] in 'aeiou' else determiner} {noun}"

    def arabic(self, length: int) -> str:
        """Draw so many words in Arabic script; they have the look of a sentence and no meaning."""
        return " ".join(self.one(_ARABIC) if self.often(0.7) else self._word()[1] for _ in range(length))

    def _word(self, middles: int = 1) -> tuple[str, str]:
        parts = self.one(_HEADS), *(self.one(_MIDDLES) for _ in range(middles)), self.one(_TAILS)
        return "".join(latin for latin, _ in parts), "".join(arabic for _, arabic in parts)


def cyrillic(latin: str) -> str:
    """Return a name in Cyrillic letters."""
    return _spelled(latin, _CYRILLIC).title()


def syriac(latin: str) -> str:
    """Return a name in Syriac letters."""
    return _spelled(latin, _SYRIAC)


def _spelled(latin: str, letters: Mapping[str, str]) -> str:
    return _LETTERS.sub(lambda found: letters[found[0]], latin.lower())


@cache
def falling(length: int, ease: float = 0.0, steep: float = 1.0) -> tuple[float, ...]:
    """Return running totals of Zipf's weights, 1 / (rank + ease): the first are drawn often, most of them rarely.

    The steeper (1 to 2), the greater the share of the first, however many there are.
    """
    return tuple(accumulate((rank + ease) ** -steep for rank in range(1, length + 1)))


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return nouns, real ones first and then invented ones, and their weights."""
    nouns = (*_NOUNS, *_invented())
    return nouns, falling(len(nouns), 3)


def _invented() -> Iterator[str]:
    """Yield words that can be pronounced and mean nothing, neighbours unlike each other, always the same.

    One that ends as a French verb does would be taken for a hedge, and is left out.
    """
    syllables = ["".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)]
    for place in range(_INVENTED):
        word = syllables[place * 37 % len(syllables)] + syllables[place * 101 % len(syllables)]
        if not lexicon().hits(word):
            yield word
