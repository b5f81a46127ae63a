"""Makes `.venv` and `node_modules` ready for one stage: the site, its tests, the benchmark, or the locks.

It exists so that one word sets a fresh machine up, and costs nothing when there is nothing to do. Packages come
from the stage's lock, those for browsers from package-lock.json, and from nowhere else; where they are fetched is the
business of pip and npm, not ours. This script refuses to know what is done with them.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MODULES = ROOT / "node_modules"
NEWEST_TRIED = (3, 14)
# Debian and what descends from it pack Python's venv module apart from Python.
PACKED_APART = Path("/etc/debian_version").exists()
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"


class NotReadyError(Exception):
    """The machine lacks something: shown to the person as it stands."""


def main(stage: str) -> int:
    """Set `.venv` up for the stage; 0 when it is ready, 2 when the person has to do something first."""
    try:
        set_up(stage)
    except NotReadyError as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 2
    return 0


def set_up(stage: str) -> None:
    """Install all that the stage needs, unless that was done already."""
    install_packages(stage)
    if stage != "lock":
        fetch_libraries(stage)


def install_packages(stage: str) -> None:
    """Install what the stage's lock names, and this project itself."""
    lock = ROOT / "requirements" / f"{stage}.txt"
    stamp = VENV / f"ready-{stage}"
    wanted = digest(lock, ROOT / "pyproject.toml")
    usable = is_usable()
    if usable and stamp.is_file() and stamp.read_text() == wanted:
        return
    started = time.monotonic()
    if not usable:
        make_venv()
    say(f"Installing the packages of requirements/{lock.name} (this is done once) …")
    install("--require-hashes", "--only-binary", ":all:", "-r", str(lock))
    # Without isolation the build back end comes from the lock too, and nothing is fetched unseen.
    if stage != "lock":
        install("--no-build-isolation", "--editable", str(ROOT))
    stamp.write_text(wanted)
    say(f"Ready after {time.monotonic() - started:.0f} s.")


def fetch_libraries(stage: str) -> None:
    """Fetch what package-lock.json names for pages, and, for the stage of the tests, for these too."""
    wanted = digest(ROOT / "package.json", ROOT / "package-lock.json")
    whole, pages = MODULES / "ready-test", MODULES / "ready-site"
    stamp = whole if stage == "test" else pages
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    say("Fetching the browser libraries of package-lock.json (this is done once) …")
    fewer = [] if stage == "test" else ["--omit=dev"]
    if subprocess.run([str(PYTHON), "-m", "scripts.npm", "ci", "--loglevel=error", *fewer], cwd=ROOT).returncode:
        raise NotReadyError("Setting up stopped: the browser libraries are not here.")
    for ready in {stamp, pages}:
        ready.write_text(wanted)


def digest(*files: Path) -> str:
    """Return one SHA-256 over the files' bytes: content decides, since git does not keep times."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def is_usable() -> bool:
    """Tell whether `.venv` runs, has pip, is of the Python that runs this, and was made in this folder."""
    ask = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.strip() == RUNNING and made_here()


def made_here() -> bool:
    """Tell whether the folder still stands where `.venv` was made: its scripts hold the path they were made with."""
    note = VENV / "made-in"
    return not note.is_file() or note.read_text() == str(ROOT)


def make_venv() -> None:
    """Make `.venv` from nothing, or leave none behind."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise NotReadyError(how_to_get_venv())
    if VENV.is_symlink():
        raise NotReadyError(
            f".venv is a link to {VENV.resolve()}: to make it anew would empty that folder, which others may use.\n"
            "Delete the link (not what it leads to), and run the same command again."
        )
    say(f"Making .venv with Python {sys.version.split()[0]} …")
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
        (VENV / "made-in").write_text(str(ROOT))
    except BaseException as error:
        shutil.rmtree(VENV, ignore_errors=True)
        if isinstance(error, subprocess.CalledProcessError):
            raise NotReadyError("Python could not make .venv: its own words are above.") from None
        raise


def how_to_get_venv() -> str:
    """Return the one thing to do where Python comes without its `venv` module."""
    if PACKED_APART:
        return (
            f"Python {RUNNING} is here without its venv module, which Debian and Ubuntu pack by itself. Run\n"
            f"    sudo apt install python{RUNNING}-venv\n"
            "and then the same command again."
        )
    return (
        f"{sys.executable} has no venv module. Install a whole Python, or name one that you have:\n"
        "    PYTHON=/path/to/python3 make site"
    )


def install(*arguments: str) -> None:
    """Let pip install exactly what is asked for: a lock is whole, so nothing else needs resolving."""
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", "--no-deps"]
    if subprocess.run([*pip, *arguments], cwd=ROOT).returncode == 0:
        return
    advice = "Setting up stopped: pip's own words are above. When that is put right, run the same command again."
    if sys.version_info[:2] > NEWEST_TRIED:
        newest = ".".join(map(str, NEWEST_TRIED))
        advice += (
            f"\nNot every package may be there yet for Python {RUNNING}; the newest that was tried is {newest}:\n"
            f"    PYTHON=python{newest} make site"
        )
    raise NotReadyError(advice)


def say(words: str) -> None:
    """Tell the person what is going on, at once."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
