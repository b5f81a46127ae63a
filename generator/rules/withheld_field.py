"""A withheld field that does not exist, or without which the record would say something else.

A mistyped name hides nothing. And some fields cannot go alone: without its caveats a claim would look trusted,
without `supports: refutes` a denial would look like support, without a hedge, a reading or a grade it would look surer
than it was said. Without what it is in tension with, or answers, a claim would look undisputed or unanswered; without
who told it, what its passage rests on or what its source derives from, as if nobody stood between, and the caveats of
these would go too, as do those that follow from whom it is about and from its relations.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Citation, Path
from ..model.shape import needed_fields
from ..names import suggest
from ..problems import Severity
from .finding import Finding
from .passages import AnyRecord, passages, records

CODE = "C161"
SEVERITY: Severity = "error"
HIDEABLE = frozenset({
    "accessed", "archived", "authors", "context", "country", "date", "died", "distinct_from", "formerly", "kind",
    "lang", "location", "locator", "modified", "names", "note", "published", "quote", "quote_unavailable", "same_as",
    "seen", "snapshot", "summary", "theme", "translation", "url", "within",
})  # fmt: skip
"""Fields that may go alone, since a page without them says less, or that this is not recorded; no other may."""


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each name in a `withheld` list that is no field, or a field that cannot be withheld alone; and no name."""
    for record in records(corpus):
        yield from _of_record(record.id, (), record)
    for id, path, citation in passages(corpus):
        yield from _of_record(id, path, citation)


def _of_record(id: str, path: Path, record: AnyRecord | Citation) -> Iterator[Finding]:
    if isinstance(record.withheld, bool):
        return
    fields = needed_fields(type(record))
    called = type(record).__name__.lower()
    if not record.withheld:
        yield Finding(
            id, (*path, "withheld"), "this names no field", "leave `withheld` out, or name what is to be hidden"
        )
    for place, name in enumerate(record.withheld):
        spot = (*path, "withheld", place)
        if name not in fields:
            close = suggest(name, fields, 1)
            hint = f'did you mean "{close[0]}"?' if close else "so this hides nothing; see the fields of its schema"
            yield Finding(id, spot, f'the {called} has no field "{name}"', hint)
        elif fields[name] or name not in HIDEABLE:
            message = f'without its field "{name}" the {called} would say something else'
            yield Finding(id, spot, message, "withhold the whole of it: `withheld: true`")
