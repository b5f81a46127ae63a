"""One run of the engine, for everything that does not depend on the records: frames, and hand-written pages.

MkDocs, ProperDocs or Zensical builds the pages of `docs_dir` and the sentinels, in a process of its own, from a
derived configuration. What comes of it is kept under the hash of all that made it, so that it can be made while
the data is being read, and need not be made again until a page, the theme or a version changes.
This module refuses to know any record: what a hand-written page links or embeds stays a marker in its HTML.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import quote

from . import keeping
from .derived import HOOK, Derived, Edition, derive_config
from .disk import explicit
from .frame import FOLDER, SENTINEL_PAGE, TWIN, Frame, Sentinel, cut, with_navigation
from .logged import last_words, told
from .pages import SEARCH, in_language, written_address
from .policy import inline_scripts, policy, watched
from .problems import DossierError, Problem, Spot, has_errors
from .runs import Run, kept
from .ways import (
    Way,
    home,
    with_description,
    with_foot,
    with_languages,
    with_names,
    with_original,
    with_search,
    with_site_named,
    with_warning,
    with_ways_on,
)
from .words import ENGLISH, Words

_MAKERS = ("mkdocs", "properdocs", "zensical", "mkdocs-material", "markdown", "pymdown-extensions", "pygments")
_OWN = (
    "compiled.py",
    "derived",
    "disk.py",
    "engine.py",
    "frame.py",
    "logged.py",
    "markup.py",
    "policy.py",
    "prose.py",
    "runs.py",
    "ways.py",
)
_MISSING = "(not installed)"
_SITE = "site"
_FIXED = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "SOURCE_DATE_EPOCH": "0",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",  # where the program lies is read in the letters of the locale, whatever PYTHONUTF8 says
    "NO_COLOR": "1",
}
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_DIAGRAM = re.compile(r'class="[^"]*\bmermaid\b')
_OWN_DIAGRAMS = re.compile(r'<script[^>]* src="(?!https?:|//)[^"]*mermaid')


@dataclass(frozen=True, slots=True)
class EngineJob:
    """What the engine is to do: for which site, with which engine, and for which folders of generated pages.

    `depths` names each folder of generated pages ("groups/"; "" is the home page) with the depths at which it has
    pages (1 for "groups/", 2 for "groups/hts/"); `page_count` is how many pages the site will have in all. `foot` are
    links for the foot of every page, each with its words and its address (whole, or seen from the site's root); `icons`
    are those of the theme that stand beside the titles of folders. The engine sees the variables of `environ`, and
    those that keep its output the same everywhere. Each page of a `private` site says that it is one; those of an
    `offline` site are opened from a disk. What is put on the engine's pages is said in `words`. A job makes one
    `edition` of the site, the main one if it names none; `ways` lead to all of them,
    the main one first.
    """

    site_dir: Path
    engine: str
    depths: Mapping[str, tuple[int, ...]]
    page_count: int = 0
    foot: tuple[tuple[str, str], ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    private: bool = False
    offline: bool = False
    words: Words = ENGLISH
    edition: Edition | None = None
    ways: tuple[Way, ...] = ()
    icons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EngineOutput:
    """What the engine made. `files` is a folder of a cache: to be copied from, never to be changed.

    `pages` are the addresses of the hand-written pages, each with its file; `sentinels` those of the sentinels,
    of which `files` holds nothing but entries in the search index. `roots` are the files and folders that it was made
    of, `names` those of all files, as seen from their folder.
    """

    frames: Mapping[tuple[str, int], Frame]
    files: Path
    pages: Mapping[str, str]
    sentinels: tuple[str, ...]
    problems: tuple[Problem, ...]
    roots: tuple[Path, ...] = ()
    names: tuple[str, ...] = ()

    def frame_for(self, address: str) -> Frame:
        """Return the frame for a page: of the narrowest section that it lies in, at its depth."""
        depth, section = address.count("/"), address
        while (section, depth) not in self.frames:
            if not section:
                raise DossierError(f'no frame was asked for that fits the page "{address}"')
            section = section[: section.rfind("/", 0, -1) + 1]
        return self.frames[section, depth]


class _RefusedError(Exception):
    """The engine does not take some settings; nothing of it is kept, since what is installed may change that."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def build_frames(job: EngineJob, cache_dir: Path, *, fresh: bool = False) -> EngineOutput:
    """Return what the engine makes of a site, from the cache if nothing that it depends on has changed.

    A `fresh` run takes the place of what the cache has: an extension may read what no setting names. Raises
    DossierError if the engine is not installed or fails, or if a frame is not as it is known. Where it refuses a
    setting, there are no frames, and that is an error among the problems.
    """
    sections = tuple(job.depths)
    derived = derive_config(job.site_dir, job.engine, sections, job.page_count, job.environ,
                            private=job.private, edition=job.edition, offline=job.offline)  # fmt: skip
    sentinels = _sentinels(job, derived)
    made_by = _made_by(job.engine)
    made = cache_dir / f"{job.engine}-{_key(job, derived, sentinels, made_by)}"
    files, addresses = made / _SITE, tuple(sentinel.address for sentinel in sentinels)
    roots = (job.site_dir / derived.docs_dir, *derived.paths)
    try:
        run = kept(made, lambda work: _made(job, derived, sentinels, work, made_by), fresh=fresh)
    except _RefusedError as error:
        return EngineOutput({}, files, {}, addresses, (*derived.problems, *error.problems), roots)
    problems = (*derived.problems, *run.problems)
    names = tuple(path.relative_to(files).as_posix() for path in sorted(files.rglob("*")) if path.is_file())
    return EngineOutput(run.frames, files, run.pages, addresses, problems, roots, names)


def _made_by(engine: str) -> str:
    """Return the engine and the theme with their versions, in words."""
    if _version(engine) == _MISSING:
        raise DossierError(f'the engine "{engine}" is not installed')
    theme = "" if engine == "zensical" else f" with mkdocs-material {_version('mkdocs-material')}"
    return f"{engine} {_version(engine)}{theme}"


@cache
def _version(package: str) -> str:
    """Return the version of a package; what is put in its place while this process runs counts for the next one."""
    try:
        return version(package)
    except PackageNotFoundError:
        return _MISSING


def _sentinels(job: EngineJob, derived: Derived) -> tuple[Sentinel, ...]:
    """Return a sentinel for the first page of each section, and one more for each depth below it."""
    indexes = "navigation.indexes" in derived.features
    sentinels = []
    for section in derived.sections:
        contents = ((1, 2) if indexes else (2,)) if section in derived.in_nav else (1,)
        top = section.count("/")
        for depth in sorted({top, *(depth for depth in job.depths.get(section, ()) if depth > top)}):
            sentinels.append(Sentinel(section, depth, section + f"{FOLDER}/" * (depth - top), contents))
    return tuple(sentinels)


def _key(job: EngineJob, derived: Derived, sentinels: tuple[Sentinel, ...], made_by: str) -> str:
    """Return the hash of all that the engine's work depends on."""
    key = hashlib.sha256()
    paths = [job.site_dir / derived.docs_dir, *derived.paths]
    versions = [made_by, sys.version, *(_version(package) for package in _MAKERS)]
    variables = [(name, job.environ.get(name)) for name in derived.variables]
    for part in [
        derived.text,
        sorted(derived.keys.items()),  # where the problems stand that were kept
        keeping.program(_OWN),
        versions,
        variables,
        sentinels,
        job.foot,
        dict(job.icons),
        job.private,
        job.offline,
        job.words.lang,
        job.ways,
        job.edition and job.edition.folder,
    ]:
        key.update(repr(part).encode())
    for path in paths:
        for file in [path] if path.is_file() else _files(path, links=True):
            data = _content(file)
            key.update(f"\0{file.relative_to(path.parent)}\0{len(data)}\0".encode())
            key.update(data)
    return key.hexdigest()[:32]


def _files(folder: Path, *, links: bool = False) -> list[Path]:
    """Return the files of a folder, and the links in it that lead to folders if they are asked for."""
    found = (path for path in folder.rglob("*") if path.is_file() or (links and path.is_symlink()))
    return sorted(path for path in found if "__pycache__" not in path.parts)


def _content(path: Path) -> bytes:
    """Return what a file holds, or where a link to a folder leads; nothing where nobody may look."""
    try:
        return path.read_bytes() if path.is_file() else os.fsencode(path.readlink())
    except OSError:
        return b""


def _made(job: EngineJob, derived: Derived, sentinels: tuple[Sentinel, ...], work: Path, made_by: str) -> Run:
    """Let the engine work in a folder, and return what it made; its files stay there."""
    site = work / _SITE
    pages, originals = _lay_out(job, derived, sentinels, work)
    problems = _run(job, work, derived)
    _finish(job, site, derived, sentinels, originals)
    frames = _cut_out(_taken_out(sentinels, work, job.edition is not None), derived, made_by)
    pages = {address: file for address, file in pages.items() if (site / address / "index.html").is_file()}
    problems += _diagrams(pages, site)
    return Run(frames, pages, tuple(problems))


def _lay_out(
    job: EngineJob, derived: Derived, sentinels: tuple[Sentinel, ...], work: Path
) -> tuple[dict[str, str], frozenset[str]]:
    """Write what the engine reads: configuration, hand-written pages, sentinels.

    Return the pages' addresses with their files, and the addresses of those that are not translated.
    """
    pages, originals = {}, set()
    taken = {sentinel.address for sentinel in sentinels}
    docs = job.site_dir / derived.docs_dir
    for name, (file, language) in _in_edition(job, docs, job.words.lang).items():
        address, source = written_address(name), f"{derived.docs_dir}/{file.relative_to(docs).as_posix()}"
        if address in taken:
            continue  # it is told of, and nothing is published
        if address is not None:
            pages[address] = source
            if job.edition and not language:
                originals.add(address)
        _write(work / "docs" / name, file.read_bytes())
    if "" not in pages and "" not in taken:
        pages[""] = f"{derived.docs_dir}/index.md"
        _write(work / "docs" / "index.md", home(derived.site_name, job.depths, job.words).encode())
    for sentinel in sentinels:
        icon = job.icons.get(sentinel.address)
        page = SENTINEL_PAGE.replace("\n", f"\nicon: {json.dumps(icon)}\n", 1) if icon else SENTINEL_PAGE
        _write(work / "docs" / sentinel.address / "index.md", page.encode())
    _write(work / "mkdocs.yml", derived.text.encode())
    _write(work / HOOK, b"from generator.compiled import on_env, on_post_build\n")
    return pages, frozenset(originals)


def _in_edition(job: EngineJob, docs: Path, wanted: str) -> dict[str, tuple[Path, str]]:
    """Return the files of an edition, by their names without a language: each with the language that it names."""
    found: dict[str, tuple[Path, str]] = {}
    for file in _files(docs):
        name, language = in_language(file.relative_to(docs).as_posix(), [way.lang for way in job.ways])
        if language == wanted or (not language and name not in found):
            found[name] = file, language
    return found


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _run(job: EngineJob, work: Path, derived: Derived) -> list[Problem]:
    """Run the engine and return its warnings; raises DossierError with its last words if it fails, or _RefusedError."""
    package = str(Path(__file__).resolve().parent.parent)
    search = os.pathsep.join(filter(None, (package, job.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", job.engine, "build", "-f", str(work.resolve() / "mkdocs.yml")]
    env = {**job.environ, **_FIXED, "PYTHONPATH": search}
    done = subprocess.run(command, cwd=job.site_dir, env=env, capture_output=True, text=True, encoding="utf-8")
    said = _COLOUR.sub("", done.stdout + done.stderr)
    problems = told(said, derived.docs_dir, derived.keys)
    if has_errors(problems):
        raise _RefusedError(problems)
    if done.returncode:
        raise DossierError(f"{job.engine} failed: {last_words(said, job.site_dir.resolve(), derived.docs_dir)}")
    return problems


def _finish(
    job: EngineJob, site: Path, derived: Derived, sentinels: tuple[Sentinel, ...], originals: frozenset[str]
) -> None:
    """Put what the engine's pages lack into them, from the policy to the search and a warning on private pages.

    `originals` are the addresses of pages that are not translated, which say so.
    """
    if job.offline:
        (site / "404.html").unlink(missing_ok=True)  # no server shows it, and its addresses begin at a server's root
    generated, docs = {sentinel.address for sentinel in sentinels}, job.site_dir / derived.docs_dir
    written = {way.lang: set(map(written_address, _in_edition(job, docs, way.lang))) for way in job.ways}
    found = ((page, page.read_text(encoding="utf-8")) for page in sorted(site.rglob("*.html")))
    pages = {page: with_description(with_site_named(html, derived.site_name)) for page, html in found}
    rules = policy((script for html in pages.values() for script in inline_scripts(html)), offline=job.offline)
    for page, made in pages.items():
        html = with_foot(with_names(watched(made, rules)), job.foot)
        address = page.relative_to(site).as_posix().removesuffix("index.html")
        if address in originals:
            html = with_original(html, job.ways[0].lang, job.words)
        if page == site / "404.html":
            html, address = with_ways_on(html, job.depths, job.words), ""
        everywhere = address in generated or not address
        ways = [way for way in job.ways if everywhere or address in written[way.lang]]
        if len(job.ways) > 1:
            html = with_languages(html, TWIN if address in generated else quote(address), ways, job.words)
        html = with_search(html, SEARCH, job.words)
        if job.private:
            html = with_warning(html, job.words)
        page.write_text(explicit(html) if job.offline else html, encoding="utf-8")


def _taken_out(sentinels: tuple[Sentinel, ...], work: Path, in_folder: bool) -> dict[Sentinel, str]:
    """Take the sentinels out of the site and return their HTML; remove what others write, or was only input."""
    html = {}
    for sentinel in sentinels:
        page = work / _SITE / sentinel.address / "index.html"
        if not page.is_file():
            raise DossierError(f'the engine built no page for "{sentinel.address}"; is it excluded in mkdocs.yml?')
        html[sentinel] = page.read_text(encoding="utf-8")
        page.unlink()
    for folder in sorted({work / _SITE / sentinel.address for sentinel in sentinels}, reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    # Hosts know one page for all that are missing, which lies at the root of the whole site.
    for name in ("sitemap.xml", "sitemap.xml.gz", *(["404.html"] if in_folder else [])):
        (work / _SITE / name).unlink(missing_ok=True)
    (work / HOOK).unlink()
    for name in ("docs", ".cache", "__pycache__"):
        shutil.rmtree(work / name, ignore_errors=True)
    return html


def _cut_out(html: Mapping[Sentinel, str], derived: Derived, made_by: str) -> dict[tuple[str, int], Frame]:
    """Return the frame of each sentinel; deeper ones get the navigation of their section's first page."""
    tops = {sentinel.section: page for sentinel, page in html.items() if sentinel.address == sentinel.section}
    frames = {}
    for sentinel, page in html.items():
        steps = sentinel.depth - sentinel.section.count("/")
        if steps and sentinel.section in derived.in_nav:
            page = with_navigation(page, tops[sentinel.section], steps)
        frames[sentinel.section, sentinel.depth] = cut(page, sentinel, derived.site_url, made_by)
    return frames


def _diagrams(pages: Mapping[str, str], site: Path) -> Iterator[Problem]:
    """Yield a problem for each page whose diagrams the theme would draw with a script of another host."""
    for address, source in pages.items():
        html = (site / address / "index.html").read_text(encoding="utf-8")
        if _DIAGRAM.search(html) and not _OWN_DIAGRAMS.search(html):
            message = "the theme draws the diagram with a script from another host, in every reader's browser"
            hint = "put mermaid.min.js beside the pages and name it in `extra_javascript`, or use a picture"
            yield Problem("F103", "error", Spot(source), message, hint)
