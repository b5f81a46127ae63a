"""What a claim's reports were made from, as branches: from each original down to what was read.

A source from which several derive stands once; one that derives from several stands beneath each of them, the second
time without what is beneath it. What is not on record is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..corpus import Corpus
from ..model import Claim
from .chains import did
from .marks import ancestors

MOST_DRAWN = 40
"""How many branches are drawn for one origin; a claim with more sources is told in numbers."""


class Branch(NamedTuple):
    """A source, how it came from the one above it ("" at the top), and what came from it.

    `again` tells that it stands further up with everything beneath it.
    """

    source: str
    how: str
    again: bool
    inner: tuple[Branch, ...]


class Drawing(NamedTuple):
    """The branches of one origin, and how many of its sources they leave out."""

    branches: tuple[Branch, ...]
    left_out: int


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

    def grown(source: str, how: str) -> Branch:
        again = source in seen
        seen.add(source)
        below = () if again else children.get(source, {}).items()
        return Branch(source, how, again, tuple(grown(id, way) for id, way in below if len(seen) < MOST_DRAWN))

    branches = tuple(grown(root, "") for root in roots if root not in seen and len(seen) < MOST_DRAWN)
    return Drawing(branches, len(set(roots)) - len(seen))


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
