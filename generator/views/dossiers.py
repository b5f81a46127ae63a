"""The dossier of an entity: what it is called, how its claims stand, the claims, what is not known, what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markupsafe import Markup, escape

from ..analyse.arrangement import MOST_BESIDE, Block, Section, answers, dossier_sections, pages
from ..analyse.gaps import Gap, gaps
from ..analyse.notice import Notice, notice, standing_words
from ..analyse.readings import Reading, readings
from ..analyse.standing import CarriedCaveat
from ..analyse.wording import NAME_TYPES, NOT_GIVEN, PRECISION, counted, listed, raised, sentence
from ..model import Claim, Entity, Location, Name, Publisher, Retirement, UnsetType
from ..pages import Page, mentions, part_address, published, theme_anchor
from .caveats import CaveatView
from .claim_pages import reliability
from .claims import Cited, ClaimViews
from .indexes import Entry, Indexes, Pager, part_pager
from .inline import NOTHING, ROOT, unknown

MOST_ROWS = 40
"""How many readings the table at the head of a dossier shows; the others are counted, and stand with their claims."""
MOST_LISTED = 25
"""How many places within a place, and how many sources of an outlet, a dossier names; the others are counted."""
MOST_MENTIONS = 5
"""How many claims that merely mention it the dossier of an entity shows that no claim is about."""

Row = tuple[str, Markup]


@dataclass(frozen=True, slots=True)
class Full:
    """A claim to be shown in full: at which level of headings, with which rivals and answers in it."""

    id: str
    level: int = 3
    beside: tuple[str, ...] = ()
    more_beside: int = 0
    answers: tuple[str, ...] = ()
    more_answers: int = 0
    anchored: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class BlockView:
    """One claim, or a frame of claims in tension: its anchor, what is said of them, and its sides or its one row."""

    anchor: str
    told: str
    sides: tuple[tuple[Full, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class SectionView:
    """One heading with its blocks."""

    heading: str
    anchor: str
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ReadingView:
    """One row of the table: heading and date, what is reported, who says so, how it stands, where the claim is."""

    heading: str
    date: Markup
    said: Markup
    teller: Markup
    standing: str
    kinds: str
    also: str
    href: str


@dataclass(frozen=True, slots=True, eq=False)
class GapView:
    """One thing that is not known, with a link to where it bites."""

    words: str
    href: str
    link: str


@dataclass(frozen=True, slots=True, eq=False)
class FoundName:
    """A name with the citations in which it is found."""

    name: Markup
    what: str
    found: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PublisherView:
    """What an outlet is as a publisher."""

    caveats: tuple[CaveatView, ...]
    because: str
    rows: tuple[Row, ...]
    sources: tuple[Entry, ...]
    more: str
    href: str


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """Everything that one page of a dossier shows."""

    kicker: str
    name: str
    other: Markup
    names: tuple[tuple[str, Markup], ...]
    retired: Retirement | None
    retired_on: Markup
    into: Markup
    facts: tuple[Row, ...]
    note: Markup
    notice: Notice
    readings: tuple[ReadingView, ...]
    more_readings: int
    sections: tuple[SectionView, ...]
    pager: Pager | None
    gaps: tuple[GapView, ...]
    sources: tuple[Entry, ...]
    publisher: PublisherView | None
    mentions: str
    mentions_href: str
    some_mentions: tuple[str, ...]
    found: tuple[FoundName, ...]
    hostile: tuple[tuple[str, Markup], ...]
    hostile_found: tuple[FoundName, ...]


class Dossiers:
    """The dossiers of one site."""

    def __init__(self, claims: ClaimViews, indexes: Indexes) -> None:
        """Remember how claims and rows are shown."""
        self.claims = claims
        self.indexes = indexes
        self.inline = claims.inline
        self.corpus = claims.corpus
        self._sections = lru_cache(maxsize=8)(self._sections_of)

    @cached_property
    def readings(self) -> dict[str, tuple[Reading, ...]]:
        """The rows of every entity's table."""
        return dict(readings(self.corpus))

    @cached_property
    def look_alikes(self) -> dict[str, tuple[str, ...]]:
        """Whom each entity is confused with, from whichever side it was recorded."""
        found: dict[str, dict[str, None]] = {}
        for entity in self.corpus.entities.values():
            for other in entity.distinct_from:
                found.setdefault(entity.id, {})[other] = None
                found.setdefault(other, {})[entity.id] = None
        return {id: tuple(others) for id, others in found.items()}

    @cached_property
    def places_within(self) -> dict[str, tuple[str, ...]]:
        """The places that lie directly within each place."""
        found: dict[str, list[str]] = {}
        for entity in self.corpus.entities.values():
            if isinstance(entity.within, str):
                found.setdefault(entity.within, []).append(entity.id)
        return {id: tuple(inner) for id, inner in found.items()}

    def title(self, page: Page) -> str:
        """Return the page's title, with how the claims stand."""
        entity = self.corpus.entities[page.subject]
        counting = [c for c in self._claims(entity) if isinstance(c.retracted, UnsetType)]
        words = standing_words(counting, self._chief)
        reported = f"reported claims, {words}" if words else "reported claims" if counting else "no claim yet"
        part = f", page {page.part}" if page.part > 1 else ""
        return f"{entity.name}: {reported}{part}"

    def dossier(self, page: Page) -> Dossier:
        """Return what one page of a dossier shows; what is about the whole of it stands on the first page."""
        entity = self.corpus.entities[page.subject]
        claims, first = self._claims(entity), page.part == 1
        rows = self.readings.get(entity.id, ()) if first else ()
        places = self._places(entity.id) if rows else {}
        named = self.corpus.mentions.get(entity.id, ())
        hostile = [name for name in entity.names if name.type == "hostile"] if first else []
        retired = entity.retired if isinstance(entity.retired, Retirement) else None
        return Dossier(
            kicker=self.inline.kinds(entity),
            name=entity.name,
            other=self.inline.other_script(entity),
            names=tuple(self._names(entity)),
            retired=retired,
            retired_on=self.inline.date(retired.on) if retired else NOTHING,
            into=Markup(listed([self.inline.entity(id) for id in retired.into])) if retired else NOTHING,
            facts=tuple(self._facts(entity)) if first else (),
            note=self.inline.prose(entity.note) if first and isinstance(entity.note, str) else NOTHING,
            notice=notice(self.corpus, entity, claims, self._chief),
            readings=tuple(self._reading(row, entity.id, places) for row in rows[:MOST_ROWS]),
            more_readings=max(0, len(rows) - MOST_ROWS),
            sections=self._page_sections(page),
            pager=part_pager(page),
            gaps=tuple(map(self._gap, gaps(self.corpus, entity, claims))) if first else (),
            sources=tuple(self._sources(page)),
            publisher=self._publisher(entity) if first else None,
            mentions=self._mentions(len(named)) if first and named else "",
            mentions_href=f"{ROOT}{mentions(self.inline.plan.address(entity.id))}",
            some_mentions=named[:MOST_MENTIONS] if first and not claims else (),
            found=tuple(
                self._found(name) for name in entity.names if name.citations and name.type != "hostile" and first
            ),
            hostile=tuple((self._used_by(name), self._name(name)) for name in hostile),
            hostile_found=tuple(self._found(name) for name in hostile if name.citations),
        )

    def full(self, id: str, beside: tuple[str, ...] = (), level: int = 3, anchored: bool = True) -> Full:
        """Return a claim in full with all its rivals but those that stand `beside` it, and its answers."""
        within = answers(self.corpus, id)
        apart = (*beside, *within, self.corpus.claims[id].answers)
        rivals = [other for other in self.corpus.tensions.get(id, ()) if other not in apart]
        more = len(self.corpus.answered_by.get(id, ())) - len(within)
        return Full(id, level, tuple(rivals[:MOST_BESIDE]), max(0, len(rivals) - MOST_BESIDE), within, more, anchored)

    def _chief(self, claim: Claim) -> CarriedCaveat | None:
        return self.claims.caveats.carried(claim.id).chief

    def _claims(self, entity: Entity) -> list[Claim]:
        return [self.corpus.claims[id] for id in self.corpus.about.get(entity.id, ())]

    def _names(self, entity: Entity) -> Iterator[tuple[str, Markup]]:
        """Yield an entity's names by their sort, with its label; the one set beside the title is not repeated."""
        beside = self.inline.other_script(entity)
        for sort, (one, several) in NAME_TYPES.items():
            names = [self._name(name) for name in entity.names if name.type == sort]
            names = [name for name in names if name != beside]
            if names:
                yield (one if len(names) == 1 else several), Markup(", ").join(names)

    def _name(self, name: Name) -> Markup:
        shown = self.inline.name(name.text, name.lang if isinstance(name.lang, str) else "")
        if isinstance(name.date, UnsetType):
            return shown
        date = self.inline.date(name.date) if name.date is not None else Markup(f"date {unknown(NOT_GIVEN)}")
        return Markup(f"{shown} ({date})")

    def _used_by(self, name: Name) -> str:
        return self.corpus.name(name.used_by) if isinstance(name.used_by, str) else "others"

    def _found(self, name: Name) -> FoundName:
        found = tuple(self.claims.cited(citation) for citation in name.citations)
        return FoundName(self._name(name), name.type, found)

    def _facts(self, entity: Entity) -> Iterator[Row]:
        like = self.corpus.settings.like(entity.type)
        if like == "place" or not isinstance(entity.location, UnsetType) or isinstance(entity.within, str):
            yield "Where", self._where(entity)
        inner = self.places_within.get(entity.id, ())
        if inner:
            yield "Places within it", self._several(inner)
        if not isinstance(entity.died, UnsetType):
            living = Markup(f"{unknown(NOT_GIVEN)}; treated as living")
            yield "Died", self.inline.date(entity.died) if entity.died is not None else living
        if others := self.look_alikes.get(entity.id):
            yield "Not to be confused with", Markup(listed([self.inline.entity(id) for id in others], "or"))
        for scheme, identifier in entity.same_as.items():
            yield self._identifier(scheme, identifier)

    def _where(self, entity: Entity) -> Markup:
        """Return coordinates with their precision in words, and the chain of places that it lies within."""
        parts = []
        if isinstance(entity.location, Location):
            where = entity.location
            origin = f" Coordinates from {escape(sentence(where.origin))}"
            parts.append(Markup(f"{where.lat:g}, {where.lon:g}, {PRECISION[where.precision]}.{origin}"))
        else:
            parts.append(
                Markup(f"Coordinates {self.inline.known(None if entity.location is None else entity.location)}.")
            )
        if around := self._around(entity):
            parts.append(Markup(f"Within {', '.join(map(self.inline.entity, around))}."))
        return Markup(" ").join(parts)

    def _around(self, entity: Entity) -> list[str]:
        """Return the places that an entity lies within, the nearest first; records that loop are left after a round."""
        around: list[str] = []
        place: Entity | None = entity
        while place is not None and isinstance(place.within, str) and place.within not in around:
            around.append(place.within)
            place = self.corpus.entities.get(place.within)
        return around

    def _several(self, ids: tuple[str, ...]) -> Markup:
        links = [self.inline.entity(id) for id in ids[:MOST_LISTED]]
        if len(ids) > MOST_LISTED:
            links.append(Markup(f"{len(ids) - MOST_LISTED:,} more"))
        return Markup(listed(links))

    def _identifier(self, scheme: str, identifier: str) -> Row:
        known = self.corpus.vocabulary.identifiers.get(scheme)
        label = known.label if known else scheme
        if known is None or not isinstance(known.url, str):
            return label, escape(identifier)
        address = self.inline.url(known.url.replace("{}", identifier))
        return label, Markup(f"{escape(identifier)}: {address}")

    def _reading(self, row: Reading, entity: str, places: Mapping[str, str]) -> ReadingView:
        claim = self.corpus.claims[row.claim]
        carried = self.claims.caveats.carried(row.claim)
        return ReadingView(
            row.heading,
            self.inline.date(claim.date) if isinstance(claim.date, str) else NOTHING,
            self._said(row, entity),
            self.claims.chains.teller(row.claim),
            carried.chief.label if carried.chief else carried.opens,
            carried.kinds,
            "; ".join(carried.own_labels),
            places.get(row.claim) or self.inline.href(row.claim),
        )

    def _said(self, row: Reading, entity: str) -> Markup:
        """Return what a relation says, never of one what it says of several together."""
        words = [*map(self.inline.entity, row.others), *map(escape, row.values)]
        said = Markup(listed(words, "or" if row.either else "and"))
        if row.either and not row.shared:
            return Markup(f"{said} (one of them; which is not said)")
        if row.jointly:
            return Markup(f"{said}, of {listed([self.inline.bare(id) for id in row.shared])} together")
        if row.either:
            others = [self.inline.bare(id) for id in row.shared if id != entity]
            return Markup(f"{said}; it or {listed(others, 'or')}, which is not said")
        return said

    def _sections_of(self, id: str) -> tuple[tuple[Section, ...], ...]:
        entity = self.corpus.entities[id]
        return pages(dossier_sections(self.corpus, entity), self.corpus.settings.options.claims_per_page)

    def _places(self, entity: str) -> dict[str, str]:
        """Return the link to each claim that stands on a dossier, be it within the claim that it answers."""
        address = self.inline.plan.address(entity)
        links: dict[str, str] = {}
        for number, part in enumerate(self._sections(entity), 1):
            page = f"{ROOT}{part_address(address, number)}" if number > 1 else ""
            for section in part:
                for id in section.claims:
                    links |= {shown: f"{page}#{shown}" for shown in (id, *answers(self.corpus, id))}
        return links

    def _page_sections(self, page: Page) -> tuple[SectionView, ...]:
        parts = self._sections(page.subject)
        if not parts or not parts[0]:
            return ()
        return self.section_views(parts[page.part - 1])

    def section_views(self, sections: tuple[Section, ...]) -> tuple[SectionView, ...]:
        """Return sections with unique anchors, and a number for each frame."""
        taken: dict[str, int] = {}
        views = []
        frames = 0
        for section in sections:
            anchor = theme_anchor(section.heading)
            taken[anchor] = taken.get(anchor, 0) + 1
            if taken[anchor] > 1:
                anchor = f"{anchor}_{taken[anchor]}"
            blocks = []
            for block in section.blocks:
                frames += len(block.claims) > 1
                blocks.append(self._block(block, frames))
            heading = f"{section.heading} (continued)" if section.continued else section.heading
            views.append(SectionView(heading, anchor, tuple(blocks)))
        return tuple(views)

    def _block(self, block: Block, frame: int) -> BlockView:
        if len(block.claims) == 1:
            return BlockView("", "", ((self.full(block.claims[0]),),))
        sides = block.sides or (block.claims,)
        fulls = tuple(tuple(self.full(id, block.claims, 4) for id in side) for side in sides)
        return BlockView(f"tension_{frame}", self._tension(block), fulls)

    def _tension(self, block: Block) -> str:
        """Return what is said above claims in tension: who reports them, and that nobody here chose."""
        cited = [{c.source for c in self.corpus.claims[id].citations} for id in block.claims]
        sources = dict.fromkeys(source for found in cited for source in found)
        them = "Both" if len(block.claims) == 2 else "All"
        first = next(iter(sorted(sources)), "")
        if len(sources) == 1 and first in self.corpus.sources:
            outlet = self.corpus.sources[first].outlet
            by = self.corpus.name(outlet) if outlet else "the same source"
            told = f"{them} are reported by one source of {by}, which does not reconcile them."
        else:
            told = f"{them} are reported, by {counted(len(sources), 'source')} in all."
        if block.sides and len(block.claims) > 2:
            told = f"What stands on the one side is in tension with what stands on the other. {told}"
        elif not block.sides:
            told = f"Each of these is in tension with at least one other of them. {told}"
        return f"{told} The editors have not chosen between them."

    def _gap(self, gap: Gap) -> GapView:
        if gap.claim:
            return GapView(gap.words, self.inline.href(gap.claim), "Claim")
        return (
            GapView(gap.words, self.inline.href(gap.source), "What is known of it")
            if gap.source
            else GapView(gap.words, "", "")
        )

    def _sources(self, page: Page) -> Iterator[Entry]:
        """Yield the sources of the claims that stand on this page, so that no page grows with the site."""
        cited = dict.fromkeys(
            citation.source
            for section in (self._sections(page.subject)[page.part - 1] if page.rows else ())
            for id in section.claims
            for citation in self.corpus.claims[id].citations
        )
        for id in cited:
            if id in self.corpus.sources:
                yield self.indexes.source(id)

    def _publisher(self, entity: Entity) -> PublisherView | None:
        publisher = entity.publisher
        sources = self.corpus.published_by.get(entity.id, ())
        if isinstance(publisher, UnsetType) and not sources:
            return None
        grade = reliability(publisher)
        rationale = (
            publisher.rationale if isinstance(publisher, Publisher) and isinstance(publisher.rationale, str) else ""
        )
        rows = [("Reliability", escape(f"{grade}. {rationale}".strip()) if grade else unknown("not assessed"))]
        if not grade and rationale:
            rows.append(("Rationale", escape(rationale)))
        if isinstance(publisher, Publisher) and isinstance(publisher.family, str):
            rows.append(
                (
                    "Family",
                    Markup(
                        f"{self.inline.who(publisher.family)}. Outlets of one family are not counted as independent."
                    ),
                )
            )
        more = len(sources) - MOST_LISTED
        return PublisherView(
            caveats=self.claims.caveats.outlet(entity.id),
            because=publisher.because
            if isinstance(publisher, Publisher) and isinstance(publisher.because, str)
            else "",
            rows=tuple(rows),
            sources=tuple(self.indexes.source(id) for id in sources[:MOST_LISTED]),
            more=f"{more:,} more" if more > 0 else "",
            href=f"{ROOT}{published(self.inline.plan.address(entity.id))}",
        )

    def _mentions(self, number: int) -> str:
        return f"{raised(counted(number, 'claim mentions it', 'claims mention it'))} without being about it."
