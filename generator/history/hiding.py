"""Which old wordings nobody may see: all that is withheld today, or was when it was written, in every revision.

It errs on the side of hiding. An old wording is shown only if all records that it mentions are shown today, and if it
holds no words that are, or were, withheld and stand in no record of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..analyse.changes import Change, Fields, Wording, removed, squeezed
from ..corpus import Corpus
from ..model import Claim, Record
from ..names import is_slug, is_telling, spelling
from ..prose import plain
from ..revisions import Revisions
from ..withhold import SHORTEST, parts_of_names, withheld_words

_YES = ("true", "1")
_WORDED = (
    "name", "names", "title", "url", "text", "quote", "context", "translation", "note", "summary", "citations",
    "reading", "quote_unavailable", "caveats", "attribution", "assessment", "retracted",
)  # fmt: skip
_MIXED = ("caveats", "attribution", "assessment", "retracted")
"""Fields that hold words of a vocabulary and ids beside words of their own."""


class Hiding:
    """What of the history of one site may be shown."""

    def __init__(self, corpus: Corpus, shown: Corpus, revisions: Revisions) -> None:
        """Look at all records, at those that are shown, and at what the revisions withheld."""
        self.corpus = corpus
        self.shown = shown
        self.removed = removed(corpus.words)
        former = {old: record.id for record in _records(shown) for old in record.formerly}
        self.former: Mapping[str, str] = former
        known = {*revisions.first, *corpus.homes, *(record.id for record in _records(corpus))}
        self.unshown = {id for id in known if shown.record(former.get(id, id)) is None}
        # Of an id that another sort of record has by now, a wording may mean the one that is gone.
        self.unnamed = self.unshown | {id.partition(" (")[0] for id in self.unshown}
        self.hidden_sources = {source.id for source in corpus.sources.values() if source.withheld is True}
        self.words = self._hidden_words(revisions)
        self.spelt = tuple(filter(is_telling, map(spelling, self.words)))
        self.half_names = self._half_names()

    def change(self, claim: str, change: Change, before: Fields, after: Fields) -> Change:
        """Return the change of a claim that is shown, without the wordings that may not be."""
        places = change.places
        return replace(
            change,
            before=self._side(claim, change, change.before, before, places[0]),
            after=self._side(claim, change, change.after, after, places[1]),
        )

    def of_carrier(self, change: Change) -> Change:
        """Return the change of a source or an outlet that is shown, without the wordings that may not be."""
        before, after = (side and self.wording(side) for side in (change.before, change.after))
        return replace(change, before=before, after=after)

    def wording(self, wording: Wording) -> Wording:
        """Return the wording, or that it was removed."""
        return self.removed if wording.ids & self.unnamed or self.holds_hidden(wording.words) else wording

    def holds_hidden(self, text: str) -> bool:
        """Tell whether a text holds words that nobody may see."""
        if not self.words:
            return False
        folded, spelt = _folded(text), spelling(text)
        return any(word in folded for word in self.words) or any(words in spelt for words in self.spelt)

    def reason(self, because: str) -> str:
        """Return why a commit was made, or nothing where that holds a word that nobody may see, or half a name.

        A message of a commit is written in a hurry, and can be corrected no more.
        """
        told = spelling(because) if self.half_names else ""
        hidden = self.holds_hidden(because) or any(half in told for half in self.half_names)
        return "" if hidden else because

    def hides_citations(self, today: Claim, source: str) -> bool:
        """Tell whether citations of a source are not to be read in older wordings of a claim."""
        return source in self.unshown or any(c.source == source and c.withheld for c in today.citations)

    def _side(self, claim: str, change: Change, wording: Wording | None, value: Fields, at: int) -> Wording | None:
        if wording is None:
            return None
        today = self.corpus.claims[claim]
        fields = today.withheld if isinstance(today.withheld, tuple) else ()
        hidden = change.field in fields or is_withheld(value, change.field)
        if change.field == "citations":
            hidden = hidden or self._is_of_hidden_citation(today, change, wording, value, at)
        return self.removed if hidden else self.wording(wording)

    def _is_of_hidden_citation(self, today: Claim, change: Change, wording: Wording, value: Fields, at: int) -> bool:
        """Tell whether a wording is of a citation that is withheld, then or today: today's has no place of its own,
        so that of every citation of its source nothing is shown but what stands in the open today."""
        citation = value["citations"][at] if at >= 0 else {}
        if is_withheld(citation, change.part or "quote"):
            return True
        if not self.hides_citations(today, change.source):
            return False
        if change.source in self.unshown:
            return True
        return squeezed(wording.words) not in {squeezed(text) for text in _texts(self.shown.claims[today.id].citations)}

    def _half_names(self) -> tuple[str, ...]:
        """Return the words of names that are withheld, but for those that are in a name which is shown."""
        halves = {*map(spelling, parts_of_names(self.corpus, withheld_words(self.corpus)))}
        named = ((entity.name, *(name.text for name in entity.names)) for entity in self.shown.entities.values())
        shown = " ".join(spelling(name) for names in named for name in names) if halves else ""
        return tuple(sorted(half for half in halves if half not in shown))

    def _hidden_words(self, revisions: Revisions) -> tuple[str, ...]:
        """Return the words that are or were withheld, but for those that stand in the open today."""
        found = {*withheld_words(self.corpus)}
        for id, all_of_it in revisions.changed.items():
            values = [value for revision in all_of_it for value in (revision.before, revision.after) if value]
            record = self.corpus.record(id)
            # What is gone is hidden as it was when it went.
            hidden_now = record.withheld is True if record else bool(values) and is_withheld(values[-1])
            now = record.withheld if record and isinstance(record.withheld, tuple) else ()
            for value in values:
                hidden = hidden_now or is_withheld(value)
                found.update(_words_of(value) if hidden else _withheld_parts(value, now))
                found.update(self._words_of_hidden_citations(record, value))
        if not found:
            return ()
        plainly = {plain(text, lambda kind, id: self.corpus.name(id)) for text in found if "[[" in text}
        folded = {_folded(text) for text in found | plainly}
        open_words = {_folded(text) for text in _texts(tuple(_records(self.shown)))}
        return tuple(sorted(word for word in folded - open_words if len(word) >= SHORTEST))

    def _words_of_hidden_citations(self, record: Record | None, value: Fields) -> Iterator[str]:
        """Yield the words of citations of a claim that are not to be read because of how their source stands today."""
        sources = set(self.hidden_sources)
        if isinstance(record, Claim):
            sources |= {citation.source for citation in record.citations if citation.withheld}
        for citation in _citations(value) if sources else ():
            if citation.get("source") in sources:
                yield from _words_of(citation)


def is_withheld(value: Fields, field: str = "") -> bool:
    """Tell whether a plain value is withheld as a whole, or the named field of it."""
    withheld = value.get("withheld")
    if isinstance(withheld, list):
        return bool(field) and field in withheld
    return isinstance(withheld, str) and withheld.lower() in _YES


def withholds(value: Fields) -> bool:
    """Tell whether a plain value of a claim withholds anything of itself."""
    parts = (value, *_citations(value))
    return any(is_withheld(part) or isinstance(part.get("withheld"), list) for part in parts)


def _withheld_parts(value: Fields, now: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of what a value withholds of itself, and of fields that are withheld now."""
    withheld = value.get("withheld")
    for field in (*now, *(withheld if isinstance(withheld, list) else ())):
        yield from _texts_of(field, value)
    for citation in _citations(value):
        if is_withheld(citation):
            yield from _words_of(citation)
        elif isinstance(citation.get("withheld"), list):
            yield from _withheld_parts(citation, ())


def _citations(value: Fields) -> Iterator[Fields]:
    """Yield the citations of a claim, or of the names of an entity."""
    for holder in (value, *_listed(value.get("names"))):
        if isinstance(holder, dict):
            yield from (item for item in _listed(holder.get("citations")) if isinstance(item, dict))


def _words_of(value: Fields) -> Iterator[str]:
    for field in _WORDED:
        yield from _texts_of(field, value)


def _texts_of(field: str, value: Fields) -> Iterator[str]:
    """Yield the texts of one field; of names and citations their words, and not what sort they are."""
    held = value.get(field)
    if field == "citations":
        yield from (text for citation in _citations(value) for text in _words_of(citation))
    elif field == "names":
        yield from (str(name["text"]) for name in _listed(held) if isinstance(name, dict) and "text" in name)
    else:
        yield from (text for text in _texts(held) if field not in _MIXED or not is_slug(text))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
        case Record():
            for name in value.__struct_fields__:
                yield from _texts(getattr(value, name))


def _records(corpus: Corpus) -> Iterator[Any]:
    for records in (corpus.entities, corpus.sources, corpus.claims):
        yield from records.values()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _folded(text: str) -> str:
    return str(squeezed(text)).casefold()
