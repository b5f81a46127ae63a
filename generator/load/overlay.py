"""Reads what is to be laid over the records of `data/`, and takes in those that `data/` lacks."""

from __future__ import annotations

import os
from pathlib import Path

from ..model import Entity
from ..model.shape import needed_fields
from ..names import suggest
from ..problems import Problem
from ..settings import Settings
from ..yamlfile import Limits
from .files import KINDS, Laid, Part, digest_records, id_of, no_fields, read_record, records_of
from .finding import DATA, find_files
from .reading import Reading, read_document, take_in, used_twice


def read_overlay(
    root: Path, overlay: Path, settings: Settings, limits: Limits, reading: Reading, *, types_known: bool
) -> None:
    """Read what is to be laid over the records of `data/`; an id stands in it once."""
    folder = Path(os.path.relpath(overlay.resolve(), root.resolve())).as_posix()
    for file in find_files(root, folder, settings, reading.problems, reading.unread, types_known=types_known):
        document = read_document(root, file.name, limits, reading)
        if document is None:
            continue
        for path, value in records_of(document, file.sort, reading.problems):
            if not isinstance(value, dict):
                reading.problems.append(no_fields(document, path, file.sort))
            elif id := id_of(document, path, value, reading.problems):
                laid = Laid(document, path, value, file.sort)
                first = reading.overlay.setdefault(id, laid)
                if first is not laid:
                    reading.problems.append(used_twice(id, first.spot("id"), laid.spot("id")))


def take_the_rest(reading: Reading) -> None:
    """Take in the records that only an overlay has; one that is not whole was meant for a record that is not there."""
    rest, reading.overlay = reading.overlay, {}
    for id, laid in rest.items():
        needed = needed_fields(KINDS.get(laid.kind, Entity))
        lacking = [name for name, must in needed.items() if must and name not in {*laid.fields, "id", "type"}]
        if not lacking or reading.unread:
            part = Part(laid.document.file)
            read_record(laid.document, laid.path, laid.fields, laid.kind, part, {})
            digest_records(part)
            take_in(part, reading)
            continue
        close = suggest(id, reading.homes)
        hint = f'did you mean "{close[0]}"?' if close else f"a record of its own needs more: {', '.join(lacking)}"
        message = f'{DATA}/ has no record "{id}" over which to lay this'
        reading.problems.append(Problem("M114", "error", laid.spot("id"), message, hint))
