"""Reads ordinary files, and nothing else that may lie in their place; and writes them whole or not at all.

Who opens a pipe that nobody writes into waits for ever, and a device may have no end.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from io import BufferedReader, FileIO, TextIOWrapper
from pathlib import Path


def opened(path: Path) -> FileIO:
    """Return an ordinary file, or the one that a link leads to, open for reading; OSError for whatever else."""
    file = FileIO(os.open(path, os.O_RDONLY | os.O_NONBLOCK))  # an ordinary file knows no waiting
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is no file", os.fspath(path))
    return file


def read(path: Path) -> bytes:
    """Return what an ordinary file holds; OSError as for `opened`."""
    with opened(path) as file:
        return file.readall()


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Return the text of an ordinary file, with any end of a line as \\n; OSError as for `opened`."""
    with TextIOWrapper(BufferedReader(opened(path)), encoding) as file:
        return file.read()


def put(path: Path, data: bytes) -> None:
    """Let a file hold these bytes, in one step. OSError, with its name, where that cannot be: then it is as it was."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        with suppress(FileNotFoundError):
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error
