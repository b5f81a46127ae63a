"""Somebody called `named` whom no name names: "residents", "a spokesman".

Whom the source only describes is unnamed. Pages must say so, and what such people tell may come from the same mouths as
what others tell. Only words in which no capital stands show it, and which a list knows; accounts and
some people write their names so. Whoever has a dossier by these words is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analyse.marks import describes
from ..corpus import Corpus
from ..model import UnsetType
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C124"
SEVERITY: Severity = "warning"
HINT = "write `anonymous` with the source's own words, or `entity` with the id of a dossier; names have a capital"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each link of a chain that is `named` by words in which no name stands."""
    for record, path, citation in passages(corpus, "attribution"):
        if isinstance(citation.attribution, UnsetType):
            continue
        whole, ascribed = (*path, "attribution"), citation.attribution.ascribed_to
        if isinstance(ascribed, str) and describes(corpus, ascribed):
            hint = "put the source's own words for them into the chain, as `anonymous`, and leave `ascribed_to` out"
            yield Finding(record, (*whole, "ascribed_to"), _told(ascribed), hint)
        for place, link in enumerate(citation.attribution.chain):
            if isinstance(link.named, str) and describes(corpus, link.named):
                yield Finding(record, (*whole, "chain", place, "named"), _told(link.named), HINT)


def _told(words: str) -> str:
    return f"“{words}” describes somebody, and names nobody"
