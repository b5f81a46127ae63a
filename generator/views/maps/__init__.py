"""Maps: the picture of where a place lies, the page that lists all places, and the data that its script loads.

A mark is never smaller than what is known: a dot is a point that a gazetteer gives, a ring a vicinity, a hatched circle
an area. Only names of the site stand on a map, each with its precision in words; claims stand beside it.

    windows       what a picture shows of the earth
    places        what all maps show of the places of a site
    marks         what stands on a picture, and where it has room
    pictures      maps drawn when the site is built
    listing       the page of the map
    files         what its script loads
    whereabouts   the picture on the dossier of a place
"""

from __future__ import annotations

from collections.abc import Callable

from ...geography import Outlines
from ...markup import Html
from ..claims import ClaimViews
from ..indexes import Indexes
from .files import Files
from .listing import Listing
from .pictures import Picture, Pictures
from .places import Places
from .whereabouts import Where, Whereabouts
from .windows import window_of_named

__all__ = ["Maps", "Picture", "Where", "window_of_named"]


class Maps:
    """The maps of one site."""

    def __init__(self, claims: ClaimViews, indexes: Indexes, outlines: Outlines, brief: Callable[[str], Html]) -> None:
        """Remember how links are shown, what maps are drawn on, and what makes the short row of a claim."""
        self.places = Places(claims.corpus)
        self.pictures = Pictures(claims.inline, self.places, outlines)
        self.where = Whereabouts(self.pictures).of
        self.page = Listing(self.pictures, indexes).page
        self.data = Files(claims.inline, indexes, self.places, outlines, brief).data
        self.prepare = self.places.prepare
