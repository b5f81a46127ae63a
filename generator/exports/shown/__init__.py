"""All that the program knows of one claim, source or entity, for other programs and for a terminal.

It gets the published corpus and nothing else: what is withheld is not known here, and neither is anything that
points to it. The text is the JSON, worded for people; each field is explained in `docs/show.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ...corpus import Corpus
from .claims import show_claim
from .entities import show_entity
from .known import Known
from .sources import show_source
from .values import without

__all__ = ["Known", "as_json", "as_text", "shown"]


_WORDINGS = ("before", "after")
"""What a claim said, which stands on a line with how far the claim can be trusted."""


def shown(known: Known, id: str) -> Mapping[str, object]:
    """Return everything about the record with an id; KeyError where there is none that may be shown."""
    corpus = known.corpus
    if id in corpus.claims:
        value = show_claim(known, corpus.claims[id])
    elif id in corpus.sources:
        value = show_source(known, corpus.sources[id])
    else:
        value = show_entity(known, corpus.entities[id])
    kept = without(value, hidden(corpus))
    assert isinstance(kept, dict)
    return kept


def hidden(corpus: Corpus) -> frozenset[str]:
    """Return the ids of what stands in the files and is not shown."""
    return frozenset(id for id in corpus.homes if corpus.record(id) is None)


def as_json(value: Mapping[str, object]) -> str:
    """Return what is known as JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_text(value: Mapping[str, object]) -> str:
    """Return what is known as indented lines, with every field that says something.

    The bare statement is left out: lines are read and copied one by one, and the one of the claim has its standing.
    """
    return "\n".join(_lines({key: item for key, item in value.items() if key != "statement"}, ""))


def _lines(value: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, item in value.items():
        label = f"{indent}{key.replace('_', ' ')}:"
        match item:
            case dict() if item:
                yield label
                yield from _lines(item, f"{indent}  ")
            case list() if any(isinstance(part, dict) for part in item):
                yield label
                for part in item:
                    lines = list(_lines(part, "")) if isinstance(part, dict) else [str(part)]
                    yield from (f"{indent}  {'  ' if place else '- '}{line}" for place, line in enumerate(lines))
            case list() if item:
                yield f"{label} {', '.join(map(str, item))}" if sum(map(len, map(str, item))) < 80 else label
                if sum(map(len, map(str, item))) >= 80:
                    yield from (f"{indent}  - {part}" for part in item)
            case _ if item is None or isinstance(item, bool | str | int):
                beside = f" [{value['trust']}]" if key in _WORDINGS and value.get("trust") else ""
                yield f"{label} {_said(item)}{beside}"


def _said(item: object) -> str:
    """Return a plain value in words."""
    return "not given" if item is None else {True: "yes", False: "no"}[item] if isinstance(item, bool) else str(item)
