"""What the script of the map loads: places by where they lie, what is said of them, and outlines to be seen closer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...analyse.places import told_of
from ...analyse.wording import raised
from ...geography import WORLD, Box, Outlines, Point, km_per_unit, paths
from ...markup import Html
from ...model import json_of
from ...pages import MAP, MAP_WORLD, TILE_RANK, Page, root, told_in
from ..indexes import Indexes
from ..inline import ROOT, Inline
from .pictures import MARGIN
from .places import Places, in_words

MOST_TOLD: Final = 3
"""How many claims are shown with a place on the map; its dossier has all."""
_WORLD_UNITS: Final = 32
_FAR: Final = 200
"""The outlines of the world are written in steps of so many units, as fine as is seen with so many to a pixel."""
_BESIDE: Final = 128
"""So many units of what lies beside a tile are written too. Land is cut there, and a line runs along the cut: where a
tile is seen from farthest, a pixel is so wide that it would reach into the tile, and look like a coast."""


class Files:
    """The data of the map of one site."""

    def __init__(
        self, inline: Inline, indexes: Indexes, places: Places, outlines: Outlines, brief: Callable[[str], Html]
    ) -> None:
        """Remember how links are shown, where places lie, their outlines, and what makes the short row of a claim."""
        self.inline = inline
        self.corpus = inline.corpus
        self.indexes = indexes
        self.places = places
        self._outlines = outlines
        self._brief = brief

    def data(self, page: Page) -> str:
        """Return a file that the map's script loads."""
        made = {"map-cell": self._cell, "map-claims": self._told, "map-tile": self._tile}[page.template](page)
        return f"dossierMap({json_of(made)});\n"

    def _cell(self, page: Page) -> dict[str, object]:
        cell = self.places.cells[page.subject]
        made: dict[str, object] = {
            "box": [round(cell.box.x), round(cell.box.y), round(cell.box.width)],
            "places": [self._place(id, told_in(cell.key, place)) for place, id in enumerate(cell.places)],
            "clusters": [[round(some.point.x), round(some.point.y), some.number] for some in cell.clusters],
            "inner": list(cell.inner),
        }
        if page.subject == "t":
            made |= {"tiles": list(self.places.whole.tiles), "rank": TILE_RANK, "world": WORLD}
        return made

    def _place(self, id: str, told: str) -> dict[str, object]:
        entity, spot, name = self.corpus.entities[id], self.places.spots[id], self.corpus.name(id)
        lang = self.inline.foreign_lang(self.inline.name_lang(id, name))
        made = {"name": name, "lang": lang} if lang else {"name": name}
        return made | {
            "href": self.inline.plan.address(id),
            "html": self.inline.marked_kinds(entity),
            "where": in_words(self.corpus.words, entity),
            "claims": raised(self.indexes.number_of_claims(id)),
            "at": [round(spot.point.x, 1), round(spot.point.y, 1)],
            "radius": round(spot.km / km_per_unit(spot.point.y), 1),
            "shape": spot.precision,
            "file": told,
        }

    def _told(self, page: Page) -> dict[str, object]:
        """Return the first claims of some places as short rows, with links as seen from the page of the map."""
        return {self.inline.plan.address(id): list(map(self._seen, told_of(self.corpus, id)[:MOST_TOLD]))
                for id in page.rows}  # fmt: skip

    def _seen(self, claim: str) -> dict[str, str]:
        """Return a short row as a record of its own: caveats are looked for in it, and nowhere around."""
        return {"html": self._brief(claim).replace(ROOT, root(MAP))}

    def _tile(self, page: Page) -> dict[str, object]:
        """Return the outlines of a tile, or those of the world, which are seen from afar."""
        if page.subject == MAP_WORLD:
            box, units, step, beside = Box(0, 0, WORLD, WORLD), _WORLD_UNITS, _FAR, MARGIN * _WORLD_UNITS
        else:
            column, row = map(int, page.subject.split())
            size = WORLD >> TILE_RANK
            box, units, step, beside = Box(column * size, row * size, size, size), 1, 1, _BESIDE
        shapes = self._outlines.within(box.wider(beside), step)
        made = paths(shapes.laid(Point(box.x, box.y), 1 / units))
        return {"land": made.land, "borders": made.borders, "scale": units}
