"""Lists that hand-written pages place, such as the home page: short, however large the site is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import groupby

from ..analyse.wording import counted
from ..markup import Html, sentence
from ..model import UnsetType
from ..pages import CLAIMS, CORRECTIONS, NOT_KNOWN
from .events import CorrectionDay, Events
from .indexes import Entry, Indexes
from .inline import ROOT
from .not_known import ABSENT, GapRow, NotKnown
from .view import view

MOST_CLAIMS = 5
MOST_OF_A_TYPE = 25
"""How many entities of a type stand in a list by name; of more, the letters lead to the type's own pages."""
MOST_LETTERS = 60
MOST_SORTS = 3
MOST_CORRECTIONS = 3


@view
class Recorded:
    """Claims that were first recorded on one day; "" for those that are not committed yet."""

    day: Html | str
    claims: tuple[str, ...]


@view
class NewestClaims:
    """The claims recorded last."""

    lead: str
    days: tuple[Recorded, ...]
    href: str


@view
class EntitiesOfType:
    """The entities of one type from A to Z, or, where they are many, the letters that lead to them."""

    plural: str
    href: str
    number: str
    entries: tuple[Entry, ...]
    letters: tuple[tuple[str, str], ...]


@view
class EntitiesByType:
    """The entities of the site, type by type."""

    lead: str
    types: tuple[EntitiesOfType, ...]


@view
class MostHelpful:
    """What is not known and would help most: of each sort its heading, number and link, and the first gap."""

    lead: str
    sorts: tuple[tuple[str, str, str, GapRow], ...]
    href: str


@view
class LatestCorrections:
    """What changed in claims last."""

    lead: str
    days: tuple[CorrectionDay, ...]
    href: str


List = NewestClaims | EntitiesByType | MostHelpful | LatestCorrections


class Lists:
    """The lists of one site."""

    def __init__(self, indexes: Indexes, not_known: NotKnown, events: Events) -> None:
        """Remember how rows, gaps and changes are shown."""
        self.indexes = indexes
        self.not_known = not_known
        self.events = events
        self.inline = indexes.inline
        self.corpus = indexes.corpus
        self.words = indexes.words

    def view(self, name: str) -> List:
        """Return a list by its name."""
        return _MADE_BY[name](self)

    def newest_claims(self) -> NewestClaims:
        """Return the claims that git saw first last; withdrawn ones, and those that may be older, do not count."""
        counting = [claim.id for claim in self.corpus.in_file_order if isinstance(claim.retracted, UnsetType)]
        newest = self._newest(counting)
        days = tuple(
            Recorded(self.inline.date(day) if day else "", tuple(ids)) for day, ids in groupby(newest, self._day)
        )
        return NewestClaims(self._about_newest(len(counting), bool(newest)), days, f"{ROOT}{CLAIMS}")

    def entities(self) -> EntitiesByType:
        """Return the entities of each type that has any."""
        types = tuple(self._types())
        lead = self.words("To be listed here is not a finding.") if types else self.words("No dossiers yet.")
        return EntitiesByType(lead, types)

    def gaps(self) -> MostHelpful:
        """Return the sorts of gaps that touch the most claims, each with the first of its gaps."""
        number = len(self.inline.plan.gaps)
        words, lead = self.words, self.words("None recorded.")
        if number:
            most = words("{gaps}; first what touches the most claims.", gaps=counted(words, number, "gap"))
            lead = f"{most} {words(ABSENT)}"
        return MostHelpful(lead, tuple(self.not_known.first(MOST_SORTS)), f"{ROOT}{NOT_KNOWN}")

    def corrections(self) -> LatestCorrections:
        """Return what changed in claims last."""
        lead, days = self.events.latest(MOST_CORRECTIONS)
        return LatestCorrections(lead, days, f"{ROOT}{CORRECTIONS}")

    def _newest(self, ids: Sequence[str]) -> list[str]:
        """Return the newest claims: first what is not committed yet; within a day it is the order of the files."""
        history = self.events.history
        if history.missing:
            return []
        known = [id for id in ids if id not in history.early]
        return nlargest(MOST_CLAIMS, known, key=lambda id: (not self._day(id), self._day(id)))

    def _day(self, id: str) -> str:
        return self.events.history.first.get(id, "")

    def _about_newest(self, total: int, known: bool) -> str:
        """Return what is said above the newest of so many claims: what they are, or why nobody can tell."""
        words = self.words
        if not total:
            return sentence(words("No claims"))  # which may have been withdrawn
        if not known:
            why = words(self.events.history.missing) or words("older commits are not available to this build")
            many = counted(words, total, "claim")
            return words("Which of the {claims} are the newest is not known, because {why}.", claims=many, why=why)
        return words("Each is something that a source says, shown with its standing. None is a finding of the editors.")

    def _types(self) -> Iterator[EntitiesOfType]:
        for kind in self.corpus.settings.types.values():
            section = f"{kind.folder}/"
            pages = self.indexes.plan.indexes[section]
            number = sum(len(page.rows) for page in pages)
            if not number:
                continue
            few = number <= MOST_OF_A_TYPE
            rows = tuple(self.indexes.entity(id) for page in pages for id in page.rows) if few else ()
            letters = () if few else self.indexes.letters(section)[:MOST_LETTERS]
            yield EntitiesOfType(kind.plural, f"{ROOT}{section}", f"{number:,}", rows, letters)


_MADE_BY: Mapping[str, Callable[[Lists], List]] = {
    "newest-claims": Lists.newest_claims,
    "entities": Lists.entities,
    "not-known": Lists.gaps,
    "corrections": Lists.corrections,
}
"""Each list by the name under which a page places it, and its template is found."""
