"""Ctrl-C while the command is read in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = re.compile(rf'"{re.escape(str(ROOT / "generator"))}/(?!__main__|__init__)')
"""A line of a traceback with a file of the program that is read after the two that come first."""

COUNTED = """
import os, runpy, signal, sys

class Finder:
    left = {number}

    def find_spec(self, name, path=None, target=None):
        if name.startswith("generator."):
            Finder.left -= 1
            if Finder.left == 0:
                {what}

sys.meta_path.insert(0, Finder())
sys.argv = ["generator", "check", "--site", "nowhere"]
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""
"""The command, which is interrupted, or finds something wrong, as it reads in so many modules of its own."""


def _counted(number: int, what: str) -> subprocess.CompletedProcess[str]:
    code = COUNTED.format(number=number, what=what)
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("number", [2, 3, 5, 9, 14])
@pytest.mark.parametrize(
    "what",
    [
        "os.kill(os.getpid(), signal.SIGINT)",
        # Python swallows what is raised in such a place, and Ctrl-C with it; it prints that it did.
        "import weakref; weakref.ref(type('', (), {})(), lambda _: os.kill(os.getpid(), signal.SIGINT))",
    ],
)
def test_what_is_interrupted_while_it_is_read_in_ends_without_a_word(number: int, what: str) -> None:
    """Whichever module is being read, the command ends as it does later: with 130, and nothing said."""
    run = _counted(number, what)
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "")


def _entries(folder: Path) -> dict[str, list[str]]:
    """Return the ways to call the command: as a module, and as the script that an installer writes."""
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    module, _, name = scripts["dossier"].partition(":")
    script = folder / "dossier"
    script.write_text(f"import sys\nfrom {module} import {name}\nsys.exit({name}())\n", "utf-8")
    return {"module": [sys.executable, "-m", "generator"], "script": [sys.executable, str(script)]}


@pytest.mark.parametrize("entry", ["module", "script"])
def test_no_moment_after_the_start_shows_where_the_program_was(tmp_path: Path, entry: str) -> None:
    """From before Python itself is up until well into the command, Ctrl-C shows no line of the program."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    up = time.perf_counter() - began
    command = [*_entries(tmp_path)[entry], "check", "--site", str(tmp_path)]
    codes = []
    for step in range(24):
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(up * step / 4)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1]
        assert not OURS.search(said), said
        codes.append(process.returncode)
    assert 130 in codes
