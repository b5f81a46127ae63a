"""What only the shell may know: the layers below it are told."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from generator import cli
from generator.arguments import parser
from generator.problems import DossierError

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


@pytest.mark.parametrize("error", [OSError, DossierError])
def test_a_full_disk_is_told_with_what_to_do(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wrote when it was full: this program, or the engine, of which no more is known than what it said."""
    words = os.strerror(errno.ENOSPC)

    def fail(given: object) -> int:
        raise OSError(errno.ENOSPC, words) if error is OSError else DossierError(f"mkdocs failed: {words}")

    monkeypatch.setitem(cli._RUN, "check", fail)
    assert cli.main(["check"]) == 2
    assert capsys.readouterr().err.endswith(f"{words}; make room on the disk, and run it again\n")
