"""What is going on while a command runs: told on a terminal, and measured. It is given the clock, and what prints."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Steps:
    """Shows on a terminal what is going on once it takes over a second, and measures each step in seconds.

    What follows a colon in the name of a step is how far it has come.
    """

    def __init__(self, clock: Callable[[], float], show: Callable[[str], None] | None = None) -> None:
        """Begin to measure by a clock of seconds; `show` writes to a terminal, if there is one."""
        self._clock, self._write = clock, show or (lambda text: None)
        self.started = self._since = clock()
        self.seconds = 0.0
        self.shares: dict[str, float] = {}
        self._step = self._shown = ""
        self._over = threading.Event()
        self._showing = threading.Thread(target=self._show, daemon=True) if show else None

    def __enter__(self) -> Steps:
        """Begin to show."""
        if self._showing:
            self._showing.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop the clock and clear the line."""
        self._over.set()
        if self._showing:
            self._showing.join()
        self("")
        self.seconds = self._clock() - self.started
        if self._shown:
            self._write("\r\033[K")

    def __call__(self, step: str) -> None:
        """Begin a step, named in words, or tell how far it has come."""
        name, now = step.partition(":")[0], self._clock()
        before = self._step.partition(":")[0]
        if before and name != before:
            self.shares[before] = self.shares.get(before, 0.0) + now - self._since
        if name != before:
            self._since = now
        self._step = step

    def _show(self) -> None:
        """Show the step that is at work, after the first second and whenever it changes."""
        wait = 1.0
        while not self._over.wait(wait):
            wait = 0.2
            if self._step != self._shown:
                self._shown = self._step
                self._write(f"\r\033[K{self._shown} …")
