"""A figure of a relation that the claim, or its quote, gives with a limit: 19 for “at least 19”.

Tables and drawings show the value alone, without the sentence that limits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Claim, Relation, Value
from ..problems import Severity
from ..quotes import limit_of, may_hold_figure
from .finding import Finding
from .wording import own_words, supporting

CODE = "C157"
SEVERITY: Severity = "warning"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
HINT = (
    "give it as a bound, `{min: …}` or `{max: …}`, or as a text that says so too; "
    "if it limits something else, nothing needs to be done"
)


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each plain figure of a relation that is limited where the claim says it, or where it is quoted."""
    for claim in corpus.claims.values():
        if any(map(_figure, claim.relations)):
            quotes = ((quote, lang) for _, _, _, quote, lang in supporting(corpus, [claim]))
            yield from _of_claim(claim, [own_words(corpus, claim), *quotes])


def _of_claim(claim: Claim, texts: list[tuple[str, str]]) -> Iterator[Finding]:
    for place, relation in enumerate(claim.relations):
        figure = _figure(relation)
        words = next(filter(None, (limit_of(figure, text, lang) for text, lang in texts)), "") if figure else ""
        if words:
            path = ("relations", place, "value")
            yield Finding(claim.id, path, f"the value {figure} leaves out “{words}”, which limits it", HINT)


def _figure(relation: Relation) -> str:
    """Return the figure that a relation gives without bounds; "" if it gives none, or one with what may be a year."""
    value = relation.value
    if isinstance(value, Value):
        value = value.number
    return value if isinstance(value, str) and may_hold_figure(value) and not _YEAR.search(value) else ""
