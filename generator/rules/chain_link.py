"""A link of a chain that is nobody, or several at once.

Who told whom is the first thing that a reader is shown: each link is an entity, somebody named, or somebody unnamed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Link, UnsetType
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C121"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each link that does not have exactly one of `entity`, `named` and `anonymous`."""
    for record, path, citation in passages(corpus):
        if isinstance(citation.attribution, UnsetType):
            continue
        for place, link in enumerate(citation.attribution.chain):
            given = _given(link)
            if len(given) != 1:
                message = f"a link is {' and '.join(given)} at once" if given else "a link of the chain is nobody"
                hint = "give it one of `entity` (an id), `named` (no dossier) and `anonymous` (the source's words)"
                yield Finding(record, (*path, "attribution", "chain", place), message, hint)


def _given(link: Link) -> list[str]:
    sorts = {"entity": link.entity, "named": link.named, "anonymous": link.anonymous}
    return [sort for sort, who in sorts.items() if isinstance(who, str) and who.strip()]
