"""From every surface on which a claim stands, the whole of its caveats is one plain link away, without a script.

The files are read here by another way than the inspection's: element by element, with their links.
"""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.analyse.standing import caveats, leading
from generator.build import build, history
from generator.exports import find, shown
from generator.exports.chronicle import as_json, as_text
from generator.inspection import Inspector, Statements
from generator.load import Locator
from generator.matter import Matter
from generator.model import UnsetType
from generator.surfaces import SURFACES, WRITTEN, Length, Surface, shape
from generator.views import scripted
from tests.repositories import commit, start
from tests.site.conftest import copy_of_the_site

SITE_URL = "https://dossiers.example/under/"
CHANGED = "hts-coerces-fighters-to-ukraine"
RARE = {
    "its statement in another language": "the sample data is in one language",
    "quote of a name": "no name of the sample data is a whole statement",
    "source whose title says the same": "no title of the sample data is a whole statement",
    "row of a source whose title says the same": "no title of the sample data is a whole statement",
    "its relations in words": "no relation of the sample data reads word for word as its statement",
    "row of the table of relations": "a row says what a relation says, in other words than its statement",
    "short row beside the map": "no place of the sample data has coordinates",
    "words for previews and reference managers": "no element of a page holds them",
    "printed record": "it is no page of the site; its own test reads it",
    "row of the table at a glance": "a row says what a relation says, in other words than its statement",
}
"""Surfaces that need odd data to be seen, and why."""
OF_PAGES = {"page of a claim", "title of that page", "sentence to cite it by"}
"""Surfaces that claims have only where each has a page of its own."""
ALONE = {"article", "aside", "body", "footer", "li", "main", "nav", "section", "tr"}
INLINE = {"a", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "mark", "small", "span", "strong", "time"}
REPORT = """\
# A report

![[claim:hts-agreements-with-factions]]

- Not verified: HTS denies that it sends anybody anywhere. See [[claim:hts-denies-it]].
"""
ANSWER = f"""\
- id: hts-denies-it
  mode: denial
  text: "[[hts|HTS]] denies that it sends anybody anywhere at all."
  about: [hts]
  answers: {CHANGED}
  citations:
    - {{source: syrian-observer-hts-foreign-fighters, locator: made for this test, attribution: {{how: none}}}}
"""


class Seen(NamedTuple):
    """A claim on a surface: where, in which kind of place, and the addresses of the plain links beside it."""

    claim: str
    file: str
    kind: str
    links: tuple[str, ...]


@dataclass
class Told:
    """A built site with all that its claims say."""

    matter: Matter
    out: Path
    output: dict[str, str]
    _words: dict[str, str] = field(default_factory=dict)

    @cached_property
    def statements(self) -> dict[str, str]:
        """The words of each claim, as they are compared."""
        return {squeezed(text).rstrip("."): id for id, text in self.matter.renderer.expected.statements().items()}

    @cached_property
    def seen(self) -> list[Seen]:
        """Every claim on every page of the main edition; the others have the same pages in other words."""
        others = [self.out / language for language in self.matter.corpus.settings.options.languages]
        pages = [path for path in sorted(self.out.rglob("*.html")) if not any(map(path.is_relative_to, others))]
        return [seen for path in pages for seen in self._on_page(path)]

    def _on_page(self, path: Path) -> Iterator[Seen]:
        file = path.relative_to(self.out).as_posix()
        tree = LexborHTMLParser(path.read_text("utf-8"))
        for node in tree.css("title, h1, h2, h3, h4, p, td, dd, li, blockquote, figcaption, div"):
            inner = [child for child in node.iter() if child.tag not in INLINE]
            text = squeezed(node.text() if not inner else node.text(deep=False))
            for words, claim in self.statements.items():
                if words in text:
                    alone = around(node)
                    kind = str(node.tag) if node.tag in ("title", alone.tag) else f"{node.tag} in {alone.tag}"
                    links = (link.attributes.get("href") or "" for link in alone.css("a[href]"))
                    yield Seen(claim, file, kind, tuple(urljoin(f"/{file}", link) for link in links))

    def lacking(self, claim: str, addresses: list[str], length: Length = "full") -> list[str]:
        """Return the caveats of a claim, of a line those that it shows, that none of these pages tells in full."""
        corpus = self.matter.corpus
        pages = [self.words(address) for address in addresses]
        carried = caveats(corpus, corpus.claims[claim])
        told = [caveat.text or caveat.label for caveat in (leading(carried) if length == "line" else carried)]
        return [words for words in told if not any(squeezed(words) in page for page in pages)]

    def words(self, address: str) -> str:
        """Return all words of the page at an address that counts from the root, or of what a stub there leads to."""
        page = unquote(urldefrag(address).url).lstrip("/")
        if page not in self._words:
            self._words[page] = self._read(page)
        return self._words[page]

    def _read(self, page: str) -> str:
        path = self.out / page
        path = path / "index.html" if path.is_dir() else path
        if path.suffix != ".html":
            return ""
        tree = LexborHTMLParser(path.read_text("utf-8"))
        if stub := tree.css_first("html:has(meta[http-equiv=refresh]) a"):
            return self.words(urljoin(f"/{path.relative_to(self.out).as_posix()}", stub.attributes["href"] or ""))
        tree.strip_tags(["script", "style"])
        return squeezed(tree.body.text(separator=" ") if tree.body else "")


