"""A `[[` in a text that opens no link: it would be shown as typed, and the link that was meant is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from ..prose import LINK_FORMS
from .finding import Finding
from .texts import half_link, texts

CODE = "T105"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each text with such a `[[`."""
    for id, path, words in texts(corpus):
        if half := half_link(words):
            yield Finding(id, (*path, half), "a [[ that is no link", LINK_FORMS)
