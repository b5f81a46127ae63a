"""Passages and copies → verdicts, in several processes where there are many.

Each process keeps the copies of its share of the sources, because what does not stand in its own copy is looked for in
all others afterwards. Which process does what changes no verdict. It refuses to know what follows from a verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeVar

from ..corpus import Corpus
from ..evidence import DamagedCopyError, Span, Store, lines_with, spans_of_lines
from ..extraction import Extracted
from ..model import Ignored, Snapshot
from ..problems import DossierError
from ..processes import Processes
from ..quotes import Copy, Kind, Verdict, check, find_elsewhere, moved, selector
from .passages import Passage, has_copy

FEW: Final = 1_500
"""Up to so many passages one process checks sooner than several can be started."""
_MISSING: Final[frozenset[Kind]] = frozenset({"altered", "absent", "reordered"})
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Task:
    """The copy of one source, what is said to stand in it, and its language; "" where parts of it are in others."""

    source: str
    snapshot: Snapshot
    passages: tuple[Passage, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage with its verdict; where that was asked for, with the copy's words for it and around it.

    `speaker_lost` tells that nothing is wrong but that who said it stands outside the quote, and is not on record.
    """

    passage: Passage
    copy: str
    verdict: Verdict
    speaker_lost: bool = False
    exact: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class CopyFault:
    """What is wrong with the copy of a source: its bytes, that no text can be taken from it, or a line to ignore."""

    source: str
    sort: Literal["damaged", "unreadable", "line"]
    words: str
    place: int = 0


@dataclass(slots=True)
class Checked:
    """The verdicts on all passages whose copies are at hand, what is wrong with copies, and whose copy was read."""

    passages: Sequence[Passage]
    places: list[Place] = field(default_factory=list)
    faults: list[CopyFault] = field(default_factory=list)
    read: set[str] = field(default_factory=set)


def check_all(
    corpus: Corpus, passages: Sequence[Passage], kept: Store, *, jobs: int = 1, with_selectors: bool = False
) -> Checked:
    """Check all passages whose copies are at hand, in up to `jobs` processes."""
    tasks = list(_tasks(corpus, passages, kept))
    many = jobs if sum(len(task.passages) for task in tasks) > FEW else 1
    shares = [_Share(tasks[first::many], kept, with_selectors) for first in range(many)]
    checked = Checked(passages)
    with ExitStack() as stack:
        # Each share has a process of its own, which keeps its copies from one step to the next.
        alone = [Processes(1, _begin, share) for share in shares] if many > 1 else []
        pools = [stack.enter_context(process) for process in alone]
        for done in _everywhere(pools, shares, _Share.check):
            checked.places += done.places
            checked.faults += done.faults
            checked.read |= done.read
        missing = list(dict.fromkeys(p.passage.words for p in checked.places if p.verdict.kind in _MISSING))
        found: defaultdict[str, list[str]] = defaultdict(list)
        for elsewhere in _everywhere(pools, shares, _Share.find, missing) if missing else ():
            for words, sources in elsewhere.items():
                found[words] += sources
    checked.places = [_moved(place, found) for place in checked.places]
    return checked


def _tasks(corpus: Corpus, passages: Sequence[Passage], kept: Store) -> Iterator[Task]:
    of_source: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        of_source[passage.source].append(passage)
    for source in corpus.sources.values():
        if has_copy(source, kept) and isinstance(source.snapshot, Snapshot):
            own = source.lang if isinstance(source.lang, str) else ""
            alone = all(passage.lang in ("", own) for passage in of_source[source.id])
            yield Task(source.id, source.snapshot, tuple(of_source[source.id]), own if alone else "")


def _moved(place: Place, found: dict[str, list[str]]) -> Place:
    """Return a passage with its verdict, which is another one if the words stand in the copy of another source."""
    sources = sorted(source for source in found.get(place.passage.words, ()) if source != place.passage.source)
    if not sources or place.verdict.kind not in _MISSING:
        return place
    return replace(place, verdict=moved(place.verdict, sources[0]))


