"""The built site of the sample data, as a reader, a crawler and a search engine find it."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.exports.find import Finder
from generator.inspection import Inspector
from generator.load import load
from generator.pages import Page
from generator.views import Finding, scripted
from scripts.links import command, served
from tests.site.conftest import AWAKE, ENVIRON, SETTLED, at_its_own_address

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

ADDRESS = "https://dossiers.example/under/"
KINDS = {
    "home": "",
    "method": "method/",
    "group": "groups/hts/",
    "mentions": "groups/foreign-fighters/mentions/",
    "outlet": "groups/syrian-observer/",
    "person": "people/abu-muhammad-al-julani/",
    "place": "places/idleb-governorate/",
    "source": "sources/syrian-observer-hts-foreign-fighters/",
    "source not read": "sources/athr-press-hts-foreign-fighters/",
    "claim": "claims/share-of-foreign-militants/",
    "index of groups": "groups/",
    "index of people": "people/",
    "index of places": "places/",
    "index of sources": "sources/",
    "index of claims": "claims/",
    "second page of claims": "claims/page_2/",
    "timeline": "timeline/",
    "timeline of a group": "groups/hts/timeline/",
    "not known": "not_known/",
    "corrections": "corrections/",
    "search": "search/",
}


def page(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_text("utf-8"))


def content(tree: LexborHTMLParser, selector: str, attribute: str) -> str | None:
    found = tree.css_first(selector)
    return found.attributes.get(attribute) if found else None


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_every_kind_of_page_is_whole(seed_site: Path, address: str) -> None:
    """Each kind of page has one main heading, a title, a description, its own address, and no trace of a sentinel."""
    tree = page(seed_site, address)
    assert len(tree.css("h1")) == 1
    assert (tree.css_first("title").text() or "").strip()
    assert content(tree, "meta[name=description]", "content")
    assert content(tree, "link[rel=canonical]", "href") == ADDRESS + address
    assert not re.search("DossierFrame|dossier-frame", tree.html or "")


@pytest.mark.parametrize(
    ("address", "tab"),
    [("", "Home"), ("groups/hts/", "Dossiers"), ("places/", "Dossiers"), ("claims/page_2/", "Claims"),
     ("claims/share-of-foreign-militants/", "Claims"), ("sources/", "Sources"), ("not_known/", "Not known"),
     ("timeline/", "Timeline"), ("groups/hts/timeline/", "Dossiers"),
     ("method/", "Method")],
)  # fmt: skip
def test_the_tab_of_the_section_is_the_active_one(seed_site: Path, address: str, tab: str) -> None:
    """On each page the tab of its section, and no other, is marked as the active one."""
    active = page(seed_site, address).css(".md-tabs__item--active")
    assert [item.text(strip=True) for item in active] == [tab]


def test_the_contents_are_the_headings_of_the_page(seed_site: Path) -> None:
    """The table of contents of a dossier lists its own headings, in their order, and leads to them."""
    tree = page(seed_site, "groups/hts/")
    headings = [(f"#{node.id}", node.text(strip=True)) for node in tree.css("article.record h2[id]")]
    listed = [
        (node.attributes["href"], node.text(strip=True)) for node in tree.css(".md-sidebar--secondary a.md-nav__link")
    ]
    assert listed == headings
    assert len(headings) > 4


def test_the_edit_link_opens_the_record(seed_site: Path) -> None:
    """Each dossier, source and claim links the file in which it is written; index pages have no such link."""
    for address, file in [
        ("groups/hts/", "data/groups/hts.yml"),
        ("sources/syrian-observer-hts-foreign-fighters/", "data/sources/syrian-observer-hts-foreign-fighters.yml"),
        ("claims/share-of-foreign-militants/", "data/claims/hts-foreign-fighters.yml"),
    ]:
        links = [node.attributes.get("href") for node in page(seed_site, address).css("article a")]
        assert f"https://git.example/edit/main/{file}" in links
    assert "git.example/edit" not in (page(seed_site, "groups/").html or "")


def pages_of(site: Path, edition: str) -> list[Path]:
    """Return the files of all pages of an edition, which is the folder that it lies in; "" is the main one."""
    root = site.resolve() / edition
    other = root / "ar"
    return [path for path in root.rglob("index.html") if edition or other not in path.parents]


@pytest.mark.parametrize("edition", ["", "ar/"])
def test_the_sitemap_lists_every_page_once(seed_site: Path, edition: str) -> None:
    """The sitemap holds the address of every page but 404, no sentinel, and no date that no record gives."""
    sitemap = seed_site / edition / "sitemap.xml"
    tree = ET.parse(sitemap)
    listed = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = [path.parent.relative_to(seed_site.resolve()).as_posix() for path in pages_of(seed_site, edition)]
    expected = {ADDRESS + (f"{name}/" if name != "." else "") for name in pages}
    assert sorted(listed) == sorted(expected)
    assert "lastmod" not in sitemap.read_text("utf-8")


def shards(site: Path, name: str) -> list[Any]:
    """Return the data of each shard of one sort, as a browser gets it."""
    return [scripted(file.read_text("utf-8")) for file in sorted((site / "search").glob(f"{name}.js"))]


def test_the_search_shows_every_claim_with_its_standing(seed: Path, seed_site: Path) -> None:
    """Each claim is one hit, opened by its mode and followed by its worst caveat; nothing is known of a sentinel."""
    hits = {hit["href"]: hit for shard in shards(seed_site, "docs/*") for hit in shard}
    corpus, _ = load(seed)
    for claim in corpus.claims.values():
        hit = hits[f"claims/{claim.id}/"]
        assert re.fullmatch(r"Reported \w+|Ascribed motive", hit["k"])
        assert hit["w"].startswith("Not verified")
    assert len(hits) == len(corpus.claims) + len(corpus.entities) + len(corpus.sources)
    (pages,) = shards(seed_site, "pages")
    assert "method/" in [doc["href"] for doc in pages["docs"]]
    assert "dossier-frame" not in json.dumps(pages)


def test_the_search_knows_every_name(seed: Path, seed_site: Path) -> None:
    """Whatever a group, a person or a place is called in the data leads to it at once, in every script."""
    corpus, _ = load(seed)
    finder = Finder(lambda name: shards(seed_site, name)[0])
    names = [(e, name) for e in corpus.entities.values() for name in [e.name, *(name.text for name in e.names)]]
    assert any(not name.isascii() for _, name in names)
    for entity, name in names:
        found = [finder.hit(number)["href"] for number in list(finder.find(name).hits)[:3]]
        assert any(address.endswith(f"/{entity.id}/") for address in found), name


@pytest.mark.parametrize(
    ("edition", "ways"),
    [("", ["How to read a dossier", "Report an error"]), ("ar/", ["كيف تقرأ ملفًا", "الإبلاغ عن خطأ"])],
)
def test_every_page_leads_to_the_method_and_to_reporting_an_error(
    seed_site: Path, edition: str, ways: list[str]
) -> None:
    """At the foot of each page, hand-written, generated or missing, stand both links, and the first leads there."""
    method = (seed_site / edition / "method" / "index.html").resolve()
    for path in [*pages_of(seed_site, edition), *([] if edition else [seed_site / "404.html"])]:
        links = LexborHTMLParser(path.read_text("utf-8")).css("footer .ways a")
        assert [link.text() for link in links] == ways, path
        target = links[0].attributes["href"] or ""
        if path.name == "404.html":
            assert target == "/under/method/"
        else:
            assert (path.parent / target / "index.html").resolve() == method
        assert links[1].attributes["href"] == ENVIRON["REPORT_URL"]


def test_a_missing_page_leads_on(seed_site: Path) -> None:
    """The page for what is not there says so, and leads home and to every section."""
    missing = LexborHTMLParser((seed_site / "404.html").read_text("utf-8")).css_first("article")
    assert "There is no page at this address" in missing.text()
    links = {link.attributes["href"] for link in missing.css("a")}
    assert {"/under/", "/under/groups/", "/under/people/", "/under/claims/", "/under/sources/"} <= links


def test_the_search_finds_single_words(seed_site: Path) -> None:
    """Each word of the vocabulary is a hit with its place, so that a hit is one word and not all of them."""
    (pages,) = shards(seed_site, "pages")
    hits = {doc["href"]: doc for doc in pages["docs"] if doc["href"].startswith("claims/what_words_mean/")}
    tree = page(seed_site, "claims/what_words_mean/")
    assert hits.keys() - {"claims/what_words_mean/"} == {
        f"claims/what_words_mean/#{node.id}" for node in tree.css("dt")
    }
    hit = hits["claims/what_words_mean/#caveats_used_unverified"]
    assert (hit["s"], hit["o"]) == ("Not verified", ["What the words mean"])


def test_a_claim_is_cited_with_its_address(seed_site: Path) -> None:
    """The sentence for citing ends with the address of the claim."""
    cited = page(seed_site, KINDS["claim"]).css_first(".citation").text()
    assert cited.endswith(f" {ADDRESS}{KINDS['claim']}")


def test_rows_of_indexes_are_sentences(seed_site: Path) -> None:
    """What stands behind a name in an index begins with a capital or a figure, whatever there is to count."""
    for address in ("groups/", "people/", "places/", "sources/"):
        for node in page(seed_site, address).css(".entries .count"):
            assert re.match(r"[A-Z0-9]", node.text()), node.text()
            assert "no claim." not in node.text()


def test_a_reading_says_what_sort_of_statement_it_is(seed_site: Path) -> None:
    """Beside the relation that a claim is read as stand its mode and its standing."""
    rows = page(seed_site, "claims/al-julani-aims-hts-off-list/").css("dl > div")
    (read,) = [" ".join(row.text().split()) for row in rows if row.text().strip().startswith("Read as")]
    assert read.startswith("Read as Reported intent: ")
    assert "Not verified by its publisher" in read


@pytest.mark.parametrize("edition", ["", "ar/"])
def test_no_page_counts_a_joint_figure_as_one_groups_own(seed_site: Path, edition: str) -> None:
    """The 70 per cent of three groups together never stands on a page without the words that name the three."""
    three = ("Ansar al-Tawhid", "Hurras al-Din", "Turkistan"), ("أنصار التوحيد", "حراس الدين", "التركستاني")
    for path in pages_of(seed_site, edition):
        for statement in LexborHTMLParser(path.read_text("utf-8")).css(".statement, .said, title"):
            words = statement.text()
            if "70" in words:
                assert any(all(name in words for name in names) for names in three), path


def test_tension_is_shown_on_both_sides(seed_site: Path) -> None:
    """Support and seizure stand beside each other on the page of either claim."""
    for claim, rival in [
        ("hts-supports-foreign-fighters", "hts-seizes-homes-and-finances"),
        ("hts-seizes-homes-and-finances", "hts-supports-foreign-fighters"),
    ]:
        links = [node.attributes.get("href") or "" for node in page(seed_site, f"claims/{claim}/").css("article a")]
        assert any(rival in link for link in links)


def test_what_is_not_given_is_said(seed_site: Path) -> None:
    """The source page prints the unknown date, author and address as not given."""
    text = " ".join(page(seed_site, KINDS["source"]).css_first("article").text(separator=" ").split())
    for field in ("Published", "Author", "Address"):
        assert re.search(rf"{field}s? not given", text), field


def test_linkchecker_finds_nothing(seed_site: Path, tmp_path: Path) -> None:
    """An independent crawler, told to check fragments, comes to every page and finds every link and every anchor."""
    crawled = tmp_path / "crawled.csv"
    with served(seed_site) as address:
        crawl = command(address, outside=False, output=crawled)
        done = subprocess.run(crawl, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-3000:]
    rows = [line for line in crawled.read_text("utf-8").splitlines() if not line.startswith("# ")]
    asked = {row["url"].removeprefix(address) for row in csv.DictReader(rows, delimiter=";")}
    pages = {path.parent.relative_to(seed_site).as_posix() + "/" for path in seed_site.rglob("index.html")}
    assert pages - {"./"} - asked == set(), "pages that no link without a fragment leads to"
    assert "groups/hts/#sources_read" in asked


@pytest.mark.parametrize(("link", "wrong"), [("other.html#there", 0), ("other.html#nowhere", 1), ("nowhere.html", 1)])
def test_linkchecker_as_it_is_run_finds_what_is_broken(tmp_path: Path, link: str, wrong: int) -> None:
    """It fails for a page or an anchor that is not there, of a page whose anchors it looked for before too."""
    (tmp_path / "index.html").write_text(f'<a href="other.html#there">1</a> <a href="{link}">2</a>', "utf-8")
    (tmp_path / "other.html").write_text('<p id="there">Words.</p>', "utf-8")
    with served(tmp_path) as address:
        done = subprocess.run(command(address, outside=False), capture_output=True, text=True, timeout=600)
    assert (done.returncode, link in done.stdout) == (wrong, bool(wrong)), done.stdout[-3000:]


@pytest.fixture(scope="module")
def home(seed_site: Path) -> Iterator[str]:
    with served(seed_site) as address:
        yield address


@pytest.fixture
def tab(page: Tab) -> Tab:
    return page


def test_a_browser_asks_nobody_else(home: str, own_page: Tab) -> None:
    """Opening any kind of page, with scripts, asks the site's own host only and logs no error."""
    asked: list[str] = []
    wrong: list[str] = []
    own_page.on("request", lambda request: asked.append(request.url))
    own_page.on("pageerror", lambda error: wrong.append(str(error)))
    own_page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    for kind, address in KINDS.items():
        asked.clear()
        own_page.goto(home + address)  # scripts that scripts ask for hold back the end of loading
        own_page.evaluate(SETTLED)
        assert home + address in asked, kind
        assert [url for url in asked if not url.startswith((home, "data:", "blob:"))] == [], kind
        assert wrong == [], kind


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Zawiya", "Jabal al-Zawiya"), ("Hay’at", "Hay’at Tahrir al-Sham"), ("Hay'at", "Hay’at Tahrir al-Sham"),
     ("Hayat", "Hay’at Tahrir al-Sham"), ("هيئة", "Hay’at Tahrir al-Sham")],
)  # fmt: skip
def test_the_search_works_in_a_browser(home: str, tab: Tab, typed: str, found: str) -> None:
    """Typing a name, with whatever apostrophe and in whatever script, finds its dossier."""
    assert any(found in hit for hit in hits(home, tab, typed))


