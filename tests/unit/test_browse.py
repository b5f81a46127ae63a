"""The browser of claims: facets, lists that need no script, and data that is cut so that it does not grow."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.analyse.facets import FACETS, OPEN, facets, year
from generator.analyse.parcels import FEW, MANY, batches
from generator.analyse.standing import AGAINST, caveats, leading
from generator.exports.claim_data import COLUMNS, MARK, row
from generator.inspection import Expectation, Inspector, Statements
from generator.load import load
from generator.model import Citation, Claim, UnsetType
from generator.pages import BROWSER, CLAIMS, LISTED, PARTS, Page, facet_address, index_start
from generator.reads import NotingCorpus
from tests.records import corpus_of
from tests.unit.test_render import corpus, renderer, renderer_of, site, tree, words

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "data.md").read_text("utf-8")
Value = dict[str, Any]


def pages(template: str) -> list[Page]:
    return [page for page in renderer().plan.pages if page.template == template]


def body(page: Page) -> str:
    return renderer().render(page).body


def at(address: str) -> str:
    return body(renderer().plan.by_address[address])


def script(page: Page) -> Any:
    """Return what a script of data puts into the browser."""
    found = re.fullmatch(r'dossierData\("(\w+)",(.*)\);\n', body(page), re.DOTALL)
    assert found and found[1] == page.subject
    return json.loads(found[2])


def found() -> set[str]:
    return {claim.id for claim in corpus().claims.values() if isinstance(claim.retracted, UnsetType)}


@cache
def records() -> dict[str, Value]:
    lines = [line for page in pages("claim-lines") for line in body(page).split("\n") if line]
    return {record["id"]: record for record in map(json.loads, lines)}


# Facets.


@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests" / "golden" / "pages" / "site"])
def test_the_standing_by_which_claims_are_found_is_what_a_line_says_first(folder: Path) -> None:
    """Worked out for all at once, it is what is worked out for each by itself, with all that speaks against it."""
    read, _ = load(folder)
    for id, facet in facets(read).items():
        carried = caveats(read, read.claims[id])
        against = [caveat.kind for caveat in carried if caveat.kind in AGAINST]
        kinds = dict.fromkeys([*against, *(caveat.kind for caveat in leading(carried))])
        assert facet.standing == (tuple(kinds) or ("",))


def test_a_claim_in_tension_is_found_by_that_though_it_is_disputed_too() -> None:
    """What a line leaves out for something graver has its own entry, with all claims that it holds for."""
    known = facets(corpus())
    rivals = {id for id in known if corpus().tensions.get(id)}
    assert rivals and {id for id, facet in known.items() if "in-tension" in facet.standing} == rivals
    assert any({"disputed", "denied"} & set(known[id].standing) for id in rivals)


def test_withdrawn_claims_are_not_found() -> None:
    """They keep their pages, and are in no filter, no count and no download."""
    withdrawn = set(corpus().claims) - found()
    assert withdrawn
    assert set(facets(corpus())) == found() == set(records())
    assert {id for page in pages("claim-rows") for id in page.rows} == found()


def test_the_list_of_all_says_what_its_numbers_leave_out() -> None:
    """Withdrawn claims stand in the list of all, which says how many; lists of some have none and say nothing of it."""
    first, *others = renderer().plan.indexes[CLAIMS]
    listed = [id for page in (first, *others) for id in page.rows]
    withdrawn = set(corpus().claims) - found()
    undated = [id for id in found() if not isinstance(corpus().claims[id].date, str)]
    assert len(listed) == len(found()) + len(withdrawn)
    lead = words(tree(first.address).css_first(".names"))
    assert lead.startswith(f"{len(found())} claims, from ")
    assert f"{len(withdrawn)} withdrawn claim stands in the list of all too, and counts in no number." in lead
    assert not any(
        "withdrawn claim" in site()[page.address].body for page in pages("claim-index") if page.subject != "claims"
    )
    assert f"Shown on this page: 8 of {len(found())}." in words(tree(first.address).css_first(".shown"))
    assert f"({len(undated)})" in words(tree(others[-1].address).css("h2")[-1])


def test_where_all_claims_without_a_date_were_withdrawn_their_group_counts_none() -> None:
    """They are listed all the same, under a heading with the number that every list has of withdrawn ones: none."""
    of = corpus().claims
    kept = {id: claim for id, claim in of.items() if isinstance(claim.date, str) or id not in found()}
    made = renderer_of(NotingCorpus.of(replace(corpus(), claims=kept, digests={})))
    first = next(page for page in made.plan.pages if page.address == CLAIMS)
    headings = LexborHTMLParser(made.render(first).body).css("h2")
    assert words(headings[-1]) == "Without a date (0)"


def test_where_nothing_is_to_be_filtered_no_filter_is_shown() -> None:
    """A site may have no claims, or no claim with a value of a facet: a legend over nothing says nothing."""
    for kept in ({}, dict(list(corpus().claims.items())[:1])):
        made = renderer_of(NotingCorpus.of(replace(corpus(), claims=kept, digests={})))
        first = next(page for page in made.plan.pages if page.address == CLAIMS)
        html = LexborHTMLParser(made.render(first).body)
        for fieldset in html.css(".facets fieldset"):
            assert ("hidden" in fieldset.attributes) == (not fieldset.css("li"))
        assert [("hidden" in facets.attributes) for facets in html.css(".facets")] == [not kept]


@pytest.mark.parametrize("size", [3, 14, 1000])
def test_a_list_of_several_pages_says_how_many_claims_stand_on_this_one(size: int) -> None:
    """Whatever is found, no more is called shown than the page shows; withdrawn claims on it count in no number."""
    settings = corpus().settings
    settings = replace(settings, options=settings.options.changed(claims_per_page=size))
    made = renderer_of(replace(corpus(), settings=settings, digests={}))
    lists = [page for page in made.plan.pages if page.template == "claim-index"]
    all = len(found())
    for page in lists:
        if page.part == 1:
            listed = len({id for each in lists if each.subject == page.subject for id in each.rows} & found())
            document = LexborHTMLParser(made.render(page).body)
            here = len(document.css(".brief:not(.withdrawn)"))
            if page.subject == "claims":
                expected = f"Shown on this page: {here} of {all}." if here < all else f"Shown: all {all}."
            elif here < listed:
                expected = f"Found: {listed} of {all}. Shown on this page: {here}."
            else:
                expected = f"Shown: {here} of {all}."
            assert words(document.css_first(".shown")) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [("2017", "2017"), ("2017-03/2019", "2017"), ("../2019", OPEN), (None, "")]
)
def test_a_date_is_found_by_the_first_year_that_it_can_mean(date: str | None, expected: str) -> None:
    """A span counts for the year in which it begins; one without a beginning, and no date, count for themselves."""
    assert year(date) == expected


def test_parts_of_all_claims_are_counted_from_one() -> None:
    """Whatever their files are called, and on all pages of their list on."""
    (page,) = pages("claim-files")
    size = corpus().settings.options.rows_per_page
    second = msgspec.structs.replace(page, part=2, parts=2)
    assert [file.number for file in renderer().browser.files(page).files] == [1]
    assert [file.number for file in renderer().browser.files(second).files] == [size + 1]


def test_nothing_is_found_or_sorted_by_truth() -> None:
    """The facets are those of the look, and no grade is one."""
    assert FACETS == ("about", "kind", "source", "names", "standing", "date", "language")


# Lists that need no script.


def numbers() -> list[tuple[str, str, int, str]]:
    """Return each value that the first page offers: facet, key, number, and the address behind it."""

    def address(node: LexborNode) -> str:
        return (node.css_first("a").attributes["href"] or "").removeprefix("../")

    return [
        (set_.attributes["data-facet"] or "", li.attributes["data-value"] or "",
         int(li.css_first("small").text().replace(",", "")), address(li))
        for set_ in tree(CLAIMS).css("fieldset")
        for li in set_.css("li")
    ]  # fmt: skip


def test_every_value_leads_to_a_list_of_its_claims() -> None:
    """A list has exactly the claims that its link counts, in the order of the list of all; dossiers and sources too."""
    order = [id for page in renderer().plan.indexes[CLAIMS] for id in page.rows]
    of = facets(corpus())
    for facet, key, number, address in numbers():
        expected = [id for id in order if id in of and key in of[id].of(facet)]  # type: ignore[arg-type]
        assert len(expected) == number > 0
        if facet in LISTED and number < len(of):
            assert address == facet_address(facet, key)  # type: ignore[arg-type]
            shown = [id for page in pages("claim-index") if index_start(page) == address for id in page.rows]
            assert shown == expected
        elif facet == "date":
            page, _, anchor = address.partition("#")
            assert tree(page).css_first(f"#{anchor}") and expected[0] in renderer().plan.by_address[page].rows
        else:
            assert address in site()


def test_claims_without_a_date_are_a_group_of_their_own() -> None:
    """They come last, in every list, under a heading that counts them."""
    for page in pages("claim-index"):
        undated = [not isinstance(corpus().claims[id].date, str) for id in page.rows]
        assert undated == sorted(undated)
        headings = [node.text() for node in LexborHTMLParser(body(page)).css("h2")]
        assert any(heading.startswith("Without a date (") for heading in headings) is any(undated)


def test_what_stands_without_a_date_is_not_said_to_be_not_given() -> None:
    """Of some of these claims nobody recorded a date: facets, the network and the search say nothing of the others."""
    facets = [value.text() for page in pages("claim-index") for value in tree(page.address).css("[data-value=''] a")]
    assert "without a date" in facets
    assert '<option value="none">without a date</option>' in at("network/")
    periods = "".join(map(body, pages("search-facets")))
    assert '"Without a date"' in periods
    assert "Date not given" not in periods


def test_later_pages_do_not_change_with_the_numbers_of_others() -> None:
    """Facets and counts stand on the first page of each list; the others link it."""
    for page in pages("claim-index"):
        facets_shown = LexborHTMLParser(body(page)).css("fieldset")
        assert bool(facets_shown) is (page.part == 1)


def test_two_values_never_have_one_address() -> None:
    """A value that an address cannot spell keeps what tells it apart."""
    values = ["unverified", "Unverified", "un verified", "un-verified", "", "not-given", "غير", "zh-hans"]
    assert len({facet_address("standing", value) for value in values}) == len(values)


# Data.


def test_what_the_script_looks_through_says_what_the_claims_are_found_by() -> None:
    """Each column of a table, read back, has the values of the claim, and leads to the row that shows it."""
    rows = {page.subject: [each["id"] for each in script(page)] for page in pages("claim-rows")}
    tables = {page.subject: script(page) for page in pages("claim-table")}
    assert script(pages("claim-tables")[0]) == list(tables)
    seen = []
    for table in tables.values():
        ids = [id for file, number in table["files"] for id in rows[file] if number == len(rows[file])]
        seen += ids
        for facet in FACETS:
            column = table["facets"][facet]
            for id, places in zip(ids, column["of"], strict=True):
                several = places if isinstance(places, list) else [places]
                values = tuple(column["values"][place][0] for place in several)
                assert values == facets(corpus())[id].of(facet)
    assert Counter(seen) == Counter(found())


def test_the_tables_sort_as_the_lists_do() -> None:
    """By the bounds in a table, then by source and place in it, claims stand as in the list of all."""
    keyed = []
    for number, page in enumerate(pages("claim-table")):
        table = script(page)
        ids = [row for row in page.rows if row in corpus().claims]
        for place, (id, date) in enumerate(zip(ids, table["dates"]["of"], strict=True)):
            source = corpus().claims[id].citations[0].source
            key = (0, table["dates"]["values"][date]) if date >= 0 else (1, [])
            keyed.append((key, source, number, place, id))
    order = [id for page in renderer().plan.indexes[CLAIMS] for id in page.rows if id in found()]
    assert [key[-1] for key in sorted(keyed)] == order


def test_a_record_is_never_without_what_says_how_far_to_trust_it() -> None:
    """Mode, every caveat in full, chain, reports, quote and source stand in every record."""
    for id, record in records().items():
        carried = caveats(corpus(), corpus().claims[id])
        assert [(c["kind"], c["text"]) for c in record["caveats"]] == [(c.kind, c.said or None) for c in carried]
        assert ["a report against it" in (c["said_of"] or "") for c in record["caveats"]] == [c.aside for c in carried]
        assert record["mode"] == corpus().claims[id].mode and record["reports"]["words"]
        assert len(record["citations"]) == len(corpus().claims[id].citations)
        assert all(cited["said_by"] and cited["trust"] and cited["source"]["id"] for cited in record["citations"])


def test_a_record_says_of_each_caveat_whose_words_it_is() -> None:
    """What a publisher or a source says of itself is its own; all else is the editors'."""
    said = {
        (told["by"], caveat.verbatim)
        for id, record in records().items()
        for told, caveat in zip(record["caveats"], caveats(corpus(), corpus().claims[id]), strict=True)
    }
    assert said == {("Agency D", True), ("Outlet B", True), ("the editors", False)}


