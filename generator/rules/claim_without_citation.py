"""A claim without a citation: nothing stands on a dossier without a source."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .passages import shown

CODE = "C111"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each claim that cites nothing, or nothing that readers see."""
    for claim in corpus.claims.values():
        if not claim.citations:
            hint = "say where it is said: `citations:`, with a source and a quote"
            yield Finding(claim.id, ("citations",), f'the claim "{claim.id}" has no citation', hint)
        elif not shown(claim):
            message = f'all citations of the claim "{claim.id}" are withheld'
            hint = "withhold the claim too, or cite what may be shown"
            yield Finding(claim.id, ("citations",), message, hint, key=True)
