"""Finds claims by their statements, as a reader would: by the words, whatever the markup between them.

Knows nothing of HTML or JSON.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, compress, starmap
from operator import ne
from typing import NamedTuple, Self

from ahocorasick_rs import AhoCorasick

from .asking import Asking, Expectation, Found, asked
from .folding import SEAM, fold, is_edge, tight, words

_KEY_LENGTH = 16
_KEY_STEP = 5
_NO_MORE: Mapping[str, Collection[str]] = {}
_RARE = 1 / 6
"""So many of all signs are rare ones."""
_FEW_CHANGED = 300
"""Up to so many statements that came or went, the new ones are looked for beside the others; then all are anew."""


class Prior(NamedTuple):
    """What is known of statements that were looked for before: how each is folded, and where the piece of it begins.

    `texts` are those of claims, `also` their further ones, `rare` a pattern of rare signs. `known` is what these asked
    for, `pieces` what finds them, and `sharing` which claims share each, where this process has it at hand.
    """

    texts: Mapping[str, str]
    also: Mapping[str, Collection[str]]
    folded: Mapping[str, str]
    starts: Mapping[str, int]
    rare: str
    known: dict[tuple[str, str], tuple[Expectation, Asking]] | None = None
    pieces: _Pieces | None = None
    sharing: Mapping[str, Mapping[str, str]] | None = None

    @property
    def written(self) -> tuple[object, ...]:
        """What another process can be told of it."""
        return self[:5]


class Statements:
    """All statements, ready to be found: the plain text of each claim's, and what must stand beside it.

    `also` are further texts of claims, such as those in other languages. What is expected is asked for when a statement
    is first found, since most readers find few of them.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        expect: Callable[[str], Expectation],
        before: Prior | None = None,
        also: Mapping[str, Collection[str]] = _NO_MORE,
    ) -> None:
        """Take the statements of claims; most of them may be those that there were `before`."""
        self.texts = texts
        self.also = also
        self._expect = expect
        known: Mapping[str, str] = before.folded if before else {}
        others = _others(texts, also, before) if before and before.sharing is not None else None
        if before and others is not None and len(others) <= _FEW_CHANGED:
            self._folded = {**known, **_folded(chain.from_iterable(_wordings(texts, also, others)), known)}
            self._sharing = _sharing_anew(self._folded, texts, also, others, before)
        else:
            self._folded = _folded(chain(texts.values(), *also.values()), known)
            self._sharing = _sharing(self._folded, texts, also)
        self._asking: dict[str, tuple[tuple[Asking, ...], frozenset[str]]] = {}
        self._known: dict[tuple[str, str], tuple[Expectation, Asking]] | None = (before.known or {}) if before else None
        # Only a piece of each statement is searched for, one that few others have: the automaton stays small, and
        # pages that name somebody often are not full of pieces of statements about him. It begins with a sign that is
        # rare: so for most signs of a page the automaton stays where it is, which is twice as fast.
        self._rare: re.Pattern[str] = re.compile(before.rare) if before else _rare(self._sharing)
        self._pieces, self._new = _finding(self._sharing, self._rare, before)

    @property
    def prior(self) -> Prior:
        """What is known of them, for others of which most are the same."""
        pieces, new = self._pieces, self._new
        starts = {**pieces.starts, **new.starts} if new else pieces.starts
        rare = self._rare.pattern
        return Prior(self.texts, self.also, self._folded, starts, rare, self._known, pieces, self._sharing)

    def listening(self) -> Listening:
        """Return the same statements, which note the texts that they are looked for in."""
        return Listening(self)

    @classmethod
    def of(cls, expectations: Iterable[Expectation]) -> Self:
        """Return the statements of claims for which everything is worked out."""
        known = {expectation.claim: expectation for expectation in expectations}
        return cls({claim: expectation.statement for claim, expectation in known.items()}, known.__getitem__)

    def find(self, text: str) -> list[Found]:
        """Return every statement in a text, as from `words`, but those that stand within longer ones."""
        return self.find_in(text.replace(" ", "").split(SEAM), text.split(SEAM))

    def find_in(self, tight: Sequence[str], texts: Sequence[str]) -> list[Found]:
        """Return the same of the pieces of a text, without white space and with it."""
        plain = "".join(tight)
        spans = self._spans(plain)
        if not spans:
            return []
        seams = list(accumulate(map(len, tight)))
        return self._found(_Edges(plain, seams, texts), spans)

    def find_each(self, text: str) -> list[Found]:
        """Return every statement in one piece of a text, as from `words`, but those that stand within longer ones."""
        tight = text.replace(" ", "")
        spans = self._spans(tight)
        if not spans:
            return []
        seams = list(accumulate(map(len(SEAM).__add__, map(len, tight.split(SEAM)))))
        return self._found(_Edges(tight, seams, text.split(SEAM)), spans)

    def ask(self, whole: str, asking: tuple[Asking, ...]) -> bool:
        """Tell whether there is a statement, as it is looked for, and it asks for just that."""
        return whole in self._sharing and self._whose(whole)[0] == asking

    def new_since(self, before: Statements) -> frozenset[str]:
        """Return the statements, as they are looked for, that there were not before."""
        return frozenset(self._sharing.keys() - before._sharing.keys())

    def are_silent(self, tight: Iterable[str]) -> bool:
        """Tell whether none of some texts without white space, as they were heard, can hold a statement."""
        return not any(map(self._spans, tight))

    def _found(self, edges: _Edges, spans: Iterable[tuple[int, int, str]]) -> list[Found]:
        """Return what stands at some places of a text between words, but what stands within longer statements."""
        found, reach = [], 0
        for start, end, whole in sorted(spans, key=lambda span: (span[0], -span[1])):
            if end > reach and edges.has(start) and edges.has(end):
                reach = end
                found.append(Found(*self._whose(whole), *edges.pieces(start, end)))
        return found

    def _whose(self, whole: str) -> tuple[tuple[Asking, ...], frozenset[str]]:
        """Return what the claims with a statement ask for; made when it is first found, since most pages hold few."""
        known = self._asking.get(whole)
        if known is None:
            claims = self._sharing[whole]
            known = tuple(starmap(self._asked_for, claims.items())), frozenset(claims)
            self._asking[whole] = known
        return known

    def _asked_for(self, claim: str, statement: str) -> Asking:
        """Return what a claim asks for where it is so worded: the very same as before, where that is expected of it."""
        expectation = self._expect(claim)
        if self._known is None:
            return asked(expectation, statement)
        known = self._known.get((claim, statement))
        if known is None or known[0] is not expectation:
            known = self._known[claim, statement] = expectation, asked(expectation, statement)
        return known[1]

    def _spans(self, plain: str) -> list[tuple[int, int, str]]:
        spans = self._pieces.spans(plain)
        if self._new is None:
            return spans
        return [*(span for span in spans if span[2] in self._sharing), *self._new.spans(plain)]


