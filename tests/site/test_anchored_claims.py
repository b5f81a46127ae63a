"""A whole site whose claims are anchors on the pages of their sources: as files, from a disk, and in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.pages import STUB_BYTES
from generator.views import scripted
from scripts.links import served
from tests.awkward import awkward_site
from tests.corpora import write_site
from tests.repositories import commit, start
from tests.site.conftest import ENVIRON, copy_of_the_site
from tests.site.test_command import CONFIG, GOOD
from tests.site.test_incremental import STEPS

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOURCE = "sources/syrian-observer-hts-foreign-fighters/"
CHANGED = "hts-starts-getting-rid-of-fighters"
LATER = "hts-supports-foreign-fighters"
"""A claim on a later part of the page of its source."""


def with_anchors(site: Path) -> Path:
    config = site / "mkdocs.yml"
    told = config.read_text("utf-8")
    assert told.count("  dossier:\n") == 1
    config.write_text(told.replace("  dossier:\n", "  dossier:\n    claim_pages: anchors\n"), "utf-8")
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data in both editions, with one claim that was changed."""
    site = with_anchors(copy_of_the_site(start(tmp_path_factory.mktemp("anchored") / "site"), editions=True))
    (site / ".gitignore").write_text(".cache/\n")
    commit(site, "2026-01-02")
    STEPS["the words of a claim"](site)
    commit(site, "2026-01-03")
    return site


