"""The page of the search in a browser: the hits that the command finds, each with its caveat, kept in the address."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from benchmarks.find import GOLDEN, golden
from benchmarks.loads import Loads
from generator.build import build
from generator.exports.find import Finder
from generator.views import scripted
from scripts.links import served
from tests.site.conftest import AWAKE, WINDOW, at_its_own_address, built, copy_of_the_site, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUERIES = [
    "jolani", "jol", "الجولاني", "Golani", "aljolani", "Idleb", "إدلب", "Идлиб", "hts", "foreign fighters", "the",
    "ukraine russia", "Hay‘at Tahrir ash-Sham", "2017", "straße ﻻ 北京市", "nothing-like-this", "fight",
    "syrian observer", "Jabhat جبهة", "B الجولاني", "🦊🦊", "+++",
]  # fmt: skip

LOST = "() => Promise.reject(new Error('lost'))"


@pytest.fixture(scope="module")
def address(seed_site: Path) -> Iterator[str]:
    with served(seed_site) as at:
        yield at


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    with watched(page) as errors:
        yield page
    assert errors == []


@pytest.fixture
def own_page(own_page: Page) -> Iterator[Page]:
    with watched(own_page) as errors:
        yield own_page
    assert errors == []


def finder(site: Path) -> Finder:
    return Finder(lambda name: scripted((site / "search" / f"{name}.js").read_text("utf-8")))


def ask(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}search/?{query}")
    expect(page.locator(".find .found")).not_to_be_empty()


def titles(page: Page) -> list[str]:
    return page.locator(".find .rows a").all_inner_texts()


def test_the_browser_finds_what_the_program_finds(page: Page, address: str, seed_site: Path) -> None:
    """For any query both give the same records in the same order: their steps are the same."""
    ask(page, address, "q=hts")
    own = finder(seed_site)
    for query in QUERIES:
        found = page.evaluate("query => dossierFound(query)", query)
        assert [number for number in found if number >= 0] == list(own.find(query).hits), query


def test_the_browser_agrees_on_names_of_many_scripts(page: Page, tmp_path: Path) -> None:
    """So do they on the labelled names, several hundred spellings in three scripts, and on those without letters."""
    out, names = tmp_path / "site", shutil.copytree(GOLDEN, tmp_path / "names")
    assert not [p for p in build(names, out, environ={}, tell=lambda step: None).problems if p.severity == "error"]
    with served(out) as at:
        ask(page, at, "q=idlib")
        own = finder(out)
        sets = list(golden())
        queries = [*sets[0].queries, *sets[-1].queries]
        found = page.evaluate("queries => Promise.all(queries.map(dossierFound))", queries)
    for query, numbers in zip(queries, found, strict=True):
        assert [number for number in numbers if number >= 0] == list(own.find(query).hits), query


def test_the_browser_loads_what_is_counted(own_page: Page, address: str, seed_site: Path) -> None:
    """Until hits are shown it asks for the shards that `Loads` tells of, so that what is said of their bytes holds."""
    loads = Loads(lambda name: (seed_site / "search" / f"{name}.js").read_bytes())
    for query, chosen in [
        ("hts fighters", {}),
        ("nothing-like-this", {}),
        ("hts", {"kind": "act"}),
        ("", {"type": "claim"}),
    ]:
        asked: set[str] = set()
        own_page.on(
            "request", lambda request, asked=asked: asked.add(urlsplit(request.url).path.partition("/search/")[2])
        )
        ask(own_page, address, urlencode({"q": query, **chosen}))
        own_page.wait_for_load_state("networkidle")
        counted = {f"{name}.js" for name in loads.until_hits(query, chosen, 10)}
        facets = {name for name in asked if name.startswith("facets/")}
        assert counted - facets == {name for name in asked if name.endswith(".js")} - facets, query
        assert {name for name in counted if name.startswith("facets/")} <= facets


def test_a_slash_leads_to_the_search_from_anywhere(page: Page, address: str) -> None:
    """`/` goes to the field in the header, and Enter to the hits; in a field it is a letter."""
    page.goto(f"{address}groups/hts/")
    page.wait_for_function(AWAKE)
    page.keyboard.press("/")
    page.keyboard.type("/ الجولاني")
    assert page.locator(".find-box input").input_value() == "/ الجولاني"
    page.keyboard.press("Enter")
    page.wait_for_selector(".find .rows li")
    assert parse_qs(urlsplit(page.url).query)["q"] == ["/ الجولاني"]
    assert titles(page)[0] == "Abu Muhammad al-Julani"


def test_every_hit_shows_its_caveat(page: Page, address: str) -> None:
    """Each claim stands with its mode, its worst caveat and its chain, and leads to its page."""
    ask(page, address, "q=jolani")
    expect(page.locator(".find .rows li")).to_have_count(10)
    for row in page.locator(".find .rows article[data-mode]").all():
        text = row.inner_text()
        assert text.startswith(("Reported ", "Ascribed motive:"))
        assert "Not verified by its publisher" in text
        assert " → The Syrian Observer." in text
    first = page.locator(".find .rows article[data-mode] a").first
    first.click()
    page.wait_for_selector("article.claim-page")


def test_choices_narrow_the_hits_and_stay_in_the_address(page: Page, address: str) -> None:
    """A facet shows how many there are of each value; a choice is kept in the address, shared, and taken back."""
    ask(page, address, "q=jolani")
    page.wait_for_selector(".facets input[value=claim]")
    assert page.locator("[data-facet=type] label").all_text_contents() == [" Claim 10", " Person 1"]
    page.check(".facets input[name=kind][value=intent]")
    expect(page.locator(".find .found")).to_have_text(re.compile("^4 of 11"))
    assert "Shown: Reported intent." in page.locator(".find .found").inner_text()
    assert parse_qs(urlsplit(page.url).query) == {"q": ["jolani"], "kind": ["intent"]}
    assert page.locator("[data-facet=kind] label").count() > 1, "other choices of the same facet stay"
    shared = page.url
    page.go_back()
    expect(page.locator(".find .found")).to_have_text(re.compile("^11"))
    page.goto(shared)
    expect(page.locator(".find .rows li")).to_have_count(4)


@pytest.mark.parametrize("facet", ["type", "kind", "place", "outlet", "period", "stance", "caveat", "origins"])
def test_all_that_was_promised_narrows(page: Page, address: str, facet: str) -> None:
    """Each facet has values for some query, and choosing one leaves as many hits as it says."""
    ask(page, address, "q=hts")
    page.wait_for_selector(".facets fieldset:not([hidden])")
    choices = page.locator(f"[data-facet={facet}] label")
    if facet in ("outlet", "origins"):  # the sample has one of each: nothing to choose from
        assert choices.count() == 1 and page.locator(f"[data-facet={facet}]").is_hidden()
        return
    assert choices.count() > 1
    number = int(choices.first.locator("small").inner_text())
    choices.first.locator("input").check()
    expect(page.locator(".find .found")).to_have_text(re.compile(f"^{number} of"))


def test_of_many_years_those_are_offered_that_most_have(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the first ones, which may be long past: of years that as many have, the latest, in their order.

    How many there are beside these is said, and they are a step away.
    """
    site = copy_of_the_site(tmp_path)
    source = "syrian-observer-hts-foreign-fighters"
    told = [{"id": f"slept-{year}{again}", "text": "[[hts]] slept.", "mode": "act", "date": year,
             "citations": [{"source": source, "locator": f"paragraph {year}", "attribution": {"how": "none"}}]}
            for year in map(str, range(2001, 2016)) for again in ("", "-again")[: 1 + (year == "2001")]]  # fmt: skip
    (site / "data" / "claims" / "slept.yml").write_text(json.dumps(told), "utf-8")
    with served(built(site, monkeypatch)) as at:
        ask(page, at, "q=slept")
        offered = page.locator("[data-facet=period] input")
        expect(offered).to_have_count(12)
        years = offered.evaluate_all("all => all.map((input) => input.value)")
        assert years == ["2001", *map(str, range(2005, 2016))]
        page.locator("[data-facet=period]").get_by_role("button", name="Show 3 more").press("Enter")
        expect(offered).to_have_count(15)
        assert offered.evaluate_all("all => all.map((input) => input.value)") == [*map(str, range(2001, 2016))]
        assert page.evaluate("document.activeElement.value") == "2002"
        expect(page.get_by_role("button", name="more")).to_have_count(1)  # that of the hits


