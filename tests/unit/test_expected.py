"""What is demanded of a claim wherever it is shown: its statement, and the caveats that no place may leave out."""

from __future__ import annotations

from generator.expected import Expected
from generator.inspection import Expectation
from generator.model import Caveat, CaveatKind, Citation, Claim, Entity, Publisher, Source, Vocabulary
from generator.pages import plan
from generator.views import ClaimViews, Inline
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
