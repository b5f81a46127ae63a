"""The map of a whole site, with places where gazetteers have them, built and opened in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build import build, printable
from generator.libraries import place_of_derived
from generator.seal import CACHE
from scripts.links import served
from tests.site.conftest import SETTLED, built, copy_of_the_site, watched
from tests.site.test_incremental import assert_as_made_anew, edited
from tests.site.test_incremental import built as built_again

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

# GeoNames and Natural Earth have these; how exactly the sample data means them is made up for the test.
LOCATIONS = {
    "jisr-al-shughour": "{lat: 35.8167, lon: 36.3167, precision: exact, origin: GeoNames}",
    "idleb": "{lat: 35.9306, lon: 36.6339, precision: vicinity, origin: GeoNames}",
    "idleb-governorate": "{lat: 35.8, lon: 36.7, precision: area, radius: 45, origin: GeoNames}",
    "ukraine": "{lat: 49, lon: 32, precision: area, radius: 600, origin: GeoNames}",
}

_CUT = """() => [...document.querySelectorAll(".map > svg text")].filter((text) => {
  const name = text.getBoundingClientRect(), { left, right } = text.ownerSVGElement.getBoundingClientRect();
  return name.width && name.left < right && name.right > left && (name.left < left || name.right > right);
}).map((text) => text.textContent)"""
"""Gives the names that stand only in part in what is seen of a map."""


def locate(site: Path, id: str) -> None:
    edited(f"data/places/{id}.yml", "location: null", f"location: {LOCATIONS[id]}")(site)


@pytest.fixture(scope="module")
def located(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site with coordinates, built."""
    site = copy_of_the_site(tmp_path_factory.mktemp("map"))
    for id in LOCATIONS:
        locate(site, id)
    with pytest.MonkeyPatch.context() as monkeypatch:
        return built(site, monkeypatch)


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    with watched(page) as errors:
        yield page
    # The theme's own scripts fail where a page is opened from a folder.
    assert not [error for error in errors if "map.js" in (error.stack or "")]


def test_the_sample_site_says_that_nothing_is_on_its_map(seed_site: Path) -> None:
    """No place of the sample data has coordinates: the map's page has no picture, and lists all of them."""
    page = LexborHTMLParser((seed_site / "map/index.html").read_text("utf-8"))
    assert "Not on the map: 7 places without coordinates." in page.body.text()  # type: ignore[union-attr]
    assert len(page.css(".places li")) == 7
    assert not page.css(".record svg")
    assert not list(seed_site.glob("map/**/*.js"))


def test_a_picture_is_small_and_drawn_on_outlines(located: Path) -> None:
    """The picture on a dossier has land and borders, and adds about 3 kB to the page."""
    html = (located / "places/jisr-al-shughour/index.html").read_text("utf-8")
    picture = LexborHTMLParser(html).css_first("figure.map")
    assert picture is not None
    assert all(len(node.attributes["d"] or "") > 100 for node in picture.css("path:is(.land, .borders)"))
    assert len((picture.html or "").encode()) < 3_200
    assert "Idleb" in picture.text()


def test_the_map_of_what_claims_name_is_small(located: Path) -> None:
    """With its list it adds 3 kB to a dossier; outlines that would need more are drawn as coarse as they must be."""
    for group in ("groups/russian-forces", "people/abu-muhammad-al-julani"):
        section = LexborHTMLParser((located / group / "index.html").read_text("utf-8")).css_first(
            "section[aria-labelledby=places_named]"
        )
        assert section is not None and len((section.html or "").encode()) < 3_000
        assert len((section.css_first("path.land") or section).attributes["d"] or "") > 300


def test_what_is_printed_is_drawn_on_outlines_too(tmp_path: Path) -> None:
    """The picture of a dossier that is printed to a PDF has land and borders as on the site."""
    site = copy_of_the_site(tmp_path)
    locate(site, "idleb")
    matter, _ = printable(site, environ={}, tell=lambda step: None)
    body = matter.renderer.render(matter.plan.by_address["places/idleb/"]).body
    land = LexborHTMLParser(body).css_first("figure.map path.land")
    assert land is not None and len(land.attributes["d"] or "") > 100


def test_an_edit_of_coordinates_is_followed(tmp_path: Path) -> None:
    """Coordinates that come, change or go, of places and their neighbours, leave the site as if made anew."""
    site, out = copy_of_the_site(tmp_path / "site"), tmp_path / "out"
    built_again(site, out)
    for id in ("idleb", "idleb-governorate"):
        locate(site, id)
        built_again(site, out)
    assert_as_made_anew(site, out)
    own = site / CACHE
    assert (own / "ground").exists() == (place_of_derived(own) == own), "outlines are kept for all sites"
    edited("data/places/idleb.yml", "precision: vicinity", "precision: area")(site)
    edited("data/places/idleb.yml", "location:", "within: idleb-governorate\nlocation:")(site)
    edited("data/claims/hts-foreign-fighters.yml", "theme: Foreign fighters", "theme: Something else")(site)
    built_again(site, out)
    assert_as_made_anew(site, out)


