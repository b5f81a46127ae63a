"""What belongs together in a corpus."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.prose import references
from generator.reads import INDEXES
from generator.regrouped import take_over
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


EDITS = {
    "nothing": ("", ""),
    "a statement": ('"[[aa]] did something later."', '"[[bb]] did."'),
    "a subject": ("about: [bb]", "about: [aa]"),
    "a date, so that claims change places": ("date: 2020", "date: 2015"),
    "no date any more": ("  date: 2017-03\n", ""),
    "another source": ("[{source: paper, locator: p}, {source: other", "[{source: other"),
    "another id": ("id: early", "id: earlier"),
    "a claim goes": ("- id: denial" + CLAIMS.partition("- id: denial")[2], ""),
    "a claim comes": ("- id: late", CLAIMS[: CLAIMS.index("- id: late")].replace("undated", "anew") + "- id: late"),
    "claims change places in their file": (CLAIMS, "- id: late" + CLAIMS.partition("- id: late")[2]
                                           + CLAIMS.partition("- id: late")[0]),
    "an entity is called otherwise": ("name: A\n", "name: C\n"),
    "a source derives from nothing": (", how: translation}]", ", how: translation}]\nnote: x"),
    "a source of nobody": ("outlet: aa", "outlet: null"),
    "a claim cannot be read": ("mode: denial", "mode: 1"),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_is_taken_over_is_what_would_be_made(
    edit: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is edited, the indexes that are known of the corpus before come out as if made of the edited one."""
    monkeypatch.setattr("generator.regrouped._FEW", 1)
    before, _ = read_site(tmp_path / "before", FILES)
    for name in INDEXES:
        getattr(before, name)
    now, _ = read_site(tmp_path / "now", {file: text.replace(*edit) for file, text in FILES.items()})
    afresh = replace(now)
    take_over(now, before)
    assert {"links", "subjects", "places", "about", "mentions", "taken_from"} <= now.__dict__.keys()
    for name in INDEXES:
        assert [*getattr(now, name).items()] == [*getattr(afresh, name).items()], name


def test_only_what_changed_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Links are looked for in claims that are others or new; what is said of other entities is the very same."""
    monkeypatch.setattr("generator.regrouped._FEW", 1)
    before, _ = read_site(tmp_path / "before", FILES)
    assert before.about["aa"] == ("late", "undated")
    assert before.bearers == {"a": ("aa",), "b": ("bb",)}
    edited = CLAIMS.replace("knows, object: aa", "knows, object: bb").replace("id: early", "id: earlier")
    now, _ = read_site(tmp_path / "now", FILES | {"data/claims/all.yml": edited})
    read: list[str] = []
    monkeypatch.setattr("generator.corpus.references", lambda text: read.append(text) or references(text))
    take_over(now, before)
    assert now.about["bb"] == ("earlier", "undated", "denial")
    assert read == ["[[aa]] did something before."]
    assert now.about["aa"] is before.about["aa"]
    assert now.bearers is before.bearers


def test_indexes_of_much_that_changed_are_made_anew(tmp_path: Path) -> None:
    """To put right what hardly anything is left of takes longer."""
    before, _ = read_site(tmp_path / "before", FILES)
    assert before.about
    now, _ = read_site(tmp_path / "now", FILES | {"data/claims/all.yml": CLAIMS.replace("[[bb]]", "[[aa]]")})
    take_over(now, before)
    assert "about" not in now.__dict__
    assert now.about["aa"] == ("late", "undated")
