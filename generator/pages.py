"""Which pages there are, and where: the sole authority on addresses and anchors.

An address is a path seen from the site's root; it ends with a slash, and "" is the home page. Ids are slugs, so
everything that this module adds of its own holds what no id can hold: an underscore (`groups/page_2/`,
`#full_notice`), or a place below a record (`groups/hts/mentions/`). It knows no HTML and nothing of what pages say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Literal

from .analyse.arrangement import dossier_sections, pages, source_sections
from .analyse.findable import NOTHING_FOUND, Findable, findable, place
from .analyse.gaps import Gap, gaps_of_site
from .corpus import Corpus
from .dates import parse
from .model import Claim, Entity, Source, UnsetType
from .names import slug, sort_key
from .prose import references

Kind = Literal["entity", "source", "claim"]
Template = Literal[
    "dossier",
    "mentions",
    "published",
    "source",
    "claim",
    "entity-index",
    "source-index",
    "claim-index",
    "corrections",
    "not-known",
    "words",
    "redirect",
    "search",
    "search-index",
    "search-terms",
    "search-docs",
    "search-facets",
    "search-refs",
]

SOURCES = "sources/"
CLAIMS = "claims/"
CORRECTIONS = "corrections/"
NOT_KNOWN = "not_known/"
SEARCH = "search/"
FEEDS = {"atom": f"{CORRECTIONS}atom.xml", "json": f"{CORRECTIONS}feed.json"}
WORDS = f"{CLAIMS}what_words_mean/"
SEARCH_DATA: tuple[Template, ...] = ("search-index", "search-terms", "search-docs", "search-facets", "search-refs")
"""The templates of what is data for the search, and takes no template."""
HISTORY = "history"
NOTICE = "full_notice"
UNDATED = "date_not_given"
IN_TENSION = "in_tension"
ANSWERS = "answers"
IN_ANSWER_TO = "in_answer_to"


@dataclass(frozen=True, slots=True)
class Page:
    """One page to make: where it lies, which template makes it, of what, and which rows it shows.

    A page's address ends with a slash; any other address is that of a file of data (`cards/3f.json`), which is made,
    kept and inspected like a page, but takes no frame and has no place in the sitemap. `subject` is the id of its
    record, or the entity type of an index; `rows` are the ids that it lists or shows in full (of a redirect: the
    address that it leads to). `part` counts from 1 to `parts`.
    """

    address: str
    section: str
    template: Template
    subject: str = ""
    part: int = 1
    parts: int = 1
    rows: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The path of its file, seen from the site's root."""
        return f"{self.address}index.html" if self.framed or self.template == "redirect" else self.address

    @property
    def framed(self) -> bool:
        """Tell whether it is put into a frame: data is not, nor is a redirect, whose HTML is whole."""
        return self.template != "redirect" and (not self.address or self.address.endswith("/"))


