"""An outlet without a `publisher` block: it has no standing caveats, and is not shown as an outlet."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import UnsetType
from ..problems import Severity
from .finding import Finding

CODE = "C134"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each entity, once, that publishes sources without being described as a publisher."""
    for outlet, sources in corpus.published_by.items():
        entity = corpus.entities.get(outlet)
        if entity is not None and isinstance(entity.publisher, UnsetType):
            message = f'"{outlet}" is the outlet of "{sources[0]}", but no publisher'
            hint = "an outlet is a group with a block `publisher:`, which holds its standing caveats"
            yield Finding(outlet, (), message, hint)
