"""The content security policy of pages: what a reader's browser may load, and which inline scripts it may run.

It stands in every page, the same on all pages of a site: a theme that puts one page in the place of another without
loading it leaves the policy of the first in force, and adds that of the next if it is another one. Inline scripts are
allowed by the hash of their bytes, as they stand in the finished pages. This module knows HTML, and no page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_RUNNING = re.compile(
    r"(?:text|application)/(?:x-)?(?:java|ecma)script|text/(?:javascript1\.[0-5]|jscript|livescript)"
    r"|module|importmap|speculationrules|"
)
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta\s+charset=[^>]*>)?", re.IGNORECASE)
_LINK = re.compile(r'<a\b(?=[^>]*\shref="(?:https?:)?//)[^>]*>', re.IGNORECASE)
_REL = re.compile(r'\srel="([^"]*)"', re.IGNORECASE)
_ALIGNED = re.compile(r'(<t[hd]\b[^>]*?)\sstyle="text-align: ?(left|right|center);?"', re.IGNORECASE)
_SCRIPT_SOURCES = ("script-src", "default-src")
_ANY_HOST = frozenset({"*", "http:", "https:", "ws:", "wss:"})
NO_REFERRER = "noreferrer"


def policy(scripts: Iterable[str], *, offline: bool = False) -> str:
    """Return the policy of a site whose pages run these inline scripts.

    An `offline` site is opened from a disk, where it is up to the browser whether a file counts as of the same origin.
    """
    own = "'self' file:" if offline else "'self'"
    hashes = sorted({hashed(script) for script in scripts})
    directives = (
        f"default-src {own}",
        f"img-src {own} data:",
        " ".join(["script-src", own, *hashes]),
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
    return "; ".join(directives)


def allowed(policy: str) -> frozenset[str]:
    """Return the sources, hashes and keywords from which a policy lets scripts come; nothing where it is silent."""
    found = _directives(policy)
    scripts = next((found[name] for name in _SCRIPT_SOURCES if name in found), frozenset())
    return scripts | found.get("script-src-elem", frozenset())


def asks_any(policy: str) -> bool:
    """Tell whether a policy lets a page ask any host for something: it says so, or is silent on the rest."""
    found = _directives(policy)
    return "default-src" not in found or any(
        not _ANY_HOST.isdisjoint(source.lower() for source in sources)
        for name, sources in found.items()
        if name.endswith("-src")
    )


def _directives(policy: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        found.setdefault(name.lower(), frozenset(sources))
    return found


@lru_cache(maxsize=64)
def hashed(script: str) -> str:
    """Return the source expression that allows one inline script."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def is_run(type: str) -> bool:
    """Tell whether a browser runs a script of this type, or lets it load something; all other types are data."""
    return _RUNNING.fullmatch(type.strip().lower()) is not None


def inline_scripts(html: str) -> Iterator[str]:
    """Yield each inline script of a page that a browser runs."""
    for attributes, script in _SCRIPT.findall(html):
        type = _TYPE.search(attributes)
        if not _SOURCE.search(attributes) and is_run(type[1] if type else ""):
            yield script


def watched(html: str, policy: str) -> str:
    """Return a page of the engine with the policy in front of all that it loads, and nothing in it that is against it.

    Links to other hosts do not tell these where the reader comes from; cells are aligned without inline styles.
    """
    html = _ALIGNED.sub(r'\1 align="\2"', _LINK.sub(_silent, html))
    equiv = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    referrer = '<meta name="referrer" content="no-referrer">'
    return _HEAD.sub(lambda found: f"{found[0]}\n{equiv}\n{referrer}", html, count=1)


def _silent(found: re.Match[str]) -> str:
    """Return a link to another host with a relation that keeps the reader's way from it."""
    link = found[0]
    rel = _REL.search(link)
    if rel is None:
        return f'{link[:2]} rel="{NO_REFERRER}"{link[2:]}'
    if NO_REFERRER in rel[1].lower().split():
        return link
    return f"{link[: rel.end() - 1]} {NO_REFERRER}{link[rel.end() - 1 :]}"
