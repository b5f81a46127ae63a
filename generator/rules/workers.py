"""Work of the rules in several processes, where the corpus is large. Which process does which part changes no finding.

It refuses to know what a rule is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Sized
from typing import Any, Protocol, TypeVar

from ..corpus import Corpus
from ..processes import CAN_FORK, Processes
from .finding import Finding

FEW = 4_000
"""Up to so many records one process judges them sooner than several can be started."""
P = TypeVar("P")
R = TypeVar("R")


class Check(Protocol):
    """What is needed of a rule here."""

    def check(self, corpus: Corpus) -> Iterator[Finding]:
        """Yield what the rule finds."""


def hands(records: Sized, jobs: int) -> int:
    """Return how many processes of up to `jobs` are to share the work that some records make."""
    # Who is forked has the corpus at hand; to send it to others takes longer than to judge it.
    return jobs if CAN_FORK and len(records) > FEW else 1


def each(work: Callable[[P], R], parts: Sequence[P], jobs: int) -> list[R]:
    """Return what comes of each part of some work, in their order; up to `jobs` processes share it."""
    if jobs < 2 or len(parts) < 2:
        return list(map(work, parts))
    with Processes(jobs, _begin, work) as pool:
        return list(pool.map(_do, parts))


def found_by(rules: Sequence[Check], corpus: Corpus, jobs: int) -> list[list[Finding]]:
    """Return what each rule finds, in the order of the rules; up to `jobs` processes ask them."""
    return each(lambda rule: list(rules[rule].check(corpus)), range(len(rules)), hands(corpus.claims, jobs))


_work: Callable[[Any], Any] | None = None


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _do(part: Any) -> Any:
    assert _work is not None
    return _work(part)
