"""What a command prints to: open whatever closed it, and there to the end whoever stops reading.

It refuses to know what is printed.
"""

from __future__ import annotations

import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import IO, Any


def open_closed() -> None:
    """Open what whoever began this run closed, for what it begins too: else other files would stand in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


def outlive_readers() -> None:
    """Let a command that prints to a reader who is gone do all that it has to do, and end with the code of that.

    Where its output is not buffered it would else end at its first word, before it knows what it found.
    """
    sys.stdout, sys.stderr = _outliving(sys.stdout), _outliving(sys.stderr)


def _outliving(stream: IO[Any]) -> IO[Any]:
    if not isinstance(stream, TextIOWrapper) or stream not in (sys.__stdout__, sys.__stderr__):
        return stream  # one that was opened here would close with its file as it is replaced
    stream.flush()
    raw = _Outlet(stream.fileno(), "wb", closefd=False)
    return TextIOWrapper(
        raw if stream.write_through else BufferedWriter(raw),
        stream.encoding, stream.errors, line_buffering=stream.line_buffering, write_through=stream.write_through,
    )  # fmt: skip


class _Outlet(FileIO):
    """A file that may be a pipe: from when nobody reads it, what is written to it goes nowhere."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return len(data)
