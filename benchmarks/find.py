"""`python -m benchmarks.find`: how well the search finds names, and what its index costs.

Quality is measured on labelled queries: `tests/golden/find/`, and any folder of places with spellings in the form of
`--places` (names in two languages are recorded, the other spellings are asked for). Precision is that of as many hits
as there are right ones, recall that of the first ten. With `--peers` the same queries go to the search of Material
(lunr), over the same names, and to Pagefind, over the finished pages, both in a browser.

With `--entities N` a made-up corpus is built, and the cost of its index is told: CPU of one process, files, bytes, and
what a browser loads until it shows a hit.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import importlib.util
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from generator.build import build
from generator.exports.find import Finder
from generator.fill import Matter
from generator.load import load
from generator.names import fold
from generator.pages import SEARCH
from generator.problems import has_errors
from generator.templates import gathered
from scripts.browser import launch

from . import builders
from .corpus import Size, draw
from .files import write
from .yaml_site import write_site

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden" / "find"
RECALLED = 10
_WIDE = 50
Search = Callable[[str], Sequence[str]]
"""Gives for a query the ids of the entities found, the best first."""


@dataclass(frozen=True)
class Labelled:
    """Queries with the ids of the entities that each means, and the folder of the site that holds these."""

    name: str
    site: Path
    queries: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Quality:
    """How well queries were answered: shares from 0 to 1."""

    precision: float
    recall: float
    first: float
    empty: float

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}  recall@{RECALLED} {self.recall:.3f}  right first {self.first:.3f}  "
            f"nothing found {self.empty:.3f}"
        )


def quality(search: Search, queries: Mapping[str, Sequence[str]]) -> Quality:
    """Return how well a search answers, averaged over the queries."""
    precision = recall = first = empty = 0.0
    for query, right in queries.items():
        found = list(search(query))
        precision += len(set(found[: len(right)]) & set(right)) / len(right)
        recall += len(set(found[:RECALLED]) & set(right)) / len(right)
        first += bool(found) and found[0] in right
        empty += not found
    count = len(queries)
    return Quality(precision / count, recall / count, first / count, empty / count)


def golden() -> Iterator[Labelled]:
    """Yield the labelled set of the repository, whole, and each of its parts."""
    parts: dict[str, dict[str, list[str]]] = yaml.safe_load((GOLDEN / "queries.yml").read_text("utf-8"))
    yield Labelled("all", GOLDEN, {query: right for part in parts.values() for query, right in part.items()})
    for name, queries in parts.items():
        yield Labelled(name, GOLDEN, queries)


def places(folder: Path, to: Path) -> Labelled:
    """Write a site of the places in a folder of JSON files, with their names in two languages; ask for the others."""
    records: list[dict[str, Any]] = []
    spelt: dict[str, set[str]] = {}
    for file in sorted(folder.rglob("*.json")):
        listed = json.loads(file.read_text("utf-8"))
        for place in listed if isinstance(listed, list) else []:
            if not isinstance(place.get("name"), dict):
                continue
            name = place["name"]
            others = [{"text": name["ar"], "lang": "ar"}] if name.get("ar") else []
            records.append({"id": place["id"].lower(), "name": name["en"], "names": others})
            aliases = [alias["value"] for alias in place.get("aliases", ())]
            spelt[place["id"].lower()] = {name["en"], name.get("ar", ""), *aliases}
    sharing: dict[str, list[str]] = {}
    for record in records:
        for text in {fold(text) for text in (record["name"], *(name["text"] for name in record["names"]))}:
            sharing.setdefault(text, []).append(record["id"])
    for record in records:  # a district is not its capital; the check wants that said
        alike = {id for ids in sharing.values() if record["id"] in ids for id in ids} - {record["id"]}
        record["distinct_from"] = sorted(alike)
    write(to / "mkdocs.yml", (GOLDEN / "mkdocs.yml").read_text("utf-8"))
    write(to / "data" / "places" / "all.yml", json.dumps(records, ensure_ascii=False))
    meant: dict[str, set[str]] = {}
    for id, names in spelt.items():
        for name in filter(None, names):
            meant.setdefault(fold(name), set()).add(id)
    recorded = {fold(text) for r in records for text in (r["name"], *(n["text"] for n in r["names"]))}
    asked = {name: sorted(right) for name, right in sorted(meant.items()) if name not in recorded}
    return Labelled(f"{folder.name}: spellings that are not recorded", to, asked)


def own(site: Path) -> Search:
    """Return the search of this program over the records of a site."""
    matter = _matter(site)
    finder = Finder(functools.cache(matter.renderer.shard))

    def search(query: str) -> list[str]:
        hits = (finder.hit(number) for number in list(finder.find(query).hits)[:_WIDE])
        return [_id(str(hit["a"])) for hit in hits if hit["t"] in matter.corpus.settings.types]

    return search


def cost(entities: int, folder: Path, pagefind: bool) -> Iterator[str]:
    """Build a made-up corpus, and yield lines on what its search costs."""
    write_site(draw(Size.of(entities)), folder)
    built = build(folder, folder / "site", environ=dict(os.environ), tell=lambda step: None)
    site = (folder / "site").resolve()
    matter = _matter(folder)
    matter.prepare()
    shares: dict[str, list[float]] = {}
    for page in matter.plan.pages:
        start = time.process_time()
        matter.renderer.render(page)
        shares.setdefault(page.template, []).append(time.process_time() - start)
    total = sum(map(sum, shares.values()))
    index = {name: times for name, times in shares.items() if name.startswith("search")}
    yield f"{entities:,} entities: {built.pages:,} pages; rendering {total:.1f} s CPU in one process"
    for name, times in index.items():
        yield f"  {name}: {sum(times):.2f} s CPU, {len(times):,} files"
    whole = sum(map(sum, index.values()))
    yield f"  the whole index: {whole:.2f} s CPU, {whole / total:.1%} of rendering"
    files = list((site / SEARCH).rglob("*.js"))
    yield f"  {len(files):,} files, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB"
    loaded: dict[str, int] = {}

    def shard(name: str) -> Any:
        data = (site / SEARCH / f"{name}.js").read_bytes()
        loaded[name] = len(data), len(gzip.compress(data, 6))  # type: ignore[assignment]
        return matter.renderer.shard(name)

    names = [matter.corpus.entities[id].name for id in list(matter.corpus.entities)[:: max(1, entities // 6)]][:6]
    scripts = [site / "assets" / "find.js", site / "assets" / "dossier.js"]
    fixed = [(len(data), len(gzip.compress(data, 6))) for data in (file.read_bytes() for file in scripts)]
    arabic = matter.corpus.entities[next(iter(matter.corpus.entities))].names[0].text
    for query in [*names, arabic, "took control", "money road"]:
        loaded.clear()
        finder = Finder(shard)
        pages = (site / SEARCH / "pages.js").read_bytes()
        found = list(finder.find(query).hits)
        finder.hit(found[0])
        first = [*loaded.values(), *fixed, (len(pages), len(gzip.compress(pages, 6)))]
        for number in found[:10]:
            finder.hit(number)
        ten = [*loaded.values(), *fixed, (len(pages), len(gzip.compress(pages, 6)))]
        yield (
            f"  {query!r}: {len(found):,} hits; until the first {_kilobytes(first)}, "
            f"until ten {_kilobytes(ten)}, {len(loaded)} shards"
        )
    if pagefind:
        run = builders.pagefind(site, folder / "pagefind").once()
        yield f"  Pagefind over the same pages: {run.cpu:.1f} s CPU, {run.largest / 1e6:.0f} MB"


def _kilobytes(sizes: Sequence[Any]) -> str:
    return f"{sum(size[0] for size in sizes) / 1e3:.0f} kB ({sum(size[1] for size in sizes) / 1e3:.0f} compressed)"


def _matter(site: Path) -> Matter:
    corpus, problems = load(site)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return Matter(corpus, gathered((Path(__file__).resolve().parent.parent / "templates",)), ())


def _id(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


@contextlib.contextmanager
def peers(site: Path, folder: Path) -> Iterator[dict[str, Search]]:
    """Give Material's search and Pagefind the names and the finished pages of a site, in a browser."""
    from playwright.sync_api import sync_playwright

    shutil.copytree(site, folder / "copy")
    built = build(folder / "copy", folder / "site", environ=dict(os.environ), tell=lambda step: None)
    assert not has_errors(built.problems), built.problems
    root = (folder / "site").resolve()
    peer = builders.pagefind(root, folder / "pagefind")
    peer.once()
    assert peer.out is not None
    shutil.copytree(peer.out, root / "pagefind", dirs_exist_ok=True)
    theme = Path(str(importlib.util.find_spec("material").origin)).parent  # type: ignore[union-attr]
    worker = next((theme / "templates" / "assets" / "javascripts" / "workers").glob("search.*.js"))
    shutil.copy(worker, root / "worker.js")
    corpus = _matter(site).corpus
    folders = {name: kind.folder for name, kind in corpus.settings.types.items()}
    docs = [
        {"location": f"{folders[e.type]}/{e.id}/", "title": e.name, "text": ", ".join(n.text for n in e.names)}
        for e in corpus.entities.values()
    ]
    boosts = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
    config = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": boosts}
    index = {"config": config, "docs": docs}
    (root / "lunr.json").write_text(json.dumps(index), "utf-8")
    known = corpus.entities
    with _served(root) as address, sync_playwright() as playwright:
        running = launch(playwright.chromium)
        page = running.new_page()
        page.goto(f"{address}/404.html")
        page.evaluate(_LUNR)
        page.evaluate(_PAGEFIND)

        def asking(name: str) -> Search:
            def search(query: str) -> list[str]:
                found = map(_id, page.evaluate(f"query => {name}(query)", query))
                return [id for id in dict.fromkeys(found) if id in known]

            return search

        yield {"lunr": asking("askLunr"), "Pagefind": asking("askPagefind")}
        running.close()