def test_a_claim_without_its_caveat_stops_the_map(tmp_path: Path) -> None:
    """A template that forgets the caveats of short rows is found in what the map loads too."""
    site = copy_of_the_site(tmp_path / "site")
    locate(site, "ukraine")
    brief = (Path(__file__).parents[2] / "templates/parts/brief.html").read_text("utf-8")
    start, end = brief.index('<span class="trust"'), brief.index("</span> {{ sentence(c.told) }}")
    (site / "templates/parts").mkdir(parents=True)
    (site / "templates/parts/brief.html").write_text(brief[:start] + "<span>" + brief[end:], "utf-8")
    problems = build(site, tmp_path / "out", environ={}, tell=lambda step: None, jobs=1).problems
    assert any(p.code == "I004" and p.spot.file.startswith("map/") for p in problems)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_map_is_used_by_keyboard(located: Path, page: Page, scheme: str) -> None:
    """Keys zoom and move it; a place opens its name, precision and claims with their caveats, also from a folder."""
    with served(located) as served_at:
        page.goto(f"{served_at}map/" if scheme == "http" else f"{located.resolve().as_uri()}/map/index.html")
        page.wait_for_selector("svg.canvas .mark")
        before = page.locator("svg.canvas > g").first.get_attribute("transform")
        page.locator("svg.canvas").focus()
        for key in ("+", "ArrowLeft"):
            page.keyboard.press(key)
        page.wait_for_function(
            "before => document.querySelector('svg.canvas > g').getAttribute('transform') !== before", arg=before
        )
        page.keyboard.press("0")
        link = page.locator("svg.canvas a", has_text="Ukraine").first
        link.focus()
        page.keyboard.press("Enter")
        shown = page.locator(".map .shown")
        shown.locator("article.brief").first.wait_for()
        assert "Ukraine" in shown.locator("h2").inner_text()
        assert "somewhere in the area around this point, within 600 km" in shown.inner_text()
        assert "Not verified" in shown.locator("article.brief .trust").first.inner_text()
        assert shown.locator("h2 a").get_attribute("href").removesuffix("index.html").endswith("places/ukraine/")  # type: ignore[union-attr]


def test_places_that_lie_together_are_counted(located: Path, page: Page) -> None:
    """Far away, places that would hide each other are a number; zooming in on it tells them apart, with outlines."""
    with served(located) as served_at:
        page.goto(f"{served_at}map/")
        count = page.locator("svg.canvas .count")
        count.first.wait_for()
        for _ in range(4):
            if count.count():
                count.first.dispatch_event("click")
                page.wait_for_timeout(150)
        page.locator("svg.canvas .mark", has_text="Jisr al-Shughour").first.wait_for(state="attached")
        page.wait_for_selector("svg.canvas svg .land", state="attached")
        page.locator("button", has_text="All places").click()
        count.first.wait_for()


def test_keys_go_on_where_what_had_the_focus_is_gone(located: Path, page: Page) -> None:
    """A number that comes apart, or a place that leaves the map, leaves the focus to the map, whose keys go on."""
    with served(located) as served_at:
        page.goto(f"{served_at}map/")
        page.locator("svg.canvas .count").first.wait_for()
        page.locator("svg.canvas .count").first.focus()
        for key in ("Enter", "Enter", "Enter", "ArrowLeft"):
            page.keyboard.press(key)
            page.wait_for_timeout(100)
            assert page.evaluate("document.querySelector('svg.canvas').contains(document.activeElement)")
        before = page.locator("svg.canvas > g").first.get_attribute("transform")
        page.keyboard.press("0")
        page.wait_for_function(
            "before => document.querySelector('svg.canvas > g').getAttribute('transform') !== before", arg=before
        )


def test_a_place_of_which_nothing_can_be_told_is_a_link(located: Path, own_page: Page) -> None:
    """Where the claims of a place cannot be had, choosing it leads to its dossier."""
    with served(located) as served_at:
        own_page.route("**/claims.js", lambda route: route.abort())
        own_page.goto(f"{served_at}map/")
        own_page.locator("svg.canvas a", has_text="Ukraine").first.click()
        own_page.wait_for_url("**/places/ukraine/")


def test_outlines_that_could_not_be_had_are_asked_for_again(located: Path, own_page: Page) -> None:
    """A map goes on without a part of it, and has it as soon as it is moved where that can be loaded."""
    with served(located) as served_at, watched(own_page) as errors:
        own_page.route("**/map/w*_*/outline.js", lambda route: route.abort())
        own_page.goto(f"{served_at}map/")
        count = own_page.locator("svg.canvas .count")
        count.first.wait_for()
        with own_page.expect_event("requestfailed"):
            for _ in range(4):
                if count.count():
                    count.first.dispatch_event("click")
                    own_page.wait_for_timeout(150)
        assert own_page.locator("svg.canvas svg .land").count() == 0
        own_page.unroute("**/map/w*_*/outline.js")
        own_page.locator("svg.canvas").focus()
        own_page.keyboard.press("ArrowLeft")
        own_page.wait_for_selector("svg.canvas svg .land", state="attached")
    assert errors == []


