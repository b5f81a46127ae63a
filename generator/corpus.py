"""The corpus: everything that was read, as one read-only collection with ready-made indexes.

It answers what belongs together (which claims are about an entity, which come from a source, which are in
tension); it judges nothing and knows no page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, compress, filterfalse
from operator import ne
from typing import NamedTuple, TypeVar

from .dates import parse
from .model import UNSET, Citation, Claim, Entity, Mended, Path, Source, UnsetType, Vocabulary
from .names import fold, suggest
from .proofs import Proofs
from .prose import references
from .settings import Settings
from .words import ENGLISH, Words, words_of

Index = Mapping[str, tuple[str, ...]]
Place = tuple[str, int, str]
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


RECORDS = ("entities", "sources", "claims")
"""Where a corpus has its records, sort by sort."""
_NOTHING: Mapping[str, Home] = {}


class Home(NamedTuple):
    """Where a record is written: its file, seen from the site's folder, and its path in that file.

    `laid_over` gives another home for each field that an overlay lays over the record.
    """

    file: str
    path: Path
    laid_over: Mapping[str, Home] = _NOTHING

    def of(self, path: Path) -> Home:
        """Return where a path of the record is written."""
        return self.laid_over.get(str(path[0]), self) if path else self


@dataclass(frozen=True)
class Corpus:
    """All records of a site by id, each mapping in the order of its ids.

    `digests` knows each record, as it was read, by a digest of all that it says (not of where it stands): equal
    records have equal ones, in every run of the same version of the program. Of what no file holds it knows nothing.
    `mended` is what can be read of records that have faults: rules judge it, and nobody else may look at it.
    `main` is the same corpus in the site's main language, where this is that of another edition. One that readers see
    is `parted` where claims or passages are withheld; a record of it of which fields are withheld that tie reports
    together says so by `withheld: NOT_ALL`; so do citations whose reports hang together by what is withheld, and claims
    against which something speaks that is.
    """

    settings: Settings
    vocabulary: Vocabulary
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    homes: Mapping[str, Home] = field(default_factory=dict)
    proofs: Proofs = field(default_factory=Proofs)
    digests: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    mended: Mapping[str, Mended] = field(default_factory=dict, compare=False, repr=False)
    words: Words = ENGLISH
    main: Corpus | None = None
    parted: bool = False

    def changed_since(self, then: Corpus) -> frozenset[str]:
        """Return the ids of the records that say something else than then, are new, or that no file holds."""
        now, before = self.digests, then.digests
        # By steps that know no record: this is asked several times in a served build, of a hundred thousand.
        if list(now) == list(before):
            changed = compress(now, map(ne, now.values(), before.values()))
        else:
            changed = compress(now, map(ne, now.values(), map(before.get, now)))
        return frozenset(changed) | self.undigested

    @cached_property
    def undigested(self) -> frozenset[str]:
        """The ids of the records that no file holds, which have no digests."""
        return frozenset(filterfalse(self.digests.__contains__, chain(self.entities, self.sources, self.claims)))

    @cached_property
    def withholds(self) -> bool:
        """Whether any record, any citation, or any field of one is withheld."""
        records: Iterable[Entity | Source | Claim] = chain(
            self.entities.values(), self.sources.values(), self.claims.values()
        )
        return any(map(withholds, records))

    @property
    def withheld_names(self) -> Iterator[str]:
        """The names of entities that are withheld, with their records or alone."""
        for entity in self.entities.values():
            if entity.withheld is True:
                yield entity.name
            if entity.withheld is True or (entity.withheld and "names" in entity.withheld):
                yield from (name.text for name in entity.names)

    @cached_property
    def links(self) -> Index:
        """The entities that each claim's text links, in their order."""
        return {claim.id: self.links_of(claim) for claim in self.claims.values()}

    def links_of(self, claim: Claim) -> tuple[str, ...]:
        """Return the entities that the text of a claim links."""
        return _unique(r.id for r in references(claim.words(self.settings.language)) if r.kind == "entity")

    @cached_property
    def subjects(self) -> Index:
        """The entities whose dossiers each claim belongs to."""
        return {claim.id: self.subjects_of(claim) for claim in self.claims.values()}

    def subjects_of(self, claim: Claim) -> tuple[str, ...]:
        """Return the entities to whose dossiers a claim belongs."""
        related = _unique(id for relation in claim.relations for id in relation.subjects)
        return claim.about or related or self.links[claim.id]

    @cached_property
    def about(self) -> Index:
        """The claims about each entity, dated ones first by date, then undated in the order of the files."""
        return self._sorted(_inverse(self.subjects))

    @cached_property
    def mentions(self) -> Index:
        """The claims that name each entity without being about it."""
        return self._sorted(_inverse({claim.id: self.mentioned_in(claim) for claim in self.claims.values()}))

    def mentioned_in(self, claim: Claim) -> tuple[str, ...]:
        """Return the entities that a claim names without being about them."""
        return _unique(id for id in self._named(claim) if id not in self.subjects[claim.id])

    def _named(self, claim: Claim) -> Iterator[str]:
        yield from self.links[claim.id]
        for relation in claim.relations:
            yield from relation.subjects
            yield from relation.objects

    @cached_property
    def taken_from(self) -> Index:
        """The claims that cite each source, in the order of the files."""
        return _inverse({claim.id: self.cited_in(claim) for claim in self.in_file_order})

    def cited_in(self, claim: Claim) -> tuple[str, ...]:
        """Return the sources that a claim cites."""
        return _unique(citation.source for citation in claim.citations)

    @cached_property
    def published_by(self) -> Index:
        """The sources of each outlet."""
        return _inverse({s.id: (s.outlet,) for s in self.sources.values() if s.outlet})

    @cached_property
    def tensions(self) -> Index:
        """The rivals of each claim, from whichever side they were named; what was withdrawn is none, and has none."""
        stand = {claim.id: claim for claim in self.in_file_order if claim.retracted is UNSET}
        pairs = [(id, other) for id, claim in stand.items() for other in claim.tension if other in stand]
        return _grouped([*pairs, *((b, a) for a, b in pairs)])

    @cached_property
    def answered_by(self) -> Index:
        """The claims that answer each claim, but those that were withdrawn."""
        answers = (claim for claim in self.in_file_order if claim.retracted is UNSET)
        return _grouped((claim.answers, claim.id) for claim in answers if isinstance(claim.answers, str))

    @cached_property
    def derived(self) -> Index:
        """The sources that derive directly from each source."""
        return _inverse({s.id: tuple(d.source for d in s.derivations) for s in self.sources.values()})

    @cached_property
    def replaced(self) -> Index:
        """The retired entities in whose place each entity stands, those of which these took the place in turn not."""
        retired = ((entity.id, entity.retired) for entity in self.entities.values())
        return _inverse({id: gone.into for id, gone in retired if not isinstance(gone, UnsetType)})

    @cached_property
    def bearers(self) -> Index:
        """The entities that go by each name, as `fold` leaves it; what others call somebody in hate is none."""
        return _inverse({e.id: tuple(filter(None, map(fold, e.own_names))) for e in self.entities.values()})

    @cached_property
    def descents(self) -> Index:
        """Each source with all that it is recorded to derive from, each once, also where records loop."""
        return {id: self._descent(id) for id in self.sources}

    def _descent(self, source: str) -> tuple[str, ...]:
        if not self.sources[source].derivations:
            return (source,)
        found, seen, waiting = [], {source}, [source]
        while waiting:
            id = waiting.pop()
            found.append(id)
            record = self.sources.get(id)
            for derivation in record.derivations if record else ():
                if derivation.source not in seen:
                    seen.add(derivation.source)
                    waiting.append(derivation.source)
        return tuple(found)

    @cached_property
    def in_file_order(self) -> tuple[Claim, ...]:
        """The claims as they stand in the files, file by file."""
        return tuple(sorted(self.claims.values(), key=lambda claim: self.places[claim.id]))

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each claim stands: its file, its rank there, its id; so claims sort as they stand in the files."""
        return {id: self.place_of(id) for id in self.claims}

    def citations(self, source: str) -> Iterator[tuple[Claim, Citation]]:
        """Yield each citation of a source with its claim, in the order of the files."""
        for id in self.taken_from.get(source, ()):
            for citation in self.claims[id].citations:
                if citation.source == source:
                    yield self.claims[id], citation

    def record(self, id: str) -> Entity | Source | Claim | None:
        """Return the record of an id, whatever it is."""
        return self.entities.get(id) or self.sources.get(id) or self.claims.get(id)

    def is_amiss(self, id: str) -> bool:
        """Tell whether there is a record under an id that has faults, or lies in a file that cannot be read."""
        return id in self.homes and id not in self.digests

    def now(self, former: str) -> str:
        """Return the id of the record that had another one before; "" where none had it."""
        records: list[Claim | Entity | Source] = [*self.claims.values(), *self.entities.values()]
        records += self.sources.values()
        return next((record.id for record in records if former in record.formerly), "")

    def no_record(self, id: str, *, claim: bool = False) -> str:
        """Return that no record is shown under an id, and which may be meant: by a former id, else by its spelling."""
        what = "claim" if claim else "record"
        meant: list[Claim | Entity | Source] = [*self.claims.values()]
        meant += [] if claim else [*self.entities.values(), *self.sources.values()]
        if (now := self.now(id)) and (now in self.claims or not claim):
            return f'no {what} "{id}" is shown; it is called {now} now'
        close = suggest(id, [record.id for record in meant])
        return f'no {what} "{id}" is shown{f"; did you mean {close[0]}?" if close else ""}'

    def name(self, id: str) -> str:
        """Return what an entity is called, or the id itself where there is no such entity."""
        entity = self.entities.get(id)
        if entity is None:
            return id
        return entity.called(self.settings.language) if self.settings.folder else entity.name

    def linked(self, kind: str, id: str) -> str:
        """Return the words that a link without its own takes from a record: a name, or the title of a source.

        From a claim it takes none: pages call it "a reported claim", and an id is nobody's words.
        """
        if kind == "claim":
            return ""
        if kind == "source":
            return (self.sources[id].title or "") if id in self.sources else ""
        return self.name(id)

    def spoken(self, words: Words) -> Corpus:
        """Return the same corpus for pages in the language of these words."""
        settings, vocabulary = self.settings.spoken(words), self.vocabulary.spoken(words)
        return replace(self, settings=settings, vocabulary=vocabulary, words=words)

    def edition(self, language: str) -> Corpus:
        """Return the corpus of the edition in another language."""
        settings = self.settings.edition(language)
        words = words_of(language).with_own(settings.options.languages[language].words)
        return replace(self, settings=settings, main=self).spoken(words)

    def memo(self, work: Callable[..., V], size: int | None = None, name: str = "") -> Callable[..., V]:
        """Return a function that works out each thing once, and keeps the last `size`, all if it is None.

        With a `name`, what it makes is text or HTML, and may have been made by another process of the same build.
        """
        return lru_cache(size)(work)

    def outcomes(
        self, name: str, work: Callable[[K], V], keys: Callable[[Corpus], Iterable[K]], size: int | None = None
    ) -> Callable[[K], V]:
        """Return a function like a memo's, for some keys: who asks it has read what comes out, not what that is of."""
        return lru_cache(size)(work)

    def index(
        self,
        name: str,
        make: Callable[[Corpus], Mapping[K, V]],
        worth: Callable[[V], object] | None = None,
        *,
        asked: str = "",
        of_words: bool = False,
        after: Callable[[V, V], None] | None = None,
    ) -> Mapping[K, V]:
        """Return an index of this corpus: `worth` is what of an entry counts to those who ask whether it changed.

        It will be `asked` for all records of a collection, be they there or not. One that is made of more than how
        records stand to each other is one `of_words` (see `unworded.py`). `after` tells an entry of the one that an
        earlier build of this process had in its place.
        """
        return make(self)

    def place_of(self, id: str) -> Place:
        """Return where a claim stands: its file, its rank there, its id."""
        home = self.homes.get(id, Home("", ()))
        return home.file, next((part for part in home.path if isinstance(part, int)), 0), id

    def _sorted(self, index: Index) -> Index:
        return {id: tuple(sorted(claims, key=self.chronological)) for id, claims in index.items()}

    def chronological(self, id: str) -> tuple[bool, object, Place]:
        """Return by what claims sort that are told in the order of time: dated ones come first."""
        date = self.claims[id].date
        dated = isinstance(date, str)
        return (not dated, parse(date).order if dated else (), self.places[id])


def withholds(record: Entity | Source | Claim) -> bool:
    """Tell whether a record, a citation in it, or any field of one is withheld."""
    match record:
        case Claim():
            citations: Iterable[Citation] = record.citations
        case Entity():
            citations = chain.from_iterable(name.citations for name in record.names)
        case _:
            citations = ()
    return bool(record.withheld) or any(citation.withheld for citation in citations)


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _grouped(pairs: Iterable[tuple[str, str]]) -> Index:
    grouped: dict[str, dict[str, None]] = defaultdict(dict)
    for key, value in pairs:
        grouped[key][value] = None
    return {key: tuple(grouped[key]) for key in sorted(grouped)}


def _inverse(index: Index) -> Index:
    return _grouped((value, key) for key, values in index.items() for value in values)
