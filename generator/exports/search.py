"""The search index, in the engine's own format, so that the search of the theme finds the generated pages too.

One writer per engine: MkDocs and ProperDocs read `docs`, Zensical reads `items`. What the engine wrote about the
hand-written pages stays as it is, in its order; the sentinels go; the generated pages follow in the order given.
This module refuses to know what an entry is about: that a claim's title begins with its standing is the caller's duty.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

INDEX_FILES: Mapping[str, str] = {
    "mkdocs": "search/search_index.json",
    "properdocs": "search/search_index.json",
    "zensical": "search.json",
}
Item = dict[str, Any]
Places = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What a reader can find: the address with its anchor, and title and text as plain text.

    The entry of a page must come before those of its anchors: the theme takes the first for the page itself.
    """

    address: str
    title: str
    text: str


class SearchIndex:
    """The index of one site: what the engine made of it, and how its entries are written.

    `places` are the places of sections in the navigation, as Zensical names them in each entry.
    """

    def __init__(self, engine: str, made: bytes, sentinels: Collection[str]) -> None:
        """Take over what the engine wrote, without the sentinels."""
        self._index: dict[str, Any] = json.loads(made)
        self._key, self._write = _WRITERS[engine]
        dropped = set(sentinels)
        items: list[Item] = self._index[self._key]
        self._kept = [item for item in items if _page(item) not in dropped]
        self.places = {_page(item): item["path"] for item in items if _page(item) in dropped and _in_navigation(item)}

    def item(self, entry: SearchEntry) -> str:
        """Return an entry as it stands in the index."""
        return _json(self._write(entry, self.places))

    def whole(self, items: Iterable[str] = ()) -> bytes:
        """Return the index in UTF-8: the engine's own items, and those given after them."""
        listed = ",".join([*map(_json, self._kept), *items])
        # The list is put where the engine had it, so that the index is not taken apart again.
        around = _json({**self._index, self._key: []})
        return around.replace(f'"{self._key}":[]', f'"{self._key}":[{listed}]', 1).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _page(item: Item) -> str:
    return str(item["location"]).partition("#")[0]


def _in_navigation(item: Item) -> bool:
    """Tell whether Zensical names the place of a page in the navigation; else it repeats the page's title."""
    return bool(item.get("path", [item["title"]]) != [item["title"]])


def _mkdocs_item(entry: SearchEntry, places: Places) -> Item:
    return {"location": entry.address, "title": escape(entry.title, quote=False), "text": _paragraph(entry.text)}


def _zensical_item(entry: SearchEntry, places: Places) -> Item:
    """Return an item with the place of its section in the navigation, which Zensical prints above the title."""
    title = escape(entry.title, quote=False)
    section = max((address for address in places if entry.address.startswith(address)), key=len, default=None)
    return {
        "location": entry.address,
        "level": 2 if "#" in entry.address else 1,
        "title": title,
        "text": _paragraph(entry.text),
        "path": [title] if section is None else places[section],
        "tags": [],
    }


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""


_WRITERS: Mapping[str, tuple[str, Callable[[SearchEntry, Places], Item]]] = {
    "mkdocs": ("docs", _mkdocs_item),
    "properdocs": ("docs", _mkdocs_item),
    "zensical": ("items", _zensical_item),
}
