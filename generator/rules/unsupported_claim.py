"""A claim that no source makes: its citations only refute it, or give context.

A claim is what at least one source says. Printed without one it would be the editors' own invention, however
carefully refuted. What is known of it only through its denial is cited from a source that was not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .passages import shown

CODE = "C113"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each claim with citations of which none supports it."""
    for claim in corpus.claims.values():
        citations = shown(claim)
        if citations and all(citation.supports != "supports" for citation in citations):
            message = f'no citation supports the claim "{claim.id}"'
            hint = "cite who says so (a source that was not read has `read: false`), or word the denial as the claim"
            yield Finding(claim.id, ("citations",), message, hint, key=True)
