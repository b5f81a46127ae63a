"""A word of the vocabulary that contradicts itself, or the site's settings.

Such a word would refuse every record that uses it, or show it wrongly, and the mistake would be sought in the
records.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Identifier, Path, Predicate
from ..names import suggest
from ..problems import Severity
from .finding import VOCABULARY, Finding
from .patterns import Unfit, compiled

CODE = "C156"
SEVERITY: Severity = "error"
VALUE = "value"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each type that the site does not have, each symmetric predicate with an inverse, each broken identifier."""
    for name, kind in corpus.vocabulary.kinds.items():
        yield from _types(corpus, ("kinds", name, "of"), kind.of)
    for name, predicate in corpus.vocabulary.predicates.items():
        path = ("predicates", name)
        yield from _types(corpus, (*path, "subject"), predicate.subject)
        objects = tuple(type for type in predicate.object if type != VALUE)
        yield from _types(corpus, (*path, "object"), objects, predicate.object)
        yield from _symmetry(path, predicate)
    for name, identifier in corpus.vocabulary.identifiers.items():
        yield from _identifier(("identifiers", name), identifier)


def may_be_of(corpus: Corpus, type: str, named: tuple[str, ...]) -> bool:
    """Tell whether a type may be among those that are named: where one is named that is none, nobody knows."""
    return not named or type in named or any(other != VALUE and other not in corpus.settings.types for other in named)


def _types(corpus: Corpus, path: Path, types: tuple[str, ...], listed: tuple[str, ...] = ()) -> Iterator[Finding]:
    known = corpus.settings.types
    for type in types if corpus.settings.types_known else ():
        if type not in known:
            close = suggest(type, known, 1)
            hint = f'did you mean "{close[0]}"?' if close else f"the types of this site: {', '.join(known)}"
            yield Finding(VOCABULARY, (*path, (listed or types).index(type)), f'no type "{type}"', hint)


def _symmetry(path: Path, predicate: Predicate) -> Iterator[Finding]:
    if predicate.symmetric:
        for field in ("inverse", "inverse_heading"):
            if isinstance(getattr(predicate, field), str):
                message = f"a symmetric predicate reads the same both ways, so it has no {field}"
                yield Finding(VOCABULARY, (*path, field), message, "take out one of the two", key=True)


def _identifier(path: Path, identifier: Identifier) -> Iterator[Finding]:
    pattern = compiled(identifier.pattern) if isinstance(identifier.pattern, str) else None
    if isinstance(pattern, Unfit):
        yield Finding(VOCABULARY, (*path, "pattern"), pattern.message, pattern.hint)
    if isinstance(identifier.url, str) and "{}" not in identifier.url:
        message = "the address has no place for the identifier"
        yield Finding(VOCABULARY, (*path, "url"), message, "put {} where it stands")
