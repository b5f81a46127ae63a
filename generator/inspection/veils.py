"""What a site's own style sheets hide, in whatever pages load them: no caveat that stands there is seen.

A rule that hides what the program names is refused as such (`styles`). A class of somebody's own says nothing by
itself: a page may hide a hint, a menu, or the caveat of a claim that it shows. So pages are read without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from .addresses import Home, Where
from .styles import concealed

_ASIDE = re.compile(r"\[[^\]]*\]|(?<!\\)::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?")
"""What of a selector is neither the name of an element nor a class or an id."""
_COMBINED = re.compile(r"(?<!\\)[\s>+~]+")
_NAMED = re.compile(r"([.#]?)((?:[\w-]|\\.)+)")
_NUMBERED = re.compile(r"\\[\da-fA-F]")
"""A sign that is written as its number."""
_KEYS = {".": "class", "#": "id", "": ""}
_ANY = ("", "")


class Veils:
    """The selectors by which each style sheet hides something, by the address of the sheet from the edition's root."""

    def __init__(self, sheets: Mapping[str, Sequence[str]]) -> None:
        self._sheets = sheets

    def __bool__(self) -> bool:
        """Tell whether anything is hidden anywhere."""
        return bool(self._sheets)

    def hide(self, part: LexborNode, loaded: Sequence[str]) -> list[str]:
        """Mark as `hidden` what style sheets hide that a page loads; return the selectors that hide anything."""
        met = []
        for selector in dict.fromkeys(one for sheet in loaded for one in self._sheets.get(sheet, ())):
            nodes = part.css(selector)
            for node in nodes:
                node.attrs["hidden"] = ""
            met += [selector] if nodes else []
        return met

    def may_hide(self, name: str, attributes: Mapping[str, str | None]) -> bool:
        """Tell whether an element may be hidden by any sheet, wherever it stands."""
        if _ANY in self._keys or ("", name) in self._keys:
            return True
        return any(
            (attribute, value) in self._keys
            for attribute in ("class", "id")
            for value in (attributes.get(attribute) or "").split()
        )

    @cached_property
    def _keys(self) -> frozenset[tuple[str, str]]:
        return frozenset(_key(selector) for sheet in self._sheets.values() for selector in sheet)


NO_VEILS = Veils({})


def veiling(css: str) -> tuple[str, ...]:
    """Return the selectors by which a style sheet hides anything, as far as a page can be asked for them."""
    nothing = LexborHTMLParser("")
    return tuple(
        dict.fromkeys(one for one in concealed(css) if one not in ("", "[hidden]") and _is_understood(nothing, one))
    )


def loaded_styles(page: LexborHTMLParser, address: str, folder: str | None, home: Home) -> Iterator[str]:
    """Yield the addresses of style sheets of this site that a page loads, from the root of its edition.

    `folder` is what addresses count from, if not the page's.
    """
    for link in page.css("link[href]"):
        if "stylesheet" in (link.attributes.get("rel") or "").lower().split():
            where, name, _ = home.find(address, link.attributes["href"] or "", folder)
            if where is Where.HERE:
                yield name.removeprefix(home.folder)


def _is_understood(page: LexborHTMLParser, selector: str) -> bool:
    try:
        page.css(selector)
    except SelectolaxError:  # a part of an element, or nothing that any browser minds
        return False
    return True


def _key(selector: str) -> tuple[str, str]:
    """Return what an element has that a selector meets: a class, an id, a name, or nothing that is told at a glance."""
    last = _COMBINED.split(_ASIDE.sub("", selector).strip())[-1]
    named = {sign: re.sub(r"\\(.)", r"\1", name) for sign, name in _NAMED.findall(last)}
    if _NUMBERED.search(selector):
        return _ANY
    named[""] = named.get("", "").lower()
    return next(((kind, named[sign]) for sign, kind in _KEYS.items() if named.get(sign)), _ANY)
