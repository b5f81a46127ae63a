"""Whatever was withheld, whenever: none of it is in the history that anybody gets to see."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.history import tell_history
from generator.model import Claim, Entity, Source, shape
from generator.revisions import Revision, Revisions, Step
from tests.records import corpus_of

TOKENS = [f"{word} words here" for word in ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath")]
TOKEN = st.sampled_from(TOKENS)
CAVEATS = TOKEN.map(lambda text: [{"kind": "hearsay", "text": text}])
CITATIONS = st.fixed_dictionaries(
    {"source": st.just("paper"), "quote": TOKEN},
    optional={"reading": TOKEN, "context": TOKEN, "caveats": CAVEATS,
              "withheld": st.just("true") | st.lists(st.sampled_from(("quote", "reading", "context")), min_size=1),
              "attribution": TOKEN.map(lambda text: {"how": "explicit", "chain": [{"anonymous": text}]})},
)  # fmt: skip
VALUES = st.fixed_dictionaries(
    {"mode": st.just("act"), "text": TOKEN, "citations": st.lists(CITATIONS, max_size=2)},
    optional={"note": TOKEN, "caveats": CAVEATS,
              "withheld": st.just("true") | st.just(["note"]) | st.just(["theme"])},
)  # fmt: skip


def texts(value: Any) -> set[str]:
    """Return the tokens in a value."""
    return {token for token in TOKENS if token in str(value)}


def split(value: dict[str, Any]) -> tuple[set[str], set[str]]:
    """Return the tokens of a value that readers may see, and those that they may not."""
    if value.get("withheld") == "true":
        return set(), texts(value)
    parts = [({key: item for key, item in value.items() if key != "citations"}, value.get("withheld") or ())]
    parts += [(citation, citation.get("withheld") or ()) for citation in value["citations"]]
    shown, hidden = set(), set()
    for part, withheld in parts:
        for field, item in part.items():
            (hidden if withheld == "true" or field in withheld else shown).update(texts(item))
    return shown, hidden


def secrets(values: list[dict[str, Any]]) -> set[str]:
    """Return the tokens that nobody may read in the history of these values, of which the last stands today."""
    today = values[-1]
    hidden = set().union(*(split(value)[1] for value in values))
    if today.get("withheld") == "true":
        hidden |= texts(values)
    if "note" in (today.get("withheld") or ()):
        hidden |= texts([value.get("note") for value in values])
    if any(citation.get("withheld") for citation in today["citations"]):
        hidden |= texts([value["citations"] for value in values])
    return hidden - split(today)[0]


@given(st.lists(VALUES, min_size=2, max_size=4))
def test_nothing_that_is_or_was_withheld_is_told(values: list[dict[str, Any]]) -> None:
    """Over any revisions of a claim and its citations, no token that is hidden is in the history, in no field of it."""
    claim, faults = shape({**values[-1], "id": "c"}, Claim)
    assert claim and not faults
    corpus = corpus_of(
        claim,
        Entity(id="outlet", type="group", name="Outlet"),
        Source(id="paper", title="Paper", type="article", outlet="outlet"),
    )
    steps = tuple(Step(f"{number:040}", f"2026-03-0{number + 1}", "") for number in range(len(values)))
    changed = tuple(
        Revision(number, before, after) for number, (before, after) in enumerate(pairwise(values), 1) if before != after
    )
    found = str(asdict(tell_history(Revisions(steps, {"c": 0}, {"c": "claim"}, {"c": changed}), corpus)))
    assert [token for token in secrets(values) if token in found] == []
