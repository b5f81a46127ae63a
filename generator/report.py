"""Problems as a person, a program or a pull request reads them. It formats; it prints nothing."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from posixpath import normpath
from typing import Literal

from .names import INVISIBLE
from .problems import Problem
from .yamlfile.characters import named

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")
COLOURS = {"error": "\033[31m", "warning": "\033[33m"}
BOLD, PLAIN = "\033[1m", "\033[0m"


def report(
    problems: Sequence[Problem], form: Format, root: Path, *, colour: bool = False, top: Path | None = None
) -> str:
    """Return the problems in the given format; empty for no problems, except in JSON.

    Files are named as seen from the site's folder `root`; in annotations as seen from `top`, the folder of the
    repository, where there is one: there a pull request looks for them.
    """
    match form:
        case "json":
            return as_json(problems)
        case "github":
            place = PurePath(os.path.relpath(root.resolve(), top.resolve())).as_posix() if top else "."
            return "\n".join(_as_annotation(problem, place) for problem in problems)
        case "text":
            lines = _Lines(root)
            return "\n".join(_as_text(problem, lines, colour) for problem in problems)


def first_of(problems: Sequence[Problem], root: Path, most: int) -> str:
    """Return the first of some problems as text, and how many more there are."""
    more = len(problems) - most
    told = report(problems[:most], "text", root)
    return f"{told}\n… and {more} more" if more > 0 else told


def as_json(problems: Sequence[Problem]) -> str:
    """Return a JSON list of objects with code, severity, file, line, column, message and hint.

    Line and column are null for a problem of the file as a whole.
    """
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "file": problem.spot.file,
            "line": problem.spot.line or None,
            "column": problem.spot.column or None,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def counted(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, in words."""
    found = Counter(problem.severity for problem in problems)
    return f"{_plural(found['error'], 'error')}, {_plural(found['warning'], 'warning')}"


_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
# A value in ASCII but for a sign that nobody sees, which comes along from texts that run from right to left: without
# the name of that sign one reads that "group-a" is no id.
# So it is with spaces that are none, where there is no ordinary one: "outlet" with such a one behind it is no word.
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = re.compile(f'"[ !#-~]*[{INVISIBLE}][ !#-~{INVISIBLE}]*"|"[!#-~]*[{_SPACES}][!#-~{_SPACES}]*"')
_ONE_UNSEEN = re.compile(f"[{INVISIBLE}{_SPACES}]")
_LONGEST = 600
_WIDEST = 240
_BEFORE = 60
"""Of a line of data so many signs are shown at most, and so many before the place that is meant."""


class _Lines:
    """The lines of files, each read once; a file that cannot be read has none."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[str, list[str]] = {}

    def __call__(self, file: str, line: int) -> str | None:
        if not line:
            return None  # it may be a pipe, or a link that leads anywhere
        if file not in self._files:
            try:
                with (self.root / file).open(encoding="utf-8", errors="replace") as opened:
                    # `splitlines` parts at signs where no reader of data counts a line.
                    self._files[file] = [text.removesuffix("\n") for text in opened]
            except OSError:
                self._files[file] = []
        lines = self._files[file]
        return lines[line - 1] if line <= len(lines) else None


def _as_text(problem: Problem, lines: Callable[[str, int], str | None], colour: bool) -> str:
    spot = problem.spot
    place = f"{spot.file}:{spot.line}:{spot.column}" if spot.line else spot.file
    word = f"{problem.severity}[{problem.code}]"
    if colour:
        place, word = f"{BOLD}{place}{PLAIN}", f"{COLOURS[problem.severity]}{word}{PLAIN}"
    parts = [f"{place}  {word}  {_on_a_line(problem.message)}"]
    source = lines(spot.file, spot.line)
    if source is not None:
        source = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", source)
        gutter = f"{spot.line:>4} | "
        source, at = _around(source, max(spot.column - 1, 0))
        before, marked = source[:at], source[at:][: spot.width]
        carets = "^" * max(_columns(marked), 1)
        parts += [gutter + source, " " * (len(gutter) - 2) + "| " + _blank(before) + carets]
    if problem.hint:
        parts.append(f"     {_on_a_line(problem.hint)}")
    return "\n".join(parts)


def _around(line: str, place: int) -> tuple[str, int]:
    """Return of a very long line what stands around a place, and where in that the place is."""
    first = max(min(place - _BEFORE, len(line) - _WIDEST), 0)
    if not first and len(line) <= _WIDEST:
        return line, place
    cut = line[first : first + _WIDEST]
    head, tail = "…" if first else "", "…" if first + _WIDEST < len(line) else ""
    return f"{head}{cut}{tail}", place - first + len(head)


def _on_a_line(text: str) -> str:
    """Return a text that may quote data: on one line, not too long, and without signs that a terminal obeys."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 4 :]}"
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), _seen(text))


def _seen(text: str) -> str:
    """Return a text that may quote data with the names of signs that nobody sees in a value, where they surprise."""
    return _UNSEEN.sub(lambda value: _ONE_UNSEEN.sub(lambda sign: f"<{named(sign[0])}>", value[0]), text)


def _blank(text: str) -> str:
    """Return white space as wide as the text, so that carets stand under the right letters."""
    return "".join(letter if letter == "\t" else " " * _columns(letter) for letter in text)


def _columns(text: str) -> int:
    """Return how many columns of a terminal the text takes: none for marks, two for wide letters."""
    return sum(0 if unicodedata.combining(x) else 2 if unicodedata.east_asian_width(x) in "WF" else 1 for x in text)


def _as_annotation(problem: Problem, place: str) -> str:
    spot = problem.spot
    fields = {"file": normpath(f"{place}/{spot.file}"), "line": spot.line, "col": spot.column, "title": problem.code}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items() if value)
    text = _seen(f"{problem.message}\n{problem.hint}" if problem.hint else problem.message)
    return f"::{problem.severity} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
