"""What the search finds records by, and how its index is cut into shards.

Each record has a number, which stays the same whatever else there is: the digest of its id. A shard of terms holds
keys, each with its postings: the numbers of the records that have it, and how much it weighs there. Terms are cut
twice: into segments of some thousand records, so that what a changed record makes anew does not grow with the site, and
each segment by the first letters of keys, so that a query needs one small shard of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s
from itertools import chain, pairwise
from typing import Final, Literal
from weakref import ReferenceType, ref

from ..corpus import Corpus
from ..keeping import digest
from ..keys import MARK, SOUND, bucket, keys, signs, skeleton, sound, words
from ..model import Claim, Entity, Source, UnsetType, packed
from ..postings import BITS, coded, decoded
from ..prose import references

Facet = Literal["type", "kind", "place", "outlet", "period", "stance", "caveat", "origins"]
FACETS: Final[tuple[Facet, ...]] = ("type", "kind", "place", "outlet", "period", "stance", "caveat", "origins")
"""By what hits are narrowed."""
Sort = Literal["names", "texts"]
_RECORDS_IN_SEGMENT: Final = 4096
_MOST_SEGMENTS: Final = 16
"""So many shards are loaded for one look-up at most; where there are more records, segments grow."""
_RECORDS_TO_SHARD: Final = 8
_DOCS: Final = 32
_FACETS: Final = 2048
_REFS: Final = 64
# A name that is the whole of what somebody types weighs more than one of its words; every name more than any text.
_NAME, _NAME_LEAST, _NAME_STEP, _KIND = 58, 22, 6, 6
_STATEMENT, _QUOTE, _CONTEXT, _TITLE, _AUTHOR = 12, 7, 4, 14, 9
ABOUT, MENTIONED, PUBLISHED = 12, 8, 6
"""How much it weighs that a claim is about an entity, that it names it, that a source is one of its own."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Into how many shards an index is cut: bits of numbers for what is looked up by number, counts for terms."""

    total: int
    docs: int
    facets: int
    refs: int
    segments: Mapping[Sort, int]
    shards: Mapping[Sort, int]

    def told(self) -> dict[str, int | dict[Sort, int]]:
        """Return it as plain values, as the script of the search needs it."""
        return {
            "total": self.total,
            "docs": self.docs,
            "facets": self.facets,
            "refs": self.refs,
            "segments": dict(self.segments),
            "shards": dict(self.shards),
        }


@dataclass(frozen=True)
class Findable:
    """The numbers of all records that the search finds, by their ids, in the order of the numbers; and the cut.

    `held` are the ids of the records of each segment, by its sort and its place.
    """

    numbers: Mapping[str, int]
    cut: Cut
    held: Mapping[str, Sequence[str]]


NOTHING_FOUND: Final = Findable({}, Cut(0, 0, 0, 0, {}, {}), {})


