"""A link in words of the editors that take none, such as a name: it is shown as typed, and leads nowhere.

What others wrote, in quotes and in the words of somebody unnamed, stands as they wrote it: there nobody meant a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..corpus import Corpus
from ..model import Path, packed
from ..problems import Severity
from .finding import VOCABULARY, Finding
from .passages import AnyRecord, records
from .texts import OF_OTHERS, TEXTS, strings

CODE = "T106"
SEVERITY: Severity = "warning"
_LINK = re.compile(r"!?\[\[(?:(?:claim|source):)?(?=[0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*(?:\|[^\[\]]+)?\]\]")
_HINT = "write the words themselves: links stand in `text`, `note` and `summary` only"


def check(corpus: Corpus) -> Iterator[Finding]:
    """Yield each text that takes no links, and seems to have one, with the first of them."""
    for record in filter(_may_have_one, records(corpus)):
        for path, found in _linked(record, ()):
            if path[0] not in TEXTS:
                yield Finding(record.id, (*path, found), f"a link is shown as typed: {found}", _HINT)
    for path, found in _linked(corpus.vocabulary, ()):
        yield Finding(VOCABULARY, (*path, found), f"a link is shown as typed: {found}", _HINT)


def _may_have_one(record: AnyRecord) -> bool:
    """Tell whether brackets stand in a record outside of what takes links: in most there are none."""
    texts = (getattr(record, field, None) for field in TEXTS)
    return packed(record).count(b"[[") > sum(packed(text).count(b"[[") for text in texts if text)


def _linked(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield what looks like a link in the editors' own texts of a value, each with its place."""
    for place, text in strings(value, path):
        if "[[" in text and OF_OTHERS.isdisjoint(place) and (found := _LINK.search(text)):
            yield place, found[0]
