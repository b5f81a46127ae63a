"""Looks into files that hold files: archives, documents of an office, e-books, letters. Says of others that nobody can.

What is held is read as the text that it is. A document of an office parts words by elements wherever their looks
change, so its paragraphs are what counts. It judges nothing.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain

from .mails import is_mail, parts

_MOST = 100_000_000
"""So many bytes are unpacked of one file at most: a small one can hold more than any disk."""
_LEAST = 1_000
"""So many bytes each file counts at least: one that holds a million of them takes long, be they empty."""
_DEEPEST = 4
_ZIP, _GZIP, _TAR, _TAR_AT = b"PK\x03\x04", b"\x1f\x8b", b"ustar", 257
_CLOSED = {
    b"%PDF-": "a PDF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "a document of an office, of an old kind",
    b"{\\rtf": "rich text",
    b"7z\xbc\xaf\x27\x1c": "an archive (7z)",
    b"Rar!\x1a\x07": "an archive (RAR)",
    b"\xfd7zXZ\0": "an archive (xz)",
    b"BZh": "an archive (bzip2)",
    b"\x28\xb5\x2f\xfd": "an archive (zstd)",
    b"SQLite format 3\0": "a database",
    b"PAR1": "a table (Parquet)",
}
_SIGNS = (_ZIP, _GZIP, *_CLOSED)
_MARKUP = (".xml", ".html", ".htm", ".xhtml", ".xht", ".rels", ".opf", ".ncx", ".fodt", ".fods", ".kml", ".svg")
_PARAGRAPH = re.compile(
    r"</(?:\w+:)?(?:p|h\d?|li|t[dhr]|row|si|item|section|div|loc|name|placemark|title|table-cell)\s*>", re.IGNORECASE
)
_BREAK = re.compile(r"<(?:\w+:)?(?:br|cr|tab|line-break|s)\b[^<>]*/>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(r"=\"([^\"<>]{20,})\"|='([^'<>]{20,})'")
"""An attribute long enough to say something, such as what a picture shows."""
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError,
)  # fmt: skip
"""What comes of an archive that is damaged, encrypted, or packed in a way that Python does not know."""


class ClosedError(Exception):
    """A file cannot be looked into: its name, and what it is or has."""

    def __init__(self, name: str, what: str) -> None:
        """Say of a file what it is or has."""
        super().__init__(name, what)
        self.name = name
        self.what = what


def is_packed(name: str, data: bytes) -> bool:
    """Tell by its first signs, or as a letter, whether a file holds others, or text that is not written as such."""
    return data.startswith(_SIGNS) or data.startswith(_TAR, _TAR_AT) or is_mail(name)


def held(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file that a packed one holds; ClosedError where that cannot be told."""
    room = _MOST
    for inner, found in _unpacked(name, data, _DEEPEST):
        room -= max(len(found), _LEAST)
        if room < 0:
            raise ClosedError(name, f"has more than {_MOST:,} bytes when it is unpacked")
        yield inner, found


def said(name: str, data: bytes) -> bytes:
    """Return what a file says that another one holds: of markup the words, with a blank line behind each paragraph."""
    if not name.lower().endswith(_MARKUP):
        return data
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", "replace")
    values = chain.from_iterable(_VALUE.findall(text))
    words = _TAG.sub("", _BREAK.sub(" ", _PARAGRAPH.sub("\n\n", text)))
    return html.unescape("\n\n".join([words, *filter(None, values)])).encode("utf-8", "surrogatepass")


def _unpacked(name: str, data: bytes, deeper: int) -> Iterator[tuple[str, bytes]]:
    for sign, kind in _CLOSED.items():
        if data.startswith(sign):
            raise ClosedError(name, f"is {kind}")
    if not is_packed(name, data):
        yield name, data
    elif not deeper:
        raise ClosedError(name, "is an archive in archives")
    else:
        try:
            for inner, found in _members(name, data):
                yield from _unpacked(inner, found, deeper - 1)
        except _BROKEN as error:
            raise ClosedError(name, "is an archive that is damaged or encrypted") from error


def _members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                with archive.open(member) as packed:
                    yield f"{name}/{member.filename}", packed.read(_MOST + 1)
    elif data.startswith(_GZIP):
        yield from _unzipped(name.removesuffix(".gz"), data)
    elif is_mail(name):
        yield from parts(name, data)
    else:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tape:
            for item in tape:
                file = tape.extractfile(item) if item.isfile() else None
                yield f"{name}/{item.name}", file.read(_MOST + 1) if file else b""


def _unzipped(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield all that gzip packed, be it in several parts, before it is told that some of it is damaged."""
    whole = io.BytesIO()
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
        try:
            while whole.tell() <= _MOST and (piece := packed.read1(_MOST)):
                whole.write(piece)
        finally:
            yield name, whole.getvalue()
