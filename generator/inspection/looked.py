"""Files that are the same in build after build, such as those of the theme: what they show, for the next process.

In one of them nothing needs to be looked for but statements, since these change; so its texts are kept as they were
heard. Everything else that a finding hangs on (program, settings, words that must not leak) its keeper answers for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
