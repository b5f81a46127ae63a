"""A value of a relation that says nothing, or that cannot be.

A figure is one number or bounds, never both; bounds do not cross; coordinates come in pairs and lie on the earth.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import UnsetType, Value
from ..problems import Severity
from .finding import Finding

CODE = "C155"
SEVERITY: Severity = "error"
WIDTH = {"lat": 90, "lon": 180}


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each fault in the value of a relation."""
    for claim in corpus.claims.values():
        for place, relation in enumerate(claim.relations):
            if isinstance(relation.value, str) and not relation.value.strip():
                yield Finding(claim.id, ("relations", place, "value"), "the value is empty", "write it, or take it out")
            if isinstance(relation.value, Value):
                for message, hint in _faults(relation.value):
                    yield Finding(claim.id, ("relations", place, "value"), message, hint)


def _faults(value: Value) -> Iterator[tuple[str, str]]:
    number, least, most = _given(value.number), _given(value.min), _given(value.max)
    place = {"lat": _given(value.lat), "lon": _given(value.lon)}
    if number is None and least is None and most is None and set(place.values()) == {None}:
        yield "the value has no figure", "add `number`, `min`, `max`, or `lat` and `lon`"
    if number is not None and (least is not None or most is not None):
        yield "a number and a bound of it", "write `number`, or `min` and `max`"
    if least is not None and most is not None and least > most:
        yield f"min {value.min} is more than max {value.max}", "exchange the two"
    if None in place.values() and set(place.values()) != {None}:
        yield "half of a pair of coordinates", "write `lat` and `lon`"
    for name, degrees in place.items():
        if degrees is not None and abs(degrees) > WIDTH[name]:
            yield f"{name} lies between -{WIDTH[name]} and {WIDTH[name]}", "correct it, or give it in words: `value: …`"


def _given(number: str | UnsetType) -> float | None:
    return float(number) if isinstance(number, str) else None
