"""Two dates of one record of which the later one must come first.

Only what is certain counts: dates that overlap or are marked as doubtful contradict nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..dates import after, parse
from ..model import Path, Seen
from ..problems import Severity
from .finding import Finding

CODE = "C135"
SEVERITY: Severity = "error"

Dated = tuple[str, object]
ORDER = (("published", "modified"), ("published", "accessed"), ("modified", "accessed"))


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each source changed or read before it was published, and each claim last seen before it was first."""
    for source in corpus.sources.values():
        for first, last in ORDER:
            pair = (first, getattr(source, first)), (last, getattr(source, last))
            yield from _in_order(source.id, (last,), *pair)
    for claim in corpus.claims.values():
        if isinstance(claim.seen, Seen):
            yield from _in_order(
                claim.id, ("seen", "last"), ("first seen", claim.seen.first), ("last seen", claim.seen.last)
            )


def _in_order(record: str, path: Path, first: Dated, last: Dated) -> Iterator[Finding]:
    (before, start), (later, end) = first, last
    if isinstance(start, str) and isinstance(end, str) and after(parse(start), parse(end)):
        yield Finding(record, path, f"{later} {end} is before {before} {start}", "correct one of the two dates")
