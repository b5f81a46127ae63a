"""HTML in a text: it is shown as typed, signs and all, which is safe and surely not what was meant."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .texts import html_in, texts

CODE = "T104"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each text with a tag or an entity of HTML, with the first of them."""
    for id, path, words in texts(corpus):
        found = html_in(words)
        if found:
            hint = "write *emphasis*, **strong**, `code` or the sign itself"
            yield Finding(id, (*path, found), f"HTML is shown as typed: {found}", hint)
