"""What pages load in a browser and others have written: which files of which npm packages, and where pages find them.

Setting up fetches the packages, pinned by their hashes in package-lock.json, into `node_modules` beside this program;
a build copies the files that are named here into the site, with their licences. Nothing of them is in the repository.
This module refuses to know what a library does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .problems import DossierError

FOLDER = "assets/lib/"
MODULES = Path(__file__).resolve().parent.parent / "node_modules"
PINNED = MODULES / ".package-lock.json"
"""What npm writes down of the packages that it has put there: it changes when one of them does."""


@dataclass(frozen=True, slots=True)
class Library:
    """An npm package, and its files that a site is given: `assets/lib/PACKAGE/NAME`."""

    package: str
    files: tuple[str, ...]
    licence: str = "LICENSE"


LIBRARIES = (Library("cytoscape", ("dist/cytoscape.min.js",)),)


def libraries(modules: Path = MODULES, wanted: Sequence[Library] = LIBRARIES) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each library's files; raises DossierError where one was not fetched."""
    for address, package, name in places(wanted):
        yield address, fetched(package, name, modules)


def places(wanted: Sequence[Library] = LIBRARIES) -> Iterator[tuple[str, str, str]]:
    """Yield the address of each library's files in a site, its package, and where it lies in that."""
    for library in wanted:
        for name in (*library.files, library.licence):
            yield FOLDER + f"{library.package}/{Path(name).name}", library.package, name


def fetched(package: str, name: str, modules: Path = MODULES) -> bytes:
    """Return a file of a package that setting up fetches; raises DossierError if it is not there."""
    try:
        return (modules / package / name).read_bytes()
    except FileNotFoundError as error:
        raise DossierError(f"{modules / package / name} is missing: {_where_from(modules.parent)}") from error


def place_of_derived(cache: Path, modules: Path = MODULES) -> Path:
    """Return where lies what was worked out of packages: beside them, for all sites; else in the cache of one site.

    Nothing of a site may lie there. It goes with the packages, which npm removes whole.
    """
    place = modules / ".cache" / "dossier"
    there = next(path for path in (place, *place.parents) if path.exists())
    return place if modules.is_dir() and os.access(there, os.W_OK) else cache


def _where_from(program: Path) -> str:
    """Return what fetches the packages for a program in a folder; what pip installed elsewhere has no set-up."""
    setup = program / "scripts" / "setup"
    if setup.is_file():
        return f"run {setup} site, which fetches what pages load"
    return (
        "pip does not fetch what pages load: make the site with a copy of the program’s repository, "
        "in which scripts/setup site was run"
    )
