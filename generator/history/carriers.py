"""How the caveats changed that claims inherit: those of sources, and the standing ones of outlets.

With them goes whence a source comes: who published it, what it derives from, and whether it was read decide what it
passes on. A claim's own history tells both. One word of an outlet holds for thousands of claims, so that what changed
there is one event of the outlet, which all of these share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ..analyse.changes import Change, Name, Wording, of_caveats, squeezed
from ..analyse.marks import ancestors
from ..analyse.standing import cited, rested_on
from ..corpus import Corpus
from ..model import Entity, Source
from ..revisions import Fields, Revision, Revisions
from .hiding import Hiding, is_withheld
from .lives import lives
from .todays import with_ids_of_today

Told = tuple[Revision, tuple[Change, ...]]
"""A revision, and what it changed."""


class Sentences(NamedTuple):
    """How it is told that a caveat is gone, and that one is new."""

    out: str
    added: str


class Carriers:
    """The sources and outlets of one site, and how the caveats changed that readers saw with them."""

    def __init__(
        self, revisions: Revisions, shown: Corpus, hiding: Hiding, renamed: Mapping[str, str], name: Name
    ) -> None:
        """Remember what git has of them, and what of that may be shown; `renamed` gives ids of today by older ones."""
        self._revisions = revisions
        self._shown = shown
        self._hiding = hiding
        self._renamed = renamed
        self._name = name
        self.of_source = cache(self._of_source)

    def sources(self, claim: str) -> Iterator[str]:
        """Yield the sources whose caveats a claim carries today, each once: those it cites, or its passages name.

        With each goes all that it derives from. What lies behind a passage that nobody may see is not told either.
        """
        record, whole = self._shown.claims[claim], self._hiding.corpus.claims[claim]
        named = (*cited(record), *rested_on(record))
        open_ones = (source for source in named if not self._hiding.hides_citations(whole, source))
        yield from dict.fromkeys(id for source in open_ones for id in ancestors(self._shown, source))

    def outlets(self, claim: str) -> Iterator[str]:
        """Yield the outlets whose standing caveats a claim carries today, each once."""
        records = (self._shown.sources.get(id) for id in self.sources(claim))
        yield from dict.fromkeys(record.outlet for record in records if record and record.outlet)

    def _of_source(self, id: str) -> tuple[Told, ...]:
        """Return how the caveats of a source changed, and whence it comes, which decides about others.

        Who looks at a revision itself finds nothing in it.
        """
        record, words = self._shown.sources.get(id), self._shown.words
        if record is None or not self._has_changed(record):
            return ()
        called = self._name("source", id)
        said = Sentences(
            words("A caveat of {source} was taken out", source=called),
            words("A caveat of {source} was added", source=called),
        )
        return *self._told("source", id, record.formerly, "", said), *self._descent(record, called)

    def of_outlet(self, id: str) -> tuple[Told, ...]:
        """Return how the standing caveats of an outlet changed, also where it was recorded as one only then."""
        record, words = self._shown.entities.get(id), self._shown.words
        if record is None or not self._has_changed(record):
            return ()
        called = self._name("entity", id)
        said = Sentences(
            words("A standing caveat of {outlet} was taken out", outlet=called),
            words("A standing caveat of {outlet} was added", outlet=called),
        )
        return tuple(self._told("entity", id, record.formerly, "publisher", said))

    def _has_changed(self, record: Source | Entity) -> bool:
        """Tell whether git has more of a record than its first revision; of most it has not."""
        return any(id in self._revisions.changed for id in (record.id, *record.formerly))

    def _descent(self, record: Source, called: str) -> Iterator[Told]:
        """Yield how it changed who published a source, what it derives from, and whether it was read."""
        words, title = self._shown.words, record.title or self._shown.words("an untitled source")
        today = self._hiding.corpus.sources[record.id].withheld
        looked_at: Sequence[tuple[str, str, Callable[[Fields], Any]]] = (
            ("outlet", words("The outlet of “{title}” changed", title=title), _outlet),
            ("derived_from", words("What {source} derives from changed", source=called), _derivation),
            ("read", words("Whether {source} itself was read changed", source=called), _is_read),
        )
        for revision in lives(self._revisions, record.id, record.formerly, "source")[0].revisions:
            values = revision.before or {}, revision.after or {}
            for field, what, valued in looked_at:
                if not all(_is_open(value, field) for value in values) or (isinstance(today, tuple) and field in today):
                    continue
                before, after = (valued(with_ids_of_today(value, self._renamed)) for value in values)
                if before != after:
                    sides = (self._outlet(before), self._outlet(after)) if field == "outlet" else ()
                    yield Revision(revision.step, None, None), (self._hiding.of_carrier(Change(what, field, *sides)),)

    def _outlet(self, id: str) -> Wording:
        return Wording(self._name("entity", id), ids=frozenset({id})) if id else Wording(self._shown.words("not known"))

    def _told(self, sort: str, id: str, formerly: Sequence[str], part: str, said: Sentences) -> Iterator[Told]:
        for revision in lives(self._revisions, id, formerly, sort)[0].revisions:
            sides = (revision.before or {}, revision.after or {})
            if all(_is_open(value, part or "caveats") for value in sides):
                before, after = (with_ids_of_today(_part(value, part), self._renamed) for value in sides)
                found = of_caveats(before, after, said.out, said.added, self._name, self._shown.words)
                told = tuple(map(self._hiding.of_carrier, found))
                yield from [(Revision(revision.step, None, None), told)] if told else ()


def _is_open(value: Fields, field: str) -> bool:
    """Tell whether a record was there, and neither it nor its field was withheld."""
    return bool(value) and not is_withheld(value) and not is_withheld(value, field)


def _part(value: Fields, part: str) -> Fields:
    """Return the value itself, or the mapping that is a part of it."""
    held = value.get(part) if part else value
    return held if isinstance(held, dict) else {}


def _outlet(value: Fields) -> str:
    return str(value.get("outlet") or "")


def _derivation(value: Fields) -> Any:
    return squeezed(value.get("derived_from"))


def _is_read(value: Fields) -> bool:
    return str(value.get("read")).lower() != "false"
