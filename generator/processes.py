"""Processes of this machine that share work: forked where that is safe, since these have everything at hand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any

from .problems import DossierError

CAN_FORK = sys.platform == "linux"
_ENDED = (
    "a process that was at work was ended from outside, as the system does when memory runs short: "
    "use fewer with --jobs 1, or close other programs"
)


class Processes(ProcessPoolExecutor):
    """So many processes, each of which calls `begin` with what is given for it.

    Where one of them is ended from outside, leaving the block raises a DossierError.
    """

    def __init__(self, number: int, begin: Callable[..., object] | None = None, *given: Any) -> None:
        """Start none before there is work."""
        context = get_context("fork" if CAN_FORK else "spawn")
        super().__init__(number, context, initializer=begin, initargs=given)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool | None:
        """Wait for what is at work."""
        swallowed = super().__exit__(kind, error, traceback)
        if isinstance(error, BrokenProcessPool):
            raise DossierError(_ENDED) from error
        return swallowed
