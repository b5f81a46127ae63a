"""Which texts are read for words that deny or limit, and which are only found."""

from __future__ import annotations

import pytest

from generator.quotes import is_read, reads


@pytest.mark.parametrize("lang", ["en", "en-GB", "EN", "fr", "ar", "ar-SY", "apc", "de", "es-MX", "ru", "uk"])
def test_a_language_with_a_list_of_negations_is_read(lang: str) -> None:
    """By the tag of the language, of a variety, and of one that is read with the words of another."""
    assert reads(lang)


@pytest.mark.parametrize("lang", ["tr", "fa", "ckb", "he", "und", ""])
def test_any_other_is_not(lang: str) -> None:
    """A language without lists is not read, nor is one that nobody knows."""
    assert not reads(lang)


@pytest.mark.parametrize(
    ("text", "lang", "read"),
    [
        ("The group attacked the town", "", True),
        ("هاجمت الهيئة المدينة", "", True),
        ("დაჯგუფებამ ქალაქს შეუტია", "", False),
        ("დაჯგუფებამ ქალაქს შეუტია", "en", False),
        ("Grup şehre saldırdı", "tr", False),
        ("Группа атаковала город", "", True),
        ("200", "", True),
        ("The group (დაჯგუფება) attacked the town", "en", True),
    ],
)
def test_letters_decide_where_no_language_is_given(text: str, lang: str, read: bool) -> None:
    """A text in letters of no language that is read is not read, whatever it is said to be; one of these is."""
    assert is_read(text, lang) is read
