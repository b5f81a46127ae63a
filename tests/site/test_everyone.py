"""Pages work for everyone: who uses a keyboard or a screen reader, magnifies, sees no colours, or has no scripts.

All on the site of what is hard on a page, at the sizes and in the modes that readers set.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.libraries import MODULES
from scripts.links import served
from tests.awkward import TWELVE, kinds_of_pages
from tests.site.conftest import SETTLED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = MODULES / "axe-core" / "axe.min.js"
BY_LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
"""The rules of axe that colours and places decide; all others read the document, which is the same in every mode."""
WIDE, NARROW = {"width": 1280, "height": 1024}, {"width": 320, "height": 256}
"""A window, and the same one at 400 %."""
DIRECTED = "direction => { document.documentElement.dir = document.body.dir = direction; }"
ON_TWELVE = ["assets/dossier.js", "assets/cite.js"]
"""The scripts of the program on a dossier of twelve claims, in the order in which they are loaded."""
LOADED = "performance.getEntriesByType('resource').map((one) => one.name)"
"""What a page has loaded, in order."""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const label = one.matches(".md-toggle, .md-option") && document.querySelector(`.md-header [for="${one.id}"]`);
  const shown = one.matches(".md-option") ? one.nextElementSibling : label || one;
  const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
  return {
    name: `${one.tagName} ${one.className} ${one.ariaLabel ?? one.textContent}`.replace(/\\s+/g, " ").slice(0, 60),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0
      && box.left < innerWidth && style.visibility === "visible",
  };
}"""


@pytest.fixture(scope="module")
def kinds(awkward: Path) -> dict[str, str]:
    return kinds_of_pages(awkward)


@pytest.fixture(scope="module")
def address(awkward_built: Path) -> Iterator[str]:
    with served(awkward_built) as address:
        yield address


def faults(page: Page, *rules: str) -> list[str]:
    """Return what axe finds wrong with the page that is open, by its rules for WCAG 2.2 AA and for good practice.

    If `rules` are given, by these only.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = page.evaluate(
        """async (rules) => {
          const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
          const runOnly = rules.length ? { type: "rule", values: rules } : tags;
          const { violations } = await axe.run({ runOnly, resultTypes: ["violations"] });
          return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
        }""",
        list(rules),
    )
    return found


def test_every_kind_of_page_is_for_everyone(page: Page, address: str, kinds: dict[str, str]) -> None:
    """At 400 % nothing is cut off, the focus shows, nothing is small, and axe finds nothing, on every kind of page."""
    found = {}
    page.emulate_media(reduced_motion="reduce")  # in a window that was narrow, the sections would fade in
    for kind, place in kinds.items():
        page.set_viewport_size(NARROW)
        page.goto(address + place)
        faulty = cut_off(page) + faults(page, "target-size")
        page.set_viewport_size(WIDE)
        page.evaluate(SETTLED)
        if faulty := faulty + too_small(page) + faults_in_all_modes(page) + without_a_ring(page):
            found[kind] = faulty
    assert found == {}, found


def cut_off(page: Page) -> list[str]:
    """Return by how much the page that is open is wider than its window, if it is."""
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{over} pixels are cut off"] if over > 0 else []


def test_words_may_be_twice_as_large(page: Page, address: str, kinds: dict[str, str]) -> None:
    """On a telephone, too, nothing of the header or of a page then stands beside the window, in either direction."""
    page.set_viewport_size({"width": 390, "height": 844})
    wide = {}
    for kind, place in kinds.items():
        page.goto(address + place)
        page.evaluate("document.documentElement.style.fontSize = '250%'")  # the theme's own is 125 %
        for direction in ("ltr", "rtl"):
            page.evaluate(DIRECTED, direction)
            page.evaluate(SETTLED)
            if faulty := cut_off(page):
                wide[kind, direction] = faulty
    assert wide == {}


def too_small(page: Page) -> list[str]:
    """Return the words of the page that is open, without the theme's frame, that are smaller than 13 pixels."""
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll(".md-content *")].filter((one) =>
      [...one.childNodes].some((inner) => inner.nodeType === 3 && inner.data.trim()) && one.getClientRects().length
      && parseFloat(getComputedStyle(one).fontSize) < 13).map((one) => `small: ${one.outerHTML.slice(0, 120)}`)""")
    return found


def faults_in_all_modes(page: Page) -> list[str]:
    """Return what axe finds wrong in light and from left to right, and in dark and from right to left."""
    page.emulate_media(color_scheme="light")
    faulty = faults(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(DIRECTED, "rtl")
    faulty += faults(page, *BY_LOOKS)
    page.emulate_media(color_scheme="light")
    page.evaluate(DIRECTED, "ltr")
    return faulty


def without_a_ring(page: Page) -> list[str]:
    """Return the links, buttons and fields that do not show when they have the focus, with colours forced as well."""
    page.emulate_media(forced_colors="active")
    page.keyboard.press("Tab")
    bare: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(".md-content :is(a[href], button, input, select, summary)")]
          .filter((one) => one.checkVisibility({ visibilityProperty: true }))
          .filter((one) => {
            one.focus({ focusVisible: true });
            const style = getComputedStyle(one);
            return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
          })
          .map((one) => `no ring: ${one.outerHTML.slice(0, 80)}`)"""
    )
    page.emulate_media(forced_colors="null")
    return bare


