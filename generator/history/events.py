"""What a history is made of. All wordings in it may be shown, each beside the caveats of its claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..analyse.changes import Change, Wording


@dataclass(frozen=True, slots=True)
class Event:
    """What one commit changed in one claim: its UTC day, the changes, and why, where the commit says so.

    `claim` is its id of today, "" where it is not shown any more and nothing may name it, and `known` the id that it
    had then, which stays whatever it gets later; `number` tells events of one commit without a claim apart. Where
    standing caveats changed, `outlet` names whose, and there is no claim: all that carry them share the event. `then`
    are the caveats that stood beside what it tells, and do not stand today: the claim's own, and those of sources that
    it cites no more.
    """

    day: str
    commit: str
    claim: str
    changes: tuple[Change, ...]
    because: str = ""
    then: tuple[Wording, ...] = ()
    number: int = 0
    outlet: str = ""
    known: str = ""

    @property
    def place(self) -> tuple[bool, str, str, int]:
        """Its place among the events of one commit: claims by their ids, then outlets, then what has no name."""
        return self.claim == "", self.claim, self.outlet or "~", self.number

    @property
    def hides(self) -> bool:
        """Tell whether a wording was removed from it."""
        sides = (side for change in self.changes for side in (change.before, change.after))
        return any(side is not None and side.removed for side in sides)

    @property
    def withdraws(self) -> bool:
        """Tell whether the claim was withdrawn by it."""
        return any(change.field == "retracted" and change.before is None for change in self.changes)


@dataclass(frozen=True, slots=True)
class History:
    """When each claim was first recorded, and its events.

    `first` gives each claim's day, `early` the claims that may be older than that, because older commits, or what files
    held then, are not here. `events` are a claim's and those of its outlets, the oldest first; `corrections` those of
    all claims, each once, the newest first. `missing` says in words why there is no history, `unread` gives day and
    commit of each revision of a file that could not be read; `day` is that of the newest commit that changed data.
    """

    first: Mapping[str, str] = field(default_factory=dict)
    early: frozenset[str] = frozenset()
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    corrections: tuple[Event, ...] = ()
    whole: bool = True
    missing: str = ""
    unread: tuple[tuple[str, str], ...] = ()
    day: str = ""


NO_HISTORY = History(missing="no history was read")
SAID = (
    NO_HISTORY.missing, "no commit has been made yet", "git is not installed, or cannot be run",
    "this is no git repository",
)  # fmt: skip
"""Why there is no history, for catalogues; what git itself says is told as it says it."""
