"""Which citations of an earlier revision are which of a later one, so that what changed in one is told of that one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def paired(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Yield the places of citations that belong together; -1 for one that was added or taken out.

    Equal ones belong together, then those of one source in their order.
    """
    left = {place: citation for place, citation in enumerate(old) if isinstance(citation, dict)}
    added: list[int] = []
    for place, citation in enumerate(new):
        same = next((at for at, other in left.items() if other == citation), None)
        if same is None:
            added.append(place)
        else:
            del left[same]
    for place in added:
        citation = new[place]
        if not isinstance(citation, dict):
            continue
        at = next((at for at, other in left.items() if other.get("source") == citation.get("source")), -1)
        left.pop(at, None)
        yield at, place
    yield from ((at, -1) for at in left)