def test_a_record_has_the_words_of_its_sources_and_where_they_stand() -> None:
    """Quote, locator, dates and source are those of the data; what a source or a claim lacks is null."""

    def text(value: object) -> str | None:
        return value if isinstance(value, str) else None

    for id, record in records().items():
        claim = corpus().claims[id]
        assert record["date"] == text(claim.date)
        for told, citation in zip(record["citations"], claim.citations, strict=True):
            source = corpus().sources[citation.source]
            assert (told["quote"], told["locator"]) == (text(citation.quote), text(citation.locator))
            assert told["lang"] in {text(citation.lang), text(source.lang)}
            by = getattr(citation.translation, "by", None)
            assert told["translated_by"] == ("the editors" if by == "editors" else by)
            assert told["source"] == {
                "id": source.id,
                "title": source.title,
                "outlet": corpus().name(source.outlet) if source.outlet else None,
                "published": text(source.published),
                "url": text(source.url),
            }
    every = [told for record in records().values() for told in record["citations"]]
    assert {told["lang"] for told in every} > {"en"}
    assert {told["translated_by"] for told in every} == {None, "the editors"}
    for field in ("outlet", "published", "url"):
        assert len({told["source"][field] is None for told in every}) == 2, field


def test_a_script_hands_over_the_same_records() -> None:
    """Who saves what he found in a site on a disk, where no file can be fetched, gets the records of the files."""
    made = renderer_of(replace(corpus(), settings=replace(corpus().settings, offline=True)))
    scripts = [made.render(page).body for page in made.plan.pages if page.template == "claim-records"]
    handed = [record for script in scripts for record in json.loads(script[script.index(",") + 1 : -3])]
    assert {record["id"]: record for record in handed} == records()


