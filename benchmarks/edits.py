"""Edits of single claims in a made-up site, as a person would make them, which can be taken back."""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, get_args

from .measure import FailedError

Sort = Literal["statement", "date", "claim"]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""What is edited: words of a statement, the date of a claim, or a claim that is new."""
_CLAIM = re.compile(r"^- id: (\S+)\n(?:  .*\n)*?  text: (?:>-(?:\n    .*)+|.*)(?=\.\"?\n  \w)", re.MULTILINE)
_RECORD = re.compile(r"- id: .*\n(?: .*\n|\n)*")
_DATE = re.compile(r"^  date: .*\n", re.MULTILINE)
_TENSION = re.compile(r"^  tension: .*\n(?:  +- .*\n)*", re.MULTILINE)
_LONG_AGO = 1800
_FEW = 10
"""So many claims of a source stand on one page, wherever a new one is put."""
_APART = 37


class Edits:
    """Edits one claim after another in the files of a site; at the end all are as they were."""

    def __init__(self, site: Path) -> None:
        """Find the files; a site without claims is a FailedError."""
        self._files = sorted((site / "data" / "claims").glob("*.yml"))
        self._short = [file for file in self._files if file.read_bytes().count(b"- id: ") <= _FEW]
        self._before: dict[Path, bytes] = {}
        self._count = 0
        self.words = ""
        """What the page says that shows the last edit."""
        if not self._files:
            raise FailedError(f"no claims in {site}: there is nothing to edit")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.undo()

    def page(self, sort: Sort = "statement") -> str:
        """Return the address of the page that will show the next edit: of the claim, or of the source of a new one."""
        file, found = self._next(sort)
        return f"/sources/{file.stem}/" if sort == "claim" else f"/claims/{found[1]}/"

    def make(self, sort: Sort = "statement") -> str:
        """Edit a claim, the first of another file each time, or put a new one before it; return its id."""
        file, found = self._next(sort)
        self._count += 1
        self._before.setdefault(file, found.string.encode())
        whole = _RECORD.match(found.string, found.start())
        assert whole is not None
        id, record = found[1], whole[0]
        match sort:
            case "statement":
                self.words = f"as was added {self._count} times"
                edited = f"{found[0]}, {self.words}{record[len(found[0]) :]}"
            case "date":
                year = _LONG_AGO + self._count
                self.words = f'datetime="{year}"'
                first, _, rest = record.partition("\n")
                edited = f"{first}\n  date: {year}\n{_DATE.sub('', rest)}"
            case "claim":
                id = self.words = f"{id}-{self._count}"
                new = f"- id: {id}{_TENSION.sub('', record).removeprefix(f'- id: {found[1]}')}".rstrip("\n")
                edited = f"{new}\n\n{record}"
        file.write_bytes(f"{found.string[: found.start()]}{edited}{found.string[whole.end() :]}".encode())
        return id

    def _next(self, sort: Sort) -> tuple[Path, re.Match[str]]:
        """Return the file that is edited next, and where its first statement ends."""
        files = self._short or self._files if sort == "claim" else self._files
        file = files[self._count * _APART % len(files)]
        found = _CLAIM.search(file.read_bytes().decode())
        if not found:
            raise FailedError(f"no statement in {file}")
        return file, found

    def undo(self) -> None:
        """Write the files as they were."""
        for file, data in self._before.items():
            file.write_bytes(data)
        self._before.clear()
