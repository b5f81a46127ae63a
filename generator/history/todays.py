"""Old values with the ids of today: a record that is called otherwise now has changed nothing in what names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..prose import references
from ..revisions import Fields

_IDS = frozenset({
    "source", "entity", "ascribed_to", "rests_on", "about", "subject", "object", "tension", "answers", "by", "may_be",
    "ambiguous", "outlet",
})  # fmt: skip
"""Fields that hold ids, or lists of such."""
_LINKED = frozenset({"text", "note"})
"""Fields of a claim in which links may stand."""


def with_ids_of_today(claim: Fields, former: Mapping[str, str]) -> Fields:
    """Return the plain value of a claim as it would be written today; `former` gives the ids of today by older ones.

    Only of records that are the same: who was merged with another one was somebody else before.
    """
    if not former:
        return claim
    return {
        field: _links(value, former) if field in _LINKED else _ids(field, value, former)
        for field, value in claim.items()
    }


def _ids(field: str, value: Any, former: Mapping[str, str]) -> Any:
    match value:
        case str():
            return former.get(value, value) if field in _IDS else value
        case list():
            return [_ids(field, item, former) for item in value]
        case dict():
            return {key: _ids(key, item, former) for key, item in value.items()}
    return value


def _links(value: Any, former: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {lang: _links(text, former) for lang, text in value.items()}
    if not isinstance(value, str):
        return value
    for link in reversed(references(value)):
        if link.id in former:
            kind = "" if link.kind == "entity" else f"{link.kind}:"
            words = f"|{link.words}" if link.words else ""
            value = f"{value[: link.start]}[[{kind}{former[link.id]}{words}]]{value[link.end :]}"
    return value
