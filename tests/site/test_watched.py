"""What a reader's browser gives away: nothing to other hosts, no trace on the disk, and no script but the site's own.

The pages are opened on a server, under another path than that of the site's address, and from the disk.
"""

from __future__ import annotations

import csv
import re
import shutil
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from generator.build import build
from generator.policy import allowed
from generator.readers import Readers
from generator.serve import Handler
from scripts.links import served
from tests.awkward import kinds_of_pages
from tests.corpora import write_site
from tests.repositories import commit, start

from .conftest import AWAKE, ENVIRON, ROOT, SETTLED, at_its_own_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OWN_SCRIPTS = sorted((ROOT / "templates" / "assets").glob("*.js"))
KEEPING_OR_SENDING = re.compile(
    r"document\.cookie|(?:local|session)Storage|indexedDB|\bcaches\b|sendBeacon|XMLHttpRequest|WebSocket|EventSource"
)


class Watcher:
    """Notes what a page does that it must not: `amiss` stays empty."""

    def __init__(self, page: Page, origin: str) -> None:
        """Begin to watch a page whose every request begins with the origin."""
        self.amiss: list[str] = []
        page.on("console", lambda message: self._note(message.type in ("error", "warning"), message.text))
        page.on("pageerror", lambda error: self._note(True, str(error)))
        page.on("request", lambda request: self._note(not request.url.startswith((origin, "data:")), request.url))
        # What is still on its way when the next page is opened is aborted, and broke nothing.
        page.on("requestfailed", lambda request: self._note(request.failure != "net::ERR_ABORTED", request.url))
        page.on("response", lambda response: self._note(response.status >= 400, f"{response.status} {response.url}"))

    def _note(self, amiss: bool, words: str) -> None:
        if amiss:
            self.amiss.append(words)


@pytest.fixture(scope="module")
def kinds(awkward: Path) -> dict[str, str]:
    return kinds_of_pages(awkward)


@pytest.fixture(scope="module")
def address(awkward_built: Path) -> Iterator[str]:
    """The address of the site, under another path than its own."""
    with served(awkward_built.parent) as address:
        yield f"{address}{awkward_built.name}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_no_page_breaks_its_policy_or_asks_another_host(page: Page, address: str, kinds: dict[str, str]) -> None:
    """Every kind of page loads without a violation, an error, a missing file or a request to anybody else."""
    watcher = Watcher(page, address)
    for kind, place in kinds.items():
        page.goto(address + place)  # scripts that scripts ask for hold back the end of loading
        page.evaluate(SETTLED)
        assert watcher.amiss == [], kind
    page.goto(f"{address}groups/once-twelve/")
    page.wait_for_url(f"{address}groups/twelve-claims/")
    assert watcher.amiss == []


def test_the_page_for_missing_ones_keeps_the_policy(awkward_built: Path) -> None:
    """The page that a server shows in place of a missing one has the policy of all others."""
    policies = {
        re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', path.read_text("utf-8"))[0]
        for path in (awkward_built / "404.html", awkward_built / "index.html", awkward_built / "claims" / "index.html")
    }
    (policy,) = policies
    assert not any("unsafe" in source for source in allowed(policy))


