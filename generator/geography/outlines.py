"""The outlines that maps are drawn on, cut into sheets, so that each picture looks at little of them.

A sheet of rank n is two 2**n-ths of the grid wide and high, and the next one begins half a sheet on: whatever is not
wider than half a sheet lies on one as a whole, and no picture has a seam. Sheets are no finer than a picture of that
width can show. They are made once for all places of a site, and kept for the next run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..keeping import digest, keep, kept, program
from .mercator import WORLD, Box
from .shapes import Line, Outline, Shapes
from .topology import read_topology

PACKAGE = "world-atlas"
COARSE, FINE = "countries-110m.json", "countries-10m.json"
FINE_FROM = 2
"""The rank from which sheets are cut out of the finer file."""
FINEST = 8
_SHARPNESS = 3_000
"""What is smaller than this part of half a sheet is left out."""
_STEP = 3
"""How far apart points of the finer file are at least: to simplify it by less is of no use."""
_MARGIN = 1 / 64

Read = Callable[[str], bytes]


class Sheet(NamedTuple):
    """The name of a sheet: its rank, and how many half sheets lie west and north of it."""

    rank: int
    column: int
    row: int

    @property
    def box(self) -> Box:
        """What it shows."""
        half = WORLD >> self.rank
        return Box(self.column * half, self.row * half, 2 * half, 2 * half)

    @property
    def parent(self) -> Sheet:
        """The sheet of the rank before that has all of it."""
        return Sheet(self.rank - 1, self.column // 2, self.row // 2)


def sheet_for(box: Box) -> Sheet:
    """Return the finest sheet that has the whole of a box."""
    size = max(box.width, box.height)
    rank = next((rank for rank in range(FINEST, 0, -1) if WORLD >> rank >= size), 0)
    half = WORLD >> rank
    return Sheet(rank, max(0, int(box.x // half)), max(0, int(box.y // half)))


class Outlines:
    """The sheets that a site needs; `digest` tells what they were made of."""

    def __init__(self, sheets: Mapping[Sheet, str], digest: bytes = b"") -> None:
        """Hold sheets as they are kept; each is read when it is first drawn on."""
        self._sheets = dict(sheets)
        self.digest = digest
        self._shapes = lru_cache(maxsize=64)(self._read)

    def within(self, box: Box, sheet: Sheet) -> Shapes:
        """Return what lies in a box on a sheet; KeyError if that was not among those wanted.

        Without any sheet nothing lies anywhere: maps are then drawn on empty paper.
        """
        return self._shapes(sheet).within(box) if self._sheets else Shapes([], [])

    def _read(self, sheet: Sheet) -> Shapes:
        rings, lines = json.loads(self._sheets[sheet])
        return Shapes.of(map(_pairs, rings), map(_pairs, lines))

    def __reduce__(self) -> tuple[object, ...]:
        """Take the sheets along to another process, and not what was read of them."""
        return Outlines, (self._sheets, self.digest)


NO_OUTLINES = Outlines({})


def outlines(wanted: Iterable[Sheet], read: Read, cache: Path) -> Outlines:
    """Return the wanted sheets: as a run before kept them in the file `cache`, else cut out of what `read` gives."""
    sheets = sorted(set(wanted))
    if not sheets:
        return NO_OUTLINES
    coarse, fine = read(COARSE), read(FINE)
    key = digest(program(("geography",)), coarse, fine)
    lines = kept(cache, key).decode().splitlines()
    known = {Sheet(*map(int, name.split())): text for name, _, text in (line.partition("\t") for line in lines)}
    missing = [sheet for sheet in sheets if sheet not in known]
    if missing:
        cutter = _Cutter(coarse, fine)
        known |= {sheet: cutter.text(sheet) for sheet in missing}
        cache.parent.mkdir(parents=True, exist_ok=True)
        keep(cache, key, "\n".join(f"{' '.join(map(str, s))}\t{known[s]}" for s in sheets).encode())
    return Outlines({sheet: known[sheet] for sheet in sheets}, key)


class _Cutter:
    """Cuts sheets out of the files, each out of the one that has all of it."""

    def __init__(self, coarse: bytes, fine: bytes) -> None:
        self._files = {0: coarse, FINE_FROM: fine}
        self._read: dict[int, Shapes] = {}
        self._whole = lru_cache(maxsize=None)(self._cut)

    def text(self, sheet: Sheet) -> str:
        """Return a sheet as it is kept."""
        tolerance = (WORLD >> sheet.rank) / _SHARPNESS
        shapes = self._whole(sheet)
        if tolerance > _STEP:
            shapes = shapes.simpler(tolerance)
        return json.dumps([list(map(_flat, shapes.rings)), list(map(_flat, shapes.lines))], separators=(",", ":"))

    def _cut(self, sheet: Sheet) -> Shapes:
        # A margin keeps the edges along which rings are closed out of every picture.
        box = sheet.box.wider((WORLD >> sheet.rank) * _MARGIN)
        if sheet.rank in self._files:
            return self._file(sheet.rank).within(box)
        return self._whole(sheet.parent).within(box)

    def _file(self, rank: int) -> Shapes:
        if rank not in self._read:
            self._read[rank] = read_topology(self._files[rank])
        return self._read[rank]


def _flat(outline: Outline) -> list[float]:
    return [number for point in outline.points for number in point]


def _pairs(numbers: list[float]) -> Line:
    return list(zip(numbers[::2], numbers[1::2], strict=True))
