"""A name, title, statement, note or summary without a word in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .texts import Text, texts

CODE = "T102"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each of these texts that is empty, and each statement that is given in no language."""
    for id, path, words in (*texts(corpus), *_headings(corpus)):
        if not words.strip():
            field = next(step for step in reversed(path) if isinstance(step, str))
            yield Finding(id, path, f'"{field}" is empty', _hint(field))


def _headings(corpus: Corpus) -> Iterator[Text]:
    for entity in corpus.entities.values():
        yield entity.id, ("name",), entity.name
        for place, name in enumerate(entity.names):
            yield entity.id, ("names", place, "text"), name.text
    for source in corpus.sources.values():
        yield source.id, ("title",), "untitled" if source.title is None else source.title
    for claim in corpus.claims.values():
        if claim.text == {}:
            yield claim.id, ("text",), ""


def _hint(field: str) -> str:
    if field == "title":
        return "write null where it has none"
    return "write it, or leave the field out" if field in ("note", "summary") else "write it"
