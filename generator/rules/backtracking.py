"""Regular expressions that may take for ever: in a loop they read the same text in several ways, and try them all.

With each sign more the ways double, so a text of some thirty signs that does not match in the end is never done with.
Whether that can happen is told by the expression alone: it is taken apart into its signs, and which may follow which.
Where two different walks over these lead from a sign back to itself by the same text, there is such a loop.

What only multiplies the ways instead of doubling them (`a*a*b`) is let pass, if it is not written as a loop within one:
nothing long is held against it.
So are a few ways to write a loop that no table of signs shows: references to groups, conditions, and what is looked for
ahead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeVar

# The names by which Python's own expressions are taken apart have no public module any more.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")

_FEW_ROUNDS = 8
"""A loop of more rounds is taken for one without an end: it takes as long."""
_WRITTEN_OUT = 200
"""So often one sign may stand in a row and be counted exactly; more are taken for a loop."""
_MANY = 500
"""With more signs than these in all, what may come more than once is taken for a loop without an end."""
_MOST = 1_000
"""An expression of more signs is too large to be judged."""
_MOST_STEPS = 300_000
"""So is one in which more signs than these may follow others by the same text."""
_SEVERAL = 2
_WORD = _parser.parse(r"\w")[0]
_EDGE, _NO_EDGE = 1, 2
_ASKED = {"AT_BOUNDARY": _EDGE, "AT_NON_BOUNDARY": _NO_EDGE}
"""What may be asked of the place between two signs, as bits: that one alone belongs to a word, or both or none."""
_SIGN = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_REPEAT = ("MAX_REPEAT", "MIN_REPEAT")
_SAMPLES = "aA0_ -\néß٣\u00a0–"
"""One sign of each mix of categories, in ASCII and beyond.

