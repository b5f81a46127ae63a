"""What only the shell may know: the layers below it are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.arguments import parser

GENERATOR = Path(__file__).parents[2] / "generator"
SHELL = {"cli.py", "mkdocs_hook.py"}
GIT = {"gitlog.py"}  # git is a program of this machine, and is run with what the machine says of it


def test_only_the_shell_reads_the_environment_and_the_working_directory() -> None:
    """No module below the command line and the hook looks into the process that it happens to run in."""
    read = re.compile(r"os\.environ|os\.getenv|Path\.cwd|os\.getcwd|sys\.argv")
    found = {path.name for path in GENERATOR.rglob("*.py") if read.search(path.read_text("utf-8"))}
    assert found <= SHELL | GIT
    assert "cli.py" in found


@pytest.mark.parametrize(
    ("words", "site"),
    [("check", "."), ("--site a check", "a"), ("check --site a", "a"), ("--site a check --site b", "b")],
)
def test_a_site_is_named_before_the_command_or_behind_it(words: str, site: str) -> None:
    """Where it is named does not matter; the last one counts."""
    assert parser().parse_args(words.split()).site == Path(site)
