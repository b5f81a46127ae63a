"""A plan, an intent or a motive whose text reads like something done.

"X wants to expel them" is a report of an aim; cut off from its label it must still say that it is one. Only
English texts are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..problems import Severity
from .finding import Finding
from .texts import statements

CODE = "C117"
SEVERITY: Severity = "warning"
WORDINGS = {
    "plan": "is said to plan",
    "intent": "is said to want, to aim at or to have expressed",
    "motive": "is said to stem from",
}
_SAID = re.compile(
    r"\b(?:is|are|was|were|been) (?:said|reported|alleged|accused)\b|\b(?:said to|reportedly|allegedly|according to)\b",
    re.IGNORECASE,
)


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each English text of an aim that does not say that the aim is only said."""
    for id, path, words in statements(corpus):
        mode = corpus.claims[id].mode
        lang = str(path[1]) if len(path) > 1 else corpus.settings.language
        if mode in WORDINGS and lang.partition("-")[0] == "en" and words.strip() and not _SAID.search(words):
            message = f"a claim of mode {mode} is worded as if it had happened"
            yield Finding(id, path, message, f"say that it is said: “… {WORDINGS[mode]} …”")
