"""The two commands of a fresh machine: which Python is taken, what is installed, and what a person is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts import setup

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$", re.MULTILINE)


def pins(stage: str) -> dict[str, set[str]]:
    """Return the pinned versions of each package that the stage's lock names (several where markers differ)."""
    found: dict[str, set[str]] = {}
    for pin in PIN.finditer((REQUIREMENTS / f"{stage}.txt").read_text()):
        found.setdefault(pin["name"], set()).add(pin["version"])
    return found


def wanted(stage: str) -> list[Requirement]:
    """Return the requirements in pyproject.toml that the stage's lock answers."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    words = (
        groups[stage]
        if stage in ("lock", "node")
        else [
            *project["project"]["dependencies"],
            *project["project"]["optional-dependencies"]["engines"],
            *(project["project"]["optional-dependencies"]["dask"] if stage == "test" else []),
            *groups["build"],
            *groups.get(stage, []),
        ]
    )
    return [Requirement(word) for word in words]


@pytest.mark.parametrize("stage", ["site", "test", "bench", "lock", "node"])
def test_lock_answers_pyproject(stage: str) -> None:
    """Every dependency in pyproject.toml is pinned at a version it allows; `make lock` puts it right if not."""
    locked = pins(stage)
    for requirement in wanted(stage):
        versions = locked.get(requirement.name, set())
        assert versions, f"{requirement} is not in {stage}.txt: run `make lock`"
        assert all(version in requirement.specifier for version in versions), f"{requirement}: run `make lock`"


@pytest.mark.parametrize("stage", ["test", "bench"])
def test_locks_agree(stage: str) -> None:
    """What the tests and the benchmark run on is what the site is built with."""
    locked = pins(stage)
    for name, versions in pins("site").items():
        assert versions <= locked[name], name


@pytest.mark.parametrize("stage", ["site", "test", "bench", "lock", "node"])
def test_lock_is_hashed_and_names_no_address(stage: str) -> None:
    """A lock pins every file by its hash, and leaves where to fetch it from to the machine."""
    text = (REQUIREMENTS / f"{stage}.txt").read_text()
    assert "://" not in text
    assert not re.search(r"^--?[a-z]", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine with nothing but a shell: a checkout in `project`, and what is on the PATH in `bin`."""
    shutil.copytree(ROOT / "scripts", tmp_path / "project" / "scripts")
    (tmp_path / "bin").mkdir()
    for tool in ("sh", "dirname", "env"):
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def put_python(machine: Path, name: str, *, fits: bool, whole: bool = True) -> None:
    """Put a stand-in on the machine that answers as an interpreter would, and says so when it is chosen."""
    script = f"""#!/bin/sh
    case "$*" in
        *version_info*) exit {0 if fits else 1} ;;
        *ensurepip*) exit {0 if whole else 1} ;;
        --version) echo "Python of {name}" ;;
        *) echo "chosen: {name}" ;;
    esac
    """
    path = machine / "bin" / name
    path.write_text(script)
    path.chmod(0o755)


