"""Git repositories made in the test itself: fixed dates and identity, and nothing of this machine's configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from textwrap import dedent

_FIXED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Editor",
    "GIT_AUTHOR_EMAIL": "editor@example.org",
    "GIT_COMMITTER_NAME": "Editor",
    "GIT_COMMITTER_EMAIL": "editor@example.org",
}


def git(folder: Path, *words: str, **environ: str) -> str:
    """Run git as nobody in particular and return what it says."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | _FIXED | environ
    done = subprocess.run(["git", "-C", str(folder), *words], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def start(folder: Path) -> Path:
    """Make an empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(folder: Path, day: str, files: dict[str, str | None] | None = None, message: str = "Edit") -> str:
    """Write files (None: remove), commit everything at noon of a UTC day or at a given time, and return its name."""
    for name, text in (files or {}).items():
        path = folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), "utf-8")
    at = day if "T" in day else f"{day}T12:00:00Z"
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)
    return git(folder, "rev-parse", "HEAD")
