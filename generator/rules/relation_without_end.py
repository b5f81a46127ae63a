"""A relation that does not say between whom it holds, or says it in two ways.

Its two ends are entities; at the far end may stand a value instead. Several at one end hold together (`jointly`) or
one of them does (`either`), never both.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Relation, UnsetType
from ..problems import Severity
from .finding import Finding

CODE = "C154"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each relation without a subject, without or with two far ends, or with `jointly` or `either` amiss."""
    for claim in corpus.claims.values():
        for place, relation in enumerate(claim.relations):
            for message, hint in _faults(relation):
                yield Finding(claim.id, ("relations", place), message, hint)


def _faults(relation: Relation) -> Iterator[tuple[str, str]]:
    has_value = not isinstance(relation.value, UnsetType)
    if not relation.subjects:
        yield "a relation without a subject", "name an entity as its `subject`"
    if not relation.objects and not has_value:
        yield "a relation without an object and without a value", "add `object: <id>` or `value: …`"
    if relation.objects and has_value:
        yield "a relation with an object and a value", "write two relations, or say the figure in the text"
    if relation.jointly and relation.either:
        yield "`jointly` and `either` exclude each other", "keep `jointly` for all together, `either` for one of them"
    elif (relation.jointly or relation.either) and max(len(relation.subjects), len(relation.objects)) < 2:
        word = "jointly" if relation.jointly else "either"
        yield f"`{word}` needs several subjects or objects", "name them as a list, or take it out"
