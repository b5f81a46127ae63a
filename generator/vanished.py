"""Addresses that a site had in an older commit and has no more: nothing that was published may quietly go.

What was published is read from git, file by file, without checking anything out; a file that is the same today is not
read at all. Pages that only exist because a list is long (`groups/hts/2/`) are not promised, and not compared.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import gitlog, ordinary, yamlfile
from .corpus import Corpus
from .load import CONFIG, DATA, SUFFIXES, read_inheriting
from .model import Claim, Entity, Source
from .names import is_slug
from .pages import CLAIMS, SOURCES, in_language, plan, written_address
from .problems import DossierError, Problem, Spot
from .settings import Settings, read_settings
from .withhold import published
from .written import written_pages
from .yamlfile import Document, Limits, Value

_WAYS = {
    "claim": "put it back with `retracted: {on: …, why: …}`",
    "source": "put it back",
    "entity": "put it back with `retired: {on: …, why: …, into: […]}`",
}


@dataclass(frozen=True, slots=True)
class _Old:
    """An address that a record had: the record's sort, its id, the id in the address, and its file."""

    sort: str
    id: str
    named: str
    address: str
    file: str


def judge_vanished(
    site: Path, corpus: Corpus, revision: str, environ: Mapping[str, str], faulty: frozenset[str] = frozenset()
) -> list[Problem]:
    """Return a problem for each address of the revision that the site has no more.

    `faulty` are data files with errors of their own, about which nothing is said twice. DossierError where git does
    not know the revision, or what the data was in it, or where there is no git.
    """
    commit = gitlog.resolve(site, revision)
    place = gitlog.place_at(site, commit, DATA)
    if apart := gitlog.held_apart(site, commit, DATA, place):
        raise DossierError(f'cannot compare with "{revision}": {apart}')
    comparison = _Comparison(site, corpus, commit, place, revision, faulty)
    return [*comparison.problems(environ)]


class _Comparison:
    """One site today, and what it was in one commit, in which it may have lain in another place."""

    def __init__(
        self, site: Path, corpus: Corpus, commit: str, place: str, revision: str, faulty: frozenset[str]
    ) -> None:
        self.site = site
        self.corpus = corpus
        self.commit = commit
        self.place = place
        self.revision = revision
        self.faulty = faulty
        self.limits = Limits(max_bytes=corpus.settings.options.max_file_bytes)
        settings = corpus.settings
        self.roots = frozenset(_roots(settings).values())
        self.generated = {page.address for page in plan(published(corpus)).pages}
        folder = _pages_dir(site, settings)
        written = (str(PurePosixPath(file).relative_to(folder)) for file in written_pages(site, corpus))
        self.written = {place for file in written for place in _written(file, settings)}

    def problems(self, environ: Mapping[str, str]) -> Iterator[Problem]:
        """Yield what is wrong: records first, then pages that are no record's."""
        settings = self._settings(environ)
        if settings is None:
            return
        files = gitlog.files_at(self.site, self.commit, [DATA], self.place)
        named = {path: blob for path, blob in files.items() if _is_data(path)}
        by_blob: dict[str, list[str]] = {}
        for path, blob in named.items():
            by_blob.setdefault(blob, []).append(path)
        for blob, data in gitlog.blobs(self.site, by_blob):
            for path in by_blob[blob]:
                yield from self._in_file(path, data, settings)
        yield from self._pages(settings)

    def _settings(self, environ: Mapping[str, str]) -> Settings | None:
        """Return the settings as they were; None where there was no site."""
        if self._old(CONFIG) is None:
            return None
        document, _ = read_inheriting(self._read, lambda name: _from_site(self.site, name), environ)
        return read_settings(document or Document.empty(CONFIG))[0]

    def _read(self, name: str) -> bytes:
        """Return what a file of settings held; one that git does not have is read as it is today."""
        old = self._old(_from_site(self.site, name))
        return ordinary.read(self.site / name) if old is None else old

    def _old(self, path: str) -> bytes | None:
        """Return what a file held, seen from the site's folder; None where git has none of it."""
        with suppress(gitlog.NoGitError):  # it lies outside of the repository
            blob = gitlog.files_at(self.site, self.commit, [path], self.place).get(path)
            return next(gitlog.blobs(self.site, [blob]))[1] if blob else None
        return None

    def _in_file(self, path: str, data: bytes | None, settings: Settings) -> Iterator[Problem]:
        if path in self.faulty or self._is_same(path, data):
            return
        document = yamlfile.read(path, data, self.limits)[0] if data is not None else None
        if document is None:
            message = f"as it was in {self.revision}, the file cannot be read: its addresses are not compared"
            yield Problem("G104", "warning", Spot(path), message, "compare with a revision in which it can be read")
            return
        for old in _addresses(path, document.value, settings):
            if not self._is_there("", old.address):
                yield from self._missing(old)

    def _is_same(self, path: str, data: bytes | None) -> bool:
        """Tell whether a file says today what it said then; one that no type has a folder for is faulty."""
        if data is None:
            return False
        file = self.site / path
        try:
            return file.stat().st_size == len(data) and ordinary.read(file) == data
        except OSError:
            return False

    def _missing(self, old: _Old) -> Iterator[Problem]:
        record = self.corpus.record(old.id)
        if record is None and old.id in self.corpus.homes:
            return  # it is there, and its own faults are told elsewhere
        what = f'the {old.sort} "{old.id}"'
        if record is not None and record.withheld is True:
            message = f'{what} was published in {self.revision} and is withheld: "{old.address}" leads nowhere'
            yield Problem("G103", "warning", Spot(old.file), message, "this is meant so where nobody may read it")
        elif record is not None and old.named in _hidden_ids(record):
            message = f'the address "{old.address}" led to {what}, whose former ids are withheld, and leads nowhere'
            yield Problem("G103", "warning", Spot(old.file), message, "this is meant so where nobody may read them")
        elif old.named != old.id:
            message = f'the address "{old.address}" led to {what} and leads nowhere'
            yield Problem("G101", "error", Spot(old.file), message, f'list "{old.named}" under `formerly` of a record')
        elif record is not None or self._is_former(old.id):
            message = f'{what} has another address: "{old.address}" leads nowhere'
            hint = "a record keeps its folder; for another type make a new record, and retire this one into it"
            yield Problem("G101", "error", Spot(old.file), message, hint)
        else:
            message = f'{what} was published in {self.revision} and is gone: "{old.address}" leads nowhere'
            hint = f"{_WAYS[old.sort]}, or list its id under `formerly` of what stands in its place"
            yield Problem("G101", "error", Spot(old.file), message, hint)

    def _is_former(self, id: str) -> bool:
        records = (self.corpus.entities, self.corpus.sources, self.corpus.claims)
        return any(id in record.formerly for group in records for record in group.values())

    def _is_there(self, root: str, page: str) -> bool:
        """Tell whether there is a page at an address, seen from the root of an edition; a home page always is."""
        return not page or page in self.generated or (root, page) in self.written

    def _pages(self, settings: Settings) -> Iterator[Problem]:
        for address in (SOURCES, CLAIMS, *(f"{kind.folder}/" for kind in settings.types.values())):
            if not self._is_there("", address):
                message = f'the section "{address}" was published in {self.revision} and is gone'
                yield Problem("G102", "error", Spot(CONFIG), message, "put its type back into `types`")
        for language, root in _roots(settings).items():
            if root not in self.roots:
                message = f'the edition "{root}" was published in {self.revision} and is gone, with all pages in it'
                hint = f'name "{language}" in `languages` again, and leave the main language as it was'
                yield Problem("G102", "error", Spot(CONFIG), message, hint)
        yield from self._written_pages(settings)

    def _written_pages(self, settings: Settings) -> Iterator[Problem]:
        """Yield the files of hand-written pages that stood at an address where nothing stands now."""
        folder = _pages_dir(self.site, settings)
        for path in gitlog.files_at(self.site, self.commit, [folder], self.place):
            places = _written(str(PurePosixPath(path).relative_to(folder)), settings)
            gone = (root + page for root, page in places if root in self.roots and not self._is_there(root, page))
            if address := next(gone, ""):
                message = f'the page was published in {self.revision} and is gone: "{address}" leads nowhere'
                yield Problem(
                    "G102", "error", Spot(path), message, "put it back, and say in it where its words stand now"
                )