def hits(home: str, tab: Tab, typed: str) -> list[str]:
    """Return the titles of what the site's search finds for what is typed into its field."""
    tab.goto(home)
    tab.keyboard.press("/")
    tab.keyboard.type(typed)
    tab.keyboard.press("Enter")
    tab.locator(".find .rows li").first.wait_for()
    return list(tab.locator(".find .rows a").all_inner_texts())


def test_instant_navigation_reaches_generated_pages(seed_site: Path, own_page: Tab) -> None:
    """A click leads from a hand-written page to a generated one without loading the page anew, and without an error."""
    wrong: list[str] = []
    own_page.on("pageerror", lambda error: wrong.append(str(error)))
    own_page.goto(at_its_own_address(own_page.context, seed_site))
    own_page.wait_for_function(AWAKE)
    own_page.evaluate("window.stillHere = true")
    own_page.locator(".md-tabs a", has_text="Claims").click()
    own_page.wait_for_url("**/claims/")
    own_page.locator("article.brief a.permalink").first.click()
    own_page.wait_for_selector("article.claim-page")
    assert own_page.evaluate("window.stillHere"), "a page was loaded anew"
    assert "not verified: " in own_page.title()
    assert wrong == []


@pytest.mark.parametrize("first", ["groups/hts/", ""], ids=["loaded", "put in place"])
def test_a_link_within_a_page_leaves_the_page_as_it_is(seed_site: Path, own_page: Tab, first: str) -> None:
    """It leads where it says, whatever is open stays open, nothing is asked for, and the way back leads back."""
    home = at_its_own_address(own_page.context, seed_site)
    own_page.goto(home + first)
    own_page.wait_for_function(AWAKE)
    if not first:
        own_page.evaluate("document.querySelector('.md-tabs a[href*=groups]').click()")
        own_page.wait_for_url("**/groups/")
        own_page.locator("main a[href$='groups/hts/']").first.click()
        own_page.wait_for_selector("article.dossier")
    own_page.evaluate(SETTLED)
    own_page.evaluate("document.querySelector('article.record').kept = true")
    own_page.evaluate("scrollTo(0, 150)")
    own_page.wait_for_timeout(300)  # the theme notes where a reader is when no scrolling was for a tenth of a second
    asked: list[str] = []
    own_page.on("request", lambda request: asked.append(request.url))
    places = own_page.evaluate("""() => [...document.querySelectorAll(".md-content a[href*='#']")]
      .filter(({ pathname }) => pathname === location.pathname).map(({ hash }) => hash)""")
    for place in (places[0], places[-1], places[-1]):
        own_page.evaluate("(hash) => document.querySelector(`.md-content a[href$='${hash}']`).click()", place)
        own_page.locator(f"{place}:target").wait_for()
        own_page.wait_for_timeout(300)
        assert own_page.evaluate("document.querySelector(':target').getBoundingClientRect().top < innerHeight")
    there = own_page.evaluate("scrollY")
    own_page.go_back()
    own_page.locator(f"{places[0]}:target").wait_for()
    own_page.go_back()
    own_page.wait_for_function("scrollY === 150")
    assert not own_page.evaluate("location.hash")
    own_page.go_forward()
    own_page.go_forward()
    own_page.wait_for_function("(there) => Math.abs(scrollY - there) < 2", arg=there)
    assert own_page.evaluate("document.querySelector('article.record').kept"), "the page was put in place anew"
    assert asked == []
    own_page.evaluate("document.querySelector('.md-content a[href$=\"groups/hts/\"]').click()")
    own_page.wait_for_function("scrollY === 0 && !location.hash")


