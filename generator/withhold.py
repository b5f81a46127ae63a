"""What is withheld leaves the corpus before anything is planned or rendered.

A withheld record goes with everything in it; a withheld field becomes one that was left out. What other records
say about a withheld one is for a rule to refuse. The words that went are kept apart, so that the inspection of
the finished site can look for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from .corpus import Corpus
from .model import Citation, Claim, Entity, Name, Record, Source
from .proofs import Proof, Proofs, unlinked

Hideable = Entity | Source | Claim | Citation
C = TypeVar("C", Claim, Name)
R = TypeVar("R", Entity, Source, Claim, Citation)
SHORTEST = 4
LONGEST_NAME = 4


def published(corpus: Corpus) -> Corpus:
    """Return the corpus without withheld records and fields: itself, with all that it knows by now, if it has none."""
    if all(record.withheld is False for record in _hideable(corpus)):
        return corpus
    entities = {entity.id: _without_passages(entity) for entity in _kept(corpus.entities).values()}
    claims = {claim.id: _without_citations(claim) for claim in _kept(corpus.claims).values()}
    return replace(
        corpus,
        entities=entities,
        sources=_kept(corpus.sources),
        claims=claims,
        proofs=_proofs(corpus),
        main=published(corpus.main) if corpus.main else None,
    )


def withheld_words(corpus: Corpus) -> tuple[str, ...]:
    """Return the texts, names, titles, quotes and addresses that must not occur anywhere in the site."""
    words = {word for word in _words(corpus) if len(word) >= SHORTEST}
    return tuple(sorted(words))


def _proofs(corpus: Corpus) -> Proofs:
    """Return the proofs without the words around a quote where these hold something withheld: links would show it."""
    hidden = [word.casefold() for word in withheld_words(corpus)] if corpus.proofs.all else []
    words = {part for word in hidden for part in (word, *_parts_of_name(word)) if len(part) >= SHORTEST}
    if not words:
        return corpus.proofs
    return Proofs(tuple(unlinked(proof) if _holds(proof, words) else proof for proof in corpus.proofs.all))


def _parts_of_name(word: str) -> list[str]:
    """Return the words of what may be a name: a link shows whatever stands beside a quote, be it half of one."""
    parts = word.split()
    return parts if len(parts) <= LONGEST_NAME else []


def _holds(proof: Proof, words: set[str]) -> bool:
    around = " ".join((proof.prefix, *proof.exact, proof.suffix)).casefold()
    return any(word in around for word in words)


def _kept(records: Mapping[str, R]) -> dict[str, R]:
    return {id: _without_fields(record) for id, record in records.items() if record.withheld is not True}


def _without_passages(entity: Entity) -> Entity:
    if not any(name.citations for name in entity.names):
        return entity
    return entity.changed(names=tuple(_without_citations(name) for name in entity.names))


def _without_citations(record: C) -> C:
    if not any(citation.withheld for citation in record.citations):
        return record
    kept = tuple(_without_fields(citation) for citation in record.citations if citation.withheld is not True)
    return record.changed(citations=kept)


def _without_fields(record: R) -> R:
    if not isinstance(record.withheld, tuple):
        return record
    return record.without(record.withheld).changed(withheld=False)


def _words(corpus: Corpus) -> Iterator[str]:
    for record in _hideable(corpus):
        yield from _of_record(record)


def _hideable(corpus: Corpus) -> Iterator[Hideable]:
    """Yield everything that may be withheld, or have withheld fields."""
    yield from corpus.entities.values()
    yield from corpus.sources.values()
    yield from corpus.claims.values()
    for entity in corpus.entities.values():
        for name in entity.names:
            yield from name.citations
    for claim in corpus.claims.values():
        yield from claim.citations


def _of_record(record: Hideable) -> Iterator[str]:
    if record.withheld is True:
        yield from _of_fields(record, ("name", "names", "title", "url", "text", "quote", "context", "note", "summary"))
    elif isinstance(record.withheld, tuple):
        yield from _of_fields(record, record.withheld)


def _of_fields(record: Record, fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        yield from _texts(getattr(record, field, None))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Name():
            yield value.text
        case dict():
            yield from (text for text in value.values() if isinstance(text, str))
        case tuple():
            for item in value:
                yield from _texts(item)
