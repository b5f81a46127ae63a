"""From plain values to records, and from a value that does not fit to every fault in it.

The fast way is one call of msgspec for a whole record. Only where that fails, the value is walked
field by field, so that all faults of a record are found at once, each with its path in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import inspect

from ..dates import DateError, parse
from ..names import ID_FORM, LONGEST_ID, as_id, suggest
from .record import LARGEST, SHA256, SLUG, Edtf, Record

R = TypeVar("R", bound=Record)
Path = tuple[str | int, ...]
IMPLIED: Mapping[str, tuple[str, ...]] = {"Entity": ("type",)}
"""Fields of a record that its place says, and that nobody writes."""
ALL_ELSE: Mapping[str, str] = {"Entity": "; what else is said of it is a claim"}
"""Where that belongs for which a record has no field."""
_IS_PLAIN = re.compile(r"\w[\w .-]*")
"""A text that needs no quotes within brackets."""
_FORMS: Mapping[str, str] = {SLUG: "an id", SHA256: "the 64 signs that `dossier snapshot` puts there"}
"""What texts of a form are, in words; all others are numbers."""
_ASKED_FOR = frozenset(("citations", "why", "because"))
"""Fields that a record can be read without, and that a rule asks for where people began to write them."""
_DIGITS = len(str(LARGEST)) + 1
"""A number of so many digits is too large, whatever they are."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit: its code, its path in the record, whether the key is at fault, what to do.

    `field` is one that is missing there, or that is perhaps meant by one which is not known.
    """

    code: str
    path: Path
    message: str
    hint: str = ""
    key: bool = False
    field: str = ""


def shape(value: object, kind: type[R]) -> tuple[R | None, list[Fault]]:
    """Return the record that the plain value describes, or every fault in it."""
    try:
        return convert(value, kind), []
    except msgspec.ValidationError as error:
        faults = list(_record_faults(value, kind, ()))
        return None, faults or [Fault("M107", (), str(error))]


def convert(value: object, kind: Any) -> Any:
    """Return the record that the plain value describes; msgspec.ValidationError where it describes none."""
    return msgspec.convert(value, kind, strict=False, dec_hook=_decode)


def _decode(kind: type, value: object) -> object:
    if kind is not Edtf or not isinstance(value, str):
        raise ValueError("a date is written as text")
    try:
        parse(value)
    except DateError as error:
        raise ValueError(str(error)) from error
    return Edtf(value)


@cache
def needed_fields(kind: type[Record]) -> Mapping[str, bool]:
    """Return the names of a record's fields as people write them, and whether each one must be there."""
    return {name: field.required for name, field in fields_of(kind).items()}


def instead_of_nothing(kind: type[Record], path: Path) -> str:
    """Say what may be written for a value that is left empty in a record; empty if null, or nothing at all, may."""
    options: tuple[inspect.Type, ...] = (layout(kind),)
    field: inspect.Type | None = None
    is_needed = False
    for step in path:
        field, is_needed = below(options, step)
        if field is None:
            return ""
        options = options_of(field)
    if field is None:
        return ""
    if isinstance(path[-1], int):
        return f"{_remedy(None, field)}, or take the entry out"
    if any(isinstance(option, inspect.NoneType) for option in options):
        return f'{_describe(field)}: null is for "looked for, not given", and the field is needed' if is_needed else ""
    return f"{_remedy(None, field)}{'; the field is needed' if is_needed else ', or leave the field out'}"


def below(options: tuple[inspect.Type, ...], step: str | int) -> tuple[inspect.Type | None, bool]:
    """Return what stands one step farther in, and whether it must be there; None where nobody knows of it."""
    for option in options:
        if isinstance(option, inspect.VarTupleType) and isinstance(step, int):
            return option.item_type, False
        if isinstance(option, inspect.DictType):
            return option.value_type, True
        if isinstance(option, inspect.StructType) and (field := fields_of(option.cls).get(str(step))):
            return field.type, field.required or step in _ASKED_FOR
    return None, False


@cache
def layout(kind: type[msgspec.Struct]) -> inspect.StructType:
    """Return what a record is like; to find that out takes msgspec milliseconds."""
    found = inspect.type_info(kind)
    assert isinstance(found, inspect.StructType)
    return found


