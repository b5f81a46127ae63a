"""A build that is killed, at any moment: readers keep a whole site, and the next build is exact."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from generator.publish import Release

Files = dict[str, bytes]


def version(number: int, pages: int) -> Files:
    """Return a site in which each version adds, changes, keeps and drops files, and moves one to a folder."""
    text = b"version %d " % number
    files = {f"pages/p{page}/index.html": text * 40 + b"%d" % page for page in range(pages)}
    return files | {"same.css": b"same", f"only/in/{number}": text, "turn" if number % 2 else "turn/ed": text}


def build(out: Path, files: Files) -> None:
    with Release(out) as release:
        for address, data in files.items():
            release.write(address, data)
        release.finish()


def lying(root: Path) -> Files:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def build_until(fatal: int, out: Path, files: Files) -> None:
    """Build in this process, counting each call that touches the disk, and die at the step with that number."""
    steps = 0

    def step(event: str, arguments: object = ()) -> None:
        nonlocal steps
        if event.startswith(("open", "os.", "shutil.", "pathlib.", "fcntl.")):
            steps += 1
            if steps == fatal:
                os.kill(os.getpid(), signal.SIGKILL)

    def torn_write(descriptor: int, data: memoryview, write: Callable[..., int] = os.write) -> int:
        half = write(descriptor, data[: len(data) // 2])
        step("os.write")
        return half + write(descriptor, data[len(data) // 2 :])

    os.write = torn_write
    sys.addaudithook(step)
    build(out, files)
    step("os.end")


def started(fatal: int, out: Path, files: Files) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=build_until, args=(fatal, out, files))
    process.start()
    return process


def killed_build(fatal: int, out: Path, files: Files) -> int | None:
    process = started(fatal, out, files)
    process.join()
    return process.exitcode


@pytest.mark.parametrize("history", [0, 1, 2], ids=["first build", "one folder", "two folders"])
def test_killed_at_every_step(tmp_path: Path, history: int) -> None:
    """Whichever step is the last, readers have all of the old site or all of the new, and the next build is exact."""
    old, new, newest = (version(number, pages=2) for number in (1, 2, 3))
    results = []
    for fatal in range(1, 1000):
        out = tmp_path / str(fatal) / "site"
        for _ in range(history):
            build(out, old)
        code = killed_build(fatal, out, new)
        if code == 0:
            break
        assert code == -signal.SIGKILL
        results.append(lying(out))
        build(out, newest)
        assert lying(out) == newest
        build(out, new)
        assert lying(out) == new
    before = old if history else {}
    assert [result for result in results if result not in (before, new)] == []
    swapped = [result == new for result in results]
    assert swapped == sorted(swapped) and True in swapped and swapped.count(False) > 20


def test_killed_twice_and_then_built(tmp_path: Path) -> None:
    """A build killed while it heals what another killed build left is healed in its turn."""
    old, new = version(1, pages=2), version(2, pages=2)
    for seed in range(8):
        chance = random.Random(seed)
        out = tmp_path / str(seed) / "site"
        build(out, old)
        for _ in range(3):
            assert killed_build(chance.randrange(5, 40), out, version(4, pages=3)) == -signal.SIGKILL
            assert lying(out) == old
        build(out, new)
        assert lying(out) == new


def test_killed_from_outside_at_any_time(tmp_path: Path) -> None:
    """A large build killed at random moments leaves the old site or the new one, whole."""
    old, new = (version(number, pages=150) for number in (1, 2))
    out = tmp_path / "site"
    build(out, old)
    before = time.perf_counter()
    build(out, old)
    whole = time.perf_counter() - before
    chance = random.Random(1)
    for _ in range(10):
        process = started(0, out, new)
        time.sleep(chance.uniform(0, 2 * whole))
        process.kill()
        process.join()
        assert lying(out) in (old, new)
        build(out, old)
        assert lying(out) == old
