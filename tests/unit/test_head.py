"""The end of a page's head: what other programs read there, and that the inspection reads it as the parser does."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.exports.heads import About, head
from generator.exports.linked import as_json
from generator.exports.notices import notices
from generator.inspection import Expectation, Inspector, Statements
from generator.inspection.head import read_head
from generator.settings import Settings, read_settings
from generator.yamlfile import Document, Limits, read
from scripts.preview import FILE, drawn

ABOUT = About(
    "Reported act, not verified: A “did” <B>.", "https://d.example/c/a/", "https://d.example/", "D & E", "2026-03-04"
)
EXPECTED = Expectation("a", "Alpha took the town.", (("Not verified",),), (("Not verified",),))
LINE = "Reported act, not verified: Alpha took the town."


def zotero(html: str) -> Mapping[str, str]:
    """Read a page by the rules of Zotero's translator "Embedded Metadata", as far as these tags take them.

    Of a tag its `name` counts before its `property`; the prefix up to the first of ".:_" is that of a vocabulary; the
    description is taken for what it is about where nothing else is; without `citation_` tags it is a web page.
    """
    fields = {"og:title": "title", "og:url": "url", "og:site_name": "websiteTitle", "dc.date": "date"}
    tree, item = LexborHTMLParser(html), {"itemType": "webpage"}
    for tag in tree.css("head > meta"):
        name = (tag.attributes.get("name") or tag.attributes.get("property") or "").lower()
        if name.startswith("citation_"):
            item["itemType"] = "journalArticle"
        if name in fields:
            item[fields[name]] = tag.attributes.get("content") or ""
        if name == "description":
            item["abstractNote"] = tag.attributes.get("content") or ""
    return item


def test_a_reference_manager_saves_the_page_with_its_doubt() -> None:
    """A page is saved as a web page of the site: its line as title, its address, the day of its last change."""
    described = '<meta name="description" property="og:description" content="Not verified by its publisher.">'
    assert zotero(f"<html><head>{described}{head(ABOUT)}</head></html>") == {
        "itemType": "webpage",
        "title": ABOUT.title,
        "url": ABOUT.url,
        "websiteTitle": "D & E",
        "date": "2026-03-04",
        "abstractNote": "Not verified by its publisher.",
    }


def test_a_record_is_plain_json_that_no_text_can_leave() -> None:
    """What is not known is left out, at any depth, and no text closes the script."""
    record = {"@type": "Claim", "name": "</script><b>", "about": [None, {"name": "", "@type": "Person"}], "url": ""}
    text = as_json(record)
    assert "<" not in text
    assert json.loads(text) == {
        "@context": "https://schema.org", "@type": "Claim", "name": "</script><b>", "about": [{"@type": "Person"}],
    }  # fmt: skip


@pytest.mark.parametrize("record", [None, {"@type": "Claim", "name": "A & <B> “c”"}])
def test_a_head_is_read_as_the_parser_reads_it(record: Mapping[str, object] | None) -> None:
    """The words of its tags and its data are those that a parser finds."""
    html = head(ABOUT, record)
    found = read_head(html)
    assert found is not None
    tree = LexborHTMLParser(f"<html><head>{html}</head></html>")
    said = [value for tag in tree.css("meta") if " " in (value := tag.attributes.get("content") or "") or "/" in value]
    assert list(found.lines) == said
    assert list(found.data) == [json.loads(script.text()) for script in tree.css("script")]


@pytest.mark.parametrize(
    "html",
    ["<meta name='a' content='b'>", "words", "<style></style>", "<script>run()</script>", '<meta name="a" content="b"',
     '<script type="application/ld+json">{</script>', '<link rel="next" href="a"> <b>x</b>'],
)  # fmt: skip
def test_anything_else_is_left_to_the_parser(html: str) -> None:
    """Other quotes, words, scripts that run, JSON that cannot be read."""
    assert read_head(html) is None


POLICY = b'<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
FIXED = (
    b"<!doctype html><html><head>" + POLICY + b"<title>", b"</title>", b"</head><body><main>", b"</main></body></html>",
)  # fmt: skip


def problems(tail: str) -> list[str]:
    """Read a filled page whose head ends so, when its frame is known already."""
    inspector = Inspector(
        Statements.of([EXPECTED]), "https://d.example/", places=lambda address: frozenset({"attribute"})
    )
    found: list[str] = []
    for values in (("T", "", "<h1>T</h1>"), ("T", tail, "<h1>T</h1>")):
        data = "".join(f.decode() + v for f, v in zip(FIXED, (*values, ""), strict=True)).encode()
        found = [p.code for p in inspector.read_filled("c/a/index.html", FIXED, values, data).problems]
    return found


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (f'<meta property="og:title" content="{LINE}">', []),
        ('<meta property="og:title" content="Alpha took the town.">', ["I004"]),
        ('<meta property="og:title" content="Alpha &lt;b&gt;took&lt;/b&gt; the town.">', ["I004"]),
        (f'<script type="application/ld+json">{{"name":"{LINE}"}}</script>', ["I011"]),
        ('<script type="application/ld+json">{"name":"Alpha took the town."}</script>', ["I004", "I011"]),
        ('<link rel="stylesheet" href="https://other.example/x.css">', ["I005"]),
        ('<meta property="og:title" content="{{ title }}">', ["I007"]),
    ],
)
def test_a_head_is_inspected(tail: str, expected: list[str]) -> None:
    """A claim without its caveat, or in a place that is not registered, is found in a known frame too."""
    assert sorted(problems(tail)) == expected


def test_the_picture_is_the_one_that_is_drawn() -> None:
    """The picture that the site has is of the usual size, and no other than the script draws."""
    data = FILE.read_bytes()
    assert struct.unpack(">2I", data[16:24]) == (1200, 630)
    assert len(data) == len(drawn()) < 5_000


def document(text: bytes) -> Document:
    made, _ = read("mkdocs.yml", text, Limits(max_bytes=1_000))
    assert made is not None
    return made


def test_notices_lead_to_pages_and_warn() -> None:
    """A site with an address says where its pages are listed and how its words are to be handled; else nothing."""
    text = b"site_name: Site\nsite_url: https://d.example/x\n"
    settings, _ = read_settings(document(text))
    made = notices(settings, ["method/", "claims/data_files/", "map/"], True)
    assert "Sitemap: https://d.example/x/sitemap.xml" in made["robots.txt"].decode()
    told = made["llms.txt"].decode()
    assert told.startswith("# Site\n\n> ")
    assert "https://d.example/x/method/" in told and "not a finding" in told and "feed.json" in told
    assert "https://d.example/x/claims/data_files/)" in told and "x/map/" in told and "x/network/" not in told
    assert "feed.json" not in notices(settings, [], False)["llms.txt"].decode()
    assert notices(read_settings(document(b"site_name: Site\n"))[0], [], True) == {}
    assert "it offers BibTeX" in told
    anchored, _ = read_settings(document(text + b"extra: {dossier: {claim_pages: anchors}}\n"))
    assert "BibTeX" not in notices(anchored, [], True)["llms.txt"].decode()


def test_the_main_edition_names_where_the_pages_of_all_editions_are_listed() -> None:
    """Programs ask for robots.txt at the root of a host, and nowhere below it."""
    text = b"site_name: Site\nsite_url: https://d.example/\nextra: {dossier: {languages: {ar: {}}}}\n"
    settings, _ = read_settings(document(text))
    own, arabic = (f"Sitemap: https://d.example/{folder}sitemap.xml" for folder in ("", "ar/"))

    def told(edition: Settings) -> list[str]:
        return notices(edition, [], False)["robots.txt"].decode().splitlines()[3:]

    assert (told(settings), told(settings.edition("ar"))) == ([own, arabic], [arabic])
