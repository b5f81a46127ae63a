"""A field that only entities of another type have: a group does not die, and a person has no coordinates."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Entity, UnsetType
from ..problems import Severity
from .finding import Finding

CODE = "C143"
SEVERITY: Severity = "error"
FIELDS = {"died": "person", "within": "place", "location": "place", "publisher": "group"}


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each field that does not fit its entity's type, and each `within` that leads to no place."""
    like = corpus.settings.like
    for entity in corpus.entities.values():
        for field, wanted in FIELDS.items():
            if not isinstance(getattr(entity, field), UnsetType) and like(entity.type) != wanted:
                message = f'"{field}" is a field of a {wanted}; the type of "{entity.id}" is {entity.type}'
                hint = "leave it out (what sources say of it is a claim), or move the record to its type's folder"
                yield Finding(entity.id, (field,), message, hint, key=True)
        yield from _outside(corpus, entity)


def _outside(corpus: Corpus, entity: Entity) -> Iterator[Finding]:
    around = corpus.entities.get(entity.within) if isinstance(entity.within, str) else None
    if around is not None and corpus.settings.like(around.type) != "place":
        message = f'"{around.id}" is no place, so nothing lies within it'
        yield Finding(entity.id, ("within",), message, "name the place that it lies within")
