"""An identifier that does not look like those of its scheme: its link would lead to nobody, or to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .patterns import Unfit, compiled

CODE = "C145"
SEVERITY: Severity = "error"
LONGEST = 200
"""No longer text is held against a pattern: what takes a moment for an identifier may take hours for a whole file."""


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each identifier that does not match the pattern of its scheme as a whole."""
    schemes = corpus.vocabulary.identifiers
    for entity in corpus.entities.values():
        for scheme, identifier in entity.same_as.items():
            pattern = schemes[scheme].pattern if scheme in schemes else None
            if not isinstance(pattern, str):
                continue
            label = schemes[scheme].label
            if len(identifier) > LONGEST:
                message = f"{len(identifier):,} signs are no identifier of {label}: {LONGEST} at most"
                yield Finding(entity.id, ("same_as", scheme), message, "look it up again, and write it alone")
            elif not _fits(pattern, identifier):
                message = f'"{identifier}" is no identifier of {label}'
                yield Finding(entity.id, ("same_as", scheme), message, f"look it up again; its pattern is {pattern}")


def _fits(pattern: str, identifier: str) -> bool:
    """Tell whether it matches; a pattern that cannot be used is the vocabulary's fault, and is told there."""
    expression = compiled(pattern)
    return isinstance(expression, Unfit) or expression.fullmatch(identifier) is not None