def test_nothing_is_published_that_no_page_loads(seed_site: Path) -> None:
    """The engine's own search and the theme's source maps, which weigh more than the whole theme, stay at home."""
    files = {path.relative_to(seed_site).as_posix() for path in seed_site.rglob("*")}
    assert any(re.fullmatch(r"assets/javascripts/bundle\.\w+\.min\.js", file) for file in files)
    assert not [file for file in files if file.endswith(".map") or "/workers/" in file or "search_index" in file]


def test_every_claim_explains_its_number(seed_site: Path) -> None:
    """The page of a claim says under "Reports and origins" what its facts say; no page calls reports independent."""
    claims = sorted((seed_site / "claims").glob("*/index.html"))
    explained = 0
    for path in claims:
        tree = LexborHTMLParser(path.read_text("utf-8"))
        if tree.css_first("article.claim-page") is None:
            continue
        row = next(node for node in tree.css("dl.card > div") if node.css_first("dt").text() == "Reports")
        number = re.match(r"\d+ reports?, (?:at most )?\d+ origins?", row.css_first("dd").text())
        assert number
        section = tree.css_first("#reports_and_origins").parent
        assert section.css_first(".lead").text().startswith(f"{number[0]}.")
        explained += 1
    assert explained == 34
    pages = [path for path in seed_site.rglob("*.html") if "independent" in path.read_text("utf-8").lower()]
    assert pages == []


