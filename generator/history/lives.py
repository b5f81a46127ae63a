"""Which revisions are those of one record: under each id that it had, one after the other, and of those that became it.

Who lists an id under `formerly` says either that a record has another id now, or that it was merged into one that was
there beside it: git knows which. It refuses to know what a value means.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..revisions import Fields, Revision, Revisions


class Life(NamedTuple):
    """What git has of one record: the ids that it had, the first one first, and how it changed, the oldest first.

    One that was `merged` stood beside the claim in which it ended.
    """

    ids: tuple[str, ...]
    revisions: tuple[Revision, ...]
    merged: bool = False

    @property
    def last(self) -> Fields:
        """What the record said last; nothing where it never changed."""
        end = self.revisions[-1:]
        return end[0].after or end[0].before or {} if end else {}


def known_as(revisions: Revisions, life: Life, step: int) -> str:
    """Return the id that a record had at a step."""
    return [id for id in life.ids if revisions.first.get(id, math.inf) <= step or id == life.ids[0]][-1]


def lives(revisions: Revisions, id: str, formerly: Sequence[str], sort: str = "claim") -> tuple[Life, ...]:
    """Return the life of a record of one sort, and behind it those of the records that were merged into it."""
    left = [old for old in dict.fromkeys(formerly) if revisions.sorts.get(old) == sort]
    found = [_life(revisions, id, left)]
    while left:
        last = max(left, key=lambda old: _end(revisions, old))
        left.remove(last)
        found.append(_life(revisions, last, left)._replace(merged=True))
    return tuple(found)


def _life(revisions: Revisions, id: str, left: list[str]) -> Life:
    """Return the life that ends under an id; the ids that it had before are taken out of those that are `left`."""
    ids = [id]
    while before := _before(revisions, ids[0], left):
        left.remove(before)
        ids.insert(0, before)
    return Life(tuple(ids), tuple(sorted(_joined(revisions, ids), key=lambda revision: revision.step)))


def _before(revisions: Revisions, id: str, left: Sequence[str]) -> str:
    """Return the id that was gone last when this one began; "" where none was. One may not have been committed yet."""
    begin = revisions.first.get(id, math.inf)
    return max((old for old in left if _end(revisions, old) <= begin), key=lambda old: _end(revisions, old), default="")


def _end(revisions: Revisions, id: str) -> float:
    """Return the step in which a record was gone for good; infinity where it is there still."""
    changed = revisions.changed.get(id, ())
    return changed[-1].step if changed and changed[-1].after is None else math.inf


def _joined(revisions: Revisions, ids: Sequence[str]) -> Iterator[Revision]:
    """Yield the revisions under all ids: where one id ends and the next begins is one change of the record."""
    end: Revision | None = None
    for id in ids:
        own = list(revisions.changed.get(id, ()))
        start = own.pop(0) if own and own[0].before is None and own[0].step == revisions.first[id] else None
        if end:
            value = start.after if start else own[0].before if own else end.before
            yield Revision(max(end.step, revisions.first.get(id, 0)), end.before, value)
        end = own.pop() if id != ids[-1] and own and own[-1].after is None else None
        yield from own
