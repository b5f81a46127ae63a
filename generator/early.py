"""Shows readers of a served site the pages at which they look as these will be, before all others are made.

Each was inspected as every page is; the site as a whole was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, wait
from pathlib import Path

from .engine import EngineOutput
from .fill import Maker
from .matter import Matter
from .problems import has_errors
from .readers import Readers

_SOON = 0.2
"""So many seconds the engine has to say that its part is what it was; if it takes longer there is more to do anyway."""


def show(readers: Readers, makers: Iterable[Maker]) -> None:
    """Show what these makers draw."""
    makers = list(makers)
    for file in readers.looking_at():
        for data in filter(None, (maker.drawn(file) for maker in makers)):
            readers.show(file, data)


def show_at_a_glimpse(
    readers: Readers | None, matters: Sequence[Matter], before: Sequence[Matter],
    engines: Sequence[Future[EngineOutput]], out: Path,
) -> None:  # fmt: skip
    """Show them, if there are readers, before all is prepared, where that is much: pages come, go or change places.

    A site in several languages has to wait, since each of its pages knows which ones the others have.
    """
    if readers is None or not readers.looking_at() or len(matters) != 1 or len(before) != 1 or matters[0].planned:
        return
    wait(engines, _SOON)
    if all(engine.done() and not engine.exception() and not has_errors(engine.result().problems) for engine in engines):
        glimpse = matters[0].glimpse(before[0])
        show(readers, [Maker(glimpse, engines[0].result(), out)])
        matters[0].take_from_glimpse(glimpse)
