"""The whole way from a site's folder to its pages: read, judge, plan, fill, inspect, publish.

Each step is a function of another module; here stands only their order. Bad data ends the way with its problems,
and the last good site stays. The engine works in a process of its own while the records are being judged.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .corpus import Corpus
from .engine import EngineJob, EngineOutput, build_frames
from .exports.search import INDEX_FILES, search_index
from .exports.sitemap import sitemap
from .fill import Maker, Matter, Part, fill
from .load import Locator, load
from .pages import CLAIMS, CORRECTIONS, NOT_KNOWN, SOURCES
from .problems import Problem, arranged, has_errors
from .publish import Release
from .recorded import correction_feeds, recorded
from .rules import judge
from .vanished import judge_vanished
from .withhold import published, withheld_words
from .written import judge_written

Tell = Callable[[str], None]
OUT = "site"
CACHE = Path(".cache", "dossier")
TEMPLATES = "templates"
SENTINEL = "DossierFrame"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: its problems, how many pages the site has, how many files were written, and where it is."""

    problems: list[Problem]
    corpus: Corpus
    pages: int
    written: int
    out: Path

    @property
    def counts(self) -> str:
        """What the site holds, in words."""
        corpus = self.corpus
        return f"{len(corpus.claims)} claims, {len(corpus.entities)} entities, {len(corpus.sources)} sources"


def check(site: Path, *, environ: Mapping[str, str], tell: Tell, base: str = "") -> tuple[Corpus, list[Problem]]:
    """Read a site and return its corpus with all problems in its data, its settings and its hand-written pages.

    `base` is a revision that git knows: what it published must not have vanished.
    """
    tell("reading")
    corpus, problems = load(site, environ)
    tell("judging")
    judged = _judged(site, corpus, problems)
    if base:
        tell("comparing")
        faulty = frozenset(problem.spot.file for problem in problems if problem.severity == "error")
        judged = arranged([*judged, *judge_vanished(site, corpus, base, environ, faulty)])
    return corpus, judged


def history(site: Path, *, environ: Mapping[str, str], tell: Tell) -> tuple[Matter, list[Problem]]:
    """Read a site and its history; what is returned words claims, and makes no page."""
    tell("reading")
    corpus, problems = load(site, environ)
    tell("reading the history")
    told, more = recorded(site, corpus, site / CACHE)
    return Matter(published(corpus), (), (), told), arranged([*problems, *more])


def build(site: Path, out: Path | None = None, *, environ: Mapping[str, str], tell: Tell, jobs: int = 1) -> Built:
    """Build the site in the folder `site`, inspect it, and put it into place at `out` if it has no errors."""
    out = out or site / OUT
    tell("reading")
    corpus, problems = load(site, environ)
    with ThreadPoolExecutor(1) as beside:
        engine = beside.submit(_engine, site, corpus)
        tell("judging")
        problems = _judged(site, corpus, problems)
        tell("reading the history")
        told, more = recorded(site, corpus, site / CACHE)
        matter = Matter(published(corpus), _templates(site), (SENTINEL, *withheld_words(corpus)), told)
        if not has_errors([*problems, *more]):
            tell("preparing pages")
            matter.prepare()
        tell("waiting for the engine")
        made = engine.result()
    problems = arranged([*problems, *more, *made.problems])
    if has_errors(problems):
        return Built(problems, corpus, 0, 0, out)
    with Release(out) as release:
        maker = Maker(matter, made, release.root)
        tell("making pages")
        parts = list(fill(maker, matter.plan.pages, jobs))
        tell("taking over the engine's files")
        parts += _rest(maker, parts)
        entries = [entry for part in parts for entry in part.entries]
        release.record(entries)
        release.prune()
        tell("inspecting")
        facts = [fact for part in parts for fact in part.facts]
        problems = arranged([*problems, *matter.inspector.judge_site(release.root, facts)])
        if not has_errors(problems):
            tell("publishing")
            release.finish()
    pages = sum(entry.address.endswith(".html") for entry in entries)
    return Built(problems, corpus, pages, sum(entry.written for entry in entries), out)


def build_into(site: Path, folder: Path) -> list[Problem]:
    """Build the site and copy it into a folder that somebody else looks after; return the problems."""
    out = site / CACHE / "whole"
    built = build(site, out, environ=os.environ, tell=lambda step: None, jobs=1)
    if not has_errors(built.problems):
        shutil.copytree(out.resolve(), folder, dirs_exist_ok=True)
    return built.problems


def _judged(site: Path, corpus: Corpus, problems: list[Problem]) -> list[Problem]:
    """Add what the rules find. Where a record could not be read, what refers to it is not to blame."""
    found = [*judge(corpus, Locator(site, corpus)), *judge_written(site, published(corpus))]
    return arranged([*problems, *found])


def _engine(site: Path, corpus: Corpus) -> EngineOutput:
    """Let the engine make a frame for every depth at which any corpus may have pages, so that few things change it."""
    records = len(corpus.claims) + len(corpus.entities) + len(corpus.sources)
    folders = [f"{kind.folder}/" for kind in corpus.settings.types.values()]
    lists = dict.fromkeys((CLAIMS, CORRECTIONS, NOT_KNOWN), (1, 2))
    depths = dict.fromkeys(folders, (1, 2, 3, 4)) | {SOURCES: (1, 2, 3)} | lists
    return build_frames(EngineJob(site, corpus.settings.options.engine, depths, records), site / CACHE)


def _templates(site: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the site's own folder first, then the program's."""
    here = Path(__file__).resolve().parent
    program = here / TEMPLATES if (here / TEMPLATES).is_dir() else here.parent / TEMPLATES
    return tuple(dict.fromkeys(path.resolve() for path in (site / TEMPLATES, program) if path.is_dir()))


def _rest(maker: Maker, parts: list[Part]) -> Iterator[Part]:
    """Make every file that is no generated page: hand-written pages, the theme's files, search, sitemap."""
    matter = maker.matter
    settings = matter.corpus.settings
    written = {f"{address}index.html": address for address in maker.engine.pages}
    search = INDEX_FILES[settings.options.engine]
    for path in sorted(maker.engine.files.rglob("*")):
        file = path.relative_to(maker.engine.files).as_posix()
        if not path.is_file():
            continue
        if file in written:
            yield maker.make_written(written[file], file)
        elif file == search:
            found = [entry for part in parts for entry in part.search]
            index = search_index(settings.options.engine, path.read_bytes(), maker.engine.sentinels, found)
            yield maker.make_file(file, index)
        else:
            yield maker.make_file(file, path.read_bytes())
    for name in ("dossier.css", "dossier.js"):
        source = next(folder / "assets" / name for folder in matter.templates if (folder / "assets" / name).is_file())
        yield maker.make_file(f"assets/{name}", source.read_bytes())
    addresses = {page.address: None for page in matter.plan.pages if page.template != "redirect"}
    for name, data in sitemap(settings.url or "", {**addresses, **dict.fromkeys(maker.engine.pages)}).items():
        yield maker.make_file(name, data)
    for name, data in correction_feeds(matter.renderer, matter.history).items():
        yield maker.make_file(name, data)
