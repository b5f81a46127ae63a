"""Says what a finished build left: written last and removed first, so it never lies."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path

from .files import Entry

_MANIFEST_HEAD = "manifest 1"


def write_manifest(path: Path, entries: Iterable[Entry]) -> None:
    rows = sorted(entries, key=attrgetter("address"))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{_MANIFEST_HEAD}\n")
        file.writelines(f"{row.size} {row.key} {row.address}\n" for row in rows)
        file.write(f"end {len(rows)}\n")


def read_manifest(path: Path) -> tuple[dict[str, Entry], int]:
    """Return what a finished build left, by address, and when (in ns); nothing where it is not whole."""
    rows, finished = _rows(path)
    return {address: Entry(address, size, key) for address, key, size in rows}, finished


def read_sizes(path: Path) -> tuple[dict[str, int], int]:
    """Return the sizes of the files that a finished build left, in bytes, and when; nothing where it is not whole."""
    rows, finished = _rows(path)
    return {address: size for address, _, size in rows}, finished


def _rows(path: Path) -> tuple[list[tuple[str, str, int]], int]:
    try:
        head, *lines, end, rest = path.read_text(encoding="utf-8").split("\n")
        finished = path.stat().st_mtime_ns
        split = [line.split(" ", 2) for line in lines]
        rows = [(address, key, int(size)) for size, key, address in split]
    except (OSError, ValueError):
        return [], 0
    whole = head == _MANIFEST_HEAD and end == f"end {len(lines)}" and not rest
    return (rows, finished) if whole else ([], 0)
