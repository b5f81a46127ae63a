"""Takes in the copy of a source: into the store, and with its hash onto the source's record, whose layout stays.

What was taken in before is replaced on the record, and stays in the store. It refuses to know what day it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import ordinary
from .corpus import Corpus
from .dates import DateError, after, parse
from .evidence import store
from .extraction import HTML, extractor, is_guessed, media_type, text_of
from .gitlog import takes
from .load import CONFIG, load, load_settings
from .model import Options, Snapshot, Source, UnsetType
from .names import suggest
from .problems import DossierError
from .yamlfile import CannotEditError, Limits, lines_of, with_fields

FIELD = "snapshot"


@dataclass(frozen=True, slots=True)
class Captured:
    """What was taken in: whose copy, its record's file, its hash, where it lies, and the copy that it replaces.

    It is `exposed` where git would take it into the repository, `guessed` where nothing tells in which encoding it is.
    """

    source: str
    file: str
    sha256: str
    path: Path
    replaced: str
    ignores: bool
    characters: int
    exposed: bool
    guessed: bool


def capture(
    site: Path, source: str, file: Path, environ: Mapping[str, str], *, today: str, captured: str | None = None
) -> Captured:
    """Take in a file as the copy of a source; a DossierError for what cannot be taken.

    It was `captured` on a date (EDTF), which has come by `today`; if none is given, it is today's.
    """
    corpus, _ = load(site, environ)
    record = _source(corpus, source)
    captured = today if captured is None else captured
    try:
        if after(parse(captured), parse(today)):
            raise DossierError(f'--captured: "{captured}" is still to come: today is {today}')
    except DateError as error:
        raise DossierError(f"--captured: {error}") from error
    data = read_given(file, corpus.settings.options.max_copy_bytes)
    kind = media_type(file.name, data)
    text = text_of(data, kind)
    if not text.strip():
        raise DossierError(f"{file} holds no text: save the source's words as text or HTML")
    option = corpus.settings.options.evidence
    kept = store(site, None if isinstance(option, UnsetType) else option, environ)
    digest = kept.put(data)
    before = record.snapshot if isinstance(record.snapshot, Snapshot) else None
    fields = {"sha256": digest, "media_type": kind, "bytes": str(len(data)), "captured": captured}
    if kind in HTML:
        fields["extractor"] = extractor()
    elif before and isinstance(before.extractor, str):
        fields["extractor"] = "none: it is text"
    _write(site, corpus, source, fields)
    replaced = before.sha256 if before and before.sha256 != digest else ""
    home, path = corpus.homes[source].file, kept.folder / digest
    ignores, guessed = bool(before and before.ignore), is_guessed(data, kind)
    return Captured(source, home, digest, path, replaced, ignores, len(text), takes(path), guessed)


def _source(corpus: Corpus, id: str) -> Source:
    if record := corpus.sources.get(id):
        return record
    if id in corpus.homes and corpus.record(id) is None:
        raise DossierError(f'the record of "{id}" in {corpus.homes[id].file} has problems: see `dossier check` first')
    if id in corpus.homes:
        raise DossierError(f'"{id}" is no source: a copy is that of a source')
    close = suggest(id, corpus.sources)
    raise DossierError(f'no source "{id}"' + (f'; did you mean "{close[0]}"?' if close else ""))


def most_of_a_copy(site: Path, environ: Mapping[str, str]) -> int:
    """Return how many bytes a copy may have, also where no site is."""
    there = (site / CONFIG).is_file()
    return (load_settings(site, environ)[0].options if there else Options()).max_copy_bytes


def read_given(file: Path, most: int) -> bytes:
    """Return what a file, or a pipe, holds; a DossierError where that cannot be read, or is more than so many bytes."""
    try:
        with file.open("rb") as opened:  # a pipe tells its size only when it ends, and may never
            data = opened.read(most + 1)
        size = max(file.stat().st_size, len(data))
    except OSError as error:
        raise DossierError(f"{file} cannot be read: {error.strerror}") from error
    if len(data) > most:
        raise DossierError(f"{file} has {size:,} bytes; at most {most:,} are taken (max_copy_bytes in the settings)")
    return data


def _write(site: Path, corpus: Corpus, source: str, fields: Mapping[str, str]) -> None:
    """Put the fields onto the record, in one step."""
    home = corpus.homes[source]
    path = site / home.file
    try:
        data = with_fields(
            path.read_bytes(), home.path, FIELD, fields, Limits(max_bytes=corpus.settings.options.max_file_bytes)
        )
    except CannotEditError as error:
        lines = lines_of(FIELD, fields)
        raise DossierError(
            f"{home.file} is laid out so that no edit is safe; the copy is kept, write this yourself:\n{lines}"
        ) from error
    ordinary.put(path, data)
