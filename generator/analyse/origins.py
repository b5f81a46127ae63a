"""How many reports a claim rests on, and how many origins these have.

Reports are sources read that support the claim. Origins are groups of reports that hang together: by a shared
ancestor, a shared outlet or family of outlets, or a shared named link of their chains. Between reports of
different origins no link is recorded; that is all the number claims. It is an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..corpus import Corpus
from ..model import Citation, Claim, UnsetType


@dataclass(frozen=True, slots=True)
class Reports:
    """What a claim rests on: sources read that support or refute it, and groups of the former.

    `known` counts the origins of which every report's derivation is known and no chain ends with somebody
    unnamed; only these count towards credibility 1. `unread` names sources that the reports rest on.
    """

    supporting: tuple[str, ...]
    refuting: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    known: int
    unread: tuple[str, ...]

    @property
    def origins(self) -> int:
        """The number of origins; never more than reports."""
        return len(self.groups)

    @property
    def at_most(self) -> bool:
        """Tell whether the number of origins may be lower than what is recorded."""
        return self.origins > 1 and self.known < self.origins


def reports(corpus: Corpus, claim: Claim) -> Reports:
    """Count the reports of a claim and their origins; a source that was not read is no report."""
    supporting = _read(corpus, (c for c in claim.citations if c.supports == "supports"))
    refuting = _read(corpus, (c for c in claim.citations if c.supports == "refutes"))
    marks = {source: _marks(corpus, claim, source) for source in supporting}
    groups = _joined(marks)
    known = sum(all(_is_known(corpus, claim, source) for source in group) for group in groups)
    named = dict.fromkeys(id for c in claim.citations for id in c.rests_on if id in corpus.sources)
    unread = tuple(id for id in named if not corpus.sources[id].read)
    return Reports(supporting, refuting, groups, known, unread)


def ancestors(corpus: Corpus, source: str) -> Iterator[str]:
    """Yield the source and all that it is recorded to derive from, each once, also where records loop."""
    seen, waiting = {source}, [source]
    while waiting:
        id = waiting.pop()
        yield id
        record = corpus.sources.get(id)
        for derivation in record.derivations if record else ():
            if derivation.source not in seen:
                seen.add(derivation.source)
                waiting.append(derivation.source)


def _read(corpus: Corpus, citations: Iterable[Citation]) -> tuple[str, ...]:
    cited = dict.fromkeys(citation.source for citation in citations)
    return tuple(id for id in cited if id in corpus.sources and corpus.sources[id].read)


def _marks(corpus: Corpus, claim: Claim, source: str) -> set[str]:
    """Return everything by which a report hangs together with another one."""
    own = [c for c in claim.citations if c.source == source]
    roots = [source, *(id for c in own for id in c.rests_on)]
    sources = {id for root in roots for id in ancestors(corpus, root)}
    marks = {f"source {id}" for id in sources}
    for id in sorted(sources):
        outlet = corpus.sources[id].outlet if id in corpus.sources else None
        if outlet:
            marks |= set(_outlet_marks(corpus, outlet))
    for citation in own:
        if not isinstance(citation.attribution, UnsetType):
            for link in citation.attribution.chain:
                if isinstance(link.entity, str):
                    marks |= set(_outlet_marks(corpus, link.entity))
                if isinstance(link.named, str):
                    marks.add(f"named {link.named}")
    return marks


def _outlet_marks(corpus: Corpus, id: str) -> Iterator[str]:
    yield f"entity {id}"
    entity = corpus.entities.get(id)
    if entity and not isinstance(entity.publisher, UnsetType) and isinstance(entity.publisher.family, str):
        yield f"family {entity.publisher.family}"


def _joined(marks: dict[str, set[str]]) -> tuple[tuple[str, ...], ...]:
    """Join reports that share a mark, directly or through others."""
    groups: list[tuple[set[str], list[str]]] = []
    for source, own in marks.items():
        touching = [group for group in groups if group[0] & own]
        groups = [group for group in groups if not group[0] & own]
        merged = set(own).union(*(group[0] for group in touching))
        groups.append((merged, [*(id for group in touching for id in group[1]), source]))
    return tuple(tuple(group[1]) for group in groups)


def _is_known(corpus: Corpus, claim: Claim, source: str) -> bool:
    """Tell whether a report's descent is on record to its end, and its chain begins with somebody named."""
    for id in ancestors(corpus, source):
        record = corpus.sources.get(id)
        if record is None or not record.descent_known:
            return False
    return all(_is_named(citation) for citation in claim.citations if citation.source == source)


def _is_named(citation: Citation) -> bool:
    attribution = citation.attribution
    if isinstance(attribution, UnsetType) or attribution.how == "none":
        return False
    return not attribution.chain or not isinstance(attribution.chain[0].anonymous, str)
