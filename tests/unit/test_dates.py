"""Uncertain dates: each form against golden tables, all of them against the library `edtf`."""

from __future__ import annotations

import datetime
import itertools
import math
import pickle
import random
import re
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import NamedTuple

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dates import Date, DateError, after, parse
from generator.dates.wording import ENGLISH, WORDINGS, Wording

GOLDEN = Path(__file__).parent.parent / "golden" / "dates"


def table(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a golden table without its heading."""
    lines = (GOLDEN / name).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [tuple(line.split("\t")) for line in lines[1:]]


# Golden tables.


@pytest.mark.parametrize("row", table("words.tsv"), ids=lambda row: row[0])
def test_each_form_has_its_bounds_precision_and_words(row: tuple[str, ...]) -> None:
    """A date reads as the golden table says, in every column."""
    date = parse(row[0])
    assert row == (
        date.text,
        str(date.earliest or "open"),
        str(date.latest or "open"),
        date.precision,
        "yes" if date.approximate else "no",
        "yes" if date.uncertain else "no",
        date.iso() or "none",
        date.words(),
    )


@pytest.mark.parametrize("row", table("refused.tsv"), ids=lambda row: row[0])
def test_a_refusal_says_what_is_wrong_and_what_to_write(row: tuple[str, ...]) -> None:
    """What is no date of the subset is refused with the golden message and hint."""
    text, message, hint = row
    with pytest.raises(DateError) as refusal:
        parse(text)
    assert (refusal.value.message, refusal.value.hint) == (message, hint)
    assert str(refusal.value) == f"{message}: {hint}"


def test_every_form_that_a_hint_offers_is_read() -> None:
    """A person who follows a hint is not refused again."""
    offers = [re.fullmatch(r"write (\S+)(?: or (\S+), whichever.*)?", hint) for _, _, hint in table("refused.tsv")]
    offered = [form for offer in offers if offer for form in offer.groups() if form]
    assert len(offered) > 50
    for form in offered:
        assert parse(form).text == form


def test_dates_stand_in_the_golden_order() -> None:
    """The earliest comes first, open beginnings before all, then the narrower, then by text."""
    lines = (GOLDEN / "order.txt").read_text(encoding="utf-8").split()
    shuffled = [parse(line) for line in lines]
    random.Random(7).shuffle(shuffled)
    assert [date.text for date in sorted(shuffled, key=lambda date: date.order)] == lines


# The record.


def test_a_date_is_a_value() -> None:
    """A date is frozen, equal and hashable by its text, and survives pickling whole."""
    date = parse("2017~/2019?")
    copy = pickle.loads(pickle.dumps(date))
    assert copy == date
    assert hash(copy) == hash(date)
    assert (copy.earliest, copy.latest, copy.parts) == (date.earliest, date.latest, date.parts)
    assert not hasattr(date, "__dict__")
    with pytest.raises(FrozenInstanceError):
        date.text = "2018"  # type: ignore[misc]


def test_a_refusal_survives_pickling() -> None:
    """A DateError keeps its message and hint on its way between processes."""
    error = pickle.loads(pickle.dumps(DateError("wrong", "right")))
    assert (error.message, error.hint) == ("wrong", "right")


def test_a_text_of_any_length_is_answered_shortly() -> None:
    """A text longer than any date is refused without being searched for one."""
    with pytest.raises(DateError, match="at most 200"):
        parse("[" + "2017," * 1_000_000 + "2018]")


@pytest.mark.parametrize(
    ("a", "b", "later"),
    [
        ("2018", "2017", True),
        ("2017", "2018", False),
        ("2017", "2017", False),
        ("2017-06", "2017", False),
        ("2017-03-05", "2017-03-04", True),
        ("2017-03-04T10:00:00Z", "2017-03-04", False),
        ("2018/..", "2017", True),
        ("../2018", "2017", False),
        ("2018", "2017/..", False),
        ("2018", "2017/", False),
        ("2018", "../2017", True),
        ("[2018,2020]", "2017-12", True),
        ("2018~", "2017", False),
        ("2018?", "2017", False),
        ("2018", "2017?", False),
        ("2017-24", "2017-06-01", False),
        ("2017-03-05T01:00:00+09:00", "2017-03-04T20:00:00Z", False),
        ("2017-03-04T20:00:00Z", "2017-03-05T01:00:00+09:00", True),
        ("2017-03-04T11:00:00Z", "2017-03-04T10:00:00Z", True),
        ("2017-03-04T10:00:00Z", "2017-03-04T10:00:00Z", False),
        ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", False),
        ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", True),
    ],
)
def test_after_holds_only_where_no_reading_says_otherwise(a: str, b: str, later: bool) -> None:
    """A date is after another only if all that it can mean is later than all that the other can mean."""
    assert after(parse(a), parse(b)) is later


@pytest.mark.parametrize(
    ("a", "b", "later"),
    [
        ("2017-03-05", "2017-03-04", False),
        ("2017-03-06", "2017-03-04", True),
        ("2017-03-05T23:00:00Z", "2017-03-04", False),
        ("2017-03-05/..", "2017-03-04", False),
        ("2017-03-06/..", "2017-03-04", True),
        ("[2017-03-05,2017-03-07]", "2017-03-04T10:00:00Z", False),
        ("2017-04", "2017-03", True),
        ("2017-04", "2017-03-31", True),
        ("2018", "2017-12-31", True),
    ],
)
def test_a_day_elsewhere_may_be_the_next(a: str, b: str, later: bool) -> None:
    """Where each may be dated by its own place, two days that follow each other may be one; months are not so exact."""
    assert after(parse(a), parse(b), elsewhere=True) is later
    assert after(parse(a), parse(b))


def test_another_language_is_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of words is all that a language needs; a language without one reads as English."""
    phrases = {form: f"<{phrase}>" for form, phrase in ENGLISH.phrases.items()}
    monkeypatch.setitem(WORDINGS, "qqa", Wording(tuple("abcdefghijkl"), tuple("wxyz"), phrases))  # type: ignore[arg-type]
    assert parse("2017-03-04/..").words("qqa-Latn") == "<since <4 c 2017>>"
    assert parse("2017-03-04/..").words("qqb") == "since 4 March 2017"


@pytest.mark.parametrize("lang", WORDINGS)
def test_a_language_has_words_for_every_form(lang: str) -> None:
    """Each table of words is as complete as the English one."""
    assert WORDINGS[lang].phrases.keys() == ENGLISH.phrases.keys()
    assert (len(WORDINGS[lang].months), len(WORDINGS[lang].seasons)) == (12, 4)


# Against the library `edtf`: a grammar of the subset, and where the library differs.

MARKS = st.sampled_from(["", "?", "~", "%"])


@st.composite
def plain_dates(draw: st.DrawFn, year: int | None = None) -> str:
    """A year, month or day."""
    day = draw(st.dates(datetime.date(100, 1, 1), datetime.date(9990, 12, 31)))
    if year:
        day = day.replace(year=year, day=min(day.day, 28))
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]


