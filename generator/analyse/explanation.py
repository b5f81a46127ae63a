"""Why a claim has as many origins as it has, in sentences: what holds reports together, and what nobody knows of them.

Every sentence is made from the ties and doubts by which the numbers are counted, so that it cannot explain another
number. No sentence says that reports have nothing to do with each other: only that no link is recorded. How a name
becomes a link or plain text is for others to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import Claim
from .origins import Origins, Reports, Share, Tie, ancestors, family_of
from .wording import counted

MOST_NAMED = 6
"""How many reports one sentence names; the others are counted."""


class Ref(NamedTuple):
    """Somebody or something that a sentence names: a source or an entity by its id, a name, or a source's words."""

    sort: Literal["source", "entity", "name", "words"]
    text: str


Sentence = tuple[str | Ref, ...]


class Origin(NamedTuple):
    """One origin: its reports, why they hang together, and why it counts as an upper bound only."""

    reports: tuple[str, ...]
    reasons: tuple[Sentence, ...]
    doubts: tuple[Sentence, ...]

    @property
    def known(self) -> bool:
        """Tell whether the descent of all its reports is known to the end."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class Explanation:
    """The count of one claim, the origins behind it, and what else there is to say of its reports."""

    count: Reports
    origins: tuple[Origin, ...]
    more: tuple[Sentence, ...]


def explain(corpus: Corpus, claim: Claim, count: Reports | None = None) -> Explanation:
    """Return the reports of a claim, grouped into origins, with the reason for each number."""
    count = count or Origins(corpus).reports(claim)
    ties = telling(corpus, count.ties) if count.ties else ()
    origins = [
        Origin(group, tuple(_reasons(corpus, group, ties)), tuple(_doubts(count, group))) for group in count.together
    ]
    return Explanation(count, tuple(origins), tuple(_more(corpus, claim, count)))


def worded(sentence: Sentence, name: Callable[[Ref], str]) -> str:
    """Return a sentence as text, with everything that it names worded by `name`."""
    return "".join([part if isinstance(part, str) else name(part) for part in sentence])


def telling(corpus: Corpus, ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Return the ties that tell something: those that only follow from a nearer one are left out."""
    sources = {tie.mark.id: tie for tie in ties if tie.mark.sort == "source"}
    above = {id: frozenset(ancestors(corpus, id)) for id in sources}
    order = {id: place for place, id in enumerate(sources)}

    def follows(id: str, tie: Tie) -> bool:
        """Tell whether all its reports meet in a source that derives from it; where records loop, the first stays."""
        return any(
            id != other
            and id in above[other]
            and (order[other] < order[id] or other not in above[id])
            and _reports(tie) <= _reports(nearer)
            for other, nearer in sources.items()
        )

    near = sorted((tie for id, tie in sources.items() if not follows(id, tie)), key=lambda tie: -len(tie.shares))
    entities = [tie for tie in ties if tie.mark.sort == "entity" and _apart(tie)]
    told = [tie for tie in ties if tie.mark.sort == "named"]
    families = [
        tie
        for tie in ties
        if tie.mark.sort == "family"
        and _apart(tie)
        and not any(family_of(corpus, e.mark.id) == tie.mark.id and _reports(tie) <= _reports(e) for e in entities)
    ]
    return (*near, *entities, *families, *told)


def _reports(tie: Tie) -> frozenset[str]:
    return frozenset(share.report for share in tie.shares)


def _apart(tie: Tie) -> bool:
    """Tell whether reports have a mark in more ways than by one and the same source, which is a tie of its own."""
    return len({share.via or f"told in {share.report}" for share in tie.shares}) > 1


def _reasons(corpus: Corpus, group: Sequence[str], ties: Sequence[Tie]) -> Iterator[Sentence]:
    for tie in ties:
        if tie.shares[0].report in group:
            yield _sentence(_clauses(corpus, tie))


def _clauses(corpus: Corpus, tie: Tie) -> Iterator[Sentence]:
    """Yield what each of the reports has to do with what they share, those alike together."""
    sort, id = tie.mark
    if sort == "family":
        both = _listed(share.report for share in tie.shares)
        yield (*both, " come from, or name, outlets of one family, ", Ref("name", id), *_outlets(corpus, tie))
        return
    mark = Ref("name" if sort == "named" else sort, id)
    of_way = sorted(((_way(sort, share), share.report) for share in tie.shares), key=lambda pair: _WAYS.index(pair[0]))
    for way, found in groupby(of_way, key=lambda pair: pair[0]):
        reports = [report for _, report in found]
        if way == "is":
            continue  # others derive from it, which the next clause says
        one, several = _WORDED[way]
        before, _, after = (one if len(reports) == 1 else several).partition("@")
        yield (*_listed(reports), before, mark, after)
    if sort == "source" and id in corpus.sources and not corpus.sources[id].read:
        yield (mark, " was not read")


def _outlets(corpus: Corpus, tie: Tie) -> Sentence:
    """Return the outlets of a family that published what reports are or were made from, where there are several."""
    published = (corpus.sources[share.via].outlet for share in tie.shares if share.via in corpus.sources)
    outlets = [Ref("entity", outlet) for outlet in dict.fromkeys(published) if outlet]
    return (": ", *_strung(outlets)) if len(outlets) > 1 else ()


_WORDED = {
    "derives": (" derives from @", " derive from @"),
    "rests": (" rests, by what it names as its own, on @", " rest, by what they name as their own, on @"),
    "published": (" was published by @", " were published by @"),
    "behind": (" derives from a text of @", " derive from texts of @"),
    "named": (" rests on a text of @", " rest on texts of @"),
    "told": (" names @ among those who told it", " name @ among those who told it"),
}
_WAYS = ("is", *_WORDED)


