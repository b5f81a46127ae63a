"""A claim's text that links no entity: nobody reading it could go on to a dossier, nor find it from one."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .texts import half_link, linked, statements

CODE = "T101"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each text of a claim, in each language, without a link to an entity; one that tried is told elsewhere."""
    for id, path, words in statements(corpus):
        if any(kind == "entity" for kind, _ in linked(words)):
            continue
        if words.strip() and not half_link(words):
            hint = "link whom it is about where they are named: [[id]] or [[id|words]]"
            yield Finding(id, path, f'the text of "{id}" links no entity', hint)
