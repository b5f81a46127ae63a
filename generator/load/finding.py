"""Finds the data files of a folder, and says of each what its records are; nothing is opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..names import is_slug, is_text, suggest
from ..problems import Problem, Spot
from ..settings import Settings

DATA = "data"
TEMPLATES = "templates"
"""The folder of a site's own templates."""
VOCABULARY = "vocabulary.yml"
SUFFIXES = (".yml", ".yaml")
_PROGRAM = Path(__file__).resolve().parent.parent
_ALMOST = re.compile(r"(\.ya?ml)(?:\.txt)?$", re.IGNORECASE)
"""An ending that was meant to be one of these; some editors add one of their own, and file managers hide it."""

_WITHOUT = "a file without an ending is not read"


class File(NamedTuple):
    """A data file that was found: its path, the sort of its records, how the file system describes it (if it does)."""

    name: str
    sort: str
    status: os.stat_result | None


def find_files(
    root: Path, folder: str, settings: Settings, problems: list[Problem], unread: list[str], *, types_known: bool
) -> Iterator[File]:
    """Yield each data file with the sort of its records: an entity type, `source` or `claim`.

    `folder` is `data`, or an overlay, seen from the site's folder. What is meant as a data file and lies or is called
    otherwise is told among the `problems`, and named as `unread`; unknown folders are told if all types are known.
    """
    data = root / folder
    if not data.is_dir():
        alike = called_alike(data)
        hint = f"rename {alike}/ to {data.name}/" if alike else "make it, with one folder per type"
        problems.append(Problem("M110", "error", Spot(folder), f"there is no folder {folder}/", hint))
        return
    inside = data.resolve()
    sorts = _sorts(settings)
    for name, entry in sorted(_entries(data, folder, problems)):
        link = entry.is_symlink()
        if link and (refused := _refused(entry, folder, inside)):
            problems.append(Problem("M111", "error", Spot(name), *refused))
        elif not name.endswith(SUFFIXES):
            if ending := _meant(name.removeprefix(f"{folder}/"), entry, sorts):
                said = f'a file whose name ends in "{ending[0]}" is not read' if ending[0] else _WITHOUT
                hint = f"rename it to {PurePosixPath(name).name.removesuffix(ending[0])}{ending[1]}"
                problems.append(Problem("M112", "error", Spot(name), said, hint))
                unread.append(name)
        elif link or entry.is_file():
            parts = tuple(name.removeprefix(f"{folder}/").split("/"))
            if folder == DATA and parts == (VOCABULARY,):
                continue
            if is_text(name) and len(parts) > 1 and parts[0] in sorts:
                yield File(name, sorts[parts[0]], _status(entry))
            else:
                problems += _refusal(folder, parts, sorts, types_known)
                unread.append(name)
        elif not entry.is_dir():
            hint = "put an ordinary file in its place"
            problems.append(Problem("M113", "error", Spot(name), "cannot be read: it is no file", hint))


def _sorts(settings: Settings) -> Mapping[str, str]:
    """Return the sort of records in each folder; of several that name one, the first: it is told that it is taken."""
    sorts = {"sources": "source", "claims": "claim"}
    for name, kind in settings.types.items():
        sorts.setdefault(kind.folder, name)
    return sorts


def called_alike(path: Path) -> str:
    """Return what lies where a file or a folder should, and differs from its name by capitals or its ending only."""
    try:
        names = sorted(entry.name for entry in path.parent.iterdir())
    except OSError:
        return ""
    return next((name for name in names if _plainly(name) == _plainly(path.name)), "")


def _plainly(name: str) -> str:
    return _ALMOST.sub(SUFFIXES[0], name).lower()


def _meant(name: str, entry: os.DirEntry[str], sorts: Mapping[str, str]) -> tuple[str, str] | None:
    """Return how the name of a file ends that is meant as a data file, and how it should; None for any other file."""
    if ending := _ALMOST.search(name):
        return ending[0], ending[1].lower()
    section, _, rest = name.partition("/")
    forgotten = section in sorts and is_slug(rest.rpartition("/")[2]) and entry.is_file()
    return ("", SUFFIXES[0]) if forgotten else None


def _entries(folder: Path | str, name: str, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that lies below a folder, each with its path; hidden things are passed over, and links not followed."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    path = f"{name}/{entry.name}"
                    yield path, entry
                    if entry.is_dir(follow_symlinks=False):
                        yield from _entries(entry.path, path, problems)
    except OSError as error:
        problems.append(unreadable(name, error))


def unreadable(name: str, error: OSError) -> Problem:
    """Return that a file or a folder cannot be read."""
    hint = "see whether it is there and may be read"
    return Problem("M113", "error", Spot(name), f"cannot be read: {error.strerror}", hint)


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None


def _refused(link: os.DirEntry[str], folder: str, inside: Path) -> tuple[str, str] | None:
    """Return why a symbolic link is not followed, and what to do; None if it is."""
    if _leaves(Path(link.path), inside):
        said = f"a symbolic link that leaves {folder}/"
        return said, f"put the file itself here; nothing outside {folder}/ is read"
    return (
        ("a symbolic link to a folder, which is not followed", "put the folder itself here") if link.is_dir() else None
    )


def _leaves(link: Path, inside: Path) -> bool:
    """Tell whether a symbolic link leads out of the folder, or nowhere but to itself."""
    try:
        return not link.resolve(strict=True).is_relative_to(inside)
    except FileNotFoundError:
        return not link.resolve().is_relative_to(inside)
    except (OSError, RuntimeError):
        # A link to itself; from Python 3.13 on only a strict look tells.
        return True


def _refusal(folder: str, parts: tuple[str, ...], sorts: Mapping[str, str], types_known: bool) -> list[Problem]:
    """Return why a data file is not read: nobody could write down where it lies, or nobody knows of what type it is."""
    name = "/".join((folder, *parts))
    if not is_text(name):
        hint = "rename it, or the folder that it lies in"
        return [Problem("M113", "error", Spot(name), "cannot be read: its path is not in UTF-8", hint)]
    return [_misplaced(folder, parts, sorts)] if types_known else []


def _misplaced(folder: str, parts: tuple[str, ...], sorts: Mapping[str, str]) -> Problem:
    if len(parts) == 1 and _plainly(parts[0]) == VOCABULARY:
        said = f'a vocabulary that is called "{parts[0]}" is not read'
        return Problem("M112", "error", Spot(f"{folder}/{parts[0]}"), said, f"rename it to {VOCABULARY}")
    meant = [sort for sort, kind in sorts.items() if kind == parts[0].lower()]
    close = (meant or suggest(parts[0], sorts)) if len(parts) > 1 else ()
    known = ", ".join(f"{folder}/{sort}/" for sort in sorts)
    hint = f"did you mean {folder}/{close[0]}/?" if close else f"records lie in: {known}"
    what = f'no type has the folder "{parts[0]}"' if len(parts) > 1 else "a record lies in the folder of its type"
    return Problem("M112", "error", Spot("/".join((folder, *parts))), what, hint)


def places_of_templates(site: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the site's own folder first, then the program's."""
    program = _PROGRAM / TEMPLATES if (_PROGRAM / TEMPLATES).is_dir() else _PROGRAM.parent / TEMPLATES
    return tuple(dict.fromkeys(path.resolve() for path in (site / TEMPLATES, program) if path.is_dir()))
