"""`data/` and `mkdocs.yml` to a Corpus, and to every problem on the way.

It knows which file holds what, and that ids are unique over the site. It judges no record's content beyond
its shape: that is for `rules`. It never raises for what a person wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from . import yamlfile
from .corpus import Corpus, Home
from .model import Claim, Entity, Fault, Record, Source, Vocabulary, shape
from .names import is_slug, slug, suggest
from .problems import DossierError, Problem, Spot, arranged
from .settings import Settings, read_settings
from .yamlfile import Document, Limits, Value

CONFIG = "mkdocs.yml"
DATA = "data"
VOCABULARY = "vocabulary.yml"
SUFFIXES = (".yml", ".yaml")
BUILTIN = Path(__file__).with_name("builtin.yml")


@dataclass
class _Reading:
    """What has been gathered so far: records by id, where each stands, and problems."""

    entities: dict[str, Entity] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    homes: dict[str, Home] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load(root: Path, environ: Mapping[str, str] | None = None) -> tuple[Corpus, list[Problem]]:
    """Read the site in the folder `root` and return its corpus with all problems, sorted.

    Records with problems are left out of the corpus. A folder without `mkdocs.yml` is a DossierError.
    `environ` is what `!ENV` in `mkdocs.yml` may refer to.
    """
    settings, problems = load_settings(root, environ)
    limits = Limits(max_bytes=settings.options.max_file_bytes)
    reading = _Reading(problems=problems)
    vocabulary = _vocabulary(root, limits, reading)
    for path, kind in _files(root, settings, reading):
        document = _document(root, path, limits, reading)
        if document is not None:
            _take(document, kind, reading)
    corpus = Corpus(
        settings=settings,
        vocabulary=vocabulary,
        entities=dict(sorted(reading.entities.items())),
        sources=dict(sorted(reading.sources.items())),
        claims=dict(sorted(reading.claims.items())),
        homes=reading.homes,
    )
    return corpus, arranged(reading.problems)


def load_settings(root: Path, environ: Mapping[str, str] | None = None) -> tuple[Settings, list[Problem]]:
    """Read `mkdocs.yml` of the site in the folder `root`."""
    path = root / CONFIG
    if not path.is_file():
        raise DossierError(f"no {CONFIG} in {root}: name the site's folder with --site, or run in it")
    document, problems = yamlfile.read_config(CONFIG, path.read_bytes(), environ or {})
    settings, more = read_settings(document or Document.empty(CONFIG))
    return settings, [*problems, *more]


class Locator:
    """Finds the line and column of a path in a record, by reading its file once more."""

    def __init__(self, root: Path, corpus: Corpus) -> None:
        """Remember the site's folder and where its records stand."""
        self.corpus = corpus
        limits = Limits(max_bytes=corpus.settings.options.max_file_bytes)
        self._read = lru_cache(maxsize=64)(lambda file: yamlfile.read(file, (root / file).read_bytes(), limits)[0])

    def __call__(self, id: str, path: yamlfile.Path = (), *, key: bool = False) -> Spot:
        """Return the spot of a value (or of its key) in the record, or of the nearest thing around it."""
        home = self.corpus.homes.get(id)
        if home is None:
            return Spot(id)
        document = self._read(home.file)
        return document.spot((*home.path, *path), key=key) if document else Spot(home.file)

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
        own, faults = shape(document.value if document else {}, Vocabulary)
        reading.problems += [_problem(fault, document, ()) for fault in faults if document]
        if own is not None and document and isinstance(document.value, dict):
            for part, words in document.value.items():
                merged[part] = {**merged.get(part, {}), **(words if isinstance(words, dict) else {})}
    vocabulary, _ = shape(merged, Vocabulary)
    return vocabulary or Vocabulary()


def _files(root: Path, settings: Settings, reading: _Reading) -> Iterator[tuple[str, str]]:
    """Yield each data file's path with the sort of its records: an entity type, `source` or `claim`."""
    data = root / DATA
    if not data.is_dir():
        reading.problems.append(
            Problem("M110", "error", Spot(DATA), "there is no folder data/", "make it, with one folder per type")
        )
        return
    inside = data.resolve()
    sorts = {"sources": "source", "claims": "claim"} | {kind.folder: name for name, kind in settings.types.items()}
    for path in sorted(data.rglob("*"), key=lambda p: p.as_posix()):
        name = path.relative_to(root).as_posix()
        parts = PurePosixPath(name).parts[1:]
        if any(part.startswith(".") for part in parts):
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            hint = "put the file itself here; nothing outside data/ is read"
            reading.problems.append(Problem("M111", "error", Spot(name), "a symbolic link that leaves data/", hint))
        elif path.is_file() and path.suffix in SUFFIXES and parts != (VOCABULARY,):
            if len(parts) > 1 and parts[0] in sorts:
                yield name, sorts[parts[0]]
            else:
                reading.problems.append(_misplaced(name, parts, sorts))


