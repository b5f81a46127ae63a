"""Templates of a site's own by which nothing is made are told, and such as make empty pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.overriding import judge_overriding


def told(site: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        path = site / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [f"{one.spot.file}: {one.hint}" for one in judge_overriding(site)]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("dosier.html", "dossier.html"),
        ("Dossier.html", "dossier.html"),
        ("part/claim.html", "parts/claim.html"),
        ("entities.html", "lists/entities.html"),
        ("dossier.css", "assets/dossier.css"),
    ],
)
def test_a_file_that_is_called_otherwise_is_told(tmp_path: Path, name: str, meant: str) -> None:
    """It changes nothing, and whoever wrote it would look for the reason in what it says."""
    assert told(tmp_path, {name: "Ours"}) == [f"templates/{name}: did you mean templates/{meant}?"]


def test_what_is_meant_for_no_template_of_the_program_is_told_all_the_same(tmp_path: Path) -> None:
    """A template that nothing is made with may have had a use once."""
    hint = "give it the name of the template for which it is to stand in"
    assert told(tmp_path, {"xyzzy.html": "Ours"}) == [f"templates/xyzzy.html: {hint}"]


@pytest.mark.parametrize("text", ["", " \n", "{# to be written #}\n{# soon #}"])
def test_an_empty_template_of_a_page_is_told(tmp_path: Path, text: str) -> None:
    """Each page that it makes would be empty; a part may be, so that it is left out of all pages."""
    assert told(tmp_path, {"dossier.html": text, "parts/asking.html": text}) == [
        "templates/dossier.html: write it, or delete it"
    ]


def test_what_is_no_file_where_a_template_may_be_is_told(tmp_path: Path) -> None:
    """A folder, or a link to nothing, stands in for no template: the program's own is used."""
    (tmp_path / "templates/claim.html").mkdir(parents=True)
    (tmp_path / "templates/dossier.html").symlink_to("nowhere.html")
    hint = "put the template itself here, or delete this"
    assert told(tmp_path, {"parts/asking.html": "Ours"}) == [
        f"templates/claim.html: {hint}",
        f"templates/dossier.html: {hint}",
    ]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """No template of the site's own can lie in it."""
    (tmp_path / "templates").write_text("Ours", "utf-8")
    assert told(tmp_path, {}) == ["templates: make it a folder"]


def test_what_is_used_is_not_told(tmp_path: Path) -> None:
    """Templates that stand in for others, what these name, what pages load, and notes."""
    files = {"claim.html": '{% include "ours/said.html" %}', "ours/said.html": "Ours", "assets/ours.css": "",
             "README.md": "Ours", "lists/entities.html": "Ours", "assets/dossier.css": "/**/"}  # fmt: skip
    assert told(tmp_path, files) == []
    assert told(tmp_path / "none", {}) == []
