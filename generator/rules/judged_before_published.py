"""A claim that was withdrawn or graded before any of its sources was published.

Nobody can have read it then: a date is mistyped. A claim may have been moved to a later edition of its source since, so
this is worth a look and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..dates import Date, after, parse
from ..model import Assessment, Claim, Retraction
from ..problems import Severity
from .finding import Finding

CODE = "C138"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each judgement of a claim that is certainly older than all that it cites."""
    for claim in corpus.claims.values():
        for name, said in (("retracted", "withdrawn"), ("assessment", "graded")):
            judged = getattr(claim, name)
            if not isinstance(judged, Retraction | Assessment):
                continue
            dates = _published(corpus, claim)
            if dates and all(date is not None and after(date, parse(judged.on), elsewhere=True) for date in dates):
                first = min((date for date in dates if date is not None), key=lambda date: date.order)
                message = f"{said} on {judged.on}, before any of its sources was published ({first.text})"
                yield Finding(claim.id, (name, "on"), message, "correct a date")


def _published(corpus: Corpus, claim: Claim) -> list[Date | None]:
    """Return when each source of a claim was published; None where that is not known."""
    cited = dict.fromkeys(citation.source for citation in claim.citations)
    stated = (source.published if (source := corpus.sources.get(id)) else None for id in cited)
    return [parse(date) if isinstance(date, str) else None for date in stated]
