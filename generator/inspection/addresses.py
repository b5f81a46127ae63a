"""Says where an address leads: into this site, to another host, or nowhere that a reader should be sent.

Knows the site's own address, and nothing of the files that are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class Where(Enum):
    """What an address is good for."""

    HERE = "a file of this site"
    ELSEWHERE = "another host"
    OUTSIDE = "above the site"
    REFUSED = "a scheme that must not be followed"
    NOWHERE = "nothing that could be missing: mail, telephone, a text that is itself the data"


class Destination(NamedTuple):
    """Where an address leads: `name` is the file's address from the root, the host, or the scheme."""

    where: Where
    name: str
    fragment: str = ""


_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*(?=:)")
_HARMLESS = frozenset({"mailto", "tel", "sms", "geo", "xmpp", "matrix", "about"})
_STEP = r"[\w-][\w.-]*"
_CSS_UNASKED = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|url\([^"'()]*\))|/\*.*?(?:\*/|\Z)|@namespace\b[^;]*""",
    re.IGNORECASE | re.DOTALL,
)
"""Comments and the names of kinds of markup, of which nothing is loaded; before them, in which neither stands."""
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"((?:[^"\\]|\\.)*)|'((?:[^'\\]|\\.)*)|([^)"'\s]*))|@import\s*(?:"([^"]*)|'([^']*))""",
    re.IGNORECASE | re.DOTALL,
)
"""An address as browsers read it: also one that the style sheet ends in."""
_CSS_SET = re.compile(r"image-set\(((?:[^()]|\([^()]*\))*)\)", re.IGNORECASE)
_CSS_INNER = re.compile(r"\([^()]*\)")
_CSS_STRING = re.compile(r""""([^"]+)"|'([^']+)'""")
_CSS_ESCAPED = re.compile(r"\\(?:([\da-fA-F]{1,6})\s?|([^\n]))")
_CSS_MARKS = frozenset("\"'()\\")
"""Signs that, escaped, are no marks of the style sheet, but parts of an address."""
_STYLE_OF_XML = re.compile(r"""<\?xml-stylesheet\b[^>]*?\bhref\s*=\s*(["'])(.*?)\1""")
_SRCSET_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?(?:,|$)")


class Home:
    """The place that the site will have: its address if that is known, and other hosts that are its own.

    `folder` is where the edition lies that is looked at: a search index counts its addresses from there. On a disk the
    site has no root, and nobody finds the page of a folder.
    """

    def __init__(
        self, site_url: str | None, own_hosts: Iterable[str] = (), folder: str = "", *, on_disk: bool = False
    ) -> None:
        self.folder = folder
        self.on_disk = on_disk
        parts = urlsplit(site_url or "")
        self._host = parts.netloc.lower()
        self._base = parts.path.rstrip("/") + "/"
        self._own = frozenset(host.lower() for host in own_hosts)
        plain = re.escape(self._host + self._base)
        self._mention = re.compile(rf"//{plain}[^\s\"'<>\\)\]]*") if self._host else None
        # Whole addresses that mean what they say: a sitemap has a hundred thousand of them.
        self._whole = re.compile(rf"https?://{plain}((?:{_STEP}/)*(?:{_STEP})?)", re.ASCII) if self._host else None

    def find(self, page: str, raw: str, folder: str | None = None) -> Destination:
        """Return where an address leads that stands in the page; `folder` is what it counts from, if not the page's."""
        if self._whole and (found := self._whole.fullmatch(raw)):
            return Destination(Where.HERE, found[1])
        text = raw.strip()
        if not text.isprintable() or "\\" in text:
            text = re.sub(r"[\t\r\n]", "", text).replace("\\", "/")
        scheme = _SCHEME.match(text) if ":" in text else None
        path, _, fragment = text.partition("#")
        if fragment:
            fragment = unquote(fragment.partition(":~:")[0])
        if "?" in path:
            path = path[: path.index("?")]
        if scheme or text.startswith("//"):
            return self._absolute(text[scheme.end() + 1 if scheme else 0 :], scheme and scheme[0].lower(), fragment)
        if not path:
            return Destination(Where.HERE, page, fragment)
        if path.startswith("/"):
            return Destination(Where.OUTSIDE, path) if self.on_disk else self._from_host(path, fragment)
        return _step(page[: page.rfind("/") + 1] if folder is None else folder, path, fragment)

    def named(self, addresses: Iterable[str]) -> list[str]:
        """Return what `find` does of whole addresses that all lead into the site, plainly; nothing if one does not."""
        found = [self._whole.fullmatch(address) if self._whole else None for address in addresses]
        return [plain[1] for plain in found if plain] if all(found) else []

    def mentions(self, text: str) -> Iterator[str]:
        """Yield every address of this site, written out in full, that stands in a text."""
        if self._mention and self._host in text:
            # A pattern that begins with plain signs is found many times faster, so the scheme is not in it.
            for found in self._mention.finditer(text):
                before = text[max(0, found.start() - 6) : found.start()]
                scheme = next((scheme for scheme in ("https:", "http:") if before.endswith(scheme)), "")
                yield scheme + found[0].rstrip(".,;:!?")

    def _absolute(self, text: str, scheme: str | None, fragment: str) -> Destination:
        if scheme not in (None, "http", "https"):
            harmless = scheme in _HARMLESS
            return Destination(Where.NOWHERE if harmless else Where.REFUSED, scheme or "")
        host, slash, path = text.lstrip("/").partition("/")
        host = re.split(r"[?#]", host.rpartition("@")[2])[0].lower()
        if host and host == self._host:
            inside = self._from_host(slash + re.split(r"[?#]", path)[0] or "/", fragment)
            return inside if inside.where is Where.HERE else Destination(Where.NOWHERE, host)
        return Destination(Where.NOWHERE if host in self._own else Where.ELSEWHERE, host)

    def _from_host(self, path: str, fragment: str) -> Destination:
        if f"{path}/".startswith(self._base):
            return _step("", path[len(self._base) :], fragment)
        return Destination(Where.OUTSIDE, path)


def _step(folder: str, path: str, fragment: str) -> Destination:
    """Follow a relative path from a folder, whose address is empty or ends with a slash."""
    written = path
    if "%" in path:
        path = unquote(path)
    while path.startswith("../") or path == "..":
        if not folder:
            return Destination(Where.OUTSIDE, written)
        folder, path = folder[: folder.rfind("/", 0, -1) + 1], path[3:]
    if path.startswith(".") or "/." in path:
        return _long_way(folder, path, fragment)
    return Destination(Where.HERE, folder + path, fragment)


def _long_way(folder: str, path: str, fragment: str) -> Destination:
    steps = folder.split("/")[:-1]
    parts = path.split("/")
    for part in parts:
        if part == "..":
            if not steps:
                return Destination(Where.OUTSIDE, path)
            steps.pop()
        elif part != ".":
            steps.append(part)
    if parts[-1] in (".", ".."):
        steps.append("")
    return Destination(Where.HERE, "/".join(steps), fragment)


def css_addresses(css: str) -> Iterator[str]:
    """Yield every address that a style sheet loads."""
    plain = _CSS_UNASKED.sub(lambda found: found[1] or " ", css)
    if "\\" in plain:  # "\\75rl" is "url" to browsers
        plain = _CSS_ESCAPED.sub(_spelt, plain)
    sets = (_CSS_INNER.sub("", found[1]) for found in _CSS_SET.finditer(plain))  # mere texts in one are addresses too
    for found in chain(_CSS_ADDRESS.finditer(plain), chain.from_iterable(map(_CSS_STRING.finditer, sets))):
        address = next((group for group in found.groups() if group), "")
        if address and not address.startswith("#"):
            yield re.sub(r"\\(.)", r"\1", address)


def _spelt(escaped: re.Match[str]) -> str:
    """Return the sign that an escape in a style sheet stands for; one that may be a mark stays escaped."""
    sign = chr(min(int(escaped[1], 16), 0x10FFFF)) if escaped[1] else escaped[2]
    return f"\\{sign}" if sign in _CSS_MARKS or not sign.isprintable() else sign


def srcset_addresses(srcset: str) -> Iterator[str]:
    """Yield the address of every candidate of a `srcset`."""
    for found in _SRCSET_CANDIDATE.finditer(srcset):
        yield found[1]


def style_addresses(xml: str) -> Iterator[str]:
    """Yield the address of every style sheet that XML says to show it with."""
    for _, address in _STYLE_OF_XML.findall(xml):
        yield address
