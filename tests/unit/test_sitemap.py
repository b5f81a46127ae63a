"""The sitemap."""

import gzip
import re

from generator.exports.sitemap import ADDRESSES_PER_FILE, sitemap

SITE = "https://example.org/base/"


def test_a_sitemap_names_every_page_with_the_dates_that_are_given() -> None:
    """Pages stand in the order of their addresses, written as addresses are; a page without a date has none."""
    assert sitemap(SITE, {"groups/hts/": "2026-11-23", "": None, "q & a?/": None})["sitemap.xml"].decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "<url><loc>https://example.org/base/</loc></url>\n"
        "<url><loc>https://example.org/base/groups/hts/</loc><lastmod>2026-11-23</lastmod></url>\n"
        "<url><loc>https://example.org/base/q%20%26%20a%3F/</loc></url>\n"
        "</urlset>\n"
    )


def test_the_packed_sitemap_is_the_same_whenever_it_is_made() -> None:
    """It unpacks to the sitemap, and its header holds no time."""
    files = sitemap(SITE, {"": None})
    packed = files["sitemap.xml.gz"]
    assert gzip.decompress(packed) == files["sitemap.xml"]
    assert packed[4:8] == b"\0\0\0\0"


def test_a_site_without_an_address_has_no_sitemap() -> None:
    """Every entry of a sitemap is a whole address."""
    assert sitemap("", {"groups/": None}) == {}


def test_more_pages_than_a_sitemap_may_hold_are_split_into_parts() -> None:
    """Above 50,000 addresses the sitemap is an index of parts, which together name every page once."""
    assert ADDRESSES_PER_FILE == 50_000
    pages = {f"claims/{number:06}/": None for number in range(ADDRESSES_PER_FILE + 1)}
    files = sitemap(SITE, pages)
    parts = [match.decode() for match in re.findall(rb"<loc>(.*?)</loc>", files["sitemap.xml"])]
    assert files["sitemap.xml"].count(b"<sitemapindex ") == 1
    assert parts == [f"{SITE}sitemap-1.xml", f"{SITE}sitemap-2.xml"]
    found = [re.findall(rb"<loc>(.*?)</loc>", files[part.removeprefix(SITE)]) for part in parts]
    assert [len(part) for part in found] == [ADDRESSES_PER_FILE, 1]
    assert {address.decode() for part in found for address in part} == {SITE + page for page in pages}
    assert sorted(sitemap(SITE, dict(list(pages.items())[:ADDRESSES_PER_FILE]))) == ["sitemap.xml", "sitemap.xml.gz"]
