"""Reads one file that is not a page: style sheets, data, feeds, tables, plain text. One small function each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from .addresses import Home, css_addresses
from .facts import Findings
from .links import follow
from .page import read_drawing, read_html
from .records import bare_in_json, bare_in_lines, feed_lines, table_lines
from .statements import Lack, Statements, fold

Reader = Callable[[Findings, Home, Statements], None]

_ADDRESS = "a"
"""What a record of the search calls the address that it leads to."""
_HANDED_ON = re.compile(r"dossier\w*(?:\.\w+)?\((.*)\);\s*", re.DOTALL)
"""A script of this program that is one call with data: `dossierNetwork.near({…});`."""


def _read_css(findings: Findings, home: Home, statements: Statements) -> None:
    for raw in css_addresses(findings.source):
        follow(findings, home, raw, loads=True)


def _read_json(findings: Findings, home: Home, statements: Statements) -> None:
    _note(findings, home, bare_in_json(json.loads(findings.source), statements, findings.places), "record")


def _read_json_lines(findings: Findings, home: Home, statements: Statements) -> None:
    # Each line is a record of its own, whatever it holds: so is a list in a list.
    lines = [[json.loads(line)] for line in findings.source.split("\n") if line.strip()]
    _note(findings, home, bare_in_json(lines, statements, findings.places), "record")


def _read_feed(findings: Findings, home: Home, statements: Statements) -> None:
    _note(findings, home, bare_in_lines(feed_lines(findings.source), statements, findings.places, "item"), "item")


def _read_script(findings: Findings, home: Home, statements: Statements) -> None:
    """Read what a script hands over as data; one that is a program shows no claim."""
    handed = _HANDED_ON.fullmatch(findings.source)
    if not handed:
        return
    value = json.loads(f"[{handed[1]}]")
    if f'"{_ADDRESS}":' in handed[1]:
        # What is searched for is a key of its own, and may be called the same: it stands in no list.
        for raw in chain.from_iterable(map(_addresses, value)):
            follow(findings, home, raw, folder=home.folder)
    if "\\" in handed[1] or statements.find(fold(handed[1])):
        # Without an escaped sign, what stands in no part of the source stands in no record: few files are looked into.
        _note(findings, home, bare_in_json(value, statements, findings.places), "record")


def _read_table(findings: Findings, home: Home, statements: Statements) -> None:
    _note(findings, home, bare_in_lines(table_lines(findings.source), statements, findings.places, "row"), "row")


def _read_text(findings: Findings, home: Home, statements: Statements) -> None:
    _note(findings, home, bare_in_lines(findings.source.splitlines(), statements, findings.places), "line")


def _note(findings: Findings, home: Home, bare: Iterable[Lack], surface: str) -> None:
    for lack in bare:
        findings.bare(lack, surface)
    for mention in home.mentions(findings.source):
        follow(findings, home, mention)


def _addresses(value: object) -> Iterator[str]:
    """Yield the addresses of records that stand in lists of the data, counted from the root of the edition."""
    if isinstance(value, list):
        named = [item.get(_ADDRESS) for item in value if isinstance(item, dict)]
        yield from (address for address in named if isinstance(address, str) and address)
    inner = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    for item in inner:
        yield from _addresses(item)


READERS: Mapping[str, Reader] = {
    ".css": _read_css,
    ".js": _read_script,
    ".svg": read_drawing,
    **dict.fromkeys((".html", ".htm"), read_html),
    **dict.fromkeys((".json", ".geojson", ".jsonld", ".webmanifest"), _read_json),
    **dict.fromkeys((".jsonl", ".ndjson"), _read_json_lines),
    **dict.fromkeys((".xml", ".rss", ".atom"), _read_feed),
    **dict.fromkeys((".csv", ".tsv"), _read_table),
    **dict.fromkeys((".txt", ".md", ".bib", ".ris"), _read_text),
}
"""How to read a file, by its suffix; a file of another kind is only weighed."""
