"""What changed in claims, as pages show it: what stood and what stands, never without how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, pairwise

from ..analyse.changes import Change, Wording
from ..analyse.wording import NONE_RECORDED, counted, lowered
from ..corpus import Corpus
from ..history import Event, History
from ..markup import Html, escape, sentence
from ..model import UnsetType, packed
from ..names import written_in
from ..pages import FEEDS, Page, change_anchor
from ..prose import plain
from .claims import ClaimViews
from .indexes import Pager, index_pager
from .inline import NOTHING, ROOT, Inline
from .view import view

MOST_EVENTS = 40
"""How many changes the page of a claim shows; the pages of corrections show all."""
_KEY = 12


@view
class Trust:
    """How far a claim can be trusted, and who said it, in one clause."""

    kinds: str
    clause: Html
    said: Html
    reports: str
    href: str


@view
class Piece:
    """Words of one side that hold one statement at most.

    Where another claim says today what stands in a side of the event, each piece that somebody says today has the
    event's own `trust` with it, and that of the `others` who say it.
    """

    words: Html
    trust: Trust | None
    others: tuple[Trust, ...]


@view
class Side:
    """What stood before or after, in pieces, or that it was removed."""

    opens: str
    pieces: tuple[Piece, ...]
    removed: bool


@view
class ChangeView:
    """One change in words; of what was added or taken out, one side is None."""

    what: str
    before: Side | None
    after: Side | None


@view
class EventView:
    """What one commit changed in one claim, or in what an outlet warns of. `trust` stands beside its wordings.

    `then` are caveats that stood beside what stood before. `claim` is "" where it is not shown any more, or where the
    change is that of the `outlet` that is named.
    """

    claim: str
    anchor: str
    day: Html
    verb: str
    about: Html
    outlet: Html
    changes: tuple[ChangeView, ...]
    because: Html
    then: tuple[str, ...]
    trust: Trust | None


@view
class HistoryView:
    """The history on the page of a claim: when it was first recorded, the changes after that, and what is not here."""

    first: Html
    early: bool
    none: str
    events: tuple[EventView, ...]
    earlier: int
    incomplete: bool


@view
class CorrectionDay:
    """What changed on one day."""

    day: Html
    anchor: str
    events: tuple[EventView, ...]


@view
class Corrections:
    """One page of all that changed in claims, the newest first."""

    kicker: Html
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
        self.words = claims.words
        self.history = history

    def prepare(self) -> None:
        """Sort the events now and, if any change is to be shown, the statements of all claims."""
        _ = self._recorded, self._corrections, self._outlets
        if self.history.corrections:
            _ = self._by_beginning

    def of_claim(self, id: str) -> HistoryView:
        """Return the history of a claim."""
        events, day = self._recorded.get(id, ((), ""))
        return HistoryView(
            first=self.inline.date(day) if day else NOTHING,
            early=id in self.history.early,
            none="" if day else self.words(NONE_RECORDED),
            events=tuple(map(self.event, events[-MOST_EVENTS:])),
            earlier=max(0, len(events) - MOST_EVENTS),
            incomplete=bool(day) and not self.history.whole,
        )

    def of_outlet(self, id: str) -> tuple[EventView, ...]:
        """Return what changed in what an outlet warns of, the oldest first; pages of corrections show all."""
        return tuple(map(self.event, self._outlets.get(id, ())[-MOST_EVENTS:]))

    def changed(self, ids: Iterable[str]) -> str:
        """Return the UTC day on which any of these claims was last recorded or changed; "" where none is known."""
        return max((self.last(id) for id in ids), default="")

    def last(self, id: str) -> str:
        """Return the UTC day on which a claim was last recorded or changed; "" where that is not known."""
        events, first = self._own(id)
        return events[-1].day if events else first

    def last_change(self, id: str) -> Event | None:
        """Return what last changed in a claim; None where it stands as it was first recorded."""
        events, _ = self._own(id)
        return events[-1] if events else None

    def _own(self, id: str) -> tuple[Sequence[Event], str]:
        """Return what happened to a claim itself, and the day on which it was first recorded."""
        events, first = self._recorded.get(id, ((), ""))
        return [event for event in events if event.claim] if events else events, first

    def corrections(self, page: Page) -> Corrections:
        """Return one page of corrections."""
        report = self.corpus.settings.options.report_url
        return Corrections(
            Html(self.words("What changed here")),
            self.words("Changes and corrections"),
            self._lead(),
            tuple(self._days([self._corrections[row] for row in page.rows])),
            index_pager(page),
            page.part == 1,
            "" if isinstance(report, UnsetType) else report,
            tuple((label, f"{ROOT}{FEEDS[form]}") for form, label in (("atom", "Atom"), ("json", "JSON Feed")))
            if self.has_feeds else (),
        )  # fmt: skip

    def latest(self, most: int) -> tuple[str, tuple[CorrectionDay, ...]]:
        """Return what is said of the changes in all, and the newest of them."""
        return self._lead(), tuple(self._days(self.history.corrections[:most]))

    @property
    def has_feeds(self) -> bool:
        """Tell whether the site has feeds: these need its address, a date from git, and somebody who asks again."""
        return has_feeds(self.corpus, self.history)

    def event(self, event: Event) -> EventView:
        """Return one event as it is shown."""
        wordings = [w for change in event.changes for w in (change.before, change.after) if w and not w.removed]
        found = (id for wording in wordings for _, ids in self._statements(wording.words) for id in ids)
        shared = any(id != event.claim for id in found)
        return EventView(
            claim=event.claim,
            anchor=change_anchor(event.commit) + (f"-{event.outlet}" if event.outlet else ""),
            day=self.inline.date(event.day),
            verb=self.words("Withdrawn") if event.withdraws else self.words("Changed"),
            about=self._about(event.claim) if event.claim else NOTHING,
            outlet=self.inline.entity(event.outlet) if event.outlet else NOTHING,
            changes=tuple(self._change(change, event.claim, shared) for change in event.changes),
            because=self.inline.told(self.words.isolated(event.because)),
            then=tuple(sentence(wording.words) for wording in event.then),
            trust=self._trust(event.claim) if event.claim else None,
        )

    def _lead(self) -> str:
        words = self.words
        if self.history.missing:
            return words("Changes: none recorded, because {why}.", why=words(self.history.missing))
        number = len(self._corrections)
        parts = [
            words.many("{number} change to claims.", "{number} changes to claims, the newest first.", number)
            if number
            else words("No change to a claim is recorded.")
        ]
        if not self.history.whole:
            parts.append(words("The history is incomplete: older changes are not available to this build."))
        if self.history.unread:
            parts.append(
                words(
                    "{revisions} of data files could not be read; what changed in them is told with the next.",
                    revisions=counted(words, len(self.history.unread), "old revision"),
                )
            )
        return " ".join(parts)

    def _days(self, events: Sequence[Event]) -> Iterator[CorrectionDay]:
        seen: dict[str, int] = {}
        for day, found in groupby(events, lambda event: event.day):
            seen[day] = seen.get(day, 0) + 1
            anchor = f"on_{day}" if seen[day] == 1 else f"on_{day}_{seen[day]}"
            yield CorrectionDay(self.inline.date(day), anchor, tuple(map(self.event, found)))

    def _about(self, claim: str) -> Html:
        names = [self.inline.entity(id) for id in self.corpus.subjects[claim] if id in self.corpus.entities]
        return self.inline.listed(names)

    def _change(self, change: Change, claim: str, shared: bool) -> ChangeView:
        before, after = (self._side(change, side, claim, shared) for side in (change.before, change.after))
        return ChangeView(change.what, before, after)

    def _side(self, change: Change, wording: Wording | None, claim: str, shared: bool) -> Side | None:
        if wording is None:
            return None
        if wording.removed:
            return Side("", (Piece(escape(wording.words), None, ()),), True)
        pieces = []
        for words, ids in self._cut(wording.words) if shared else ((wording.words, ()),):
            shown = self._worded(words, wording, change.source)
            others = tuple(self._trust(id) for id in ids if id != claim)
            pieces.append(Piece(shown, self._trust(claim) if claim and ids else None, others))
        return Side(wording.opens, tuple(pieces), False)

    def _worded(self, words: str, wording: Wording, cited: str) -> Html:
        """Return words of a side as HTML: text of the data in its own language, and its own direction."""
        match wording.manner:
            case "quote":
                source = self.corpus.sources.get(cited)
                lang = source.lang if source and isinstance(source.lang, str) else ""
                lang = wording.lang or lang
                return self.inline.marked(self.inline.quoted(words, lang), lang or written_in(words, self.inline.lang))
            case "statement":
                return self.inline.marked(words, wording.lang or written_in(words, self.inline.main))
        return self.inline.told(self.words.isolated(words))

    def _trust(self, claim: str) -> Trust:
        shown = self.claims.shown(claim)
        caveats, clause = shown.caveats, shown.caveats.clause
        if shown.withdrawn:
            within = clause.replace(f"<b>{escape(caveats.opens)}</b>", escape(lowered(caveats.opens)), 1)
            clause = Html(f"<b>{self.words('Withdrawn; {standing}', standing=Html(within))}</b>")
        return Trust(caveats.kinds, clause, shown.told, shown.reports, shown.href)

    @cached_property
    def _recorded(self) -> Mapping[str, tuple[tuple[Event, ...], str]]:
        """The events of each claim, and the day on which it was first recorded."""
        first, events = self.history.first, self.history.events
        made = {id: (events.get(id, ()), first[id]) for id in first}
        return self.corpus.index("history", lambda corpus: made, _unordered, of_words=True)

    @cached_property
    def _outlets(self) -> Mapping[str, tuple[Event, ...]]:
        """The events of each outlet, the oldest first."""
        made: dict[str, tuple[Event, ...]] = {}
        for event in reversed(self.history.corrections):
            if event.outlet:
                made[event.outlet] = *made.get(event.outlet, ()), event
        return self.corpus.index("outlets_changed", lambda corpus: made, _unordered, of_words=True)

    @cached_property
    def _corrections(self) -> Mapping[str, Event]:
        """All events by their places, as pages name them."""
        made = {str(place): event for place, event in enumerate(self.history.corrections)}
        return self.corpus.index("corrections", lambda corpus: made, _unordered, of_words=True)

    @cached_property
    def _by_beginning(self) -> Mapping[str, dict[str, list[str]]]:
        """The claims by their statements, and these by their first letters."""

        def made(corpus: Corpus) -> dict[str, dict[str, list[str]]]:
            called = Inline(corpus, self.inline.plan).called
            found: dict[str, dict[str, list[str]]] = {}
            for id, claim in corpus.claims.items():
                statement = plain(claim.words(self.inline.lang), called)
                text = "".join(filter(str.isalnum, statement.lower()))
                found.setdefault(text[:_KEY], {}).setdefault(text, []).append(id)
            return found

        return self.corpus.index("beginnings", made, of_words=True)

    def _cut(self, words: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the words in pieces that hold one statement of today at most, each with the claims that say it."""
        found = list(self._statements(words))
        starts = [0, *(start for start, _ in found[1:]), len(words)]
        for place, (start, end) in enumerate(pairwise(starts)):
            yield words[start:end].strip(), found[place][1] if found else ()

    def _statements(self, words: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield where statements of today begin in these words, with the claims that say so; longer ones come first."""
        letters = _letters(words)
        text = "".join(letter for letter, _ in letters)
        place = 0
        while place < len(text):
            beginnings = (text[place : place + length] for length in range(_KEY, 0, -1))
            known = (self._by_beginning.get(beginning, {}) for beginning in beginnings)
            fitting = [whole for some in known for whole in some if whole and text.startswith(whole, place)]
            if fitting:
                whole = max(fitting, key=len)
                yield letters[place][1], tuple(self._by_beginning[whole[:_KEY]][whole])
            place += len(max(fitting, key=len)) if fitting else 1


def has_feeds(corpus: Corpus, history: History) -> bool:
    """Tell whether a site has feeds: these need its address, a date from git, and somebody who asks again."""
    return bool(corpus.settings.url and history.day and not corpus.settings.offline)


def _unordered(value: object) -> bytes:
    """Return what counts of events: they hold sets, which have another order in each process."""
    return packed(value, unordered=True)


def _letters(text: str) -> list[tuple[str, int]]:
    """Return the letters and figures of a text with their places: marks and spaces tell no statements apart."""
    return [(small, place) for place, letter in enumerate(text) for small in letter.lower() if small.isalnum()]
