"""A grade without a reason, a name or a day: what nobody signed and nobody can check is an insult or an advertisement.

It holds for the reliability of an outlet and for the assessment of a claim alike; what is left blank is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Assessment, Publisher, UnsetType
from ..problems import Severity
from .finding import Finding

CODE = "C144"
SEVERITY: Severity = "error"
_HINTS = {
    "rationale": "say why: `rationale: …`",
    "why": "say why: `why: …`",
    "by": "sign it: `by: …`",
    "on": "say when it was given: `on: …`",
}


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield for each grade each part of its signature that it lacks."""
    for entity in corpus.entities.values():
        if isinstance(entity.publisher, Publisher) and isinstance(entity.publisher.reliability, str):
            grade = entity.publisher
            for field, value in (("rationale", grade.rationale), ("by", grade.by), ("on", grade.on)):
                if _is_blank(value):
                    message = f'the grade {grade.reliability} of "{entity.id}" has no `{field}`'
                    yield Finding(entity.id, ("publisher", "reliability"), message, _HINTS[field])
    for claim in corpus.claims.values():
        if isinstance(claim.assessment, Assessment):
            for field, value in (("why", claim.assessment.why), ("by", claim.assessment.by)):
                if _is_blank(value):
                    yield Finding(claim.id, ("assessment", field), f"`{field}` is empty", _HINTS[field])


def _is_blank(value: str | UnsetType) -> bool:
    return not (isinstance(value, str) and value.strip())
