"""Templates of a site's own that stand in for none of the program's, what is no file, and empty ones of pages.

A template is found by its name alone: one that is called otherwise changes nothing, and nobody would know why. Where
that of a page says nothing, its pages say nothing either.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from . import ordinary
from .load import TEMPLATES, places_of_templates
from .names import is_text, suggest
from .problems import Problem, Spot

CODE = "T118"
_OF_PAGES = "assets/"
"""What pages load lies there, and may have any name: a page, or a template, may name it."""
_COMMENT = re.compile(rb"\{#.*?#\}", re.DOTALL)


def judge_overriding(site: Path) -> Iterator[Problem]:
    """Yield a problem for each template of the site's own that nothing asks for, and each by which pages are empty."""
    own, *program = places_of_templates(site)
    if os.path.lexists(site / TEMPLATES) and not (site / TEMPLATES).is_dir():
        yield Problem(CODE, "warning", Spot(TEMPLATES), "no template is read: this is no folder", "make it a folder")
    if not program:
        return
    theirs = {path.relative_to(folder).as_posix(): path for folder in program for path in folder.rglob("*")}
    known = list(theirs)
    ours = {path.relative_to(own).as_posix(): path for path in sorted(own.rglob("*"))}
    for name in (one for one, path in ours.items() if one in theirs and theirs[one].is_file() and not path.is_file()):
        hint = "put the template itself here, or delete this"
        yield Problem(CODE, "warning", Spot(f"{TEMPLATES}/{name}"), "nothing is made with this: it is no file", hint)
    files = {name: path for name, path in ours.items() if path.is_file()}
    said = {name: _read(path) for name, path in files.items() if is_text(name)}
    for name, data in said.items():
        message = hint = ""
        if name in known and "/" not in name and not _COMMENT.sub(b"", data).strip():
            message, hint = "an empty template, by which pages are empty", "write it, or delete it"
        elif name not in known and _is_meant(name, known) and not _is_named(name, said):
            message, hint = "nothing is made with this file, and no template names it", _advice(name, known)
        if message:
            yield Problem(CODE, "warning", Spot(f"{TEMPLATES}/{name}"), message, hint)


def _read(path: Path) -> bytes:
    try:
        return ordinary.read(path)
    except OSError:  # a build says so
        return b"?"


def _is_meant(name: str, known: Collection[str]) -> bool:
    """Tell whether a file is a template, or is called like something of the program's that lies elsewhere."""
    alike = PurePosixPath(name).name in {PurePosixPath(one).name for one in known}
    return not name.startswith(_OF_PAGES) and (name.endswith(".html") or alike)


def _is_named(name: str, said: Mapping[str, bytes]) -> bool:
    return any(name.encode() in data for other, data in said.items() if other != name)


def _advice(name: str, known: Collection[str]) -> str:
    """Return which file of the program is meant: one of this name in another folder, or one that is called alike."""
    same = sorted(one for one in known if PurePosixPath(one).name == PurePosixPath(name).name)
    alike = {one.removesuffix(".html"): one for one in known if one.endswith(".html")}
    near = [*suggest(name, same, 1), *same, *(alike[one] for one in suggest(name.removesuffix(".html"), alike, 1))]
    if near:
        return f"did you mean {TEMPLATES}/{near[0]}?"
    return "give it the name of the template for which it is to stand in"