def findable(corpus: Corpus) -> Findable:
    """Return what the search finds: all entities and sources, and the claims that stand."""
    standing = [claim.id for claim in corpus.claims.values() if isinstance(claim.retracted, UnsetType)]
    names, texts = len(corpus.entities), len(corpus.sources) + len(standing)
    numbers = _numbers([*corpus.entities, *corpus.sources, *standing])
    total = names + texts
    counts: dict[Sort, int] = {"names": names, "texts": texts}
    segments = {sort: min(1 << _bits(count, _RECORDS_IN_SEGMENT), _MOST_SEGMENTS) for sort, count in counts.items()}
    shards = {sort: 1 << _bits(count // segments[sort], _RECORDS_TO_SHARD) for sort, count in counts.items()}
    cut = Cut(total, _bits(total, _DOCS), _bits(total, _FACETS), _bits(names, _REFS), segments, shards)
    return Findable(numbers, cut, _held(corpus, numbers, segments))


def place(number: int, bits: int) -> int:
    """Return in which of 2 ** bits shards a record stands, by the first bits of its number."""
    return number >> (BITS - bits)


def segment(number: int, segments: int) -> int:
    """Return in which of some segments the terms of a record stand, by the last bits of its number."""
    return number % segments


def segments(corpus: Corpus, found: Findable) -> dict[str, Segment]:
    """Return every segment by its sort and its place."""
    changes = _Changes(corpus)
    return {
        name: Segment(changes, found.numbers, ids, found.cut.segments[sort], found.cut.shards[sort])
        for name, ids in found.held.items()
        for sort in [_sort_of(name)]
    }


def _held(corpus: Corpus, numbers: Mapping[str, int], segments: Mapping[Sort, int]) -> dict[str, list[str]]:
    """Return the ids of the records of each segment, in the order of their numbers."""
    held: dict[str, list[str]] = {f"{sort}/{place}": [] for sort, count in segments.items() for place in range(count)}
    for id, number in numbers.items():
        sort: Sort = "names" if id in corpus.entities else "texts"
        held[f"{sort}/{segment(number, segments[sort])}"].append(id)
    return held


def _sort_of(name: str) -> Sort:
    return "names" if name.startswith("names") else "texts"


class Segment:
    """The terms of some records. They are worked out when they are asked for; a digest tells whether they changed."""

    def __init__(
        self, changes: _Changes, numbers: Mapping[str, int], ids: Sequence[str], segments: int, shards: int
    ) -> None:
        """Take the records, of how many segments this is one, and into how many shards it is cut."""
        self._changes, self._corpus = changes, changes.corpus
        self._numbers = numbers
        self._ids = ids
        self._segments = segments
        self._shards = shards
        self._before: tuple[Corpus, list[str], list[str]] | None = None

    @cached_property
    def digest(self) -> bytes:
        """A digest of all that the terms are made of."""
        corpus, digests = self._corpus, self._corpus.digests
        numbers = [self._numbers[id] for id in self._ids]
        records = [digests.get(id) or digest(packed(corpus.record(id))) for id in self._ids]
        linked = dict.fromkeys(chain.from_iterable([corpus.links.get(id, ()) for id in self._ids]))
        named = [(id, corpus.name(id)) for id in linked]
        return digest(packed((numbers, named, corpus.vocabulary.kinds, self._segments, self._shards)), *records)

    @cached_property
    def shards(self) -> list[str]:
        """The shards: keys in their order, each with its postings, all apart by spaces."""
        if self._before is not None:
            before, self._before = self._before, None
            return self._patched(*before)
        postings: list[dict[str, list[tuple[int, int]]]] = [{} for _ in range(self._shards)]
        places: dict[str, int] = {}
        for id in self._ids:
            number = self._numbers[id]
            for key, weight in terms(self._corpus, id).items():
                place = places.get(key)
                if place is None:
                    place = places[key] = bucket(key, self._shards)
                postings[place].setdefault(key, []).append((number, weight))
        return [" ".join([f"{key} {coded(shard[key], self._segments)}" for key in sorted(shard)]) for shard in postings]

    def go_on_from(self, before: Segment) -> None:
        """Make the shards of those that the same segment had in an earlier build of this process, if it had any."""
        made, then, now = before.__dict__.get("shards"), before._corpus, self._corpus
        if (before._ids, before._segments, before._shards) != (self._ids, self._segments, self._shards):
            return
        if then.vocabulary.kinds != now.vocabulary.kinds:
            return
        changed = self._changed_since(then)
        if not changed:
            self.__dict__.update(
                {name: before.__dict__[name] for name in ("digest", "shards") if name in before.__dict__}
            )
        elif made is not None:
            self._before = then, changed, made

    def _changed_since(self, before: Corpus) -> list[str]:
        """Return the records that are not made of what they were made of before."""
        changed, renamed = self._changes.since(before)
        if not renamed:
            return [id for id in self._ids if id in changed]
        links = self._corpus.links
        return [id for id in self._ids if id in changed or not renamed.isdisjoint(links.get(id, ()))]

    def _patched(self, before: Corpus, changed: Sequence[str], made: Sequence[str]) -> list[str]:
        """Return the shards by putting the terms that some records have now in the place of those that they had."""
        had, have = ({id: terms(corpus, id) for id in changed} for corpus in (before, self._corpus))
        touched: dict[int, dict[str, None]] = {}
        for id in changed:
            for key in {**had[id], **have[id]}:
                if had[id].get(key) != have[id].get(key):
                    touched.setdefault(bucket(key, self._shards), {})[key] = None
        shards = list(made)
        remainder = self._numbers[changed[0]] % self._segments
        for place, here in touched.items():
            words = shards[place].split(" ") if shards[place] else []
            shard = dict(zip(words[::2], words[1::2], strict=True))
            for key in here:
                postings = dict(decoded(shard.pop(key, ""), self._segments, remainder))
                for id in changed:
                    postings.pop(self._numbers[id], None)
                    if key in have[id]:
                        postings[self._numbers[id]] = have[id][key]
                if postings:
                    shard[key] = coded(postings.items(), self._segments)
            shards[place] = " ".join([f"{key} {shard[key]}" for key in sorted(shard)])
        return shards


class _Changes:
    """What is otherwise in a corpus than it was before: looked for once, since every segment asks."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._found: tuple[ReferenceType[Corpus], frozenset[str], frozenset[str]] | None = None

    def since(self, before: Corpus) -> tuple[frozenset[str], frozenset[str]]:
        """Return the records that say something else, or that no file holds, and the entities with another name."""
        if self._found is None or self._found[0]() is not before:
            changed, now, then = self.corpus.changed_since(before), self.corpus, before
            entities = [id for id in changed if id in now.entities]
            renamed = {id for id in entities if id not in then.entities or now.name(id) != then.name(id)}
            # What was before is not held: it would hold in turn what was before it.
            self._found = ref(before), changed, frozenset(renamed)
        return self._found[1:]


def terms(corpus: Corpus, id: str) -> dict[str, int]:
    """Return the keys by which a record is found, each with its weight."""
    match corpus.record(id):
        case Entity() as entity:
            return _of_entity(corpus, entity)
        case Source() as source:
            return _of_source(source)
        case Claim() as claim:
            return _of_claim(corpus, claim)
    return {}


def _of_entity(corpus: Corpus, entity: Entity) -> dict[str, int]:
    """Return the keys of every name but hostile ones, and of the words for its kinds."""
    found: dict[str, int] = {}
    kinds = corpus.vocabulary.kinds
    note(found, " ".join(kinds[kind].label if kind in kinds else kind for kind in entity.kinds), _KIND)
    for name in [entity.name, *[name.text for name in entity.names if name.type != "hostile"]]:
        parts = words(name)
        weight = max(_NAME_LEAST, _NAME - _NAME_STEP * (len(parts) - 1))
        joined = [first + second for first, second in pairwise(parts)]
        for key in chain(parts, map(_bones, (*parts, *joined)), map(_sound, (*parts, *joined))):
            if key and found.get(key, 0) < weight:
                found[key] = weight
    return found


def _of_source(source: Source) -> dict[str, int]:
    found: dict[str, int] = {}
    note(found, source.title or "", _TITLE)
    for author in source.authors if isinstance(source.authors, tuple) else ():
        note(found, author, _AUTHOR)
    if isinstance(source.summary, str):
        note(found, source.summary, _CONTEXT)
    return found


def _of_claim(corpus: Corpus, claim: Claim) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in [claim.text] if isinstance(claim.text, str) else claim.text.values():
        note(found, _as_read(corpus, text), _STATEMENT)
    for citation in claim.citations:
        translation = citation.translation
        given = ((citation.quote, _QUOTE), (citation.context, _CONTEXT),
                 (None if isinstance(translation, UnsetType) else translation.text, _QUOTE))  # fmt: skip
        for said, weight in given:
            if isinstance(said, str):
                note(found, said, weight)
    return found


def _bones(word: str) -> str:
    return f"{MARK}{bones}" if (bones := skeleton(word)) else ""


def _sound(word: str) -> str:
    return f"{SOUND}{heard}" if (heard := sound(word)) else ""


def note(found: dict[str, int], text: str, weight: int) -> None:
    """Note the keys of a text, where they do not weigh more already."""
    for key in [key for chunk in text.split() for key in keys(chunk)] or signs(text):
        if found.get(key, 0) < weight:
            found[key] = weight


def _as_read(corpus: Corpus, text: str) -> str:
    """Return a text with the words of its links; marks of Markdown are no letters, so they may stay."""
    parts, place = [], 0
    for reference in references(text):
        parts += [text[place : reference.start], reference.words or corpus.name(reference.id)]
        place = reference.end
    return "".join([*parts, text[place:]])


def _numbers(ids: Iterable[str]) -> dict[str, int]:
    """Return a number for each id; of two with the same digest the later one is digested once more."""
    taken: dict[int, str] = {}
    for id in sorted(ids):
        salt = ""
        while (number := _number(id + salt)) in taken:
            salt += "'"
        taken[number] = id
    return {taken[number]: number for number in sorted(taken)}


def _number(text: str) -> int:
    return int.from_bytes(blake2s(text.encode(), digest_size=BITS // 8).digest())


def _bits(count: int, size: int) -> int:
    """Return how many bits tell shards of about this size apart."""
    return max(0, -(-count // size) - 1).bit_length()
