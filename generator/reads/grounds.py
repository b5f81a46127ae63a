"""What something was made of: the numbers of what was read for it."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import Any, Final, Generic, TypeVar

from ..keeping import DIGEST_SIZE

Read = tuple[str, Hashable]
"""What was read: a collection, and the key there."""
ALL: Final = "*"
"""Stands for the whole of a collection."""
NUMBER: Final = "I"
"""The type of a read's number in an array."""
ABSENT: Final = bytes(DIGEST_SIZE)
"""The digest of what is not there."""
V = TypeVar("V")


class Ground:
    """What something is made of while it is being made: numbers of reads, and what was kept and is used for it."""

    __slots__ = ("kept", "noted")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.noted: set[int] = set()
        self.kept: set[Kept[Any]] = set()

    @property
    def reads(self) -> set[int]:
        """The numbers of all that was read for it; ask when it is made."""
        if self.kept:
            self.noted.update(*[one.reads for one in self.kept])
            self.kept.clear()
        return self.noted


class Kept(Generic[V]):
    """What was worked out once, and the numbers of all that was read for it.

    There are many, most of them of a few reads, which take less room in a row than in a set.
    """

    __slots__ = ("reads", "value")

    def __init__(self, value: V, noted: set[int], kept: Collection[Kept[Any]] = ()) -> None:
        """Keep a value that was made of these reads, and of what was kept before."""
        if kept:
            noted.update(*[one.reads for one in kept])
        self.value = value
        self.reads: tuple[int, ...] = tuple(noted)
