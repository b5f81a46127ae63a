"""How many reports a claim rests on, how many origins these have, and by what they hang together.

Reports are sources read that support the claim. Origins are groups of reports that hang together: by a shared
ancestor, a shared outlet or family of outlets, a shared author, address or text, or somebody named whom their chains or
their ascriptions share. Between reports of different origins no link is recorded; that is all the number claims. It is
an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import NOT_ALL, Citation, Claim, UnsetType
from ..words import Words
from .marks import Mark, Marks, Role, ancestors
from .wording import counted

Groups = tuple[tuple[str, ...], ...]
_KEPT = 6_000
"""The reports of how many claims are remembered at a time."""
_APART: tuple[frozenset[Role], ...] = (frozenset({"dossier", "replaced"}), frozenset({"staff"}), frozenset({"part"}))
"""As what reports have a mark that does not hold together those that all have it so."""
_LOOSE = frozenset(role for alike in _APART for role in alike)


class Share(NamedTuple):
    """How a report has a mark: by its own descent, by a source that it names as its own, or by whom it names.

    `via` is the source that has the mark; "" for who is named as a teller, or as the one whose words these are. `role`
    tells who wrote that source from who published it, and from whom its outlet became; `words` is how it is called.
    """

    report: str
    path: Literal["descent", "rests", "told", "ascribed"]
    via: str
    role: Role = ""
    words: str = ""


class Tie(NamedTuple):
    """One mark, and how each of two or more reports has it."""

    mark: Mark
    shares: tuple[Share, ...]

    @property
    def words(self) -> str:
        """How the first of the reports calls it that does not call it by an id."""
        return next(filter(None, (share.words for share in self.shares)), self.mark.id)


class Doubt(NamedTuple):
    """Why a report may hang together with others without anybody knowing.

    `of` is the source of which the descent or the outlet is not known or not recorded, or the words for somebody
    unnamed, from whom the chain comes or through whom it passes. Whom a chain leads back to may be `presumed`, a link
    behind that one `supposed`; words that are ascribed to somebody are `unheard` where the chain is empty. Where
    something of a report is `withheld`, be there a tie in it or not, nothing is said of what. Several may be parts of
    one `page`, the address of which is given, or stand under one `byline` that names nobody.
    """

    report: str
    why: Literal[
        "not-known", "not-recorded", "no-outlet", "unnamed", "between", "presumed", "supposed", "nobody", "untold",
        "unheard", "withheld", "page", "byline",
    ]  # fmt: skip
    of: str = ""


class Reports(NamedTuple):
    """What a claim rests on: sources read that support or refute it, and what joins them.

    `groups` are the supporting reports that hang together, `together` all reports alike. `known` counts the groups of
    which every report's descent is known and no chain leads back to somebody unnamed; only these count towards
    credibility 1. `named` are the sources that passages name as their own, `unread` those of them that were not read.
    `unread_against` are sources that refute it and were not read: no reports, but the claim is disputed. What several
    claims rest on is `parted` where passages or claims are withheld, which might join more of it.
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
    parted: bool = False

    @property
    def disputed(self) -> bool:
        """Tell whether any source refutes the claim, be it one that was not read."""
        return bool(self.refuting or self.unread_against)

    @property
    def origins(self) -> int:
        """The number of origins of the reports that support; never more than these."""
        return len(self.groups)

    @property
    def origins_against(self) -> int:
        """The number of origins of the sources that refute it; each that was not read counts as one."""
        return len(_among(self.refuting, self.together)) + len(self.unread_against)

    @property
    def known(self) -> int:
        """The number of origins of known descent."""
        return self._known(self.groups)

    @property
    def at_most(self) -> bool:
        """Tell whether the number of origins may be lower than what is recorded."""
        return len(self.together) > 1 and (self.parted or self._known(self.together) < len(self.together))

    def numbers(self, words: Words) -> str:
        """Return both numbers in words: "3 reports, at most 2 origins"."""
        read, origins = sum(map(len, self.together)), len(self.together)
        if not read:
            return words("no report read")
        apart = at_most_origins(words, origins) if self.at_most else counted(words, origins, "origin")
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
        self._marked = Marks(corpus)
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
        marks = {source: self._marks(source, cited[source]) for source in both} if len(both) > 1 else {}
        shared = _shared(marks)
        ties = tuple([tie for tie in shared if _is_tie(tie)])
        together = joined(both, ties)
        groups = _among(supporting, together) if refuting else together
        doubts = [doubt for source in both for doubt in self._doubts(source, cited[source])]
        doubts += [Doubt(source, "not-known", source) for source in _in_circles(cited, both)]
        doubts += [Doubt(source, "withheld") for source, found in marks.items() if _is_withheld(found)]
        doubts += [doubt for tie in shared for doubt in _doubts_of_likeness(tie, together)]
        named = tuple(dict.fromkeys(self._named(claims)))
        unread = tuple([id for id in named if not self.corpus.sources[id].read])
        against = tuple(self._unread_against(cited))
        parted = self.corpus.parted and len(claims) > 1
        return Reports(supporting, refuting, ties, tuple(doubts), groups, together, named, unread, against, parted)

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

    def _marks(self, report: str, own: Sequence[Citation]) -> Mapping[Mark, Share]:
        """Return everything by which a report may hang together with another one, and how it has it."""
        found = dict(self._descended(report))
        for citation in own:
            if citation.withheld == NOT_ALL:
                _have(found, Mark("withheld", report), Share(report, "descent", report))
            for id in citation.rests_on:
                for mark, via, role, words in self._marked.of_source(id):
                    _have(found, mark, Share(report, "rests", via, role, words))
            if not isinstance(citation.attribution, UnsetType):
                for link in citation.attribution.chain:
                    for mark, role, words in self._marked.of_words(link.entity or link.named):
                        _have(found, mark, Share(report, "told", "", role, words))
                for mark, role, words in self._marked.of_words(citation.attribution.ascribed_to):
                    _have(found, mark, Share(report, "ascribed", "", role, words))
        return found

    def _shares_of_descent(self, report: str) -> Mapping[Mark, Share]:
        found: dict[Mark, Share] = {}
        for mark, via, role, words in self._marked.of_source(report):
            _have(found, mark, Share(report, "descent", via, role, words))
        return found

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
            if record is not None and record.outlet is None:
                found.append(Doubt(source, "no-outlet", id))
        return tuple(found)


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


