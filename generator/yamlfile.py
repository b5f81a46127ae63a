"""YAML text → plain text values, and where each key and value stands.

The one module that touches YAML. Every scalar stays the text that was typed (`no`, `12:30`, `0123`, `2017-03`);
only the plain word `null` means something: "looked for, not given". Whatever would let YAML change, hide or
multiply what a person wrote is refused, with the place and with what to write instead.
It refuses to know what the fields mean: that is the model's business.

Values are made from the events of PyYAML's C parser, which leave nothing behind in memory; its tree of nodes is
composed only for a file of which somebody asks where something stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

import yaml
from yaml.cyaml import CBaseLoader
from yaml.error import Mark, MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    StreamEndEvent,
)
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .problems import Problem, Severity, Spot

Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]
_Event = AliasEvent | ScalarEvent | CollectionStartEvent


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: bytes; values that aliases repeat (their text: max_bytes); levels of nesting."""

    max_bytes: int = 4_000_000
    max_nodes_from_aliases: int = 10_000
    max_depth: int = 100


DEFAULT_LIMITS = Limits()


class Document:
    """What one file says, and where it says it. The value is to be read, not changed: aliases share parts of it."""

    __slots__ = ("_root", "_text", "file", "value")

    def __init__(self, file: str, value: Value, text: str) -> None:
        """Hold a value together with the text that it was read from."""
        self.file = file
        self.value = value
        self._text = text
        self._root: Node | None = None

    @classmethod
    def empty(cls, file: str) -> Document:
        """Return the document of a file that says nothing."""
        return cls(file, {}, "")

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """Return where the value at the path stands, or its key; else the nearest thing around it that exists.

        The first call reads the text once more, and keeps the tree of it as long as the document lives.
        """
        if self._root is None:
            self._root = yaml.compose(self._text, Loader=CBaseLoader)
        if self._root is None:
            return Spot(self.file)
        name, node = None, self._root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            name, node = child
        return _span(self.file, self._text, name if key and name is not None else node)


def read(file: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Document | None, list[Problem]]:
    """Read a data file: its document, None where it cannot be followed to its end, and all that is wrong with it.

    A document beside errors is there for finding further problems in it, never for publishing.
    """
    return _Reader(file, limits).read(data)


def read_config(
    file: str, data: bytes, environ: Mapping[str, str] | None = None
) -> tuple[Document | None, list[Problem]]:
    """Read a file that other programs read too (mkdocs.yml): tags, merge keys and empty values are allowed in it.

    `!ENV` looks into `environ`. An empty value is None, and so is a value whose tag only its own program knows.
    """
    return _ConfigReader(file, environ or {}).read(data)


