"""Says what a finished build left: written last and removed first, so it never lies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .files import Entry

_MANIFEST_HEAD = "manifest 1"


def write_manifest(path: Path, entries: Iterable[Entry]) -> None:
    rows = sorted((entry.address, entry.key, entry.size) for entry in entries)
    lines = [f"{size} {key} {address}" for address, key, size in rows]
    path.write_text("\n".join([_MANIFEST_HEAD, *lines, f"end {len(lines)}", ""]), encoding="utf-8")


def read_manifest(path: Path) -> tuple[dict[str, Entry], int]:
    """Return what a finished build left, by address, and when (in ns); nothing where it is not whole."""
    try:
        head, *lines, end, rest = path.read_text(encoding="utf-8").split("\n")
        finished = path.stat().st_mtime_ns
        rows = [line.split(" ", 2) for line in lines]
        known = {address: Entry(address, int(size), key) for size, key, address in rows}
    except (OSError, ValueError):
        return {}, 0
    whole = head == _MANIFEST_HEAD and end == f"end {len(lines)}" and not rest
    return (known, finished) if whole else ({}, 0)
