"""A small site of everything that is hard on a page: made in a few lines, always the same, for tests in a browser.

Names that do not break, names in Arabic and Syriac script, a claim with twenty citations, dossiers without a claim, a
withdrawn claim, a page that moved, a dossier of exactly twelve claims, and a hand-written page with what
Markdown can do.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from generator.build import history

from .corpora import write_site

ROOT = Path(__file__).parents[1]
TWELVE = "groups/twelve-claims/"
"""The dossier that the size of pages is measured on."""
REPORTS = 20
_AWKWARD = {
    "dossier": TWELVE,
    "long dossier": "groups/long-name/",
    "empty dossier": "groups/empty-group/",
    "dossier of a person": "people/syriac-person/",
    "dossier of a place": "places/syriac-place/",
    "dossier of an outlet": "groups/outlet-b/",
    "claim": "claims/twenty-reports/",
    "withdrawn claim": "claims/withdrawn/",
}
_UNBROKEN = "Wiederaufnahmeverfahrensbeschleunigungsgesetzgebungskommission"
_LONG = f"General Command of the {_UNBROKEN} and of All the Brigades, Battalions and Companies That Are Allied with It"
_ARABIC, _SYRIAC = "تجمّع فصائل الريف الشمالي والشرقي المتحدة", "ܡܕܝܢܬܐ ܕܒܝܬ ܢܗܪܝܢ"
_QUOTES = ("they hold the hills", "سيطروا على التلال كلها منذ الربيع", "ils tiennent les collines")
_HOME = f"""\
---
title: Awkward
---

# Awkward

## A claim

![[claim:in-full-0]]

