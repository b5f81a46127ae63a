"""The words that change what a sentence says: negations, denials, hedges, conditions, attributions, as data.

They stand in `lexicon/`, one file for each language; texts are read with all of them at once, since a page in one
language quotes others. Only a word known by how it ends or begins (`*erait`), and one that is `alike` in another
language, is looked for in texts of its language, or of none that is known: other languages have words that end so
("primera"), or mean something else by the same letters ("car", "but"). Adding a word, or a language, needs no code.
It refuses to know how far such a word reaches in a sentence: that is the business of `scope`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Literal

from .. import yamlfile
from ..problems import DossierError
from . import lists
from .between import Between
from .exceptions import Exceptions, Formal
from .folding import Span, folded
from .glance import Glance
from .languages import Languages
from .phrases import Phrases, is_arabic
from .undone import Undone
from .words import ASIDE, PIECE, Word, words

FOLDER: Final = Path(__file__).with_name("lexicon")
GROUPS: Final = "groups.yml"
GroupKind = Literal["negation", "denial", "hedge", "condition", "attribution", "title"]
Sought = GroupKind | Literal["number", "limit", "past"]  # what a glance at a text looks for
Reach = Literal["itself", "next", "near", "beside", "clause", "sentence"]
NEGATIVE: Final[frozenset[GroupKind]] = frozenset({"negation", "denial"})
_SHORT: Final = 1000
_ENGLISH: Final = "en"
_QUESTION_MARK: Final = re.compile(r"[ ')]*([?؟])")
_AROUND: Final = 60  # words: a text without full stops is one sentence, however long
_BESIDE: Final = 4  # words of a phrase before an aside, or behind it
_ASKS: Final = re.compile("[?؟？]")
_ASKING: Final = 2  # words with which a question begins: "And why"
_start: Final = attrgetter("start")
_place: Final = attrgetter("start", "end")
_JOINED: Final = re.compile(r"-\w")
_DIGITS_BEHIND: Final = re.compile(r"\.? ?\d")


@dataclass(frozen=True, slots=True)
class Group:
    """Words that say the same about a sentence; see `lexicon/groups.yml`."""

    name: str
    kind: GroupKind
    reach: Reach
    says: str
    carried_by: tuple[str, ...] = ()
    behind: bool = False
    kept: bool = False

    @property
    def limits(self) -> bool:
        """Tell whether a claim that leaves its words out says more than it should."""
        return self.kept or self.kind == "hedge"

    @property
    def sought(self) -> Sought:
        """Return as what its words are looked for at a glance."""
        return "limit" if self.limits else self.kind

    @property
    def reverses(self) -> bool:
        """Tell whether a plain “not” says no less than its words do: these deny in their own way."""
        return self.kind == "hedge" and "negation" in self.carried_by


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or phrase of the lists where it stands in a folded text; `joined`: a conjunction is attached to it."""

    words: str
    group: Group
    start: int
    end: int
    joined: bool = False


