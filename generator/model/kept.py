"""Records as bytes: what of a file is kept until the next run, and the digest by which a record is known.

It refuses to know where it is kept, and whether it may still be used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from .claim import Claim
from .entity import Entity
from .record import Edtf, Record
from .shape import Path
from .source import Source

Signature = tuple[int, int, int, int]


class KeptFile(msgspec.Struct, frozen=True, array_like=True):
    """The records of a file in which nothing is wrong.

    `sort` is the sort of its records, `content` the digest of its bytes, `seen` how the file system described it then
    (None: not to be relied on), `listed` tells that it holds a list. `digests` and `records` are in the order of `ids`.
    """

    file: str
    sort: str
    content: bytes
    seen: Signature | None
    listed: bool
    ids: tuple[str, ...]
    digests: tuple[bytes, ...]
    packed: bytes

    def seen_as(self, signature: Signature | None) -> KeptFile:
        """Return the same, as the file system describes it now."""
        return msgspec.structs.replace(self, seen=signature)

    def records(self) -> Sequence[Record]:
        """Return its records."""
        return _DECODERS.get(self.sort, _ENTITIES).decode(self.packed)


class KeptFinding(msgspec.Struct, frozen=True, array_like=True):
    """What a rule found, by its code, in a record."""

    code: str
    record: str
    path: Path
    message: str
    hint: str
    key: bool
    mild: bool


class JudgedFile(msgspec.Struct, frozen=True, array_like=True):
    """A file that was judged: the ids that its records name, the digest of all that was looked at, what was found."""

    file: str
    names: tuple[str, ...]
    looked_at: bytes
    found: tuple[KeptFinding, ...]


class KeptSpot(msgspec.Struct, frozen=True, array_like=True):
    """Where the value of a path, or its `key`, stands in a file whose bytes have the digest `content`."""

    file: str
    content: bytes
    path: Path
    key: bool
    line: int
    column: int
    width: int


def packed(record: Record) -> bytes:
    """Return a record as bytes, the same for equal records."""
    return _ENCODER.encode(record)


def joined(records: Iterable[bytes]) -> bytes:
    """Return packed records as the bytes of all."""
    return _ENCODER.encode([msgspec.Raw(record) for record in records])


def written(files: Iterable[KeptFile | JudgedFile | KeptSpot]) -> bytes:
    """Return files as bytes."""
    return _ENCODER.encode(list(files))


def read_kept(data: bytes) -> list[KeptFile]:
    """Return the files that were written as these bytes; none where there are no bytes."""
    return _FILES.decode(data) if data else []


def read_judged(data: bytes) -> list[JudgedFile]:
    """Return the files that were written as these bytes; none where there are no bytes."""
    return _JUDGED.decode(data) if data else []


def read_spots(data: bytes) -> list[KeptSpot]:
    """Return the spots that were written as these bytes; none where there are no bytes."""
    return _SPOTS.decode(data) if data else []


def _edtf(kind: type, value: object) -> object:
    return Edtf(value)  # it was read when it was kept


_ENCODER: Final = msgspec.msgpack.Encoder(enc_hook=str)  # of an Edtf
_JUDGED: Final = msgspec.msgpack.Decoder(list[JudgedFile])
_SPOTS: Final = msgspec.msgpack.Decoder(list[KeptSpot])
_FILES: Final = msgspec.msgpack.Decoder(list[KeptFile])
_ENTITIES: Final[msgspec.msgpack.Decoder[Sequence[Record]]] = msgspec.msgpack.Decoder(list[Entity], dec_hook=_edtf)
_DECODERS: Final[dict[str, msgspec.msgpack.Decoder[Sequence[Record]]]] = {
    "source": msgspec.msgpack.Decoder(list[Source], dec_hook=_edtf),
    "claim": msgspec.msgpack.Decoder(list[Claim], dec_hook=_edtf),
}
