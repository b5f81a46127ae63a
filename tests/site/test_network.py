"""The network in a browser: it opens on one neighbourhood, and a relation shows its claim with all its caveats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.links import served
from tests.site.conftest import AWAKE, at_its_own_address, built, copy_of_the_site, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


@pytest.fixture(scope="module")
def address(seed_site: Path) -> Iterator[str]:
    with served(seed_site) as address:
        yield f"{address}network/"


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    with watched(page) as errors:
        yield page
    assert errors == []


ROWS = ".explorer tbody tr:not([hidden])"


def test_it_opens_where_the_address_says_and_moves_on(page: Page, address: str) -> None:
    """The address names the entity in the middle; a name in the table leads on, and is there too."""
    page.goto(address + "?at=ukraine")
    page.wait_for_selector(".stage canvas")
    assert page.inner_text(".explorer .centre") == "Ukraine"
    page.click(f"{ROWS} a:has-text('Foreign fighters')")
    page.wait_for_function("() => document.querySelector('.explorer .centre').textContent === 'Foreign fighters'")
    assert page.url.endswith("?at=foreign-fighters")
    assert page.inner_text(".way") == "Way here: Ukraine → Foreign fighters"


def test_the_way_runs_as_the_language_does(page: Page, address: str) -> None:
    """On an Arabic page the arrows between names point to the left, and names of other languages are marked."""
    page.goto(address.replace("network/", "ar/network/?at=ukraine"))
    page.wait_for_selector(".stage canvas")
    page.click(".starts li:not([data-at=ukraine]) a")
    page.wait_for_selector(".way a")
    assert " ← " in page.inner_text(".way")
    assert page.eval_on_selector_all(".explorer bdi[lang]", "(all) => [...new Set(all.map((one) => one.lang))]") == [
        "en"
    ]


def test_lines_of_a_picture_run_as_the_page_does(page: Page, address: str) -> None:
    """Whatever letters a line begins with; a name alone runs as it does itself."""
    runs = "(node) => [getComputedStyle(node).direction, getComputedStyle(node).unicodeBidi]"
    for edition, expected in (("", "ltr"), ("ar/", "rtl")):
        page.goto(address.replace("network/", f"{edition}groups/hts/"))
        assert page.locator(".picture a > g > text").first.evaluate(runs) == [expected, "isolate"]
        assert page.locator(".picture g > a > text").first.evaluate(runs)[1] == "plaintext"


def test_what_is_said_of_somebody_and_themselves_hinders_no_drawing(page: Page, awkward_built: Path) -> None:
    """A relation of somebody with themselves stands in the table, and the others are drawn."""
    with served(awkward_built) as address:
        page.goto(f"{address}network/?at=arabic-name")
        page.wait_for_selector(".stage canvas")
        assert page.is_visible(".stage")
        assert page.locator(ROWS).count() == 2


def test_an_id_that_every_object_of_a_script_has_is_an_id_like_any_other(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is called `constructor` is drawn, and others with it."""
    site = copy_of_the_site(tmp_path)
    (site / "data" / "places" / "ukraine.yml").rename(site / "data" / "places" / "constructor.yml")
    claims = site / "data" / "claims" / "hts-foreign-fighters.yml"
    claims.write_text(re.sub(r"(?<!-)\bukraine\b", "constructor", claims.read_text("utf-8")), "utf-8")
    with served(built(site, monkeypatch)) as address:
        page.goto(f"{address}network/?at=constructor")
        page.wait_for_selector(".stage canvas")
        assert page.inner_text(".explorer .centre") == "Ukraine"
        page.click(f"{ROWS} a:has-text('Foreign fighters')")
        page.wait_for_function("() => document.querySelector('.explorer .centre').textContent === 'Foreign fighters'")
        assert page.is_visible(".stage")


def test_a_relation_shows_its_claim_with_its_caveats_by_keyboard_alone(page: Page, address: str) -> None:
    """Enter on a relation shows mode, statement, caveats, chain and numbers; Escape leads back to where it was."""
    page.goto(address + "?at=abu-muhammad-al-julani")
    page.wait_for_selector(".stage canvas")
    page.focus(f"{ROWS} button:has-text('Reported to lead')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chosen:not([hidden])")
    told = page.inner_text(".chosen")
    for words in (
        "Reported state:",
        "Not verified by its publisher",
        "Said by “informed sources” (unnamed)",
        "1 origin",
    ):
        assert words in told
    assert page.evaluate("document.activeElement.matches('.chosen')")
    page.keyboard.press("Escape")
    assert page.is_hidden(".chosen")
    assert page.evaluate("document.activeElement.textContent") == "Reported to lead"


def test_who_goes_on_by_keyboard_goes_on_from_whom_it_leads_to(page: Page, address: str) -> None:
    """The name that was followed is gone with the rows of the table: the heading above the new ones has the focus."""
    page.goto(address + "?at=ukraine")
    page.wait_for_selector(".stage canvas")
    page.focus(f"{ROWS} a:has-text('Foreign fighters')")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.explorer .centre').textContent === 'Foreign fighters'")
    assert page.evaluate("document.activeElement.textContent") == "Around Foreign fighters"


