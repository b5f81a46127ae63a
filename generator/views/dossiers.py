"""The dossier of an entity: what it is called, how its claims stand, the claims, what is not known, what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from ..analyse.arrangement import Section, answers, dossier_sections, pages
from ..analyse.notice import Notice, notice
from ..analyse.readings import Reading, at_a_glance, readings
from ..analyse.standing import CarriedCaveat, cited, rested_on, worst
from ..markup import Html, sentence
from ..model import Claim, Entity, Retirement
from ..pages import NETWORK, NOT_KNOWN, Page, mentions, part_address
from .claims import ClaimViews, plain_text
from .identities import FoundName, Identities, PublisherView, Row
from .indexes import Entry, Indexes, Pager, part_pager
from .inline import KEPT, NOTHING, ROOT
from .maps import Maps, Where
from .named_places import NamedPlaces, PlacesNamed
from .network import Network
from .not_known import GapView, NotKnown
from .notes import InFull, Notes
from .pictures import Picture, Pictures
from .sections import Sections, SectionView
from .timelines import Timelines
from .view import view

MOST_ROWS = 12
"""How many readings the table at the head of a dossier shows: more are no glance, and push the claims down.

The others are counted, and stand with their claims.
"""
MOST_MENTIONS = 5
"""How many claims that merely mention it the dossier of an entity shows that no claim is about."""


@view
class ReadingView:
    """One row of the table: heading and date, what is reported, who says so, how it stands, where the claim is."""

    heading: Html
    date: Html
    said: Html
    teller: Html
    standing: Html
    kinds: str
    also: Html
    href: str


@view
class Dossier:
    """Everything that one page of a dossier shows; its title says how the claims stand.

    `told` is the same in sentences, for those who see no more of it: that it was closed, and its notice.
    """

    title: str
    kicker: Html
    name: Html
    other: Html
    names: tuple[tuple[str, Html], ...]
    closed: Html
    into: Html
    facts: tuple[Row, ...]
    where: Where | None
    note: Html
    notice: Notice
    lead: Html
    told: str
    readings: tuple[ReadingView, ...]
    more_readings: int
    picture: Picture | None
    places: PlacesNamed | None
    network: str
    timeline: Html
    sections: tuple[SectionView, ...]
    pager: Pager | None
    gaps: tuple[GapView, ...]
    all_gaps: str
    sources: tuple[Entry, ...]

    in_full: tuple[InFull, ...]
    publisher: PublisherView | None
    mentions: str
    mentions_href: str
    some_mentions: tuple[str, ...]
    found: tuple[FoundName, ...]
    hostile: tuple[tuple[Html, Html], ...]
    hostile_found: tuple[FoundName, ...]


class Dossiers:
    """The dossiers of one site."""

    def __init__(
        self,
        claims: ClaimViews,
        indexes: Indexes,
        sections: Sections,
        identities: Identities,
        timelines: Timelines,
        maps: Maps,
    ) -> None:
        """Remember how claims, rows, sections, names, dates and places are shown."""
        self.claims = claims
        self.indexes = indexes
        self.sections = sections
        self.identities = identities
        self.timelines = timelines
        self.maps = maps
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words
        self.not_known = NotKnown(claims, indexes)
        self.network = Network(claims)
        self.pictures = Pictures(self.network)
        self.named_places = NamedPlaces(claims, maps)
        self.notice = self.corpus.outcomes("notices", self._notice, lambda corpus: corpus.entities, KEPT)
        self.notes = Notes(claims)
        self._parts = self.corpus.memo(self._parts_of, 8)
        self._source = self.corpus.memo(self._with_note, KEPT)

    @cached_property
    def readings(self) -> Mapping[str, tuple[Reading, ...]]:
        """The rows of every entity's table."""
        return self.corpus.index("readings", readings)

    def dossier(self, page: Page) -> Dossier:
        """Return what one page of a dossier shows; what is about the whole of it stands on the first page."""
        entity = self.corpus.entities[page.subject]
        claims, first = self._claims(entity), page.part == 1
        head = self.notice(entity.id)
        rows = self.readings.get(entity.id, ()) if first else ()
        links = self._places(entity.id) if rows or (first and entity.id in self.named_places.named) else {}
        named = self.corpus.mentions.get(entity.id, ()) if first else ()
        sources = self._sources(page)
        closed = self.closed(entity)
        return Dossier(
            title=self._title(entity, head, page.part),
            kicker=self.inline.marked_kinds(entity),
            name=self.inline.bare(entity.id),
            other=self.inline.other_script(entity),
            names=tuple(self.identities.names(entity)),
            closed=closed,
            into=self._into(entity),
            facts=tuple(self.identities.facts(entity)) if first else (),
            where=self.maps.where(entity) if first else None,
            note=self.inline.note(entity.note) if first and isinstance(entity.note, str) else NOTHING,
            notice=head,
            lead=self.inline.told(head.lead),
            told=" ".join(filter(None, (sentence(plain_text(closed)), head.lead, head.origin, head.finding))),
            readings=tuple(self._rows(entity.id, at_a_glance(rows, MOST_ROWS), links)),
            more_readings=max(0, len(rows) - MOST_ROWS),
            picture=self.pictures.of(entity.id, rows, links),
            places=self.named_places.of(entity.id, links) if first else None,
            network=f"{ROOT}{NETWORK}" if first and self.network.is_explored(entity.id) else "",
            timeline=self.timelines.told(entity.id) if first else NOTHING,
            sections=self.sections.views(self._part(page)),
            pager=part_pager(page),
            gaps=self.not_known.of(entity, claims) if first else (),
            all_gaps=f"{ROOT}{NOT_KNOWN}",
            sources=tuple(map(self._source, sources)),
            in_full=self.notes.caveats(sources),
            publisher=self.identities.publisher(entity) if first else None,
            mentions=self.indexes.mentioned(entity.id) if named else "",
            mentions_href=f"{ROOT}{mentions(self.inline.plan.address(entity.id))}",
            some_mentions=named[:MOST_MENTIONS] if not claims else (),
            found=tuple(self.identities.found(entity, hostile=False)) if first else (),
            hostile=tuple(self.identities.hostile(entity)) if first else (),
            hostile_found=tuple(self.identities.found(entity, hostile=True)) if first else (),
        )

    def closed(self, entity: Entity) -> Html:
        """Return the sentence that a dossier was closed; it leads wherever the dossier is told of."""
        retired = entity.retired
        if not isinstance(retired, Retirement):
            return NOTHING
        day, why = self.inline.date(retired.on), self.inline.own(retired.why)
        return Html(self.words("This dossier was closed on {day}: {why}", day=day, why=why))

    def _into(self, entity: Entity) -> Html:
        retired = entity.retired
        into = retired.into if isinstance(retired, Retirement) else ()
        return self.inline.listed([self.inline.entity(id) for id in into])

    def _with_note(self, source: str) -> Entry:
        return replace(self.indexes.source(source), note=self.notes.source(source))

    def _notice(self, id: str) -> Notice:
        """Return the notice at the head of a dossier, which stands beside it where the search finds it, too."""
        entity = self.corpus.entities[id]
        return notice(self.corpus, entity, self._claims(entity), self._chief, self.claims.origins)

    def _claims(self, entity: Entity) -> list[Claim]:
        return [self.corpus.claims[id] for id in self.corpus.about.get(entity.id, ())]

    def _chief(self, claim: Claim) -> CarriedCaveat | None:
        return worst(self.claims.caveats.all(claim.id))

    def _rows(self, entity: str, rows: tuple[Reading, ...], places: Mapping[str, str]) -> Iterator[ReadingView]:
        for row in rows:
            date = self.corpus.claims[row.claim].date
            carried = self.claims.caveats.carried(row.claim)
            yield ReadingView(
                self.inline.label(row.heading),
                self.inline.date(date) if isinstance(date, str) else NOTHING,
                self._said(row, entity),
                self.claims.chains.teller(row.claim),
                self.inline.label(carried.chief.label if carried.chief else carried.opens),
                carried.kinds,
                Html(self.words("; ").join(map(self.inline.label, carried.own_labels))),
                places.get(row.claim) or self.inline.href(row.claim),
            )

    def _said(self, row: Reading, entity: str) -> Html:
        """Return what a relation says, never of one what it says of several together."""
        others = [id for id in row.shared if id != entity]
        words = [*map(self.inline.entity, row.others), *map(self.inline.value, row.values)]
        said = self.inline.listed(words, " or " if row.either else " and ")
        if row.either and not row.shared:
            return Html(f"{said}{self.words(' (one of them; not said which)')}")
        if row.jointly and not row.shared:
            return Html(self.words("{names} together", names=said))
        if row.jointly:
            whom = self.inline.listed([self.inline.bare(id) for id in row.shared])
            return Html(self.words("{said}; {whom} together", said=said, whom=whom))
        if row.either:
            whom = self.inline.listed([self.inline.bare(id) for id in (entity, *others)], " or ")
            return Html(self.words("{said}; {whom}, not said which", said=said, whom=whom))
        return said

    def _parts_of(self, id: str) -> tuple[tuple[Section, ...], ...]:
        sections = dossier_sections(self.corpus, self.corpus.entities[id])
        return pages(sections, self.corpus.settings.options.claims_per_page)

    def _part(self, page: Page) -> tuple[Section, ...]:
        return self._parts(page.subject)[page.part - 1]

    def _places(self, entity: str) -> dict[str, str]:
        """Return the link to each claim that stands on a dossier, be it within the claim that it answers."""
        address = self.inline.plan.address(entity)
        links: dict[str, str] = {}
        for number, part in enumerate(self._parts(entity), 1):
            page = f"{ROOT}{part_address(address, number)}" if number > 1 else ""
            for id in (id for section in part for id in section.claims):
                links |= {shown: f"{page}#{shown}" for shown in (id, *answers(self.corpus, id))}
        return links

    def _sources(self, page: Page) -> tuple[str, ...]:
        """Return the sources of the claims that stand on this page, and what their passages name as their own, last.

        No page grows with the site.
        """
        claims = [self.corpus.claims[id] for section in self._part(page) for id in section.claims]
        named = dict.fromkeys([id for of in (cited, rested_on) for claim in claims for id in of(claim)])
        return tuple(id for id in named if id in self.corpus.sources)

    def _title(self, entity: Entity, head: Notice, part: int) -> str:
        words = self.words
        title = words("{name}: {reported}", name=self.corpus.name(entity.id), reported=head.reported)
        if isinstance(entity.retired, Retirement):
            title = words("Closed: {title}", title=title)
        return words("{title}, page {part}", title=title, part=part) if part > 1 else title
