"""The parser's words → the words of the person who wrote the file.

The parser says where it could not go on, and what it expected there. Each entry of the table `CAUSES` is one mistake
that people make, known by those words and by the line; the first that fits is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

import yaml

from ..problems import Problem, Spot
from .characters import LINE_END
from .spaces import misplaced

IN_QUOTES = "put the text in quotes, or write >- here and the text on the next line, indented"
NO_SPACE = ("the space after the colon is missing", "write `name: value`")
CLOSE = "close it; a text with a single ' or \" in it is best written below >- on the line before"
TOUCHING = (
    "no space is before this #, so it begins no comment; what follows it would be lost",
    "put a space before it, or, if it belongs to the text, quotes around all of that",
)


class Cause(NamedTuple):
    """A mistake behind the parser's words: `line` is looked for in the line with NUL at the place that they name.

    What its group catches is the place to show. Some words name two places; the first is the context.
    """

    code: str
    words: str
    line: str
    message: str
    hint: str
    at_context: bool = False


# The lookaheads keep the search linear on lines of any length.
_BRACKET = r"^(?=[^\0]*[\]}][ \t]*\0)(?:[^\0]*[:-] +)? *([\[{][^\0]*[\]}])[ \t]*\0"
_BRACKET_SAYS = ("without quotes, a text that starts with {found} is read as a list or as fields", IN_QUOTES)
_COLON = r"^(?=[^\0]*\0:)[^\0]*: "
_EXPECTED = "did not find expected|mapping values"
START = "an unquoted text cannot start with {found}"
_START_SAYS = (START, IN_QUOTES)

CAUSES = (
    Cause(
        "Y011", "^(?!.*quoted)", r"(?:\0|^ *)(\t)",
        "a tab stands where only spaces may", "indent with spaces; editors can turn tabs into spaces",
    ),
    Cause("Y020", "scanning a quoted scalar", _BRACKET, *_BRACKET_SAYS, at_context=True),
    Cause("Y015", "scanning a quoted scalar", "", "the quote that opens here is never closed", CLOSE, at_context=True),
    Cause(
        "Y017", "parsing a quoted scalar", "",
        "inside double quotes a backslash starts an escape, and this one does not exist",
        r"write \\ for a backslash, or put the text in single quotes",
    ),
    Cause(
        "Y021", "did not find expected (?!',')", r"[\]}][ \t]*\0[\]}]",
        "nothing is open that this could close",
        "delete it; a text with brackets in it needs quotes",
    ),
    Cause("Y020", _EXPECTED, rf"{_BRACKET}(?![\]}}])", *_BRACKET_SAYS),
    Cause(
        "Y016", _EXPECTED, r"['\"][ \t]*\0\S",
        "the text goes on after its closing quote",
        "put all of it in quotes; inside, write '' for ' and \\\" for \" (or was an earlier quote never closed?)",
    ),
    Cause(
        "Y018", "expected ',' or", _COLON,
        "within brackets this colon stands in a text without quotes, or a comma is missing before its field",
        "write a comma between two fields; a text with a colon in it needs quotes",
    ),
    Cause(
        "Y018", "mapping values", _COLON,
        "an unquoted text cannot hold a colon before a space or the end of a line", IN_QUOTES,
    ),
    Cause(
        "Y014", "mapping values", r"^ *\0?([^\0 ])",
        "this line is read as going on with the text before it",
        "start a field in the same column as the fields beside it; "
        "was a colon, or a space after a dash, left out above?",
    ),
    Cause("Y012", "expected ':'", r"\0[\w-]+:[^\s/]", *NO_SPACE, at_context=True),
    Cause(
        "Y013", "expected ':'", "",
        "this line is no field: it has no colon",
        "write `name: value`; a text of several lines is indented below `name: >-`", at_context=True,
    ),
    Cause(
        "Y019", "block scalar", "",
        "after {found} the text starts on the next line",
        "write it there, indented; a text that starts with | or > needs quotes", at_context=True,
    ),
    Cause("Y019", "alias|anchor|tag", "", *_START_SAYS, at_context=True),
    Cause(
        "Y019", "entries are not allowed", "",
        "neither a text nor a list can start with a dash here",
        "put each entry of a list on a line of its own below the field; a text that starts with - needs quotes",
    ),
    Cause("Y019", "cannot start|node content|mapping keys", r"\0[@`%,\]}?]", *_START_SAYS),
    Cause("Y019", "unknown directive", "", *_START_SAYS, at_context=True),
    Cause(
        "Y021", "flow", "",
        "what opens here is not closed, or lacks a comma before line {line}, column {column}",
        "close it, put commas between its entries, and quotes around entries with , [ ] { } or a colon in them",
        at_context=True,
    ),
    Cause(
        "Y014", "did not find expected", r"^ *\0\S",
        "the indentation of this line does not fit the lines before it",
        "start it in the same column as what it belongs with; each entry of a list starts with a dash",
    ),
    Cause(
        "Y010", "", "",
        "this is not YAML: {words}", "compare it with the lines before; a text with signs in it needs quotes",
    ),
)  # fmt: skip


_FIELD = re.compile(r"^[ \t]*(?:- +)?[\w-]+:(?:[ \t]|$)", re.MULTILINE)
_UNMERGED = re.compile(r"^(?:<{7}|\|{7}|>{7})(?= |$)", re.MULTILINE)
# A line of = may stand below a heading, and one of bars in a table.
_UNMERGED_PROSE = re.compile(r"^(?:<{7}|>{7})(?= )", re.MULTILINE)


def explained(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Put the parser's words into those of the person who wrote the file."""
    if found := _UNMERGED.search(text):
        return _unmerged(file, text, found)
    lines = [*LINE_END.split(text), ""]
    if space := misplaced(file, lines, _around(error)):
        return space
    words = ": ".join(part for part in (error.context, error.problem) if part)
    end = cast(yaml.Mark, error.problem_mark)
    cause, line, place, column = next(_causes(error, words, lines))
    if cause.code == "Y016" and (opened := _opening(text, end)):
        message = f"the quote that opens here is closed on line {end.line + 1} only, behind other fields"
        return Problem("Y015", "error", Spot(file, opened.line + 1, opened.column + 1), message, CLOSE)
    says = {"found": line[column : column + 1], "line": end.line + 1, "column": end.column + 1, "words": words}
    width = len(re.split(r"\s", line[column:], maxsplit=1)[0])
    spot = Spot(file, place, column + 1, max(width, 1))
    return Problem(cause.code, "error", spot, cause.message.format(**says), cause.hint)


