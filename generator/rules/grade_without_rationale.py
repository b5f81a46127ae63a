"""An outlet graded A to F without a reason: a grade that nobody can check is an insult or an advertisement."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Publisher
from ..problems import Severity
from .finding import Finding

CODE = "C144"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each grade of reliability without a rationale."""
    for entity in corpus.entities.values():
        if isinstance(entity.publisher, Publisher) and _is_bare(entity.publisher):
            message = f'the grade {entity.publisher.reliability} of "{entity.id}" has no rationale'
            yield Finding(entity.id, ("publisher", "reliability"), message, "say why: `rationale: …`")


def _is_bare(publisher: Publisher) -> bool:
    reason = publisher.rationale
    return isinstance(publisher.reliability, str) and not (isinstance(reason, str) and reason.strip())
