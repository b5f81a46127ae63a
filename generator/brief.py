"""What the engine is told of an edition before it makes frames: the links and names on all of its pages, and how deep
these may lie.

It is told more than the pages of today need, so that few edits of records change a frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .corpus import Corpus
from .derived import PAGES_WITH_INSTANT_NAVIGATION, Derived, Edition, derive_config
from .engine import EngineJob
from .pages import (
    CLAIMS,
    CORRECTIONS,
    MAP,
    NETWORK,
    NOT_KNOWN,
    SEARCH,
    SOURCES,
    TIMELINE,
    files_of_page,
    in_language,
    plan,
    written_address,
)
from .problems import Problem, Spot
from .publish import address_folded
from .ways import Way
from .withhold import published
from .words import own_name
from .written import written_pages

METHOD = "method.md"
"""The hand-written page that explains how to read the others, where there is one."""
_OF_ENGINE = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})
"""Files that engines write at the root of a site, whatever stands there among its pages."""


def brief(site: Path, corpus: Corpus, environ: Mapping[str, str]) -> EngineJob:
    """Return what the engine needs to make a frame for every depth at which any corpus may have pages."""
    count, foot = _page_count(site, corpus), tuple(_foot(site, corpus))
    settings = corpus.settings
    icons = {f"{kind.folder}/": kind.icon for kind in settings.types.values() if isinstance(kind.icon, str)}
    return EngineJob(
        site, settings.options.engine, _depths(corpus), count, foot, environ, settings.private, settings.offline,
        corpus.words, _edition(corpus), _ways(corpus), icons,
    )  # fmt: skip


def derived(site: Path, corpus: Corpus, environ: Mapping[str, str]) -> Derived:
    """Return the engine's own settings, and what is wrong with them; raises DossierError if they cannot be read."""
    return derive_config(site, corpus.settings.options.engine, tuple(_depths(corpus)), 0, environ)


def in_the_way(site: Path, corpus: Corpus, settings: Derived) -> Iterator[Problem]:
    """Yield each hand-written page that stands where the first page of a section, or that of a record, stands.

    So does a file that the engine would write over without a word, and one that many hosts take for another.
    """
    shown = published(corpus)
    languages = corpus.settings.languages if corpus.settings.options.languages else ()
    folder, lying = site / settings.docs_dir, dict[tuple[str, str], tuple[str, str]]()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name in _OF_ENGINE:
            message = f'it stands where the engine puts a file of its own, in its place: "{name}"'
            yield Problem("F102", "error", Spot(f"{settings.docs_dir}/{name}"), message, "move it to another place")
        plain, language = in_language(name, languages)
        address = written_address(plain)
        at = plain if address is None else address
        twin, there = lying.setdefault((language, address_folded(at)), (name, at))
        if there != at and not settings.leaves_out:
            message = f'many hosts would lose it or "{twin}": their addresses differ only in capitals or accents'
            yield Problem("F102", "error", Spot(f"{settings.docs_dir}/{name}"), message, "give it another name")
        # A page that the settings leave out may lie beside that of its record.
        if address in settings.sections or (not settings.leaves_out and _is_of_record(address, shown)):
            message = f'the page stands where a generated page stands: "{address}"'
            yield Problem("F102", "error", Spot(f"{settings.docs_dir}/{name}"), message, "move it to another place")


def _is_of_record(address: str | None, corpus: Corpus) -> bool:
    """Tell whether a record has its page at an address."""
    folder, _, id = (address or "").removesuffix("/").rpartition("/")
    entity = corpus.entities.get(id)
    return (
        (entity is not None and folder == corpus.settings.types[entity.type].folder)
        or (f"{folder}/" == SOURCES and id in corpus.sources)
        or (f"{folder}/" == CLAIMS and id in corpus.claims)
    )


def _edition(corpus: Corpus) -> Edition | None:
    """Return what the engine must know of an edition in another language than the main one."""
    settings = corpus.settings
    if not settings.folder:
        return None
    own = settings.options.languages[settings.language]
    copyright = own.copyright if isinstance(own.copyright, str) else ""
    return Edition(settings.language, settings.folder, corpus.words, settings.name, settings.description, copyright)


def _ways(corpus: Corpus) -> tuple[Way, ...]:
    """Return the ways from an edition to all of them, as seen from its root; none where there is just one."""
    settings = corpus.settings
    if not settings.options.languages:
        return ()
    up, url = "../" * settings.folder.count("/"), (settings.url or "").removesuffix(settings.folder)
    folders = ["", *(f"{language.lower()}/" for language in settings.options.languages)]
    return tuple(
        Way(language, own_name(language), f"{up}{folder}", f"{url}{folder}" if url else "")
        for language, folder in zip(settings.languages, folders, strict=True)
    )


def _foot(site: Path, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield the links at the foot of every page: how to read it, where the site has such a page, and what to do."""
    settings = corpus.settings
    names = files_of_page(METHOD, settings.language if settings.options.languages else "")
    if any((site / settings.pages_dir / name).is_file() for name in names):
        yield corpus.words("How to read a dossier"), f"{Path(METHOD).stem}/"
    report_url = settings.options.report_url
    if isinstance(report_url, str) and report_url:
        yield corpus.words("Report an error"), report_url


def _depths(corpus: Corpus) -> dict[str, tuple[int, ...]]:
    folders = [f"{kind.folder}/" for kind in corpus.settings.types.values()]
    lists = (TIMELINE, NETWORK, MAP, NOT_KNOWN, CORRECTIONS)
    records = {**dict.fromkeys(folders, (1, 2, 3, 4)), SOURCES: (1, 2, 3), CLAIMS: (1, 2, 3, 4)}
    return {**records, **dict.fromkeys(lists, (1, 2)), SEARCH: (1,)}


def _page_count(site: Path, corpus: Corpus) -> int:
    """Return how many addresses the sitemap will have, or a number above the limit for which it is counted.

    Each record has a page, so that a large corpus need not be planned for this. Further pages of corrections do not
    count: the history is read while the engine is at work already.
    """
    shown = published(corpus)
    records = len(shown.claims) + len(shown.entities) + len(shown.sources)
    if records > PAGES_WITH_INSTANT_NAVIGATION:
        return records
    made = sum(page.framed for page in plan(shown).pages)
    return made + len(written_pages(site, corpus))
