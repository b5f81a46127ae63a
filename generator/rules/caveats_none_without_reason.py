"""`caveats: none` without a `because`: a reader is owed the reason why a warning is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Publisher, Source
from ..problems import Severity
from .finding import Finding

CODE = "C132"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each source and each outlet that needs no caveat and does not say why."""
    message, hint = "`caveats: none` does not say why no caveat is needed", "add `because: …` beside it"
    for source in corpus.sources.values():
        if _is_bare(source):
            yield Finding(source.id, ("caveats",), message, hint)
    for entity in corpus.entities.values():
        if isinstance(entity.publisher, Publisher) and _is_bare(entity.publisher):
            yield Finding(entity.id, ("publisher", "caveats"), message, hint)


def _is_bare(record: Source | Publisher) -> bool:
    reason = record.because
    return record.caveats == "none" and not (isinstance(reason, str) and reason.strip())