def _misplaced(name: str, parts: tuple[str, ...], sorts: Mapping[str, str]) -> Problem:
    close = suggest(parts[0], sorts) if len(parts) > 1 else ()
    hint = f"did you mean data/{close[0]}/?" if close else f"records lie in: {', '.join(f'data/{s}/' for s in sorts)}"
    what = f'no type has the folder "{parts[0]}"' if len(parts) > 1 else "a record lies in the folder of its type"
    return Problem("M112", "error", Spot(name), what, hint)


def _document(root: Path, name: str, limits: Limits, reading: _Reading) -> Document | None:
    try:
        data = (root / name).read_bytes()
    except OSError as error:
        reading.problems.append(Problem("M113", "error", Spot(name), f"cannot be read: {error.strerror}"))
        return None
    document, problems = yamlfile.read(name, data, limits)
    reading.problems += problems
    return document


def _take(document: Document, kind: str, reading: _Reading) -> None:
    """Take in the one record of a file, or each record of a list."""
    value = document.value
    if isinstance(value, list):
        for place, item in enumerate(value):
            _take_record(document, (place,), item, kind, reading)
    else:
        _take_record(document, (), value, kind, reading)


def _take_record(document: Document, path: yamlfile.Path, value: Value, kind: str, reading: _Reading) -> None:
    if not isinstance(value, dict):
        problem = Problem("M103", "error", document.spot(path), f"a {kind} is written as fields with names")
        reading.problems.append(problem)
        return
    id = _id(document, path, value, reading)
    given: dict[str, Value] = {**value, "id": id or "unnamed"}
    faults: list[Fault] = []
    record: Record | None
    if kind == "source":
        record, faults = shape(given, Source)
    elif kind == "claim":
        record, faults = shape(given, Claim)
    else:
        if "type" in value:
            hint = "the folder says the type; the kind is written as `kind: …`"
            faults.append(Fault("M101", ("type",), 'an entity has no field "type"', hint, key=True))
        record, more = shape({**given, "type": kind}, Entity)
        faults += more
    reading.problems += [_problem(fault, document, path) for fault in faults]
    if record is not None and not faults and id and _is_new(id, document, path, reading):
        _keep(record, id, Home(document.file, path), reading)


def _keep(record: Record, id: str, home: Home, reading: _Reading) -> None:
    reading.homes[id] = home
    match record:
        case Entity():
            reading.entities[id] = record
        case Source():
            reading.sources[id] = record
        case Claim():
            reading.claims[id] = record


def _id(document: Document, path: yamlfile.Path, value: dict[str, Value], reading: _Reading) -> str | None:
    """Return the id of a record: what its field says, or its file's name; None where that is no id."""
    name = PurePosixPath(document.file).stem
    given = value.get("id")
    spot = document.spot((*path, "id"))
    if not path:
        if isinstance(given, str) and given != name:
            hint = f"rename the file to {given}.yml, or leave the field out"
            message = f'the id "{given}" is not the file\'s name'
            reading.problems.append(Problem("M108", "error", spot, message, hint))
            return None
        given = name
    if not isinstance(given, str):
        hint = "each record of a list has a field `id`"
        reading.problems.append(Problem("M102", "error", spot, "a record in a list needs an id", hint))
        return None
    if not is_slug(given):
        hint = f'an id is made of a-z and 0-9, in words joined by single hyphens: "{slug(given)}"'
        reading.problems.append(Problem("M106", "error", spot, f'"{given}" is no id', hint))
        return None
    return given


def _is_new(id: str, document: Document, path: yamlfile.Path, reading: _Reading) -> bool:
    """Tell whether the id is used for the first time, and say where it was used before if not."""
    spot = document.spot((*path, "id")) if path else Spot(document.file, 1, 1)
    before = reading.spots.setdefault(id, spot)
    if before is spot:
        return True
    message = f'the id "{id}" is used twice; first in {before.file}, line {before.line}'
    hint = "an id is used once in the whole site, whatever the type"
    reading.problems.append(Problem("M109", "error", spot, message, hint))
    return False


def _problem(fault: Fault, document: Document, path: yamlfile.Path) -> Problem:
    spot = document.spot((*path, *fault.path), key=fault.key)
    return Problem(fault.code, "error", spot, fault.message, fault.hint)
