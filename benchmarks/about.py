"""What figures depend on: the day, the machine, the versions, the command, the corpus."""

from __future__ import annotations

import os
import platform
import shlex
import subprocess
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_STORED = (":(exclude,top)benchmarks/results", ":(exclude,top)docs")
_PACKAGES = ("mkdocs", "mkdocs-material", "zensical", "hugo", "pagefind_bin")


def about(module: str, arguments: Sequence[str], **more: Any) -> dict[str, Any]:
    """Return what figures depend on, and how to get them again: `python -m MODULE ARGUMENTS`."""
    return {
        "on": time.strftime("%Y-%m-%d"),
        "command": shlex.join(["python", "-m", module, *arguments]),
        "commit": _commit(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "versions": {name: found for name in _PACKAGES if (found := _version(name))},
        **more,
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _commit() -> str:
    """Return the commit of this program, with a mark if files were changed since; "" where git does not know.

    Figures that an earlier measurement stored, and the documents that show them, are no change of what is measured.
    """
    try:
        commit = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no", ":/", *_STORED)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"{commit}-dirty" if changed else commit


def _git(*words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    return ran.stdout.strip()
