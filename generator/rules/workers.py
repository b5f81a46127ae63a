"""Rules in several processes, where the corpus is large. Which process asks which rule changes no finding.

It refuses to know what a rule is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
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


@contextmanager
def asking(
    groups: Sequence[Sequence[Check]], corpus: Corpus, jobs: int
) -> Iterator[Callable[[], Iterator[list[Finding]]]]:
    """Begin to ask rules, in up to `jobs` processes; yield what gives what each of them finds, in their order.

    Those of a group are asked by one process, which remembers what it looked at for the others. This process is one of
    them: as soon as the answers are wanted, it asks the last of those that nobody has begun. Where a process is enough,
    nothing is asked before.
    """
    # Who is forked has the corpus at hand; to send it to others takes longer than to judge it.
    if jobs < 2 or not CAN_FORK or len(corpus.claims) <= FEW:
        yield lambda: chain.from_iterable(_asked(group, corpus) for group in groups)
        return
    with Processes(jobs - 1, _begin, groups, corpus) as pool:
        asked = [pool.submit(_check, place) for place in range(len(groups))]

        def answers() -> Iterator[list[Finding]]:
            places = range(len(groups))
            own = {place: _asked(groups[place], corpus) for place in reversed(places) if asked[place].cancel()}
            yield from chain.from_iterable(own[place] if place in own else asked[place].result() for place in places)
            pool.shutdown()  # whoever goes on has no use for them

        yield answers


_given: tuple[Sequence[Sequence[Check]], Corpus] | None = None


def _begin(groups: Sequence[Sequence[Check]], corpus: Corpus) -> None:
    global _given
    _given = groups, corpus


def _check(place: int) -> list[list[Finding]]:
    assert _given is not None
    groups, corpus = _given
    return _asked(groups[place], corpus)


def _asked(group: Sequence[Check], corpus: Corpus) -> list[list[Finding]]:
    return [list(rule.check(corpus)) for rule in group]
