"""The outlines that maps are drawn on: Natural Earth's, at three scales, each read when the first map asks for it.

A map is drawn from the coarsest file that has all that can be seen on it. As a file was read, it is kept for the next
run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path

from ..keeping import digest, keep, kept, program
from .ground import Ground
from .mercator import Box
from .shapes import Shapes
from .topology import read_topology

PACKAGE = "world-atlas"
FILES = {"countries-110m.json": 120, "countries-50m.json": 30, "countries-10m.json": 0}
"""The files, coarse to fine, and how many units must be the least that can be seen for one to be fine enough."""

Read = Callable[[str], bytes]


class Outlines:
    """Land and borders of the whole earth."""

    def __init__(self, load: Callable[[str], Ground], digest: Callable[[], bytes]) -> None:
        """Read nothing yet: `load` is asked for each file once, when a map first needs it."""
        self._load = cache(load)
        self._digest = digest

    @cached_property
    def digest(self) -> bytes:
        """What tells other outlines from these."""
        return self._digest()

    def within(self, box: Box, seen: float) -> Shapes:
        """Return what lies in a box, as fine as is of use where so many units are the least that can be seen."""
        return self._load(next(name for name, least in FILES.items() if seen >= least)).within(box)

    def load(self) -> None:
        """Read everything now, so that processes forked from this one need not."""
        for name in FILES:
            self._load(name)

    def __reduce__(self) -> tuple[object, ...]:
        """Take what was read along to another process."""
        return _sent, ({name: self._load(name) for name in FILES}, self.digest)


def outlines(read: Read, folder: Path) -> Outlines:
    """Return the outlines in the files that `read` gives: as a run before kept them in a folder, else read anew."""

    def load(name: str) -> Ground:
        data = read(name)
        path, key = folder / f"{name}.kept", digest(program(("geography",)), data)
        if known := kept(path, key):
            return Ground.of(known)
        made = read_topology(data)
        with suppress(OSError):  # it is made anew each time, then
            folder.mkdir(parents=True, exist_ok=True)
        keep(path, key, made.kept())
        return made

    return Outlines(load, lambda: digest(*map(read, FILES)))


def _sent(files: Mapping[str, Ground], digest: bytes) -> Outlines:
    return Outlines(files.__getitem__, lambda: digest)


NO_OUTLINES = Outlines(lambda _: Ground((), ()), lambda: b"")
