"""The quotes that are to support a claim, beside the claim's own words.

Only where both are in languages whose words are known: a "not" that nobody can read is not missing. It finds them; the
rules compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..corpus import Corpus
from ..model import Citation, Claim, Path, UnsetType
from ..prose import plain
from ..quotes import reads

# A claim, the path of a citation in it, the citation, the words of its quote, and the tag of their language ("" where
# none is given).
Quoted = tuple[Claim, Path, Citation, str, str]


def supporting(corpus: Corpus, claims: Iterable[Claim] | None = None) -> Iterator[Quoted]:
    """Yield every quote that supports a claim and can be read, or its translation where only that can be read.

    Of all claims, unless some are given.
    """
    for claim in corpus.claims.values() if claims is None else claims:
        for place, citation in enumerate(claim.citations):
            words, lang = _quoted(corpus, citation)
            if words:
                yield claim, ("citations", place), citation, words, lang


def own_words(corpus: Corpus, claim: Claim, *, names: bool = True) -> tuple[str, str]:
    """Return the claim in the first of its languages that can be read, and that; nothing if there is none.

    Without `names`, links that have no words of their own are left out.
    """
    site = corpus.settings.language
    texts = {site: claim.text} if isinstance(claim.text, str) else {site: claim.text.get(site, ""), **claim.text}
    lang, text = next((pair for pair in texts.items() if pair[1] and reads(pair[0])), ("", ""))
    return plain(text, corpus.linked if names else lambda kind, id: ""), lang


def _quoted(corpus: Corpus, citation: Citation) -> tuple[str, str]:
    if citation.supports != "supports" or not isinstance(citation.quote, str):
        return "", ""
    if reads(language(corpus, citation)):
        return citation.quote, given_language(corpus, citation)
    translation, site = citation.translation, corpus.settings.language
    return (translation.text, site) if reads(site) and not isinstance(translation, UnsetType) else ("", "")


def language(corpus: Corpus, citation: Citation) -> str:
    """Return the language of a quote; where none is given, it is taken for one that can be read."""
    return given_language(corpus, citation) or corpus.settings.language


def given_language(corpus: Corpus, citation: Citation) -> str:
    """Return the language of a quote as it is recorded, "" where it is not."""
    source = corpus.sources.get(citation.source)
    lang = citation.lang if isinstance(citation.lang, str) else source.lang if source else None
    return lang if isinstance(lang, str) else ""
