"""A citation that does not say where in the source the words stand.

Whoever doubts a claim must be able to look it up: by the quote, by a locator, or by knowing why there is neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C112"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each citation without quote, locator and a reason for their absence."""
    for record, path, citation in passages(corpus):
        given = (citation.quote, citation.locator, citation.quote_unavailable)
        if not any(isinstance(words, str) for words in given):  # an empty one is told where it stands
            message = f'neither a quote nor a locator in "{citation.source}"'
            hint = "copy the words as `quote`, or say where: `locator: page 3`; else `quote_unavailable: why`"
            yield Finding(record, path, message, hint)
