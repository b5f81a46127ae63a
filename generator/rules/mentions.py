"""Every place where one record names another, so that each rule on references sees all of them.

It only finds them; whether an id leads anywhere, and may be named, is for rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..corpus import Corpus
from ..model import Citation, Claim, Entity, Link, Path, Relation, Source, UnsetType
from .passages import caveats, passages
from .texts import linked, texts

Sort = Literal["entity", "source", "claim", "words"]
EDITORS = "editors"


# One record named by another: who names it, where, the id, and what sort of record it should be. The sort `words` is
# that of fields which hold an entity's id or plain words.
Mention = tuple[str, Path, str, Sort]


def mentions(corpus: Corpus) -> Iterator[Mention]:
    """Yield every mention of a record, in fields and in texts."""
    for entity in corpus.entities.values():
        yield from _of_entity(entity)
    for source in corpus.sources.values():
        yield from _of_source(source)
    for claim in corpus.claims.values():
        yield from _of_claim(claim)
    for record, path, citation in passages(corpus):
        yield from _of_citation(record, path, citation)
    for record, path, caveat in caveats(corpus):
        if isinstance(caveat.by, str) and caveat.by != EDITORS:
            yield record, (*path, "by"), caveat.by, "entity"
    for record, path, words in texts(corpus):
        for kind, id in linked(words):
            yield record, path, id, _SORTS[kind]


_SORTS: dict[str, Sort] = {"entity": "entity", "source": "source", "claim": "claim"}


def _of_entity(entity: Entity) -> Iterator[Mention]:
    yield from _listed(entity.id, ("distinct_from",), entity.distinct_from, "entity")
    if isinstance(entity.within, str):
        yield entity.id, ("within",), entity.within, "entity"
    if not isinstance(entity.retired, UnsetType):
        yield from _listed(entity.id, ("retired", "into"), entity.retired.into, "entity")
    for place, name in enumerate(entity.names):
        if isinstance(name.used_by, str):
            yield entity.id, ("names", place, "used_by"), name.used_by, "words"


def _of_source(source: Source) -> Iterator[Mention]:
    if source.outlet is not None:
        yield source.id, ("outlet",), source.outlet, "entity"
    if isinstance(source.authors, tuple):
        yield from _listed(source.id, ("authors",), source.authors, "words")
    for place, derivation in enumerate(source.derivations):
        yield source.id, ("derived_from", place, "source"), derivation.source, "source"


def _of_claim(claim: Claim) -> Iterator[Mention]:
    yield from _listed(claim.id, ("about",), claim.about, "entity")
    yield from _listed(claim.id, ("tension",), claim.tension, "claim")
    if isinstance(claim.answers, str):
        yield claim.id, ("answers",), claim.answers, "claim"
    for place, relation in enumerate(claim.relations):
        yield from _of_relation(claim.id, ("relations", place), relation)


def _of_relation(record: str, path: Path, relation: Relation) -> Iterator[Mention]:
    for end, given in (("subject", relation.subject), ("object", relation.object)):
        if isinstance(given, str):
            yield record, (*path, end), given, "entity"
        elif isinstance(given, tuple):
            yield from _listed(record, (*path, end), given, "entity")


def _of_citation(record: str, path: Path, citation: Citation) -> Iterator[Mention]:
    yield record, (*path, "source"), citation.source, "source"
    if citation.rests_on:
        yield from _listed(record, (*path, "rests_on"), citation.rests_on, "source")
    if not isinstance(citation.attribution, UnsetType):
        chain = (*path, "attribution", "chain")
        for place, link in enumerate(citation.attribution.chain):
            yield from _of_link(record, (*chain, place), link)
        if isinstance(citation.attribution.ascribed_to, str):
            yield record, (*path, "attribution", "ascribed_to"), citation.attribution.ascribed_to, "words"
    if not isinstance(citation.translation, UnsetType) and citation.translation.by != EDITORS:
        yield record, (*path, "translation", "by"), citation.translation.by, "words"
    if citation.graded is not None and not isinstance(citation.graded, UnsetType):
        yield record, (*path, "graded", "by"), citation.graded.by, "words"
    yield from _of_ambiguous(record, (*path, "ambiguous"), citation)


def _of_link(record: str, path: Path, link: Link) -> Iterator[Mention]:
    if isinstance(link.entity, str):
        yield record, (*path, "entity"), link.entity, "entity"


def _of_ambiguous(record: str, path: Path, citation: Citation) -> Iterator[Mention]:
    for place, candidate in enumerate(citation.ambiguous):
        if isinstance(candidate, str):
            yield record, (*path, place), candidate, "words"
        else:
            yield from _listed(record, (*path, place, "may_be"), candidate.may_be, "words")


def _listed(record: str, path: Path, ids: tuple[str, ...], sort: Sort) -> Iterator[Mention]:
    for place, id in enumerate(ids):
        yield record, (*path, place), id, sort