class Lexicon:
    """All lists, ready to be looked for."""

    def __init__(self, groups: dict[str, Group], of_languages: Mapping[str, Mapping[str, Sequence[str]]]) -> None:
        """Take the groups, and for each language the phrases of each list by its name."""
        words_of = _together(of_languages.values())
        self.languages = Languages(of_languages, groups["negation"].name)
        self.abbreviations = frozenset(map(folded, words_of.get(lists.ABBREVIATIONS, ())))
        self.unfinished = frozenset(map(folded, words_of.get(lists.UNFINISHED, ())))
        self.who = frozenset(map(folded, words_of.get(lists.WHO, ())))
        self.auxiliary = frozenset(map(folded, words_of.get(lists.AUXILIARY, ())))
        self.dating = frozenset(_as_met(words_of, (lists.DATING,)))
        self.ranges = [folded(phrase) for phrase in words_of.get(lists.RANGES, ())]
        self.shares, self.fractions, self.multitudes, self.ordinals, self.superlatives = (
            [folded(phrase) for phrase in words_of.get(name, ())]
            for name in (lists.SHARES, lists.FRACTIONS, lists.MULTITUDES, lists.ORDINALS, lists.SUPERLATIVES)
        )
        self.before_numbers = [folded(word) for word in words_of.get(lists.BEFORE_NUMBERS, ())]
        self.changing = frozenset(map(folded, words_of.get(lists.CHANGING, ())))
        self.halves = frozenset(map(folded, words_of.get(lists.HALVES, ())))
        self.beginnings = frozenset(map(folded, words_of.get(lists.SUBORDINATE, ())))
        self.coordinating = frozenset(map(folded, words_of.get(lists.COORDINATING, ())))
        self.infinitive = frozenset(map(folded, words_of.get(lists.INFINITIVE, ())))
        self.complements = frozenset(map(folded, words_of.get(lists.COMPLEMENTS, ())))
        self.questions = frozenset(map(folded, words_of.get(lists.QUESTIONS, ())))
        self.before_comma = frozenset(folded(word).lower() for word in words_of.get(lists.BEFORE_COMMA, ()))
        self.before_ordinals = frozenset(map(folded, words_of.get(lists.BEFORE_ORDINALS, ())))
        self.prefixes = frozenset(map(folded, words_of.get(lists.PREFIXES, ())))
        self._attached = frozenset(map(folded, words_of.get(lists.ATTACHED, ())))
        self._verbal = frozenset(map(folded, words_of.get(lists.VERBAL, ())))
        self._opening = frozenset(map(folded, words_of.get(lists.OPENING, ())))
        self._numero = frozenset(map(folded, words_of.get(lists.NUMERO, ())))
        self._capitals = frozenset(words_of.get(lists.CAPITALS, ()))
        self._forenames = frozenset(words_of.get(lists.FORENAMES, ()))
        self._relative = frozenset(map(folded, words_of.get(lists.RELATIVE, ())))
        numerals, scales = ([*map(_valued, words_of.get(of, ()))] for of in (lists.NUMBERS, lists.SCALES))
        # What each word for a number amounts to, where it says one number: not "dozens".
        self.worth = {word: int(worth) for word, worth in (*scales, *numerals) if worth}
        self.numbers = numbers = frozenset(word for word, _ in numerals)
        self.scales = frozenset(word for word, _ in scales)
        self.groups = groups
        self.negation, self.limiting = groups["negation"], (groups["approximation"],)
        self.telling = groups["hearsay"], groups["possibility"]
        # Several rules look at the same quotes and statements.
        self._of_short = lru_cache(maxsize=50_000)(lambda text, lang: tuple(self.hits_among(text, words(text), lang)))
        # Those that are words of other languages are no `<n>` of theirs: “some miles”.
        plain = [word for word in numbers if not self.languages.is_of_another(word, "")]
        self._phrases: Phrases[Group | str] = Phrases(plain)
        self._openers: Phrases[str] = Phrases()
        self._told: Phrases[str] = Phrases(plain)
        for lang, own in of_languages.items():
            apart = lists.APART in own
            for name, phrase in ((name, phrase) for name, phrases in own.items() for phrase in phrases):
                if name in {lists.CONTRAST, lists.CLAUSE, lists.SUBORDINATE}:
                    self._openers.add(phrase, name, lang, apart=apart)
                elif name in {lists.CONTRARY, lists.PAST, lists.PRESENT}:
                    self._told.add(phrase, name)
                elif name not in lists.NO_HITS:
                    self._phrases.add(phrase, groups.get(name, name), lang, apart=apart)
        self._exceptions, self._formal, self._only = Exceptions.of(words_of), Formal.of(words_of), groups["only"]
        openers = (lists.NO_OBJECTS, lists.CONTRAST, lists.CLAUSE, lists.SUBORDINATE)
        between = (lists.CLOSERS,), (lists.LIGHT,), (lists.OBJECTS,), openers, (lists.BEFORE_DEEDS,), (lists.DEEDS,)
        self._between = Between(*(_as_met(words_of, names) for names in between))
        self.is_light = self._between.is_light
        refused = (lists.GRANTS,), (), (lists.REFUSING,), (*openers, lists.CLOSERS, lists.UNGRANTED), (), ()
        self._refused = Between(*(_as_met(words_of, names) for names in refused))
        undone = (
            lists.SAYINGS, lists.SAYING, lists.BRINGING, lists.PASSIVE, lists.LATE,
            lists.RECORDS, lists.TELLING, lists.FEIGNED, lists.AUXILIARY,
        )  # fmt: skip
        self._undone = Undone(self.is_light, *(_as_met(words_of, (of,)) for of in undone))
        calling = (
            (lists.SAYINGS, lists.ACCOUNTS), (lists.POINTING,), (lists.CONFIRMING,), (lists.ASKING,),
            (lists.HAPPENING,), (lists.RULINGS,), (lists.WHOLES,), (lists.RATINGS,), (lists.UNTRUTHS,),
        )  # fmt: skip
        called = [frozenset(_as_met(words_of, names)) for names in calling]
        self.sayings, self.pointing, self.confirming, self.asking, self.happening, self.rulings = called[:6]
        self.wholes, self.ratings, self.untruths = called[6:]
        self.charges = frozenset(_as_met(words_of, (lists.CHARGES,)))
        self.that = frozenset(_as_met(words_of, (lists.SAYING,)))
        self._glance = Glance(self._spelled, numbers, self._closed_up)

    def hits(self, text: str, lang: str = "") -> list[Hit]:
        """Return what stands of the lists in a folded text, in order, the longest at each place.

        `lang` is the tag of its language, "" where that is not known.
        """
        if len(text) < _SHORT:
            return list(self._of_short(text, lang))
        return list(self.hits_among(text, words(text), lang))

    def _spelled(self, arabic: bool) -> Iterator[tuple[Sought, tuple[str, ...]]]:
        for listed, spelled in self._phrases.spelled(arabic=arabic):
            if isinstance(listed, Group):
                yield listed.sought, spelled
        yield from (("past", spelled) for name, spelled in self._told.spelled(arabic=arabic) if name == lists.PAST)
        # Most texts have the Turkish ten, which is an English “on”; who looks for a number meets a larger one as well.
        told = (word for word in self.numbers if word in self.scales or not self.languages.is_of_another(word, ""))
        yield from (("number", (word,)) for word in told if is_arabic(word) == arabic)
        yield from (("limit", (half,)) for half in self._exceptions.halves if is_arabic(half) == arabic)

    def forget_texts(self) -> None:
        """Forget what was found in texts."""
        self._of_short.cache_clear()
        self._glance.kinds.cache_clear()

    def may_hold(self, text: str, kinds: Iterable[Sought]) -> bool:
        """Tell at once that a text holds no word of these kinds: False is certain, True is not."""
        kinds = frozenset(kinds)
        return not self._glance.kinds(text).isdisjoint(kinds) or ("limit" in kinds and _ASKS.search(text) is not None)

    def hits_among(self, text: str, found: Sequence[Word], lang: str = "") -> Iterator[Hit]:
        """Yield what stands of the lists among words that follow each other in a folded text."""
        hits = list(self._among(text, found, lang := self.languages.known(lang)))
        if found:
            around = [hit for span in self._passed_over(text, found) for hit in self._around(text, found, span, lang)]
            longer = {(hit.start, hit.group) for hit in around}
            apart = (hit for hit in hits if (hit.start, hit.group) not in longer)
            hits = sorted({*apart, *around}, key=_place) if around else hits
        if not any(hit.group == self.groups["question"] for hit in hits):
            hits += self._asked(text, found)
        limits = {hit.start for hit in hits if hit.group.limits}
        for number, hit in enumerate(hits):
            if self._formal.denies_nothing(found, hit.words[hit.joined :].lower(), hit.start, limits):
                continue
            end = self._exceptions.end(found, hit.words[hit.joined :].lower(), hit.start)
            if end is None or any(other.start < end for other in hits[number + 1 :]):
                yield hit
            else:  # two halves of what says "only"
                yield Hit(text[hit.start : end], self._only, hit.start, end, hit.joined)

    def _asked(self, text: str, found: Sequence[Word]) -> Iterator[Hit]:
        """Yield the mark at the end of a question, in whatever language; a "why" takes for granted what was done."""
        mark = _QUESTION_MARK.match(text, found[-1].end) if found else None
        begun = [word.text for word in found[:_ASKING]]
        if mark and self.asking.isdisjoint([*begun, " ".join(begun)]):
            yield Hit(mark[1], self.groups["question"], *mark.span(1))

    def _passed_over(self, text: str, found: Sequence[Word]) -> Iterator[Span]:
        """Yield what may stand in a phrase, by the numbers of its first word and of the one behind it."""
        for aside in ASIDE.finditer(text, found[0].start, found[-1].end):
            first, last = (bisect_left(found, at, key=_start) for at in aside.span())
            yield first, last
        yield from self._between.spans(text, found)
        yield from self._refused.spans(text, found)

    def _closed_up(self, spaced: str) -> str:
        """Return, of the pieces of words, what is left where what may stand in a phrase is passed over."""
        return self._between.closed_up(spaced) + self._refused.closed_up(spaced)

    def _around(self, text: str, found: Sequence[Word], span: Span, lang: str) -> Iterator[Hit]:
        """Yield what stands of the lists around words that are passed over."""
        first, last = span
        without = [*found[max(first - _BESIDE, 0) : first], *found[last : last + _BESIDE]]
        for hit in self._among(text, without, lang) if 0 < first < last < len(found) else ():
            if hit.start < found[first].start and found[last].start < hit.end:
                yield hit

    def _among(self, text: str, found: Sequence[Word], lang: str) -> Iterator[Hit]:
        for phrase in self._phrases.among(found, lang):
            at, to = phrase.start, phrase.end
            if not isinstance(phrase.listed, Group) or (phrase.shaped and _is_name(text[at:to].split()[-1])):
                continue
            if phrase.of and not self.languages.may_be(lang, phrase.of):
                continue
            if phrase.listed == self.groups["question"] and not _QUESTION_MARK.match(text, found[-1].end):
                continue
            if phrase.listed == self.groups["undone"] and not self._undone.is_of_saying(
                text, _words_before(found, at), at
            ):
                continue
            if self.languages.is_of_another(text[at:to].lower(), lang) or self.languages.is_homograph(
                text[at:to], lang
            ):
                continue
            if self.languages.is_namesake(text, found, at, to, lang):
                continue
            if not self._is_other(text, (found[0].start, found[-1].end), at, to):
                attached = text[at:to].lower() in self._attached and _JOINED.match(text, to)
                yield Hit(text[at:to], self.groups["lack"] if attached else phrase.listed, at, to, phrase.joined)

    def _is_other(self, text: str, around: Span, at: int, to: int) -> bool:
        """Tell whether a word is only written like one of the lists: May, NE, No. 5, "which" for "not", "it had"."""
        start, word = around[0], text[at:to]
        if word.lower() in self._opening:
            # Who asks may stand before it: "Q: Did the group …?"
            return at > start and not (word[0].isupper() and text[start:at].rstrip(" '").endswith(":"))
        if word.lower() in self._numero and _DIGITS_BEHIND.match(text, to):
            return text[to] == "." or (at > start and word[0].isupper())
        if word in self._relative:
            return text[start:at].rstrip().endswith("،")
        if word in self._forenames:
            return at > start and text[at - 2].isalnum() and text[to + 1 : to + 2].isupper()
        if word not in self._capitals or not (at > start or word.isupper()):
            return False
        if word.isupper() and word != text[slice(*around)] and text[slice(*around)].isupper():
            return False  # a headline all in capitals
        following = PIECE.search(text, to)
        return following is None or following[0].lower() not in self._verbal

    def contrary(self, text: str) -> list[str]:
        """Return the words of a folded text that deny in their own way: “withheld” is what was not published."""
        reversing = [hit.words for hit in self.hits(text) if hit.group.reverses]
        return [*reversing, *self.told(text, lists.CONTRARY)]

    def told(self, text: str, name: str) -> list[str]:
        """Return the words of a folded text that stand on one of the lists `contrary`, `past` and `present`."""
        return [text[found.start : found.end] for found in self._told.among(words(text)) if found.listed == name]

    def openers(self, text: str, found: Sequence[Word], lang: str = "") -> list[tuple[int, str]]:
        """Return where a word of a folded text begins another clause, and which kind of word (the name of its list).

        Such a word may end what a "not" reaches: where the language is not known, one that is alike counts as English.
        """
        lang = self.languages.known(lang) or _ENGLISH
        return [
            (phrase.start, phrase.listed)
            for phrase in self._openers.among(found)
            if (not phrase.of or lang in phrase.of)
            and not self.languages.is_of_another(text[phrase.start : phrase.end].lower(), lang)
            and not self.languages.is_homograph(text[phrase.start : phrase.end], lang)
        ]