def seasons(year: int) -> st.SearchStrategy[str]:
    """A season of a year."""
    return st.sampled_from([f"{year:04}-{season}" for season in (21, 22, 23, 24)])


def vague_years(year: int) -> st.SearchStrategy[str]:
    """The ten or the hundred years around a year."""
    return st.sampled_from([f"{year // 10:03}X", f"{year // 100:02}XX"])


@st.composite
def points(draw: st.DrawFn, year: int | None = None) -> str:
    """A date that may stand in a set: of one part, without a qualifier."""
    known = year or draw(st.integers(100, 9990))
    return draw(st.one_of(plain_dates(known), plain_dates(known), seasons(known), vague_years(known)))


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    """A date of one part, with what is not given of it and a qualifier."""
    point = draw(points())
    if re.fullmatch("[0-9]{4}", point):
        point += draw(st.sampled_from(["", "-XX", "-XX-XX"]))
    elif re.fullmatch("[0-9]{4}-[01][0-9]", point):
        point += draw(st.sampled_from(["", "-XX"]))
    return point + draw(MARKS)


@st.composite
def ascending_years(draw: st.DrawFn, size: int) -> list[int]:
    """Years that differ, in order."""
    return sorted(draw(st.lists(st.integers(100, 9990), min_size=size, max_size=size, unique=True)))


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """An interval, closed, open or with an end that is not known."""
    first, last = draw(ascending_years(2))
    start = draw(points(first)) + draw(MARKS)
    end = draw(points(last)) + draw(MARKS)
    if start == end:  # two years of one decade
        end = f"{last:04}"
    form = draw(st.sampled_from(["{0}/{1}", "{0}/{1}", "{0}/..", "../{1}", "{0}/", "/{1}"]))
    return form.format(start, end)


