"""Sets plain fields in a file that a person wrote, and changes nothing else: no comment, no quote, no blank line.

The text is not written anew: only at the places of the fields, which the parser knows, characters are put in. What
comes out is read again, and an edit that changed anything else is not made. It refuses to know what the fields mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

import yaml

from .characters import text_of
from .document import Path, Value
from .reading import DEFAULT_LIMITS, Limits, read

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9/._+-]*")
_STEP: Final = "  "

Edit = tuple[int, int, str]  # from, to, and what is to stand there


class CannotEditError(Exception):
    """The file is laid out in a way that no edit fits without changing something else."""


def with_fields(
    data: bytes, path: Path, name: str, fields: Mapping[str, str], limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """Return a file in which the record at a path has a field `name` that holds these fields, beside those it held.

    CannotEditError where that cannot be done without changing anything else.
    """
    before, problems = read("", data, limits)
    text, _ = text_of("", data, limits.max_bytes)
    if before is None or text is None:
        raise CannotEditError
    wanted = _set(before.value, path, name, fields)
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    record = _at(root, path)
    bom = data[: len(data) - len(text.encode())]
    for edits in _ways(text, record, name, fields):
        made = bom + _edited(text, edits).encode()
        after, found = read("", made, limits)
        if after is not None and after.value == wanted and len(found) == len(problems):
            return made
    raise CannotEditError


def lines_of(name: str, fields: Mapping[str, str], indent: str = "") -> str:
    """Return a field that holds others as a person would write it, one to a line."""
    return "\n".join(
        [f"{indent}{name}:", *(f"{indent}{_STEP}{key}: {_scalar(value)}" for key, value in fields.items())]
    )


def _set(value: Value, path: Path, name: str, fields: Mapping[str, str]) -> Value:
    """Return the value that the file is to have."""
    if path:
        first, rest = path[0], path[1:]
        if isinstance(value, list) and isinstance(first, int) and first < len(value):
            return [_set(item, rest, name, fields) if place == first else item for place, item in enumerate(value)]
        raise CannotEditError
    if not isinstance(value, dict):
        raise CannotEditError
    held = value.get(name)
    return {**value, name: {**held, **fields} if isinstance(held, dict) else dict(fields)}


def _at(root: yaml.Node | None, path: Path) -> yaml.MappingNode:
    node = root
    for step in path:
        if not isinstance(node, yaml.SequenceNode):
            raise CannotEditError
        node = node.value[cast(int, step)]
    if not isinstance(node, yaml.MappingNode) or not node.value:
        raise CannotEditError
    return node


def _ways(text: str, record: yaml.MappingNode, name: str, fields: Mapping[str, str]) -> Iterator[list[Edit]]:
    """Yield ways to set the fields, the one that reads best first."""
    key, held = _entry(record, name)
    if key is None or held is None:
        yield [_added(text, record, name, fields)]
        yield [_put_first(record, name, fields, text)]
    elif isinstance(held, yaml.MappingNode) and held.value:
        yield list(_within(text, held, fields))
    elif record.flow_style or isinstance(held, yaml.MappingNode):
        yield [(_start(held), _end(held), _flow(fields))]
    else:
        indent = " " * _column(record)
        body = "".join(f"{_newline(text)}{indent}{_STEP}{key}: {_scalar(value)}" for key, value in fields.items())
        space = _start(held) - len(text[: _start(held)]) + len(text[: _start(held)].rstrip(" "))
        line_end = _line_end(text, _end(held))
        yield [(space, _end(held), ""), (line_end, line_end, body)]


def _added(text: str, record: yaml.MappingNode, name: str, fields: Mapping[str, str]) -> Edit:
    """Return the edit that adds the whole field at the end of a record."""
    last = record.value[-1][1]
    if record.flow_style:
        return _end(last), _end(last), f", {name}: {_flow(fields)}"
    indent, newline = " " * _column(record), _newline(text)
    lines = lines_of(name, fields, indent).replace("\n", newline)
    leaf = _last_leaf(last)
    if isinstance(leaf, yaml.ScalarNode) and leaf.style in ("|", ">"):
        at = _end(leaf)
        return at, at, f"{_opens(text, at)}{lines}{newline}"
    at = _line_end(text, _end(leaf))
    return at, at, f"{newline}{lines}"


def _put_first(record: yaml.MappingNode, name: str, fields: Mapping[str, str], text: str) -> Edit:
    """Return the edit that puts the whole field before all others: where the end is in doubt (an alias)."""
    at, indent, newline = _start(record.value[0][0]), " " * _column(record), _newline(text)
    if record.flow_style:
        return at, at, f"{name}: {_flow(fields)}, "
    lines = lines_of(name, fields, indent).replace("\n", newline).removeprefix(indent)
    return at, at, f"{lines}{newline}{indent}"


def _within(text: str, held: yaml.MappingNode, fields: Mapping[str, str]) -> Iterator[Edit]:
    """Yield an edit for each value that is another now, and for each that is new, behind the one before it."""
    indent, newline = " " * _column(held), _newline(text)
    after = held.value[0][1]
    for name, value in fields.items():
        _, old = _entry(held, name)
        if isinstance(old, yaml.ScalarNode):
            after = old
            if old.value != value:
                written = text[_start(old) : _end(old)].rstrip()
                yield _start(old), _start(old) + len(written), _scalar(value)
        elif held.flow_style:
            yield _end(after), _end(after), f", {name}: {_scalar(value)}"
        elif isinstance(after, yaml.ScalarNode) and after.style in ("|", ">"):
            at = _end(after)
            yield at, at, f"{_opens(text, at)}{indent}{name}: {_scalar(value)}{newline}"
        else:
            at = _line_end(text, _end(_last_leaf(after)))
            yield at, at, f"{newline}{indent}{name}: {_scalar(value)}"


def _edited(text: str, edits: list[Edit]) -> str:
    """Return the text with all edits made; those at the same place in their order."""
    parts, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        parts += [text[at:start], new]
        at = max(end, at)
    return "".join([*parts, text[at:]])


def _entry(node: yaml.MappingNode, name: str) -> tuple[yaml.Node | None, yaml.Node | None]:
    found = ((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode) and k.value == name)
    return next(found, (None, None))


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """Return the last part of a value whose end is known to the character."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _line_end(text: str, at: int) -> int:
    found = re.compile(r"\r?\n|\r|\Z").search(text, at)
    return found.start() if found else len(text)


def _opens(text: str, at: int) -> str:
    """Return what must stand before a line that begins here."""
    return "" if text[:at].endswith(("\r", "\n")) else _newline(text)


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _flow(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in fields.items()) + "}"


def _column(node: yaml.MappingNode) -> int:
    """Return the column of a record's fields."""
    return cast(yaml.Mark, node.value[0][0].start_mark).column


def _start(node: yaml.Node) -> int:
    return cast(yaml.Mark, node.start_mark).index


def _end(node: yaml.Node) -> int:
    return cast(yaml.Mark, node.end_mark).index
