"""A sentence of a text stays one, whatever a program put between its words."""

from __future__ import annotations

import pytest

from generator.extraction import text_of
from generator.plaintext import words_of
from generator.quotes import Copy, check

TIMES = "00:00:01,000 --> 00:00:03,500"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            f"1\n{TIMES}\nHTS did not\n\n2\n{TIMES}\nattack the town.\n\n3\n{TIMES}\nIt left.\n",
            "not attack the town.\nIt left.",
        ),
        (
            f"1\n{TIMES}\n- Who did?\n- The army.\n\n2\n{TIMES}\n>> Yes, it.\n",
            "- Who did?\n\n- The army.\n\n>> Yes, it.",
        ),
        (f"1\n{TIMES}\n{{\\an8}}<i>Some</i>\n<font color='red'>2000</font>\n2\n{TIMES}\n<5 men\n", "Some 2000 <5 men"),
        (f"1\n{TIMES}\n2000\n\n2\n{TIMES}\n\nmen\n", "2000 men"),
        (f"1\n{TIMES}\n武装组织\n\n2\n{TIMES}\n没有攻击\n", "武装组织没有攻击"),
        (
            "WEBVTT - talk\nKind: captions\n\nNOTE\nHTS left.\n\nSTYLE\n::cue {}\n\n"
            "intro\n00:01.000 --> 00:03.000 align:start\n"
            "<v.loud Ann>A &amp; B\n\n00:03.000 --> 00:04.000\n<v.loud Ann>left\n\n00:04.000 --> 00:05.000\n<v Bob>No",
            "A & B left\n\nNo",
        ),
        ("WEBVTT\n00:01.000 --> 00:03.000\nHTS left", "HTS left"),
        (
            "WEBVTT\n\n00:01.000 --> 00:03.000\n \nhe<00:00:01.500><c> denied</c>\n\n"
            "00:03.000 --> 00:03.010\nhe denied\n \n\n"
            "00:03.010 --> 00:05.000\nhe denied\nthat<00:00:04.000><c> HTS left</c>\n",
            "he denied that HTS left",
        ),
        (
            "A wrote:\n> HTS did not\n> attack the town.\n>\n> It left.\nBye",
            "> HTS did not\nattack the town.\n\nIt left.\nBye",
        ),
        ("> > Who did?\n> > They.\n> I see.\n> Yes", "> > Who did?\nThey.\n> I see.\nYes"),
        (
            "The Daily Report\n\nHTS denied that\n\nPage 1 of 3\n\f"
            "The Daily Report\n\nit attacked.\n\nIt\n\nPage 2 of 3\n\fThe Daily Report\n\nleft.\n\nPage 3 of 3\n\f",
            "The Daily Report\n\nHTS denied that\n\nPage 1 of 3\nit attacked.\n\nIt\nleft.\n",
        ),
        (
            "1\nReport\nof May\n\none\n\f2\nReport\nof May\n\ntwo\n\f3\nReport\nthree",
            "1\nReport\nof May\n\none\nof May\n\ntwo\nthree",
        ),
    ],
)
def test_what_stands_between_words_is_left_out(text: str, words: str) -> None:
    """Times of subtitles, marks before what a mail quotes, and what stands above and below pages are no words of it."""
    assert words_of(text).endswith(words)
    assert "-->" not in words_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "HTS left.\nIt was 5 > 4.",
        "Killed:\n> 200 men\n> 300 women",
        f"At\n1\n{TIMES}\nHTS left.",
        "WEBVTTX\n\nHTS left.",
        "1\nHTS left.",
        "> HTS left.",
        "One\nHTS left.\n\fTwo\nIt came.\n\fThree\nBye.",
        "HTS left.\n\fHTS left.\n\f",
        "",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    """A text that only looks a little like subtitles or a mail is not touched, nor is “> 200”."""
    assert words_of(text) == text


def test_a_negation_in_the_subtitle_before_is_heard() -> None:
    """A quote of one subtitle leaves out the “did not” with which the one before it ends."""
    text = text_of(f"1\r\n{TIMES}\r\nHTS did not\r\n\r\n2\r\n{TIMES}\r\nAttack the town.\r\n".encode(), "text/plain")
    assert check("Attack the town", Copy(text)).kind == "cropped"
    assert check("HTS did not Attack the town", Copy(text)).kind == "verbatim"