def _as_met(words_of: Mapping[str, Sequence[str]], names: Iterable[str]) -> list[str]:
    """Return the words of some lists as words are met in a folded text: without the capitals of German nouns."""
    return [folded(word).lower() for of in names for word in words_of.get(of, ())]


def _valued(entry: str) -> tuple[str, str]:
    """Return the word of "ten 10" as it is met in a text, and what it amounts to, "" where it says no one number."""
    word, _, worth = entry.rpartition(" ")
    word, worth = (word, worth) if worth.isdigit() else (entry, "")
    return folded(word).lower(), worth


def _words_before(found: Sequence[Word], at: int) -> Sequence[Word]:
    end = bisect_left(found, at, key=_start)
    return found[max(end - _AROUND, 0) : end]


def _is_name(word: str) -> bool:
    """Tell whether a word known by its end only is a name: "Herrera"."""
    return word != word.lower() and word != word.upper()


@cache
def lexicon() -> Lexicon:
    """Return the program's own lists."""
    groups = {name: _group(name, **of) for name, of in _read(FOLDER / GROUPS).items()}
    return Lexicon(groups, listed_by_language())


def listed() -> dict[str, list[str]]:
    """Return the phrases of each list by its name, as they stand in all files."""
    return _together(listed_by_language().values())


