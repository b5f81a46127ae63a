"""A language that is no BCP 47 tag: browsers, screen readers and the direction of a line all hang on it."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import UNSET, Path
from ..names import is_language_tag
from ..problems import Severity
from .finding import Finding
from .passages import caveats, passages

CODE = "C146"
SEVERITY: Severity = "warning"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each field `lang`, and each language of a text, that is no tag."""
    for languages in (_of_fields(corpus), _of_texts(corpus)):
        for record, path, lang in languages:
            if isinstance(lang, str) and not is_language_tag(lang):
                hint = "a tag is short: ar, en, ckb, ar-Latn (BCP 47)"
                yield Finding(record, path, f'"{lang}" is no tag of a language', hint, key=path[0] == "text")


def _of_fields(corpus: Corpus) -> Iterator[tuple[str, Path, object]]:
    for entity in corpus.entities.values():
        for place, name in enumerate(entity.names):
            yield entity.id, ("names", place, "lang"), name.lang
    for source in corpus.sources.values():
        yield source.id, ("lang",), source.lang
    for record, path, caveat in caveats(corpus):
        yield record, (*path, "lang"), caveat.lang


def _of_texts(corpus: Corpus) -> Iterator[tuple[str, Path, object]]:
    for record, path, citation in passages(corpus):
        if citation.lang is not UNSET:
            yield record, (*path, "lang"), citation.lang
    for claim in corpus.claims.values():
        if isinstance(claim.text, dict):
            for lang in claim.text:
                yield claim.id, ("text", lang), lang
