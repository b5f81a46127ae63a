"""Text → values, in one pass over the events of PyYAML's C parser, which leave nothing behind in memory.

What is wrong is noted on the way, so that all of it is shown at once. Only where the parser itself gives up, or
where going on would cost too much, the reading stops.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn, cast

import yaml

from ..problems import Problem, Spot
from . import plain
from .characters import FORBIDDEN, named, text_of
from .curly import curly, stands_in_curly_quotes
from .cut import cut_off
from .document import Document, Value, spot_of
from .merge import MERGE_KEY, joined, merges
from .spaces import misread
from .syntax import IN_QUOTES, NO_SPACE, START, TOUCHING, explained

_Node = yaml.ScalarEvent | yaml.CollectionStartEvent
_Event = yaml.AliasEvent | _Node

_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
TWO_WAYS = 'write null for "looked for, not given", or leave the field out'
"""What to do with an empty value where both are allowed; who knows what the field means may know better."""
_TAG = re.compile(r"(?:&\S+\s+)?(!\S*)")
_LINK = re.compile(r"\[\[[\w: -]+(?:\|[^\[\]\r\n]*)?\]\]")
_COMMENT = re.compile(r" *: +#")
_SIGN = re.compile(r"""["'\[\]{},:]\#|[|>][-+0-9]*\#|[\[{,]\s*\?\S""", re.VERBOSE)
"""Signs that the parser may read as YAML's own though they touch a text; mostly they stand within one."""
_HEAD = re.compile(r"[|>][-+0-9]*(?=#)")
_NO_COLON = re.compile(r"\s*[,}]")
_LONGEST_NUMBER = 20
_DECIMAL = re.compile(r"(?<![\w.,])(-?\d+),\d+\Z")
_NO_TEXT = re.compile(r"~|null|true|false|yes|no|on|off|[-+]?[\d_.,:]+", re.IGNORECASE)
"""What is whole in a file of settings: behind it nothing of a text is lost."""
_NO_SPACE = re.compile(r"[\w-]+:[^\s/]")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: bytes; values that aliases repeat (their text: max_bytes); levels of nesting."""

    max_bytes: int = 4_000_000
    max_nodes_from_aliases: int = 10_000
    max_depth: int = 100


DEFAULT_LIMITS = Limits()


def read(file: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Document | None, list[Problem]]:
    """Read a data file: its document, None where it cannot be followed to its end, and all that is wrong with it.

    A document beside errors is there for finding further problems in it, never for publishing.
    """
    text, problems = text_of(file, data, limits.max_bytes)
    # Nothing that is told needs a place: what is told about characters has one.
    if text is not None and (value := plain.value_of(text, limits.max_depth)) is not None:
        return Document(file, value, text), problems
    return _read(_Reader(file, limits), text, problems)


def read_config(
    file: str, data: bytes, environ: Mapping[str, str] | None = None
) -> tuple[Document | None, list[Problem]]:
    """Read a file that other programs read too (mkdocs.yml): tags, merge keys and empty values are allowed in it.

    `!ENV` looks into `environ`. An empty value is None, and so is a value whose tag only its own program knows.
    """
    text, problems = text_of(file, data, DEFAULT_LIMITS.max_bytes)
    return _read(_ConfigReader(file, DEFAULT_LIMITS, environ or {}), text, problems)


def _read(reader: _Reader, text: str | None, problems: list[Problem]) -> tuple[Document | None, list[Problem]]:
    reader.problems = problems
    if text is None:
        return None, reader.problems
    try:
        return Document(reader.file, reader.value_of(text), text), reader.problems
    except yaml.MarkedYAMLError as error:
        problem = explained(reader.file, text, error)
    except _Stop:
        return None, reader.problems
    # What was noted about the same line is a consequence of the misreading, not a mistake of its own.
    return None, [*(noted for noted in reader.problems if noted.spot.line != problem.spot.line), problem]


class _Stop(Exception):  # noqa: N818
    """The file cannot be followed any further; the problem that says why has been noted."""


class _Reader:
    """Makes the value of one text, and notes what is wrong on the way."""

    of_tags = "tags are not used here", "delete it, every value is read as text; a text that starts with ! needs quotes"
    takes_over = False

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.problems: list[Problem] = []
        self.anchors: dict[str, Value] = {}
        self.open: list[str] = []
        self.unused: dict[str, Spot] = {}
        self.repeated_values = self.repeated_characters = 0

    def value_of(self, text: str) -> Value:
        """Return the value of the one document that the text holds."""
        self.text = text
        self.escapes = "\\" in text
        self.comments = " #" in text or "\t#" in text
        self.next = cast(Callable[[], Any], yaml.CBaseLoader(text).get_event)
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            self._note("Y005", Spot(self.file, 1, 1), "the file is empty", "write at least one field, or delete it")
            raise _Stop
        root = self.next()
        if not isinstance(root, yaml.CollectionStartEvent):
            self._refuse_root(root)
        value = self._value(root, None, 0)
        self.next()
        more = self.next()
        if isinstance(more, yaml.DocumentStartEvent):
            hint = "a file holds one document: delete this line, or move what follows into another file"
            self._note("Y006", self._spot(more), "a second document starts here", hint)
            raise _Stop
        self._check_anchors()
        self._check_signs()
        return value

    def _note(self, code: str, spot: Spot, message: str, hint: str) -> None:
        self.problems.append(Problem(code, "error", spot, message, hint))

    def _spot(self, event: yaml.Event | yaml.Token) -> Spot:
        return spot_of(self.file, self.text, event)

    def _refuse_root(self, root: yaml.Event) -> None:
        self.next()
        if isinstance(root, yaml.ScalarEvent) and _NO_SPACE.match(root.value):
            self._note("Y012", self._spot(root), *NO_SPACE)
        else:
            hint = "start it with a field, `name: …`, or with a list of records, `- id: …`"
            self._note("Y005", self._spot(root), "the file holds neither fields nor a list", hint)
        raise _Stop

    def _value(self, event: _Event, key: yaml.Event | None, depth: int) -> Value:
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event, depth)
        if event.anchor is None:
            value = self._content(event, key, depth)
        else:
            value = self._anchored(event, event.anchor, key, depth)
        return value if event.tag is None else self._tagged(event, value)

    def _content(self, event: _Node, key: yaml.Event | None, depth: int) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, key)
        if depth == self.limits.max_depth:
            self._too_deep(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._fields(depth + 1)
        return self._list(event, depth + 1)

    def _scalar(self, event: yaml.ScalarEvent, key: yaml.Event | None) -> Value:
        text = event.value
        if self.comments and text and event.style not in ("'", '"'):
            self._cut_off(event, key)
        if text in _NOTHING and not event.style and event.tag is None:
            if text != "null":
                self._nothing(event, key)
            return None
        if not event.style and stands_in_curly_quotes(text):
            self.problems.append(curly(self._spot(event), text))
        return self._text(event) if self.escapes else text

    def _cut_off(self, event: yaml.ScalarEvent, key: yaml.Event | None) -> None:
        end = cast(yaml.Mark, event.end_mark)
        margin = cast(yaml.Mark, event.start_mark).column - 1 if key is None else cast(yaml.Mark, key.start_mark).column
        if lost := cut_off(self.file, self.text, end.line, end.column, end.index, margin):
            self.problems.append(lost)

    def _text(self, event: yaml.ScalarEvent) -> str:
        if event.style == '"' and (found := FORBIDDEN.search(event.value)):
            message = f"the control character {named(found[0])} is not allowed, written as an escape either"
            self._note("Y003", self._spot(event), message, "delete it; a new line is written \\n")
            return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", event.value)  # no file can be named by some of them
        return event.value

    def _nothing(self, event: yaml.ScalarEvent, key: yaml.Event | None) -> None:
        if event.value:
            self._note("Y034", self._spot(event), f"{event.value} does not say which of two things is meant", TWO_WAYS)
        elif isinstance(key, yaml.ScalarEvent):
            comment = _COMMENT.match(self.text, cast(yaml.Mark, key.end_mark).index)
            hint = f"{TWO_WAYS}; a text that starts with # needs quotes" if comment else TWO_WAYS
            self._note("Y034", self._spot(key), f'"{key.value}" has no value', hint)
        else:
            self._note("Y034", self._spot(event), "an entry of a list is empty", "write the entry, or delete the dash")

    def _too_deep(self, event: yaml.Event) -> NoReturn:
        message = f"lists and fields are nested more than {self.limits.max_depth} levels deep"
        self._note("Y007", self._spot(event), message, "write it with fewer levels")
        raise _Stop

    def _list(self, start: yaml.CollectionStartEvent, depth: int) -> Value:
        items: list[Value] = []
        while not isinstance(event := self.next(), yaml.CollectionEndEvent):
            items.append(self._value(event, None, depth))
        match items:
            case [[str(), *_]]:
                self._nested(start)
        return items

    def _nested(self, start: yaml.CollectionStartEvent) -> None:
        if link := _LINK.match(self.text, cast(yaml.Mark, start.start_mark).index):
            spot = replace(self._spot(start), width=len(link[0]))
            self._note("Y020", spot, f"without quotes, {link[0]} is read as a list in a list", IN_QUOTES)

    def _fields(self, depth: int) -> Value:
        fields: dict[str, Value] = {}
        keys: dict[str, yaml.Event] = {}
        taken_over: list[Value] = []
        begins_again = False
        while not isinstance(key := self.next(), yaml.CollectionEndEvent):
            name = self._key(key, depth)
            if self._is_rest(key):
                self.next()
                continue
            value = self._value(self.next(), key, depth)
            if merges(key):
                taken_over.append(value)
            elif name in fields:
                if not begins_again:  # what follows then is of that entry
                    begins_again = name == next(iter(fields)) and self._begins_entries(keys[name], key)
                    self._twice(key, keys[name], begins_again=begins_again)
            elif name is not None:
                fields[name] = value
                keys[name] = key
        return {**joined(taken_over), **fields} if taken_over else fields

    def _key(self, event: _Event, depth: int) -> str | None:
        """Return the name that a key gives; None, with a problem noted, where it is no plain text."""
        if isinstance(event, yaml.ScalarEvent) and event.tag is None and event.anchor is None:
            if merges(event):
                if not self.takes_over:
                    self._note("Y032", self._spot(event), *MERGE_KEY)
                return None
            self._check_spaces(event)
            if event.value or event.style:
                return self._text(event) if self.escapes else event.value
        self._note("Y031", self._spot(event), "the name of a field must be plain text", "write `name: value`")
        if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None:
            self._value(event, None, depth)
        return None

    def _check_spaces(self, key: yaml.ScalarEvent) -> None:
        """Stop at a name that begins with what is no space: what the lines around it mean nobody can tell."""
        start = cast(yaml.Mark, key.start_mark)
        if not key.style and (problem := misread(self.file, start.line, start.column, key.value)):
            self.problems = [*(noted for noted in self.problems if noted.spot.line != start.line), problem]
            raise _Stop

    def _is_rest(self, key: _Event) -> bool:
        """Tell, and note, whether a name stands in {…} without a colon: most often the rest of a text with a comma."""
        if not isinstance(key, yaml.ScalarEvent) or not _NO_COLON.match(self.text, cast(yaml.Mark, key.end_mark).index):
            return False
        hint = f"a text with a comma needs quotes within {{…}}, from its first word to its last; or {TWO_WAYS}"
        start = cast(yaml.Mark, key.start_mark).index
        if decimal := _DECIMAL.search(f"{self.text[max(start - _LONGEST_NUMBER, 0) : start]}{key.value}"):
            hint = f"a decimal number has a point: {decimal[1]}.{key.value}"
        self._note("Y034", self._spot(key), f'"{key.value}" has no value', hint)
        return True

    def _twice(self, key: yaml.Event, first: yaml.Event, *, begins_again: bool) -> None:
        name, before = cast(yaml.ScalarEvent, key).value, self._spot(first)
        message = f'"{name}" is given twice: here, and before on line {before.line}, column {before.column}'
        hint = "keep one of them; several values are written as a list"
        if begins_again:
            hint = f"if another entry begins here, write a dash before it: `- {name}: …`; else keep one of them"
        self._note("Y030", self._spot(key), message, hint)

    def _begins_entries(self, first: yaml.Event, second: yaml.Event) -> bool:
        """Tell whether one name stands behind a dash, and another one begins a line, where a dash may be forgotten."""
        dash, space = (
            self.text[mark.index - mark.column : mark.index]
            for mark in (cast(yaml.Mark, first.start_mark), cast(yaml.Mark, second.start_mark))
        )
        return dash.rstrip().endswith("-") and not space.strip()

    def _tagged(self, event: _Node, value: Value) -> Value:
        tag = _TAG.match(self.text, cast(yaml.Mark, event.start_mark).index)
        words, given = (tag[0], tag[1]) if tag else ("", "this")
        spot = replace(self._spot(event), width=max(len(words), 1))
        what, hint = self.of_tags
        self._note("Y033", spot, f"YAML reads {given} as a tag; {what}", hint)
        return value

    def _anchored(self, event: _Node, name: str, key: yaml.Event | None, depth: int) -> Value:
        if name in self.anchors or name in self.open:
            hint = "give it another name; a text that starts with & needs quotes"
            self._note("Y036", self._spot(event), f"the anchor &{name} is given twice", hint)
            raise _Stop
        self.unused[name] = self._spot(event)
        self.open.append(name)
        self.anchors[name] = self._content(event, key, depth)
        self.open.remove(name)
        return self.anchors[name]

    def _check_anchors(self) -> None:
        for name, spot in self.unused.items():
            hint = "delete it; a text that starts with & needs quotes"
            self._note("Y036", spot, f"&{name} names what follows it, but no *{name} repeats it", hint)

    def _check_signs(self) -> None:
        """Note each # and ? that touches a text, and that the parser takes for a sign of its own all the same."""
        if not _SIGN.search(self.text):
            return
        for token in yaml.scan(self.text, Loader=yaml.CBaseLoader):
            start, end = cast(yaml.Mark, token.start_mark), cast(yaml.Mark, token.end_mark)
            behind = self.text[end.index : end.index + 1]
            if head := _HEAD.match(self.text, start.index):
                self._note("Y022", Spot(self.file, start.line + 1, start.column + 1 + len(head[0])), *TOUCHING)
            elif start.index == end.index or end.column == 0:  # it shows nothing, or ends with its line
                continue
            elif behind == "#":
                self._note("Y022", Spot(self.file, end.line + 1, end.column + 1), *TOUCHING)
            elif isinstance(token, yaml.KeyToken) and behind.strip():
                self._note("Y019", self._spot(token), START.format(found="?"), IN_QUOTES)

    def _repeated(self, event: yaml.AliasEvent, depth: int) -> Value:
        name = cast(str, event.anchor)
        self.unused.pop(name, None)
        if name in self.open:
            self._note("Y036", self._spot(event), f"*{name} stands inside &{name}, without end", "write the values out")
            return None
        if name not in self.anchors:
            raise yaml.MarkedYAMLError(None, None, "found undefined alias", cast(yaml.Mark, event.start_mark))
        return self._copy(self.anchors[name], event, depth)

    def _copy(self, value: Value, alias: yaml.AliasEvent, depth: int) -> Value:
        """Return a value once more, as long as the budget for repeating lasts."""
        self.repeated_values += 1
        self.repeated_characters += len(value) if isinstance(value, str) else 0
        most = self.limits.max_nodes_from_aliases, self.limits.max_bytes
        if self.repeated_values > most[0] or self.repeated_characters > most[1]:
            message = f"aliases repeat more than {most[0]:,} values or {most[1]:,} characters"
            self._note("Y035", self._spot(alias), message, "write the values out, or leave out what is not needed")
            raise _Stop
        if value is None or isinstance(value, str):
            return value
        if depth == self.limits.max_depth:
            self._too_deep(alias)
        if isinstance(value, list):
            return [self._copy(item, alias, depth + 1) for item in value]
        return {name: self._copy(item, alias, depth + 1) for name, item in value.items()}


