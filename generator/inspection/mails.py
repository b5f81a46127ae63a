"""Takes apart a letter, or a page that a browser kept whole as one: its subject, and each of its parts as it reads.

Their bytes are written as letters and figures that travel well, in which nobody finds a word. It judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

_SUFFIXES = (".eml", ".mht", ".mhtml")
_TEXTS = {"text/html": ".html", "text/plain": ".txt"}


def is_mail(name: str) -> bool:
    """Tell by the name of a file whether it is a letter."""
    return name.lower().endswith(_SUFFIXES)


def parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the subject of a letter, and each of its parts with a name, texts in UTF-8."""
    letter = message_from_bytes(data)
    yield f"{name}/subject.txt", _subject(letter).encode("utf-8", "replace")
    for number, part in enumerate(letter.walk()):
        found = part.get_payload(decode=True)
        if isinstance(found, bytes):
            kind = part.get_content_type()
            text = _in_utf8(found, part) if kind.startswith("text/") else found
            called = part.get_filename() or f"part-{number}{_TEXTS.get(kind, '')}"
            yield f"{name}/{called}", text


def _subject(letter: Message) -> str:
    written = str(letter.get("Subject", ""))
    try:
        return str(make_header(decode_header(written)))
    except (HeaderParseError, LookupError, UnicodeError):
        return written


def _in_utf8(data: bytes, part: Message) -> bytes:
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace").encode()
    except LookupError:  # no such encoding
        return data
