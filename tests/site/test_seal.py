"""A build of what nothing has changed of reads nothing, and anything that did change is noticed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import build
from generator.seal import CALM, Built, Seal
from tests.repositories import commit, start
from tests.site.conftest import copy_of_the_site

ENVIRON = {"HOME": "/nowhere"}
LATER = CALM + 1_000_000_000


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in a repository, built and sealed as if everything had been calm for long."""
    site = copy_of_the_site(start(tmp_path / "site"))
    (site / ".gitignore").write_text(".cache/\n/site\n.site.builds/\n")
    (site / "evidence").mkdir()
    commit(site, "2026-01-02")
    sealed(site)
    return site


def sealed(site: Path) -> Built:
    seal = Seal(site, site / "site", ENVIRON, time.time_ns() + LATER)
    built = build(site, environ=ENVIRON, tell=lambda step: None)
    seal.put(built)
    return built


def unbroken(site: Path, **environ: str) -> Built | None:
    return Seal(site, site / "site", ENVIRON | environ, time.time_ns()).unbroken()


def test_nothing_changed(site: Path) -> None:
    """What comes of a build that is not done is what came of the last one, but that nothing was made."""
    again = sealed(site)
    found = unbroken(site, TERM="dumb", PWD="/elsewhere")
    assert found is not None
    assert (found.counts, found.pages, found.problems) == (again.counts, again.pages, again.problems)
    assert (found.made, found.written) == (0, 0)


def written(name: str) -> Callable[[Path], None]:
    def write(site: Path) -> None:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        with (site / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    return write


def same_size_and_time(site: Path) -> None:
    path = site / "data" / "groups" / "hts.yml"
    before = path.stat()
    path.write_text(path.read_text("utf-8").replace("HTS", "STH"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": written("data/groups/hts.yml"),
    "a record, with its size and time as they were": same_size_and_time,
    "a record more": written("data/groups/a-new-one.yml"),
    "a record less": lambda site: (site / "data" / "groups" / "hts.yml").unlink(),
    "a record in another place": lambda site: (site / "data/groups/hts.yml").rename(site / "data/people/hts.yml"),
    "a folder more": lambda site: (site / "data" / "campaigns").mkdir(),
    "the settings": written("mkdocs.yml"),
    "a page": written("dossiers/index.md"),
    "a template": written("templates/claim.html"),
    "a copy": written("evidence/0123"),
    "a commit": lambda site: commit(site, "2026-01-04", {"notes.txt": "Nothing."}),
    "the built site": lambda site: (site / "site" / "index.html").write_bytes(b""),
    "a file less in the built site": lambda site: (site / "site" / "index.html").unlink(),
    "a file more in the built site": lambda site: (site / "site" / "new.html").write_bytes(b""),
    "no built site": lambda site: (site / "site").unlink(),
    "another built site": lambda site: shutil.rmtree(site / ".site.builds"),
    "the seal": lambda site: (site / ".site.builds" / "seal").write_text("[1, 2]"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_breaks_the_seal(site: Path, change: str) -> None:
    """Whatever changes of what a site is made of, or of the built site, it is looked at again."""
    CHANGES[change](site)
    assert unbroken(site) is None


def test_the_environment_is_part_of_it(site: Path) -> None:
    """Settings may come from the environment, so another one breaks the seal."""
    assert unbroken(site, SITE_URL="https://elsewhere.example/") is None


def test_what_lies_outside_of_the_site_is_part_of_it(tmp_path: Path) -> None:
    """Copies in a folder elsewhere, and pages that a link leads to, are looked at too."""
    site = copy_of_the_site(tmp_path / "site")
    copies = tmp_path / "copies"
    copies.mkdir()
    (site / "dossiers").rename(tmp_path / "pages")
    (site / "dossiers").symlink_to("../pages")
    environ = ENVIRON | {"DOSSIER_EVIDENCE": str(copies)}
    for path in (copies / "0123", tmp_path / "pages" / "index.md"):
        seal = Seal(site, site / "site", environ, time.time_ns() + LATER)
        seal.put(build(site, environ=environ, tell=lambda step: None))
        assert Seal(site, site / "site", environ, time.time_ns()).unbroken() is not None
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
        assert Seal(site, site / "site", environ, time.time_ns()).unbroken() is None


def test_a_change_while_the_build_is_at_work_is_not_sealed(site: Path) -> None:
    """What was edited, or removed, after a build began may have been read before or after: it is read again."""
    for change in (written("data/groups/hts.yml"), lambda site: (site / "quotes.lock").unlink()):
        seal = Seal(site, site / "site", ENVIRON, time.time_ns() + LATER)
        built = build(site, environ=ENVIRON, tell=lambda step: None)
        change(site)
        seal.put(built)
        assert unbroken(site) is None


def test_a_fresh_edit_is_not_sealed(site: Path) -> None:
    """What was written right before a build could be written again without any sign of it."""
    written("data/groups/hts.yml")(site)
    seal = Seal(site, site / "site", ENVIRON, time.time_ns())
    seal.put(build(site, environ=ENVIRON, tell=lambda step: None))
    assert unbroken(site) is None


def test_what_cannot_be_read_stops_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be read, a link to nowhere, or a file that goes while it is looked at, is no failure."""
    (site / "closed").mkdir()
    (site / "nowhere").symlink_to("gone")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert unbroken(site) is None
    sealed(site)
    assert unbroken(site) is not None
