"""Faults of the built site, placed in what somebody wrote: who edits a page knows its Markdown, and not the HTML of it.

The inspection sees only what was built, and says where in that a fault stands. What stands there is looked for in the
page's own file, and a dead address then in the records, since many pages may show what one of these says. A fault of
the frame around all pages is no page's: it is placed in the settings where these name what is wrong, else it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from itertools import chain
from pathlib import Path

from . import ordinary
from .corpus import Corpus
from .load import CONFIG
from .model import Path as RecordPath
from .problems import Problem, Spot
from .rules.texts import texts
from .web import is_web_address

_OF_A_PAGE = frozenset({"I006", "I009"})
"""What is wrong with a page as a whole, and its author can mend."""
_SHORTEST = 3
_BEGINS = r"""(?:\]\(\s*<?|\]:\s*<?|=\s*["']?|<)"""
"""What stands before an address in Markdown, and before a value in HTML."""

_UP = re.compile(r"\A(?:\.\./)+")
_OF_FOLDERS = (".md", "/index.md")
"""How the file of a page ends which an engine gives the address of a folder."""
_OF_ADDRESSES = frozenset({"I001", "I002"})
_OF_THE_FRAME = frozenset({"I001", "I005"})
"""What is wrong with an address in the frame of a page, which `mkdocs.yml` may name."""
_MORE = re.compile(r"; the same stands in \d+ more places")
_TOKEN, _QUOTED = re.compile(r"[^\s<>()\"']+"), re.compile("'([^']+)'")


Said = Callable[[str], Sequence[Spot]]
"""Gives where the records say an address."""


def traced(
    problems: Iterable[Problem], site: Path, docs: str, built: Path, pages: Mapping[str, str], said: Said = lambda _: ()
) -> list[Problem]:
    """Return problems of built files, those of hand-written pages placed in these, and dead addresses of records there.

    `pages` are the built files of the pages, each with the file that it was made of, seen from the folder `site`. What
    else lies in the folder `docs` was published as it is.
    """
    placed = (_traced(problem, site, docs, built, pages, said) for problem in problems)
    return _once_in_settings(dict.fromkeys(chain.from_iterable(placed)))


def _traced(
    problem: Problem, site: Path, docs: str, built: Path, pages: Mapping[str, str], said: Said
) -> Sequence[Problem]:
    spot = problem.spot
    source = pages.get(spot.file, f"{docs}/{spot.file}")
    text, html = _read(site / source, "utf-8-sig"), _read(built / spot.file, "utf-8")
    if html is None:
        return [problem]
    if text == html:
        return [replace(problem, spot=replace(spot, file=source))]
    is_all = source.endswith(".html")  # a page that somebody wrote as such, to which only its policy was added
    is_part = _is_in_article(html, spot.line) if spot.line else problem.code in _OF_A_PAGE
    is_own = text is not None and (is_all or is_part)
    words = _at(html, spot)
    if is_own and (own := _in_page(source, text or "", _needles(words, of_a_file=problem.code == "I001"))):
        return [replace(problem, spot=own)]
    if problem.code in _OF_ADDRESSES and (spots := said(_bare(words))):
        return [replace(problem, spot=one, hint=_MORE.sub("", problem.hint)) for one in spots]
    if not is_own:
        return [_of_settings(problem, site, docs, words)]
    where = f"{spot.file}:{spot.line}:{spot.column}" if spot.line else spot.file
    return [replace(problem, spot=Spot(source), hint=f"{problem.hint}; what is built of this page has it in {where}")]


def _once_in_settings(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems, of those at one place of the settings only the shortest: pages tell it of many addresses."""
    told: dict[object, Problem] = {}
    for problem in problems:
        key = (problem.code, problem.spot) if problem.spot.file == CONFIG else problem
        told[key] = min(told.get(key, problem), problem, key=lambda one: len(one.message))
    return list(told.values())


def _of_settings(problem: Problem, site: Path, docs: str, words: str) -> Problem:
    """Return a problem of the frame, placed in the settings if these name the address of a style sheet, a logo."""
    needles = _in_settings(_bare(words))
    spot = _in_page(CONFIG, _read(site / CONFIG, "utf-8-sig") or "", needles, (_as_value, _as_address))
    if problem.code not in _OF_THE_FRAME or not spot:
        return problem
    hint = f"put the file into {docs}/, or correct the address" if problem.code == "I001" else problem.hint
    return replace(problem, spot=spot, hint=_MORE.sub("", hint))


def _in_settings(address: str) -> list[str]:
    """Return how settings may name the address of a file, which the page for missing ones counts from its host."""
    needles = [_UP.sub("", address).removeprefix("/")]
    while address.startswith("/") and "/" in needles[-1]:
        needles.append(needles[-1].partition("/")[2])
    return needles


def said_by_records(corpus: Corpus, locate: Callable[[str, RecordPath], Spot]) -> Said:
    """Return what gives where the records of a corpus say an address: in their texts, and as addresses of sources."""

    def said(address: str) -> Sequence[Spot]:
        if not is_web_address(address):  # others are refused in a record
            return ()
        whole = re.compile(rf"{re.escape(address)}(?![^\s<>()\"'\]])")
        in_texts = [(id, (*path, address)) for id, path, words in texts(corpus) if whole.search(words)]
        return [locate(id, path) for id, path in (*in_texts, *_of_sources(corpus, address))]

    return said


def _of_sources(corpus: Corpus, address: str) -> Iterator[tuple[str, RecordPath]]:
    for source in corpus.sources.values():
        if source.url == address:
            yield source.id, ("url",)
        for place, copy in enumerate(source.archived if isinstance(source.archived, tuple) else ()):
            if copy.url == address:
                yield source.id, ("archived", place, "url")


def _read(path: Path, encoding: str) -> str | None:
    try:
        return ordinary.read_text(path, encoding)
    except (OSError, ValueError):
        return None


def _in_page(
    file: str, text: str, needles: Iterable[str], ways: Sequence[Callable[[str, str], int]] | None = None
) -> Spot | None:
    """Return where one of some words stands in a file that people write; None where none is found for sure."""
    wanted = list(filter(None, needles))
    for find in ways or (_as_address, _only_once):
        for needle in wanted:
            if (at := find(text, needle)) >= 0:
                line, place = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
                return Spot(file, line, at - place + 1, len(needle))
    return None


def _at(html: str, spot: Spot) -> str:
    """Return what stands at a spot of a built file."""
    lines = html.split("\n", spot.line)[: spot.line] if spot.line else []
    return lines[-1][spot.column - 1 :][: spot.width] if len(lines) == spot.line > 0 else ""


def _bare(words: str) -> str:
    """Return what is said at a spot without the marks around an attribute."""
    bare = unescape(words).removesuffix('"') if words.startswith('"') else unescape(words)
    return bare.removeprefix('"')


def _needles(words: str, *, of_a_file: bool) -> Iterator[str]:
    """Yield what to look for in Markdown, from the words themselves to what engines leave of an address."""
    bare = _bare(words)
    yield bare
    path, mark, fragment = bare.partition("#")
    if of_a_file and path.endswith("/"):
        yield from (_UP.sub("", path)[:-1] + ending for ending in _OF_FOLDERS)
    if mark:
        yield f"#{fragment}"
    yield path.rstrip("/").rpartition("/")[2]


def _as_address(text: str, needle: str) -> int:
    """Return where words stand in a page as an address or a value, or as its end; -1 if they do not."""
    found = re.search(rf"{_BEGINS}[^\s<>()\"']*?({re.escape(needle)})(?=[\s<>()\"'#?]|\Z)", text)
    return found.start(1) if found else -1


def _as_value(text: str, needle: str) -> int:
    """Return where words are a value of their own in settings; -1 if they are none."""
    found = re.search(rf"(?:^|[\s\[{{,'\"])({re.escape(needle)})(?=['\",\]}}\s]|\Z)", text)
    return found.start(1) if found else -1


def _only_once(text: str, needle: str) -> int:
    """Return where words stand in a page that has them there only; -1 if it has not, or they are too short to tell."""
    return text.index(needle) if len(needle) >= _SHORTEST and text.count(needle) == 1 else -1


def told_once(problems: Iterable[Problem], site: Path) -> list[Problem]:
    """Return problems without the engine's words on addresses that the inspection found to lead nowhere.

    The engine only warns, and some engines tell no line; what the inspection finds forbids publishing. Nor is it told
    that a page which stands in the way is not there for the navigation: the engine is not given it.
    """
    told = list(problems)
    in_the_way = {problem.spot.file for problem in told if problem.code == "F102"}
    amiss: dict[str, set[str]] = {}
    for problem in told:
        if problem.code in _OF_ADDRESSES and problem.spot.line:
            amiss.setdefault(problem.spot.file, set()).add(_token(site, problem.spot))
    return [
        problem
        for problem in told
        if problem.code != "F101" or not (_is_known(problem, site, amiss) or _is_missed(problem, in_the_way))
    ]


def _is_known(problem: Problem, site: Path, amiss: Mapping[str, set[str]]) -> bool:
    known = amiss.get(problem.spot.file, set())
    if problem.spot.line:
        return _token(site, problem.spot) in known
    return not known.isdisjoint(_QUOTED.findall(problem.message))


def _is_missed(problem: Problem, in_the_way: Collection[str]) -> bool:
    """Tell whether the engine's words are that the navigation names a page, and that is one of these."""
    file, named = problem.spot.file, _QUOTED.findall(problem.message)
    return file in in_the_way and "nav" in named and any(file.endswith(f"/{name}") for name in named)


def _token(site: Path, spot: Spot) -> str:
    """Return the whole address in a file of which a spot is a part; "" where there is none."""
    try:
        line = ordinary.read_text(site / spot.file, "utf-8-sig").split("\n")[spot.line - 1]
    except (OSError, ValueError, IndexError):
        return ""
    return next((found[0] for found in _TOKEN.finditer(line) if found.start() < spot.column <= found.end()), "")


def _is_in_article(html: str, line: int) -> bool:
    """Tell whether a line of a built page is one of what its author wrote, be it with articles in it."""
    first, last = (html.count("\n", 0, place) + 1 for place in (html.find("<article"), html.rfind("</article")))
    return "<article" in html and first <= line <= last
