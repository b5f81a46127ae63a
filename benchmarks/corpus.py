"""The made-up corpus as a whole: entities, sources and claims in the shape of the file format.

The same size and seed give the same records, on every machine and with every version of Python.
"""

from __future__ import annotations

from dataclasses import dataclass

from .claims import Cast, make_claims
from .entities import Record, make_entities
from .sources import make_sources
from .words import Words


@dataclass(frozen=True)
class Size:
    """How many records of each sort."""

    entities: int = 1_000
    claims: int = 5_000
    sources: int = 500


@dataclass(frozen=True)
class Records:
    """The records of a corpus as plain values: entities by folder, sources, claims."""

    entities: dict[str, list[Record]]
    sources: list[Record]
    claims: list[Record]


def make_records(size: Size, seed: int = 1) -> Records:
    """Return a corpus of the size; what each part draws does not depend on how much the others drew."""
    entities = make_entities(Words(f"{seed} entities"), size.entities)
    outlets = [record for record in entities["groups"] if "publisher" in record]
    sources = make_sources(Words(f"{seed} sources"), outlets, size.sources)
    cast = Cast(entities, outlets, [source for source in sources if source.get("read", True)])
    return Records(entities, sources, make_claims(Words(f"{seed} claims"), cast, size.claims))
