"""By what lists of claims are filtered and sorted: words that each claim has, and where it stands in each order.

Nothing here says whether a claim is so, and nothing may: there is no facet and no order of truth. All of it is worked
out for every claim at each build, so it reads what a record says and words nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeVar, cast

from ..corpus import Corpus, Place
from ..dates import parse
from ..model import Citation, Claim, Mode, UnsetType
from .chains import citation_lang
from .marks import unnamed
from .standing import (
    AGAINST,
    CarriedCaveat,
    cited,
    handed_down,
    inherited_caveats,
    is_opposed,
    leading,
    own_caveats,
    rested_on,
    source_caveats,
    together,
)

Facet = Literal["about", "kind", "source", "names", "standing", "date", "language"]
FACETS: tuple[Facet, ...] = ("about", "kind", "source", "names", "standing", "date", "language")
"""Every facet, in the order in which a reader is offered them."""
Names = Literal["named", "unnamed", "none", "unrecorded"]
NAMES: tuple[Names, ...] = ("named", "unnamed", "none", "unrecorded")
"""Whom the passages that make a claim name as their source."""
OPEN = "open"
"""Stands for the year of a date that has no beginning."""
Values = tuple[str, ...]
V = TypeVar("V", bound=tuple[str, ...])


class Facets(NamedTuple):
    """What one claim is found by; an empty text among its values means that nothing is given or recorded."""

    about: Values
    kind: tuple[Mode]
    source: Values
    names: Values
    standing: Values
    date: tuple[str]
    language: Values

    def of(self, facet: Facet) -> Values:
        """Return the claim's values of one facet."""
        return tuple(getattr(self, facet))


def facets(corpus: Corpus) -> Mapping[str, Facets]:
    """Return what each claim is found by, in the order of their ids; withdrawn claims are not found."""
    standing = _Standing(corpus)
    known: dict[tuple[str, ...], Any] = {}

    def one(values: V) -> V:
        """Return the one of all values that are the same: there are few, and many claims."""
        return cast("V", known.setdefault(values, values))

    return {
        claim.id: Facets(
            corpus.subjects[claim.id],
            one((claim.mode,)),
            one(cited(claim)),
            one(_unique(_named(corpus, citation) for citation in claim.supporting) or ("unrecorded",)),
            one(standing.of(claim)),
            one((year(claim.date),)),
            one(_unique(citation_lang(corpus, citation).lower() for citation in claim.citations) or ("",)),
        )
        for claim in corpus.claims.values()
        if isinstance(claim.retracted, UnsetType)
    }


def by_date(corpus: Corpus) -> tuple[str, ...]:
    """Return all claims: by the first day that their dates can mean, then those without a date as in their sources."""
    order = cache(lambda text: parse(text).order)
    undated = (1, (0, 0, ""))

    def key(claim: Claim) -> tuple[tuple[int, tuple[int, int, str]], tuple[str, Place]]:
        dated = (0, order(claim.date)) if isinstance(claim.date, str) else undated
        return dated, source_order(corpus, claim)

    return tuple(claim.id for claim in sorted(corpus.claims.values(), key=key))


def source_order(corpus: Corpus, claim: Claim) -> tuple[str, Place]:
    """Return where a claim stands if they are ordered as they stand in their sources: by source, then as in the file.

    A claim stands at the first source that it cites.
    """
    return claim.citations[0].source if claim.citations else "", corpus.places[claim.id]


@lru_cache(maxsize=4096)
def year(date: str | UnsetType | None) -> str:
    """Return the first year that a date can mean: `OPEN` where it has no beginning, "" where there is no date."""
    if not isinstance(date, str):
        return ""
    earliest = parse(date).earliest
    return str(earliest.year) if earliest else OPEN


class _Standing:
    """Tells what is to be said first of how far a claim can be trusted, without putting it into words."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._of_source = cache(lambda source: source_caveats(corpus, source))
        self._inherited = cache(lambda sources: inherited_caveats(map(self._of_source, sources)))
        self._alone = cache(lambda sources: _kinds(self._inherited(sources)))

    def of(self, claim: Claim) -> Values:
        """Return the kinds of all that speaks against it, and of the worst caveat; "" for none."""
        alone = self._alone(cited(claim))
        if alone and not rested_on(claim) and not self._may_lead(claim, alone):
            return alone
        inherited = handed_down(self._corpus, claim, self._inherited(cited(claim)))
        return _kinds(together(own_caveats(self._corpus, claim), inherited)) or ("",)

    def _may_lead(self, claim: Claim, inherited: Values) -> bool:
        """Tell whether a caveat of the claim itself may stand before those that it inherits, or for the same words."""
        own = [caveat.kind for caveat in chain(claim.caveats, *[citation.caveats for citation in claim.citations])]
        if any(isinstance(citation.reading, str) for citation in claim.citations):
            own.append("reading")
        if not own:
            return is_opposed(self._corpus, claim)
        chief = self._rank(inherited[-1])
        return is_opposed(self._corpus, claim) or any(
            kind in inherited or kind in AGAINST or self._rank(kind) < chief for kind in own
        )

    def _rank(self, kind: str) -> int:
        known = self._corpus.vocabulary.caveats.get(kind)
        return known.standing if known else 0


def _kinds(caveats: tuple[CarriedCaveat, ...]) -> Values:
    """Return all that speaks against a claim, where a line says the gravest only; and what else leads."""
    against = (kind for kind in AGAINST if any(caveat.kind == kind for caveat in caveats))
    return _unique([*against, *(caveat.kind for caveat in leading(caveats))])


def _named(corpus: Corpus, citation: Citation) -> Names:
    """Return whom a citation names as its source, nearest to the event."""
    attribution = citation.attribution
    if isinstance(attribution, UnsetType):
        return "unrecorded"
    if attribution.how == "none":
        return "none"
    first = next(iter(attribution.chain), None)
    return "unnamed" if first is not None and unnamed(corpus, first) else "named"


def _unique(values: Iterable[str]) -> Values:
    return tuple(dict.fromkeys(values))


def tallied(found: Mapping[str, Facets]) -> Mapping[Facet, tuple[tuple[str, int], ...]]:
    """Return how many claims each value of each facet has: the most frequent first, years from the latest on."""
    return {facet: tuple(sorted(_counted(found, facet).items(), key=_ORDERS[facet])) for facet in FACETS}


def _counted(found: Mapping[str, Facets], facet: Facet) -> Counter[str]:
    return Counter(value for one in found.values() for value in one.of(facet))


def _by_number(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _by_year(item: tuple[str, int]) -> tuple[bool, bool, int]:
    year = item[0]
    return not year, year == OPEN, -int(year) if year.isdigit() else 0


_ORDERS: Mapping[Facet, Callable[[tuple[str, int]], tuple[int, str] | tuple[bool, bool, int]]] = {
    **dict.fromkeys(FACETS, _by_number), "date": _by_year,
}  # fmt: skip
