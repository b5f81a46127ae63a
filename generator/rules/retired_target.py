"""An entity that was retired into one that is retired itself.

Its page sends the reader on; sent on twice, or in a circle, the reader gives up.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import UnsetType
from ..problems import Severity
from .finding import Finding

CODE = "C104"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each `into` of a retirement that leads to a retired entity."""
    for entity in corpus.entities.values():
        if isinstance(entity.retired, UnsetType):
            continue
        for place, id in enumerate(entity.retired.into):
            target = corpus.entities.get(id)
            if target is not None and not isinstance(target.retired, UnsetType):
                successors = ", ".join(target.retired.into) if id != entity.id else ""
                hint = f"name what stands in its place: {successors}" if successors else "name one that has a dossier"
                yield Finding(entity.id, ("retired", "into", place), f'"{id}" is retired itself', hint)
