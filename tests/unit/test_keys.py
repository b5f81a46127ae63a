"""What words are looked up by."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.keys import MARK, SOUND, TABLES, asked, bucket, is_near, keys, shortened, skeleton, skeletons, words

ALIKE = [
    ("jolani", "julani", "al-Jawlani", "Golani", "Djoulani", "الجولاني", "Джулани"),
    ("Idlib", "Idleb", "إدلب", "ادلب", "Идлиб"),
    ("Ḥamāh", "Hama", "حماة", "Hamah"),
    ("ar-Raqqah", "Raqqa", "Rakka", "الرقة"),
    ("Saraqib", "Saraqeb", "سراقب"),
    ("as-Suwayda", "Sweida", "السويداء", "Suweida"),
    ("Hay’at", "Hay'at", "هيئة"),
    ("Jabhat", "Jabha", "جبهة"),
    ("Muhammad", "Mohamed", "Mohammed", "محمد"),
    ("Tahrir", "تحرير"),
    ("Kharkiv", "Харків", "Харьков"),
]


@pytest.mark.parametrize("names", ALIKE, ids=[names[0] for names in ALIKE])
def test_spellings_of_one_name_have_one_skeleton(names: tuple[str, ...]) -> None:
    """Whatever the script, the article and the vowels, the last word of each spelling is the same bones."""
    assert len({skeleton(words(name)[-1]) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Idlib", "Aleppo"), ("Homs", "Hama"), ("حلب", "حمص"), ("Kobani", "Kabul"), ("Afrin", "Africa")],
)
def test_names_of_different_sound_have_different_skeletons(one: str, other: str) -> None:
    """What sounds different is not found for the other one."""
    assert not set(map(skeleton, words(one))) & set(map(skeleton, words(other))) - {""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Qa‘im of HTS", ["qaim", "hts"]),
        ("Deir ez-Zor", ["deir", "zor"]),
        ("والجولاني وبإدلب", ["جولاني", "وبادلب"]),
        ("الله", ["الله"]),
        ("٢٠١٧ ۱۲", ["2017", "12"]),
        ("Straße Łódź İzmir", ["strasse", "lodz", "izmir"]),
        ("北京市", ["北京", "京市"]),
        ("ﻻﺟﺊ", ["لاجي"]),
        ("  ", []),
        ("🦊 ✨️", ["🦊✨"]),
        ("~ +++ the", []),
        ("R&B + 🦊", ["r", "b"]),
        ("'‍", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    """Capitals, marks, apostrophes, the Arabic article and forms of letters do not count; common words are left out."""
    assert words(text) == expected


def test_what_may_be_a_name_has_a_skeleton_too() -> None:
    """Small Latin letters are no name; a skeleton is marked, and words of other letters or with digits have none."""
    assert keys("fighters") == ("fighters",)
    assert keys("Idlib,") == ("idlib", f"{MARK}Adlb")
    assert keys("إدلب") == ("ادلب", f"{MARK}Adlb")
    assert keys("M23") == ("m23",)
    assert skeleton("北京") == ""


def test_a_tied_article_may_be_one_or_not() -> None:
    """A query is looked up with and without what may be an article written together with its word."""
    assert skeletons("aljolani") == ["Algln", "gln"]
    assert skeletons("jolani") == ["gln"]


def test_a_query_has_a_bound() -> None:
    """Each word counts once, and no more than eight words count."""
    assert asked("hts HTS idlib") == ["hts", "idlib"]
    assert len(asked(" ".join(f"word{n}" for n in range(20)))) == 8


@given(st.text(max_size=30))
def test_folded_words_stay_as_they_are(text: str) -> None:
    """What was folded once is found by itself: to fold it again changes nothing but a second article or bigrams."""
    for word in words(text):
        again = words(word)
        assert not again or again == [word] or re.match("[وفبك]?ال|لل", word) or len(word) == 2 or word not in again


@given(st.text(st.characters(categories=["L", "N"]), min_size=3, max_size=12), st.text(max_size=5), st.integers(1, 64))
def test_keys_that_begin_alike_stand_together(key: str, more: str, number: int) -> None:
    """The first three letters decide about the shard, so that what begins with a word or a sound is found beside it."""
    assert 0 <= bucket(key, number) < number
    assert bucket(key, number) == bucket(key[:3] + more, number)
    assert bucket(SOUND + key, number) == bucket(SOUND + key[:3] + more, number)


def test_skeletons_are_spread_whole() -> None:
    """Skeletons that begin alike stand in many shards, since nobody looks for half of one."""
    assert len({bucket(f"{MARK}gln{a}{b}", 64) for a in "bdfgklmnrst" for b in "bdfgklmnrst"}) > 48


@pytest.mark.parametrize(
    ("typed", "meant", "near"),
    [
        ("idlibb", "idlib", True), ("idli", "idlib", False), ("kirkus", "kirkuk", True), ("kirku", "kirkuk", True),
        ("kirukk", "kirkuk", True), ("krikuk", "kirkuk", False), ("kirkusk", "kirkuk", True),
        ("kirkxyz", "kirkuk", False),
        ("kirkuk", "kirku", True), ("مريوبول", "مريوبل", True), (f"{SOUND}golama", f"{SOUND}golana", True),
        (f"{SOUND}gola", f"{SOUND}golan", False), ("golana", f"{SOUND}golana", False),
    ],
)  # fmt: skip
def test_one_letter_may_be_wrong(typed: str, meant: str, near: bool) -> None:
    """A key is near another that differs in one letter behind those that decide about its shard; a short one is not."""
    assert is_near(typed, meant) == near


def test_a_word_is_shortened() -> None:
    """An Arabic particle is taken off, and one consonant of a skeleton that has enough of them."""
    assert shortened("بحلب")[:2] == ["حلب", f"{MARK}hlb"]
    assert f"{MARK}tlbn" in shortened("талибаном")
    assert shortened("idlib") == []


def test_shards_are_filled_evenly() -> None:
    """Of many different beginnings none of the shards gets many times its share."""
    beginnings = {a + b + c for a in "abcdehiklmnorst" for b in "aeioulrn" for c in "abcdelmnrst"}
    shares = Counter(bucket(key, 16) for key in beginnings)
    assert len(shares) == 16
    assert max(shares.values()) < 2 * len(beginnings) / 16


def test_tables_are_plain_data() -> None:
    """All that the script needs can be handed over, in the same order on every run."""
    text = json.dumps(TABLES)
    assert json.loads(text).keys() == TABLES.keys()
    common = TABLES["common"]
    assert isinstance(common, list) and all(a < b for a, b in pairwise(common))