def _pages_dir(site: Path, settings: Settings) -> str:
    """Return the folder of hand-written pages as a path seen from the site's folder."""
    return _from_site(site, settings.pages_dir)


def _from_site(site: Path, name: str) -> str:
    """Return a path seen from the site's folder, however it is named."""
    return Path(os.path.relpath(site / name, site)).as_posix()


def _roots(settings: Settings) -> dict[str, str]:
    """Return the address at which each edition begins, by its language."""
    return {language: f"{language.lower()}/" if place else "" for place, language in enumerate(settings.languages)}


def _written(name: str, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield where a file of hand-written pages stands: the root of an edition, and the address seen from there.

    One that names no language stands in every edition.
    """
    file, language = in_language(name, settings.languages)
    page = written_address(file)
    if page is not None:
        yield from ((root, page) for known, root in _roots(settings).items() if language in ("", known))


def _hidden_ids(record: Claim | Entity | Source) -> tuple[str, ...]:
    """Return the former ids of a record if they are withheld."""
    return record.formerly if isinstance(record.withheld, tuple) and "formerly" in record.withheld else ()


def _is_data(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return len(parts) > 2 and PurePosixPath(path).suffix in SUFFIXES and not any(p.startswith(".") for p in parts)


def _addresses(path: str, value: Value, settings: Settings) -> Iterator[_Old]:
    """Yield the addresses of the records that a file held, those under their former ids too."""
    folder = PurePosixPath(path).parts[1]
    sort = {"claims": "claim", "sources": "source"}.get(folder, "entity")
    if sort == "entity" and settings.type_of(folder) is None:
        return
    rows = value if isinstance(value, list) else [value]
    for row in rows:
        if not isinstance(row, dict) or str(row.get("withheld")).lower() in ("true", "1"):
            continue
        id = row.get("id") if isinstance(value, list) else PurePosixPath(path).stem
        if isinstance(id, str) and is_slug(id):
            former, hidden = row.get("formerly"), row.get("withheld")
            is_hidden = isinstance(hidden, list) and "formerly" in hidden
            for named in (id, *(former if isinstance(former, list) and not is_hidden else ())):
                yield _Old(sort, id, str(named), f"{folder}/{named}/", path)
