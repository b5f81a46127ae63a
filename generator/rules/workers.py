"""Rules in several processes, where the corpus is large. Which process asks which rule changes no finding.

It refuses to know what a rule is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from ..corpus import Corpus
from ..processes import CAN_FORK, Processes
from .finding import Finding

FEW = 4_000
"""Up to so many claims one process judges them sooner than several can be started."""


class Check(Protocol):
    """What is needed of a rule here."""

    def check(self, corpus: Corpus) -> Iterator[Finding]:
        """Yield what the rule finds."""


def found_by(
    rules: Sequence[Check], corpus: Corpus, jobs: int, meanwhile: Callable[[], object] = lambda: None
) -> list[list[Finding]]:
    """Return what each rule finds, in the order of the rules; use up to `jobs` processes.

    What is to be done `meanwhile` is done here while others judge, where there are any.
    """
    # Who is forked has the corpus at hand; to send it to others takes longer than to judge it.
    if jobs < 2 or not CAN_FORK or len(corpus.claims) <= FEW:
        return [list(rule.check(corpus)) for rule in rules]
    with Processes(jobs, _begin, rules, corpus) as pool:
        found = pool.map(_check, range(len(rules)))
        meanwhile()
        return list(found)


_given: tuple[Sequence[Check], Corpus] | None = None


def _begin(rules: Sequence[Check], corpus: Corpus) -> None:
    global _given
    _given = rules, corpus


def _check(place: int) -> list[Finding]:
    assert _given is not None
    rules, corpus = _given
    return list(rules[place].check(corpus))
