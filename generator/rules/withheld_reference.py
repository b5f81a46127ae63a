"""A record that readers see names one that is withheld.

What is withheld leaves no trace in any output; a link to it, or its bare id, would be one, also where a link is typed
in words that take none and are shown as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .mentions import mentions
from .passages import is_hidden, records
from .texts import at_link, typed_links

CODE = "C102"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each mention of a withheld record that is not withheld itself."""
    withheld = {record.id for record in records(corpus) if record.withheld is True}
    if not withheld:
        return
    named = ((record, path, id) for record, path, id, _ in mentions(corpus))
    for record, path, id in chain(named, typed_links(corpus)):
        if id in withheld and not is_hidden(corpus, record, path):
            message = f'"{id}" is withheld, and this would be a trace of it'
            yield Finding(record, at_link(corpus, record, path, id), message, "withhold this too, or reword it")
