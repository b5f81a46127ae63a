"""JSON Schemas of the data files, for editors that complete and check YAML while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from .claim import Claim
from .entity import Entity
from .record import Edtf, Record
from .shape import IMPLIED
from .source import Source
from .vocabulary import Vocabulary

FILES: Mapping[str, type[Record]] = {
    "entity": Entity,
    "source": Source,
    "claim": Claim,
    "vocabulary": Vocabulary,
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema (draft 2020-12) of each sort of data file, by its name."""
    return {name: _schema(name, kind) for name, kind in FILES.items()}


def _schema(name: str, kind: type[Record]) -> dict[str, Any]:
    (_,), parts = msgspec.json.schema_components([kind], schema_hook=_date, ref_template="#/$defs/{name}")
    definitions = {part: _published(part, parts[part]) for part in sorted(parts)}
    one = {"$ref": f"#/$defs/{kind.__name__}"}
    record = definitions[kind.__name__]
    about = (kind.__doc__ or "").splitlines()[0]
    if name == "vocabulary":
        shape: dict[str, Any] = one
    else:
        about += " One record, or a list of records with ids."
        listed = {"allOf": [one], "required": ["id"]}
        shape = {"anyOf": [one, {"type": "array", "items": listed}]}
        record["required"] = [field for field in record.get("required", ()) if field not in ("id", "type")]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{kind.__name__} file",
        "description": about,
        **shape,
        "$defs": definitions,
    }


def _published(part: str, definition: dict[str, Any]) -> dict[str, Any]:
    """Drop what is no part of the file, and say it as editors read it."""
    for field in IMPLIED.get(part, ()):
        definition["properties"].pop(field, None)
    plain: dict[str, Any] = typed_plainly(definition)
    return plain


def typed_plainly(schema: Any) -> Any:
    """Let an editor, which takes 2017 for a number, accept it wherever the format reads text."""
    if isinstance(schema, list):
        return [typed_plainly(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: typed_plainly(part) for key, part in schema.items()}
    if plain.get("type") == "string":
        plain["type"] = ["string", "number"]
    if "enum" in plain:
        plain["enum"] += [int(word) for word in plain["enum"] if isinstance(word, str) and word.isdecimal()]
    return plain


def _date(kind: type) -> dict[str, Any]:
    if kind is not Edtf:
        raise NotImplementedError(kind)
    return {
        "type": "string",
        "examples": ["2017", "2017-03", "2017-03-04", "2017/..", "[2023-01..2023-06]"],
    }
