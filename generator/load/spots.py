"""Where things stand in data files, kept as long as these say what they say.

Most sites have the same warnings for a long time. To tell their lines, each of these files would be parsed once more in
every run. This module refuses to know how a place is found.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from .. import keeping
from ..model import Path as RecordPath
from ..model.kept import KeptSpot, read_spots, written
from ..problems import Spot

NAME: Final = "spots.kept"
_Asked = tuple[str, bytes, RecordPath, bool]


class Spots:
    """What was asked for in this run, and in the one before."""

    def __init__(self, folder: Path | None = None) -> None:
        """Look up what this version of the program kept in a folder, if there is one."""
        self._path = folder / NAME if folder else None
        self._key = keeping.digest(keeping.program(("",)))
        kept = read_spots(keeping.kept(self._path, self._key)) if self._path else []
        self._before = {
            (each.file, each.content, each.path, each.key): Spot(each.file, each.line, each.column, each.width)
            for each in kept
        }
        self._now: dict[_Asked, Spot] = {}

    def of(self, file: str, content: bytes, path: RecordPath, *, key: bool, look: Callable[[], Spot]) -> Spot:
        """Return the spot of a path (or of its `key`) in a file whose bytes have a digest; who does not know it looks.

        What is not in the file at all has the spot of the nearest thing around it.
        """
        asked = file, content, path, key
        self._now[asked] = spot = self._before.get(asked) or self._now.get(asked) or look()
        return spot

    def settle(self) -> None:
        """Keep for the next run what was asked for in this one, and nothing else."""
        if self._now != self._before and self._path and keeping.time_of(self._path):
            keeping.keep(self._path, self._key, written(_kept(*each) for each in self._now.items()))
        self._before, self._now = self._now, {}


def _kept(asked: _Asked, spot: Spot) -> KeptSpot:
    file, content, path, key = asked
    return KeptSpot(file, content, path, key=key, line=spot.line, column=spot.column, width=spot.width)
