"""The made-up corpus as a whole: entities, sources and claims in the shape of the file format, one after another.

The same size and seed draw the same records, on every machine and with every version of Python. Whoever draws keeps
ids and names only, so that a corpus of half a million claims needs little memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from .claims import Cast, Named, Read, make_claims
from .entities import Record, make_entities
from .sources import make_sources
from .words import Words


@dataclass(frozen=True)
class Size:
    """How many records of each sort."""

    entities: int = 1_000
    claims: int = 5_000
    sources: int = 500

    @classmethod
    def of(cls, entities: int) -> Size:
        """Return the size with so many entities: five claims each, and a source for ten claims."""
        return cls(entities, entities * 5, max(entities // 2, 1))


SIZES = {"1k": Size.of(1_000), "10k": Size.of(10_000), "100k": Size.of(100_000)}


class Drawn(NamedTuple):
    """A record and the folder of its sort, which is that of `data/`."""

    folder: str
    record: Record


class Sample(NamedTuple):
    """Some claims of a corpus, evenly spread, and the names of all its entities by their ids."""

    names: dict[str, str]
    claims: list[Record]


def draw(size: Size, seed: int = 1) -> Iterator[Drawn]:
    """Yield a corpus of the size; what each part draws does not depend on how much the others drew."""
    cast = Cast({"groups": [], "people": [], "places": []}, [], [])
    for folder, record in make_entities(Words(f"{seed} entities"), size.entities):
        cast.entities[folder].append(Named(record["id"], record["name"]))
        cast.outlets.extend([record["id"]] if "publisher" in record else [])
        yield Drawn(folder, record)
    for record in make_sources(Words(f"{seed} sources"), cast.outlets, size.sources):
        cast.sources.extend([Read(record["id"], record["outlet"], record["lang"])] if record.get("read", True) else [])
        yield Drawn("sources", record)
    for record in make_claims(Words(f"{seed} claims"), cast, size.claims):
        yield Drawn("claims", record)


def sample(size: Size, seed: int, count: int) -> Sample:
    """Draw a corpus once more, and keep so many of its claims."""
    records = draw(size, seed)
    entities = islice(records, size.entities)
    names = {drawn.record["id"]: drawn.record["name"] for drawn in entities}
    claims = islice((drawn.record for drawn in records if drawn.folder == "claims"), 0, None, _step(size.claims, count))
    return Sample(names, list(claims))


def _step(of: int, count: int) -> int:
    return max(1, of // max(count, 1))
