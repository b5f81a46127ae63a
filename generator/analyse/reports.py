"""What was found out of the reports of a claim: how many there are, what joins them, and what nobody knows of them.

Here only is it told how the numbers stand in words, so that no page says another one.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..words import Words
from .marks import Mark, Role
from .wording import counted

Groups = tuple[tuple[str, ...], ...]


Why = Literal[
    "not-known", "not-recorded", "no-outlet", "unnamed", "between", "presumed", "supposed", "nobody", "untold",
    "unheard", "withheld", "page", "byline", "title", "like", "echo",
]  # fmt: skip


class Share(NamedTuple):
    """How a report has a mark: by its own descent, by a source that it names as its own, or by whom it names.

    `via` is the source that has the mark; "" for who is named as a teller, or as the one whose words these are. `role`
    tells who wrote that source from who published it, and from whom its outlet became; `words` is how it is called.
    `behind` is the source from which a report derives, or on which it rests, and of which the claim itself records
    what it names, whom, or to whom it ascribes the words; "" where the report does so itself.
    """

    report: str
    path: Literal["descent", "rests", "told", "ascribed"]
    via: str
    role: Role = ""
    words: str = ""
    behind: str = ""


class Tie(NamedTuple):
    """One mark, and how each of two or more reports has it."""

    mark: Mark
    shares: tuple[Share, ...]

    @property
    def words(self) -> str:
        """How the first of the reports calls it that does not call it by an id."""
        return next(filter(None, (share.words for share in self.shares)), self.mark.id)


class Doubt(NamedTuple):
    """Why a report may hang together with others without anybody knowing.

    `of` is the source of which the descent or the outlet is not known or not recorded, or the words for somebody
    unnamed, from whom the chain comes or through whom it passes. Whom a chain leads back to may be `presumed`, a link
    behind that one `supposed`; words that are ascribed to somebody are `unheard` where the chain is empty. Where
    something of a report is `withheld`, be there a tie in it or not, nothing is said of what. Several may be parts of
    one `page`, the address of which is given, stand under one `byline` that names nobody, have one `title`, name
    those whose names are `like` each other, or `echo` each other, quoted in the same words. It may be so not of the
    report itself, but of a source `behind` it, of which the claim records whom it names.
    """

    report: str
    why: Why
    of: str = ""
    behind: str = ""


class Reports(NamedTuple):
    """What a claim rests on: sources read that support or refute it, and what joins them.

    `groups` are the supporting reports that hang together, `together` all reports alike. `known` counts the groups of
    which every report's descent is known and no chain leads back to somebody unnamed; only these count towards
    credibility 1. `named` are the sources that passages name as their own, `unread` those of them that were not read.
    `unread_against` are sources that refute it and were not read: no reports, but the claim is disputed. Of all that
    refutes it `origins_against` counts the groups, those that were not read among them. What several claims rest on is
    `parted` where passages or claims are withheld, which might join more of it.
    """

    supporting: tuple[str, ...]
    refuting: tuple[str, ...]
    ties: tuple[Tie, ...]
    doubts: tuple[Doubt, ...]
    groups: Groups
    together: Groups
    named: tuple[str, ...]
    unread: tuple[str, ...]
    unread_against: tuple[str, ...] = ()
    origins_against: int = 0
    parted: bool = False

    @property
    def disputed(self) -> bool:
        """Tell whether any source refutes the claim, be it one that was not read."""
        return bool(self.refuting or self.unread_against)

    @property
    def origins(self) -> int:
        """The number of origins of the reports that support; never more than these."""
        return len(self.groups)

    @property
    def known(self) -> int:
        """The number of origins of known descent."""
        return self._known(self.groups)

    @property
    def at_most(self) -> bool:
        """Tell whether the number of origins may be lower than what is recorded."""
        return len(self.together) > 1 and (self.parted or self._known(self.together) < len(self.together))

    def numbers(self, words: Words) -> str:
        """Return both numbers in words: "3 reports, at most 2 origins"."""
        read, origins = sum(map(len, self.together)), len(self.together)
        if not read:
            return words("no report read")
        apart = at_most_origins(words, origins) if self.at_most else counted(words, origins, "origin")
        return f"{counted(words, read, 'report')}{words(', ')}{apart}"

    def words(self, words: Words) -> str:
        """Return both numbers of a claim in words; where reports refute it, also how many stand on which side."""
        numbers = self.numbers(words)
        return f"{numbers}{words('; ')}{self.sides(words)}" if self.disputed else numbers

    def sides(self, words: Words) -> str:
        """Return how many reports support and how many sources refute: "4 support, 1 refutes"."""
        one, two, unread = len(self.supporting), len(self.refuting), len(self.unread_against)
        told = [words.many("{number} supports", "{number} support", one) if one else words("none supports")]
        if two:
            told.append(words.many("{number} refutes", "{number} refute", two))
        if unread:
            told.append(words.many("{number} that was not read refutes", "{number} that were not read refute", unread))
        return words(", ").join(told)

    def _known(self, groups: Groups) -> int:
        if not self.doubts:
            return len(groups)
        doubted = {doubt.report for doubt in self.doubts}
        return sum(doubted.isdisjoint(group) for group in groups)


def at_most_origins(words: Words, number: int) -> str:
    """Return in words that there are so many origins, or fewer."""
    return words.many("at most {number} origin", "at most {number} origins", number)
