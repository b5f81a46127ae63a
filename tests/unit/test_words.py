"""The words of pages: whole sentences, in every language that there is a catalogue for."""

import ast
import pickle
import re
from pathlib import Path
from string import Formatter

import pytest
import yaml
from jinja2 import Environment, nodes

from generator.analyse.wording import CREDIBILITY
from generator.dates.wording import ENGLISH as ENGLISH_DATES
from generator.dates.wording import WORDINGS
from generator.markup import Html
from generator.problems import DossierError
from generator.templates import Templates, gathered
from generator.translation import sentences
from generator.words import DEFAULT, ENGLISH, FOLDER, languages, own_name, words_of
from scripts.words import ROOT, catalogue, messages, update

OTHERS = [language for language in languages() if language != DEFAULT]
CATALOGUES = [FOLDER / f"{language}.po" for language in OTHERS]
ISOLATES = re.compile("[\u2066-\u2069]")
NO_SENTENCES = {'rel="external noreferrer"', "JSON Feed", "all of", "nom de guerre", "old revision", "told in "}
"""What looks like a sentence in modules that word pages: markup, a name, a precision, keys of tables and of marks."""
NEVER = {"ar": r"(?<!غير )(متحقَّ?ق منه|مؤكَّ?د|مُ?ثبت|صحيح|كاذب|زائف|مزيَّ?ف|حقيقي)"}
"""What pages never say, in each language; the labels of the credibility scale are a standard's own."""


def places(sentence: str) -> set[str]:
    """Return the places of a sentence, by their names."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def tags(sentence: str) -> list[str]:
    """Return the markup of a sentence."""
    return sorted(re.findall(r"<[^>]+>", sentence))


# Catalogues.


@pytest.mark.parametrize("path", CATALOGUES, ids=OTHERS)
def test_every_sentence_is_translated_and_none_is_stale(path: Path, tmp_path: Path) -> None:
    """A catalogue holds what pages say, all of it and nothing else, as `make words` writes it."""
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    assert update(copy) == (0, 0)
    assert copy.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", CATALOGUES, ids=OTHERS)
def test_translations_keep_places_and_markup(path: Path) -> None:
    """What is put into a sentence, and its markup, is the same in every language; a number may become a word."""
    for message in catalogue(path):
        if not message.id:
            continue
        given = (message.id,) if isinstance(message.id, str) else message.id
        forms = (message.string,) if isinstance(message.string, str) else message.string
        wanted, optional = places(given[-1]), {"number"} if len(given) > 1 else set()
        for form in forms:
            assert wanted - optional <= places(form) <= wanted, message.id
            assert tags(form) == tags(given[-1]), message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=OTHERS)
def test_no_catalogue_says_that_anything_is_so(path: Path) -> None:
    """What templates never say holds in every language, but for the labels of the credibility scale."""
    said = re.compile(NEVER[path.stem])
    for message in catalogue(path):
        if message.id and message.id not in CREDIBILITY.values():
            forms = (message.string,) if isinstance(message.string, str) else message.string
            assert not [form for form in forms if said.search(form)], message.id


def test_a_sentence_has_one_meaning() -> None:
    """The English words of a sentence, which are its key, are not those of another one that counts."""
    keys = [said if isinstance(said, str) else said[0] for said in messages()]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", OTHERS)
def test_dates_and_kinds_of_caveats_are_said_in_every_language(language: str) -> None:
    """Dates have every phrase, and the program's own kinds of caveats their labels, in every language."""
    wording = WORDINGS[language]
    assert wording.phrases.keys() == ENGLISH_DATES.phrases.keys()
    assert (len(wording.months), len(wording.seasons)) == (12, 4)
    for key, phrase in ENGLISH_DATES.phrases.items():
        assert places(wording.phrases[key]) == places(phrase), key
    kinds = yaml.safe_load((ROOT / "generator" / "builtin.yml").read_text("utf-8"))["caveats"].values()
    assert all({"label", "note"} <= kind["translations"][language].keys() for kind in kinds)


# What is said without a sentence.


