"""A record that readers see names one that is withheld.

What is withheld leaves no trace in any output; a link to it, or its bare id, would be one.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Citation, Entity, Path, Source
from ..problems import Severity
from .finding import Finding
from .mentions import mentions
from .passages import records
from .texts import at_link

CODE = "C102"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each mention of a withheld record that is not withheld itself."""
    withheld = {record.id for record in records(corpus) if record.withheld is True}
    if not withheld:
        return
    for record, path, id, _ in mentions(corpus):
        if id in withheld and not _is_hidden(corpus, record, path):
            message = f'"{id}" is withheld, and this would be a trace of it'
            yield Finding(record, at_link(corpus, record, path, id), message, "withhold this too, or reword it")


def _is_hidden(corpus: Corpus, id: str, path: Path) -> bool:
    """Tell whether the place lies in a withheld record, field or citation."""
    record = corpus.record(id)
    if record is None or _hides(record.withheld, path):
        return True
    match path:
        case ("citations", int(place), *rest) if not isinstance(record, Entity | Source):
            return _is_in_hidden(record.citations[place], tuple(rest))
        case ("names", int(number), "citations", int(place), *rest) if isinstance(record, Entity):
            return _is_in_hidden(record.names[number].citations[place], tuple(rest))
    return False


def _is_in_hidden(citation: Citation, path: Path) -> bool:
    return _hides(citation.withheld, path)


def _hides(withheld: bool | tuple[str, ...], path: Path) -> bool:
    return withheld if isinstance(withheld, bool) else path[0] in withheld