@dataclass(frozen=True)
class Plan:
    """All generated pages in a fixed order, where each record has its page, the gaps that pages list, what is found."""

    pages: tuple[Page, ...]
    addresses: Mapping[str, str]
    gaps: tuple[Gap, ...] = ()
    findable: Findable = NOTHING_FOUND

    def address(self, id: str) -> str:
        """Return the address of a record's page; KeyError where there is no such record."""
        return self.addresses[id]

    @cached_property
    def by_address(self) -> Mapping[str, Page]:
        """The pages by their addresses."""
        return {page.address: page for page in self.pages}

    @cached_property
    def indexes(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of each index, by the section that it opens."""
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            if page.template in ("entity-index", "source-index", "claim-index"):
                found.setdefault(page.section, []).append(page)
        return {section: tuple(made) for section, made in found.items()}


def plan(corpus: Corpus, corrections: int = 0) -> Plan:
    """Return every page of the site but the hand-written ones, and the address of every record.

    `corrections` is how many changes the pages of corrections list.
    """
    folders = {name: f"{kind.folder}/" for name, kind in corpus.settings.types.items()}
    addresses = {
        **{id: f"{folders[entity.type]}{id}/" for id, entity in corpus.entities.items()},
        **{id: f"{SOURCES}{id}/" for id in corpus.sources},
        **{id: f"{CLAIMS}{id}/" for id in corpus.claims},
    }
    gaps = gaps_of_site(corpus)
    found = findable(corpus)
    made = [
        *_of_entities(corpus, folders, addresses),
        *_of_sources(corpus, addresses),
        *_of_claims(corpus, addresses),
        *_of_corrections(corpus, corrections),
        *_of_gaps(corpus, len(gaps)),
        *_of_search(corpus, found),
    ]
    return Plan((*made, *_redirects(corpus, made)), addresses, gaps, found)


def written_address(name: str) -> str | None:
    """Return the address of a file of the hand-written pages, seen from their folder; None for what is no page."""
    path = PurePosixPath(name)
    if path.suffix not in (".md", ".markdown"):
        return None
    folder = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if str(folder) == "." else f"{folder}/"


def root(address: str) -> str:
    """Return the way from a page up to the site's root: "../../" for `groups/hts/`, "" for the home page."""
    return "../" * address.count("/")


def href(origin: str, target: str, anchor: str = "") -> str:
    """Return the relative link from one page to another, or to a place on it."""
    fragment = f"#{anchor}" if anchor else ""
    if origin == target and fragment:
        return fragment
    return (root(origin) + target or "./") + fragment


def part_address(address: str, part: int) -> str:
    """Return the address of a later part of a record's page."""
    return address if part == 1 else f"{address}{part}/"


def index_part(address: str, part: int) -> str:
    """Return the address of a later part of an index, which no record's address can be."""
    return address if part == 1 else f"{address}page_{part}/"


def mentions(address: str) -> str:
    """Return the address of the list of claims that merely mention an entity."""
    return f"{address}mentions/"


def published(address: str) -> str:
    """Return the address of the list of an outlet's sources."""
    return f"{address}published/"


@lru_cache(maxsize=4096)
def theme_anchor(heading: str) -> str:
    """Return the anchor of a heading on a dossier or of a place in a source."""
    return f"on_{slug(heading) or 'the_whole'}"


def search_file(name: str) -> str:
    """Return the address of a shard of the search index."""
    return f"{SEARCH}{name}.js"


def letter_anchor(initial: str) -> str:
    """Return the anchor of a letter in an index: letters of two scripts that look alike have two anchors."""
    return f"letter_{initial.lower()}" if initial.isascii() and initial.isalpha() else f"letter_u{ord(initial):x}"


def word_anchor(group: str, word: str) -> str:
    """Return the anchor of a word, by its key in the vocabulary, among the words of one sort."""
    return f"{group}_{slug(word)}"


def change_anchor(commit: str) -> str:
    """Return the anchor of what a commit changed, on the page of the claim."""
    return f"changed_{commit[:12]}"


def statement_anchor(claim: str) -> str:
    """Return the anchor of a claim's statement; the claim's own anchor is its id."""
    return f"{claim}_says"


def _of_entities(corpus: Corpus, folders: Mapping[str, str], addresses: Mapping[str, str]) -> Iterator[Page]:
    by_type: dict[str, list[Entity]] = {name: [] for name in folders}
    for entity in corpus.entities.values():
        by_type[entity.type].append(entity)
    for name, entities in by_type.items():
        listed = [entity for entity in entities if isinstance(entity.retired, UnsetType)]
        ordered = [entity.id for entity in sorted(listed, key=lambda entity: sort_key(entity.name))]
        yield from _index(folders[name], "entity-index", name, ordered, corpus.settings.options.rows_per_page)
        for entity in entities:
            yield from _of_entity(corpus, entity, folders[name], addresses[entity.id])


def _of_entity(corpus: Corpus, entity: Entity, folder: str, address: str) -> Iterator[Page]:
    size = corpus.settings.options.claims_per_page
    about = corpus.about.get(entity.id, ())
    if len(about) <= size:
        yield Page(address, folder, "dossier", entity.id, rows=about)
    else:
        parts = [tuple(id for section in part for id in section.claims)
                 for part in pages(dossier_sections(corpus, entity), size)]  # fmt: skip
        for number, rows in enumerate(parts, 1):
            yield Page(part_address(address, number), folder, "dossier", entity.id, number, len(parts), rows)
    yield from _parts(mentions(address), folder, "mentions", entity.id, corpus.mentions.get(entity.id, ()), size)
    sources = sorted(corpus.published_by.get(entity.id, ()), key=lambda id: _title_key(corpus.sources[id]))
    rows_per_page = corpus.settings.options.rows_per_page
    yield from _parts(published(address), folder, "published", entity.id, sources, rows_per_page)


def _of_sources(corpus: Corpus, addresses: Mapping[str, str]) -> Iterator[Page]:
    ordered = [source.id for source in sorted(corpus.sources.values(), key=_title_key)]
    yield from _index(SOURCES, "source-index", "sources", ordered, corpus.settings.options.rows_per_page)
    size = corpus.settings.options.claims_per_page
    for id in corpus.sources:
        taken = corpus.taken_from.get(id, ())
        if len(taken) <= size:
            yield Page(addresses[id], SOURCES, "source", id, rows=taken)
            continue
        parts = [tuple(claim for section in part for claim in section.claims)
                 for part in pages(source_sections(corpus, id), size)]  # fmt: skip
        for number, rows in enumerate(parts, 1):
            yield Page(part_address(addresses[id], number), SOURCES, "source", id, number, len(parts), rows)


def _of_claims(corpus: Corpus, addresses: Mapping[str, str]) -> Iterator[Page]:
    dated = [claim for claim in corpus.claims.values() if isinstance(claim.date, str)]
    undated = [claim for claim in corpus.claims.values() if not isinstance(claim.date, str)]
    ordered = [
        *sorted(dated, key=lambda claim: (parse(str(claim.date)).order, claim.id)),
        *sorted(undated, key=lambda claim: (_first_words(corpus, claim), claim.id)),
    ]
    ids = [claim.id for claim in ordered]
    yield from _index(CLAIMS, "claim-index", "claims", ids, corpus.settings.options.claims_per_page)
    yield Page(WORDS, CLAIMS, "words")
    for id in corpus.claims:
        yield Page(addresses[id], CLAIMS, "claim", id)


def _of_corrections(corpus: Corpus, number: int) -> Iterator[Page]:
    """Yield the pages of corrections; their rows are places in the list of all, the newest first."""
    rows = [str(place) for place in range(number)]
    yield from _index(CORRECTIONS, "corrections", "corrections", rows, corpus.settings.options.claims_per_page)


def _of_gaps(corpus: Corpus, number: int) -> Iterator[Page]:
    """Yield the pages of what is not known; their rows are places in the list of all gaps."""
    rows = [str(place) for place in range(number)]
    yield from _index(NOT_KNOWN, "not-known", "gaps", rows, corpus.settings.options.rows_per_page)


def _of_search(corpus: Corpus, found: Findable) -> Iterator[Page]:
    """Yield the page of the search, and the shards of its index; those of terms are numbered within their segment."""
    cut = found.cut
    yield Page(SEARCH, SEARCH, "search")
    yield Page(search_file("index"), SEARCH, "search-index")
    for sort, segments in cut.segments.items():
        for segment in range(segments):
            name = f"{sort}/{segment}"
            for shard in range(cut.shards[sort]):
                address = search_file(f"{name}/{shard:x}")
                yield Page(address, SEARCH, "search-terms", name, shard, cut.shards[sort])
    yield from _by_number("search-docs", "docs", cut.docs, found.numbers)
    yield from _by_number("search-facets", "facets", cut.facets, found.numbers)
    entities = {id: number for id, number in found.numbers.items() if id in corpus.entities}
    yield from _by_number("search-refs", "refs", cut.refs, entities)


def _by_number(template: Template, name: str, bits: int, numbers: Mapping[str, str]) -> Iterator[Page]:
    """Yield the shards of records that are looked up by their numbers."""
    held: list[list[str]] = [[] for _ in range(1 << bits)]
    for id, number in numbers.items():
        held[place(number, bits)].append(id)
    for shard, rows in enumerate(held):
        yield Page(search_file(f"{name}/{shard:x}"), SEARCH, template, name, shard, len(held), tuple(rows))


def _index(address: str, template: Template, subject: str, rows: Sequence[str], size: int) -> Iterator[Page]:
    """Yield the parts of an index; one without rows has a page too, which says so."""
    chunks = list(_chunks(rows, size)) or [()]
    for number, chunk in enumerate(chunks, 1):
        yield Page(index_part(address, number), address, template, subject, number, len(chunks), chunk)


def _parts(
    address: str, section: str, template: Template, subject: str, rows: Sequence[str], size: int
) -> Iterator[Page]:
    """Yield the parts of a list below a record; one without rows has no page."""
    chunks = list(_chunks(rows, size))
    for number, chunk in enumerate(chunks, 1):
        yield Page(part_address(address, number), section, template, subject, number, len(chunks), chunk)


def _chunks(rows: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(rows), size):
        yield tuple(rows[start : start + size])


def _redirects(corpus: Corpus, made: Iterable[Page]) -> Iterator[Page]:
    """Yield a page at each address that a record had under a former id, unless another page lies there by now."""
    former: dict[str, Entity | Source | Claim] = {
        record.id: record
        for records in (corpus.entities, corpus.sources, corpus.claims)
        for record in records.values()
        if record.formerly
    }
    if not former:
        return
    taken = {page.address for page in made}
    for page in made:
        record = former.get(page.subject)
        for id in record.formerly if record else ():
            address = page.address.replace(f"/{page.subject}/", f"/{id}/", 1)
            if address not in taken:
                taken.add(address)
                yield Page(address, page.section, "redirect", page.subject, rows=(page.address,))


def _title_key(source: Source) -> tuple[bool, object, str]:
    """Return the key by which sources stand in an index: by title, those without one last."""
    return source.title is None, sort_key(source.title or source.outlet or ""), source.id


def _first_words(corpus: Corpus, claim: Claim) -> object:
    """Return the key by which statements stand in an index, without a Markdown run: their words as linked."""
    text = claim.words(corpus.settings.language)
    parts: list[str] = []
    place = 0
    for reference in references(text):
        shown = reference.words or corpus.name(reference.id)
        parts += [text[place : reference.start], shown]
        place = reference.end
    return sort_key("".join([*parts, text[place:]]))
