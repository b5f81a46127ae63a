"""Quotes are checked as a careful reader would: golden cases side by side, and properties that hold for all texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.extraction import text_of
from generator.quotes import Copy, check

GOLDEN = Path(__file__).parents[1] / "golden" / "quotes"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['why']}")
    for path in sorted(GOLDEN.glob("*.yml"))
    if path.stem not in {"wording", "selectors"}
    for case in yaml.safe_load(path.read_text("utf-8"))
]


def copy_of(case: dict[str, Any]) -> Copy:
    text = text_of(case["html"].encode(), "text/html") if "html" in case else case["copy"]
    ignored = [(text.index(part), text.index(part) + len(part)) for part in case.get("ignored", ())]
    return Copy(text, ignored)


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
