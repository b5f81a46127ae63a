"""A record that readers see names in words whom a withheld record is about.

Nobody looks for what stands in the open all the same, since a name may be that of somebody else. But then nobody looks
for it on hand-written pages either. Whoever withheld a record should know that its name stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from ..corpus import Corpus
from ..model import Path, UnsetType
from ..names import fold
from ..problems import Severity
from .finding import Finding
from .mentions import mentions
from .passages import is_hidden, passages

CODE = "C164"
SEVERITY: Severity = "warning"
HINT = "withhold this too, or reword it; whoever else is called so may stay here, and the name is looked for nowhere"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each place where somebody is named as one who is withheld is, and readers see it."""
    names = {fold(name) for name in corpus.withheld_names} if corpus.withholds else ()
    for record, path, words in chain(_named(corpus), _mentioned(corpus)) if names else ():
        if fold(words) in names and not is_hidden(corpus, record, path):
            yield Finding(record, path, f'"{words}" is a name that is withheld elsewhere', HINT)


def _named(corpus: Corpus) -> Iterator[tuple[str, Path, str]]:
    """Yield who is named in chains without having a dossier."""
    for record, path, citation in passages(corpus):
        links = () if isinstance(citation.attribution, UnsetType) else citation.attribution.chain
        for place, link in enumerate(links):
            if isinstance(link.named, str):
                yield record, (*path, "attribution", "chain", place, "named"), link.named


def _mentioned(corpus: Corpus) -> Iterator[tuple[str, Path, str]]:
    """Yield who is named in words where an id may stand: authors, owners, translators, whom words are ascribed to."""
    for record, path, words, sort in mentions(corpus):
        if sort == "words" and words not in corpus.entities:
            yield record, path, words
