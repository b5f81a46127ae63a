"""Every surface on which a claim can appear, with what it shows of it, and where it is made.

The list is the whole of it: the inspection of the finished site looks up each statement that it finds by the file
and the kind of place, and stops the build at one that does not stand here. So a new page, export or command that
shows claims needs its line first. Only addresses and names of elements are told, never what a template marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from .pages import (
    BROWSER,
    CARDS,
    CLAIMS,
    CORRECTIONS,
    FEEDS,
    FILES,
    MAP,
    NEAR,
    NETWORK,
    NEWS,
    NOT_KNOWN,
    SAID,
    SEARCH,
    SOURCES,
    TIMELINE,
)  # fmt: skip

Length = Literal["full", "brief", "line"]
"""What of a claim's caveats stands beside it.

full: its own and the worst inherited one in their words, the others by kind and whose they are.
brief: each of them by its kind, in one clause. line: what speaks against it and the worst inherited one, before it.
"""
Step = Literal["here", "link", "record"]
"""Where the whole of its caveats stands: on the page itself, behind a plain link beside it, at the entry's address."""
Surfaces = dict[str, frozenset[str]]

DOSSIERS: Final = "<dossiers>/"
"""Stands for the folder of each type of entity."""
WRITTEN: Final = "<hand-written>"
"""Stands for every page that people write in the site's own folder."""
_NAMED = frozenset({
    "mentions", "published", "timeline", "what_words_mean", *(path.split("/")[1] for path in (BROWSER, FILES)),
})  # fmt: skip
_IN_PARTS = frozenset({CARDS.removesuffix("/")})
"""Folders whose files are parts of one whole, under numbers."""
_PART = re.compile(r"_[0-9a-f]+(?:_\d+)?\.")
"""Which part of all data a file is, in its name."""
_INDEX = "index.html"
_SHARD = re.compile(r"^(?!feed\.)[0-9a-f]+(?=\.)")
"""A number, as it names a file; `feed.json` is called so in words."""


@dataclass(frozen=True, slots=True)
class Surface:
    """One surface: what a reader calls it, the files and kinds of places, its length, its maker, and the next step.

    In `files`, a star stands for one step of an address: a record's id, or the number of a part. `places` are
    kinds of places as the inspection names them: an element, and the one around it that stands by itself.
    """

    name: str
    files: tuple[str, ...]
    places: tuple[str, ...]
    shows: Length
    made_by: str
    whole: Step


_CLAIM = (f"{CLAIMS}*/",)
_ENTITY = (f"{DOSSIERS}*/", f"{DOSSIERS}*/*/")
_SOURCE = (f"{SOURCES}*/", f"{SOURCES}*/*/")
_CARDS = (*_ENTITY, *_SOURCE)
_TOLD = (*_CLAIM, *_SOURCE)
"""Where all is told of a claim: on its page, or folded up under it where it has none."""
_TIMELINES = (TIMELINE, f"{TIMELINE}page_*/", f"{DOSSIERS}*/timeline/", f"{DOSSIERS}*/timeline/*/")
_LISTS = (
    CLAIMS,
    f"{CLAIMS}page_*/",
    f"{CLAIMS}by_*/*/",
    f"{CLAIMS}by_*/*/page_*/",
    f"{DOSSIERS}*/mentions/",
    f"{DOSSIERS}*/mentions/*/",
    *_TIMELINES,
    WRITTEN,
)
_CHANGES = (CORRECTIONS, f"{CORRECTIONS}page_*/", WRITTEN)
_SOURCE_LISTS = (
    *_ENTITY, *_SOURCE, SOURCES, f"{SOURCES}page_*/", f"{DOSSIERS}*/published/", f"{DOSSIERS}*/published/*/",
    *_TIMELINES, NOT_KNOWN, f"{NOT_KNOWN}page_*/", WRITTEN,
)  # fmt: skip

