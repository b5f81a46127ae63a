"""Somebody who stands twice in one chain: its own outlet, or the one whose words are reported.

The outlet closes the chain by itself, and whoever the words are ascribed to is shown apart from those who say so;
named again as a link they would look like one more witness.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Attribution
from ..problems import Severity
from .finding import Finding
from .passages import passages

CODE = "C123"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each last link that is the source's outlet, and each link to which the words are ascribed."""
    for record, path, citation in passages(corpus):
        if not isinstance(citation.attribution, Attribution):
            continue
        source = corpus.sources.get(citation.source)
        outlet = source.outlet if source else None
        chain, ascribed_to = citation.attribution.chain, citation.attribution.ascribed_to
        for place, link in enumerate(chain):
            if not isinstance(link.entity, str):
                continue
            spot = (*path, "attribution", "chain", place, "entity")
            if link.entity == outlet and place == len(chain) - 1:
                message = f'"{outlet}" publishes the source, and closes the chain by itself'
                yield Finding(record, spot, message, "leave this link out")
            elif link.entity == ascribed_to:
                message = f'"{ascribed_to}", to whom the words are ascribed, is named as a link of the chain too'
                yield Finding(record, spot, message, "leave this link out, or `ascribed_to`")
