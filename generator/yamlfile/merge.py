"""Merge keys (`<<`): refused in data, and followed all the same: no field that they take over is missing."""

from __future__ import annotations

import yaml

from .document import Value

MERGE_KEY = "<< (a merge key) is not used here", "write the fields out"


def merges(key: yaml.Event) -> bool:
    """Tell whether a name is that by which YAML takes fields over from elsewhere."""
    return isinstance(key, yaml.ScalarEvent) and key.value == "<<" and not key.style


def joined(values: list[Value]) -> dict[str, Value]:
    """Return the fields that are taken over from any of the values, or from those in a list: the first one holds."""
    fields: dict[str, Value] = {}
    for value in values:
        for part in value if isinstance(value, list) else [value]:
            for name, taken in part.items() if isinstance(part, dict) else ():
                fields.setdefault(name, taken)
    return fields
