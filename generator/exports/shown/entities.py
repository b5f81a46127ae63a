"""An entity with its names, every claim about it as a line with its standing, and what is not known of it."""

from __future__ import annotations

from ...analyse.gaps import Gap, gaps
from ...analyse.standing import outlet_caveats
from ...model import Entity
from .known import Known
from .values import fields


def show_entity(known: Known, entity: Entity) -> dict[str, object]:
    """Return everything that is known of an entity."""
    corpus = known.corpus
    about = corpus.about.get(entity.id, ())
    found = gaps(corpus, entity, [corpus.claims[id] for id in about])
    return {
        **known.head(entity.type, entity.id),
        "name": entity.name,
        "kinds": known.claims.inline.kinds(entity),
        "names": [fields(name) for name in entity.names],
        "caveats": [known.caveat(caveat) for caveat in outlet_caveats(corpus, entity.id)],
        "claims": known.lines(about),
        "mentions": known.lines(corpus.mentions.get(entity.id, ())),
        "published": list(corpus.published_by.get(entity.id, ())),
        "gaps": [_gap(gap) for gap in found],
        "record": _record(known, entity),
    }


def _gap(gap: Gap) -> dict[str, object]:
    where = {"claim": gap.claim, "source": gap.source}
    return {"words": gap.words, **{key: id for key, id in where.items() if id}}


def _record(known: Known, entity: Entity) -> dict[str, object]:
    record = fields(entity, "id", "type", "name", "names", "note")
    if entity.note is None or isinstance(entity.note, str):
        record["note"] = known.prose(entity.note) if entity.note else None
    return record
