"""Words of a quote that are said to be ambiguous, with one thing only that they may mean.

Readers are told that a text allows more than one reading, and then find one: either the other was forgotten, or the
words are not ambiguous, and who is meant is for a `reading` to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C107"
SEVERITY: Severity = "warning"
_MESSAGE = "“{}” is all that the words may mean, so they are not ambiguous"
_HINT = "add what else they may mean, be it in words, or say in `reading` how you read them"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each list of candidates that holds one."""
    for record, path, citation in passages(corpus):
        plain = [(number, item) for number, item in enumerate(citation.ambiguous) if isinstance(item, str)]
        if len(plain) == 1 and plain[0][1].strip():
            yield Finding(record, (*path, "ambiguous", plain[0][0]), _MESSAGE.format(plain[0][1]), _HINT)
        for number, item in enumerate(citation.ambiguous):
            if not isinstance(item, str) and len(set(item.may_be)) == 1:
                where = (*path, "ambiguous", number, "may_be")
                yield Finding(record, where, _MESSAGE.format(item.may_be[0]), _HINT)
