"""Reads one file that is not a page: style sheets, data, feeds, tables, plain text. One small function each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from .addresses import Home, css_addresses
from .facts import Findings
from .links import follow
from .page import read_drawing, read_html
from .records import bare_in_json, bare_in_lines, feed_lines, table_lines
from .statements import Lack, Statements

Reader = Callable[[Findings, Home, Statements], None]

_LOCATION = "location"
_HANDED = re.compile(r'[a-zA-Z]+\("[^"]*",([\[{].*[\]}])\)\n?', re.DOTALL)


def _read_css(findings: Findings, home: Home, statements: Statements) -> None:
    for raw in css_addresses(findings.source):
        follow(findings, home, raw, loads=True)


def _read_json(findings: Findings, home: Home, statements: Statements) -> None:
    value = json.loads(findings.source)
    _note(findings, home, bare_in_json(value, statements, findings.places), "record")
    # The search index of every engine counts its addresses from the root of the site.
    for raw in _locations(value):
        follow(findings, home, raw, folder="")


def _read_script(findings: Findings, home: Home, statements: Statements) -> None:
    """Read a script that does nothing but hand over data; any other is only weighed."""
    data = _HANDED.fullmatch(findings.source)
    if data:
        _note(findings, home, bare_in_json(json.loads(data[1]), statements, findings.places), "record")


def _read_json_lines(findings: Findings, home: Home, statements: Statements) -> None:
    for line in findings.source.splitlines():
        if line.strip():
            _note(findings, home, bare_in_json(json.loads(line), statements, findings.places), "record")


def _read_feed(findings: Findings, home: Home, statements: Statements) -> None:
    _note(findings, home, bare_in_lines(feed_lines(findings.source), statements, findings.places, "item"), "item")


def _read_table(findings: Findings, home: Home, statements: Statements) -> None:
    _note(findings, home, bare_in_lines(table_lines(findings.source), statements, findings.places, "row"), "row")


def _read_text(findings: Findings, home: Home, statements: Statements) -> None:
    _note(findings, home, bare_in_lines(findings.source.splitlines(), statements, findings.places), "line")


def _note(findings: Findings, home: Home, bare: Iterable[Lack], surface: str) -> None:
    for lack in bare:
        findings.bare(lack, surface)
    for mention in home.mentions(findings.source):
        follow(findings, home, mention)


def _locations(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        location = value.get(_LOCATION)
        if isinstance(location, str) and location:
            yield location
        for item in value.values():
            yield from _locations(item)
    elif isinstance(value, list):
        for item in value:
            yield from _locations(item)


READERS: Mapping[str, Reader] = {
    ".css": _read_css,
    ".svg": read_drawing,
    ".js": _read_script,
    **dict.fromkeys((".html", ".htm"), read_html),
    **dict.fromkeys((".json", ".geojson", ".jsonld", ".webmanifest"), _read_json),
    **dict.fromkeys((".jsonl", ".ndjson"), _read_json_lines),
    **dict.fromkeys((".xml", ".rss", ".atom"), _read_feed),
    **dict.fromkeys((".csv", ".tsv"), _read_table),
    **dict.fromkeys((".txt", ".md", ".bib", ".ris"), _read_text),
}
"""How to read a file, by its suffix; a file of another kind is only weighed."""
