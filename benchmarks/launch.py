"""Starts a command, waits for its end, and writes what the kernel says that it cost; run as a script, and small.

launch.py FIGURES COMMAND…
"""

from __future__ import annotations

import json
import os
import sys
import time

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> int:
    """Return the exit code of the command."""
    _, figures, *command = sys.argv
    started = time.perf_counter()
    try:
        child = os.posix_spawnp(command[0], command, os.environ)
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        return 127
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started
    cost = {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "largest": used.ru_maxrss * _MAXRSS_UNIT}
    with open(figures, "w") as file:  # noqa: PTH123  pathlib is not small
        json.dump(cost, file)
    return abs(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    sys.exit(main())
