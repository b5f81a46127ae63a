"""What something was made of: the numbers of what was read for it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
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
_NOTHING: set[Any] = set()
"""What is left of the grounds of a ground when its reads are put together: one for all, since there are many."""
V = TypeVar("V")


class Ground:
    """What something was made of: numbers of reads, and the grounds of what was kept."""

    __slots__ = ("grounds", "noted")

    def __init__(self, reads: Iterable[int] = ()) -> None:
        """Begin with these reads."""
        self.noted = set(reads)
        self.grounds: set[Ground] = set()

    @property
    def reads(self) -> set[int]:
        """The numbers of all that was read for it; ask when it is made."""
        if self.grounds:
            self.noted.update(*[ground.reads for ground in self.grounds])
            self.grounds = _NOTHING
        return self.noted


class Kept(Ground, Generic[V]):
    """What was worked out once, on what it was made of."""

    __slots__ = ("value",)

    value: V