def test_the_policy_is_in_force(page: Page, address: str) -> None:
    """A browser runs no script and loads no picture that somebody smuggled into a page."""
    page.goto(address)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    ran = page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.smuggled = true";
          document.body.append(script, Object.assign(new Image(), { src: "https://elsewhere.example/x.png" }));
          const link = Object.assign(document.createElement("p"), { innerHTML: "<b onclick='smuggled = 1'>x</b>" });
          link.firstChild.click();
          return Boolean(window.smuggled);
        }"""
    )
    page.wait_for_timeout(100)
    assert not ran
    assert sum("Content Security Policy" in words for words in said) >= 2


def test_nothing_is_broken_after_instant_navigation(
    page: Page, awkward: Path, tmp_path: Path, kinds: dict[str, str]
) -> None:
    """Pages that the theme puts in place without loading them, at every depth, keep the policy too."""
    recorded = start(tmp_path / "recorded")
    shutil.copytree(awkward, recorded, ignore=shutil.ignore_patterns(".*", "site"), dirs_exist_ok=True)
    commit(recorded, "2024-05-01")  # with a history, pages tell of feeds
    done = build(recorded, tmp_path / "site", environ=ENVIRON, tell=lambda step: None)
    assert not [problem for problem in done.problems if problem.severity == "error"]
    address = at_its_own_address(page.context, tmp_path / "site")
    watcher = Watcher(page, address)
    page.goto(address + kinds["long dossier"])
    page.wait_for_function(AWAKE)
    page.evaluate("window.first = true")
    for place in (kinds["claim"], kinds["claim-index"], "", kinds["mentions"], kinds["words"], kinds["source"]):
        page.evaluate(
            """(href) => {
              const link = Object.assign(document.createElement("a"), { href });
              document.body.append(link);
              link.click();
            }""",
            address + place,
        )
        page.wait_for_function("title => document.title === title", arg=title(page, address + place))
        page.wait_for_load_state("networkidle")
        assert watcher.amiss == [], place
    assert page.evaluate("window.first"), "a page was loaded anew"


def title(page: Page, address: str) -> str:
    """Return the title that the page at an address has."""
    found: str = page.evaluate(
        "async (address) => new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html').title",
        address,
    )
    return found


def test_nothing_is_kept_but_the_colour_scheme(page: Page, address: str, kinds: dict[str, str]) -> None:
    """After a walk through the site no cookie is set, and nothing is stored but what a reader chose."""
    for kind in ("dossier", "claim", "claim-index", "home"):
        page.goto(address + kinds[kind])
    page.locator("label[for=__palette_1]").click()
    page.goto(address)
    assert page.context.cookies() == []
    kept = page.evaluate("Object.keys(localStorage)")
    assert [re.sub(r".*\.", "", key) for key in kept] == ["__palette"]
    assert page.evaluate("sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases()") == []
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_other_hosts_do_not_learn_where_a_reader_comes_from(page: Page, address: str) -> None:
    """Who follows a link out of the site arrives without a word on the page that it stands on."""
    page.route("https://elsewhere.example/**", lambda route: route.fulfill(body="there", content_type="text/plain"))
    page.goto(address)
    link = page.locator("a[href^='https://elsewhere.example/a']")
    assert "noreferrer" in (link.get_attribute("rel") or "")
    with page.expect_request("https://elsewhere.example/**") as request:
        link.click()
    assert "referer" not in request.value.headers
    page.wait_for_url("https://elsewhere.example/**")
    assert page.evaluate("document.referrer") == ""


def test_a_page_that_is_being_worked_on_reloads_under_its_policy(
    page: Page, awkward_built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `dossier serve` adds to a page, to have it loaded anew, is allowed by the page's policy.

    It is loaded when it is shown, and not again when all is built, unless something else came of it.
    """
    readers = Readers(awkward_built)
    shown, other = "method/index.html", "index.html"
    handler = partial(Handler, readers=readers, directory=str(awkward_built))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        page.goto(f"{address}method/")
        title, loaded = page.title(), list[str]()
        page.on("load", lambda one: loaded.append(one.title()))
        lies = (awkward_built / shown).read_bytes()

        def show(title: bytes) -> None:
            readers.show(shown, re.sub(rb"<title>.*?</title>", b"<title>" + title + b"</title>", lies))

        def loads(*titles: str) -> None:
            end = time.monotonic() + 60
            while len(loaded) < len(titles) and time.monotonic() < end:
                page.wait_for_timeout(50)
            page.wait_for_timeout(700)  # whatever should not come has time to
            assert loaded == [*titles]
            loaded.clear()

        readers.show(other, b"<title>for others</title>")
        loads()
        show(b"early")
        loads("early")
        readers.built()
        loads(title)
        show(b"early")
        loads("early")
        monkeypatch.setattr("generator.readers._lies", lambda file, data: True)
        readers.built()
        loads()
        page.goto("about:blank")
        server.shutdown()


def test_a_page_that_is_being_worked_on_says_what_is_wrong(page: Page, awkward_built: Path) -> None:
    """After a build that failed, open pages say so in plain text, until it is put aside or mended."""
    readers = Readers(awkward_built)
    handler = partial(Handler, readers=readers, directory=str(awkward_built))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        watcher = Watcher(page, address)
        page.goto(f"{address}method/")
        bar, sign = page.get_by_role("alert"), page.get_by_role("status").filter(has_text="Building")
        page.wait_for_timeout(300)
        assert bar.count() == sign.count() == 0

        def fail(words: str) -> None:
            readers.building()
            readers.failed(words)
            readers.built()

        words = "data/claims/a.yml:5:13  error[C101]\n   5 |     source: <img src=x onerror=alert(1)>"
        fail(words)
        bar.get_by_text("the last good build").wait_for()
        assert bar.locator("pre").text_content() == words
        assert bar.evaluate("bar => getComputedStyle(bar).position") == "fixed", "its own style sheet is in force"
        for scheme in ("slate", "default"):
            page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
            own, around = bar.evaluate("bar => [bar, document.body].map(one => getComputedStyle(one).backgroundColor)")
            assert own == around, "it is dark where the reader chose dark"
        last = page.get_by_role("link").last
        last.focus()
        last_box, bar_box = last.bounding_box(), bar.bounding_box()
        assert last_box and bar_box
        assert last_box["y"] + last_box["height"] <= bar_box["y"], "what is reached by keyboard is not behind the bar"
        bar.get_by_role("button", name="Put aside").press("Enter")
        assert bar.count() == 0
        assert page.evaluate("document.documentElement.style.paddingBottom") == ""
        readers.built()
        page.wait_for_timeout(300)
        assert bar.count() == 0, "it was read already"
        fail("something else")
        bar.get_by_text("something else").wait_for()
        page.goto(address)
        bar.get_by_text("something else").wait_for()
        page.emulate_media(media="print")
        assert not bar.is_visible()
        page.emulate_media(media="screen")
        aside = bar.get_by_role("button", name="Put aside")
        aside.focus()
        readers.building()
        assert sign.count() == 0, "most builds are done before anybody could read it"
        sign.wait_for()
        assert aside.evaluate("one => one.getRootNode().activeElement === one"), "it takes the focus from nobody"
        with page.expect_event("load"):
            readers.built()
        page.wait_for_timeout(300)
        assert bar.count() == sign.count() == 0
        assert watcher.amiss == []
        page.goto("about:blank")
        server.shutdown()


