"""Tells whether files lie there as they were left."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

MANY = 20_000
"""Of so many files and folders on, two processes look at half of them each."""
_Left = tuple[str, int]
"""A path, and the size that a file there must have, in bytes; below 0 for a folder."""


def is_untouched(root: str, sizes: Mapping[str, int], finished: int) -> bool:
    """Tell whether files of these sizes lie below a folder, and nothing else, and nobody touched them since some time.

    That is in nanoseconds, and found by sizes and times alone. What comes into a folder, or goes, changes the time of
    the folder: so none has to be listed, of which a large site has as many as pages.
    """
    left = [*zip(_folders(sizes), repeat(-1)), *sizes.items()]
    if len(left) < MANY or sys.platform != "linux":
        return _untouched(root, left, finished)
    return _untouched_by_two(root, left, finished)


def _untouched_by_two(root: str, left: Sequence[_Left], finished: int) -> bool:
    """Do the same in two processes: most of it is what the system does for each path."""
    half = len(left) // 2
    try:
        other = os.fork()
    except OSError:  # so many processes as there may be
        return _untouched(root, left, finished)
    if not other:
        untouched = False
        try:
            untouched = _untouched(root, left[half:], finished)
        finally:
            os._exit(not untouched)
    untouched = _untouched(root, left[:half], finished)
    _, status = os.waitpid(other, 0)
    return untouched and status == 0


def _untouched(root: str, left: Iterable[_Left], finished: int) -> bool:
    """Tell whether files and folders are what they were, and did not change since some time in nanoseconds."""
    try:
        # A hundred thousand times on a large site: so all stands in line.
        for address, size in left:
            status = os.lstat(f"{root}/{address}")
            is_kind = stat.S_ISDIR if size < 0 else stat.S_ISREG
            if status.st_mtime_ns > finished or not is_kind(status.st_mode) or -1 < size != status.st_size:
                return False
    except OSError:
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
