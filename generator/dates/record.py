"""A date as a source gives it: its bounds, its place in an order, and its words.

This module cannot read: whoever makes a `Date` vouches that its bounds are those of its text.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from .wording import ENGLISH, WORDINGS, Wording

Precision = Literal[
    "time", "day", "month", "season", "year", "decade", "century", "interval", "range", "one of", "all of"
]


@dataclass(frozen=True, slots=True)
class Date:
    """A date as a source gives it; only `parse` makes one, so its text alone makes it equal and hashable."""

    text: str
    """As typed."""
    earliest: datetime.date | None = field(compare=False)
    """The first day that it can mean; None where it is open or not known."""
    latest: datetime.date | None = field(compare=False)
    """The last day that it can mean; None where it is open or not known."""
    precision: Precision = field(compare=False)
    """What it is known to; `2017-XX` is known to the year."""
    approximate: bool = field(default=False, compare=False)
    """It, or a part of it, is marked `~` or `%`."""
    uncertain: bool = field(default=False, compare=False)
    """It, or a part of it, is marked `?` or `%`."""
    parts: tuple[Date, ...] = field(default=(), compare=False, repr=False)
    """The dates that an interval, a range or a set is made of, in the order typed."""

    @property
    def order(self) -> tuple[int, int, str]:
        """The sort key: earliest first day first (open before all), then the narrower, then the text."""
        first = self.earliest.toordinal() if self.earliest else 0
        last = self.latest.toordinal() if self.latest else datetime.date.max.toordinal() + 1
        return first, last, self.text

    @property
    def is_plain(self) -> bool:
        """Tell whether it is a year, month, day or time without doubt, so that a machine may read it as one."""
        return (
            self.precision in ("year", "month", "day", "time")
            and not (self.approximate or self.uncertain)
            and "X" not in self.text
        )

    def iso(self) -> str:
        """Return the value for the `datetime` attribute of HTML's `<time>`, or "" where none says the same."""
        return self.text if self.is_plain else ""

    def words(self, lang: str = "en") -> str:
        """Return the date in the words of a language (BCP 47), in English where its words are not known."""
        return _words(self, lang)


def after(a: Date, b: Date, *, elsewhere: bool = False) -> bool:
    """Tell whether `a` is certainly later than `b`: never where a bound is open or either one is in doubt.

    Two times are compared as moments, wherever they were written. All else is compared by days; with `elsewhere` they
    may be those of two places, and a day begins in one while the day before is not over in the other.
    """
    if a.approximate or a.uncertain or b.approximate or b.uncertain or a.earliest is None or b.latest is None:
        return False
    if a.precision == b.precision == "time":
        return datetime.datetime.fromisoformat(a.text) > datetime.datetime.fromisoformat(b.text)
    slack = elsewhere and _is_to_the_day(a) and _is_to_the_day(b)
    return (a.earliest - b.latest).days > slack


def _is_to_the_day(date: Date) -> bool:
    return any(part.precision in ("day", "time") for part in (date, *date.parts))


@lru_cache(maxsize=32_768)
def _words(date: Date, lang: str) -> str:
    wording = WORDINGS.get(lang.partition("-")[0].lower(), ENGLISH)
    match date.precision:
        case "interval":
            return _interval_words(date, wording)
        case "one of":
            return _one_of_words(date, wording)
        case "all of":
            return _joined([_within(part, wording) for part in date.parts], "and", wording)
        case _:
            return _point_words(date, wording)


def _point_words(date: Date, wording: Wording) -> str:
    name = _name(date, wording)
    if date.is_plain and date.precision in ("year", "month"):
        return wording.phrases[f"only {date.precision}"].format(name)
    if date.precision in ("decade", "century") and not (date.approximate or date.uncertain):
        return wording.phrases["in"].format(name)
    return name


