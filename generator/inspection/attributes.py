"""What the attributes of an element ask for: addresses, and words that a reader may get to see."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote, unquote_plus

from ..policy import NO_REFERRER
from .addresses import css_addresses, srcset_addresses
from .marks import rendered

EMBED = "data-dossier-embed"
"""What the prose extension leaves in place of a claim that is embedded in a hand-written page."""
_LOADED = frozenset({"src", "poster", "background", "formaction", "ping", "action", "data"})
_ADDRESSES = _LOADED | {"href", "xlink:href"}
_PAINTING = (
    "clip-path", "cursor", "fill", "filter", "marker", "marker-end", "marker-mid", "marker-start", "mask", "stroke",
)  # fmt: skip
"""Attributes of drawings that are written as in a style sheet."""
_ADDRESS_LISTS = {
    **dict.fromkeys(("srcset", "imagesrcset"), srcset_addresses),
    **dict.fromkeys(("style", *_PAINTING), css_addresses),
}
_ANIMATING = frozenset({"animate", "set"})
_CHANGING = ("from", "to", "values")
_LOADED_WHERE_LINKED = frozenset({"feimage", "image", "script", "use"})
_LOADING_RELS = frozenset({
    "stylesheet", "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch", "icon",
    "apple-touch-icon", "apple-touch-icon-precomposed", "apple-touch-startup-image", "mask-icon", "manifest",
    "compression-dictionary",
})  # fmt: skip
_RUNNING = frozenset({"script", "iframe", "frame", "object", "embed", "form", "button"})
LEAVING = frozenset({"a", "area", "form"})
"""Elements by which a reader leaves the page, and whose `rel` says what the next host is told."""
WITHOUT_WORDS = frozenset({
    "class", "d", "dir", "for", "id", "lang", "media", "pattern", "points", "rel", "role", "sizes",
    "srcdoc", "tabindex", "transform", "type", "viewbox", "xmlns", "aria-hidden", "aria-labelledby",
})  # fmt: skip
"""Attributes that hold neither an address nor words for readers, and a document, which is read as such."""


class Asked(NamedTuple):
    """An address as written, whether a browser asks for it by itself (a form: when used), whether a program comes.

    It `tells` if whoever follows it tells the next host from where.
    """

    raw: str
    loads: bool
    runs: bool
    tells: bool = False


class Said(NamedTuple):
    """What the attributes of one element hold: the addresses that it asks for, and values of several words.

    `barred` are the names of those that the policy of pages forbids: scripts and styles. `spelt` are the words that
    stand in addresses.
    """

    asked: tuple[Asked, ...] = ()
    lines: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()


def read_attributes(tag: str, attributes: Mapping[str, str | None]) -> Said:
    """Return what the attributes of an element hold."""
    asked: list[Asked] = []
    lines: list[str] = []
    barred: list[str] = []
    for name, value in attributes.items():
        if not value or name in WITHOUT_WORDS:
            continue
        if name == "style" or name.startswith("on"):
            barred.append(name)
        if name in _ADDRESSES:
            if tag != "base":  # it leads nowhere by itself
                asked.append(_asked(tag, name, value, attributes))
        elif name in _ADDRESS_LISTS:
            asked += (Asked(raw, True, False) for raw in _ADDRESS_LISTS[name](value))
        elif " " in value or "/" in value or not value.isascii() or len(value.split()) > 1:
            lines.append(value)
    if tag == "meta" or tag in _ANIMATING:
        asked += _asked_together(attributes)
    if not (asked or lines or barred):
        return _NOTHING
    return Said(tuple(asked), tuple(lines), tuple(barred), spelt_in(asked))


def spelt_in(asked: Iterable[Asked]) -> tuple[str, ...]:
    """Return the words that addresses hold: a subject of a letter, what is searched for, a text to be shown there.

    What a whole address says to be shown behind it are words of the page that it leads to; of a file that stands packed
    in an address they are those of a drawing or a text.
    """
    # Asked of each address of each page, and hardly any has one of these signs.
    spelling = [one.raw for one in asked if "%" in one.raw or "+" in one.raw or " " in one.raw or "," in one.raw]
    return tuple(filter(None, map(_spelt, spelling)))


def _spelt(raw: str) -> str:
    packed = _PACKED.match(raw)
    if packed:
        return _unpacked(unquote(raw[packed.end() :])) if _OF_WORDS.search(packed[0]) else ""
    own = raw.partition(":~:")[0] if _WHOLE.match(raw) else raw
    return unquote_plus(_BETWEEN.sub(" ", own))


def _unpacked(packed: str) -> str:
    """Return what a packed drawing or text says, without its marks; nothing where it is damaged."""
    try:
        return rendered(b64decode("".join(packed.split()) + "==").decode("utf-8", "replace"))
    except ValueError:
        return ""


def _asked(tag: str, name: str, value: str, attributes: Mapping[str, str | None]) -> Asked:
    if tag == "link":
        loads = not _LOADING_RELS.isdisjoint((attributes.get("rel") or "").lower().split())
    else:
        loads = name in _LOADED or tag.lower() in _LOADED_WHERE_LINKED
    tells = tag in LEAVING and NO_REFERRER not in (attributes.get("rel") or "").lower().split()
    return Asked(value, loads, tag in _RUNNING, tells)


def _asked_together(attributes: Mapping[str, str | None]) -> Iterator[Asked]:
    """Yield what several attributes ask for: where a page leads on, what a drawing in motion makes of an address."""
    known = {name.lower(): value or "" for name, value in attributes.items()}
    if known.get("http-equiv", "").lower() == "refresh":
        yield Asked(_refreshed(known.get("content", "")), True, True)
    if known.get("attributename", "").rpartition(":")[2] == "href":
        for raw in chain.from_iterable(known.get(name, "").split(";") for name in _CHANGING):
            if raw.strip():
                yield Asked(raw.strip(), True, False)


def _refreshed(content: str) -> str:
    return (found[1] if (found := _REFRESH.match(content)) else "").strip("'\"")


_NOTHING = Said()
_REFRESH = re.compile(r"\s*[\d.]+[\s;,]*(?:url\s*=\s*)?(.*?)\s*$", re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_BETWEEN = re.compile(r"[?&#;=,]|:~:")
_PACKED = re.compile(r"\s*data:[^,]*;\s*base64\s*,", re.IGNORECASE)
_OF_WORDS = re.compile(r"data:(?:text/|[^,;]*(?:xml|json))", re.IGNORECASE)
