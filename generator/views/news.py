"""Which claims are new, and which were changed or withdrawn last: the newest first.

Who was told of a claim is told that it was withdrawn; one that was recorded as withdrawn is no news. Nor is one that
may be older than what is known of the history: of a shallow clone every claim would be new on each day.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..markup import Html, escape
from ..model import UnsetType
from .claims import ClaimViews
from .events import Events
from .view import view


@view
class News:
    """One claim, and what happened to it last: its line, how far it can be trusted, and when that was.

    `key` is its own among the news of the site, and stays the same until the claim is changed again, whatever its id.
    """

    claim: str
    key: str
    day: str
    title: str
    html: Html


class Newest:
    """The news of one site."""

    def __init__(self, claims: ClaimViews, events: Events) -> None:
        """Remember how claims are shown, and when they changed."""
        self._claims = claims
        self._events = events

    def of(self, ids: Iterable[str], most: int) -> tuple[News, ...]:
        """Return the news of these claims, at most so many."""
        days = [(self._events.last(id), id) for id in ids if self._is_news(id)]
        newest = sorted(days, key=lambda one: one[1])
        newest.sort(key=lambda one: one[0], reverse=True)
        return tuple(self._news(id, day) for day, id in newest[:most] if day)

    def _is_news(self, id: str) -> bool:
        """Tell whether something is known to have happened to a claim: a change, or that it was recorded and stands."""
        if self._events.last_change(id):
            return True
        return not self._is_withdrawn(id) and id not in self._events.history.early

    def _is_withdrawn(self, id: str) -> bool:
        return not isinstance(self._claims.corpus.claims[id].retracted, UnsetType)

    def _news(self, id: str, day: str) -> News:
        last = self._events.last_change(id)
        words, line = self._claims.words, self._claims.line(id)
        title = words("Changed. {claim}", claim=line) if last else words("New. {claim}", claim=line)
        if self._is_withdrawn(id):
            title = line  # which begins with that
        key = f"{last.known}/{last.commit}" if last else f"{id}/first"
        return News(id, key, day, title, Html(f"<p>{escape(self._claims.trust(id))}</p>"))
