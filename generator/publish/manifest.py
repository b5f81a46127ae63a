"""Says what a finished build left: written last and removed first, so it never lies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path
from sys import intern

from .. import ordinary
from .files import Entry

_MANIFEST_HEAD = "manifest 1"


def write_manifest(path: Path, entries: Iterable[Entry]) -> None:
    rows = sorted(entries, key=attrgetter("address"))
    path.unlink(missing_ok=True)  # whatever it is
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{_MANIFEST_HEAD}\n")
        file.writelines(f"{row.size} {row.key} {row.address}\n" for row in rows)
        file.write(f"end {len(rows)}\n")


def read_manifest(path: Path) -> tuple[dict[str, Entry], int]:
    """Return what a finished build left, by address, and when (in ns); nothing where it is not whole."""
    lines, finished = read_lines(path)
    try:
        return {entry.address: entry for entry in map(_entry, lines)}, finished
    except ValueError:
        return {}, 0


class Listed:
    """What a finished build left, looked up by address: who asks for some files need not read of all.

    `finished` is when, in ns.
    """

    def __init__(self, path: Path) -> None:
        """Take the list of a build's files; nothing where it is not whole."""
        self._lines, self.finished = read_lines(path)

    def get(self, address: str) -> Entry | None:
        """Return how a file was left, if it was."""
        try:
            place = bisect_left(self._lines, address, key=_address)
            entry = _entry(self._lines[place])
        except (ValueError, IndexError):
            return None
        return entry if entry.address == address else None


def read_lines(path: Path) -> tuple[list[str], int]:
    """Return the lines of what a finished build left, one for each file, and when; nothing where it is not whole."""
    try:
        head, *lines, end, rest = ordinary.read_text(path).split("\n")
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


def _entry(line: str) -> Entry:
    size, key, address = line.split(" ", 2)
    return Entry(address, int(size), intern(key))  # files that were made in one build have the same


def _address(line: str) -> str:
    return line.split(" ", 2)[2]