def start(machine: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `scripts/setup site` on the machine."""
    command = [str(machine / "project" / "scripts" / "setup"), "site"]
    there = {"PATH": str(machine / "bin"), **environment}
    return subprocess.run(command, env=there, capture_output=True, text=True)


def test_takes_the_newest_python_that_works(machine: Path) -> None:
    """A newer name that starts nothing, as version managers leave behind, is passed over."""
    put_python(machine, "python3.14", fits=False)
    put_python(machine, "python3.13", fits=True)
    put_python(machine, "python3.11", fits=True)
    assert start(machine).stdout == "chosen: python3.13\n"


def test_prefers_a_python_with_its_venv_module(machine: Path) -> None:
    """An older Python that can make a .venv is better than a newer one that cannot."""
    put_python(machine, "python3.13", fits=True, whole=False)
    put_python(machine, "python3.12", fits=True)
    assert start(machine).stdout == "chosen: python3.12\n"


def test_python_can_be_chosen(machine: Path) -> None:
    """PYTHON names the interpreter, whatever else is there."""
    put_python(machine, "python3.13", fits=True)
    put_python(machine, "mine", fits=True)
    assert start(machine, PYTHON="mine").stdout == "chosen: mine\n"


@pytest.mark.parametrize("chosen", [{}, {"PYTHON": "python3"}])
def test_old_python_gets_one_sentence(machine: Path, chosen: dict[str, str]) -> None:
    """A Python that is too old is named with what is needed, and the exit code says wrong use."""
    put_python(machine, "python3", fits=False)
    run = start(machine, **chosen)
    assert run.returncode == 2
    assert "Python 3.11 or later is needed" in run.stderr
    assert "Python of python3" in run.stderr
    assert not run.stdout


def test_no_python_gets_one_sentence(machine: Path) -> None:
    """A machine without any Python is told what is needed, not what the shell thinks of it."""
    run = start(machine)
    assert run.returncode == 2
    assert "Python 3.11 or later is needed, and none was found" in run.stderr


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout that scripts/setup.py takes for its own."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "site.txt").write_text("one==1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "node_modules").mkdir()
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(setup, "MODULES", tmp_path / "node_modules")
    return tmp_path


def test_missing_venv_module_gets_one_instruction(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Debian's Python without its venv module: what to install, exit code 2, and no half-made .venv."""
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(setup, "PACKED_APART", True)
    (checkout / ".venv").rmdir()
    assert setup.main("site") == 2
    assert f"sudo apt install python{setup.RUNNING}-venv" in capsys.readouterr().err
    assert not (checkout / ".venv").exists()


def test_a_link_to_the_environment_of_another_checkout_is_not_emptied(checkout: Path) -> None:
    """Python would follow the link and delete what lies there; it is refused, and what to do is said."""
    other = checkout / "other"
    other.mkdir()
    (other / "kept").write_text("kept")
    shutil.rmtree(setup.VENV, ignore_errors=True)
    setup.VENV.symlink_to(other)
    with pytest.raises(setup.NotReadyError, match="Delete the link"):
        setup.make_venv()
    assert (other / "kept").read_text() == "kept"


def test_interrupted_venv_leaves_nothing(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while .venv is being made removes what was made of it."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(setup.subprocess, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        setup.make_venv()
    assert not (checkout / ".venv").exists()


@pytest.fixture
def installed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What is asked of pip and of npm, by a checkout whose .venv is usable."""
    asked: list[tuple[str, ...]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        asked.append(tuple(command))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(setup, "is_usable", lambda: True)
    monkeypatch.setattr(setup, "install", lambda *arguments: asked.append(("pip", *arguments)))
    monkeypatch.setattr(setup.subprocess, "run", run)
    return asked


def test_set_up_once(checkout: Path, installed: list[tuple[str, ...]]) -> None:
    """Nothing is installed or fetched again until a lock, pyproject.toml or package.json says something else."""
    for _ in range(2):
        setup.set_up("site")
    assert len(installed) == 3  # the lock, the project itself, the libraries
    (checkout / "requirements" / "site.txt").write_text("one==2\n")
    setup.set_up("site")
    assert len(installed) == 5
    (checkout / "package-lock.json").write_text("{ }")
    setup.set_up("site")
    assert len(installed) == 6


def test_libraries_of_the_tests_are_not_lost(checkout: Path, installed: list[tuple[str, ...]]) -> None:
    """What only tests load is fetched for them, and stays when the site is set up afterwards."""
    setup.fetch_libraries("site")
    assert "--omit=dev" in installed.pop()
    setup.fetch_libraries("test")
    assert "--omit=dev" not in installed.pop()
    setup.fetch_libraries("site")
    assert not installed


def test_locks_need_no_library(checkout: Path, installed: list[tuple[str, ...]]) -> None:
    """Renewing the locks fetches nothing that is for browsers."""
    (checkout / "requirements" / "lock.txt").write_text("one==1\n")
    setup.set_up("lock")
    assert [command[0] for command in installed] == ["pip"]


def test_failed_installation_is_tried_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-up that pip or npm broke off is not taken for a finished one."""

    def refuse(*_: str) -> None:
        raise setup.NotReadyError("pip failed")

    monkeypatch.setattr(setup, "is_usable", lambda: True)
    monkeypatch.setattr(setup, "install", refuse)
    assert [setup.main("site"), setup.main("site")] == [2, 2]
    monkeypatch.setattr(setup, "install", lambda *arguments: None)
    setup.PYTHON.parent.mkdir()
    setup.PYTHON.symlink_to(str(shutil.which("false")))
    assert [setup.main("site"), setup.main("site")] == [2, 2]


def test_moved_checkout_is_not_usable(checkout: Path) -> None:
    """A .venv whose folder was moved is made anew, since its scripts hold the old path."""
    (checkout / ".venv" / "bin").mkdir()
    setup.PYTHON.symlink_to(sys.executable)
    (checkout / ".venv" / "made-in").write_text(str(checkout))
    assert setup.made_here()
    (checkout / ".venv" / "made-in").write_text("/somewhere/else")
    assert not setup.is_usable()


def test_help_lists_every_word() -> None:
    """`make` alone lists each target with what it does."""
    declared = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    run = subprocess.run(["make"], cwd=ROOT, env={**os.environ, "MAKEFLAGS": ""}, capture_output=True, text=True)
    assert re.findall(r"^  make ([a-z]+)", run.stdout, re.MULTILINE) == declared
    assert {"site", "serve", "test", "lint", "types", "layers", "bench", "schema", "lock", "clean"} <= set(declared)


def test_ci_runs_what_people_run() -> None:
    """CI calls `make test`, and nothing that a person could not call."""
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [line for line in script.read_text().splitlines() if line and not line.startswith("#")]
    assert commands[-1] == "exec make test BROWSER=--light"
    assert len(commands) == 3