SURFACES: Final = (
    Surface("page of a claim", _CLAIM, ("h1 in article",), "full", "templates/claim.html", "here"),
    Surface("its statement in another language", _TOLD, ("p in article",), "full", "templates/claim.html", "here"),
    Surface("title of that page", _CLAIM, ("title", "div in nav"), "line", "ClaimViews.line", "here"),
    Surface("sentence to cite it by", _CLAIM, ("p in article",), "line", "ClaimPages._cite", "here"),
    Surface("entry of a bibliography", _TOLD, ("p in article",), "line", "generator/exports/citing.py",
            "here"),
    Surface("words for previews and reference managers", _TOLD, ("attribute",), "line",
            "generator/exports/heads.py", "here"),
    Surface("record as JSON-LD", _TOLD, ("script",), "brief", "generator/exports/linked.py", "record"),
    Surface("its relations in words", _TOLD, ("dd in section",), "brief", "ClaimPages._readings", "here"),
    Surface("its quotes", _TOLD, ("blockquote in section", "figcaption in section"), "line",
            "templates/parts/recorded.html", "here"),
    Surface("its history", _TOLD, ("p in li",), "brief", "templates/parts/changes.html", "here"),
    Surface("card", _CARDS, ("h3 in article",), "full", "templates/parts/claim.html", "link"),
    Surface("card in a frame of tension", _CARDS, ("h4 in article",), "full", "templates/parts/claim.html", "link"),
    Surface("answer beside what it answers", (*_CARDS, *_CLAIM, WRITTEN), ("p in section",), "full",
            "templates/parts/answer.html", "link"),
    Surface("quote in a card", _CARDS, ("blockquote in article", "figcaption in article"), "line",
            "templates/parts/quote.html", "link"),
    Surface("short row beside others", (*_CARDS, *_CLAIM), ("p in article",), "brief", "templates/parts/brief.html",
            "link"),
    Surface("short row of a list", _LISTS, ("p in article",), "brief", "templates/parts/brief.html", "link"),
    Surface("row of the table at a glance", _ENTITY, ("td in tr", "tr"), "line", "Dossiers._rows", "link"),
    Surface("row of the table of relations", (NETWORK, f"{NETWORK}page_*/"), ("td in tr", "tr"), "line", "Network._row",
            "link"),
    Surface("relation that is explored", (f"{NETWORK}*/{NEAR}",), ("record",), "line", "Network._edge", "record"),
    Surface("claim of a relation that is explored", (f"{NETWORK}*/{SAID}",), ("record",), "brief", "Network._said",
            "record"),
    Surface("quote of a name", _ENTITY, ("blockquote in section", "blockquote in li", "figcaption in section"), "line",
            "templates/parts/found.html", "link"),
    Surface("source whose title says the same", _SOURCE, ("h1 in article", "title", "div in nav"), "line",
            "templates/source.html", "here"),
    Surface("row of a source whose title says the same", _SOURCE_LISTS, ("li",), "line", "Indexes._source", "link"),
    Surface("change of a claim", _CHANGES, ("p in article",), "brief", "templates/parts/changes.html", "link"),
    Surface("changed claim as it stands now", _CHANGES, ("p in article",), "brief", "templates/parts/brief.html",
            "link"),
    Surface("entry of a feed", tuple(FEEDS.values()), ("item", "record"), "brief", "generator/exports/feeds.py",
            "record"),
    Surface("short row beside the map", (f"{MAP}*/claims.js",), ("record",), "brief", "Files._seen", "link"),
    Surface("entry of a feed of new and changed claims",
            (*NEWS.values(), f"{DOSSIERS}*/atom.xml", f"{DOSSIERS}*/feed.json"), ("item", "record"),
            "brief", "generator/views/news.py", "record"),
    Surface("short row that the browser of claims loads", (f"{BROWSER}rows_*.js",), ("record",), "brief",
            "templates/parts/brief.html", "record"),
    Surface("record of a download", (f"{FILES}claims_*.jsonl", f"{BROWSER}records_*.js"), ("record",), "full",
            "generator/exports/claim_data.py", "record"),
    Surface("row of a download", (f"{FILES}claims_*.csv",), ("row",), "full", "generator/exports/claim_data.py",
            "record"),
    Surface("hit of the search", (f"{SEARCH}*/*.js",), ("record",), "brief", "generator/views/finding.py",
            "record"),
    Surface("source with the same title in the search", (f"{SEARCH}*/*.js",), ("record",), "line",
            "generator/views/finding.py", "record"),
    Surface("claim embedded in a hand-written page", (WRITTEN,), (*(f"h{rank} in article" for rank in range(2, 7)),
            "blockquote in article", "figcaption in article"), "full", "Renderer.embed", "link"),
    Surface("short row in an embedded claim", (WRITTEN,), ("p in article",), "brief", "templates/parts/brief.html",
            "link"),
    Surface("words of the editors that repeat it", (WRITTEN,), ("p in article", "li", "p in li", "td in tr"), "full",
            "whoever writes the page", "link"),
    Surface("card of a link", (f"{CARDS}*",), ("record",), "brief", "templates/parts/brief.html", "record"),
    Surface("answer in the terminal", ("dossier history",), ("line",), "line", "generator/exports/chronicle.py",
            "record"),
    Surface("answer to a program", ("dossier history --format json",), ("record",), "line",
            "generator/exports/chronicle.py", "record"),
    Surface("printed record", ("dossier pdf",), ("h1 in article", "h3 in article", "h4 in article"), "full",
            "generator/paper.py", "here"),
    Surface("hit in the terminal", ("dossier find",), ("line",), "line", "generator/exports/find.py", "record"),
    Surface("hit for a program", ("dossier find --format json",), ("record",), "brief", "generator/exports/find.py",
            "record"),
    Surface("record in the terminal", ("dossier show",), ("line",), "line", "generator/exports/shown/known.py",
            "record"),
    Surface("record for a program", ("dossier show --format json",), ("record",), "line",
            "generator/exports/shown/known.py", "record"),
)  # fmt: skip
"""Every surface. Whoever adds one adds it here, and shows it to the tests of the whole site."""


