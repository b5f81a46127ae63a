"""What whole-site tests share: sites that are built once, and a page of a browser that is opened once a file."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import runs
from generator.build import build
from generator.report import report
from tests.awkward import awkward_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, ViewportSize

ROOT = Path(__file__).parents[2]
ENVIRON = {
    "SITE_URL": "https://dossiers.example/under/",
    "EDIT_URL": "https://git.example/edit/main/{path}",
    "REPORT_URL": "https://git.example/report",
}


@pytest.fixture(scope="module", autouse=True)
def one_run_of_the_engine_for_all(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Let a site whose frames were made in another place before find them in its cache: a run takes a second.

    It is named by all that it is made of, and only copied; all processes of tests share it. What commands run in
    processes of their own, and what is about runs themselves, makes its own.
    """
    if request.path.name == "test_engine.py":
        yield
        return
    store = shared_by_all(tmp_path_factory) / "runs"

    def found(made: Path, make: Callable[[Path], runs.Run], *, fresh: bool = False) -> runs.Run:
        known = store / made.name
        if known.is_dir() and not made.exists() and not fresh:
            shutil.copytree(known, made)
        run = runs.kept(made, make, fresh=fresh)
        if not known.is_dir():
            shutil.copytree(made, work := known.with_name(f"{known.name}.{os.getpid()}"))
            with suppress(OSError):  # another process was faster
                work.rename(known)
        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.engine.kept", found)
        yield


WINDOW: ViewportSize = {"width": 1280, "height": 900}
_EDITIONS = re.compile(r"^    languages:\n(?:      .*\n)+", re.MULTILINE)


def copy_of_the_site(folder: Path, *, editions: bool = False) -> Path:
    """Copy what the site is made of, and nothing that was built from it; its main edition alone, if not asked for all.

    A second edition doubles each build, of which some tests need a dozen.
    """
    for name in ("data", "dossiers"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "quotes.lock"):
        shutil.copy(ROOT / name, folder)
    if not editions:
        config = folder / "mkdocs.yml"
        alone, number = _EDITIONS.subn("", config.read_text("utf-8"))
        assert number == 1
        config.write_text(alone, "utf-8")
        for page in folder.glob("dossiers/*.ar.md"):
            page.unlink()
    return folder


def built(site: Path, monkeypatch: pytest.MonkeyPatch, **environ: str) -> Path:
    """Build a site in its own folder and return where it is; its errors fail the test."""
    for name in ENVIRON:
        monkeypatch.delenv(name, raising=False)
    done = build(site, environ=environ, tell=lambda step: None)
    assert not report([p for p in done.problems if p.severity == "error"], "text", site)
    return done.out


def shared_by_all(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of this run of the tests have."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def built_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """Return where the site that `make` writes is built: by the first process of a test run that needs it, for all."""
    shared = shared_by_all(factory)
    site, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock, pytest.MonkeyPatch.context() as monkeypatch:
        # Not flock: that would pass to the forked workers of a build.
        fcntl.lockf(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(site, ignore_errors=True)
            site.mkdir()
            built(make(site), monkeypatch, **ENVIRON)
            done.touch()
    return site / "site"


def at_its_own_address(context: BrowserContext, site: Path) -> str:
    """Let a browser find a built site at the address that it was built for, without a server; return that address.

    Only there does the theme put pages in place without loading them: it goes by the addresses of the sitemap.
    """
    home = ENVIRON["SITE_URL"]

    def answer(route: Route) -> None:
        path = site / route.request.url.removeprefix(home).partition("?")[0].partition("#")[0]
        path = path / "index.html" if path.is_dir() else path
        route.fulfill(path=path) if path.is_file() else route.fulfill(status=404)

    context.route(f"{home}**", answer)
    return home


@contextmanager
def watched(page: Page) -> Iterator[list[Error]]:
    """Note in a list what fails in the scripts of a page while the block runs."""
    errors: list[Error] = []

    def note(error: Error) -> None:
        errors.append(error)

    page.on("pageerror", note)
    yield errors
    page.goto("about:blank")  # now all is told
    page.remove_listener("pageerror", note)


SETTLED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
})"""
"""Waits in a browser until what has been done to a page is painted; gives the moment."""
AWAKE = """() => document.readyState === "complete"
  && performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/sitemap.xml"))"""
"""Waits in a browser until all scripts of a page have run and the theme knows which pages it may put in place itself.

That nothing has been loading for half a second is no sign of it where the machine is busy."""


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project's own site, to be read and built only."""
    return copy_of_the_site(tmp_path_factory.mktemp("seed"), editions=True)


@pytest.fixture(scope="session")
def seed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the seed, with all settings that come from the environment; to be read only."""
    return built_once(tmp_path_factory, "seed-built", lambda folder: copy_of_the_site(folder, editions=True))


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of everything that is hard on a page, to be read and built only."""
    return awkward_site(tmp_path_factory.mktemp("awkward"))


@pytest.fixture(scope="session")
def awkward_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of everything that is hard on a page; to be read only."""
    return built_once(tmp_path_factory, "awkward-built", awkward_site)


@pytest.fixture(scope="module")
def kept_page(browser: Browser) -> Iterator[Page]:
    """The page that the tests of a file share: a context starts processes, and compiles all scripts anew."""
    context = browser.new_context(viewport=WINDOW, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def page(kept_page: Page) -> Page:
    """A page as if just opened: for tests that leave nothing behind but what is stored, shown or emulated.

    What listens to a page, answers for it or sets its clock stays with it; what it has loaded before, it does not ask
    for again. Tests that do or mind such things take `own_page`.
    """
    if kept_page.url.startswith(("http:", "file:")):
        kept_page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    kept_page.goto("about:blank")
    kept_page.emulate_media(
        media="null", color_scheme="null", reduced_motion="null", forced_colors="null", contrast="null"
    )
    kept_page.set_viewport_size(WINDOW)
    kept_page.mouse.move(0, 0)
    return kept_page


@pytest.fixture
def own_page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own: nothing is stored, kept, listened to or answered for by another test."""
    context = browser.new_context(viewport=WINDOW)
    yield context.new_page()
    context.close()
