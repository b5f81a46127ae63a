"""Libraries for browsers: pinned, fetched by setting up, and given to a site with their licences."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from generator.libraries import LIBRARIES, MODULES, Library, libraries, place_of_derived
from generator.problems import DossierError

ROOT = Path(__file__).resolve().parents[2]
WANTED = json.loads((ROOT / "package.json").read_text())
LOCKED = json.loads((ROOT / "package-lock.json").read_text())["packages"]


def test_lock_answers_package_json() -> None:
    """The lock was made for what package.json asks for; `make lock` puts it right if not."""
    for group in ("dependencies", "devDependencies"):
        assert LOCKED[""][group] == WANTED[group], "run `make lock`"


def test_lock_is_hashed_and_names_no_address() -> None:
    """Each package is pinned by its hash, and where to fetch it from is left to the machine."""
    packages = {name: package for name, package in LOCKED.items() if name}
    assert packages
    for name, package in packages.items():
        assert re.fullmatch(r"sha512-[\w+/]{86}==", package["integrity"]), name
        # An address where a package asks for money is none to fetch it from.
        assert "://" not in json.dumps({key: value for key, value in package.items() if key != "funding"}), name


def test_a_site_is_given_no_library_of_the_tests() -> None:
    """What pages load is fetched by setting the site up."""
    assert {library.package for library in LIBRARIES} <= set(WANTED["dependencies"])


def test_every_library_comes_with_its_licence() -> None:
    """Each named file is found in what was fetched, and beside it stands the licence."""
    given = dict(libraries())
    assert all(address.startswith("assets/lib/") for address in given)
    for library in LIBRARIES:
        assert f"assets/lib/{library.package}/{library.licence}" in given
        for name in library.files:
            address = f"assets/lib/{library.package}/{Path(name).name}"
            assert given[address] == (MODULES / library.package / name).read_bytes()


@pytest.mark.parametrize(
    ("has_setup", "advice"),
    [
        (True, r"one/a\.js is missing: run \S+/program/scripts/setup site"),
        (False, r"one/a\.js is missing: pip does not fetch .* in which scripts/setup site was run"),
    ],
)
def test_missing_library_says_what_to_do(tmp_path: Path, has_setup: bool, advice: str) -> None:
    """Without setting up, the message names the file and what fetches it, which the program that pip installs lacks."""
    program = tmp_path / "program"
    if has_setup:
        (program / "scripts").mkdir(parents=True)
        (program / "scripts" / "setup").touch()
    with pytest.raises(DossierError, match=advice):
        list(libraries(program / "node_modules", (Library("one", ("a.js",)),)))


def test_what_is_worked_out_of_packages_lies_beside_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It serves all sites; where there are no packages, or nothing may be written there, it is kept with the site."""
    modules, cache = tmp_path / "node_modules", tmp_path / "cache"
    assert place_of_derived(cache, modules) == cache
    modules.mkdir()
    place = place_of_derived(cache, modules)
    assert place.is_relative_to(modules)
    place.mkdir(parents=True)
    assert place_of_derived(cache, modules) == place
    monkeypatch.setattr(os, "access", lambda path, mode: path != place)
    assert place_of_derived(cache, modules) == cache
