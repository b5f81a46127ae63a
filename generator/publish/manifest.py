"""Says what a finished build left: written last and removed first, so it never lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def read_lines(path: Path) -> tuple[list[str], int]:
    """Return the lines of what a finished build left, one for each file, and when; nothing where it is not whole."""
    try:
        head, *lines, end, rest = path.read_text(encoding="utf-8").split("\n")
        finished = path.stat().st_mtime_ns
    except (OSError, ValueError):
        return [], 0
    whole = head == _MANIFEST_HEAD and end == f"end {len(lines)}" and not rest
    return (lines, finished) if whole else ([], 0)


def sizes_in(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the address of each file, and its size in bytes; ValueError where a line tells none."""
    for line in lines:
        size, _, address = line.split(" ", 2)
        yield address, int(size)


def _rows(path: Path) -> tuple[list[tuple[str, str, int]], int]:
    lines, finished = read_lines(path)
    try:
        split = [line.split(" ", 2) for line in lines]
        return [(address, key, int(size)) for size, key, address in split], finished
    except ValueError:
        return [], 0
