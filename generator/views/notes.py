"""The notes of a printed dossier: its sources, numbered, with addresses, and every inherited caveat word for word.

On a screen the record of a source is one link away; paper has no links. What many sources have in common, such as the
standing warning of their outlet, is printed once, with the numbers of the sources for which it holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..analyse.wording import NOT_GIVEN, sentence
from ..markup import Html, escape, escaped
from ..model import Source, UnsetType
from .caveats import CaveatView
from .claims import ClaimViews
from .inline import unknown
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
        self.source = self._corpus.memo(self._source)

    def caveats(self, sources: Sequence[str]) -> tuple[InFull, ...]:
        """Return every caveat of these sources once, the first source's first."""
        numbers: dict[CaveatView, list[str]] = {}
        for number, id in enumerate(sources, 1):
            inherited = self._claims.caveats.inherited(id)
            for caveat in (*inherited.all, *inherited.none_needed):
                numbers.setdefault(caveat, []).append(str(number))
        return tuple(InFull(caveat, self._corpus.words.listed(places)) for caveat, places in numbers.items())

    def _source(self, id: str) -> Html:
        """Return a source as a note: title, outlet, dates, address and copies, with what is not given."""
        source, words = self._corpus.sources[id], self._corpus.words
        outlet = (
            self._inline.bare(source.outlet)
            if source.outlet
            else Html(words("Outlet {name}", name=unknown(words(NOT_GIVEN))))
        )
        lang = source.lang if isinstance(source.lang, str) else ""
        title, attrs = self._inline.quoted(self._inline.title(source), lang), self._inline.title_attrs(source)
        title = Html(f"<span{attrs}>{title}</span>") if attrs else title
        parts = [title, outlet, Html(words("Published: {day}", day=self._inline.when(source.published)))]
        if source.read:
            parts.append(Html(words("Read: {day}", day=self._inline.when(source.accessed))))
        address = Html(words("Address: {address}", address=self._address(source)))
        return Html(" ".join(map(_ended, (*parts, address, *self._copies(source)))))

    def _address(self, source: Source) -> Html:
        return escape(source.url) if isinstance(source.url, str) else self._inline.known(source.url)

    def _copies(self, source: Source) -> list[Html]:
        copies = source.archived if isinstance(source.archived, tuple) else ()
        words = self._corpus.words
        shown = [Html(f"{escaped(copy.url)}{self._captured(copy.captured)}") for copy in copies]
        return [Html(words("Archived copy: {address}", address=address)) for address in shown]

    def _captured(self, day: str | UnsetType | None) -> str:
        return f" ({self._inline.date(day)})" if isinstance(day, str) else ""


def _ended(words: Html) -> str:
    return sentence(words)
