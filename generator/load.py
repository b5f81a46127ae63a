"""`data/` and `mkdocs.yml` to a Corpus, and to every problem on the way.

It knows which file holds what, and that ids are unique over the site. It judges no record's content beyond
its shape: that is for `rules`. It never raises for what a person wrote. An overlay is a second folder laid out as
`data/` is: a field in it stands in the place of the record's own, and a record that `data/` lacks is one more.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from . import yamlfile
from .corpus import Corpus, Home
from .model import Claim, Entity, Fault, Record, Source, Vocabulary, shape
from .model.shape import needed_fields
from .names import is_slug, slug, suggest
from .problems import DossierError, Problem, Spot, arranged
from .proofs import LOCK, Proofs, read_proofs
from .settings import Settings, read_settings
from .yamlfile import Document, Limits, Value

CONFIG = "mkdocs.yml"
DATA = "data"
VOCABULARY = "vocabulary.yml"
SUFFIXES = (".yml", ".yaml")
STAND_INS: Mapping[str, Mapping[str, Value]] = {
    "kinds": {"of": [], "label": "faulty"},
    "predicates": {"label": "faulty"},
    "caveats": {"label": "faulty", "standing": "0"},
    "identifiers": {"label": "faulty"},
}
BUILTIN = Path(__file__).with_name("builtin.yml")
_KINDS: Mapping[str, type[Record]] = {"source": Source, "claim": Claim}


@dataclass(frozen=True, slots=True)
class _Laid:
    """What an overlay has of one record: its file, its path there, its fields, and the sort that its folder says."""

    document: Document
    path: yamlfile.Path
    fields: dict[str, Value]
    kind: str

    @property
    def home(self) -> Home:
        return Home(self.document.file, self.path)

    def spot(self, *path: str) -> Spot:
        return self.document.spot((*self.path, *path))


@dataclass
class _Reading:
    """What has been gathered so far: records by id, where each id stands, also that of a faulty record, and problems.

    `twice` holds further uses of an id, `unread` the files that could not be followed to their end, `overlay` what is
    still to be laid over a record.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    twice: list[tuple[str, Home]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    overlay: dict[str, _Laid] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load(
    root: Path, environ: Mapping[str, str] | None = None, overlay: Path | None = None
) -> tuple[Corpus, list[Problem]]:
    """Read the site in the folder `root` and return its corpus with all problems, sorted.

    Records with problems are left out of the corpus; only their homes are in it, so that nobody takes their ids
    for unknown. A folder without `mkdocs.yml` is a DossierError.
    `environ` is what `!ENV` in `mkdocs.yml` may refer to; `overlay` a folder to be laid over `data/`.
    """
    settings, problems = load_settings(root, environ)
    limits = Limits(max_bytes=settings.options.max_file_bytes)
    reading = _Reading(problems=problems)
    vocabulary = _vocabulary(root, limits, reading)
    if overlay is not None:
        settings = settings.made_private()
        _read_overlay(root, overlay, settings, limits, reading)
    for path, kind in _files(root, DATA, settings, reading):
        document = _document(root, path, limits, reading)
        if document is not None:
            _take(document, kind, reading)
    _take_the_rest(reading)
    for file in reading.unread:
        reading.homes.setdefault(PurePosixPath(file).stem, Home(file, ()))
    corpus = Corpus(
        settings=settings,
        vocabulary=vocabulary,
        entities=dict(sorted(reading.entities.items())),
        sources=dict(sorted(reading.sources.items())),
        claims=dict(sorted(reading.claims.items())),
        homes=reading.homes,
        proofs=_proofs(root, reading),
    )
    return corpus, arranged([*reading.problems, *_used_twice(reading, Locator(root, corpus))])


def load_settings(root: Path, environ: Mapping[str, str] | None = None) -> tuple[Settings, list[Problem]]:
    """Read `mkdocs.yml` of the site in the folder `root`."""
    document, problems = yamlfile.read_config(CONFIG, config_of(root).read_bytes(), environ or {})
    settings, more = read_settings(document or Document.empty(CONFIG))
    return settings, [*problems, *(more if document else ())]


def config_of(root: Path) -> Path:
    """Return the file that makes a folder a site; DossierError where there is none."""
    path = root / CONFIG
    if not path.is_file():
        raise DossierError(f"no {CONFIG} in {root}: name the site's folder with --site, or run in it")
    return path


class Locator:
    """Finds the line and column of a path in a record, by reading its file once more."""

    def __init__(self, root: Path, corpus: Corpus) -> None:
        """Remember the site's folder and where its records stand."""
        self.corpus = corpus
        limits = Limits(max_bytes=corpus.settings.options.max_file_bytes)
        self._read = lru_cache(maxsize=64)(lambda file: yamlfile.read(file, (root / file).read_bytes(), limits)[0])

    def __call__(self, id: str, path: yamlfile.Path = (), *, key: bool = False) -> Spot:
        """Return the spot of a value (or of its key) in the record, or of the nearest thing around it.

        The vocabulary, which has no id, goes by the path of its file.
        """
        home = Home(id, ()) if id == f"{DATA}/{VOCABULARY}" else self.corpus.homes.get(id)
        if home is None:
            return Spot(id)
        home = home.of(path)
        return self.in_file(home.file, (*home.path, *path), key=key)

    def in_file(self, file: str, path: yamlfile.Path, *, key: bool = False) -> Spot:
        """Return the spot of a path in a data file."""
        document = self._read(file)
        return document.spot(path, key=key) if document else Spot(file)


def _vocabulary(root: Path, limits: Limits, reading: _Reading) -> Vocabulary:
    """Return the site's vocabulary laid over the program's own kinds of caveats."""
    builtin, _ = yamlfile.read(BUILTIN.name, BUILTIN.read_bytes())
    merged: dict[str, Any] = dict(builtin.value) if builtin and isinstance(builtin.value, dict) else {}
    path = f"{DATA}/{VOCABULARY}"
    if (root / path).is_file():
        document = _document(root, path, limits, reading)
        if document is not None:
            _, faults = shape(document.value, Vocabulary)
            reading.problems += [_problem(fault, document, ()) for fault in faults]
            _lay_over(merged, document.value, {fault.path[:2] for fault in faults})
    vocabulary, _ = shape(merged, Vocabulary)
    return vocabulary or Vocabulary()


def _lay_over(merged: dict[str, Any], own: Value, faulty: set[yamlfile.Path]) -> None:
    """Add the site's own words to the merged ones; a faulty word is known too, so that its fault is told once."""
    for part, words in own.items() if isinstance(own, dict) else ():
        if (part,) not in faulty and isinstance(words, dict):
            known = {word: STAND_INS[part] if (part, word) in faulty else words[word] for word in words}
            merged[part] = {**merged.get(part, {}), **known}


def _proofs(root: Path, reading: _Reading) -> Proofs:
    """Return the proofs on record, if there are any."""
    try:
        data = (root / LOCK).read_bytes()
    except FileNotFoundError:
        return Proofs()
    except OSError as error:
        hint = "see whether it is a file that may be read"
        reading.problems.append(Problem("M113", "error", Spot(LOCK), f"cannot be read: {error.strerror}", hint))
        return Proofs()
    proofs, problems = read_proofs(data)
    reading.problems += problems
    return proofs


def _read_overlay(root: Path, overlay: Path, settings: Settings, limits: Limits, reading: _Reading) -> None:
    """Read what is to be laid over the records of `data/`; an id stands in it once."""
    folder = Path(os.path.relpath(overlay.resolve(), root.resolve())).as_posix()
    for name, kind in _files(root, folder, settings, reading):
        document = _document(root, name, limits, reading)
        if document is None:
            continue
        for path, value in _items(document):
            if not isinstance(value, dict):
                reading.problems.append(_no_fields(document, path, kind))
            elif id := _id(document, path, value, reading):
                laid = _Laid(document, path, value, kind)
                first = reading.overlay.setdefault(id, laid)
                if first is not laid:
                    reading.problems.append(_twice(id, first.spot("id"), laid.spot("id")))


def _take_the_rest(reading: _Reading) -> None:
    """Take in the records that only an overlay has; one that is not whole was meant for a record that is not there."""
    rest, reading.overlay = reading.overlay, {}
    for id, laid in rest.items():
        needed = needed_fields(_KINDS.get(laid.kind, Entity))
        lacking = [name for name, must in needed.items() if must and name not in {*laid.fields, "id", "type"}]
        if not lacking or reading.unread:
            _take_record(laid.document, laid.path, laid.fields, laid.kind, reading)
            continue
        close = suggest(id, reading.homes)
        hint = f'did you mean "{close[0]}"?' if close else f"a record of its own needs more: {', '.join(lacking)}"
        message = f'{DATA}/ has no record "{id}" over which to lay this'
        reading.problems.append(Problem("M114", "error", laid.spot("id"), message, hint))


def _files(root: Path, folder: str, settings: Settings, reading: _Reading) -> Iterator[tuple[str, str]]:
    """Yield each data file's path with the sort of its records: an entity type, `source` or `claim`.

    `folder` is `data`, or an overlay, seen from the site's folder.
    """
    data = root / folder
    if not data.is_dir():
        reading.problems.append(
            Problem("M110", "error", Spot(folder), f"there is no folder {folder}/", "make it, with one folder per type")
        )
        return
    inside = data.resolve()
    sorts = {"sources": "source", "claims": "claim"} | {kind.folder: name for name, kind in settings.types.items()}
    for path in sorted(data.rglob("*"), key=lambda p: p.as_posix()):
        parts = path.relative_to(data).parts
        name = "/".join((folder, *parts))
        if any(part.startswith(".") for part in parts):
            continue
        if path.is_symlink() and _leaves(path, inside):
            said = f"a symbolic link that leaves {folder}/"
            hint = f"put the file itself here; nothing outside {folder}/ is read"
            reading.problems.append(Problem("M111", "error", Spot(name), said, hint))
        elif (path.is_file() or path.is_symlink()) and path.suffix in SUFFIXES:
            if len(parts) > 1 and parts[0] in sorts:
                yield name, sorts[parts[0]]
            elif folder != DATA or parts != (VOCABULARY,):
                reading.problems.append(_misplaced(folder, parts, sorts))
        elif path.suffix in SUFFIXES and not path.is_file() and not path.is_dir():
            hint = "put an ordinary file in its place"
            reading.problems.append(Problem("M113", "error", Spot(name), "cannot be read: it is no file", hint))


def _leaves(link: Path, inside: Path) -> bool:
    """Tell whether a symbolic link leads out of the folder, or nowhere but to itself."""
    try:
        return not link.resolve(strict=True).is_relative_to(inside)
    except FileNotFoundError:
        return not link.resolve().is_relative_to(inside)
    except (OSError, RuntimeError):
        # A link to itself; from Python 3.13 on only a strict look tells.
        return True


def _misplaced(folder: str, parts: tuple[str, ...], sorts: Mapping[str, str]) -> Problem:
    close = suggest(parts[0], sorts) if len(parts) > 1 else ()
    known = ", ".join(f"{folder}/{sort}/" for sort in sorts)
    hint = f"did you mean {folder}/{close[0]}/?" if close else f"records lie in: {known}"
    what = f'no type has the folder "{parts[0]}"' if len(parts) > 1 else "a record lies in the folder of its type"
    return Problem("M112", "error", Spot("/".join((folder, *parts))), what, hint)


def _document(root: Path, name: str, limits: Limits, reading: _Reading) -> Document | None:
    try:
        data = (root / name).read_bytes()
    except OSError as error:
        hint = "see whether it is there and may be read"
        reading.problems.append(Problem("M113", "error", Spot(name), f"cannot be read: {error.strerror}", hint))
        reading.unread.append(name)
        return None
    document, problems = yamlfile.read(name, data, limits)
    reading.problems += problems
    if document is None:
        reading.unread.append(name)
    return document


def _take(document: Document, kind: str, reading: _Reading) -> None:
    """Take in the one record of a file, or each record of a list."""
    for path, value in _items(document):
        _take_record(document, path, value, kind, reading)


def _items(document: Document) -> list[tuple[yamlfile.Path, Value]]:
    """Return the one value of a file, or each value of a list, with its path."""
    value = document.value
    return [((place,), item) for place, item in enumerate(value)] if isinstance(value, list) else [((), value)]


def _take_record(document: Document, path: yamlfile.Path, value: Value, kind: str, reading: _Reading) -> None:
    if not isinstance(value, dict):
        reading.problems.append(_no_fields(document, path, kind))
        return
    id = _id(document, path, value, reading)
    over = _laid_over(id, document, kind, reading) if id in reading.overlay else None
    given: dict[str, Value] = {**value, **(over.fields if over else {}), "id": id or "unnamed"}
    faults: list[Fault] = []
    record: Record | None
    if kind == "source":
        record, faults = shape(given, Source)
    elif kind == "claim":
        record, faults = shape(given, Claim)
    else:
        if "type" in given:
            hint = "the folder says the type; the kind is written as `kind: …`"
            faults.append(Fault("M101", ("type",), 'an entity has no field "type"', hint, key=True))
        record, more = shape({**given, "type": kind}, Entity)
        faults += more
    for fault in faults:
        laid = over is not None and fault.path[:1] and fault.path[0] in over.fields
        where = (over.document, over.path) if over and laid else (document, path)
        if not _told(fault, *where, reading):
            reading.problems.append(_problem(fault, *where))
    if id is None:
        return
    home = Home(document.file, path, dict.fromkeys(over.fields.keys() - {"id"}, over.home) if over else {})
    if reading.homes.setdefault(id, home) is not home:
        reading.twice.append((id, home))
    elif record is not None and not faults:
        _keep(record, id, reading)


def _laid_over(id: str | None, document: Document, kind: str, reading: _Reading) -> _Laid | None:
    """Return what is to be laid over a record; None, and a problem, where that is a record of another sort."""
    over = reading.overlay.pop(id or "")
    if over.kind == kind:
        return over
    message = f'"{id}" is a {over.kind} here, and a {kind} in {document.file}'
    hint = "put it into the folder of the same name, or choose another id for a record of its own"
    reading.problems.append(Problem("M115", "error", over.spot("id"), message, hint))
    return None


def _no_fields(document: Document, path: yamlfile.Path, kind: str) -> Problem:
    message, hint = f"a {kind} is written as fields with names", "each on a line of its own: `name: value`"
    return Problem("M103", "error", document.spot(path), message, hint)


def _keep(record: Record, id: str, reading: _Reading) -> None:
    match record:
        case Entity():
            reading.entities[id] = record
        case Source():
            reading.sources[id] = record
        case Claim():
            reading.claims[id] = record


def _id(document: Document, path: yamlfile.Path, value: dict[str, Value], reading: _Reading) -> str | None:
    """Return the id of a record: what its field says, or its file's name; None where that is no id."""
    fault = _id_fault(value.get("id")) if path else _name_fault(PurePosixPath(document.file).stem, value)
    if fault is not None:
        reading.problems.append(_problem(fault, document, path))
        return None
    return str(value["id"]) if path else PurePosixPath(document.file).stem


def _name_fault(name: str, value: dict[str, Value]) -> Fault | None:
    """Return what is wrong with a file's name as the id of the one record in it."""
    given = value.get("id", name)
    if given == name or not isinstance(given, str):
        return _id_fault(given)
    hint = f"rename the file to {given}.yml, or leave the field out"
    return Fault("M108", ("id",), f'the id "{given}" is not the file\'s name', hint)


def _id_fault(given: Value) -> Fault | None:
    if not isinstance(given, str):
        hint = "each record of a list has a field `id`; the one record of a file may leave it out"
        return Fault("M102", ("id",), "there is no id that is a text", hint)
    if not is_slug(given):
        hint = f'an id is made of a-z and 0-9, in words joined by single hyphens: "{slug(given)}"'
        return Fault("M106", ("id",), f'"{given}" is no id', hint)
    return None


def _used_twice(reading: _Reading, locate: Locator) -> Iterator[Problem]:
    """Yield each further use of an id, with the place of the first."""
    for id, home in reading.twice:
        yield _twice(id, locate(id, ("id",)), locate.in_file(home.file, (*home.path, "id")))


def _twice(id: str, first: Spot, further: Spot) -> Problem:
    message = f'the id "{id}" is used twice; first in {first.file}, line {first.line}'
    return Problem("M109", "error", further, message, "an id is used once in the whole site, whatever the type")


def _told(fault: Fault, document: Document, path: yamlfile.Path, reading: _Reading) -> bool:
    """Tell whether a value of the wrong shape is one that says nothing: that has been noted, with what to write."""
    if fault.code != "M103":
        return False
    where = (*path, *fault.path)
    empty = {problem.spot for problem in reading.problems if problem.code == "Y034"}
    return bool(empty) and not empty.isdisjoint((document.spot(where), document.spot(where, key=True)))


def _problem(fault: Fault, document: Document, path: yamlfile.Path) -> Problem:
    spot = document.spot((*path, *fault.path), key=fault.key)
    return Problem(fault.code, "error", spot, fault.message, fault.hint)
