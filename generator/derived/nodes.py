"""A file of settings as YAML’s nodes: reading one with all that it inherits from, and finding and changing parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .. import ordinary
from ..problems import DossierError

MOST_LEVELS = 100


def composed(
    file: Path, name: str, inheriting: tuple[Path, ...] = (), where: str = ""
) -> tuple[MappingNode, tuple[Path, ...]]:
    """Return the tree of a configuration file, merged with the files that it inherits from, and these files.

    `inheriting` are those that inherit from it, `where` is told before its name. Raises DossierError if one of them
    cannot be read.
    """
    if (here := file.resolve()) in inheriting:
        raise DossierError(f"{name} inherits from itself: take `INHERIT` out of it, or name another file")
    try:
        source = StringIO(ordinary.read_text(file))
        source.name = name
        _check_depth(source, name)
        node = yaml.compose(source, Loader=yaml.CSafeLoader)
    except OSError as error:
        raise DossierError(f"{where}cannot read {name}: {error.strerror}") from None
    except (UnicodeError, yaml.YAMLError) as reason:
        raise DossierError(f"cannot read {name}: {reason}") from None
    if not isinstance(node, MappingNode):
        raise DossierError(f"{name} holds no settings")
    if odd := next((one for one in walk(node) if isinstance(one, ScalarNode) and "\0" in one.value), None):
        raise DossierError(
            f"{name}, line {odd.start_mark.line + 1}: take out the sign \\0, which nothing can be named by"
        )
    inherited = value_of(node, "INHERIT")
    parent = text_of(inherited)
    drop(node, "INHERIT")
    if not parent:
        return node, ()
    where = f"{name}, line {inherited.start_mark.line + 1}: " if inherited else ""
    below, files = composed(file.parent / parent, parent, (*inheriting, here), where)
    return _merged(below, node), (file.parent / parent, *files)


def _check_depth(source: StringIO, name: str) -> None:
    """Refuse what is nested so deep that making a tree of it would end this process."""
    depth = 0
    for event in yaml.parse(source, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_LEVELS:
            raise DossierError(f"{name} is nested more than {MOST_LEVELS} levels deep: write it with fewer")
    source.seek(0)


def _merged(below: MappingNode, above: MappingNode) -> MappingNode:
    """Return both mappings as one: mappings are merged, whatever else is above replaces what is below."""
    for key, value in above.value:
        under = value_of(below, key.value)
        if isinstance(under, MappingNode) and isinstance(value, MappingNode):
            value = _merged(under, value)
        drop(below, key.value)
        below.value.append((key, value))
    return below


def key_of(mapping: Node | None, key: str) -> Node | None:
    """Return the key itself, which knows where it stands; None if there is none."""
    pairs = mapping.value if isinstance(mapping, MappingNode) else []
    return next((name for name, _ in pairs if name.value == key), None)


def value_of(mapping: Node, key: str) -> Node | None:
    """Return what stands under a key; None if nothing does."""
    pairs = mapping.value if isinstance(mapping, MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def text_of(node: Node | None) -> str:
    """Return the text of a plain value as it was typed; "" for whatever else."""
    return str(node.value) if isinstance(node, ScalarNode) and node.tag != "tag:yaml.org,2002:null" else ""


def drop(mapping: MappingNode, key: str) -> None:
    """Take a key out, if it is there."""
    mapping.value = [pair for pair in mapping.value if pair[0].value != key]


def put(mapping: MappingNode, key: str, value: object) -> None:
    """Put a plain value under a key, at the end, in the place of what stood there."""
    put_node(mapping, key, node_of(value))


def put_node(mapping: MappingNode, key: str, value: Node) -> None:
    """Put a tree under a key, at the end, in the place of what stood there."""
    drop(mapping, key)
    mapping.value.append((node_of(key), value))


def mapping_of(mapping: MappingNode, key: str) -> MappingNode:
    """Return the mapping under a key, making it if it is not there."""
    if not isinstance(found := value_of(mapping, key), MappingNode):
        found = MappingNode("tag:yaml.org,2002:map", [])
        put_node(mapping, key, found)
    return found


def node_of(value: object) -> Any:
    """Return the tree of a plain value, which stands nowhere in the file: JSON is YAML."""
    made: Any = yaml.compose(json.dumps(value, ensure_ascii=False), Loader=yaml.CSafeLoader)
    for node in walk(made):
        node.start_mark = node.end_mark = None
    return made


def items_of(node: Node | None) -> list[Node]:
    """Return the entries of a list, or of a mapping as if it were a list of mappings."""
    if isinstance(node, MappingNode):
        return [MappingNode(node.tag, [pair]) for pair in node.value]
    return list(node.value) if isinstance(node, SequenceNode) else []


def name_of(item: Node) -> Node:
    """Return what names an entry that may have options: the entry, or the key above its options."""
    name: Node = item.value[0][0] if isinstance(item, MappingNode) and item.value else item
    return name


def scalars_of(node: Node | None) -> list[ScalarNode]:
    """Return the plain values of a list, or the one that stands in its place."""
    found = [node] if isinstance(node, ScalarNode) else items_of(node)
    return [item for item in found if isinstance(item, ScalarNode)]


def walk(root: Node) -> Iterator[Node]:
    """Yield a node and all below it, each once, however often aliases lead there."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        parts = node.value if isinstance(node, SequenceNode) else ()
        waiting += reversed(sum(node.value, ()) if isinstance(node, MappingNode) else parts)
