"""How a view is declared: as a record whose fields are set once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, eq_default=False)
def view(kind: type[T]) -> type[T]:
    """Make a class a record that is frozen for the type checker.

    It is not guarded at run time: the guard makes each field ten times as slow to set, and a page is made of hundreds.
    Two views are the same only if they are one.
    """
    return dataclass(slots=True, eq=False)(kind)
