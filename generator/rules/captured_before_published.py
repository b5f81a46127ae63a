"""A copy that was taken before its source was published.

Then it is a copy of something else, of an earlier version, or a date is mistyped. Archives and outlets may count
days in different time zones, so this is worth a look and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..dates import after, parse
from ..model import Path, Snapshot, Source
from ..problems import Severity
from .finding import Finding

CODE = "C136"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each archived copy and each snapshot that is older than its source."""
    for source in corpus.sources.values():
        if not isinstance(source.published, str):
            continue
        published = parse(source.published)
        for path, captured in _captures(source):
            if isinstance(captured, str) and after(published, parse(captured)):
                message = f"captured {captured}, before it was published ({source.published})"
                yield Finding(source.id, path, message, "correct a date, or see what the copy is of")


def _captures(source: Source) -> Iterator[tuple[Path, object]]:
    if isinstance(source.archived, tuple):
        for place, copy in enumerate(source.archived):
            yield ("archived", place, "captured"), copy.captured
    if isinstance(source.snapshot, Snapshot):
        yield ("snapshot", "captured"), source.snapshot.captured
