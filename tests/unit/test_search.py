"""Hand-written pages in the search, from each engine's own index."""

from __future__ import annotations

import json

import pytest

from generator.exports.search import INDEX_FILES, Written, pages, serves_search, written
from generator.postings import decoded
from generator.words import ENGLISH

SENTINELS = ("groups/dossier-frame/",)
OF_MKDOCS = {
    "config": {"lang": ["en"]},
    "docs": [
        {"location": "", "title": "Home &amp; garden", "text": "<p>Begin <b>here</b></p>"},
        {"location": "groups/dossier-frame/", "title": "DossierFrameTitle", "text": ""},
        {"location": "groups/dossier-frame/#x", "title": "DossierFrameEntry", "text": ""},
        {"location": "#part", "title": "A part", "text": ""},
    ],
}
OF_ZENSICAL = {"items": [{**item, "level": 1, "path": [], "tags": []} for item in OF_MKDOCS["docs"]]}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("engine", "made"), [("mkdocs", OF_MKDOCS), ("properdocs", OF_MKDOCS), ("zensical", OF_ZENSICAL)]
)
def test_each_engine_tells_the_words_of_hand_written_pages(engine: str, made: object) -> None:
    """They are plain text, and nothing of a sentinel is among them."""
    found = list(written(engine, json.dumps(made).encode(), SENTINELS))
    assert found == [Written("", "Home & garden", "Begin here"), Written("#part", "A part", "")]


def test_a_page_and_its_parts_are_hits_of_their_own() -> None:
    """A part is told with the title of its page; what its heading says weighs more than what it says."""
    shard = pages(
        [Written("method/", "Method", "How to read"), Written("method/#grades", "Grades", "method of reading")],
        ENGLISH,
    )
    assert [(doc["n"], doc["s"], doc["o"]) for doc in shard["docs"]] == [
        (-1, "Method", []), (-2, "Grades", ["Method"]),
    ]  # fmt: skip
    parts = shard["terms"].split(" ")
    assert parts[::2] == sorted(parts[::2])
    (first, more), (second, less) = decoded(parts[parts.index("method") + 1])
    assert (first, second) == (0, 1)
    assert more > less > 0


def test_every_engine_has_an_index() -> None:
    """Each engine's index is known, and what of the theme only the engine's own search needs."""
    assert set(INDEX_FILES) == {"mkdocs", "properdocs", "zensical"}
    assert serves_search("assets/javascripts/workers/search.0123abcd.min.js")
    assert not serves_search("assets/javascripts/bundle.0123abcd.min.js")
