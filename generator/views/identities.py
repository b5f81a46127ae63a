"""What an entity is called and how it is told apart: names, identifiers, places around it, what it publishes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..analyse.places import around, places_within, precision
from ..analyse.wording import NAME_TYPES, NOT_ASSESSED, NOT_GIVEN, RELIABILITY, listed, sentence
from ..corpus import Corpus, Index
from ..markup import Html, escape, escaped
from ..model import Entity, Location, Name, Publisher, UnsetType
from ..pages import published
from .caveats import CaveatView
from .claims import Cited, ClaimViews
from .indexes import Entry, Indexes
from .inline import NOTHING, ROOT, unknown
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
    because: str
    rows: tuple[Row, ...]
    sources: tuple[Entry, ...]
    more: int
    href: str


class Identities:
    """What the entities of one site are called and how they are told apart."""

    def __init__(self, claims: ClaimViews, indexes: Indexes) -> None:
        """Remember how citations and rows are shown."""
        self.claims = claims
        self.indexes = indexes
        self.inline = claims.inline
        self.corpus = claims.corpus

    @cached_property
    def look_alikes(self) -> Index:
        """Whom each entity is confused with, from whichever side it was recorded."""
        return self.corpus.index("look_alikes", _look_alikes)

    @cached_property
    def places_within(self) -> Index:
        """The places that lie directly within each place."""
        return self.corpus.index("places_within", places_within)

    def names(self, entity: Entity) -> Iterator[tuple[str, Html]]:
        """Yield an entity's names by their sort, with its label; the one set beside the title is not repeated."""
        beside = self.inline.other_script(entity)
        for sort, (one, several) in NAME_TYPES.items():
            names = [self._name(name) for name in entity.names if name.type == sort]
            names = [name for name in names if name != beside]
            if names:
                yield (one if len(names) == 1 else several), Html(", ".join(names))

    def hostile(self, entity: Entity) -> Iterator[tuple[Html, Html]]:
        """Yield who uses a hostile name, and the name."""
        for name in entity.names:
            if name.type == "hostile":
                by = self.inline.who(name.used_by) if isinstance(name.used_by, str) else Html("others")
                yield by, self._name(name)

    def found(self, entity: Entity, hostile: bool) -> Iterator[FoundName]:
        """Yield the names for which citations are recorded, hostile ones or the others."""
        for name in entity.names:
            if name.citations and (name.type == "hostile") == hostile:
                cited = tuple(self.claims.cited(citation) for citation in name.citations)
                yield FoundName(self._name(name), name.type, cited)

    def facts(self, entity: Entity) -> Iterator[Row]:
        """Yield what tells an entity apart; of a place first where it lies."""
        if self.corpus.settings.like(entity.type) == "place" or not isinstance(entity.location, UnsetType):
            yield "Where", self._where(entity)
        if inner := self.places_within.get(entity.id):
            yield "Places within it", self._several(inner)
        if entity.died is None:
            yield "Died", Html(f"{unknown(NOT_GIVEN)}; treated as living")
        elif isinstance(entity.died, str):
            yield "Died", self.inline.date(entity.died)
        if others := self.look_alikes.get(entity.id):
            yield "Not to be confused with", Html(listed([self.inline.entity(id) for id in others], "or"))
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
            because=publisher.because if publisher and isinstance(publisher.because, str) else "",
            rows=tuple(self._publishing(publisher)),
            sources=tuple(self.indexes.source(id) for id in sources[:MOST_LISTED]),
            more=max(0, len(sources) - MOST_LISTED),
            href=f"{ROOT}{published(self.inline.plan.address(entity.id))}",
        )

    def _publishing(self, publisher: Publisher | None) -> Iterator[Row]:
        grade = reliability(publisher)
        yield "Reliability", self._graded(publisher, grade) if publisher and grade else unknown(NOT_ASSESSED)
        if publisher and isinstance(publisher.rationale, str):
            yield "Why", escape(publisher.rationale)
        if publisher and isinstance(publisher.family, str):
            family = self.inline.who(publisher.family)
            yield "Family", Html(f"{family}. Reports of outlets of one family count as one origin.")

    def _graded(self, publisher: Publisher, grade: str) -> Html:
        """Return a grade with who gave it, and when."""
        by = self.inline.who(publisher.by) if isinstance(publisher.by, str) else NOTHING
        on = self.inline.date(publisher.on) if isinstance(publisher.on, str) else NOTHING
        signed = Html(", ".join(part for part in (by, on) if part))
        return Html(f"{escaped(grade)}. {signed}") if signed else escape(grade)

    def _name(self, name: Name) -> Html:
        shown = self.inline.name(name.text, name.lang if isinstance(name.lang, str) else "")
        if isinstance(name.date, UnsetType):
            return shown
        date = self.inline.date(name.date) if name.date is not None else Html(f"date {unknown(NOT_GIVEN)}")
        return Html(f"{shown} ({date})")

    def _where(self, entity: Entity) -> Html:
        """Return coordinates with their precision in words, and the chain of places that it lies within."""
        if isinstance(entity.location, Location):
            where = entity.location
            point = f"{where.lat:g}, {where.lon:g}, {precision(where)}."
            told = f"{point} Coordinates from {escaped(sentence(where.origin))}"
        else:
            told = f"Coordinates {self.inline.known(entity.location)}."
        outer = around(self.corpus, entity)
        return Html(f"{told} Within {', '.join(map(self.inline.entity, outer))}." if outer else told)

    def _several(self, ids: tuple[str, ...]) -> Html:
        links = [self.inline.entity(id) for id in ids[:MOST_LISTED]]
        if len(ids) > MOST_LISTED:
            links.append(Html(f"{len(ids) - MOST_LISTED:,} more"))
        return Html(listed(links))

    def _identifier(self, scheme: str, identifier: str) -> Row:
        known = self.corpus.vocabulary.identifiers.get(scheme)
        label = known.label if known else scheme
        if known is None or not isinstance(known.url, str):
            return label, escape(identifier)
        return label, Html(f"{escaped(identifier)}: {self.inline.url(known.url.replace('{}', identifier))}")


def reliability(publisher: Publisher | UnsetType | None) -> str:
    """Return an outlet's grade in words, or "" where the editors gave none."""
    grade = publisher.reliability if isinstance(publisher, Publisher) else None
    return f"{grade}, {RELIABILITY[grade]}" if isinstance(grade, str) else ""


def _look_alikes(corpus: Corpus) -> Index:
    pairs = [(entity.id, other) for entity in corpus.entities.values() for other in entity.distinct_from]
    found: dict[str, dict[str, None]] = {}
    for one, other in [*pairs, *((b, a) for a, b in pairs)]:
        found.setdefault(one, {})[other] = None
    return {id: tuple(others) for id, others in found.items()}
