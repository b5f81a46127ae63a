"""Records as plain values, as far as their fields are filled in, and without what must not be shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ...model import Record, UnsetType


def plain(value: object) -> object:
    """Return a value of a record as JSON has it; a record keeps the fields that its file fills in."""
    match value:
        case Record():
            return fields(value)
        case tuple() | list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case str():
            return str(value)
    return value


def fields(record: Record, *left_out: str) -> dict[str, object]:
    """Return the fields of a record that are filled in: null is "looked for, not given", absent is "nobody looked"."""
    named = {name: getattr(record, name) for name in record.__struct_fields__ if name not in (*left_out, "withheld")}
    return {
        name: plain(value)
        for name, value in named.items()
        if not isinstance(value, UnsetType) and value != () and value != {}
    }


def without(value: object, ids: Collection[str]) -> object:
    """Return a value without what is about these ids; where a text names one, it says that somebody is not shown.

    A rule refuses records that refer to what is withheld; here nothing may depend on its having been heeded.
    """
    if not ids:
        return value
    any_of_them = "|".join(map(re.escape, sorted(ids)))
    return _without(value, ids, re.compile(rf"(?<![a-z0-9-])(?:{any_of_them})(?![a-z0-9-])"))


def _without(value: object, ids: Collection[str], named: re.Pattern[str]) -> object:
    match value:
        case list():
            return [_without(item, ids, named) for item in value if not _is_about(item, ids)]
        case dict():
            return {key: _without(item, ids, named) for key, item in value.items() if not _is_one(item, ids)}
        case str():
            return named.sub("(not shown)", value)
    return value


def _is_about(item: object, ids: Collection[str]) -> bool:
    """Tell whether an item of a list is one of the ids, or is about one; a step of a chain stays, without a name."""
    if isinstance(item, Mapping):
        return "sort" not in item and any(_is_one(part, ids) for part in item.values())
    return _is_one(item, ids)


def _is_one(item: object, ids: Collection[str]) -> bool:
    return isinstance(item, str) and item in ids
