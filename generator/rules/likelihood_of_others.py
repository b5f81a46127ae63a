"""A word of estimative probability (ICD 203) in a statement of which no quote has it.

In a statement, "likely" is what a source says. Where no source says it, an estimate of the editors would be read as
theirs. Only English statements are read; a quote in another language counts by its translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from ..corpus import Corpus
from ..model import Claim, Grade, Likelihood, Translation
from ..problems import Severity
from ..prose import plain
from .finding import Finding
from .texts import statements

CODE = "C120"
SEVERITY: Severity = "error"
_TERMS = get_args(Likelihood)
_LIKELY = re.compile(rf"\b(?:{'|'.join(_TERMS)})\b", re.IGNORECASE)
_LAST_WORDS = frozenset(term.split()[-1].removeprefix("un") for term in _TERMS)


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each statement with such a word that none of the claim's quotes has."""
    for id, path, text in statements(corpus):
        lang = path[1] if len(path) > 1 else "en"
        if lang != "en" or not _may_be_likely(text):
            continue
        said = " ".join(_said(corpus.claims[id])).lower()
        for term in dict.fromkeys(found[0].lower() for found in _LIKELY.finditer(plain(text, lambda _, id: id))):
            if not re.search(rf"\b{term}\b", said):
                message = f"“{term}” stands in the statement and in none of its quotes"
                hint = (
                    "quote the words of a source that say so; an estimate of your own is `assessment: {likelihood: …}`"
                )
                yield Finding(id, path, message, hint)


def _may_be_likely(text: str) -> bool:
    """Tell at once that no such word stands in a text: False is certain, True is not."""
    lower = text.lower()
    return any(word in lower for word in _LAST_WORDS)


def _said(claim: Claim) -> Iterator[str]:
    """Yield all words of sources that a claim holds."""
    for citation in claim.citations:
        yield from (words for words in (citation.quote, citation.context) if isinstance(words, str))
        if isinstance(citation.translation, Translation):
            yield citation.translation.text
        if isinstance(citation.graded, Grade):
            yield citation.graded.words
