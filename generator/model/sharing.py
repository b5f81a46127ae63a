"""One text for all equal ones: claims say the same ids, outlets' warnings and words of the vocabulary over and over.

On a large site these texts take as much memory as all others. Records are frozen, and stay so for everybody: a text is
only ever replaced by an equal one.
"""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern
from typing import Final

from msgspec.structs import force_setattr

from .claim import Citation, Claim, Link, Relation, Translation
from .record import Record
from .source import Caveat

_ALIKE: Final[dict[type[Record], tuple[str, ...]]] = {
    Caveat: ("kind", "text", "by", "lang"),
    Citation: ("source", "locator", "lang"),
    Claim: ("theme",),
    Link: ("entity", "anonymous", "did"),
    Relation: ("subject", "predicate", "object"),
    Translation: ("by",),
}
"""Fields in which many records say the same, by the sort of record."""


def share_texts(claims: Iterable[Claim]) -> None:
    """Let claims hold one text for all that are equal, in fields where most are."""
    for claim in claims:
        _share(claim)
        for relation in claim.relations:
            _share(relation)
        for caveat in claim.caveats:
            _share(caveat)
        for citation in claim.citations:
            _share_of_citation(citation)


def _share_of_citation(citation: Citation) -> None:
    _share(citation)
    for caveat in citation.caveats:
        _share(caveat)
    if citation.translation:
        _share(citation.translation)
    if citation.attribution:
        for link in citation.attribution.chain:
            _share(link)


def _share(record: Record) -> None:
    for name in _ALIKE[type(record)]:
        text = getattr(record, name)
        if type(text) is str:
            force_setattr(record, name, intern(text))
