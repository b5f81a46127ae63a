"""Which quotes of a claim have the same words, and that this outlasts the loss of all wording."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analyse.origins import reports
from generator.echoes import echoes
from generator.model import Attribution, Citation, Claim, Link, Source
from generator.unworded import differ_only_in_words, unworded
from tests.records import corpus_of

SENTENCE = "its fighters drove into the town from the north and held it"
ARABIC = "دخل مقاتلو التنظيم المدينة من الشمال يوم الجمعة وسيطروا على جميع أحيائها"


def claim(*quotes: str, sources: str = "abcdef") -> Claim:
    citations = tuple(
        Citation(
            source=source, quote=quote, attribution=Attribution(how="explicit", chain=(Link(named=f"W {source}"),))
        )
        for source, quote in zip(sources, quotes, strict=False)
    )
    return Claim(id="c", text="It did.", mode="act", about=("g",), citations=citations)


def source(id: str) -> Source:
    return Source(id=id, title=f"Of {id}", type="article", outlet=f"Outlet {id}", derived_from=())


@pytest.mark.parametrize(
    ("one", "other", "echo"),
    [
        (SENTENCE, SENTENCE, True),
        (f"On Friday, {SENTENCE}.", "“Its fighters” drove into the town, from the North and held it", True),
        (SENTENCE, SENTENCE.replace("the north", "the far north"), False),
        ("the Islamic State of Iraq and the Levant came", "the Islamic State of Iraq and the Levant left", False),
        ("it is so as it is so as it is", "it is so as it is so as it is", False),
        (ARABIC, f"وقال إن {ARABIC}", True),
        ("short words", "short words", False),
    ],
    ids=["same", "cropped and marked", "a word more", "a name", "few letters", "arabic", "short"],
)
def test_ten_words_in_a_row_are_an_echo(one: str, other: str, echo: bool) -> None:
    """Ten words in a row that both quotes have are an echo, however marked; fewer are none, nor are few letters."""
    assert list(echoes(claim(one, other))) == ([(0, 1)] if echo else [])


def test_one_source_echoes_nobody() -> None:
    """Passages of one source have the same words as often as they like."""
    assert not list(echoes(claim(SENTENCE, SENTENCE, sources="aa")))


quotes = st.lists(
    st.sampled_from([SENTENCE, f"{SENTENCE} {ARABIC}", ARABIC, "else", f"he said {SENTENCE}"]), max_size=6
)


@given(quotes)
def test_echoes_outlast_the_wording(said: list[str]) -> None:
    """Without its wording a claim has the echoes that it had, so what is counted by them stays the same."""
    whole = claim(*said)
    bare = unworded(whole)
    assert isinstance(bare, Claim)
    assert list(echoes(bare)) == list(echoes(whole))
    assert unworded(bare) == bare


def test_a_quote_that_becomes_an_echo_is_no_matter_of_words() -> None:
    """Who quotes two reports in one sentence changes the count, and not the words alone."""
    sources = [source("a"), source("b")]
    apart, alike, other = (
        corpus_of(claim(*said), *sources)
        for said in (("it came", SENTENCE), (SENTENCE, SENTENCE), ("it went", f"so {SENTENCE}"))
    )
    assert differ_only_in_words(apart, other)
    assert not differ_only_in_words(apart, alike)
    assert [reports(corpus, corpus.claims["c"]).known for corpus in (apart, alike, other)] == [2, 0, 2]


def test_what_is_quoted_alike_is_at_most_so_many_origins_in_any_order() -> None:
    """In whatever order they are cited: two who are quoted alike are at most two, and a third stays known."""
    for order in permutations([SENTENCE, f"so {SENTENCE}", "something else"]):
        corpus = corpus_of(claim(*order), *map(source, "abc"))
        count = reports(corpus, corpus.claims["c"])
        assert (count.origins, count.known, count.at_most) == (3, 1, True)


@given(quotes, st.lists(st.sampled_from([None, SENTENCE, f"so {SENTENCE}", ARABIC]), min_size=6, max_size=6))
def test_echoes_around_quotes_outlast_the_wording(said: list[str], around: list[str | None]) -> None:
    """So do those of the words around quotes, of which some have none."""
    whole = claim(*said)
    whole = whole.changed(
        citations=tuple(one.changed(context=text) for one, text in zip(whole.citations, around, strict=False))
    )
    bare = unworded(whole)
    assert isinstance(bare, Claim)
    assert list(echoes(bare)) == list(echoes(whole))
    assert unworded(bare) == bare
