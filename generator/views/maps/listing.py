"""The page of the map: all places by what lies within what, in pages, and on the first one the whole of them drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...analyse.places import around
from ...geography import Box
from ...markup import Html
from ...model import Entity
from ...pages import Page
from ..indexes import Indexes, Pager, index_pager
from ..view import view
from .pictures import Picture, Pictures
from .places import in_words
from .windows import overview_of

MOST_NAMED: Final = 10
"""How many places without coordinates are named in one sentence."""


@dataclass(slots=True)
class Row:
    """A place in the list: its link, its kinds, where it lies in words, its claims; and the places within it."""

    link: Html
    what: str
    where: str
    claims: str
    outer: tuple[Html, ...]
    inner: list[Row]


@view
class MapPage:
    """A page of the list of places, the first one with the map."""

    kicker: str
    title: str
    lead: str
    picture: Picture | None
    missing: int
    named: tuple[Html, ...]
    polar: int
    cut: int
    rows: tuple[Row, ...]
    pager: Pager | None


class Listing:
    """The list of the places of one site."""

    def __init__(self, pictures: Pictures, indexes: Indexes) -> None:
        """Remember how maps are drawn, and how many claims there are about an entity."""
        self.corpus = pictures.corpus
        self.inline = pictures.inline
        self.pictures = pictures
        self.indexes = indexes

    def page(self, page: Page) -> MapPage:
        """Return a page of the list of places."""
        whole, first = self.pictures.places.whole, page.part == 1
        return MapPage(
            self.corpus.words("Where"),
            self.corpus.words("Map"),
            self._lead(whole.places),
            self._overview(whole.extent) if first and whole.extent else None,
            len(whole.missing) if first else 0,
            tuple(map(self.inline.entity, whole.missing[:MOST_NAMED])) if first else (),
            whole.polar if first else 0,
            whole.cut if first else 0,
            self._rows(page.rows),
            index_pager(page),
        )

    def _lead(self, places: int) -> str:
        words = self.corpus.words
        if not places:
            return words("No place is recorded yet.")
        return words.many(
            "{number} place. To be listed here is not a finding.",
            "{number} places. To be listed here is not a finding.",
            places,
        )

    def _overview(self, extent: Box) -> Picture:
        cell = self.pictures.places.cells["t"]
        window = overview_of(extent)
        marks = self.pictures.marks(window, cell.places)
        seen = [(*window.seen(some.point), some.number) for some in cell.clusters]
        counts = tuple([(round(x), round(y), f"{number:,}") for x, y, number in seen])
        return self.pictures.picture("", window, marks, counts)

    def _rows(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """Return the places of a page, each under the one that it lies in, where that stands on the page too."""
        rows: dict[str, Row] = {}
        top = []
        for id in ids:
            entity = self.corpus.entities[id]
            rows[id], above = self._row(entity), entity.within
            if isinstance(above, str) and above in rows and above != id:
                rows[above].inner.append(rows[id])
            else:
                rows[id].outer = tuple(map(self.inline.entity, around(self.corpus, entity)))
                top.append(rows[id])
        return tuple(top)

    def _row(self, entity: Entity) -> Row:
        claims = self.indexes.number_of_claims(entity.id)
        told = in_words(self.corpus.words, entity)
        return Row(self.inline.entity(entity.id), self.inline.marked_kinds(entity), told, claims, (), [])
