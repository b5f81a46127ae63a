"""A claim that readers see, while all that speaks against it is withheld.

They would take for undisputed what is not. What speaks against it need not be shown for that: a caveat that it is
disputed says enough, and gives nothing away. Where a part is withheld the page says that it is not all.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..analyse.against import contradictions
from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding

CODE = "C163"
SEVERITY: Severity = "error"
HINT = "withhold the claim too, or say with a caveat of the kind `disputed` that something speaks against it"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each place where something is withheld without which a claim would look undisputed."""
    if not corpus.withholds:
        return
    found = list(contradictions(corpus))
    disputed = {each.claim for each in found if each.shown}
    for id, record, path, _ in (each for each in found if not each.shown):
        if id not in disputed and all(caveat.kind != "disputed" for caveat in corpus.claims[id].caveats):
            yield Finding(record, path, f'all that speaks against "{id}" is withheld: it would look undisputed', HINT)
