"""The cards of links in a browser: by pointer, by keyboard, by finger, and when they go away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.links import served
from tests.awkward import TWELVE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

HTS = "groups/hts/"
UKRAINE = ".claim .statement a[href*='ukraine']"
CLAIM = "table.readings td:last-child a"
SOURCE = ".claim a[href*='sources/']"
CARD = ".link-card"


@pytest.fixture(scope="module")
def address(seed_site: Path) -> Iterator[str]:
    with served(seed_site) as address:
        yield address


@pytest.fixture
def page(page: Page, address: str) -> Page:
    page.goto(address + HTS)
    return page


@pytest.fixture
def own_page(own_page: Page, address: str) -> Page:
    own_page.goto(address + HTS)
    return own_page


def card(page: Page) -> Locator:
    found = page.locator(CARD)
    found.wait_for()
    return found


def gone(page: Page) -> None:
    page.locator(CARD).wait_for(state="detached")


def by_keyboard(page: Page, selector: str) -> None:
    """Give the focus to a link as the Tab key does."""
    page.locator(selector).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (UKRAINE, ("Place, country", "Ukraine", "Reported, not verified.")),
        (CLAIM, ("Reported state: Abu Muhammad al-Julani is the leader", "Not verified by its publisher", "Said by")),
        (SOURCE, ("newspaper article", "HTS Starts Getting Rid", "Date not given", "Not verified")),
    ],
)
@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_a_link_tells_what_it_leads_to(page: Page, way: str, link: str, words: tuple[str, ...]) -> None:
    """Entity, claim and source: what it is, how it stands and its caveat, by pointer and by keyboard alike."""
    if way == "pointer":
        page.locator(link).first.hover()
    else:
        by_keyboard(page, link)
    told = card(page)
    text = " ".join(told.inner_text().split())
    assert all(word in text for word in words)
    described = page.locator(link).first
    assert told.get_attribute("role") == "tooltip"
    assert described.get_attribute("aria-describedby") == told.get_attribute("id")
    size = told.bounding_box()
    assert size and size["width"] <= 24 * 16 + 1
    assert "Open the page" not in text


def test_escape_closes_and_it_stays_closed(page: Page) -> None:
    """Escape takes the card away without moving pointer or focus, and it comes again only after these have left."""
    page.locator(UKRAINE).first.hover()
    card(page)
    page.keyboard.press("Escape")
    gone(page)
    assert not page.locator("[aria-describedby]").count()
    page.mouse.move(*middle(page, UKRAINE, 3))
    page.wait_for_timeout(600)
    assert page.locator(CARD).count() == 0
    page.mouse.move(5, 5)
    page.locator(UKRAINE).first.hover()
    card(page)


def middle(page: Page, selector: str, aside: float = 0) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2 + aside, box["y"] + box["height"] / 2


def test_links_of_drawings_have_cards(page: Page, awkward_built: Path) -> None:
    """A neighbour in the picture of relations and a place on the small map are told; so is the claim of a line."""
    with served(awkward_built) as address:
        page.goto(address + TWELVE)
        page.locator(".picture g a text").first.hover()
        page.locator(CARD, has_text="Place").wait_for()
        by_keyboard(page, ".picture svg > a")
        page.locator(CARD, has_text="Reported act: The group has moved").wait_for()
        page.keyboard.press("Escape")
        gone(page)
        page.locator(".map svg a circle").first.hover()
        page.locator(CARD, has_text="Place").wait_for()


def test_the_pointer_may_move_into_it(page: Page) -> None:
    """The card stays while the pointer is on the link or in the card, and goes when it is in neither."""
    page.locator(UKRAINE).first.hover()
    box = card(page).bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20, steps=8)
    page.wait_for_timeout(600)
    assert page.locator(CARD).count() == 1
    page.mouse.move(5, 5)
    gone(page)


def test_passing_over_a_link_opens_nothing(own_page: Page) -> None:
    """A pointer that stays for less than 300 ms opens no card."""
    own_page.locator(UKRAINE).first.hover()
    card(own_page)  # now its script is there
    own_page.mouse.move(5, 5)
    gone(own_page)
    own_page.clock.pause_at(own_page.evaluate("Date.now()") + 1000)
    own_page.locator(UKRAINE).first.hover()
    own_page.clock.run_for(250)
    own_page.mouse.move(5, 5)
    own_page.clock.run_for(1000)
    assert own_page.locator(CARD).count() == 0


def test_the_card_follows_the_focus(page: Page) -> None:
    """Each link that gets the focus shows its own card, and one that gets it without a card closes the last."""
    by_keyboard(page, UKRAINE)
    card(page)
    page.locator(".md-header a").first.focus()
    gone(page)


def test_no_card_for_what_is_read_already(page: Page) -> None:
    """A link from a claim to itself, or from a dossier to itself, would only repeat what stands there."""
    for link in (
        ".claim .statement a[href$='groups/hts/']",
        ".claim .permalink",
        ".claim .actions a[href$='#cite_this']",
    ):
        page.locator(link).first.hover()
        page.wait_for_timeout(500)
        assert page.locator(CARD).count() == 0, link


def test_works_after_instant_navigation_and_closes_with_it(page: Page, address: str) -> None:
    """A link that is followed takes its card away; on the page that the theme put in place cards open as before."""
    page.locator(".record a[href$='groups/jabhat-al-nusra/']").first.hover()
    card(page)
    page.locator(".record a[href$='groups/jabhat-al-nusra/']").first.click()
    page.wait_for_url("**/groups/jabhat-al-nusra/")
    page.locator("h1", has_text="Jabhat al-Nusra").wait_for()
    assert page.locator(CARD).count() == 0
    page.mouse.move(5, 5)
    page.locator(".claim .statement a[href$='groups/hts/']").first.hover()
    assert "Hay’at Tahrir al-Sham" in card(page).inner_text()
    page.go_back()
    gone(page)


def test_without_the_file_nothing_opens(own_page: Page) -> None:
    """If a card cannot be had, nothing opens and nothing is thrown."""
    failures: list[object] = []
    own_page.on("pageerror", lambda error: failures.append(error))
    own_page.route(re.compile(r"/cards/"), lambda route: route.abort())
    own_page.locator(UKRAINE).first.hover()
    own_page.wait_for_timeout(700)
    assert own_page.locator(CARD).count() == 0
    assert failures == []


def test_only_the_files_that_are_needed_are_fetched(own_page: Page) -> None:
    """Before a link is met nothing is fetched; then its script, the number of files, and one file of cards."""
    asked: list[str] = []
    own_page.on("request", lambda request: asked.append(request.url.rpartition("/under/")[2] or request.url))
    own_page.mouse.move(5, 5)
    own_page.wait_for_timeout(200)
    assert not [url for url in asked if "cards" in url]
    own_page.locator(UKRAINE).first.hover()
    card(own_page)
    assert len([url for url in asked if re.search(r"/cards/|cards\.js", url)]) == 3


def test_cards_open_from_files(page: Page, seed_site: Path) -> None:
    """Cards need no server."""
    page.goto((seed_site.resolve() / HTS / "index.html").as_uri())
    page.locator(UKRAINE).first.hover()
    assert "Place, country" in card(page).inner_text()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_lies_beside_its_link_within_the_window(page: Page, width: int, direction: str) -> None:
    """Wherever the link stands, the card is inside the window and not over the link, and nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 700})
    page.evaluate("d => { document.documentElement.dir = document.body.dir = d; }", direction)
    for link in page.locator(f"{CLAIM}, .who a").all()[:6]:
        link.hover()
        box, own = card(page).bounding_box(), link.bounding_box()
        assert box and own
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        assert box["y"] >= own["y"] + own["height"] or box["y"] + box["height"] <= own["y"] + 1
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.keyboard.press("Escape")
        page.mouse.move(1, 1)


def test_a_finger_that_holds_a_link_gets_its_card(browser: Browser, address: str) -> None:
    """Held, a link shows its card with a way on instead of following; a tap elsewhere closes it; a tap follows."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + HTS)
    page.locator(UKRAINE).first.scroll_into_view_if_needed()
    finger = context.new_cdp_session(page)
    x, y = middle(page, UKRAINE)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    told = card(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(400)
    assert page.url.endswith(HTS)
    assert told.get_attribute("role") == "dialog"
    way = told.get_by_role("link", name="Open the page")
    assert way.evaluate("node => node === document.activeElement")
    page.touchscreen.tap(380, 790)
    gone(page)
    page.touchscreen.tap(*middle(page, UKRAINE))
    page.wait_for_url("**/places/ukraine/")
    assert page.locator(CARD).count() == 0
    context.close()
