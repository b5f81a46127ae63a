"""Processes that share work."""

import os
import signal

import pytest

from generator.problems import DossierError
from generator.processes import CAN_FORK, Processes


def ended(place: int) -> int:
    if place == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return place


@pytest.mark.skipif(not CAN_FORK, reason="what a test defines is at hand only where processes are forked")
def test_a_process_that_is_ended_from_outside_is_one_sentence() -> None:
    """Who runs out of memory reads what to do, and no traceback."""
    with pytest.raises(DossierError, match="--jobs 1"), Processes(2) as processes:
        list(processes.map(ended, range(4)))


def test_whatever_else_goes_wrong_is_told_as_it_is() -> None:
    """A mistake in the work itself is no lack of memory."""
    with pytest.raises(TypeError), Processes(2) as processes:
        list(processes.map(len, ["a", 1]))
