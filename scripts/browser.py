"""Finds a browser for the tests, and gets one where none is there.

A Chromium that is on the machine comes first, then Debian's package where it may be installed, then Playwright's
own download. "There" means that it starts: some systems leave a name on the PATH that only asks for an installer.
The one without windows is taken before others, and is what is got: it opens pages with the same engine, and needs
less time for it. Where that time counts, as in CI, it is got though another starts (`--light`).
This module refuses to know what is opened in the browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

LIGHT = "chromium-headless-shell"
NAMES = (LIGHT, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# libatomic1 is for Playwright's own driver, which small installations cannot start without it.
BESIDES = ("fonts-liberation", "libatomic1")
# Chromium's own errands go to other hosts: without these switches a test could not tell them from the page's.
QUIET = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Pages of tests are opened one after the other: a process for each context took an eighth of their time.
SPARING = "--renderer-process-limit=1"
WHAT_TO_DO = """The tests need a browser, and none starts here. Do one of these, then run the same command again:
    install Chromium or Chrome     (Debian: sudo apt install chromium-headless-shell libatomic1)
    let Playwright download one    (.venv/bin/python -m playwright install --with-deps --only-shell chromium)
    name the one that you have     (CHROMIUM=/path/to/chromium make test)"""


class NoBrowserError(Exception):
    """No browser starts on this machine: says what to do."""


def installed(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the paths of what may be a Chromium; the one that CHROMIUM names, if any, and then no other."""
    if named := environment.get("CHROMIUM"):
        yield named
        return
    path = environment.get("PATH", os.defpath)
    yield from filter(None, (shutil.which(name, path=path) for name in NAMES))
    yield from (app for app in MAC_APPS if Path(app).exists())


def launch(chromium: BrowserType) -> Browser:
    """Return a running headless browser: one that is there, else Playwright's own; NoBrowserError when none starts."""
    from playwright.sync_api import Error

    switches = [*QUIET, SPARING, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    own = [] if os.environ.get("CHROMIUM") else [None]
    for path in [*installed(os.environ), *own]:
        try:
            return chromium.launch(executable_path=path, args=switches)
        except Error:
            continue
    raise NoBrowserError(what_to_do())


def what_to_do() -> str:
    """Return the advice for a machine without a browser, or with a CHROMIUM that is none."""
    named = os.environ.get("CHROMIUM")
    return f"CHROMIUM={named} does not start as a browser." if named else WHAT_TO_DO


def starting() -> str | None:
    """Return the version of the browser that starts here, or None."""
    from playwright.sync_api import sync_playwright

    try:
        with sync_playwright() as playwright, launch(playwright.chromium) as browser:
            return browser.version
    except Exception:  # a driver that cannot start raises the bare class
        return None


def as_root() -> list[str] | None:
    """Return what to put before a command so that it may install system packages here; None when nothing may."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    return sudo if allowed else None


def quietly(command: list[str]) -> bool:
    """Run the command, show why only when it fails, and tell whether it succeeded."""
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if run.returncode:
        words = run.stderr.strip().splitlines() or [f"exit code {run.returncode}"]
        reason = next((line for line in words if "rror" in line), words[-1]).strip()
        print(f"  {' '.join(command)}: {reason}", file=sys.stderr)
    return run.returncode == 0


def install_package(*names: str) -> bool:
    """Install the first of Debian's packages that goes well, where that is allowed, and tell whether one did."""
    before = as_root()
    if before is None:
        return False
    print(f"Installing Debian's package {names[0]} …", flush=True)
    get = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    # One list of packages that cannot be renewed is no reason to give up: the right one may be there.
    quietly([*get, "update"])
    install = [*get, "install", "--yes", "--no-install-recommends", *BESIDES]
    return any(quietly([*install, package]) for package in names)


def download() -> bool:
    """Let Playwright fetch its own Chromium, with the libraries that it needs where they may be installed."""
    print("Playwright downloads its own Chromium …", flush=True)
    libraries = [] if as_root() is None else ["--with-deps"]
    return quietly([sys.executable, "-m", "playwright", "install", *libraries, "--only-shell", "chromium"])


def main(words: Sequence[str] = ()) -> int:
    """Make sure that a browser starts; 0 when one does, 2 when the person has to do something first.

    By `--light` Debian's package is asked for even where another browser starts; without it, none is got then.
    """
    named = os.environ.get("CHROMIUM")
    if "--light" in words and not named and not shutil.which(LIGHT):
        install_package(LIGHT)
    version = starting()
    for way in [] if named else [lambda: install_package(LIGHT, "chromium"), download]:
        if version is None and way():
            version = starting()
    if version is None:
        print(what_to_do(), file=sys.stderr)
        return 2
    print(f"Browser: Chromium {version}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
