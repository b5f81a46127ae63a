"""Uncertain dates: what a source says of *when*, and not a day more.

Sources date things loosely: a year, "since 2017", "in the first half of 2023". Kept as text such a date can neither
be ordered nor compared; kept as a day it claims more than the source does. This module reads an own subset of
EDTF (ISO 8601-2:2019), gives its bounds and order, and says it in words:

    2017  2017-03  2017-03-04  2017-21 (spring; 22, 23, 24)  2017-03-04T10:00:00Z  201X  20XX  2017-XX  2017-03-XX
    2017? (possibly)  2017~ (about)  2017% (both)  2017/2019  2017/.. (since)  2017/ (end not known)  ../2017  /2017
    [2017,2018] (one of)  [2023-01..2023-06]  [..2017]  [2024..]  {2017,2019} (all of)

It refuses to know today's date, calendars other than the Gregorian, and where a place lies. So a time is not
converted (its day is the day that was written; only of two times, the later moment is the later), spring, summer and
autumn have the months of the northern half of the earth, and winter reaches from the January of its year to the next
February, whichever was meant.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from .advice import advice
from .reading import DateError, ShapelessError, read
from .record import Date, Precision, after

__all__ = ["Date", "DateError", "Precision", "after", "parse"]

_LONGEST: Final = 200


@lru_cache(maxsize=32_768)
def parse(text: str) -> Date:
    """Read a date; raise DateError, with what to write instead, for a text that is not of the subset."""
    if len(text) > _LONGEST:
        raise DateError(f"a date of {len(text)} characters", f"at most {_LONGEST} are read")
    try:
        return read(text)
    except ShapelessError:
        raise advice(text) from None