def listed_by_language() -> dict[str, dict[str, list[str]]]:
    """Return the phrases of each list by its name, for each language by its tag."""
    paths = sorted(path for path in FOLDER.glob("*.yml") if path.name != GROUPS)
    return {path.stem: {name: _phrases(entries) for name, entries in _read(path).items()} for path in paths}


def _together(of_languages: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name, phrases in (of for own in of_languages for of in own.items()):
        lists.setdefault(name, []).extend(phrases)
    return lists


def reads(lang: str) -> bool:
    """Tell whether the words of a language, by its tag, that deny and limit are known; False where none is given."""
    return lexicon().languages.reads(lang)


def is_read(text: str, lang: str) -> bool:
    """Tell whether the words of a text that deny and limit are known; `lang` is the tag of its language, or ""."""
    return lexicon().languages.is_read(text, lang)


def forget_texts() -> None:
    """Forget what was found in texts: on a large site, when all are judged, it would take much room for nothing."""
    if lexicon.cache_info().currsize:
        lexicon().forget_texts()


def _group(name: str, /, *, carried_by: Iterable[str] = (), **of: Any) -> Group:
    return Group(**{"name": name, **of}, carried_by=tuple(carried_by))


def _read(path: Path) -> dict[str, Any]:
    document, problems = yamlfile.read(path.name, path.read_bytes())
    if document is None or problems or not isinstance(document.value, dict):
        raise DossierError(f"the word list {path} cannot be read: {problems[0].message if problems else 'no lists'}")
    return document.value


def _phrases(entries: str | Iterable[str]) -> list[str]:
    lines = [entries] if isinstance(entries, str) else entries
    return [phrase for line in lines for entry in line.split(",") if entry.strip() for phrase in _spelled_out(entry)]


def _spelled_out(entry: str) -> Iterator[str]:
    """Yield all phrases of an entry: "reject/rejects the/ claim" are four."""
    for spelled in product(*(word.split("/") for word in entry.split())):
        yield " ".join(filter(None, spelled))
