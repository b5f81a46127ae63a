"""Keep the catalogues of words in step with the program: `make words`.

Every sentence that pages say stands in a template, as `_("…")` or `many("…", "…", number)`, in a call of `Words`, or
in a table that its module names in `SAID`. They are collected here; a catalogue keeps what is translated of them, gets
the new ones, for somebody to translate, and loses what nobody says any more.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from generator.translation import sentences
from generator.words import FOLDER

ROOT = Path(__file__).parents[1]
SPEAKING = {"words": 1, "parts": 1, "many": 2, "many_parts": 2}
"""The calls that say something, and how many forms of it they are given."""
Message = str | tuple[str, str]


def messages() -> dict[Message, list[str]]:
    """Return every sentence in English, those with a number in both forms, with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path, said in (*_of_templates(), *_of_program()):
        files = found.setdefault(said, [])
        if path not in files:
            files.append(path)
    return found


def catalogue(path: Path) -> Catalog:
    """Return what a file of translations holds."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def update(path: Path) -> tuple[int, int]:
    """Bring a catalogue up to date; return how many sentences it lacks, and how many it lost."""
    old, new = catalogue(path), Catalog(locale=path.stem, header_comment=f"# {path.stem}", fuzzy=False)
    told = messages()
    for said, files in sorted(told.items(), key=lambda item: (item[1], _first(item[0]))):
        known = old.get(_first(said))
        string = known.string if known and known.id == said else None
        new.add(said, string, locations=[(file, 0) for file in sorted(files)])
    with path.open("wb") as file:
        write_po(file, new, width=120, omit_header=True, include_lineno=False)
    text = path.read_text("utf-8")
    path.write_text(_header(old) + text, "utf-8")
    lost = sum(message.id not in told for message in old if message.id)
    return sum(not message.string or not all(message.string) for message in new if message.id), lost


def _header(made: Catalog) -> str:
    plural = f"nplurals={made.num_plurals}; plural={made.plural_expr};"
    return (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {made.locale_identifier}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {plural}\\n"\n\n'
    )


def _first(said: Message) -> str:
    return said if isinstance(said, str) else said[0]


def _message(said: tuple[str, ...]) -> Message:
    return said[0] if len(said) == 1 else (said[0], said[1])


def _of_templates() -> Iterator[tuple[str, Message]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for call in Environment().parse(path.read_text("utf-8")).find_all(nodes.Call):
            if said := sentences(call):
                yield path.relative_to(ROOT).as_posix(), _message(said)


def _of_program() -> Iterator[tuple[str, Message]]:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        text, name = path.read_text("utf-8"), path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(text)):
            if said := _said(node):
                yield name, _message(said)
        if "\nSAID" in text:
            module = import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
            yield from ((name, said) for said in module.SAID)


def _said(node: ast.AST) -> tuple[str, ...]:
    """Return what a call says; two forms may have been named `one` and `several` in a line of their own."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if name in SPEAKING:
            given = args[: SPEAKING[name]]
        case ast.Assign(
            targets=[ast.Tuple(elts=[ast.Name(id="one"), ast.Name(id="several")])], value=ast.Tuple(elts=given)
        ):
            pass
        case _:
            return ()
    said = [part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return tuple(said) if said and len(said) == len(given) else ()


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.po")):
        lacking, lost = update(path)
        print(f"{path.relative_to(ROOT)}: {len(messages())} sentences, {lacking} to translate, {lost} dropped")
    sys.exit()
