"""Draws the picture that messengers show beside a link: three statements, each with its caveat, and no word.

It shows no claim, so it is the same for every page. A site replaces it by `templates/assets/preview.png` of its own.
Run `python -m scripts.preview` to draw it again after a change.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

FILE = Path(__file__).parents[1] / "templates" / "assets" / "preview.png"
WIDTH, HEIGHT = 1200, 630
PAPER, INK, QUIET, RULE, DOUBT_TINT, DOUBT = range(6)
COLOURS = ("ffffff", "1c1b19", "8a867c", "8a867c", "fcf6e8", "673f00")
Box = tuple[int, int, int, int, int]
"""Left, top, width, height, and the number of a colour."""


def boxes() -> Iterator[Box]:
    """Yield what is drawn, in its order: for each statement its start line, its words and its caveat."""
    for place, dash in enumerate((150, 30, 10)):
        top = 60 + place * 180
        for at in range(0, 150, dash if dash == 150 else 2 * dash):
            yield 120, top + at, 10, min(dash, 150 - at), RULE
        yield 160, top, 300, 14, QUIET
        yield 160, top + 34, 880 - 140 * place, 30, INK
        yield 160, top + 84, 920, 66, DOUBT_TINT
        yield 180, top + 108, 170, 18, DOUBT
        yield 366, top + 108, 620 - 90 * place, 18, QUIET


def drawn() -> bytes:
    """Return the picture as PNG, with a palette of its own."""
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    for left, top, width, height, colour in boxes():
        for row in rows[top : top + height]:
            row[left : left + width] = bytes([colour]) * width
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    header = struct.pack(">2I5B", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    palette = bytes.fromhex("".join(COLOURS))
    parts = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    FILE.write_bytes(drawn())