@st.composite
def ranges(draw: st.DrawFn, first: int, last: int) -> str:
    """A range of years, months or days within a set."""
    size = draw(st.sampled_from([4, 7, 10]))
    return f"{first:04}-02-28"[:size] + ".." + f"{last:04}-11-01"[:size]


@st.composite
def sets(draw: st.DrawFn) -> str:
    """A set: one of, all of, not before, not after."""
    a, b, c = draw(ascending_years(3))
    open_end = draw(plain_dates(a))
    members = list(dict.fromkeys([draw(points(a)), draw(points(b)), draw(ranges(b, c))]))
    inside = ",".join(members[draw(st.integers(0, 1)) :])
    return draw(st.sampled_from([f"[{inside}]", f"{{{inside}}}", f"[..{open_end}]", f"[{open_end}..]"]))


@st.composite
def times(draw: st.DrawFn) -> str:
    """A date and time with its offset."""
    moment = draw(st.datetimes(datetime.datetime(100, 1, 1)))
    return moment.isoformat(timespec="seconds") + draw(st.sampled_from(["Z", "+00:00", "+03:00", "-05:30", "+14:00"]))


SUBSET = st.one_of(single_dates(), intervals(), sets(), times())

SEASON = r"[0-9]{4}-2[1-4]"
VAGUE = r"(?:[0-9]{3}X|[0-9]{2}XX)"


class Deviation(NamedTuple):
    """Where `edtf` differs from the subset, and why the subset is as it is."""

    sample: str
    pattern: str
    why: str


DEVIATIONS = [
    Deviation("2017/", r".+/|/.+", "edtf puts an unknown end ten years away, which is a guess; here it has no bound"),
    Deviation("2017-24", r".*-24\b.*", "edtf has December alone for winter; here it reaches from January to February"),
    Deviation("2017-21?", SEASON + "[?~%]", "edtf reads a qualified season in intervals only"),
    Deviation("[2017-21,2018]", rf"[\[{{].*{SEASON}.*", "edtf reads no season in a set; “spring or summer” is common"),
    Deviation("199X/..", rf"{VAGUE}.*/\.\.|\.\./{VAGUE}.*", "edtf reads no decade in an open interval"),
    Deviation("199X~/2001", rf"(?=.*{VAGUE})(?=.*[?~%]).*/.*", "edtf reads no decade in a qualified interval"),
    Deviation("2017-03-04T10:00:00+00:00", r".*T.*\+00:00", "edtf lacks this offset, which ISO 8601 has"),
]


def deviates(text: str) -> bool:
    """Tell whether `edtf` is known to differ on a text."""
    return any(re.fullmatch(deviation.pattern, text) for deviation in DEVIATIONS)


