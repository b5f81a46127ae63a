"""Timelines: of the whole site, and of what is said about one entity.

Each row is a claim with its date in words, and drawn as what it is: a span begins with a bracket, and a bar shows what
of the year it covers. When sources were published stands in rows of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby

from ..analyse.timeline import NO_BEGINNING, NO_DATE, Span, Year, is_dated, span, standing_claims, years
from ..corpus import Corpus
from ..dates import Date, parse
from ..markup import Html, sentence
from ..model import Seen
from ..pages import TIMELINE, UNDATED, Page, Plan, entity_timeline, year_anchor
from ..words import Words
from .claims import ClaimViews
from .indexes import Entry, Indexes, Pager, index_pager, part_pager
from .inline import NOTHING, ROOT
from .view import view

MOST_STEPS = 60
"""How many years lead to their pages; of more years, decades or centuries do."""
_STEPS = (1, 10, 100)
_SINGLE = ("time", "day", "month", "season", "year")
"""What a date is known to that is one point of time: others span several, and have a bracket."""
_COUNTED = ("dated", "undated", "published", "sources")
PUBLICATION = "When a source was published is told in rows of its own, and never taken for when something happened."
BEGINNING_NOT_GIVEN = "Beginning not given"
SAID = (PUBLICATION, BEGINNING_NOT_GIVEN)


@view
class Row:
    """One claim: its date in words, its bracket and its bar ("" for none), and when sources first and last say so."""

    claim: str
    date: Html
    bracket: str
    bar: str
    seen: Html


@view
class YearView:
    """What stands under one heading: claims with dates, claims without, and sources that were published then."""

    heading: str
    anchor: str
    rows: tuple[Row, ...]
    undated: tuple[str, ...]
    sources: tuple[Entry, ...]


@view
class Timeline:
    """A page of a timeline; `steps` are links to where each year begins, `drawn` says whether there are any bars."""

    kicker: Html
    title: str
    lead: Html
    steps: tuple[tuple[str, str], ...]
    drawn: bool
    years: tuple[YearView, ...]
    pager: Pager | None


class Timelines:
    """The timelines of one site."""

    def __init__(self, claims: ClaimViews, indexes: Indexes) -> None:
        """Remember how claims and sources are shown."""
        self.claims = claims
        self.indexes = indexes
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.words = claims.words
        self._row = self.corpus.memo(self._row_of)

    def prepare(self) -> None:
        """Find now where years begin, and where what has no date stands."""
        _ = self._tally, self._about, self._steps, self._undated

    def of_site(self, page: Page) -> Timeline:
        """Return a page of the timeline of the whole site."""
        dated, undated, published, sources = [self._tally[name] for name in _COUNTED]
        words, lead = self.words, self._counts(dated, undated)
        if sources:
            lead = f"{lead} {sentence(_published(words, published, sources))} {words(PUBLICATION)}"
        shown = self._years(page)
        steps = self._steps[TIMELINE]
        kicker, title = Html(words("What was said")), words("Timeline")
        return Timeline(kicker, title, Html(lead), steps, _drawn(shown), shown, index_pager(page))

    def of_entity(self, page: Page) -> Timeline:
        """Return a page of the timeline of what is said about an entity."""
        id = page.subject
        dated, undated = self._about[id]
        back = Html(self.words("Dossier: {name}", name=self.inline.entity(id)))
        lead = Html(f"{self._counts(dated, undated, id)} {self.words(PUBLICATION)}")
        shown = self._years(page)
        title = Html(self.words("Timeline of claims about {name}", name=self.inline.bare(id)))
        return Timeline(back, title, lead, (), _drawn(shown), shown, part_pager(page))

    def told(self, id: str) -> Html:
        """Return the one line of a dossier on its timeline, or that it has none; nothing where no claim is about it."""
        dated, undated = self._about.get(id, (0, 0))
        if not dated + undated:
            return NOTHING
        words, told = self.words, Html(_told(self.words, dated, undated))
        if not dated:
            return Html(words("{dates}, so there is no timeline.", dates=told))
        if undated:
            told = Html(words("{dated}; {undated}", dated=told, undated=Html(_without(words, undated))))
        href = f"{ROOT}{entity_timeline(self.inline.plan.address(id))}"
        return Html(words('<a href="{address}">Timeline</a>: {dates}.', address=Html(href), dates=told))

    @cached_property
    def _tally(self) -> Mapping[str, int]:
        return self.corpus.index("dates", _tally)

    @cached_property
    def _about(self) -> Mapping[str, tuple[int, int]]:
        """How many claims about each entity have a date, and how many have none: not a word of theirs is read here."""
        return self.corpus.index(
            "dates_about",
            lambda corpus: {id: _dated(corpus, corpus.about[id]) for id in corpus.about},
            asked="entities",
        )

    @cached_property
    def _steps(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        plan = self.inline.plan
        return self.corpus.index("years", lambda corpus: {TIMELINE: tuple(_steps(corpus, plan))})

    @cached_property
    def _undated(self) -> Mapping[str, str]:
        plan = self.inline.plan
        return self.corpus.index("undated", lambda corpus: dict(_undated_places(corpus, plan)))

    def _counts(self, dated: int, undated: int, id: str = "") -> str:
        """Return how many claims have a date and how many have none, with a link to these."""
        if not dated + undated:
            return sentence(self.words("No claims"))  # which may have been withdrawn
        told = _told(self.words, dated, undated)
        if not undated:
            return sentence(told)
        rest = Html(f'<a href="{self._undated[id]}">{_without(self.words, undated)}</a>')
        return sentence(self.words("{dated}; {undated}", dated=told, undated=rest))

    def _years(self, page: Page) -> tuple[YearView, ...]:
        return tuple([self._year(year) for year in years(self.corpus, page.rows)])

    def _year(self, found: Year) -> YearView:
        sources = tuple([self.indexes.source(id) for id in found.sources])
        if found.year == NO_DATE:
            return YearView(self.words("Without a date"), UNDATED, (), found.claims, sources)
        heading = self.words(BEGINNING_NOT_GIVEN) if found.year == NO_BEGINNING else str(found.year)
        return YearView(heading, year_anchor(found.year), tuple(map(self._row, found.claims)), (), sources)

    def _row_of(self, id: str) -> Row:
        claim = self.corpus.claims[id]
        date = parse(str(claim.date))
        seen = self.claims.shown(id).seen if isinstance(claim.seen, Seen) else NOTHING
        return Row(id, self.inline.date(date.text), _bracket(date), _bar(span(date)), seen)


def _tally(corpus: Corpus) -> dict[str, int]:
    """Count claims with a date and without one, sources whose publication is dated, and all sources."""
    published = sum(isinstance(source.published, str) for source in corpus.sources.values())
    counts = *_dated(corpus, corpus.claims), published, len(corpus.sources)
    return dict(zip(_COUNTED, counts, strict=True))


def _dated(corpus: Corpus, ids: Iterable[str]) -> tuple[int, int]:
    """Count those of some claims that have a date, and those that have none."""
    dated = [is_dated(corpus.claims[id]) for id in standing_claims(corpus, ids)]
    return sum(dated), len(dated) - sum(dated)


def _steps(corpus: Corpus, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield a link to where each year of the site's timeline begins, decade or century, and what has no date."""
    begins: dict[int, str] = {}
    for page in plan.pages:
        if page.template == "timeline":
            for found in years(corpus, page.rows):
                anchor = UNDATED if found.year == NO_DATE else year_anchor(found.year)
                begins.setdefault(found.year, f"{ROOT}{page.address}#{anchor}")
    undated = begins.pop(NO_DATE, None)
    step = next((step for step in _STEPS if len({year // step for year in begins}) <= MOST_STEPS), _STEPS[-1])
    for first, group in groupby(begins, lambda year: year // step * step):
        year = next(group)
        label = str(first) if step == 1 else f"{first}–{first + step - 1}"
        yield corpus.words(BEGINNING_NOT_GIVEN) if year == NO_BEGINNING else label, begins[year]
    if undated:
        yield corpus.words("Without a date"), undated


def _undated_places(corpus: Corpus, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield where claims without a date begin: on the timeline of the site (""), and on those of entities."""
    begun: set[str] = set()
    for page in plan.pages:
        if page.template not in ("timeline", "entity-timeline"):
            continue
        id = page.subject if page.template == "entity-timeline" else ""
        if id not in begun and any(row in corpus.claims and not is_dated(corpus.claims[row]) for row in page.rows):
            begun.add(id)
            yield id, f"{ROOT}{page.address}#{UNDATED}"


def _told(words: Words, dated: int, undated: int) -> str:
    """Return how many claims have a date: "2 of 34 claims have a date"."""
    total = dated + undated
    if not dated:
        return words.many("The one claim has no date", "None of the {number} claims has a date", total)
    if not undated and total == 2:
        return words("Both claims have a date")
    if not undated:
        return words.many("The one claim has a date", "All {number} claims have a date", total)
    return words.many("{number} of {total} claims has a date", "{number} of {total} claims have a date", dated,
                      total=total)  # fmt: skip


def _without(words: Words, undated: int) -> str:
    return words.many("{number} does not", "{number} do not", undated)


def _published(words: Words, dated: int, total: int) -> str:
    """Return how many sources have a date of publication."""
    if not dated:
        return words.many(
            "The one source has no date of publication",
            "None of the {number} sources has a date of publication",
            total,
        )
    if dated == total == 2:
        return words("Both sources have a date of publication")
    if dated == total:
        return words.many(
            "The one source has a date of publication",
            "All {number} sources have a date of publication",
            total,
        )
    return words.many(
        "{number} of {total} sources has a date of publication",
        "{number} of {total} sources have a date of publication",
        dated,
        total=total,
    )


def _drawn(shown: tuple[YearView, ...]) -> bool:
    return any(row.bar for year in shown for row in year.rows)


def _bracket(date: Date) -> str:
    """Return which corner is drawn of a span, as a class: where it begins, else where it ends; "" for no span."""
    if date.precision in _SINGLE:
        return ""
    return "begins" if date.earliest else "ends"


def _bar(found: Span | None) -> str:
    """Return what is drawn of a span, as classes: its first month, its last one, and what sort of span it is."""
    if found is None:
        return ""
    end = "on" if found.goes_on else f"n{found.last}"
    kinds = [name for name, holds in (("within", not found.throughout), ("doubt", found.doubt)) if holds]
    return " ".join([f"m{found.first}", end, *kinds])
