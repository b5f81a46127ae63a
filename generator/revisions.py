"""What the data files said at each commit: per record when it was first there, and its value before and after a change.

A record is its id, whatever file it stands in: of one that stands in two for a while, as when it is moved in two
commits, holds what it says where it changed last. Each blob is read once, by the program's own reader; one that cannot
be read is left out and named, and what it changed shows at the next that can: so does whatever left another file for
one that names it and cannot be read. What was worked out is kept beside the site, and a later build reads only the
commits that were added. It refuses to know what a value means or who may see it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from . import gitlog, ordinary, yamlfile
from .gitlog import Commit, Head, NoGitError
from .load import DATA, SUFFIXES
from .names import is_slug
from .yamlfile import Limits, Value

KEPT_IN = "history.json"
Fields = dict[str, Value]
_Files = dict[str, dict[str, Fields]]
_READERS = (
    "gitlog.py",
    "revisions.py",
    *(
        f"yamlfile/{name}.py"
        for name in ("characters", "curly", "cut", "document", "plain", "reading", "spaces", "syntax")
    ),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One commit that changed data: its name, its UTC day, and why, in the words meant for readers."""

    commit: str
    day: str
    because: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A record before and after the step with this number; None where it was not there."""

    step: int
    before: Fields | None
    after: Fields | None


@dataclass(frozen=True, slots=True)
class Revisions:
    """All that git knows of the records of a site.

    `first` is the step in which each id is first found, `sorts` whether it is a claim, a source or an entity, `changed`
    its revisions after that (and the first one, where it names former ids or other ids went at the same time). Of an id
    that one of another sort has by now, the earlier one stands under a name that no record has, "tents (claim)".
    `missing` says in words why there is no history; `refused` that git would not give it; `whole` is False where older
    commits are not here; `unread` names the step and the file of each revision that could not be read, `absent` those
    of which it is not here what the file held, as in a clone that left out old files.
    """

    steps: tuple[Step, ...] = ()
    first: Mapping[str, int] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, tuple[Revision, ...]] = field(default_factory=dict)
    unread: tuple[tuple[int, str], ...] = ()
    absent: tuple[tuple[int, str], ...] = ()
    whole: bool = True
    missing: str = ""
    refused: bool = False


def read_revisions(site: Path, max_bytes: int, cache: Path | None = None) -> Revisions:
    """Read what git knows of the data of the site in this folder; `cache` is a folder that may be written to.

    A file of more than `max_bytes` bytes counts as one that cannot be read.
    """
    try:
        head = gitlog.head(site)
        kept = _Kept(cache, _key(head, max_bytes))
        if kept.head == head.commit:
            return kept.reading.told(kept.whole)
        if apart := gitlog.held_apart(site, head.commit, DATA):
            raise NoGitError(apart, refused=True)
        commits = gitlog.commits(site, head.commit, [DATA])
        whole = gitlog.reaches_back(site, head)
        reading = kept.reading if kept.reading.is_beginning_of(commits) else _Reading()
        reading.follow(site, commits[len(reading.steps) :], Limits(max_bytes=max_bytes))
    except NoGitError as reason:
        return Revisions(missing=str(reason), refused=reason.refused)
    if not reading.absent:  # git may have fetched these by the next time
        kept.keep(head.commit, whole, reading)
    return reading.told(whole)


def _key(head: Head, max_bytes: int) -> str:
    """Return the hash of all but the commit that the reading depends on: how much is here, and how it is read."""
    own = [(Path(__file__).parent / name).read_bytes() for name in _READERS]
    parts = [head.prefix.encode("utf-8", "surrogateescape"), head.shallow.encode(), str(max_bytes).encode(), *own]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@dataclass
class _Reading:
    """The history as far as it was followed: which blob each file holds there, in which files each record stands.

    `files` are those that could be read; `unclear` gives the blob of each that cannot be read now, and `awaited` what
    records said last that are in none that can, and may stand in one of those.
    """

    steps: list[Step] = field(default_factory=list)
    first: dict[str, int] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    changed: dict[str, list[Revision]] = field(default_factory=dict)
    unread: list[tuple[int, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    stands: dict[str, list[str]] = field(default_factory=dict)
    absent: list[tuple[int, str]] = field(default_factory=list)
    unclear: dict[str, str] = field(default_factory=dict)
    awaited: dict[str, Fields] = field(default_factory=dict)

    def told(self, whole: bool) -> Revisions:
        """Return what was read, never to be changed again."""
        changed = {id: tuple(revisions) for id, revisions in self.changed.items()}
        unread, absent = tuple(self.unread), tuple(self.absent)
        return Revisions(tuple(self.steps), self.first, self.sorts, changed, unread, absent, whole)

    def is_beginning_of(self, commits: Sequence[Commit]) -> bool:
        """Tell whether the commits begin with those that were followed."""
        return [step.commit for step in self.steps] == [commit.name for commit in commits[: len(self.steps)]]

    def follow(self, site: Path, commits: Sequence[Commit], limits: Limits) -> None:
        """Go on through further commits, the oldest first."""
        parsed = _Parsed(site, self.files, commits, limits)
        for commit in commits:
            self.steps.append(Step(commit.name, commit.day, commit.because))
            self._take(commit, parsed)

    def _take(self, commit: Commit, parsed: _Parsed) -> None:
        step = len(self.steps) - 1
        before: _Files = {}
        after: _Files = {}
        for path, blob in _data_files(commit):
            old = self.files.get(path, "")
            new = parsed.records(path, blob) if blob else {}
            if new is None:
                (self.absent if blob in parsed.absent else self.unread).append((step, path))
                self.unclear[path] = blob
                continue
            self.unclear.pop(path, None)
            before[path] = (parsed.records(path, old) if old else None) or {}
            after[path] = new
            self._lay(path, blob)
        moved: dict[str, list[str]] = {}
        for path in after:
            for id in {**before[path], **after[path]}:
                if before[path].get(id) != after[path].get(id):
                    moved.setdefault(id, []).append(path)
        said = {id: Revision(step, *self._said(id, paths, before, after, parsed)) for id, paths in moved.items()}
        found = self._awaited(step, said, parsed)
        lost = any(revision.before is not None and revision.after is None for revision in found.values())
        for id, revision in found.items():
            if (revision.before, revision.after) != (None, None):
                self._note(id, revision, lost)

    def _awaited(self, step: int, said: Mapping[str, Revision], parsed: _Parsed) -> dict[str, Revision]:
        """Return the revisions of a step without those of records that may have gone into a file that is unclear.

        Where that one is clear again, the record is found there, or was taken out only now.
        """
        found = dict(said)
        for id, revision in said.items():
            if id in self.awaited:
                found[id] = Revision(step, self.awaited.pop(id), revision.after)
            elif revision.before is not None and revision.after is None and self._may_stand(id, parsed):
                self.awaited[id] = found.pop(id).before or {}
        for id in [id for id in self.awaited if not self._may_stand(id, parsed)]:
            found[id] = Revision(step, self.awaited.pop(id), None)
        return found

    def _may_stand(self, id: str, parsed: _Parsed) -> bool:
        """Tell whether a record may stand in a file that cannot be read: where its name, or what it holds, says so."""
        return any(PurePosixPath(path).stem == id or parsed.names(id, blob) for path, blob in self.unclear.items())

    def _said(
        self, id: str, moved: Sequence[str], before: _Files, after: _Files, parsed: _Parsed
    ) -> tuple[Fields | None, Fields | None]:
        """Return what a record said before it changed in some files, and after; nothing where they do not decide it."""
        stood = self.stands.get(id, [])
        stands = [path for path in stood if path not in moved] + [path for path in moved if id in after[path]]
        self._stand(id, stands)
        if stood[-1:] == stands[-1:] and stood[-1] not in moved:
            return None, None
        return self._says(id, stood, before, parsed), self._says(id, stands, after, parsed)

    def _says(self, id: str, stands: Sequence[str], files: _Files, parsed: _Parsed) -> Fields | None:
        """Return what a record says that stands in some files, what counts last; not all files were read."""
        if not stands:
            return None
        path = stands[-1]
        records = files[path] if path in files else parsed.again(path, self.files[path])
        return records.get(id)

    def _stand(self, id: str, paths: list[str]) -> None:
        if paths:
            self.stands[id] = paths
        else:
            self.stands.pop(id, None)

    def _lay(self, path: str, blob: str) -> None:
        if blob:
            self.files[path] = blob
        else:
            self.files.pop(path, None)

    def _note(self, id: str, revision: Revision, lost: bool) -> None:
        sort = _sort(self.stands[id][-1]) if id in self.stands else self.sorts[id]
        if self.sorts.setdefault(id, sort) != sort:
            self._end(id, revision)
            self.sorts[id], revision = sort, Revision(revision.step, None, revision.after)
        is_first = id not in self.first
        self.first.setdefault(id, revision.step)
        # A first value is that of today until something changes; it counts only where it may go on from a former id.
        if is_first and not lost and not (revision.after or {}).get("formerly"):
            return
        if revision.before != revision.after:
            self.changed.setdefault(id, []).append(revision)

    def _end(self, id: str, revision: Revision) -> None:
        """Let what was known by an id go on under a name that no record has, since one of another sort has the id."""
        apart = f"{id} ({self.sorts[id]})"
        self.sorts[apart] = self.sorts[id]
        self.first.setdefault(apart, self.first.pop(id))
        own = self.changed.setdefault(apart, [])
        own += self.changed.pop(id, [])
        if revision.before is not None:
            own.append(Revision(revision.step, revision.before, None))


class _Parsed:
    """What blobs hold, each read once and kept only as long as another commit needs it.

    In a clone that has not all of them some are `absent`.
    """

    def __init__(self, site: Path, files: Mapping[str, str], commits: Sequence[Commit], limits: Limits) -> None:
        """Look ahead: in which order blobs will be asked for, and how often."""
        self.site = site
        self.limits = limits
        self.asked: Counter[str] = Counter()
        laid = dict(files)
        order: dict[str, None] = {}
        for commit in commits:
            for path, blob in _data_files(commit):
                for name in filter(None, (blob, laid.get(path, ""))):
                    order[name] = None
                    self.asked[name] += 1
                laid[path] = blob
        self.values: dict[str, Value | None] = {}
        self.blobs = gitlog.blobs(site, order)
        self.absent: set[str] = set()
        self.last: tuple[str, Value | None] = "", None
        self.texts: dict[str, str | None] = {}

    def records(self, path: str, blob: str) -> dict[str, Fields] | None:
        """Return the records of a file by their ids; None where it cannot be read."""
        return _records(path, self._value(blob))

    def again(self, path: str, blob: str) -> dict[str, Fields]:
        """Return the records of a file of which nobody knew that it would be asked for, as where some stand twice."""
        if self.last[0] != blob:
            [(name, data)] = gitlog.blobs(self.site, [blob])
            self.last = blob, None if data is None else self._read(name, data)
        return _records(path, self.last[1]) or {}

    def names(self, id: str, blob: str) -> bool:
        """Tell whether what cannot be read gives this id to a record; so may whatever is not here."""
        if blob not in self.texts:
            [(_, data)] = gitlog.blobs(self.site, [blob])
            self.texts[blob] = None if data is None else data.decode("utf-8", "replace")
        text = self.texts[blob]
        return text is None or re.search(rf"\bid[\"']?\s*:\s*[\"']?{re.escape(id)}(?![\w-])", text) is not None

    def _value(self, blob: str) -> Value | None:
        while blob not in self.values:
            name, data = next(self.blobs)
            if data is None:
                self.absent.add(name)
            self.values[name] = None if data is None else self._read(name, data)
        value = self.values[blob]
        self.asked[blob] -= 1
        if not self.asked[blob]:
            self.values[blob] = None
        return value

    def _read(self, name: str, data: bytes) -> Value | None:
        document, problems = yamlfile.read(name, data, self.limits)
        faulty = any(problem.severity == "error" for problem in problems)
        return None if document is None or faulty else document.value


def _records(path: str, value: Value | None) -> dict[str, Fields] | None:
    """Return the records that a file's value holds, by their ids; None where it holds none at all."""
    if isinstance(value, dict):
        id = PurePosixPath(path).stem
        return {id: {key: item for key, item in value.items() if key != "id"}} if is_slug(id) else {}
    if isinstance(value, list):
        return {str(item["id"]): {k: v for k, v in item.items() if k != "id"}
                for item in value if isinstance(item, dict) and isinstance(item.get("id"), str)}  # fmt: skip
    return None


