"""What belongs together in a corpus."""

from pathlib import Path

import pytest

from generator.prose import references
from tests.corpora import read_site

CLAIMS = """\
- id: undated
  mode: act
  text: "[[aa]] did something to [[bb]]."
  citations: [{source: paper, locator: p}]
- id: late
  mode: act
  text: "[[aa]] did something later."
  date: 2020
  tension: [undated]
  citations: [{source: paper, locator: p}]
- id: early
  mode: act
  text: "[[aa]] did something before."
  date: 2017-03
  relations: [{subject: bb, predicate: knows, object: aa}]
  citations: [{source: paper, locator: p}, {source: other, locator: p}]
- id: denial
  mode: denial
  about: [bb]
  text: "[[bb]] denies it to [[aa]]."
  answers: late
  citations: [{source: other, locator: p}]
"""
FILES = {
    "data/groups/aa.yml": "name: A\n",
    "data/groups/bb.yml": "name: B\n",
    "data/sources/paper.yml": "title: Paper\ntype: article\noutlet: aa\n",
    "data/sources/other.yml": (
        "title: Other\ntype: article\noutlet: null\nderived_from: [{source: paper, how: translation}]\n"
    ),
    "data/claims/all.yml": CLAIMS,
}


def test_indexes(tmp_path: Path) -> None:
    """Claims are found by subject, by mention, by source and by rival, dated ones first, then in file order."""
    corpus, problems = read_site(tmp_path, FILES)
    assert problems == []
    assert corpus.subjects == {"undated": ("aa", "bb"), "late": ("aa",), "early": ("bb",), "denial": ("bb",)}
    assert corpus.about == {"aa": ("late", "undated"), "bb": ("early", "undated", "denial")}
    assert corpus.mentions == {"aa": ("early", "denial")}
    assert corpus.taken_from == {"paper": ("undated", "late", "early"), "other": ("early", "denial")}
    assert corpus.tensions == {"late": ("undated",), "undated": ("late",)}
    assert corpus.answered_by == {"late": ("denial",)}
    assert corpus.derived == {"paper": ("other",)}
    assert corpus.published_by == {"aa": ("paper",)}
    assert [claim.id for claim in corpus.in_file_order] == ["undated", "late", "early", "denial"]


def test_names_and_records_by_id(tmp_path: Path) -> None:
    """Any id gives its record; an entity's name stands for its id, and an unknown id for itself."""
    corpus, _ = read_site(tmp_path, FILES)
    assert corpus.name("aa") == "A"
    assert corpus.name("nobody") == "nobody"
    assert corpus.record("late") is corpus.claims["late"]
    assert corpus.record("paper") is corpus.sources["paper"]
    assert corpus.record("nobody") is None


def test_links_are_taken_over_of_what_says_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a claim that is another one, or new, they are looked for; one that is gone has none; others are not read."""
    before, _ = read_site(tmp_path / "before", FILES)
    assert before.links["undated"] == ("aa", "bb")
    edited = CLAIMS.replace('"[[aa]] did something later."', '"[[bb]] did."').replace("id: early", "id: earlier")
    now, _ = read_site(tmp_path / "now", FILES | {"data/claims/all.yml": edited})
    expected = {**now.links}
    del now.__dict__["links"]
    read: list[str] = []
    monkeypatch.setattr("generator.corpus.references", lambda text: read.append(text) or references(text))
    now.take_links(before)
    assert now.links == expected
    assert list(now.links) == list(expected)
    assert sorted(read) == ["[[aa]] did something before.", "[[bb]] did."]
