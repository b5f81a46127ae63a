"""A claim in the very words of its source's title: wherever the source is named, it would stand without its caveats.

Lists, filters and downloads name a source by its title. The inspection of the finished site would find the claim in all
of these, and say of each that a caveat is missing, but not why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Claim
from ..names import fold
from ..problems import Severity
from ..prose import plain
from .finding import Finding
from .texts import statements

CODE = "Q115"
SEVERITY: Severity = "error"
_WORD = re.compile(r"\w+")


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each statement that stands in the title of a source that its claim cites."""
    shown = (source for source in corpus.sources.values() if source.withheld is not True)
    titles = {source.id: _words(source.title or "") for source in shown}
    for id, path, text in statements(corpus):
        # Nearly all have a long word that the title has not: these are not looked at any longer.
        word = fold(max(filter(str.isalnum, text.split()), key=len, default=""))
        alike = [source for source in _cited(corpus.claims[id]) if source in titles and word in titles[source]]
        said = _words(plain(text, corpus.linked)) if alike else ""
        if source := next((source for source in alike if said and said in titles[source]), ""):
            message = f'the title of "{source}" has these very words, and stands where the claim\'s caveats do not'
            yield Finding(id, path, message, "word it in a sentence of your own; the title can be its quote")


def _words(text: str) -> str:
    """Return the words of a text between spaces, whatever marks stand between them; nothing where it has none."""
    found = " ".join(_WORD.findall(fold(text)))
    return f" {found} " if found else ""


def _cited(claim: Claim) -> Iterator[str]:
    """Yield the sources that a claim cites for all to see."""
    if claim.withheld is not True:
        yield from (citation.source for citation in claim.citations if citation.withheld is not True)