def test_a_table_says_as_much_as_the_records() -> None:
    """Each claim is one row, with the same cells as its record has, and every caveat word for word."""
    for page in pages("claim-csv"):
        text = body(page)
        assert text.startswith("\ufeff")
        header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        assert tuple(header) == COLUMNS
        assert rows == [row(records()[id]) for id in page.rows]
        for id, cells in zip(page.rows, rows, strict=True):
            said = dict(zip(COLUMNS, cells, strict=True))
            assert all(caveat.text in said["caveats"] for caveat in caveats(corpus(), corpus().claims[id]))
            assert said["said_by"] and said["sources"] and said["claim"].startswith(renderer().claims.standing(id))
    said = row(records()["a-holds-e"])[COLUMNS.index("caveats")]
    assert "Graded by the source (the editors; of a report against it): Outlet C calls it “certain”." in said


def test_a_table_keeps_the_places_of_citations_and_what_they_do() -> None:
    """What one citation lacks is an empty place, so no words move to another source; a bar within words parts none."""
    record = records()["a-holds-e"]
    one = record["citations"][0]
    refuting = {
        **one,
        "supports": "refutes",
        "quote": None,
        "hedges": [],
        "source": {"id": "b-two", "title": "Two | Post"},
    }
    plain = {**one, "supports": "supports", "quote": "20 men", "hedges": ["up to", "some"]}
    plain |= {"source": {"id": "a-two", "url": "https://a.example"}}
    made = {**record, "citations": [refuting, plain], "in_tension_with": ["x", "y"], "answers": "z"}
    cells = dict(zip(COLUMNS, row(made), strict=True))
    assert cells["supports"] == "refutes | supports"
    assert cells["quotes"] == " | 20 men"
    assert cells["hedges"] == " | up to; some"
    assert cells["sources"] == r"Two \| Post | a-two"
    assert cells["source_addresses"] == " | https://a.example"
    assert (cells["in_tension_with"], cells["answers"]) == ("x | y", "z")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_no_cell_is_worked_out_by_a_spreadsheet(sign: str) -> None:
    """A cell that begins like a formula gets an apostrophe before it; others stay as they are."""
    record = next(iter(records().values()))
    cells = dict(zip(COLUMNS, row({**record, "statement": f'{sign}HYPERLINK("x")', "id": f"a{sign}"}), strict=True))
    assert cells["statement"] == f'\'{sign}HYPERLINK("x")'
    assert cells["id"] == f"a{sign}"