class _Share:
    """What one process does. The copies stay with it, and are made there."""

    def __init__(self, tasks: Sequence[Task], kept: Store, with_selectors: bool) -> None:
        self.tasks = tasks
        self.kept = kept
        self.with_selectors = with_selectors
        self.copies: dict[str, Copy] = {}

    def check(self) -> Checked:
        """Check each passage against its own copy."""
        done = Checked(())
        for task in self.tasks:
            try:
                taken = self.kept.extracted(task.snapshot.sha256, task.snapshot.media_type)
            except DossierError as error:
                sort: Literal["damaged", "unreadable"] = (
                    "damaged" if isinstance(error, DamagedCopyError) else "unreadable"
                )
                done.faults.append(CopyFault(task.source, sort, str(error)))
                continue
            done.faults += self._take(task, taken)
            done.read.add(task.source)
            done.places += [self._place(passage, task) for passage in task.passages]
        return done

    def find(self, missing: list[str]) -> dict[str, list[str]]:
        """Return in which of its copies the words stand."""
        return find_elsewhere(missing, self.copies.items())

    def _take(self, task: Task, taken: Extracted) -> Iterator[CopyFault]:
        """Keep a copy, and yield each line to ignore that it does not have."""
        spans = list(taken.struck)
        for place, part in enumerate(task.snapshot.ignore):
            found, missing = _ignored(taken.text, part)
            spans += found
            if missing:
                yield CopyFault(task.source, "line", missing, place)
        self.copies[task.source] = Copy(taken.text, spans, task.lang, taken.parts)

    def _place(self, passage: Passage, task: Task) -> Place:
        copy = self.copies[task.source]
        verdict = check(passage.words, copy, carried=passage.carried, attributed=passage.attributed)
        verdict = _in_context(passage, copy, verdict)
        lost = verdict.kind == "cropped" and not passage.attributed
        lost = lost and check(passage.words, copy, carried=passage.carried).holds
        made = Place(passage, task.snapshot.sha256, verdict, lost)
        if not self.with_selectors or verdict.start is None or verdict.end is None:
            return made
        selected = selector(copy, verdict.start, verdict.end)
        pieces = tuple(copy.original[start:end] for start, end in verdict.pieces)
        exact = () if pieces == (passage.words,) else pieces
        return replace(made, exact=exact, prefix=selected.prefix, suffix=selected.suffix)


def _ignored(text: str, part: Ignored) -> tuple[tuple[Span, ...], str]:
    """Return the spans of a part to ignore, and in words what of it the text does not have."""
    if isinstance(part.words, str):
        spans = lines_with(text, part.words)
        return spans, "" if spans else f"the copy has no line with the words “{part.words}”"
    if not isinstance(part.line, int):
        return (), ""
    spans, beyond = spans_of_lines(text, [(part.line, part.to if isinstance(part.to, int) else part.line)])
    lines = text.count("\n") + 1
    return spans, f"the copy has {lines} lines, and no line {beyond[0]}" if beyond else ""


def _in_context(passage: Passage, copy: Copy, verdict: Verdict) -> Verdict:
    """Return the verdict at the place that the context names, where the words stand at several."""
    if not passage.context or verdict.places < 2:
        return verdict
    around = check(passage.context, copy)
    if around.start is None:
        return verdict
    place = Copy(copy.original[around.start : around.end], lang=copy.lang)
    inner = check(passage.words, place, carried=passage.carried, attributed=passage.attributed)
    if inner.kind != verdict.kind or inner.start is None or inner.end is None:
        return verdict
    pieces = tuple((start + around.start, end + around.start) for start, end in inner.pieces)
    start, end = inner.start + around.start, inner.end + around.start
    return replace(verdict, start=start, end=end, pieces=pieces, carried=inner.carried)


def _everywhere(
    pools: Sequence[Executor], shares: Sequence[_Share], step: Callable[..., R], *given: object
) -> Iterator[R]:
    """Do a step of all shares at once: in their processes, or here where there are none."""
    if not pools:
        yield from (step(share, *given) for share in shares)
        return
    for future in [pool.submit(_step, step, *given) for pool in pools]:
        yield future.result()


_share: _Share | None = None


def _begin(share: _Share) -> None:
    global _share
    _share = share


def _step(step: Callable[..., R], *given: object) -> R:
    assert _share is not None
    return step(_share, *given)
