"""The files and folders that settings name for the engine: what it is made of, besides the settings themselves."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

from yaml.nodes import MappingNode, Node, ScalarNode

from .nodes import value_of, walk

HOOK = "hook.py"
"""What of this program the engine loads, beside its configuration."""
_MOST = 10_000
"""Of so many files and folders a folder outside of the site may be, to be followed."""


def named(root: MappingNode, site_dir: Path, docs_dir: str, nodes: Iterable[Node]) -> Iterator[Path]:
    """Yield the files and folders that values name: those of the site, but neither the site itself nor its pages.

    What its theme and its extensions name may lie anywhere, and what links in it lead to counts too. Any other
    value may be an address, for which this machine happens to have a folder.
    """
    theme = value_of(root, "theme")
    parts = (theme and value_of(theme, "custom_dir"), value_of(root, "markdown_extensions"))
    read = {id(node) for part in parts if part for node in walk(part)}
    site = site_dir.resolve()
    pages = (site / docs_dir).resolve()
    waiting = [(path, id(node) in read) for node in nodes if (path := _path(site_dir, node))]
    seen: set[tuple[Path, bool]] = set()
    while waiting:
        path, is_read = waiting.pop()
        real = path.resolve()
        known = (real, is_read) in seen or real == pages or site.is_relative_to(real)
        if known or not (real.is_relative_to(site) or (is_read and is_small(real))):
            continue
        seen.add((real, is_read))
        yield path
        if is_read:
            waiting += [(inner, True) for inner in path.rglob("*") if inner.is_symlink() and inner.exists()]


def _path(site_dir: Path, node: Node) -> Path | None:
    """Return what there is at the place that a value names."""
    if not isinstance(node, ScalarNode) or not node.value or len(node.value) > 250 or "\n" in node.value:
        return None
    path = site_dir / node.value
    with suppress(OSError):  # nobody may look there
        return path if path.exists() else None
    return None


def is_small(folder: Path) -> bool:
    """Tell whether no more lies in a folder than can be read for each build; a file holds nothing."""
    inner = chain.from_iterable((*folders, *files) for _, folders, files in os.walk(folder))
    return not any(islice(inner, _MOST, None))
