"""How many reports a claim rests on, how many origins these have, and by what they hang together.

Reports are sources read that support the claim. Origins are groups of reports that hang together: by a shared
ancestor, a shared outlet or family of outlets, a shared author, address or text, or somebody named whom their chains or
their ascriptions share. Between reports of different origins no link is recorded; that is all the number claims. It is
an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ..corpus import Corpus
from ..echoes import echoes
from ..model import NOT_ALL, Citation, Claim, UnsetType
from .likeness import alike
from .marks import Mark, Marked, Marks, Role, ancestors, describes, unnamed
from .reports import Doubt, Groups, Reports, Share, Tie, Why

_KEPT = 6_000
"""The reports of how many claims are remembered at a time."""
_APART: tuple[frozenset[Role], ...] = (
    frozenset({"dossier", "replaced"}), frozenset({"staff"}), frozenset({"part"}), frozenset({"titled"})
)  # fmt: skip
"""As what reports have a mark that does not hold together those that all have it so."""
_LIKE: Mapping[Role, Why] = {"part": "page", "staff": "byline", "titled": "title"}
"""What is doubted of reports that have a mark as such."""
_LOOSE = frozenset(role for alike in _APART for role in alike)


class Sides(NamedTuple):
    """The sources that speak for claims and against them: reports of either sort, and those against that are unread."""

    supporting: tuple[str, ...]
    refuting: tuple[str, ...]
    unread_against: tuple[str, ...]


def sides(corpus: Corpus, *claims: Claim) -> Sides:
    """Return which sources speak for a claim, or several as one, and which against; nothing of their origins."""
    return _sides(corpus, _cited(claims))


def reports(corpus: Corpus, *claims: Claim) -> Reports:
    """Count the reports of a claim, or of several as one, and their origins; a source not read is no report."""
    return Origins(corpus).reports(*claims)


class Origins:
    """Counts the reports of claims of one corpus; what hangs together with a source is found out once."""

    def __init__(self, corpus: Corpus) -> None:
        """Remember the corpus."""
        self.corpus = corpus
        self.of = self.corpus.memo(self._of, _KEPT)
        self._marked = Marks(corpus)
        self._descended = self.corpus.memo(self._shares_of_descent)
        self._descent = self.corpus.memo(self._doubts_of_descent)

    def learn(self, source: str) -> None:
        """Find out what hangs together with a source, and what is not known of it, before anybody asks."""
        self._descended(source)
        self._descent(source)

    def _of(self, id: str) -> Reports:
        """Count the reports of one claim; done once, since its page, its dossiers and its lists ask for them."""
        return self.reports(self.corpus.claims[id])

    def reports(self, *claims: Claim) -> Reports:
        """Count the reports of a claim, or of several as one, and their origins."""
        cited = _cited(claims)
        supporting, refuting, against = _sides(self.corpus, cited)
        both = tuple(dict.fromkeys(supporting + refuting)) if refuting else supporting
        behind = {source: self._behind(source, cited, both) for source in both} if len(cited) > len(both) else {}
        # One report is one origin, whatever it hangs together with.
        marks = {id: self._marks(id, cited[id], behind.get(id, {})) for id in both} if len(both) > 1 else {}
        shared = _shared(marks)
        ties = tuple([tie for tie in shared if _is_tie(tie)])
        together = joined(both, ties)
        groups = _among(supporting, together) if refuting else together
        doubts = [doubt for id in both for doubt in self._doubts(id, cited[id], behind.get(id, {}))]
        doubts += [Doubt(source, "not-known", source) for source in self._in_circles(cited, both)]
        doubts += [Doubt(source, "withheld") for source, found in marks.items() if _is_withheld(found)]
        doubts += [doubt for tie in shared for doubt in _doubts_of_likeness(tie, together)]
        doubts += [Doubt(report, "like", words) for report, words in alike(marks, together)]
        doubts += [Doubt(report, "echo") for report in _echoing(claims, together)]
        named = tuple(dict.fromkeys(self._named(claims)))
        unread = tuple([id for id in named if not self.corpus.sources[id].read])
        refuted = self._origins_against(both, refuting, against, cited) if against else len(_among(refuting, together))
        parted = self.corpus.parted and len(claims) > 1
        return Reports(
            supporting, refuting, ties, tuple(doubts), groups, together, named, unread, against, refuted, parted
        )

    def _origins_against(
        self,
        both: Sequence[str],
        refuting: Sequence[str],
        unread: Sequence[str],
        cited: Mapping[str, Sequence[Citation]],
    ) -> int:
        """Return how many origins there are of sources that refute a claim, with those that were not read."""
        sources = tuple(dict.fromkeys((*both, *unread)))
        marks = {id: self._marks(id, cited[id], self._behind(id, cited, sources)) for id in sources}
        together = joined(sources, [tie for tie in _shared(marks) if _is_tie(tie)])
        return len(_among((*refuting, *unread), together))

    def _behind(
        self, report: str, cited: Mapping[str, Sequence[Citation]], but: Sequence[str]
    ) -> Mapping[str, Sequence[Citation]]:
        """Return the passages of what stands behind a report and is cited itself, of others than some that count.

        A report is tied to those anyway. What stands behind one names others in turn. Who told the contrary, or what
        only frames the claim, is not who told what the report says.
        """
        sides = {citation.supports for citation in cited[report]} - {"context"}
        found, seen, left = dict[str, Sequence[Citation]](), set[str](), [report]
        while left:
            for id in ancestors(self.corpus, left.pop()):
                if id not in seen:
                    seen.add(id)
                    alike = [citation for citation in cited.get(id, ()) if citation.supports in sides]
                    left += [named for citation in alike for named in citation.rests_on]
                    if alike and id != report and id not in but:
                        found[id] = alike
        return found

    def _in_circles(self, cited: Mapping[str, Sequence[Citation]], reports: Iterable[str]) -> Iterator[str]:
        """Yield the reports that derive from, or rest on, what rests on itself in turn: nobody knows on what."""
        if not any(citation.rests_on for own in cited.values() for citation in own):
            return
        onward: dict[str, tuple[str, ...]] = {}

        def reached(*sources: str) -> set[str]:
            seen, left = set[str](), [id for source in sources for id in self._onward(source, cited, onward)]
            while left:
                id = left.pop()
                if id not in seen:
                    seen.add(id)
                    left += self._onward(id, cited, onward)
            return seen

        for report in reports:
            if any(id in reached(id) for id in (report, *reached(report))):
                yield report

    def _onward(
        self, source: str, cited: Mapping[str, Sequence[Citation]], known: dict[str, tuple[str, ...]]
    ) -> tuple[str, ...]:
        """Return from what a source derives, and what its passages name as its own."""
        if source not in known:
            record = self.corpus.sources.get(source)
            derived = [derivation.source for derivation in record.derivations] if record else []
            named = [id for citation in cited.get(source, ()) for id in citation.rests_on]
            known[source] = (*derived, *named)
        return known[source]

    def _named(self, claims: Sequence[Claim]) -> Iterator[str]:
        for claim in claims:
            for citation in claim.citations:
                if citation.rests_on:
                    yield from (id for id in citation.rests_on if id in self.corpus.sources)

    def _marks(
        self, report: str, own: Sequence[Citation], behind: Mapping[str, Sequence[Citation]]
    ) -> Mapping[Mark, Share]:
        """Return everything by which a report may hang together with another one, and how it has it.

        `own` are its passages, `behind` those of what stands behind it.
        """
        found = dict(self._descended(report))
        self._add_named(found, report, own, "")
        for source, citations in behind.items():
            self._add_named(found, report, citations, source)
        return found

    def _add_named(self, found: dict[Mark, Share], report: str, own: Sequence[Citation], behind: str) -> None:
        """Add what passages name: their own sources, and whom; they may be of a source behind the report."""
        for citation in own:
            if citation.withheld == NOT_ALL:
                _have(found, Mark("withheld", report), Share(report, "descent", report))
            for id in citation.rests_on:
                for mark, via, role, words in self._marked.of_source(id):
                    _have(found, mark, Share(report, "rests", via, role, words, behind))
            if not isinstance(citation.attribution, UnsetType):
                for link in citation.attribution.chain:
                    for mark, role, words in self._of_named(link.entity or link.named):
                        _have(found, mark, Share(report, "told", "", role, words, behind))
                for mark, role, words in self._of_named(citation.attribution.ascribed_to):
                    _have(found, mark, Share(report, "ascribed", "", role, words, behind))

    def _of_named(self, called: str | UnsetType | None) -> Sequence[Marked]:
        """Return the marks of somebody named: who is only described alike may be the same people or others."""
        return () if isinstance(called, str) and describes(self.corpus, called) else self._marked.of_words(called)

    def _shares_of_descent(self, report: str) -> Mapping[Mark, Share]:
        found: dict[Mark, Share] = {}
        for mark, via, role, words in self._marked.of_source(report):
            _have(found, mark, Share(report, "descent", via, role, words))
        return found

    def _doubts(
        self, report: str, own: Sequence[Citation], behind: Mapping[str, Sequence[Citation]]
    ) -> tuple[Doubt, ...]:
        """Return why a report's descent, or who told it, is not on record to the end; what only frames has no say."""
        found = [*self._descent(report)]
        for source, citations in (("", own), *behind.items()):
            for citation in citations:
                if citation.supports != "context":
                    for id in citation.rests_on:
                        found += [Doubt(report, doubt.why, doubt.of) for doubt in self._descent(id)]
                    found += [doubt._replace(behind=source) for doubt in self._doubts_of_chain(report, citation)]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)

    def _doubts_of_descent(self, source: str) -> tuple[Doubt, ...]:
        found = []
        for id in ancestors(self.corpus, source):
            record = self.corpus.sources.get(id)
            if record is None or not record.descent_known:
                unknown = record is not None and record.derived_from == "unknown"
                found.append(Doubt(source, "not-known" if unknown else "not-recorded", id))
            if record is not None and record.outlet is None:
                found.append(Doubt(source, "no-outlet", id))
        return tuple(found)

    def _doubts_of_chain(self, report: str, citation: Citation) -> tuple[Doubt, ...]:
        attribution = citation.attribution
        if isinstance(attribution, UnsetType):
            return (Doubt(report, "untold"),)
        if attribution.how == "none":
            return (Doubt(report, "nobody"),)
        found = [
            Doubt(report, "between" if place else "unnamed", words)
            for place, link in enumerate(attribution.chain)
            if (words := unnamed(self.corpus, link))
        ]
        if not attribution.chain:
            found.append(Doubt(report, "unheard" if isinstance(attribution.ascribed_to, str) else "untold"))
        elif attribution.chain[0].presumed:
            found.append(Doubt(report, "presumed"))
        if any(link.presumed for link in attribution.chain[1:]):
            found.append(Doubt(report, "supposed"))
        ascribed = attribution.ascribed_to
        if isinstance(ascribed, str) and describes(self.corpus, ascribed):
            found.append(Doubt(report, "unnamed", ascribed))
        return tuple(found)