def test_axe_finds_nothing_in_the_open_drawer(page: Page, address: str) -> None:
    """In a narrow window the navigation is as sound as the page."""
    page.set_viewport_size(NARROW)
    page.goto(address + TWELVE)
    page.emulate_media(reduced_motion="reduce")  # it is there at once
    page.locator("#__drawer").focus()
    page.keyboard.press("Space")
    assert page.locator("#__drawer").is_checked()
    # The box that opens it without scripts has to stand before all landmarks.
    assert [fault for fault in faults(page) if not fault.startswith('region: <input class="md-toggle')] == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("place", ["", TWELVE])
def test_the_keyboard_reaches_all_and_shows_where_it_is(
    page: Page, address: str, place: str, size: dict[str, int]
) -> None:
    """Tab goes once through everything, each with a ring of two pixels and in sight, and comes out at the end."""
    page.set_viewport_size(size)
    page.goto(address + place)
    seen = []
    for _ in range(300):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        seen.append(focused)
    else:
        pytest.fail("Tab does not come out of the page")
    amiss = [one["name"] for one in seen if one["ring"] < 2 or not one["seen"]]
    assert amiss == []
    links = page.locator(".md-content a:visible, .md-content button:visible").count()
    assert len(seen) > links > 10


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("place", [TWELVE, "groups/empty-group/", "claims/twenty-reports/", "claims/withdrawn/"])
def test_who_skips_to_the_content_skips_no_caveat(page: Page, address: str, place: str, size: dict[str, int]) -> None:
    """What a page of a record begins with stands in sight then, and the first link of it is what is reached next."""
    first = ".md-content :is(a, button, input, select, summary, [tabindex])"
    page.set_viewport_size(size)
    page.goto(address + place)
    page.locator(first).first.wait_for()  # some are shown by a script that is loaded when it is needed
    page.locator(".md-skip").focus()
    page.keyboard.press("Enter")
    page.locator("#__skip:target").wait_for()  # the theme follows links itself, some time after the key
    page.evaluate(SETTLED)
    assert page.evaluate("""() => {
      const header = document.querySelector(".md-header").getBoundingClientRect();
      const { top } = document.querySelector(".record .kicker").getBoundingClientRect();
      return top >= header.bottom && top < innerHeight / 2;
    }""")
    page.keyboard.press("Tab")
    focused, expected = page.evaluate(
        "(first) => [document.activeElement, document.querySelector(first)].map((one) => one.outerHTML)", first
    )
    assert focused == expected


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_that_has_the_focus_is_behind_the_header(page: Page, address: str, size: dict[str, int]) -> None:
    """Who goes backwards by keys sees all of what comes in at the top of the window."""
    page.set_viewport_size(size)
    page.goto(address + TWELVE)
    page.locator(".md-content a:visible").last.focus()
    behind = """() => {
      const one = document.activeElement, header = document.querySelector(".md-header").getBoundingClientRect();
      const { top, height } = one.getBoundingClientRect();
      if (!one.closest(".md-content")) return null;
      return top < header.bottom && height < innerHeight / 2 ? [one.textContent.trim()] : [];
    }"""
    found, steps = [], 0
    while (hidden := page.evaluate(behind)) is not None:
        found += hidden
        steps += 1
        page.keyboard.press("Shift+Tab")
    assert steps > 50 and found == []


