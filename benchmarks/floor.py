"""`python -m benchmarks.floor`: write the files of a site and do nothing else, as a floor for what writes them.

The bytes are taken from one file into which the site was packed beforehand, mapped into memory, so that no time goes
into finding or opening them. Files are made by the system's own calls, in one process or in several.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_PACK, _LIST = "pack.bin", "pack.json"
Placed = tuple[str, int, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what was packed."""
    given = parser().parse_args(arguments)
    unpack(given.pack, given.out, given.jobs)
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.floor", description=__doc__)
    made.add_argument("pack", type=Path, metavar="PACK", help="the folder into which a site was packed")
    made.add_argument("out", type=Path, metavar="OUT", help="a folder that is not there yet")
    made.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (1)")
    return made


def pack(site: Path, folder: Path) -> None:
    """Pack all files of a site into one, with a list of where each stands."""
    folder.mkdir(parents=True, exist_ok=True)
    root, placed = site.resolve(), []
    with (folder / _PACK).open("wb") as whole:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            start = whole.tell()
            whole.write(path.read_bytes())
            placed.append((path.relative_to(root).as_posix(), start, whole.tell()))
    (folder / _LIST).write_text(json.dumps(placed), "utf-8")


def unpack(folder: Path, out: Path, jobs: int) -> None:
    """Write all files that were packed, by so many processes, each of which takes a share of the list."""
    placed: list[Placed] = json.loads((folder / _LIST).read_text("utf-8"))
    folders = {os.path.dirname(address) for address, _, _ in placed}  # noqa: PTH120  a path object takes longer
    for name in sorted(folders):
        os.makedirs(f"{out}/{name}", exist_ok=True)  # noqa: PTH103
    with (folder / _PACK).open("rb") as whole, mmap.mmap(whole.fileno(), 0, access=mmap.ACCESS_READ) as data:
        shares = [placed[len(placed) * job // jobs : len(placed) * (job + 1) // jobs] for job in range(jobs)]
        others = [child for share in shares[1:] if (child := _forked(share, data, out))]
        _write(shares[0], data, out)
        if any(os.waitpid(child, 0)[1] for child in others):
            raise SystemExit("a process did not write its share")


def _forked(share: Iterable[Placed], data: mmap.mmap, out: Path) -> int:
    child = os.fork()
    if not child:
        try:
            _write(share, data, out)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def _write(share: Iterable[Placed], data: mmap.mmap, out: Path) -> None:
    with memoryview(data) as view:
        for address, start, end in share:
            descriptor = os.open(f"{out}/{address}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            while start < end:
                start += os.write(descriptor, view[start:end])
            os.close(descriptor)


if __name__ == "__main__":
    sys.exit(main())