def _child(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """Return the key (None in a list) and the value that one step of a path leads to."""
    if isinstance(node, MappingNode):
        return next(((k, v) for k, v in node.value if isinstance(k, ScalarNode) and k.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None


def _span(file: str, text: str, what: Node | Event) -> Spot:
    """Return the spot of a node or event, as wide as it is on its first line."""
    start, end = cast(Mark, what.start_mark), cast(Mark, what.end_mark)
    width = end.index - start.index
    if start.line != end.line and (line := _LINE.match(text, start.index)):
        width = len(line[0].rstrip())
    return Spot(file, start.line + 1, start.column + 1, max(width, 1))


# Reading


class _Stop(Exception):  # noqa: N818
    """The file cannot be followed any further; the problem that says why has been noted."""


class _Anchor(NamedTuple):
    """What an anchor stands for, and how many values and characters each alias to it repeats."""

    value: Value
    values: int
    characters: int


class _Reader:
    """Makes the value of one file in one pass, and notes what is wrong on the way."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.file = file
        self.limits = limits
        self.problems: list[Problem] = []
        self.anchors: dict[str, _Anchor | None] = {}
        self.unused: dict[str, Spot] = {}
        self.values = self.characters = 0
        self.repeated_values = self.repeated_characters = 0

    def read(self, data: bytes) -> tuple[Document | None, list[Problem]]:
        """Return the document that the bytes hold, and what is wrong; at a syntax error all reading stops."""
        try:
            self.text = self._decoded(data)
            self._check_characters()
            return Document(self.file, self._document(), self.text), self.problems
        except MarkedYAMLError as error:
            problem = _explained(self.file, self.text, error)
            # What was noted about the same line is a consequence of the misreading, not a mistake of its own.
            self.problems = [*(p for p in self.problems if p.spot.line != problem.spot.line), problem]
        except _Stop:
            pass
        return None, self.problems

    def _note(self, code: str, spot: Spot, message: str, hint: str, severity: Severity = "error") -> None:
        self.problems.append(Problem(code, severity, spot, message, hint))

    def _spot(self, event: Event) -> Spot:
        return _span(self.file, self.text, event)

    def _decoded(self, data: bytes) -> str:
        if len(data) > self.limits.max_bytes:
            message = f"the file has {len(data):,} bytes; at most {self.limits.max_bytes:,} are read"
            hint = "split it into several files, or raise the limit in the settings"
            self._note("Y002", Spot(self.file), message, hint)
            raise _Stop
        try:
            if data[:2].count(0) == 1:
                raise UnicodeDecodeError("utf-8", data, 0, 1, "looks like UTF-16")
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self._note("Y001", *_not_utf8(self.file, data, error.start), hint="save the file again, as UTF-8")
            raise _Stop from None

    def _check_characters(self) -> None:
        """Note the lines with characters that are forbidden, or that a person who reads the file cannot see."""
        if not (_FORBIDDEN.search(self.text) or (not self.text.isascii() and _UNSEEN.search(self.text))):
            return
        for number, line in enumerate(_BREAK.split(self.text), 1):
            if found := _FORBIDDEN.search(line):
                message = f"the control character {_name(found[0])} is not allowed"
                hint = "delete it; where a new line is meant, press Enter"
                self._note("Y003", Spot(self.file, number, found.start() + 1), message, hint)
            if found := _UNSEEN.search(line):
                message = f"a character that cannot be seen: {_name(found[0])}"
                hint = f"delete it, or make it visible: in double quotes, write it {_escape(found[0])}"
                self._note("Y004", Spot(self.file, number, found.start() + 1), message, hint, "warning")
        if any(problem.code == "Y003" for problem in self.problems):
            raise _Stop

    def _document(self) -> Value:
        self._next = cast(Callable[[], _Event | CollectionEndEvent], CBaseLoader(self.text).get_event)
        self._escapes = "\\" in self.text
        self._next()
        if isinstance(self._next(), StreamEndEvent):
            self._note("Y005", Spot(self.file, 1, 1), "the file is empty", "write at least one field, or delete it")
            raise _Stop
        root = self._next()
        if not isinstance(root, CollectionStartEvent):
            self._refuse_root(root)
        value = self._value(cast(_Event, root), None, 0)
        self._next()
        more = self._next()
        if isinstance(more, DocumentStartEvent):
            hint = "a file holds one document: delete this line, or move what follows into another file"
            self._note("Y006", self._spot(more), "a second document starts here", hint)
            raise _Stop
        self._check_anchors()
        return value

    def _refuse_root(self, root: Event) -> None:
        self._next()
        if isinstance(root, ScalarEvent) and _TIGHT_COLON.match(root.value):
            self._note("Y012", self._spot(root), *_TIGHT_COLON_SAYS)
        else:
            hint = "start it with a field, `name: …`, or with a list of records, `- id: …`"
            self._note("Y005", self._spot(root), "the file holds neither fields nor a list", hint)
        raise _Stop

    def _value(self, event: _Event, key: _Event | None, depth: int) -> Value:
        if isinstance(event, AliasEvent):
            return self._repeated(event)
        values, characters = self.values, self.characters
        self.values += 1
        if event.anchor is not None:
            self._open(event)
        value = self._scalar(event, key) if isinstance(event, ScalarEvent) else self._collection(event, depth)
        if event.tag is not None:
            value = self._tagged(event, value)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(value, self.values - values, self.characters - characters)
        return value

    def _scalar(self, event: ScalarEvent, key: _Event | None) -> Value:
        text = event.value
        if not event.style and text in _NOTHING and event.tag is None:
            if text != "null":
                self._nothing(event, key)
            return None
        self.characters += len(text)
        return self._text(event)

    def _text(self, event: ScalarEvent) -> str:
        if self._escapes and event.style == '"' and (found := _FORBIDDEN.search(event.value)):
            message = f"the control character {_name(found[0])} is not allowed, written as an escape either"
            self._note("Y003", self._spot(event), message, "delete it; a new line is written \\n")
        return event.value

    def _nothing(self, event: ScalarEvent, key: _Event | None) -> None:
        if event.value:
            self._note("Y034", self._spot(event), f"{event.value} does not say which of two things is meant", _TWO)
        elif isinstance(key, ScalarEvent):
            comment = _HASH.match(self.text, cast(Mark, key.end_mark).index)
            hint = f"{_TWO}; a text that starts with # needs quotes" if comment else _TWO
            self._note("Y034", self._spot(key), f'"{key.value}" has no value', hint)
        else:
            self._note("Y034", self._spot(event), "an entry of a list is empty", "write the entry, or delete the dash")

    def _collection(self, event: CollectionStartEvent, depth: int) -> Value:
        if depth == self.limits.max_depth:
            message = f"lists and fields are nested more than {depth} levels deep"
            self._note("Y007", self._spot(event), message, "flatten them")
            raise _Stop
        return self._fields(depth + 1) if isinstance(event, MappingStartEvent) else self._list(event, depth + 1)

    def _list(self, start: CollectionStartEvent, depth: int) -> Value:
        items: list[Value] = []
        while not isinstance(event := self._next(), CollectionEndEvent):
            items.append(self._value(event, None, depth))
        if len(items) == 1 and isinstance(items[0], list):
            self._nested(start)
        return items

    def _nested(self, start: CollectionStartEvent) -> None:
        spot = self._spot(start)
        if link := _LINK.match(self.text, cast(Mark, start.start_mark).index):
            spot = Spot(self.file, spot.line, spot.column, len(link[0]))
            self._note("Y020", spot, f"without quotes, {link[0]} is read as a list in a list", _QUOTE)

    def _fields(self, depth: int) -> Value:
        fields: dict[str, Value] = {}
        keys: dict[str, Event] = {}
        while not isinstance(key := self._next(), CollectionEndEvent):
            name = self._key(key, depth)
            value = self._value(cast(_Event, self._next()), key, depth)
            if name in fields:
                self._twice(key, keys[name])
            elif name is not None:
                fields[name] = value
                keys[name] = key
        return fields

    def _key(self, event: _Event, depth: int) -> str | None:
        """Return the name that a key gives; None, with a problem noted, where it is no plain text."""
        if isinstance(event, ScalarEvent) and event.tag is None and event.anchor is None:
            if event.value == "<<" and not event.style:
                return self._merge(event)
            if event.value or event.style:
                return self._text(event)
        self._note("Y031", self._spot(event), "the name of a field must be plain text", "write `name: value`")
        if isinstance(event, CollectionStartEvent):
            self._value(event, None, depth)
        return None

    def _merge(self, event: ScalarEvent) -> str | None:
        self._note("Y032", self._spot(event), "<< (a merge key) is not used here", "write the fields out")
        return None

    def _twice(self, key: Event, first: Event) -> None:
        name, before = cast(ScalarEvent, key).value, self._spot(first)
        message = f'"{name}" is given twice: here, and before on line {before.line}, column {before.column}'
        self._note("Y030", self._spot(key), message, "keep one of them; several values are written as a list")

    def _tagged(self, event: ScalarEvent | CollectionStartEvent, value: Value) -> Value:
        spot = self._spot(event)
        if tag := _TAG.match(self.text, cast(Mark, event.start_mark).index):
            spot = Spot(self.file, spot.line, spot.column, len(tag[0]))
        hint = "delete it, every value is read as text; a text that starts with ! needs quotes"
        self._note("Y033", spot, "a word that starts with ! is a tag in YAML; tags are not used here", hint)
        return value

    def _open(self, event: _Event) -> None:
        name = cast(str, event.anchor)
        if name in self.anchors:
            hint = "give it another name; a text that starts with & needs quotes"
            self._note("Y036", self._spot(event), f"the anchor &{name} is given twice", hint)
            raise _Stop
        self.anchors[name] = None
        self.unused[name] = self._spot(event)

    def _check_anchors(self) -> None:
        for name, spot in self.unused.items():
            hint = "delete it; a text that starts with & needs quotes"
            self._note("Y036", spot, f"&{name} names what follows it, but no *{name} repeats it", hint)

    def _repeated(self, event: AliasEvent) -> Value:
        """Return what an alias stands for, as long as the budget lasts."""
        name = cast(str, event.anchor)
        if name not in self.anchors:
            raise MarkedYAMLError(None, None, "found undefined alias", cast(Mark, event.start_mark))
        anchor = self.anchors[name]
        self.unused.pop(name, None)
        if anchor is None:
            self._note("Y036", self._spot(event), f"*{name} stands inside &{name}, without end", "write the values out")
            return None
        if self._is_spent():
            return None
        self.values += anchor.values
        self.characters += anchor.characters
        self.repeated_values += anchor.values
        self.repeated_characters += anchor.characters
        if self._is_spent():
            most = f"{self.limits.max_nodes_from_aliases:,} values or {self.limits.max_bytes:,} characters"
            self._note("Y035", self._spot(event), f"aliases repeat more than {most}", "write the values out")
        return anchor.value

    def _is_spent(self) -> bool:
        limits = self.limits
        return self.repeated_values > limits.max_nodes_from_aliases or self.repeated_characters > limits.max_bytes


class _ConfigReader(_Reader):
    """Reads a file that is not ours alone: what only its own program can know is None."""

    def __init__(self, file: str, environ: Mapping[str, str]) -> None:
        super().__init__(file, DEFAULT_LIMITS)
        self.environ = environ

    def _nothing(self, event: ScalarEvent, key: _Event | None) -> None:
        return None

    def _nested(self, start: CollectionStartEvent) -> None:
        return None

    def _check_anchors(self) -> None:
        return None

    def _merge(self, event: ScalarEvent) -> str | None:
        return event.value

    def _tagged(self, event: ScalarEvent | CollectionStartEvent, value: Value) -> Value:
        if event.tag != "!ENV":
            return None
        *names, default = value if isinstance(value, list) and len(value) > 1 else [value, None]
        return next((self.environ[name] for name in names if isinstance(name, str) and name in self.environ), default)


# Words for what is wrong

_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_BREAK = re.compile(r"\r\n?|\n")
_LINE = re.compile(r"[^\r\n]*")
_TAG = re.compile(r"(?:&\S+\s+)?!\S*")
_LINK = re.compile(r"\[\[[\w: -]+(?:\|[^\[\]\r\n]*)?\]\]")
_HASH = re.compile(r" *: +#")
_TIGHT_COLON = re.compile(r"[\w-]+:[^\s/]")
# What YAML forbids, and the three further characters that it reads as line ends though no editor shows them so.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What hides words from a reviewer or turns their order round. Joiners and direction marks, which Persian, Arabic
# and Hebrew need, are not among them.
_UNSEEN = re.compile(
    "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_TWO = 'write null for "looked for, not given", or leave the field out'
_QUOTE = "put the text in quotes, or write >- here and the text on the next line, indented"
_TIGHT_COLON_SAYS = ("the space after the colon is missing", "write `name: value`")


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def _escape(character: str) -> str:
    return f"\\u{ord(character):04X}" if ord(character) < 0x10000 else f"\\U{ord(character):08X}"


def _not_utf8(file: str, data: bytes, offset: int) -> tuple[Spot, str]:
    """Return where the first byte stands that is not UTF-8, and what is wrong with it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2].count(0) == 1:
        return Spot(file), "the file is written in UTF-16, not in UTF-8"
    lines = _BREAK.split(data[:offset].decode("utf-8-sig"))
    spot = Spot(file, len(lines), len(lines[-1]) + 1)
    return spot, f"the byte 0x{data[offset]:02X} at offset {offset:,} (line {spot.line}) is not UTF-8"


class _Cause(NamedTuple):
    """A mistake behind the parser's words: `line` is looked for in the line with NUL at the place that they name.

    What its group catches is the place to show. Some words name two places; the first is the context.
    """

    code: str
    words: str
    line: str
    message: str
    hint: str
    at_context: bool = False


_BRACKET = r"^(?:.*[:-] +)? *([\[{].*[\]}]) *\0"
_BRACKET_SAYS = ("without quotes, a text that starts with {found} is read as a list or as fields", _QUOTE)
_EXPECTED = "did not find expected|mapping values"
_START_SAYS = ("an unquoted text cannot start with {found}", _QUOTE)

_CAUSES = (
    _Cause(
        "Y011", "^(?!.*quoted)", r"(?:\0|^ *)(\t)",
        "a tab stands where only spaces may", "indent with spaces; editors can turn tabs into spaces",
    ),
    _Cause("Y020", "scanning a quoted scalar", _BRACKET, *_BRACKET_SAYS, at_context=True),
    _Cause(
        "Y015", "scanning a quoted scalar", "",
        "the quote that opens here is never closed",
        "close it; a text with a single ' or \" in it is best written below >- on the line before", at_context=True,
    ),
    _Cause(
        "Y017", "parsing a quoted scalar", "",
        "the backslash before this starts an escape that does not exist",
        r"write \\ for a backslash, or put the text in single quotes",
    ),
    _Cause("Y020", _EXPECTED, _BRACKET, *_BRACKET_SAYS),
    _Cause(
        "Y016", _EXPECTED, r"['\"] *\0\S",
        "the text goes on after its closing quote",
        "put all of it in quotes; inside, write '' for ' and \\\" for \" (or was an earlier quote never closed?)",
    ),
    _Cause(
        "Y018", "mapping values|expected ',' or", r": +.*\0:",
        "an unquoted text cannot hold a colon before a space or the end of a line", _QUOTE,
    ),
    _Cause(
        "Y014", "mapping values", r"^ *\0?([^\0 ])",
        "this line is read as going on with the text before it",
        "start a field in the same column as the fields beside it; was a colon forgotten on the line before?",
    ),
    _Cause("Y012", "expected ':'", r"\0[\w-]+:[^\s/]", *_TIGHT_COLON_SAYS, at_context=True),
    _Cause(
        "Y013", "expected ':'", "",
        "this line is no field: it has no colon",
        "write `name: value`; a text of several lines is indented below `name: >-`", at_context=True,
    ),
    _Cause(
        "Y019", "block scalar", "",
        "after {found} the text starts on the next line",
        "write it there, indented; a text that starts with | or > needs quotes", at_context=True,
    ),
    _Cause("Y019", "alias|anchor|tag", "", *_START_SAYS, at_context=True),
    _Cause(
        "Y019", "entries are not allowed", "",
        "neither a text nor a list can start with a dash here",
        "put each entry of a list on a line of its own below the field; a text that starts with - needs quotes",
    ),
    _Cause("Y019", "cannot start|node content|mapping keys", r"\0[@`%,\]}?]", *_START_SAYS),
    _Cause("Y019", "directive", "", *_START_SAYS, at_context=True),
    _Cause(
        "Y021", "flow", "",
        "what opens here is not closed, or lacks a comma before line {line}, column {column}",
        "close it, put commas between its entries, and quotes around entries with , [ ] { } or a colon in them",
        at_context=True,
    ),
    _Cause(
        "Y014", "did not find expected", r"^ *\0\S",
        "the indentation of this line does not fit the lines before it",
        "start it in the same column as what it belongs with; each entry of a list starts with a dash",
    ),
    _Cause(
        "Y010", "", "",
        "this is not YAML: {words}", "compare it with the lines before; a text with signs in it needs quotes",
    ),
)  # fmt: skip


def _explained(file: str, text: str, error: MarkedYAMLError) -> Problem:
    """Put the parser's words into those of the person who wrote the file."""
    words = ": ".join(part for part in (error.context, error.problem) if part)
    end = cast(Mark, error.problem_mark)
    cause, line, place, column = next(_causes(error, words, [*_BREAK.split(text), ""]))
    says = {"found": line[column : column + 1], "line": end.line + 1, "column": end.column + 1, "words": words}
    width = len(re.split(r"\s", line[column:], maxsplit=1)[0])
    spot = Spot(file, place, column + 1, max(width, 1))
    return Problem(cause.code, "error", spot, cause.message.format(**says), cause.hint)


def _causes(error: MarkedYAMLError, words: str, lines: list[str]) -> Iterator[tuple[_Cause, str, int, int]]:
    """Yield each cause that fits, with the line to show, its number from 1, and the column from 0."""
    for cause in _CAUSES:
        mark = cast(Mark, (error.context_mark if cause.at_context else None) or error.problem_mark)
        line, column = lines[mark.line], mark.column
        found = re.search(cause.line, f"{line[:column]}\0{line[column:]}")
        if found and re.search(cause.words, words):
            if found.re.groups:
                column = found.start(1) - (found.start(1) > column)
            yield cause, line, mark.line + 1, column