def _cited(claims: Iterable[Claim]) -> dict[str, list[Citation]]:
    """Return the passages of each source that claims cite."""
    cited: dict[str, list[Citation]] = {}
    for claim in claims:
        for citation in claim.citations:
            cited.setdefault(citation.source, []).append(citation)
    return cited


def _sides(corpus: Corpus, cited: Mapping[str, Sequence[Citation]]) -> Sides:
    unread = tuple(_unread_against(corpus, cited))
    return Sides(_read(corpus, cited, "supports"), _read(corpus, cited, "refutes"), unread)


def _read(corpus: Corpus, cited: Mapping[str, Sequence[Citation]], side: str) -> tuple[str, ...]:
    found = []
    for source, citations in cited.items():
        record = corpus.sources.get(source)
        if record is not None and record.read:
            for citation in citations:
                if citation.supports == side:
                    found.append(source)
                    break
    return tuple(found)


def _unread_against(corpus: Corpus, cited: Mapping[str, Sequence[Citation]]) -> Iterator[str]:
    for source, citations in cited.items():
        for citation in citations:
            if citation.supports == "refutes":
                record = corpus.sources.get(source)
                if record is None or not record.read:
                    yield source
                break


def common_ancestor(corpus: Corpus, sources: Iterable[str]) -> str:
    """Return the nearest source that all of these are recorded to derive from (or are), or "" where there is none."""
    lines = [ancestors(corpus, source) for source in sources]
    return next((id for id in lines[0] if all(id in line for line in lines)), "") if lines else ""


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