@pytest.fixture(scope="module")
def out(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    done = build(site, tmp_path_factory.mktemp("built") / "out", environ=ENVIRON, tell=lambda step: None)
    assert [problem.message for problem in done.problems if problem.severity == "error"] == []
    return done.out


@pytest.fixture(scope="module")
def address(out: Path) -> Iterator[str]:
    with served(out) as address:
        yield address


def tree(out: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((out / address / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("edition", ["", "ar/"])
def test_each_edition_has_its_own_stubs(site: Path, out: Path, edition: str) -> None:
    """Each claim has a small stub in each edition, in its language, which leads to the same edition."""
    stubs = [path for path in (out / edition / "claims").glob("*/index.html") if b"refresh" in path.read_bytes()]
    assert len(stubs) == (site / "data/claims/hts-foreign-fighters.yml").read_text("utf-8").count("- id: ")
    for stub in stubs:
        html = LexborHTMLParser(stub.read_text("utf-8"))
        assert stub.stat().st_size <= STUB_BYTES
        assert html.css_first("html").attributes["lang"] == (edition.strip("/") or "en")
        place, _, claim = (html.css_first("a").attributes["href"] or "").partition("#")
        assert claim == stub.parent.name
        assert tree(out, f"{edition}{place.removeprefix('../../')}").css_first(f"article#{claim} > .folded")


def test_neither_the_sitemap_nor_the_search_knows_a_stub(out: Path) -> None:
    """Readers and search engines are led to where a claim stands, and to no page that only leads there."""
    sitemap = (out / "sitemap.xml").read_text("utf-8")
    assert f"/{SOURCE}3/<" in sitemap
    assert f"/claims/{LATER}/" not in sitemap
    hits = [hit for shard in (out / "search/docs").iterdir() for hit in scripted(shard.read_text("utf-8"))]
    places = [hit["href"] for hit in hits if hit["t"] == "claim"]
    assert f"{SOURCE}3/#{LATER}" in places
    assert all(place.startswith("sources/") for place in places)


def test_what_leaves_the_site_keeps_the_address_that_stays(out: Path) -> None:
    """Feeds and downloads name the permanent address of a claim: parts of a page grow, and the claim moves on."""
    entry, *_ = json.loads((out / "corrections/feed.json").read_text("utf-8"))["items"]
    news, *_ = json.loads((out / "groups/hts/feed.json").read_text("utf-8"))["items"]
    assert entry["url"] == news["url"] == f"{ENVIRON['SITE_URL']}claims/{CHANGED}/"
    assert f"{ENVIRON['SITE_URL']}claims/{CHANGED}/" in (out / "claims/data_files/claims_0.csv").read_text("utf-8")


def test_the_history_of_a_claim_stands_where_it_stands(out: Path) -> None:
    """What changed in it is folded up under it, with a link to its permanent address and to its file."""
    fold = tree(out, SOURCE).css_first(f"article#{CHANGED} > .folded")
    assert "has started getting rid of" in fold.css_first(".history del").text()
    links = [link.attributes["href"] for link in fold.css(".actions a")]
    assert links == [
        f"../../claims/{CHANGED}/",
        ENVIRON["EDIT_URL"].format(path="data/claims/hts-foreign-fighters.yml"),
    ]


def test_an_awkward_site_has_anchors_too(tmp_path: Path) -> None:
    """Claims with twenty reports, withdrawn ones, answers and rivals stand on pages that the inspection accepts."""
    done = build(with_anchors(awkward_site(tmp_path)), environ=ENVIRON, tell=lambda step: None, jobs=1)
    assert [f"{problem.spot} {problem.message}" for problem in done.problems if problem.severity == "error"] == []
    there = tree(done.out, "claims/withdrawn").css_first("a").attributes["href"] or ""
    page = tree(done.out, there.removeprefix("../../").partition("#")[0])
    assert page.css_first(".claim.withdrawn#withdrawn .why a").attributes["href"] == f"{there}__history"
    assert page.css_first("#withdrawn__history")


@pytest.mark.parametrize(
    ("stub", "code"),
    [("<title>Claim</title><p>{{ view.name }}: Some group did something.</p>", "I011"), ("<!-- -->" * 90, "I006")],
)
def test_a_stub_that_says_or_weighs_too_much_is_not_published(tmp_path: Path, stub: str, code: str) -> None:
    """A site's own template cannot make more of a stub than a link."""
    config = f"{CONFIG}extra: {{dossier: {{claim_pages: anchors}}}}\n"
    html = (
        '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\'"><title>Claim</title>'
    )
    made = write_site(tmp_path, {**GOOD, "templates/claim-stub.html": f"{html}{stub}"}, config)
    done = build(made, environ={}, tell=lambda step: None, jobs=1)
    assert code in {problem.code for problem in done.problems if problem.severity == "error"}
    assert not (made / "site").exists()


def test_a_site_from_a_disk_leads_to_files(site: Path, tmp_path: Path) -> None:
    """Without a server, a stub and all links to a claim name the page's file before the anchor."""
    done = build(site, tmp_path / "disk", environ=ENVIRON, tell=lambda step: None, offline=True)
    there = f"../../{SOURCE}3/index.html#{LATER}"
    stub = tree(done.out, f"claims/{LATER}")
    assert stub.css_first("a").attributes["href"] == there
    assert stub.css_first("meta[http-equiv=refresh]").attributes["content"] == f"0; url={there}"
    assert tree(done.out, "groups/hts").css_first(f'a[href="{there}"]')


# In a browser


@pytest.mark.parametrize("edition", ["", "ar/"])
def test_every_way_to_a_claim_leads_to_it(page: Page, address: str, edition: str) -> None:
    """From a dossier, from its permanent address and from the search a reader arrives at the claim, on its page."""
    home = f"{address}{edition}"
    page.goto(f"{home}groups/hts/")
    page.locator(f"#{LATER} > .actions > .permalink").click()
    page.wait_for_url(f"{home}{SOURCE}3/#{LATER}")
    page.goto(f"{home}claims/{LATER}/")
    page.wait_for_url(f"{home}{SOURCE}3/#{LATER}")
    page.goto(f"{home}search/?q=comprehensive+logistical")
    page.locator(f'main a[href$="#{LATER}"]').first.click()
    page.wait_for_url(f"{home}{SOURCE}3/#{LATER}")
    assert page.locator(f"#{LATER}").evaluate("(claim) => claim.matches(':target')")


def test_a_link_to_the_history_opens_it(page: Page, address: str) -> None:
    """Who follows a link to what is folded up sees it."""
    page.goto(f"{address}{SOURCE}#{CHANGED}__history")
    page.locator(f"#{CHANGED}__history").wait_for()
    assert page.locator(".folded[open]").count() == 1


def test_a_copied_claim_takes_its_permanent_address_along(page: Page, address: str) -> None:
    """On a dossier and where it stands, a copy ends with the address that stays, and leaves out what is folded up."""
    for place in ("groups/hts/", SOURCE):
        page.goto(f"{address}{place}")
        page.locator(f"#{CHANGED} > .actions > .copy").click()
        copied = page.evaluate("navigator.clipboard.readText()").splitlines()
        assert copied[-1] == f"{address}claims/{CHANGED}/"
        assert len(copied) == 4
