"""The same input gives the same bytes, whatever the machine around it is like."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.site.conftest import copy_of_the_site

ROOT = Path(__file__).parents[2]
LATER_AND_BACKWARDS = dedent("""\
    # Loaded by every Python process of a build: it is years later here, and folders are listed backwards.
    import datetime, os, time
    now, listdir, scandir = time.time, os.listdir, os.scandir
    time.time = lambda: now() + 5 * 365 * 86400

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return super().fromtimestamp(time.time(), tz)

        @classmethod
        def utcnow(cls):
            return super().fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    class LaterDay(datetime.date):
        @classmethod
        def today(cls):
            return super().fromtimestamp(time.time())

    datetime.datetime, datetime.date = Later, LaterDay
    os.listdir = lambda *path: sorted(listdir(*path), reverse=True)

    class Backwards:
        def __init__(self, *path):
            with scandir(*path) as found:
                self.found = iter(sorted(found, key=lambda entry: entry.name, reverse=True))
        def __iter__(self):
            return self
        def __next__(self):
            return next(self.found)
        def __enter__(self):
            return self
        def __exit__(self, *how):
            pass
        def close(self):
            pass

    os.scandir = Backwards
""")


def build(site: Path, out: Path, *more: str, **environ: str) -> dict[str, str]:
    """Build in a process of its own and return the hash of every file by its path."""
    command = [sys.executable, "-m", "generator", "build", "--site", str(site), "--out", str(out), *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SITE_URL": "https://dossiers.example/", **environ}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project's own site, of which nothing was built yet."""
    return copy_of_the_site(tmp_path_factory.mktemp("same-bytes"), editions=True)


def test_time_locale_order_and_hashes_change_nothing(site: Path, tmp_path: Path) -> None:
    """Years later, in another time zone and locale, with folders listed backwards and other hashes: same bytes."""
    first = build(site, tmp_path / "first", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    shutil.rmtree(site / ".cache")
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "sitecustomize.py").write_text(LATER_AND_BACKWARDS)
    second = build(
        site,
        tmp_path / "second",
        PYTHONPATH=f"{odd}{os.pathsep}{ROOT}",
        PYTHONHASHSEED="2",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="ar_SY.UTF-8",
    )
    assert len(first) > 70
    assert first == second


def test_the_number_of_processes_changes_nothing(site: Path, tmp_path: Path) -> None:
    """One process or three, with the engine's work cached or not, above an older build or not: same bytes."""
    one = build(site, tmp_path / "one", "--jobs", "1")
    assert build(site, tmp_path / "three", "--jobs", "3") == one
    assert build(site, tmp_path / "one", "--jobs", "3") == one