class _Pieces:
    """Finds texts, of each of which it is known where the piece of it `starts` that is searched for."""

    def __init__(self, starts: Mapping[str, int]) -> None:
        self.starts = starts
        self._candidates: dict[str, list[tuple[int, str]]] = {}
        for text, start in starts.items():
            self._candidates.setdefault(text[start : start + _KEY_LENGTH], []).append((start, text))
        self._keys = list(self._candidates)
        self._automaton = AhoCorasick(self._keys)

    def spans(self, plain: str) -> list[tuple[int, int, str]]:
        """Return where each text stands in another one, be it between words or not."""
        spans = []
        for key, position, _ in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            for offset, whole in self._candidates[self._keys[key]]:
                start = position - offset
                if start >= 0 and plain.startswith(whole, start):
                    spans.append((start, start + len(whole), whole))
        return spans


class Listening(Statements):
    """Statements that note, as pages are read, the texts that they are looked for in: `heard`, without white space.

    `asked` is what those ask for that were found.
    """

    def __init__(self, statements: Statements) -> None:
        self.__dict__.update(statements.__dict__)
        self.heard: list[str] = []
        self.asked: dict[str, tuple[Asking, ...]] = {}

    def _whose(self, whole: str) -> tuple[tuple[Asking, ...], frozenset[str]]:
        found = super()._whose(whole)
        self.asked[whole] = found[0]
        return found

    def _spans(self, plain: str) -> list[tuple[int, int, str]]:
        self.heard.append(plain)
        return super()._spans(plain)


class _Edges:
    """Knows where words begin and end in a text that has lost its white space and its seams."""

    def __init__(self, plain: str, seams: Sequence[int], texts: Sequence[str]) -> None:
        self._plain = plain
        self._seams = seams
        self._texts = texts

    def pieces(self, start: int, end: int) -> tuple[int, int]:
        """Return the numbers of the first and the last piece of what stands between two places."""
        return bisect_right(self._seams, start), bisect_left(self._seams, end)

    def has(self, at: int) -> bool:
        """Tell whether a word may begin or end here: by the signs around, at a seam, or at white space."""
        if is_edge(self._plain, at):
            return True
        place = bisect_left(self._seams, at)
        before = self._seams[place - 1] if place else 0
        return self._seams[place] == at or at - before in accumulate(map(len, self._texts[place].split()))


