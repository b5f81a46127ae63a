"""Some of all records: those that rules go over, and the others, which they only find when they ask for them.

So a part of a corpus is judged in the time that the part takes, whomever its records name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, TypeVar

R = TypeVar("R")


class Some(dict[str, R]):
    """Records under their ids, of which those of `own` ids are gone over, and those of other ids `found`."""

    def __init__(self, records: Mapping[str, R], own: Iterable[str], found: Iterable[str]) -> None:
        """Take them from all records, as far as they are there; the own ones are gone over in this order."""
        super().__init__((id, records[id]) for id in chain(own, found) if id in records)
        self._own = {id: self[id] for id in own if id in records}

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)

    def keys(self) -> Any:
        """Return the ids of those that are gone over."""
        return self._own.keys()

    def values(self) -> Any:
        """Return those that are gone over."""
        return self._own.values()

    def items(self) -> Any:
        """Return those that are gone over, each with its id."""
        return self._own.items()


def every(records: Mapping[str, R]) -> Iterable[R]:
    """Return all records that can be asked for, be they gone over or not."""
    return dict.values(records) if isinstance(records, Some) else records.values()