def _among(members: Sequence[str], together: Groups) -> Groups:
    """Return the groups of some reports, as they hang together, also through others that are not among them."""
    found = (tuple([report for report in group if report in members]) for group in together)
    return tuple([group for group in found if group])


def _shared(marks: Mapping[str, Mapping[Mark, Share]]) -> Sequence[Tie]:
    """Return every mark that two or more reports have, be it one that holds them together or not."""
    first: dict[Mark, Share] = {}
    shared: dict[Mark, list[Share]] = {}
    for found in marks.values():
        for mark, share in found.items():
            if mark not in first:
                first[mark] = share
            elif mark in shared:
                shared[mark].append(share)
            else:
                shared[mark] = [first[mark], share]
    return [Tie(mark, tuple(shared[mark])) for mark in first if mark in shared] if shared else []


def _echoing(claims: Iterable[Claim], groups: Groups) -> Iterator[str]:
    """Yield each report that is quoted in the same words as another, to which nothing joins it."""
    if len(groups) < 2:
        return
    group = {report: number for number, reports in enumerate(groups) for report in reports}
    pairs = (pair for claim in claims for pair in _echoes(claim) if all(id in group for id in pair))
    apart = (pair for pair in pairs if group[pair[0]] != group[pair[1]])
    yield from dict.fromkeys(chain.from_iterable(apart))


