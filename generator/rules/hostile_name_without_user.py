"""A hostile name without a word on who uses it: unascribed, an insult becomes the site's own."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding

CODE = "C142"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each hostile name that does not say who uses it."""
    for entity in corpus.entities.values():
        for place, name in enumerate(entity.names):
            if name.type == "hostile" and not (isinstance(name.used_by, str) and name.used_by.strip()):
                message = f'the hostile name "{name.text}" does not say who uses it'
                yield Finding(entity.id, ("names", place), message, "add `used_by: …`, an id or words")