class _ConfigReader(_Reader):
    """Reads a file that is not ours alone: what only its own program can know is None."""

    of_tags = "no program that reads this file knows it", "write !ENV, or quotes around a text that starts with !"
    takes_over = True  # as the engine does

    def __init__(self, file: str, limits: Limits, environ: Mapping[str, str]) -> None:
        super().__init__(file, limits)
        self.environ = environ

    def _nothing(self, event: yaml.ScalarEvent, key: yaml.Event | None) -> None:
        return None

    def _is_rest(self, key: _Event) -> bool:
        return False

    def _cut_off(self, event: yaml.ScalarEvent, key: yaml.Event | None) -> None:
        if not _NO_TEXT.fullmatch(event.value):
            super()._cut_off(event, key)

    def _nested(self, start: yaml.CollectionStartEvent) -> None:
        return None

    def _check_anchors(self) -> None:
        return None

    def _check_signs(self) -> None:
        return None

    def _tagged(self, event: _Node, value: Value) -> Value:
        if event.tag != "!ENV":
            if event.tag and event.tag.startswith("!") and event.tag != "!relative":  # others are YAML's or Python's
                super()._tagged(event, value)
            return None
        given = value if isinstance(value, list) else [value]
        *names, default = given if len(given) > 1 else [*given, None]
        return next((self.environ[name] for name in names if isinstance(name, str) and name in self.environ), default)
