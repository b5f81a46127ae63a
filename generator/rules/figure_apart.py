"""A claim with a figure that none of its quotes has, where a quote has another: “12” for “21”.

Digits change places while somebody types, and “12 million” was “12 thousand”. No reader sees it who does not read the
quote to its end. A figure that the editors worked out, or have from elsewhere, is explained in `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Citation, Claim, Translation
from ..problems import Severity
from ..quotes import figures_apart, may_hold_figure
from .finding import Finding
from .wording import own_words, supporting

CODE = "Q114"
SEVERITY: Severity = "warning"
_FIGURES = re.compile(r"\d+")


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each quote that has a figure where its claim has another, which stands in no other quote either."""
    for claim, path, citation, quote, _ in supporting(corpus):
        if isinstance(citation.reading, str) or not may_hold_figure(quote):
            continue
        own, _ = own_words(corpus, claim, names=False)  # a source may call a “46th Division” by another name
        missing, instead = figures_apart(own, quote, _beside(claim), _dated(corpus, claim)) if own else ("", "")
        if missing:
            message = f"the claim has the figure {missing}, which no quote of it has; this one has {instead}"
            hint = "give the figure as the source does, quote where it stands, or say in `reading` whence it comes"
            yield Finding(claim.id, (*path, "quote"), message, hint)


def _beside(claim: Claim) -> Iterator[str]:
    """Yield what else is quoted for a claim, and said of it."""
    for citation in claim.citations:
        yield from filter(None, _said(citation))
        yield from citation.hedges


def _said(citation: Citation) -> Iterator[str]:
    translation = citation.translation
    texts = (citation.quote, citation.context, citation.reading)
    yield from (text for text in texts if isinstance(text, str))
    if isinstance(translation, Translation):
        yield translation.text


def _dated(corpus: Corpus, claim: Claim) -> frozenset[str]:
    """Return the figures of the days on which something is said to have been done, or was published."""
    sources = (corpus.sources.get(citation.source) for citation in claim.citations)
    dates = (claim.date, *(source.published for source in sources if source))
    return frozenset(str(int(figure)) for date in dates for figure in _FIGURES.findall(str(date)))
