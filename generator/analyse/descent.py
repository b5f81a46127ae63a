"""What sources were made from, as branches: from originals down to what was read, or from one source up or down.

A source from which several derive stands once; one that derives from several stands beneath each of them, the second
time without what is beneath it. What is not on record is not drawn.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from ..corpus import Corpus
from ..model import Claim
from .chains import did
from .marks import ancestors

MOST_DRAWN = 40
"""How many sources are drawn together; how many more there are is told as a number."""


class Branch(NamedTuple):
    """A source, how it came from the one above it ("" at the top), and what came from it.

    `again` tells that it stands further up with everything beneath it.
    """

    source: str
    how: str
    again: bool
    inner: tuple[Branch, ...]


class Drawing(NamedTuple):
    """The branches of an origin, or on one side of a source, and how many sources they leave out."""

    branches: tuple[Branch, ...]
    left_out: int


Step = tuple[str, str]
"""From a source to another one: that one, and how one of both came from the other."""
Rests = tuple[tuple[str, tuple[str, ...]], ...]
"""Sources with those that their passages name as their own."""


def rests_of(claim: Claim) -> Rests:
    """Return what the sources of a claim name as their own."""
    return tuple([(citation.source, citation.rests_on) for citation in claim.citations if citation.rests_on])


def descent(corpus: Corpus, reports: tuple[str, ...], rests: Rests = ()) -> Drawing:
    """Return the branches that lead to these reports of a claim, the originals first."""
    if not rests and not any(corpus.sources[report].derivations for report in reports):
        shown, left_out = reports[:MOST_DRAWN], reports[MOST_DRAWN:]
        return Drawing(tuple(Branch(report, "", False, ()) for report in shown), len(left_out))
    children, roots = _edges(corpus, reports, dict(rests))
    seen: set[str] = set()
    starts = ((root, "") for root in roots if root not in seen)
    branches = _grown(starts, lambda id: children.get(id, {}).items(), seen)
    return Drawing(branches, len(set(roots)) - len(seen))


def above(corpus: Corpus, source: str) -> Drawing:
    """Return the branches that lead up from a source to what it derives from, the nearest if there are too many."""
    words = corpus.words

    def onward(id: str) -> Iterator[Step]:
        record = corpus.sources.get(id)
        for derivation in record.derivations if record else ():
            yield derivation.source, words("{did} from", did=did(words, derivation))

    return _one_side(source, onward)


def below(corpus: Corpus, source: str) -> Drawing:
    """Return the branches that lead down from a source to what derives from it, the nearest if there are too many."""

    def onward(id: str) -> Iterator[Step]:
        for derived in corpus.derived.get(id, ()):
            derivation = next(one for one in corpus.sources[derived].derivations if one.source == id)
            yield derived, did(corpus.words, derivation)

    return _one_side(source, onward)


def _one_side(source: str, onward: Callable[[str], Iterable[Step]]) -> Drawing:
    """Return the branches that lead onward from a source, with those that fewest steps lie between."""
    every = dict.fromkeys([source])
    waiting = deque(every)
    while waiting:
        new = dict.fromkeys(id for id, _ in onward(waiting.popleft()) if id not in every)
        every |= new
        waiting += new
    near = {*islice(every, MOST_DRAWN)}
    seen = {source}

    def nearly(id: str) -> Iterator[Step]:
        return (step for step in onward(id) if step[0] in near)

    return Drawing(_grown(nearly(source), nearly, seen), len(every) - len(seen))


def _grown(steps: Iterable[Step], onward: Callable[[str], Iterable[Step]], seen: set[str]) -> tuple[Branch, ...]:
    """Return the branches that begin with these steps, as long as few enough sources are seen."""
    found = []
    for source, how in steps:
        again = source in seen
        if not again and len(seen) >= MOST_DRAWN:
            continue
        seen.add(source)
        found.append(Branch(source, how, again, () if again else _grown(onward(source), onward, seen)))
    return tuple(found)


def sources_of(branch: Branch) -> Iterator[str]:
    """Yield each source that a branch shows."""
    yield branch.source
    for inner in branch.inner:
        yield from sources_of(inner)


def _edges(
    corpus: Corpus, reports: tuple[str, ...], rests: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """Return what came from each source and how, and the sources to begin with: originals, then what loops."""
    named = [id for report in reports for id in rests.get(report, ()) if id in corpus.sources]
    every = dict.fromkeys(id for start in (*reports, *named) for id in ancestors(corpus, start))
    children: dict[str, dict[str, str]] = {}
    below: set[str] = set()
    for id in every:
        record = corpus.sources.get(id)
        for derivation in record.derivations if record else ():
            children.setdefault(derivation.source, {})[id] = did(corpus.words, derivation)
            below.add(id)
    for report in reports:
        for id in rests.get(report, ()):
            if id in every and id != report:
                children.setdefault(id, {}).setdefault(report, corpus.words("names it as its own"))
                below.add(report)
    return children, (*(id for id in every if id not in below), *every)
