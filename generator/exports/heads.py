"""What stands in the head of a page for other programs: previews in messengers, reference managers, search engines.

Reference managers read the same tags as previews do (Zotero's "Embedded Metadata" takes title, address and site from
`og:`, the date from Dublin Core, what it is about from the description): a page as it is saved is a web page of this
site, with its doubt in its title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..markup import escaped
from .linked import Value, as_json

PREVIEW = "assets/preview.png"
"""The one picture of the site, which a site replaces by a file of its own; it shows no claim."""


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself: its title, whole address, site, and the day of its last change ("" if not known)."""

    title: str
    url: str
    site_url: str
    site_name: str
    changed: str = ""


def head(about: About, record: Value | None = None) -> str:
    """Return the tags of a page, and its record as JSON-LD if it has one."""
    data = f'<script type="application/ld+json">{as_json(record)}</script>' if record else ""
    return "".join([*_tags(about), data])


def feed_links(up: str, title: str, feeds: Mapping[str, str]) -> str:
    """Return the links by which programs find the feeds of a page: addresses by form, from the root that is `up`.

    Their `feed` means no more than their type does. But the theme takes a mere `alternate` for the page in another
    language, and asks for the sitemap beside it.
    """
    types = {"atom": "application/atom+xml", "json": "application/feed+json"}
    links = (f'<link rel="alternate feed" type="{types[form]}" title="{escaped(title)}" href="{up}{address}">'
             for form, address in feeds.items())  # fmt: skip
    return "".join(links)


def _tags(about: About) -> Iterator[str]:
    for name, content in (
        ("og:type", "website"),
        ("og:title", about.title),
        ("og:url", about.url),
        ("og:site_name", about.site_name),
        ("og:image", f"{about.site_url}{PREVIEW}"),
    ):
        yield f'<meta property="{name}" content="{escaped(content)}">'
    if about.changed:
        yield f'<meta name="DC.date" content="{about.changed}">'
