"""Reads one data file: its bytes, its records, and all that is wrong with their shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from .. import ordinary, yamlfile
from ..corpus import Home
from ..keeping import digest
from ..model import Claim, Entity, Fault, Mended, Record, Source, mend, shape
from ..model.kept import KeptFile, joined, packed
from ..model.shape import instead_of_nothing, needed_fields
from ..names import ID_FORM, as_id, is_slug
from ..problems import Problem, Spot
from ..yamlfile import Document, Limits, Value
from .finding import File, unreadable

KINDS: Mapping[str, type[Record]] = {"source": Source, "claim": Claim}
"""What the records of a sort are; those of all others are entities."""

_NOTED = ("Y020", "Y034")
"""Values of another shape than was meant, of which the reader of YAML tells what to write."""
_AN_ID = "an id"
_NAMED = {"source": "sources", "claim": "claims"}
_ELSEWHERE: Mapping[type[Record], tuple[str, str]] = {
    Claim: ("a claim", "the folder claims/"),
    Source: ("a source", "the folder sources/"),
    Entity: ("an entity", "the folder of its type, such as groups/, people/ or places/"),
}
"""What a record is, and where it lies."""


@dataclass(frozen=True, slots=True)
class Laid:
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


@dataclass(slots=True)
class Part:
    """What one file holds: each record's id (None: it has none), its path, and the record itself (None: it has faults).

    `meant` are ids that records have which are called otherwise, each with the path of its record: others name them so.
    `mended` is what can be read of records with faults, by their paths.
    `laid` is what an overlay has of some of these records. `kept` is there where nothing is wrong: what comes from
    another process, or from an earlier run, is in it alone.
    """

    file: str
    found: list[tuple[str | None, yamlfile.Path, Record | None]] = field(default_factory=list)
    meant: list[tuple[str, yamlfile.Path]] = field(default_factory=list)
    mended: dict[yamlfile.Path, Mended] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    laid: dict[str, Laid] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: bool = False
    kept: KeptFile | None = None


def read_bytes(root: Path, name: str) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of a file below the site's folder, or None and why it cannot be read."""
    try:
        return ordinary.read(root / name), []
    except OSError as error:
        return None, [unreadable(name, error)]


def read_file(root: Path, limits: Limits, overlay: dict[str, Laid], known: tuple[File, KeptFile | None]) -> Part:
    """Read a file, unless its bytes are those that are known; what is laid over its records leaves the overlay."""
    file, kept = known
    data, problems = read_bytes(root, file.name)
    if data is None:
        return Part(file.name, problems=problems, unread=True)
    content = digest(data)
    if kept and kept.content == content:
        return Part(file.name, kept=kept)
    document, problems = yamlfile.read(file.name, data, limits)
    part = Part(file.name, problems=problems, unread=document is None)
    if document is not None:
        listed = isinstance(document.value, list)
        for path, value in records_of(document, file.sort, part.problems):
            read_record(document, path, value, file.sort, part, overlay)
        _pack(part, file.sort, content, listed)
    return part


def records_of(document: Document, kind: str, problems: list[Problem]) -> Iterator[tuple[yamlfile.Path, Value]]:
    """Yield the one record of a file, or each of a list, with its path; those below a name are noted, and read."""
    below = _below_names(document.value, kind)
    if below:
        name, first = next(iter(below.items()))
        message = f'the records of a file stand below no name, and these below "{name}"'
        listed = isinstance(first, list)
        hint = f"{'delete this line, and ' if listed else ''}begin each record in the first column: `- id: "
        hint += "…`" if listed else f"{name}`"
        problems.append(Problem("M101", "error", document.spot((name,), key=True), message, hint))
        for name, value in below.items():
            yield from _listed((name,), value) if isinstance(value, list) else [((name,), {"id": name, **value})]
    elif isinstance(document.value, list):
        yield from _listed((), document.value)
    else:
        yield (), document.value


def _listed(above: yamlfile.Path, values: list[Value]) -> Iterator[tuple[yamlfile.Path, Value]]:
    yield from (((*above, place), value) for place, value in enumerate(values))


