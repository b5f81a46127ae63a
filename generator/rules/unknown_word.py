"""A kind, predicate, caveat kind or scheme of identifiers that the vocabulary does not have.

The vocabulary gives each word its label and its meaning; a word outside it would be shown bare, and counted apart
from the one that it was meant to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ..corpus import Corpus
from ..model import Path
from ..names import suggest
from ..problems import Severity
from .finding import VOCABULARY, Finding
from .passages import caveats

CODE = "C151"
SEVERITY: Severity = "error"
CALLED = {
    "kinds": "kind",
    "predicates": "predicate",
    "caveats": "kind of caveat",
    "identifiers": "scheme of identifiers",
}

ASKS = {
    "kinds": "{{label: …, of: [{type}]}}",
    "predicates": "{{label: …}}",
    "caveats": "{{label: …, standing: …}}",
    "identifiers": "{{label: …}}",
}
"""What a word of each part needs; the schema says what else it may have."""


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each word that its part of the vocabulary does not hold; none where the vocabulary is not read."""
    file = PurePosixPath(VOCABULARY)
    unread = corpus.homes.get(file.stem)
    if unread is not None and PurePosixPath(unread.file).parent == file.parent:  # be it called otherwise
        return
    parts: Mapping[str, Mapping[str, object]] = {
        "kinds": corpus.vocabulary.kinds,
        "predicates": corpus.vocabulary.predicates,
        "caveats": corpus.vocabulary.caveats,
        "identifiers": corpus.vocabulary.identifiers,
    }
    hints: dict[tuple[str, str, str], str] = {}
    for record, path, word, part in _words(corpus):
        if word not in parts[part]:
            asked = part, word, corpus.entities[record].type if part == "kinds" else ""
            if asked not in hints:
                hints[asked] = _hint(*asked, parts[part])
            message = f'the vocabulary has no {CALLED[part]} "{word}"'
            yield Finding(record, path, message, hints[asked], key=part == "identifiers")


def _words(corpus: Corpus) -> Iterator[tuple[str, Path, str, str]]:
    """Yield every word of the vocabulary in use: its record, its path, the word, its part of the vocabulary."""
    for entity in corpus.entities.values():
        for place, kind in enumerate(entity.kinds):
            yield entity.id, ("kind",) if isinstance(entity.kind, str) else ("kind", place), kind, "kinds"
        for scheme in entity.same_as:
            yield entity.id, ("same_as", scheme), scheme, "identifiers"
    for claim in corpus.claims.values():
        for place, relation in enumerate(claim.relations):
            yield claim.id, ("relations", place, "predicate"), relation.predicate, "predicates"
    for record, path, caveat in caveats(corpus):
        yield record, (*path, "kind"), caveat.kind, "caveats"


def _hint(part: str, word: str, type: str, known: Mapping[str, object]) -> str:
    if close := suggest(word, known, 1):
        return f'did you mean "{close[0]}"?'
    return f"describe it in {VOCABULARY}, under {part}: `{word}: {ASKS[part].format(type=type)}`"
