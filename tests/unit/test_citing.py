"""Items in every style and format: the words, and that what is read back says the same.

The styles agree with what a processor of CSL makes of the same records (citeproc-py 0.11 with the styles `apa` and
`chicago-notes-bibliography-17th-edition`), but for three things: titles keep their capitals, "n.d." is said in notes
too, and a comma stands within quotation marks.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exports.citing import apa, bibtex, chicago, cited, csl, csl_json, ris
from generator.views import Item
from generator.words import ENGLISH, words_of

CLAIM = Item(
    id="a-did-b", type="webpage", title="Reported act, not verified: A did B.", container="Dossiers", authors=(),
    issued="2026-03-04", url="https://dossiers.example/claims/a-did-b/", lang="en", trust="",
    note="Not verified by its publisher.", sentence="As here.",
)  # fmt: skip
ARTICLE = replace(
    CLAIM, id="paper", type="article-newspaper", title="A “Headline”", container="The Paper", issued="2023-03",
    authors=("Jane Doe", "John Roe"), url="https://paper.example/1", trust="not verified by its publisher",
)  # fmt: skip
BOOK = replace(ARTICLE, type="book", title="A Book", container="A Press", authors=("Jane Doe",), issued="2023", url="")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (CLAIM, "“Reported act, not verified: A did B,” Dossiers, March 4, 2026, https://dossiers.example/claims/a-did-b/."),
        (replace(CLAIM, issued="", url=""), "“Reported act, not verified: A did B,” Dossiers, n.d."),
        (ARTICLE, "Jane Doe and John Roe, “A ‘Headline’” [not verified by its publisher], The Paper, March 2023, "
                  "https://paper.example/1."),
        (replace(ARTICLE, trust="", issued="2023-03-04", authors=()),
         "“A ‘Headline’,” The Paper, March 4, 2023, https://paper.example/1."),
        (BOOK, "Jane Doe, A Book [not verified by its publisher] (A Press, 2023)."),
    ],
)  # fmt: skip
def test_chicago(item: Item, expected: str) -> None:
    """A note of the Chicago Manual of Style."""
    assert chicago(item, ENGLISH) == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (CLAIM, "Reported act, not verified: A did B. (2026, March 4). Dossiers. https://dossiers.example/claims/a-did-b/"),
        (replace(CLAIM, issued="", url=""), "Reported act, not verified: A did B. (n.d.). Dossiers."),
        (ARTICLE, "Jane Doe, & John Roe. (2023, March). A “Headline” [not verified by its publisher]. The Paper. "
                  "https://paper.example/1"),
        (BOOK, "Jane Doe. (2023). A Book [not verified by its publisher]. A Press."),
        (replace(BOOK, issued="2020/2023"), "Jane Doe. (from 2020 to 2023). A Book [not verified by its publisher]. "
                                            "A Press."),
    ],
)  # fmt: skip
def test_apa(item: Item, expected: str) -> None:
    """An entry of an APA list of references."""
    assert apa(item, ENGLISH) == expected


def test_bibtex() -> None:
    """Braces keep the capitals; a day that is not known is said in the note; the address is not escaped."""
    assert bibtex(replace(CLAIM, title="A & B_1 100%")) == (
        '@misc{a-did-b,\n  title = "{A \\& B\\_1 100\\%}",\n  howpublished = "Dossiers",\n  year = "2026",\n'
        '  month = mar,\n  url = "https://dossiers.example/claims/a-did-b/",\n  language = "en",\n'
        '  note = "Not verified by its publisher.",\n}'
    )
    assert 'note = "n.d. Not verified' in bibtex(replace(CLAIM, issued=""))
    assert bibtex(ARTICLE).startswith("@article{paper,")
    assert 'author = "{Jane Doe} and {John Roe}"' in bibtex(ARTICLE)


def test_ris() -> None:
    """One value a line; a type, an end, and a date with what is known of it."""
    assert ris(ARTICLE).splitlines() == [
        "TY  - NEWS", "ID  - paper", "TI  - A “Headline”", "AU  - Jane Doe", "AU  - John Roe", "T2  - The Paper",
        "PY  - 2023", "DA  - 2023/03/", "LA  - en", "UR  - https://paper.example/1",
        "N1  - Not verified by its publisher.", "ER  - ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("issued", "said"), [("2019~", "About 2019. "), ("2018-22", "Summer 2018. "), ("", "n.d. "), ("2019", "")]
)
def test_a_date_that_is_no_plain_one_is_said_in_the_note(issued: str, said: str) -> None:
    """BibTeX and RIS have fields for a year, a month and a day without doubt; any other date is not lost."""
    item = replace(ARTICLE, issued=issued)
    assert f'note = "{said}Not verified' in bibtex(item)
    assert f"N1  - {said}Not verified" in ris(item)
    assert ("year" in bibtex(item), "PY  - " in ris(item)) == (not said, not said)


def test_csl_json() -> None:
    """The record as reference managers import it; what is not given is left out, and a vague date stands in words."""
    assert json.loads(csl_json(CLAIM)) == [
        {
            "id": "a-did-b", "type": "webpage", "title": CLAIM.title, "container-title": "Dossiers",
            "issued": {"date-parts": [[2026, 3, 4]]}, "URL": CLAIM.url, "language": "en", "note": CLAIM.note,
        }
    ]  # fmt: skip
    assert "issued" not in csl(replace(CLAIM, issued=""))
    assert csl(replace(CLAIM, issued="2020/2023"))["issued"] == {"literal": "from 2020 to 2023"}
    assert csl(BOOK)["publisher"] == "A Press"


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1)


@pytest.mark.parametrize(
    ("item", "note", "entry"),
    [
        (replace(ARTICLE, trust="", title="عنوان «بليغ»", container="الجريدة", authors=("أ", "ب", "ج"), lang="ar"),
         "أ، ب وج، «عنوان “بليغ”»، الجريدة، آذار/مارس 2023، https://paper.example/1.",
         "أ، ب وج. (2023، آذار/مارس). عنوان «بليغ». الجريدة. https://paper.example/1"),
        (replace(CLAIM, title="فعل منقول: كذا؟", container="ملفات", url=""),
         "«فعل منقول: كذا؟»، ملفات، 4 آذار/مارس 2026.", "فعل منقول: كذا؟ (2026، 4 آذار/مارس). ملفات."),
        (replace(CLAIM, title="قول", container="ملفات", issued="", url=""), "«قول»، ملفات، بلا تاريخ.",
         "قول. (بلا تاريخ). ملفات."),
    ],
)  # fmt: skip
def test_styles_in_arabic(item: Item, note: str, entry: str) -> None:
    """In an Arabic edition months, commas, quotation marks and what joins names are Arabic."""
    arabic = words_of("ar")
    assert (chicago(item, arabic), apa(item, arabic)) == (note, entry)


def test_an_address_keeps_its_ends_where_words_run_from_the_right() -> None:
    """In an Arabic edition an address is set apart in markup, and so copied without a mark."""
    arabic, english = (cited(ARTICLE, words).styles[1].words for words in (words_of("ar"), ENGLISH))
    assert '<bdi dir="ltr">https://paper.example/1</bdi>.' in arabic
    assert "<bdi" not in english


@given(TEXT, TEXT)
def test_any_words_are_read_back(title: str, note: str) -> None:
    """Whatever a title holds, RIS keeps one line for it, JSON the words, and BibTeX its braces and marks in pairs."""
    item = replace(CLAIM, title=title, note=note)
    assert json.loads(csl_json(item))[0]["title"] == title
    assert len(ris(item).splitlines()) == len(
        [line for line in ris(item).splitlines() if re.match(r"[A-Z]\w  - ", line)]
    )
    entry = bibtex(item)
    # BibTeX does not know that a brace is escaped.
    depths = [*accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in entry)]
    assert min(depths) == depths[-1] == 0
    assert max(depths[:-1]) > 0 and depths.count(0) == entry.index("{") + 1
    assert entry.count('"') % 2 == 0


def test_bibtex_has_each_value_on_one_line() -> None:
    """A caveat of several lines begins no entry of its own."""
    assert 'note = "Heard. @misc of the town.",' in bibtex(replace(CLAIM, note="Heard.\n@misc of the town."))


def test_nothing_is_cited_without_its_doubt() -> None:
    """Every style and every format of a claim and of a source says that it is not verified."""
    for item in (replace(CLAIM, sentence="[not verified]"), replace(ARTICLE, sentence="[not verified]")):
        whole = cited(item, ENGLISH)
        words = [*(style.words for style in whole.styles), *(entry.text for entry in whole.entries)]
        assert [text for text in words if "not verified" not in text.lower()] == []
        assert [entry.suffix for entry in whole.entries] == ["bib", "ris", "json"]
