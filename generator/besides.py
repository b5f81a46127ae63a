"""What a site has besides its generated pages: hand-written ones, the theme's files, search, sitemap, notices, feeds.

All of it is made in every build, and its files are written where they changed. It refuses to know what was made before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from .derived import theme_of
from .disk import INDEX
from .engine import EngineOutput
from .exports.notices import notices
from .exports.search import INDEX_FILES, PAGES, serves_search
from .exports.sitemap import sitemap
from .fill import Maker, Part
from .inspection import Packages
from .libraries import libraries, places
from .matter import Matter
from .pages import FEEDS, NEWS, search_file
from .problems import Problem, Spot
from .recorded import feeds_of_site
from .templates import assets

_SOURCE_MAP = re.compile(r"assets/(?:javascripts|stylesheets)/.+\.min\.(?:js|css)\.map")
"""What the theme's scripts and styles were made of: who works on these loads it, no reader, and it weighs most."""


def besides(maker: Maker, packages: Packages) -> Iterator[Part]:
    """Make every file of an edition that is no generated page, when these are prepared.

    Of what packages bring it need not be read again what is known of it.
    """
    matter = maker.matter
    matter.inspector.go_by(packages)
    settings = matter.corpus.settings
    written = {f"{address}index.html": address for address in maker.engine.pages}
    for file in maker.engine.names:
        if file in written:
            yield maker.make_written(written[file], file)
        elif not _is_needless(settings.options.engine, file):
            data = (maker.engine.files / file).read_bytes()
            yield maker.make_file(file, data, of_package=_is_of_theme(settings.options.engine, file, data))
    yield maker.make_search()
    for name, data in assets(matter.templates, settings.url).items():
        yield maker.make_file(name, data)
    for name, data in libraries():
        yield maker.make_file(name, data, of_package=True)
    packages.settle()
    url = "" if settings.offline else settings.url or ""  # nobody crawls a disk
    with matter.noting.reads.apart():  # what is read for the sitemap is no page's
        changed = matter.renderer.changed() if url else {}
    addresses = dict.fromkeys(chain((page.address for page in matter.plan.pages if page.framed), maker.engine.pages))
    for name, data in sitemap(url, {**addresses, **changed}).items():
        yield maker.make_file(name, data)
    known = {*maker.engine.pages, *matter.plan.by_address}
    for name, data in notices(settings, known, matter.renderer.events.has_feeds).items():
        yield maker.make_file(name, data)
    for name, data in feeds_of_site(matter.renderer, matter.history).items():
        yield maker.make_file(name, data)


def in_the_way(matters: Sequence[Matter], made: Sequence[EngineOutput]) -> Iterator[Problem]:
    """Yield each page or file among a site's own that lies where the program puts one, in whichever edition.

    First pages, and those of records, are told of before the engine works.
    """
    taken = [
        (matter.corpus.settings.folder, matter.plan.by_address, _names(matter), {*engine.names})
        for matter, engine in zip(matters, made, strict=True)
    ]
    for matter, engine in zip(matters, made, strict=True):
        settings = matter.corpus.settings
        for file in engine.names:
            if _is_needless(settings.options.engine, file):
                continue
            address = "" if file == INDEX else file.removesuffix(f"/{INDEX}") + "/" * file.endswith(f"/{INDEX}")
            whole = settings.folder + address
            within = [(whole.removeprefix(each[0]), *each) for each in taken if whole.startswith(each[0])]
            # What the engine puts into another edition is no less in the way.
            if any(
                inner in planned or inner in names or (each > settings.folder and file.removeprefix(each) in files)
                for inner, each, planned, names, files in within
            ):
                source = engine.pages.get(address) or f"{settings.pages_dir}/{file}"
                message = f'it stands where the program puts a page or a file of its own: "{address}"'
                yield Problem("F102", "error", Spot(source), message, "move it to another place")


def _names(matter: Matter) -> frozenset[str]:
    """Return the addresses of what the program itself puts into an edition besides the pages of the plan."""
    settings = matter.corpus.settings
    url = "" if settings.offline else settings.url or ""
    feeds = chain(FEEDS.values(), NEWS.values()) if matter.renderer.events.has_feeds else ()
    named = (assets(matter.templates, settings.url), sitemap(url, {}), notices(settings, (), feeds=False), feeds)
    return frozenset(chain([search_file(PAGES)], *named, (address for address, _, _ in places())))


def _is_needless(engine: str, file: str) -> bool:
    """Tell whether a file serves the engine's own search, or only those who work on its theme."""
    if file == INDEX_FILES[engine]:
        return True
    if not serves_search(file) and not _SOURCE_MAP.fullmatch(file):
        return False
    theme = theme_of(engine)
    return theme is not None and (theme / file).is_file()


def _is_of_theme(engine: str, file: str, data: bytes) -> bool:
    """Tell whether a file is the theme's own, and not one that a site puts into its place."""
    theme = theme_of(engine)
    return theme is not None and (theme / file).is_file() and (theme / file).read_bytes() == data
