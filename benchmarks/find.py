"""`python -m benchmarks.find`: how well the search finds names, what its index costs, and the same of its peers.

Quality is measured on labelled queries: `tests/golden/find/`, and any folder of places with spellings in the form of
`--places` (names in two languages are recorded, the other spellings are asked for). Precision is that of as many hits
as there are right ones, recall that of the first ten.

With `--entities N` a made-up corpus is built before, or with `--site` and `--built` one is taken that was built, and it
is told what its index costs: seconds, memory, files, bytes, and what a browser loads until it shows a hit.

With `--peers` all this is done for Pagefind, and for Material's search (lunr), too: over the same finished pages.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.build import build
from generator.exports.search import PAGES
from generator.names import fold
from generator.pages import search_file
from generator.problems import has_errors
from generator.views import found_script

from . import builders, searches
from .about import about
from .builders import INDEX, MATERIAL, PAGEFIND, Builder
from .corpus import Size, draw
from .files import write
from .index import matter_of
from .loads import Loads, Question, Weight, typical
from .measure import FailedError, Output, Run, measure_output
from .results import INDEXED, columns, shares
from .searches import Search
from .stored import given_in
from .yaml_site import write_site

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden" / "find"
RECALLED, NEAR = 10, 5
_SCRIPTS = ("find.js", "dossier.js")
_ASSETS = Path(__file__).resolve().parent.parent / "templates" / "assets"


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
    near: float
    empty: float

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}  recall@{RECALLED} {self.recall:.3f}  right first {self.first:.3f}  "
            f"in the first {NEAR} {self.near:.3f}  nothing found {self.empty:.3f}"
        )


def quality(search: Search, queries: Mapping[str, Sequence[str]]) -> Quality:
    """Return how well a search answers, averaged over the queries."""
    precision = recall = first = near = empty = 0.0
    for query, right in queries.items():
        found = list(search(query))
        precision += len(set(found[: len(right)]) & set(right)) / len(right)
        recall += len(set(found[:RECALLED]) & set(right)) / len(right)
        place = rank(found, right)
        first += place == 1
        near += 1 <= place <= NEAR
        empty += not found
    count = len(queries)
    return Quality(precision / count, recall / count, first / count, near / count, empty / count)


def rank(found: Sequence[str], right: Sequence[str]) -> int:
    """Return the place of the first right one, from 1; 0 where none was found."""
    return next((place for place, id in enumerate(found, 1) if id in right), 0)


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


@dataclass(frozen=True)
class Cost:
    """What one index cost to make, and what it left."""

    name: str
    run: Run
    output: Output


@dataclass(frozen=True)
class Costs:
    """All indexes of one site, and why others are not here; which share of a build ours is, where one was made."""

    pages: int
    indexes: tuple[Cost, ...]
    share: float | None
    absent: Mapping[str, str]

    def told(self) -> Iterator[str]:
        """Yield it in words, with ratios."""
        head = ("", "CPU s", "wall s", "largest MB", "files", "MB")
        yield from columns([head, *(_row(cost) for cost in self.indexes)])
        yield from (f"{name}: {why}" for name, why in self.absent.items())
        yield f"over {self.pages:,} pages; memory is that of the process as the operating system tells it"
        own = self.indexes[0]
        if self.share is not None:
            yield f"share of a cold build in one process: {self.share:.1%}"
        for other in self.indexes[1:]:
            yield f"{own.name} : {other.name} = {own.run.cpu / other.run.cpu:.3f} CPU"


def _row(cost: Cost) -> tuple[str, ...]:
    run, left = cost.run, cost.output
    return (
        cost.name, f"{run.cpu:.1f}", f"{run.wall:.1f}", f"{run.largest / 1e6:,.0f}", f"{left.files:,}",
        f"{left.total / 1e6:.1f}",
    )  # fmt: skip


def cost(site: Path, built: Path, folder: Path, share: float | None, with_peers: bool) -> Costs:
    """Make the index of a site, and those of its peers over its finished pages, into a folder."""
    made, absent = [], {}
    for name, contender in (
        (INDEX, lambda: builders.search_index(site, folder / "ours")),
        *(((PAGEFIND, lambda: builders.pagefind(built, folder / "pagefind")),
           (MATERIAL, lambda: builders.material_index(built, folder / "material"))) if with_peers else ()),
    ):  # fmt: skip
        try:
            made.append(_made(contender()))
        except FailedError as error:
            if name == INDEX:
                raise
            absent[name] = str(error)
    return Costs(measure_output(built).pages, tuple(made), share, absent)


def _made(builder: Builder) -> Cost:
    assert builder.out is not None
    print(f"making {builder.name} …", file=sys.stderr, flush=True)
    return Cost(builder.name, builder.once(), measure_output(builder.out))


def own_build(site: Path) -> float:
    """Build a site in one process, and return what share of its time went into the search index."""
    seconds = shares(builders.steps(site).once())
    return seconds[INDEXED] / sum(seconds.values())


@dataclass(frozen=True)
class Loaded:
    """What a browser loads for a question: of this program until one hit and until ten, of Pagefind until one."""

    question: Question
    first: Weight
    ten: Weight
    pagefind: Weight | None


def loaded(site: Path, built: Path, folder: Path) -> Iterator[Loaded]:
    """Yield what a browser loads, in the folder where the indexes were made; Pagefind knows no facets of ours."""
    scripts = [(_ASSETS / name).read_bytes() for name in _SCRIPTS]
    loads = Loads(lambda name: _shard(folder / "ours" / "index", built, name))
    asked = list(typical(matter_of(site).corpus))
    theirs: Mapping[str, Weight] = {}
    if (index := folder / "pagefind" / "index").is_dir():
        theirs = searches.pagefind_loads(built, index, [one.query for one in asked if one.query and not one.chosen])
    for one in asked:
        first, ten = (
            Weight.of([*loads.until_hits(one.query, one.chosen, hits).values(), *scripts]) for hits in (1, 10)
        )
        yield Loaded(one, first, ten, theirs.get(one.query) if not one.chosen else None)


def _shard(index: Path, built: Path, name: str) -> bytes:
    """Return a shard; that of hand-written pages is made by builds only."""
    if name != PAGES:
        return (index / search_file(name)).read_bytes()
    made = built / search_file(PAGES)
    return made.read_bytes() if made.is_file() else found_script(search_file(PAGES), {"docs": [], "terms": ""}).encode()


@contextmanager
def searching(site: Path, folder: Path, with_peers: bool) -> Iterator[dict[str, Search]]:
    """Give all who search the records or the finished pages of a site."""
    found = {"this program": searches.own(site)}
    if not with_peers:
        yield found
        return
    shutil.copytree(site, folder / "copy")
    built = build(folder / "copy", folder / "site", environ=dict(os.environ), tell=lambda step: None)
    assert not has_errors(built.problems), built.problems
    pagefind = builders.pagefind(folder / "site", folder / "pagefind")
    material = builders.material_index(folder / "site", folder / "material")
    for builder in (pagefind, material):
        builder.once()
    assert pagefind.out and material.out
    known = matter_of(site).corpus.entities
    with searches.in_browser(folder / "site", pagefind.out, material.out, known) as (by_pagefind, by_lunr):
        yield {**found, PAGEFIND: by_pagefind, "Material (lunr)": by_lunr}


def _report(sets: Sequence[Labelled], folder: Path, given: argparse.Namespace) -> None:
    """Print how well all that are asked answer the queries about one site, and on wish each query."""
    with searching(sets[0].site, folder, given.peers) as found:
        for one in sets:
            print(f"{one.name}, {len(one.queries)} queries")
            for name, search in found.items():
                print(f"  {name:15}  {quality(search, one.queries)}")
        asked = sets[0].queries.items()
        if given.each:
            print("the rank of the first right one; 0 where none is found")
            ranks = [(q, *(str(rank(list(search(q)), right)) for search in found.values())) for q, right in asked]
            print("\n".join(columns([("", *found), *ranks])))
        for query, right in asked if given.wrong else ():
            best = list(found["this program"](query))
            if set(best[: len(right)]) != set(right):
                print(f"    {query}: {', '.join(best[:4]) or 'nothing'}; right: {', '.join(right)}")


def _measure(site: Path, built: Path, folder: Path, share: float | None, given: argparse.Namespace) -> None:
    """Print what the indexes of a site cost, and what a browser loads of them; write it into a file on wish."""
    costs = cost(site, built, folder, share, given.peers)
    print("\n".join(costs.told()))
    print("until the first hit, the scripts of the search included")
    asked = list(loaded(site, built, folder))
    rows = [(one.question.told, str(one.first), str(one.ten), str(one.pagefind or "")) for one in asked]
    print("\n".join(columns([("", "ours", "until ten hits", "Pagefind"), *rows])))
    if given.json:
        figures = {"about": about("benchmarks.find", given.arguments), "cost": asdict(costs)}
        given.json.write_text(json.dumps({**figures, "loaded": [asdict(one) for one in asked]}, indent=1), "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was measured."""
    given = given_in(parser(), arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="find-")))
        if given.built:
            _measure(given.site, given.built.resolve(), folder, None, given)
            return 0
        if given.entities:
            write_site(draw(Size.of(given.entities)), folder / "yaml")
            share = own_build(folder / "yaml")
            _measure(folder / "yaml", (folder / "yaml" / "timed").resolve(), folder, share, given)
        sets = [[*golden()], *([[places(given.places, folder / "places")]] if given.places else [])]
        for number, labelled in enumerate(sets):
            _report(labelled, folder / f"peers-{number}", given)
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.find", description=__doc__)
    made.add_argument("--places", type=Path, metavar="DIR", help="places with their spellings, as JSON")
    made.add_argument("--peers", action="store_true", help="measure Pagefind and Material's search too")
    made.add_argument("--each", action="store_true", help="tell the rank of the right one for each query")
    made.add_argument("--wrong", action="store_true", help="name the queries that are answered wrongly")
    made.add_argument("--entities", type=int, metavar="N", help="tell the cost of an index of so many first")
    made.add_argument("--site", type=Path, default=Path(), metavar="DIR", help="the folder of what is built (here)")
    made.add_argument("--built", type=Path, metavar="DIR", help="tell only the cost over this finished site of --site")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the cost into this file too")
    return made


if __name__ == "__main__":
    sys.exit(main())
