"""Files that were judged before, and nothing was found in them: they need not be judged again until something changes.

Most rules look at a record and at those that it names, and at nothing else but the settings and the vocabulary. So a
file whose records, and all that they name, are what they were, holds what it held: nothing to tell. Findings are never
kept. Where a rule finds anything in what has changed, it is asked about the whole corpus, since a hint may name any
record.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from .. import keeping
from ..corpus import Corpus
from ..model.kept import JudgedFile, read_judged, written
from ..prose import REFERENCE
from .finding import VOCABULARY
from .mentions import mentions
from .some import Some
from .texts import texts
from .workers import Check, each

NAME: Final = "judged.kept"
_NOWHERE: Final = ""
"""Stands for the file of records of which nobody knows how they were read."""
_FAULTY, _UNKNOWN = keeping.digest(b"faulty"), keeping.digest(b"unknown")

_LINK: Final = re.compile(REFERENCE)


class Cleared:
    """What an earlier run found nothing in, and what is still to be judged."""

    def __init__(self, folder: Path, corpus: Corpus, last: Cleared | None = None) -> None:
        """Look up what is kept in a folder, by this version of the program under the same settings and vocabulary.

        What this process judged `last` need not be looked up: of that the records are at hand.
        """
        self._path = folder / NAME
        self._corpus = corpus
        unread = corpus.homes.get(PurePosixPath(VOCABULARY).stem)
        words = repr((corpus.settings, corpus.vocabulary, unread)).encode()
        self._key = keeping.digest(keeping.program(("",)), words)
        self._files = _files(corpus)
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
        clear = {id for file in self._still for id in self._files[file]}
        self.open = frozenset({*corpus.entities, *corpus.sources, *corpus.claims} - clear)
        self._open_files = {file: ids for file, ids in self._files.items() if file not in self._still}
        if apart := self.open.difference(*self._open_files.values()):
            self._open_files[_NOWHERE] = sorted(apart)
        self._named: Mapping[str, tuple[str, ...]] | None = None

    def _left_since(self, last: Cleared) -> Iterator[tuple[str, JudgedFile]]:
        """Yield the files that were clear, and of which all that rules see reads as it did."""
        now, then = self._corpus, last._corpus
        gone = then.digests.keys() - now.digests.keys()
        changed = now.changed_since(then).union(gone, then.homes.keys() ^ now.homes.keys())
        for file, judged in last._now.items():
            own = self._files.get(file)
            if own and own == last._files[file] and changed.isdisjoint(own) and changed.isdisjoint(judged.names):
                yield file, judged

    def finding(self, rules: Sequence[Check], jobs: int = 1) -> list[Check]:
        """Return the rules that find anything in what is open; only rules that look no farther can be asked.

        Up to `jobs` processes look, each at some of the open files.
        """
        if not self.open:
            return []
        files = list(self._open_files)
        parts = list(filter(None, (files[first::jobs] for first in range(jobs))))
        looked = each(partial(self._look, rules), parts, jobs)
        named = {file: names for part in looked for file, names in part.named.items()}
        self._named = {file: named[file] for file in files}
        found = frozenset[int]().union(*(part.found for part in looked))
        return [rule for place, rule in enumerate(rules) if place in found]

    def _look(self, rules: Sequence[Check], files: Sequence[str]) -> _Looked:
        """Ask rules about some open files, with all that their records name."""
        own, named = list(chain.from_iterable(map(self._open_files.__getitem__, files))), self._names_in(files)
        part = _part(self._corpus, own, chain.from_iterable(named.values()))
        finds = [any(True for _ in rule.check(part)) for rule in rules]
        return _Looked([place for place, found in enumerate(finds) if found], named)

    def save(self, faulty: Collection[str]) -> None:
        """Keep for the next run which files are clear, now that the faulty records among all are known."""
        clear = {
            file: JudgedFile(file, names, self._looked_at(file, names))
            for file, names in self._names_in_open().items()
            if file.isprintable() and file in self._files and not any(id in faulty for id in self._files[file])
        }
        self._now = self._still | clear

    def write(self) -> None:
        """Write down for other processes what was saved, unless it is the same as it was."""
        if self._now != self._before and keeping.time_of(self._path):
            keeping.keep(self._path, self._key, written(self._now.values()))
            self._before = self._now

    def _names_in_open(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids that the records of each open file name."""
        if self._named is None:
            self._named = self._names_in(self._open_files)
        return self._named

    def _names_in(self, files: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the ids that the records of some open files name."""
        file_of = {id: file for file in files for id in self._open_files[file]}
        named: dict[str, set[str]] = {file: set() for file in files}
        for record, id in _names(_only(self._corpus, file_of)):
            named[file_of[record]].add(id)
        return {file: tuple(sorted(ids)) for file, ids in named.items()}

    def _looked_at(self, file: str, names: Collection[str]) -> bytes:
        """Return the digest of all that rules see who look at the records of a file."""
        digests, homes, own = self._corpus.digests, self._corpus.homes, self._files[file]
        others = [digests.get(id) or (_FAULTY if id in homes else _UNKNOWN) for id in names]
        words = "\0".join(names).encode()  # no text that was read holds a NUL; own ids are part of what was read
        return keeping.digest(words, b"".join([*map(digests.__getitem__, own), *others]))


class _Looked(NamedTuple):
    """What came of a look at some files: which of the rules found anything, and the ids that the records name."""

    found: Sequence[int]
    named: Mapping[str, tuple[str, ...]]


def excerpt(corpus: Corpus, ids: Collection[str]) -> Corpus:
    """Return the records of these ids as a corpus of its own, in which all that they name is found, but not gone over.

    So what rules find in it, they find in these records.
    """
    return _part(corpus, ids, {id for _, id in _names(_only(corpus, ids))})


def _names(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Yield each record with each id that it names, be it in what may be no link: behind a backslash, or in code."""
    yield from ((record, id) for record, _, id, _ in mentions(corpus))
    for record, _, words in texts(corpus):
        if "\\" in words or "`" in words:
            yield from ((record, link["id"]) for link in _LINK.finditer(words))


def _files(corpus: Corpus) -> dict[str, list[str]]:
    """Return the ids of the records of each file, in the order in which they were read."""
    files: defaultdict[str, list[str]] = defaultdict(list)
    for id, home in corpus.homes.items():
        if id in corpus.digests:
            files[home.file].append(id)
    return dict(files)


def _only(corpus: Corpus, ids: Iterable[str]) -> Corpus:
    return _part(corpus, ids, ())


def _part(corpus: Corpus, ids: Iterable[str], named: Iterable[str]) -> Corpus:
    own, found = sorted(ids), set(named)
    return replace(
        corpus,
        entities=Some(corpus.entities, own, found),
        sources=Some(corpus.sources, own, found),
        claims=Some(corpus.claims, own, found),
    )
