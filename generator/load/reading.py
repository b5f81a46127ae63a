"""Gathers what the files of a site hold: each record under its id, and where every id stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from .. import yamlfile
from ..corpus import Home
from ..model import Claim, Entity, Mended, Record, Source
from ..model.kept import KeptFile
from ..problems import Problem, Spot
from ..readcache import Opened, ReadCache
from ..yamlfile import Document, Limits
from .files import Laid, Part, read_bytes
from .locator import Locator

_ID = re.compile(r"(?<![\w-])id[\"']?\s*:\s*[\"']?([a-z0-9]+(?:-[a-z0-9]+)*)")
R = TypeVar("R")


@dataclass
class Reading:
    """What has been gathered so far: records by id, where each id stands, also that of a faulty record, and problems.

    `twice` holds further uses of an id, `meant` what was meant as an id and is none, each with what can be read of its
    record, `mended` what can be read of those with faults, `unread` the files that could not be followed to their end,
    `overlay` what is still to be laid over a record.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    twice: list[tuple[str, Home]] = field(default_factory=list)
    meant: list[tuple[str, Home, Mended | None]] = field(default_factory=list)
    mended: dict[str, Mended] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    overlay: dict[str, Laid] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def sort(self) -> None:
        """Put the records in the order of their ids."""
        self.entities, self.sources = _in_order(self.entities), _in_order(self.sources)
        self.claims = _in_order(self.claims)


def read_document(root: Path, name: str, limits: Limits, reading: Reading) -> Document | None:
    """Read a file of any content; None, and a problem, where it cannot be read."""
    data, problems = read_bytes(root, name)
    document = None
    if data is not None:
        document, problems = yamlfile.read(name, data, limits)
    reading.problems += problems
    if document is None:
        reading.unread.append(name)
    return document


def ids_in(root: Path, name: str) -> Iterator[str]:
    """Yield what may be ids in a file that cannot be read as YAML, so that nobody takes them for unknown.

    In UTF-16 a zero stands beside each letter of an id.
    """
    data, _ = read_bytes(root, name)
    yield from _ID.findall((data or b"").replace(b"\0", b"").decode("utf-8", "replace"))


def gather(parts: Sequence[Part], reading: Reading, cache: ReadCache | None) -> None:
    """Take in what all files hold; where nearly all is as it was for the last build of this process, only the rest."""
    files, opened = [part.kept for part in parts], cache.opened if cache else None
    last: tuple[list[KeptFile], Reading] | None = opened.gathered if opened else None
    if opened and last and not reading.homes and _hold_the_same_ids(files, last[0]):
        _take_over(files, *last, reading, opened)
    else:
        for part in parts:
            take_in(part, reading, cache)
    if opened:
        opened.gathered = (files, reading) if all(files) and not (reading.twice or reading.unread) else None


def _hold_the_same_ids(files: Sequence[KeptFile | None], then: Sequence[KeptFile]) -> bool:
    """Tell whether files in which nothing is wrong hold records of the same ids, in the same order, as others."""
    return len(files) == len(then) and all(
        now is was or (now and (now.file, now.sort, now.ids) == (was.file, was.sort, was.ids))
        for now, was in zip(files, then, strict=True)
    )


def _take_over(
    files: Sequence[KeptFile | None], before: Sequence[KeptFile], then: Reading, reading: Reading, opened: Opened
) -> None:
    """Take in what was taken in then, and in its place what is in files that say something else now."""
    reading.homes, reading.digests = dict(then.homes), dict(then.digests)
    reading.entities, reading.sources, reading.claims = dict(then.entities), dict(then.sources), dict(then.claims)
    for now, was in zip(files, before, strict=True):
        if now is not was and now is not None:
            _put_in(opened.held(now, _held), reading)


def take_in(part: Part, reading: Reading, cache: ReadCache | None = None) -> None:
    """Take in what a file holds; what was kept of it may be open in the cache."""
    reading.problems += part.problems
    if part.unread:
        reading.unread.append(part.file)
    reading.meant += [(id, Home(part.file, path), part.mended.get(path)) for id, path in part.meant]
    if part.kept and not part.found:
        _take_in_held(cache.held(part.kept, _held) if cache else _held(part.kept), reading)
    for id, path, record in part.found:
        if id is None:
            continue
        over = part.laid.get(id)
        home = Home(part.file, path)
        if over:
            home = Home(part.file, path, dict.fromkeys(over.fields.keys() - {"id"}, over.home))
        if _take_in(id, home, record, part.digests.get(id, b""), reading) and path in part.mended:
            reading.mended[id] = part.mended[path]


class _Held(NamedTuple):
    """What a file holds in which nothing is wrong: its records, of one sort, their homes and their digests."""

    sort: str
    records: dict[str, Record]
    homes: dict[str, Home]
    digests: dict[str, bytes]


def _held(kept: KeptFile) -> _Held:
    homes = {id: Home(kept.file, (place,) if kept.listed else ()) for place, id in enumerate(kept.ids)}
    records, digests = zip(kept.ids, kept.records(), strict=True), zip(kept.ids, kept.digests, strict=True)
    return _Held(kept.sort, dict(records), homes, dict(digests))


def _take_in_held(held: _Held, reading: Reading) -> None:
    """Take in what a file holds, all at once where no id was used before: of most files nothing has changed."""
    if not reading.homes.keys().isdisjoint(held.homes):
        for id, home in held.homes.items():
            _take_in(id, home, held.records[id], held.digests[id], reading)
    else:
        _put_in(held, reading)


def _put_in(held: _Held, reading: Reading) -> None:
    reading.homes.update(held.homes)
    reading.digests.update(held.digests)
    match held.sort:
        case "claim":
            reading.claims.update(cast(dict[str, Claim], held.records))
        case "source":
            reading.sources.update(cast(dict[str, Source], held.records))
        case _:
            reading.entities.update(cast(dict[str, Entity], held.records))


def _take_in(id: str, home: Home, record: Record | None, digest: bytes, reading: Reading) -> bool:
    """Take in a record, or that it has faults, and tell whether its id was not used before."""
    if reading.homes.setdefault(id, home) is not home:
        reading.twice.append((id, home))
        return False
    if record is not None:
        reading.digests[id] = digest
    match record:
        case Entity():
            reading.entities[id] = record
        case Source():
            reading.sources[id] = record
        case Claim():
            reading.claims[id] = record
    return True


def ids_used_twice(reading: Reading, locate: Locator) -> Iterator[Problem]:
    """Yield each further use of an id, with the place of the first."""
    for id, home in reading.twice:
        yield used_twice(id, locate(id, ("id",)), locate.in_file(home.file, (*home.path, "id")))


def _in_order(records: dict[str, R]) -> dict[str, R]:
    ids = sorted(records)
    return records if ids == list(records) else {id: records[id] for id in ids}


def used_twice(id: str, first: Spot, further: Spot) -> Problem:
    """Return that an id was used before."""
    message = f'the id "{id}" is used twice; first in {first.file}, line {first.line}'
    return Problem("M109", "error", further, message, "an id is used once in the whole site, whatever the type")
