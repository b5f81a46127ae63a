"""The history of claims for a terminal and for other programs, each change beside how far its claim can be trusted.

It gets what readers may see and nothing else: what is withheld says "wording removed" here too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from ..analyse.changes import Change, Wording
from ..history import Event, History

Standing = Callable[[str], str]
"""Gives a claim, by its id, as one line with its standing, or how far it can be trusted."""


def as_text(history: History, ids: Sequence[str], line: Standing, trust: Standing) -> str:
    """Return the history of the claims with these ids, one after another."""
    return "\n".join([*_missing(history), *(row for id in ids for row in _claim_lines(history, id, line, trust))])


def as_json(history: History, ids: Sequence[str], line: Standing, trust: Standing) -> str:
    """Return the same as JSON: what is known of the history as a whole, and an object per claim."""
    value = {
        "complete": history.whole and not history.missing,
        "missing": history.missing or None,
        "unread": [{"date": day, "commit": commit} for day, commit in history.unread],
        "claims": [claim_value(history, id, line(id), trust(id)) for id in ids],
        "not_shown": [_event(event) for event in history.corrections if not event.claim and not event.outlet],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _missing(history: History) -> Iterator[str]:
    if history.missing:
        yield f"no history: {history.missing}"
    if not history.whole:
        yield "the history is incomplete: older commits, or what files held then, are not here"
    for day, commit in history.unread:
        yield f"{day}  a revision in commit {commit[:12]} cannot be read, and is left out"


def _claim_lines(history: History, id: str, line: Standing, trust: Standing) -> Iterator[str]:
    yield f"{id}\n  {line(id)}\n  {trust(id)}"
    day = history.first.get(id)
    early = " or before" if id in history.early else ""
    yield f"  {day}{early}  first recorded" if day else "  history: none recorded"
    for event in history.events.get(id, ()):
        for change in event.changes:
            yield f"  {event.day}  {change.what}"
            for side, wording in _sides(change):
                if wording:
                    yield f"    {side}: {_words(wording)}{'' if wording.removed else f' [{trust(id)}]'}"
        yield from (f"    then also: {caveat.words}" for caveat in event.then)
        yield f"    why: {event.because or 'not given'}"


def _sides(change: Change) -> tuple[tuple[str, Wording | None], ...]:
    return ("before", change.before), ("after", change.after)


def _words(wording: Wording) -> str:
    opens = f"{wording.opens}: " if wording.opens else ""
    return f"{opens}“{wording.words}”" if wording.manner == "quote" else f"{opens}{wording.words}"


def claim_value(history: History, id: str, line: str, trust: str) -> Mapping[str, object]:
    """Return the history of one claim as plain values: when it was first recorded, each change beside its trust."""
    return {
        "id": id,
        "claim": line,
        "trust": trust,
        "first_recorded": history.first.get(id),
        "or_before": id in history.early,
        "events": [_event(event, trust) for event in history.events.get(id, ())],
    }


def _event(event: Event, trust: str = "") -> Mapping[str, object]:
    """Return one event; how far the claim can be trusted stands in it and in each change, which may be cut out."""
    told = {"trust": trust} if trust else {}
    return {
        **told,
        "date": event.day,
        "commit": event.commit,
        "why": event.because or None,
        "then_also": [caveat.words for caveat in event.then],
        "changes": [
            {
                "what": change.what,
                **{side: _words(wording) if wording else None for side, wording in _sides(change)},
                **told,
            }
            for change in event.changes
        ],
    }
