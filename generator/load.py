"""`data/` and `mkdocs.yml` to a Corpus, and to every problem on the way.

It knows which file holds what, and that ids are unique over the site. It judges no record's content beyond
its shape: that is for `rules`. It never raises for what a person wrote. An overlay is a second folder laid out as
`data/` is: a field in it stands in the place of the record's own, and a record that `data/` lacks is one more.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from . import yamlfile
from .corpus import Corpus, Home
from .keeping import digest
from .model import Claim, Entity, Fault, Record, Source, Vocabulary, shape
from .model.kept import KeptFile, joined, packed
from .model.shape import needed_fields
from .names import is_slug, slug, suggest
from .problems import DossierError, Problem, Spot, arranged
from .proofs import LOCK, Proofs, read_proofs
from .readcache import ReadCache
from .settings import Settings, read_settings
from .words import words_of
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
FEW = 400
"""Up to so many files one process reads them sooner than several can be started."""
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


class _File(NamedTuple):
    """A data file that was found: its path, the sort of its records, how the file system describes it (if it does)."""

    name: str
    sort: str
    status: os.stat_result | None


@dataclass(slots=True)
class _Part:
    """What one file holds: each record's id (None: it has none), its path, and the record itself (None: it has faults).

    `laid` is what an overlay has of some of these records. `kept` is there where nothing is wrong: what comes from
    another process, or from an earlier run, is in it alone.
    """

    file: str
    found: list[tuple[str | None, yamlfile.Path, Record | None]] = field(default_factory=list)
    digests: dict[str, bytes] = field(default_factory=dict)
    laid: dict[str, _Laid] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False
    kept: KeptFile | None = None


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
    digests: dict[str, bytes] = field(default_factory=dict)
    twice: list[tuple[str, Home]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    overlay: dict[str, _Laid] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load(
    root: Path,
    environ: Mapping[str, str] | None = None,
    overlay: Path | None = None,
    *,
    cache: Path | None = None,
    jobs: int = 1,
) -> tuple[Corpus, list[Problem]]:
    """Read the site in the folder `root` and return its corpus with all problems, sorted.

    Records with problems are left out of the corpus; only their homes are in it, so that nobody takes their ids
    for unknown. A folder without `mkdocs.yml` is a DossierError.
    `environ` is what `!ENV` in `mkdocs.yml` may refer to; `overlay` a folder to be laid over `data/`. In the folder
    `cache`, what was read is kept for the next run; where many files are to be read, up to `jobs` processes do it.
    Neither changes what is returned. With an overlay, nothing is kept.
    """
    settings, problems = load_settings(root, environ)
    limits = Limits(max_bytes=settings.options.max_file_bytes)
    reading = _Reading(problems=problems)
    vocabulary = _vocabulary(root, limits, reading)
    if overlay is not None:
        settings = settings.made_private()
        _read_overlay(root, overlay, settings, limits, reading)
    kept = ReadCache(cache, limits) if cache and overlay is None else None
    files = _files(root, DATA, settings, reading)
    read = partial(_read, root, limits, reading.overlay)
    for part in _parts(files, read, kept, jobs if overlay is None else 1):
        _take(part, reading)
    _take_the_rest(reading)
    if kept:
        kept.save()
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
        digests=reading.digests,
    )
    if settings.language != corpus.words.lang:
        corpus = corpus.spoken(words_of(settings.language))
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
    for file in _files(root, folder, settings, reading):
        document = _document(root, file.name, limits, reading)
        if document is None:
            continue
        for path, value in _records(document.value):
            if not isinstance(value, dict):
                reading.problems.append(_no_fields(document, path, file.sort))
            elif id := _id(document, path, value, reading.problems):
                laid = _Laid(document, path, value, file.sort)
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
            part = _Part(laid.document.file)
            _read_record(laid.document, laid.path, laid.fields, laid.kind, part, {})
            _digest(part)
            _take(part, reading)
            continue
        close = suggest(id, reading.homes)
        hint = f'did you mean "{close[0]}"?' if close else f"a record of its own needs more: {', '.join(lacking)}"
        message = f'{DATA}/ has no record "{id}" over which to lay this'
        reading.problems.append(Problem("M114", "error", laid.spot("id"), message, hint))


def _files(root: Path, folder: str, settings: Settings, reading: _Reading) -> Iterator[_File]:
    """Yield each data file with the sort of its records: an entity type, `source` or `claim`.

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
    for name, entry in sorted(_entries(data, folder)):
        suffix = os.path.splitext(name)[1]  # noqa: PTH122  a path object for each file would take longer than the rest
        link = entry.is_symlink()
        if link and _leaves(Path(entry.path), inside):
            said = f"a symbolic link that leaves {folder}/"
            hint = f"put the file itself here; nothing outside {folder}/ is read"
            reading.problems.append(Problem("M111", "error", Spot(name), said, hint))
        elif suffix not in SUFFIXES:
            continue
        elif link or entry.is_file():
            parts = tuple(name.removeprefix(f"{folder}/").split("/"))
            if folder == DATA and parts == (VOCABULARY,):
                continue
            if len(parts) > 1 and parts[0] in sorts:
                yield _File(name, sorts[parts[0]], _status(entry))
            else:
                reading.problems.append(_misplaced(folder, parts, sorts))
        elif not entry.is_dir():
            hint = "put an ordinary file in its place"
            reading.problems.append(Problem("M113", "error", Spot(name), "cannot be read: it is no file", hint))


