"""What a site's own style sheets hide, before any page is made: the inspection reads pages as they are seen.

Which of them a page loads, the page says. Those of the program and of the theme hide no caveat by what they name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from . import ordinary
from .inspection import veiling
from .load import TEMPLATES
from .settings import Settings
from .templates import address_of_asset

Veils = tuple[tuple[str, tuple[str, ...]], ...]


def veils(site: Path, settings: Settings) -> Veils:
    """Return the address of each style sheet of the site's own that hides anything, and the selectors by which."""
    hidden: dict[str, dict[str, None]] = {}
    for address, path in _own(site, settings):
        with suppress(OSError, ValueError):  # a build says so
            hidden.setdefault(address, {}).update(dict.fromkeys(veiling(ordinary.read_text(path, "utf-8-sig"))))
    return tuple((address, tuple(selectors)) for address, selectors in sorted(hidden.items()) if selectors)


def _own(site: Path, settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield each style sheet with the address that it will have in an edition."""
    pages = () if settings.pages_hold(site) else (site / settings.pages_dir,)
    for folder in (*pages, *([site / settings.overrides] if settings.overrides else ())):
        for path in sorted(folder.rglob("*.css")):
            yield path.relative_to(folder).as_posix(), path
    for path in sorted((site / TEMPLATES).rglob("*.css")):
        yield address_of_asset(path.relative_to(site / TEMPLATES).as_posix()), path
