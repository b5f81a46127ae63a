"""The search index in each engine's format."""

import json

import pytest

from generator.exports.search import INDEX_FILES, SearchEntry, SearchIndex

SENTINELS = ("groups/", "groups/dossier-frame/", "places/")
ENTRIES = (
    SearchEntry("groups/hts/", "HTS", "A group & <others>"),
    SearchEntry("groups/hts/#sources", "HTS: sources", ""),
    SearchEntry("places/idlib/", "Idlib", "A place"),
)
OF_MKDOCS = {
    "config": {"lang": ["en"], "separator": "[\\s\\-]+"},
    "docs": [
        {"location": "", "title": "Home", "text": "<p>Hello</p>"},
        {"location": "groups/", "title": "DossierFrameTitle", "text": ""},
        {"location": "groups/#dossierframeentry", "title": "DossierFrameEntry", "text": "<p>DossierFrameEnd</p>"},
        {"location": "groups/dossier-frame/", "title": "DossierFrameTitle", "text": ""},
        {"location": "method/", "title": "Method", "text": "", "tags": ["a"]},
    ],
}
OF_ZENSICAL = {
    "config": {"lang": ["en"], "separator": "x"},
    "items": [
        {"location": "", "level": 1, "title": "Home", "text": "<p>Hello</p>", "path": ["Home"], "tags": []},
        {"location": "groups/", "level": 1, "title": "DossierFrameTitle", "text": "", "path": ["Dossiers", "Groups"]},
        {"location": "places/", "level": 1, "title": "DossierFrameTitle", "text": "", "path": ["DossierFrameTitle"]},
    ],
}


def index(engine: str, made: object) -> dict[str, object]:
    search = SearchIndex(engine, json.dumps(made).encode(), SENTINELS)
    found: dict[str, object] = json.loads(search.whole(map(search.item, ENTRIES)))
    return found


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_mkdocs_finds_the_hand_written_pages_and_the_records(engine: str) -> None:
    """The engine's own entries stay, the sentinels go, the records follow with their text escaped."""
    assert index(engine, OF_MKDOCS) == {
        "config": OF_MKDOCS["config"],
        "docs": [
            OF_MKDOCS["docs"][0],
            OF_MKDOCS["docs"][4],
            {"location": "groups/hts/", "title": "HTS", "text": "<p>A group &amp; &lt;others&gt;</p>"},
            {"location": "groups/hts/#sources", "title": "HTS: sources", "text": ""},
            {"location": "places/idlib/", "title": "Idlib", "text": "<p>A place</p>"},
        ],
    }


def test_zensical_shows_a_record_under_its_section() -> None:
    """A record has the place of its section in the navigation above its title, or its title where there is none."""
    items = index("zensical", OF_ZENSICAL)["items"]
    assert isinstance(items, list) and items[0] == OF_ZENSICAL["items"][0]
    assert [(item["location"], item["level"], item["path"], item["tags"]) for item in items[1:]] == [
        ("groups/hts/", 1, ["Dossiers", "Groups"], []),
        ("groups/hts/#sources", 2, ["Dossiers", "Groups"], []),
        ("places/idlib/", 1, ["Idlib"], []),
    ]


@pytest.mark.parametrize(("engine", "made"), [("mkdocs", OF_MKDOCS), ("zensical", OF_ZENSICAL)])
def test_no_index_knows_a_sentinel(engine: str, made: object) -> None:
    """Neither a sentinel's address nor its words are in the index of any engine."""
    assert "DossierFrame" not in json.dumps(index(engine, made))
    assert "dossier-frame" not in json.dumps(index(engine, made))


def test_every_engine_has_an_index() -> None:
    """Each engine's index has its own place in the site."""
    assert dict(INDEX_FILES) == {
        "mkdocs": "search/search_index.json",
        "properdocs": "search/search_index.json",
        "zensical": "search.json",
    }
