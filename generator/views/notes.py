"""The notes of a printed dossier: the addresses of its sources, and every inherited caveat word for word.

On a screen the record of a source is one link away; paper has no links. The list of sources has numbers there. What
many of them have in common, such as the standing warning of their outlet, is printed once, with the numbers of the
sources for which it holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..markup import Html, escape, escaped, sentence
from ..model import Source, UnsetType
from .caveats import CaveatView
from .claims import ClaimViews
from .view import view


@view
class InFull:
    """One caveat in full, and the numbers of the sources that it is about."""

    caveat: CaveatView
    sources: str


class Notes:
    """The notes on the sources of one site."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how caveats and dates are shown."""
        self._claims = claims
        self._inline = claims.inline
        self._corpus = claims.corpus

    def caveats(self, sources: Sequence[str]) -> tuple[InFull, ...]:
        """Return every caveat of these sources once, the first source's first."""
        numbers: dict[CaveatView, list[str]] = {}
        for number, id in enumerate(sources, 1):
            inherited = self._claims.caveats.inherited(id)
            for caveat in (*inherited.all, *inherited.none_needed):
                numbers.setdefault(caveat, []).append(str(number))
        return tuple(InFull(caveat, self._corpus.words.listed(places)) for caveat, places in numbers.items())

    def source(self, id: str) -> Html:
        """Return what the row of a source does not say: when it was read, its address and its copies."""
        source, words = self._corpus.sources[id], self._corpus.words
        parts = [Html(words("Address: {address}", address=self._address(source))), *self._copies(source)]
        if source.read:
            parts.insert(0, Html(words("Read: {day}", day=self._inline.when(source.accessed))))
        return Html(" ".join(map(sentence, parts)))

    def _address(self, source: Source) -> Html:
        return escape(source.url) if isinstance(source.url, str) else self._inline.known(source.url)

    def _copies(self, source: Source) -> list[Html]:
        copies = source.archived if isinstance(source.archived, tuple) else ()
        words = self._corpus.words
        shown = [Html(f"{escaped(copy.url)}{self._captured(copy.captured)}") for copy in copies]
        return [Html(words("Archived copy: {address}", address=address)) for address in shown]

    def _captured(self, day: str | UnsetType | None) -> str:
        return f" ({self._inline.date(day)})" if isinstance(day, str) else ""