def squeezed(text: str) -> str:
    return re.sub(r"[\s“”‘’\"'«»]", "", text).lower()


def around(node: LexborNode) -> LexborNode:
    while node.tag not in ALONE and node.parent is not None and node.parent.tag != "html":
        node = node.parent
    return node


@pytest.fixture(scope="module", params=["own", "anchors"])
def told(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Told:
    """The sample data with a report, an answer and a changed claim, in a repository of two commits."""
    site = start(copy_of_the_site(tmp_path_factory.mktemp("surfaces") / "site", editions=True))
    (site / "dossiers" / "report.md").write_text(REPORT, "utf-8")
    (site / "data" / "claims" / "answer.yml").write_text(ANSWER, "utf-8")
    config = site / "mkdocs.yml"
    set_up = config.read_text("utf-8").replace('!ENV [SITE_URL, ""]', SITE_URL)
    config.write_text(set_up.replace("  dossier:\n", f"  dossier:\n    claim_pages: {request.param}\n"), "utf-8")
    commit(site, "2026-03-01")
    claims = site / "data" / "claims" / "hts-foreign-fighters.yml"
    changed = claims.read_text("utf-8").replace(
        "is coercing [[foreign-fighters|foreign militants]]", "is coercing some"
    )
    claims.write_text(changed, "utf-8")
    commit(site, "2026-03-02", {"data/claims/answer.yml": ANSWER.replace("anywhere at all", "anywhere")})
    done = build(site, environ={}, tell=lambda step: None)
    assert [f"{p.code} {p.message}" for p in done.problems if p.severity == "error"] == []
    matter, _ = history(site, environ={}, tell=lambda step: None)
    given = matter.history, sorted(matter.corpus.claims), matter.renderer.line, matter.renderer.claims.trust
    output = {"dossier history": as_text(*given), "dossier history --format json": as_json(*given)}
    known = shown.Known(matter.renderer.claims, matter.history, Locator(site, matter.corpus))
    values = [
        shown.shown(known, id) for id in (CHANGED, "hts-denies-it", "hts", "syrian-observer-hts-foreign-fighters")
    ]
    found = find.found(find.Finder(matter.renderer.shard), "hts", 1_000)
    output["dossier find"] = find.as_text(found)
    output["dossier find --format json"] = find.as_json(found)
    output["dossier show"] = "\n".join(map(shown.as_text, values))
    output["dossier show --format json"] = f"[{','.join(map(shown.as_json, values))}]"
    return Told(matter, done.out.resolve(), output)


def on(told: Told, surface: Surface) -> list[Seen]:
    """Return what stands on a surface, by its files and kinds of places."""
    folders = [kind.folder for kind in told.matter.corpus.settings.types.values()]
    files = {f"{file}index.html" if file.endswith("/") else file for file in surface.files}
    files |= {file.replace("<dossiers>", folder) for file in files for folder in folders}
    written = {"index.html", "method/index.html", "report/index.html"} if WRITTEN in surface.files else set()
    return [seen for seen in told.seen
            if seen.kind in surface.places and (shape(seen.file) in files or seen.file in written)]  # fmt: skip


PAGES = [one for one in SURFACES if one.whole != "record"]


@pytest.mark.parametrize("surface", PAGES, ids=[one.name for one in PAGES])
def test_the_whole_of_the_caveats_is_one_plain_link_away(told: Told, surface: Surface) -> None:
    """On each surface of a page, the page itself or a page that a link beside the claim leads to tells every caveat."""
    seen = on(told, surface)
    stubs = told.matter.corpus.settings.options.claim_pages == "anchors"
    assert seen or surface.name in RARE or (stubs and surface.name in OF_PAGES)
    for one in seen:
        here = [f"/{one.file}"]
        # What stands on the page of one claim about another one is never the whole of it.
        whole = surface.whole == "here" and (one.claim in one.file or surface.files[0].startswith("sources"))
        assert told.lacking(one.claim, here if whole else [*here, *one.links], surface.shows) == [], one


def test_every_place_that_shows_a_claim_is_on_the_list(told: Told) -> None:
    """Reading element by element finds no claim in a place that the list lacks."""
    listed = {(one.file, one.kind, one.claim) for surface in SURFACES for one in on(told, surface)}
    assert {(one.file, one.kind, one.claim) for one in told.seen} <= listed
    assert len(told.seen) > 300


def test_each_entry_of_the_search_leads_to_the_whole(told: Told) -> None:
    """The search shows each claim with its words on trust; its address is the page that tells every caveat."""
    shards = [scripted(file.read_text("utf-8")) for file in (told.out / "search" / "docs").iterdir()]
    hits = {hit["href"]: hit for shard in shards for hit in shard}
    for id, claim in told.matter.corpus.claims.items():
        if isinstance(claim.retracted, UnsetType):
            hit = hits[told.matter.plan.address(id)]
            assert hit["s"] == told.matter.renderer.claims.plain(id)
            assert hit["w"] == told.matter.renderer.claims.trust(id)
        assert told.lacking(id, [told.matter.plan.address(id)]) == []
    found = json.loads(told.output["dossier find --format json"])["hits"]
    assert {hit["id"] for hit in found if hit["type"] == "claim"} <= told.matter.corpus.claims.keys()


def test_each_row_of_the_data_leads_to_the_whole(told: Told) -> None:
    """The address of each record, of each row of a table and of each row that a script loads tells every caveat."""
    folder = told.out / "claims"
    lines = (folder / "data_files" / "claims_0.jsonl").read_text("utf-8").splitlines()
    records = {record["id"]: record["address"] for record in map(json.loads, lines)}
    with (folder / "data_files" / "claims_0.csv").open(encoding="utf-8-sig", newline="") as table:
        assert {row["id"]: row["address"] for row in csv.DictReader(table)} == records
    scripts = [script.read_text("utf-8") for script in folder.glob("browser_data/rows_*.js")]
    loaded = [json.loads("[" + text.removeprefix("dossierData(").removesuffix(");\n") + "]") for text in scripts]
    rows = {row["id"]: row["html"] for _, rows in loaded for row in rows}
    assert records.keys() == rows.keys() == told.matter.corpus.claims.keys()
    for id, address in records.items():
        assert address == f"{SITE_URL}claims/{id}/"
        assert f'class="permalink jump" href="../{told.matter.plan.address(id)}"' in rows[id]
        assert told.lacking(id, [address.removeprefix(SITE_URL)]) == []


def test_each_entry_of_a_feed_leads_to_the_whole(told: Told) -> None:
    """The address of each entry, in both feeds, is a page that tells every caveat of the claim that it is about."""
    items = json.loads((told.out / "corrections" / "feed.json").read_text("utf-8"))["items"]
    atom = ET.fromstring((told.out / "corrections" / "atom.xml").read_text("utf-8"))
    space = "{http://www.w3.org/2005/Atom}"
    links = [entry.find(f"{space}link").attrib["href"] for entry in atom.iter(f"{space}entry")]  # type: ignore[union-attr]
    assert links == [item["url"] for item in items]
    assert len(items) == 2
    for link in links:
        claim = urldefrag(link).url.rstrip("/").rpartition("/")[2]
        assert told.lacking(claim, [link.removeprefix(SITE_URL)]) == []


def test_each_entry_of_a_feed_of_news_leads_to_the_whole(told: Told) -> None:
    """The feeds of new and changed claims, of the site and of a dossier, lead to pages that tell every caveat."""
    items = json.loads((told.out / "claims" / "feed.json").read_text("utf-8"))["items"]
    assert items[0]["title"].startswith("Changed. Reported ") and items[-1]["title"].startswith("New. Reported ")
    assert [item["date_published"][:10] for item in items] == ["2026-03-02"] * 2 + ["2026-03-01"] * (len(items) - 2)
    space = "{http://www.w3.org/2005/Atom}"
    for feed in ("claims/atom.xml", "groups/hts/atom.xml", "places/ukraine/atom.xml"):
        entries = list(ET.fromstring((told.out / feed).read_text("utf-8")).iter(f"{space}entry"))
        assert entries
        for entry in entries:
            address = entry.find(f"{space}link").attrib["href"].removeprefix(SITE_URL)  # type: ignore[union-attr]
            assert told.lacking(address.rstrip("/").rpartition("/")[2], [address]) == []
            assert "erified" in (entry.findtext(f"{space}title") or "") + (entry.findtext(f"{space}content") or "")
    own = json.loads((told.out / "groups/hts/feed.json").read_text("utf-8"))
    assert own["feed_url"] == f"{SITE_URL}groups/hts/feed.json" and own["home_page_url"] == f"{SITE_URL}groups/hts/"
    entries = list(ET.parse(told.out / "groups/hts/atom.xml").iter(f"{space}entry"))
    assert [item["title"] for item in own["items"]] == [entry.findtext(f"{space}title") for entry in entries]
    assert not list((told.out / "groups/syrian-observer").glob("*.xml"))
    assert not list((told.out / "groups/syrian-observer").glob("*.json"))


@pytest.mark.parametrize(
    "command", [f"dossier {name}{form}" for name in ("find", "history", "show") for form in ("", " --format json")]
)
def test_what_a_command_prints_stands_on_the_list(told: Told, command: str) -> None:
    """Output of the program is read as a file of the site is: each claim with its caveat, in a registered place."""
    matter = told.matter
    inspector = Inspector(Statements(matter.renderer.expected.statements(), matter.renderer.expected.expectation))
    name = "output.json" if "json" in command else "output.txt"
    data = told.output[command].encode()
    assert inspector.read_page(name, data, matter.surfaces.places(command)).problems == ()
    assert {problem.code for problem in inspector.read_page(name, data, frozenset()).problems} == {"I011"}