class Registry:
    """The surfaces of one site, to be looked up by file."""

    def __init__(self, folders: Iterable[str], surfaces: Iterable[Surface] = SURFACES) -> None:
        """Take the folders of the types of entities, such as "groups"."""
        self._folders = tuple(folders)
        self._surfaces = tuple(surfaces)

    def places(self, address: str) -> frozenset[str]:
        """Return the kinds of places in which claims may stand in the generated file at an address; none elsewhere."""
        return self._by_shape.get(shape(address), frozenset())

    @property
    def written(self) -> frozenset[str]:
        """The kinds of places in which claims may stand in a hand-written page."""
        return self._by_shape.get(WRITTEN, frozenset())

    @cached_property
    def _by_shape(self) -> Surfaces:
        found: dict[str, set[str]] = {}
        for surface in self._surfaces:
            for file in surface.files:
                for whole in self._expanded(file):
                    found.setdefault(whole, set()).update(surface.places)
        return {file: frozenset(places) for file, places in found.items()}

    def _expanded(self, file: str) -> tuple[str, ...]:
        whole = f"{file}{_INDEX}" if file.endswith("/") else file
        return (
            tuple(whole.replace(DOSSIERS, f"{folder}/") for folder in self._folders) if DOSSIERS in whole else (whole,)
        )


def shape(address: str) -> str:
    """Return an address with a star in place of each id and number below its first step."""
    if "/" not in address:
        return address
    first, *steps, last = address.split("/")
    below = [_starred(step, within=place > 0) for place, step in enumerate(steps)]
    last = _SHARD.sub("*", last) if steps else last
    return "/".join([first, *below, "*" if first in _IN_PARTS else _PART.sub("_*.", last)])


def _starred(step: str, within: bool) -> str:
    """Return a step of an address, or its star: a record may be called as a part of another one's address is."""
    for sort in ("page_", "by_"):
        if step.startswith(sort):
            return f"{sort}*"
    return step if step in _NAMED and (within or "_" in step) else "*"