def fields(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for item in value.values() for name in fields(item)}
    return {name for item in value for name in fields(item)} if isinstance(value, list) else set()


def test_every_field_of_the_data_is_documented() -> None:
    """The document of the format names each field of a record and each column of a table, and none besides."""
    named = set(re.findall(r"^\| `(\w+)`", DOCUMENT, re.MULTILINE))
    index = json.loads(at(PARTS))
    assert named == fields(list(records().values())) | {MARK, *COLUMNS} | fields(index) | {"address", "claims"}
    assert f"version {index['version']}" in DOCUMENT
    assert {record["version"] for record in records().values()} == {index["version"]}


def test_the_list_of_files_has_every_claim() -> None:
    """A program finds all files in one list, and can tell from it whether it has all claims."""
    index = json.loads(at(PARTS))
    for file in index["files"]:
        assert file["claims"] == at(file["jsonl"]).count("\n")
        assert at(file["csv"]).startswith("\ufeff")
    assert sum(file["claims"] for file in index["files"]) == len(found())


# Files that do not grow.

SOURCES = st.lists(st.sampled_from([f"source-{n}" for n in range(40)]), min_size=1, max_size=1500)


def cited_in_turn(sources: list[str]) -> dict[str, Claim]:
    return {
        f"c{n:05}": Claim(id=f"c{n:05}", text="x", mode="act", citations=(Citation(source=source),))
        for n, source in enumerate(sources)
    }


