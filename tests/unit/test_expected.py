"""What is demanded of a claim wherever it is shown: its statement, and the caveats that no place may leave out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.corpus import Corpus
from generator.expected import Expected
from generator.inspection import Expectation
from generator.model import Caveat, CaveatKind, Citation, Claim, Entity, Name, Publisher, Source, Vocabulary
from generator.pages import plan
from generator.settings import read_settings
from generator.views import ClaimViews, Inline
from generator.yamlfile import Document
from tests.records import corpus_of

WORDS = Vocabulary(
    caveats={
        "unverified": CaveatKind(label="Not verified", standing=10, brief="not verified by its publisher"),
        "hearsay": CaveatKind(label="Hearsay", standing=30),
        "gloss": CaveatKind(label="Gloss", standing=20),
        "disputed": CaveatKind(label="Disputed", standing=40),
    },
)
RECORDS = (
    Entity(id="alpha", type="group", name="Alpha"),
    Entity(id="outlet", type="group", name="Outlet", publisher=Publisher(caveats=(Caveat(kind="unverified"),))),
    Source(id="told", title="Told", type="report", outlet="outlet", caveats=(Caveat(kind="hearsay"),)),
    Source(id="denied", title="Denied", type="report", outlet=None, caveats="none"),
)
GLOSS, WORST, DISPUTED = ("Gloss", "gloss"), ("Not verified", "not verified by its publisher"), "Disputed"


def expected(*citations: Citation, caveats: tuple[Caveat, ...] = ()) -> Expectation:
    claim = Claim(id="c", text="[[alpha]] did *it*.", mode="act", citations=citations, caveats=caveats)
    corpus = corpus_of(*RECORDS, claim, vocabulary=WORDS)
    return Expected(ClaimViews(Inline(corpus, plan(corpus)))).expectation("c")


TOLD = Citation(source="told", quote="it did")
DENIED = Citation(source="denied", quote="it did not", supports="refutes")


def test_own_caveats_and_the_worst_of_a_source_are_demanded_everywhere() -> None:
    """A place may leave out only what the source says besides its worst; a line of text, all but the worst."""
    found = expected(TOLD, caveats=(Caveat(kind="gloss"),))
    assert found == Expectation("c", "Alpha did it.", (GLOSS, WORST), (WORST,))


def test_the_worst_is_demanded_of_a_claim_without_caveats_of_its_own() -> None:
    """What a claim inherits is demanded even where it is all that it carries."""
    assert expected(TOLD) == Expectation("c", "Alpha did it.", (WORST,), (WORST,))


def test_a_dispute_is_demanded_on_a_line_too() -> None:
    """That a claim is disputed stands before its worst caveat, also where there is room for a line only."""
    found = expected(TOLD, DENIED)
    assert [wordings[0] for wordings in found.caveats] == [DISPUTED, "Not verified"]
    assert found.line is not None
    assert [wordings[0] for wordings in found.line] == [DISPUTED, "Not verified"]


def test_nothing_is_demanded_of_a_claim_without_caveats() -> None:
    """Where nothing limits a claim, its statement may stand alone."""
    assert expected(Citation(source="denied", quote="it did")) == Expectation("c", "Alpha did it.", (), ())


ALPHA = Entity(id="alpha", type="group", name="Alpha", names=(Name(text="ألفا", lang="ar"),))
BETA = Entity(id="beta", type="group", name="Beta")
IN_TWO = Claim(id="in-two", text={"en": "[[alpha]] did it.", "ar": "[[alpha]] فعلها"}, mode="act", citations=())
IN_ONE = Claim(id="in-one", text="[[beta]] did *it*.", mode="act", citations=())
BARE = Claim(id="bare", text="Nobody did it.", mode="act", citations=())
TELLS = Claim(id="tells", text={"en": "[[source:told]] says so."}, mode="act", citations=())
LINKS = Claim(id="links", text="As [[claim:bare]].", mode="act", citations=())
SEVERAL = (ALPHA, BETA, RECORDS[2], IN_TWO, IN_ONE, TELLS, LINKS, BARE)


def site_of(*records: Entity | Source | Claim) -> Corpus:
    """Return a corpus of a site in English with an edition in Arabic."""
    config = {"site_name": "Test", "extra": {"dossier": {"languages": {"ar": {}}}}}
    return replace(corpus_of(*records, vocabulary=WORDS), settings=read_settings(Document("mkdocs.yml", config, ""))[0])


def expected_of(corpus: Corpus) -> Expected:
    return Expected(ClaimViews(Inline(corpus, plan(corpus))))


def test_a_statement_is_looked_for_in_each_language_that_it_is_given_in() -> None:
    """A place may say it in another language, and call whom it names as there or as in the main language."""
    site = site_of(*SEVERAL)
    assert expected_of(site).statements() == {
        "in-two": "Alpha did it.", "in-one": "Beta did it.", "tells": "Told says so.", "bare": "Nobody did it.",
        "links": "As a reported claim.",
    }  # fmt: skip
    assert expected_of(site).elsewhere() == {
        "in-two": ("Alpha did it.", "Alpha فعلها", "ألفا فعلها"), "tells": ("Told says so.",),
    }  # fmt: skip
    edition = expected_of(site.edition("ar"))
    assert {id: set(words) for id, words in edition.elsewhere().items()} == {
        "in-two": {"ألفا did it.", "Alpha did it.", "ألفا فعلها", "Alpha فعلها"},
        "in-one": {"Beta did it."},
        "tells": {"Told says so."},
        "links": {"As ادعاء منقول."},
        "bare": {"Nobody did it."},
    }


RENAMED = ALPHA.changed(name="Omega")


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (SEVERAL, ()),
        ((RENAMED, *SEVERAL[1:]), ("alpha",)),
        ((*SEVERAL[:3], IN_TWO.changed(text={"en": "[[beta]] did."}), *SEVERAL[4:]), ("in-two",)),
        ((*SEVERAL, BARE.changed(id="new", text="[[beta]] too.")), ("new",)),
        ((*SEVERAL[:-1], BARE.changed(text="[[beta]] did nothing.")), ("bare",)),
        (SEVERAL[:-1], ("bare",)),
        ((*SEVERAL[:-1], BARE.changed(text={"en": "Nobody.", "ar": "لا أحد."})), ("bare",)),
        ((*SEVERAL[:3], IN_TWO.changed(text="[[beta]] did."), *SEVERAL[4:]), ("in-two",)),
        ((RENAMED, *SEVERAL[1:4], *SEVERAL[5:], BARE.changed(id="new")), ("alpha", "in-one", "new")),
        ((RENAMED, *SEVERAL[1:]), ("alpha", *(f"other-{number}" for number in range(200)))),
        (SEVERAL, ("no-record",)),
    ],
    ids=[
        "nothing",
        "a name",
        "a statement",
        "a new one",
        "one that others name",
        "one that is gone",
        "one in more languages",
        "one in fewer languages",
        "several",
        "very many",
        "none that is named",
    ],
)
@pytest.mark.parametrize("language", ["", "ar"])
def test_what_is_known_of_an_earlier_build_is_what_it_would_be_anew(
    now: tuple[Entity | Claim, ...], changed: tuple[str, ...], language: str
) -> None:
    """Whatever changed between two builds, the later one looks for the words that a first one would."""
    before, after = site_of(*SEVERAL), site_of(*now)
    if language:
        before, after = before.edition(language), after.edition(language)
    earlier, later = expected_of(before), expected_of(after)
    assert later.statements(earlier.statements(), changed) == later.statements()
    assert later.elsewhere(earlier.elsewhere(), changed) == later.elsewhere()


def test_what_did_not_change_is_taken_over() -> None:
    """A statement that names nothing that changed is not worded again."""
    earlier = dict.fromkeys(("in-two", "in-one", "tells", "links", "bare"), "kept")
    expected = expected_of(site_of(*SEVERAL))
    assert expected.statements(earlier, ["beta"]) == {**earlier, "in-one": "Beta did it."}
    assert expected.statements(earlier, ["no-record"]) == earlier
    assert expected.statements(earlier, ["bare"]) == {**earlier, "bare": "Nobody did it."}


def test_a_caveat_may_stand_in_the_words_of_another_edition() -> None:
    """A page that nobody translated has it in the main language, one of the main edition may have it in another."""
    unverified = WORDS.caveats["unverified"].changed(translations={"ar": {"label": "غير مؤكد", "brief": "لم يؤكد"}})
    vocabulary = WORDS.changed(caveats={**WORDS.caveats, "unverified": unverified})
    claim = Claim(id="c", text="[[alpha]] did *it*.", mode="act", citations=(TOLD,))
    site = replace(site_of(*RECORDS, claim), vocabulary=vocabulary)
    english, arabic = ("Not verified", "not verified by its publisher"), ("غير مؤكد", "لم يؤكد")
    for corpus, told in ((site, english), (site.edition("ar"), arabic)):
        (wordings,) = expected_of(corpus).expectation("c").caveats
        assert wordings[:2] == told
        assert set(wordings) == {*english, *arabic}
