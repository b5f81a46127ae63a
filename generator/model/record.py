"""What all records share: how fields are declared, and the small types that many fields have.

A field that was left out is `UNSET` (nobody looked), one that says `null` is `None` (looked for, not given).
Records are frozen, hold ids and never objects, and compare and pickle cheaply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final, Self, TypeVar

from msgspec import NODEFAULT, UNSET, Meta, Struct, UnsetType, json, msgpack, structs

from ..names import LONGEST_ID

__all__ = [
    "NOTE", "NOT_ALL", "UNSET", "Edtf", "Id", "Known", "Record", "Retirement", "Row", "Text", "UnsetType", "Withheld",
    "json_of", "packed", "says", "unpacked", "unpacker",
]  # fmt: skip

R = TypeVar("R", bound="Row")
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
SHA256 = "^[0-9a-f]{64}$"


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The ground of every record: frozen, with named fields only, and no field that the format does not know."""

    def changed(self, **fields: Any) -> Self:
        """Return a copy with other values in the named fields."""
        return structs.replace(self, **fields)

    def without(self, names: Iterable[str]) -> Self:
        """Return a copy in which the named fields are as if left out; a field that is needed stays."""
        left_out = {field.name: field for field in structs.fields(type(self)) if not field.required}
        return self.changed(**{name: _default(left_out[name]) for name in names if name in left_out})


class Row(Struct, frozen=True, array_like=True, gc=False):
    """The ground of small values of which there are many: packed, each is a list of its fields, and quickly read."""


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(f"{type(value).__name__} is not made of plain values")


_PACKER = msgpack.Encoder(enc_hook=_plain)
_SORTER = msgpack.Encoder(enc_hook=_plain, order="deterministic")
_WRITER = json.Encoder(enc_hook=_plain)


def packed(value: object, *, unordered: bool = False) -> bytes:
    """Return any value that is made of records, texts and the like as bytes: the same for what is equal.

    The order of mappings counts, unless they are `unordered`; a value with sets in it must be.
    """
    return (_SORTER if unordered else _PACKER).encode(value)


def unpacked(data: bytes) -> Any:
    """Return what was packed, in lists and mappings; ValueError where it is nothing that was packed."""
    return msgpack.decode(data)


def unpacker(kind: type[R]) -> Callable[[bytes], R]:
    """Return what makes rows of a kind again of their bytes; ValueError where these are none."""
    return msgpack.Decoder(kind).decode


def json_of(value: object, *, spaced: bool = False) -> str:
    """Return a value that is made of texts, numbers and the like as JSON, in as few letters as will do.

    Where it is `spaced`, commas and colons have room behind them, so that a reader's lines can be broken there.
    """
    written = _WRITER.encode(value)
    return (json.format(written, indent=0) if spaced else written).decode()


def _default(field: structs.FieldInfo) -> Any:
    return field.default if field.default_factory is NODEFAULT else field.default_factory()


def says(description: str, **extra: Any) -> Meta:
    """Describe a field, for the editors' JSON Schema and for the pages made from it."""
    return Meta(description=description, **extra)


class Edtf(str):
    """An uncertain date as it was typed, in the subset of EDTF that `generator.dates` reads."""

    __slots__ = ()


LARGEST = 2**53 - 1
"""No whole number of the data is larger: so much every reader of JSON takes as it stands."""
Id = Annotated[str, Meta(pattern=SLUG, max_length=LONGEST_ID)]
Text = str | dict[str, str]
Known = str | UnsetType | None

NOTE = says("A remark of the editors, shown on the record's page. Inline Markdown and [[links]].")
Withheld = Annotated[
    bool | tuple[str, ...],
    says("true hides the whole record from the site, a list of field names hides these. It stays in git."),
]


NOT_ALL: Final[tuple[str, ...]] = ()
"""What readers get as `withheld` of a record of which not all is published that others tell of; nobody may write it."""


class Retirement(Record, frozen=True, kw_only=True):
    """Why an entity has no dossier of its own any more; its address stays and says so."""

    on: Annotated[Edtf, says("The date on which it was merged, split or withdrawn.")]
    why: Annotated[str, says("Why, in one sentence.")]
    into: Annotated[tuple[Id, ...], says("The entities that stand in its place.")] = ()
