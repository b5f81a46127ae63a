"""The numbers of what is read, which it keeps from build to build."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import count, repeat

from .grounds import Read


class Register:
    """Everything that there ever was to read, in the order of its numbers; nothing is taken out.

    It lies in columns, since there is a lot: for each number the collection that the read is of, and its key there.
    What is asked for and is not there gets a negative number, which only this process knows.
    """

    def __init__(self, collections: Iterable[str] = (), keys: Iterable[Hashable] = ()) -> None:
        """Begin with what an earlier run wrote down: as many collections as keys."""
        self._collections = list(collections)
        self._keys = list(keys)
        self._of: dict[str, Numbers] = {}
        for number, (name, key) in enumerate(zip(self._collections, self._keys, strict=True)):
            self.of(name)[key] = number
        self._missed: list[Read] = []
        self._missing: dict[Read, int] = {}

    def __len__(self) -> int:
        """Return how many numbers were given: the next one."""
        return len(self._keys)

    def __iter__(self) -> Iterator[Read]:
        """Yield every read, by its number."""
        return zip(self._collections, self._keys, strict=True)

    def of(self, collection: str) -> Numbers:
        """Return the numbers of what is read of a collection, by its keys there."""
        numbers = self._of.get(collection)
        if numbers is None:
            numbers = self._of[collection] = Numbers(self, collection)
        return numbers

    def enter(self, collection: str, keys: Iterable[Hashable]) -> Numbers:
        """Give a number to each of some keys that has none; return the numbers of the collection."""
        numbers = self.of(collection)
        new = [key for key in dict.fromkeys(keys) if key not in numbers]
        numbers.update(zip(new, count(len(self))))
        self._keys += new
        self._collections += repeat(collection, len(new))
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
        return (self._collections[number], self._keys[number]) if number >= 0 else self._missed[~number]

    def missed(self) -> Iterator[tuple[int, Read]]:
        """Yield what was asked for and was not there, with its number."""
        return ((~place, read) for place, read in enumerate(self._missed))


class Numbers(dict[Hashable, int]):
    """The numbers of what is read of a collection, by its keys there; a key that is not there is one that is missed."""

    __slots__ = ("_name", "_register")

    def __init__(self, register: Register, name: str) -> None:
        """Begin with none."""
        super().__init__()
        self._register = register
        self._name = name

    def __missing__(self, key: Hashable) -> int:
        return self._register.missing((self._name, key))
