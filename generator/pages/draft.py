"""The plan of a corpus, of which each part is worked out when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import fields
from functools import cached_property
from uuid import uuid4

from ..analyse.facets import Facets, facets
from ..analyse.findable import Findable, findable
from ..analyse.gaps import Gap, gaps_of_site
from ..analyse.network import Edge, edges
from ..analyse.parcels import Batch, batches
from ..corpus import Corpus
from .page import Page, Plan
from .planning import addresses_of, pages_of, pages_of_record


class Draft(Plan):
    """A plan for a look at a page or two: most of it is never asked for."""

    _of: tuple[Corpus, int, bool]

    def __init__(self, corpus: Corpus, corrections: int = 0, *, feeds: bool = False) -> None:
        """Work out nothing yet; for the arguments see `plan`."""
        self.__dict__.update(key=uuid4().hex, _of=(corpus, corrections, feeds))

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Where every record stands."""
        return addresses_of(self._of[0])

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps of the whole site."""
        return gaps_of_site(self._of[0])

    @cached_property
    def edges(self) -> Mapping[str, Edge]:
        """The relations of the whole site."""
        return edges(self._of[0])

    @cached_property
    def facets(self) -> Mapping[str, Facets]:
        """What claims are found by."""
        return facets(self._of[0])

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """How claims are cut into files of data."""
        return batches(self._of[0], self.facets)

    @cached_property
    def findable(self) -> Findable:
        """What the search finds."""
        return findable(self._of[0])

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages."""
        corpus, corrections, feeds = self._of
        return pages_of(corpus, self, corrections, feeds=feeds)

    def page_at(self, address: str) -> Page | None:
        """Return the page of a record that lies at an address; None where none does."""
        _, _, below = address.partition("/")
        pages = pages_of_record(self._of[0], self.addresses, below.partition("/")[0])
        return next((page for page in pages if page.address == address), None)

    def addressed(self, addresses: Mapping[str, str]) -> Draft:
        """Return the same, which takes from another mapping where records stand."""
        made = copy(self)
        made.__dict__["addresses"] = addresses
        return made

    def whole(self) -> Plan:
        """Return the plan with all that is to be worked out."""
        return Plan(**{field.name: getattr(self, field.name) for field in fields(Plan)})


def plan(corpus: Corpus, corrections: int = 0, *, feeds: bool = False) -> Plan:
    """Return every page of the site but the hand-written ones, and where every record stands.

    `corrections` is how many changes the pages of corrections list; with `feeds`, each dossier with claims has its own.
    """
    return Draft(corpus, corrections, feeds=feeds).whole()
