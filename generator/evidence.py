"""Copies of sources, kept under the SHA-256 of their bytes, on the machines of those who read them.

A copy is somebody else's text: it lies in a folder that git ignores and that is never published. A machine without it
builds the same site. This module finds a copy, makes sure that its bytes are those that were recorded, and gives its
text; it refuses to know records, quotes and what a text is checked for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from . import ordinary
from .extraction import Extracted, extracted
from .problems import DossierError
from .quotes import folded

FOLDER: Final = "evidence"
VARIABLE: Final = "DOSSIER_EVIDENCE"

Span = tuple[int, int]
_OTHERS: Final = "other bytes than those it is named for"
_POINTER: Final = b"version https://git-lfs."


class DamagedCopyError(DossierError):
    """The bytes under a hash are others than those that were recorded."""


@dataclass(frozen=True)
class Store:
    """The folder that holds the copies; it need not exist."""

    folder: Path

    @cached_property
    def hashes(self) -> frozenset[str]:
        """The hashes of all copies at hand, read once."""
        try:
            return frozenset(os.listdir(self.folder))  # noqa: PTH208  names only, of very many files
        except OSError:
            return frozenset()

    def has(self, digest: str) -> bool:
        """Tell whether there is a copy under this hash."""
        return digest in self.hashes

    def data(self, digest: str) -> bytes:
        """Return the bytes of a copy; a DossierError where they cannot be read or are not those of the hash."""
        try:
            data = ordinary.read(self.folder / digest)
        except OSError as error:
            raise DossierError(f"the copy cannot be read: {error.strerror}") from error
        if sha256(data).hexdigest() != digest:
            found = "a pointer of Git LFS: `git lfs pull` brings it" if data.startswith(_POINTER) else _OTHERS
            raise DamagedCopyError(f"the file {digest} holds {found}")
        return data

    def extracted(self, digest: str, media_type: str) -> Extracted:
        """Return the text of a copy, as a reader sees it, what of it is struck out, and its parts without marks."""
        return extracted(self.data(digest), media_type)

    def put(self, data: bytes) -> str:
        """Keep a copy and return its hash."""
        digest = sha256(data).hexdigest()
        path = self.folder / digest
        self._make()
        with suppress(OSError):
            if ordinary.read(path) == data:
                return digest
        ordinary.put(path, data)
        return digest

    def _make(self) -> None:
        """Make the folder if it is not there, so that git ignores all in it: nobody commits a copy by mistake.

        It is there with the file that says so, or not at all: who makes it later would take that as somebody's wish.
        """
        if os.path.lexists(self.folder):
            return
        beside = self.folder.with_name(f".{self.folder.name}.new")
        try:
            beside.mkdir(parents=True, exist_ok=True)
            ordinary.put(beside / ".gitignore", b"*\n")
            beside.rename(self.folder)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            raise


def store(site: Path, setting: str | None, environ: Mapping[str, str]) -> Store:
    """Return the store of a site: where the environment says, else its settings, else `evidence/` in its folder."""
    return Store(site / (environ.get(VARIABLE) or setting or FOLDER))


def spans_of_lines(text: str, lines: Iterable[tuple[int, int]]) -> tuple[tuple[Span, ...], list[int]]:
    """Return the spans of lines (first and last, counted from 1), and the last lines that the text does not have."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    count = len(starts) - 1
    asked = list(lines)
    spans = tuple((starts[first - 1], starts[min(last, count)] - 1) for first, last in asked if first <= count)
    return spans, [last for _, last in asked if last > count]


def lines_with(text: str, words: str) -> tuple[Span, ...]:
    """Return the spans of the lines that hold some words, whatever white space and marks are like there."""
    wanted, spans, start = folded(words), [], 0
    for line in text.split("\n"):
        if wanted and wanted in folded(line):
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)
