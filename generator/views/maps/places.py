"""What all maps of a site show of its places: worked out once, and looked up by each map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from ...analyse.places import Cell, Spot, cells, in_tree_order, near, precision, spots, tiles
from ...corpus import Corpus, Index
from ...geography import Box
from ...model import Entity, Location
from ...pages import TILE_RANK, tile_name
from ...words import Words
from .windows import extent_of, is_cut


class Whole(NamedTuple):
    """How many places there are, which have no coordinates, how many lie too near a pole, the extent of the others.

    Of `cut` of these a part is beyond the edge of the map; `tiles` are the names of the tiles with detailed outlines.
    """

    places: int
    missing: tuple[str, ...]
    polar: int
    cut: int
    extent: Box | None
    tiles: tuple[str, ...]


class Places:
    """The places of one site, as they stand on its maps."""

    def __init__(self, corpus: Corpus) -> None:
        """Work nothing out yet."""
        self.corpus = corpus

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """How each place stands on the map."""
        return self.corpus.index("spots", spots, asked="entities")

    @cached_property
    def near(self) -> Index:
        """Which places are named beside a place."""
        return self.corpus.index("places_near", near)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """The cells of the map."""
        return self.corpus.index("map_cells", cells)

    @property
    def whole(self) -> Whole:
        """What the page of the map tells of all places."""
        return self._wholes[""]

    @cached_property
    def _wholes(self) -> Mapping[str, Whole]:
        return self.corpus.index("map_whole", lambda corpus: {"": _whole(corpus)})

    def prepare(self) -> None:
        """Work everything out now."""
        _ = self.spots, self.near, self.cells, self._wholes


def in_words(words: Words, entity: Entity) -> str:
    """Return where a place lies in words: how exactly its coordinates tell it, or that there are none."""
    if isinstance(entity.location, Location):
        return precision(words, entity.location)
    return words("coordinates not given") if entity.location is None else words("coordinates none recorded")


def _whole(corpus: Corpus) -> Whole:
    listed, marks = in_tree_order(corpus), spots(corpus)
    missing = tuple([id for id in listed if not isinstance(corpus.entities[id].location, Location)])
    names = tuple([tile_name(column, row) for column, row in tiles(corpus, TILE_RANK)])
    polar = len(listed) - len(missing) - len(marks)
    cut = sum(map(is_cut, marks.values()))
    return Whole(len(listed), missing, polar, cut, extent_of(marks.values()) if marks else None, names)
