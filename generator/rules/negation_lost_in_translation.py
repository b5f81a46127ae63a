"""Words that deny in one language and affirm in another: a reader of one of them is told the opposite.

A claim in several languages is one claim, and a translation says what its quote says. Languages deny in their own ways
("only" is "not … but" elsewhere), so this is worth a look and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Citation, Claim, Translation
from ..problems import Severity
from ..prose import plain
from ..quotes import may_deny, negation_lints, reads
from .finding import Finding
from .wording import given_language, language

CODE = "Q113"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each translation, and each further language of a claim, that alone denies or alone does not."""
    for claim in corpus.claims.values():
        if not isinstance(claim.text, str):
            yield from _of_claim(corpus, claim, claim.text)
        for place, citation in enumerate(claim.citations):
            if found := _of_quote(corpus, citation):
                yield Finding(claim.id, ("citations", place, "translation", "text"), *found)


def _of_claim(corpus: Corpus, claim: Claim, texts: dict[str, str]) -> Iterator[Finding]:
    if not any(map(may_deny, texts.values())):
        return
    first, *others = [(lang, plain(text, corpus.linked)) for lang, text in texts.items() if reads(lang)] or [("", "")]
    for lang, text in others:
        for found in negation_lints(text, first[1], lang=first[0], own=lang):
            there, here = (lang, first[0]) if found.side == "claim" else (first[0], lang)
            message = f"“{found.words}” stands in {there}, and no such word in {here}: it may say the opposite"
            yield Finding(claim.id, ("text", lang), message, "word the claim alike in all its languages")


def _of_quote(corpus: Corpus, citation: Citation) -> tuple[str, str] | None:
    """Return what is wrong with a translation, and what to do."""
    quote, translation = citation.quote, citation.translation
    if not isinstance(quote, str) or not isinstance(translation, Translation) or isinstance(citation.reading, str):
        return None
    if not (may_deny(quote) or may_deny(translation.text)) or not reads(corpus.settings.language):
        return None
    if not reads(language(corpus, citation)):
        return None
    of, site = given_language(corpus, citation), corpus.settings.language
    found = next(iter(negation_lints(translation.text, quote, lang=of, own=site)), None)
    if found is None:
        return None
    has, lacks = ("translation", "quote") if found.side == "claim" else ("quote", "translation")
    message = f"the {has} has “{found.words}”, and the {lacks} no such word: it may say the opposite"
    return message, "translate what the quote says, or explain it in `reading`"