def _folded(statements: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return how each statement is looked for, which of some is known."""
    return {said: known[said] if said in known else tight(fold(said)).rstrip(".") for said in statements}


def _sharing(
    folded: Mapping[str, str], texts: Mapping[str, str], also: Mapping[str, Collection[str]]
) -> dict[str, dict[str, str]]:
    """Return the claims that share each statement as it is looked for, each with how it words it."""
    sharing: dict[str, dict[str, str]] = {}
    for claim, statement in chain(texts.items(), ((claim, one) for claim, more in also.items() for one in more)):
        text = folded[statement]
        if text:
            sharing.setdefault(text, {}).setdefault(claim, statement)
    return sharing


def _others(texts: Mapping[str, str], also: Mapping[str, Collection[str]], before: Prior) -> list[str]:
    """Return the claims that come, go or are worded otherwise than before."""
    others = set(compress(texts, map(ne, texts.values(), map(before.texts.get, texts))))
    others.update(compress(also, map(ne, also.values(), map(before.also.get, also))))
    return sorted(others.union(before.texts.keys() - texts.keys(), before.also.keys() - also.keys()))


def _wordings(
    texts: Mapping[str, str], also: Mapping[str, Collection[str]], claims: Iterable[str]
) -> Iterator[Collection[str]]:
    for claim in claims:
        yield (*((texts[claim],) if claim in texts else ()), *also.get(claim, ()))


def _sharing_anew(
    folded: Mapping[str, str],
    texts: Mapping[str, str],
    also: Mapping[str, Collection[str]],
    others: Sequence[str],
    before: Prior,
) -> Mapping[str, Mapping[str, str]]:
    """Return what `_sharing` does, by what it was before: only these claims are worded otherwise."""
    sharing = dict(before.sharing or {})
    worded = chain(_wordings(before.texts, before.also, others), _wordings(texts, also, others))
    touched = dict.fromkeys(folded[said] for said in chain.from_iterable(worded))
    concerned = set(others).union(*(sharing.pop(text, ()) for text in touched))
    own = {id: texts[id] for id in texts if id in concerned}
    anew = _sharing(folded, own, {id: also[id] for id in also if id in concerned})
    return {**sharing, **{text: anew[text] for text in touched if text in anew}}


def _finding(
    texts: Mapping[str, object], rare: re.Pattern[str], before: Prior | None
) -> tuple[_Pieces, _Pieces | None]:
    """Return what finds the texts: what is at hand since before, with what finds the few that are new, or all anew.

    If there is anything beside it, what was at hand may find texts that there are no more.
    """
    starts = before.starts if before else {}
    at_hand = before.pieces if before else None
    if at_hand:
        new = texts.keys() - at_hand.starts.keys()
        gone = len(at_hand.starts) - (len(texts) - len(new))
        if not new and not gone:
            return at_hand, None
        if len(new) + gone <= _FEW_CHANGED:
            return at_hand, _Pieces(dict(_telling_pieces(sorted(new), rare, starts)))
    return _Pieces(dict(_telling_pieces(texts, rare, starts))), None


def _telling_pieces(
    texts: Collection[str], rare: re.Pattern[str], known: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Yield each text with the start of the piece of it that the fewest of them have, among those that begin rarely.

    For some, that is `known`: those that come new are told from each other only.
    """
    starts = {text: _starts(text, rare) for text in texts if text not in known}
    pieces = Counter(text[start : start + _KEY_LENGTH] for text in starts for start in starts[text])
    for text in texts:
        if text in known:
            yield text, known[text]
        else:
            yield text, min(starts[text], key=lambda start: pieces[text[start : start + _KEY_LENGTH]])


def _rare(texts: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of the signs that are rare in texts."""
    return re.compile("|".join(map(re.escape, _rare_signs("".join(texts)))) or SEAM)


def _rare_signs(text: str) -> Iterator[str]:
    """Yield the signs that are so rare in a text that all of them together are rare."""
    left = len(text) * _RARE
    for sign, times in reversed(Counter(text).most_common()):
        left -= times
        if left < 0:
            return
        yield sign


def _starts(text: str, rare: re.Pattern[str]) -> Sequence[int]:
    """Return where pieces of a text start: at each of its rare signs, or else in steps."""
    ends = max(1, len(text) - _KEY_LENGTH + 1)
    return [found.start() for found in rare.finditer(text, 0, ends)] or range(0, ends, _KEY_STEP)


def past_marks(text: str, plain: str, statements: Statements) -> str:
    """Return what is left of a text without marks; it as it was, where they are a part of a statement that it shows."""
    if plain == text:
        return text
    as_written, without = ({one.claims for one in statements.find(words(said))} for said in (text, plain))
    return plain if as_written <= without else text
