"""What must stand beside a claim’s statement wherever it is shown, and what of it is lacking where one was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from .folding import is_edge, words
from .marks import unmarked


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must stand beside a claim's statement wherever it is shown.

    `statement` is plain text. `caveats` holds for each caveat its wordings, of which one must stand in the
    same block or record. `line` is the same for surfaces of one line (titles, attributes, rows of a feed or
    a table), None for all caveats. The first wording of a caveat is the one that messages use.
    """

    claim: str
    statement: str
    caveats: tuple[tuple[str, ...], ...]
    line: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """A caveat as it is looked for: its label for messages, its folded wordings, how often the statement has them."""

    label: str
    wordings: tuple[str, ...]
    spoken: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A claim, and what must stand beside its statement, in full and on a line."""

    claim: str
    statement: str
    spoken: str
    in_full: tuple[Need, ...]
    on_line: tuple[Need, ...]

    def needs(self, line: bool) -> tuple[Need, ...]:
        """Return the caveats that a surface must have, of one line or not."""
        return self.on_line if line else self.in_full


class Found(NamedTuple):
    """A statement found: the claims that it may be of, since some share one, and the pieces that it stands in."""

    asking: tuple[Asking, ...]
    claims: frozenset[str]
    first: int
    last: int


class Lack(NamedTuple):
    """A claim shown without a caveat, as messages name them, its statement, and texts near the place, best first.

    `place` names the kind of place instead, where the claim stands in one that nobody registered.
    """

    claim: str
    caveat: str
    statement: str
    near: tuple[str, ...] = ()
    place: str = ""


def asked(expectation: Expectation, statement: str) -> Asking:
    """Return what a claim asks for where it is worded so."""
    spoken = words(statement).rstrip(".")
    in_full = tuple(_need(caveat, spoken) for caveat in expectation.caveats)
    line = expectation.line
    on_line = in_full if line is None else tuple(_need(caveat, spoken) for caveat in line)
    return Asking(expectation.claim, statement, spoken, in_full, on_line)


def lacking(found: Found, text: str, *, line: bool = False, beside: Sequence[Found] = ()) -> Lack | None:
    """Return a caveat that does not stand in a text, as from `words`, or None where one of the claims has all it needs.

    What stands in the statements themselves does not count. Where other claims stand in the same text (`beside`),
    a caveat must stand there once for each of them that needs it.
    """
    lacks = []
    for asking in found.asking:
        lack = next((need for need in asking.needs(line) if _is_lacking(need, asking, text, line, beside)), None)
        if lack is None:
            return None
        lacks.append(Lack(asking.claim, lack.label, asking.statement))
    return lacks[0]


def astray(found: Found, place: str) -> Lack:
    """Return that a claim stands in a kind of place that nobody registered."""
    return Lack(found.asking[0].claim, "", found.asking[0].statement, place=place)


def _is_lacking(need: Need, asking: Asking, text: str, line: bool, beside: Sequence[Found]) -> bool:
    if not need.spoken and not beside:
        return next(_places(need.wordings, text), None) is None
    times = _times(need.wordings, text)
    if need.spoken:
        times -= need.spoken * max(1, text.count(asking.spoken))
    needy = set()
    for other in beside:
        for rival in other.asking:
            times -= _times(need.wordings, rival.spoken)
            if any(need.wordings == also.wordings for also in rival.needs(line)):
                needy.add(other.claims)
    return times <= len(needy)


def _times(wordings: tuple[str, ...], text: str) -> int:
    """Count the places of a text where one of the wordings stands; in “said to be forged” no second one, “forged”."""
    times = ended = 0
    for begins, ends in sorted(_places(wordings, text)):
        times += begins >= ended
        ended = max(ended, ends)
    return times


def _places(wordings: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where in a text one of the wordings stands, as whole words."""
    for wording in wordings:
        at = text.find(wording)
        while at >= 0:
            if is_edge(text, at) and is_edge(text, at + len(wording)):
                yield at, at + len(wording)
            at = text.find(wording, at + 1)


def _need(caveat: tuple[str, ...], spoken: str) -> Need:
    wordings = _wordings(caveat)
    return Need(caveat[0], wordings, _times(wordings, spoken))


@lru_cache(maxsize=10_000)
def _wordings(caveat: tuple[str, ...]) -> tuple[str, ...]:
    """Return how a caveat may be worded, as texts are searched; thousands of claims have the same few caveats.

    A label that is typed as “**Not verified**” stands so on pages; data is read past such marks.
    """
    written = dict.fromkeys(chain.from_iterable((wording, unmarked(wording)) for wording in caveat))
    return tuple(filter(None, dict.fromkeys(words(wording).rstrip(".:") for wording in written)))
