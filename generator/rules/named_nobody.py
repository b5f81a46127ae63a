"""Somebody called `named` whom no name names: "residents", "a spokesman".

Whom the source only describes is unnamed. Pages must say so, and what such people tell may come from the same mouths as
what others tell. Only scripts with capitals show it; with a figure or a sign in it a word may be an account.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import UnsetType
from ..names import only_describes
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C124"
SEVERITY: Severity = "warning"
HINT = "write `anonymous` in the place of `named`, with the source's own words; a name begins with a capital"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each link of a chain that is `named` by words in which no name stands."""
    for record, path, citation in passages(corpus):
        if isinstance(citation.attribution, UnsetType):
            continue
        for place, link in enumerate(citation.attribution.chain):
            if isinstance(link.named, str) and only_describes(link.named):
                where = (*path, "attribution", "chain", place, "named")
                yield Finding(record, where, f"“{link.named}” describes somebody, and names nobody", HINT)