def test_nobody_is_led_to_a_place_from_a_page_that_came_since(located: Path, own_page: Page) -> None:
    """Claims that in the end cannot be had lead nowhere where the theme has put another page in place meanwhile."""
    waiting: list[Route] = []
    own_page.route("**/claims.js", lambda route: waiting.append(route))
    with served(located) as served_at:
        own_page.goto(f"{served_at}map/")
        own_page.locator("svg.canvas a", has_text="Ukraine").first.click()
        own_page.evaluate("""() => {
          document.querySelector("[data-view=map]").remove();
          history.pushState(null, "", "../timeline/");
        }""")
        waiting[0].abort()
        own_page.wait_for_timeout(200)
        assert own_page.url == f"{served_at}timeline/"


def test_who_left_before_the_script_came_starts_no_map_elsewhere(located: Path, own_page: Page) -> None:
    """Where the theme has put another page in place meanwhile, files of the map are not looked for beside that."""
    waiting: list[Route] = []
    asked: list[str] = []
    own_page.on("request", lambda request: asked.append(request.url))
    own_page.route("**/assets/map.js", lambda route: waiting.append(route))
    with served(located) as served_at:
        own_page.goto(f"{served_at}map/", wait_until="commit")
        own_page.wait_for_selector("[data-view=map]")
        own_page.wait_for_function("() => document.querySelector('script[src$=\"assets/map.js\"]')")
        own_page.evaluate("""() => {
          document.querySelector("[data-view=map]").remove();
          history.pushState(null, "", "../timeline/");
        }""")
        with own_page.expect_response("**/assets/map.js"):
            waiting[0].continue_()
        own_page.wait_for_load_state()
        own_page.wait_for_timeout(100)
        assert not [url for url in asked if url.endswith("places.js")]


@pytest.mark.parametrize("width", [320, 400, 1280])
def test_nothing_runs_over_the_edge(located: Path, page: Page, width: int) -> None:
    """At any width the map and a picture stay within the page, and no text on them is cut off or below 13 px."""
    page.set_viewport_size({"width": width, "height": 800})
    with served(located) as served_at:
        for path in ("map/", "places/idleb/"):
            page.goto(served_at + path)
            page.wait_for_selector(".map svg .mark", state="attached")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            sizes = page.evaluate(
                "[...document.querySelectorAll('.map > svg text')].filter((t) => t.getBBox().width)"
                ".map((t) => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
            )
            assert sizes and min(sizes) > 12.9
            assert page.evaluate(_CUT) == []


FAR_EAST = {
    "taveuni": ("Taveuni", "lat: -16.85, lon: 179.97, precision: vicinity"),
    "lakeba": ("Lakeba", "lat: -18.2, lon: -178.8, precision: exact"),
    "chukotka": ("Chukotka", "lat: 66.5, lon: 172, precision: area, radius: 600"),
    "uelen": ("Uelen", "lat: 66.16, lon: -169.8, precision: exact"),
    "new-zealand": ("New Zealand", "lat: -41, lon: 173, precision: area, radius: 800"),
    "chatham": ("Chatham Islands", "lat: -44, lon: -176.5, precision: area, radius: 60"),
}


def test_a_narrow_screen_shows_places_where_the_grid_ends(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On either side of 180° a place is seen on its own picture, with its name, and on the map of all."""
    site = copy_of_the_site(tmp_path)
    for id, (name, where) in FAR_EAST.items():
        text = f"name: {name}\nkind: area\nlocation: {{{where}, origin: GeoNames}}\n"
        (site / f"data/places/{id}.yml").write_text(text, "utf-8")
    out = built(site, monkeypatch)
    seen = """() => [...document.querySelectorAll(".map > svg .own circle, svg.canvas :is(.mark, .count) circle")]
      .map((one) => {
        const { left, right } = one.getBoundingClientRect(), all = one.ownerSVGElement.getBoundingClientRect();
        return (left + right) / 2 >= all.left && (left + right) / 2 <= all.right && all.right <= innerWidth;
      })"""
    with served(out) as address:
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            for id, (name, _) in FAR_EAST.items():
                page.goto(f"{address}places/{id}/")
                assert page.evaluate(seen) == [True], id
                assert page.locator(".map .own text").is_visible() and page.evaluate(_CUT) == [], name
            page.goto(f"{address}map/")
            page.wait_for_selector("svg.canvas :is(.mark, .count)")
            page.evaluate(SETTLED)
            assert set(page.evaluate(seen)) == {True}


def test_names_keep_clear_of_the_edge_as_the_map_is_moved(located: Path, page: Page) -> None:
    """Where a mark comes near the edge of a narrow screen, its name stands on the other side, or goes."""
    page.set_viewport_size({"width": 360, "height": 800})
    with served(located) as served_at:
        page.goto(f"{served_at}map/")
        page.wait_for_selector("svg.canvas .mark")
        page.locator("svg.canvas").focus()
        for key in (*["+"] * 3, *["ArrowRight"] * 6, *["ArrowLeft"] * 12):
            page.keyboard.press(key)
            page.evaluate(SETTLED)
            assert page.evaluate(_CUT) == []
