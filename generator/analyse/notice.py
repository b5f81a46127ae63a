"""The notice at the head of a dossier: how its claims stand, where they all come from, what is missing.

It is computed from the claims and counts them; it says nothing that a reader could not count again. Withdrawn claims
do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..corpus import Corpus
from ..dates import parse
from ..model import Claim, Entity, Source, UnsetType
from .chains import names_nobody, names_only_unnamed
from .origins import Origins
from .standing import CarriedCaveat
from .wording import HOW, counted, lowered, source_type

Standing = Callable[[Claim], CarriedCaveat | None]
"""What says most about how far a claim can be trusted."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The sentences of a notice; `dates` is "" where no date is given, `dated` says whose dates they are.

    `standing` is the clause of the lead that says how the claims stand. `as_of` is the date of the dossier: the oldest
    day on which one of its sources was read, "" if any lacks one.
    """

    standing: str
    lead: str
    origin: str
    assessed: str
    named: str
    dated: str
    dates: str
    as_of: str
    finding: str


def notice(
    corpus: Corpus, entity: Entity, claims: Sequence[Claim], standing: Standing, origins: Origins | None = None
) -> Notice:
    """Return the notice of a dossier with these claims; `origins` may remember what it knows of the sources."""
    finding = _finding(corpus, entity)
    counting = [claim for claim in claims if isinstance(claim.retracted, UnsetType)]
    if not counting:
        return Notice("", "No claim here is about it.", "", "", "", "", "", "", finding)
    cited = dict.fromkeys([citation.source for claim in counting for citation in claim.citations])
    sources = [corpus.sources[id] for id in cited if id in corpus.sources]
    words = standing_words(counting, standing)
    return Notice(
        standing=words,
        lead=f"Reported{':' if words[:1].isdigit() else ','} {words}." if words else "Reported.",
        origin=f"{_origin(corpus, len(counting), sources)}: {(origins or Origins(corpus)).reports(*counting).numbers}.",
        assessed=_assessed(counting),
        named=_named(counting),
        dated=f"Date of the {source_type(sources[0].type)}" if len(sources) == 1 else "Dates of the sources",
        dates=_dates(sources, corpus.settings.language),
        as_of=_as_of(sources, corpus.settings.language),
        finding=finding,
    )


def standing_words(claims: Sequence[Claim], standing: Standing) -> str:
    """Return how the claims stand, in a clause, the worst first: "not verified" or "7 of 12 not verified"."""
    chiefs = [chief for claim in claims if (chief := standing(claim))]
    counts = Counter([(chief.rank, chief.label) for chief in chiefs])
    if not counts:
        return ""
    without = len(claims) - len(chiefs)
    if len(counts) == 1 and not without:
        return lowered(next(iter(counts))[1])
    parts = [f"{counts[key]:,} of {len(claims):,} {lowered(key[1])}" for key in sorted(counts)]
    return "; ".join([*parts, f"{without:,} without a caveat"] if without else parts)


def _finding(corpus: Corpus, entity: Entity) -> str:
    like = corpus.settings.like(entity.type)
    if like == "place":
        return ""
    what = {"group": "a group is listed", "person": "a person is named"}.get(like, "it is listed")
    whom = {"group": "it", "person": "that person"}.get(like, "anybody")
    return f"That {what} here is not a finding against {whom}."


def _origin(corpus: Corpus, number: int, sources: Sequence[Source]) -> str:
    several = "Both claims come" if number == 2 else f"All {number:,} claims come"
    claims = "The one claim comes" if number == 1 else several
    if len(sources) != 1:
        outlets = {source.outlet for source in sources if source.outlet}
        unknown = sum(not source.outlet for source in sources)
        others = f", {unknown:,} of no known outlet" if unknown else ""
        return f"{claims} from {counted(len(sources), 'source')} of {counted(len(outlets), 'outlet')}{others}"
    source = sources[0]
    outlet = f" in {corpus.name(source.outlet)}" if source.outlet else ""
    return f"{claims} from one {source_type(source.type)}{outlet}{_descent(corpus, source)}"


def _descent(corpus: Corpus, source: Source) -> str:
    derivation = next(iter(source.derivations), None)
    origin = corpus.sources.get(derivation.source) if derivation else None
    if derivation is None or origin is None:
        return ""
    whose = f" of {corpus.name(origin.outlet)}" if origin.outlet else " of another source"
    return f", {'based on one' if derivation.how == 'based-on' else 'a ' + HOW[derivation.how]}{whose}"


def _assessed(claims: Sequence[Claim]) -> str:
    judged = sum(claim.assessment is not None and not isinstance(claim.assessment, UnsetType) for claim in claims)
    if not judged:
        return f"The editors have {'not assessed it' if len(claims) == 1 else 'assessed none of them'}."
    return f"The editors have assessed {judged} of {len(claims)}."


def _named(claims: Sequence[Claim]) -> str:
    nobody = sum(map(names_nobody, claims))
    unnamed = sum(map(names_only_unnamed, claims))
    total = len(claims)
    if total == 1:
        return "It names no source." if nobody else "It names only unnamed sources." if unnamed else ""
    if nobody == total:
        return f"None of the {total:,} claims names a source."
    if unnamed == total:
        return f"All {total:,} claims name only unnamed sources."
    parts = []
    if nobody:
        parts.append(f"{nobody:,} of the {total:,} claims {'names' if nobody == 1 else 'name'} no source")
    if unnamed:
        rest = f"the other {unnamed:,}" if nobody + unnamed == total else f"{unnamed:,}"
        rest = rest if nobody else f"{unnamed:,} of the {total:,} claims"
        parts.append(f"{rest} {'names' if unnamed == 1 else 'name'} only unnamed ones")
    return f"{'; '.join(parts)}." if parts else ""


def _as_of(sources: Sequence[Source], lang: str) -> str:
    """Return the oldest day on which a source was read; a dossier is no newer than that, whatever was edited since."""
    read = [parse(source.accessed) for source in sources if isinstance(source.accessed, str)]
    if not read or len(read) < len(sources):
        return ""
    return min(read, key=lambda date: date.order).words(lang)


def _dates(sources: Sequence[Source], lang: str) -> str:
    """Return the oldest and the newest date of the sources in words, and how many have none."""
    dated = sorted((parse(source.published) for source in sources if isinstance(source.published, str)),
                   key=lambda date: date.order)  # fmt: skip
    if not dated:
        return ""
    oldest, newest = dated[0].words(lang), dated[-1].words(lang)
    words = oldest if oldest == newest else f"oldest {oldest}, newest {newest}"
    missing = len(sources) - len(dated)
    return f"{words}; {missing:,} not given" if missing else words
