"""Jinja, as the templates of this program and of its sites expect it: the only module that touches it.

Templates compile once, and to quicker code than Jinja's own: what they include is put in its place before they are
compiled, pieces of a page are gathered in a list, and attributes, calls and finished HTML are what Python has at hand.
What the program's own templates were compiled to lies beside what its modules were compiled to.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import cache, lru_cache, partial
from importlib.util import cache_from_source
from itertools import groupby
from pathlib import Path
from traceback import walk_tb
from types import FrameType
from typing import Any, NoReturn

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame

from . import keeping, ordinary
from .load import TEMPLATES
from .model import packed
from .pages import CLAIMS
from .problems import DossierError
from .translation import globals_of, translated
from .words import Words

Files = Mapping[str, tuple[str, bytes]]
"""Templates, and what pages need beside them, by name: each with its path, for messages, and its content."""

STYLE = "assets/dossier.css"
_STYLES = "assets/styles/"
_KEPT = 4
"""So many sets of templates stay compiled: those of a site that is served, in each of its languages."""
_COMPILING = ("markup.py", "templates.py", "translation.py", "words")
"""What of the program decides what a template is compiled to, besides what is in it."""
_DEEPEST = 50
"""No template goes through so many others, or macros, unless it goes on without end."""
_HERE = Path(__file__).resolve().parent
_INCLUDE = re.compile(
    r"""\{#.*?#\}|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}|\{% include "(?P<name>[^"]+)" %\}\n?""",
    re.DOTALL,
)
"""What a template includes; in comments, and in what is shown as it stands, it includes nothing."""
_BEFORE, _BEHIND = "{#\n+#}", "{#+\n+#}"
"""Print nothing, and let each line of a template with its parts come from one file only."""


def gathered(folders: Sequence[Path]) -> Files:
    """Return all that lies in folders of templates; of files with one name the first folder's counts.

    Raises DossierError where one cannot be read.
    """
    found = ((folder, path) for folder in reversed(folders) for path in sorted(folder.rglob("*")))
    paths = ((folder, path) for folder, path in found if path.exists() and not path.is_dir())
    last = {path.relative_to(folder).as_posix(): path for folder, path in paths}
    try:
        return {name: (str(path), ordinary.read(path)) for name, path in last.items()}
    except OSError as error:
        raise DossierError(f"cannot read {error.filename}: {error.strerror}") from error


def assets(files: Files, url: str | None) -> dict[str, bytes]:
    """Return what pages load beside themselves, by address: all in `assets/`, with the styles joined into one file.

    What lies in `assets/styles/` follows `assets/dossier.css` in the order of names: a reader loads one style sheet. It
    ends with how the addresses of claims begin on paper: with the `url` of the site, where it has one.
    """
    found = {name: data for name, (_, data) in sorted(files.items()) if name.startswith("assets/")}
    parts = [found.pop(name) for name in list(found) if address_of_asset(name) != name]
    claims = quoted((url or "") + CLAIMS)
    found[STYLE] = b"\n".join([found[STYLE], *parts, f':root {{ --claims: "{claims}"; }}\n'.encode()])
    return found


def address_of_asset(name: str) -> str:
    """Return where pages find what lies in a folder of templates under a name."""
    return STYLE if name.startswith(_STYLES) else name


def quoted(text: str) -> str:
    """Return a text as it stands between the quotation marks of a style sheet, in a page or in a file."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")


class Templates:
    """The templates of one site in one language, found by name."""

    def __init__(self, files: Files, words: Words) -> None:
        """Compile nothing yet; a template that is missing or wrong shows when it is first used."""
        self._template = cache(self._compiled)
        self._environment = _environment(frozenset(item for item in files.items() if item[0].endswith(".html")), words)

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """Return a template filled with these values, as HTML."""
        return self._template(name).render(values)

    def compile(self, names: Iterable[str]) -> None:
        """Compile templates now."""
        for name in names:
            self._template(name)

    def _compiled(self, name: str) -> Template:
        try:
            return self._environment.get_template(name)
        except TemplateNotFound as error:
            raise DossierError(f"there is no template {error.name}") from error


@lru_cache(maxsize=_KEPT)
def _environment(files: frozenset[tuple[str, tuple[str, bytes]]], words: Words) -> _Environment:
    """Return where templates compile: the same for the same ones, so that who builds again compiles nothing twice."""
    named = dict(files)
    return _Environment(
        words,
        loader=FunctionLoader(lambda name: _source(named, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(files, words) if _are_own(files) and not sys.dont_write_bytecode else None,
    )


def _are_own(files: Iterable[tuple[str, tuple[str, bytes]]]) -> bool:
    """Tell whether all templates are the program's own."""
    homes = (f"{_HERE}{os.sep}", f"{_HERE.parent / TEMPLATES}{os.sep}")
    return all(path.startswith(homes) for _, (path, _) in files)


