"""Postings as text: what was written is read, and takes no more room than it must."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.postings import BITS, END, LETTERS, coded, decoded

numbers = st.integers(0, 2**BITS - 1)
heaviest = len(LETTERS) - 1
weights = st.integers(0, heaviest)


@given(st.dictionaries(numbers, weights, max_size=40))
def test_what_was_written_is_read(postings: dict[int, int]) -> None:
    """All numbers come back with their weights, the heaviest first, and of one weight in their order."""
    found = list(decoded(coded(postings.items())))
    assert found == sorted(postings.items(), key=lambda one: (-one[1], one[0]))


@given(st.dictionaries(st.integers(0, 2**20 - 1), weights, max_size=40), st.integers(0, 15))
def test_what_all_numbers_share_is_not_written(places: dict[int, int], remainder: int) -> None:
    """Numbers with one remainder are written as the smaller numbers that they are then."""
    postings = {place * 16 + remainder: weight for place, weight in places.items()}
    assert coded(postings.items(), 16) == coded(places.items())
    assert dict(decoded(coded(postings.items(), 16), 16, remainder)) == postings


@pytest.mark.parametrize(("every", "most"), [(1_000, 2.05), (4_000, 2.05), (50_000, 3.1), (2**23, 5)])
def test_what_many_have_takes_two_letters_each(every: int, most: float) -> None:
    """The nearer numbers stand, the fewer letters are taken."""
    listed = range(0, 2**BITS, every)
    assert len(coded((number, 7) for number in listed)) <= most * len(listed)


def test_the_last_number_can_be_written() -> None:
    """A single number takes its weight and at most four letters, wherever it stands."""
    for number in (0, 2**BITS - 1):
        assert list(decoded(coded([(number, heaviest)]))) == [(number, heaviest)]
        assert len(coded([(number, heaviest)])) <= 5


def test_letters_need_no_escape() -> None:
    """They stand in JSON as they are, and none is a space or part of markup."""
    every = LETTERS + END
    assert json.dumps(every) == f'"{every}"'
    assert len(set(every)) == len(every)
    assert not set(every) & set(" <>&")


def test_nothing_is_nothing() -> None:
    """No posting is an empty text."""
    assert coded([]) == ""
    assert list(decoded("")) == []
