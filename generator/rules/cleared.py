"""Files that were judged before: they need not be judged again until something changes.

Most rules look at a record and at those that it names, and at nothing else but the settings and the vocabulary. So
in a file whose records, and all that they name, are what they were, is found what was found there: mostly nothing. A
file is left open in which a rule found something whose hint may name any record of the corpus.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from .. import keeping
from ..corpus import Corpus
from ..model.kept import JudgedFile, KeptFinding, read_judged, written
from ..prose import REFERENCE
from .finding import VOCABULARY, Finding
from .mentions import mentions
from .texts import texts, typed_links

NAME: Final = "judged.kept"
_FAULTY, _UNKNOWN = keeping.digest(b"faulty"), keeping.digest(b"unknown")

_LINK: Final = re.compile(REFERENCE)

R = TypeVar("R")


class Cleared:
    """What an earlier run found, and what is still to be judged."""

    def __init__(self, folder: Path, corpus: Corpus, last: Cleared | None = None) -> None:
        """Look up what is kept in a folder, by this version of the program under the same settings and vocabulary.

        What this process judged `last` need not be looked up: of that the records are at hand.
        """
        self._path = folder / NAME
        self._corpus = corpus
        unread = corpus.homes.get(PurePosixPath(VOCABULARY).stem)
        words = repr((corpus.settings, corpus.vocabulary, unread)).encode()
        self._key = keeping.digest(keeping.program(("",)), words)
        self._files: dict[str, list[str]] = last._files if last and _lie_alike(corpus, last._corpus) else _files(corpus)
        if last and last._key == self._key:
            self._before, self._still = last._now, dict(self._left_since(last))
        else:
            self._before = {judged.file: judged for judged in read_judged(keeping.kept(self._path, self._key))}
            self._still = {
                file: judged
                for file, judged in self._before.items()
                if file in self._files and judged.looked_at == self._looked_at(file, judged.names)
            }
        self._now: dict[str, JudgedFile] = {}
        left = (id for file, ids in self._files.items() if file not in self._still for id in ids)
        self.open = frozenset(left) | corpus.undigested

    def _left_since(self, last: Cleared) -> Iterator[tuple[str, JudgedFile]]:
        """Yield the files that were clear, and of which all that rules see reads as it did."""
        now, then = self._corpus, last._corpus
        gone = then.digests.keys() - now.digests.keys()
        changed = now.changed_since(then).union(gone, then.homes.keys() ^ now.homes.keys())
        for file, judged in last._now.items():
            own = self._files.get(file)
            if own and own == last._files[file] and changed.isdisjoint(own) and changed.isdisjoint(judged.names):
                yield file, judged

    def found(self) -> Iterator[tuple[str, Finding]]:
        """Yield what was found in the files that are not open, each with the code of its rule."""
        for judged in self._still.values():
            for kept in judged.found:
                yield kept.code, Finding(kept.record, kept.path, kept.message, kept.hint, kept.key, kept.mild)

    def part(self) -> Corpus:
        """Return what is open, with all that it names, as a corpus of its own."""
        return excerpt(self._corpus, self.open) if self.open else _only(self._corpus, ())

    def prepare(self) -> None:
        """Look already now at whom the records of open files name, which takes a while on a large site."""
        _ = self._named

    def save(self, found: Iterable[tuple[str, Finding]], unsettled: Collection[str]) -> None:
        """Keep for the next run what was found in open files; those that hold an `unsettled` record are left open."""
        of: defaultdict[str, list[KeptFinding]] = defaultdict(list)
        for code, one in found:
            of[one.record].append(
                KeptFinding(code, one.record, one.path, one.message, one.hint, key=one.key, mild=one.mild)
            )
        judged = {
            file: JudgedFile(
                file, names, self._looked_at(file, names), tuple(kept for id in self._files[file] for kept in of[id])
            )
            for file, names in self._named.items()
            if not any(id in unsettled for id in self._files[file])
        }
        self._now = self._still | judged

    def write(self) -> None:
        """Write down for other processes what was saved, unless it is the same as it was."""
        if self._now != self._before and keeping.time_of(self._path):
            keeping.keep(self._path, self._key, written(self._now.values()))
            self._before = self._now

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        """The ids that the records of each open file name."""
        file_of = {id: file for file, ids in self._files.items() if file not in self._still for id in ids}
        named: dict[str, set[str]] = {file: set() for file in file_of.values()}
        for record, id in _names(self._corpus, file_of):
            named[file_of[record]].add(id)
        return {file: tuple(sorted(ids)) for file, ids in named.items() if file.isprintable()}

    def _looked_at(self, file: str, names: Collection[str]) -> bytes:
        """Return the digest of all that rules see who look at the records of a file."""
        digests, homes, own = self._corpus.digests, self._corpus.homes, self._files[file]
        others = [digests.get(id) or (_FAULTY if id in homes else _UNKNOWN) for id in names]
        words = "\0".join(names).encode()  # no text that was read holds a NUL; own ids are part of what was read
        return keeping.digest(words, b"".join([*map(digests.__getitem__, own), *others]))


def excerpt(corpus: Corpus, ids: Collection[str]) -> Corpus:
    """Return the records of these ids, with all that they name, as a corpus of its own."""
    named = {id for _, id in _names(corpus, ids)}
    return _only(corpus, named.union(ids))


def _names(corpus: Corpus, ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each of these records with each id that it names, also in what may be no link: in code, or in a name."""
    part = _only(corpus, ids)
    yield from ((record, id) for record, _, id, _ in mentions(part))
    for record, _, words in texts(part):
        if "\\" in words or "`" in words:
            yield from ((record, link["id"]) for link in _LINK.finditer(words))
    if corpus.withholds:  # else no rule looks there
        yield from ((record, id) for record, _, id in typed_links(part))


def _files(corpus: Corpus) -> dict[str, list[str]]:
    """Return the ids of the records of each file, in the order in which they were read."""
    files: defaultdict[str, list[str]] = defaultdict(list)
    for id, home in corpus.homes.items():
        if id in corpus.digests:
            files[home.file].append(id)
    return dict(files)


def _lie_alike(one: Corpus, other: Corpus) -> bool:
    """Tell whether two corpora have the same records in the same files."""
    return one.homes == other.homes and list(one.digests) == list(other.digests)


def _only(corpus: Corpus, ids: Collection[str]) -> Corpus:
    ordered = sorted(ids)
    return replace(
        corpus,
        entities=_those(corpus.entities, ordered),
        sources=_those(corpus.sources, ordered),
        claims=_those(corpus.claims, ordered),
    )


def _those(records: Mapping[str, R], ids: Sequence[str]) -> dict[str, R]:
    return {id: records[id] for id in ids if id in records}
