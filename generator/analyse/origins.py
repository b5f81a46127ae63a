"""How many reports a claim rests on, how many origins these have, and by what they hang together.

Reports are sources read that support the claim. Origins are groups of reports that hang together: by a shared
ancestor, a shared outlet or family of outlets, or a shared named link of their chains. Between reports of
different origins no link is recorded; that is all the number claims. It is an upper bound.

The ties come first: groups are what they join, and numbers count groups, so no number stands without its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import Citation, Claim, UnsetType
from ..words import Words
from .wording import counted

Groups = tuple[tuple[str, ...], ...]
_KEPT = 6_000
"""The reports of how many claims are remembered at a time."""


class Mark(NamedTuple):
    """Something by which reports may hang together: a source, an outlet or teller, a named person, a family."""

    sort: Literal["source", "entity", "named", "family"]
    id: str


class Share(NamedTuple):
    """How a report has a mark: by its own descent, by a source that it names as its own, or by its chain.

    `via` is the source that has the mark; "" for a link of the chain.
    """

    report: str
    path: Literal["descent", "rests", "told"]
    via: str


class Tie(NamedTuple):
    """One mark, and how each of two or more reports has it."""

    mark: Mark
    shares: tuple[Share, ...]


class Doubt(NamedTuple):
    """Why a report may hang together with others without anybody knowing.

    `of` is the source of which the descent is not known or not recorded, or the words for somebody unnamed.
    """

    report: str
    why: Literal["not-known", "not-recorded", "unnamed", "nobody", "untold"]
    of: str = ""


class Reports(NamedTuple):
    """What a claim rests on: sources read that support or refute it, and what joins them.

    `groups` are the supporting reports that hang together, `together` all reports alike. `known` counts the groups of
    which every report's descent is known and no chain leads back to somebody unnamed; only these count towards
    credibility 1. `named` are the sources that passages name as their own, `unread` those of them that were not read.
    `unread_against` are sources that refute it and were not read: no reports, but the claim is disputed.
    """

    supporting: tuple[str, ...]
    refuting: tuple[str, ...]
    ties: tuple[Tie, ...]
    doubts: tuple[Doubt, ...]
    groups: Groups
    together: Groups
    named: tuple[str, ...]
    unread: tuple[str, ...]
    unread_against: tuple[str, ...] = ()

    @property
    def disputed(self) -> bool:
        """Tell whether any source refutes the claim, be it one that was not read."""
        return bool(self.refuting or self.unread_against)

    @property
    def origins(self) -> int:
        """The number of origins of the reports that support; never more than these."""
        return len(self.groups)

    @property
    def known(self) -> int:
        """The number of origins of known descent."""
        return self._known(self.groups)

    @property
    def at_most(self) -> bool:
        """Tell whether the number of origins may be lower than what is recorded."""
        return len(self.together) > 1 and self._known(self.together) < len(self.together)

    def numbers(self, words: Words) -> str:
        """Return both numbers in words: "3 reports, at most 2 origins"."""
        read, origins = sum(map(len, self.together)), len(self.together)
        if not read:
            return words("no report read")
        many = counted(words, origins, "origin")
        apart = words.many("at most {number} origin", "at most {number} origins", origins) if self.at_most else many
        return f"{counted(words, read, 'report')}{words(', ')}{apart}"

    def words(self, words: Words) -> str:
        """Return both numbers of a claim in words; where reports refute it, also how many stand on which side."""
        numbers = self.numbers(words)
        return f"{numbers}{words('; ')}{self.sides(words)}" if self.disputed else numbers

    def sides(self, words: Words) -> str:
        """Return how many reports support and how many sources refute: "4 support, 1 refutes"."""
        one, two, unread = len(self.supporting), len(self.refuting), len(self.unread_against)
        told = [words.many("{number} supports", "{number} support", one) if one else words("none supports")]
        if two:
            told.append(words.many("{number} refutes", "{number} refute", two))
        if unread:
            told.append(words.many("{number} that was not read refutes", "{number} that were not read refute", unread))
        return words(", ").join(told)

    def _known(self, groups: Groups) -> int:
        if not self.doubts:
            return len(groups)
        doubted = {doubt.report for doubt in self.doubts}
        return sum(doubted.isdisjoint(group) for group in groups)


def reports(corpus: Corpus, *claims: Claim) -> Reports:
    """Count the reports of a claim, or of several as one, and their origins; a source not read is no report."""
    return Origins(corpus).reports(*claims)


class Origins:
    """Counts the reports of claims of one corpus; what hangs together with a source is found out once."""

    def __init__(self, corpus: Corpus) -> None:
        """Remember the corpus."""
        self.corpus = corpus
        self.of = self.corpus.memo(self._of, _KEPT)
        self._marks_of_source = self.corpus.memo(self._source_marks)
        self._marks_of_entity = self.corpus.memo(self._entity_marks)
        self._descended = self.corpus.memo(self._shares_of_descent)
        self._descent = self.corpus.memo(self._doubts_of_descent)

    def _of(self, id: str) -> Reports:
        """Count the reports of one claim; done once, since its page, its dossiers and its lists ask for them."""
        return self.reports(self.corpus.claims[id])

    def reports(self, *claims: Claim) -> Reports:
        """Count the reports of a claim, or of several as one, and their origins."""
        cited: dict[str, list[Citation]] = {}
        for claim in claims:
            for citation in claim.citations:
                cited.setdefault(citation.source, []).append(citation)
        supporting, refuting = self._read(cited, "supports"), self._read(cited, "refutes")
        both = tuple(dict.fromkeys(supporting + refuting)) if refuting else supporting
        # One report is one origin, whatever it hangs together with.
        ties = self._ties({source: cited[source] for source in both}) if len(both) > 1 else ()
        together = joined(both, ties)
        groups = joined(supporting, ties) if refuting else together
        doubts = tuple([doubt for source in both for doubt in self._doubts(source, cited[source])])
        named = tuple(dict.fromkeys(self._named(claims)))
        unread = tuple([id for id in named if not self.corpus.sources[id].read])
        against = tuple(self._unread_against(cited))
        return Reports(supporting, refuting, ties, doubts, groups, together, named, unread, against)

    def _read(self, cited: Mapping[str, Sequence[Citation]], side: str) -> tuple[str, ...]:
        sources = self.corpus.sources
        found = []
        for source, citations in cited.items():
            record = sources.get(source)
            if record is not None and record.read:
                for citation in citations:
                    if citation.supports == side:
                        found.append(source)
                        break
        return tuple(found)

    def _unread_against(self, cited: Mapping[str, Sequence[Citation]]) -> Iterator[str]:
        for source, citations in cited.items():
            for citation in citations:
                if citation.supports == "refutes":
                    record = self.corpus.sources.get(source)
                    if record is None or not record.read:
                        yield source
                    break

    def _named(self, claims: Sequence[Claim]) -> Iterator[str]:
        for claim in claims:
            for citation in claim.citations:
                if citation.rests_on:
                    yield from (id for id in citation.rests_on if id in self.corpus.sources)

    def _ties(self, cited: Mapping[str, Sequence[Citation]]) -> tuple[Tie, ...]:
        """Return every mark that two or more reports have."""
        first: dict[Mark, Share] = {}
        shared: dict[Mark, list[Share]] = {}
        for report, citations in cited.items():
            for mark, share in self._marks(report, citations).items():
                if mark not in first:
                    first[mark] = share
                elif mark in shared:
                    shared[mark].append(share)
                else:
                    shared[mark] = [first[mark], share]
        if not shared:
            return ()
        return tuple([Tie(mark, tuple(shared[mark])) for mark in first if mark in shared])

    def _marks(self, report: str, own: Sequence[Citation]) -> Mapping[Mark, Share]:
        """Return everything by which a report may hang together with another one, and how it has it."""
        found = dict(self._descended(report))
        for citation in own:
            for id in citation.rests_on:
                for mark, via in self._marks_of_source(id):
                    found.setdefault(mark, Share(report, "rests", via))
            for mark in self._told(citation):
                if mark not in found:
                    found[mark] = Share(report, "told", "")
        return found

    def _told(self, citation: Citation) -> list[Mark]:
        told: list[Mark] = []
        if not isinstance(citation.attribution, UnsetType):
            for link in citation.attribution.chain:
                if isinstance(link.entity, str):
                    told += self._marks_of_entity(link.entity)
                if isinstance(link.named, str):
                    told.append(Mark("named", link.named))
        return told

    def _shares_of_descent(self, report: str) -> Mapping[Mark, Share]:
        found: dict[Mark, Share] = {}
        for mark, via in self._marks_of_source(report):
            found.setdefault(mark, Share(report, "descent", via))
        return found

    def _source_marks(self, source: str) -> tuple[tuple[Mark, str], ...]:
        marks: list[tuple[Mark, str]] = []
        for id in ancestors(self.corpus, source):
            marks.append((Mark("source", id), id))
            outlet = self.corpus.sources[id].outlet if id in self.corpus.sources else None
            marks += [(mark, id) for mark in self._marks_of_entity(outlet)] if outlet else ()
        return tuple(marks)

    def _entity_marks(self, id: str) -> tuple[Mark, ...]:
        family = family_of(self.corpus, id)
        return (Mark("entity", id), Mark("family", family)) if family else (Mark("entity", id),)

    def _doubts(self, report: str, own: Sequence[Citation]) -> tuple[Doubt, ...]:
        """Return why a report's descent, or who told it, is not on record to the end; what only frames has no say."""
        found = [*self._descent(report)]
        for citation in own:
            if citation.supports != "context":
                for id in citation.rests_on:
                    found += [Doubt(report, doubt.why, doubt.of) for doubt in self._descent(id)]
                found += _doubts_of_chain(report, citation)
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def _doubts_of_descent(self, source: str) -> tuple[Doubt, ...]:
        found = []
        for id in ancestors(self.corpus, source):
            record = self.corpus.sources.get(id)
            if record is None or not record.descent_known:
                unknown = record is not None and record.derived_from == "unknown"
                found.append(Doubt(source, "not-known" if unknown else "not-recorded", id))
        return tuple(found)


