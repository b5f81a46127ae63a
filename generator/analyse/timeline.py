"""When things are said to have happened, as rows under years; and, as rows of their own, when sources were published.

A date that is spread or open stands under its earliest year, one without a beginning before all years, and what has no
date after them. When a source was published, or first and last said so, is never taken for when a thing happened.
Withdrawn claims have no place here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from ..corpus import Corpus
from ..dates import Date, parse
from ..model import Claim, Source, UnsetType

NO_BEGINNING: Final = 0
"""Stands for the year of what has an end and no beginning: no date lies in it."""
NO_DATE: Final = 10_000
"""Stands for the year of what has no date: no date lies in it either."""
_OPEN: Final = 13
_TO_THE_MONTH: Final = ("time", "day", "month")


class Year(NamedTuple):
    """What stands under one year: claims by date, then the sources that were published in it."""

    year: int
    claims: tuple[str, ...]
    sources: tuple[str, ...]


class Span(NamedTuple):
    """What a date covers of the year that it stands under, in months from 1 to 12; `last` is 13 where it goes on.

    It lasts `throughout`, or it is (or begins, or ends) some time within; in `doubt`, that is not sure either.
    """

    first: int
    last: int
    throughout: bool
    doubt: bool

    @property
    def goes_on(self) -> bool:
        """Tell whether it ends in another year, or nobody says when."""
        return self.last == _OPEN


def standing_claims(corpus: Corpus, ids: Iterable[str]) -> tuple[str, ...]:
    """Return those of some claims that were not withdrawn."""
    return tuple([id for id in ids if isinstance(corpus.claims[id].retracted, UnsetType)])


def is_dated(claim: Claim) -> bool:
    """Tell whether a source says when."""
    return isinstance(claim.date, str)


def timeline(corpus: Corpus, claims: Iterable[str], sources: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of each page of a timeline of claims and of sources, of which those with a date are shown.

    A year that does not fit on the rest of a page begins a new one.
    """
    rows = [(year_of(corpus.claims[id]), False, *_order(corpus.claims[id]), id) for id in claims]
    rows += [(year, True, *_order(corpus.sources[id]), id) for id in sources
             if (year := year_of(corpus.sources[id])) != NO_DATE]  # fmt: skip
    page: list[str] = []
    for _, group in groupby(sorted(rows, key=lambda row: row[:5]), key=lambda row: row[0]):
        ids = [row[-1] for row in group]
        if page and len(page) + len(ids) > size:
            yield tuple(page)
            page = []
        for id in ids:
            if len(page) == size:
                yield tuple(page)
                page = []
            page.append(id)
    if page:
        yield tuple(page)


def years(corpus: Corpus, rows: Sequence[str]) -> tuple[Year, ...]:
    """Return the rows of a page under their years."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    for id in rows:
        is_source = id in corpus.sources
        record = corpus.sources[id] if is_source else corpus.claims[id]
        found.setdefault(year_of(record), ([], []))[is_source].append(id)
    return tuple([Year(year, tuple(claims), tuple(sources)) for year, (claims, sources) in found.items()])


def year_of(record: Claim | Source) -> int:
    """Return the year that a claim's date, or the publication of a source, stands under."""
    date = _date(record)
    if date is None:
        return NO_DATE
    return date.earliest.year if date.earliest else NO_BEGINNING


def span(date: Date) -> Span | None:
    """Return what a date covers of its earliest year; None where it has none, or has pieces that lie apart."""
    if date.earliest is None or date.precision == "all of":
        return None
    ends_here = date.latest is not None and date.latest.year == date.earliest.year
    last = date.latest.month if date.latest and ends_here else _OPEN
    return Span(date.earliest.month, last, _throughout(date, last), date.approximate or date.uncertain)


def _throughout(date: Date, last: int) -> bool:
    """Tell whether a day, or a stretch whose ends in this year are known to the month."""
    if date.precision != "interval":
        return date.precision in ("time", "day")
    ends_here = date.parts[:1] if last == _OPEN else date.parts
    return all(part.precision in _TO_THE_MONTH for part in ends_here)


def _date(record: Claim | Source) -> Date | None:
    given = record.date if isinstance(record, Claim) else record.published
    return parse(given) if isinstance(given, str) else None


def _order(record: Claim | Source) -> tuple[int, int, str]:
    date = _date(record)
    return date.order if date else (0, 0, "")
