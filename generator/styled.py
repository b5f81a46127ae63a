"""What a site's own style sheets hide, before any page is made: the inspection reads pages as they are seen.

Which of them a page loads, the page says. Those of the program and of the theme hide no caveat by what they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from posixpath import dirname, join, normpath

from . import ordinary
from .inspection import css_addresses, veiling
from .load import places_of_templates
from .settings import Settings
from .templates import address_of_asset

Veils = tuple[tuple[str, tuple[str, ...]], ...]


def veils(site: Path, settings: Settings) -> Veils:
    """Return the address of each style sheet of the site's own that hides anything, and the selectors by which.

    What a sheet imports is a part of it.
    """
    sheets: dict[str, str] = {}
    for address, path in _own(site, settings):
        with suppress(OSError, ValueError):  # a build says so
            sheets[address] = sheets.get(address, "") + ordinary.read_text(path, "utf-8-sig") + "\n"
    hidden = {address: veiling(css) for address, css in sheets.items()}
    whole = ((address, _with_imported(address, sheets)) for address in sorted(sheets))
    found = ((address, [selector for sheet in parts for selector in hidden[sheet]]) for address, parts in whole)
    return tuple((address, tuple(dict.fromkeys(selectors))) for address, selectors in found if selectors)


def _with_imported(address: str, sheets: Mapping[str, str]) -> Iterable[str]:
    """Return a style sheet and those that it imports, which import others."""
    found, left = dict[str, None](), [address]
    while left:
        sheet = left.pop()
        found[sheet] = None
        if "@import" in sheets[sheet]:
            named = (normpath(join(dirname(sheet), raw.partition("?")[0])) for raw in css_addresses(sheets[sheet]))
            left += [other for other in named if other in sheets and other not in found]
    return found


def _own(site: Path, settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield each style sheet with the address that it will have in an edition."""
    for named in dict.fromkeys(filter(None, (settings.pages_dir, settings.overrides))):
        folder = site / named
        if site.resolve().is_relative_to(folder.resolve()):  # all that lies there is not read as if it were published
            continue
        for path in sorted(folder.rglob("*.css")):
            yield path.relative_to(folder).as_posix(), path
    for own in places_of_templates(site)[:-1]:  # the last are the program's
        for path in sorted(own.rglob("*.css")):
            yield address_of_asset(path.relative_to(own).as_posix()), path
