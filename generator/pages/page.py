"""One page to make, and all of them with what was worked out for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal
from uuid import uuid4

from ..analyse.facets import Facets
from ..analyse.findable import NOTHING_FOUND, Findable
from ..analyse.gaps import Gap
from ..analyse.network import Edge
from ..analyse.parcels import Batch
from ..model import Row

Kind = Literal["entity", "source", "claim"]
Template = Literal[
    "dossier",
    "mentions",
    "published",
    "source",
    "claim",
    "claim-stub",
    "entity-index",
    "source-index",
    "claim-index",
    "claim-rows",
    "claim-table",
    "claim-tables",
    "claim-records",
    "claim-csv",
    "claim-lines",
    "claim-parts",
    "claim-files",
    "corrections",
    "not-known",
    "timeline",
    "entity-timeline",
    "map",
    "map-cell",
    "map-claims",
    "map-tile",
    "words",
    "network",
    "network-near",
    "network-said",
    "redirect",
    "cards",
    "feed",
    "search",
    "search-index",
    "search-terms",
    "search-docs",
    "search-facets",
    "search-refs",
]


STUB_BYTES = 600
"""So many bytes a stub has at most: a large site has as many of them as claims."""
_STUB_ADDRESS = 220
"""So long an address has room in these, once; of a longer one the rest comes on top."""
_WHOLE = ("redirect", "claim-stub")
"""What leads on, and takes no frame."""
_INDEXES = ("entity-index", "source-index", "claim-index")
"""What lists records. Such a list opens a section, or is one of several in it."""


class Page(Row, frozen=True):
    """One page to make: where it lies, which template makes it, of what, and which rows it shows.

    A page's address ends with a slash; any other address is that of a file of data (`cards/3f.json`), which is made,
    kept and inspected like a page, but takes no frame and has no place in the sitemap. `subject` is the id of its
    record, the entity type of an index, or `facet=value` of a list of the claims that have it; `rows` are the ids that
    it lists or shows in full (of what leads on: the address that it leads to). `part` counts from 1 to `parts`.
    """

    address: str
    section: str
    template: Template
    subject: str = ""
    part: int = 1
    parts: int = 1
    rows: tuple[str, ...] = ()

    def at(self, address: str) -> Page:
        """Return the same page at another address."""
        return Page(address, self.section, self.template, self.subject, self.part, self.parts, self.rows)

    @property
    def file(self) -> str:
        """The path of its file, seen from the site's root."""
        return f"{self.address}index.html" if self.framed or self.template in _WHOLE else self.address

    @property
    def framed(self) -> bool:
        """Tell whether it is put into a frame: data is not, nor is what leads on, whose HTML is whole."""
        return self.template not in _WHOLE and (not self.address or self.address.endswith("/"))


def stub_bytes(address: str) -> int:
    """Return how many bytes a stub may have that leads to an address; ids of more than a hundred signs are rare."""
    return STUB_BYTES + max(0, len(address) - _STUB_ADDRESS)


@dataclass(frozen=True)
class Plan:
    """All generated pages in a fixed order, where each record stands, and what was worked out for them all.

    That is the gaps and the relations that pages list, what claims are found by, how these are cut into files of data,
    and what the search finds. `key` tells this plan from all others, also where another process takes it over.
    """

    pages: tuple[Page, ...]
    addresses: Mapping[str, str]
    gaps: tuple[Gap, ...] = ()
    edges: Mapping[str, Edge] = field(default_factory=dict)
    facets: Mapping[str, Facets] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()
    findable: Findable = NOTHING_FOUND
    key: str = field(default_factory=lambda: uuid4().hex, compare=False)

    def address(self, id: str) -> str:
        """Return where a record stands: the address of its page, of a claim perhaps with an anchor on another's.

        Whatever is kept outside the site takes a claim's `permalink`, which stays when the claim moves. KeyError where
        there is no such record.
        """
        return self.addresses[id]

    def page_at(self, address: str) -> Page | None:
        """Return the page that lies at an address; None where none does."""
        return self.by_address.get(address)

    def addressed(self, addresses: Mapping[str, str]) -> Plan:
        """Return the same, which takes from another mapping where records stand."""
        return replace(self, addresses=addresses)

    @cached_property
    def by_address(self) -> Mapping[str, Page]:
        """The pages by their addresses."""
        return {page.address: page for page in self.pages}

    @cached_property
    def indexes(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of each index, by the section that it opens."""
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            if page.template in _INDEXES and index_start(page) == page.section:
                found.setdefault(page.section, []).append(page)
        return {section: tuple(made) for section, made in found.items()}


def index_start(page: Page) -> str:
    """Return the address of the first part of the index that a page is of."""
    return page.address.removesuffix(f"page_{page.part}/")
