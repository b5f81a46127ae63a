"""What changed in claims, as pages show it: what stood and what stands, never without how far it can be trusted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from markupsafe import Markup, escape

from ..analyse.changes import Change, Wording
from ..analyse.wording import NONE_RECORDED, counted, listed, lowered
from ..history import Event, History
from ..model import UnsetType
from ..pages import FEEDS, Page, change_anchor
from .claims import ClaimViews
from .indexes import Pager, index_pager
from .inline import NOTHING, ROOT

MOST_EVENTS = 40
"""How many changes the page of a claim shows; the pages of corrections show all."""
_KEY = 12


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """What stood before or after: its words, and whether they are struck or were removed."""

    opens: str
    words: Markup
    attrs: Markup
    removed: bool


@dataclass(frozen=True, slots=True, eq=False)
class ChangeView:
    """One change in words; `single` tells that only one side is to be told."""

    what: str
    before: Side | None
    after: Side | None
    single: bool


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """How far a claim can be trusted, and who said it, in one clause."""

    kinds: str
    opens: str
    rest: str
    said: Markup
    reports: str
    href: str


@dataclass(frozen=True, slots=True, eq=False)
class EventView:
    """What one commit changed in one claim. `trust` stands beside its wordings, `others` where they are other claims'.

    `then` are caveats that stood beside what stood before. `href` is "" where the claim is not shown any more.
    """

    anchor: str
    day: Markup
    verb: str
    about: Markup
    changes: tuple[ChangeView, ...]
    because: str
    then: tuple[str, ...]
    trust: Trust | None
    others: tuple[Trust, ...]
    href: str


@dataclass(frozen=True, slots=True, eq=False)
class HistoryView:
    """The history on the page of a claim: when it was first recorded, the changes after that, and what is not here."""

    first: Markup
    early: bool
    none: str
    events: tuple[EventView, ...]
    earlier: int
    incomplete: bool


@dataclass(frozen=True, slots=True, eq=False)
class CorrectionDay:
    """What changed on one day."""

    day: Markup
    anchor: str
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Corrections:
    """One page of all that changed in claims, the newest first."""

    kicker: Markup
    title: str
    lead: str
    days: tuple[CorrectionDay, ...]
    pager: Pager | None
    first: bool
    report_url: str
    feeds: tuple[tuple[str, str], ...]


class Events:
    """What changed in the claims of one site."""

    def __init__(self, claims: ClaimViews, history: History) -> None:
        """Remember how claims are shown, and their history."""
        self.claims = claims
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.history = history

    def of_claim(self, id: str) -> HistoryView:
        """Return the history of a claim."""
        events = self.history.events.get(id, ())
        day = self.history.first.get(id, "")
        return HistoryView(
            first=self.inline.date(day) if day else NOTHING,
            early=id in self.history.early,
            none="" if day else NONE_RECORDED,
            events=tuple(map(self.event, events[-MOST_EVENTS:])),
            earlier=max(0, len(events) - MOST_EVENTS),
            incomplete=bool(day) and not self.history.whole,
        )

    def corrections(self, page: Page) -> Corrections:
        """Return one page of corrections."""
        report = self.corpus.settings.options.report_url
        return Corrections(
            Markup("What changed here"),
            "Changes and corrections",
            self._lead(),
            tuple(self._days([self.history.corrections[int(row)] for row in page.rows])),
            index_pager(page),
            page.part == 1,
            "" if isinstance(report, UnsetType) else report,
            tuple((label, f"{ROOT}{FEEDS[form]}") for form, label in (("atom", "Atom"), ("json", "JSON Feed")))
            if self.has_feeds else (),
        )  # fmt: skip

    @property
    def has_feeds(self) -> bool:
        """Tell whether the site has feeds: these need its address, and a date from git."""
        return bool(self.corpus.settings.url and self.history.day)

    def event(self, event: Event) -> EventView:
        """Return one event as it is shown."""
        wordings = [w for change in event.changes for w in (change.before, change.after) if w and not w.removed]
        others = dict.fromkeys(id for wording in wordings for id in self._other_claims(wording.words, event.claim))
        return EventView(
            anchor=change_anchor(event.commit),
            day=self.inline.date(event.day),
            verb="Withdrawn" if event.withdraws else "Changed",
            about=self._about(event.claim) if event.claim else NOTHING,
            changes=tuple(map(self._change, event.changes)),
            because=event.because,
            then=tuple(wording.words for wording in event.then),
            trust=self._trust(event.claim) if event.claim and wordings else None,
            others=tuple(map(self._trust, others)),
            href=self.inline.href(event.claim) if event.claim else "",
        )

    def _lead(self) -> str:
        if self.history.missing:
            return f"Changes: {NONE_RECORDED}, because {self.history.missing}."
        number = len(self.history.corrections)
        parts = [
            f"{counted(number, 'change')} to claims, the newest first." if number else "No claim has been changed."
        ]
        if not self.history.whole:
            parts.append("The history is incomplete: older changes are not available to this build.")
        if self.history.unread:
            revisions = counted(len(self.history.unread), "old revision")
            parts.append(f"{revisions} of data files could not be read; what changed in them is told with the next.")
        return " ".join(parts)

    def _days(self, events: list[Event]) -> Iterator[CorrectionDay]:
        seen: dict[str, int] = {}
        for day, found in groupby(events, lambda event: event.day):
            seen[day] = seen.get(day, 0) + 1
            anchor = f"on_{day}" if seen[day] == 1 else f"on_{day}_{seen[day]}"
            yield CorrectionDay(self.inline.date(day), anchor, tuple(map(self.event, found)))

    def _about(self, claim: str) -> Markup:
        names = [self.inline.entity(id) for id in self.corpus.subjects[claim] if id in self.corpus.entities]
        return Markup(listed(names))

    def _change(self, change: Change) -> ChangeView:
        return ChangeView(
            change.what,
            self._side(change, change.before),
            self._side(change, change.after),
            change.before is None or change.after is None,
        )

    def _side(self, change: Change, wording: Wording | None) -> Side | None:
        if wording is None:
            return None
        lang = wording.lang
        if wording.manner == "quote" and not lang:
            source = self.corpus.sources.get(change.source)
            lang = source.lang if source and isinstance(source.lang, str) else ""
        words = self.inline.quoted(wording.words, lang) if wording.manner == "quote" else escape(wording.words)
        return Side(wording.opens, words, self.inline.attrs(lang), wording.removed)

    def _trust(self, claim: str) -> Trust:
        shown = self.claims.shown(claim)
        chain = next(iter(shown.chains), None)
        said = Markup(f"{chain.label} {chain.brief}") if chain else NOTHING
        if len(shown.chains) > 1:
            said = Markup(f"{said}, and others")
        caveats = shown.caveats
        opens = f"Withdrawn; {lowered(caveats.opens)}" if shown.withdrawn else caveats.opens
        return Trust(caveats.kinds, opens, caveats.rest, said, shown.reports, shown.href)

    @cached_property
    def _by_beginning(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for id in self.corpus.claims:
            text = _tight(self.claims.shown(id).plain)
            found.setdefault(text[:_KEY], []).append((text, id))
        return found

    def _other_claims(self, words: str, claim: str) -> Iterator[str]:
        """Yield the other claims whose statement stands in these words, so that its caveats stand there too."""
        text = _tight(words)
        for start in range(len(text)):
            for whole, id in self._by_beginning.get(text[start : start + _KEY], ()):
                if id != claim and text.startswith(whole, start):
                    yield id


def _tight(text: str) -> str:
    """Return the letters and figures of a text alone, so that marks and spaces tell nothing apart."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).lower()))