With the signs that an expression names, and those beside them, they are enough to compare sets.
"""


N = TypeVar("N", bound=Hashable)
_End = tuple[int, int]
"""A sign at an end of a part, and what is asked of the place beyond it."""


def never_ends(pattern: str) -> bool:
    """Tell whether an expression may try more ways than anyone can wait for.

    Raises re.error where it is none, OverflowError or RecursionError where it is too large.
    """
    tree = _parser.parse(pattern)
    return any(_is_ambiguous(table.follows, table.signs) for table in _tables(tree))


@dataclass(slots=True)
class _Part:
    """A part of an expression: in how many ways it is empty, by which signs it begins and ends, each in how many.

    With each way stands what it asks of the two signs that meet there (`_ASKED`).
    """

    empty: Counter[int] = field(default_factory=lambda: Counter([0]))
    first: Counter[_End] = field(default_factory=Counter)
    last: Counter[_End] = field(default_factory=Counter)


@dataclass(slots=True)
class _Table:
    """The signs of an expression, as those of all samples that each stands for, and in how many ways one follows one.

    `apart` are the parts that are matched by themselves, and never again when what follows does not fit. Where ends of
    words are asked for, each sign stands for either some in words or some outside, and `in_word` tells for which.
    """

    tree: Any
    samples: str
    signs: list[frozenset[str]] = field(default_factory=list)
    in_word: list[bool | None] = field(default_factory=list)
    follows: list[Counter[int]] = field(default_factory=list)
    apart: list[tuple[Any, int]] = field(default_factory=list)
    known: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)

    def row(self, items: Iterable[Any], flags: int) -> _Part:
        """Return what stands one behind the other."""
        return self._joined(self.part(kind, value, flags) for kind, value in items)

    def part(self, kind: Any, value: Any, flags: int) -> _Part:
        """Return one item of an expression."""
        match str(kind):
            case name if name in _SIGN:
                return self._signs((kind, value), flags)
            case "BRANCH":
                return self._either([self.row(way, flags) for way in value[1]])
            case "SUBPATTERN":
                _, added, taken, inner = value
                return self.row(inner, (flags | added) & ~taken)
            case "GROUPREF_EXISTS":
                return self._either([self.row(way or (), flags) for way in value[1:]])
            case name if name in _REPEAT:
                least, most, inner = value
                return self._repeated(least, most, inner, flags)
            case "ATOMIC_GROUP" | "POSSESSIVE_REPEAT":
                self.apart.append((value[-1] if isinstance(value, tuple) else value, flags))
                return self._sign(frozenset({f"apart {len(self.apart)}"}))
            case "ASSERT" | "ASSERT_NOT":
                self.apart.append((value[1], flags))
                return _Part()
            case "AT" if str(value) in _ASKED:
                return _Part(Counter([_ASKED[str(value)]]))
            case "AT" if not _may_be_anywhere(str(value), flags):
                # Two rounds that meet only at such a place do not meet within a word.
                return self._sign(frozenset({str(value)}))
            case _:
                return _Part()

    def _repeated(self, least: int, most: int, inner: Any, flags: int) -> _Part:
        is_sign = len(inner) == 1 and str(inner[0][0]) in _SIGN
        most_written = 1 if len(self.signs) > _MANY else _WRITTEN_OUT if is_sign else _FEW_ROUNDS
        if most > most_written or (most > 1 and _holds_loop(inner)):
            counted = 0 < least <= min(_FEW_ROUNDS, most_written)
            rounds = [self.row(inner, flags) for _ in range(least if counted else 1)]
            if least > _FEW_ROUNDS and rounds[0].empty:
                # Any of the rounds that there must be may be the empty ones: two of them show it.
                rounds = [self._joined([*rounds, self.row(inner, flags)])]
            return self._loop(rounds, least)
        part = _Part()
        for _ in range(most - least):
            part = self._either([_Part(), self._joined([self.row(inner, flags), part])])
        return self._joined([*[self.row(inner, flags) for _ in range(least)], part])

    def _loop(self, rounds: list[_Part], least: int) -> _Part:
        """Return rounds of which the last one comes again and again; where there need be none, all may be left out."""
        self._follow(rounds[-1], rounds[-1])
        none: Counter[int] = Counter() if least else Counter([0])
        # If a round may be empty, one more of these may end the loop, or not.
        whole = self._joined([*rounds, _Part(Counter([0]) + rounds[-1].empty)])
        return _Part(_few(none + whole.empty), whole.first, whole.last)

    def _signs(self, item: Any, flags: int) -> _Part:
        meant = self._meant(item, flags)
        if not _asks_for_edges(self.tree):
            return self._sign(meant)
        words = meant & self._meant(_WORD, flags)
        halves = ((words, True), (meant - words, False))
        return self._either([self._sign(half, in_word) for half, in_word in halves if half])

    def _sign(self, sign: frozenset[str], in_word: bool | None = None) -> _Part:
        place = len(self.signs)
        if place == _MOST:
            raise OverflowError("an expression of too many signs")
        self.signs.append(sign)
        self.in_word.append(in_word)
        self.follows.append(Counter())
        return _Part(Counter(), Counter([(place, 0)]), Counter([(place, 0)]))

    def _meant(self, item: Any, flags: int) -> frozenset[str]:
        key = str(item), flags
        if key not in self.known:
            alone = _compiler.compile(_parser.SubPattern(self.tree.state, [item]), flags)
            self.known[key] = frozenset(sample for sample in self.samples if alone.fullmatch(sample))
        return self.known[key]

    def _follow(self, one: _Part, next: _Part) -> None:
        for (sign, here), ways in one.last.items():
            for (other, there), more in next.first.items():
                if self._may_meet(sign, other, here | there):
                    self.follows[sign][other] += ways * more

    def _may_meet(self, sign: int, other: int, asked: int) -> bool:
        """Tell whether one sign may follow another where this is asked of the place between them."""
        one, next = self.in_word[sign], self.in_word[other]
        return not asked or one is None or next is None or asked == (_NO_EDGE if one is next else _EDGE)

    def _joined(self, parts: Iterable[_Part]) -> _Part:
        whole = _Part()
        for part in parts:
            self._follow(whole, part)
            first = whole.first + _past(part.first, whole.empty)
            last = part.last + _past(whole.last, part.empty)
            empty: Counter[int] = Counter()
            for asked, ways in whole.empty.items():
                for more_asked, more in part.empty.items():
                    empty[asked | more_asked] += ways * more
            whole = _Part(_few(empty), first, last)
        return whole

    @staticmethod
    def _either(parts: list[_Part]) -> _Part:
        whole = _Part(Counter())
        for part in parts:
            whole.empty.update(part.empty)
            whole.first.update(part.first)
            whole.last.update(part.last)
        whole.empty = _few(whole.empty)
        return whole


def _may_be_anywhere(place: str, flags: int) -> bool:
    """Tell whether a place is passed between many signs of a text: it parts no rounds."""
    return place in ("AT_BEGINNING", "AT_END") and bool(flags & re.MULTILINE)


def _asks_for_edges(tree: Any) -> bool:
    """Tell whether an expression may ask for ends of words; then its signs are told apart, which makes them more."""
    return any(edge in tree.state.str for edge in (r"\b", r"\B"))


def _holds_loop(value: Any) -> bool:
    """Tell whether a part of an expression comes in many lengths: in a few rounds of it, too, the ways are too many."""
    match value:
        case (kind, (least, most, inner)) if str(kind) in _REPEAT:
            return bool(most - least >= _FEW_ROUNDS) or _holds_loop(inner)
        case list() | tuple() | _parser.SubPattern():
            return any(_holds_loop(part) for part in value)
        case _:
            return False


def _past(ends: Counter[_End], empty: Counter[int]) -> Counter[_End]:
    """Return the ends of a part as they are seen from beyond another one, in each way in which that is empty."""
    seen: Counter[_End] = Counter()
    for asked, ways in empty.items():
        for (sign, more), many in ends.items():
            seen[sign, more | asked] += many * ways
    return seen


def _few(ways: Counter[int]) -> Counter[int]:
    return Counter({asked: min(number, _SEVERAL) for asked, number in ways.items()})


def _tables(tree: Any) -> Iterator[_Table]:
    """Yield the tables of an expression, and of each part of it that is matched by itself."""
    samples = "".join(sorted(_named(tree, set(_SAMPLES))))
    waiting = [(tree, tree.state.flags)]
    while waiting:
        items, flags = waiting.pop()
        table = _Table(tree, samples)
        table.row(items, flags)
        waiting += table.apart
        yield table


def _named(value: Any, named: set[str]) -> set[str]:
    """Return the signs that an expression names, in both cases, with those beside them, added to others."""
    if isinstance(value, int) and 0 < value < 0x10FFFF:
        signs = map(chr, range(value - 1, value + 2))
        named |= {form for sign in signs for form in (sign, sign.lower(), sign.upper()) if len(form) == 1}
    elif isinstance(value, (list, tuple, _parser.SubPattern)):
        for part in value:
            _named(part, named)
    return named


def _is_ambiguous(follows: list[Counter[int]], signs: list[frozenset[str]]) -> bool:
    """Tell whether a text leads in two ways from a sign back to the same sign."""
    onward = {sign: list(next) for sign, next in enumerate(follows)}
    rounds = _rounds(onward)
    if any(ways > 1 and rounds[sign] == rounds[next] for sign in onward for next, ways in follows[sign].items()):
        return True
    within = {sign: [step for step in next if rounds[step] == rounds[sign]] for sign, next in onward.items()}
    together = _rounds(_pairs(within, signs))
    same = {number for (one, other), number in together.items() if one == other >= 0}
    return any(one != other and one >= 0 and number in same for (one, other), number in together.items())


def _pairs(
    onward: Mapping[int, Sequence[int]], signs: Sequence[frozenset[str]]
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return which two signs may follow which two by the same text.

    Between them stand pairs below zero, each for all signs that the same ones follow: of a choice, they are many.
    """
    alike: dict[tuple[int, ...], int] = {}
    behind = {sign: ~alike.setdefault(tuple(next), len(alike)) for sign, next in onward.items()}
    groups = [_by_text(next, signs) for next in alike]
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = {}
    waiting = [(sign, sign) for sign in onward]
    steps = 0
    while waiting:
        one, other = waiting.pop()
        if (one, other) in pairs:
            continue
        if one >= 0:
            next = [(behind[one], behind[other])]
        else:
            next = [
                (a, b)
                for text, firsts in groups[~one].items()
                for same, seconds in groups[~other].items() if not text.isdisjoint(same)
                for a in firsts for b in seconds
            ]  # fmt: skip
            steps += len(groups[~one]) * len(groups[~other])
        steps += len(next)
        if steps > _MOST_STEPS:
            raise OverflowError("an expression of too many ways")
        pairs[one, other] = next
        waiting += next
    return pairs


