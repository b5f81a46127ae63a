"""What one run of a command costs, by the operating system's own figures.

A tree of processes has no single size. `largest` is the peak resident memory of its largest process, which the
kernel reports when the command ends; `together` is the highest sum over all processes at one time, pages that they
share counted once (Linux only, sampled in a run that is not timed, because looking costs time).

Commands are started by a small process (`launch`), since the kernel counts what the starting process holds as the peak
of the started one, and this one may hold much.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCH = Path(__file__).with_name("launch.py")
_PAUSE = 0.05


class FailedError(Exception):
    """A command that was to be measured did not succeed; its last words are the message."""


@dataclass(frozen=True)
class Run:
    """One run: seconds by the wall clock, seconds of all cores together, bytes of its largest process; last words."""

    wall: float
    cpu: float
    largest: int
    said: str


@dataclass(frozen=True)
class Output:
    """What a run left: HTML files, all files, bytes of HTML, bytes in all."""

    pages: int
    files: int
    html: int
    total: int


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str], watch: Watch | None = None) -> Run:
    """Run a command to its end; a FailedError where it does not end well."""
    log, figures = cwd / ".said.txt", cwd / ".figures.json"  # with a dot: no part of the site
    launch = [sys.executable, "-I", "-S", str(_LAUNCH), str(figures), *command]
    with log.open("wb") as said:
        process = subprocess.Popen(launch, cwd=cwd, env={**os.environ, **env}, stdout=said, stderr=said)
        if watch is not None:
            watch.start(process.pid)
        process.wait()
    if watch is not None:
        watch.stop()
    words = log.read_text("utf-8", "replace")
    if process.returncode:
        raise FailedError(f"{' '.join(command)} ended with {process.returncode}:\n{words[-2000:]}")
    return Run(**json.loads(figures.read_text()), said=words)


def measure_output(folder: Path) -> Output:
    """Count and weigh the files of a site."""
    sizes = [(path.suffix == ".html", path.stat().st_size) for path in folder.resolve().rglob("*") if path.is_file()]
    html = [size for is_html, size in sizes if is_html]
    return Output(len(html), len(sizes), sum(html), sum(size for _, size in sizes))


class Watch:
    """Looks every 50 ms at how much memory the descendants of a process hold together, where Linux tells."""

    def __init__(self) -> None:
        self.together = 0
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, pid: int) -> None:
        """Begin to look."""
        if Path(f"/proc/{pid}/smaps_rollup").is_file():
            self._thread = threading.Thread(target=self._look, args=(pid,))
            self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _look(self, pid: int) -> None:
        while not self._ended.wait(_PAUSE):
            self.together = max(self.together, sum(map(_proportional, _descent(pid))))


def _descent(pid: int) -> Iterator[int]:
    try:
        children = [
            int(child)
            for thread in Path(f"/proc/{pid}/task").iterdir()
            for child in (thread / "children").read_text().split()
        ]
    except OSError:
        return
    for child in children:
        yield child
        yield from _descent(child)


def _proportional(pid: int) -> int:
    """Return the bytes that a process holds, of shared ones its share; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
