"""An identifier that does not look like those of its scheme: its link would lead to nobody, or to somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding

CODE = "C145"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each identifier that does not match the pattern of its scheme as a whole."""
    schemes = corpus.vocabulary.identifiers
    for entity in corpus.entities.values():
        for scheme, identifier in entity.same_as.items():
            pattern = schemes[scheme].pattern if scheme in schemes else None
            if isinstance(pattern, str) and not _fits(pattern, identifier):
                label = schemes[scheme].label
                message = f'"{identifier}" is no identifier of {label}'
                yield Finding(entity.id, ("same_as", scheme), message, f"look it up again; its pattern is {pattern}")


def _fits(pattern: str, identifier: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(identifier) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Return the pattern; None where it is no pattern, which is the vocabulary's fault and is told there."""
    try:
        return re.compile(pattern)
    except re.error:
        return None