def _opening(text: str, end: yaml.Mark) -> yaml.Mark | None:
    """Return where the quote opens that is closed right before a place, if there are fields between the two."""
    last = None
    try:
        for token in yaml.scan(text, Loader=yaml.CBaseLoader):
            if token.start_mark.index >= end.index:
                break
            last = token
    except yaml.YAMLError:
        pass
    fields = last is not None and _FIELD.search(text, last.start_mark.index + 1, last.end_mark.index)
    return cast(yaml.Mark, last.start_mark) if last and fields else None


def _around(error: yaml.MarkedYAMLError) -> list[int]:
    """Return the numbers of the lines where the parser gave up, and of those before them."""
    marks = [mark for mark in (error.context_mark, error.problem_mark) if mark]
    return sorted({line for mark in marks for line in (mark.line - 1, mark.line) if line >= 0})


def unmerged_in(file: str, text: str) -> list[Problem]:
    """Return the problem of a text, not of YAML, into which Git put two versions of some lines."""
    found = _UNMERGED_PROSE.search(text)
    return [_unmerged(file, text, found)] if found else []


def _unmerged(file: str, text: str, found: re.Match[str]) -> Problem:
    """Say that nobody has chosen yet between two versions."""
    spot = Spot(file, len(LINE_END.split(text[: found.start()])), 1, len(found[0]))
    message = "two versions of this file were to be merged, and nobody has chosen between them yet"
    hint = "keep what holds of both, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
    return Problem("Y024", "error", spot, message, hint)


def _causes(error: yaml.MarkedYAMLError, words: str, lines: list[str]) -> Iterator[tuple[Cause, str, int, int]]:
    """Yield each cause that fits, with the line to show, its number from 1, and the column from 0."""
    for cause in CAUSES:
        if not re.search(cause.words, words):
            continue
        mark = cast(yaml.Mark, (error.context_mark if cause.at_context else None) or error.problem_mark)
        number, column = mark.line, mark.column
        if cause.at_context and "flow node" in words:
            number, column = _opened(lines, number, column)
        line = lines[number]
        if found := re.search(cause.line, f"{line[:column]}\0{line[column:]}"):
            if found.re.groups:
                column = found.start(1) - (found.start(1) > column)
            yield cause, line, number + 1, column


def _opened(lines: list[str], number: int, column: int) -> tuple[int, int]:
    """Return where the bracket stands that is open at a place: of one behind which nothing follows nobody tells."""
    closed = 0
    for above in range(number, -1, -1):
        line = lines[above][:column] if above == number else lines[above]
        for place in range(len(line) - 1, -1, -1):
            if line[place] in "[{":
                if not closed:
                    return above, place
                closed -= 1
            closed += line[place] in "]}"
    return number, column
