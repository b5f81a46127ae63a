"""An id that names no record, or a record of another sort.

A reader who follows it would find nothing, and what was meant is lost for good: a mistyped source is no source.
Fields that hold an id or plain words are judged only where the value can be nothing but an id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..corpus import Corpus
from ..model import Path
from ..names import is_slug, suggest
from ..problems import Severity
from .finding import Finding
from .mentions import EDITORS, Sort, mentions
from .passages import records
from .texts import at_link

CODE = "C101"
SEVERITY: Severity = "error"

# A search goes through all ids; where a whole folder is missing, thousands of them would help nobody.
SEARCHES = 25
_SORTS: tuple[Sort, ...] = ("entity", "source", "claim")


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each mention of a record that does not exist or is of another sort."""
    known: Mapping[Sort, Mapping[str, object]] = {
        "entity": corpus.entities,
        "source": corpus.sources,
        "claim": corpus.claims,
        "words": corpus.entities,
    }
    advice = _Advice(corpus, known)
    for record, path, id, sort in mentions(corpus):
        if id not in known[sort] and _is_wrong(corpus, id, sort):
            yield Finding(record, at_link(corpus, record, path, id), *advice(path, id, sort))


def _is_wrong(corpus: Corpus, id: str, sort: Sort) -> bool:
    """Tell whether the words can only be meant as an id, and not as that of a record that is there but has faults."""
    if corpus.record(id) is not None:
        return True
    if sort == "words" and not ("-" in id and is_slug(id)):
        return False
    return id not in corpus.homes


class _Advice:
    """Says what is wrong with an id, and which one was perhaps meant."""

    def __init__(self, corpus: Corpus, known: Mapping[Sort, Mapping[str, object]]) -> None:
        self.corpus = corpus
        self.known = known
        self.now = {former: record.id for record in records(corpus) for former in record.formerly}
        self.close: dict[tuple[str, Sort], tuple[str, ...]] = {}

    def __call__(self, path: Path, id: str, sort: Sort) -> tuple[str, str]:
        """Return the message and the hint."""
        wanted = "entity" if sort == "words" else sort
        found = self._sort(id)
        if not found:
            return f'no {wanted} "{id}"', self._meant(path, id, sort)
        if path[0] in ("text", "note", "summary"):
            hint = f"link it as [[{id}]]" if found == "entity" else f"link it as [[{found}:{id}]]"
        else:
            hint = self._near(path, id, sort) or "name a record of the right sort here"
        return f'"{id}" is {_a(found)}, not {_a(wanted)}', hint

    def _sort(self, id: str) -> str:
        return next((sort for sort in _SORTS if id in self.known[sort]), "")

    def _meant(self, path: Path, id: str, sort: Sort) -> str:
        if id in self.now:
            return f'its id is "{self.now[id]}" now'
        if sort == "words":
            return self._near(path, id, sort) or "if no id is meant, write the words with spaces between them"
        return self._near(path, id, sort) or "correct the id, or write its record first"

    def _near(self, path: Path, id: str, sort: Sort) -> str:
        key = id, sort
        if path[-1] == "by" and (close := suggest(id, [EDITORS], 1)):
            return f'did you mean "{close[0]}"?'
        if key not in self.close and len(self.close) < SEARCHES:
            self.close[key] = suggest(id, self.known[sort], 1)
        return "".join(f'did you mean "{close}"?' for close in self.close.get(key, ()))


def _a(sort: str) -> str:
    return f"an {sort}" if sort == "entity" else f"a {sort}"
