"""Which pages and files of data a corpus becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from ..analyse.arrangement import answers, dossier_sections, first_source, most_taken, pages, source_sections
from ..analyse.facets import Facet, Facets, by_date
from ..analyse.findable import FACETS, Findable, place
from ..analyse.network import Edge
from ..analyse.parcels import Batch
from ..analyse.places import cells, in_tree_order, tiles
from ..analyse.timeline import is_dated, standing_claims, timeline
from ..corpus import Corpus
from ..model import Claim, Entity, Source, UnsetType
from ..names import sort_key
from .addresses import (
    BROWSER,
    CARDS,
    CLAIMS,
    CORRECTIONS,
    FILES,
    LISTED,
    MAP,
    MAP_WORLD,
    MOST_CARDS,
    NEAR,
    NETWORK,
    NOT_KNOWN,
    PARTS,
    SAID,
    SEARCH,
    SOURCES,
    TILE_RANK,
    TIMELINE,
    TOLD_TOGETHER,
    WORDS,
    card_file,
    claim_file,
    dossier_feeds,
    entity_timeline,
    facet_address,
    index_part,
    map_file,
    mentions,
    part_address,
    permalink,
    published,
    search_file,
    shard,
    tile_name,
    told_in,
)
from .page import Page, Plan, Template


def addresses_of(corpus: Corpus) -> dict[str, str]:
    """Return where every record stands."""
    folders = folders_of(corpus)
    addresses = {
        **{id: f"{folders[entity.type]}{id}/" for id, entity in corpus.entities.items()},
        **{id: f"{SOURCES}{id}/" for id in corpus.sources},
    }
    claims = {id: permalink(id) for id in corpus.claims}
    if corpus.settings.options.claim_pages == "anchors":
        claims |= _on_sources(corpus, _of_sources(corpus, addresses))
    return addresses | claims


def folders_of(corpus: Corpus) -> dict[str, str]:
    """Return the folder of each type of entity."""
    return {name: f"{kind.folder}/" for name, kind in corpus.settings.types.items()}


def pages_of(corpus: Corpus, plan: Plan, corrections: int, *, feeds: bool) -> tuple[Page, ...]:
    """Return all pages of a plan of which everything else is worked out.

    `corrections` is how many changes the pages of corrections list; with `feeds`, each dossier with claims has its own.
    """
    folders, addresses = folders_of(corpus), plan.addresses
    made = [
        *_of_entities(corpus, folders, addresses),
        *_of_sources(corpus, addresses),
        *_of_claims(corpus, addresses, plan.facets),
        *_of_data(corpus, plan.batches),
        *_of_corrections(corpus, corrections),
        *_of_gaps(corpus, len(plan.gaps)),
        *_of_network(corpus, plan.edges),
        *_of_timeline(corpus),
        *_of_cards(addresses),
        *_of_map(corpus),
        *(_of_feeds(corpus, folders, addresses) if feeds else ()),
        *_of_search(corpus, plan.findable),
    ]
    return (*made, *_redirects(corpus, made))


def pages_of_record(corpus: Corpus, addresses: Mapping[str, str], id: str) -> Iterator[Page]:
    """Yield the pages of one record, as they are among those of a plan."""
    if id in corpus.entities:
        entity = corpus.entities[id]
        yield from _of_entity(corpus, entity, folders_of(corpus)[entity.type], addresses[id])
    elif id in corpus.sources:
        yield from _of_source(corpus, id, addresses[id])
    elif id in corpus.claims:
        yield _of_claim(id, addresses[id])


def _of_entities(corpus: Corpus, folders: Mapping[str, str], addresses: Mapping[str, str]) -> Iterator[Page]:
    by_type: dict[str, list[Entity]] = {name: [] for name in folders}
    for entity in corpus.entities.values():
        by_type[entity.type].append(entity)
    for name, entities in by_type.items():
        listed = [entity for entity in entities if isinstance(entity.retired, UnsetType)]
        ordered = [entity.id for entity in sorted(listed, key=lambda entity: sort_key(corpus.name(entity.id)))]
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
    yield from _of_dates(corpus, entity, folder, entity_timeline(address))
    sources = sorted(corpus.published_by.get(entity.id, ()), key=lambda id: _title_key(corpus.sources[id]))
    rows_per_page = corpus.settings.options.rows_per_page
    yield from _parts(published(address), folder, "published", entity.id, sources, rows_per_page)


def _of_dates(corpus: Corpus, entity: Entity, folder: str, address: str) -> Iterator[Page]:
    """Yield the timeline of an entity: of all claims about it and of their sources, if any of the claims has a date."""
    told = standing_claims(corpus, corpus.about.get(entity.id, ()))
    if not any(is_dated(corpus.claims[id]) for id in told):
        return
    cited = dict.fromkeys(citation.source for id in told for citation in corpus.claims[id].citations)
    sources = [id for id in cited if id in corpus.sources]
    chunks = tuple(timeline(corpus, told, sources, corpus.settings.options.claims_per_page))
    yield from _paged(chunks, partial(part_address, address), folder, "entity-timeline", entity.id)


def _of_sources(corpus: Corpus, addresses: Mapping[str, str]) -> Iterator[Page]:
    ordered = [source.id for source in sorted(corpus.sources.values(), key=_title_key)]
    yield from _index(SOURCES, "source-index", "sources", ordered, corpus.settings.options.rows_per_page)
    for id in corpus.sources:
        yield from _of_source(corpus, id, addresses[id])


def _of_source(corpus: Corpus, id: str, address: str) -> Iterator[Page]:
    taken, size = corpus.taken_from.get(id, ()), most_taken(corpus)
    if len(taken) <= size:
        yield Page(address, SOURCES, "source", id, rows=taken)
        return
    parts = [tuple(claim for section in part for claim in section.claims)
             for part in pages(source_sections(corpus, id), size)]  # fmt: skip
    for number, rows in enumerate(parts, 1):
        yield Page(part_address(address, number), SOURCES, "source", id, number, len(parts), rows)


def _on_sources(corpus: Corpus, pages: Iterable[Page]) -> Mapping[str, str]:
    """Return for each claim where it stands among those taken from its first source, by itself or as an answer.

    A claim whose sources are all withheld stands nowhere there.
    """
    return {
        id: f"{page.address}#{id}"
        for page in pages
        for row in (page.rows if page.template == "source" else ())
        for id in (row, *answers(corpus, row))
        if first_source(corpus, corpus.claims[id]) == page.subject
    }


def _of_claims(corpus: Corpus, addresses: Mapping[str, str], found: Mapping[str, Facets]) -> Iterator[Page]:
    ids, size = by_date(corpus), corpus.settings.options.claims_per_page
    yield from _index(CLAIMS, "claim-index", "claims", ids, size)
    for facet in LISTED:
        for value, rows in _by_value(facet, ids, found).items():
            if len(rows) < len(found):
                yield from _index(facet_address(facet, value), "claim-index", f"{facet}={value}", rows, size, CLAIMS)
    yield Page(WORDS, CLAIMS, "words")
    yield from (_of_claim(id, addresses[id]) for id in corpus.claims)


def _of_claim(id: str, address: str) -> Page:
    if address == permalink(id):
        return Page(address, CLAIMS, "claim", id)
    return Page(permalink(id), CLAIMS, "claim-stub", id, rows=(address,))


def _by_value(facet: Facet, ids: Iterable[str], found: Mapping[str, Facets]) -> Mapping[str, Sequence[str]]:
    """Return the claims of each value, in the order of these ids."""
    lists: dict[str, list[str]] = {}
    for id in ids:
        for value in found[id].of(facet) if id in found else ():
            lists.setdefault(value, []).append(id)
    return lists


def _of_data(corpus: Corpus, cut: Sequence[Batch]) -> Iterator[Page]:
    """Yield the files that scripts load and that readers download, and the page that lists the latter."""
    for batch in cut:
        parcels = [(f"rows_{parcel.name}", parcel.claims) for parcel in batch.parcels]
        for name, claims in parcels:
            yield Page(f"{BROWSER}{name}.js", CLAIMS, "claim-rows", name, rows=claims)
        rows = tuple(row for name, claims in parcels for row in (name, *claims))
        yield Page(f"{BROWSER}table_{batch.name}.js", CLAIMS, "claim-table", f"table_{batch.name}", rows=rows)
        if corpus.settings.offline:
            records = f"records_{batch.name}"
            yield Page(f"{BROWSER}{records}.js", CLAIMS, "claim-records", records, rows=batch.claims)
        yield Page(claim_file(batch.name, "csv"), CLAIMS, "claim-csv", rows=batch.claims)
        yield Page(claim_file(batch.name, "jsonl"), CLAIMS, "claim-lines", rows=batch.claims)
    names = [batch.name for batch in cut]
    yield Page(f"{BROWSER}tables.js", CLAIMS, "claim-tables", "tables", rows=tuple(f"table_{name}" for name in names))
    yield Page(PARTS, CLAIMS, "claim-parts", rows=tuple(names))
    yield from _index(FILES, "claim-files", "files", names, corpus.settings.options.rows_per_page, CLAIMS)


def _of_corrections(corpus: Corpus, number: int) -> Iterator[Page]:
    """Yield the pages of corrections; their rows are places in the list of all, the newest first."""
    rows = [str(place) for place in range(number)]
    yield from _index(CORRECTIONS, "corrections", "corrections", rows, corpus.settings.options.claims_per_page)


def _of_gaps(corpus: Corpus, number: int) -> Iterator[Page]:
    """Yield the pages of what is not known; their rows are places in the list of all gaps."""
    rows = [str(place) for place in range(number)]
    yield from _index(NOT_KNOWN, "not-known", "gaps", rows, corpus.settings.options.rows_per_page)


def _of_network(corpus: Corpus, network: Mapping[str, Edge]) -> Iterator[Page]:
    """Yield the pages of the table of relations, and the files of what stands around entities and what claims say."""
    yield from _index(NETWORK, "network", "edges", list(network), corpus.settings.options.rows_per_page)
    entities = sorted({id for edge in network.values() for id in edge.ends})
    claims = sorted({edge.claim for edge in network.values()})
    for number, rows in enumerate(_shards(entities, 16)):
        yield Page(f"{NETWORK}{number}/{NEAR}", NETWORK, "network-near", rows=tuple(rows))
    for number, rows in enumerate(_shards(claims, 32)):
        yield Page(f"{NETWORK}{number}/{SAID}", NETWORK, "network-said", rows=tuple(rows))


def _shards(ids: Sequence[str], size: int) -> list[list[str]]:
    """Return ids in as many shards as it takes for about so many in each: a power of two, so that few ever move."""
    if not ids:
        return []
    shards: list[list[str]] = [[] for _ in range(1 << (len(ids) // size).bit_length())]
    for id in ids:
        shards[shard(id, len(shards))].append(id)
    return shards


def _of_timeline(corpus: Corpus) -> Iterator[Page]:
    """Yield the timeline of all claims, those without a date last, and of all sources."""
    claims = standing_claims(corpus, [claim.id for claim in corpus.in_file_order])
    chunks = tuple(timeline(corpus, claims, sorted(corpus.sources), corpus.settings.options.claims_per_page)) or ((),)
    yield from _paged(chunks, partial(index_part, TIMELINE), TIMELINE, "timeline", "timeline")


def _of_cards(addresses: Mapping[str, str]) -> Iterator[Page]:
    """Yield the files of cards, and one that tells how many these are: a power of two."""
    files = 1 << max(0, len(addresses) - 1).bit_length() >> MOST_CARDS.bit_length() - 1 or 1
    found: dict[str, list[str]] = {}
    for id in sorted(addresses):
        found.setdefault(card_file(id, files), []).append(id)
    yield Page(f"{CARDS}about.js", CARDS, "cards", str(files))
    for address in sorted(found):
        yield Page(address, CARDS, "cards", rows=tuple(found[address]))


def _of_map(corpus: Corpus) -> Iterator[Page]:
    """Yield the list of places with its map, and what the map loads; nothing of that where no place is on it."""
    yield from _index(MAP, "map", "map", in_tree_order(corpus), corpus.settings.options.rows_per_page)
    for key, cell in cells(corpus).items():
        yield Page(map_file(key, "places"), MAP, "map-cell", key, rows=cell.places)
        for number, chunk in enumerate(_chunks(cell.places, TOLD_TOGETHER)):
            yield Page(map_file(told_in(key, number * TOLD_TOGETHER), "claims"), MAP, "map-claims", key, rows=chunk)
    for column, row in tiles(corpus, TILE_RANK):
        yield Page(map_file(tile_name(column, row), "outline"), MAP, "map-tile", f"{column} {row}")
    if tiles(corpus, TILE_RANK):
        yield Page(map_file(MAP_WORLD, "outline"), MAP, "map-tile", MAP_WORLD)


def _of_feeds(corpus: Corpus, folders: Mapping[str, str], addresses: Mapping[str, str]) -> Iterator[Page]:
    """Yield the feeds of each dossier that has claims."""
    for id, entity in corpus.entities.items():
        if corpus.about.get(id):
            for address in dossier_feeds(addresses[id]).values():
                yield Page(address, folders[entity.type], "feed", id)


def _of_search(corpus: Corpus, found: Findable) -> Iterator[Page]:
    """Yield the page of the search, and the shards of its index; those of terms are numbered within their segment."""
    cut = found.cut
    yield Page(SEARCH, SEARCH, "search")
    yield Page(search_file("index"), SEARCH, "search-index")
    for sort, segments in cut.segments.items():
        for segment in range(segments):
            name = f"{sort}/{segment}"
            for part in range(cut.shards[sort]):
                yield Page(search_file(f"{name}/{part:x}"), SEARCH, "search-terms", name, part, cut.shards[sort])
    yield from _by_number("search-docs", "docs", cut.docs, found.numbers)
    for facet in FACETS:
        yield from _by_number("search-facets", f"facets/{facet}", cut.facets, found.numbers)
    entities = {id: number for id, number in found.numbers.items() if id in corpus.entities}
    yield from _by_number("search-refs", "refs", cut.refs, entities)


def _by_number(template: Template, name: str, bits: int, numbers: Mapping[str, int]) -> Iterator[Page]:
    """Yield the shards of records that are looked up by their numbers."""
    held: list[list[str]] = [[] for _ in range(1 << bits)]
    for id, number in numbers.items():
        held[place(number, bits)].append(id)
    for part, rows in enumerate(held):
        yield Page(search_file(f"{name}/{part:x}"), SEARCH, template, name, part, len(held), tuple(rows))


def _index(
    address: str, template: Template, subject: str, rows: Sequence[str], size: int, section: str = ""
) -> Iterator[Page]:
    """Yield the parts of an index; one without rows has a page too, which says so."""
    chunks = tuple(_chunks(rows, size)) or ((),)
    yield from _paged(chunks, partial(index_part, address), section or address, template, subject)


def _parts(
    address: str, section: str, template: Template, subject: str, rows: Sequence[str], size: int
) -> Iterator[Page]:
    """Yield the parts of a list below a record; one without rows has no page."""
    yield from _paged(tuple(_chunks(rows, size)), partial(part_address, address), section, template, subject)


def _paged(
    chunks: Sequence[tuple[str, ...]], address: Callable[[int], str], section: str, template: Template, subject: str
) -> Iterator[Page]:
    """Yield a page for the rows of each chunk; `address` gives that of each part by its number."""
    for number, chunk in enumerate(chunks, 1):
        yield Page(address(number), section, template, subject, number, len(chunks), chunk)


def _chunks(rows: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(rows), size):
        yield tuple(rows[start : start + size])


def _redirects(corpus: Corpus, made: Iterable[Page]) -> Iterator[Page]:
    """Yield a page at each address that a record had under a former id, unless another page lies there by now.

    A feed goes on at its former address too: what reads feeds cannot be sent on by a page. A stub leads on itself.
    """
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
                moved = Page(address, page.section, "redirect", page.subject, rows=(page.address,))
                yield page.at(address) if page.template in ("feed", "claim-stub") else moved


def _title_key(source: Source) -> tuple[bool, object, str]:
    """Return the key by which sources stand in an index: by title, those without one last."""
    return source.title is None, sort_key(source.title or source.outlet or ""), source.id
