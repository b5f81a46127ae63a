"""Whether the programs published the same: the same pages, and on them the same words.

Two looks that know nothing of each other. One holds pages of a sample against this program's, letter for letter. The
other goes out from the records: each statement, quote and caveat of a sample of claims must stand on that claim's
page of every site. A difference that is meant is named in `MEANT`, and there is none yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

from .corpus import Sample
from .entities import Record
from .markdown import body_of

T = TypeVar("T")
MEANT: Mapping[str, str] = {}
_LINK = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
_SHOWN, _BEFORE, _AROUND = 3, 30, 90


def differences(drawn: Sample, sites: Mapping[str, Path], pages: int) -> list[str]:
    """Return what differs between the finished sites, in words: on so many pages, and on those of the drawn claims."""
    sites = {name: site.resolve() for name, site in sites.items()}
    listed = {name: _pages(site) for name, site in sites.items()}
    found = [*_of_addresses(listed), *_of_words(sites, listed, pages), *_of_records(drawn, sites)]
    return [words for words in found if not any(key in words for key in MEANT)]


def evenly(items: Sequence[T], count: int) -> Sequence[T]:
    """Return so many items, evenly spread, the first among them."""
    return items[:: max(1, len(items) // max(count, 1))]


def _pages(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def _of_addresses(pages: Mapping[str, list[str]]) -> Iterator[str]:
    first, *others = pages
    for other in others:
        for here, there in ((first, other), (other, first)):
            missing = sorted(set(pages[here]) - set(pages[there]))
            if missing:
                yield f"{there} lacks {len(missing)} pages of {here}: {', '.join(missing[:_SHOWN])} …"


def _of_words(sites: Mapping[str, Path], pages: Mapping[str, list[str]], count: int) -> Iterator[str]:
    first, *others = sites
    everywhere = set(pages[first]).intersection(*(pages[name] for name in others))
    shared = [page for page in pages[first] if page != "404.html" and page in everywhere]
    for page in evenly(shared, count):
        own = _tight(words_of(sites[first] / page))
        for other in others:
            theirs = _tight(words_of(sites[other] / page))
            if own != theirs:
                start = max(_shared(own, theirs) - _BEFORE, 0)
                here, there = own[start : start + _AROUND], theirs[start : start + _AROUND]
                yield f"{page}: {first} says “…{here}…”, {other} “…{there}…”"


def _shared(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _of_records(drawn: Sample, sites: Mapping[str, Path]) -> Iterator[str]:
    for claim in drawn.claims:
        for name, site in sites.items():
            page = site / "claims" / claim["id"] / "index.html"
            said = _tight(words_of(page)) if page.is_file() else ""
            for wanted in _must_say(claim, drawn.names):
                if _tight(wanted) not in said:
                    yield f"{name} does not say of {claim['id']}: {wanted}"


def _must_say(claim: Record, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the statement, the quotes and the caveats of a claim."""
    yield _LINK.sub(lambda found: found[2] or names[found[1]], claim["text"])
    for citation in claim["citations"]:
        yield citation["quote"]
    for caveat in claim.get("caveats", ()):
        yield caveat["text"]


def words_of(page: Path) -> str:
    """Return the words of a page's own part, without buttons, with single spaces."""
    body = body_of(page.read_text("utf-8"))
    body.strip_tags(["button", "script", "style"], recursive=True)
    return " ".join(unescape(body.text(separator=" ")).split())


def _tight(text: str) -> str:
    """Return a text without its spaces, which markup moves."""
    return "".join(text.split())
