"""Text → values, for the plain YAML that nearly every file is: fields and lists by indentation, texts in one line or
below `>-` and `|-`, short lists and fields in brackets.

It tells no mistake. Whatever is not certain to be read just as the parser reads it (a mistake most of all) is left to
the parser: then there is no value here. So a file has one meaning, and most are read in a fraction of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .curly import CLOSING, stands_in_curly_quotes
from .cut import touches
from .document import Value

# One line; or the head of a text below `>-` or `|-`, with the lines of it, which begin all in the same column.
_LINE: Final = re.compile(
    r"""
    (\ *) (?:(-)\ )? (?:([A-Za-z][\w\ -]{0,99}):(?=[\ \n])\ *)?
    (?: ([>|])-\n (\ +)([^\ \n].*\n (?:\5[^\ \n].*\n)*+) (?![\ \n]*\ [\#\n])
      | (.*)\n )
    """,
    re.VERBOSE,
)
_Line = tuple[
    str, str, str, str, str, str, str
]  # indentation, dash, name, sort and margin and lines of a text, the rest
# What stands in brackets: perhaps a name, then a bracket that opens, or a text with the comma or the bracket behind it;
# a comma or a bracket that closes; anything else, up to the end.
_PART: Final = re.compile(
    r"""
    (?:
        (?:([A-Za-z][\w-]{0,99}):\ +)?
        (?: ([\[{]) | ("[^"\\]*" | '(?:[^']|'')*' | [^\ ,\[\]{}"'\#?:&*!|>%@`-][^,\[\]{}]*) \ *([,\]}]) )
      | ([,\]}])
      | (.+)
    ) \ *
    """,
    re.VERBOSE | re.DOTALL,
)
_Part = tuple[str, str, str, str, str, str]
_SIGNS: Final = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_NEGATIVE: Final = re.compile(r"-[0-9A-Za-z]")
_COLON: Final = re.compile(r":(?![\w/])")
_SAYS_NOTHING: Final = frozenset(("~", "Null", "NULL"))
_NO_PART: Final[_Part] = ("", "", "", "", "", "")
_DEEPEST: Final = 8
_END: Final = -1


def value_of(text: str, max_depth: int) -> Value:
    """Return the value of a text; None where that is for the parser to say."""
    if "\t" in text or "\r" in text:
        return None
    try:
        return _Lines(text if text.endswith("\n") else f"{text}\n", max_depth - _DEEPEST).value()
    except _UnusualError:
        return None


class _UnusualError(Exception):
    """Something that only the parser can read for certain."""


class _Lines:
    """The lines of a text that say something, read from the first to the last."""

    def __init__(self, text: str, max_depth: int) -> None:
        found: list[_Line] = _LINE.findall(text)
        self.lines = [line for line in found if line[2] or line[1] or not _is_comment(line)]
        self.columns = [len(line[0]) for line in self.lines]
        self.columns.append(_END)
        self.next = 0
        self.max_depth = max_depth

    def value(self) -> Value:
        """Return the one value of all lines."""
        if self.columns[0] != 0:
            raise _UnusualError
        value = self._block(0, 1)
        if self.columns[self.next] != _END:
            raise _UnusualError
        return value

    def _block(self, column: int, depth: int) -> Value:
        """Return the fields or the list that begin in the next line, in this column."""
        if depth > self.max_depth:
            raise _UnusualError
        return self._list(column, depth) if self.lines[self.next][1] else self._fields(column, depth)

    def _list(self, column: int, depth: int) -> list[Value]:
        items: list[Value] = []
        columns = self.columns
        while columns[self.next] == column and self.lines[self.next][1]:
            line = self.lines[self.next]
            items.append(self._fields(column + 2, depth + 1) if line[2] else self._said(line, column, depth))
        return items

    def _fields(self, column: int, depth: int) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        lines, columns = self.lines, self.columns
        line = lines[self.next]
        while True:
            name = line[2]
            if not name or name[-1] == " " or name in fields:
                raise _UnusualError
            fields[name] = self._said(line, column, depth)
            if columns[self.next] != column or (line := lines[self.next])[1]:
                return fields

    def _said(self, line: _Line, column: int, depth: int) -> Value:
        """Return what a line says, or the lines that belong to it, and go on to the first that does not."""
        self.next += 1
        rest = line[6]
        if rest and (rest[0] != "#" or not line[2]):
            return _inline(rest)
        if line[3]:
            return _below(line, column)
        inner = self.columns[self.next]
        if line[2] and (inner > column or (inner == column and self.lines[self.next][1])):
            return self._block(inner, depth + 1)
        raise _UnusualError


def _is_comment(line: _Line) -> bool:
    """Tell whether a line without a name and a dash says nothing; if it says anything, nobody can place it here."""
    rest = line[6]
    if line[3] or (rest and (rest[0] != "#" or (line[0] and touches(rest)))):
        raise _UnusualError
    return True


def _below(line: _Line, column: int) -> str:
    """Return the text of the lines below its head; they stand farther in than what they belong to."""
    _, _, _, sort, margin, text, _ = line
    if len(margin) <= column or " \n" in text:
        raise _UnusualError
    return text[:-1].replace(f"\n{margin}", " " if sort == ">" else "\n")


def _inline(rest: str) -> Value:
    """Return what the rest of a line says."""
    first = rest[0]
    if first not in _SIGNS or _NEGATIVE.match(rest):
        if " #" in rest:
            rest, _, comment = rest.partition(" #")
            if touches(f"#{comment}"):
                raise _UnusualError
        if rest[-1] == " ":
            rest = rest.rstrip(" ")
        if ": " in rest or rest[-1] == ":":
            raise _UnusualError
        return _word(rest)
    if first in "[{":
        return _in_brackets(rest)
    if first in "\"'":
        return _quoted(_without_comment(rest))
    raise _UnusualError


def _without_comment(rest: str) -> str:
    """Return a text in quotes without the comment behind it, where one can be told."""
    head, space, comment = rest.rpartition(f"{rest[0]} ")
    if space and comment.lstrip(" ")[:1] in ("#", ""):
        return head + rest[0]
    return rest


def _quoted(whole: str) -> str:
    mark, inside = whole[0], whole[1:-1]
    if len(whole) > 1 and whole[-1] == mark:
        if mark == "'":
            inside = inside.replace("''", "\0")
            if mark not in inside:
                return inside.replace("\0", mark)
        elif mark not in inside and "\\" not in inside:
            return inside
    raise _UnusualError


def _word(word: str) -> str | None:
    if word in _SAYS_NOTHING or (word[-1] in CLOSING and stands_in_curly_quotes(word)):
        raise _UnusualError
    return None if word == "null" else word


def _in_brackets(rest: str) -> Value:
    """Return the list or the fields in brackets that a line holds; a comment may follow behind a space."""
    if "]#" in rest or "}#" in rest:
        raise _UnusualError
    parts: Iterator[_Part] = iter(_PART.findall(rest))
    value = _inside(parts, next(parts)[1], 1)
    if not all(rest[:1] == "#" for *_, rest in parts):
        raise _UnusualError
    return value


def _inside(parts: Iterator[_Part], bracket: str, depth: int) -> Value:
    """Return the list or the fields whose bracket has been opened."""
    items: list[Value] = []
    fields: dict[str, Value] = {}
    named, closing = (True, "}") if bracket == "{" else (False, "]")
    for name, opened, entry, end, alone, _ in parts:
        value: Value
        if entry:
            value = _entry(entry)
        elif (opened == "{" or (opened and named)) and depth < _DEEPEST:  # a list in a list may be a bare link
            value = _inside(parts, opened, depth + 1)
            end = next(parts, _NO_PART)[4]
        elif alone == closing and not items and not fields:
            break
        else:
            raise _UnusualError
        if not named and not name:
            items.append(value)
        elif named and name and name not in fields:
            fields[name] = value
        else:
            raise _UnusualError
        if end == closing:
            break
        if end != ",":
            raise _UnusualError
    else:
        raise _UnusualError
    return fields if named else items


def _entry(entry: str) -> Value:
    if entry[0] in "\"'":
        return _quoted(entry)
    if (":" in entry and _COLON.search(entry)) or "#" in entry or "?" in entry:
        raise _UnusualError
    return _word(entry.rstrip(" "))