def _echoes(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield each two sources that are quoted for a claim, or against it, in the same words."""
    for places in echoes(claim):
        one, other = (claim.citations[place] for place in places)
        if "context" not in {one.supports, other.supports}:
            yield one.source, other.source


def _is_withheld(marks: Iterable[Mark]) -> bool:
    """Tell whether marks of a report are lacking, since something of it is withheld."""
    return any(mark.sort == "withheld" for mark in marks)


def _have(found: dict[Mark, Share], mark: Mark, share: Share) -> None:
    """Let a report have a mark, if it has not; a name that was written counts before one that a dossier has."""
    if mark not in found or (found[mark].role in _LOOSE and share.role not in _LOOSE):
        found[mark] = share


def _is_tie(tie: Tie) -> bool:
    """Tell whether a mark holds reports together: two dossiers may have a name in common, two outlets a byline."""
    roles = {share.role for share in tie.shares}
    return not any(roles <= alike for alike in _APART)


def _doubts_of_likeness(tie: Tie, groups: Groups) -> Iterator[Doubt]:
    """Yield that reports are parts of one page, have one title or a byline that names nobody, if nothing joins them."""
    why = _LIKE.get(tie.shares[0].role)
    if why and not _is_tie(tie):
        reports = [share.report for share in tie.shares]
        if not any(set(reports) <= set(group) for group in groups):
            yield from (Doubt(report, why, tie.mark.id if why == "page" else tie.words) for report in reports)
