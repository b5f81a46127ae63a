"""The page of a source: what it is, where it came from, its notice, and every claim taken from it in its order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from ..analyse.arrangement import Section, most_taken, pages, source_sections
from ..analyse.chains import did
from ..analyse.descent import Branch as Descent
from ..analyse.descent import Drawing, above, below
from ..analyse.wording import NONE_RECORDED, NOT_ASSESSED, NOT_KNOWN, counted, language, lowered, raised, source_type
from ..corpus import Corpus
from ..markup import Html, escape, escaped, sentence
from ..model import Derivation, Snapshot, Source, UnsetType
from ..pages import Page
from .caveats import CaveatView
from .claims import ClaimViews
from .identities import Identities, Row, reliability
from .indexes import Indexes, Pager, part_pager
from .inline import NOTHING
from .proofs import ProofViews
from .sections import Sections, SectionView
from .view import view

_MOST_NAMED = 25
"""How many sources are named in a sentence through which alone a source is known."""
_NOTHING: Final = Drawing((), 0)


@view
class Branch:
    """One step of descent: the source, in which way, and the steps behind it."""

    link: Html
    how: Html
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
    lead: Html
    caveats: tuple[CaveatView, ...]
    summary: Html
    rows: tuple[Row, ...]
    above: tuple[Branch, ...]
    more_above: int
    below: tuple[Branch, ...]
    more_below: int
    taken: str
    apart: str
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
        self.words = claims.words
        self.proofs = ProofViews(claims.inline)
        self._parts = self.corpus.memo(self._parts_of, 8)

    @cached_property
    def named_by(self) -> Mapping[str, tuple[str, ...]]:
        """The sources whose passages name each source as their own."""
        return self.corpus.index("named_by", _named_by, asked="sources")

    def title(self, page: Page) -> str:
        """Return the page's title: the source's, with its outlet and its worst caveat."""
        source = self.corpus.sources[page.subject]
        carried = self.claims.caveats.inherited(source.id)
        outlet = self.corpus.name(source.outlet) if source.outlet else ""
        trust = lowered(f"{carried.opens}{carried.rest}") if carried.worst else ""
        brackets = self.words(", ").join(filter(None, (outlet, trust)))
        title = f"{self.inline.title(source)}{f' ({brackets})' if brackets else ''}"
        return self.words("{title}, page {part}", title=title, part=page.part) if page.part > 1 else title

    def page(self, page: Page) -> SourcePage:
        """Return what one page of a source shows; the record stands on the first page, the notice on each."""
        source = self.corpus.sources[page.subject]
        first = page.part == 1
        carried = self.claims.caveats.inherited(source.id)
        up, down = (above(self.corpus, source.id), below(self.corpus, source.id)) if first else (_NOTHING, _NOTHING)
        says_more = len(up.branches) > 1 or down.branches or any(branch.inner for branch in up.branches)
        return SourcePage(
            kicker=self.kicker(source),
            title=self.inline.title(source),
            attrs=self.inline.title_attrs(source),
            names=self.names(source),
            lead=carried.told if carried.worst else NOTHING,
            caveats=(*carried.all, *carried.none_needed),
            summary=self.inline.note(source.summary) if first and isinstance(source.summary, str) else NOTHING,
            rows=tuple(self._rows(source)) if first else (),
            above=self._branches(up.branches) if says_more else (),
            more_above=up.left_out,
            below=self._branches(down.branches),
            more_below=down.left_out,
            taken=counted(self.words, self.indexes.taken(source.id), "claim"),
            apart=self.indexes.apart(source.id),
            places=tuple(self._places(page)),
            pager=part_pager(page),
            ignored=tuple(self._ignored(source)) if first else (),
        )

    def kicker(self, source: Source) -> str:
        """Return what kind of thing a source is, how it was made of others, and whether it was read."""
        words = self.words
        ways = {
            "translation": words("translation"), "republication": words("republication"),
            "quotation": words("quotation"), "summary": words("summary"),
        }  # fmt: skip
        how = [ways[derivation.how] for derivation in source.derivations[:1] if derivation.how in ways]
        read = [] if source.read else [words("not read")]
        return words(", ").join([words("Source"), source_type(words, source.type), *how, *read])

    def names(self, source: Source) -> Html:
        """Return the outlet, date and author of a source, or that they are not known."""
        parts = [sentence(Html(f"<cite>{self._outlet(source)}</cite>{self._from(source)}"))]
        parts.append(Html(self.words("Date {day}.", day=self.inline.when(source.published))))
        authors = len(source.authors) if isinstance(source.authors, tuple) else 1
        parts.append(Html(self.words.many("Author {names}.", "Authors {names}.", authors, names=self._authors(source))))
        if source.title and source.title.rstrip().endswith(("…", "...")):
            parts.append(Html(self.words("The title breaks off in the original.")))
        return Html(" ".join(parts))

    def _outlet(self, source: Source) -> Html:
        return (
            self.inline.entity(source.outlet)
            if source.outlet
            else Html(self.words("Outlet {state}", state=self.inline.unknown(NOT_KNOWN)))
        )

    def _from(self, source: Source) -> Html:
        origins = [self.corpus.sources[d.source] for d in source.derivations if d.source in self.corpus.sources]
        outlets = dict.fromkeys(origin.outlet for origin in origins if origin.outlet)
        names = self.inline.listed([self.inline.entity(id) for id in outlets])
        return Html(self.words(", from {outlets}", outlets=names)) if outlets else NOTHING

    def _authors(self, source: Source) -> Html:
        if isinstance(source.authors, tuple):
            names = self.inline.listed([self.inline.who(author) for author in source.authors])
            return names or self.inline.unknown(NONE_RECORDED)
        return self.inline.known(source.authors)

    def _rows(self, source: Source) -> Iterator[Row]:
        words = self.words
        yield words("Outlet"), self._about_outlet(source)
        yield words("Origin"), self._origin(source)
        yield words("Published"), self.inline.when(source.published)
        if not isinstance(source.modified, UnsetType):
            yield words("Last changed"), self.inline.when(source.modified)
        yield words("Author"), self._authors(source)
        yield (
            words("Address"),
            self.inline.url(source.url) if isinstance(source.url, str) else self.inline.known(source.url),
        )
        yield words("Archived copies"), self._archived(source)
        yield words("Language read") if source.read else words("Language"), self._language(source)
        yield words("Country"), self.inline.known(source.country)
        yield words("Read on") if source.read else words("Read"), self._read(source)
        yield words("Text as read"), self._snapshot(source)
        if source.note is None:
            yield words("Note"), self.inline.unknown(NONE_RECORDED)
        elif isinstance(source.note, str):
            yield words("Note"), self.inline.note(source.note)

    def _about_outlet(self, source: Source) -> Html:
        if not source.outlet:
            return self.inline.unknown(NOT_KNOWN)
        parts = [sentence(self.inline.entity(source.outlet))]
        if others := self.identities.look_alikes.get(source.outlet):
            names = self.inline.listed([self.inline.bare(id) for id in others], " or ")
            parts.append(Html(self.words("Not to be confused with {names}.", names=names)))
        outlet = self.corpus.entities.get(source.outlet)
        grade = reliability(self.words, outlet.publisher) if outlet else ""
        told = escape(grade) if grade else self.inline.unknown(NOT_ASSESSED)
        parts.append(Html(self.words("Reliability: {grade}.", grade=told)))
        return Html(" ".join(parts))

    def _origin(self, source: Source) -> Html:
        if source.derived_from == "unknown":
            state = self.inline.unknown(NOT_KNOWN)
            return Html(self.words("{state}: whether it derives from another source is not known", state=state))
        if isinstance(source.derived_from, UnsetType):
            return self.inline.unknown(NONE_RECORDED)
        if not source.derivations:
            return Html(self.words("An original: it derives from no other source"))
        steps = self.inline.listed([self._derivation(derivation) for derivation in source.derivations])
        return Html(self.words("{origins}. Reports that derive from one original count as one origin", origins=steps))

    def _derivation(self, derivation: Derivation) -> Html:
        how, origin = self.inline.told(did(self.words, derivation)), self.corpus.sources.get(derivation.source)
        source = self.inline.source(derivation.source)
        if not origin or not origin.outlet:
            return Html(f"{source} ({how})")
        by = self.inline.entity(origin.outlet)
        return Html(self.words("{source} by {outlet} ({how})", source=source, outlet=by, how=how))

    def _archived(self, source: Source) -> Html:
        if not isinstance(source.archived, tuple):
            return self.inline.known(source.archived)
        words = self.words
        copies = [
            words("{address}, captured {day}", address=self.inline.url(copy.url), day=self.inline.when(copy.captured))
            for copy in source.archived
        ]
        return Html(words("; ").join(copies)) or self.inline.unknown(NONE_RECORDED)

    def _language(self, source: Source) -> Html:
        return (
            escape(language(self.words, source.lang))
            if isinstance(source.lang, str)
            else self.inline.known(source.lang)
        )

    def _read(self, source: Source) -> Html:
        if source.read:
            return self.inline.when(source.accessed)
        known = dict.fromkeys([*self.corpus.derived.get(source.id, ()), *self.named_by.get(source.id, ())])
        through = [self.inline.source(id) for id in [*known][:_MOST_NAMED]]
        if not through:
            return Html(self.words("Not read. Known only through other sources that name it"))
        if len(known) > _MOST_NAMED:
            through.append(escape(self.words.many("{number} more", "{number} more", len(known) - _MOST_NAMED)))
        return Html(self.words("Not read. Known only through {sources}", sources=self.inline.listed(through)))

    def _snapshot(self, source: Source) -> Html:
        if not isinstance(source.snapshot, Snapshot):
            return self.inline.known(source.snapshot)
        kept = source.snapshot
        words = self.words
        told = [escaped(kept.media_type)]
        if isinstance(kept.bytes, int):
            told.insert(0, words.many("{number} byte", "{number} bytes", kept.bytes))
        if not isinstance(kept.captured, UnsetType):
            told.append(words("taken {day}", day=self.inline.when(kept.captured)))
        copy = Html(words(", ").join(told))
        sentences = [
            raised(words("{copy}; not published here, only its checksum", copy=copy)),
            f'SHA-256 <code dir="ltr">{kept.sha256}</code>',
        ]
        if isinstance(kept.extractor, str):
            sentences.append(words("Its text was taken with {program}", program=escape(kept.extractor)))
        sentences += map(escaped, self.proofs.of_source(source))
        return Html(". ".join(sentences))

    def _branches(self, branches: Sequence[Descent]) -> tuple[Branch, ...]:
        return tuple(
            Branch(self._branch(id, again), self.inline.told(how), self._branches(inner))
            for id, how, again, inner in branches
        )

    def _branch(self, id: str, again: bool) -> Html:
        source = self.corpus.sources.get(id)
        outlet = f"{self.words(', ')}{self.inline.bare(source.outlet)}" if source and source.outlet else ""
        read = "" if source is None or source.read else f"{self.words('; ')}{self.words('not read')}"
        once_more = f" <small>({self.words('once more')})</small>" if again else ""
        return Html(f"{self.inline.source(id)}{outlet}{read}{once_more}")

    def _parts_of(self, id: str) -> tuple[tuple[Section, ...], ...]:
        return pages(source_sections(self.corpus, id), most_taken(self.corpus))

    def _places(self, page: Page) -> Iterator[Place]:
        if not page.rows:
            return
        sections = self._parts(page.subject)[page.part - 1]
        for section, shown in zip(sections, self.sections.views(sections, page.address), strict=True):
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
            tellers = self.inline.listed(list(named))
            if nobody:
                return Html(self.words("names {tellers}; in part no source", tellers=tellers))
            return Html(self.words("names {tellers}", tellers=tellers))
        return Html(self.words("names no source at all")) if nobody else NOTHING

    def _ignored(self, source: Source) -> Iterator[str]:
        """Yield lines of the text that are no claims of this source, those of one sort together."""
        if not isinstance(source.snapshot, Snapshot):
            return
        lines: dict[str, list[str]] = {}
        for part in source.snapshot.ignore:
            if isinstance(part.words, str):
                yield self.words("“{words}”: {why}.", words=part.words, why=part.why)
                continue
            span = str(part.line)
            if isinstance(part.to, int):
                span = self.words("{first} to {last}", first=str(part.line), last=str(part.to))
            lines.setdefault(part.why, []).append(span)
        for why, spans in lines.items():
            found = self.words.listed(spans)
            if found.isdigit():
                yield self.words("Line {lines}: {why}.", lines=found, why=why)
            else:
                yield self.words("Lines {lines}: {why}.", lines=found, why=why)


def _named_by(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Return the sources whose passages name a source as their own, by that source, as claims stand in the files."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for claim in corpus.in_file_order:
        for citation in claim.citations:
            for id in citation.rests_on:
                found[id].setdefault(citation.source)
    return {id: tuple(by) for id, by in found.items()}
