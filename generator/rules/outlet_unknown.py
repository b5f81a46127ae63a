"""A source of which nobody knows who published it.

That is a legal answer, and the page prints it; the count tells the editors how much of the site hangs in the air.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding

CODE = "C133"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each source whose outlet is null."""
    for source in corpus.sources.values():
        if source.outlet is None:
            message = f'the outlet of "{source.id}" is not known'
            yield Finding(source.id, ("outlet",), message, "name it once it is known; until then the page says so")
