"""A link in a text whose address is refused.

`javascript:` and `data:` run in the reader's browser, and an address without a scheme leads elsewhere from each page
that shows the claim. The site drops such an address; the words would stay, looking like a link that fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ..corpus import Corpus
from ..problems import Severity
from ..prose import marked_up, references
from .finding import Finding
from .texts import texts

CODE = "T103"
SEVERITY: Severity = "error"
SCHEMES = ("http://", "https://", "mailto:")
_LINK = re.compile(r'<a(?: href="([^"]*)")?')


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each text with a link that has lost its address, or whose address is none of the web or of mail."""
    for id, path, words in texts(corpus):
        if "](" not in words and "<" not in words:
            continue
        for address in _refused(words):
            message = f'the address "{address}" is refused' if address else "a link whose address is refused"
            hint = "an address starts with https://, http:// or mailto:; a record is linked as [[id]]"
            yield Finding(id, (*path, address), message, hint)


def _refused(words: str) -> Iterator[str]:
    own = {f"dossier:{reference.kind}:{reference.id}" for reference in references(words)}
    for found in _LINK.finditer(marked_up(words)):
        address = unescape(found[1] or "")
        if address not in own and not address.lower().startswith(SCHEMES):
            yield address
