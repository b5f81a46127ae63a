"""The same site by other ways: other engines, plain `mkdocs build`, `dossier serve`, a type that is configured."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from functools import partial
from itertools import takewhile
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator import brief as brief_module
from generator.build import build, made_of
from generator.derived import PAGES_WITH_INSTANT_NAVIGATION, deriving
from generator.problems import has_errors
from generator.readers import Readers
from generator.report import report
from generator.serve import serve
from tests.corpora import write_site
from tests.site.conftest import ENVIRON, ROOT, built, copy_of_the_site
from tests.site.test_command import CONFIG, GOOD


def pages(site: Path) -> set[str]:
    root = site.resolve()
    return {path.relative_to(root).as_posix() for path in root.rglob("*.html")}


def article(site: Path, address: str) -> str:
    node = LexborHTMLParser((site / address / "index.html").read_text("utf-8")).css_first("article.record")
    return node.html if node else ""


@pytest.mark.parametrize("engine", ["properdocs", "zensical"])
def test_other_engines_build_the_same_site(
    seed_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    """With another engine the same pages come out, with the same records in them and a search that knows them."""
    site = copy_of_the_site(tmp_path, editions=True)
    config = site / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  dossier:\n", f"  dossier:\n    engine: {engine}\n"), "utf-8")
    made = built(site, monkeypatch, **ENVIRON)
    assert pages(made) == pages(seed_site)
    for address in ("groups/hts", "claims/share-of-foreign-militants", "sources/syrian-observer-hts-foreign-fighters"):
        assert article(made, address)
        assert article(made, address) == article(seed_site, address)


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_the_engine_alone_gives_the_whole_site(seed_site: Path, tmp_path: Path, engine: str) -> None:
    """Plain `mkdocs build` (and ProperDocs') on the same folder gives every page of the site, through the hook."""
    site = copy_of_the_site(tmp_path, editions=True)
    (site / "generator").symlink_to(ROOT / "generator")
    command = [sys.executable, "-m", engine, "build", "--quiet", "--site-dir", str(tmp_path / "out")]
    environment = {**os.environ, **ENVIRON, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    assert pages(tmp_path / "out") == pages(seed_site)
    hts = "groups/hts/index.html"
    assert (tmp_path / "out" / hts).read_bytes() == (seed_site / hts).read_bytes()


def test_plain_builds_and_our_own_take_turns(tmp_path: Path) -> None:
    """`mkdocs build` into `site`, then `dossier build`, then `mkdocs build` again: each works, whoever was first."""
    site = write_site(tmp_path, GOOD, f"{CONFIG}hooks: [generator/mkdocs_hook.py]\n")
    (site / "generator").symlink_to(ROOT / "generator")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    made = []
    for place in range(4):
        (site / "data" / "groups" / "some-group.yml").write_text(f"name: Group number {place}\n", "utf-8")
        if place % 2:
            assert not has_errors(build(site, environ={}, tell=lambda step: None).problems)
        else:
            done = subprocess.run(command, cwd=site, capture_output=True, text=True, timeout=200)
            assert done.returncode == 0, done.stdout + done.stderr
        made.append((site / "site").is_symlink())
        assert f"Group number {place}" in (site / "site" / "groups" / "some-group" / "index.html").read_text("utf-8")
        assert (site / "site" / "404.html").is_file()
    assert made == [False, True, True, True]


def test_a_type_needs_configuration_only(tmp_path: Path) -> None:
    """A few lines of configuration give a new type its folder, its index, its dossiers and its place in the tabs."""
    config = f"""{CONFIG.replace("font: false", "font: false, features: [navigation.tabs]")}
nav: [{{Home: index.md}}, {{Campaigns: campaigns/}}]
extra:
  dossier:
    types:
      campaign: {{folder: campaigns, singular: Campaign, plural: Campaigns, icon: material/flag, like: event}}
"""
    claims = GOOD["data/claims/all.yml"].replace("did something", "took part in [[some-campaign]]")
    files = {**GOOD, "data/campaigns/some-campaign.yml": "name: Some campaign\n", "data/claims/all.yml": claims}
    site = write_site(tmp_path / "site-folder", files, config)
    done = build(site, environ={}, tell=lambda step: None)
    assert not has_errors(done.problems), report(done.problems, "text", site)
    dossier = LexborHTMLParser((done.out / "campaigns" / "some-campaign" / "index.html").read_text("utf-8"))
    assert dossier.css_first("h1").text(strip=True) == "Some campaign"
    assert "Campaign" in dossier.css_first(".kicker").text()
    assert "Some campaign" in (done.out / "campaigns" / "index.html").read_text("utf-8")
    assert "Campaigns" in dossier.css_first(".md-tabs__item--active").text()


@pytest.mark.parametrize(("room", "kept"), [(0, True), (-1, False)])
def test_instant_navigation_depends_on_the_number_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, kept: bool
) -> None:
    """It is on up to the limit and off above it, and what is counted are the pages that the sitemap lists."""
    config = CONFIG.replace("font: false", "font: false, features: [navigation.instant]")
    data = {**GOOD, "data/groups/some-group.yml": "name: Some group\nformerly: [other-group]\n"}
    site = write_site(tmp_path / "site-folder", data, f"{config}site_url: https://dossiers.example/\n")
    first = build(site, environ={}, tell=lambda step: None)
    listed = (first.out / "sitemap.xml").read_text("utf-8").count("<loc>")
    assert listed > 10
    monkeypatch.setattr(brief_module, "PAGES_WITH_INSTANT_NAVIGATION", listed + room)
    monkeypatch.setattr(deriving, "PAGES_WITH_INSTANT_NAVIGATION", listed + room)
    made = build(site, environ={}, tell=lambda step: None)
    home = (made.out / "index.html").read_text("utf-8")
    assert ("navigation.instant" in home) == kept
    assert PAGES_WITH_INSTANT_NAVIGATION == 2_000


def test_serving_follows_changes(tmp_path: Path) -> None:
    """A served page listens for the next build; after an edit it is built anew and every listener is told."""
    site = write_site(tmp_path / "site-folder", GOOD, CONFIG)
    said: list[str] = []
    ready, stop = threading.Event(), threading.Event()

    def say(words: str) -> None:
        said.append(words)
        if words.startswith("serving on "):
            ready.set()

    def rebuild(readers: Readers) -> str:
        done = build(site, environ={}, tell=lambda step: None)
        return f"{len(done.problems)} problems"

    followed = partial(made_of, site, environ={})
    thread = threading.Thread(target=serve, args=(site, None, 0, rebuild, say, followed, stop), daemon=True)
    thread.start()
    assert ready.wait(60)
    home = next(words for words in said if words.startswith("serving on ")).split()[2]
    page = f"{home}groups/some-group/"
    before = urllib.request.urlopen(page, timeout=20).read().decode()
    assert ".reload.js" in before
    assert ".reload.js" not in (site / "site" / "groups" / "some-group" / "index.html").read_text("utf-8")
    with urllib.request.urlopen(f"{home}.reload", timeout=60) as events:
        (site / "data" / "groups" / "some-group.yml").write_text("name: Another name\n", "utf-8")
        deadline = time.monotonic() + 60  # each read ends by itself, but keep-alive lines would come for ever
        lines = iter(events.readline, b"")
        told = (line == b"event: built\n" for line in takewhile(lambda _: time.monotonic() < deadline, lines))
        assert any(told)
    assert "Another name" in urllib.request.urlopen(page, timeout=20).read().decode()
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{home}nowhere/", timeout=20)
    assert missing.value.code == 404
    stop.set()
    thread.join(20)
    assert not thread.is_alive()


def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    """Serving on a port that somebody else uses is wrong use, told with what to do, before anything is built."""
    import socket

    site = write_site(tmp_path / "site-folder", GOOD, CONFIG)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [
            sys.executable,
            "-m",
            "generator",
            "serve",
            "--site",
            str(site),
            "--port",
            str(taken.getsockname()[1]),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 2
    assert "choose another with --port" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (site / "site").exists()
