"""What people write for dates instead of the subset, and the form that they may have meant.

It guesses so that the person need not look anything up, and leaves the choice to the person: nothing is rewritten
silently, and only what parses is ever offered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from .reading import DateError, ShapelessError, read
from .wording import ENGLISH

_ASIDES: Final = (
    (r"(?:n\.? ?d\.?|unknown|undated|none|null|not (?:given|known)|-|\?)", "write null where no date is given"),
    (r"-[0-9]{4}\b.*|y-?[0-9].*|[0-9]{5,}", "years run from 0001 to 9999, in four digits"),
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ].*", "write a time as 2017-03-04T10:00:00Z, or with +03:00 instead of Z"),
    (r"[0-9x-]*x[0-9x-]*", "X stands for what is unknown at the end of a date: 201X, 20XX, 2017-XX, 2017-03-XX"),
    (r"[{].*[.][.].*", "an open stretch is an interval: write 2017/.. or ../2017"),
    (r"(?:before|after) .*", "write [..2016] for 'before 2017', [2018..] for 'after 2017'"),
    (r".*\b(?:early|mid|late|beginning|middle|end)\b.*", "write the year or month, and leave the rest to words"),
)
_FORMS: Final = "write 2017, 2017-03 or 2017-03-04; 2017/.. for 'since 2017'; 2017? for 'possibly', 2017~ for 'about'"

# Stands for a part without a reading: no form that holds it is read either.
_UNREAD: Final = "-"

# A month reads "m03" and a season "s21" here; each {} is one date, itself rewritten if need be.
_REWRITINGS: Final = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"([0-9]{4})[/. -]([0-9]{1,2})[/. -]([0-9]{1,2})", "{0}-{1:0>2}-{2:0>2}"),
        (r"([0-9]{4})([01][0-9])([0-3][0-9])", "{0}-{1}-{2}"),
        (r"([0-9]{4})([01][0-9])", "{0}-{1}"),
        (r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", "{2}-{1:0>2}-{0:0>2}"),
        (r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})", "{2}-{0:0>2}-{1:0>2}"),
        (r"([0-9]{1,2})(?:st|nd|rd|th|\.)? (?:of )?m([0-9]{2}),? ([0-9]{4})", "{2}-{1}-{0:0>2}"),
        (r"m([0-9]{2}) ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", "{2}-{0}-{1:0>2}"),
        (r"([0-9]{4})[/. -]([0-9]{1,2})", "{0}-{1:0>2}"),
        (r"([0-9]{1,2})[/. -]([0-9]{4})", "{1}-{0:0>2}"),
        (r"[ms]([0-9]{2})(?: of)?,? ([0-9]{4})", "{1}-{0}"),
        (r"([0-9]{4}) ?-", "{0}/.."),
        (r"([0-9]{4})-([0-9]{4})", "{0}/{1}"),
        (r"([0-9]{4}), ?([0-9]{4})", "[{0},{1}]"),
        (r"([0-9]{4}), ?([0-9]{4})", "{{{0},{1}}}"),
        (r"([0-9]{4}) ?(?:~\?|\?~)", "{0}%"),
        (r"([0-9]{4})([?~%])(-[0-9-]+)", "{0}{2}{1}"),
        (r"(?:the )?([0-9]{3})0'?s", "{0}X"),
        (r"(?:the )?([0-9]{2})00'?s", "{0}XX"),
        (r"([0-9]{3})[u?]", "{0}X"),
        (r"([0-9]{2})(?:uu|\?\?)", "{0}XX"),
        (r"([0-9-]{10})[t ]([0-9]{2}:[0-9]{2})(z|[+-][0-9]{2}:[0-9]{2})", "{0}T{1}:00{2}"),
        (r"([0-9-]{10})[t ]([0-9:]{8}) ?([+-][0-9]{2}):?([0-9]{2})", "{0}T{1}{2}:{3}"),
    )
)
_SAYINGS: Final = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?:not before|no earlier than) (.+)", "[{}..]"),
        (r"(.+) (?:or later|at the earliest)", "[{}..]"),
        (r"(?:not after|no later than|by) (.+)", "[..{}]"),
        (r"(.+) (?:or earlier|at the latest)", "[..{}]"),
        (r"between (.+) and (.+)", "[{}..{}]"),
        (r"(?:from )?(.+?)(?: ?[-/] ?| to | until )(?:present|now|today|ongoing|open)", "{}/.."),
        (r"(?:since|from|as of|starting(?: in)?) (.+)", "{}/.."),
        (r"(?:until|till|up to) (.+)", "../{}"),
        (r"(?:from )?(.+?) (?:-|to|until) (.+)", "{}/{}"),
        (r"(.+) or (.+)", "[{},{}]"),
        (r"(?:in )?(.+) and (?:in )?(.+)", "{{{},{}}}"),
        (r"(?:about|around|circa|ca?\.?|approx(?:\.|imately)?|~) ?(.+)", "{}~"),
        (r"(?:possibly|perhaps|maybe|probably|\?) ?(.+)", "{}?"),
        (r"(?:in|on|during) (.+)", "{}"),
        (r"(.+) \((?:year|month) only\)", "{}"),
    )
)


def advice(text: str) -> DateError:
    """Make the error for a text that has no form of the subset; its hint offers at most two forms that do."""
    wrong = f'cannot read "{" ".join(text.split())}" as a date'
    plain = _plain(text)
    readings, refusals = _tried(_guesses(plain))
    if readings:
        choice = ", whichever the source means" if len(readings) > 1 else ""
        return DateError(wrong, f"write {' or '.join(readings[:2])}{choice}")
    for pattern, hint in _ASIDES:
        if re.fullmatch(pattern, plain):
            return DateError(wrong, hint)
    return DateError(wrong, str(refusals[0]) if refusals else _FORMS)


def _tried(guesses: Sequence[str]) -> tuple[list[str], list[DateError]]:
    """Return the guesses that are dates, and what is wrong with those that only look like dates."""
    readings, refusals = [], []
    for guess in dict.fromkeys(guesses):
        try:
            readings.append(read(guess).text)
        except ShapelessError:
            continue
        except DateError as refusal:
            refusals.append(refusal)
    return readings, refusals


def _plain(text: str) -> str:
    """Return the text in lower case and ASCII digits and hyphens, with months and seasons as "m03" and "s21"."""
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    plain = " ".join(re.sub("[‐-―−]", "-", text).lower().split())
    for letter, first, names in (("m", 1, ENGLISH.months), ("s", 21, ENGLISH.seasons)):
        for number, name in enumerate(names, first):
            short = name.lower() if letter == "s" else f"{name[:3].lower()}(?:{name[3:]}|[.]|t[.]?)?"
            plain = re.sub(rf"\b{short}(?![a-z])", f"{letter}{number:02}", plain)
    return plain


def _guesses(plain: str, depth: int = 2) -> list[str]:
    """Return the forms that a text in other words may mean, the likeliest first; not all of them are dates."""
    guesses = [plain.upper().replace(" ", "")]
    for pattern, form in _REWRITINGS:
        if found := pattern.fullmatch(plain):
            guesses.append(form.format(*found.groups()).upper())
    for pattern, form in _SAYINGS if depth else ():
        if found := pattern.fullmatch(plain):
            guesses.append(form.format(*_parts(found.groups(), depth - 1)))
    return guesses


def _parts(names: Sequence[str], depth: int) -> list[str]:
    """Return the reading of each part of a saying; "4" and "January" borrow from "9 January 2023"."""
    lent = re.search("(m[0-9]{2} )?([0-9]{4})$", names[-1])
    whole = list(names)
    if lent:
        whole = [re.sub("^([ms][0-9]{2})$", rf"\1 {lent[2]}", name) for name in whole]
        whole = [re.sub("^([0-9]{1,2})$", rf"\1 {lent[0]}", name) for name in whole]
    return [next(iter(_tried(_guesses(name, depth))[0]), _UNREAD) for name in whole]
