"""The notice at the head of a dossier: how its claims stand, where they all come from, what is missing.

It is computed from the claims and counts them; it says nothing that a reader could not count again. Withdrawn claims
do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..corpus import Corpus
from ..dates import parse
from ..model import Citation, Claim, Entity, Source, UnsetType
from ..words import Words
from .chains import leads_back_to_unnamed, names_nobody
from .origins import Origins
from .standing import CarriedCaveat
from .wording import NONE_RECORDED, NOT_GIVEN, counted, lowered, source_type

Standing = Callable[[Claim], CarriedCaveat | None]
"""What says most about how far a claim can be trusted."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The sentences of a notice; `dates` is "" where there is no date, `undated` says whether none is given
    or none recorded, `dated` whose dates they are.

    `reported` says in a title what the dossier has. `as_of` is the date of the dossier: the oldest day on which one of
    its sources was read, "" if any lacks one.
    """

    reported: str
    lead: str
    origin: str
    assessed: str
    named: str
    dated: str
    dates: str
    undated: str
    as_of: str
    finding: str


def notice(
    corpus: Corpus, entity: Entity, claims: Sequence[Claim], standing: Standing, origins: Origins | None = None
) -> Notice:
    """Return the notice of a dossier with these claims; `origins` may remember what it knows of the sources."""
    words, finding = corpus.words, _finding(corpus, entity)
    counting = [claim for claim in claims if isinstance(claim.retracted, UnsetType)]
    if not counting:
        return Notice(*_without_claims(corpus, entity, bool(claims)), "", "", "", "", "", "", "", finding)
    sources = _sources(corpus, [citation for claim in counting for citation in claim.citations])
    telling = _sources(corpus, [citation for claim in counting for citation in claim.supporting])
    stands = standing_words(words, counting, standing)
    numbers = (origins or Origins(corpus)).reports(*counting).numbers(words)
    return Notice(
        reported=words("reported claims, {standing}", standing=stands) if stands else words("reported claims"),
        lead=_lead(words, stands),
        origin=words("{origin}: {numbers}.", origin=_origins(corpus, len(counting), telling, sources), numbers=numbers),
        assessed=_assessed(words, counting),
        named=_named(corpus, counting),
        dated=words("Date of the {kind}", kind=source_type(words, sources[0].type))
        if len(sources) == 1 else words("Dates of the sources"),
        dates=_dates(words, sources, corpus.settings.language),
        undated=words(NOT_GIVEN if all(source.published is None for source in sources) else NONE_RECORDED),
        as_of=_as_of(sources, corpus.settings.language),
        finding=finding,
    )  # fmt: skip


def _without_claims(corpus: Corpus, entity: Entity, withdrawn: bool) -> tuple[str, str]:
    """Return title and lead of a dossier that no claim stands in: whether some did, and what is said of others."""
    words = corpus.words
    found = [corpus.claims[id] for id in corpus.mentions.get(entity.id, ())]
    named = [claim for claim in found if isinstance(claim.retracted, UnsetType)]
    none = words("Every claim of this dossier was withdrawn.") if withdrawn else words("This dossier has no claim yet.")
    if not named:
        return words("claims withdrawn") if withdrawn else words("no claim yet"), none
    related = sum(any(entity.id in relation.objects for relation in claim.relations) for claim in named)
    lead = none if withdrawn else words("This dossier has no claim of its own.")
    return words("named in claims about others"), f"{lead} {_named_elsewhere(words, len(named), related)}"


def _named_elsewhere(words: Words, number: int, related: int) -> str:
    """Return in how many claims about others an entity is named, and in how many of these at the end of a relation."""
    if not related:
        return words.many("Named in {number} claim about others.", "Named in {number} claims about others.", number)
    if related == number:
        return words.many(
            "Named in {number} claim about others, as the other side of a relation.",
            "Named in {number} claims about others, as the other side of a relation.",
            number,
        )
    return words.many(
        "Named in {claims} about others, in {number} of them as the other side of a relation.",
        "Named in {claims} about others, in {number} of them as the other side of a relation.",
        related, claims=counted(words, number, "claim"),
    )  # fmt: skip


def _lead(words: Words, standing: str) -> str:
    if not standing:
        return words("Reported.")
    counts = standing[:1].isdigit()
    return (
        words("Reported: {standing}.", standing=standing)
        if counts
        else words("Reported, {standing}.", standing=standing)
    )


def standing_words(words: Words, claims: Sequence[Claim], standing: Standing) -> str:
    """Return how the claims stand, in a clause, the worst first: "not verified" or "7 of 12 not verified"."""
    chiefs = [chief for claim in claims if (chief := standing(claim))]
    counts = Counter([(chief.rank, chief.label) for chief in chiefs])
    if not counts:
        return ""
    without = len(claims) - len(chiefs)
    if len(counts) == 1 and not without:
        return lowered(next(iter(counts))[1])
    parts = [words("{number} of {total} {standing}", number=counts[key], total=len(claims), standing=lowered(key[1]))
             for key in sorted(counts)]  # fmt: skip
    if without:
        parts.append(words.many("{number} with no caveat recorded", "{number} with no caveat recorded", without))
    return words("; ").join(parts)


def _finding(corpus: Corpus, entity: Entity) -> str:
    like = corpus.settings.like(entity.type)
    if like == "place":
        return ""
    if like == "group":
        return corpus.words("That a group is listed here is not a finding against it.")
    if like == "person":
        return corpus.words("That a person is named here is not a finding against that person.")
    return corpus.words("To be listed here is not a finding against anybody.")


def _sources(corpus: Corpus, citations: Iterable[Citation]) -> list[Source]:
    cited = dict.fromkeys([citation.source for citation in citations])
    return [corpus.sources[id] for id in cited if id in corpus.sources]


def _origins(corpus: Corpus, number: int, telling: Sequence[Source], cited: Sequence[Source]) -> str:
    """Return where the claims come from: no claim comes from a source that only refutes it, or only frames it."""
    more = len(cited) - len(telling)
    if not telling or not more:
        return _origin(corpus, number, cited)
    return corpus.words.many(
        "{origin}; {number} more source is cited only in contradiction or as context",
        "{origin}; {number} more sources are cited only in contradiction or as context",
        more, origin=_origin(corpus, number, telling),
    )  # fmt: skip


def _origin(corpus: Corpus, number: int, sources: Sequence[Source]) -> str:
    words = corpus.words
    several = words("Both claims come") if number == 2 else words("All {number} claims come", number=number)
    claims = words("The one claim comes") if number == 1 else several
    if len(sources) != 1:
        outlets = {source.outlet for source in sources if source.outlet}
        unknown = sum(not source.outlet for source in sources)
        many = counted(words, len(sources), "source")
        if not outlets:
            return words("{claims} from {sources} of no known outlet", claims=claims, sources=many)
        by = counted(words, len(outlets), "outlet")
        if not unknown:
            return words("{claims} from {sources} of {outlets}", claims=claims, sources=many, outlets=by)
        return words(
            "{claims} from {sources}: {number} of {outlets}, {unknown} of no known outlet",
            claims=claims, sources=many, number=len(sources) - unknown, outlets=by, unknown=unknown,
        )  # fmt: skip
    source = sources[0]
    kind = source_type(words, source.type)
    if not source.outlet:
        told = words("{claims} from one {kind}", claims=claims, kind=kind)
    else:
        told = words(
            "{claims} from one {kind} in {outlet}", claims=claims, kind=kind, outlet=corpus.name(source.outlet)
        )
    return f"{told}{_descent(corpus, source)}"


def _descent(corpus: Corpus, source: Source) -> str:
    derivation = next(iter(source.derivations), None)
    origin = corpus.sources.get(derivation.source) if derivation else None
    if derivation is None or origin is None:
        return ""
    words = corpus.words
    whose = corpus.name(origin.outlet) if origin.outlet else words("another source")
    match derivation.how:
        case "translation":
            return words(", a translation of {whose}", whose=whose)
        case "republication":
            return words(", a republication of {whose}", whose=whose)
        case "quotation":
            return words(", a quotation of {whose}", whose=whose)
        case "summary":
            return words(", a summary of {whose}", whose=whose)
    return words(", based on one of {whose}", whose=whose)


def _assessed(words: Words, claims: Sequence[Claim]) -> str:
    judged = sum(claim.assessment is not None and not isinstance(claim.assessment, UnsetType) for claim in claims)
    if not judged:
        one = len(claims) == 1
        return words("The editors have not assessed it.") if one else words("The editors have assessed none of them.")
    return words("The editors have assessed {number} of {total}.", number=judged, total=len(claims))


def _named(corpus: Corpus, claims: Sequence[Claim]) -> str:
    words = corpus.words
    nobody = sum(map(names_nobody, claims))
    unnamed = sum(leads_back_to_unnamed(corpus, claim) for claim in claims)
    total = len(claims)
    if total == 1:
        return words("It names no source.") if nobody else words("It leads back to nobody named.") if unnamed else ""
    if nobody == total:
        one, several = "None of the {number} claims names a source.", "None of the {number} claims names a source."
        return words.many(one, several, total)
    if unnamed == total == 2:
        return words("Both claims lead back to nobody named.")
    if unnamed == total:
        one, several = (
            "All {number} claims lead back to nobody named.",
            "All {number} claims lead back to nobody named.",
        )
        return words.many(one, several, total)
    parts = []
    if nobody:
        one, several = "{number} of the {total} claims names no source", "{number} of the {total} claims name no source"
        parts.append(words.many(one, several, nobody, total=total))
    if unnamed:
        parts.append(_only_unnamed(words, nobody, unnamed, total))
    return f"{words('; ').join(parts)}." if parts else ""


def _only_unnamed(words: Words, nobody: int, unnamed: int, total: int) -> str:
    """Return how many claims name only somebody unnamed, beside those that name nobody."""
    if not nobody:
        return words.many(
            "{number} of the {total} claims leads back to nobody named",
            "{number} of the {total} claims lead back to nobody named",
            unnamed, total=total,
        )  # fmt: skip
    if nobody + unnamed == total:
        one, several = (
            "the other leads back to nobody named",
            "the other {number} lead back to nobody named",
        )
        return words.many(one, several, unnamed)
    return words.many("{number} leads back to nobody named", "{number} lead back to nobody named", unnamed)


def _as_of(sources: Sequence[Source], lang: str) -> str:
    """Return the oldest day on which a source was read; a dossier is no newer than that, whatever was edited since."""
    read = [parse(source.accessed) for source in sources if isinstance(source.accessed, str)]
    if not read or len(read) < len(sources):
        return ""
    return min(read, key=lambda date: date.order).words(lang)


def _dates(words: Words, sources: Sequence[Source], lang: str) -> str:
    """Return the oldest and the newest date of the sources in words, and how many have none."""
    dated = sorted((parse(source.published) for source in sources if isinstance(source.published, str)),
                   key=lambda date: date.order)  # fmt: skip
    if not dated:
        return ""
    oldest, newest = dated[0].words(lang), dated[-1].words(lang)
    span = words("oldest {oldest}, newest {newest}", oldest=oldest, newest=newest)
    told = oldest if oldest == newest else span
    missing = len(sources) - len(dated)
    return (
        words.many("{dates}; {number} without a date", "{dates}; {number} without a date", missing, dates=told)
        if missing
        else told
    )
