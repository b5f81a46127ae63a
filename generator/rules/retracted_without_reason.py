"""A claim withdrawn without a reason: nothing is changed quietly."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Retraction
from ..problems import Severity
from .finding import Finding

CODE = "C115"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each retraction that does not say why."""
    for claim in corpus.claims.values():
        if isinstance(claim.retracted, Retraction):
            why = claim.retracted.why
            if not (isinstance(why, str) and why.strip()):
                message = f'the claim "{claim.id}" is retracted without a reason'
                yield Finding(claim.id, ("retracted",), message, "say why it is withdrawn: `why: …`", key=True)
