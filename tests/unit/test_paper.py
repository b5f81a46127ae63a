"""Putting records on paper: what is said where it cannot be done, and how a browser is asked."""

from __future__ import annotations

import os
import tempfile
from errno import ENOTEMPTY
from pathlib import Path

import pytest

from generator.paper import BROWSER, browser, print_record, put_on_paper
from generator.problems import DossierError


def program(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_where_no_browser_is_found_it_is_said_what_to_install(tmp_path: Path) -> None:
    """The message names programs that would do, and the variable."""
    with pytest.raises(DossierError, match=rf"install Chromium.*{BROWSER}"):
        browser({"PATH": str(tmp_path)})


def test_a_named_browser_comes_first(tmp_path: Path) -> None:
    """The variable is believed, and one that names nothing is told."""
    program(tmp_path, "chromium", "true")
    own = program(tmp_path, "own", "true")
    assert browser({"PATH": str(tmp_path)}) == str(tmp_path / "chromium")
    assert browser({"PATH": str(tmp_path), BROWSER: "own"}) == str(own)
    with pytest.raises(DossierError, match="names other, and there is no such program"):
        browser({"PATH": str(tmp_path), BROWSER: "other"})


def test_a_browser_that_prints_nothing_is_told_with_its_last_words(tmp_path: Path) -> None:
    """No file is left behind, and the reason stands in the message."""
    failing = program(tmp_path, "failing", "echo first >&2; echo no display >&2; exit 1")
    with pytest.raises(DossierError, match="did not print the page: no display"):
        put_on_paper(str(failing), "<p>x</p>", tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_what_a_browser_still_writes_while_its_folder_is_removed_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its helpers may outlive it for a moment, most of all where Ctrl-C ended it: that is no failure."""
    text = 'for way; do case $way in --print-to-pdf=*) echo printed > "${way#*=}";; esac; done'
    printing = program(tmp_path, "printing", text)

    def never_empty(path: str, *, dir_fd: int | None = None) -> None:
        raise OSError(ENOTEMPTY, "Directory not empty", path)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(os, "rmdir", never_empty)
    put_on_paper(str(printing), "<p>Words.</p>", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_text("utf-8") == "printed\n"


@pytest.mark.parametrize(("out", "told"), [(".", "is a folder: name the file"), ("no/a.pdf", "there is no folder no")])
def test_a_place_where_no_file_can_be_is_told_at_once(tmp_path: Path, out: str, told: str) -> None:
    """Before a browser is looked for, or anything is read."""
    with pytest.raises(DossierError, match=told):
        print_record(tmp_path, "some-group", Path(out), environ={"PATH": ""}, tell=lambda step: None)
