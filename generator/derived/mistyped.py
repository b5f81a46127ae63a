"""Options and features of the theme that it does not know, though it knows one that is called alike.

The engine passes them over in silence. A template of the site's own may read any option, and a later theme know any
feature: what is like none of these is let be.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from yaml.nodes import MappingNode, Node

from .. import ordinary
from ..names import suggest
from .nodes import scalars_of, value_of

OPTIONS = frozenset({
    "custom_dir", "direction", "favicon", "features", "font", "icon", "language", "locale", "logo", "name", "palette",
    "static_templates", "variant",
})  # fmt: skip
FEATURES = frozenset({
    "announce.dismiss", "content.action.copy", "content.action.edit", "content.action.view", "content.code.annotate",
    "content.code.copy", "content.code.select", "content.footnote.tooltips", "content.lazy", "content.tabs.link",
    "content.tooltips", "header.autohide", "navigation.expand", "navigation.footer", "navigation.indexes",
    "navigation.instant", "navigation.instant.prefetch", "navigation.instant.preview", "navigation.instant.progress",
    "navigation.path", "navigation.prune", "navigation.sections", "navigation.tabs", "navigation.tabs.sticky",
    "navigation.top", "navigation.tracking", "search.highlight", "search.share", "search.suggest", "toc.follow",
    "toc.integrate",
})  # fmt: skip
"""What the theme knows, be it with one engine or with another; a test holds these against the themes themselves."""


def mistyped(theme: MappingNode, custom_dir: Path | None) -> Iterator[tuple[Node, str, str]]:
    """Yield each name of an option or a feature that is probably mistyped, what is wrong, and what may be meant."""
    names = [key for key, _ in theme.value if isinstance(key.value, str)]
    for called, given, known in (
        ("option", names, OPTIONS), ("feature", scalars_of(value_of(theme, "features")), FEATURES)
    ):  # fmt: skip
        for node in given:
            near = suggest(node.value, known, 1) if node.value not in known else []
            if near and not _is_read(node.value, custom_dir):
                yield node, f'the theme has no {called} "{node.value}", and passes it over', f"did you mean {near[0]}?"


def _is_read(name: str, custom_dir: Path | None) -> bool:
    """Tell whether a file in a folder of the theme that is the site's own names something."""
    for path in custom_dir.rglob("*.html") if custom_dir else ():
        with suppress(OSError):  # which the engine tells
            if name.encode() in ordinary.read(path):
                return True
    return False
