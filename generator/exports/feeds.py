"""Atom (RFC 4287) and JSON Feed (1.1) of what changed, each entry with its caveats.

Every date is that of a commit. An entry's id is a tag (RFC 4151) of the site's host, the day, the claim and the
commit, so that it stays the same wherever the entry is shown. This module refuses to know what an entry says: that
caveats stand in its title and its text is the caller's duty.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from ..views import News

MOST_ENTRIES = 50
MOST_OF_ONE = 20
"""So many entries the feed of one dossier has."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One change: a key that is its own in this feed, title, page (seen from the root), UTC day and finished HTML."""

    key: str
    title: str
    address: str
    day: str
    html: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself: its title, the site's address and name, its language, its page, its last day."""

    title: str
    site_url: str
    site_name: str
    lang: str
    page: str
    day: str


def told(news: News, address: str) -> FeedEntry:
    """Return news of a claim as an entry; the address is the one that the claim keeps."""
    return FeedEntry(news.key, news.title, address, news.day, news.html)


def atom(feed: Feed, address: str, entries: Sequence[FeedEntry]) -> bytes:
    """Return the feed in Atom; `address` is its own, seen from the site's root."""
    home, own = feed.site_url + feed.page, feed.site_url + address
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(feed.lang)}">',
        f"<title>{_text(f'{feed.site_name}: {feed.title}')}</title>",
        f"<id>{_text(own)}</id>",
        f'<link rel="self" type="application/atom+xml" href="{escape(own)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(home)}"/>',
        f"<author><name>{_text(feed.site_name)}</name></author>",
        f"<updated>{_time(feed.day)}</updated>",
        *(_atom_entry(feed, entry) for entry in entries[:MOST_ENTRIES]),
        "</feed>",
    ]
    return ("\n".join(lines) + "\n").encode()


def json_feed(feed: Feed, address: str, entries: Sequence[FeedEntry]) -> bytes:
    """Return the feed as JSON Feed; `address` is its own, seen from the site's root."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{feed.site_name}: {feed.title}",
        "home_page_url": feed.site_url + feed.page,
        "feed_url": feed.site_url + address,
        "language": feed.lang,
        "items": [
            {
                "id": _id(feed, entry),
                "url": feed.site_url + entry.address,
                "title": entry.title,
                "content_html": entry.html,
                "date_published": _time(entry.day),
            }
            for entry in entries[:MOST_ENTRIES]
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _atom_entry(feed: Feed, entry: FeedEntry) -> str:
    return "\n".join(
        [
            "<entry>",
            f"<title>{_text(entry.title)}</title>",
            f"<id>{_text(_id(feed, entry))}</id>",
            f'<link rel="alternate" type="text/html" href="{escape(feed.site_url + entry.address)}"/>',
            f"<updated>{_time(entry.day)}</updated>",
            f'<content type="html">{_text(entry.html)}</content>',
            "</entry>",
        ]
    )


def _id(feed: Feed, entry: FeedEntry) -> str:
    parts = urlsplit(feed.site_url)
    return f"tag:{parts.hostname},{entry.day}:{parts.path}{entry.key}"


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(text: str) -> str:
    return escape(text, quote=False)