def _below_names(value: Value, kind: str) -> dict[str, dict[str, Value] | list[Value]]:
    """Return what stands below names in a file, such as `claims` or an id, where that is all; else nothing."""
    fields = needed_fields(KINDS.get(kind, Entity))
    below: dict[str, dict[str, Value] | list[Value]] = {}
    for name, inner in value.items() if isinstance(value, dict) else ():
        match inner:
            case dict() | [dict(), *_] if name not in fields:
                below[name] = inner
            case _:
                return {}
    return below


def read_record(
    document: Document, path: yamlfile.Path, value: Value, kind: str, part: Part, overlay: dict[str, Laid]
) -> None:
    """Add to a part the record of a sort (`kind`) that a value holds, and what is wrong with its shape."""
    if not isinstance(value, dict):
        part.problems.append(no_fields(document, path, kind))
        return
    id = id_of(document, path, value, part.problems)
    meant_ids = [] if id else [*_meant(document, path, value)]
    part.meant += [(meant_id, path) for meant_id in meant_ids]
    named = id or next(filter(is_slug, meant_ids), "")
    if meant := _other_sort(value, kind):
        _tell_once(Problem("M112", "error", document.spot(path), *meant), part.problems)
        part.found.append((id, path, None))
        return
    over = _laid_over(id, document, kind, part, overlay) if id in overlay else None
    given: dict[str, Value] = {**value, **(over.fields if over else {}), "id": named or "unnamed"}
    model = KINDS.get(kind, Entity)
    faults = _fields_of_the_folder(given, kind) if model is Entity else []
    record, more = shape(given, model)
    faults += more
    if named and (faults or id is None) and (mended := mend(given, model, more)):
        part.mended[path] = mended
    advise(document, path, value, model, part.problems)
    for fault in faults:
        laid = over is not None and fault.path[:1] and fault.path[0] in over.fields
        where = (over.document, over.path) if over and laid else (document, path)
        forget_emptiness(fault, *where, part.problems)
        if not is_told(fault, *where, part.problems):
            part.problems.append(problem_of(fault, *where))
    part.found.append((id, path, None if faults else record))


def _fields_of_the_folder(given: dict[str, Value], kind: str) -> list[Fault]:
    """Put into an entity what its folder says, and return whether it said so itself."""
    hint = "the folder says the type; the kind is written as `kind: …`"
    told = [Fault("M101", ("type",), 'an entity has no field "type"', hint, key=True)] if "type" in given else []
    given["type"] = kind
    return told


def _other_sort(value: dict[str, Value], kind: str) -> tuple[str, str] | None:
    """Return what a record is that is none of its folder's sort, and where it belongs; None for what may be one.

    It has all fields that records of another sort need, and of those that its own sort needs none.
    """
    own = KINDS.get(kind, Entity)
    if _needed(own) & value.keys():
        return None
    for model, (what, where) in _ELSEWHERE.items():
        if model is not own and _needed(model) <= value.keys():
            return f"{what} in the folder of {_NAMED.get(kind, 'entities')}", f"move it to {where}"
    return None


def _needed(model: type[Record]) -> set[str]:
    """Return the fields that each record of a sort needs, but for what the name and the folder of its file say."""
    said = ("id", "type") if model is Entity else ("id",)
    return {name for name, needed in needed_fields(model).items() if needed and name not in said}


def _tell_once(problem: Problem, problems: list[Problem]) -> None:
    """Tell of a file what holds for many of its records."""
    if not any((told.code, told.message) == (problem.code, problem.message) for told in problems):
        problems.append(problem)


def no_fields(document: Document, path: yamlfile.Path, kind: str) -> Problem:
    """Return that there is no record where one should be, but a text or a list."""
    message, hint = f"a {kind} is written as fields with names", "each on a line of its own: `name: value`"
    return Problem("M103", "error", document.spot(path), message, hint)


def id_of(document: Document, path: yamlfile.Path, value: dict[str, Value], problems: list[Problem]) -> str | None:
    """Return the id of a record: what its field says, or its file's name; None where that is no id."""
    stem = "" if path else PurePosixPath(document.file).stem
    if not path and "id" not in value and not is_slug(stem):
        hint = f"rename it to {as_id(stem)}{PurePosixPath(document.file).suffix}: {ID_FORM}"
        problems.append(Problem("M106", "error", Spot(document.file), f'the file\'s name "{stem}" is no id', hint))
        return None
    fault = _id_fault(value.get("id")) if path else _name_fault(stem, value)
    if fault is not None:
        problems.append(problem_of(fault, document, path))
        return None
    return str(value["id"]) if path else stem


