"""What an entity is called and how it is told apart: names, identifiers, places around it, what it publishes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..analyse.places import around, places_within, precision
from ..analyse.wording import NAME_TYPES, NOT_ASSESSED, NOT_GIVEN, RELIABILITY
from ..corpus import Corpus, Index
from ..markup import Html, escape, escaped, sentence
from ..model import Entity, Location, Name, Publisher, UnsetType
from ..pages import published
from ..words import Words
from .caveats import CaveatView
from .claims import Cited, ClaimViews
from .events import Events, EventView
from .indexes import Entry, Indexes
from .inline import NOTHING, ROOT
from .view import view

MOST_LISTED = 25
"""How many places within a place, and how many sources of an outlet, a dossier names; the others are counted."""

Row = tuple[str, Html]


@view
class FoundName:
    """A name with the citations in which it is found."""

    name: Html
    what: str
    found: tuple[Cited, ...]


@view
class PublisherView:
    """What an outlet is as a publisher."""

    caveats: tuple[CaveatView, ...]
    because: Html
    changes: tuple[EventView, ...]
    rows: tuple[Row, ...]
    sources: tuple[Entry, ...]
    more: int
    href: str


class Identities:
    """What the entities of one site are called and how they are told apart."""

    def __init__(self, claims: ClaimViews, indexes: Indexes, events: Events) -> None:
        """Remember how citations, rows and changes are shown."""
        self.events = events
        self.claims = claims
        self.indexes = indexes
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words

    @cached_property
    def look_alikes(self) -> Index:
        """Whom each entity is confused with, from whichever side it was recorded."""
        return self.corpus.index("look_alikes", _look_alikes, asked="entities")

    @cached_property
    def places_within(self) -> Index:
        """The places that lie directly within each place."""
        return self.corpus.index("places_within", places_within, asked="entities")

    def names(self, entity: Entity) -> Iterator[tuple[str, Html]]:
        """Yield an entity's names by their sort, with its label; the one set beside the title is not repeated."""
        beside = self.inline.other_script(entity)
        for sort, (one, several) in NAME_TYPES.items():
            names = [self._name(name) for name in entity.names if name.type == sort]
            shown = (beside, self.inline.bare(entity.id))
            names = [name for name in names if name not in shown]
            if names:
                yield self.words(one if len(names) == 1 else several), Html(self.words(", ").join(names))

    def hostile(self, entity: Entity) -> Iterator[tuple[Html, Html]]:
        """Yield who uses a hostile name, and the name."""
        for name in entity.names:
            if name.type == "hostile":
                by = self.inline.who(name.used_by) if isinstance(name.used_by, str) else Html(self.words("others"))
                yield by, self._name(name)

    def found(self, entity: Entity, hostile: bool) -> Iterator[FoundName]:
        """Yield the names for which citations are recorded, hostile ones or the others."""
        for name in entity.names:
            if name.citations and (name.type == "hostile") == hostile:
                cited = tuple(self.claims.cited(citation) for citation in name.citations)
                yield FoundName(self._name(name), self._sort(name.type), cited)

    def _sort(self, sort: str) -> str:
        return self.words(NAME_TYPES[sort][0]).lower() if self.inline.foreign and sort in NAME_TYPES else sort

    def facts(self, entity: Entity) -> Iterator[Row]:
        """Yield what tells an entity apart; of a place first where it lies."""
        words = self.words
        if self.corpus.settings.like(entity.type) == "place" or not isinstance(entity.location, UnsetType):
            yield words("Where"), self._where(entity)
        if inner := self.places_within.get(entity.id):
            yield words("Places within it"), self._several(inner)
        if entity.died is None:
            yield words("Died"), Html(words("{state}; treated as living", state=self.inline.unknown(NOT_GIVEN)))
        elif isinstance(entity.died, str):
            yield words("Died"), self.inline.date(entity.died)
        if others := self.look_alikes.get(entity.id):
            yield (
                words("Not to be confused with"),
                self.inline.listed([self.inline.entity(id) for id in others], " or "),
            )
        for scheme, identifier in entity.same_as.items():
            yield self._identifier(scheme, identifier)

    def publisher(self, entity: Entity) -> PublisherView | None:
        """Return what an entity is as a publisher, None where nothing says that it is one."""
        publisher = entity.publisher if isinstance(entity.publisher, Publisher) else None
        sources = self.corpus.published_by.get(entity.id, ())
        if publisher is None and not sources:
            return None
        return PublisherView(
            caveats=self.claims.caveats.outlet(entity.id),
            because=self.inline.own(publisher.because) if publisher and isinstance(publisher.because, str) else NOTHING,
            changes=self.events.of_outlet(entity.id),
            rows=tuple(self._publishing(publisher)),
            sources=tuple(self.indexes.source(id) for id in sources[:MOST_LISTED]),
            more=max(0, len(sources) - MOST_LISTED),
            href=f"{ROOT}{published(self.inline.plan.address(entity.id))}",
        )

    def _publishing(self, publisher: Publisher | None) -> Iterator[Row]:
        words, grade = self.words, reliability(self.words, publisher)
        yield (
            words("Reliability"),
            self._graded(publisher, grade) if publisher and grade else self.inline.unknown(NOT_ASSESSED),
        )
        if publisher and isinstance(publisher.rationale, str):
            yield words("Why"), self.inline.own(publisher.rationale)
        if publisher and isinstance(publisher.family, str):
            family = self.inline.who(publisher.family)
            yield (
                words("Family"),
                Html(words("{family}. Reports of outlets of one family count as one origin.", family=family)),
            )

    def _graded(self, publisher: Publisher, grade: str) -> Html:
        """Return a grade with who gave it, and when."""
        by = self.inline.who(publisher.by) if isinstance(publisher.by, str) else NOTHING
        on = self.inline.date(publisher.on) if isinstance(publisher.on, str) else NOTHING
        signed = Html(self.words(", ").join(part for part in (by, on) if part))
        return Html(f"{escaped(grade)}. {signed}") if signed else escape(grade)

    def _name(self, name: Name) -> Html:
        shown = self.inline.name(name.text, name.lang if isinstance(name.lang, str) else "")
        if isinstance(name.date, UnsetType):
            return shown
        date = (
            self.inline.date(name.date)
            if name.date is not None
            else Html(self.words("date {day}", day=self.inline.unknown(NOT_GIVEN)))
        )
        return Html(f"{shown} ({date})")

    def _where(self, entity: Entity) -> Html:
        """Return coordinates with their precision in words, and the chain of places that it lies within."""
        words = self.words
        if isinstance(entity.location, Location):
            where = entity.location
            told = words(
                "{lat}, {lon}, {precision}. Coordinates from {origin}",
                lat=f"{where.lat:g}", lon=f"{where.lon:g}", precision=precision(words, where),
                origin=self.inline.own(sentence(where.origin)),
            )  # fmt: skip
        else:
            told = words("Coordinates {state}.", state=self.inline.known(entity.location))
        outer = words(", ").join(map(self.inline.entity, around(self.corpus, entity)))
        return Html(f"{told} {words('Within {places}.', places=Html(outer))}" if outer else told)

    def _several(self, ids: tuple[str, ...]) -> Html:
        links = [self.inline.entity(id) for id in ids[:MOST_LISTED]]
        if len(ids) > MOST_LISTED:
            links.append(Html(self.words.many("{number} more", "{number} more", len(ids) - MOST_LISTED)))
        return self.inline.listed(links)

    def _identifier(self, scheme: str, identifier: str) -> Row:
        known = self.corpus.vocabulary.identifiers.get(scheme)
        label = self.inline.label(known.label if known else scheme)
        if known is None or not isinstance(known.url, str):
            return label, escape(identifier)
        return label, Html(f"{escaped(identifier)}: {self.inline.url(known.url.replace('{}', identifier))}")


def reliability(words: Words, publisher: Publisher | UnsetType | None) -> str:
    """Return an outlet's grade in words, or "" where the editors gave none."""
    grade = publisher.reliability if isinstance(publisher, Publisher) else None
    return f"{grade}{words(', ')}{words(RELIABILITY[grade])}" if isinstance(grade, str) else ""


def _look_alikes(corpus: Corpus) -> Index:
    pairs = [(entity.id, other) for entity in corpus.entities.values() for other in entity.distinct_from]
    found: dict[str, dict[str, None]] = {}
    for one, other in [*pairs, *((b, a) for a, b in pairs)]:
        found.setdefault(one, {})[other] = None
    return {id: tuple(others) for id, others in found.items()}
