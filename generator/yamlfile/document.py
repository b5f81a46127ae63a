"""What one file says, and where it says it.

Most files are never asked where anything stands, and a tree of places takes many times the memory of the values.
So a document keeps its text, and lays out the tree only when the first question comes.
"""

from __future__ import annotations

import re
from typing import cast

import yaml

from ..problems import Spot
from .characters import LINE_END

Value = str | None | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

_REST_OF_LINE = re.compile(r"[^\r\n]*")


class Document:
    """The value of a file, and the places of its parts."""

    __slots__ = ("_below", "_root", "_text", "file", "value")

    def __init__(self, file: str, value: Value, text: str, below: Document | None = None) -> None:
        """Hold a value together with the text that it was read from; what that lacks stands in the document `below`."""
        self.file = file
        self.value = value
        self._text = text
        self._root: yaml.Node | None = None
        self._below = below

    @classmethod
    def empty(cls, file: str) -> Document:
        """Return the document of a file that says nothing."""
        return cls(file, {}, "")

    def laid_over(self, below: Document) -> Document:
        """Return this document laid over another one: fields are merged, whatever else is in both is this one's."""
        return Document(self.file, _merged(below.value, self.value), self._text, below)

    def spot(self, path: Path, *, key: bool = False) -> Spot:
        """Return where the value at the path stands, or its key; else the nearest thing around it that exists.

        A step beyond a text is words of it: they are found where they stand as typed. The first call parses the
        text once more; its tree stays as long as the document does.
        """
        steps, found = self._followed(path)
        if self._below is not None and self._below._reach(path) > steps:
            return self._below.spot(path, key=key)
        if found is None:
            return Spot(self.file)
        name, node = found
        words = path[-1] if path else 0
        if steps == len(path) - 1 and isinstance(node, yaml.ScalarNode) and isinstance(words, str):
            return self._spot_within(node, words)
        return spot_of(self.file, self._text, name if key and name is not None else node)

    def _spot_within(self, node: yaml.ScalarNode, words: str) -> Spot:
        """Return where words stand in a text, which may be broken over lines; of the whole text where they do not."""
        start, end = cast(yaml.Mark, node.start_mark).index, cast(yaml.Mark, node.end_mark).index
        form = re.compile(r"\s+".join(map(re.escape, words.split())))
        found = form.search(self._text, start, end) if words.strip() else None
        if found is None:
            return spot_of(self.file, self._text, node)
        before = LINE_END.split(self._text[: found.start()])
        width = len(LINE_END.split(found[0])[0].rstrip())
        return Spot(self.file, len(before), len(before[-1]) + 1, width)

    def _reach(self, path: Path) -> int:
        """Return how many steps of a path there are, here or below."""
        steps, _ = self._followed(path)
        return steps if self._below is None else max(steps, self._below._reach(path))

    def _followed(self, path: Path) -> tuple[int, tuple[yaml.Node | None, yaml.Node] | None]:
        """Return how many steps of a path this file has, and where they lead: to a key, if any, and its value."""
        if self._root is None:
            self._root = yaml.compose(self._text, Loader=yaml.CBaseLoader)
        if self._root is None:
            return 0, None
        found: tuple[yaml.Node | None, yaml.Node] = None, self._root
        for steps, step in enumerate(path):
            child = _child(found[1], step)
            if child is None:
                return steps, found
            found = child
        return len(path), found


def spot_of(file: str, text: str, part: yaml.Node | yaml.Event | yaml.Token) -> Spot:
    """Return the spot of a node, an event or a token, as wide as it is on its first line."""
    start, end = cast(yaml.Mark, part.start_mark), cast(yaml.Mark, part.end_mark)
    width = end.index - start.index
    if start.line != end.line and (rest := _REST_OF_LINE.match(text, start.index)):
        width = len(rest[0].rstrip())
    return Spot(file, start.line + 1, start.column + 1, max(width, 1))


def _merged(below: Value, above: Value) -> Value:
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {**below, **{key: _merged(below[key], value) if key in below else value for key, value in above.items()}}


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Return the key (None in a list) and the value that one step of a path leads to."""
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode) and k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return None, node.value[step]
    return None
