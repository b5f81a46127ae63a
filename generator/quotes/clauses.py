"""What parts the clauses of one sentence, and where: read once, not for each of its words.

A text without full stops is one sentence, however long. What stands between two commas or in brackets is an aside, and
parts nothing around it: "denied that HTS, although weak, attacked". It refuses to know what reaches over a comma, and
what not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Final

from .folding import Span
from .lexicon import NEGATIVE, Hit, lexicon
from .lists import SUBORDINATE
from .words import WORD, words

SEMICOLON, COLON, COMMA, LIST, OPENED, CLOSED = "semicolon", "colon", "comma", "list", "opened", "closed"
ITEM = "item"  # a semicolon in a list of what is said: "that …; that …"
BULLET = "bullet"  # where an item of a list begins that stands in lines of its own
TIME, PLACE = "time", "place"  # words that also stand before a noun, or belong to it: "after the war", "no town where"
_TIME: Final = re.compile(r"(?:since|after|before|après|avant|بعد|قبل)\b", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?:where|où)\b", re.IGNORECASE)
_CLAUSE_OF_SPEAKER: Final = 200  # characters before its negation
_MARK: Final = re.compile(
    rf"(?P<{ITEM}>[;\u061b] ?(?=(?:(?:and|or|nor|et|ou|او|und|oder|y|o|и|или|і|або) )?"
    r"(?:that\b|que\b|qu'|و?ب?ان(?:ه[ام]?|هما)?\b|dass\b|daß\b|что\b|що\b)))"
    rf"|(?P<{SEMICOLON}>[;\u061b])"
    rf"|(?P<{COLON}>:(?=\s))"
    rf"|(?P<{COMMA}>[,،](?=\s)|(?<=\s)-(?=\s))"  # also a dash
    # The items of a list share what is denied: "did not kill, wound, or rob civilians".
    rf"|(?P<{LIST}>\b(?:or|nor|ou|ni|او|ولا|oder|noch|o(?!')|или|ни|або|ані|ні)\b)"
    rf"|(?P<{OPENED}>\()|(?P<{CLOSED}>\))",
    re.IGNORECASE,
)


class Clauses:
    """The marks of one sentence, the words that open its clauses, and who speaks in it, each where it stands."""

    def __init__(
        self,
        text: str,
        span: Span,
        hits: Sequence[Hit],
        openers: Iterable[tuple[int, str]],
        items: Sequence[Span] = (),
    ) -> None:
        """Read a sentence of a folded text; `items` are the marks before the items of a list in it.

        These, and what closes the item before, are no marks that part what introduces the list from its items.
        """
        self._text = text
        self._start = span[0]
        self._places: dict[str, list[int]] = {}
        asked = {hit.end for hit in hits if hit.words.lower() in lexicon().before_comma}
        spoken = [hit.start for hit in hits if hit.group.kind == "attribution"]
        for match in _MARK.finditer(text, *span):
            if match.lastgroup == COMMA and (
                match.start() in asked or _parts_nothing(text, match.end(), span[1], spoken)
            ):
                continue
            if not any(start <= match.start() < end or match.start() + 2 == start for start, end in items):
                self._places.setdefault(match.lastgroup or "", []).append(match.start())
        self._places[BULLET] = [end for _, end in items]
        # The same by how many commas stand before them, odd or even, and whether they stand in brackets.
        self._apart: dict[tuple[str, bool, bool], list[int]] = {}
        for at, kind in openers:
            self._open(at, _kind(text, at, kind))
        self._negations = frozenset(hit.start for hit in hits if hit.group.kind in NEGATIVE)
        self._of_speakers: dict[Hit, bool] = {}
        # By how many commas stand before a speaker's verb and behind it: two are even, one is odd.
        self._speakers: dict[tuple[bool, bool], list[int]] = {}
        for hit in hits:
            if hit.group.kind == "attribution" and hit.words.lower() not in lexicon().infinitive:
                self._speakers.setdefault((self._odd(hit.start), self._odd(hit.end)), []).append(hit.start)

    def count(self, kind: str, start: int, end: int) -> int:
        """Return how many marks or openers of a kind begin from an offset up to another, which does not count."""
        places = self._places.get(kind, ())
        return max(bisect_left(places, end) - bisect_left(places, start), 0)

    def last(self, kind: str, end: int) -> int:
        """Return where the last mark or opener of a kind begins before an offset; -1 if none does."""
        places = self._places.get(kind, ())
        found = bisect_left(places, end)
        return places[found - 1] if found else -1

    def first(self, kind: str, start: int, end: int) -> int:
        """Return where the first mark or opener of a kind begins from an offset on; `end` if none does before that."""
        places = self._places.get(kind, ())
        found = bisect_left(places, start)
        return min(places[found], end) if found < len(places) else end

    def last_around(self, kind: str, start: int, end: int) -> int:
        """Return where the last opener of a kind begins from an offset up to another, which counts; -1 if none does.

        None counts that stands in an aside: in brackets, or between two commas that stand between the two.
        """
        here, within = self._odd(end), self._in_brackets(end)
        sides = (here,) if self._odd(start) == here else (False, True)
        lists = [self._apart.get((kind, odd, bracketed), ()) for odd in sides for bracketed in {False, within}]
        found = max((places[at - 1] for places in lists if (at := bisect_right(places, end))), default=-1)
        return found if found >= start else -1

    def introduces(self, hit: Hit, most: int) -> bool:
        """Tell whether a colon, behind which a list may stand, comes so few words behind a word: "denied: …; …"."""
        places = self._places.get(COLON, ())
        found = bisect_left(places, hit.end)
        if found == len(places) or any(self.count(kind, hit.end, places[found]) for kind in (SEMICOLON, ITEM)):
            return False
        return next(islice(WORD.finditer(self._text, hit.end, places[found]), most, None), None) is None

    def in_few_brackets(self, hit: Hit, most: int) -> bool:
        """Tell whether a word stands in brackets with few others, or as the first: "(reportedly)"."""
        opened, closed = self.last(OPENED, hit.start), self._text.find(")", hit.end)
        return self._are_few(opened, closed, most) or not WORD.search(self._text, opened, hit.start)

    def is_first(self, offset: int) -> bool:
        """Tell whether a word stands at an offset that no other stands before in the sentence."""
        return offset >= self._start and not WORD.search(self._text, self._start, offset)

    def is_first_of(self, openers: Collection[str], offset: int) -> bool:
        """Tell whether the sentence begins with one of some words, and no comma stands between it and an offset."""
        first = WORD.search(self._text, self._start, offset)
        return first is not None and first[0].lower() in openers and not self.count(COMMA, self._start, offset)

    def is_aside(self, hit: Hit, most: int, *, first: bool) -> bool:
        """Tell whether a word, with few others before it at most, stands between two commas: "allegedly", "it is said".

        If it need only be the `first`, any may follow.
        """
        before = self.last(COMMA, hit.start)
        if before < 0 or not self._are_few(before, hit.end, most):
            return False
        leads = first and not WORD.search(self._text, before, hit.start)
        return leads or not WORD.search(self._text, hit.end, self.first(COMMA, hit.end, len(self._text)))

    def _are_few(self, start: int, end: int, most: int) -> bool:
        return next(islice(WORD.finditer(self._text, start, end), most, None), None) is None

    def opens(self, hit: Hit) -> bool:
        """Tell whether the sentence begins with a word of the lists, and a comma or a dash follows: "Reportedly, …".

        So may what stands behind a semicolon.
        """
        start = max(self._start, self.last(SEMICOLON, hit.start) + 1, self.last(BULLET, hit.start + 1))
        closed = self._text[hit.end : hit.end + 1] in (",", "،") or self._text[hit.end : hit.end + 2] == " -"
        return closed and not WORD.search(self._text, start, hit.start)

    def speaks(self, start: int, least: int, end: int) -> bool:
        """Tell whether somebody speaks between two offsets, so many words behind the first, and not in an aside.

        An aside stands between two commas: "not, as papers wrote, …".
        """
        nth = next(islice(WORD.finditer(self._text, start, end), least - 1, None), None)
        if nth is None:
            return False
        aside = not self._odd(start), not self._odd(end)
        return any(
            bisect_left(places, nth.end()) < bisect_left(places, end)
            for parted, places in self._speakers.items()
            if parted != aside
        )

    def speaks_at(self, offsets: Iterable[int]) -> bool:
        """Tell whether a word by which somebody speaks begins at one of some offsets."""
        begun = {place for places in self._speakers.values() for place in places}
        return not begun.isdisjoint(offsets)

    def is_of_speaker(self, negation: Hit) -> bool:
        """Tell whether a negation is about somebody who may speak: "who did not", "who had asked not"."""
        found = self._of_speakers.get(negation)
        if found is None:
            found = self._of_speakers[negation] = self._is_behind_who(negation.start)
        return found

    def _is_behind_who(self, reached: int) -> bool:
        for word in reversed(words(self._text, max(self._start, reached - _CLAUSE_OF_SPEAKER), reached)):
            if self._text[word.end : reached].strip():
                return False
            if word.text in lexicon().who:
                return True
            if word.text not in lexicon().auxiliary and word.start not in self._negations:
                return False
            reached = word.start
        return False

    def _open(self, at: int, kind: str) -> None:
        """Take in a word that opens a clause."""
        self._places.setdefault(kind, []).append(at)
        # "He denied it, but in May, …": a "but" right behind a comma opens a clause, and no aside.
        behind_mark = self._text[max(at - 2, 0) : at - 1] in (",", "،", "-")
        own = behind_mark and next(WORD.finditer(self._text, at))[0].lower() in lexicon().coordinating
        for odd in (False, True) if own else (self._odd(at),):
            self._apart.setdefault((kind, odd, self._in_brackets(at)), []).append(at)

    def _in_brackets(self, offset: int) -> bool:
        opened, closed = (bisect_left(self._places.get(kind, ()), offset) for kind in (OPENED, CLOSED))
        return opened > closed

    def _odd(self, offset: int) -> bool:
        return bisect_left(self._places.get(COMMA, ()), offset) % 2 == 1


def _parts_nothing(text: str, end: int, to: int, spoken: Sequence[int]) -> bool:
    """Tell whether a comma that ends there is one that its language asks for: "nicht, dass …", "niemand sah, wie …".

    "Wie er sagte," is an aside: somebody speaks in it, before the next comma of a sentence that ends at an offset.
    """
    following = WORD.match(text, end + 1)
    word = following[0].lower() if following else ""
    if not following or word not in lexicon().questions:
        return word in lexicon().complements
    closed = text.find(",", following.end(), to)
    speaker = bisect_left(spoken, following.end())
    return closed < 0 or speaker == len(spoken) or spoken[speaker] > closed


def _kind(text: str, at: int, kind: str) -> str:
    """Return the kind of an opener, with two kinds apart of those that begin a clause only at times."""
    if kind != SUBORDINATE:
        return kind
    return TIME if _TIME.match(text, at) else PLACE if _PLACE.match(text, at) else kind