@given(SOURCES)
def test_files_are_small_and_hold_every_claim_once(sources: list[str]) -> None:
    """However claims are spread over sources, no file holds more than it may, and all names differ."""
    claims = cited_in_turn(sources)
    made = batches(corpus_of(*claims.values()), claims)
    parcels = [parcel for batch in made for parcel in batch.parcels]
    assert sorted(id for parcel in parcels for id in parcel.claims) == sorted(claims)
    assert all(0 < len(parcel.claims) <= FEW for parcel in parcels)
    assert all(0 < len(batch.claims) <= MANY for batch in made)
    assert len({parcel.name for parcel in parcels}) == len(parcels)
    assert len({batch.name for batch in made}) == len(made)


@given(SOURCES, st.integers(0, 39))
def test_a_new_claim_changes_few_files(sources: list[str], of: int) -> None:
    """Files of other sources stay as they are, unless the site has outgrown its files and all are cut anew."""
    source = f"source-{of}"
    before, after = cited_in_turn(sources), cited_in_turn([*sources, source])
    one, other = (
        {p.name: p.claims for b in batches(corpus_of(*c.values()), c) for p in b.parcels} for c in (before, after)
    )
    if any(len(sources) == size << bits for size in (FEW, MANY) for bits in range(12)):
        return
    changed = {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
    stems = {name.partition("_")[0] for name in changed}
    assert len(stems) == 1


# The inspection.


def test_data_in_a_script_is_inspected() -> None:
    """A claim that stands without its caveat in a script is a problem, be that data or a program."""
    expected = Expectation("claim-1", "Alpha took the town.", (("Not verified",),))
    inspector = Inspector(Statements.of([expected]))

    def problems(text: str) -> list[str]:
        return [p.code for p in inspector.read_page(f"{BROWSER}rows_0.js", text.encode()).problems]

    bare = 'dossierData("rows_0",[{"html":"Alpha took the town."}]);\n'
    assert problems(bare) == ["I004"]
    assert problems(bare.replace("town.", "town. <b>Not verified</b>")) == []
    assert problems('alert("Alpha took the town.");\n') == ["I004"]
