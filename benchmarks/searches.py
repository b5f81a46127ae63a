"""Those who search: this program, and in a browser Pagefind and Material's search (lunr), over the finished pages."""

from __future__ import annotations

import functools
import importlib.util
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from generator.exports.find import Finder
from scripts.browser import launch

from .index import matter_of
from .loads import Weight

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Search = Callable[[str], Sequence[str]]
"""Gives for a query the ids of the entities found, the best first."""
_MOST = 50
"""So many hits are looked at."""
_PAGEFIND_AT, _LUNR_AT = "pagefind", "lunr"


def own(site: Path) -> Search:
    """Return the search of this program over the records of a site."""
    matter = matter_of(site)
    finder = Finder(functools.cache(matter.renderer.shard))

    def search(query: str) -> list[str]:
        hits = (finder.hit(number) for number in list(finder.find(query).hits)[:_MOST])
        return [_id(str(hit["href"])) for hit in hits if hit["t"] in matter.corpus.settings.types]

    return search


@contextmanager
def in_browser(
    built: Path, pagefind: Path, material: Path, known: Mapping[str, Any]
) -> Iterator[tuple[Search, Search]]:
    """Ask Pagefind, and Material's search, about a finished site; of what they find the known ids count.

    Each has a folder with its index.
    """
    theme = Path(str(importlib.util.find_spec("material").origin)).parent  # type: ignore[union-attr]
    worker = next((theme / "templates" / "assets" / "javascripts" / "workers").glob("search.*.js"))
    shutil.copy(worker, material / "worker.js")
    with _browsing(built, {_PAGEFIND_AT: pagefind, _LUNR_AT: material}) as (server, browser):
        page = _opened(browser, server)
        page.evaluate(_PAGEFIND)
        page.evaluate(_LUNR)
        yield _asking(page, "askPagefind", known), _asking(page, "askLunr", known)


def pagefind_loads(built: Path, index: Path, queries: Sequence[str]) -> dict[str, Weight]:
    """Return what a browser loads of Pagefind for each query until it has the first hit, each time with nothing kept.

    That is the script, the program, the list of pages, one part of the index for each word, and the first hit.
    """
    found = {}
    with _browsing(built, {_PAGEFIND_AT: index}) as (server, browser):
        for query in queries:
            page = _opened(browser, server)
            server.asked.clear()
            page.evaluate(_PAGEFIND)
            page.evaluate("query => askPagefind(query, 1)", query)
            found[query] = Weight.of(file.read_bytes() for file in server.asked if file.is_relative_to(index.resolve()))
            page.context.close()
    return found


def _opened(browser: Browser, server: Served) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/404.html")
    return page


def _asking(page: Page, name: str, known: Mapping[str, Any]) -> Search:
    def search(query: str) -> list[str]:
        found = map(_id, page.evaluate(f"query => {name}(query, {_MOST})", query))
        return [id for id in dict.fromkeys(found) if id in known]

    return search


def _id(address: str) -> str:
    return address.partition("#")[0].rstrip("/").rpartition("/")[2]


@contextmanager
def _browsing(built: Path, laid_over: Mapping[str, Path]) -> Iterator[tuple[Served, Browser]]:
    """Serve a finished site, and start a browser."""
    from playwright.sync_api import sync_playwright

    with serving(built, laid_over) as server, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield server, browser
        browser.close()


@contextmanager
def serving(built: Path, laid_over: Mapping[str, Path]) -> Iterator[Served]:
    """Serve a finished site on this machine, with other folders laid over it."""
    server = Served(built.resolve(), {name: folder.resolve() for name, folder in laid_over.items()})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Served(ThreadingHTTPServer):
    """A server that knows what it was asked for: a browser's own tools do not see all that its workers load."""

    def __init__(self, root: Path, laid_over: Mapping[str, Path]) -> None:
        """Begin on a free port, asked for nothing."""
        self.root = root
        self.laid_over = laid_over
        self.asked: list[Path] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(SimpleHTTPRequestHandler):
    server: Served

    def translate_path(self, path: str) -> str:
        """Return the file of an address."""
        first, _, rest = unquote(urlsplit(path).path).lstrip("/").partition("/")
        over = self.server.laid_over.get(first)
        file = over / rest if over else self.server.root / first / rest
        if file.is_file():
            self.server.asked.append(file)
        return str(file)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


_LUNR = """async () => {
  const worker = new Worker("/lunr/worker.js"), index = await (await fetch("/lunr/search_index.json")).json();
  const told = (type) => new Promise((done, fail) => {
    worker.onerror = (reason) => fail(new Error(reason.message));
    worker.onmessageerror = fail;
    worker.addEventListener("message", function heard({ data }) {
      if (data.type === type) { worker.removeEventListener("message", heard); done(data.data); }
    });
  });
  const ready = told(1);
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  await ready;
  window.askLunr = async (query) => {
    const answer = told(3);
    worker.postMessage({ type: 2, data: query });
    return ((await answer).items ?? []).map((item) => item[0].location);
  };
}"""
_PAGEFIND = """async () => {
  const pagefind = await import("/pagefind/pagefind.js");
  window.askPagefind = async (query, most) => {
    const { results } = await pagefind.search(query);
    return Promise.all(results.slice(0, most).map(async (one) => (await one.data()).url));
  };
}"""
