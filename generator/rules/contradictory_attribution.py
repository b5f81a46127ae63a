"""An attribution whose `how` and whose chain say opposite things.

"None" is shown as "no named source", in the colour of doubt: it must not stand before somebody whom the text does
name as its source, and a source that is said to be named must be there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Attribution, Link, UnsetType
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C122"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each attribution without a source whose chain begins with one, and the other way round."""
    for record, path, citation in passages(corpus):
        if not isinstance(citation.attribution, Attribution):
            continue
        problem = _contradiction(corpus, citation.attribution)
        if problem:
            yield Finding(record, (*path, "attribution", "how"), *problem)


def _contradiction(corpus: Corpus, attribution: Attribution) -> tuple[str, str] | None:
    how, chain = attribution.how, attribution.chain
    if how == "none" and chain and not _may_pass_on(corpus, chain[0]):
        hint = "write `how: explicit`, or `inherited` where an earlier sentence names them"
        return "`none` says that the text names nobody, but the chain begins with somebody it names", hint
    if how != "none" and not chain and not isinstance(attribution.ascribed_to, str):
        hint = "write who it is into `chain`, or `how: none` where nobody is named"
        return f"`{how}` says that the text names its source, but the chain is empty", hint
    return None


def _may_pass_on(corpus: Corpus, link: Link) -> bool:
    """Tell whether a link may be of who only passed on words of nobody: an outlet, or somebody presumed by editors."""
    if not isinstance(link.entity, str):
        return False
    entity = corpus.entities.get(link.entity)
    return link.presumed or entity is None or not isinstance(entity.publisher, UnsetType)
