"""What git knows of a folder: its commits in their order, which files each one changed, and what stood in them.

The one module that runs git, and it only reads. What a person's configuration might change is said on every call:
no pager, no renaming, no quoting, no signatures, no replaced commits, nothing fetched. It refuses to know what
files mean. Only the line of first parents is followed, so that commits are states one after another.
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Thread

from .problems import DossierError

TRAILER = "Because"
"""The line at the end of a commit's message that is meant for readers."""
_KEPT_VARIABLES = (
    "GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_EXEC_PATH",
)  # fmt: skip
_FIXED = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_PLAIN = ("--no-pager", *(word for setting in (
    "core.quotepath=off", "core.fsmonitor=false", "log.follow=false", "log.showRoot=true", "log.diffMerges=separate",
    "log.showSignature=false", "diff.renames=false", "color.ui=false", "trailer.separators=:",
) for word in ("-c", setting)))  # fmt: skip
_LOG = (
    "log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv",
    "--no-color", "--no-notes", "--no-decorate", "--encoding=UTF-8", "--reverse",
    f"--format=%x01%H %ct%x02%(trailers:key={TRAILER},valueonly,unfold,separator=%x20)",
)  # fmt: skip
_FILES = ("100644", "100755")
_LINK, _MODULE = "120000 ", "160000 "
_NO_GIT = "not a git repository"
_NAME = re.compile(r"[0-9a-f]{40,64}")
# What no page or feed can hold, and what turns the order of words round: nobody can correct a message afterwards.
_UNFIT = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]")
_NO_TEXT = re.compile("[\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its full name, its UTC day as the committer's clock gave it, why in its own words, what it changed.

    `changed` gives each path, seen from the folder, the blob that it holds since then; "" where it holds no file.
    """

    name: str
    day: str
    because: str
    changed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Head:
    """Where the history ends: the commit checked out, and what of the repository decides how much of it is here."""

    commit: str
    prefix: str
    shallow: str


class NoGitError(Exception):
    """There is no history to read: no git, no repository, no commit. `refused` tells that git gave another reason."""

    def __init__(self, words: str, *, refused: bool = False) -> None:
        """Say why, in words for a person."""
        super().__init__(words)
        self.refused = refused


def head(folder: Path) -> Head:
    """Return where the folder's history ends; NoGitError where there is none to read."""
    commit = _asked(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()
    if not commit:
        raise NoGitError("no commit has been made yet")
    prefix = _asked(folder, "rev-parse", "--show-prefix").removesuffix("\n")
    shallow = Path(folder, _asked(folder, "rev-parse", "--git-path", "shallow").removesuffix("\n"))
    cut = shallow.read_text("ascii") if shallow.is_file() else ""
    return Head(commit, prefix, " ".join(sorted(cut.split())))


def day_of(folder: Path, commit: str) -> str:
    """Return the UTC day of a commit, as the committer's clock gave it; NoGitError where git cannot tell."""
    seconds = _asked(folder, "log", "-1", "--no-decorate", "--format=%ct", commit, "--").strip()
    if not seconds:
        raise NoGitError("the newest commit is not here")
    return _day(commit, seconds)


def as_committed(folder: Path, commit: str, paths: Sequence[str]) -> frozenset[str]:
    """Return the paths (seen from the folder) at which a file lies that is the one in a commit."""
    paths = [path for path in paths if not path.startswith("../")]  # git refuses to look outside of its repository
    if not paths:
        return frozenset()
    within = [f":(top,literal){path}" for path in _from_top(folder, paths)]
    told = ("-z", "--name-only", "--relative", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules")
    changed = _asked(folder, "diff", *told, commit, "--", *within).split("\0")
    return frozenset(files_at(folder, commit, paths)) & (frozenset(paths) - frozenset(changed))


def top(folder: Path) -> Path | None:
    """Return the folder of the repository that a folder lies in; None where there is none, or git does not tell."""
    try:
        found = _asked(folder, "rev-parse", "--show-toplevel").removesuffix("\n")
    except NoGitError:
        return None
    return Path(found) if found else None


@lru_cache(maxsize=4)  # where that lies does not change, and to ask takes a while
def journal(folder: Path) -> Path | None:
    """Return the file to which git adds a line whenever another commit stands in a folder; None as for `top`.

    The folder is given from the root on. Nobody can tell where git was told to keep no such file.
    """
    try:
        found = _asked(folder, "rev-parse", "--git-path", "logs/HEAD").removesuffix("\n")
    except NoGitError:
        return None
    return Path(folder, found) if found else None


def takes(file: Path) -> bool:
    """Tell whether `git add` takes a file in: not where git ignores it, nor where no repository is around it."""
    try:
        return not _asked(file.parent, "check-ignore", "--", file.name)
    except NoGitError:
        return False


def commits(folder: Path, end: str, paths: Sequence[str]) -> tuple[Commit, ...]:
    """Return the commits up to `end` that changed files at the paths (seen from the folder), the oldest first.

    Where a commit moved the folder as a whole, those before it are of the folder that it was, seen from there.
    """
    found: list[Commit] = []
    for _, (first, *more), left in _stays(folder, end, paths):
        found = [replace(first, changed={**left, **first.changed}), *more, *found]
    return tuple(found)


def place_at(folder: Path, commit: str, path: str) -> str:
    """Return where a folder lay in a commit, as seen from the top of the repository: "" or `old/`.

    It is where it lies today, unless nothing was at the path there and the folder was moved since.
    """
    here = _place(folder)
    if not files_at(folder, commit, [path], here):
        for place, _, _ in _stays(folder, "HEAD", [path]):
            if files_at(folder, commit, [path], place):
                return place
    return here


def _place(folder: Path) -> str:
    """Return where a folder lies, as seen from the top of its repository: "" or `below/`."""
    return _asked(folder, "rev-parse", "--show-prefix").removesuffix("\n")


def _stays(folder: Path, end: str, paths: Sequence[str]) -> Iterator[tuple[str, list[Commit], dict[str, str]]]:
    """Yield where the folder lay, the last place first, the commits there, and what did not come along with it."""
    place: str | None = _place(folder)
    while place is not None:
        seen = f"--relative={place}" if place else "--no-relative"
        within = [f":(top,literal){place}{path}" for path in paths]
        there = [*_parsed(_asked(folder, *_LOG, seen, end, "--", *within).split("\0"))]
        if not there:
            return
        before, left = _moved(folder, there[0], paths)
        yield place, there, left
        place, end = before, f"{there[0].name}^"


def _moved(folder: Path, commit: Commit, paths: Sequence[str]) -> tuple[str | None, dict[str, str]]:
    """Return where the folder lay before a commit in which its files came, and which of these did not come along.

    They were moved if most lay in another folder just as they are, and nothing is left there; else there is none.
    """
    went: dict[str, list[str]] = {}
    for path, blob in _taken_out(folder, commit.name):
        went.setdefault(blob, []).append(path)
    came = [(path, blob) for path, blob in commit.changed.items() if blob]
    lay = Counter(
        old.removesuffix(path) for path, blob in came for old in went.get(blob, ()) if f"/{old}".endswith(f"/{path}")
    )
    for before, number in lay.most_common(1):
        within = [f"{before}{path}" for path in paths]
        if 2 * number > len(came) and not _asked(folder, "ls-tree", "--full-tree", commit.name, "--", *within):
            there = tuple(f"{one}/" for one in within)
            lost = (path for gone in went.values() for path in gone if path.startswith(there))
            return before, {path.removeprefix(before): "" for path in lost}
    return None, {}


def _taken_out(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Yield the files of the whole repository that a commit took out, with what they held."""
    parent = _asked(folder, "rev-parse", "--verify", "--quiet", f"{commit}^").strip()
    if parent:
        told = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-relative", "--diff-filter=D")
        parts = _asked(folder, "diff-tree", *told, parent, commit).split("\0")
        for words, path in zip(parts[::2], parts[1::2], strict=False):
            yield path, words.split()[2]


def reaches_back(folder: Path, commit: Head) -> bool:
    """Tell whether the line of first parents is here to its beginning, and not cut off by a shallow clone."""
    if not commit.shallow:
        return True
    first = _asked(folder, "rev-list", "--first-parent", "--max-parents=0", commit.commit).split()
    return not set(first) & set(commit.shallow.split())


def resolve(folder: Path, revision: str) -> str:
    """Return the full name of the commit that a revision means; DossierError where git knows none."""
    try:
        found = _asked(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except NoGitError as error:
        raise DossierError(f'cannot compare with "{revision}": {error}') from error
    if not _NAME.fullmatch(found):
        hint = "fetch it first; a shallow clone has only the newest commits (in CI: fetch-depth: 0)"
        raise DossierError(f'git knows no revision "{revision}": {hint}')
    return found


def files_at(folder: Path, commit: str, paths: Sequence[str], place: str | None = None) -> dict[str, str]:
    """Return the blob of each file at or below the paths as they stood in a commit, by path seen from the folder.

    `place` is where the folder lay then, as seen from the top; it is where it lies today if that is not given.
    """
    found = ((words.split(), path) for words, path in _tree(folder, commit, paths, place))
    return {path: blob for (mode, _, blob), path in found if mode in _FILES}


def held_apart(folder: Path, commit: str, path: str, place: str | None = None) -> str:
    """Say what at a path, or below it, is no files to a commit, but a link or a module; "" where nothing is.

    `place` is where the folder lay then, as in `files_at`.
    """
    for words, found in _tree(folder, commit, [path], place):
        if words.startswith(_MODULE) or (words.startswith(_LINK) and found == path):
            what = "a repository of its own" if words.startswith(_MODULE) else "a link"
            return f"{found} is {what}, and no commit here says what it holds"
    return ""


def _tree(folder: Path, commit: str, paths: Sequence[str], place: str | None) -> Iterator[tuple[str, str]]:
    """Yield what a commit has at or below the paths: what git says of it, and its path seen from the folder."""
    place = _place(folder) if place is None else place
    within = [posixpath.normpath(f"{place}{path}") for path in paths]
    for entry in filter(None, _asked(folder, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *within).split("\0")):
        words, _, path = entry.partition("\t")
        yield words, posixpath.relpath(path, place or ".")


def blobs(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield what each blob holds, in the order given, one at a time; None where it is not here."""
    wanted = list(names)
    answered = 0
    for found in _answers(folder, wanted):
        answered += 1
        yield found
    if left := wanted[answered:]:
        # In a clone that left out what old files held, git gives up at the first of these.
        here = set(_asked(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split())
        held = _answers(folder, [name for name in left if name in here])
        for name in left:
            yield next(held, (name, None)) if name in here else (name, None)


def _answers(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield what git tells of blobs in the order given, as long as it tells anything."""
    if not names:
        return
    with subprocess.Popen(
        _command(folder, "cat-file", "--batch", "--buffer"), env=_environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as git:  # fmt: skip
        assert git.stdin and git.stdout
        asking = Thread(target=_ask, args=(git.stdin, names), daemon=True)
        asking.start()
        for name in names:
            words = git.stdout.readline().split()
            if not words:
                break
            if len(words) != 3:
                yield name, None
                continue
            data = git.stdout.read(int(words[2]))
            git.stdout.read(1)
            yield name, data
        asking.join()


def _ask(pipe: object, names: Sequence[str]) -> None:
    """Name the blobs to git, beside the reading: either pipe would fill up otherwise."""
    with suppress(BrokenPipeError), pipe:  # type: ignore[attr-defined]
        pipe.write("".join(f"{name}\n" for name in names).encode("ascii"))  # type: ignore[attr-defined]


def _parsed(parts: Sequence[str]) -> Iterator[Commit]:
    name = day = because = ""
    changed: dict[str, str] = {}
    rest = iter(parts)
    for part in rest:
        if part.startswith("\1"):
            if name:
                yield Commit(name, day, because, changed)
            names, _, because = part[1:].partition("\2")
            name, _, seconds = names.strip().partition(" ")
            day = _day(name, seconds)
            because, changed = _readable(because), {}
        elif part.lstrip("\n").startswith(":"):
            _, mode, _, blob, _ = part.lstrip("\n").split()
            changed[next(rest)] = blob if mode in _FILES else ""
    if name:
        yield Commit(name, day, because, changed)


def _readable(message: str) -> str:
    """Return words of a message on one line, without what no reader sees; a sign stands for bytes that are no text."""
    return " ".join(_NO_TEXT.sub("\ufffd", _UNFIT.sub("", message)).split())


def _day(commit: str, seconds: str) -> str:
    """Return the day of a commit; of one that other programs wrote git may tell none, or one that no calendar has."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise NoGitError(f"commit {commit[:12]} has no date that can be read", refused=True) from None


def _from_top(folder: Path, paths: Sequence[str]) -> Iterator[str]:
    """Yield the paths as seen from the top of the repository: git takes signs in names literally only there."""
    place = _place(folder)
    yield from (f"{place}{path}" for path in paths)


def _asked(folder: Path, *words: str) -> str:
    """Return what git answers; "" where it answers nothing, NoGitError where it cannot work here at all."""
    try:
        done = subprocess.run(
            _command(folder, *words), env=_environment(), stdin=subprocess.DEVNULL, capture_output=True
        )
    except OSError as error:
        raise NoGitError("git is not installed, or cannot be run") from error
    said = " ".join(done.stderr.decode("utf-8", "replace").split())
    if done.returncode and said:
        raise NoGitError("this is no git repository") if _NO_GIT in said else NoGitError(said, refused=True)
    return done.stdout.decode("utf-8", "surrogateescape")


def _command(folder: Path, *words: str) -> list[str]:
    return ["git", *_PLAIN, "-C", str(folder), *words]


def _environment() -> dict[str, str]:
    """Return the environment without what would point git at another repository, as it does inside a hook."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT_VARIABLES)}
    return {**kept, **_FIXED}