[[long-name]] and [[arabic-name]], [another host](https://elsewhere.example/a?b=c), <https://elsewhere.example/d>,
`{_UNBROKEN * 3}`

| Left | Right |
|:-----|------:|
| {_UNBROKEN} | 1 |

## Much to scroll

| One table | With many columns | That is wider |
|-----------|-------------------|---------------|
| {_UNBROKEN} | {_UNBROKEN} | {_UNBROKEN} |

<table><caption>Called by its caption</caption>
<tr><td>{_UNBROKEN}</td><td>{_UNBROKEN}</td><td>{_UNBROKEN}</td></tr></table>

```
{_UNBROKEN * 3}
```

<div class="arithmatex">\\[{_UNBROKEN * 3}\\]</div>

!!! note "A note"
    With a list:

    1. one
    2. two

## Newest claims

![[list:newest-claims]]

## From A to Z

![[list:entities]]

## Not known

![[list:not-known]]
"""


def awkward_site(root: Path) -> Path:
    """Write the site below a folder, with this project's own configuration, vocabulary and method page."""
    write_site(root, dict(_files()), (ROOT / "mkdocs.yml").read_text("utf-8"))
    shutil.copy(ROOT / "data" / "vocabulary.yml", root / "data")
    (root / "dossiers" / "method.md").write_text("# How to read it\n\nWith care.\n", "utf-8")
    return root


def kinds_of_pages(site: Path) -> dict[str, str]:
    """Return one address for each kind of page that the site has, and those of the most awkward pages of some kinds."""
    matter, _ = history(site, environ={}, tell=lambda step: None)
    pages = [page for page in matter.plan.pages if page.framed]
    fullest = {page.template: page.address for page in sorted(pages, key=lambda page: len(page.rows))}
    return {"home": "", "hand-written": "method/", **fullest, **_AWKWARD}


def _files() -> Iterator[tuple[str, str]]:
    yield "dossiers/index.md", _HOME
    for folder, records in (("groups", _groups()), ("people", _people()), ("places", _places())):
        yield f"data/{folder}/all.yml", _json(records)
    yield "data/sources/all.yml", _json([*map(_source, range(REPORTS)), _plain_source()])
    yield "data/claims/all.yml", _json([*_awkward_claims(), *_twelve_claims()])


def _json(records: list[dict[str, object]]) -> str:
    return json.dumps(records, ensure_ascii=False, indent=1)  # JSON is YAML


def _groups() -> list[dict[str, object]]:
    caveat = {"kind": "unverified", "by": "outlet-a", "text": "The outlet has not verified the content of this story."}
    names = [{"text": f"Spelling {number} of {_UNBROKEN}", "type": "spelling"} for number in range(9)]
    hostile = {"text": "The Gang", "type": "hostile", "used_by": "outlet-a"}
    return [
        {"id": "long-name", "name": _LONG, "kind": ["armed group", "organisation"], "names": [*names, hostile],
         "distinct_from": ["arabic-name"]},
        {"id": "arabic-name", "name": _ARABIC, "kind": "armed group",
         "names": [{"text": "United Factions", "type": "translation", "lang": "en"}]},
        {"id": "twelve-claims", "name": "Group of Twelve", "kind": "armed group", "formerly": ["once-twelve"]},
        {"id": "empty-group", "name": "Group without Claims"},
        {"id": "outlet-a", "name": "Outlet A", "kind": "outlet", "publisher": {"caveats": [caveat]}},
        {"id": "outlet-b", "name": f"Daily {_UNBROKEN}", "kind": "outlet", "publisher": {"reliability": "C",
         "rationale": "Corrects its mistakes.", "by": "the desk", "on": "2024-01-02"}},
    ]  # fmt: skip


def _people() -> list[dict[str, object]]:
    return [
        {"id": "syriac-person", "name": "ܓܒܪܐܝܠ ܒܪ ܝܘܚܢܢ", "names": [{"text": "Gabriel bar Yohanan"}], "died": None},
        {"id": "empty-person", "name": "A", "died": "2017"},
    ]


def _places() -> list[dict[str, object]]:
    near = {"lat": "35.9", "lon": "36.6", "precision": "vicinity", "origin": "a gazetteer"}
    return [
        {"id": "syriac-place", "name": _SYRIAC, "names": [{"text": "Beth Nahrin", "lang": "en"}], "location": near},
        {"id": "empty-place", "name": "Place without Claims", "location": None, "within": "syriac-place"},
    ]


def _source(number: int) -> dict[str, object]:
    """Return one of many sources: each third has no title, each fourth is made of the one before it."""
    derived: object = [{"source": f"report-{number - 1}", "how": "republication"}] if number % 4 == 3 else "unknown"
    return {
        "id": f"report-{number}",
        "title": None if number % 3 == 2 else f"Report {number}: {_LONG}",
        "type": "article-newspaper",
        "outlet": "outlet-b" if number % 2 else "outlet-a",
        "authors": None,
        "published": f"2023-{number % 12 + 1:02}",
        "url": f"https://press.example/{_UNBROKEN}/{_UNBROKEN}?number={number}",
        "lang": ("en", "ar", "fr")[number % 3],
        "country": None,
        "derived_from": derived,
        "caveats": [{"kind": "translated", "by": "editors", "text": f"Translated, with {_UNBROKEN} left out."}],
    }


def _plain_source() -> dict[str, object]:
    """Return a source as most are, for what is weighed."""
    return {**_source(0), "id": "plain-report", "title": "Hills above the town change hands again, residents say",
            "url": "https://press.example/2023/01/hills-change-hands"}  # fmt: skip


def _citation(number: int) -> dict[str, object]:
    chain = [{"anonymous": f"residents of the countryside of {_UNBROKEN}"}, {"named": f"a spokesman of {_LONG}"}]
    return {
        "source": f"report-{number}",
        "quote": _QUOTES[number % 3],
        "lang": ("en", "ar", "fr")[number % 3],
        "locator": f"page {number + 1}",
        "supports": "refutes" if number == 7 else "supports",
        "attribution": {"how": "none"} if number % 5 == 4 else {"how": "explicit", "chain": chain},
    }


def _awkward_claims() -> list[dict[str, object]]:
    holds = {"subject": "long-name", "predicate": "took-control-in", "object": "syriac-place"}
    return [
        {"id": "twenty-reports", "mode": "act", "text": "[[long-name]] took control of the hills at [[syriac-place]].",
         "date": "2017/..", "relations": [holds], "theme": f"the hills of {_UNBROKEN}",
         "citations": [_citation(number) for number in range(REPORTS)], "tension": ["others-hold"],
         "caveats": [{"kind": "open-list", "text": "One of several hills that are named."}]},
        {"id": "others-hold", "mode": "state", "text": "[[arabic-name]] holds the same hills.",
         "relations": [{"subject": "arabic-name", "predicate": "has-component", "object": "arabic-name"}],
         "citations": [{**_citation(1), "reading": "That these are the same hills is our reading."}]},
        {"id": "denied", "mode": "denial", "text": "[[long-name]] denies that it was at [[syriac-place]].",
         "about": ["long-name"], "answers": "twenty-reports", "citations": [{**_citation(0), "quote": "We deny that"}]},
        {"id": "withdrawn", "mode": "plan", "text": "[[long-name]] is said to plan to leave [[syriac-place]].",
         "citations": [_citation(2)], "retracted": {"on": "2024-03-01", "why": "The report speaks of another group."}},
        {"id": "wish", "mode": "intent", "text": "[[syriac-person]] is said to want to lead [[arabic-name]].",
         "date": None, "citations": [_citation(4), _citation(5)]},
        {"id": "leads", "mode": "state", "text": "[[syriac-person]] leads [[arabic-name]].",
         "relations": [{"subject": "syriac-person", "predicate": "leads", "object": "arabic-name"}],
         "assessment": {"credibility": "3", "by": "the desk", "on": "2024-01-02", "why": "Two reports agree."},
         "citations": [_citation(8), _citation(9)]},
    ]  # fmt: skip


def _twelve_claims() -> list[dict[str, object]]:
    """Return the claims of the dossier that is weighed: each with one citation, a quote and a chain, as most have.

    Some are relations, with other groups and with a place that has coordinates, so that it has its two pictures.
    """
    said = "The group has moved some of its people from the eastern hills to the town and closed the road behind them"
    related = [("coordinates-with", "outlet-a"), ("meets-with", "empty-group"), ("gives-support-to", "syriac-person"),
               ("took-control-in", "syriac-place")]  # fmt: skip
    relations = [{"subject": "twelve-claims", "predicate": predicate, "object": other} for predicate, other in related]
    return [
        {"id": f"in-full-{number}", "mode": "act", "about": ["twelve-claims"],
         "relations": relations[number : number + 1],
         "text": f"{said}, as [[arabic-name|residents]] told for the {number + 1}. time.",
         "theme": f"part {number // 4 + 1}",
         "citations": [{"source": "plain-report", "locator": f"paragraph {number + 1}",
                        "quote": f"they moved some of their people to the town and closed the road, {number} times",
                        "attribution": {"how": "explicit", "chain": [{"anonymous": "residents of the town"}]}}]}
        for number in range(12)
    ]  # fmt: skip
