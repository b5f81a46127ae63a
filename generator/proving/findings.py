"""Verdicts and faults of copies → problems, each sort with a code of its own, at the words that are wrong.

It refuses to know how a verdict was reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..corpus import Corpus
from ..extraction import HTML, extractor
from ..load import Locator
from ..model import Snapshot, Source
from ..problems import Problem, Severity
from ..quotes import Kind
from .checking import Checked, CopyFault, Place


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of finding: its code, how bad it is, and what to do."""

    code: str
    severity: Severity
    hint: str


_ADVICE: Final = re.compile(r": ((?:quote|make) [^:]*)$")
_CROPPED: Final = Sort("Q107", "error", "quote these words too, or put the whole sentence into `context`")
_LIMITED: Final = Sort(
    "Q108", "warning", "quote these words too, or put them into `hedges`, or the sentence into `context`"
)
_SORTS: Final[dict[Kind, Sort]] = {
    "altered": Sort("Q101", "error", "copy the words letter for letter; where words are left out, write …"),
    "reordered": Sort("Q102", "error", "quote the words in the order of the copy"),
    "swallowed": Sort("Q103", "error", "quote what the gap removes, or make two citations of it"),
    "absent": Sort("Q104", "error", "look the words up in the copy, and copy them from there"),
    "elsewhere": Sort("Q105", "error", "cite the source in which they stand"),
    "ignored_range": Sort("Q106", "error", "quote the source's own text, or correct `ignore` of its snapshot"),
}
_SPEAKER: Final = "record in `attribution` who said it, or quote these words too"
_FAULTS: Final = {
    "damaged": Sort("Q121", "error", "put the right file in its place, or take the copy in anew: dossier snapshot"),
    "unreadable": Sort("Q122", "warning", "its quotes stay unchecked; take its text or HTML in: dossier snapshot"),
    "line": Sort("Q123", "error", "count the lines of the copy's text from 1, or name them by their `words`"),
}


def of_verdicts(checked: Checked, locate: Locator, corpus: Corpus) -> Iterator[Problem]:
    """Yield a problem for each passage that may not stand as it is."""
    for place in checked.places:
        verdict, passage = place.verdict, place.passage
        if verdict.holds:
            continue
        sort = _sort(place)
        spot = locate(passage.record, (*passage.path, passage.part))
        found, advice = _parted(verdict.detail)
        message = f'{passage.part} against the copy of "{passage.source}": {found}'
        advice = _SPEAKER if place.speaker_lost else advice or sort.hint
        hint = advice + _taken(corpus.sources[passage.source])
        yield Problem(sort.code, sort.severity, spot, message, hint)


def of_copies(checked: Checked, locate: Locator) -> Iterator[Problem]:
    """Yield a problem for each copy that cannot be used as its source says."""
    for fault in checked.faults:
        sort = _FAULTS[fault.sort]
        yield Problem(sort.code, sort.severity, locate(fault.source, _path(fault)), fault.words, sort.hint)


def _sort(place: Place) -> Sort:
    if place.verdict.kind == "cropped":
        return _LIMITED if place.verdict.severity == "warning" else _CROPPED
    return _SORTS[place.verdict.kind]


def _parted(detail: str) -> tuple[str, str]:
    """Part what a verdict found from what it advises, where it does."""
    found = _ADVICE.search(detail)
    return (detail[: found.start()], found[1]) if found else (detail, "")


def _path(fault: CopyFault) -> tuple[str | int, ...]:
    return ("snapshot", "ignore", fault.place) if fault.sort == "line" else ("snapshot", "sha256")


def _taken(source: Source) -> str:
    """Return that the text of a page was once taken in another way, which may be why its words differ."""
    snapshot = source.snapshot
    if not isinstance(snapshot, Snapshot) or snapshot.media_type.partition(";")[0].strip().lower() not in HTML:
        return ""
    if not isinstance(snapshot.extractor, str) or snapshot.extractor == extractor():
        return ""
    return f" (its text was taken by {snapshot.extractor} then, and is taken by {extractor()} now)"
