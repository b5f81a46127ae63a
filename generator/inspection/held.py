"""What parts of pages hold: where they lead, and the anchors that they have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

from .attributes import Asked


@dataclass(slots=True, eq=False)
class Held:
    """What a part of a page holds: where it leads, in the site and in the page itself, and its anchors, each time.

    `moving` are addresses that lead elsewhere from each page.
    """

    targets: Sequence[str] = ()
    anchors: Sequence[tuple[str, str]] = ()
    inside: Sequence[str] = ()
    moving: Sequence[Asked] = ()
    ids: Sequence[str] = ()


def together(held: Collection[Held]) -> Held:
    """Return what several parts hold together: anchors each time, whatever else once."""
    if len(held) == 1:
        return next(iter(held))
    return Held(
        list(dict.fromkeys(chain.from_iterable([part.targets for part in held]))),
        list(dict.fromkeys(chain.from_iterable([part.anchors for part in held]))),
        list(dict.fromkeys(chain.from_iterable([part.inside for part in held]))),
        list(dict.fromkeys(chain.from_iterable([part.moving for part in held]))),
        list(chain.from_iterable([part.ids for part in held])),
    )


def anywhere(held: list[Held] | None) -> Held | None:
    """Return what a part of pages holds; None where it leads elsewhere from each."""
    whole = None if held is None else together(held)
    return None if whole is None or whole.moving else whole


def is_same_everywhere(raw: str, depth: int) -> bool:
    """Tell whether an address leads from all pages at a depth to one place, or in each to a place within it."""
    up = "../" * depth
    if depth and raw.startswith(up):
        return not raw.startswith("../", len(up))
    return raw.startswith(("#", "http://", "https://", "/"))
