"""The made-up corpus as a site of this program: YAML as people type it, one file per entity, lists of the rest.

It writes the few forms of YAML that these records need, since a library's output does not look typed: long texts
folded, short records in one line.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from .corpus import Drawn
from .entities import Record
from .files import empty, write

WIDTH = 110
_HERE = Path(__file__).parent
_PLAIN = re.compile(r"(?!(?:null|true|false|no|yes|on|off)$)[^\W_][\w ’()./+~-]*(?<! )")
_SCHEMA = "# yaml-language-server: $schema=../../schema/{}.json\n"
CONFIG = """\
site_name: Benchmark
site_description: Made-up records about made-up groups, people and places.
site_url: https://example.org/
docs_dir: dossiers
theme:
  name: material
  font: false
  features: [navigation.tabs, search.highlight, toc.follow]
plugins: [search]
validation: {nav: {not_found: ignore}}
nav:
  - Home: index.md
  - Groups: groups/
  - People: people/
  - Places: places/
  - Claims: claims/
  - Sources: sources/
extra: {generator: false}
"""
HOME = """\
# Benchmark

Made-up records about made-up groups, people and places. Every name and every word in them is drawn by chance.
"""


def write_site(records: Iterable[Drawn], site: Path) -> None:
    """Write `mkdocs.yml`, `data/` and `dossiers/` into a folder; of what was there before nothing is left.

    Records are written as they come: what belongs into one file is added to it.
    """
    vocabulary = (_HERE / "vocabulary.yml").read_text("utf-8")
    empty(site)
    for path, text in {"mkdocs.yml": CONFIG, "dossiers/index.md": HOME, "data/vocabulary.yml": vocabulary}.items():
        write(site / path, text)
    for file, drawn in groupby(records, key=_file):
        if file.startswith(("sources/", "claims/")):
            _add(site / "data" / file, drawn)
        else:
            fields = {key: value for key, value in next(drawn).record.items() if key != "id"}
            write(site / "data" / file, _SCHEMA.format("entity") + "".join(_fields(fields, "")))


def _file(drawn: Drawn) -> str:
    """Return the file of a record: an entity's own, that of a source's outlet, that of a claim's first source."""
    folder, record = drawn
    if folder == "sources":
        return f"sources/from-{record['outlet']}.yml"
    return f"claims/{record['citations'][0]['source']}.yml" if folder == "claims" else f"{folder}/{record['id']}.yml"


def _add(path: Path, drawn: Iterable[Drawn]) -> None:
    """Add records to the end of a list in a file, which need not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        if not file.tell():
            file.write(_SCHEMA.format(path.parent.name.removesuffix("s")))
        file.writelines(f"\n{_item(record, '')}" for _, record in drawn)


def _fields(record: Record, indent: str) -> Iterator[str]:
    """Yield the lines of a record's fields, each in the shortest form that reads well."""
    for key, value in record.items():
        line = f"{indent}{key}: {_flow(value)}"
        if len(line) <= WIDTH and not _is_long_list(value):
            yield f"{line}\n"
        elif isinstance(value, str):
            yield f"{indent}{key}: >-\n{_folded(value, indent + '  ')}\n"
        elif isinstance(value, list):
            yield f"{indent}{key}:\n" + "".join(_item(item, f"{indent}  ") for item in value)
        else:
            yield f"{indent}{key}:\n" + "".join(_fields(value, f"{indent}  "))


def _folded(text: str, indent: str) -> str:
    """Return the lines of a folded text; ids with hyphens are never broken."""
    lines = textwrap.wrap(text, WIDTH - len(indent), break_on_hyphens=False, break_long_words=False)
    return "\n".join(indent + line for line in lines)


def _is_long_list(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _item(item: Record | str, indent: str) -> str:
    line = f"{indent}- {_flow(item)}\n"
    if not isinstance(item, dict) or (len(line) <= WIDTH and indent):
        return line
    fields = "".join(_fields(item, f"{indent}  "))
    return f"{indent}- {fields[len(indent) + 2 :]}"


def _flow(value: Any) -> str:
    """Return a value in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
