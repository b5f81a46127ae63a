"""Addresses of one page, as people write them."""

from __future__ import annotations

import pytest

from generator.web import bare

ONE_PAGE = (
    (
        "https://twitter.com/name/status/1234567890",
        "https://x.com/name/status/1234567890?s=20&t=abc",
        "http://mobile.twitter.com/other/status/1234567890/photo/1",
        "https://x.com/i/web/status/1234567890",
    ),
    ("https://twitter.com/name", "https://www.x.com/name/"),
    ("https://t.me/channel/12", "https://t.me/s/channel/12", "https://telegram.me/channel/12?single"),
    ("https://t.me/channel", "https://T.me/s/channel/"),
    (
        "https://youtu.be/abcdefghi_1?si=xyz",
        "https://www.youtube.com/watch?v=abcdefghi_1&t=34s",
        "https://m.youtube.com/watch?app=desktop&v=abcdefghi_1",
        "https://www.youtube.com/shorts/abcdefghi_1",
        "https://www.youtube-nocookie.com/embed/abcdefghi_1?start=3",
    ),
    ("https://example.org/a?utm_source=feed", "http://www.example.org:80/a/"),
    (
        "https://two-words.example.org/news/b.html",
        "https://two--words-example-org.translate.goog/news/b.html?_x_tr_sl=ar&_x_tr_tl=en&_x_tr_hl=en",
        "https://translate.google.com/translate?sl=ar&tl=en&u=https%3A%2F%2Ftwo-words.example.org%2Fnews%2Fb.html",
        "https://translate.google.com/website?u=https://two-words.example.org/news/b.html&sl=ar",
        "https://two--words-example-org.cdn.ampproject.org/c/s/two-words.example.org/news/b.html",
        "https://www.google.com/amp/s/two-words.example.org/news/b.html",
        "https://web.archive.org/web/20240102030405/two-words.example.org/news/b.html",
        "https://web.archive.org/web/2024if_/http://two-words.example.org/news/b.html",
        "https://two-words.example.org/news/b.html?amp=1",
        "https://two-words.example.org/news/b.html?outputType=amp",
    ),
    ("https://example.org/c/", "https://example.org/c/index.html", "https://example.org/c/amp/index.php"),
    ("https://example.org/?id=5", "https://example.org/index.php?id=5"),
)


@pytest.mark.parametrize("addresses", ONE_PAGE, ids=[bare(addresses[0]) for addresses in ONE_PAGE])
def test_a_page_is_one_however_it_is_reached(addresses: tuple[str, ...]) -> None:
    """All addresses of a page are one."""
    assert len(set(map(bare, addresses))) == 1


def test_other_pages_are_others() -> None:
    """Posts are told apart by their numbers and channels, as are sites whose names are only like those of others."""
    pages = [addresses[0] for addresses in ONE_PAGE]
    others = [
        "https://x.com/name/status/1234567891",
        "https://t.me/channel/13",
        "https://t.me/other/12",
        "https://t.me/s",
        "https://youtu.be/abcdefghi_2",
        "https://www.youtube.com/@channel",
        "https://nottwitter.com/name",
        "https://twitter.com.example.org/name",
        "https://example.org/twitter.com/name",
        "https://x.com",
        "https://example.org/?id=6",
        "https://example.org/news/b.html",
        "https://translate.google.com/?sl=ar&text=b",
        "https://www.google.com/amp/about",
        "https://example.org/index.html.txt",
    ]
    assert len(set(map(bare, [*pages, *others]))) == len(pages) + len(others)
