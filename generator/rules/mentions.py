"""Every place where one record names another, so that each rule on references sees all of them.

It only finds them; whether an id leads anywhere, and may be named, is for rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ..corpus import Corpus
from ..model import Attribution, Citation, Claim, Entity, Path, Relation, Source, UnsetType
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


def _of_entity(entity: Entity) -> list[Mention]:
    found = _listed(entity.id, ("distinct_from",), entity.distinct_from, "entity")
    if isinstance(entity.within, str):
        found.append((entity.id, ("within",), entity.within, "entity"))
    if not isinstance(entity.retired, UnsetType):
        found += _listed(entity.id, ("retired", "into"), entity.retired.into, "entity")
    for place, name in enumerate(entity.names):
        if isinstance(name.used_by, str):
            found.append((entity.id, ("names", place, "used_by"), name.used_by, "words"))
    if not isinstance(entity.publisher, UnsetType) and isinstance(entity.publisher.family, str):
        found.append((entity.id, ("publisher", "family"), entity.publisher.family, "words"))
    return found


def _of_source(source: Source) -> list[Mention]:
    found: list[Mention] = []
    if source.outlet is not None:
        found.append((source.id, ("outlet",), source.outlet, "entity"))
    if isinstance(source.authors, tuple):
        found += _listed(source.id, ("authors",), source.authors, "words")
    for place, derivation in enumerate(source.derivations):
        found.append((source.id, ("derived_from", place, "source"), derivation.source, "source"))
    return found


def _of_claim(claim: Claim) -> list[Mention]:
    found = _listed(claim.id, ("about",), claim.about, "entity")
    found += _listed(claim.id, ("tension",), claim.tension, "claim")
    if isinstance(claim.answers, str):
        found.append((claim.id, ("answers",), claim.answers, "claim"))
    for place, relation in enumerate(claim.relations):
        found += _of_relation(claim.id, ("relations", place), relation)
    return found


def _of_relation(record: str, path: Path, relation: Relation) -> list[Mention]:
    found: list[Mention] = []
    for end, given in (("subject", relation.subject), ("object", relation.object)):
        if isinstance(given, str):
            found.append((record, (*path, end), given, "entity"))
        elif isinstance(given, tuple):
            found += _listed(record, (*path, end), given, "entity")
    return found


def _of_citation(record: str, path: Path, citation: Citation) -> list[Mention]:
    found: list[Mention] = [(record, (*path, "source"), citation.source, "source")]
    found += _listed(record, (*path, "rests_on"), citation.rests_on, "source")
    if not isinstance(citation.attribution, UnsetType):
        found += _of_attribution(record, (*path, "attribution"), citation.attribution)
    if not isinstance(citation.translation, UnsetType) and citation.translation.by != EDITORS:
        found.append((record, (*path, "translation", "by"), citation.translation.by, "words"))
    if citation.graded is not None and not isinstance(citation.graded, UnsetType):
        found.append((record, (*path, "graded", "by"), citation.graded.by, "words"))
    for place, candidate in enumerate(citation.ambiguous):
        if isinstance(candidate, str):
            found.append((record, (*path, "ambiguous", place), candidate, "words"))
        else:
            found += _listed(record, (*path, "ambiguous", place, "may_be"), candidate.may_be, "words")
    return found


def _of_attribution(record: str, path: Path, attribution: Attribution) -> list[Mention]:
    found: list[Mention] = []
    for place, link in enumerate(attribution.chain):
        if isinstance(link.entity, str):
            found.append((record, (*path, "chain", place, "entity"), link.entity, "entity"))
    if isinstance(attribution.ascribed_to, str):
        found.append((record, (*path, "ascribed_to"), attribution.ascribed_to, "words"))
    return found


def _listed(record: str, path: Path, ids: tuple[str, ...], sort: Sort) -> list[Mention]:
    return [(record, (*path, place), id, sort) for place, id in enumerate(ids)]
