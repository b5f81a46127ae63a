"""Lines of data that need not be judged again: each is judged by itself, and most are the same in the next build.

A line is known as sound together with the texts in which statements were looked for, and the statements that it shows.
It stays known while these ask for what they asked for, and no new statement stands in its texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from .asking import Asking, Lack
from .statements import Statements


class Line(NamedTuple):
    """What a sound line shows: its texts without white space, and what each statement in them asks for."""

    texts: tuple[str, ...]
    shown: Mapping[str, tuple[Asking, ...]]


class Known(NamedTuple):
    """The lines of a file that were found sound, by their words, and the statements that came new since.

    Statements are folded and without white space.
    """

    lines: Mapping[str, Line]
    new: frozenset[str] = frozenset()

    def of(self, words: str) -> Line | None:
        """Return what a line shows, if none of the new statements can stand in it."""
        line = self.lines.get(words)
        if line is None or any(text in heard for heard in line.texts for text in self.new):
            return None
        return line

    def among(self, new: frozenset[str]) -> Known:
        """Return the same where more statements came new."""
        return Known(self.lines, self.new | new) if new else self


class Lines:
    """The lines of one file: those that are `known`, by their words, and those that were found sound `now`."""

    def __init__(self, statements: Statements, known: Known) -> None:
        self._statements = statements
        self._known = known
        self.now: dict[str, Line] = {}

    def judged(self, lines: Iterable[str], judge: Callable[[str, Statements], Iterable[Lack]]) -> Iterator[Lack]:
        """Yield what is amiss in lines, each judged by itself; what is known to be sound is not looked at."""
        for words in lines:
            line = self._known.of(words)
            if line is None or not all(self._statements.ask(*shown) for shown in line.shown.items()):
                listening = self._statements.listening()
                lacks = list(judge(words, listening))
                yield from lacks
                line = None if lacks else Line(tuple(listening.heard), listening.asked)
            if line is not None:
                self.now[words] = line