def _meant(document: Document, path: yamlfile.Path, value: dict[str, Value]) -> Iterator[str]:
    """Yield the ids by which others may name a record whose own id, or whose file's name, is none."""
    for given in (value.get("id"), None if path else PurePosixPath(document.file).stem):
        if isinstance(given, str):
            yield from (given, as_id(given))


def problem_of(fault: Fault, document: Document, path: yamlfile.Path) -> Problem:
    """Return a fault of a record's shape with its spot in the file; `path` is that of the record."""
    spot = document.spot((*path, *fault.path), key=fault.key)
    return Problem(fault.code, "error", spot, fault.message, fault.hint)


def digest_records(part: Part) -> dict[str, bytes]:
    """Add the digests of what was found, and return each record as bytes."""
    records: dict[str, bytes] = {}
    for id, _, record in part.found:
        if id is not None and id not in records and record is not None:
            records[id] = packed(record)
    part.digests = {id: digest(record) for id, record in records.items()}
    return records


def _pack(part: Part, sort: str, content: bytes, listed: bool) -> None:
    """Add the digests of a file's records, and if nothing is wrong in it, what is kept of it."""
    records = digest_records(part)
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


def _laid_over(id: str | None, document: Document, kind: str, part: Part, overlay: dict[str, Laid]) -> Laid | None:
    """Take what is to be laid over a record out of the overlay; None, and a problem, if it is one of another sort."""
    over = overlay.pop(id or "")
    if over.kind == kind:
        return part.laid.setdefault(id or "", over)
    message = f'"{id}" is a {over.kind} here, and a {kind} in {document.file}'
    hint = "put it into the folder of the same name, or choose another id for a record of its own"
    part.problems.append(Problem("M115", "error", over.spot("id"), message, hint))
    return None


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
        return Fault("M106", ("id",), f'"{given}" is no id', f'{ID_FORM}: "{as_id(given)}"')
    return None


def advise(document: Document, path: yamlfile.Path, value: Value, kind: type[Record], problems: list[Problem]) -> None:
    """Say of each empty value that was noted what its field takes: in many neither null nor nothing is allowed."""
    empty = {problem.spot: at for at, problem in enumerate(problems) if problem.code == "Y034"}
    for inner in _nothing_in(value) if empty else ():
        where = (*path, *inner)
        at = next((empty[spot] for key in (True, False) if (spot := document.spot(where, key=key)) in empty), None)
        if at is not None and (advice := instead_of_nothing(kind, inner)):
            problems[at] = replace(problems[at], hint=problems[at].hint.replace(yamlfile.TWO_WAYS, advice))


def _nothing_in(value: Value, path: yamlfile.Path = ()) -> Iterator[yamlfile.Path]:
    """Yield where nothing stands in a value."""
    inside: Iterable[tuple[str | int, Value]] = ()
    if value is None:
        yield path
    elif isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, inner in inside:
        yield from _nothing_in(inner, (*path, step))


def forget_emptiness(fault: Fault, document: Document, path: yamlfile.Path, problems: list[Problem]) -> None:
    """Take out that a field has no value which a record does not have: what may be written there helps nobody."""
    if fault.code == "M101":
        where = (*path, *fault.path)
        spots = (document.spot(where), document.spot(where, key=True))
        problems[:] = [one for one in problems if one.code != "Y034" or one.spot not in spots]


def is_told(fault: Fault, document: Document, path: yamlfile.Path, problems: list[Problem]) -> bool:
    """Tell whether a value of the wrong shape says nothing, or is a link without quotes: what to write was noted."""
    noted = [at for at, one in enumerate(problems) if one.code in _NOTED] if fault.code == "M103" else []
    if not noted:
        return False
    where = (*path, *fault.path)
    spots = [document.spot(where), document.spot(where, key=True)]
    if where and isinstance(where[-1], int):
        spots.append(document.spot(where[:-1]))  # a link is read as a list in a list
    told = {(spot.line, spot.column) for spot in spots}
    at = next((at for at in noted if (problems[at].spot.line, problems[at].spot.column) in told), None)
    if at is not None and problems[at].code == "Y020" and _AN_ID in fault.hint:
        problems[at] = replace(problems[at], hint=f"{fault.hint}, without brackets")
    return at is not None
