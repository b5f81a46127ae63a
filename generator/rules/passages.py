"""All records in one walk, and all citations and caveats, each with where it stands.

It only finds them, in the order of the ids; it judges none.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from ..corpus import Corpus
from ..model import Caveat, Citation, Claim, Entity, Path, Source, UnsetType

AnyRecord = Entity | Source | Claim
# A citation or a caveat after its place: the record that holds it and the path in that record.
Passage = tuple[str, Path, Citation]
Warned = tuple[str, Path, Caveat]


def records(corpus: Corpus) -> Iterator[AnyRecord]:
    """Yield every record that has an id."""
    yield from corpus.entities.values()
    yield from corpus.sources.values()
    yield from corpus.claims.values()


def passages(corpus: Corpus, having: str = "") -> Iterator[Passage]:
    """Yield every citation, of claims and of names, or those that have something in a field."""
    given = attrgetter(having) if having else bool
    for claim in corpus.claims.values():
        for place, citation in enumerate(claim.citations):
            if given(citation):
                yield claim.id, ("citations", place), citation
    for entity in corpus.entities.values():
        for number, name in enumerate(entity.names):
            for place, citation in enumerate(name.citations):
                if given(citation):
                    yield entity.id, ("names", number, "citations", place), citation


def shown(claim: Claim) -> tuple[Citation, ...]:
    """Return the citations that readers see beside the claim; all of them where the claim itself is withheld."""
    if claim.withheld is True:
        return claim.citations
    return tuple(citation for citation in claim.citations if citation.withheld is not True)


def caveats(corpus: Corpus) -> Iterator[Warned]:
    """Yield every caveat, of claims, citations, sources and outlets."""
    for claim in corpus.claims.values():
        if claim.caveats:
            yield from _numbered(claim.id, ("caveats",), claim.caveats)
    for record, path, citation in passages(corpus):
        if citation.caveats:
            yield from _numbered(record, (*path, "caveats"), citation.caveats)
    for source in corpus.sources.values():
        yield from _numbered(source.id, ("caveats",), source.caveats)
    for entity in corpus.entities.values():
        if not isinstance(entity.publisher, UnsetType):
            yield from _numbered(entity.id, ("publisher", "caveats"), entity.publisher.caveats)


def can_be_followed(corpus: Corpus, source: str) -> bool:
    """Tell whether all can be read from which a source derives, and their outlets; what cannot be is told there."""
    sources = [corpus.sources.get(id) for id in corpus.descents.get(source, (source,))]
    outlets = (record.outlet for record in sources if record)
    return all(sources) and all(outlet in corpus.entities for outlet in outlets if isinstance(outlet, str))


def is_hidden(corpus: Corpus, id: str, path: Path) -> bool:
    """Tell whether the place lies in a withheld record, field or citation."""
    record = corpus.record(id)
    if record is None or _hides(record.withheld, path):
        return True
    match path:
        case ("citations", int(place), *rest) if not isinstance(record, Entity | Source):
            return _hides(record.citations[place].withheld, tuple(rest))
        case ("names", int(number), "citations", int(place), *rest) if isinstance(record, Entity):
            return _hides(record.names[number].citations[place].withheld, tuple(rest))
    return False


def _numbered(record: str, path: Path, given: str | tuple[Caveat, ...]) -> Iterator[Warned]:
    if isinstance(given, tuple):
        for place, caveat in enumerate(given):
            yield record, (*path, place), caveat


def _hides(withheld: bool | tuple[str, ...], path: Path) -> bool:
    return withheld if isinstance(withheld, bool) else path[0] in withheld
