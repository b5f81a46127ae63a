"""What other programs are told of a record: what it is called and where it stands, with its doubt, and no more."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from generator.exports.linked import MOST_NAMED, Linked, as_json
from generator.pages import plan
from generator.views import Item
from tests.corpora import CONFIG, read_site

SITE = f"{CONFIG}site_url: https://d.example/\n"
FILES = {
    "data/vocabulary.yml": """
        identifiers:
          wikidata: {label: Wikidata, url: "https://www.wikidata.org/wiki/{}"}
          shelf: {label: Shelf mark}
        """,
    "data/groups/a.yml": """
        name: Group A
        names:
          - {text: مجموعة أ, lang: ar, type: translation}
          - {text: The As, type: alias}
          - {text: The enemy, type: hostile, used_by: its opponents}
        same_as: {wikidata: Q1, shelf: s-1}
        """,
    "data/groups/outlet.yml": "name: Outlet\n",
    **{f"data/people/p-{number}.yml": f"name: Person {number}\n" for number in range(6)},
    "data/sources/report.yml": "title: Group A did it\ntype: report\noutlet: outlet\nlang: en\n",
    "data/sources/other.yml": "title: Other\noutlet: null\ntype: map\nlang: en\n",
    "data/claims/c.yml": """
        - id: claim-a
          mode: act
          text: "[[a]] did it."
          about: [a, p-0, p-1, p-2, p-3, p-4, p-5]
          citations:
            - {source: report, locator: page 1, attribution: {how: none}}
            - {source: report, locator: page 2, attribution: {how: none}}
            - {source: other, locator: page 1, supports: refutes, attribution: {how: none}}
        """,
}
REPORT = {
    "@type": "Report",
    "url": "https://d.example/sources/report/",
    "publisher": {"@type": "Organization", "name": "Outlet", "url": "https://d.example/groups/outlet/"},
}


@cache
def linked() -> Linked:
    with TemporaryDirectory() as folder:
        corpus, problems = read_site(Path(folder), FILES, SITE)
    assert [problem for problem in problems if problem.severity == "error"] == []
    return Linked(corpus, plan(corpus))


def told(value: Any) -> Any:
    return json.loads(as_json(value))


def test_a_claim_names_whom_it_is_about_and_where_it_is_made() -> None:
    """The first of many; a source once, without its title, which might repeat the claim, and none that denies it."""
    found = told(linked().claim("claim-a", "Not verified: it.", "Not verified.", "2026-01-02"))
    about = found.pop("about")
    assert found == {
        "@context": "https://schema.org",
        "@type": "Claim",
        "url": "https://d.example/claims/claim-a/",
        "name": "Not verified: it.",
        "description": "Not verified.",
        "inLanguage": "en",
        "dateModified": "2026-01-02",
        "appearance": [REPORT],
    }
    assert len(about) == MOST_NAMED < 7
    assert about[:2] == [
        {"@type": "Organization", "name": "Group A", "url": "https://d.example/groups/a/"},
        {"@type": "Person", "name": "Person 0", "url": "https://d.example/people/p-0/"},
    ]
    assert told(linked().claim("claim-a", "l", "t", "", "ar"))["inLanguage"] == "ar"


def test_a_dossier_tells_what_its_entity_is_called() -> None:
    """With the language of a name, and its addresses elsewhere; a name that its opponents use is none of its own."""
    found = told(linked().dossier("a", "Group A: not verified", "2026-01-02"))
    assert (found["@type"], found["name"], found["url"]) == (
        "WebPage",
        "Group A: not verified",
        "https://d.example/groups/a/",
    )
    assert found["about"] == {
        "@type": "Organization",
        "name": "Group A",
        "alternateName": [{"@value": "مجموعة أ", "@language": "ar"}, "The As"],
        "sameAs": ["https://www.wikidata.org/wiki/Q1"],
    }


@pytest.mark.parametrize(
    ("issued", "day"), [("", None), ("2026-03-04", "2026-03-04"), ("2026-03", "2026-03"), ("2026-03-04~", None)]
)
def test_a_source_tells_who_published_it_and_when(issued: str, day: str | None) -> None:
    """A day that is only about right is left out: other programs would take it for certain."""
    item = Item("report", "report", "", "", (), issued, "https://o.example/1", "en", "", "", "")
    found = told(linked().source(item, "Group A did it, not verified", "Not verified."))
    assert found.pop("datePublished", None) == day
    assert found == {
        "@context": "https://schema.org",
        "@type": "Report",
        "mainEntityOfPage": "https://d.example/sources/report/",
        "name": "Group A did it, not verified",
        "description": "Not verified.",
        "inLanguage": "en",
        "url": "https://o.example/1",
        "publisher": REPORT["publisher"],
    }
    other = told(linked().source(replace(item, id="other"), "Other", "Not verified."))
    assert "publisher" not in other and other["@type"] == "Map"
