"""The page of a source: what it is, where it came from, its notice, and every claim taken from it in its order."""

from __future__ import annotations

from collections.abc import Iterator

from ..analyse.arrangement import Section, pages, source_sections
from ..analyse.chains import DID
from ..analyse.wording import HOW, NONE_RECORDED, NOT_KNOWN, counted, language, listed, lowered, raised, source_type
from ..markup import Html, escape, escaped
from ..model import Derivation, Snapshot, Source, UnsetType
from ..pages import Page
from .caveats import CaveatView
from .claims import ClaimViews
from .identities import Identities, Row, reliability
from .indexes import Indexes, Pager, part_pager
from .inline import NOTHING, unknown
from .proofs import ProofViews
from .sections import Sections, SectionView
from .view import view

MOST_DERIVED = 25
"""How many sources a page lists that derive from a source; the others are counted."""


@view
class Branch:
    """One step of descent: the source, in which way, and the steps behind it."""

    link: Html
    how: str
    inner: tuple[Branch, ...]


@view
class Place:
    """One place in a source: its locator, whom its passages name, and the claims taken from it."""

    section: SectionView
    names: Html


@view
class SourcePage:
    """Everything that one page of a source shows."""

    kicker: str
    title: str
    attrs: Html
    names: Html
    lead: str
    caveats: tuple[CaveatView, ...]
    summary: Html
    rows: tuple[Row, ...]
    above: tuple[Branch, ...]
    below: tuple[Branch, ...]
    more_below: int
    taken: str
    places: tuple[Place, ...]
    pager: Pager | None
    ignored: tuple[str, ...]


