"""What whole-site tests share: this project's own site, copied once and built once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.build import build
from generator.report import report
from tests.awkward import awkward_site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

ROOT = Path(__file__).parents[2]
ENVIRON = {
    "SITE_URL": "https://dossiers.example/under/",
    "EDIT_URL": "https://git.example/edit/main/{path}",
    "REPORT_URL": "https://git.example/report",
}


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


SETTLED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
})"""
"""Waits in a browser until what has been done to a page is painted; gives the moment."""


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project's own site, to be read and built only."""
    return copy_of_the_site(tmp_path_factory.mktemp("seed"), editions=True)


@pytest.fixture(scope="session")
def seed_site(seed: Path) -> Path:
    """The built site of the seed, with all settings that come from the environment."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return built(seed, monkeypatch, **ENVIRON)


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of everything that is hard on a page, to be read and built only."""
    return awkward_site(tmp_path_factory.mktemp("awkward"))


@pytest.fixture(scope="session")
def awkward_built(awkward: Path) -> Path:
    """The built site of everything that is hard on a page."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        return built(awkward, monkeypatch, **ENVIRON)
