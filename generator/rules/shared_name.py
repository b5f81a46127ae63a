"""Two entities that go by one name, and nobody says that they are two.

Either they are one and the same, and its claims are torn apart, or they are two, and readers will confuse them
unless each page says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from ..corpus import Corpus
from ..model import Entity, Path, UnsetType
from ..names import fold
from ..problems import Severity
from .finding import Finding

CODE = "C141"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each entity, once for each name, that shares it with another one from which it is not told apart.

    Hostile names are no names of their own, and a retired entity shares its names with what stands in its place.
    """
    bearers: dict[str, dict[str, tuple[Path, str]]] = defaultdict(dict)
    for entity in corpus.entities.values():
        if isinstance(entity.retired, UnsetType):
            for path, name in _names(entity):
                bearers[fold(name)].setdefault(entity.id, (path, name))
    reported: set[tuple[str, str]] = set()
    for folded, found in bearers.items():
        for first, second in _confused(corpus, list(found)) if folded else ():
            if (first, second) not in reported:
                reported.add((first, second))
                path, name = found[second]
                message = f'"{name}" is a name of both "{first}" and "{second}"'
                hint = f"if they are two, write `distinct_from: [{first}]`; if they are one, keep one record"
                yield Finding(second, path, message, hint)


def _names(entity: Entity) -> Iterator[tuple[Path, str]]:
    yield ("name",), entity.name
    for place, name in enumerate(entity.names):
        if name.type != "hostile":
            yield ("names", place, "text"), name.text


def _confused(corpus: Corpus, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each bearer of a name with the first one before it that it is not told apart from.

    Every step on the way to it uses up one entry of a `distinct_from`, so a name of thousands costs no more than that.
    """
    for place, id in enumerate(ids):
        for other in islice(ids, place):
            if id not in corpus.entities[other].distinct_from and other not in corpus.entities[id].distinct_from:
                yield other, id
                break
