"""Folders and files that the benchmark writes for the programs that it measures."""

from __future__ import annotations

import shutil
from pathlib import Path


def empty(folder: Path) -> None:
    """Make a folder, or remove all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def write(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
