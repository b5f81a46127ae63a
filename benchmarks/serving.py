"""`python -m benchmarks.serving`: edit a claim while the site is served, and time the way to the reloaded page.

The page is open that shows the edit, of the claim, or of its source where the claim is new: it was asked for before.
The clock starts before the file is saved. It stops when the signal that makes the browser reload the page has come, and
the page, asked for after that, says what was written. There is no browser, whose own time to show the page comes on
top; that the program waits for further changes is part of the time.
Edits come some seconds apart, as those of a person do, who reads the page: the program uses them to make all others,
and to get ready for the next.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

from generator.readers import BUILT, SHOWN
from generator.serve import RELOAD

from .about import about
from .corpus import SIZES, Size, draw
from .edits import SORTS, Edits, Sort
from .measure import FailedError
from .stored import add_places, given_in, keep
from .yaml_site import write_site

_ADDRESS = re.compile(r"serving on http://127\.0\.0\.1:(\d+)/")
_RELOADS = tuple(f"event: {told}\n".encode() for told in (SHOWN, BUILT))
_SILENCE = 60  # seconds; the stream says every quarter of a minute that it is there


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve and edit; 2 where a page was not built anew."""
    given = given_in(parser(), arguments)
    size = SIZES[given.size] if given.entities is None else Size.of(max(given.entities, 4))
    try:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            write_site(draw(size, given.seed), Path(folder))
            taken: dict[Sort, list[float]] = {sort: [] for sort in given.edit or SORTS}
            for sort, seconds in reloads(Path(folder), [*taken], given.runs, given.patience, given.pause):
                taken[sort].append(seconds)
    except (FailedError, OSError, HTTPException) as error:
        print(error, file=sys.stderr)
        return 2
    figures = {sort: {"median": statistics.median(runs), "runs": runs} for sort, runs in taken.items()}
    for sort, runs in taken.items():
        middle = statistics.median(runs)
        print(
            f"{sort}, saved to reloaded: {middle:.3f} s, the median of {len(runs)} ({min(runs):.3f} – {max(runs):.3f})"
        )
    conditions = about("benchmarks.serving", given.arguments, **asdict(size), seed=given.seed, note=given.note)
    keep(given, "serving", {"about": conditions, "serving": figures})
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    made.add_argument("--size", choices=SIZES, default="1k", help="entities, five claims each, a source for ten (1k)")
    made.add_argument("--entities", type=int, metavar="N", help="so many, whatever the size says")
    made.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws another corpus")
    made.add_argument(
        "--edit", choices=SORTS, action="append", help="edit this: a statement, a date, or a new claim; all if left out"
    )
    made.add_argument("--runs", type=int, default=9, metavar="N", help="edits that count, after one that does not (9)")
    made.add_argument(
        "--pause", type=float, default=5, metavar="S", help="seconds between a page and the next edit (5)"
    )
    made.add_argument("--patience", type=float, default=600, metavar="S", help="seconds to wait for one build (600)")
    add_places(made)
    return made


def reloads(
    site: Path, sorts: Sequence[Sort], runs: int, patience: float, pause: float = 0
) -> Iterator[tuple[Sort, float]]:
    """Yield the seconds from saving a file to its reloaded page, for one edit after another of each sort."""
    with _served(site) as port, Edits(site) as edits:
        stream = HTTPConnection("127.0.0.1", port, timeout=_SILENCE)
        stream.request("GET", RELOAD)
        events = stream.getresponse()
        for sort in sorts:
            for number in range(runs + 1):
                page = edits.page(sort)
                _get(port, page)
                time.sleep(pause)
                started = time.perf_counter()
                edits.make(sort)
                _wait(events, port, page, edits.words, started + patience)
                if number:
                    yield sort, time.perf_counter() - started


def _wait(events: HTTPResponse, port: int, page: str, words: str, until: float) -> None:
    """Wait until the page is told to be had anew and says the words."""
    while time.perf_counter() < until:
        if events.readline() in _RELOADS and words in _get(port, page):
            return
    raise FailedError(f"{page} did not come to say “{words}”")


def _get(port: int, page: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=_SILENCE)
    try:
        connection.request("GET", page)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


@contextmanager
def _served(site: Path) -> Iterator[int]:
    """Serve the site, and stop at the end; what is given is the port."""
    command = [sys.executable, "-m", "generator", "serve", "--site", str(site), "--port", "0"]
    with (site / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
    assert process.stdout is not None
    try:
        port = next((int(found[1]) for line in process.stdout if (found := _ADDRESS.search(line))), None)
        if port is None:
            raise FailedError((site / "said.txt").read_text("utf-8", "replace")[-2000:])
        threading.Thread(target=process.stdout.read, daemon=True).start()  # so that it never waits for us
        yield port
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
