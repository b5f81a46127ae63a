"""A source that warns of nothing: no caveat of its own, of what it derives from, or of any outlet on the way.

Nothing is shown without its caveat. Where none is needed, a sentence must say why, so that an empty list is never
taken for trust.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analyse.standing import source_caveats
from ..corpus import Corpus
from ..model import Publisher, UnsetType
from ..problems import Severity
from .finding import Finding
from .passages import can_be_followed

CODE = "C131"
SEVERITY: Severity = "error"
_HINT = "add `caveats:` with the outlet's own words, or `caveats: none` and `because: …`"
_OUTLET_SAYS_NONE = (
    "the outlet's `caveats: none` holds for the outlet alone: "
    "of this source, too, say `caveats: none` and `because: …`, or give it a caveat"
)


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each source that yields no caveat and does not say that none is needed."""
    for source in corpus.sources.values():
        if not source.caveats and can_be_followed(corpus, source.id) and not source_caveats(corpus, source.id):
            message = f'the source "{source.id}" yields no caveat, nor does its outlet'
            hint = _OUTLET_SAYS_NONE if _needs_none(corpus, source.outlet) else _HINT
            yield Finding(source.id, (), message, hint)


def _needs_none(corpus: Corpus, outlet: str | UnsetType | None) -> bool:
    """Tell whether an outlet says of itself that it needs no caveat."""
    entity = corpus.entities.get(outlet) if isinstance(outlet, str) else None
    publisher = entity.publisher if entity else None
    return isinstance(publisher, Publisher) and publisher.caveats == "none"
