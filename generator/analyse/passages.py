"""Which claims to read with a claim: those made in the same passage of the same source, nearest first."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from ..corpus import Corpus
from ..model import Claim, UnsetType

MOST = 3
_AROUND = 20
Passages = Mapping[tuple[str, str], tuple[str, ...]]


def passages(corpus: Corpus) -> Passages:
    """Return the claims of each passage (a source and a locator in it) in the order of the files."""
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for claim in corpus.in_file_order:
        if isinstance(claim.retracted, UnsetType):
            for citation in claim.citations:
                if isinstance(citation.locator, str):
                    found[citation.source, citation.locator][claim.id] = None
    return {passage: tuple(claims) for passage, claims in found.items()}


def read_with(corpus: Corpus, known: Passages, claim: Claim) -> tuple[str, ...]:
    """Return up to three claims of the same passages, the nearest in the file first; rivals and answers apart."""
    apart = {claim.id, claim.answers, *corpus.tensions.get(claim.id, ()), *corpus.answered_by.get(claim.id, ())}
    near: dict[str, int] = {}
    place = corpus.places[claim.id]
    for citation in claim.citations:
        if isinstance(citation.locator, str):
            passage = known.get((citation.source, citation.locator), ())
            at = bisect_left(passage, place, key=corpus.places.__getitem__)
            for rank in range(max(0, at - _AROUND), min(len(passage), at + _AROUND)):
                near[passage[rank]] = min(abs(rank - at), near.get(passage[rank], _AROUND))
    ranked = sorted((id for id in near if id not in apart), key=lambda id: (near[id], id))
    return tuple(ranked[:MOST])
