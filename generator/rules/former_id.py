"""A former id that is in use, or that two records had.

Addresses never break: a former id leads to the record that had it, and one address cannot lead to two places.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .passages import records

CODE = "C103"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each former id that some record has today, or had too."""
    owners: dict[str, str] = {}
    for record in records(corpus):
        for place, former in enumerate(record.formerly):
            path = ("formerly", place)
            if former in corpus.homes or corpus.record(former) is not None:
                message = f'"{former}" is in use as an id'
                yield Finding(record.id, path, message, "take it off this list, or give that record another id")
            elif former in owners:
                message = f'"{former}" is listed as a former id of "{owners[former]}" already'
                yield Finding(record.id, path, message, "keep it where its address should lead")
            owners.setdefault(former, record.id)
