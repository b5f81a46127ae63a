"""Figures as pictures: small SVG files for light and for dark pages, the same for the same figures.

Times that lie far apart stand as dots over a scale of powers of ten, since the length of a bar means nothing there;
shares of one whole stand as bars.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP, _BOTTOM = 760, 270, 90, 26, 44, 34
_SCALE = _WIDTH - _LEFT - _RIGHT
_STYLE = """\
<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 15px } .axis, .value { fill: #57606a; font-size: 12px }
.grid { stroke: #d0d7de } .range { stroke: #8c959f; stroke-width: 3; stroke-linecap: round }
.mark { fill: #8c959f } .own { fill: #0969da } .range.own { stroke: #0969da }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .axis, .value { fill: #9198a1 }
.grid { stroke: #3d444d } .range { stroke: #7d8590 } .mark { fill: #7d8590 }
.own { fill: #4493f8 } .range.own { stroke: #4493f8 }
}
</style>"""


class Row(NamedTuple):
    """A line of a picture: its name, its value with the lowest and highest, the value in words, whether it is ours."""

    name: str
    value: float
    low: float
    high: float
    words: str
    own: bool = False


def dots(title: str, rows: Sequence[Row]) -> str:
    """Return values above zero as dots over powers of ten, with their ranges."""
    first = math.floor(math.log10(min(row.low for row in rows)))
    last = max(math.ceil(math.log10(max(row.high for row in rows))), first + 1)

    def at(value: float) -> float:
        return _LEFT + _SCALE * (math.log10(value) - first) / (last - first)

    ticks = [(at(10.0**power), f"{10.0**power:g}") for power in range(first, last + 1)]
    marks = []
    for place, row in enumerate(rows):
        y, own = _middle(place), " own" if row.own else ""
        if row.high > row.low:
            marks.append(f'<path class="range{own}" d="M{at(row.low):.1f} {y}H{at(row.high):.1f}"/>')
        marks.append(f'<circle class="mark{own}" cx="{at(row.value):.1f}" cy="{y}" r="5.5"/>')
        marks.append(_text(at(row.high) + 12, y, row.words, "value"))
    return _picture(title, rows, ticks, marks)


def bars(title: str, rows: Sequence[Row]) -> str:
    """Return values as bars from zero."""
    highest = max(row.value for row in rows) or 1.0
    marks = []
    for place, row in enumerate(rows):
        y, length, own = _middle(place), _SCALE * row.value / highest, " own" if row.own else ""
        marks.append(f'<rect class="mark{own}" x="{_LEFT}" y="{y - 8}" width="{length:.1f}" height="16" rx="2"/>')
        marks.append(_text(_LEFT + length + 8, y, row.words, "value"))
    return _picture(title, rows, [(_LEFT, "")], marks)


def _picture(title: str, rows: Sequence[Row], ticks: Iterable[tuple[float, str]], marks: Iterable[str]) -> str:
    height = _TOP + _ROW * len(rows) + _BOTTOM
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    names = [_text(_LEFT - 14, _middle(place), row.name, anchor="end") for place, row in enumerate(rows)]
    lines = [f'{head} role="img">', f"<title>{escape(title)}</title>", _STYLE, _text(0, 16, title, "title")]
    return "\n".join([*lines, *_grid(ticks, height - _BOTTOM), *names, *marks, "</svg>", ""])


def _grid(ticks: Iterable[tuple[float, str]], bottom: int) -> Iterator[str]:
    for x, words in ticks:
        yield f'<path class="grid" d="M{x:.1f} {_TOP - 8}V{bottom}"/>'
        if words:
            yield _text(x, bottom + 16, words, "axis", "middle")


def _middle(place: int) -> int:
    return _TOP + _ROW * place + _ROW // 2


def _text(x: float, y: int, words: str, kind: str = "", anchor: str = "") -> str:
    attributes = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:.1f}" y="{y}" dy=".35em"{attributes}>{escape(words)}</text>'
