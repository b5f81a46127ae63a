"""The server for this machine: a browser asks it for much at once."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from generator.serve import Server
from scripts.links import Quiet


def test_nobody_is_turned_away_who_asks_at_once(tmp_path: Path) -> None:
    """A hundred may come before the first is answered: a browser that is turned away waits for seconds."""
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server, ExitStack() as asking:
        for _ in range(100):
            asking.enter_context(socket.create_connection(server.server_address[:2], timeout=5))
