"""Tells whether files lie there as they were left."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat
from typing import TypeVar

MANY = 20_000
"""Of so many files on, two processes look at half of them each."""
T = TypeVar("T")
_Left = Iterable[tuple[str, int]]
"""Addresses, and the size that a file there must have, in bytes; below 0 for a folder."""


def is_untouched(root: str, left: Sequence[T], finished: int, told: Callable[[Sequence[T]], _Left]) -> bool:
    """Tell whether what was `left` lies below a folder, and nothing else, and nobody touched it since some time.

    That is in nanoseconds, and found by sizes and times alone. What comes into a folder, or goes, changes the time of
    the folder: so none has to be listed, of which a large site has as many as pages. How files were left is `told` of
    a part of them; a ValueError says that it cannot be.
    """
    if len(left) < MANY or sys.platform != "linux":
        return _untouched(root, left, finished, told)
    return _untouched_by_two(root, left, finished, told)


def _untouched_by_two(root: str, left: Sequence[T], finished: int, told: Callable[[Sequence[T]], _Left]) -> bool:
    """Do the same in two processes: most of it is what the system does for each path."""
    half = len(left) // 2
    try:
        other = os.fork()
    except OSError:  # so many processes as there may be
        return _untouched(root, left, finished, told)
    if not other:
        untouched = False
        try:
            untouched = _untouched(root, left[half:], finished, told)
        finally:
            os._exit(not untouched)
    untouched = _untouched(root, left[:half], finished, told)
    _, status = os.waitpid(other, 0)
    return untouched and status == 0


def _untouched(root: str, left: Sequence[T], finished: int, told: Callable[[Sequence[T]], _Left]) -> bool:
    """Tell whether files and their folders are what they were, and did not change since some time in nanoseconds."""
    try:
        files = list(told(left))
        # A hundred thousand times on a large site: so all stands in line.
        for address, size in chain(zip(_folders(address for address, _ in files), repeat(-1)), files):
            status = os.lstat(f"{root}/{address}")
            is_kind = stat.S_ISDIR if size < 0 else stat.S_ISREG
            if status.st_mtime_ns > finished or not is_kind(status.st_mode) or -1 < size != status.st_size:
                return False
    except (OSError, ValueError):
        return False
    return True


def _folders(addresses: Iterable[str]) -> set[str]:
    """Return all folders that files at these addresses lie in; "" for the one that holds all."""
    found: set[str] = set()
    last = {address.rpartition("/")[0] for address in addresses}
    while last:
        found |= last
        last = {folder.rpartition("/")[0] for folder in last} - found
    return found
