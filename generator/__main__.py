"""The command `dossier`, which is `python -m generator` too: it runs the command line, and ends at Ctrl-C.

It runs before all else is read in, which takes a while, and so imports as little as it can itself.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130


def run() -> None:
    """Run the command line to its end; where it is interrupted, even while it is read in, end without a word."""
    try:
        import signal

        # Else it was told to let Ctrl-C pass, as a shell tells what it runs in the background.
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, _interrupt)
        from .cli import run

        run()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)


def _interrupt(_: int, frame: "FrameType | None") -> None:
    """Raise what Ctrl-C raises; but end at once while a module is read in, where Python may swallow or rename it."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os._exit(INTERRUPTED)
        frame = frame.f_back
    raise KeyboardInterrupt


if __name__ == "__main__":
    run()