@cache
def fields_of(kind: type[msgspec.Struct]) -> Mapping[str, inspect.Field]:
    """Return a record's fields by their names as people write them."""
    return {field.encode_name: field for field in layout(kind).fields}


@cache
def _hints(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    return {field.encode_name: field.type for field in msgspec.structs.fields(kind)}


def _written(kind: type[msgspec.Struct]) -> list[str]:
    """Return the names of the fields that people write."""
    return [name for name in fields_of(kind) if name not in IMPLIED.get(kind.__name__, ())]


def _record_faults(value: object, kind: type[msgspec.Struct], path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault("M103", path, f"{_called(kind)} is written as fields with names, not as {_seen(value)}")
        return
    fields = fields_of(kind)
    written = _written(kind)
    meant, also = set[str](), ALL_ELSE.get(kind.__name__, "")
    for name in value:
        if name not in fields:
            close = suggest(name, written)
            meant.update(close[:1])
            known = f'did you mean "{close[0]}"?' if close else f"known fields: {', '.join(written)}{also}"
            message = f'{_called(kind)} has no field "{name}"'
            yield Fault("M101", (*path, name), message, known, key=True, field=close[0] if close else "")
    for name, field in fields.items():
        if name in value:
            yield from _value_faults(value[name], field.type, _hints(kind)[name], (*path, name))
        elif field.required and name not in meant:
            yield Fault("M102", path, f'{_called(kind)} needs a field "{name}"', _describe(field.type), field=name)


def _value_faults(value: object, described: inspect.Type, hint: Any, path: Path) -> Iterator[Fault]:
    try:
        convert(value, hint)
        return
    except msgspec.ValidationError:
        pass
    inner = list(_inner_faults(value, described, path))
    yield from inner or [_plain_fault(value, described, path)]


def _inner_faults(value: object, described: inspect.Type, path: Path) -> Iterator[Fault]:
    """Look for the faults inside a record, a list or a map, where the value is one and may be one."""
    for option in options_of(described):
        if isinstance(option, inspect.StructType) and isinstance(value, dict):
            yield from _record_faults(value, option.cls, path)
        elif isinstance(option, inspect.VarTupleType) and isinstance(value, list):
            for place, item in enumerate(value):
                yield from _value_faults(item, option.item_type, _as_hint(option.item_type), (*path, place))
        elif isinstance(option, inspect.DictType) and isinstance(value, dict):
            for name, item in value.items():
                yield from _value_faults(item, option.value_type, _as_hint(option.value_type), (*path, name))


def _plain_fault(value: object, described: inspect.Type, path: Path) -> Fault:
    options = options_of(described)
    shown = f'"{value}"' if isinstance(value, str) else _seen(value)
    if isinstance(value, str) and any(isinstance(o, inspect.CustomType) for o in options):
        return _date_fault(value, path)
    words = [str(w) for o in options if isinstance(o, inspect.LiteralType) for w in o.values]
    if isinstance(value, str) and words:
        close = suggest(value, words)
        hint = f'did you mean "{close[0]}"? ' if close else ""
        other = "; or a list" if any(isinstance(o, inspect.VarTupleType) for o in options) else ""
        known = f"{hint}known words: {_listed(words)}{other}"
        return Fault("M104", path, f"{shown} is not a word of this field", known)
    if isinstance(value, str) and any(isinstance(o, inspect.StrType) and o.pattern == SLUG for o in options):
        is_near = len(value) <= LONGEST_ID and value.isascii() and any(map(str.isalnum, value))
        meant = f': "{as_id(value)}"' if is_near else ""
        return Fault("M106", path, f"{shown} is no id", f"{ID_FORM}{meant}")
    field = next((p for p in reversed(path) if isinstance(p, str)), "")
    hint = "write a smaller number" if _is_too_large(value, options) else _remedy(value, described)
    return Fault("M103", path, f'"{field}" does not take {shown}', hint)


def _remedy(value: object, described: inspect.Type) -> str:
    """Say what to write in the place of a value; what is no list may be meant as the one entry of it."""
    hint, options = _describe(described), [o for o in options_of(described) if not isinstance(o, inspect.NoneType)]
    items = next((option.item_type for option in options if isinstance(option, inspect.VarTupleType)), None)
    if items is None:
        return hint
    if entry := next((option for option in options_of(items) if isinstance(option, inspect.StructType)), None):
        return f"{hint}; each entry is a dash and {_word(entry)}"
    is_entry = len(options) == 1 and isinstance(value, str) and _IS_PLAIN.fullmatch(value)
    return f"{hint}: [{value}]" if is_entry and not [*_value_faults(value, items, _as_hint(items), ())] else hint


def _is_too_large(value: object, options: tuple[inspect.Type, ...]) -> bool:
    most = [option.le for option in options if isinstance(option, inspect.IntType)]
    return most == [LARGEST] and isinstance(value, str) and value.isdecimal() and int(value[:_DIGITS]) > LARGEST


def _date_fault(value: str, path: Path) -> Fault:
    try:
        parse(value)
    except DateError as error:
        return Fault("M105", path, error.message, error.hint)
    return Fault("M105", path, f'"{value}" is no date')


def options_of(described: inspect.Type) -> tuple[inspect.Type, ...]:
    """Return what may stand where this is described."""
    while isinstance(described, inspect.Metadata):
        described = described.type
    if isinstance(described, inspect.UnionType):
        return tuple(option for part in described.types for option in options_of(part))
    return (described,)


def _as_hint(described: inspect.Type) -> Any:
    """Return a type that msgspec converts to, for the inside of lists and maps."""
    parts: list[Any] = []
    for option in options_of(described):
        match option:
            case inspect.StructType() | inspect.CustomType():
                parts.append(option.cls)
            case inspect.StrType(pattern=pattern, max_length=most):
                parts.append(Annotated[str, msgspec.Meta(pattern=pattern, max_length=most)] if pattern else str)
            case inspect.VarTupleType():
                parts.append(tuple[_as_hint(option.item_type), ...])  # type: ignore[misc]
            case inspect.NoneType():
                parts.append(None)
            case _:
                parts.append(str)
    hint = parts[0]
    for part in parts[1:]:
        hint = hint | part
    return hint


def _describe(described: inspect.Type) -> str:
    """Say in words what may stand in a field."""
    words = sorted({_word(option) for option in options_of(described)} - {""})
    return f"write {' or '.join(words)}" if words else ""


def _word(option: inspect.Type) -> str:
    match option:
        case inspect.StrType(pattern=pattern):
            return _FORMS.get(pattern, "a number") if pattern else "text"
        case inspect.CustomType():
            return "a date such as 2017, 2017-03 or 2017-03-04"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType() | inspect.FloatType():
            return _bounds(option)
        case inspect.VarTupleType():
            return "a list"
        case inspect.StructType() | inspect.DictType():
            return f"fields with names{_first_fields(option)}"
        case inspect.LiteralType(values=values):
            return _listed([str(value) for value in values])
        case inspect.NoneType():
            return "null"
    return ""


def _bounds(number: inspect.IntType | inspect.FloatType) -> str:
    if number.gt is not None:
        return f"a number over {number.gt}, {number.le} at most"
    if number.ge in (None, -LARGEST):
        return "a number"
    return (
        f"a number from {number.ge} up" if number.le in (None, LARGEST) else f"a number from {number.ge} to {number.le}"
    )


def _listed(words: list[str]) -> str:
    """Name the words of a field; of very many only the first, since its schema lists all."""
    if len(words) > 12:
        return f"{', '.join(words[:4])} … ({len(words)} words, all in the schema)"
    return ", ".join(words)


def _first_fields(option: inspect.Type) -> str:
    """Name the fields of a record, or of each record in a map, of many only the first; empty where there are none."""
    match option:
        case inspect.StructType(cls=kind):
            names = _written(kind)
            return f" ({', '.join(names[:6])}{' …' if len(names) > 6 else ''})"
        case inspect.DictType(value_type=inspect.StructType() as inner):
            return f", each of which has fields{_first_fields(inner)}"
    return ""


def _called(kind: type[msgspec.Struct]) -> str:
    words = re.sub(r"(?<!^)([A-Z])", r" \1", kind.__name__).lower()
    article = "the block of" if words.endswith("s") else "an" if words[0] in "aeiou" else "a"
    return f"{article} {words}"


def _seen(value: object) -> str:
    names = {dict: "fields with names", list: "a list", str: "text", type(None): "null"}
    return names.get(type(value), type(value).__name__)
