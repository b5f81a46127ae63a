"""A record with faults as far as it can be read, so that all else in it is judged at once, not when it is mended.

What does not fit is left out, or, where something must stand there, replaced by anything that fits: nobody may ask what
that says. So all such places are told with the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from msgspec import inspect

from .claim import Claim
from .entity import Entity
from .record import Record
from .shape import Fault, Path, below, convert, fields_of, layout, options_of
from .source import Source

_TEXTS: Final = ("unnamed", "0", "0" * 64)
"""Texts of which one fits wherever a text of some form is asked for."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A record with faults as far as it can be read, and the places of which nothing is known."""

    record: Claim | Entity | Source
    unknown: frozenset[Path]

    def knows(self, path: Path) -> bool:
        """Tell whether all is known of a place in the record, and of all that lies in it."""
        return not any(path[: len(other)] == other[: len(path)] for other in self.unknown)


def mend(value: dict[str, Any], kind: type[Record], faults: Iterable[Fault]) -> Mended | None:
    """Return what can be read of a record that has these faults; None where that is nothing."""
    mended = deepcopy(value)
    options: tuple[inspect.Type, ...] = (layout(kind),)
    unknown: set[Path] = set()
    for fault in faults:
        unknown.update(_unknown(mended, options, fault))
        around = _inside(mended, fault.path[:-1])
        if fault.code == "M101":
            around.pop(fault.path[-1], None)
        elif fault.code != "M102" and fault.path:
            _replace(around, fault.path[-1], options, fault.path)
        if fault.field:
            _fill(_inside(mended, fault.path[:-1] if fault.key else fault.path), fault, options)
    try:
        return Mended(convert(mended, kind), frozenset(unknown))
    except msgspec.ValidationError:
        return None


def _unknown(value: Any, options: Sequence[inspect.Type], fault: Fault) -> Iterator[Path]:
    """Yield the places of which nothing is known for a fault: an unknown field may be any that is not there."""
    if fault.code != "M102":
        yield fault.path
    above = fault.path[:-1] if fault.key else fault.path
    if fault.field:
        yield (*above, fault.field)
    elif fault.key:
        there = _inside(value, above)
        yield from ((*above, name) for name in _named(options, above) if name not in there)


def _named(options: Sequence[inspect.Type], path: Path) -> Iterator[str]:
    for option in _types(options, path):
        if isinstance(option, inspect.StructType):
            yield from fields_of(option.cls)


def _replace(around: Any, step: str | int, options: Sequence[inspect.Type], path: Path) -> None:
    """Take out a value that does not fit, or put one in its place that does."""
    kind, is_needed = below(tuple(_types(options, path[:-1])), step)
    if isinstance(step, int) or is_needed:
        around[step] = _anything(kind)
    else:
        around.pop(step, None)


def _fill(around: Any, fault: Fault, options: Sequence[inspect.Type]) -> None:
    """Put anything that fits into a field that is needed and not there."""
    above = fault.path[:-1] if fault.key else fault.path
    kind, is_needed = below(tuple(_types(options, above)), fault.field)
    if is_needed and kind is not None:
        around.setdefault(fault.field, _anything(kind))


def _types(options: Sequence[inspect.Type], path: Path) -> Sequence[inspect.Type]:
    """Return what may stand at a path."""
    for step in path:
        kind, _ = below(tuple(options), step)
        options = options_of(kind) if kind is not None else ()
    return options


def _inside(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _anything(kind: inspect.Type | None) -> object:
    """Return some plain value that fits."""
    match options_of(kind)[0] if kind is not None else None:
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.VarTupleType():
            return []
        case inspect.DictType():
            return {}
        case inspect.StructType(cls=record):
            return {name: _anything(field.type) for name, field in fields_of(record).items() if field.required}
        case inspect.CustomType():
            return "2000"
        case inspect.BoolType():
            return "false"
        case inspect.StrType(pattern=pattern):
            return next(text for text in _TEXTS if re.search(pattern or "", text))
        case inspect.IntType() | inspect.FloatType():
            return "1"
    return None
