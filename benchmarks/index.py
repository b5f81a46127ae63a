"""`python -m benchmarks.index`: make the search index of a site and nothing else, and say how long that takes.

A build makes the same files among all others, and shares with them what is worked out for both: how claims are worded,
and how far they can be trusted. Here that counts for the index alone, so that its cost is rather too high than too low.
Reading the records is told apart. Hand-written pages are left out: the engine finds their words.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from generator.load import load
from generator.matter import Matter
from generator.problems import has_errors
from generator.templates import gathered

from .files import empty, write

READING = "reading"
_ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the index, and print the CPU seconds of its parts as JSON, one object a line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.index", description=__doc__)
    made.add_argument("--site", type=Path, default=Path(), metavar="DIR", help="the folder with mkdocs.yml (here)")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the folder `search` goes")
    given = made.parse_args(arguments)
    gc.disable()  # as the command does
    matter = matter_of(given.site)
    seconds = {READING: time.process_time(), **make_index(matter, given.out)}
    print("\n".join(json.dumps({step: round(value, 3)}) for step, value in seconds.items()))
    return 0


def matter_of(site: Path) -> Matter:
    """Return all that is needed to make the pages of a site."""
    corpus, problems = load(site)
    assert not has_errors(problems), problems
    return Matter(corpus, gathered((_ROOT / "templates",)), ())


def make_index(matter: Matter, out: Path) -> dict[str, float]:
    """Write all files of the index below a folder; return the CPU seconds of each kind."""
    empty(out)
    seconds: defaultdict[str, float] = defaultdict(float)
    for page in matter.plan.pages:
        if page.template.startswith("search-"):
            start = time.process_time()
            write(out / page.address, matter.renderer.render(page).body)
            seconds[page.template] += time.process_time() - start
    return seconds


if __name__ == "__main__":
    sys.exit(main())
