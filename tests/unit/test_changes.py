"""What changed between two revisions of a claim: golden cases, each with what is told of it, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import yamlfile
from generator.analyse.changes import Wording, changes, mentioned

CASES = sorted((Path(__file__).parents[1] / "golden" / "changes").glob("*.yml"))
NAMES = {"group-a": "Group A", "town": "Town", "outlet": "Outlet", "paper": "Outlet", "post": "A post",
         "hearsay": "Hearsay", "unverified": "Not verified"}  # fmt: skip


def name(kind: str, id: str) -> str:
    return "a reported claim" if kind == "claim" else NAMES.get(id, id)


def side(wording: Wording | None) -> str:
    if wording is None:
        return "-"
    words = f"“{wording.words}”" if wording.manner == "quote" else wording.words
    return f"{wording.opens}: {words}" if wording.opens else words


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_is_told_as_it_says(case: Path) -> None:
    """The changes between the two values of the case are told in its words, in its order."""
    document, problems = yamlfile.read(case.name, case.read_bytes())
    assert document and not [problem for problem in problems if problem.severity == "error"]
    value: Any = document.value
    found = changes(value["before"], value["after"], name)
    assert [f"{change.what} | {side(change.before)} | {side(change.after)}" for change in found] == value["told"]


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("kind", "text", "by", "on", "why",
        "credibility", "source", "quote", "chain", "how", "words", "may_be", "caveats", "reading")), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
CLAIMS = st.dictionaries(st.sampled_from(("text", "mode", "date", "seen", "assessment", "retracted", "caveats",
                                          "citations", "note", "relations")), VALUES, max_size=6)  # fmt: skip


@given(CLAIMS, CLAIMS)
def test_no_old_form_is_too_odd_to_be_told(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Whatever stood in a file once, comparing it with whatever stood later gives words and no traceback."""
    for change in changes(before, after, name):
        assert change.what


@given(CLAIMS)
def test_what_is_the_same_is_no_change(value: dict[str, Any]) -> None:
    """A value compared with itself, wrapped anew, has no change."""

    def wrapped(item: Any) -> Any:
        match item:
            case str():
                return f" {item}\n".replace(" ", "\n ")
            case list():
                return [*map(wrapped, item)]
            case dict():
                return {key: wrapped(inner) for key, inner in item.items()}
        return item

    assert changes(value, wrapped(value), name) == ()


def test_every_record_that_a_value_may_mention_is_known() -> None:
    """Links, fields that name records, and words that could be an id are mentions, wherever they stand."""
    value = {"text": "See [[a]] and [[claim:b-c|words]].", "chain": [{"entity": "d"}, {"may_be": ["e", "two words"]}]}
    assert mentioned(value) == {"a", "b-c", "d", "e"}
