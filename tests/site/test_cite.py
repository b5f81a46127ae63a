"""What readers and other programs take along of a whole site: citations, previews, records, paper."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import printable
from generator.cli import main
from generator.paper import BROWSER, document, in_one_piece, judged
from generator.paper import browser as program_of
from scripts.browser import NAMES
from scripts.links import served
from tests.site.conftest import ENVIRON

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CLAIM = "claims/hts-controls-idleb-countryside/"
DOSSIER = "groups/hts/"
SOURCE = "sources/syrian-observer-hts-foreign-fighters/"


def tree(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_text("utf-8"))


def metas(site: Path, address: str) -> dict[str, str]:
    tags = tree(site, address).css("head > meta")
    return {tag.attributes.get("property") or tag.attributes.get("name") or "": tag.attributes.get("content") or ""
            for tag in tags}  # fmt: skip


def record(site: Path, address: str) -> Any:
    script = tree(site, address).css_first('script[type="application/ld+json"]')
    assert script is not None
    return json.loads(script.text())


@pytest.mark.parametrize("address", [CLAIM, DOSSIER, SOURCE])
def test_each_record_is_cited_in_all_forms_without_scripts(seed_site: Path, address: str) -> None:
    """The page itself holds every style and every format, and each of them says how it can be trusted."""
    page = tree(seed_site, address)
    words = [node.text() for node in page.css("#cite_this .citation, #cite_this .entry")]
    assert len(words) == 6
    assert [text for text in words if "not verified" not in text.lower()] == []
    assert "@" in words[3] and "TY  - " in words[4] and '"title"' in words[5]
    assert f"https://dossiers.example/under/{address}" in words[0]


@pytest.mark.parametrize(
    ("address", "kind"), [(CLAIM, "Claim"), (DOSSIER, "WebPage"), (SOURCE, "NewsArticle")]
)  # fmt: skip
def test_each_record_is_told_to_other_programs(seed_site: Path, address: str, kind: str) -> None:
    """Previews and JSON-LD name the record with its doubt, at its address, and no review that nobody made."""
    told, tags = record(seed_site, address), metas(seed_site, address)
    assert told["@type"] == kind
    assert "not verified" in told["name"].lower()
    assert kind == "WebPage" or "not verified" in told["description"].lower()
    assert tags["og:title"] == told["name"]
    assert "not verified" in tags["og:description"].lower()
    assert tags["og:url"] == f"https://dossiers.example/under/{address}"
    assert tags["og:image"] == "https://dossiers.example/under/assets/preview.png"
    assert "ClaimReview" not in (seed_site / address / "index.html").read_text("utf-8")


def test_a_dossier_is_a_page_about_what_it_is_about(seed_site: Path) -> None:
    """What is said of the entity itself is what it is called, and nothing that is reported of it."""
    about = record(seed_site, DOSSIER)["about"]
    assert about.keys() == {"@type", "name", "alternateName"}
    assert (about["@type"], about["name"]) == ("Organization", "Hay’at Tahrir al-Sham")
    assert record(seed_site, "people/abu-muhammad-al-julani/")["about"]["@type"] == "Person"
    assert record(seed_site, "places/ukraine/")["about"]["@type"] == "Place"


def test_hand_written_pages_have_a_preview_too(seed_site: Path) -> None:
    """The home page and the method page are named to messengers, with the picture of the site."""
    assert metas(seed_site, "method/")["og:title"] == "How to read a dossier"
    assert metas(seed_site, "")["og:image"].endswith("/assets/preview.png")


def test_a_dossier_is_printed_whole(seed: Path) -> None:
    """On paper it has one part, the address and every caveat of each source, and the inspection finds nothing."""
    matter, problems = printable(seed, environ=ENVIRON, tell=lambda step: None)
    assert [p for p in problems if p.severity == "error"] == []
    matter = in_one_piece(matter)
    address, html = document(matter, "syrian-observer-hts-foreign-fighters")
    assert judged(matter, address, html) == []
    page = LexborHTMLParser(html)
    assert len(page.css("article.claim")) == 34
    assert page.css_first("nav.pager") is None
    _, html = document(matter, "hts")
    printed = " ".join(part.text() for part in LexborHTMLParser(html).css(".printed"))
    for words in ("Address: not given", "Responsibility for the information", "has not verified the content"):
        assert words in printed
    assert 'href="https://dossiers.example/under/claims/' in html and 'href="../' not in html


def test_a_pdf_is_made_from_the_command_line(
    seed: Path, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is a PDF of several pages, each with its number; its links lead to the site."""
    if found := next(_fetched(browser), ""):
        monkeypatch.setenv(BROWSER, found)
    monkeypatch.setenv("SITE_URL", ENVIRON["SITE_URL"])
    out = tmp_path / "hts.pdf"
    assert main(["pdf", "hts", "--site", str(seed), "--out", str(out)]) == 0
    data = out.read_bytes()
    assert data.startswith(b"%PDF-")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    whole = data + b"".join(zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"x")
    assert len(re.findall(rb"/Type\s*/Page\b", whole)) > 5
    assert b"https://dossiers.example/under/claims/" in whole
    assert main(["pdf", "htz", "--site", str(seed), "--out", str(out)]) == 2