class _Compiled(BytecodeCache):
    """Keeps what templates of the program were compiled to, where Python keeps the same of its modules.

    It is code, and runs: so it lies with the program, where whoever can write can change that too, and never in the
    folder of a site. Anything else in any template, or another version of the program, and nothing of it counts.
    """

    def __init__(self, files: Iterable[tuple[str, tuple[str, bytes]]], words: Words) -> None:
        _, known = words.__reduce__()
        contents = packed([(name, path, data) for name, (path, data) in sorted(files)])
        self._path = Path(cache_from_source(__file__)).with_suffix(f".{words.lang}.pyc")
        self._key = keeping.digest(keeping.program(_COMPILING), packed(known), contents)
        data = keeping.kept(self._path, self._key)
        self._codes: dict[str, Any] = marshal.loads(data) if data else {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.code
        keeping.keep(self._path, self._key, marshal.dumps(self._codes))


def _source(files: Files, name: str) -> tuple[str, str, None] | None:
    if name not in files:
        return None
    path, data = files[name]
    try:
        return data.decode().replace("\r\n", "\n").replace("\r", "\n"), path, None
    except UnicodeDecodeError as error:
        raise DossierError(f"the template {path} is not UTF-8: save it as UTF-8") from error


class _PlacedError(TemplateSyntaxError):
    """A mistake that already knows in which file it was made."""


class _Compiler(CodeGenerator):
    """Compiles templates as Jinja does, but for what takes most of the time of a page.

    Templates are given plain objects only: Python finds their attributes by itself, and calls them without a context.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Give the compiled module the names that it is written with here."""
        self.writeline("from operator import call")
        self.writeline("from generator.markup import Html, escaped")
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Gather what the whole template prints in a list, with one line of code for all that is printed in a row."""
        if frame.toplevel and frame.buffer is None:
            self.buffer(frame)
            self.blockvisit(nodes, frame)
            self.writeline(f"yield concat({frame.buffer})")
        elif frame.buffer is None or frame.require_output_check or not _is_escaped(frame):
            super().blockvisit(nodes, frame)
        else:
            for printed, some in groupby(nodes, _is_printed):
                if printed:
                    self.writeline(f"{frame.buffer} += (")
                    self._write_pieces(some, frame)
                    self.write(")")
                else:
                    super().blockvisit(some, frame)

    def _write_pieces(self, printed: Iterable[nodes.Node], frame: Frame) -> None:
        """Write what is printed in a row as items of a tuple."""
        data = ""
        for piece in _pieces(printed):
            if isinstance(piece, nodes.TemplateData):
                data += piece.data
                continue
            self.write(f"{data!r}, " if data else "")
            data = ""
            self.newline(piece)
            if isinstance(piece, nodes.If):
                self._write_choice([piece, *piece.elif_], piece.else_, frame)
            else:
                self._write_escaped(piece, frame)
            self.write(", ")
        self.write(f"{data!r}, " if data else "")

    def _write_choice(self, choices: list[nodes.If], otherwise: list[nodes.Node], frame: Frame) -> None:
        """Write an `if` that only prints as an expression."""
        for choice in choices:
            self.write("(")
            self._write_joined(choice.body, frame)
            self.write(" if ")
            self.newline(choice.test)
            self.visit(choice.test, frame)
            self.write(" else ")
        self._write_joined(otherwise, frame)
        self.write(")" * len(choices))

    def _write_joined(self, printed: list[nodes.Node], frame: Frame) -> None:
        """Write what is printed in a row as one string."""
        texts = [piece.data for piece in _pieces(printed) if isinstance(piece, nodes.TemplateData)]
        if len(texts) == sum(1 for _ in _pieces(printed)):
            self.write(repr("".join(texts)))
            return
        self.write("concat((")
        self._write_pieces(printed, frame)
        self.write("))")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute as one of Python's."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call as one of Python's."""
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
            return
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def _write_escaped(self, node: nodes.Node, frame: Frame) -> None:
        self.write("(piece if type(piece := ")
        self.visit(node, frame)
        self.write(") is Html else escaped(piece))")


def _is_printed(node: nodes.Node) -> bool:
    """Tell whether a node does nothing but print, be it under a condition."""
    if isinstance(node, nodes.If):
        return all(map(_is_printed, [*node.body, *node.elif_, *node.else_]))
    return isinstance(node, nodes.Output)


def _pieces(printed: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield each expression, text and condition of what is printed in a row."""
    for node in printed:
        if isinstance(node, nodes.Output):
            yield from node.nodes
        else:
            yield node


def _made_of(frame: FrameType) -> Template | None:
    """Return the template that code at work was compiled from; None if it is other code."""
    return frame.f_globals.get("__jinja_template__")


def _calls_itself(error: BaseException | None, steps: Iterable[tuple[FrameType, int]]) -> bool:
    """Tell whether it is templates that went on without end: one that extends itself, say, or imports itself."""
    return isinstance(error, RecursionError) and sum(_made_of(frame) is not None for frame, _ in steps) > _DEEPEST


def _is_escaped(frame: Frame) -> bool:
    """Tell whether what is printed is escaped here: a site's template may say otherwise for some of its lines."""
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


class _Environment(Environment):
    """Jinja's environment, with our compiler, one language, and plain look-up of what all templates share."""

    code_generator_class = _Compiler

    def __init__(self, words: Words, **options: Any) -> None:
        super().__init__(**options)
        self._words = words
        self.globals.update(globals_of(words))

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Tell what is wrong in a template, which a site may have written itself, in one sentence with its place."""
        error = sys.exception()
        steps = list(walk_tb(error.__traceback__ if error else None))
        if isinstance(error, TemplateError) or _made_of(steps[-1][0]) or _calls_itself(error, steps):
            file, line = self._place_of(error, steps)
            words = error.message if isinstance(error, TemplateSyntaxError) else str(error)
            words = "it leads to itself, without end" if isinstance(error, RecursionError) else words
            words = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else words
            raise DossierError(f"{file}:{line}: the template is wrong: {words}") from error
        super().handle_exception(source)  # the mistake is the program's own

    def _place_of(self, error: BaseException | None, steps: Iterable[tuple[FrameType, int]]) -> tuple[str, int]:
        """Return the file and the line of a mistake."""
        if isinstance(error, _PlacedError):
            return error.filename or "", error.lineno
        if isinstance(error, TemplateSyntaxError):
            return self._place(error.name or "", error.lineno)
        made = [(template, line) for frame, line in steps if (template := _made_of(frame))]
        template, line = made[-1]
        return self._place(template.name or "", template.get_corresponding_lineno(line))

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Put what a template includes in its place, before it is compiled: pages of many parts are made faster so."""
        return self._whole(str(source), filename or "", (name or "",))[0]

    def _place(self, name: str, line: int) -> tuple[str, int]:
        """Return the file in which a line of a template with its parts was written, and which line it is there."""
        source, file, _ = self._source(name)
        return self._whole(source, file, (name,))[1][line - 1]

    def _whole(self, source: str, file: str, around: tuple[str, ...]) -> tuple[str, list[tuple[str, int]]]:
        """Return a source with all parts in it, and where each line of that was written; `around` includes it."""
        pieces, places = [], [(file, 1)]
        at, line = 0, 1
        for found in [*(found for found in _INCLUDE.finditer(source) if found["name"]), None]:
            own = source[at : found.start() if found else None]
            pieces.append(own)
            places += [(file, line + more) for more in range(1, own.count("\n") + 1)]
            line += own.count("\n")
            if found:
                part, part_places = self._part(found["name"], partial(_PlacedError, lineno=line, filename=file), around)
                pieces += _BEFORE, part, _BEHIND
                line += found[0].count("\n")
                places += *part_places, (file, line)
                at = found.end()
        return "".join(pieces), places

    def _part(
        self, name: str, wrong: Callable[[str], _PlacedError], around: tuple[str, ...]
    ) -> tuple[str, list[tuple[str, int]]]:
        if name in around:
            raise wrong(f"{name} is included in itself")
        try:
            source, file, _ = self._source(name)
        except TemplateNotFound:
            raise wrong(f"there is no template {name}") from None
        return self._whole(source.removesuffix("\n"), file, (*around, name))

    def _source(self, name: str) -> tuple[str, str, object]:
        assert self.loader is not None
        source, file, fresh = self.loader.get_source(self, name)
        return source, file or "", fresh

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template, with its sentences translated."""
        try:
            return translated(super()._parse(source, name, filename), self._words)
        except TemplateSyntaxError as error:
            error.name = error.name or name
            raise

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template knows: every rendering copies it, and a chain of maps takes long to copy."""
        return {**self.globals, **(d or {})}
