"""The whole of a site's folder, read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from .. import ordinary, yamlfile
from ..corpus import Corpus, Home
from ..model import Claim, Entity, Source
from ..problems import DossierError, Problem, Spot, arranged, has_errors
from ..proofs import LOCK, Proofs, read_proofs
from ..readcache import Opened, ReadCache
from ..settings import Settings, read_settings
from ..words import words_of
from ..yamlfile import Document, Limits
from .files import read_file
from .finding import DATA, called_alike, find_files
from .locator import Locator
from .many import read_files
from .overlay import read_overlay, take_the_rest
from .reading import Reading, gather, ids_in, ids_used_twice
from .vocabulary import read_vocabulary

CONFIG = "mkdocs.yml"


def load(
    root: Path,
    environ: Mapping[str, str] | None = None,
    overlay: Path | None = None,
    *,
    cache: Path | None = None,
    jobs: int = 1,
    opened: Opened | None = None,
) -> tuple[Corpus, list[Problem]]:
    """Read the site in the folder `root` and return its corpus with all problems, sorted.

    Records with problems are left out of the corpus; only their homes are in it, so that nobody takes their ids
    for unknown, and what can be read of them, so that it is judged. A folder without `mkdocs.yml` is a DossierError.
    `environ` is what `!ENV` in `mkdocs.yml` may refer to; `overlay` a folder to be laid over `data/`. In the folder
    `cache`, what was read is kept for the next run; where many files are to be read, up to `jobs` processes do it.
    Neither changes what is returned, nor does what this process has `opened` of an earlier reading. With an overlay,
    nothing is kept.
    """
    settings, problems = load_settings(root, environ)
    types_known = not has_errors(problems)  # what is wrong may be what says which types there are
    limits = Limits(max_bytes=settings.options.max_file_bytes)
    reading = Reading(problems=problems)
    vocabulary = read_vocabulary(root, limits, reading)
    if overlay is not None:
        settings = settings.made_private()
        read_overlay(root, overlay, settings, limits, reading, types_known=types_known)
    kept = ReadCache(cache, limits, opened=opened) if cache and overlay is None else None
    files = find_files(root, DATA, settings, reading.problems, reading.unread, types_known=types_known)
    read = partial(read_file, root, limits, reading.overlay)
    gather([*read_files(files, read, kept, jobs if overlay is None else 1)], reading, kept)
    take_the_rest(reading)
    reading.sort()
    if kept:
        kept.save()
    for id, home, mended in reading.meant:
        if reading.homes.setdefault(id, home) is home and mended and mended.record.id == id:
            reading.mended[id] = mended
    for file in reading.unread:
        stem = PurePosixPath(file).name.split(".")[0]
        for id in (stem, stem.lower(), *ids_in(root, file)):
            reading.homes.setdefault(id, Home(file, ()))
    corpus = Corpus(
        settings=settings,
        vocabulary=vocabulary,
        entities=reading.entities,
        sources=reading.sources,
        claims=reading.claims,
        homes=reading.homes,
        proofs=_proofs(root, reading),
        digests=reading.digests,
        mended=reading.mended,
    )
    if settings.language != corpus.words.lang:
        corpus = corpus.spoken(words_of(settings.language))
    return corpus, arranged([*reading.problems, *ids_used_twice(reading, Locator(root, corpus))])


def load_settings(root: Path, environ: Mapping[str, str] | None = None) -> tuple[Settings, list[Problem]]:
    """Read `mkdocs.yml` of the site in the folder `root`, and what it inherits from."""
    document, problems = document_of_settings(root, environ)
    settings, more = read_settings(document or Document.empty(CONFIG))
    return (settings, [*problems, *more]) if document else (replace(settings, types_known=False), problems)


def document_of_settings(root: Path, environ: Mapping[str, str] | None = None) -> tuple[Document | None, list[Problem]]:
    """Return `mkdocs.yml` of a site laid over what it inherits from, and what cannot be read of it."""
    folder = config_of(root).parent
    return read_inheriting(
        lambda name: ordinary.read(folder / name), lambda name: (folder / name).resolve(), environ or {}
    )


def files_of_settings(root: Path, environ: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """Return the files of which the settings are made, as far as they can be followed, be the last one there or not."""
    folder = config_of(root).parent
    files: list[Path] = []

    def read(name: str) -> bytes:
        files.append(folder / name)
        return ordinary.read(files[-1])

    read_inheriting(read, lambda name: (folder / name).resolve(), environ or {})
    return tuple(files)


def read_inheriting(
    read: Callable[[str], bytes],
    place: Callable[[str], Hashable],
    environ: Mapping[str, str],
    name: str = CONFIG,
    above: tuple[Hashable, ...] = (),
) -> tuple[Document | None, list[Problem]]:
    """Return a file of settings laid over those that it inherits from, and what is wrong in any of them.

    `read` gives what a file holds, by its name as seen from the site's folder, and `place` is the same for all names of
    one file. What cannot be inherited from is told of where the engine's settings are made.
    """
    document, problems = yamlfile.read_config(name, read(name), environ)
    parent = document.value.get("INHERIT") if document and isinstance(document.value, dict) else None
    if document is None or not isinstance(parent, str) or not parent:
        return document, problems
    inherited = (PurePosixPath(name).parent / parent).as_posix()
    try:
        inheriting = (*above, place(name))
        if place(inherited) in inheriting:
            return document, problems
        below, more = read_inheriting(read, place, environ, inherited, inheriting)
    except (OSError, RuntimeError, ValueError):
        return document, problems
    return (document.laid_over(below) if below else document), [*problems, *more]


def config_of(root: Path) -> Path:
    """Return the file that makes a folder a site; DossierError where there is none."""
    path = root / CONFIG
    if not path.is_file():
        alike = called_alike(path)
        hint = f"rename {alike}, which lies there" if alike else "name the site's folder with --site, or run in it"
        raise DossierError(f"no {CONFIG} in {root}: {hint}")
    return path


def _proofs(root: Path, reading: Reading) -> Proofs:
    """Return the proofs on record, if there are any."""
    try:
        data = ordinary.read(root / LOCK)
    except FileNotFoundError:
        return Proofs()
    except OSError as error:
        hint = "see whether it is a file that may be read"
        reading.problems.append(Problem("M113", "error", Spot(LOCK), f"cannot be read: {error.strerror}", hint))
        return Proofs()
    proofs, problems = read_proofs(data)
    reading.problems += problems
    return proofs.under(_ids_of_today(reading)) if proofs.all else proofs


def _ids_of_today(reading: Reading) -> dict[str, str]:
    """Return the ids of records by those that they had before; one that is in use is nobody's former id."""
    records = chain[Claim | Entity | Source](
        reading.claims.values(), reading.entities.values(), reading.sources.values()
    )
    former = {old: record.id for record in records for old in record.formerly}
    return {old: id for old, id in former.items() if old not in reading.digests}