def ancestors(corpus: Corpus, source: str) -> tuple[str, ...]:
    """Return the source and all that it is recorded to derive from, each once, also where records loop."""
    return corpus.descents.get(source, (source,))


def common_ancestor(corpus: Corpus, sources: Iterable[str]) -> str:
    """Return the nearest source that all of these are recorded to derive from (or are), or "" where there is none."""
    lines = [ancestors(corpus, source) for source in sources]
    return next((id for id in lines[0] if all(id in line for line in lines)), "") if lines else ""


def family_of(corpus: Corpus, entity: str) -> str:
    """Return the family that an outlet belongs to, or ""."""
    record = corpus.entities.get(entity)
    family = record.publisher.family if record and not isinstance(record.publisher, UnsetType) else None
    return family if isinstance(family, str) else ""


def joined(members: Sequence[str], ties: Sequence[Tie]) -> Groups:
    """Join reports that a tie holds together, directly or through others; groups and members keep their order."""
    if len(members) < 2:
        return (tuple(members),) if members else ()
    parent = {source: source for source in members}

    def root(source: str) -> str:
        while parent[source] != source:
            parent[source] = source = parent[parent[source]]
        return source

    for tie in ties:
        tied = [share.report for share in tie.shares if share.report in parent]
        for report in tied[1:]:
            parent[root(report)] = root(tied[0])
    groups: dict[str, list[str]] = {}
    for source in members:
        groups.setdefault(root(source), []).append(source)
    return tuple(map(tuple, groups.values()))


def _doubts_of_chain(report: str, citation: Citation) -> tuple[Doubt, ...]:
    attribution = citation.attribution
    if isinstance(attribution, UnsetType):
        return (Doubt(report, "untold"),)
    if attribution.how == "none":
        return (Doubt(report, "nobody"),)
    if attribution.chain and isinstance(attribution.chain[0].anonymous, str):
        return (Doubt(report, "unnamed", attribution.chain[0].anonymous),)
    return ()
