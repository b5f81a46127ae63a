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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

from generator.analyse import findable
from generator.build import build
from generator.corpus import Corpus
from generator.exports.find import Finder
from generator.exports.search import PAGES
from generator.fill import Matter
from generator.keys import MOST_WORDS, words
from generator.load import load
from generator.names import fold
from generator.pages import SEARCH
from generator.postings import decoded
from generator.problems import has_errors
from generator.templates import gathered
from generator.views import scripted
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
    matter = matter_of(site)
    finder = Finder(functools.cache(matter.renderer.shard))

    def search(query: str) -> list[str]:
        hits = (finder.hit(number) for number in list(finder.find(query).hits)[:_WIDE])
        return [_id(str(hit["href"])) for hit in hits if hit["t"] in matter.corpus.settings.types]

    return search


def cost(entities: int, folder: Path, pagefind: bool) -> Iterator[str]:
    """Build a made-up corpus, and yield lines on what its search costs."""
    write_site(draw(Size.of(entities)), folder)
    built = build(folder, folder / "site", environ=dict(os.environ), tell=lambda step: None)
    site = (folder / "site").resolve()
    matter = matter_of(folder)
    matter.prepare()
    shares: dict[str, list[float]] = {}
    sizes: Counter[str] = Counter()
    for page in matter.plan.pages:
        start = time.process_time()
        body = matter.renderer.render(page).body
        shares.setdefault(page.template, []).append(time.process_time() - start)
        sizes[page.template] += len(body.encode())
    total = sum(map(sum, shares.values()))
    index = {name: times for name, times in shares.items() if name.startswith("search")}
    yield f"{entities:,} entities: {built.pages:,} pages; rendering {total:.1f} s CPU in one process"
    for name, times in index.items():
        yield f"  {name}: {sum(times):.2f} s CPU, {len(times):,} files, {sizes[name] / 1e3:,.0f} kB"
    whole = sum(map(sum, index.values()))
    yield f"  the whole index: {whole:.2f} s CPU, {whole / total:.1%} of rendering"
    files = list((site / SEARCH).rglob("*.js"))
    yield f"  {len(files):,} files, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB"
    fixed = [(site / "assets" / name).read_bytes() for name in ("find.js", "dossier.js")]
    loads = Loads(lambda name: (site / SEARCH / f"{name}.js").read_bytes())
    for told, query, chosen in typical(matter.corpus):
        first = [*loads.until_hits(query, chosen, 1).values(), *fixed]
        ten = [*loads.until_hits(query, chosen, 10).values(), *fixed]
        yield f"  {told}: until the first {_kilobytes(first)}, until ten {_kilobytes(ten)}"
    if pagefind:
        run = builders.pagefind(site, folder / "pagefind").once()
        yield f"  Pagefind over the same pages: {run.cpu:.1f} s CPU, {run.largest / 1e6:.0f} MB"


Question = tuple[str, str, Mapping[str, str]]
"""What is asked, in words for who reads the figures; what is typed; the values of facets that are chosen."""


def typical(corpus: Corpus) -> Iterator[Question]:
    """Yield what is asked of a made-up corpus: names, its most frequent words, half words, facets without words."""
    entities = list(corpus.entities.values())
    for entity in entities[:: max(1, len(entities) // 6)][:6]:
        yield f"the name {entity.name!r}", entity.name, {}
    yield "a name in Arabic letters", next(iter(entities)).names[0].text, {}
    yield "two common words", "took control", {}
    often = most_frequent(corpus, MOST_WORDS)
    yield f"the most frequent word, {often[0]!r}", often[0], {}
    yield f"the two most frequent words, {' '.join(often[:2])!r}", " ".join(often[:2]), {}
    yield f"the eight most frequent words, {' '.join(often)!r}", " ".join(often), {}
    for end in range(1, len(often[2])):
        yield f"half a word, {often[2][:end]!r}", often[2][:end], {}
    yield "the two most frequent words, only supported", " ".join(often[:2]), {"stance": "supported"}
    for facet, value in {"type": "claim", "kind": "act", "stance": "supported", "origins": "1"}.items():
        yield f"no word, {facet}: {value}", "", {facet: value}
    yield "no word, a place", "", {"place": next(one.id for one in entities if one.type == "place")}
    yield "no word, an outlet", "", {"outlet": next(str(one.outlet) for one in corpus.sources.values() if one.outlet)}


def most_frequent(corpus: Corpus, number: int) -> list[str]:
    """Return the words that stand in the most statements and quotes."""
    held: Counter[str] = Counter()
    for claim in corpus.claims.values():
        texts = [claim.text] if isinstance(claim.text, str) else list(claim.text.values())
        texts += [citation.quote for citation in claim.citations if isinstance(citation.quote, str)]
        held.update({word for text in texts for word in words(text)})
    return [word for word, _ in sorted(held.items(), key=lambda one: (-one[1], one[0]))[:number]]


class Loads:
    """What a browser loads of one index, shard by shard, as the script of the search does."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        """Take what gives the file of a shard."""
        self._read = functools.cache(read)
        self._data = functools.cache(lambda name: scripted(self._read(name).decode()))
        self._asked: dict[str, bytes] = {}

    def until_hits(self, query: str, chosen: Mapping[str, str], hits: int) -> dict[str, bytes]:
        """Return the shards that are loaded until so many hits of a query are shown, narrowed by what is chosen."""
        self._asked.clear()
        finder = Finder(self._load)
        self._load(PAGES)
        found = list(finder.find(query).hits)
        bits = self._load("index")["facets"]
        if not found and chosen:
            found = sorted(number for place in range(1 << bits) for number in self._held("type", place))
        for facet, value in chosen.items():
            places = {findable.place(number, bits) for number in found}
            held = {number for at in places for number, values in self._held(facet, at).items() if value in values}
            found = [number for number in found if number in held]
        for number in found[:hits]:
            finder.hit(number)
        return dict(self._asked)

    def _held(self, facet: str, at: int) -> Mapping[int, list[str]]:
        held: dict[int, list[str]] = {}
        for value, _, postings in self._load(f"facets/{facet}/{at:x}"):
            for number, _ in decoded(postings):
                held.setdefault(number, []).append(value)
        return held

    def _load(self, name: str) -> Any:
        self._asked[name] = self._read(name)
        return self._data(name)


def _kilobytes(files: Sequence[bytes]) -> str:
    pressed = sum(len(gzip.compress(data, 6)) for data in files)
    return f"{sum(map(len, files)) / 1e3:.0f} kB ({pressed / 1e3:.0f} compressed, {len(files)} files)"


def matter_of(site: Path) -> Matter:
    """Return all that is needed to make the pages of a site."""
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
    corpus = matter_of(site).corpus
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