def test_an_address_that_names_nobody_says_so(page: Page, address: str) -> None:
    """Nothing empty is shown, and nothing is said not to be loaded; whoever is chosen then is shown."""
    page.goto(address + "?at=no-such-group")
    page.wait_for_selector(".explorer .failed:not([hidden])")
    assert page.inner_text(".explorer .failed").startswith("The address names nobody of whom a relation is recorded")
    assert page.is_hidden(".explorer .filters") and page.is_hidden(".explorer .place")
    page.click(".starts a")
    page.wait_for_selector(".stage canvas")
    assert page.is_hidden(".explorer .failed")


def test_what_cannot_be_loaded_is_told(own_page: Page, address: str) -> None:
    """A relation of which the claim cannot be had says so; what is around stays."""
    own_page.route("**/said.js", lambda route: route.abort())
    own_page.goto(address + "?at=ukraine")
    own_page.wait_for_selector(".stage canvas")
    own_page.click(f"{ROWS} .choose >> nth=0")
    own_page.wait_for_selector(".explorer .failed:not([hidden])")
    assert "could not be loaded" in own_page.inner_text(".explorer .failed")
    assert own_page.is_visible(".explorer .filters") and own_page.is_hidden(".chosen")


@pytest.mark.parametrize(
    ("late", "first"),
    [("**/network/0/near.js", ".starts a:has-text('Ukraine')"), ("**/said.js", f"{ROWS} .choose >> nth=0")],
)
def test_what_comes_late_is_not_put_in_the_place_of_what_was_asked_for_since(
    own_page: Page, address: str, late: str, first: str
) -> None:
    """Whoever is asked for last is in the middle, and beside them stands no claim that is said of others."""
    waiting: list[Route] = []
    own_page.route(late, lambda route: waiting.append(route))
    with watched(own_page) as errors:
        own_page.goto(address + "?at=turkish-officers")
        own_page.wait_for_selector(".stage canvas")
        own_page.click(first)
        own_page.click(".starts a:has-text('Jabal al-Zawiya')")
        with own_page.expect_response(late):
            waiting[0].continue_()
        own_page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
        assert own_page.inner_text(".explorer .centre") == "Jabal al-Zawiya"
        assert own_page.is_hidden(".explorer .chosen") and own_page.url.endswith("?at=jabal-al-zawiya")
    assert errors == []


def test_who_left_before_it_was_loaded_keeps_the_address_of_the_other_page(browser: Browser, seed_site: Path) -> None:
    """The theme puts the next page in place without loading it: what the explorer still waits for changes it not."""
    waiting: list[Route] = []
    context = browser.new_context()
    home = at_its_own_address(context, seed_site)
    page = context.new_page()
    page.route("**/network/*/near.js", lambda route: waiting.append(route))
    page.goto(home)
    page.wait_for_function(AWAKE)
    page.click(".md-tabs a[href$='network/']")
    page.wait_for_selector(".explorer")
    page.click(".md-tabs a[href$='timeline/']")
    page.wait_for_url("**/timeline/")
    page.wait_for_selector(".explorer", state="detached")
    with page.expect_response("**/near.js"):
        waiting[0].fallback()
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    assert page.url == f"{home}timeline/"
    context.close()


def test_filters_leave_what_they_say_and_tell_how_many(page: Page, address: str) -> None:
    """Relation, period and standing leave fewer rows, which a screen reader is told; none names the way back."""
    page.goto(address + "?at=hts")
    page.wait_for_selector(".stage canvas")
    every = page.locator(ROWS).count()
    page.select_option("[name=kinds]", "told")
    some = page.locator(ROWS).count()
    assert 0 < some < every
    assert page.inner_text(".explorer [role=status]") == f"Relations shown: {some} of {every}."
    page.select_option("[name=years]", "2017")
    assert page.locator(ROWS).count() == 0
    assert "Choose “all”" in page.inner_text(".explorer [role=status]")


def told_otherwise(page: Page, tell: Callable[[dict[str, Any]], None]) -> None:
    """Let a page be told otherwise what stands around somebody."""

    def answer(route: Route) -> None:
        called, _, rest = (found := route.fetch()).text().partition("(")
        told = json.loads(rest.removesuffix(");\n"))
        for around in told.values():
            tell(around)
        route.fulfill(response=found, body=f"{called}({json.dumps(told)});\n")

    page.route("**/near.js", answer)


