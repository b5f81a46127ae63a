"""Where a sentence ends: with one full stop, whatever it ends with, as text and as HTML, in every language."""

import re
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.markup import Html, escape, sentence
from generator.templates import Templates, gathered
from generator.words import languages, words_of
from scripts.words import messages

CLOSED = (
    "Acme Inc.", "Who?", "So!", "On and on…", "من؟", "“He said so.”", "«من؟»", "'So!'", "\u2068Acme Inc.\u2069",
)  # fmt: skip
TAG = re.compile("<[^>]+>")
OPEN = ("Acme", "Acme (Inc.)", "“Acme”", "1.5", "https://acme.example/", "a.m", "\u2068Acme\u2069")


@pytest.mark.parametrize("words", CLOSED)
def test_what_is_closed_gets_no_other_full_stop(words: str) -> None:
    """A full stop of its own closes a sentence, be it within a quotation, an isolate, a link or two tags."""
    html = escape(words)
    assert sentence(words) == words
    for made in (html, Html(f"<bdi>{html}</bdi>"), Html(f'<a href="x/"><bdi>{html}</bdi></a>')):
        assert (sentence(made), type(sentence(made))) == (made, Html)


@pytest.mark.parametrize("words", OPEN)
def test_what_is_open_is_closed(words: str) -> None:
    """A bracket, a figure or an address closes nothing; text stays text, and HTML stays HTML."""
    made = Html(f"<bdi>{words}</bdi>")
    assert (sentence(words), sentence(made), type(sentence(made))) == (f"{words}.", f"{made}.", Html)
    assert (sentence(f" {words} "), sentence(" "), sentence(Html(""))) == (f"{words}.", "", "")


@given(st.text(alphabet="a .?”\u2069<>&"))
def test_a_sentence_that_is_closed_stays_as_it_is(words: str) -> None:
    """Whatever is closed once is not closed again, as text or as HTML."""
    for made in (words, escape(words), Html(f"<b>{escape(words)}</b>")):
        assert sentence(sentence(made)) == sentence(made)


@pytest.mark.parametrize("language", languages())
def test_a_sentence_takes_the_full_stop_of_what_it_ends_with(language: str) -> None:
    """Every sentence that ends with a place ends with one full stop, in each language, whatever stands there."""
    words, ending = words_of(language), []
    for said in messages():
        one, several = (said, said) if isinstance(said, str) else said
        forms = {words(one), *words.forms(one, several)}
        ending += [form for form in forms if re.search(r"\}(</\w+>)*\.(?!\w)", form)]
    assert len(ending) > 40
    for form in ending:
        places = [name for _, name, _, _ in Formatter().parse(form) if name]
        for name in ("Acme", "Acme Inc.", Html("<a><bdi>Acme</bdi></a>"), Html("<a><bdi>Acme Inc.</bdi></a>")):
            shown = name if isinstance(name, Html) else words.isolated(name)
            plain = TAG.sub("", form.format(**dict.fromkeys(places, shown)))
            said = TAG.sub("", words(form, **dict.fromkeys(places, name)))
            assert said == re.sub(r"(Inc\.\u2069?)\.", r"\1", plain)


@pytest.mark.parametrize("language", languages())
def test_templates_end_sentences_alike(language: str, tmp_path: Path) -> None:
    """A template gives no second full stop either, where it says a sentence or prints one; a number has its own."""
    said = (
        '{{ _("See {dossiers}.", dossiers=it) }}|{{ _("Page {part} of {parts}.", part=1, parts=n) }}|{{ sentence(it) }}'
    )
    (tmp_path / "page.html").write_text(said, "utf-8")
    fill = Templates(gathered([tmp_path]), words_of(language)).fill
    for name, ends in (("Acme Inc.", "Acme Inc."), ("A & B", "A &amp; B."), (Html("<b>Who?</b>"), "<b>Who?</b>")):
        see, page, printed = fill("page.html", {"it": name, "n": 2}).split("|")
        assert see.endswith(ends)
        assert printed == ends
        assert page.endswith("2.")
