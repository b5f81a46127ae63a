"""A build, or a check, of what nothing has changed of reads nothing, and anything that did change is noticed."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.build import build, build_into
from generator.judgement import check
from generator.problems import has_errors
from generator.seal import CALM, Built, Checked, SealOfBuild, SealOfCheck
from generator.templates import _environment
from tests.repositories import commit, start
from tests.site.conftest import copy_of_the_site

ENVIRON = {"HOME": "/nowhere"}
LATER = CALM + 1_000_000_000


@pytest.fixture(scope="module")
def built_before(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """What came of a site in a repository, built once; to be copied only."""
    site = copy_of_the_site(start(tmp_path_factory.mktemp("sealed") / "site"))
    (site / ".gitignore").write_text(".cache/\n/site\n.site.builds/\n")
    (site / "evidence").mkdir()
    commit(site, "2026-01-02")
    return sealed(site)


@pytest.fixture
def site(built_before: Built, tmp_path: Path) -> Path:
    """That site, copied, and sealed as if everything had been calm for long."""
    site = shutil.copytree(built_before.out.parent, tmp_path / "site", symlinks=True)
    seal_of(site).put(replace(built_before, out=site / "site"))
    assert unbroken(site) is not None
    return site


def seal_of(site: Path) -> SealOfBuild:
    return SealOfBuild(site, site / "site", ENVIRON, time.time_ns() + LATER)


def sealed(site: Path) -> Built:
    seal = seal_of(site)
    built = build(site, environ=ENVIRON, tell=lambda step: None)
    seal.put(built)
    return built


def unbroken(site: Path, **environ: str) -> Built | None:
    return SealOfBuild(site, site / "site", ENVIRON | environ, time.time_ns()).unbroken()


def test_nothing_changed(site: Path) -> None:
    """What comes of a build that is not done is what came of the last one, but that nothing was made."""
    again = sealed(site)
    found = unbroken(site, TERM="dumb", PWD="/elsewhere", MAKELEVEL="1")
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


def linked(name: str) -> Callable[[Path], None]:
    def link(site: Path) -> None:
        moved = site / name
        moved.rename(site / "elsewhere")
        moved.symlink_to(site / "elsewhere")

    return link


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": written("data/groups/hts.yml"),
    "a record, with its size and time as they were": same_size_and_time,
    "a record more": written("data/groups/a-new-one.yml"),
    "a record less": lambda site: (site / "data" / "groups" / "hts.yml").unlink(),
    "a record in another place": lambda site: (site / "data/groups/hts.yml").rename(site / "data/people/hts.yml"),
    "a record where Python keeps what it compiled": written("data/groups/__pycache__/a-new-one.yml"),
    "a folder more": lambda site: (site / "data" / "campaigns").mkdir(),
    "the settings": written("mkdocs.yml"),
    "a page": written("dossiers/index.md"),
    "a template": written("templates/claim.html"),
    "a copy": written("evidence/0123"),
    "a commit": lambda site: commit(site, "2026-01-04", {"notes.txt": "Nothing."}),
    "a commit of no file": lambda site: commit(site, "2026-01-04"),
    "the built site": lambda site: (site / "site" / "index.html").write_bytes(b""),
    "a file less in the built site": lambda site: (site / "site" / "index.html").unlink(),
    "a file more in the built site": lambda site: (site / "site" / "groups" / "hts" / "new.html").write_bytes(b""),
    "a folder more in the built site": lambda site: (site / "site" / "groups" / "new").mkdir(),
    "a link in the place of a file of the built site": linked("site/groups/hts/index.html"),
    "a link in the place of a folder of the built site": linked("site/groups/hts"),
    "no built site": lambda site: (site / "site").unlink(),
    "another built site": lambda site: shutil.rmtree(site / ".site.builds"),
    "the seal": lambda site: (site / ".site.builds" / "seal").write_text("[1, 2]"),
}


CHANGES_OF_DATA = [name for name in CHANGES if "built site" not in name and name != "the seal"]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_breaks_the_seal(site: Path, change: str) -> None:
    """Whatever changes of what a site is made of, or of the built site, it is looked at again."""
    CHANGES[change](site)
    assert unbroken(site) is None


def test_the_first_build_of_a_program_is_sealed(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program compiles for itself as it builds, its templates among it, is no part of what it rests on."""
    program = tmp_path / "program"
    (program / "__pycache__").mkdir(parents=True)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("generator.seal._HERE", program)
    monkeypatch.setattr("generator.templates.__file__", str(program / "templates.py"))
    monkeypatch.setattr("generator.templates._environment", cache(_environment.__wrapped__))
    same_size_and_time(site)
    assert sealed(site).made
    assert [*program.rglob("templates.*")], "templates were compiled"
    assert unbroken(site) is not None


