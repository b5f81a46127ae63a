"""A relation whose predicate does not hold between such things.

"Leads" from a group to a place is a mistake in the record, not something that a source says; in the network it
would look like a finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Path, Predicate, Relation, UnsetType
from ..problems import Severity
from .finding import Finding
from .vocabulary_contradiction import VALUE, may_be_of

CODE = "C153"
SEVERITY: Severity = "error"

End = tuple[Path, str]


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each end of a relation whose type its predicate does not allow."""
    for claim in corpus.claims.values():
        for place, relation in enumerate(claim.relations):
            predicate = corpus.vocabulary.predicates.get(relation.predicate)
            if predicate is not None:
                yield from _of_relation(corpus, claim.id, ("relations", place), relation, predicate)


def _of_relation(
    corpus: Corpus, record: str, path: Path, relation: Relation, predicate: Predicate
) -> Iterator[Finding]:
    name = relation.predicate
    subjects, objects = _placed(relation.subject, (*path, "subject")), _placed(relation.object, (*path, "object"))
    yield from _ends(corpus, record, subjects, predicate.subject, f'"{name}" starts from')
    yield from _ends(corpus, record, objects, predicate.object, f'"{name}" leads to')
    if not isinstance(relation.value, UnsetType) and not may_be_of(corpus, VALUE, predicate.object):
        message = f'"{name}" leads to {_either(predicate.object)}, not to a value'
        yield Finding(record, (*path, "value"), message, "name an entity as its `object`, or choose another predicate")


def _ends(corpus: Corpus, record: str, ends: list[End], allowed: tuple[str, ...], words: str) -> Iterator[Finding]:
    for path, id in ends:
        entity = corpus.entities.get(id)
        if entity is not None and not may_be_of(corpus, entity.type, allowed):
            message = f'{words} {_either(allowed)}; the type of "{id}" is {entity.type}'
            yield Finding(record, path, message, "choose another predicate, or turn the relation round")


def _placed(given: str | tuple[str, ...] | UnsetType, path: Path) -> list[End]:
    if isinstance(given, UnsetType):
        return []
    return [(path, given)] if isinstance(given, str) else [((*path, place), id) for place, id in enumerate(given)]


def _either(types: tuple[str, ...]) -> str:
    return " or ".join(types)
