"""Why a claim has as many origins as it has, in sentences: what holds reports together, and what nobody knows of them.

Every sentence is made from the ties and doubts by which the numbers are counted, so that it cannot explain another
number. No sentence says that reports have nothing to do with each other: only that no link is recorded. How a name
becomes a link or plain text is for others to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import Claim
from ..words import Words
from .marks import ancestors, families_of, names_of
from .origins import Origins
from .reasons import BEHIND, OF_CHAINS, OF_REPORTS, OPEN, WORDED
from .reports import Reports, Share, Tie, at_most_origins
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
        Origin(group, tuple(_reasons(corpus, group, ties)), tuple(_doubts(corpus.words, count, group)))
        for group in count.together
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
    told = [
        tie
        for tie in ties
        if tie.mark.sort == "named"
        and _apart(tie)
        and not any(tie.mark.id in names_of(corpus, e.mark.id) and _reports(tie) <= _reports(e) for e in entities)
    ]
    families = [
        tie
        for tie in ties
        if tie.mark.sort == "family"
        and _apart(tie)
        and not any(tie.mark.id in families_of(corpus, e.mark.id) and _reports(tie) <= _reports(e) for e in entities)
    ]
    same = [tie for tie in ties if tie.mark.sort in ("copy", "address") and _apart(tie)]
    # A family with a dossier ties by all its names, and by what it belongs to itself: the first tells enough.
    of_reports: dict[frozenset[str], Tie] = {}
    for tie in families:
        of_reports.setdefault(_reports(tie), tie)
    return (*near, *same, *entities, *of_reports.values(), *told)


def _reports(tie: Tie) -> frozenset[str]:
    return frozenset(share.report for share in tie.shares)


def _apart(tie: Tie) -> bool:
    """Tell whether reports have a mark in more ways than by one and the same source, which is a tie of its own."""
    return len({share.via or f"told in {share.behind or share.report}" for share in tie.shares}) > 1


def _reasons(corpus: Corpus, group: Sequence[str], ties: Sequence[Tie]) -> Iterator[Sentence]:
    for tie in ties:
        if tie.shares[0].report in group:
            yield _sentence(corpus.words, _clauses(corpus, tie))


def _clauses(corpus: Corpus, tie: Tie) -> Iterator[Sentence]:
    """Yield what each of the reports has to do with what they share, those alike together."""
    (sort, id), words = tie.mark, corpus.words
    if sort == "family":
        family = [Ref("name", tie.words)]
        of_own = [share for share in tie.shares if not share.behind]
        own = [share.report for share in of_own]
        one, several = (
            "{reports} comes from, or names, an outlet of a family, {family}",
            "{reports} come from, or name, outlets of one family, {family}",
        )
        told = words.many_parts(one, several, len(own), reports=_listed(words, own), family=family)
        if not own:
            told = words.parts("what stands behind the reports names outlets of one family, {family}", family=family)
        yield (*told, *_outlets(corpus, of_own or tie.shares))
        yield from _behind(words, [("behind-family", share) for share in tie.shares if share.behind], ())
        return
    mark = Ref(sort, id) if sort in ("source", "entity") else Ref("name", tie.words)
    of_way = sorted(((_way(sort, share), share) for share in tie.shares), key=lambda pair: _WAYS.index(pair[0]))
    for way, found in groupby([pair for pair in of_way if not pair[1].behind], key=lambda pair: pair[0]):
        reports = [share.report for _, share in found]
        if way == "is":
            continue  # others derive from it, which the next clause says
        yield words.many_parts(*WORDED[way], len(reports), reports=_listed(words, reports), mark=[mark])
    yield from _behind(words, [pair for pair in of_way if pair[1].behind], [mark])
    if sort == "source" and id in corpus.sources and not corpus.sources[id].read:
        yield words.parts("{source} was not read", source=[mark])


def _behind(words: Words, of_way: Sequence[tuple[str, Share]], mark: Sequence[Ref]) -> Iterator[Sentence]:
    """Yield what sources that stand behind reports have to do with what these share, each with those of one source."""
    together: dict[tuple[str, str], list[str]] = {}
    for way, share in of_way:
        together.setdefault((way, share.behind), []).append(share.report)
    for (way, source), reports in together.items():
        yield words.many_parts(
            *WORDED[way], len(reports), reports=_listed(words, reports), source=[Ref("source", source)], mark=mark
        )


def _outlets(corpus: Corpus, shares: Sequence[Share]) -> Sentence:
    """Return the outlets of a family that published what reports are or were made from, where there are several."""
    published = (corpus.sources[share.via].outlet for share in shares if share.via in corpus.sources)
    outlets = [Ref("entity", outlet) for outlet in dict.fromkeys(published) if outlet]
    return (": ", *_strung(corpus.words, outlets)) if len(outlets) > 1 else ()


_WAYS = ("is", *WORDED)


def _way(sort: str, share: Share) -> str:
    if share.behind:
        return f"behind-{_past(sort, share)}"
    if share.role in ("became", "replaced"):
        return share.role
    if share.path in ("told", "ascribed"):
        return share.path
    own = share.via == share.report
    match sort:
        case "source":
            return "is" if own else "derives" if share.path == "descent" else "rests"
        case "copy":
            return "text" if own else "behind-text"
        case "address":
            return "address" if own else "behind-address"
    if own:
        return "wrote" if share.role in ("author", "staff") else "published"
    return "behind" if share.path == "descent" else "named"


def _past(sort: str, share: Share) -> str:
    """Return what the source behind a report has to do with a mark."""
    if share.role in ("became", "replaced"):
        return share.role
    if share.path == "rests" and sort != "source":
        return sort if sort in ("copy", "address") else "named"
    return share.path


def _doubts(words: Words, count: Reports, group: Sequence[str]) -> Iterator[Sentence]:
    """Yield why an origin may hang together with another one, in clauses; what is alike is said once.

    Of somebody unnamed it is said for each report: that the words are the same makes them no more the same people.
    """
    of_reports: dict[tuple[str, str, str, str], list[str]] = {}
    for doubt in count.doubts:
        if doubt.report in group:
            alone_in_it = doubt.why in ("unnamed", "between") or doubt.of == doubt.report
            own = doubt.report if alone_in_it and not doubt.behind else ""
            of_reports.setdefault((doubt.why, doubt.of, own, doubt.behind), []).append(doubt.report)
    alike: dict[tuple[str, tuple[str, ...], str, str], list[str]] = {}
    for (why, of, own, behind), reports in of_reports.items():
        alike.setdefault((why, tuple(reports), own, behind), []).append(of)
    alone = sum(map(len, count.together)) == 1
    for (why, whose, own, behind), ofs in list(alike.items())[:MOST_NAMED]:
        named: Sentence = (words("the report"),) if alone else _listed(words, whose)
        if behind:
            source = [Ref("source", behind)]
            named = words.many_parts(*BEHIND, 1, sources=source, reports=named)
        yield _doubt(words, why, ofs, named, 1 if behind else len(whose), bool(own))
    if len(alike) > MOST_NAMED:
        rest = len(alike) - MOST_NAMED
        yield (words.many("{number} more of this sort", "{number} more of this sort", rest),)


def _doubt(words: Words, why: str, of: Sequence[str], named: Sentence, reports: int, own: bool) -> Sentence:
    what = _strung(words, [Ref("name" if why == "page" else "words", text) for text in of])
    if why in OF_CHAINS:
        return words.parts(OF_CHAINS[why], reports=named, words=what)
    if why in OF_REPORTS:
        return words.many_parts(*OF_REPORTS[why], reports, reports=named, words=what)
    if own:
        return words.many_parts(*OPEN[why], len(of), sources=named)
    behind = words.many_parts(*BEHIND, len(of), sources=_listed(words, of), reports=named)
    return words.many_parts(*OPEN[why], len(of), sources=behind)


def _more(corpus: Corpus, claim: Claim, count: Reports) -> Iterator[Sentence]:
    words = corpus.words
    if count.refuting:
        one, two = counted(words, len(count.supporting), "report"), counted(words, len(count.refuting), "report")
        number = at_most_origins if count.at_most and count.origins > 1 else _origins
        for_it = f"{one} ({number(words, count.origins)})" if count.supporting else one
        yield words.many_parts(
            "{reports} refutes the claim and counts apart: {for_it} on the side of the claim, {against} against it.",
            "{reports} refute the claim and count apart: {for_it} on the side of the claim, {against} against it.",
            len(count.refuting),
            reports=_listed(words, count.refuting), for_it=[for_it], against=[two],
        )  # fmt: skip
    if count.supporting:
        yield (_known(words, count),)
    if count.named:
        yield (_named(words, count),)
    others = dict.fromkeys(c.source for c in claim.citations if c.source in corpus.sources)
    for id in others:
        if id in count.unread_against:
            yield words.parts(
                "{source} refutes the claim and was not read, so it is no report.", source=[Ref("source", id)]
            )
        elif not corpus.sources[id].read:
            yield words.parts("{source} was not read, so it is no report.", source=[Ref("source", id)])
        elif id not in count.supporting and id not in count.refuting:
            yield words.parts(
                "{source} frames the claim and neither supports nor refutes it, so it is not counted.",
                source=[Ref("source", id)],
            )


def _origins(words: Words, number: int) -> str:
    return counted(words, number, "origin")


def _known(words: Words, count: Reports) -> str:
    """Return how many origins count towards credibility 1, which are those of known descent."""
    known, origins = count.known, count.origins
    if origins == 1:
        which = words("the origin that supports it") if count.refuting else words("this origin")
        if known:
            return words("The descent of {which} is known to the end, so it counts towards credibility 1.", which=which)
        return words(
            "The descent of {which} is not known to the end, so it does not count towards credibility 1.", which=which
        )
    if known == origins:
        which = words("both origins") if origins == 2 else words("all {number} origins", number=origins)
    elif known:
        which = words("{number} of the {total} origins", number=known, total=origins)
    else:
        which = words("none of the {total} origins", total=origins)
    return words(
        "The descent of {which} that support it is known to the end; only such count towards credibility 1.",
        which=which,
    )


def _named(words: Words, count: Reports) -> str:
    """Return how many sources the reports name as their own, and how many of these were not read."""
    number, unread = len(count.named), len(count.unread)
    one = len(count.supporting) + len(count.refuting) < 2
    many = counted(words, number, "source")
    who = words("The report names {sources} as its own", sources=many)
    if not one:
        who = words("The reports name {sources} as their own", sources=many)
    if number == 1 and unread:
        return words("{who}, which was not read and is no report.", who=who)
    if number == 1:
        return words("{who}, which was read.", who=who)
    if not unread:
        return words("{who}, all of them read here.", who=who)
    if unread == number:
        return words("{who}, none of them read here; what was not read is no report.", who=who)
    read = number - unread
    return words("{who}, {number} of them read here; what was not read is no report.", who=who, number=read)


def _listed(words: Words, reports: Sequence[str]) -> Sentence:
    """Return reports as they stand in a sentence, at most so many of them by name."""
    named: list[str | Ref] = [Ref("source", id) for id in reports[:MOST_NAMED]]
    if len(reports) > MOST_NAMED:
        named.append(words.many("{number} more", "{number} more", len(reports) - MOST_NAMED))
    return _strung(words, named)


def _strung(words: Words, named: Sequence[str | Ref]) -> Sentence:
    """Return names as a list in a sentence."""
    parts: list[str | Ref] = []
    for place, part in enumerate(named):
        if place:
            parts.append(words(" and ") if place == len(named) - 1 else words(", "))
        parts.append(part)
    return tuple(parts)


def _sentence(words: Words, clauses: Iterator[Sentence]) -> Sentence:
    parts: list[str | Ref] = []
    for clause in clauses:
        parts += [words("; "), *clause] if parts else clause
    return (*parts, ".")
