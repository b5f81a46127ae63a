"""`python -m benchmarks.cluster`: measure what goes to a cluster and comes back, and say from which size on it pays.

No cluster is measured: one process makes a small corpus, once more from what would be sent to a worker, with a clock at
every step. From these figures a model tells how long larger builds would take; `docs/cluster.md` has its assumptions.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import gc
import pickle
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from time import process_time
from typing import TypeVar

from generator.build import build

from .corpus import Size, draw
from .yaml_site import write_site

P = TypeVar("P")
R = TypeVar("R")
NETWORK = 125e6
"""Bytes per second through the scheduler's one link: 1 Gbit/s."""
CORES = (1, 2, 8)
"""Of the machines that the cluster is compared with."""
CLAIMS = (10_000, 100_000, 1_000_000, 10_000_000)
WORKERS = (8, 32, 128)


@dataclass(frozen=True)
class Costs:
    """What a build takes: processor seconds of one core, and bytes."""

    pages: float = 0.0
    """Pages for each claim."""
    rest: float = 0.0
    """Seconds for each claim of all that one process does alone: reading, judging, planning, inspecting, publishing."""
    pack: float = 0.0
    """Seconds for each claim to pack what is sent."""
    sent: float = 0.0
    """Bytes for each claim of what is sent to each worker."""
    unpack: float = 0.0
    """Seconds for each claim until a worker has unpacked it."""
    drawn: float = 0.0
    """Seconds for each page to draw it."""
    back: float = 0.0
    """Bytes for each page that come back."""
    written: float = 0.0
    """Seconds for each page to take it in and write it."""

    def here(self, claims: int, cores: int) -> float:
        """Return the seconds of a build on one machine."""
        return claims * (self.rest + self.pages * (self.drawn + self.written) / cores)

    def there(self, claims: int, workers: int, network: float = NETWORK) -> float:
        """Return the seconds of a build on a cluster: drawing, coming back and writing go on at the same time."""
        pages = claims * self.pages
        sending = claims * (self.pack + workers * self.sent / network + self.unpack)
        return claims * self.rest + sending + pages * max(self.drawn / workers, self.back / network, self.written)


class Clocked:
    """Draws pages from what would be sent to a worker, with a clock at every step."""

    def __init__(self) -> None:
        self.pages = self.sent = self.back = 0
        self.pack = self.unpack = self.drawn = self.written = 0.0

    def map(self, work: Callable[[P], R], parts: Sequence[P], /) -> Iterator[R]:
        """Yield what becomes of each part; the time until the next is asked for is that of writing it."""
        begun = process_time()
        data = zlib.compress(pickle.dumps(work), 1)
        packed = process_time()
        away: Callable[[P], R] = pickle.loads(zlib.decompress(data))
        self.pack, self.unpack, self.sent = packed - begun, process_time() - packed, len(data)
        for part in parts:
            begun = process_time()
            sent = zlib.compress(pickle.dumps(away(part)), 1)
            self.drawn += process_time() - begun
            begun = process_time()
            yield pickle.loads(zlib.decompress(sent))
            self.written += process_time() - begun
            self.back += len(sent)


def measure(size: Size, folder: Path) -> Costs:
    """Return what a made-up corpus takes, drawn away from the process that began the build."""
    write_site(draw(size), folder / "site")
    build(folder / "site", folder / "first", environ={}, tell=lambda step: None)  # the engine's work is kept
    clocked, begun = Clocked(), process_time()
    built = build(folder / "site", folder / "out", environ={}, tell=lambda step: None, elsewhere=clocked)
    whole, pages, claims = process_time() - begun, built.made, size.claims
    alone = whole - clocked.pack - clocked.unpack - clocked.drawn - clocked.written
    return Costs(pages / claims, alone / claims, clocked.pack / claims, clocked.sent / claims, clocked.unpack / claims,
                 clocked.drawn / pages, clocked.back / pages, clocked.written / pages)  # fmt: skip


def table(costs: Costs) -> str:
    """Return what the model says of larger builds."""
    heads = ["claims", *(f"here, {n}" for n in CORES), *(f"{n} workers" for n in WORKERS), "sent to each"]
    rows = [f"| {' | '.join(heads)} |", f"|{'--:|' * len(heads)}"]
    for claims in CLAIMS:
        times = [costs.here(claims, cores) for cores in CORES] + [costs.there(claims, n) for n in WORKERS]
        cells = [f"{claims:,}", *(f"{seconds:,.0f} s" for seconds in times), f"{claims * costs.sent / 1e6:,.0f} MB"]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure a small corpus, and print its figures and the table of the model."""
    given = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description="Model builds on a cluster.")
    given.add_argument("--entities", type=int, default=200, metavar="N", help="with five claims each (200)")
    size = Size.of(given.parse_args(arguments).entities)
    gc.disable()  # as the program itself does
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(size, Path(folder))
    for field in fields(costs):
        print(f"{field.name:>8} {getattr(costs, field.name):.4g}")
    print(f"\n{table(costs)}")


if __name__ == "__main__":
    main()
