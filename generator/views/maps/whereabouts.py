"""The picture on the dossier of a place: where it lies, as exactly as a gazetteer tells, and its neighbours."""

from __future__ import annotations

from typing import Final

from ...analyse.places import Spot, precision
from ...analyse.wording import raised
from ...model import Entity, Location, Value
from ..view import view
from .pictures import Picture, Pictures
from .windows import Window, is_cut, window_of

_LARGEST: Final = 150
"""Another place whose mark reaches so many pixels around it is not shown: it would cover the picture."""


@view
class Where:
    """The picture on the dossier of a place, with what its mark means, where it is from, and what is left out.

    A mark is `cut` where a part of it is beyond the edge of the map.
    """

    picture: Picture
    shape: str
    told: bool
    cut: bool
    km: str
    precision: str
    origin: str
    claimed: bool


class Whereabouts:
    """The pictures on the dossiers of places."""

    def __init__(self, pictures: Pictures) -> None:
        """Remember how maps are drawn."""
        self.corpus = pictures.corpus
        self.pictures = pictures
        self.places = pictures.places

    def of(self, entity: Entity) -> Where | None:
        """Return the picture on the dossier of a place; None where no gazetteer tells where it lies."""
        spot, location = self.places.spots.get(entity.id), entity.location
        if spot is None or not isinstance(location, Location):
            return None
        window = window_of(spot)
        others = [id for id in self.places.near[entity.id] if _is_shown(window, self.places.spots[id])]
        marks = self.pictures.marks(window, [entity.id, *others], own=entity.id)
        marks = tuple([mark for mark in marks if mark.label or not mark.href])
        return Where(
            self.pictures.picture(self.corpus.name(entity.id), window, marks),
            spot.precision,
            spot.told,
            is_cut(spot),
            f"{round(spot.km):,}",
            raised(precision(self.corpus.words, location)),
            location.origin,
            self._is_claimed(entity.id),
        )

    def _is_claimed(self, place: str) -> bool:
        """Tell whether a claim about a place gives coordinates."""
        values = (
            relation.value for id in self.corpus.about.get(place, ()) for relation in self.corpus.claims[id].relations
        )
        return any(isinstance(value, Value) and isinstance(value.lat, str) for value in values)


def _is_shown(window: Window, spot: Spot) -> bool:
    """Tell whether another place has room in a picture: it is in it, and its mark does not cover it."""
    x, y = window.seen(spot.point)
    return 0 < x < window.width and 0 < y < window.height and window.pixels(spot.km, spot.point) < _LARGEST
