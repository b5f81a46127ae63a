"""A source that was published before what it derives from, be it a translation or a summary.

Then a date is mistyped, or one derives from the other the other way round. A text may be handed on before it is
printed, and an original may be known by the day of a later edition, so this is worth a look and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..dates import after, parse
from ..problems import Severity
from .finding import Finding

CODE = "C137"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each source that is certainly older than one from which it derives."""
    for source in corpus.sources.values():
        for place, step in enumerate(source.derivations):
            original = corpus.sources.get(step.source)
            first, own = original.published if original else None, source.published
            if isinstance(first, str) and isinstance(own, str) and after(parse(first), parse(own), elsewhere=True):
                message = f'published {own}, before "{step.source}", from which it derives ({first})'
                hint = "correct a date, or see which of the two derives from the other"
                yield Finding(source.id, ("derived_from", place, "source"), message, hint)
