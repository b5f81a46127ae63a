"""What is withheld is gone before anything is planned."""

from dataclasses import replace
from pathlib import Path

from generator.model import UNSET
from generator.proofs import Proof, Proofs
from generator.withhold import published, withheld_words
from tests.corpora import read_site

FILES = {
    "data/groups/open-group.yml": (
        "name: Open\nnames: [{text: Secret alias}]\nsame_as: {wikidata: Q1}\nwithheld: [names, same_as]\n"
    ),
    "data/groups/named-group.yml": """\
        name: Named
        names:
          - text: Open alias
            citations:
              - {source: paper, quote: an open passage}
              - {source: paper, quote: a closed passage, withheld: true}
        """,
    "data/people/hidden-person.yml": "name: Hidden Person\nnames: [{text: Their other name}]\nwithheld: true\n",
    "data/sources/paper.yml": (
        "title: Paper\ntype: article\noutlet: null\nurl: https://example.org/x\nwithheld: [url]\n"
    ),
    "data/claims/all.yml": """\
        - id: hidden-claim
          mode: act
          text: "[[open-group]] did what is withheld."
          withheld: true
          citations: [{source: paper, quote: words nobody may see}]
        - id: open-claim
          mode: act
          text: "[[open-group]] did it."
          citations:
            - {source: paper, quote: open words}
            - {source: paper, quote: closed words, withheld: true}
            - {source: paper, locator: page 1, quote: half closed words, withheld: [quote]}
        """,
}


def test_withheld_records_and_fields_are_gone(tmp_path: Path) -> None:
    """A withheld record is in no index, a withheld field is as if left out, a withheld citation is dropped."""
    corpus, problems = read_site(tmp_path, FILES)
    assert problems == []
    open_corpus = published(corpus)
    assert list(open_corpus.entities) == ["named-group", "open-group"]
    assert [c.quote for c in open_corpus.entities["named-group"].names[0].citations] == ["an open passage"]
    assert open_corpus.entities["open-group"].names == ()
    assert open_corpus.entities["open-group"].same_as == {}
    assert open_corpus.sources["paper"].url is UNSET
    assert list(open_corpus.claims) == ["open-claim"]
    assert [c.quote for c in open_corpus.claims["open-claim"].citations] == ["open words", UNSET]
    assert open_corpus.about == {"open-group": ("open-claim",)}


def test_withheld_words_are_known_for_the_search_after_leaks(tmp_path: Path) -> None:
    """Every word that was withheld is listed, and none that was not."""
    corpus, _ = read_site(tmp_path, FILES)
    words = withheld_words(corpus)
    assert set(words) >= {
        "Hidden Person",
        "Their other name",
        "Secret alias",
        "https://example.org/x",
        "closed words",
        "a closed passage",
        "half closed words",
    }
    assert "open words" not in words
    assert "Open" not in words


def test_nothing_withheld_changes_nothing(tmp_path: Path) -> None:
    """A corpus without withheld records is published as it is."""
    corpus, _ = read_site(tmp_path, {"data/groups/open-group.yml": "name: Open\n"})
    assert published(corpus).entities == corpus.entities
    assert withheld_words(corpus) == ()


def test_links_to_passages_show_nothing_withheld(tmp_path: Path) -> None:
    """A proof whose link would show a withheld name, or half of it, keeps its day and loses its words."""
    corpus, _ = read_site(tmp_path, FILES)
    plain = Proof("open-claim", "paper", "quote", "01" * 32, "ab" * 32, 1, 9, "verbatim", "2026-01-02")
    around = {
        "half a name": replace(plain, prefix="as Mr. PERSON told us, "),
        "a passage": replace(plain, quote="02" * 32, suffix=", and closed words"),
        "exact": replace(plain, quote="03" * 32, exact=("open", "Secret alias")),
        "fine": replace(plain, quote="04" * 32, prefix="something else "),
    }
    shown = published(replace(corpus, proofs=Proofs(tuple(around.values())))).proofs.all
    assert [proof.linked for proof in shown] == [False, False, False, True]
    assert "PERSON" not in repr(shown) and "Secret" not in repr(shown)
    assert {proof.on for proof in shown} == {"2026-01-02"}
