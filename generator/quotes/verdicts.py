"""What can come out when a quote is looked for in a copy.

It refuses to know how a verdict is reached, and what a claim with such a quote may do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from .folding import Span

Kind = Literal[
    "verbatim",
    "folded",
    "elided",
    "cropped",
    "altered",
    "elsewhere",
    "ignored_range",
    "reordered",
    "swallowed",
    "absent",
]
HOLDING: Final[frozenset[Kind]] = frozenset({"verbatim", "folded", "elided"})


class LeftOut(NamedTuple):
    """A word that a quote leaves out and that changes it, outside the quote or in a gap, with its group."""

    where: Literal["outside", "gap"]
    group: str
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a quote stands in a copy.

    `start` and `end` are offsets in the copy's original text, in code points; None where it stands nowhere in it.
    `detail` says it to a person. `pieces` are the spans of what is quoted, one unless words were left out. `words` are
    those that a crop or a gap cost. `places` counts where the words stand. `elsewhere` is the key of the copy that
    holds them instead. `form` is how the words stand (`verbatim`, `folded`, `elided`) where more is wrong than that.
    `carried` are the words that the quote leaves out though they change it, because they are said beside it.
    """

    kind: Kind
    start: int | None = None
    end: int | None = None
    detail: str = ""
    pieces: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()
    places: int = 0
    elsewhere: str = ""
    form: Kind | None = None
    severity: Literal["error", "warning"] | None = None
    carried: tuple[LeftOut, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether the quote may stand as it is."""
        return self.kind in HOLDING
