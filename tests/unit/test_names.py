"""Names: slugs, folding, alphabetical order, suggestions, languages."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.names import direction, fold, initial, is_language_tag, is_slug, slug, sort_key, suggest, written_in

NAMES = st.one_of(
    st.text(max_size=20),
    st.text("abçéîøßABC 019-'’.", max_size=12),
    st.text("ابتثجحخدةىيئءأإآ ـًّ٠١", max_size=12),
    st.text("абвгґжиїйщьЁЮЯ -", max_size=12),
)


# Folding.


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hay’at Tahrir al-Sham", "hay'at tahrir al sham"),
        ("Hay’at", "Hay‘at"),
        ("Hay’at", "Hayʿat"),
        ("Hay’at", "Hayʾat"),
        ("Hay’at", "Hayʼat"),
        ("Hay’at", "Hay`at"),
        ("Hay’at", "Hay＇at"),
        ("al-Sham", "al‑Sham"),
        ("al-Sham", "al – Sham"),
        ("Turkistan  Islamic\u00a0Party", " turkistan islamic party "),
        ("ＨＴＳ", "hts"),
        ("Straße", "STRASSE"),
        ("Cafe\u0301", "café"),
        ("إدلب", "ادلب"),
        ("أحمد", "آحمد"),
        ("هيئة تحرير الشام", "هيئه تحرير الشام"),
        ("الجولاني", "الجولانى"),
        ("الجولاني", "الجولانی"),
        ("مُحَمَّد", "محمد"),
        ("الشـــام", "الشام"),
        ("\u200fإدلب\u200e", "إدلب"),
        ("کردستان", "كردستان"),
        ("اللواء ٤٦", "اللواء 46"),
    ],
)
def test_spellings_of_one_name_fold_alike(a: str, b: str) -> None:
    """Case, apostrophes, hyphens, vowel signs and variants of a letter do not tell names apart."""
    assert fold(a) == fold(b) != ""


@pytest.mark.parametrize(
    ("a", "b"),
    [("Peña", "Pena"), ("al-Sham", "alSham"), ("HTS", "HTC"), ("حماة", "حما"), ("Йод", "Иод"), ("سأل", "سؤل")],
)
def test_different_names_do_not_fold_alike(a: str, b: str) -> None:
    """Letters of different sound, accents and the gap between words tell names apart."""
    assert fold(a) != fold(b)


@settings(max_examples=200)
@given(NAMES)
@example("ŉ")
@example("İ")
@example("\u0627\u0653\u0654")
def test_folding_twice_changes_nothing(name: str) -> None:
    """A folded name is its own key, whatever its letters."""
    assert fold(fold(name)) == fold(name)


# Slugs.


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hay’at Tahrir al-Sham", "hayat-tahrir-al-sham"),
        (
            "HTS Starts Getting Rid of Foreign Fighters: Travel to…",
            "hts-starts-getting-rid-of-foreign-fighters-travel-to",
        ),
        ("Jabhat al-Nuṣra", "jabhat-al-nusra"),
        ("  A -- B  ", "a-b"),
        ("naïve café ☕", "naive-cafe"),
        ("Łódź, Straße & Øre", "lodz-strasse-ore"),
        ("İstanbul", "istanbul"),
        ("هيئة تحرير الشام", "hyya-thryr-al-sham"),
        ("أبو محمد الجولاني", "abw-mhmd-al-jwlany"),
        ("مُحَمَّد", "mhmd"),
        ("عبد الله", "abd-allh"),
        ("گرگان", "grgan"),
        ("اللواء ٤٦", "al-lwa-46"),
        ("Щедрик Їжак", "shchedrik-yizhak"),
        ("Алексей Ёлкин", "aleksey-yolkin"),
        ("Ђорђе Џаџић", "djordje-dzadzic"),
        ("東京", "57bd8c1c"),
        ("HTS 東京", "hts-94589934"),
        ("???", "b254639c"),
        ("", "36e9d246"),
    ],
)
def test_a_slug_is_readable_and_never_changes(name: str, expected: str) -> None:
    """A name in any script has the same readable slug for ever, with a short hash for what has no letter in ASCII."""
    assert slug(name) == expected


@settings(max_examples=200)
@given(NAMES)
def test_a_slug_is_a_slug(name: str) -> None:
    """Every text gives a slug, and a slug gives itself."""
    made = slug(name)
    assert is_slug(made)
    assert slug(made) == made


@pytest.mark.parametrize("text", ["hts", "2017", "a-1-b", "syrian-observer"])
def test_lower_case_words_joined_by_hyphens_are_a_slug(text: str) -> None:
    """An id is made of a to z and digits, joined by single hyphens."""
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "a_b", "é", "a b", "a\n", "٤"])
def test_anything_else_is_no_slug(text: str) -> None:
    """Capitals, other scripts, spaces, line ends and stray hyphens make no id."""
    assert not is_slug(text)


# Alphabetical indexes.


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Hay’at Tahrir al-Sham", "H"),
        ("al-Nusra", "N"),
        ("Al Jazeera", "J"),
        ("the Syrian Observer", "S"),
        ("The", "T"),
        ("al", "A"),
        ("Thessaly", "T"),
        ("Alawites", "A"),
        ("el-Bab", "B"),
        ("as-Suwayda", "S"),
        ("ash-Sham", "S"),
        ("an-Nabk", "N"),
        ("As Told", "A"),
        ("‘Abd al-Rahman", "A"),
        ("“The Base”", "B"),
        ("Éclair", "E"),
        ("Østfold", "O"),
        ("ʿAyn", "A"),
        ("2017 offensive", "#"),
        ("٤٦", "#"),
        ("???", "#"),
        ("", "#"),
        ("الشام", "ش"),
        ("الله", "ا"),
        ("إدلب", "ا"),
        ("ألوية الفجر", "ا"),
        ("“إلياس”", "ا"),
        ("آلاء", "ا"),
        ("ا\u0654لمانيا", "ا"),
        ("ٱلشام", "ش"),
        ("هيئة", "ه"),
        ("йод", "Й"),
        ("Ёлкин", "Ё"),
        ("Άργος", "Α"),
        ("東京", "東"),
        ("თბილისი", "თ"),
    ],
)
def test_a_name_stands_under_its_letter(name: str, heading: str) -> None:
    """An article and an accent are passed over; another script keeps its own letters; digits and signs are "#".

    What begins with an alef with hamza or madda has no article, however that is typed.
    """
    assert initial(name) == heading


def test_names_stand_in_the_order_that_readers_expect() -> None:
    """Digits come first and by value, then Latin letters without article or accent, then other scripts."""
    expected = [
        *("???", "2 March Brigade", "10 March Brigade", "2017 offensive", "१९"),
        *("Abu Bakr", "Division 2", "Division 10", "Éclair", "Edlib", "Hay’at", "hayat", "idleb", "al-Julani"),
        *("al-Nusra", "as-Suwayda", "The Syrian Observer", "Zabadani", "Ёлкин", "إدلب", "الشام", "هيئة"),
    ]
    shuffled = list(expected)
    random.Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == expected


@settings(max_examples=100)
@given(st.lists(NAMES, max_size=12, unique=True))
def test_order_is_total_and_keeps_headings_together(names: list[str]) -> None:
    """No two names share a key, and each heading opens once only."""
    assert len({sort_key(name) for name in names}) == len(names)
    headings = [heading for heading, _ in itertools.groupby(sorted(names, key=sort_key), key=initial)]
    assert len(headings) == len(set(headings))
    assert "#" not in headings[1:]


# Suggestions.

IDS = (
    *("athr-press", "foreign-fighters-in-hts", "hts", "hurras-al-din", "idleb", "idleb-governorate"),
    *("syrian-observer-hts-foreign-fighters", "the-syrian-observer", "turkistan-islamic-party", "ukraine"),
)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("syrian-observr", "syrian-observer-hts-foreign-fighters"),
        ("hst", "hts"),
        ("HTS", "hts"),
        ("Athr Press", "athr-press"),
        ("idlib", "idleb"),
        ("idleb-governate", "idleb-governorate"),
        ("huras-al-din", "hurras-al-din"),
        ("foreign-fighters", "foreign-fighters-in-hts"),
        ("islamic-party", "turkistan-islamic-party"),
        ("ukrain", "ukraine"),
    ],
)
def test_a_slip_is_met_with_what_was_meant(word: str, expected: str) -> None:
    """Letters missing, changed or swapped, another case, and a part for the whole all find the id that was meant."""
    assert suggest(word, IDS)[0] == expected
    assert suggest(word, IDS, n=1) == (expected,)


@pytest.mark.parametrize("word", ["", "x", "zzz", "completely-different", "東京"])
def test_nothing_is_suggested_for_what_resembles_nothing(word: str) -> None:
    """A wrong suggestion is worse than none."""
    assert suggest(word, IDS) == ()


def test_suggestions_do_not_depend_on_the_order_of_candidates() -> None:
    """The same word and candidates give the same answer, in whatever order they come, also among thousands."""
    candidates = [f"brigade-{number}-of-idleb" for number in range(5000)]
    backwards = candidates[::-1]
    assert suggest("brigad-4711-of-idlib", candidates)[0] == "brigade-4711-of-idleb"
    assert suggest("brigad-4711-of-idlib", candidates) == suggest("brigad-4711-of-idlib", backwards)


@settings(max_examples=100)
@given(NAMES, st.lists(NAMES, max_size=8), st.integers(1, 3))
def test_only_candidates_are_suggested(word: str, candidates: list[str], n: int) -> None:
    """A suggestion is one of the candidates, each at most once, and no more than asked for."""
    found = suggest(word, candidates, n)
    assert len(found) == len(set(found)) <= n
    assert set(found) <= set(candidates)


# Languages.


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        *[(lang, "rtl") for lang in ("ar", "AR-sy", "he", "fa-IR", "ckb", "ur", "apc", "az-Arab-IR", "ku-arab", "yi")],
        *[(lang, "ltr") for lang in ("en", "ar-Latn", "ku", "tr", "az", "ru", "und", "", "en-x-arab", "zh-Hant-TW")],
    ],
)
def test_direction_follows_script_before_language(lang: str, expected: str) -> None:
    """A script that is named decides; else the language's usual script; what is not known runs left to right."""
    assert direction(lang) == expected


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Group A", "en", "en"),
        ("Group A", "ar", "und-Latn"),
        ("Group A", "sr", "sr"),
        ("Имарат Кавказ", "en", "und-Cyrl"),
        ("Имарат Кавказ", "sr", "sr"),
        ("Имарат Кавказ", "sr-Latn", "und-Cyrl"),
        ("«كتائب»", "en-GB", "und-Arab"),
        ("كتائب", "ckb", "ckb"),
        ("ܣܘܬܘܪܐ", "ar", "und-Syrc"),
        ("新华社", "ja", "ja"),
        ("313", "en", "en"),
        ("ᚠᚢᚦ", "en", "en"),
    ],
)
def test_the_language_of_a_name_is_not_guessed_from_its_letters(name: str, lang: str, expected: str) -> None:
    """Letters in which a language is not written tell their script, and of no other language that it is theirs."""
    assert written_in(name, lang) == expected


@pytest.mark.parametrize(
    "tag",
    [
        *("en", "ar-SY", "ar-Latn", "zh-Hant-TW", "zh-cmn-Hans-CN", "es-419", "sl-rozaj-biske-1994", "de-1996"),
        *("EN-us", "de-CH-x-phonebk", "en-u-ca-gregory", "x-whatever", "ckb"),
    ],
)
def test_well_formed_tags_are_tags(tag: str) -> None:
    """What RFC 5646 calls a well-formed language tag is one."""
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag",
    [
        "",
        "e",
        "english",
        "arabic",
        "ar_SY",
        "ar-",
        "-ar",
        "en--US",
        "en US",
        "ar-a",
        "x",
        "en-12345678901",
        "عر",
        "a\u212a",
    ],
)
def test_anything_else_is_no_tag(tag: str) -> None:
    """Names of languages, underscores, empty subtags and other letters make no tag."""
    assert not is_language_tag(tag)