def at_most_origins(words: Words, number: int) -> str:
    """Return in words that there are so many origins, or fewer."""
    return words.many("at most {number} origin", "at most {number} origins", number)


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


def _in_circles(cited: Mapping[str, Sequence[Citation]], sources: Iterable[str]) -> Iterator[str]:
    """Yield the sources that rest on themselves, by what each of them names as its own: nobody knows on what."""
    onward = {source: found for source, own in cited.items() if (found := [id for one in own for id in one.rests_on])}
    for source in sources if onward else ():
        seen, left = set[str](), list(onward.get(source, ()))
        while left and source not in seen:
            id = left.pop()
            if id not in seen:
                seen.add(id)
                left += onward.get(id, ())
        if source in seen:
            yield source


def _is_withheld(marks: Iterable[Mark]) -> bool:
    """Tell whether marks of a report are lacking, since something of it is withheld."""
    return any(mark.sort == "withheld" for mark in marks)


def _doubts_of_chain(report: str, citation: Citation) -> tuple[Doubt, ...]:
    attribution = citation.attribution
    if isinstance(attribution, UnsetType):
        return (Doubt(report, "untold"),)
    if attribution.how == "none":
        return (Doubt(report, "nobody"),)
    found = [
        Doubt(report, "between" if place else "unnamed", link.anonymous)
        for place, link in enumerate(attribution.chain)
        if isinstance(link.anonymous, str)
    ]
    if not attribution.chain:
        found.append(Doubt(report, "unheard" if isinstance(attribution.ascribed_to, str) else "untold"))
    elif attribution.chain[0].presumed:
        found.append(Doubt(report, "presumed"))
    if any(link.presumed for link in attribution.chain[1:]):
        found.append(Doubt(report, "supposed"))
    return tuple(found)


def _have(found: dict[Mark, Share], mark: Mark, share: Share) -> None:
    """Let a report have a mark, if it has not; a name that was written counts before one that a dossier has."""
    if mark not in found or (found[mark].role in _LOOSE and share.role not in _LOOSE):
        found[mark] = share


def _is_tie(tie: Tie) -> bool:
    """Tell whether a mark holds reports together: two dossiers may have a name in common, two outlets a byline."""
    roles = {share.role for share in tie.shares}
    return not any(roles <= alike for alike in _APART)


def _doubts_of_likeness(tie: Tie, groups: Groups) -> Iterator[Doubt]:
    """Yield that reports are parts of one page, or stand under one byline that names nobody, if nothing joins them."""
    if tie.shares[0].role in ("part", "staff") and not _is_tie(tie):
        reports = [share.report for share in tie.shares]
        if not any(set(reports) <= set(group) for group in groups):
            page = tie.mark.sort == "address"
            for report in reports:
                yield Doubt(report, "page", tie.mark.id) if page else Doubt(report, "byline", tie.words)
