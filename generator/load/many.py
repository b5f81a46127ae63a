"""Reads many data files: those that are kept from an earlier run need no reading, the rest is shared out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from ..model.kept import KeptFile
from ..processes import Processes
from ..readcache import ReadCache
from .files import Part
from .finding import File

FEW = 400
"""Up to so many files one process reads them sooner than several can be started."""


_Read = Callable[[tuple[File, "KeptFile | None"]], Part]


def read_files(files: Iterable[File], read: _Read, cache: ReadCache | None, jobs: int) -> Iterator[Part]:
    """Yield what each file holds, in their order; those that are kept need not be read."""
    files = list(files)
    found = {f.name: cache.look(f.name, f.sort, f.status) for f in files if f.status} if cache else {}
    missing = [
        (file, cache.known(file.name, file.sort) if cache else None) for file in files if not found.get(file.name)
    ]
    parts = _read_all(missing, read, jobs)
    for file in files:
        kept = found.get(file.name)
        if cache and kept:
            cache.leave(kept)
            yield Part(file.name, kept=kept)
            continue
        part = next(parts)
        if cache and part.kept and file.status:
            cache.keep(part.kept, file.status)
        yield part


def _read_all(files: Sequence[tuple[File, KeptFile | None]], read: _Read, jobs: int) -> Iterator[Part]:
    if jobs < 2 or len(files) <= FEW:
        yield from map(read, files)
        return
    with Processes(jobs) as pool:
        yield from pool.map(partial(_read_there, read), files, chunksize=-(-len(files) // (jobs * 8)))


def _read_there(read: _Read, file: tuple[File, KeptFile | None]) -> Part:
    """Read a file in another process: of records, only the bytes are sent."""
    part = read(file)
    return replace(part, found=[], digests={}) if part.kept else part