def _entries(folder: Path | str, name: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that lies below a folder, each with its path; hidden things are passed over, and links not followed."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                path = f"{name}/{entry.name}"
                yield path, entry
                if entry.is_dir(follow_symlinks=False):
                    yield from _entries(entry.path, path)


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None


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
    data, problems = _bytes(root, name)
    document = None
    if data is not None:
        document, problems = yamlfile.read(name, data, limits)
    reading.problems += problems
    if document is None:
        reading.unread.append(name)
    return document


def _bytes(root: Path, name: str) -> tuple[bytes | None, list[Problem]]:
    try:
        return (root / name).read_bytes(), []
    except OSError as error:
        hint = "see whether it is there and may be read"
        return None, [Problem("M113", "error", Spot(name), f"cannot be read: {error.strerror}", hint)]


_Read = Callable[[tuple[_File, "KeptFile | None"]], _Part]


def _parts(files: Iterable[_File], read: _Read, cache: ReadCache | None, jobs: int) -> Iterator[_Part]:
    """Yield what each file holds, in their order; those that are kept need not be read."""
    files = list(files)
    found = {f.name: cache.look(f.name, f.sort, f.status) for f in files if f.status} if cache else {}
    missing = [
        (file, cache.known(file.name, file.sort) if cache else None) for file in files if not found.get(file.name)
    ]
    parts = _read_all(missing, read, jobs)
    for file in files:
        kept = found.get(file.name)
        part = _Part(file.name, kept=kept) if kept else next(parts)
        if cache and part.kept and file.status:
            cache.keep(part.kept, file.status)
        yield part


def _read_all(files: Sequence[tuple[_File, KeptFile | None]], read: _Read, jobs: int) -> Iterator[_Part]:
    if jobs < 2 or len(files) <= FEW:
        yield from map(read, files)
        return
    start = "fork" if sys.platform == "linux" else "spawn"
    with ProcessPoolExecutor(jobs, get_context(start)) as pool:
        yield from pool.map(partial(_read_there, read), files, chunksize=-(-len(files) // (jobs * 8)))


def _read_there(read: _Read, file: tuple[_File, KeptFile | None]) -> _Part:
    """Read a file in another process: of records, only the bytes are sent."""
    part = read(file)
    return replace(part, found=[], digests={}) if part.kept else part


def _read(root: Path, limits: Limits, overlay: dict[str, _Laid], known: tuple[_File, KeptFile | None]) -> _Part:
    """Read a file, unless its bytes are those that are known; what is laid over its records leaves the overlay."""
    file, kept = known
    data, problems = _bytes(root, file.name)
    if data is None:
        return _Part(file.name, problems=problems, unread=True)
    content = digest(data)
    if kept and kept.content == content:
        return _Part(file.name, kept=kept)
    document, problems = yamlfile.read(file.name, data, limits)
    part = _Part(file.name, problems=problems, unread=document is None)
    if document is not None:
        listed = isinstance(document.value, list)
        for path, value in _records(document.value):
            _read_record(document, path, value, file.sort, part, overlay)
        _pack(part, file.sort, content, listed)
    return part


def _records(value: Value) -> Iterator[tuple[yamlfile.Path, Value]]:
    """Yield the one record of a file, or each record of a list, with its path."""
    if isinstance(value, list):
        yield from (((place,), item) for place, item in enumerate(value))
    else:
        yield (), value


def _pack(part: _Part, sort: str, content: bytes, listed: bool) -> None:
    """Add the digests of a file's records, and if nothing is wrong in it, what is kept of it."""
    records = _digest(part)
    if not part.problems and len(records) == len(part.found) and part.file.isprintable():
        part.kept = KeptFile(
            part.file,
            sort,
            content,
            None,
            listed,
            tuple(records),
            tuple(part.digests.values()),
            joined(records.values()),
        )


def _digest(part: _Part) -> dict[str, bytes]:
    """Add the digests of what was found, and return each record as bytes."""
    records: dict[str, bytes] = {}
    for id, _, record in part.found:
        if id is not None and id not in records and record is not None:
            records[id] = packed(record)
    part.digests = {id: digest(record) for id, record in records.items()}
    return records


def _read_record(
    document: Document, path: yamlfile.Path, value: Value, kind: str, part: _Part, overlay: dict[str, _Laid]
) -> None:
    if not isinstance(value, dict):
        part.problems.append(_no_fields(document, path, kind))
        return
    id = _id(document, path, value, part.problems)
    over = _laid_over(id, document, kind, part, overlay) if id in overlay else None
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
        if not _told(fault, *where, part.problems):
            part.problems.append(_problem(fault, *where))
    part.found.append((id, path, None if faults else record))


def _take(part: _Part, reading: _Reading) -> None:
    """Take in what a file holds."""
    reading.problems += part.problems
    if part.unread:
        reading.unread.append(part.file)
    if part.kept and not part.found:
        _unpack(part, part.kept)
    for id, path, record in part.found:
        if id is None:
            continue
        over = part.laid.get(id)
        home = Home(part.file, path, dict.fromkeys(over.fields.keys() - {"id"}, over.home) if over else {})
        if reading.homes.setdefault(id, home) is not home:
            reading.twice.append((id, home))
        elif record is not None:
            reading.digests[id] = part.digests[id]
            _keep(record, id, reading)


def _unpack(part: _Part, kept: KeptFile) -> None:
    part.digests = dict(zip(kept.ids, kept.digests, strict=True))
    part.found = [
        (id, (place,) if kept.listed else (), record)
        for place, (id, record) in enumerate(zip(kept.ids, kept.records(), strict=True))
    ]


def _laid_over(id: str | None, document: Document, kind: str, part: _Part, overlay: dict[str, _Laid]) -> _Laid | None:
    """Take what is to be laid over a record out of the overlay; None, and a problem, if it is one of another sort."""
    over = overlay.pop(id or "")
    if over.kind == kind:
        return part.laid.setdefault(id or "", over)
    message = f'"{id}" is a {over.kind} here, and a {kind} in {document.file}'
    hint = "put it into the folder of the same name, or choose another id for a record of its own"
    part.problems.append(Problem("M115", "error", over.spot("id"), message, hint))
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


def _id(document: Document, path: yamlfile.Path, value: dict[str, Value], problems: list[Problem]) -> str | None:
    """Return the id of a record: what its field says, or its file's name; None where that is no id."""
    fault = _id_fault(value.get("id")) if path else _name_fault(PurePosixPath(document.file).stem, value)
    if fault is not None:
        problems.append(_problem(fault, document, path))
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


def _told(fault: Fault, document: Document, path: yamlfile.Path, problems: list[Problem]) -> bool:
    """Tell whether a value of the wrong shape is one that says nothing: that has been noted, with what to write."""
    if fault.code != "M103":
        return False
    where = (*path, *fault.path)
    empty = {problem.spot for problem in problems if problem.code == "Y034"}
    return bool(empty) and not empty.isdisjoint((document.spot(where), document.spot(where, key=True)))


def _problem(fault: Fault, document: Document, path: yamlfile.Path) -> Problem:
    spot = document.spot((*path, *fault.path), key=fault.key)
    return Problem(fault.code, "error", spot, fault.message, fault.hint)