_LUNR = """async () => {
  const worker = new Worker("/worker.js"), index = await (await fetch("/lunr.json")).json();
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
  window.askPagefind = async (query) => {
    const { results } = await pagefind.search(query);
    return Promise.all(results.slice(0, 50).map(async (one) => (await one.data()).url));
  };
}"""


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def _served(root: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def _report(sets: Sequence[Labelled], folder: Path, with_peers: bool, with_wrong: bool) -> None:
    """Print how well all that are asked answer the queries about one site, and on wish where we are wrong."""
    with ExitStack() as stack:
        searches = {"this program": own(sets[0].site)}
        if with_peers:
            searches |= stack.enter_context(peers(sets[0].site, folder))
        for one in sets:
            print(f"{one.name}, {len(one.queries)} queries")
            for name, search in searches.items():
                print(f"  {name:12}  {quality(search, one.queries)}")
        for query, right in sets[0].queries.items() if with_wrong else ():
            found = list(searches["this program"](query))
            if set(found[: len(right)]) != set(right):
                print(f"    {query}: {', '.join(found[:4]) or 'nothing'}; right: {', '.join(right)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was measured."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.find", description=__doc__)
    made.add_argument("--places", type=Path, metavar="DIR", help="places with their spellings, as JSON")
    made.add_argument("--peers", action="store_true", help="ask Material's search and Pagefind the same")
    made.add_argument("--wrong", action="store_true", help="name the queries that are answered wrongly")
    made.add_argument("--entities", type=int, metavar="N", help="tell the cost of the index for so many instead")
    given = made.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="find-")))
        if given.entities:
            for line in cost(given.entities, folder, given.peers):
                print(line)
            return 0
        sets = [[*golden()], *([[places(given.places, folder / "places")]] if given.places else [])]
        for number, labelled in enumerate(sets):
            _report(labelled, folder / f"peers-{number}", given.peers, given.wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
