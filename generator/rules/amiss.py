"""Records with faults, judged as far as they can be read: whoever mends one fault has been told of the others.

Only by rules that find something in what is there, and only where all is known that they look at: a field that cannot
be read makes nobody find anything. What refers to such a record is not judged by what can be read of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from ..corpus import Corpus
from ..model import Claim, Entity, Mended, Source
from .cleared import excerpt
from .finding import Finding
from .workers import Check

K = TypeVar("K", bound=Check)
R = TypeVar("R", Entity, Source, Claim)


def judge_amiss(
    corpus: Corpus, rules: Mapping[K, tuple[str, ...]], searching: Collection[Check], wide: Collection[Check]
) -> Iterator[tuple[K, Finding]]:
    """Yield what these rules find in records with faults; each of them looks at these fields besides what it names.

    Those that are `wide` look at the whole corpus, and so do the `searching` ones if they find something.
    """
    for whole, mended in _with_mended(corpus):
        part = excerpt(whole, mended)
        for rule, besides in rules.items():
            found = list(rule.check(whole if rule in wide else part))
            if rule in searching and any(one.record in mended for one in found):
                found = list(rule.check(whole))
            of_these = (one for one in found if one.record in mended)
            yield from ((rule, one) for one in of_these if _knows(mended[one.record], one, besides))


def _with_mended(corpus: Corpus) -> Iterator[tuple[Corpus, dict[str, Mended]]]:
    """Yield the corpus with what can be read of records with faults, of one sort at a time, and these."""
    entities, sources, claims = (_of_sort(corpus, sort) for sort in (Entity, Source, Claim))
    if entities:
        yield replace(corpus, entities=_together(corpus.entities, entities, Entity)), entities
    if sources:
        yield replace(corpus, sources=_together(corpus.sources, sources, Source)), sources
    if claims:
        yield replace(corpus, claims=_together(corpus.claims, claims, Claim)), claims


def _of_sort(corpus: Corpus, sort: type[Entity | Source | Claim]) -> dict[str, Mended]:
    return {id: mended for id, mended in corpus.mended.items() if isinstance(mended.record, sort)}


def _together(records: Mapping[str, R], mended: Mapping[str, Mended], sort: type[R]) -> dict[str, R]:
    """Return records with those that can be read in part, in the order of their ids."""
    more = {id: one.record for id, one in mended.items() if isinstance(one.record, sort)}
    return dict(sorted({**records, **more}.items()))


def _knows(mended: Mended, found: Finding, besides: tuple[str, ...]) -> bool:
    """Tell whether all is known at which a rule looked; of a finding in the whole record, it names all that it is."""
    places = [(field,) for field in besides]
    return all(map(mended.knows, [*places, found.path] if found.path else places))
