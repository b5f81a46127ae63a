"""The texts that may hold Markdown and links, each with where it stands: statements, notes and summaries.

Names, titles, quotes and caveats are literal and are not among them; `strings` tells all that is said in a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Path, Record
from ..prose import REFERENCE, references
from .passages import records

# What keeps its meaning as typed comes first, so that nothing is looked for inside it.
_LITERAL = r"\\.|(?P<code>`+).+?(?P=code)"
_LINK = re.compile(REFERENCE)
_OPENED = re.compile(rf"{_LITERAL}|(?P<found>\[\[[^\s\[]*)", re.DOTALL)
TEXTS = ("text", "note", "summary")
"""The fields that hold them."""
OF_OTHERS = frozenset({"ambiguous", "anonymous", "context", "graded", "hedges", "ignore", "quote", "translation"})
"""Fields that hold words of a source, letter for letter, or such words in another language: they stand as they are."""
_HTML = re.compile(
    rf"""{_LITERAL}
    |<(?:https?|mailto):[^<>\s]*>|<[^<>\s@]+@[^<>\s]+>
    |(?P<found></?[A-Za-z][^<>]*>|<!--|&(?:\#[0-9]+|\#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);)""",
    re.DOTALL | re.VERBOSE,
)


# A text after its place: the record that holds it and the path in that record.
Text = tuple[str, Path, str]


def statements(corpus: Corpus) -> Iterator[Text]:
    """Yield the statement of each claim, once for each language that it is given in."""
    for claim in corpus.claims.values():
        if isinstance(claim.text, str):
            yield claim.id, ("text",), claim.text
        else:
            for lang, words in claim.text.items():
                yield claim.id, ("text", lang), words


def texts(corpus: Corpus) -> Iterator[Text]:
    """Yield every text with Markdown and links."""
    yield from statements(corpus)
    for record in records(corpus):
        if isinstance(record.note, str):
            yield record.id, ("note",), record.note
    for source in corpus.sources.values():
        if isinstance(source.summary, str):
            yield source.id, ("summary",), source.summary


def strings(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield all that is said in a value, be it a text or a word of a list, each with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Record):
        for field in value.__struct_fields__:
            yield from strings(getattr(value, field), (*path, field))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, (*path, name))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from strings(item, (*path, place))


def linked(text: str) -> list[tuple[str, str]]:
    """Return the records that a text links: what sort each one is, and its id."""
    if "\\" in text or "`" in text:
        return [(reference.kind, reference.id) for reference in references(text)]
    # Without escapes and code every pair of brackets counts, and needs no second look.
    return [(kind or "entity", id) for kind, id, _ in _LINK.findall(text)] if "[[" in text else []


def typed_links(corpus: Corpus) -> Iterator[Text]:
    """Yield what is typed like a link in words that take none, such as a name: who holds it, where, and the id."""
    for record in records(corpus):
        for path, words in strings(record):
            if "[[" in words and path[0] not in TEXTS:
                yield from ((record.id, (*path, link[0]), link["id"]) for link in _LINK.finditer(words))


def at_link(corpus: Corpus, id: str, path: Path, target: str) -> Path:
    """Return where a record names another: in a text, the first link to it; else the path itself."""
    if path[0] not in TEXTS:
        return path
    text = getattr(corpus.record(id), str(path[0]), "")
    text = text if isinstance(text, str) else text[path[1]]
    links = (text[link.start : link.end] for link in references(text) if link.id == target)
    return next(((*path, link) for link in links), path)


def half_link(text: str) -> str:
    """Return the first `[[` in the text that is no link, up to a space, not in code and not behind a backslash."""
    opened = text.count("[[")
    if not opened or opened == len(_LINK.findall(text)):
        return ""
    spans = [(reference.start, reference.end) for reference in references(text)]
    return _first(_OPENED, _without(text, spans))


def html_in(text: str) -> str:
    """Return the first HTML tag or entity that a reader would see as typed; empty where there is none."""
    return _first(_HTML, text) if "<" in text or "&" in text else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    return next((match["found"] for match in pattern.finditer(text) if match["found"]), "")


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    parts, place = [], 0
    for start, end in spans:
        parts.append(text[place:start])
        place = end
    return " ".join([*parts, text[place:]])