def _interval_words(date: Date, wording: Wording) -> str:
    head, _, tail = date.text.partition("/")
    ends = ("", "..")
    form = f"{head if head in ends else 'a'}/{tail if tail in ends else 'b'}"
    return wording.phrases[form].format(*_named(date.parts, wording))


def _one_of_words(date: Date, wording: Wording) -> str:
    phrases, parts = wording.phrases, date.parts
    if date.text.startswith("[.."):
        return phrases["[..b]"].format(_name(parts[0], wording))
    if date.text.endswith("..]"):
        return phrases["[a..]"].format(_name(parts[0], wording))
    if any(part.precision == "range" for part in parts):
        names = [
            phrases["[a..b]"].format(*_named(part.parts, wording)) if part.parts else _name(part, wording)
            for part in parts
        ]
    else:
        names = _named(parts, wording)
    # "between 2012 and 2014 or 2016" could also mean a span that ends in 2014 or in 2016.
    ranges = any(part.precision == "range" for part in parts[:-1])
    return _joined(names, "or apart" if ranges else "or", wording)


def _within(date: Date, wording: Wording) -> str:
    phrases = wording.phrases
    if date.precision == "range":
        return phrases[f"{{{date.parts[0].precision}..}}"].format(*_named(date.parts, wording))
    return phrases["on" if date.precision == "day" else "in"].format(_name(date, wording))


def _joined(names: Sequence[str], word: str, wording: Wording) -> str:
    """Join names as "a, b or c"."""
    said = names[0]
    for name in names[1:-1]:
        said = wording.phrases["comma"].format(said, name)
    return wording.phrases[word].format(said, names[-1]) if len(names) > 1 else said


def _named(dates: Sequence[Date], wording: Wording) -> list[str]:
    """Name dates that stand together; a month or year that all share is said once, with the last."""
    *others, last = dates
    forms = {_shared(date, last) for date in others}
    form = forms.pop() if len(forms) == 1 else ""
    return [*(_name(date, wording, form) for date in others), _name(last, wording)]


def _shared(date: Date, last: Date) -> str:
    """Return the form in which a date leaves unsaid what it shares with the last one, or ""."""
    if not (date.is_plain and last.is_plain and date.precision == last.precision):
        return ""
    length = 7 if date.text[:7] == last.text[:7] else 4
    if date.text[:length] != last.text[:length]:
        return ""
    forms = {("day", 7): "day of month", ("day", 4): "day of year", ("month", 4): "month of year"}
    return forms.get((date.precision, length), "")


def _name(date: Date, wording: Wording, form: str = "") -> str:
    """Name a date of one part, with its qualifier and with what is not given of it."""
    phrases = wording.phrases
    name = phrases[form or _form(date)].format_map(_values(date, wording))
    unknown = _unknown(date)
    if unknown:
        name = phrases[unknown].format(name)
    mark = date.text[-1]
    return phrases[mark].format(name) if mark in "?~%" else name


def _form(date: Date) -> str:
    if date.precision == "century" or (date.precision == "decade" and date.text[2] == "0"):
        # "the 2000s" could be ten years or a hundred.
        return "years"
    return date.precision


def _unknown(date: Date) -> str:
    marked = date.text[4:].rstrip("?~%")
    if marked in ("-XX", "-XX-XX"):
        return marked
    return "-MM-XX" if marked.endswith("-XX") else ""


def _values(date: Date, wording: Wording) -> dict[str, object]:
    first, last = date.earliest, date.latest
    assert first and last, "a date of one part has two bounds"
    month = wording.months[first.month - 1]
    values: dict[str, object] = {"day": first.day, "month": month, "year": first.year, "last": last.year}
    if date.precision == "season":
        values["season"] = wording.seasons[int(date.text[5:7]) - 21]
    if date.precision == "time":
        clock = date.text[11:19]
        values |= {"clock": clock.removesuffix(":00"), "offset": date.text[19:].removeprefix("Z")}
    return values
