"""Bytes → text, without characters that break YAML, and with a warning for those that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from ..problems import Problem, Spot

LINE_END = re.compile(r"\r\n?|\n")
# What YAML forbids, and the three characters more that it reads as line ends though no editor shows them so.
FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What hides words from a reviewer or turns their order round. The joiners and direction marks that Persian, Arabic
# and Hebrew need are not among them.
UNSEEN = re.compile(
    "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_UTF_16 = re.compile(rb"\xff\xfe|\xfe\xff|\0[^\0]|[^\0]\0", re.DOTALL)
_ORDINARY = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
_SAVE = "save the file again, as UTF-8"
_TAKE_OUT = "take it out of the folder, or write it as text, in UTF-8"


def text_of(file: str, data: bytes, max_bytes: int) -> tuple[str | None, list[Problem]]:
    """Return the text that the bytes hold, None where it cannot be read on, and what is wrong with its characters."""
    if len(data) > max_bytes:
        message = f"the file has {len(data):,} bytes; at most {max_bytes:,} are read"
        hint = "split it into several files, or raise `max_file_bytes` in mkdocs.yml, under `extra: dossier:`"
        return None, [Problem("Y002", "error", Spot(file), message, hint)]
    if _is_utf_16(data):
        return None, [Problem("Y001", "error", Spot(file), "the file is written in UTF-16, not in UTF-8", _SAVE)]
    try:
        text = data.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            return None, [
                Problem(
                    "Y001", "error", Spot(file), "the file holds no text: it may be a picture or an archive", _TAKE_OUT
                )
            ]
        return None, [_not_utf_8(file, error, data)]
    # Nearly all characters are letters of ASCII, which need no look at each.
    others = data.removeprefix(BOM_UTF8).translate(None, _ORDINARY).decode("utf-8")
    if not FORBIDDEN.search(others) and not UNSEEN.search(others):
        return text, []
    forbidden = forbidden_in(file, text)
    unseen = [] if text.isascii() else [_unseen(spot, found) for spot, found in _found(file, text, UNSEEN)]
    return None if forbidden else text, forbidden + unseen


def _is_utf_16(data: bytes) -> bool:
    """Tell whether the bytes look like text in UTF-16; what begins alike and has zeros within is no text at all."""
    if not _UTF_16.match(data):
        return False
    by_mark = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return "\0" not in data.decode("utf-16" if by_mark else "utf-16-le" if data[0] else "utf-16-be", "replace")


def forbidden_in(file: str, text: str) -> list[Problem]:
    """Return a problem for each line that holds a character that no file may hold."""
    return [_forbidden(spot, found) for spot, found in _found(file, text, FORBIDDEN)]


def named(character: str) -> str:
    """Return a character's number and name, for one that cannot be printed."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _not_utf_8(file: str, error: UnicodeDecodeError, data: bytes) -> Problem:
    """Say where the first byte stands that is not UTF-8."""
    lines = LINE_END.split(error.object[: error.start].decode("utf-8"))
    offset = len(data) - len(error.object) + error.start
    message = f"the byte 0x{data[offset]:02X} at offset {offset:,} (line {len(lines)}) is not UTF-8"
    return Problem("Y001", "error", Spot(file, len(lines), len(lines[-1]) + 1), message, _SAVE)


def _found(file: str, text: str, pattern: re.Pattern[str]) -> list[tuple[Spot, str]]:
    """Return the first such character of each line that holds any."""
    if not pattern.search(text):
        return []
    lines = enumerate(LINE_END.split(text), 1)
    return [(Spot(file, n, found.start() + 1), found[0]) for n, line in lines if (found := pattern.search(line))]


def _forbidden(spot: Spot, character: str) -> Problem:
    message = f"the control character {named(character)} is not allowed"
    return Problem("Y003", "error", spot, message, "delete it; where a new line is meant, press Enter")


def _unseen(spot: Spot, character: str) -> Problem:
    number = ord(character)
    escape = f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"
    hint = f"delete it, or make it visible: in double quotes, write it {escape}"
    return Problem("Y004", "warning", spot, f"a character that cannot be seen: {named(character)}", hint)
