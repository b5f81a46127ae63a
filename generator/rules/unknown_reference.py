"""An id that names no record, or a record of another sort.

A reader who follows it would find nothing, and what was meant is lost for good: a mistyped source is no source.
Fields that hold an id or plain words are judged only where the value can be nothing but an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from ..corpus import Corpus
from ..model import Claim, Entity, Path, Source
from ..names import is_slug, suggest
from ..problems import Severity
from .finding import Finding
from .mentions import EDITORS, Sort, mentions
from .passages import records
from .texts import TEXTS, at_link

CODE = "C101"
SEVERITY: Severity = "error"

# A search goes through all ids; where a whole folder is missing, thousands of them would help nobody.
SEARCHES = 25
_ORIGINS = frozenset(("derived_from", "rests_on"))
_UNREAD = "`read: false` where nobody has read it"
_NUMBER = re.compile(r"-?[0-9]+")
_RECORDS: Mapping[Sort, type[Entity | Source | Claim]] = {
    "entity": Entity, "source": Source, "claim": Claim, "words": Entity
}  # fmt: skip
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
            yield Finding(record, at_link(corpus, record, path, id), *advice(record, path, id, sort))


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
        self.meant = {sort: [*ids, *_amiss(corpus, sort)] for sort, ids in known.items()}
        self.now = {former: record.id for record in records(corpus) for former in record.formerly}
        self.close: dict[tuple[str, Sort], tuple[str, ...]] = {}

    def __call__(self, record: str, path: Path, id: str, sort: Sort) -> tuple[str, str]:
        """Return the message and the hint on an id that a record names at a path."""
        wanted = "entity" if sort == "words" else sort
        found = self._sort(id)
        if not found:
            return f'no {wanted} "{id}"', self._meant(record, path, id, sort)
        if path[0] in TEXTS:
            hint = f"link it as [[{id}]]" if found == "entity" else f"link it as [[{found}:{id}]]"
        else:
            hint = self._near(record, path, id, sort) or "name a record of the right sort here"
        return f'"{id}" is {_a(found)}, not {_a(wanted)}', hint

    def _sort(self, id: str) -> str:
        return next((sort for sort in _SORTS if id in self.known[sort]), "")

    def _meant(self, record: str, path: Path, id: str, sort: Sort) -> str:
        if id in self.now:
            return f'its id is "{self.now[id]}" now'
        near = self._near(record, path, id, sort)
        if sort == "words":
            return near or "if no id is meant, write the words with spaces between them"
        if _is_origin(path):
            return f"{near or 'correct the id'}{' If not,' if near else ', or'} write its record, with {_UNREAD}"
        return near or "correct the id, or write its record first"

    def _near(self, record: str, path: Path, id: str, sort: Sort) -> str:
        """Return which id is near: not the record's own, and as an origin none that differs by its number alone."""
        key = id, sort
        if path[-1] == "by" and (close := suggest(id, [EDITORS], 1)):
            return f'did you mean "{close[0]}"?'
        if key not in self.close and len(self.close) < SEARCHES:
            self.close[key] = suggest(id, self.meant[sort])
        near = (close for close in self.close.get(key, ()) if close != record or path[0] in TEXTS)
        if _is_origin(path):
            near = (close for close in near if _NUMBER.sub("", close) != _NUMBER.sub("", id))
        return "".join(f'did you mean "{close}"?' for close in islice(near, 1))


def _amiss(corpus: Corpus, sort: Sort) -> Iterator[str]:
    """Yield the ids of records of a sort that have faults: they are left out, and may well be meant."""
    return (id for id, mended in corpus.mended.items() if isinstance(mended.record, _RECORDS[sort]))


def _is_origin(path: Path) -> bool:
    """Tell whether a source names its own sources there: nobody may be led to another origin for want of a record."""
    return not _ORIGINS.isdisjoint(map(str, path))


def _a(sort: str) -> str:
    return f"an {sort}" if sort == "entity" else f"a {sort}"
