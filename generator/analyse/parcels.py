"""Cuts all claims of a site into files that do not grow with it, so that an edited claim changes few of them.

Which file a claim lies in follows from the first source that it cites, not from how many stand before it: a new claim
leaves all files as they are but one of each sort. The claims of a source lie together, since who asks for one of them
most often asks for others. Only when a site has outgrown its files are they cut anew, each into two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar
from zlib import crc32

from ..corpus import Corpus
from .facets import source_order

T = TypeVar("T")
FEW = 32
"""The most claims in a parcel: what a page of results needs of them is loaded with the others."""
MANY = 512
"""The most claims in a batch, but for a parcel."""
_BITS = 32


class Parcel(NamedTuple):
    """Few claims that lie in one file, and what is to tell its name from others."""

    name: str
    claims: tuple[str, ...]


class Batch(NamedTuple):
    """Parcels of which something lies in one file together."""

    name: str
    parcels: tuple[Parcel, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of all its parcels."""
        return tuple(claim for parcel in self.parcels for claim in parcel.claims)


def batches(corpus: Corpus, claims: Iterable[str]) -> tuple[Batch, ...]:
    """Return these claims in batches of parcels: by sources, those of one source as they stand in the files."""
    placed = sorted((_key(place[0]), place, id) for id in claims for place in [source_order(corpus, corpus.claims[id])])
    few, many = _bits(len(placed), FEW), _bits(len(placed), MANY)
    found = []
    for number, together in groupby(placed, lambda item: item[0] >> (_BITS - many)):
        parcels = [
            Parcel(name, tuple(id for _, _, id in cut))
            for bucket, items in groupby(together, lambda item: item[0] >> (_BITS - few))
            for name, cut in _named(_hexadecimal(bucket, few), _cut(list(items), FEW))
        ]
        found += [Batch(name, cut) for name, cut in _named(_hexadecimal(number, many), _filled(parcels))]
    return tuple(found)


def _key(source: str) -> int:
    """Return a number of `_BITS` bits that is always the same for a source, and seldom that of another one."""
    return crc32(source.encode())


def _bits(count: int, most: int) -> int:
    """Return how many bits tell enough files apart that each has `most` of them, if they are spread evenly."""
    return max(0, -(-count // most) - 1).bit_length()


def _hexadecimal(number: int, bits: int) -> str:
    return f"{number:0{max(1, -(-bits // 4))}x}"


def _named(name: str, parts: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Yield parts with their names; the first one's stays if others follow."""
    for number, part in enumerate(parts, 1):
        yield name if number == 1 else f"{name}_{number}", part


def _cut(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), most):
        yield items[start : start + most]


def _filled(parcels: Iterable[Parcel]) -> Iterator[tuple[Parcel, ...]]:
    """Yield parcels together while they hold no more than `MANY` claims."""
    together: list[Parcel] = []
    held = 0
    for parcel in parcels:
        if together and held + len(parcel.claims) > MANY:
            yield tuple(together)
            together, held = [], 0
        together.append(parcel)
        held += len(parcel.claims)
    if together:
        yield tuple(together)