def in_templates() -> list[Path]:
    """Return the templates of the program."""
    return sorted((ROOT / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", in_templates(), ids=lambda path: path.name)
def test_templates_hold_no_words_outside_sentences(path: Path) -> None:
    """Whatever a reader reads, or is read aloud, is a sentence that catalogues translate."""
    printed = []
    for output in Environment().parse(path.read_text("utf-8")).find_all(nodes.Output):
        for node in output.nodes:
            printed.append(node.data if isinstance(node, nodes.TemplateData) else "{}")
    text = re.sub(r"<style.*?</style>", "", "".join(printed), flags=re.DOTALL)
    read = re.sub(r"<[^>]*>", " ", text)
    aloud = " ".join(re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text))
    assert not re.findall(r"[^\W\d_]{2,}", read + aloud)


def test_python_says_nothing_without_a_sentence() -> None:
    """What looks like a sentence in the modules that word pages goes through `Words`, or stands in a table for it."""
    known = {form for said in messages() for form in ([said] if isinstance(said, str) else said)}
    left = {}
    for path in [*(ROOT / "generator" / "views").glob("*.py"), *(ROOT / "generator" / "analyse").glob("*.py")]:
        tree = ast.parse(path.read_text("utf-8"))
        docs = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                bare = re.sub(r"<[^>]*>?|\{[^}]*\}", " ", node.value)
                if node.value not in known | NO_SENTENCES and re.search(r"[A-Za-z]{2,}[,;:.]? [A-Za-z]{2,}", bare):
                    left[f"{path.name}:{node.lineno}"] = node.value
    assert left == {}


# How sentences are filled.


def test_values_stand_in_their_places_with_thousands_set_apart() -> None:
    """A sentence takes its values by name, and a number with its thousands set apart."""
    assert ENGLISH("{a} of {b}", b="x", a=1200) == "1,200 of x"
    assert [ENGLISH.many("{number} claim", "{number} claims", number) for number in (0, 1, 2)] == [
        "0 claims", "1 claim", "2 claims",
    ]  # fmt: skip


def test_arabic_counts_in_six_forms() -> None:
    """None, one, two, few, many and hundreds each have a form of their own."""
    arabic = words_of("ar")
    said = [arabic.many("{number} claim", "{number} claims", number) for number in (0, 1, 2, 3, 11, 100)]
    assert said == ["لا ادعاءات", "ادعاء واحد", "ادعاءان", "3 ادعاءات", "11 ادعاءً", "100 ادعاء"]
    assert arabic.listed(["أ", "ب", "ج"]) == "أ، ب وج"


def test_what_is_counted_is_no_object_of_an_arabic_verb() -> None:
    """A number and its noun are filled in as they stand alone (مصدر واحد), so no sentence may ask for another case."""
    arabic = words_of("ar")
    for sentence in ("It names {sources}, {read}.", "They name {sources}, {read}."):
        assert ": مصدر واحد؛" in arabic(sentence, sources="مصدر واحد", read="لم يُقرأ هنا")


@pytest.mark.parametrize(
    ("language", "mixed"),
    [
        ("en", "هيئة"),
        ("en", "Abc\u202eevil"),
        ("ar", "HTS"),
        ("ar", "-5"),
        ("ar", "5 %"),
        ("ar", "10–20"),
        ("ar", "北京"),
        ("ar", "هيئة\u202d"),
    ],
)
def test_what_is_written_the_other_way_is_isolated_once(language: str, mixed: str) -> None:
    """A value keeps its own direction in a sentence of another one; what is isolated already stays as it is.

    Signs in it that turn what follows turn nothing beside it: “1 report, 21 claims” would read “smialc 12 ,troper 1”.
    """
    words = words_of(language)
    once = words("{label}: {value}.", label="1", value=mixed)
    assert ISOLATES.findall(once) == ["\u2068", "\u2069"]
    assert len(ISOLATES.findall(words("{label}: {value}.", label="1", value=once))) == 2
    assert not ISOLATES.search(words("{label}: {value}.", label="1", value=Html(f"<bdi>{mixed}</bdi>")))


def test_what_stands_on_one_line_keeps_its_own_direction() -> None:
    """A caveat in other letters that opens a line turns none of the others round."""
    assert words_of("ar").apart(("odd thing", "أصل واحد")) == "\u2068odd thing\u2069؛ أصل واحد"
    assert ENGLISH.apart(("odd thing", "1 origin")) == "odd thing; 1 origin"


def test_a_list_runs_as_its_language_does() -> None:
    """Members of a list that are written the other way are isolated one by one, so that they stand in their order."""
    listed = words_of("ar").listed(["to expel", "to kill"], " or ")
    assert listed == "\u2068to expel\u2069 أو \u2068to kill\u2069"
    assert words_of("ar")("{label}: {value}.", label="أ", value=listed) == f"أ: {listed}."
    assert ENGLISH.listed(["a", "b"], " or ") == "a or b"


def test_words_are_the_same_in_another_process() -> None:
    """Words are sent to other processes with what a site says itself."""
    words = words_of("ar").with_own({"Theme": "باب"})
    again = pickle.loads(pickle.dumps(words))
    assert (again("Theme"), again("Date"), again.dir) == ("باب", "التاريخ", "rtl")


@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_empty_word_of_the_site_counts_as_left_out(empty: str) -> None:
    """What a site says by nothing is said as the program says it, or as it was typed: no link is without words."""
    words = words_of("ar").with_own({"Date": empty, "Fronts": empty})
    assert (words("Date"), words("Fronts"), words.own("Fronts")) == ("التاريخ", "Fronts", None)


def test_a_language_without_a_catalogue_speaks_english() -> None:
    """Where nobody translated the words, they are English, and it is known that they are not translated."""
    french = words_of("fr")
    assert (french("Date"), french.known, words_of("ar").known, words_of("en-GB").known) == ("Date", False, True, True)
    assert [own_name(language) for language in ("en", "ar", "zz-nobody")] == ["English", "العربية", "zz-nobody"]


# Templates.


def filled(folder: Path, source: str, language: str, **values: object) -> str:
    """Fill a template that is written here."""
    (folder / "page.html").write_text(source, "utf-8")
    return Templates(gathered([folder]), words_of(language)).fill("page.html", values)


def test_templates_speak_one_language_each(tmp_path: Path) -> None:
    """The sentences of a template come out in its language, with escaped values between, wherever that puts them."""
    source = (
        '<p>{{ _("translated by {whom}", whom=name) }} {{ many("{number} more quote", "{number} more quotes", n) }}'
    )
    english = [filled(tmp_path, source, "en", name="<b>", n=n) for n in (1, 2)]
    assert english == ["<p>translated by &lt;b&gt; 1 more quote", "<p>translated by &lt;b&gt; 2 more quotes"]
    assert filled(tmp_path, source, "ar", name="A", n=2) == "<p>ترجمة A اقتباسان آخران"
    handed = '{% macro row(label) %}<b>{{ label }}</b>{% endmacro %}{{ row(_("Date")) }}'
    assert filled(tmp_path, handed, "ar") == "<b>التاريخ</b>"


@pytest.mark.parametrize(
    "source",
    [
        "{{ _(name) }}",
        '{{ _("a {b}") }}',
        '{{ many("a", "b") }}',
        '{{ many("a", x, 1) }}',
        '{% set x = _("a {b}", b=1) %}',
    ],
)
def test_what_is_no_sentence_is_told_with_its_line(tmp_path: Path, source: str) -> None:
    """A sentence is written out where it stands, and has a value for each place: else file and line are told."""
    with pytest.raises(DossierError, match=r"page\.html:2: the template is wrong"):
        filled(tmp_path, f"\n{source}", "en", name="x", x="y")


def test_sentences_of_templates_are_found() -> None:
    """What is collected for catalogues is what templates say."""
    calls = Environment().parse('{{ _("a") }}{{ many("b", "c", n, x=_("d")) }}{{ other("e") }}').find_all(nodes.Call)
    assert {said for call in calls if (said := sentences(call))} == {("a",), ("b", "c"), ("d",)}
