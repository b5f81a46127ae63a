"""A name, title, statement, quote, note or summary without a word in it, or any text or word that says nothing.

A statement must have letters or digits, and so must a caveat: it is by their words that both are found, wherever they
are shown; and so must a quote, which is found in no copy without them. A title may be a mere question mark, if it can
be seen. "None" is how programs say that there is nothing: as a whole text it cannot be told from a template that was
not filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ..corpus import Corpus
from ..markup import HOLLOW
from ..model import Attribution, Grade, Path, Translation, packed
from ..names import SEEN
from ..problems import Severity
from ..prose import plain
from .finding import VOCABULARY, Finding
from .passages import caveats, passages, records
from .texts import OF_OTHERS, Text, statements, strings, texts

CODE = "T102"
SEVERITY: Severity = "error"
_WORD = re.compile(r"[^\W_]")
_HOLLOW = tuple(word.encode() for word in HOLLOW)
_OF_A_CITATION = ("quote", "context", "locator", "quote_unavailable", "reading")
_LEFT_OUT = {
    "note", "summary", "brief", "hedges", "theme", "did", "unit", "authors", "ambiguous", *_OF_A_CITATION,
}  # fmt: skip
_AT_ONCE = 100  # records: to look into many takes hardly longer than into one


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each of these texts that is empty, and each statement that is given in no language or has no word."""
    for id, path, words in chain(
        texts(corpus), _headings(corpus), _vocabulary(corpus), _passages(corpus), _told(corpus), _besides(corpus)
    ):
        if not SEEN.search(words):
            yield Finding(id, path, f'"{_field(path)}" is empty', _hint(_field(path)))
        elif path[-1] == "quote" and not _WORD.search(words):
            yield Finding(id, path, '"quote" has no word in it', "copy the words of the source, or leave the field out")
    for id, path, words in statements(corpus):
        if SEEN.search(words) and not _says(words):
            yield Finding(id, path, f'"{_field(path)}" has no word in it', "say what the source says, in a sentence")
    for id, path, words in _vocabulary(corpus):
        if path[0] == "caveats" and SEEN.search(words) and not _WORD.search(words):
            yield Finding(id, path, f'"{_field(path)}" has no word in it', "say what the caveat is")
    for id, path, words in _hollow(corpus):
        yield Finding(id, path, f'"{words}" says nothing', "write what it is, leave it out, or write null")


def _hollow(corpus: Corpus) -> Iterator[Text]:
    """Yield what a program would say where there is nothing, and no source did: a hedge may well be "None"."""
    named = [*((record.id, record) for record in records(corpus)), (VOCABULARY, corpus.vocabulary)]
    for at in range(0, len(named), _AT_ONCE):
        some = named[at : at + _AT_ONCE]
        for id, record in some if _may_be_hollow([record for _, record in some]) else ():
            if _may_be_hollow(record):
                found = ((path, text.strip()) for path, text in strings(record) if OF_OTHERS.isdisjoint(path))
                yield from ((id, path, text) for path, text in found if text in HOLLOW)


def _may_be_hollow(value: object) -> bool:
    """Tell at once that no text of a value says nothing: False is certain, True is not."""
    data = packed(value)
    return any(word in data for word in _HOLLOW)


def _says(text: str) -> bool:
    """Tell whether there is a word in a text as it is shown."""
    # Most have one before their first link or behind their last; what a plain link of Markdown leads to is not shown.
    outside = text.partition("[[")[0] + text.rpartition("]]")[2] if "](" not in text else ""
    return bool(_WORD.search(outside) or _WORD.search(plain(text, lambda kind, id: id)))


def _field(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _headings(corpus: Corpus) -> Iterator[Text]:
    for entity in corpus.entities.values():
        yield entity.id, ("name",), entity.name
        for place, name in enumerate(entity.names):
            yield entity.id, ("names", place, "text"), name.text
    for source in corpus.sources.values():
        yield source.id, ("title",), "untitled" if source.title is None else source.title
    for claim in corpus.claims.values():
        if claim.text == {}:
            yield claim.id, ("text",), ""


def _passages(corpus: Corpus) -> Iterator[Text]:
    """Yield what each citation says of its source and of its words, and each caveat, unless they begin with a word."""
    for id, path, citation in passages(corpus):
        for field in _OF_A_CITATION:
            words = getattr(citation, field)
            if isinstance(words, str) and not words[:1].isalnum():
                yield id, (*path, field), words
        for place, hedge in enumerate(citation.hedges):
            yield id, (*path, "hedges", place), hedge
    for id, path, caveat in caveats(corpus):
        if isinstance(caveat.text, str) and not caveat.text[:1].isalnum():
            yield id, (*path, "text"), caveat.text


def _told(corpus: Corpus) -> Iterator[Text]:
    """Yield what each citation says of who told whom, and how else its words can be read, graded or translated."""
    for id, path, citation in passages(corpus):
        if isinstance(citation.attribution, Attribution):
            for place, link in enumerate(citation.attribution.chain):
                if isinstance(link.did, str) or isinstance(link.note, str):
                    yield from _of(id, (*path, "attribution", "chain", place), link, "did", "note")
        for place, reading in enumerate(citation.ambiguous):
            if isinstance(reading, str):
                yield id, (*path, "ambiguous", place), reading
            yield from _of(id, (*path, "ambiguous", place), reading, "words")
        if isinstance(citation.graded, Grade):
            yield from _of(id, (*path, "graded"), citation.graded, "words", "by")
        if isinstance(citation.translation, Translation):
            yield from _of(id, (*path, "translation"), citation.translation, "text", "by")


def _besides(corpus: Corpus) -> Iterator[Text]:
    """Yield what else a record says in a text of its own."""
    for claim in corpus.claims.values():
        yield from _of(claim.id, (), claim, "theme")
        for place, relation in enumerate(claim.relations):
            yield from _of(claim.id, ("relations", place, "value"), relation.value, "unit")
    for source in corpus.sources.values():
        for place, author in enumerate(source.authors if isinstance(source.authors, tuple) else ()):
            yield source.id, ("authors", place), author
        for place, derivation in enumerate(source.derivations):
            yield from _of(source.id, ("derived_from", place), derivation, "did")
    for entity in corpus.entities.values():
        yield from _of(entity.id, ("location",), getattr(entity, "location", None), "origin")
        yield from _of(entity.id, ("retired",), entity.retired, "why")


def _of(id: str, path: Path, value: object, *fields: str) -> Iterator[Text]:
    """Yield the texts in some fields of a value, which may be none that has them."""
    for field in fields:
        text = getattr(value, field, None)
        if isinstance(text, str):
            yield id, (*path, field), text


def _vocabulary(corpus: Corpus) -> Iterator[Text]:
    """Yield what each word of the vocabulary says of itself."""
    for group in ("kinds", "predicates", "caveats", "identifiers"):
        for name, word in getattr(corpus.vocabulary, group).items():
            for field in type(word).__struct_fields__:
                text = getattr(word, field)
                if isinstance(text, str):
                    yield VOCABULARY, (group, name, field), text


def _hint(field: str) -> str:
    if field == "title":
        return "write null where it has none"
    return "write it, or leave the field out" if field in _LEFT_OUT else "write it"
