"""Documents that say what the program can do are complete."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest
from msgspec import structs

from generator.arguments import parser
from generator.judgement import check
from generator.model import Citation, Claim, Entity, EntityType, Language, Options, Source
from generator.model.shape import needed_fields
from generator.rules.withheld_field import HIDEABLE

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")
COMMANDS = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)).choices


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    """Each command of the command line stands in the README."""
    assert f"dossier {command}" in README


@pytest.mark.parametrize(
    "setting", [field.name for kind in (Options, EntityType, Language) for field in structs.fields(kind)]
)
def test_every_setting_is_documented(setting: str) -> None:
    """Each setting has a row in the table of settings."""
    assert f"\n| `{setting}` |" in SETTINGS


def test_no_setting_is_documented_that_does_not_exist() -> None:
    """The tables of settings list nothing else, with the defaults that hold."""
    known = {field.name: field for kind in (Options, EntityType, Language) for field in structs.fields(kind)}
    for name, default in re.findall(r"^\| `([a-z_]+)` \| ([^|]*) \|", SETTINGS, re.MULTILINE):
        assert name in known
        if default.strip().isdecimal():
            assert known[name].default == int(default)


def test_of_each_field_that_may_be_withheld_it_is_documented_what_readers_see_then() -> None:
    """The table of fields that may be withheld alone has a row for each such field of each record, and no other."""
    kinds = {"entity": Entity, "source": Source, "claim": Claim, "citation": Citation}
    fields = [(name, field) for name, kind in kinds.items() for field in needed_fields(kind)]
    rows = re.findall(r"^\| (\w+) \| `(\w+)` \| \S", (ROOT / "docs" / "private.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(row for row in fields if row[1] in HIDEABLE)


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "HACKING.md", *(f"docs/{path.name}" for path in ROOT.glob("docs/*.md"))]
)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    """A relative link in a document names a file that is there."""
    text = (ROOT / page).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_every_module_stands_in_the_table_of_layers() -> None:
    """The table of layers in HACKING names each module and package of the program, and no other."""
    rows = re.findall(r"^\| \w[^|]*\| (`[^|]*) \|", (ROOT / "HACKING.md").read_text("utf-8"), re.MULTILINE)
    named = [name.strip("/") for row in rows for name in re.findall(r"`([\w/]+)`", row)]
    package = ROOT / "generator"
    there = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/*.py")}
    assert sorted(named) == sorted(there - {"__init__"})


def test_the_smallest_site_is_whole(tmp_path: Path) -> None:
    """The files of the page on a site of one's own are a site in which nothing is amiss, and has all that they say."""
    text = (ROOT / "docs" / "own-site.md").read_text("utf-8")
    for name, content in re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    found = check(tmp_path, environ={}, tell=lambda step: None)
    assert not found.problems
    assert "1 claim, 3 entities, 1 source" in found.counts


def test_the_example_in_the_readme_is_the_data() -> None:
    """The quote and the statement in the README's example are those of the sample data."""
    data = (ROOT / "data" / "claims" / "hts-foreign-fighters.yml").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert example
    quote = re.search(r"quote: (.*)", example[1])
    assert quote
    assert quote[1] in data


@pytest.mark.parametrize("record", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_is_dated(record: Path) -> None:
    """Each record of a decision is numbered as its file is, dated, and says whether it holds."""
    text = record.read_text("utf-8")
    number = int(record.stem.split("-")[0])
    assert re.match(rf"# {number}\. [^\n]+\n\nDate: \d{{4}}-\d\d-\d\d\. Status: (accepted|replaced by \d+)\.\n", text)