def _way(sort: str, share: Share) -> str:
    if share.path == "told":
        return "told"
    own = share.via == share.report
    if sort == "source":
        return "is" if own else "derives" if share.path == "descent" else "rests"
    return "published" if own else "behind" if share.path == "descent" else "named"


def _doubts(count: Reports, group: Sequence[str]) -> Iterator[Sentence]:
    """Yield why an origin may hang together with another one, in clauses; what is alike is said once.

    Of somebody unnamed it is said for each report: that the words are the same makes them no more the same people.
    """
    of_reports: dict[tuple[str, str, str], list[str]] = {}
    for doubt in count.doubts:
        if doubt.report in group:
            own = doubt.report if doubt.why == "unnamed" or doubt.of == doubt.report else ""
            of_reports.setdefault((doubt.why, doubt.of, own), []).append(doubt.report)
    alike: dict[tuple[str, tuple[str, ...], str], list[str]] = {}
    for (why, of, own), reports in of_reports.items():
        alike.setdefault((why, tuple(reports), own), []).append(of)
    alone = sum(map(len, count.together)) == 1
    for (why, whose, own), ofs in list(alike.items())[:MOST_NAMED]:
        named: Sentence = ("the report",) if alone else _listed(whose)
        yield _doubt(why, ofs, named, one=len(whose) == 1, own=bool(own))
    if len(alike) > MOST_NAMED:
        yield (f"{len(alike) - MOST_NAMED:,} more of this sort",)


def _doubt(why: str, of: Sequence[str], named: Sentence, *, one: bool, own: bool) -> Sentence:
    match why:
        case "unnamed":
            words = [part for text in of for part in (" and ", Ref("words", text))][1:]
            return ("the chain of ", *named, " leads back to somebody unnamed, ", *words)
        case "nobody":
            return (*named, " names no source" if one else " name no source")
        case "untold":
            return ("whom ", *named, " names was not recorded" if one else " name was not recorded")
    ending = f"{'is' if len(of) == 1 else 'are'} not {'known' if why == 'not-known' else 'recorded'}"
    derivation = "the derivation of " if len(of) == 1 else "the derivations of "
    if own:
        return (derivation, *named, f" {ending}")
    return (derivation, *_listed(of), f", which {'stands' if len(of) == 1 else 'stand'} behind ", *named, f", {ending}")


def _more(corpus: Corpus, claim: Claim, count: Reports) -> Iterator[Sentence]:
    if count.refuting:
        one, two = counted(len(count.supporting), "report"), counted(len(count.refuting), "report")
        origins = f" ({counted(count.origins, 'origin')})" if count.supporting else ""
        parts = f"{one}{origins} on the side of the claim, {two} against it"
        yield (*_listed(count.refuting), " ", "refutes" if len(count.refuting) == 1 else "refute",
               f" the claim and {'counts' if len(count.refuting) == 1 else 'count'} apart: {parts}.")  # fmt: skip
    if count.supporting:
        yield (_known(count),)
    if count.named:
        yield (_named(count),)
    others = dict.fromkeys(c.source for c in claim.citations if c.source in corpus.sources)
    for id in others:
        if not corpus.sources[id].read:
            yield (Ref("source", id), " was not read, so it is no report.")
        elif id not in count.supporting and id not in count.refuting:
            yield (Ref("source", id), " frames the claim and neither supports nor refutes it, so it is not counted.")


def _known(count: Reports) -> str:
    """Return how many origins count towards credibility 1, which are those of known descent."""
    known, origins = count.known, count.origins
    if origins == 1:
        which = "the origin that supports it" if count.refuting else "this origin"
        return (f"The descent of {which} is {'' if known else 'not '}known to the end, so it "
                f"{'counts' if known else 'does not count'} towards credibility 1.")  # fmt: skip
    all_of_them = "both" if origins == 2 else f"all {origins:,}"
    which = all_of_them if known == origins else f"{known or 'none'} of the {origins:,}"
    return f"The descent of {which} origins that support it is known to the end; only such count towards credibility 1."


def _named(count: Reports) -> str:
    """Return how many sources the reports name as their own, and how many of these were not read."""
    number, unread = len(count.named), len(count.unread)
    one = len(count.supporting) + len(count.refuting) < 2
    many = counted(number, "source")
    who = f"The report names {many} as its own" if one else f"The reports name {many} as their own"
    if number == 1:
        return f"{who}, which was {'not read and is no report' if unread else 'read'}."
    read = f"{'none' if unread == number else number - unread} of them read here" if unread else "all of them read here"
    return f"{who}, {read}{'; what was not read is no report' if unread else ''}."


def _listed(reports: Iterable[str]) -> Sentence:
    """Return reports as they stand in a sentence, at most so many of them by name."""
    found = list(reports)
    named: list[str | Ref] = [Ref("source", id) for id in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        named.append(f"{len(found) - MOST_NAMED:,} more")
    return _strung(named)


def _strung(named: Sequence[str | Ref]) -> Sentence:
    """Return names as a list in a sentence."""
    parts: list[str | Ref] = []
    for place, part in enumerate(named):
        if place:
            parts.append(" and " if place == len(named) - 1 else ", ")
        parts.append(part)
    return tuple(parts)


def _sentence(clauses: Iterator[Sentence]) -> Sentence:
    parts: list[str | Ref] = []
    for clause in clauses:
        parts += ["; ", *clause] if parts else clause
    return (*parts, ".")
