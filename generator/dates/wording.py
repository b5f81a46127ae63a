"""The words in which dates are said: one table for each language, so that another language is data.

A phrase stands under the form of the date that it says; what a date holds is none of this module's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Wording(NamedTuple):
    """The words of one language: names, and phrases by the form of the date that they say."""

    months: tuple[str, ...]
    seasons: tuple[str, ...]
    phrases: Mapping[str, str]


ENGLISH: Final = Wording(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    seasons=("spring", "summer", "autumn", "winter"),
    phrases={
        "year": "{year}",
        "month": "{month} {year}",
        "month of year": "{month}",
        "day": "{day} {month} {year}",
        "day of year": "{day} {month}",
        "day of month": "{day}",
        "season": "{season} {year}",
        "decade": "the {year}s",
        "years": "the years {year} to {last}",
        "time": "{day} {month} {year}, {clock} UTC{offset}",
        "only year": "{0} (year only)",
        "only month": "{0} (month only)",
        "-XX": "{0} (month not given)",
        "-XX-XX": "{0} (day and month not given)",
        "-MM-XX": "{0} (day not given)",
        "~": "about {0}",
        "?": "possibly {0}",
        "%": "possibly about {0}",
        "a/b": "from {0} to {1}",
        "a/..": "since {0}",
        "../b": "until {0}",
        "a/": "from {0}, end not known",
        "/b": "until {0}, beginning not known",
        "[..b]": "not after {0}",
        "[a..]": "not before {0}",
        "[a..b]": "between {0} and {1}",
        "{year..}": "in each year from {0} to {1}",
        "{month..}": "in each month from {0} to {1}",
        "{day..}": "on each day from {0} to {1}",
        "in": "in {0}",
        "on": "on {0}",
        "comma": "{0}, {1}",
        "or": "{0} or {1}",
        "or apart": "{0}, or {1}",
        "and": "{0} and {1}",
    },
)

ARABIC: Final = Wording(
    months=(
        *("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو"),
        *("تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر"),
        "كانون الأول/ديسمبر",
    ),
    seasons=("ربيع", "صيف", "خريف", "شتاء"),
    phrases={
        "year": "{year}",
        "month": "{month} {year}",
        "month of year": "{month}",
        "day": "{day} {month} {year}",
        "day of year": "{day} {month}",
        "day of month": "{day}",
        "season": "{season} {year}",
        "decade": "عقد {year}",
        "years": "السنوات من {year} إلى {last}",
        "time": "{day} {month} {year}، {clock} بالتوقيت العالمي{offset}",
        "only year": "{0} (السنة فقط)",
        "only month": "{0} (الشهر فقط)",
        "-XX": "{0} (الشهر غير مذكور)",
        "-XX-XX": "{0} (اليوم والشهر غير مذكورين)",
        "-MM-XX": "{0} (اليوم غير مذكور)",
        "~": "نحو {0}",
        "?": "ربما {0}",
        "%": "ربما نحو {0}",
        "a/b": "من {0} إلى {1}",
        "a/..": "منذ {0}",
        "../b": "حتى {0}",
        "a/": "من {0}، والنهاية غير معروفة",
        "/b": "حتى {0}، والبداية غير معروفة",
        "[..b]": "ليس بعد {0}",
        "[a..]": "ليس قبل {0}",
        "[a..b]": "بين {0} و{1}",
        "{year..}": "في كل سنة من {0} إلى {1}",
        "{month..}": "في كل شهر من {0} إلى {1}",
        "{day..}": "في كل يوم من {0} إلى {1}",
        "in": "في {0}",
        "on": "في {0}",
        "comma": "{0}، {1}",
        "or": "{0} أو {1}",
        "or apart": "{0}، أو {1}",
        "and": "{0} و{1}",
    },
)

WORDINGS: Final[Mapping[str, Wording]] = {"en": ENGLISH, "ar": ARABIC}