class SourcePages:
    """The pages of the sources of one site."""

    def __init__(self, claims: ClaimViews, indexes: Indexes, sections: Sections, identities: Identities) -> None:
        """Remember how claims, rows, sections and outlets are shown."""
        self.claims = claims
        self.sections = sections
        self.identities = identities
        self.indexes = indexes
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.proofs = ProofViews(claims.inline)
        self._parts = self.corpus.memo(self._parts_of, 8)

    def title(self, page: Page) -> str:
        """Return the page's title: the source's, with its outlet and its worst caveat."""
        source = self.corpus.sources[page.subject]
        carried = self.claims.caveats.inherited(source.id)
        outlet = self.corpus.name(source.outlet) if source.outlet else ""
        trust = lowered(f"{carried.opens}{carried.rest}") if carried.worst else ""
        brackets = ", ".join(filter(None, (outlet, trust)))
        part = f", page {page.part}" if page.part > 1 else ""
        return f"{self.inline.title(source)}{f' ({brackets})' if brackets else ''}{part}"

    def page(self, page: Page) -> SourcePage:
        """Return what one page of a source shows; the record stands on the first page, the notice on each."""
        source = self.corpus.sources[page.subject]
        first = page.part == 1
        carried = self.claims.caveats.inherited(source.id)
        above = tuple(self._above(source, (source.id,))) if first else ()
        below = tuple(self._below(source.id, (source.id,))) if first else ()
        return SourcePage(
            kicker=self.kicker(source),
            title=self.inline.title(source),
            attrs=self.inline.attrs(source.lang) if isinstance(source.lang, str) and source.title else NOTHING,
            names=self.names(source),
            lead=f"{carried.opens}{carried.rest}" if carried.worst else "",
            caveats=(*carried.all, *carried.none_needed),
            summary=self.inline.prose(source.summary) if first and isinstance(source.summary, str) else NOTHING,
            rows=tuple(self._rows(source)) if first else (),
            above=above if len(above) > 1 or below or any(branch.inner for branch in above) else (),
            below=below,
            more_below=max(0, len(self.corpus.derived.get(source.id, ())) - MOST_DERIVED),
            taken=counted(self.indexes.taken(source.id), "claim"),
            places=tuple(self._places(page)),
            pager=part_pager(page),
            ignored=tuple(self._ignored(source)) if first else (),
        )

    def kicker(self, source: Source) -> str:
        """Return what sort of source it is, how it came about, and whether it was read."""
        how = [HOW[derivation.how] for derivation in source.derivations[:1] if derivation.how != "based-on"]
        read = [] if source.read else ["not read"]
        return ", ".join(["Source", source_type(source.type), *how, *read])

    def names(self, source: Source) -> Html:
        """Return its outlet, its date and its authors, each of which may not be known."""
        parts = [Html(f"<cite>{self._outlet(source)}</cite>{self._from(source)}.")]
        parts.append(Html(f"Date {self.inline.when(source.published)}."))
        parts.append(Html(f"Author {self._authors(source)}."))
        if source.title and source.title.rstrip().endswith(("…", "...")):
            parts.append(Html("The title breaks off in the original."))
        return Html(" ".join(parts))

    def _outlet(self, source: Source) -> Html:
        return self.inline.entity(source.outlet) if source.outlet else Html(f"Outlet {unknown(NOT_KNOWN)}")

    def _from(self, source: Source) -> Html:
        origins = [self.corpus.sources[d.source] for d in source.derivations if d.source in self.corpus.sources]
        outlets = dict.fromkeys(origin.outlet for origin in origins if origin.outlet)
        return Html(f", from {listed([self.inline.entity(id) for id in outlets])}") if outlets else NOTHING

    def _authors(self, source: Source) -> Html:
        if isinstance(source.authors, tuple):
            return Html(listed([self.inline.who(author) for author in source.authors])) or unknown(NONE_RECORDED)
        return self.inline.known(source.authors)

    def _rows(self, source: Source) -> Iterator[Row]:
        yield "Outlet", self._about_outlet(source)
        yield "Origin", self._origin(source)
        yield "Published", self.inline.when(source.published)
        if not isinstance(source.modified, UnsetType):
            yield "Last changed", self.inline.when(source.modified)
        yield "Author", self._authors(source)
        yield "Address", self.inline.url(source.url) if isinstance(source.url, str) else self.inline.known(source.url)
        yield "Archived copies", self._archived(source)
        yield "Language read" if source.read else "Language", self._language(source)
        yield "Country", self.inline.known(source.country)
        yield "Read on" if source.read else "Read", self._read(source)
        yield "Text as read", self._snapshot(source)
        if source.note is None:
            yield "Note", unknown(NONE_RECORDED)
        elif isinstance(source.note, str):
            yield "Note", self.inline.prose(source.note)

    def _about_outlet(self, source: Source) -> Html:
        if not source.outlet:
            return unknown(NOT_KNOWN)
        parts = [Html(f"{self.inline.entity(source.outlet)}.")]
        if others := self.identities.look_alikes.get(source.outlet):
            parts.append(Html(f"Not to be confused with {listed([self.inline.bare(id) for id in others], 'or')}."))
        outlet = self.corpus.entities.get(source.outlet)
        grade = reliability(outlet.publisher) if outlet else ""
        parts.append(Html(f"Reliability: {escaped(grade) if grade else unknown('not assessed')}."))
        return Html(" ".join(parts))

    def _origin(self, source: Source) -> Html:
        if source.derived_from == "unknown":
            return Html(f"{unknown(NOT_KNOWN)}: whether it derives from another source is not known")
        if isinstance(source.derived_from, UnsetType):
            return unknown(NONE_RECORDED)
        if not source.derivations:
            return Html("An original: it derives from no other source")
        steps = [self._derivation(derivation) for derivation in source.derivations]
        return Html(f"{listed(steps)}. Reports that derive from one original count as one origin")

    def _derivation(self, derivation: Derivation) -> Html:
        did = derivation.did if isinstance(derivation.did, str) else DID[derivation.how]
        origin = self.corpus.sources.get(derivation.source)
        by = Html(f" by {self.inline.entity(origin.outlet)}") if origin and origin.outlet else NOTHING
        return Html(f"{self.inline.source(derivation.source)}{by} ({escaped(did)})")

    def _archived(self, source: Source) -> Html:
        if not isinstance(source.archived, tuple):
            return self.inline.known(source.archived)
        copies = [
            Html(f"{self.inline.url(copy.url)}, captured {self.inline.when(copy.captured)}") for copy in source.archived
        ]
        return Html("; ".join(copies)) or unknown(NONE_RECORDED)

    def _language(self, source: Source) -> Html:
        return escape(language(source.lang)) if isinstance(source.lang, str) else self.inline.known(source.lang)

    def _read(self, source: Source) -> Html:
        if source.read:
            return self.inline.when(source.accessed)
        known = (
            "Known only through"
            if self.corpus.derived.get(source.id)
            else "Known only through other sources that name it"
        )
        through = [self.inline.source(id) for id in self.corpus.derived.get(source.id, ())[:MOST_DERIVED]]
        return Html(f"Not read. {known} {listed(through)}" if through else f"Not read. {known}")

    def _snapshot(self, source: Source) -> Html:
        if not isinstance(source.snapshot, Snapshot):
            return self.inline.known(source.snapshot)
        kept = source.snapshot
        size = f"{kept.bytes:,} bytes, " if isinstance(kept.bytes, int) else ""
        taken = "" if isinstance(kept.captured, UnsetType) else f", taken {self.inline.when(kept.captured)}"
        words = f"{size}{escaped(kept.media_type)}{taken}; not published here, only its checksum"
        quotes = self.proofs.of_source(source)
        taken_by = f". Its text was taken with {escaped(kept.extractor)}" if isinstance(kept.extractor, str) else ""
        checked = f". {escaped(quotes)}" if quotes else ""
        return Html(f'{raised(words)}. SHA-256 <code dir="ltr">{kept.sha256}</code>{taken_by}{checked}')

    def _above(self, source: Source, seen: tuple[str, ...]) -> Iterator[Branch]:
        for derivation in source.derivations:
            origin = self.corpus.sources.get(derivation.source)
            inner: tuple[Branch, ...] = ()
            if origin is not None and origin.id not in seen:
                inner = tuple(self._above(origin, (*seen, origin.id)))
            did = derivation.did if isinstance(derivation.did, str) else DID[derivation.how]
            yield Branch(self._branch(derivation.source), f"{did} from", inner)

    def _below(self, id: str, seen: tuple[str, ...]) -> Iterator[Branch]:
        for derived in self.corpus.derived.get(id, ())[:MOST_DERIVED]:
            if derived in seen:
                continue
            how = next(d.how for d in self.corpus.sources[derived].derivations if d.source == id)
            yield Branch(self._branch(derived), DID[how], tuple(self._below(derived, (*seen, derived))))

    def _branch(self, id: str) -> Html:
        source = self.corpus.sources.get(id)
        outlet = f", {self.inline.bare(source.outlet)}" if source and source.outlet else ""
        read = "" if source is None or source.read else "; not read"
        return Html(f"{self.inline.source(id)}{outlet}{read}")

    def _parts_of(self, id: str) -> tuple[tuple[Section, ...], ...]:
        return pages(source_sections(self.corpus, id), self.corpus.settings.options.claims_per_page)

    def _places(self, page: Page) -> Iterator[Place]:
        if not page.rows:
            return
        sections = self._parts(page.subject)[page.part - 1]
        for section, shown in zip(sections, self.sections.views(sections), strict=True):
            yield Place(shown, self._whom(section, page.subject))

    def _whom(self, section: Section, source: str) -> Html:
        """Return whom the passages at a place name, or that they name nobody."""
        named: dict[Html, None] = {}
        nobody = False
        for id in section.claims:
            for citation, found in zip(self.corpus.claims[id].citations, self.claims.chains.of(id), strict=True):
                if citation.source == source and (citation.locator or "") == section.heading:
                    first = found.steps[0]
                    nobody = nobody or first.sort == "nobody"
                    if first.sort in ("unnamed", "named", "entity"):
                        named[self.claims.chains.step(first)] = None
        if named:
            return Html(f"names {listed(list(named))}{'; in part no source' if nobody else ''}")
        return Html("names no source at all") if nobody else NOTHING

    def _ignored(self, source: Source) -> Iterator[str]:
        """Yield lines of the text that are no claims of this source, those of one sort together."""
        if not isinstance(source.snapshot, Snapshot):
            return
        lines: dict[str, list[str]] = {}
        for part in source.snapshot.ignore:
            if isinstance(part.words, str):
                yield f"“{part.words}”: {part.why}."
                continue
            span = f"{part.line} to {part.to}" if isinstance(part.to, int) else str(part.line)
            lines.setdefault(part.why, []).append(span)
        for why, spans in lines.items():
            several = len(spans) > 1 or "to" in spans[0]
            yield f"{'Lines' if several else 'Line'} {listed(spans)}: {why}."
