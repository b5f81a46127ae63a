"""Which texts are read for words that deny or limit, and which are only found."""

from __future__ import annotations

import pytest

from generator.quotes import is_read, lists, reads
from generator.quotes.folding import folded
from generator.quotes.lexicon import listed_by_language


@pytest.mark.parametrize(
    "lang", ["en", "en-GB", "EN", "fr", "ar", "ar-SY", "apc", "de", "es-MX", "ru", "uk", "tr", "pt-BR"]
)
def test_a_language_with_a_list_of_negations_is_read(lang: str) -> None:
    """By the tag of the language, of a variety, and of one that is read with the words of another."""
    assert reads(lang)


@pytest.mark.parametrize("lang", ["fi", "fa", "ckb", "he", "und", ""])
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
        ("Ryhmä hyökkäsi", "fi", False),
        ("Группа атаковала город", "", True),
        ("Група атакувала місто й відійшла", "", True),
        ("Група је напала град и убила двоје људи", "", False),
        ("Grup dün gece şehre saldırdı ve iki kişiyi öldürdü", "", False),
        ("Grupa zaatakowała miasto i zabiła dwie osoby", "", False),
        ("گروه به شهر حمله کرد و دو نفر را کشت", "", False),
        ("هاجم گوران المدينة", "", True),
        ("President Erdoğan said Hayʾat Taḥrīr al-Shām attacked the town", "", True),
        ("Le groupe a attaqué la forêt où l’armée s’était repliée, à l’œil nu", "", True),
        ("El año pasado el grupo atacó la ciudad", "", True),
        ("A região não está sob o controlo do exército", "", True),
        ("Die Gruppe räumte größere Dörfer", "", True),
        ("El grupo", "en", True),
        ("200", "", True),
        ("The group (დაჯგუფება) attacked the town", "en", True),
    ],
)
def test_letters_decide_where_no_language_is_given(text: str, lang: str, read: bool) -> None:
    """A text in letters of no language that is read is not read, whatever it is said to be; one of these is."""
    assert is_read(text, lang) is read


def test_a_phrase_says_one_thing_in_all_languages() -> None:
    """Whatever stands in the lists of two languages stands in lists of one name, since only one of them can count."""
    kinds = {name: name for name in (lists.CONTRARY, lists.PAST, lists.PRESENT)}
    kinds |= dict.fromkeys((lists.CONTRAST, lists.CLAUSE, lists.SUBORDINATE), "opener")
    named: dict[tuple[str, str], dict[str, str]] = {}
    for lang, own in listed_by_language().items():
        for name, phrases in own.items():
            for phrase in phrases if name not in lists.NO_HITS else ():
                named.setdefault((kinds.get(name, "hit"), folded(phrase)), {})[lang] = name
    twofold = {phrase for (_, phrase), of in named.items() if len(set(of.values())) > 1}
    assert twofold == {"non"}  # English has it before other words only, and denies with it as well


def test_a_language_that_is_read_where_none_is_given_names_its_letters() -> None:
    """Else its own texts would be taken for some in a language that nobody knows."""
    for lang, own in listed_by_language().items():
        heard = "negation" in own and own.get(lists.APART) != ["stated"]
        written = {letter for phrases in own.values() for phrase in phrases for letter in phrase.lower()}
        others = {letter for letter in written if letter.isalpha() and not letter.isascii()}
        assert not heard or others <= set("".join(own.get(lists.LETTERS, ()))), lang
