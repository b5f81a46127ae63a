"""Hand-written pages in the search: read from the index that the engine makes for itself, which is not published.

One reader per engine: MkDocs and ProperDocs write `docs`, Zensical writes `items`. What becomes of it is a shard like
those of records, but that it holds keys and hits together: hand-written pages are few, whatever the site grows to.
This module refuses to know what a page is about.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..analyse.findable import note
from ..postings import coded
from ..views import plain_text
from ..words import Words

INDEX_FILES: Mapping[str, str] = {
    "mkdocs": "search/search_index.json",
    "properdocs": "search/search_index.json",
    "zensical": "search.json",
}
_LISTS = {"mkdocs": "docs", "properdocs": "docs", "zensical": "items"}
_OF_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/search.")
_TITLE, _TEXT = 30, 5
PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Written:
    """A page, or a part of one, that is no record: its address with its anchor, its title, and its words."""

    address: str
    title: str
    text: str


def serves_search(file: str) -> bool:
    """Tell whether a file of the theme's serves nothing but the engine's own search."""
    return file.startswith(_OF_SEARCH)


def written(engine: str, made: bytes, sentinels: Collection[str]) -> Iterator[Written]:
    """Yield what the engine's index says of the hand-written pages."""
    items: list[dict[str, Any]] = json.loads(made)[_LISTS[engine]]
    for item in items:
        address = str(item["location"])
        if address.partition("#")[0] not in sentinels:
            yield Written(address, plain_text(item["title"]), plain_text(item["text"]))


def pages(entries: Iterable[Written], words: Words) -> dict[str, Any]:
    """Return hand-written pages as data for the search: the hits, and which of them hold each key."""
    listed = list(entries)
    titles = {entry.address: entry.title for entry in listed if "#" not in entry.address}
    docs: list[dict[str, Any]] = []
    postings: dict[str, list[tuple[int, int]]] = {}
    for place, entry in enumerate(listed):
        page = titles.get(entry.address.partition("#")[0], "") if "#" in entry.address else ""
        docs.append(
            {
                "n": -1 - place,
                "t": "page",
                "href": entry.address,
                "k": words("Page"),
                "s": entry.title,
                "o": [page] if page else [],
            }
        )
        found: dict[str, int] = {}
        note(found, entry.title, _TITLE)
        note(found, entry.text, _TEXT)
        for key, weight in found.items():
            postings.setdefault(key, []).append((place, weight))
    return {"docs": docs, "terms": " ".join([f"{key} {coded(postings[key])}" for key in sorted(postings)])}
