"""Files that are the same in build after build, such as those of the theme: what they show, for the next process.

Of those that packages bring it is kept for all sites what is said in them.

In one of them nothing needs to be looked for but statements, since these change; so its texts are kept as they were
heard. Everything else that a finding hangs on (program, settings, words that must not leak) its keeper answers for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from ..keeping import keep, kept, whole_program
from ..model import Row, packed, unpacker
from .facts import PageFacts
from .folding import SEAM


class Looked(Row, frozen=True):
    """A file without faults that shows no claim: a digest of its bytes, what it shows, and all texts in it.

    `heard` are the texts in which statements were looked for, without white space; no statement runs across a seam.
    """

    file: str
    digest: bytes
    targets: tuple[str, ...]
    anchors: tuple[tuple[str, str], ...]
    ids: str
    heard: str

    @classmethod
    def of(cls, digest: bytes, facts: PageFacts, heard: Iterable[str]) -> Looked:
        """Return what is kept of a file with these bytes."""
        return cls(facts.address, digest, facts.targets, facts.anchors, facts.ids, SEAM.join(heard))

    @property
    def facts(self) -> PageFacts:
        """What the file shows."""
        return PageFacts(self.file, (), self.targets, self.anchors, self.ids)


class _All(Row, frozen=True):
    files: tuple[Looked, ...]


_all = unpacker(_All)


def written(files: Iterable[Looked]) -> bytes:
    """Return files as bytes."""
    return packed(_All(tuple(files)))


def read(data: bytes) -> Mapping[str, Looked]:
    """Return by their addresses the files that were written; none where nothing was."""
    return {looked.file: looked for looked in _all(data).files} if data else {}


class Packages:
    """What is kept of files that packages bring, for all sites: all texts in each, as for `Looked`, by its digest.

    Such a file has no faults but those that its addresses or its words may have on one site.
    """

    MOST = 60

    def __init__(self, path: Path) -> None:
        """Read nothing yet: who builds again and again never asks."""
        self._path = path
        self._is_new = False

    @cached_property
    def _heard(self) -> dict[bytes, str]:
        return dict(_texts(data).files) if (data := kept(self._path, whole_program())) else {}

    def heard(self, digest: bytes) -> str:
        """Return the texts in a file with this digest; nothing where it is not known."""
        return self._heard.get(digest, "")

    def take(self, digest: bytes, heard: str) -> None:
        """Take the texts in a file that was read."""
        self._heard[digest] = heard
        self._is_new = True

    def settle(self) -> None:
        """Write down what was taken last, if anything was."""
        if self._is_new:
            with suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            keep(self._path, whole_program(), packed(_Texts(tuple(self._heard.items())[-self.MOST :])))
            self._is_new = False


class _Texts(Row, frozen=True):
    files: tuple[tuple[bytes, str], ...]


_texts = unpacker(_Texts)
