"""Addresses and anchors: unique, permanent, relative, and never one that a record's id could take."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urljoin

import pytest

from generator.analyse.arrangement import dossier_sections
from generator.corpus import Corpus
from generator.model import Claim, Entity
from generator.names import is_slug
from generator.pages import Page, Plan, href, letter_anchor, plan, root, theme_anchor
from generator.settings import RESERVED
from tests.corpora import read_site
from tests.records import corpus_of

GROUP = "name: Name of {0}\n"
CLAIM = """\
- id: {id}
  text: "[[{about}]] did {id}."
  mode: act
  about: [{about}]
  date: {date}
  tension: [{tension}]
  citations: [{{source: report, quote: it did}}]
"""
REPORT = "title: A report\ntype: report\noutlet: outlet\ncaveats: [{kind: hearsay}]\n"
CONFIG = "site_name: Test\ndocs_dir: dossiers\nextra: {dossier: {claims_per_page: 3, rows_per_page: 2}}\n"


def claim(id: str, about: str = "alpha", date: str = "null", tension: str = "") -> str:
    return CLAIM.format(id=id, about=about, date=date, tension=tension)


def corpus(root: Path, claims: list[str], groups: tuple[str, ...] = ("alpha", "outlet"), **files: str) -> Corpus:
    made = {f"data/groups/{id}.yml": GROUP.format(id) for id in groups}
    told = {"data/claims/all.yml": "".join(claims)} if claims else {}
    found, problems = read_site(root, {**made, "data/sources/report.yml": REPORT, **told, **files}, CONFIG)
    assert problems == []
    return found


def addresses(made: Plan, template: str) -> list[str]:
    return [page.address for page in made.pages if page.template == template]


def test_every_record_has_one_page_in_the_section_of_its_type(tmp_path: Path) -> None:
    """An entity lies in its type's folder, a source in sources/, a claim in claims/, each under its id."""
    made = plan(corpus(tmp_path, [claim("it-did")]))
    assert made.address("alpha") == "groups/alpha/"
    assert made.address("report") == "sources/report/"
    assert made.address("it-did") == "claims/it-did/"
    assert {page.address for page in made.pages} >= {"groups/alpha/", "sources/report/", "claims/it-did/"}
    sections = {"groups/", "people/", "places/", "sources/", "claims/", "corrections/", "network/", "not_known/"}
    assert {page.section for page in made.pages if page.framed} == {*sections, "timeline/", "map/", "search/"}


def test_no_address_is_used_twice_whatever_records_are_called(tmp_path: Path) -> None:
    """Records named like the program's own parts of addresses do not take its pages, nor it theirs."""
    names = ("alpha", "outlet", "page", "page-2", "2", "mentions", "published", "timeline", "claims", "about", "0")
    claims = [claim(id) for id in ("what-words-mean", "page-3", "3", "full-notice", "a-says", "by-kind", "a")]
    made = plan(corpus(tmp_path, claims, names))
    found = [page.address for page in made.pages]
    assert len(found) == len(set(found))
    assert not any(address.startswith("/") for address in found)
    assert all(page.address.endswith("/") or not page.framed for page in made.pages)


def test_no_record_is_taken_for_an_index_whatever_it_is_called(tmp_path: Path) -> None:
    """An index lists what opens its section, and neither a record named like it nor a list of one value."""
    found = corpus(tmp_path, [claim("sources", "claims"), claim("group", "claims")], ("alpha", "outlet", "claims"))
    opened = {section: [page.address for page in pages] for section, pages in plan(found).indexes.items()}
    assert opened == {
        "groups/": ["groups/", "groups/page_2/"],
        **{section: [section] for section in ("people/", "places/", "sources/", "claims/")},
    }


def test_anchors_of_headings_cannot_be_ids_of_claims() -> None:
    """A claim's anchor is its id; whatever else has an anchor on its page has one that no id can be."""
    own = [theme_anchor("Foreign fighters"), theme_anchor("…"), *map(letter_anchor, "Aا#")]
    assert not any(map(is_slug, own))
    assert len(set(own)) == len(own)


