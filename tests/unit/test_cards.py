"""Cards of links: in which file each lies, what it says, and that it never says a claim without its caveats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.corpus import Corpus
from generator.inspection import Expectation, Inspector, Statements
from generator.load import load
from generator.model import Claim, Entity, Retirement
from generator.pages import CARDS, MOST_CARDS, card_file, plan
from generator.render import Renderer
from generator.surfaces import Registry
from generator.templates import gathered
from generator.views import script
from tests.records import corpus_of

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "pages" / "site"
EXPECTED = Expectation("claim-1", "Alpha took the town.", (("Not verified",),), (("Not verified",),))


@cache
def golden() -> Renderer:
    corpus, _ = load(GOLDEN)
    return Renderer(corpus, plan(corpus), gathered([ROOT / "templates"]))


def handed_on(body: str) -> list[object]:
    """Return what a script hands to the cards of a page."""
    found = re.fullmatch(r"dossierCards\((.*)\);\n", body, re.DOTALL)
    assert found
    values: list[object] = json.loads(f"[{found[1]}]")
    return values


@cache
def cards() -> dict[str, str]:
    """Return the card of each record of the golden site."""
    pages = [page for page in golden().plan.pages if page.template == "cards" and page.rows]
    return {card["id"]: card["html"] for page in pages for card in handed_on(golden().render(page).body)[0]}  # type: ignore[attr-defined, misc]


def words(html: str) -> str:
    body = LexborHTMLParser(html).body
    return " ".join(body.text(separator=" ").split()) if body else ""


def many(number: int) -> Corpus:
    return corpus_of(*(Claim(id=f"claim-{n}", text="It is.", mode="state") for n in range(number)))


def files(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    return {page.address: page.rows for page in plan(corpus).pages if page.template == "cards"}


def test_every_record_has_one_card_where_its_id_says() -> None:
    """A card lies in the file that the id and the number of files tell; the first file tells that number."""
    corpus = golden().corpus
    assert sorted(cards()) == sorted([*corpus.entities, *corpus.sources, *corpus.claims])
    about = next(page for page in golden().plan.pages if page.address == f"{CARDS}about.js")
    number, opens = handed_on(golden().render(about).body)
    assert opens == "Open the page"
    for address, rows in files(corpus).items():
        assert all(card_file(id, number) == address for id in rows)  # type: ignore[arg-type]


@given(st.integers(0, 700))
def test_files_stay_small_and_one_record_more_changes_one(number: int) -> None:
    """Files do not grow with the site; unless their number doubles, a new record changes one of them."""
    before, after = files(many(number)), files(many(number + 1))
    about = next(page for page in plan(many(number)).pages if page.address == f"{CARDS}about.js")
    assert number <= MOST_CARDS * int(about.subject)
    assert int(about.subject) == 1 or number > MOST_CARDS * int(about.subject) / 2
    changed = [address for address in after if after[address] != before.get(address)]
    assert len(changed) == 1 or number == MOST_CARDS * int(about.subject)


def test_a_claim_is_told_as_its_short_row_without_links() -> None:
    """Mode, statement, caveats, chain, reports and date are those of the short row; links and jumps are gone."""
    card = cards()["attack-either"]
    page = LexborHTMLParser(golden().render(golden().plan.by_address["claims/"]).body)
    row = next(node for node in page.css(".brief") if "claims/attack-either/" in (node.html or ""))
    assert words(card) == words(row.html or "").removesuffix("This claim").strip()
    assert "<a " not in card
    assert "data-caveat" in card


def test_an_entity_tells_what_it_is_and_how_its_claims_stand() -> None:
    """Kind, names, look-alikes and the standing of its claims; of an outlet, what holds for all that it publishes."""
    told = words(cards()["group-a"])
    for said in ("Group", "Group A", "GA", "Not to be confused with", "All 9 claims come from", "is not a finding"):
        assert said in told
    assert "For everything that this outlet publishes: not verified" in words(cards()["outlet-b"])


def test_a_source_tells_its_kind_outlet_date_and_caveats() -> None:
    """Kind, title, outlet, date and caveats by their kinds."""
    told = words(cards()["article-b"])
    for said in ("newspaper article", "Title of the article of Outlet B…", "Outlet B", "4 March 2023", "Not verified"):
        assert said in told


def test_no_card_has_links_or_hostile_names() -> None:
    """The link that a card belongs to leads on; names that others use against somebody are for the dossier alone."""
    hostile = [n.text for entity in golden().corpus.entities.values() for n in entity.names if n.type == "hostile"]
    assert hostile
    for card in cards().values():
        assert not re.search("<a[ >]", card)
        assert not any(name in words(card) for name in hostile)


def test_a_closed_dossier_says_so() -> None:
    """Of an entity that was merged, split or withdrawn, the card says when and why."""
    closed = Entity(id="a", type="group", name="A", retired=Retirement(on="2026-01-02", why="Merged."))
    renderer = Renderer(corpus_of(closed), plan(corpus_of(closed)), gathered([ROOT / "templates"]))
    page = renderer.plan.by_address[f"{CARDS}0.js"]
    ((_, card),) = [one.values() for one in handed_on(renderer.render(page).body)[0]]  # type: ignore[attr-defined]
    assert "This dossier was closed on 2 January 2026 : Merged." in words(card)


def card(id: str, html: str) -> dict[str, str]:
    return {"id": id, "html": html}


def read(text: str) -> list[str]:
    inspector = Inspector(Statements.of([EXPECTED]), places=Registry(("groups",)).places)
    return [problem.code for problem in inspector.read_page("cards/0.js", text.encode()).problems]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: script([card("claim-1", "<p>Alpha took the town.</p> <b>Not verified</b>")]), []),
        (lambda: script([card("claim-1", "<p>Alpha took the town.</p>")]), ["I004"]),
        (lambda: script([card("claim-1", "<p>Alpha took the town.</p>"), card("x", "<b>Not verified</b>")]), ["I004"]),
        (lambda: 'dossierCards([["claim-1", );\n', ["I010"]),
        (lambda: "(() => { const own = 'script'; })();\n", []),
    ],
)
def test_data_in_scripts_is_inspected(make: Callable[[], str], expected: list[str]) -> None:
    """A script that hands on data is read record by record, as any data is; one that does something is not."""
    assert read(make()) == expected