def _data_files(commit: Commit) -> Iterator[tuple[str, str]]:
    """Yield what a commit changed of files that hold records, in a fixed order."""
    for path, blob in sorted(commit.changed.items()):
        parts = PurePosixPath(path).parts
        hidden = any(part.startswith(".") for part in parts)
        if len(parts) > 2 and PurePosixPath(path).suffix in SUFFIXES and not hidden:
            yield path, blob


def _sort(path: str) -> str:
    folder = PurePosixPath(path).parts[1]
    return {"claims": "claim", "sources": "source"}.get(folder, "entity")


class _Kept:
    """What an earlier run worked out; a file that is not ours, or not whole, counts as none."""

    def __init__(self, folder: Path | None, key: str) -> None:
        """Read what was kept under the same key."""
        self.file = folder / KEPT_IN if folder else None
        self.key = key
        self.head = ""
        self.whole = True
        self.reading = _Reading()
        with suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(ordinary.read(self.file)) if self.file else {}
            if kept["key"] == key:
                self.reading = _reading(kept["reading"])
                self.head, self.whole = kept["head"], kept["whole"]

    def keep(self, head: str, whole: bool, reading: _Reading) -> None:
        """Write the history down for the next run; a folder that cannot be written to is no fault."""
        if self.file is None:
            return
        kept = {"key": self.key, "head": head, "whole": whole, "reading": _plain(reading)}
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            beside = self.file.with_name(f"{KEPT_IN}.{os.getpid()}")
            beside.write_text(json.dumps(kept, separators=(",", ":")), "ascii")
            beside.replace(self.file)


def _plain(reading: _Reading) -> dict[str, object]:
    return {
        "steps": [[step.commit, step.day, step.because] for step in reading.steps],
        "first": reading.first,
        "sorts": reading.sorts,
        "changed": {id: [[r.step, r.before, r.after] for r in all] for id, all in reading.changed.items()},
        "unread": reading.unread,
        "files": reading.files,
        "stands": reading.stands,
        "unclear": reading.unclear,
        "awaited": reading.awaited,
    }


def _reading(kept: dict[str, Any]) -> _Reading:
    return _Reading(
        [Step(*step) for step in kept["steps"]],
        kept["first"],
        kept["sorts"],
        {id: [Revision(*parts) for parts in all_of_it] for id, all_of_it in kept["changed"].items()},
        [(step, path) for step, path in kept["unread"]],
        kept["files"],
        kept["stands"],
        unclear=kept["unclear"],
        awaited=kept["awaited"],
    )
