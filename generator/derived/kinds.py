"""What the theme has of what the configuration names: icons of the site's own types of entities, and the language.

It refuses to know what a type is otherwise: settings that do not fit are told where records are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from yaml.nodes import MappingNode, Node, SequenceNode

from ..names import suggest
from ..words import words_of
from .nodes import text_of, value_of, walk

_ICONS = ".icons"
_LANGUAGES = Path("partials", "languages")
_PACKAGES = {"zensical": "zensical"}
"""The packages of themes by the engine that brings its own; the others use that of Material."""


def all_known(types: Node | None, sections: Collection[str]) -> bool:
    """Tell whether each type of the site's own has its section: one that could not be read has none."""
    return all(f"{text_of(value_of(kind, 'folder'))}/" in sections for kind in _each(types))


def icons_of(root: Node, theme: Node) -> Iterator[Node]:
    """Yield what the theme is told of icons: its own `icon`, those of switches of colours, and of links at the foot."""
    own = value_of(theme, "icon")
    yield from (node for node in (walk(own) if own else ()) if "/" in text_of(node))  # each by its set
    switches = [value_of(one, "toggle") for one in _entries(theme, "palette")]
    links = _entries(value_of(root, "extra"), "social")
    yield from (icon for one in (*switches, *links) if one and (icon := value_of(one, "icon")))


def _entries(mapping: Node | None, key: str) -> list[Node]:
    entries = value_of(mapping, key) if mapping else None
    return list(entries.value) if isinstance(entries, SequenceNode) else []


def lacking(
    types: Node | None, icons: Iterable[Node], engine: str, custom_dir: Path | None
) -> Iterator[tuple[Node, str, str]]:
    """Yield each icon of a type, and of those that the theme is told of, that it does not have, and what to do.

    A site's own folder of the theme may hold icons too. Where the theme is not installed nobody can tell.
    """
    theme = theme_of(engine)
    folders = [folder / _ICONS for folder in (custom_dir, theme) if folder]
    for node in (*icons, *(value_of(kind, "icon") for kind in _each(types))):
        icon = text_of(node)
        if node and icon and theme and not any((folder / f"{icon}.svg").is_file() for folder in folders):
            yield node, f'the theme has no icon "{icon}"', _hint(icon, folders)


def _hint(icon: str, folders: list[Path]) -> str:
    """Return the names that may have been meant, or where names are found."""
    names = (
        path.relative_to(folder).with_suffix("").as_posix() for folder in folders for path in folder.rglob("*.svg")
    )
    near = suggest(icon, names)
    return (
        f"did you mean {', '.join(near)}?" if near else "an icon is named by its set: material/flag, octicons/people-24"
    )


def not_spoken(language: str, engine: str, custom_dir: Path | None) -> str:
    """Return which languages the theme may have been meant to speak, if it does not speak this one; else "".

    How a language that pages speak is written is told where the settings are read.
    """
    theme = theme_of(engine)
    folders = [folder / _LANGUAGES for folder in (custom_dir, theme) if folder]
    if not theme or words_of(language).known or any((folder / f"{language}.html").is_file() for folder in folders):
        return ""
    known = sorted({path.stem for folder in folders for path in folder.glob("*.html")})
    meant = [name for name in known if name.lower() == language.lower()] or suggest(language, known)
    return f"did you mean {', '.join(meant)}?" if meant else f"it knows {', '.join(known)}"


def theme_of(engine: str) -> Path | None:
    """Return the folder of what the theme of an engine brings, if it is installed."""
    spec = find_spec(_PACKAGES.get(engine, "material"))
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "templates" if places else None


def _each(types: Node | None) -> list[Node]:
    if types is None:
        return []
    return [kind for _, kind in types.value] if isinstance(types, MappingNode) else [types]
