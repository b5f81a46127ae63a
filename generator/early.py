"""Shows readers of a served site the pages at which they look as these will be, before all others are made.

Each was inspected as every page is; the site as a whole was not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, wait
from pathlib import Path

from .disk import INDEX
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
    """Show them, if there are readers, before all is prepared."""
    if readers is None or len(before) < len(matters):
        return
    files = readers.looking_at()
    if not files:
        return
    wait(engines, _SOON)
    if any(not engine.done() or engine.exception() or has_errors(engine.result().problems) for engine in engines):
        return
    folders = [matter.corpus.settings.folder for matter in matters]
    editions = {file: folders.index(max(filter(file.startswith, folders), key=len)) for file in files}
    # Every edition has the pages of all records: only of lists it may have others, and these wait for the plan.
    twins = {file.removeprefix(folders[edition]).removesuffix(INDEX) for file, edition in editions.items()}
    for edition in dict.fromkeys(editions.values()):
        matter = matters[edition]
        glimpse = matter.glimpse(before[edition], frozenset(twins if len(matters) > 1 else ()))
        show(readers, [Maker(glimpse, engines[edition].result(), out)])
        matter.take_from_glimpse(glimpse)
