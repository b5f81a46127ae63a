"""The browser of claims: all of them, or those that have one value of a facet, as lists that need no script.

The facets stand on the first page of each list only: the numbers beside them change with the site, later pages do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from ..analyse.facets import FACETS, OPEN, Facet, Facets, tallied, year
from ..analyse.origins import reports
from ..analyse.wording import NOT_GIVEN, OPENERS, counted, language, raised
from ..corpus import Corpus
from ..markup import Html
from ..model import UnsetType
from ..pages import (
    CLAIMS,
    FILES,
    LISTED,
    PARTS,
    SOURCES,
    WORDS,
    Page,
    Plan,
    claim_file,
    date_anchor,
    facet_address,
    index_start,
)
from .claims import ClaimViews
from .indexes import Pager, index_pager
from .inline import ROOT
from .view import view

MOST_VALUES = 12
"""How many values of a facet a page offers, however many the site has."""
LEGENDS: Mapping[Facet, str] = {
    "about": "About",
    "kind": "Kind of statement",
    "source": "Cited source",
    "names": "Names a source",
    "standing": "Standing",
    "date": "Date",
    "language": "Language",
}
_KINDS: Mapping[str, str] = {str(mode): opener for mode, opener in OPENERS.items()}
_NAMES: Mapping[str, str] = {
    "named": "by name",
    "unnamed": "unnamed",
    "none": "none",
    "unrecorded": "not recorded",
}
SAID = (*LEGENDS.values(), *_NAMES.values())


@view
class ClaimGroup:
    """Claims under one heading: a year, or that there is no date."""

    heading: str
    anchor: str
    claims: tuple[str, ...]


@view
class ValueView:
    """One value of a facet: its key, its words, how many claims have it, and the list of these."""

    key: str
    label: Html
    number: int
    href: str
    chosen: bool


@view
class FacetView:
    """One facet with its most frequent values; `more` says how many others there are."""

    key: str
    legend: str
    values: tuple[ValueView, ...]
    more: int


@view
class Chosen:
    """The filter of a list: what it is called, and how to remove it."""

    legend: str
    label: Html
    remove: str


@view
class ClaimBrowser:
    """A page of the list of all claims, or of those with one value of a facet."""

    kicker: Html
    title: str
    lead: Html
    words_href: str
    facets: tuple[FacetView, ...]
    chosen: Chosen | None
    shown: int
    all: int
    here: int
    groups: tuple[ClaimGroup, ...]
    pager: Pager | None
    size: int
    home: str = f"{ROOT}{CLAIMS}"
    files: str = f"{ROOT}{FILES}"
    forms: tuple[str, ...] = ("CSV", "JSON")
    sources: str = f"{ROOT}{SOURCES}"


@view
class DataFile:
    """One part of all claims: which one, how many it holds, and where it is, as JSON Lines and as a table."""

    number: int
    claims: int
    lines: str
    table: str


@view
class DataFiles:
    """A page that lists the files in which all claims can be downloaded."""

    title: str
    lead: Html
    files: tuple[DataFile, ...]
    index: str
    pager: Pager | None


class Filter(NamedTuple):
    """What all claims of a list have in common."""

    facet: Facet
    value: str


class Browser:
    """The lists of claims of one site, and the words of their facets."""

    def __init__(self, claims: ClaimViews) -> None:
        """Remember how claims are shown."""
        self.claims = claims
        self.inline = claims.inline
        self.corpus = claims.corpus
        self.plan = claims.inline.plan
        self.of: Mapping[str, Facets] = self.corpus.index("facets", lambda corpus: self.plan.facets)
        self.batches = self.corpus.index("batches", lambda corpus: {b.name: len(b.claims) for b in self.plan.batches})
        self._counts = self.corpus.index("facet_counts", lambda corpus: _counts(self.plan))
        self._years = self.corpus.index("pages_of_years", lambda corpus: _pages_of_years(corpus, self.plan))
        self._undated = self.corpus.index("undated_of_lists", lambda corpus: _undated(corpus, self.plan))
        self._reports = self.corpus.index("reports_of_all", _reports)

    def page(self, page: Page) -> ClaimBrowser:
        """Return a page of a list of claims: by date, then those without one as they stand in their sources."""
        by, first = _filter(page), page.part == 1
        chosen = Chosen(self.corpus.words(LEGENDS[by.facet]), self.label(*by), f"{ROOT}{CLAIMS}") if by else None
        return ClaimBrowser(
            Html(self.corpus.words("What was said")),
            self._title(by),
            self._lead(by)
            if first
            else Html(f'<a href="{ROOT}{CLAIMS}">{self.corpus.words("Filter and sort all claims")}</a>'),
            f"{ROOT}{WORDS}" if first else "",
            tuple(self._facet(facet, by) for facet in FACETS) if first else (),
            chosen,
            dict(self._counts[by.facet].offered)[by.value] if by and first else 0,
            self._all if first else 0,
            self._here(page) if first else 0,
            tuple(self._groups(page)),
            index_pager(page),
            self.corpus.settings.options.claims_per_page,
        )

    def _title(self, by: Filter | None) -> str:
        words = self.corpus.words
        if not by:
            return words("Claims")
        return words("Claims. {facet}: {value}", facet=words(LEGENDS[by.facet]), value=self.worded(*by))

    def files(self, page: Page) -> DataFiles:
        """Return a page of the list of files that hold all claims."""
        held, first = self.batches, (page.part - 1) * self.corpus.settings.options.rows_per_page + 1
        files = (
            DataFile(number, held[name], *(f"{ROOT}{claim_file(name, form)}" for form in ("jsonl", "csv")))
            for number, name in enumerate(page.rows, first)
        )
        words = self.corpus.words
        lead = words.many(
            "{claims} in {number} part, each with its caveats, its chain and its sources.",
            "{claims} in {number} parts, each with its caveats, its chain and its sources.",
            self._counts["files"].number,
            claims=counted(words, self._all, "claim"),
        )
        return DataFiles(words("Download all claims"), Html(lead), tuple(files), f"{ROOT}{PARTS}", index_pager(page))

    def label(self, facet: Facet, value: str) -> Html:
        """Return a value of a facet in words, isolated where it is a name."""
        if facet == "about" and value:
            return self.inline.bare(value)
        if facet == "source" and value in self.corpus.sources:
            return self.inline.titled(self.corpus.sources[value])
        return self.inline.label(self.worded(facet, value))

    def worded(self, facet: Facet, value: str) -> str:
        """Return a value of a facet in plain words."""
        words = self.corpus.words
        match facet:
            case "about":
                return self.corpus.name(value)
            case "source":
                return self.inline.title(self.corpus.sources[value]) if value in self.corpus.sources else value
            case "kind":
                return words(_KINDS[value])
            case "names":
                return words(_NAMES[value])
            case "standing":
                kinds = self.corpus.vocabulary.caveats
                return (kinds[value].label if value in kinds else value) or words("No caveat recorded")
            case "date":
                return words("beginning not given") if value == OPEN else value or words("without a date")
            case "language":
                return language(words, value) if value else words(NOT_GIVEN)

    def _lead(self, by: Filter | None) -> Html:
        """Return how many claims there are; above the list of all also how many others stand in it."""
        words, withdrawn = self.corpus.words, self._counts["withdrawn"].number
        told = words(
            "{claims}, from {reports}. Each is something that a source says, shown with its standing. None is a "
            "finding of the editors.",
            claims=counted(words, self._all, "claim"),
            reports=self._reports["words"],
        )
        if by or not withdrawn:
            return Html(told)
        also = words.many(
            "{number} withdrawn claim stands in the list of all too, and counts in no number.",
            "{number} withdrawn claims stand in the list of all too, and count in no number.",
            withdrawn,
        )
        return Html(f"{told} {also}")

    def _here(self, page: Page) -> int:
        """Return how many claims stand on a page: withdrawn ones count in no number."""
        return sum(isinstance(self.corpus.claims[id].retracted, UnsetType) for id in page.rows)

    @property
    def _all(self) -> int:
        return self._counts["claims"].number

    def _facet(self, facet: Facet, chosen: Filter | None) -> FacetView:
        counts = self._counts[facet]
        values = [
            ValueView(
                value, self.label(facet, value), number, self._list(facet, value, number), chosen == (facet, value)
            )
            for value, number in counts.offered
        ]
        return FacetView(facet, self.corpus.words(LEGENDS[facet]), tuple(values), counts.number - len(values))

    def _list(self, facet: Facet, value: str, number: int) -> str:
        """Return the address of the claims with a value: a list of their own, or the page that shows them anyway."""
        if facet == "date":
            return f"{ROOT}{self._years[value]}"
        if number == self._all:
            return f"{ROOT}{CLAIMS}"
        return f"{ROOT}{facet_address(facet, value)}" if facet in LISTED else self.inline.href(value)

    def _groups(self, page: Page) -> Iterator[ClaimGroup]:
        """Yield the claims of a page under their years, those without a date in a group of their own."""
        for given, ids in groupby(page.rows, lambda id: year(self.corpus.claims[id].date)):
            heading = (
                self.worded("date", given)
                if given
                else self.corpus.words("without a date ({number})", number=self._undated[index_start(page)])
            )
            yield ClaimGroup(raised(heading), date_anchor(given), tuple(ids))


def _filter(page: Page) -> Filter | None:
    """Return what all claims of a list have in common; nothing for the list of all."""
    name, _, value = page.subject.partition("=")
    return next((Filter(facet, value) for facet in FACETS if facet == name), None)


class Counts(NamedTuple):
    """How many values a facet has, and those that are offered, each with the number of its claims."""

    number: int
    offered: tuple[tuple[str, int], ...] = ()


def _counts(plan: Plan) -> Mapping[str, Counts]:
    """Count what is offered of each facet: all values that have lists, and in any case how many have no date.

    Withdrawn claims stand in the list of all, and are counted by themselves.
    """
    listed, found = sum(len(page.rows) for page in plan.indexes[CLAIMS]), len(plan.facets)
    counts = {"claims": Counts(found), "withdrawn": Counts(listed - found), "files": Counts(len(plan.batches))}
    for facet, values in tallied(plan.facets).items():
        offered = values if facet in LISTED else values[:MOST_VALUES]
        last = values[-1:] if facet == "date" and values[-1:] != offered[-1:] else ()
        counts[facet] = Counts(len(values), (*offered, *last))
    return counts


def _pages_of_years(corpus: Corpus, plan: Plan) -> Mapping[str, str]:
    """Return where in the list of all claims each year begins."""
    found: dict[str, str] = {}
    for page in plan.indexes[CLAIMS]:
        for id in page.rows:
            given = year(corpus.claims[id].date)
            found.setdefault(given, f"{page.address}#{date_anchor(given)}")
    return found


def _undated(corpus: Corpus, plan: Plan) -> Mapping[str, int]:
    """Return how many claims of each list have no date; withdrawn ones do not count."""
    found = dict[str, int]()
    for page in plan.pages:
        if page.template == "claim-index":
            undated = [id for id in page.rows if id in plan.facets and not isinstance(corpus.claims[id].date, str)]
            found[index_start(page)] = found.get(index_start(page), 0) + len(undated)
    return found


def _reports(corpus: Corpus) -> Mapping[str, str]:
    claims = (claim for claim in corpus.claims.values() if isinstance(claim.retracted, UnsetType))
    return {"words": reports(corpus, *claims).numbers(corpus.words)}