def edtf_bounds(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the bounds by the library, as ours: None where open."""
    parsed = edtf.parse_edtf(text)
    bounds = (parsed.lower_strict(), parsed.upper_strict())
    lower, upper = (None if isinstance(end, float) and math.isinf(end) else datetime.date(*end[:3]) for end in bounds)
    return lower, upper


@settings(max_examples=200, deadline=None)
@given(SUBSET.filter(lambda text: not deviates(text)))
def test_the_library_agrees_on_what_a_date_is_and_on_its_bounds(text: str) -> None:
    """Every text that is read here is EDTF to the library, with the same first and last day."""
    date = parse(text)
    assert (date.earliest, date.latest) == edtf_bounds(text)


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda deviation: deviation.sample)
def test_the_library_still_deviates(deviation: Deviation) -> None:
    """Each listed deviation is real, so that the list shrinks when the library does better."""
    date = parse(deviation.sample)
    assert deviates(deviation.sample)
    try:
        bounds = edtf_bounds(deviation.sample)
    except Exception:
        return
    assert bounds != (date.earliest, date.latest), deviation.why


@settings(max_examples=200)
@given(SUBSET)
def test_all_forms_of_the_grammar_are_read_as_typed(text: str) -> None:
    """The subset is read whole: a text of its grammar keeps its text, and its bounds do not cross."""
    date = parse(text)
    assert date.text == text
    assert not (date.earliest and date.latest) or date.earliest <= date.latest
    assert date.iso() in ("", text)


OUTSIDE = [
    *("Y12345", "Y-12345", "Y17E7", "-0100", "-0100-03", "2017S2", "0000", "00XX"),
    *("?2017", "2017?-03", "2017-?03", "2017~-03-04", "2017-03~-04", "2017-25", "2017-41", "2017-21^x"),
    *("XXXX", "1XXX", "X017", "2X17", "201X-03", "2017-XX-04", "2017-03-1X", "201X-XX"),
    *("{..2017}", "{2017..}", "[..2017,2019]", "[2016,2018..]", "[2017?,2018]", "[2017-03-XX,2018]"),
    *("2017-03-04T10:00:00", "2017-03-04T10:00:00+05", "2017-03-04T24:00:00Z", "2017T10:00:00Z"),
    *("2017/2016", "2017/2017", "../..", "2017-02-29", "2017-03-XX/2018", "2017~-03/2018", " 2017 ", "[2017, 2018]"),
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_only_the_library_reads_is_refused_in_our_words(text: str) -> None:
    """EDTF outside of the subset is refused with a message, never with another exception."""
    assert edtf.is_valid_edtf(text)
    with pytest.raises(DateError):
        parse(text)


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=30), st.text("0123456789-/.,[]{}?~%XTZ:+ to", max_size=25)))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    """Whatever is typed, reading it gives a date or a refusal that a person can read."""
    try:
        assert isinstance(parse(text), Date)
    except DateError as refusal:
        assert refusal.message
        assert refusal.hint


@settings(max_examples=100)
@given(st.lists(SUBSET, min_size=2, max_size=6))
def test_order_is_total(texts: list[str]) -> None:
    """Any two dates have one order, which is equality only for equal texts; earliest bounds never go back."""
    dates = sorted(map(parse, texts), key=lambda date: date.order)
    for a, b in itertools.pairwise(dates):
        assert (a.order == b.order) == (a == b) == (a.text == b.text)
        assert (a.earliest or datetime.date.min) <= (b.earliest or datetime.date.min)
        assert not after(a, b) or a.precision == b.precision == "time"  # these are in order as they were written
        assert not (after(b, a) and after(a, b))


def numbers(pattern: str, text: str) -> set[int]:
    """Return the numbers that a pattern finds."""
    return {int(number) for number in re.findall(pattern, text)}


@settings(max_examples=200)
@given(SUBSET)
def test_words_say_no_month_or_day_that_the_text_lacks(text: str) -> None:
    """The words name all the years, and exactly the months, days and seasons, that are typed."""
    words = parse(text).words()
    months = {number for number, name in enumerate(ENGLISH.months, 1) if name in words}
    seasons = {number for number, name in enumerate(ENGLISH.seasons, 21) if name in words}
    assert months == numbers("[0-9]{4}-([01][0-9])", text)
    assert seasons == numbers("[0-9]{4}-(2[1-4])", text)
    clockless = re.sub(", [0-9:]+ UTC.*", "", words)
    assert numbers(r"\b([0-9]{1,2})\b", clockless) == numbers("-[01][0-9]-([0-3][0-9])", text)
    assert {int(year) for year in re.findall(r"\b[0-9]{4}\b", text)} <= numbers("([0-9]{3,4})", words)
