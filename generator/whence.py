"""Faults of the built site, placed in what somebody wrote: who edits a page knows its Markdown, and not the HTML of it.

The inspection sees only what was built, and says where in that a fault stands. What stands there is looked for in the
page's own file. A fault of the frame around a page stays where it is, since no page is to be mended for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

from . import ordinary
from .problems import Problem, Spot

_OF_A_PAGE = frozenset({"I006", "I009"})
"""What is wrong with a page as a whole, and its author can mend."""
_SHORTEST = 3
_BEGINS = r"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?|<)"""
"""What stands before an address in Markdown, and before a value in HTML."""


def traced(problems: Iterable[Problem], site: Path, docs: str, built: Path, pages: Mapping[str, str]) -> list[Problem]:
    """Return problems of built files, those of hand-written pages placed in these.

    `pages` are the built files of the pages, each with the file that it was made of, seen from the folder `site`. What
    else lies in the folder `docs` was published as it is.
    """
    return [_traced(problem, site, docs, built, pages) for problem in problems]


def _traced(problem: Problem, site: Path, docs: str, built: Path, pages: Mapping[str, str]) -> Problem:
    spot = problem.spot
    source = pages.get(spot.file, f"{docs}/{spot.file}")
    try:
        text, html = ordinary.read_text(site / source, "utf-8-sig"), ordinary.read_text(built / spot.file, "utf-8")
    except (OSError, ValueError):
        return problem
    if text == html:
        return replace(problem, spot=replace(spot, file=source))
    if not (_is_in_article(html, spot.line) if spot.line else problem.code in _OF_A_PAGE):
        return problem
    for needle in _needles(_at(html, spot)):
        if found := _found(text, needle):
            line, place = text.count("\n", 0, found[0]) + 1, text.rfind("\n", 0, found[0]) + 1
            return replace(problem, spot=Spot(source, line, found[0] - place + 1, found[1]))
    where = f"{spot.file}:{spot.line}:{spot.column}" if spot.line else spot.file
    return replace(problem, spot=Spot(source), hint=f"{problem.hint}; what is built of this page has it in {where}")


def _at(html: str, spot: Spot) -> str:
    """Return what stands at a spot of a built file."""
    lines = html.split("\n", spot.line)[: spot.line] if spot.line else []
    return lines[-1][spot.column - 1 :][: spot.width] if len(lines) == spot.line > 0 else ""


def _needles(words: str) -> Iterator[str]:
    """Yield what to look for in Markdown, from the words themselves to what engines leave of an address."""
    bare = unescape(words).removesuffix('"') if words.startswith('"') else unescape(words)
    bare = bare.removeprefix('"')
    yield bare
    path, mark, fragment = bare.partition("#")
    if mark:
        yield f"#{fragment}"
    yield path.rstrip("/").rpartition("/")[2]


def _found(text: str, needle: str) -> tuple[int, int] | None:
    """Return where words stand in a page, and how long they are: best as an address or a value, else if only there."""
    if not needle:
        return None
    address = re.search(rf"{_BEGINS}[^\s<>()\"']*?({re.escape(needle)})(?=[\s<>()\"'#?]|\Z)", text)
    if address:
        return address.start(1), len(needle)
    return (text.index(needle), len(needle)) if len(needle) >= _SHORTEST and text.count(needle) == 1 else None


def _is_in_article(html: str, line: int) -> bool:
    """Tell whether a line of a built page is one of what its author wrote, be it with articles in it."""
    first, last = (html.count("\n", 0, place) + 1 for place in (html.find("<article"), html.rfind("</article")))
    return "<article" in html and first <= line <= last
