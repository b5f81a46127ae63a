"""A part of a copy to ignore is found by its lines or by its words: by one of them, or nobody knows which it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Ignored, Snapshot
from ..problems import Severity
from .finding import Finding

CODE = "Q125"
SEVERITY: Severity = "error"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each ignored part that is named in no way, or in two, or whose lines run backwards."""
    for source in corpus.sources.values():
        for place, part in enumerate(source.snapshot.ignore if isinstance(source.snapshot, Snapshot) else ()):
            if message := _wrong(part):
                hint = "write `line: 4`, or `line: 4, to: 6`, or `words: …` of the line"
                yield Finding(source.id, ("snapshot", "ignore", place), message, hint)


def _wrong(part: Ignored) -> str:
    numbered, worded, ranged = isinstance(part.line, int), isinstance(part.words, str), isinstance(part.to, int)
    if numbered == worded:
        return "an ignored part is named by `line` or by `words`" + (", not by both" if numbered else "")
    if ranged and worded:
        return "`to` goes with `line`, not with `words`"
    if isinstance(part.line, int) and isinstance(part.to, int) and part.to < part.line:
        return f"the lines run backwards: {part.line} to {part.to}"
    return "" if numbered or str(part.words).strip() else "`words` is empty"