def _by_text(places: Iterable[int], signs: Sequence[frozenset[str]]) -> dict[frozenset[str], list[int]]:
    groups: dict[frozenset[str], list[int]] = {}
    for place in places:
        groups.setdefault(signs[place], []).append(place)
    return groups


def _rounds(onward: Mapping[N, Sequence[N]]) -> dict[N, int]:
    """Return a number for each, the same for those that lead to each other."""
    back: dict[N, list[N]] = {one: [] for one in onward}
    for one, steps in onward.items():
        for step in steps:
            back[step].append(one)
    rounds: dict[N, int] = {}
    for number, last in enumerate(reversed(_left(onward))):
        waiting = [last]
        while waiting:
            one = waiting.pop()
            if one not in rounds:
                rounds[one] = number
                waiting += back[one]
    return rounds


def _left(onward: Mapping[N, Sequence[N]]) -> list[N]:
    """Return all in the order in which a walk that goes as deep as it can is done with them."""
    left: list[N] = []
    seen: set[N] = set()
    for start in onward:
        waiting = [] if start in seen else [(start, iter(onward[start]))]
        seen.add(start)
        while waiting:
            step = next((step for step in waiting[-1][1] if step not in seen), None)
            if step is None:
                left.append(waiting.pop()[0])
            else:
                seen.add(step)
                waiting.append((step, iter(onward[step])))
    return left
