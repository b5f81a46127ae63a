"""Addresses of the web, as people write them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

# A page shows the same for a telephone, and at the port that every browser asks; “/amp” is one of its forms.
_REACHED: Final = re.compile(r"^(?:www\.|m\.|mobile\.|amp\.)+(?=[^.]+\.)|:(?:80|443)$")
_FORM: Final = re.compile(r"(?:/amp)?(?:/(?:index|default)\.(?:html?|php|aspx?))?/*$")
# What tells a page whence its reader comes, or in which form to come, and changes nothing of what it says.
_WHENCE: Final = re.compile(
    r"(?:utm_\w+|_x_tr_\w+|fbclid|gclid|dclid|msclkid|twclid|yclid|igshid|igsh|mc_cid|mc_eid|amp)(?:=|$)|outputType=amp$"
)
# Hosts that show pages of others, in a lighter form, translated by a machine or as they were: in theirs a page's own
# address stands, with a scheme or without.
_LIGHTER: Final = re.compile(
    r"^(?:(?:[\w-]+\.)?cdn\.ampproject\.org/[cv]|(?:www\.)?google\.[a-z.]+/amp|web\.archive\.org/web/\d+(?:[a-z]{2}_)?)"
    r"/(?:s/)?(?=[^/]+\.)",
    re.IGNORECASE,
)
_TRANSLATED: Final = re.compile(r"^translate\.google\.[a-z.]+/(?:translate|website)\?(?:.*&)?u=([^&]+)", re.IGNORECASE)
_TRANSLATING: Final = re.compile(r"^([\w-]+)\.translate\.goog(?=[/?]|$)", re.IGNORECASE)

# Sites of which one page has several addresses: under an older name of theirs, before the name of whoever posted it, in
# a list of posts, behind a short link, in a player. What else is asked there changes nothing of the post.
_FACES: Final = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"^(?:twitter|x)\.com/(?:i/web|[^/?]+)/status(?:es)?/(\d+)(?:[/?].*)?$", r"x.com/i/status/\1"),
        (r"^twitter\.com(?![^/?])", "x.com"),
        (r"^(?:t|telegram)\.me/(?:s/)?([^/?]+)/(\d+)(?:\?.*)?$", r"t.me/\1/\2"),
        (r"^(?:t|telegram)\.me/(?:s/)?(?=.)", "t.me/"),
        (r"^youtu\.be/([\w-]{11})(?:\?.*)?$", r"youtube.com/watch?v=\1"),
        (r"^youtube(?:-nocookie)?\.com/(?:shorts|embed|live|v)/([\w-]{11})(?:\?.*)?$", r"youtube.com/watch?v=\1"),
        (r"^youtube\.com/watch\?(?:.*&)?v=([\w-]{11})(?:&.*)?$", r"youtube.com/watch?v=\1"),
    )
)


def is_web_address(text: str) -> bool:
    """Tell whether a text is an absolute address of the web, and not a script, a file or a fragment of one."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, text))
    except ValueError:
        return False


def has_login(text: str) -> bool:
    """Tell whether an address of the web says as whom to come: “https://name:password@host/”."""
    return is_web_address(text) and "@" in urlsplit(text).netloc


def bare(shown: str) -> str:
    """Return what is left of the address of a page, without a fragment, where it does not matter how it is reached.

    The address of a copy that ends with that of the page itself is the page's, but not what stands in a query; and so
    is one at which the page is shown translated, or in a lighter form. Letters that are written as %D8 and the like are
    the letters. A post has one, whichever of its addresses it was.
    """
    page, _, query = _own(shown).partition("?")
    host, slash, path = page.partition("/")
    asked = "&".join(part for part in query.split("&") if part and not _WHENCE.match(part))
    left = _REACHED.sub("", host.lower()) + _FORM.sub("", slash + path)
    address = f"{left}?{asked}" if asked else left
    for face, told in _FACES:
        address = face.sub(told, address)
    return unicodedata.normalize("NFC", unquote(address))


def _own(shown: str) -> str:
    """Return an address without a scheme: the page's own, where it is a copy's, or that of a host which shows it."""
    before, scheme, after = shown.rpartition("://")
    address = shown.partition("://")[2] if "?" in before or not scheme else after
    if translated := _TRANSLATED.match(address):
        return _own(unquote(translated[1]))
    # In "two--words-example-org.translate.goog" a hyphen is a full stop, and two are a hyphen.
    named = _TRANSLATING.sub(lambda found: "-".join(part.replace("-", ".") for part in found[1].split("--")), address)
    return _LIGHTER.sub("", named)