def test_what_scrolls_sideways_is_reached_by_keys_and_has_a_name(page: Page, address: str) -> None:
    """Tables, code and formulas that are wider than a hand-written page, and only as long as they are."""
    regions = """() => [...document.querySelectorAll(".md-content [role=region][tabindex='0']")]
      .map((one) => [one.ariaLabel, one.scrollWidth > one.clientWidth])"""
    named = ["Much to scroll", "Called by its caption", "Much to scroll (3)", "Much to scroll (4)"]
    page.set_viewport_size(NARROW)
    page.goto(address)
    # As what draws formulas does:
    page.evaluate("document.querySelector('.arithmatex').style.overflowWrap = 'normal'")
    page.evaluate(SETTLED)
    assert page.evaluate(regions) == [["A claim", True], *([name, True] for name in named)]
    seen = page.evaluate("""(name) => {
      const one = document.querySelector(`[aria-label="${name}"]`);
      one.focus({ focusVisible: true });
      return [document.activeElement === one, getComputedStyle(one).outlineWidth];
    }""", "Much to scroll")  # fmt: skip
    assert seen == [True, "2px"]
    before = page.evaluate("document.activeElement.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(before) => document.activeElement.scrollLeft > before", arg=before)
    page.evaluate("""() => document.querySelector("[aria-label='Much to scroll']").before(
      document.querySelector("[aria-label='Much to scroll (3)']").closest("pre").cloneNode(true))""")
    page.evaluate(SETTLED)
    numbers = ["", " (2)", None, " (4)", " (5)"]
    later = [
        "A claim",
        *("Called by its caption" if number is None else f"Much to scroll{number}" for number in numbers),
    ]
    assert [name for name, _ in page.evaluate(regions)] == later, "what comes later changes the numbers of others"
    page.set_viewport_size({"width": 9000, "height": 900})
    page.evaluate("for (const one of document.querySelectorAll('.md-grid')) one.style.maxWidth = 'none'")
    page.evaluate(SETTLED)
    assert page.evaluate(regions) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_narrow_window_is_navigated_by_keys(browser: Browser, address: str, script: bool) -> None:
    """The drawer opens by a key and gives the way to another section, with or without scripts."""
    context = browser.new_context(viewport=NARROW, java_script_enabled=script)
    page = context.new_page()
    page.goto(address)
    drawer, link = page.locator("#__drawer"), page.locator(".md-nav--primary a[href$='sources/']")
    assert not link.is_visible()
    drawer.focus()
    page.keyboard.press("Space")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/")
    context.close()


def test_nothing_moves_for_who_wants_no_motion(page: Page, address: str) -> None:
    """Where less motion is asked for, nothing slides, fades or scrolls smoothly, the theme's own parts included."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + TWELVE)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => ["", "::before", "::after"].some((part) => {
          const style = getComputedStyle(one, part);
          return style.transitionDuration.split(", ").some((time) => time !== "0s") || style.animationName !== "none"
            || style.scrollBehavior === "smooth";
        })).map((one) => one.className)"""
    )
    assert moving == []


def test_a_place_or_a_link_is_never_told_by_colour_alone(page: Page, address: str) -> None:
    """The open section, the open page and the links of a text are underlined."""
    page.goto(address)
    for what in (".md-tabs__item--active > a", ".md-typeset > p > a >> nth=0"):
        line = page.locator(what).first.evaluate("one => getComputedStyle(one).textDecorationLine")
        assert line == "underline", what
    page.goto(f"{address}claims/")
    assert page.locator(".md-tabs__item--active > a").get_attribute("aria-current") == "true"


def test_a_dossier_of_twelve_claims_is_light(own_page: Page, address: str, awkward_built: Path) -> None:
    """With both its pictures it has under 42 kB of HTML, 10 kB as they are sent, and under 60 kB of scripts of ours."""
    html = (awkward_built / TWELVE / "index.html").read_bytes()
    assert html.count(b'<article class="claim"') == 12
    assert b'<figure class="picture"' in html and b'<figure class="map' in html
    assert len(html) < 42_000
    assert len(gzip.compress(html, mtime=0)) < 10_000
    own_page.goto(address + TWELVE, wait_until="load")
    # A busy machine may take long from one script to what it asks for: when nothing is loading is no sign of the end.
    own_page.wait_for_function(f"{LOADED}.some((one) => one.endsWith('/{ON_TWELVE[-1]}'))")
    own_page.wait_for_load_state("networkidle")
    scripts = [url.removeprefix(address) for url in own_page.evaluate(LOADED) if _is_own(url)]
    assert scripts == ON_TWELVE
    assert sum((awkward_built / script).stat().st_size for script in scripts) < 60_000


def _is_own(url: str) -> bool:
    """Tell whether an address is that of a script of the program, not of the theme or a library."""
    return url.endswith(".js") and not any(part in url for part in ("/assets/javascripts/", "/assets/lib/"))
