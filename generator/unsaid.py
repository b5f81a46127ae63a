"""Translations of the site's own words that no page can ask for: their words were mistyped, and the page shows these.

A site says its words in the navigation, the types, the vocabulary, the records and its templates, and may word anew
what the program says. What stands in none of them may be a word that was once used: it is told only where another
one is so near that it may be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path

from . import ordinary
from .corpus import Corpus
from .load import TEMPLATES, document_of_settings
from .model import Attribution
from .names import fold, suggest
from .problems import Problem
from .rules.texts import strings
from .words import languages, words_of
from .yamlfile import Value

CODE = "S108"
_ALIKE = 0.8
"""So alike two words are if one of them was mistyped: a letter is missing, or two have changed places."""
_WORDS = ("extra", "dossier", "languages")
"""Where the translations stand."""


def judge_unsaid(site: Path, corpus: Corpus, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for each word that is translated, and that the site does not say, though it says one like it."""
    editions = corpus.settings.options.languages
    if not any(own.words for own in editions.values()):
        return
    document, _ = document_of_settings(site, environ)
    if document is None:
        return
    said = {*_said_by_settings(document.value), *_said_by_records(corpus)}
    said |= {message for language in languages() for message in words_of(language).messages}
    for language, own in editions.items():
        for word in own.words:
            near = [one for one in suggest(word, said) if _is_alike(word, one)] if word not in said else []
            if near and not _is_said_elsewhere(word, site, corpus):
                spot = document.spot((*_WORDS, language, "words", word), key=True)
                message = f'the site does not say "{word}", so that nobody reads what it is called here'
                yield Problem(CODE, "warning", spot, message, f"did you mean {', '.join(near)}?")


def _is_alike(word: str, other: str) -> bool:
    return SequenceMatcher(None, fold(word), fold(other), autojunk=False).ratio() >= _ALIKE


def _said_by_settings(value: Value, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield each name and text of the settings; a section without a name is called by its address."""
    if isinstance(value, str):
        yield value
        yield value.rstrip("/").rpartition("/")[2].replace("-", " ").replace("_", " ").capitalize()
    elif isinstance(value, list):
        for item in value:
            yield from _said_by_settings(item, path)
    elif isinstance(value, dict) and path != _WORDS:
        for name, item in value.items():
            yield name
            yield from _said_by_settings(item, (*path, name))


def _said_by_records(corpus: Corpus) -> Iterator[str]:
    """Yield what records say in short: themes, what links of chains did, and the words of the vocabulary."""
    yield from (text for _, text in strings(corpus.vocabulary))
    for claim in corpus.claims.values():
        if isinstance(claim.theme, str):
            yield claim.theme
        for citation in claim.citations:
            if isinstance(citation.attribution, Attribution):
                yield from (link.did for link in citation.attribution.chain if isinstance(link.did, str))
    for source in corpus.sources.values():
        if isinstance(source.derived_from, tuple):
            yield from (one.did for one in source.derived_from if isinstance(one.did, str))


def _is_said_elsewhere(word: str, site: Path, corpus: Corpus) -> bool:
    """Tell whether a template of the site's own has a word, or any other text of a record is this word."""
    for path in sorted((site / TEMPLATES).rglob("*")):
        if path.is_file() and word.encode() in ordinary.read(path):
            return True
    records = chain(corpus.entities.values(), corpus.sources.values(), corpus.claims.values())
    return any(text == word for record in records for _, text in strings(record))