def test_every_page_but_the_first_of_a_frame_is_read_without_the_parser(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a real frame too, generated pages are plain: only some of each section are read whole."""
    whole: list[str] = []
    read = Inspector._read

    def noted(self: Inspector, address: str, *more: Any, **how: Any) -> object:
        whole.append(address)
        return read(self, address, *more, **how)

    monkeypatch.setattr(Inspector, "_read", noted)
    build(seed, tmp_path / "site", environ=ENVIRON, tell=lambda step: None)
    generated = [address for address in whole if re.match(r"(groups|people|places|sources|claims)/.+html$", address)]
    made = list((tmp_path / "site").resolve().glob("*/*/**/index.html"))
    assert len(made) > 60
    assert len(generated) < 20


def test_a_claim_that_the_search_shows_bare_is_found(
    seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data of the search is read as any file is: a hit without the words on trust stops the build."""
    docs = Finding.docs

    def bare(self: Finding, page: Page) -> str:
        shown = "claims/hts-coerces-fighters-to-ukraine/"
        hits = json.loads(docs(self, page))
        return json.dumps([{**hit, "w": ""} if hit["href"] == shown else hit for hit in hits])

    monkeypatch.setattr(Finding, "docs", bare)
    done = build(seed, tmp_path / "site", environ=ENVIRON, tell=lambda step: None)
    found = [problem for problem in done.problems if problem.severity == "error"]
    assert [problem.code for problem in found] == ["I004", "I004"]
    assert [problem.spot.file.partition("search/docs/")[0] for problem in found] == ["ar/", ""]


def test_each_gap_leads_to_where_it_bites(seed_site: Path) -> None:
    """Each row of what is not known names the record that it is about first, links it, and counts its claims."""
    rows = page(seed_site, "not_known/").css("article.record section li")
    assert len(rows) > 20
    for row in rows:
        link = row.css_first("a")
        target = (seed_site / "not_known" / (link.attributes["href"] or "")).resolve() / "index.html"
        assert target.is_file()
        assert row.text(strip=True).startswith(link.text(strip=True))
        assert re.search(r"\(\d+ claims?\)$", row.text(strip=True))


def test_what_touches_most_claims_is_the_first_gap_of_its_group(seed_site: Path) -> None:
    """Under each heading the numbers of claims never rise, and no number says how complete anything is."""
    for section in page(seed_site, "not_known/").css("article.record section"):
        told = [row.text(strip=True) for row in section.css("li")]
        numbers = [int(words.rpartition("(")[2].partition(" ")[0]) for words in told]
        assert numbers == sorted(numbers, reverse=True)
        assert not any("%" in words for words in told)


def test_each_dossier_leads_to_what_is_not_known(seed_site: Path) -> None:
    """Each dossier ends with its own gaps and a link to the list of all."""
    gaps = page(seed_site, "groups/hts/").css_first("section[aria-labelledby=not_known]")
    assert "not proof that it does not exist" in gaps.text()
    assert gaps.css("a")[-1].attributes["href"] == "../../not_known/"
