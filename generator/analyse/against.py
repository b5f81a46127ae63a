"""What speaks against each claim, and whether readers see it: passages, rivals and denials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..corpus import Corpus
from ..model import Citation, Claim, Path, UnsetType


class Contradiction(NamedTuple):
    """Where something speaks against a claim: in which record, at which path of it; and whether readers see it."""

    claim: str
    record: str
    path: Path
    shown: bool


def contradictions(corpus: Corpus) -> Iterator[Contradiction]:
    """Yield all that speaks against claims that readers see; what was withdrawn disputes nothing, and is undisputed."""
    counting = {claim.id: claim for claim in corpus.claims.values() if isinstance(claim.retracted, UnsetType)}
    shown = {id for id, claim in counting.items() if claim.withheld is not True}
    for claim in counting.values():
        for place, citation in enumerate(claim.citations):
            if citation.supports == "refutes" and claim.id in shown:
                yield Contradiction(claim.id, claim.id, ("citations", place), not _is_withheld(corpus, citation))
        for id, other, path in _rivals(claim):
            if id in shown and other in counting:
                yield Contradiction(id, claim.id, path, other in shown)


def _rivals(claim: Claim) -> Iterator[tuple[str, str, Path]]:
    """Yield each claim that this one speaks against, or that speaks against this one, the other, and where that is."""
    for place, other in enumerate(claim.tension):
        yield other, claim.id, ("tension", place)
        yield claim.id, other, ("tension", place)
    if isinstance(claim.answers, str) and claim.mode == "denial":
        yield claim.answers, claim.id, ("answers",)


def _is_withheld(corpus: Corpus, citation: Citation) -> bool:
    source = corpus.sources.get(citation.source)
    return citation.withheld is True or (source is not None and source.withheld is True)
