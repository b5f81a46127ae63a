"""A figure and several subjects, without a word on whether it holds for all together or for each.

A figure about three groups together is never printed as a figure about one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Citation, Relation, Value
from ..problems import Severity
from .finding import Finding

CODE = "C118"
SEVERITY: Severity = "warning"

# A year is no figure about anybody; "one" and "third" are rarely meant as numbers.
_YEAR = re.compile(
    r"\b(?:in|since|until|till|by|of|from|to|before|after|during|early|mid|late|and|[A-Z][a-z]+)[\s-]+(?:19|20)\d\d\b"
)
_NUMBER = re.compile(
    r"""\d|%|٪|\b(?:per\ ?cent|percentage|half|halves|thirds|quarters?|dozens?|scores\ of|hundreds?|thousands?
    |[mb]illions?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve
    |(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each relation of several subjects beside a figure, where neither `jointly` nor a reading explains it."""
    for claim in corpus.claims.values():
        for place, relation in enumerate(claim.relations):
            if len(relation.subjects) < 2 or relation.jointly or relation.either:
                continue
            if any(_is_unexplained(citation, relation) for citation in claim.citations):
                message = "a figure and several subjects: does it hold for all together, or for each?"
                hint = "write `jointly: true`, or say in the citation's `reading` how you read it"
                yield Finding(claim.id, ("relations", place, "subject"), message, hint)


def _is_unexplained(citation: Citation, relation: Relation) -> bool:
    if isinstance(citation.reading, str):
        return False
    return _has_figure(relation) or (isinstance(citation.quote, str) and _has_number(citation.quote))


def _has_figure(relation: Relation) -> bool:
    value = relation.value
    if isinstance(value, Value):
        return any(isinstance(number, str) for number in (value.number, value.min, value.max))
    return isinstance(value, str) and _has_number(value)


def _has_number(words: str) -> bool:
    return _NUMBER.search(_YEAR.sub("", words)) is not None
