"""A claim that denies what its quote affirms, or affirms what it denies, says the opposite of its source.

Where either has a word that denies in its own way ("withheld" for "did not publish"), it may say the same, and people
are asked to look. Where the citation refutes the claim that is as it should be; where the editors read a "no" into
other words, or out of them, `reading` says so to the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..corpus import Corpus
from ..model import Claim
from ..problems import Severity
from ..quotes import may_deny, negation_lints
from .finding import Finding
from .wording import own_words, supporting

CODE = "Q111"
SEVERITY: Severity = "error"
_HINTS = {
    "quote": "word the claim as its source does, set `supports: refutes`, or explain it in `reading`",
    "claim": "quote the words that deny it, give them in `context`, or explain it in `reading`",
}
_SAME = "if they say the same, say in `reading` how; else word the claim as its source does"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each quote whose negation its claim does not have, or that lacks the claim's."""
    denying: dict[str, bool] = {}
    for claim, path, citation, quote, lang in supporting(corpus):
        if isinstance(citation.reading, str):
            continue
        if claim.id not in denying:
            denying[claim.id] = any(map(may_deny, _texts(claim)))
        if not denying[claim.id] and not may_deny(quote):
            continue
        context = citation.context if isinstance(citation.context, str) else ""
        words, own = own_words(corpus, claim)
        for found in negation_lints(words, quote, context, lang, own) if words else ():
            where, mild = (*path, "quote"), found.kind == "reworded"
            yield Finding(claim.id, where, found.detail, _SAME if mild else _HINTS[found.side], mild=mild)


def _texts(claim: Claim) -> Iterable[str]:
    return [claim.text] if isinstance(claim.text, str) else claim.text.values()