@pytest.mark.parametrize(
    ("origin", "target", "anchor", "expected"),
    [
        ("groups/hts/", "claims/x/", "", "../../claims/x/"),
        ("groups/hts/mentions/2/", "groups/hts/", "", "../../../../groups/hts/"),
        ("", "groups/", "", "groups/"),
        ("", "", "", "./"),
        ("groups/hts/", "", "", "../../"),
        ("groups/hts/", "groups/hts/", "it-did", "#it-did"),
        ("claims/", "sources/a/", "full_notice", "../sources/a/#full_notice"),
    ],
)
def test_links_are_relative(origin: str, target: str, anchor: str, expected: str) -> None:
    """A link leads from any page to any other one by its relative path, wherever the site is put."""
    link = href(origin, target, anchor)
    assert link == expected
    base = "https://host.example/under/"
    assert urljoin(base + origin, link) == base + target + (f"#{anchor}" if anchor else "")
    assert urljoin(base + origin, root(origin) or "./") == base


def test_a_long_dossier_is_cut_into_pages_that_hold_each_claim_once(tmp_path: Path) -> None:
    """Pages hold at most the set number of claims, all of them together, in the order of the dossier."""
    found = corpus(tmp_path, [claim(f"c{number}") for number in range(8)])
    pages = [page for page in plan(found).pages if page.template == "dossier" and page.subject == "alpha"]
    assert [page.address for page in pages] == ["groups/alpha/", "groups/alpha/2/", "groups/alpha/3/"]
    assert [page.part for page in pages] == [1, 2, 3]
    assert {page.parts for page in pages} == {3}
    assert [len(page.rows) for page in pages] == [3, 3, 2]
    assert [id for page in pages for id in page.rows] == [
        id for section in dossier_sections(found, found.entities["alpha"]) for id in section.claims
    ]


def test_a_frame_of_tension_is_not_cut(tmp_path: Path) -> None:
    """Two claims in tension stand on one page, even if the page before stays short."""
    found = corpus(tmp_path, [claim("a"), claim("b"), claim("c", tension="d"), claim("d"), claim("e")])
    pages = [page for page in plan(found).pages if page.template == "dossier" and page.subject == "alpha"]
    assert [page.rows for page in pages] == [("a", "b"), ("c", "d", "e")]


def test_lists_below_a_dossier_are_paged_and_only_made_where_they_have_rows(tmp_path: Path) -> None:
    """Claims that merely mention an entity, and an outlet's sources, have lists of their own."""
    claims = [claim(f"c{number}", "beta").replace("]] did", "]] met [[alpha]] and did") for number in range(4)]
    made = plan(corpus(tmp_path, claims, ("alpha", "beta", "outlet")))
    assert addresses(made, "mentions") == ["groups/alpha/mentions/", "groups/alpha/mentions/2/"]
    assert addresses(made, "published") == ["groups/outlet/published/"]


def test_indexes_are_alphabetical_and_paged(tmp_path: Path) -> None:
    """Entities stand by name, without article and accents; every index has a first page, even without rows."""
    names = {"a": "Zeta", "b": "The Alpha", "c": "Émile", "outlet": "Outlet"}
    files = {f"data/groups/{id}.yml": f"name: {name}\n" for id, name in names.items()}
    found, _ = read_site(tmp_path, {**files, "data/sources/report.yml": REPORT}, CONFIG)
    made = plan(found)
    assert [page.rows for page in made.indexes["groups/"]] == [("b", "c"), ("outlet", "a")]
    assert [page.address for page in made.indexes["groups/"]] == ["groups/", "groups/page_2/"]
    assert [page.rows for page in made.indexes["claims/"]] == [()]
    assert addresses(made, "entity-index") == ["groups/", "groups/page_2/", "people/", "places/"]


def test_claims_without_a_date_are_never_sorted_in(tmp_path: Path) -> None:
    """The index of claims has the dated ones first, by date, then all others as they stand in their sources."""
    claims = [claim("z", date="null"), claim("b", date='"2019"'), claim("a", date='"2017/.."'), claim("c")]
    made = plan(corpus(tmp_path, claims))
    assert [id for page in made.indexes["claims/"] for id in page.rows] == ["a", "b", "z", "c"]


