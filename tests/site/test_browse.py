"""The browser of claims: filters that combine, their addresses, their downloads, and life without a script."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.build import build
from scripts.links import served

from .conftest import AWAKE, ENVIRON, WINDOW, at_its_own_address, copy_of_the_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


@pytest.fixture(scope="module")
def address(seed_site: Path) -> Iterator[str]:
    with served(seed_site) as address:
        yield address


def status(page: Page, words: str) -> None:
    page.locator(".shown", has_text=words).wait_for()


def downloaded(page: Page, form: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=form, exact=True).click()
    return Path(download.value.path()).read_bytes().decode()


def test_filters_combine_and_stand_in_the_address(page: Page, address: str) -> None:
    """What is ticked is counted, shown, named with a way to remove it, and found again behind the address."""
    page.goto(f"{address}claims/")
    page.get_by_role("checkbox", name="Reported intent").check()
    status(page, "Shown: 6 of 34.")
    page.get_by_role("checkbox", name="Abu Muhammad al-Julani").check()
    status(page, "Shown: 4 of 34.")
    assert page.url == f"{address}claims/?about=abu-muhammad-al-julani&kind=intent"
    page.reload()
    status(page, "Shown: 4 of 34.")
    shown = page.locator(".results article.brief")
    assert shown.count() == 4
    assert all("Not verified" in text for text in shown.locator(".trust").all_inner_texts())
    assert shown.first.locator("a.permalink").evaluate("a => a.href").startswith(f"{address}claims/")
    page.locator(".chosen li", has_text="About").get_by_role("link").click()
    status(page, "Shown: 6 of 34.")
    assert page.url == f"{address}claims/?kind=intent"


def test_the_contents_of_the_page_follow_the_filters(page: Page, address: str) -> None:
    """What stands beside the list names the headings that are shown, and how many claims are: not those of all."""
    contents = page.locator(".md-sidebar--secondary .md-nav__link:visible")
    page.goto(f"{address}claims/")
    status(page, "Shown on this page: 25 of 34.")
    assert contents.all_inner_texts() == ["2017", "Without a date (32)"]
    page.locator("[name=about][value=ukraine]").check()
    status(page, "Shown: 2 of 34.")
    assert contents.all_inner_texts() == ["Without a date (2)"]
    page.locator(".chosen").get_by_role("link").click()
    status(page, "Shown on this page: 25 of 34.")
    assert contents.all_inner_texts() == ["2017", "Without a date (32)"]
    page.locator(".sort a").click()
    page.locator(".results h2", has_text="HTS Starts").wait_for()
    assert page.is_hidden(".md-sidebar--secondary .md-nav__title"), "nothing stands under it"


def test_who_follows_a_link_of_the_list_by_keyboard_goes_on_from_there(page: Page, address: str) -> None:
    """The link is gone when a filter is removed or another order or page is shown: how many are shown has the focus."""
    page.goto(f"{address}claims/?kind=intent&kind=act&kind=state")
    status(page, "of 34.")
    for link in (".pager a", ".sort a", ".chosen a"):
        page.locator(link).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.matches('.shown')")


@pytest.mark.parametrize("number, expected", (("1.5", 1), ("2.9", 2), ("-3", 1), ("1e99", 2), ("two", 1)))
def test_pages_have_whole_numbers(page: Page, address: str, number: str, expected: int) -> None:
    """Whatever an address asks for, a page that there is is shown."""
    page.goto(f"{address}claims/?sort=source&page={number}")
    page.locator(".pager", has_text=f"Page {expected} of 2.").wait_for()


def test_nothing_found_names_the_filter_to_remove(page: Page, address: str) -> None:
    """Where filters leave nothing, the status says so, and what to remove to find how many."""
    page.goto(f"{address}claims/?kind=intent&names=none")
    status(page, "0 claims. Remove “Kind of statement: Reported intent”, and there are 12.")
    assert page.locator(".shown").get_attribute("role") == "status"


def test_claims_without_a_date_stay_a_group_of_their_own(page: Page, address: str) -> None:
    """Pages of results are those of the list without a script: the same claims in the same order."""
    for part, static in (("", "claims/"), ("&page=2", "claims/page_2/")):
        page.goto(f"{address}{static}")
        expected = page.locator("article.brief a.permalink").evaluate_all("all => all.map(a => a.href)")
        page.goto(f"{address}claims/?source=syrian-observer-hts-foreign-fighters{part}")
        status(page, f"Shown on this page: {len(expected)} of 34.")
        assert page.locator("article.brief a.permalink").evaluate_all("all => all.map(a => a.href)") == expected
        assert "Without a date (32)" in page.locator(".results h2").all_inner_texts()


def test_what_is_shown_can_be_downloaded(page: Page, address: str, seed_site: Path) -> None:
    """As JSON and as CSV: the very records and rows of the files that hold all claims."""
    folder = seed_site / "claims" / "data_files"
    records = [json.loads(line) for line in (folder / "claims_0.jsonl").read_text("utf-8").splitlines()]
    lines = (folder / "claims_0.csv").read_bytes().decode()
    page.goto(f"{address}claims/?source=syrian-observer-hts-foreign-fighters&sort=source")
    status(page, "Shown on this page: 25 of 34.")
    made = json.loads(downloaded(page, "JSON"))
    assert (made["format"], made["version"], made["claims"]) == ("dossier-claims", 1, records)
    assert downloaded(page, "CSV") == lines
    page.goto(f"{address}claims/?date=2017")
    status(page, "Shown: 2 of 34.")
    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").removeprefix("\ufeff"), newline="")))
    assert rows[1:] == [row for row in csv.reader(io.StringIO(lines, newline="")) if row[10] in ("2017", "2017/..")]


def test_what_is_said_of_a_download_is_not_said_of_what_is_shown_since(own_page: Page, address: str) -> None:
    """Whoever filters on while a file is put together reads how many are shown now, and gets what was found then."""
    waiting: list[Route] = []
    own_page.route("**/*.jsonl", lambda route: waiting.append(route))
    own_page.goto(f"{address}claims/?kind=state")
    status(own_page, "Shown: 3 of 34.")
    with own_page.expect_download() as made:
        own_page.get_by_role("button", name="JSON").click()
        status(own_page, own_page.locator("[data-word=loading]").text_content() or "")
        own_page.locator("[name=kind][value=intent]").check()
        status(own_page, "Shown: 9 of 34.")
        waiting[0].continue_()
    assert len(json.loads(Path(made.value.path()).read_text("utf-8"))["claims"]) == 3
    own_page.wait_for_timeout(50)
    assert own_page.inner_text(".shown") == "Shown: 9 of 34."


def test_filters_work_without_a_server(page: Page, seed: Path, tmp_path: Path) -> None:
    """A page that is opened as a file filters too, and downloads what is shown: the very rows of the whole download."""
    done = build(seed, tmp_path / "disk", environ=ENVIRON, tell=lambda step: None, offline=True)
    page.goto(f"{(done.out / 'claims' / 'index.html').resolve().as_uri()}?kind=state")
    status(page, "Shown: 3 of 34.")
    assert page.locator(".results article.brief").count() == 3
    folder = done.out / "claims" / "data_files"
    head, *rows = downloaded(page, "CSV").splitlines(keepends=True)
    whole = (folder / "claims_0.csv").read_bytes().decode().splitlines(keepends=True)
    assert (head, len(rows)) == (whole[0], 3)
    assert set(rows) <= set(whole)
    assert all("Not verified" in row for row in rows)
    told = downloaded(page, "JSON")
    lines = [line.removesuffix(",") for line in told.splitlines()[1:-1]]
    assert [json.loads(line)["mode"] for line in lines] == ["state"] * 3
    assert set(lines) <= set((folder / "claims_0.jsonl").read_text("utf-8").splitlines())
    assert json.loads(told)["address"] == "claims/?kind=state", "where the reader's disk has it is not told"


def test_years_are_offered_in_their_order(page: Page, tmp_path: Path) -> None:
    """A year is a number, also one of less than four digits; behind all stands what has no beginning, or no date."""
    site = copy_of_the_site(tmp_path)
    told = [{"id": f"slept-{place}", "text": "[[hts]] slept.", "mode": "act", "date": date,
             "citations": [{"source": "syrian-observer-hts-foreign-fighters", "quote": "It slept."}]}
            for place, date in enumerate(["0079-08-24", "0630", "../1999", "2011"])]  # fmt: skip
    (site / "data" / "claims" / "slept.yml").write_text(json.dumps(told), "utf-8")
    done = build(site, tmp_path / "disk", environ=ENVIRON, tell=lambda step: None, offline=True)
    page.goto(f"{(done.out / 'claims' / 'index.html').resolve().as_uri()}?date=79")
    status(page, "Shown: 1 of 38.")
    years = page.locator("[data-facet=date] input").evaluate_all("all => all.map((input) => input.value)")
    assert years == ["2017", "2011", "630", "79", "open", ""]
    page.goto(f"{(done.out / 'search' / 'index.html').resolve().as_uri()}?q=slept")
    page.locator("[data-facet=period] input").first.wait_for()
    years = page.locator("[data-facet=period] input").evaluate_all("all => all.map((input) => input.value)")
    assert years == ["79", "630", "1999", "2011"]


def test_sources_of_one_title_have_a_heading_each(page: Page, tmp_path: Path) -> None:
    """Sorted by source, the claims of two sources that are called the same are not put under one heading."""
    site = copy_of_the_site(tmp_path)
    first = (site / "data" / "sources" / "syrian-observer-hts-foreign-fighters.yml").read_text("utf-8")
    (site / "data" / "sources" / "syrian-observer-later.yml").write_text(first, "utf-8")
    told = (
        "{id: slept, text: '[[hts]] slept.', mode: act, citations: [{source: syrian-observer-later, quote: It slept.}]}"
    )
    (site / "data" / "claims" / "later.yml").write_text(f"- {told}\n", "utf-8")
    done = build(site, tmp_path / "disk", environ=ENVIRON, tell=lambda step: None, offline=True)
    page.goto(f"{(done.out / 'claims' / 'index.html').resolve().as_uri()}?kind=act&sort=source")
    status(page, "Shown: ")
    sections = page.locator(".results section")
    headings = sections.locator("h2").all_inner_texts()
    assert (len(headings), len(set(headings))) == (2, 1)
    assert sections.last.locator("article").count() == 1


def test_the_tab_of_the_page_that_is_open_leads_to_all_of_it(browser: Browser, seed_site: Path) -> None:
    """The theme, which puts pages in place without loading them, would go nowhere: the address is of that page."""
    context = browser.new_context(viewport=WINDOW)
    home = at_its_own_address(context, seed_site)
    page = context.new_page()
    page.goto(home)
    page.wait_for_function(AWAKE)
    page.click(".md-tabs a[href$='claims/']")
    page.locator("[name=kind][value=intent]").check()
    status(page, "of 34.")
    page.wait_for_url(f"{home}claims/?kind=intent")
    page.click(".md-tabs__item--active a")
    status(page, "Shown on this page: 25 of 34.")
    assert page.url == f"{home}claims/"
    context.close()


def test_a_list_of_one_value_leads_on_to_the_browser(page: Page, address: str) -> None:
    """On a list that needs no script, ticking more goes to the list of all with both."""
    page.goto(f"{address}claims/by_kind/intent/")
    assert page.get_by_role("checkbox", name="Reported intent").is_checked()
    page.get_by_role("checkbox", name="Abu Muhammad al-Julani").check()
    page.wait_for_url(f"{address}claims/?about=abu-muhammad-al-julani&kind=intent")
    status(page, "Shown: 4 of 34.")


def test_each_filter_is_a_link_without_a_script(browser: Browser, address: str) -> None:
    """Where no script runs, a facet's value is a link to its claims, with the way back, and downloads are links."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}claims/")
    page.locator(".facets").evaluate("fold => { fold.open = true; }")
    page.get_by_role("link", name="Reported intent").click()
    page.wait_for_url(f"{address}claims/by_kind/intent/")
    assert page.locator("article.brief").count() == 6
    page.get_by_role("link", name="(remove)").click()
    page.wait_for_url(f"{address}claims/")
    page.get_by_role("link", name="Download all claims").click()
    page.get_by_role("link", name="CSV").wait_for()
    assert page.get_by_role("link", name="CSV").get_attribute("href") == "../../claims/data_files/claims_0.csv"
    context.close()