@pytest.mark.parametrize("script", OWN_SCRIPTS, ids=[path.name for path in OWN_SCRIPTS])
def test_own_scripts_keep_and_send_nothing(script: Path) -> None:
    """No script of the program itself names what could keep a trace of a reader, or tell somebody of one."""
    assert KEEPING_OR_SENDING.findall(script.read_text("utf-8")) == []


@pytest.fixture(scope="module")
def offline(awkward: Path) -> Path:
    """The site as it is handed on: built to be opened from a disk."""
    done = build(awkward, environ=ENVIRON, tell=lambda step: None, offline=True)
    assert not [problem for problem in done.problems if problem.severity == "error"]
    assert done.out == awkward / "site-offline"
    return done.out


def test_a_site_from_a_disk_asks_nobody_and_leads_to_files(page: Page, offline: Path, kinds: dict[str, str]) -> None:
    """Every kind of page opens without a violation, an error, or a request to any host; each link leads to a file."""
    watcher = Watcher(page, offline.resolve().as_uri())
    for kind, place in kinds.items():
        page.goto((offline.resolve() / place / "index.html").as_uri())
        page.evaluate(SETTLED)
        assert watcher.amiss == [], kind
        found = page.evaluate(
            """[...document.querySelectorAll('a')].map((link) => link.href.baseVal ?? link.href).filter(Boolean)
            .map((address) => new URL(address, document.baseURI).href)"""
        )
        inside = {link for link in found if link.startswith("file:")}
        assert len(inside) > 5
        for link in inside:
            assert Path(unquote(urlsplit(link).path)).is_file(), f"{kind}: {link}"


def test_a_site_from_a_disk_is_walked_through_by_its_links(page: Page, offline: Path) -> None:
    """From the home page to a dossier, a claim, its source, a moved page, and back to the home page."""
    page.goto((offline.resolve() / "index.html").as_uri())
    page.locator(".md-content a[href='groups/long-name/index.html']").first.click()
    page.locator("h1", has_text="General Command").wait_for()
    page.locator("a.permalink[href*='twenty-reports']").first.click()
    page.wait_for_url("**/claims/twenty-reports/index.html")
    page.locator(".record a[href*='sources/report-0/']").first.click()
    page.wait_for_url("**/sources/report-0/index.html*")
    page.locator(".md-logo").first.click()
    page.wait_for_url(f"{offline.resolve().as_uri()}/index.html")
    page.goto((offline.resolve() / "groups" / "once-twelve" / "index.html").as_uri())
    page.wait_for_url("**/groups/twelve-claims/index.html")


def test_a_site_from_a_disk_hands_on_what_is_filtered(page: Page, offline: Path) -> None:
    """What is shown is downloaded from the disk too: rows of the whole download, each with its caveats."""
    watcher = Watcher(page, offline.resolve().as_uri())
    page.goto(f"{(offline.resolve() / 'claims' / 'index.html').as_uri()}?kind=act")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text("utf-8-sig").splitlines(keepends=True)))
    whole = [file.read_text("utf-8-sig") for file in (offline / "claims" / "data_files").glob("*.csv")]
    listed = [row for text in whole for row in csv.DictReader(text.splitlines(keepends=True)) if row["mode"] == "act"]
    assert rows
    assert sorted(rows, key=lambda row: row["id"]) == sorted(listed, key=lambda row: row["id"])
    assert watcher.amiss == []


def test_a_site_from_a_disk_has_nothing_for_servers(offline: Path) -> None:
    """Nobody crawls a disk or asks it for news, and no server shows a page in place of a missing one."""
    for name in ("sitemap.xml", "sitemap.xml.gz", "404.html", "corrections/atom.xml", "corrections/feed.json"):
        assert not (offline / name).exists()


def test_a_link_that_only_a_server_follows_stops_a_site_from_a_disk(tmp_path: Path) -> None:
    """A link from the root of the host, or to a folder without its slash, is fine on a server, and told on a disk."""
    page = "# Home\n\n[Timeline](/timeline/), [map](map), [claims](claims/)\n"
    config = "site_name: T\ndocs_dir: dossiers\ntheme: {name: material, font: false}\n"
    site = write_site(tmp_path / "site", {"dossiers/index.md": page}, config)
    for offline, expected in ((False, []), (True, ["/timeline/", "map"])):
        done = build(site, tmp_path / f"out-{offline}", environ={}, tell=lambda step: None, offline=offline)
        told = [problem.message for problem in done.problems if problem.code == "I001"]
        assert [message.split('"')[1] for message in told] == expected
