"""Days of the past that lie later than the newest commit: a mistyped year tells of a day that is still to come.

A build has no clock, so that it gives the same whenever it runs. What was committed was written before that, and no
past act in it can be later; a day more is left for clocks and time zones. A file that is not as it was committed is
being worked on, perhaps years later, and nothing is told of it. Nor is anything told of what may well lie ahead: plans
and intents, what a source says of a state, words of quotes, and until when something holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from . import gitlog
from .corpus import Corpus
from .dates import after, parse
from .gitlog import NoGitError
from .model import Assessment, Claim, Entity, Publisher, Retirement, Retraction, Seen, Snapshot, Source
from .model import Path as RecordPath
from .problems import Problem, Spot
from .proofs import LOCK

CODE = "G113"
_DONE = ("act", "denial")
"""The modes of claims that are dated by something that happened."""
_PLANNED = "correct it; what is only planned or announced is a claim of mode `plan` or `intent`"
_PROVEN = "delete the line, and run `dossier check --prove` where the copy is"
_GRACE = datetime.timedelta(days=1)
"""So far ahead the clock of somebody else may be, and with it the month or the year."""
Stated = tuple[str, RecordPath, object]
"""When something was done: the record that says so, where in it, and the day."""


class Locate(Protocol):
    """Says where a path of a record stands in its file."""

    def __call__(self, id: str, path: RecordPath = (), *, key: bool = False) -> Spot:
        """Return the spot of the value."""


def judge_foredated(site: Path, corpus: Corpus, locate: Locate) -> list[Problem]:
    """Return a problem for each day of something done that was still to come when it was committed."""
    try:
        head = gitlog.head(site).commit
        day = gitlog.day_of(site, head)
        last = (datetime.date.fromisoformat(day) + _GRACE).isoformat()
        found = [(id, path, date) for id, path, date in _done(corpus) if _is_later(date, last)]
        proven = [proof for proof in corpus.proofs.all if _is_later(proof.on, last)]
        homes = {id: corpus.homes[id] for id, _, _ in found if id in corpus.homes}
        files = {home.of(path).file for id, path, _ in found if (home := homes.get(id))}
        clean = gitlog.as_committed(site, head, sorted(files | ({LOCK} if proven else set())))
    except (NoGitError, OverflowError):  # no day is later than the last of the calendar
        return []
    stated = [(locate(id, path), date, _PLANNED) for id, path, date in found
              if id in homes and homes[id].of(path).file in clean]  # fmt: skip
    stated += [(Spot(LOCK, proof.line, 1), proof.on, _PROVEN) for proof in proven if LOCK in clean]
    return [
        Problem(CODE, "warning", spot, f"{date} had not come when this was committed (by {day})", hint)
        for spot, date, hint in stated
    ]


def _is_later(date: object, day: str) -> bool:
    # Most dates are of earlier years, which their first signs tell.
    return isinstance(date, str) and not date[:4] < day[:4] and after(parse(date), parse(day))


def _done(corpus: Corpus) -> Iterator[Stated]:
    for source in corpus.sources.values():
        yield from _of_source(source)
    for claim in corpus.claims.values():
        yield from _of_claim(claim)
    for entity in corpus.entities.values():
        yield from _of_entity(entity)


def _of_source(source: Source) -> Iterator[Stated]:
    for name in ("published", "modified", "accessed"):
        yield source.id, (name,), getattr(source, name)
    for place, copy in enumerate(source.archived if isinstance(source.archived, tuple) else ()):
        yield source.id, ("archived", place, "captured"), copy.captured
    if isinstance(source.snapshot, Snapshot):
        yield source.id, ("snapshot", "captured"), source.snapshot.captured


def _of_claim(claim: Claim) -> Iterator[Stated]:
    if claim.mode in _DONE:
        yield claim.id, ("date",), claim.date
    if isinstance(claim.seen, Seen):
        yield claim.id, ("seen", "first"), claim.seen.first
        yield claim.id, ("seen", "last"), claim.seen.last
    if isinstance(claim.assessment, Assessment):
        yield claim.id, ("assessment", "on"), claim.assessment.on
    if isinstance(claim.retracted, Retraction):
        yield claim.id, ("retracted", "on"), claim.retracted.on


def _of_entity(entity: Entity) -> Iterator[Stated]:
    yield entity.id, ("died",), entity.died
    if isinstance(entity.publisher, Publisher):
        yield entity.id, ("publisher", "on"), entity.publisher.on
    if isinstance(entity.retired, Retirement):
        yield entity.id, ("retired", "on"), entity.retired.on
