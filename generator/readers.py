"""Who looks at a site while it is served: the pages that they asked for last, and what there is to tell them.

After an edit the pages that are open are shown before all others are made. They are held here, above the built site,
until the whole build lies there.
"""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from itertools import islice
from pathlib import Path

_FEW = 4
"""So many pages count as open: each that is made before the rest lets the rest wait."""
SHOWN = "shown"
"""What pages are told when one of them can be had anew; which, by the path that it was asked for."""
BUILT = "built"
"""What pages are told when all is built; and which of them had all of it before."""
BUILDING = "building"
"""What pages are told when a build begins."""
FAULTY = "faulty"
"""What pages are told when a build failed; and what is wrong."""


class Readers:
    """The readers of one served site. Those who serve and the one who builds may use it at the same time."""

    def __init__(self, root: Path) -> None:
        """Begin before anybody looks at the site that is built at a root."""
        self._root = root
        self._changed = threading.Condition()
        self._open: dict[str, str] = {}
        self._early: dict[str, bytes] = {}
        self._news: list[tuple[str, str]] = []
        self._wrong = ""
        self._has_failed = False

    def ask(self, file: str, path: str) -> bytes | None:
        """Note that a file of the site is asked for by a path; return what is shown in its place, if anything is."""
        with self._changed:
            self._open.pop(file, None)
            self._open[file] = path
            for oldest in list(islice(self._open, max(len(self._open) - _FEW, 0))):
                del self._open[oldest]
            return self._early.get(file)

    def looking_at(self) -> list[str]:
        """Return the files of the few pages that were asked for last, the last one first."""
        with self._changed:
            return [*reversed(self._open)]

    def show(self, file: str, data: bytes) -> None:
        """Show a page as it will be when all is built; who looks at it is told, unless it is as it was.

        What was wrong with the last build is mended, or there would be none: who loads the page anew is not told of it.
        """
        lies = _lies(self._root / file, data)
        with self._changed:
            self._wrong = ""
            if lies:
                return
            if self._early.get(file) == data:
                return
            self._early[file] = data
            self._tell(SHOWN, json.dumps(self._open.get(file, "")))

    def building(self) -> None:
        """Tell all that a build begins, of which nothing is known to be wrong yet."""
        with self._changed:
            self._has_failed = False
            self._tell(BUILDING, "null")

    def failed(self, words: str) -> None:
        """Note what is wrong with the build that is under way, of which the site does not become what is built."""
        with self._changed:
            self._has_failed, self._wrong = True, json.dumps(words)

    def built(self) -> None:
        """Tell all that the site is built, or what is wrong with it, and show nothing before it any more.

        Where it failed, those who were shown a page of it are shown the last good one again.
        """
        with self._changed:
            early = {self._open[file]: file for file in self._early if file in self._open}
            right = [path for path, file in early.items() if _lies(self._root / file, self._early[file])]
            self._early.clear()
            if self._has_failed:
                for path in [path for path in early if path not in right]:
                    self._tell(SHOWN, json.dumps(path))
                self._tell(FAULTY, self._wrong)
            else:
                self._wrong = ""
                self._tell(BUILT, json.dumps(right))

    @property
    def wrong(self) -> str:
        """What is wrong with the last build, as JSON; empty if nothing is."""
        with self._changed:
            return self._wrong

    @property
    def told(self) -> int:
        """How much they were told by now."""
        with self._changed:
            return len(self._news)

    def news(self, since: int, seconds: float) -> list[tuple[str, str]]:
        """Return what was told after so many things, and what that is about; wait a while for it if nothing was."""
        with self._changed:
            self._changed.wait_for(lambda: len(self._news) > since, timeout=seconds)
            return self._news[since:]

    def _tell(self, what: str, about: str) -> None:
        self._news.append((what, about))
        self._changed.notify_all()


def _lies(file: Path, data: bytes) -> bool:
    with suppress(OSError):
        return file.read_bytes() == data
    return False
