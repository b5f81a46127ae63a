"""A claim that leaves out the "up to", "allegedly", "such as" or "if" of its quote says more than its source.

So does one that takes one end of a range ("10 to 20").

What limits the quote is carried by the claim's own words or by the citation's `hedges`, which pages print; whose words
or opinion it is, also by its `attribution`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from ..quotes import hedge_lints, may_lose
from .finding import Finding
from .wording import own_words, supporting

CODE = "Q112"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each hedge and condition of a quote that neither the claim nor its citation carries."""
    for claim, path, citation, quote, lang in supporting(corpus):
        if not may_lose(quote, citation.hedges, lang):
            continue  # most quotes: what the claim itself says need not be read
        own, _ = own_words(corpus, claim)
        for found in hedge_lints(own, quote, citation.hedges, lang, attributed=citation.attributed) if own else ():
            hint = f"put “{found.words}” into `hedges`, or word the claim so that it says so too"
            yield Finding(claim.id, (*path, "quote"), found.detail, hint)