def test_without_a_script_the_page_says_so_and_leads_on(browser: Browser, address: str) -> None:
    """It says that it needs a script, and links every list; the field in the header leads here too."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/?q=hts")
    assert page.locator(".find .without").is_visible()
    assert page.locator(".find .lists a").count() == 5
    page.locator(".find .lists a").first.click()
    page.wait_for_url("**/groups/")
    context.close()


def test_it_works_from_files(page: Page, seed_site: Path) -> None:
    """Opened as a file, the page finds the same, and leads to it: its data comes as scripts."""
    page.goto(f"{(seed_site / 'search' / 'index.html').as_uri()}?q={quote('الجولاني')}")
    page.wait_for_selector(".find .rows li")
    assert titles(page)[0] == "Abu Muhammad al-Julani"
    page.locator(".find .rows a").first.click()
    page.wait_for_selector("article.dossier")
    assert page.url.endswith("/index.html")


def test_typing_finds_while_one_types(page: Page, address: str) -> None:
    """Hits follow what is typed without Enter, and the address with them; nothing found says what may help."""
    page.goto(f"{address}search/")
    page.locator("#find_words").press_sequentially("jol")
    page.wait_for_selector(".find .rows li")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["jol"]}
    length = page.evaluate("history.length")
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.evaluate("history.length") == length, "going back would lead to the same hits"
    page.locator("#find_words").fill("zzzz")
    expect(page.locator(".find .found")).to_have_text(re.compile("^Nothing has “\u2068zzzz\u2069”"))
    assert page.locator(".find .rows li").count() == 0


def test_hits_that_could_not_be_had_come_when_they_are_asked_for_again(page: Page, address: str) -> None:
    """A part of the hits that is not there just now is not passed over: the page says so, and goes on from there."""
    ask(page, address, "q=hts")
    found, more = page.locator(".find .found"), page.locator(".find .more")
    expect(found).to_have_text("27 found.")
    page.evaluate(f"() => {{ window.had = dossierScripts.load; dossierScripts.load = {LOST}; }}")
    more.click()
    expect(found).to_have_text(re.compile("^The index cannot be read"))
    page.evaluate("() => { dossierScripts.load = window.had; }")
    more.click()
    expect(found).to_have_text("27 found.")
    more.click()
    expect(page.locator(".find .rows li")).to_have_count(27)
    assert len(set(titles(page))) == 27


def test_hits_of_other_words_are_no_answer(page: Page, address: str) -> None:
    """Where the index cannot be read any more, what was found before stands under no other words."""
    ask(page, address, "q=hts")
    expect(page.locator("[data-facet=type] label")).not_to_have_count(0)
    page.evaluate(f"() => {{ dossierScripts.load = {LOST}; }}")
    page.fill("#find_words", "jolani")
    expect(page.locator(".find .found")).to_have_text(re.compile("^The index cannot be read"))
    assert page.is_hidden(".find .rows")


def test_what_is_typed_last_changes_no_other_address(browser: Browser, seed_site: Path) -> None:
    """The theme puts the next page in place without loading it; what was typed before is looked for no more."""
    context = browser.new_context()
    home = at_its_own_address(context, seed_site)
    page = context.new_page()
    page.goto(f"{home}search/")
    page.wait_for_function(AWAKE)
    page.evaluate(f"""() => {{
      document.querySelector('#find_words').value = 'hts';
      document.querySelector('#find_words').dispatchEvent(new Event('input', {{ bubbles: true }}));
      document.querySelector('.find').remove();
      history.pushState(null, '', '{home}timeline/');
    }}""")
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert page.url == f"{home}timeline/"
    context.close()


def test_the_field_in_the_header_leads_to_the_search_from_a_page_that_was_put_in_place(
    browser: Browser, seed_site: Path
) -> None:
    """The theme leaves the header where it is when it puts another page in place, at whatever depth that lies."""
    context = browser.new_context(viewport=WINDOW)
    home = at_its_own_address(context, seed_site)
    page = context.new_page()
    page.goto(home)
    page.wait_for_function(AWAKE)
    page.click(".md-tabs a[href$='network/']")
    page.wait_for_selector(".explorer")
    page.fill(".find-box input", "hts")
    page.press(".find-box input", "Enter")
    page.wait_for_url(f"{home}search/?q=hts")
    context.close()


def test_choices_stay_while_other_words_are_typed(page: Page, address: str) -> None:
    """What is chosen narrows the next words too; without any it narrows everything, and can be taken back."""
    ask(page, address, "q=jolani&kind=intent")
    page.locator("#find_words").fill("hts")
    expect(page.locator(".find .found")).to_have_text("4 of 27 found. Shown: Reported intent.")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["hts"], "kind": ["intent"]}
    page.locator("#find_words").fill("")
    expect(page.locator(".find .found")).to_have_text(re.compile(r"^6 of \d+ found\. Shown: Reported intent\.$"))
    assert parse_qs(urlsplit(page.url).query) == {"kind": ["intent"]}
    assert all("Not verified" in text for text in page.locator(".find .rows .trust").all_inner_texts())
    page.uncheck(".facets input[value=intent]")
    expect(page.locator(".find .found")).to_be_empty()


def test_paper_has_no_buttons(page: Page, address: str) -> None:
    """What is printed of a search is what was asked and what was found: nobody can press anything on paper."""
    ask(page, address, "q=hts")
    page.emulate_media(media="print")
    assert page.locator(".find .rows li:visible").count() and page.locator(".find input[name=q]").is_visible()
    assert not page.locator(".find button:visible").count()


def test_narrowed_hits_tell_too_that_words_were_not_found(page: Page, address: str) -> None:
    """What nothing has is said first, whatever is chosen: else a reader takes the rest for hits of all words."""
    ask(page, address, "q=hts+zzzz&kind=intent")
    missed = "Nothing has both words. Found with one of them: 27."
    expect(page.locator(".find .found")).to_have_text(f"{missed} 4 of 27 found. Shown: Reported intent.")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("😀 🔥", "Nothing has “\u2068😀 🔥\u2069”"),
        ("the of and", "There is nothing to look for in “\u2068the of and\u2069”"),
        ("x" * 300, f"Nothing has “\u2068{'x' * 60}…\u2069”"),
        (".*[a-z]+(?:hts)?\\", "Nothing has both words. Found with one of them:"),
        ("zzzq hts zzzv", "Nothing has all 3 words. Found with 1 of them: 27."),
        ("<marquee>zzzq", "Nothing has “\u2068<marquee>zzzq\u2069”"),
    ],
)
def test_whatever_is_typed_is_answered(page: Page, address: str, typed: str, told: str) -> None:
    """Signs, words that are everywhere, long ones and markup do no harm, and the answer repeats what was asked."""
    page.set_viewport_size({"width": 390, "height": 800})
    ask(page, address, urlencode({"q": typed}))
    assert page.locator(".find .found").inner_text().startswith(told)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_command_gives_ranked_hits(seed: Path, seed_site: Path) -> None:
    """`dossier find --format json` gives the hits of the site in its order, each with its words on trust."""
    command = [sys.executable, "-m", "generator", "find", "الجولاني", "--site", str(seed), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, env={**os.environ, "NO_COLOR": "1"})
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    own = finder(seed_site)
    assert [hit["address"] for hit in told["hits"]] == [own.hit(n)["href"] for n in own.find("الجولاني").hits]
    assert [hit["rank"] for hit in told["hits"]] == list(range(1, len(told["hits"]) + 1))
    assert told["hits"][0]["id"] == "abu-muhammad-al-julani"
    assert all("not verified" in hit["trust"].lower() for hit in told["hits"])
