"""A claim dated after every source that supports it was published.

Nobody reports what has not happened yet; either a date is mistyped, or it is a plan or an intent and its mode
should say so. What happens in the morning of a day in Asia is told in America on the day before: so much is no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..dates import Date, after, parse
from ..model import Claim
from ..problems import Severity
from .finding import Finding

CODE = "C116"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each claim, plans and intents apart, whose date is certainly later than all that supports it."""
    for claim in corpus.claims.values():
        if claim.mode in ("plan", "intent") or not isinstance(claim.date, str):
            continue
        date = parse(claim.date)
        dates = _published(corpus, claim)
        if dates and all(known is not None and after(date, known, elsewhere=True) for known in dates):
            latest = max((known for known in dates if known is not None), key=lambda known: known.order)
            message = f"{claim.date} is after its source was published ({latest.text})"
            yield Finding(claim.id, ("date",), message, "correct a date, or use the mode `plan` or `intent`")


def _published(corpus: Corpus, claim: Claim) -> list[Date | None]:
    """Return when each supporting source last changed or was published; None where it is not known."""
    cited = dict.fromkeys(citation.source for citation in claim.citations if citation.supports == "supports")
    found: list[Date | None] = []
    for id in cited:
        source = corpus.sources.get(id)
        stated = (source.modified, source.published) if source else ()
        found.append(next((parse(date) for date in stated if isinstance(date, str)), None))
    return found
