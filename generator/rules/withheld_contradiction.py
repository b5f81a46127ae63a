"""A claim that readers see, while all that speaks against it is withheld.

They would take for undisputed what is not. What speaks against it need not be shown for that: a caveat that it is
disputed says enough, and gives nothing away.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Citation, Claim, Path, UnsetType
from ..problems import Severity
from .finding import Finding
from .passages import shown

CODE = "C163"
SEVERITY: Severity = "error"
HINT = "withhold the claim too, or say with a caveat of the kind `disputed` that something speaks against it"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each place where something is withheld without which a claim would look undisputed."""
    if not corpus.withholds:
        return
    seen = {claim.id for claim in corpus.claims.values() if claim.withheld is not True and _counts(claim)}
    against = {id for id in seen if _is_disputed(corpus.claims[id])}
    hidden: list[tuple[str, str, Path]] = []
    for claim in corpus.claims.values():
        for place, citation in enumerate(claim.citations):
            if citation.supports == "refutes" and _is_hidden(corpus, citation):
                hidden.append((claim.id, claim.id, ("citations", place)))
        if _counts(claim):
            for id, other, path in _contradictions(claim):
                if {id, other} <= seen:
                    against.add(id)
                else:
                    hidden.append((id, claim.id, path))
    for id, record, path in hidden:
        if id in seen and id not in against:
            yield Finding(record, path, f'all that speaks against "{id}" is withheld: it would look undisputed', HINT)


def _contradictions(claim: Claim) -> Iterator[tuple[str, str, Path]]:
    """Yield each claim that this one speaks against, or that speaks against this one, the other, and where that is."""
    for place, other in enumerate(claim.tension):
        yield other, claim.id, ("tension", place)
        yield claim.id, other, ("tension", place)
    if isinstance(claim.answers, str) and claim.mode == "denial":
        yield claim.answers, claim.id, ("answers",)


def _is_disputed(claim: Claim) -> bool:
    """Tell whether a page says of a claim by itself that something speaks against it."""
    refuted = any(citation.supports == "refutes" for citation in shown(claim))
    return refuted or any(caveat.kind == "disputed" for caveat in claim.caveats)


def _counts(claim: Claim) -> bool:
    return isinstance(claim.retracted, UnsetType)


def _is_hidden(corpus: Corpus, citation: Citation) -> bool:
    source = corpus.sources.get(citation.source)
    return citation.withheld is True or (source is not None and source.withheld is True)
