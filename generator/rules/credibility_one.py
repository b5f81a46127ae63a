"""A claim graded 1, "confirmed", without two origins that are known to be apart, or with as many that refute it.

Three reports of one leak are one origin. Only origins whose descent is on record to its end count here: what is
merely not known to hang together confirms nothing. Against it all count: what is refuted as often is not confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analyse.origins import reports
from ..corpus import Corpus
from ..model import Assessment
from ..problems import Severity
from .finding import Finding
from .passages import can_be_followed

CODE = "C114"
SEVERITY: Severity = "error"
NEEDED = 2


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each claim of credibility 1 that has fewer than two origins of known descent, or no more than refute it."""
    for claim in corpus.claims.values():
        if not isinstance(claim.assessment, Assessment) or claim.assessment.credibility != "1":
            continue
        named = (id for citation in claim.citations for id in (citation.source, *citation.rests_on))
        if not all(can_be_followed(corpus, id) for id in named):
            continue
        count = reports(corpus, claim)
        known, against = count.known, count.origins_against
        if known < NEEDED:
            message = f"credibility 1 needs {NEEDED} origins of known descent; here are {known}"
            hint = "choose a lower grade, or record where the sources come from and who told them"
            yield Finding(claim.id, ("assessment", "credibility"), message, hint)
        elif against >= known:
            message = f"credibility 1 needs more origins of known descent ({known}) than refute it (at most {against})"
            yield Finding(claim.id, ("assessment", "credibility"), message, "choose a lower grade")
