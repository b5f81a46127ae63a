"""What only the shell may know: the layers below it are told."""

from __future__ import annotations

import re
from pathlib import Path

GENERATOR = Path(__file__).parents[2] / "generator"
SHELL = {"cli.py", "mkdocs_hook.py"}
GIT = {"gitlog.py"}  # git is a program of this machine, and is run with what the machine says of it


def test_only_the_shell_reads_the_environment_and_the_working_directory() -> None:
    """No module below the command line and the hook looks into the process that it happens to run in."""
    read = re.compile(r"os\.environ|os\.getenv|Path\.cwd|os\.getcwd|sys\.argv")
    found = {path.name for path in GENERATOR.rglob("*.py") if read.search(path.read_text("utf-8"))}
    assert found <= SHELL | GIT
    assert "cli.py" in found
