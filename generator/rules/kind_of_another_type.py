"""A kind that the vocabulary has for entities of another type: a person is no armed group."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .vocabulary_contradiction import may_be_of

CODE = "C152"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each kind that is not for the type of its entity; a kind for no type is for all."""
    for entity in corpus.entities.values():
        for place, name in enumerate(entity.kinds):
            kind = corpus.vocabulary.kinds.get(name)
            if kind is not None and not may_be_of(corpus, entity.type, kind.of):
                path = ("kind",) if isinstance(entity.kind, str) else ("kind", place)
                message = f'"{name}" is a kind of {_either(kind.of)}; the type of "{entity.id}" is {entity.type}'
                yield Finding(entity.id, path, message, "choose another kind, or move the record to its type's folder")


def _either(types: tuple[str, ...]) -> str:
    return " or ".join(types)