def test_a_retired_entity_keeps_its_address_and_leaves_the_index(tmp_path: Path) -> None:
    """Who was merged, split or withdrawn still has a page, and is listed no more."""
    retired = "name: Old\nretired: {on: 2026-01-01, why: Merged., into: [alpha]}\n"
    made = plan(corpus(tmp_path, [], **{"data/groups/old.yml": retired}))
    assert "groups/old/" in addresses(made, "dossier")
    assert not any("old" in page.rows for page in made.indexes["groups/"])


def test_former_ids_lead_on_from_every_address_that_they_had(tmp_path: Path) -> None:
    """Each page of a record has a redirect under a former id, but not where another record lies by now."""
    former = "name: Alpha\nformerly: [beta, gamma]\n"
    claims = [claim(f"c{number}") for number in range(4)]
    made = plan(corpus(tmp_path, claims, ("beta", "outlet"), **{"data/groups/alpha.yml": former}))
    found = {page.address: page.rows for page in made.pages if page.template == "redirect"}
    assert found == {
        "groups/beta/2/": ("groups/alpha/2/",),
        "groups/gamma/": ("groups/alpha/",),
        "groups/gamma/2/": ("groups/alpha/2/",),
    }


def test_a_feed_goes_on_at_its_former_addresses(tmp_path: Path) -> None:
    """What reads feeds cannot be led on by a page, so the feed itself is made under each former id too."""
    former = {"data/groups/alpha.yml": "name: Alpha\nformerly: [gamma]\n"}
    made = plan(corpus(tmp_path, [claim("c")], **former), feeds=True)
    found = {page.file: page.subject for page in made.pages if page.template == "feed"}
    addresses = {f"groups/{id}/{name}" for id in ("alpha", "gamma") for name in ("atom.xml", "feed.json")}
    assert {file for file, subject in found.items() if subject == "alpha"} == addresses
    assert {page.file for page in made.pages if page.template == "redirect"} == {"groups/gamma/index.html"}


def test_the_plan_depends_on_the_records_alone(tmp_path: Path) -> None:
    """The order in which records were read changes no page; a plan can be sent to another process."""
    found = corpus(tmp_path, [claim("a"), claim("b", date='"2017"')])
    turned = replace(
        found,
        entities=MappingProxyType(dict(reversed(found.entities.items()))),
        sources=MappingProxyType(dict(reversed(found.sources.items()))),
    )
    made = plan(found)
    assert sorted(made.pages, key=lambda page: page.address) == sorted(
        plan(turned).pages, key=lambda page: page.address
    )
    assert pickle.loads(pickle.dumps(made.pages)) == made.pages


def test_records_without_files_have_pages_too() -> None:
    """A corpus made in memory is planned like any other one."""
    made = plan(corpus_of(Entity(id="a", type="group", name="A"), Claim(id="c", text="[[a]] is.", mode="state")))
    assert {"groups/a/", "claims/c/"} <= {page.address for page in made.pages}


@pytest.mark.parametrize(
    ("page", "file", "framed"),
    [
        (Page("", "", "dossier"), "index.html", True),
        (Page("groups/a/", "groups/", "dossier"), "groups/a/index.html", True),
        (Page("groups/b/", "groups/", "redirect"), "groups/b/index.html", False),
        (Page("groups/a.json", "groups/", "dossier"), "groups/a.json", False),
    ],
)
def test_data_is_a_file_without_a_frame(page: Page, file: str, framed: bool) -> None:
    """What has no slash at the end of its address is a file of data, and like a redirect takes no frame."""
    assert (page.file, page.framed) == (file, framed)


def test_no_type_may_take_a_folder_of_the_program(tmp_path: Path) -> None:
    """Whatever lies in a folder that a type could be given is reserved: other names have what no folder may have."""
    made = plan(corpus(tmp_path, [claim("it-did")]))
    folders = {page.address.partition("/")[0] for page in made.pages} - {"groups", "people", "places"}
    assert {folder for folder in folders if is_slug(folder)} <= set(RESERVED)
