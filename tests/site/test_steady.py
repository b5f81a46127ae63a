"""Nothing on a page moves while it comes: what is to come later has its place from the start.

Scripts are held back until the page is painted, so that all that they bring comes late, however quick the machine is.
Windows as high as a page show what moves below the first screen too.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts.links import Quiet, served
from tests.awkward import kinds_of_pages
from tests.site.conftest import AWAKE, SETTLED, at_its_own_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

WIDE, TALL = {"width": 1280, "height": 1024}, {"width": 1280, "height": 6000}
PHONE, LONG_PHONE = {"width": 390, "height": 844}, {"width": 390, "height": 9000}
ASKED = {
    "search for a word": "search/?q=group",
    "network around an entity": "network/?at=syriac-person",
    "claims of one kind": "claims/?kind=act",
    "claims in another order": "claims/?sort=source",
    "claims by many filters": "claims/?kind=act&kind=intent&kind=state&source=report-0&source=report-1&language=ar",
}
"""Pages that a script makes of what stands in the address."""
MADE = {
    "network": ".explorer .stage canvas",
    "map": ".map > svg.canvas .mark",
    "search": ".find .rows li, .find:not(:has(.without))",
    "claims": ".found:not([aria-busy]) .facets, .browse:has(label)",
}
"""What shows, on pages that scripts change most, that they have."""
OBSERVED = """(() => {
  window.moved = [];
  const named = ({ node }) => (node?.outerHTML ?? node?.textContent ?? "what is gone").slice(0, 90);
  new PerformanceObserver((list) => {
    for (const { value, startTime, sources } of list.getEntries())
      moved.push({ at: startTime, what: `${value.toFixed(5)} ${sources.map(named).join(" | ")}` });
  }).observe({ type: "layout-shift", buffered: true });
})()"""
PAINTED = """() => performance.getEntriesByName("first-contentful-paint").length
  && document.querySelector("body > script[src]")"""
ARRIVED = "() => [...document.querySelectorAll('.record *')].filter((one) => one.checkVisibility()).length"
PLACES = """() => {
  const places = [...document.querySelectorAll(".record *")].filter((one) => one.checkVisibility())
    .map((one) => [one, one.getBoundingClientRect()]);
  window.elsewhere = () => places.map(([one, was]) => [one, was, one.getBoundingClientRect()])
    .filter(([, was, is]) => ["x", "y", "width"].some((side) => Math.abs(was[side] - is[side]) > 0.5))
    .map(([one]) => one.outerHTML.slice(0, 90));
  return places.length;
}"""
CLICKED = """(href) => {
  const link = Object.assign(document.createElement("a"), { href });
  document.querySelector(".md-content").append(link);
  link.click();
}"""
_MIDDLE = re.compile(rb"</(?:div|ol|ul|tr|dd|p|article)>\n")


class Late(Quiet):
    """Sends scripts, and the second half of pages if they come in halves, only when it is told to."""

    go, rest = threading.Event(), threading.Event()
    mirrored = halved = False

    def do_GET(self) -> None:  # noqa: N802
        """Send a file."""
        place = self.path.partition("?")[0]
        if place.endswith(".js"):
            self.go.wait(30)
        if place.endswith("/"):
            self._send(Path(self.translate_path(place), "index.html").read_bytes())
        else:
            super().do_GET()

    def _send(self, page: bytes) -> None:
        if self.mirrored:
            page = page.replace(b'<body dir="ltr"', b'<body dir="rtl"')
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        start = page.find(b'<article class="record')
        middle = _MIDDLE.search(page, (start + len(page)) // 2) if self.halved and start > 0 else None
        if middle:
            self.wfile.write(page[: middle.end()])
            self.wfile.flush()
            self.rest.wait(30)
            page = page[middle.end() :]
        self.wfile.write(page)


class Mirrored(Late):
    """Sends pages that run from right to left."""

    mirrored = True


class Halved(Mirrored):
    """Sends pages in halves, which end with a block."""

    halved = True


@pytest.fixture(scope="module")
def kinds(awkward: Path) -> dict[str, str]:
    """One address for each kind of page, and each address once."""
    return {kind: place for place, kind in {place: kind for kind, place in kinds_of_pages(awkward).items()}.items()}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.add_init_script(OBSERVED)
    yield context
    context.close()


def moved(page: Page, since: float) -> list[str]:
    """Wait until the page is as its scripts make it, and return what has moved since a moment."""
    place = page.url.partition("?")[0].rstrip("/").rpartition("/")[2]
    if place in MADE:
        page.wait_for_selector(MADE[place], state="attached")
    page.evaluate(SETTLED)
    return page.evaluate("since => moved.filter(({ at }) => at > since).map(({ what }) => what)", since)


@pytest.mark.parametrize(
    ("size", "handler"),
    [(WIDE, Late), (TALL, Mirrored), (PHONE, Mirrored), (LONG_PHONE, Late)],
    ids=["wide", "tall and mirrored", "phone and mirrored", "long phone"],
)
def test_nothing_moves_when_scripts_come(
    context: BrowserContext, awkward_built: Path, kinds: dict[str, str], size: dict[str, int], handler: type[Late]
) -> None:
    """On no kind of page does anything move by what scripts add, draw, sort or find, on screen or below it."""
    page = context.new_page()
    page.set_viewport_size(size)
    with served(awkward_built, handler) as address:
        found = {kind: cold(page, address + place, handler.go) for kind, place in {**kinds, **ASKED}.items()}
    assert {kind: what for kind, what in found.items() if what} == {}


def cold(page: Page, url: str, go: threading.Event) -> list[str]:
    """Open a page, let its scripts come once it is painted, and return what moves then."""
    go.clear()
    try:
        page.goto(url, wait_until="commit")
        page.wait_for_function(PAINTED)
        painted = page.evaluate(SETTLED)
    finally:
        go.set()
    page.wait_for_load_state()
    return moved(page, painted)


def test_what_has_arrived_stays_in_its_place(
    context: BrowserContext, awkward_built: Path, kinds: dict[str, str]
) -> None:
    """A page of which one half has come is laid out as the whole is: no row or claim moves by those that follow."""
    page = context.new_page()
    page.set_viewport_size(WIDE)
    found, halves = {}, 0
    with served(awkward_built, Halved) as address:
        for kind, place in kinds.items():
            if kind in ("home", "hand-written"):
                continue
            Halved.go.clear()
            Halved.rest.clear()
            try:
                page.goto(address + place, wait_until="commit")
                page.wait_for_function("() => document.querySelector('.record *')")
                page.evaluate(SETTLED)
                held = page.evaluate(PLACES)
                Halved.rest.set()
                page.wait_for_function("() => document.querySelector('body > script[src]')")
                found[kind] = page.evaluate("elsewhere()")
                halves += held < page.evaluate(ARRIVED)
            finally:
                Halved.rest.set()
                Halved.go.set()
            page.wait_for_load_state()
    assert {kind: what for kind, what in found.items() if what} == {}
    assert halves > 15


@pytest.mark.parametrize("size", [WIDE, LONG_PHONE], ids=["wide", "long phone"])
def test_nothing_moves_after_instant_navigation(
    context: BrowserContext, awkward_built: Path, kinds: dict[str, str], size: dict[str, int]
) -> None:
    """Nor does anything move on a page that the theme puts in place without loading it."""
    home = at_its_own_address(context, awkward_built)
    page = context.new_page()
    page.set_viewport_size(size)
    page.goto(f"{home}method/")
    page.wait_for_function(AWAKE)
    page.evaluate("window.first = true")

    def put(place: str) -> list[str]:
        before = page.evaluate("performance.now()")
        page.evaluate(CLICKED, home + place)
        page.wait_for_url(lambda url: url.startswith(home + place))
        page.wait_for_function("title => document.title === title", arg=title(awkward_built / place.partition("?")[0]))
        return moved(page, before)

    found = {kind: put(place) for kind, place in kinds.items()}
    for kind, place in ASKED.items():
        put("method/")  # a page that is open, asked for otherwise, is loaded anew
        found[kind] = put(place)
    assert {kind: what for kind, what in found.items() if what} == {}
    assert page.evaluate("window.first"), "a page was loaded anew"


def title(folder: Path) -> str:
    """Return the title of a page as a browser shows it."""
    from selectolax.lexbor import LexborHTMLParser

    node = LexborHTMLParser((folder / "index.html").read_text("utf-8")).css_first("title")
    return " ".join(node.text().split()) if node else ""
