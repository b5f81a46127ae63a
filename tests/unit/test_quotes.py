"""Quotes are checked as a careful reader would: golden cases side by side, and properties that hold for all texts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.extraction import Extracted, extracted
from generator.quotes import Copy, check, find_elsewhere, moved, selector, text_fragment, wording_lints

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "quotes"


def listed(stem: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.load((GOLDEN / f"{stem}.yml").read_text("utf-8"), yaml.CSafeLoader)
    return found


CASES = [
    pytest.param(case, id=f"{path.stem}: {case['why']}")
    for path in sorted(GOLDEN.glob("*.yml"))
    if path.stem not in {"wording", "selectors"}
    for case in listed(path.stem)
]


def cases(stem: str) -> list[Any]:
    return [pytest.param(case, id=case["why"]) for case in listed(stem)]


def copy_of(case: dict[str, Any]) -> Copy:
    taken = extracted(case["html"].encode(), "text/html") if "html" in case else Extracted(case["copy"])
    text, struck, parts = taken
    ignored = [*struck] + [(text.index(part), text.index(part) + len(part)) for part in case.get("ignored", ())]
    return Copy(text, ignored, case.get("lang", ""), parts)


@pytest.mark.parametrize("case", CASES)
def test_golden_verdicts(case: dict[str, Any]) -> None:
    """Each quote gets the verdict that stands beside it."""
    copy = copy_of(case)
    verdict = check(
        case["quote"],
        copy,
        carried=case.get("carried", ()),
        attributed=case.get("attributed", True),
        others={key: Copy(text) for key, text in case.get("others", {}).items()},
    )
    got = {
        "verdict": verdict.kind,
        "severity": verdict.severity,
        "words": list(verdict.words),
        "at": [verdict.start, verdict.end],
        "elsewhere": verdict.elsewhere,
        "places": verdict.places,
        "pieces": [copy.original[start:end] for start, end in verdict.pieces],
    }
    wanted = {key: case[key] for key in got if key in case}
    assert {key: got[key] for key in wanted} == wanted, verdict.detail
    assert case.get("says", "") in verdict.detail
    assert verdict.detail


def test_there_are_enough_golden_cases() -> None:
    """The set stays adversarial: it never shrinks below what it began with."""
    assert len(CASES) >= 150


@pytest.mark.parametrize("case", cases("wording"))
def test_wording_lints(case: dict[str, Any]) -> None:
    """A negation on one side only, and a hedge that nothing carries, are named."""
    given = {name: case[name] for name in ("context", "hedges", "lang", "attributed") if name in case}
    found = wording_lints(case["claim"], case["quote"], **given)
    assert [[one.kind, one.words, one.side] for one in found] == case["finds"]
    assert all(one.words in one.detail for one in found)


@pytest.mark.parametrize("case", cases("selectors"))
def test_selectors_and_fragments(case: dict[str, Any]) -> None:
    """A passage is known by as few words around it as make it unique, and linked so that browsers find it."""
    start, end = case["copy"].index("⟦"), case["copy"].index("⟧") - 1
    copy = Copy(case["copy"].replace("⟦", "").replace("⟧", ""))
    found = selector(copy, start, end)
    assert found.exact == copy.original[start:end]
    assert (found.prefix, found.suffix) == (case["prefix"], case["suffix"])
    assert text_fragment(found) == case["fragment"]


def test_many_quotes_are_looked_for_in_all_copies_at_once() -> None:
    """Each quote gets the keys of all copies that hold it, whole or in pieces, and a verdict can be moved there."""
    copies = {"a": Copy("HTS left the town."), "b": Copy("HTS, with all its men, left the town. The army came.")}
    quotes = ["left the town", "HTS … left the town", "The army", "nothing"]
    found = find_elsewhere(quotes, copies.items())
    assert found == {
        "left the town": ["a", "b"],
        "HTS … left the town": ["a", "b"],
        "The army": ["b"],
        "nothing": [],
    }
    verdict = moved(check("The army", copies["a"]), "b")
    assert (verdict.kind, verdict.elsewhere, verdict.severity) == ("elsewhere", "b", "error")
    assert (verdict.start, verdict.end, verdict.pieces) == (None, None, ())


def test_a_long_text_without_full_stops_is_read_once() -> None:
    """A fifth of a megabyte of captions gets a verdict: read anew for each of its words, it would take an hour."""
    lines = "nobody here said that it was not so\nand they who did not see it never told us\nof what reports denied\n"
    captions = 1_000 * lines
    verdict = check("HTS took the wells", Copy(f"{captions}HTS took the wells\n{captions}"))
    assert (verdict.kind, verdict.severity) == ("cropped", "error")
    assert "denied" in verdict.words


# Texts of others that are not part of the project: beside it, or where the environment says.
SHARED = Path(os.environ.get("DOSSIER_SHARED", ROOT.parent / "shared"))
SEED = SHARED / "seed" / "000_3d4ad7c81571ac1b.txt"


@pytest.mark.skipif(not SEED.is_file(), reason=f"no copy of the sample article at {SEED}: its quotes are NOT checked")
def test_the_quotes_of_the_sample_data_are_verbatim() -> None:
    """Every quote and context of the sample data stands in the article letter for letter, uncropped."""
    copy = Copy(SEED.read_text("utf-8"))
    claims = yaml.safe_load((ROOT / "data" / "claims" / "hts-foreign-fighters.yml").read_text("utf-8"))
    citations = [citation for claim in claims for citation in claim["citations"]]
    quotes = [text for citation in citations for text in (citation["quote"], citation.get("context")) if text]
    verdicts = {quote: check(quote, copy) for quote in quotes}
    assert len(citations) > 33
    assert {quote: verdict.detail for quote, verdict in verdicts.items() if verdict.kind != "verbatim"} == {}
