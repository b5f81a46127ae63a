"""Which npm runs: the machine's if it will do, else the one that comes from PyPI."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import npm


def put_npm(folder: Path, version: str, code: int = 0) -> Path:
    """Put a stand-in there that says its version, and otherwise ends with the code."""
    path = folder / "npm"
    path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo {version} && exit 0\nexit {code}\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine whose PATH is `bin` and whose .venv is `own`; the list is what pip was told to install."""
    asked: list[str] = []

    def install(*arguments: str) -> None:
        asked.append(Path(arguments[-1]).name)
        put_npm(tmp_path / "own", "11.0.0")

    for name in ("bin", "own"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin")
    monkeypatch.setattr(npm.shutil, "which", lambda name: str(tmp_path / "bin" / name))
    monkeypatch.setattr(npm, "PYTHON", tmp_path / "own" / "python")
    monkeypatch.setattr(npm, "install", install)
    return asked


def test_the_machines_own_npm_is_taken(tmp_path: Path, fetched: list[str]) -> None:
    """Where there is one that is new enough, nothing is installed."""
    own = put_npm(tmp_path / "bin", "7.5.2")
    assert npm.found() == str(own)
    assert not fetched


@pytest.mark.parametrize("version", ["6.14.18", "nonsense", ""])
def test_without_one_that_will_do_it_comes_from_pypi_once(tmp_path: Path, fetched: list[str], version: str) -> None:
    """No npm, one that is too old, or a name that starts nothing: the locked one is installed, and found later."""
    if version:
        put_npm(tmp_path / "bin", version)
    for _ in range(2):
        assert npm.found() == str(tmp_path / "own" / "npm")
    assert fetched == ["node.txt"]


def test_failure_is_told(tmp_path: Path, fetched: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """When npm gives up, its words stand, the next step is named, and the exit code says so."""
    put_npm(tmp_path / "bin", "10.0.0", code=1)
    assert npm.main(["ci"]) == 2
    assert "run the same command again" in capsys.readouterr().err
