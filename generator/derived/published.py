"""Whether a folder that a site publishes whole shares files with what must never be published."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..handover import builds_around
from .named import is_small

_NEVER = ("data", "templates", ".cache", "site")
"""Folders of a site that are the records, private notes among them, or made of them; a site may be built elsewhere."""
THEME = "the theme"


def refused(site_dir: Path, name: str, what: str, evidence: str) -> Iterator[tuple[str, str]]:
    """Yield in words why a folder of a site cannot be published, and what to do. Its links count only as a theme's.

    `what` it is the folder of is told as messages say it; `evidence` is where the site keeps copies of its sources, ""
    where these are judged elsewhere.
    """
    folder, site = (site_dir / name).resolve(), site_dir.resolve()
    never = (*_NEVER, evidence) if evidence else _NEVER
    if own := _shared(site, never, folder):
        message = f'the folder of {what}, "{name}", is published, and shares files with "{own}"'
        yield message, "choose a folder that holds nothing else"
        return
    if what != THEME:
        return
    for link, own in _links_out(site, never, folder):
        message = f'the folder of the theme is published, and its link "{name}/{link}" leads to "{own}"'
        yield message, "put the file itself there, or take the link out"
    if folder.is_dir() and not folder.is_relative_to(site) and not _is_theme(folder):
        message = f'"{name}" lies outside of the site and is no theme, and all of it would be published'
        yield message, "a theme has templates, as files that end in .html or below partials/"


def _shared(site: Path, never: tuple[str, ...], path: Path) -> str:
    """Return what of a site must not be published and shares files with a path; "" if nothing does."""
    built = builds_around(path)
    for own in (*never, os.path.relpath(built, site)) if built else never:
        place = (site / own).resolve()
        if path.is_relative_to(place) or place.is_relative_to(path):
            return own
    return ""


def _links_out(site: Path, never: tuple[str, ...], folder: Path) -> Iterator[tuple[str, str]]:
    """Yield links in a theme that lead to what must not be published; what else they lead to is a part of it."""
    waiting, seen = [folder], {folder}
    while waiting:
        for link, target in _links(waiting.pop()):
            if own := _shared(site, never, target):
                yield link.relative_to(folder).as_posix(), own
            elif target not in seen and target.is_dir() and is_small(target):
                seen.add(target)
                waiting.append(link)


def _links(folder: Path) -> list[tuple[Path, Path]]:
    """Return the links in a folder that lead anywhere, with what they lead to."""
    return [(path, path.resolve()) for path in sorted(folder.rglob("*")) if path.is_symlink() and path.exists()]


def _is_theme(folder: Path) -> bool:
    return (folder / "partials").is_dir() or any(folder.glob("*.html"))
