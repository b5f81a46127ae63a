"""Two claims that name each other as rivals, or one that names the same rival twice.

Tension is named once and shown from both ends; named twice it can be taken away on one side only, unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding

CODE = "C106"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each pair of claims after its first mention."""
    named: set[tuple[str, str]] = set()
    for claim in corpus.claims.values():
        for place, rival in enumerate(claim.tension):
            pair = min(claim.id, rival), max(claim.id, rival)
            if pair in named:
                message = f'the tension between "{pair[0]}" and "{pair[1]}" is named twice'
                yield Finding(claim.id, ("tension", place), message, "one side is enough; it is shown on both")
            named.add(pair)
