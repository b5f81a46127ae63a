"""The numbers of what is read, which it keeps from build to build."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from .grounds import Read

_FEW = 8
"""Fewer keys than these are no sort of keys that several collections might have."""
_SLACK = 1.1
"""So many times the keys of a collection a sort may have by which it takes its numbers."""


class Register:
    """Everything that there ever was to read, in the order of its numbers; nothing is taken out.

    There is a lot of it, but few sorts of keys: those of many a collection are the ids of all claims. So each sort of
    keys is there once, and a collection has a row of numbers for it. A number may be of a key that the collection
    lacks; that is a read like any other of what is not there. What is asked for and has no number gets a negative one,
    which only this process knows.
    """

    def __init__(self, rows: Iterable[tuple[str, Sequence[Hashable]]] = ()) -> None:
        """Begin with the rows that an earlier run wrote down."""
        self._length = 0
        self._starts: list[int] = []
        self._rows: list[tuple[str, Sequence[Hashable]]] = []
        self._of: dict[str, Numbers] = {}
        self._sorts: list[_Sort] = []
        self._missed: list[Read] = []
        self._missing: dict[Read, int] = {}
        for collection, keys in rows:
            self._give(self.of(collection), keys, written=True)

    def __len__(self) -> int:
        """Return how many numbers were given: the next one."""
        return self._length

    def __iter__(self) -> Iterator[Read]:
        """Yield every read, by its number."""
        return ((collection, key) for collection, keys in self._rows for key in keys)

    def rows(self) -> Iterator[tuple[str, Sequence[Hashable]]]:
        """Yield collections with the keys that got numbers in a row, in their order; equal ones are the same."""
        return iter(self._rows)

    def of(self, collection: str) -> Numbers:
        """Return the numbers of what is read of a collection, by its keys there."""
        numbers = self._of.get(collection)
        if numbers is None:
            numbers = self._of[collection] = Numbers(self, collection)
        return numbers

    def enter(self, collection: str, keys: Iterable[Hashable]) -> Numbers:
        """Give a number to each of some keys that has none; return the numbers of the collection."""
        numbers = self.of(collection)
        # Not by a difference of sets, which goes through all that have a number: mostly there is a single key.
        places, more = numbers.places, numbers.more
        new = [key for key in dict.fromkeys(keys) if key not in places and key not in more]
        if new:
            self._give(numbers, new)
        return numbers

    def number(self, read: Read) -> int:
        """Return the number of a read; one that had none gets the next."""
        name, key = read
        number = self.of(name).get(key)
        return self.enter(name, [key])[key] if number is None else number

    def missing(self, read: Read) -> int:
        """Return the number of what is not there: that of an earlier run, else a negative one."""
        name, key = read
        number = self.of(name).get(key)
        if number is None:
            number = self._missing.setdefault(read, ~len(self._missed))
            self._missed += [read] if number == ~len(self._missed) else []
        return number

    def name(self, number: int) -> Read:
        """Return what has a number."""
        if number < 0:
            return self._missed[~number]
        row = bisect_right(self._starts, number) - 1
        collection, keys = self._rows[row]
        return collection, keys[number - self._starts[row]]

    def missed(self) -> Iterator[tuple[int, Read]]:
        """Yield what was asked for and was not there, with its number."""
        return ((~place, read) for place, read in enumerate(self._missed))

    def _give(self, numbers: Numbers, keys: Sequence[Hashable], *, written: bool = False) -> None:
        """Give the next numbers to keys that have none; what was `written` down is a row as it is."""
        if numbers.places or len(keys) < _FEW:
            numbers.more.update(zip(keys, count(self._length)))
        else:
            sort = self._sort(keys, numbers.more, written)
            numbers.begin, numbers.places, keys = self._length, sort.places, sort.keys
        last = self._rows[-1] if self._rows else ("", ())
        if last[0] == numbers.name and isinstance(last[1], list):
            last[1].extend(keys)
        else:
            self._starts.append(self._length)
            self._rows.append((numbers.name, keys if isinstance(keys, tuple) else list(keys)))
        self._length += len(keys)

    def _sort(self, keys: Sequence[Hashable], other: Iterable[Hashable], written: bool) -> _Sort:
        """Return the sort of some keys: in this very order where they were `written`, else one that has them all.

        It has no `other` keys, which have a number already.
        """
        for sort in self._sorts:
            if sort.keys == keys if written else sort.fits(keys) and not any(map(sort.places.__contains__, other)):
                return sort
        whole = tuple(keys)
        self._sorts.append(_Sort(whole, {key: place for place, key in enumerate(whole)}))
        return self._sorts[-1]


class _Sort(NamedTuple):
    """Keys that several collections have, and the place of each."""

    keys: tuple[Hashable, ...]
    places: Mapping[Hashable, int]

    def fits(self, keys: Sequence[Hashable]) -> bool:
        """Tell whether some keys are of this sort, and nearly all of it."""
        return len(keys) <= len(self.keys) <= _SLACK * len(keys) and all(map(self.places.__contains__, keys))


class Numbers:
    """The numbers of what is read of a collection, by its keys there; a key that is not there is one that is missed.

    They begin somewhere and go by the `places` of keys; `more` are those of keys that came later.
    """

    __slots__ = ("_register", "begin", "more", "name", "places")

    def __init__(self, register: Register, name: str) -> None:
        """Begin with none."""
        self._register = register
        self.name = name
        self.begin = 0
        self.places: Mapping[Hashable, int] = {}
        self.more: dict[Hashable, int] = {}

    def __getitem__(self, key: Hashable) -> int:
        number = self.get(key)
        return self._register.missing((self.name, key)) if number is None else number

    def __contains__(self, key: Hashable) -> bool:
        return key in self.places or key in self.more

    def get(self, key: Hashable) -> int | None:
        """Return the number of a key; None where it has none."""
        place = self.places.get(key)
        return self.more.get(key) if place is None else self.begin + place

    def values(self) -> Iterator[int]:
        """Yield all numbers."""
        return chain(range(self.begin, self.begin + len(self.places)), self.more.values())
