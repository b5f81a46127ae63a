"""Where the places lie that claims about a group or a person name: a small map on its dossier, and the same as a list.

That a claim names a place says nothing about who is there. What the claims say stands on the dossier itself: here are
only links to them, each with its kind and its standing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from ..analyse.places import Absent, Named, NamedPlace, named_places, precision
from ..markup import Html
from ..model import Location
from .claims import ClaimViews
from .maps import Maps, Picture, window_of_named
from .view import view


@view
class Row:
    """A place on the map: its link, its precision in words, some claims that name it, how many more do."""

    link: Html
    where: str
    claims: tuple[tuple[str, str], ...]
    more: int


@view
class NotShown:
    """Places that are not on the map: links to some of them, and how many there are."""

    some: tuple[Html, ...]
    number: int


@view
class PlacesNamed:
    """The picture, the same as rows, how many more places are on the site's map; those without coordinates, and those
    that lie beyond the map."""

    picture: Picture
    rows: tuple[Row, ...]
    more: int
    missing: NotShown
    polar: NotShown


class NamedPlaces:
    """The small maps of the dossiers of one site."""

    def __init__(self, claims: ClaimViews, maps: Maps) -> None:
        """Remember how claims are shown, and how maps are drawn."""
        self.claims = claims
        self.maps = maps
        self.inline = claims.inline
        self.corpus = claims.corpus

    @cached_property
    def named(self) -> Mapping[str, Named]:
        """The places that claims about each entity name."""
        return self.corpus.index("places_named", named_places, asked="entities")

    def of(self, entity: str, links: Mapping[str, str]) -> PlacesNamed | None:
        """Return the map of one dossier, None where its claims name no place on the map.

        `links` lead to the claims that stand on the dossier.
        """
        named = self.named.get(entity)
        if named is None:
            return None
        window = window_of_named(named, self.maps.places.spots)
        marks = self.maps.pictures.marks(window, [place.id for place in named.places])
        return PlacesNamed(
            self.maps.pictures.picture("", window, marks),
            tuple([self._row(place, links) for place in named.places]),
            named.more,
            self._not_shown(named.missing),
            self._not_shown(named.polar),
        )

    def _not_shown(self, absent: Absent) -> NotShown:
        return NotShown(tuple(map(self.inline.entity, absent.some)), absent.number)

    def _row(self, place: NamedPlace, links: Mapping[str, str]) -> Row:
        location = self.corpus.entities[place.id].location
        assert isinstance(location, Location)
        claims = tuple([(links.get(id) or self.inline.href(id), self.claims.standing(id)) for id in place.claims])
        where = precision(self.corpus.words, location)
        return Row(self.inline.entity(place.id), where, claims, place.number - len(claims))
