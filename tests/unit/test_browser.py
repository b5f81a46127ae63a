"""Which browser the tests take, and what a person is told where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error

from scripts import browser as finder


class Chromium:
    """Stands in for Playwright's launcher: starts only what is said to start."""

    def __init__(self, *starts: str | None) -> None:
        self.starts = starts
        self.tried: list[str | None] = []
        self.switches: list[str] = []

    def launch(self, *, executable_path: str | None, args: list[str]) -> Any:
        self.tried.append(executable_path)
        self.switches = args
        if executable_path not in self.starts:
            raise Error("does not start")
        return executable_path or "Playwright's own"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose PATH is one folder, empty at first, and which has no applications of a Mac."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(finder, "MAC_APPS", ())
    return tmp_path


def put(machine: Path, name: str) -> str:
    """Put a program of that name on the machine and return its path."""
    path = machine / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


def test_takes_what_is_there_before_playwrights_own(machine: Path) -> None:
    """A Chromium on the machine comes first."""
    path = put(machine, "chromium")
    assert finder.launch(Chromium(path, None)) == path  # type: ignore[arg-type]


def test_takes_the_one_without_windows_before_others(machine: Path) -> None:
    """It opens the same pages in less time."""
    light, whole = put(machine, finder.LIGHT), put(machine, "chromium")
    assert finder.launch(Chromium(whole, light)) == light  # type: ignore[arg-type]


def test_passes_over_what_does_not_start(machine: Path) -> None:
    """A name on the PATH that only asks for an installer is passed over for one that starts."""
    stub, real = put(machine, "chromium-browser"), put(machine, "google-chrome")
    chromium = Chromium(real)
    assert finder.launch(chromium) == real  # type: ignore[arg-type]
    assert chromium.tried == [stub, real]


def test_named_browser_is_the_only_one_tried(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CHROMIUM is a person's word: when it does not start, that is said, and no other is taken instead."""
    put(machine, "chromium")
    monkeypatch.setenv("CHROMIUM", "/opt/mine")
    chromium = Chromium(str(machine / "chromium"), None)
    with pytest.raises(finder.NoBrowserError, match="CHROMIUM=/opt/mine does not start"):
        finder.launch(chromium)  # type: ignore[arg-type]
    assert chromium.tried == ["/opt/mine"]


def test_machine_without_any_is_told_what_to_do(machine: Path) -> None:
    """Without a browser the words name the package, the download and the variable."""
    with pytest.raises(finder.NoBrowserError) as refusal:
        finder.launch(Chromium())  # type: ignore[arg-type]
    for way in ("apt install chromium", "playwright install", "CHROMIUM="):
        assert way in str(refusal.value)


def test_no_sandbox_only_for_root(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox is given up only where Chromium refuses to start with it."""
    chromium = Chromium(None)
    for user, given_up in ((0, True), (1000, False)):
        monkeypatch.setattr(finder.os, "geteuid", lambda user=user: user)
        finder.launch(chromium)  # type: ignore[arg-type]
        assert ("--no-sandbox" in chromium.switches) is given_up


def test_gets_the_package_before_a_download(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's package is tried first, Playwright's download next, and then the person is asked."""
    tried: list[str] = []
    monkeypatch.setattr(finder, "starting", lambda: None)
    monkeypatch.setattr(finder, "install_package", lambda *names: bool(tried.append("package")))
    monkeypatch.setattr(finder, "download", lambda: bool(tried.append("download")))
    assert finder.main() == 2
    assert tried == ["package", "download"]


def test_package_survives_a_list_that_cannot_be_renewed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One broken package source does not keep Chromium from being installed."""
    commands: list[str] = []

    def run(command: list[str]) -> bool:
        commands.append(command[-1])
        return "update" not in command

    monkeypatch.setattr(finder, "as_root", list)
    monkeypatch.setattr(finder, "quietly", run)
    assert finder.install_package("one", "another")
    assert commands == ["update", "one"]


def test_a_package_that_a_system_does_not_know_gives_way(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first is not to be had, the second is asked for."""
    commands: list[str] = []

    def run(command: list[str]) -> bool:
        commands.append(command[-1])
        return command[-1] != "one"

    monkeypatch.setattr(finder, "as_root", list)
    monkeypatch.setattr(finder, "quietly", run)
    assert finder.install_package("one", "another")
    assert commands == ["update", "one", "another"]


@pytest.mark.parametrize(
    ("words", "there", "named", "got"),
    [
        ([], "chromium", "", []),
        (["--light"], "chromium", "", [finder.LIGHT]),
        (["--light"], finder.LIGHT, "", []),
        (["--light"], "chromium", "/opt/mine", []),
    ],
    ids=["not asked for", "asked for", "there already", "another is named"],
)
def test_a_browser_that_starts_is_enough_if_no_lighter_one_is_asked_for(
    machine: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], there: str, named: str, got: list[str]
) -> None:
    """The package is got beside a browser that starts only by `--light`, which is no reason to fail."""
    tried: list[str] = []
    put(machine, there)
    monkeypatch.setenv("CHROMIUM", named)
    monkeypatch.setattr(finder, "starting", lambda: "1.0")
    monkeypatch.setattr(finder, "install_package", lambda *names: bool(tried.append(*names)))
    monkeypatch.setattr(finder, "download", lambda: bool(tried.append("download")))
    assert finder.main(words) == 0
    assert tried == got


def test_system_packages_only_where_allowed(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without apt-get, or without the right to use it unasked, no system package is touched."""
    monkeypatch.setattr(finder.os, "geteuid", lambda: 1000)
    assert finder.as_root() is None
    put(machine, "apt-get")
    assert finder.as_root() is None
    put(machine, "sudo")
    assert finder.as_root() == ["sudo", "-n"]


def test_the_browser_of_the_tests_opens_a_page(browser: Browser) -> None:
    """The fixture gives a browser that renders."""
    page = browser.new_page()
    page.set_content("<title>here</title>")
    assert page.title() == "here"
    page.close()


def test_tests_with_a_browser_are_marked(request: pytest.FixtureRequest) -> None:
    """A test that asks for the browser carries the marker, and no other does."""
    marked = {item.name for item in request.session.items if item.get_closest_marker("browser")}
    asking = {item.name for item in request.session.items if "browser" in getattr(item, "fixturenames", ())}
    assert marked == asking
    assert request.node.name not in marked