def _fetched(browser: Browser) -> Iterator[str]:
    """Yield the programs that Playwright has fetched for itself, the one without windows too."""
    path = Path(browser.browser_type.executable_path)
    shells = path.parents[2].glob("chromium_headless_shell-*/*/*headless*shell*")
    yield from map(str, filter(Path.is_file, (path, *shells)))


@pytest.mark.parametrize("name", NAMES)
def test_any_browser_of_the_tests_can_print(name: str, tmp_path: Path) -> None:
    """One without windows is enough for paper too."""
    program = tmp_path / name
    program.write_text("")
    program.chmod(0o755)
    assert program_of({"PATH": str(tmp_path)}) == str(program)


@pytest.fixture(scope="module")
def address(seed_site: Path) -> Iterator[str]:
    with served(seed_site) as address:
        yield address


def test_words_addresses_and_entries_are_copied_and_saved(page: Page, address: str, tmp_path: Path) -> None:
    """Buttons copy a dossier with its notice, its address, and an entry; an entry is saved under its own name."""
    page.goto(address + DOSSIER)
    copied = "navigator.clipboard.readText()"
    page.get_by_role("button", name="Copy with its notice").click()
    text = page.evaluate(copied)
    assert "Hay’at Tahrir al-Sham" in text and "Reported, not verified." in text and text.endswith(address + DOSSIER)
    page.get_by_role("button", name="Copy the address").click()
    assert page.evaluate(copied) == address + DOSSIER
    page.locator("#cite_this summary").click()
    page.locator(".entry + .takes [data-take=entry]").nth(1).click()
    assert page.evaluate(copied).startswith("TY  - ELEC\nID  - hts\n")
    with page.expect_download() as download:
        page.locator(".entry + .takes [data-take=file]").nth(1).click()
    assert download.value.suggested_filename == "hts.ris"
    download.value.save_as(tmp_path / "hts.ris")
    assert (tmp_path / "hts.ris").read_text("utf-8").endswith("ER  - \n")


def test_a_closed_dossier_is_copied_with_the_sentence_that_says_so(page: Page, address: str) -> None:
    """The words that say that it was closed stand at its head, and go along."""
    page.goto(address + DOSSIER)
    closed = '<p class="why">This dossier was closed on 3 March 2026: Merged.</p>'
    page.locator(".dossier > .head").evaluate("(head, words) => head.insertAdjacentHTML('beforeend', words)", closed)
    page.get_by_role("button", name="Copy with its notice").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\nThis dossier was closed on 3 March 2026: Merged.\nReported" in copied


def test_on_paper_notes_stand_and_entries_do_not(page: Page, address: str) -> None:
    """Printing a page shows the sources with every caveat, and leaves out what only a program reads."""
    page.goto(address + DOSSIER)
    address_of_a_source = page.locator("[aria-labelledby=sources_read] li .printed")
    assert not page.locator(".notes").is_visible() and not address_of_a_source.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".notes").is_visible() and address_of_a_source.is_visible()
    assert page.locator(".foot .printed").is_visible()
    assert not page.locator("#cite_this .entry").first.is_visible()
