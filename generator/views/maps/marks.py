"""Marks, their names, and the bar of the scale: what stands on a picture beside its outlines, and where it has room."""

from __future__ import annotations

from typing import Final

from ...geography import Box, km_per_unit
from ...markup import Html
from ...words import Words
from ..view import view
from ..wrapping import measure
from .windows import SURE, Window

_LETTER: Final = 7.4
"""The width of a small letter of a label, and a little more; others are measured by it."""
_LINE: Final = 16
_BARS: Final = tuple(factor * 10**power for power in range(5) for factor in (1, 2, 5))


@view
class Label:
    """Where the name of a mark begins, and whether it runs towards the middle, the start or the end from there.

    It is `wide` if a narrow screen would cut it off where it shows the mark.
    """

    x: int
    y: int
    anchor: str
    wide: bool


@view
class Mark:
    """A place on a picture: its shape and size, its name and precision in words, the link to its dossier or "".

    `attrs` are those of its name.
    """

    shape: str
    x: int
    y: int
    radius: str
    name: str
    words: str
    href: str
    label: Label | None
    attrs: Html


@view
class Bar:
    """The bar that tells the scale."""

    x: int
    y: int
    length: int
    words: str


def room_of(bar: Bar | None) -> list[Box]:
    """Return what of a picture the bar of its scale takes."""
    return [Box(bar.x, bar.y - _LINE, bar.length + 6 + measure(bar.words) * _LETTER, 2 * _LINE)] if bar else []


def label_beside(x: float, y: float, radius: float, name: str, window: Window, taken: list[Box]) -> Label | None:
    """Return where a name has room beside its mark, and take that place; None where it has none.

    It stands where no screen cuts it off that shows the mark, if there is room: farther from the middle than the mark
    only in what every screen shows.
    """
    width, gap = measure(name) * _LETTER, min(radius, 40) + 5
    ways = (
        ("start", x + gap, y + 5, x + gap), ("end", x - gap, y + 5, x - gap - width),
        ("middle", x, y - gap - 2, x - width / 2), ("middle", x, y + gap + 12, x - width / 2),
        ("end", x - gap, y - 9, x - gap - width), ("start", x + gap, y - 9, x + gap),
        ("end", x - gap, y + 19, x - gap - width), ("start", x + gap, y + 19, x + gap),
    )  # fmt: skip
    middle = window.shown(window.sure) + window.sure / 2
    reach = max(abs(x - middle), window.sure / 2)
    free = []
    for anchor, at, base, left in ways:
        box = Box(left, base - _LINE + 4, width, _LINE)
        inside = box.x > 0 and box.right < window.width and box.y > 0 and box.bottom < window.height
        if inside and not any(_overlap(box, other) for other in taken):
            wide = box.x < middle - reach or box.right > middle + reach
            free.append((Label(round(at), round(base), anchor, wide), box))
            if not wide:
                break
    if not free:
        return None
    label, box = min(free, key=lambda one: one[0].wide)
    taken += box, Box(x - 6, y - 6, 12, 12)
    return label


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def bar_of(words: Words, window: Window) -> Bar | None:
    """Return the bar of a picture, where every screen shows it; none where the scale is not one."""
    y = window.height - 14
    km = km_per_unit(window.y + window.height / 2 * window.scale) * window.scale
    if km * window.width > 4_000:
        return None
    length = max(bar for bar in _BARS if bar <= 100 * km)
    return Bar(max(14, window.shown(SURE)), y, round(length / km), words("{length} km", length=length))
