"""The sitemap: every page of the site, hand-written and generated, for search engines and instant navigation.

A date is printed only where a record gives one; the day of the build is no page's date. A site without an address
of its own has no sitemap, because every entry of one is a whole address.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from urllib.parse import quote

ADDRESSES_PER_FILE = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site_url: str, pages: Mapping[str, str | None]) -> dict[str, bytes]:
    """Return the files of the sitemap by name, none if `site_url` is "".

    `pages` gives each address its last change (a date such as 2026-11-23, or None). One file holds 50,000 addresses
    at most (sitemaps.org); above that, `sitemap.xml` is an index of parts.
    """
    if not site_url:
        return {}
    ordered = sorted(pages.items())
    parts = [ordered[start : start + ADDRESSES_PER_FILE] for start in range(0, len(ordered), ADDRESSES_PER_FILE)]
    if len(parts) <= 1:
        return _packed("sitemap.xml", _urlset(site_url, ordered))
    files: dict[str, bytes] = {}
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    for name, part in zip(names, parts, strict=True):
        files |= _packed(name, _urlset(site_url, part))
    index = _element("sitemapindex", (f"<sitemap><loc>{escape(site_url + name)}</loc></sitemap>" for name in names))
    return {**files, **_packed("sitemap.xml", index)}


def _urlset(site_url: str, pages: Iterable[tuple[str, str | None]]) -> bytes:
    return _element("urlset", (_url(site_url + quote(address), changed) for address, changed in pages))


def _url(address: str, changed: str | None) -> str:
    lastmod = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    return f"<url><loc>{escape(address)}</loc>{lastmod}</url>"


def _element(name: str, lines: Iterable[str]) -> bytes:
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_NAMESPACE}">\n{body}\n</{name}>\n'.encode()


def _packed(name: str, data: bytes) -> dict[str, bytes]:
    """Return a file and its packed form; the time in the packed one is nobody's, so that it is always the same."""
    return {name: data, f"{name}.gz": _zipped(data)}


@lru_cache(maxsize=4)
def _zipped(data: bytes) -> bytes:
    """Return bytes packed; they are the same in each build of a site that is served."""
    # The highest level takes three times as long, of each build, and saves a tenth.
    return gzip.compress(data, compresslevel=6, mtime=0)
