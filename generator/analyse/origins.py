"""How many reports a claim rests on, and how many origins these have.

Reports are sources read that support the claim. Origins are groups of reports that hang together: by a shared
ancestor, a shared outlet or family of outlets, or a shared named link of their chains. Between reports of
different origins no link is recorded; that is all the number claims. It is an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..corpus import Corpus
from ..model import Citation, Claim, UnsetType
from .wording import counted

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Reports:
    """What a claim rests on: sources read that support or refute it, and groups of the former.

    `known` counts the origins of which every report's derivation is known and no chain ends with somebody
    unnamed; only these count towards credibility 1. `named` are the sources that passages name as their own, `unread`
    those of them that were not read. `together` groups the supporting and the refuting reports alike.
    """

    supporting: tuple[str, ...]
    refuting: tuple[str, ...]
    groups: Groups
    known: int
    named: tuple[str, ...]
    unread: tuple[str, ...]
    together: Groups

    @property
    def origins(self) -> int:
        """The number of origins; never more than reports."""
        return len(self.groups)

    @property
    def at_most(self) -> bool:
        """Tell whether the number of origins may be lower than what is recorded."""
        return self.origins > 1 and self.known < self.origins

    @property
    def numbers(self) -> str:
        """Both numbers in words: "3 reports, at most 2 origins"."""
        read = len(self.supporting) + sum(source not in self.supporting for source in self.refuting)
        if not read:
            return "no report read"
        origins = len(self.together)
        bound = "at most " if origins > 1 and (self.at_most or self.refuting) else ""
        return f"{counted(read, 'report')}, {bound}{counted(origins, 'origin')}"

    @property
    def words(self) -> str:
        """Both numbers of a claim in words; where reports refute it, also how many stand on which side."""
        return f"{self.numbers}; {self.sides}" if self.refuting else self.numbers

    @property
    def sides(self) -> str:
        """How many reports support and how many refute: "4 support, 1 refutes"."""
        one, two = len(self.supporting), len(self.refuting)
        return f"{one or 'none'} {'support' if one > 1 else 'supports'}, {two} {'refutes' if two == 1 else 'refute'}"


def reports(corpus: Corpus, *claims: Claim) -> Reports:
    """Count the reports of a claim, or of several as one, and their origins; a source not read is no report."""
    return Origins(corpus).reports(*claims)


class Origins:
    """Counts the reports of claims of one corpus; what hangs together with a source is found out once."""

    def __init__(self, corpus: Corpus) -> None:
        """Remember the corpus."""
        self.corpus = corpus
        self._marks_of_source = cache(self._source_marks)
        self._marks_of_entity = cache(self._entity_marks)
        self._descent_known = cache(self._is_descent_known)

    def reports(self, *claims: Claim) -> Reports:
        """Count the reports of a claim, or of several as one, and their origins."""
        cited: dict[str, list[Citation]] = {}
        for claim in claims:
            for citation in claim.citations:
                cited.setdefault(citation.source, []).append(citation)
        supporting, refuting = self._read(cited, "supports"), self._read(cited, "refutes")
        # One report is one origin, whatever it hangs together with.
        groups: Groups = (supporting,) if supporting else ()
        together = groups
        if len(supporting) > 1 or refuting:
            marks = {source: self._marks(source, cited[source]) for source in dict.fromkeys(supporting + refuting)}
            groups = _joined({source: marks[source] for source in supporting})
            together = _joined(marks) if refuting else groups
        known = sum(all(self._is_known(source, cited[source]) for source in group) for group in groups)
        named = tuple(dict.fromkeys(self._named(claims)))
        unread = tuple(id for id in named if not self.corpus.sources[id].read)
        return Reports(supporting, refuting, groups, known, named, unread, together)

    def _read(self, cited: Mapping[str, Sequence[Citation]], side: str) -> tuple[str, ...]:
        sources = self.corpus.sources
        return tuple(
            source
            for source, citations in cited.items()
            if source in sources and sources[source].read and any(c.supports == side for c in citations)
        )

    def _named(self, claims: Sequence[Claim]) -> Iterator[str]:
        for claim in claims:
            for citation in claim.citations:
                if citation.rests_on:
                    yield from (id for id in citation.rests_on if id in self.corpus.sources)

    def _marks(self, source: str, own: Sequence[Citation]) -> set[str]:
        """Return everything by which a report hangs together with another one."""
        marks = set(self._marks_of_source(source))
        for citation in own:
            for id in citation.rests_on:
                marks.update(self._marks_of_source(id))
            if not isinstance(citation.attribution, UnsetType):
                for link in citation.attribution.chain:
                    if isinstance(link.entity, str):
                        marks.update(self._marks_of_entity(link.entity))
                    if isinstance(link.named, str):
                        marks.add(f"named {link.named}")
        return marks

    def _source_marks(self, source: str) -> tuple[str, ...]:
        marks: list[str] = []
        for id in ancestors(self.corpus, source):
            marks.append(f"source {id}")
            outlet = self.corpus.sources[id].outlet if id in self.corpus.sources else None
            marks += self._marks_of_entity(outlet) if outlet else ()
        return tuple(marks)

    def _entity_marks(self, id: str) -> tuple[str, ...]:
        entity = self.corpus.entities.get(id)
        family = entity.publisher.family if entity and not isinstance(entity.publisher, UnsetType) else None
        return (f"entity {id}", f"family {family}") if isinstance(family, str) else (f"entity {id}",)

    def _is_known(self, source: str, own: Sequence[Citation]) -> bool:
        """Tell whether a report's descent is on record to its end, and its chain begins with somebody named."""
        return self._descent_known(source) and all(map(_is_named, own))

    def _is_descent_known(self, source: str) -> bool:
        records = (self.corpus.sources.get(id) for id in ancestors(self.corpus, source))
        return all(record is not None and record.descent_known for record in records)


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


def common_ancestor(corpus: Corpus, sources: Iterable[str]) -> str:
    """Return the nearest source that all of these are recorded to derive from (or are), or "" where there is none."""
    lines = [tuple(ancestors(corpus, source)) for source in sources]
    return next((id for id in lines[0] if all(id in line for line in lines)), "") if lines else ""


def _joined(marks: Mapping[str, set[str]]) -> Groups:
    """Join reports that share a mark, directly or through others; groups and members keep their order."""
    if len(marks) == 1:
        return (tuple(marks),)
    parent = {source: source for source in marks}

    def root(source: str) -> str:
        while parent[source] != source:
            parent[source] = source = parent[parent[source]]
        return source

    first: dict[str, str] = {}
    for source, own in marks.items():
        for mark in own:
            parent[root(source)] = root(first.setdefault(mark, source))
    groups: dict[str, list[str]] = {}
    for source in marks:
        groups.setdefault(root(source), []).append(source)
    return tuple(map(tuple, groups.values()))


def _is_named(citation: Citation) -> bool:
    attribution = citation.attribution
    if isinstance(attribution, UnsetType) or attribution.how == "none":
        return False
    return not attribution.chain or not isinstance(attribution.chain[0].anonymous, str)