def test_what_python_compiles_for_itself_is_no_part_of_it(site: Path) -> None:
    """An extension of the site's own that ran, and was compiled as it did, changes nothing."""
    written("look/__pycache__/extension.cpython-311.pyc")(site)
    sealed(site)
    written("look/__pycache__/another.cpython-311.pyc")(site)
    assert unbroken(site) is not None


def test_the_environment_is_part_of_it(site: Path) -> None:
    """Settings may come from the environment, so another one breaks the seal."""
    assert unbroken(site, SITE_URL="https://elsewhere.example/") is None


def from_a_disk(site: Path) -> None:
    build(site, site / "site", environ=ENVIRON, tell=lambda step: None, offline=True)


def from_mkdocs(site: Path) -> None:
    build_into(site, site / "site", environ=ENVIRON | {"SITE_URL": "https://elsewhere.example/"})


@pytest.mark.parametrize("other", [from_a_disk, from_mkdocs])
def test_a_build_without_a_seal_breaks_that_of_another_one(site: Path, other: Callable[[Path], None]) -> None:
    """Where the last build is not the one that was sealed, the next makes the site as it was then."""
    before = contents(site / "site")
    other(site)
    assert contents(site / "site") != before
    assert unbroken(site) is None
    sealed(site)
    assert contents(site / "site") == before


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_libraries_are_part_of_it(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a library was installed, removed or upgraded since, a build and a check are done again."""
    libraries = tmp_path / "libraries"
    (libraries / "one-1.0.dist-info").mkdir(parents=True)
    monkeypatch.setattr("sysconfig.get_paths", lambda: {"purelib": str(libraries)})
    sealed(site)
    checked(site)
    assert unbroken(site) is not None
    assert known(site) is not None
    (libraries / "one-1.0.dist-info").rename(libraries / "one-1.1.dist-info")
    assert unbroken(site) is None
    assert known(site) is None


def test_what_lies_outside_of_the_site_is_part_of_it(tmp_path: Path) -> None:
    """Copies in a folder elsewhere, and pages that a link leads to, are looked at too."""
    site = copy_of_the_site(tmp_path / "site")
    copies = tmp_path / "copies"
    copies.mkdir()
    (site / "dossiers").rename(tmp_path / "pages")
    (site / "dossiers").symlink_to("../pages")
    environ = ENVIRON | {"DOSSIER_EVIDENCE": str(copies)}
    for path in (copies / "0123", tmp_path / "pages" / "index.md"):
        seal = SealOfBuild(site, site / "site", environ, time.time_ns() + LATER)
        seal.put(build(site, environ=environ, tell=lambda step: None))
        assert SealOfBuild(site, site / "site", environ, time.time_ns()).unbroken() is not None
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
        assert SealOfBuild(site, site / "site", environ, time.time_ns()).unbroken() is None


def test_a_change_while_the_build_is_at_work_is_not_sealed(site: Path) -> None:
    """What was edited, or removed, after a build began may have been read before or after: it is read again."""
    for change in (written("data/groups/hts.yml"), lambda site: (site / "quotes.lock").unlink()):
        seal = SealOfBuild(site, site / "site", ENVIRON, time.time_ns() + LATER)
        built = build(site, environ=ENVIRON, tell=lambda step: None)
        change(site)
        seal.put(built)
        assert unbroken(site) is None


def test_a_fresh_edit_is_not_sealed(site: Path) -> None:
    """What was written right before a build could be written again without any sign of it."""
    written("data/groups/hts.yml")(site)
    seal = SealOfBuild(site, site / "site", ENVIRON, time.time_ns())
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


def checked(site: Path, environ: dict[str, str] = ENVIRON) -> Checked:
    """Check a site and seal that, as if everything had been calm for long."""
    seal = SealOfCheck(site, environ, time.time_ns() + LATER)
    found = check(site, environ=environ, tell=lambda step: None)
    seal.put(found)
    return found


def known(site: Path, environ: dict[str, str] = ENVIRON) -> Checked | None:
    return SealOfCheck(site, environ, time.time_ns()).unbroken()


def test_a_check_is_not_done_twice(site: Path) -> None:
    """What a check found is told again where nothing has changed: faults with their places, and how many quotes."""
    (site / "data" / "groups" / "hts.yml").write_text("nme: HTS\n", "utf-8")
    found = checked(site)
    assert has_errors(found.problems)
    again = known(site)
    assert again is not None
    assert again == replace(found, roots=())


@pytest.mark.parametrize("change", CHANGES_OF_DATA)
def test_any_change_breaks_the_seal_of_a_check(site: Path, change: str) -> None:
    """Whatever changes of what is checked, it is checked again."""
    checked(site)
    assert known(site) is not None
    CHANGES[change](site)
    assert known(site) is None


def test_a_build_does_not_break_the_seal_of_a_check(site: Path) -> None:
    """A check reads nothing that was built, wherever it lies."""
    checked(site)
    build(site, environ=ENVIRON, tell=lambda step: None, fresh=True)
    build(site, site / "elsewhere", environ=ENVIRON, tell=lambda step: None)
    assert (site / "elsewhere" / "index.html").is_file()
    assert known(site) is not None


@pytest.mark.parametrize("name", ["over/.icons/logo.svg", "dossiers/.well-known/security.txt"])
def test_a_name_with_a_dot_counts_in_what_is_read(tmp_path: Path, name: str) -> None:
    """Icons of the site's own, and files for a host that are published beside the pages, may begin with a dot."""
    site = copy_of_the_site(tmp_path / "site")
    written(name)(site)
    settings = site / "mkdocs.yml"
    named = settings.read_text("utf-8").replace("theme:\n", "theme:\n  custom_dir: over\n")
    (site / "over").mkdir(exist_ok=True)
    settings.write_text(f"exclude_docs: '!.well-known/'\n{named}", "utf-8")
    sealed(site)
    checked(site)
    written(".venv/anything")(site)
    assert unbroken(site) is not None
    assert known(site) is not None
    written(name)(site)
    assert unbroken(site) is None
    assert known(site) is None


def test_settings_may_be_inherited_from_elsewhere(tmp_path: Path) -> None:
    """A file outside of the site's folder that `mkdocs.yml` inherits from is looked at too."""
    site = copy_of_the_site(tmp_path / "site")
    (tmp_path / "common.yml").write_text("copyright: Nobody\n", "utf-8")
    settings = site / "mkdocs.yml"
    settings.write_text(f"INHERIT: ../common.yml\n{settings.read_text('utf-8')}", "utf-8")
    sealed(site)
    checked(site)
    assert unbroken(site) is not None
    assert known(site) is not None
    (tmp_path / "common.yml").write_text("copyright: Anyone\n", "utf-8")
    assert unbroken(site) is None
    assert known(site) is None


@pytest.mark.parametrize("faulty", ["copyright: [\n", "- a list\n", "INHERIT: further.yml\n", None])
@pytest.mark.parametrize("name", ["../common.yml", ".common.yml"])
def test_settings_that_cannot_be_inherited_are_looked_at_too(tmp_path: Path, name: str, faulty: str | None) -> None:
    """A fault in a file that `mkdocs.yml` inherits from is told no longer than it is there, wherever that file lies."""
    site = copy_of_the_site(tmp_path / "site")
    settings = site / "mkdocs.yml"
    settings.write_text(f"INHERIT: {name}\n{settings.read_text('utf-8')}", "utf-8")
    if faulty:
        (site / name).write_text(faulty, "utf-8")
    assert has_errors(checked(site).problems)
    assert known(site) is not None
    (site / name).with_name("further.yml").write_text("copyright: Nobody\n", "utf-8")
    if "further" not in (faulty or ""):
        (site / name).write_text("copyright: Nobody\n", "utf-8")
    assert known(site) is None
    assert not has_errors(checked(site).problems)


def test_a_folder_in_the_place_of_a_link_is_looked_at(tmp_path: Path) -> None:
    """What lay elsewhere behind a link and is moved into its place is the same, and no link any more."""
    site = copy_of_the_site(tmp_path / "site")
    (site / "data" / "groups").rename(tmp_path / "groups")
    (site / "data" / "groups").symlink_to(tmp_path / "groups")
    assert "M111" in {problem.code for problem in checked(site).problems}
    assert known(site) is not None
    (site / "data" / "groups").unlink()
    (tmp_path / "groups").rename(site / "data" / "groups")
    assert known(site) is None


def test_a_folder_that_may_be_read_now_is_looked_at(site: Path) -> None:
    """An empty folder that nobody might read was a fault; that it may be read is seen, though it holds nothing."""
    (site / "data" / "campaigns").mkdir(mode=0o300)
    checked(site)
    assert known(site) is not None
    (site / "data" / "campaigns").chmod(0o700)
    assert known(site) is None


@pytest.mark.parametrize("change", ["an edit", "another theme"])
def test_a_theme_may_lie_elsewhere(tmp_path: Path, change: str) -> None:
    """What several sites share, be it through a link that leads to one of its versions, is looked at too."""
    site = copy_of_the_site(tmp_path / "site")
    for version in ("1", "2"):
        (tmp_path / "themes" / version).mkdir(parents=True)
        (tmp_path / "themes" / version / "main.html").write_text('{% extends "base.html" %}\n', "utf-8")
    (tmp_path / "themes" / "now").symlink_to("1")
    settings = site / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("theme:\n", "theme:\n  custom_dir: ../themes/now\n"))
    sealed(site)
    checked(site)
    assert unbroken(site) is not None
    if change == "an edit":
        (tmp_path / "themes" / "1" / "main.html").write_text('{% extends "base.html" %}{# edited #}\n', "utf-8")
    else:
        (tmp_path / "themes" / "now").unlink()
        (tmp_path / "themes" / "now").symlink_to("2")
    assert unbroken(site) is None
    assert known(site) is None


def test_copies_elsewhere_are_part_of_a_check(tmp_path: Path) -> None:
    """Quotes are held against copies in a folder that may lie anywhere."""
    site = copy_of_the_site(tmp_path / "site")
    (tmp_path / "copies").mkdir()
    environ = ENVIRON | {"DOSSIER_EVIDENCE": str(tmp_path / "copies")}
    checked(site, environ)
    assert known(site, environ) is not None
    (tmp_path / "copies" / "0123").write_text("\n", "utf-8")
    assert known(site, environ) is None


def test_a_folder_that_holds_the_site_is_not_looked_at(tmp_path: Path) -> None:
    """Where copies are looked for in a folder with the site in it, be it the whole disk, nothing is sealed."""
    site = copy_of_the_site(tmp_path / "site")
    environ = ENVIRON | {"DOSSIER_EVIDENCE": "/"}
    checked(site, environ)
    assert SealOfCheck(site, environ, time.time_ns()).unbroken() is None
