"""What one file says, and where it says it.

Most files are never asked where anything stands, and a tree of places takes many times the memory of the values.
So a document keeps its text, and lays out the tree only when the first question comes.
"""

from __future__ import annotations

import re
from typing import cast

import yaml

from ..problems import Spot

Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

_REST_OF_LINE = re.compile(r"[^\r\n]*")


class Document:
    """The value of a file, and the places of its parts."""

    __slots__ = ("_root", "_text", "file", "value")

    def __init__(self, file: str, value: Value, text: str) -> None:
        """Hold a value together with the text that it was read from."""
        self.file = file
        self.value = value
        self._text = text
        self._root: yaml.Node | None = None

    @classmethod
    def empty(cls, file: str) -> Document:
        """Return the document of a file that says nothing."""
        return cls(file, {}, "")

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """Return where the value at the path stands, or its key; else the nearest thing around it that exists.

        The first call parses the text once more; its tree stays as long as the document does.
        """
        if self._root is None:
            self._root = yaml.compose(self._text, Loader=yaml.CBaseLoader)
        if self._root is None:
            return Spot(self.file)
        name, node = None, self._root
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            name, node = child
        return spot_of(self.file, self._text, name if key and name is not None else node)


def spot_of(file: str, text: str, part: yaml.Node | yaml.Event) -> Spot:
    """Return the spot of a node or an event, as wide as it is on its first line."""
    start, end = cast(yaml.Mark, part.start_mark), cast(yaml.Mark, part.end_mark)
    width = end.index - start.index
    if start.line != end.line and (rest := _REST_OF_LINE.match(text, start.index)):
        width = len(rest[0].rstrip())
    return Spot(file, start.line + 1, start.column + 1, max(width, 1))


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Return the key (None in a list) and the value that one step of a path leads to."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode) and k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None
