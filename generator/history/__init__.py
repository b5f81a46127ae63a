"""The history of every claim as readers may see it: when it was first recorded, and what changed when, in words.

`lives` says which revisions are those of one record, `telling` goes through those of claims, and `carriers` through
those of sources and outlets, whose caveats claims inherit; `hiding` decides which wordings nobody may see any more,
`events` holds what comes of it. Nothing that renders or exports gets anything else, so that no template can show an old
wording that is withheld. It refuses to know git.
"""

from .events import NO_HISTORY, Event, History
from .telling import tell_history

__all__ = ["NO_HISTORY", "Event", "History", "tell_history"]
