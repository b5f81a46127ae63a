"""Feeds of what changed: valid in their formats, and made of nothing but what they are given."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

from generator.exports.feeds import MOST_ENTRIES, Feed, FeedEntry, atom, json_feed

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = Feed("Changes & more", "https://dossiers.example/under/", "Dossiers <1>", "en", "corrections/", "2026-03-04")
ENTRIES = [
    FeedEntry("one/abc", "Changed. Reported act, not verified: A & B < C", "claims/one/#changed_abc", "2026-03-04",
              "<p>Before: <del>A &amp; B</del></p>"),
    FeedEntry("not-shown-1/def", "A claim was withheld", "corrections/", "2026-03-02", "<p>wording removed</p>"),
]  # fmt: skip


def test_atom_has_all_that_the_format_demands() -> None:
    """RFC 4287: id, title and updated for the feed and for each entry, an author, links, and ids used once."""
    tree = ET.fromstring(atom(FEED, "corrections/atom.xml", ENTRIES))
    assert tree.tag == f"{ATOM}feed"
    for element in (tree, *tree.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext(f"{ATOM}updated") or "")
    assert tree.findtext(f"{ATOM}author/{ATOM}name") == "Dossiers <1>"
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links == {"self": f"{FEED.site_url}corrections/atom.xml", "alternate": f"{FEED.site_url}corrections/"}
    ids = [element.text for element in tree.iter(f"{ATOM}id")]
    assert len(set(ids)) == 3
    assert ids[1] == "tag:dossiers.example,2026-03-04:/under/one/abc"
    content = tree.find(f"{ATOM}entry/{ATOM}content")
    assert content is not None and (content.get("type"), content.text) == ("html", ENTRIES[0].html)
    assert tree.findtext(f"{ATOM}entry/{ATOM}title") == ENTRIES[0].title


def test_json_feed_has_all_that_the_format_demands() -> None:
    """JSON Feed 1.1: version, title and items, each with an id of its own and content; dates as in RFC 3339."""
    value = json.loads(json_feed(FEED, "corrections/feed.json", ENTRIES))
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    assert value["feed_url"] == f"{FEED.site_url}corrections/feed.json"
    assert [item["url"] for item in value["items"]] == [FEED.site_url + entry.address for entry in ENTRIES]
    assert len({item["id"] for item in value["items"]}) == 2
    assert {item["date_published"] for item in value["items"]} == {"2026-03-04T00:00:00Z", "2026-03-02T00:00:00Z"}
    assert all(item["content_html"] and item["title"] for item in value["items"])


def test_a_feed_holds_the_newest_entries_only() -> None:
    """However many there are, a feed stays small, and its first entries are the first that were given."""
    many = [FeedEntry(f"{number}/x", "t", "corrections/", "2026-03-04", "<p></p>") for number in range(200)]
    assert len(ET.fromstring(atom(FEED, "a", many)).findall(f"{ATOM}entry")) == MOST_ENTRIES
    items = json.loads(json_feed(FEED, "j", many))["items"]
    assert [item["id"].rpartition(":")[2] for item in items] == [f"/under/{n}/x" for n in range(MOST_ENTRIES)]