def test_of_very_many_relations_it_is_told_that_these_are_the_first(own_page: Page, address: str) -> None:
    """Nothing is said to be shown, or not to be there, of what is not explored; the table of all is pointed to."""
    told_otherwise(own_page, lambda around: around.update(all=1268))
    own_page.goto(address + "?at=hts")
    own_page.wait_for_selector(".stage canvas")
    number, status = own_page.locator(ROWS).count(), own_page.locator(".explorer [role=status]")
    assert status.inner_text().startswith(f"Relations shown: {number} of the first {number}, of 1,268 in all.")
    own_page.select_option("[name=kinds]", "told")
    own_page.select_option("[name=years]", "2017")
    assert status.inner_text().startswith(f"None of the first {number} relations, of 1,268 in all, has all that")
    assert "table of all relations" in status.inner_text()


def test_years_are_offered_however_far_they_lie_apart(own_page: Page, address: str) -> None:
    """Of more than a hundred years those are offered in which something begins or ends, the last ones too."""

    def apart(around: dict[str, Any]) -> None:
        for edge, years in zip(around["edges"], ([1850, 1850], [1999, None], [2021, 2024]), strict=False):
            edge["years"] = years

    told_otherwise(own_page, apart)
    own_page.goto(address + "?at=hts")
    own_page.wait_for_selector(".stage canvas")
    offered = own_page.locator("[name=years] .found").all_inner_texts()
    assert {"1850", "1999", "2021", "2024"} <= set(offered) and offered == sorted(offered)
    own_page.select_option("[name=years]", "2024")
    assert own_page.locator(ROWS).count() >= 2


def test_filters_take_no_more_room_than_they_show(page: Page, address: str) -> None:
    """Where the longest of the choices is longer than its field, no gap as wide as that choice stands behind it."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address + "?at=hts")
    page.wait_for_selector(".stage canvas")
    gaps = page.locator(".filters label").evaluate_all("""(labels) => labels.map((label) =>
      label.getBoundingClientRect().right - label.querySelector("select").getBoundingClientRect().right)""")
    assert len(gaps) == 3 and max(gaps) < 2, gaps


def test_a_row_begins_level(page: Page, address: str) -> None:
    """What is said stands beside who it is said of, also where it takes two lines."""
    page.goto(address + "?at=hts")
    page.wait_for_selector(".stage canvas")
    tops = page.locator(ROWS).evaluate_all("""rows => rows.map(({ cells }) => [...cells].slice(0, 3).map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return [...range.getClientRects()].filter((box) => box.width && box.height < 30)[0].bottom;
    }))""")
    assert max(max(row) - min(row) for row in tops) < 6


def test_on_paper_nothing_is_told_of_lines_that_are_not_drawn(page: Page, address: str) -> None:
    """The picture, what its lines mean and what can be done stay on the screen; what is chosen stands on paper."""
    page.goto(address + "?at=ukraine")
    page.wait_for_selector(".stage canvas")
    page.click(f"{ROWS} .choose >> nth=0")
    page.wait_for_selector(".chosen:not([hidden])")
    page.emulate_media(media="print")
    for part in (".stage", ".filters", ".legend", ".close"):
        assert page.is_hidden(f".explorer {part}"), part
    assert "Not verified" in page.inner_text(".explorer .chosen")


def test_it_works_from_a_folder_without_a_server(page: Page, seed_site: Path) -> None:
    """Opened as a file, everything is found as well."""
    page.goto((seed_site.resolve() / "network" / "index.html").as_uri() + "?at=hts")
    page.wait_for_selector(".stage canvas")
    page.click(f"{ROWS} button.choose >> nth=0")
    page.wait_for_selector(".chosen:not([hidden])")


def test_without_scripts_there_is_the_table(browser: Browser, address: str) -> None:
    """Every relation stands in a row with its standing and a link to its claim."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    rows = page.locator("table.relations tbody tr")
    assert rows.count() > 30
    assert all(row.locator("b").inner_text() and row.locator("a[href*='claims/']").count() for row in rows.all()[:5])
    context.close()


@pytest.mark.parametrize("width", (320, 1280))
def test_nothing_scrolls_sideways(page: Page, address: str, width: int) -> None:
    """The picture is as wide as the window allows."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    page.wait_for_selector(".stage canvas")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


OVERLAPPING = """() => {
  const drawn = document.querySelector(".stage")._cyreg.cy;
  const boxes = drawn.nodes().map((node) => [node.id(), node.boundingBox({ includeLabels: false })]);
  return boxes.flatMap(([one, a], place) => boxes.slice(place + 1)
    .filter(([, b]) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2)
    .map(([other]) => `${one} and ${other}`));
}"""
"""Gives the pairs of nodes of which one lies upon the other, whatever has words beside it."""


@pytest.mark.parametrize("centre", ("hts", "foreign-fighters"))
@pytest.mark.parametrize("width", (360, 1000, 1280))
def test_no_node_lies_upon_another(page: Page, address: str, width: int, centre: str) -> None:
    """Where the page is narrow, both columns stand in one, the second under the first."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}?at={centre}")
    page.wait_for_selector(".stage canvas")
    assert page.evaluate(OVERLAPPING) == []
