"""What `dossier show` knows of a record: golden JSON, its documentation, and nothing that is withheld.

To accept what is shown now: `python -m tests.unit.test_show`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.corpus import Corpus
from generator.exports.shown import Known, as_json, as_text, shown
from generator.history import NO_HISTORY
from generator.load import Locator, load
from generator.pages import plan
from generator.views import ClaimViews, Inline
from generator.withhold import published, withheld_words

ROOT = Path(__file__).parents[2]
SITE = ROOT / "tests" / "golden" / "pages" / "site"
GOLDEN = ROOT / "tests" / "golden" / "show"
IDS = ("a-holds-e", "b-holds-e", "a-denies", "article-b", "original-d", "group-a", "outlet-b")
OF_RECORDS = ("record", "names", "graded", "translation", "ambiguous", "text")


@cache
def corpus() -> Corpus:
    found, problems = load(SITE)
    assert problems == []
    return found


def known(found: Corpus) -> Known:
    return Known(ClaimViews(Inline(found, plan(found))), NO_HISTORY, Locator(SITE, found))


def value(id: str, found: Corpus | None = None) -> Mapping[str, object]:
    return shown(known(published(found or corpus())), id)


def keys(item: object) -> Iterator[str]:
    """Yield every key in a value, but those that are the data format's own."""
    if isinstance(item, dict):
        for key, inner in item.items():
            yield key
            if key not in OF_RECORDS:
                yield from keys(inner)
    elif isinstance(item, list):
        for inner in item:
            yield from keys(inner)


@pytest.mark.parametrize("id", IDS)
def test_golden(id: str) -> None:
    """Everything that is known of a record is what it was when somebody last looked at it."""
    assert f"{as_json(value(id))}\n" == (GOLDEN / f"{id}.json").read_text("utf-8")


@pytest.mark.parametrize("id", [*corpus().claims, *corpus().sources, *corpus().entities])
def test_every_field_is_documented_and_every_record_can_be_shown(id: str) -> None:
    """Each field of the JSON stands in its documentation, and the text says of each record what and where it is."""
    documented = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "show.md").read_text("utf-8")))
    made = value(id)
    assert set(keys(json.loads(as_json(made)))) - documented == set()
    text = as_text(made)
    assert f"id: {id}\n" in text
    assert f"file: {made['file']}\n" in text


def test_each_claim_that_is_named_has_its_standing() -> None:
    """Wherever a claim is named its line stands with its trust, on every kind of record."""

    def lines(item: object) -> Iterator[Mapping[str, object]]:
        if isinstance(item, dict):
            if "claim" in item and "words" not in item:
                yield item
            for inner in item.values():
                yield from lines(inner)
        elif isinstance(item, list):
            for inner in item:
                yield from lines(inner)

    found = [line for id in IDS for line in lines(value(id))]
    assert len(found) > 20
    assert all(line["trust"] and ":" in str(line["claim"]) for line in found)


def test_two_unnamed_steps_stay_two() -> None:
    """Each citation has its own chain, with its own unnamed people, as words and as data."""
    citations = value("a-holds-e")["citations"]
    assert isinstance(citations, list)
    assert [citation["chain"]["steps"][0].get("words") for citation in citations] == [
        "two residents", None, "des habitants", None,
    ]  # fmt: skip
    assert citations[0]["told"].startswith("Said by “two residents” (unnamed) → Spokesman X → ")
    assert {citation.get("verdict") for citation in citations} == {"verbatim", "unchecked", None}
    assert [citation["checked"]["on"] for citation in citations if "checked" in citation] == ["2026-01-04"]


def test_what_is_withheld_is_not_known() -> None:
    """A withheld record is not there, and no other record shows its id, its words, or words of withheld fields."""
    found = corpus()
    claims = dict(found.claims)
    claims["a-denies"] = claims["a-denies"].changed(withheld=True)
    first = claims["a-holds-e"].citations[0].changed(withheld=("context", "ambiguous", "graded"))
    claims["a-holds-e"] = claims["a-holds-e"].changed(citations=(first, *claims["a-holds-e"].citations[1:]))
    sources = {**found.sources, "original-d": found.sources["original-d"].changed(withheld=True)}
    entities = {**found.entities, "agency-d": found.entities["agency-d"].changed(withheld=True)}
    hiding = replace(found, claims=claims, sources=sources, entities=entities)
    left = published(hiding)
    text = "\n".join(as_json(value(id, hiding)) for id in (*left.claims, *left.sources, *left.entities))
    hidden = ["a-denies", "original-d", "agency-d", "We deny it", *withheld_words(hiding)]
    assert len(hidden) > 6
    assert [words for words in hidden if words in text] == []
    with pytest.raises(KeyError):
        value("a-denies", hiding)


def accept() -> None:
    """Write every expectation as it is now."""
    for id in IDS:
        (GOLDEN / f"{id}.json").write_text(f"{as_json(value(id))}\n", "utf-8")


if __name__ == "__main__":
    accept()
