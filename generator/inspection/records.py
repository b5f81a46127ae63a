"""Judges whether each claim in a data file has its caveats in the same record.

A record is the nearest object of a JSON file (or a list in a list), the row of a table, the item of a feed,
the line of a plain text (the paragraph, where a statement is broken over lines). An object that only holds wordings
of one thing (by language, or with a JSON-LD `@value`) is part of the object around it; an object inside that holds
another claim's statement is not.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .asking import Found, Lack, astray, lacking
from .folding import SEAM, words
from .marks import rendered
from .statements import Statements

csv.field_size_limit(2**31 - 1)
"""A cell may hold the outline of a country."""
_WORDING_KEY = re.compile(r"@(?:value|language|direction|type)|[a-z]{2,3}(?:-[A-Za-z0-9]+)*")


@dataclass(slots=True, eq=False)
class _Record:
    # What is around it, it does not hold: both would hold each other, and stay when nobody needs them any more.
    is_top: bool = False
    inside: list[_Record] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)


def bare_in_json(
    value: object, statements: Statements, places: Container[str] | None = None, kind: str = "record"
) -> Iterator[Lack]:
    """Yield each claim that lacks a caveat in its record of a parsed JSON file, or has no place in one."""
    top = _Record(is_top=True)
    texts: list[str] = []
    whose: list[_Record] = []
    _gather([value], top, texts, whose)
    folded, shown = _shown(texts, statements)
    yield from _bare_in_records(texts, folded, [(found, whose[found.first]) for found in shown], places, kind)


def _bare_in_records(
    texts: Sequence[str],
    folded: Sequence[str],
    placed: Sequence[tuple[Found, _Record]],
    places: Container[str] | None,
    kind: str,
) -> Iterator[Lack]:
    for found, record in placed:
        record.found.append(found)
        if places is not None and kind not in places:
            yield astray(found, kind)._replace(near=_as_written(texts[found.first]))
    # A record often says the same statement more than once, as a line and by itself: what stands beside it is the same.
    judged: dict[tuple[_Record, str], Lack | None] = {}
    for found, record in placed:
        same = record, found.asking[0].spoken
        if same not in judged:
            text = " ".join([folded[place] for place in _own_texts(record, found) if folded[place]])
            beside = [other for other in record.found if other.claims != found.claims]
            judged[same] = lacking(found, text, beside=beside)
        lack = judged[same]
        if lack:
            yield lack._replace(near=_as_written(texts[found.first]))


def _shown(texts: Sequence[str], statements: Statements) -> tuple[list[str], list[Found]]:
    """Return the texts folded, and the statements that they show."""
    joined = SEAM.join(texts)
    if joined.count(SEAM) >= len(texts):
        joined = SEAM.join([text.replace(SEAM, " ") for text in texts])
    folded = words(joined)
    return folded.split(SEAM), statements.find_each(folded)


def _as_written(text: str) -> tuple[str, str]:
    return json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]


def bare_in_lines(
    lines: Iterable[str], statements: Statements, places: Container[str] | None = None, kind: str = "line"
) -> Iterator[Lack]:
    """Yield each claim that lacks a caveat in its line, or has no place in lines of this kind.

    Any text that is read at one glance is a line.
    """
    texts = list(lines)
    folded, shown = _shown(texts, statements)
    yield from _bare_in_lines(texts, folded, shown, places, kind)


def bare_in_head(
    lines: Sequence[str], values: Iterable[object], statements: Statements, places: Container[str] | None
) -> Iterator[Lack]:
    """Yield what `bare_in_lines` does of attributes, and `bare_in_json` of scripts, all searched at once."""
    texts: list[str] = list(lines)
    whose: list[_Record] = []
    for value in values:
        _gather([value], _Record(is_top=True), texts, whose)
    folded, shown = _shown(texts, statements)
    count = len(lines)
    yield from _bare_in_lines(texts, folded, [found for found in shown if found.first < count], places, "attribute")
    placed = [(found, whose[found.first - count]) for found in shown if found.first >= count]
    yield from _bare_in_records(texts, folded, placed, places, "script")


def _bare_in_lines(
    texts: Sequence[str], folded: Sequence[str], shown: Iterable[Found], places: Container[str] | None, kind: str
) -> Iterator[Lack]:
    by_line: dict[int, list[Found]] = {}
    for found in shown:
        by_line.setdefault(found.first, []).append(found)
    for number, together in by_line.items():
        for found in together:
            if places is not None and kind not in places:
                yield astray(found, kind)._replace(near=(texts[number], found.asking[0].statement))
            beside = [other for other in together if other.claims != found.claims]
            lack = lacking(found, folded[number], line=True, beside=beside)
            if lack:
                yield lack._replace(near=(texts[number], lack.statement))


def table_lines(text: str) -> Iterator[str]:
    """Yield each row of a CSV or TSV table as one line; ValueError where it is not one.

    Where a comma stands in numbers, tables are written with semicolons.
    """
    lines = io.StringIO(text, newline=None)
    head = lines.readline()
    lines.seek(0)
    try:
        for row in csv.reader(lines, delimiter="\t" if "\t" in head else max(",;", key=head.count)):
            yield " | ".join(row)
    except csv.Error as error:
        raise ValueError(str(error)) from error


def _gather(
    parts: Iterable[object], record: _Record, texts: list[str], whose: list[_Record], *, of_list: bool = False
) -> None:
    """Add each text of the parts of a record to all texts, with whose it is, and its place among them to that record.

    If they are those of a list, a list among them is a record of its own.
    """
    for part in parts:
        if isinstance(part, str):
            record.texts.append(len(texts))
            texts.append(rendered(part) if "<" in part else part)
            whose.append(record)
        elif isinstance(part, dict):
            inner = record if not record.is_top and _is_wording(part) else _new(record)
            _gather(_said_by(part) if " " in "".join(part) else part.values(), inner, texts, whose)
        elif isinstance(part, list):
            whole = ["".join(part)] if _is_broken(part) else part
            _gather(whole, _new(record) if of_list else record, texts, whose, of_list=True)


def _is_broken(parts: list[object]) -> bool:
    """Tell whether a list holds the lines of one text, as notebooks have them: each ends with its break."""
    if not (parts and isinstance(parts[0], str) and parts[0].endswith("\n")):
        return False
    return all(isinstance(part, str) and part.endswith("\n") for part in parts[:-1]) and isinstance(parts[-1], str)


def _said_by(value: dict[str, object]) -> Iterator[object]:
    """Yield what an object holds, and before it the name of each that may be words."""
    for key, item in value.items():
        if " " in key:
            yield key
        yield item


def _new(above: _Record) -> _Record:
    record = _Record()
    above.inside.append(record)
    return record


def _is_wording(value: dict[str, object]) -> bool:
    return all(_WORDING_KEY.fullmatch(key) and isinstance(item, str) for key, item in value.items())


def _own_texts(record: _Record, found: Found) -> list[int]:
    """Return the places of the texts that stand in a record, and not in one within it that is another claim's."""
    own = record.texts.copy()
    for inner in record.inside:
        if not _holds_other(inner, found):
            own += _own_texts(inner, found)
    return own


def _holds_other(record: _Record, found: Found) -> bool:
    """Tell whether a record or one inside it is another claim's."""
    other = any(one.claims != found.claims for one in record.found)
    return other or any(_holds_other(inner, found) for inner in record.inside)
