"""A statement, note or summary without a word in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .texts import texts

CODE = "T102"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each text that is empty, and each statement that is given in no language."""
    for id, path, words in texts(corpus):
        if not words.strip():
            hint = "write the statement" if path[0] == "text" else "write it, or leave the field out"
            yield Finding(id, path, f'"{path[0]}" is empty', hint)
    for claim in corpus.claims.values():
        if claim.text == {}:
            yield Finding(claim.id, ("text",), '"text" is empty', "write the statement")
