"""A judgement that is signed by somebody who has a dossier here, such as an outlet or a party.

Grades and estimates are the editors' own. What somebody else thinks of a report is a part of that report: a claim, or
the grade that the source itself gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Assessment, Path, Publisher
from ..problems import Severity
from .finding import Finding

CODE = "C119"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each judgement that is signed with the id or the name of an entity."""
    names = {entity.name: id for id, entity in corpus.entities.items()} | {id: id for id in corpus.entities}
    for record, path, signed in _signatures(corpus):
        if signed in names:
            message = f'"{signed}" has a dossier here: a judgement is the editors’ own'
            hint = (
                "a grade that a source gives goes into its citation, as `graded`; what somebody says of it is a claim"
            )
            yield Finding(record, path, message, hint)


def _signatures(corpus: Corpus) -> Iterator[tuple[str, Path, str]]:
    for claim in corpus.claims.values():
        if isinstance(claim.assessment, Assessment):
            yield claim.id, ("assessment", "by"), claim.assessment.by
    for entity in corpus.entities.values():
        if isinstance(entity.publisher, Publisher) and isinstance(entity.publisher.by, str):
            yield entity.id, ("publisher", "by"), entity.publisher.by
