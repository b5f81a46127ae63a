"""Reading a date: one function for each form of the subset.

What is shaped like a date and cannot be one (31 February, an end before its beginning) is refused here, with what
is wrong with it; what has no shape of the subset is left to others to understand.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Mapping
from typing import Final

from .record import Date, Precision
from .wording import ENGLISH

_YEAR: Final = r"[0-9]{4}|[0-9]{3}X|[0-9]{2}XX"
_POINT: Final = re.compile(rf"({_YEAR})(?:-([0-9]{{2}}|XX)(?:-([0-9]{{2}}|XX))?)?([?~%]?)")
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])"
    r"(Z|(?!-00:00)[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
)
_MONTHS_OF_SEASON: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11)}
_WINTER: Final = 24


class DateError(ValueError):
    """A text that is no date of the subset: `message` says what is wrong, `hint` says what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}"


class ShapelessError(Exception):
    """A text that has none of the forms of the subset."""


def read(text: str) -> Date:
    """Read a date; raise DateError for one that cannot be, ShapelessError for what has no form of the subset."""
    if text[:1] in ("[", "{"):
        return _set(text)
    if "/" in text:
        return _interval(text)
    if "T" in text:
        return _moment(text)
    return _point(text)


def _point(text: str) -> Date:
    found = _POINT.fullmatch(text)
    if not found:
        raise ShapelessError
    year, month, day, mark = found.groups()
    if ("X" in year and month) or (month == "XX" and day not in (None, "XX")):
        raise ShapelessError
    earliest, latest, precision = _span(year, month, day)
    return Date(text, earliest, latest, precision, mark in ("~", "%"), mark in ("?", "%"))


def _span(year: str, month: str | None, day: str | None) -> tuple[datetime.date, datetime.date, Precision]:
    first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not first:
        raise DateError(f"there is no year {year} here", "years run from 0001 to 9999")
    if month is None or month == "XX":
        known: tuple[Precision, ...] = ("year", "decade", "century")
        return datetime.date(first, 1, 1), datetime.date(last, 12, 31), known[year.count("X")]
    number = int(month)
    if day is None and number in (*_MONTHS_OF_SEASON, _WINTER):
        return *_season(first, number), "season"
    if not 1 <= number <= 12:
        raise _no_month(year, month)
    if day is None or day == "XX":
        return (*_month(first, number), "month")
    return (*_day(first, number, int(day)), "day")


def _no_month(year: str, month: str) -> DateError:
    hint = "months are 01 to 12, seasons 21 to 24 (spring to winter)"
    if month == "00":
        hint = f"write {year} where the month is not given"
    elif month > year[2:]:
        hint += f"; from {year} to {year[:2]}{month} is {year}/{year[:2]}{month}"
    return DateError(f"there is no month {month}", hint)


def _season(year: int, season: int) -> tuple[datetime.date, datetime.date]:
    if season == _WINTER:
        end = datetime.date(year + 1, 2, monthrange(year + 1, 2)[1]) if year < 9999 else datetime.date.max
        return datetime.date(year, 1, 1), end
    first, last = _MONTHS_OF_SEASON[season]
    return datetime.date(year, first, 1), _month(year, last)[1]


def _month(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, month, 1), datetime.date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> tuple[datetime.date, datetime.date]:
    first, last = _month(year, month)
    if not 1 <= day <= last.day:
        name = ENGLISH.months[month - 1]
        wrong = f"{day} {name} {year} does not exist" if day else "there is no day 00"
        raise DateError(wrong, f"{name} {year} has {last.day} days; write {first:%Y-%m} where the day is not given")
    exact = first.replace(day=day)
    return exact, exact


def _moment(text: str) -> Date:
    found = _MOMENT.fullmatch(text)
    if not found:
        raise ShapelessError
    day = _point(found[1])
    return Date(text, day.earliest, day.latest, "time")


def _interval(text: str) -> Date:
    head, _, tail = text.partition("/")
    if head in ("", "..") and tail in ("", ".."):
        raise DateError(f'"{text}" gives neither a beginning nor an end', "write null where no date is given")
    start = None if head in ("", "..") else _bare(head)
    end = None if tail in ("", "..") else _bare(tail)
    if start and end and head == tail:
        raise DateError(f'"{text}" begins and ends with the same date', f"write {head}")
    if start and end and start.earliest and end.latest and end.latest < start.earliest:
        raise DateError(f'"{text}" ends before it begins', f"write {tail}/{head}")
    parts = tuple(part for part in (start, end) if part)
    earliest, latest = start.earliest if start else None, end.latest if end else None
    approximate, uncertain = any(part.approximate for part in parts), any(part.uncertain for part in parts)
    return Date(text, earliest, latest, "interval", approximate, uncertain, parts)


def _bare(text: str) -> Date:
    """Read a date inside an interval or a set, where a month or day that is not known is left out."""
    point = _point(text)
    if "-XX" in text:
        raise DateError(f'"{text}" cannot stand inside a longer date', f"write {text.replace('-XX', '')}")
    return point


def _set(text: str) -> Date:
    kind: Precision = "one of" if text[0] == "[" else "all of"
    if text[-1] != ("]" if kind == "one of" else "}"):
        raise ShapelessError
    inside = text[1:-1]
    if re.search("[?~%]", inside):
        raise DateError(f'"{text}" qualifies a date inside a set', "write it without ? ~ %")
    if kind == "one of" and inside.startswith(".."):
        part = _bare(inside[2:])
        return Date(text, None, part.latest, kind, parts=(part,))
    if kind == "one of" and inside.endswith(".."):
        part = _bare(inside[:-2])
        return Date(text, part.earliest, None, kind, parts=(part,))
    return _members(text, kind, inside)


def _members(text: str, kind: Precision, inside: str) -> Date:
    names = inside.split(",")
    parts = tuple(_range(name) if ".." in name else _bare(name) for name in names)
    if len(set(names)) < len(names):
        raise DateError(f'"{text}" names one date twice', f"write {_set_of(text, dict.fromkeys(names))}")
    if len(parts) == 1 and parts[0].precision != "range":
        raise DateError(f'"{text}" is a set of one date', f"write {inside}")
    earliest = min(part.earliest for part in parts if part.earliest)
    latest = max(part.latest for part in parts if part.latest)
    return Date(text, earliest, latest, kind, parts=parts)


def _set_of(text: str, names: Mapping[str, None]) -> str:
    return next(iter(names)) if len(names) == 1 else text[0] + ",".join(names) + text[-1]


def _range(text: str) -> Date:
    head, _, tail = text.partition("..")
    start, end = _bare(head), _bare(tail)
    if start.precision != end.precision or start.precision not in ("day", "month", "year"):
        raise DateError(
            f'"{text}" does not run from year to year, month to month or day to day', "write both ends alike"
        )
    if start.order >= end.order:
        raise DateError(f'"{text}" does not end after it begins', "write the earlier date first")
    return Date(text, start.earliest, end.latest, "range", parts=(start, end))
