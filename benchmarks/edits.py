"""Edits of single claims in a made-up site, as a person would make them, which can be taken back."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Self

from .measure import FailedError

_CLAIM = re.compile(r"^- id: (\S+)\n(?:  .*\n)*?  text: (?:>-(?:\n    .*)+|.*)(?=\.\"?\n  \w)", re.MULTILINE)
_APART = 37


class Edits:
    """Edits one claim after another in the files of a site; at the end all are as they were."""

    def __init__(self, site: Path) -> None:
        """Find the files; a site without claims is a FailedError."""
        self._files = sorted((site / "data" / "claims").glob("*.yml"))
        self._before: dict[Path, bytes] = {}
        self._count = 0
        self.words = ""
        """What the last edit added to a statement."""
        if not self._files:
            raise FailedError(f"no claims in {site}: there is nothing to edit")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.undo()

    @property
    def next(self) -> str:
        """The id of the claim that is edited next."""
        return self._next()[1][1]

    def make(self) -> str:
        """Add words to the statement of a claim, the first of another file each time; return its id."""
        file, found = self._next()
        self._count += 1
        text = found.string
        self._before.setdefault(file, text.encode())
        self.words = f"as was added {self._count} times"
        file.write_bytes(f"{text[: found.end()]}, {self.words}{text[found.end() :]}".encode())
        return found[1]

    def _next(self) -> tuple[Path, re.Match[str]]:
        """Return the file that is edited next, and where its first statement ends."""
        file = self._files[self._count * _APART % len(self._files)]
        found = _CLAIM.search(file.read_bytes().decode())
        if not found:
            raise FailedError(f"no statement in {file}")
        return file, found

    def undo(self) -> None:
        """Write the files as they were."""
        for file, data in self._before.items():
            file.write_bytes(data)
        self._before.clear()
