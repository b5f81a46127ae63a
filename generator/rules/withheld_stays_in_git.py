"""Something is withheld: it hides from the site, not from git.

Said once for the whole site, because a person who writes `withheld` may believe that the words are gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Path
from ..problems import Severity
from .finding import Finding
from .passages import passages, records

CODE = "C162"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield one finding, at the first thing that is withheld, with the number of all."""
    found = list(_withheld(corpus))
    if found:
        record, path = found[0]
        number = "one record or field is" if len(found) == 1 else f"{len(found)} records or fields are"
        message = f"{number} withheld: hidden from the site, but not from whoever has the repository"
        yield Finding(record, (*path, "withheld"), message, "what nobody may read does not belong in it", key=True)


def _withheld(corpus: Corpus) -> Iterator[tuple[str, Path]]:
    for record in records(corpus):
        if record.withheld:
            yield record.id, ()
    for id, path, _ in passages(corpus, "withheld"):
        yield id, path
