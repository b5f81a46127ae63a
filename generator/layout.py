"""How a site is laid out, kept for the next build: its plan, and the indexes that are made of no words.

Both hang on what is left of records without their wording (`unworded.py`). Who edits words, as happens most of the
time, gets them back in a tenth of the time that it takes to work them out. What another version of the program kept, or
kept under other settings, is not looked at.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from io import BufferedReader, BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from . import keeping
from .corpus import Corpus
from .inspection import Prior
from .model import Row, packed, unpacker
from .pages import Plan
from .reads import Indexed
from .unworded import Bare, laid_bare

_FORM = b"layout 1"
_LENGTH = 8
_NO_LAYOUT = (pickle.UnpicklingError, ValueError, TypeError, LookupError, AttributeError, ImportError, EOFError)
"""What may come of reading a file that nobody wrote who keeps layouts."""
_MAKERS = tuple(f"{__package__}.{name}." for name in ("analyse", "geography", "pages", "views"))
"""Where the sorts of values are written that plan and indexes hold."""
_bare = unpacker(Bare)


class Layout(NamedTuple):
    """The plan of a corpus, its indexes by their names, and its statements as they are looked for.

    Where it was kept, `reworded` are the records that are worded otherwise now.
    """

    plan: Plan
    indexes: dict[str, Indexed]
    statements: Prior
    reworded: frozenset[str] = frozenset()


def read_layout(path: Path, corpus: Corpus, *more: object) -> Layout | None:
    """Return the layout that was kept in a file, if it is that of this corpus; `more` is what else it hangs on."""
    file = keeping.opened(path, _key(corpus, more))
    if file is None:
        return None
    with BufferedReader(file) as data:
        data.seek(keeping.HEAD)
        try:
            then = _bare(data.read(int.from_bytes(data.read(_LENGTH), "little")))
            now = laid_bare(corpus, then)
            if not now.is_of(then):
                return None
            parts = _Reader(data)
            planned = {field.name: parts.load() for field in fields(Plan)}
            indexes = {}
            for name in parts.load():
                keys, values, whole = parts.load()
                indexes[name] = dict(zip(keys, values, strict=True)), whole
            return Layout(Plan(**planned), indexes, Prior(*parts.load()), now.others_than(then))
        except _NO_LAYOUT:
            return None


def keep_layout(path: Path, layout: Layout, corpus: Corpus, *more: object) -> None:
    """Keep the layout of a corpus for the next build."""
    keeping.keep(path, _key(corpus, more), _parts(layout, corpus))


def _parts(layout: Layout, corpus: Corpus) -> Iterator[bytes]:
    bare = packed(laid_bare(corpus))
    yield len(bare).to_bytes(_LENGTH, "little")
    yield bare
    # One pickler for all, so that what several of them hold is written once, and is one thing when it is read.
    buffer = BytesIO()
    pickler = _Writer(buffer, pickle.HIGHEST_PROTOCOL)
    planned = [getattr(layout.plan, field.name) for field in fields(Plan)]
    # By themselves keys and values are no copies of a dict, of which the pickler would hold all to the end; and nobody
    # has read what is only written down.
    indexes = ((tuple(dict.keys(index)), tuple(dict.values(index)), whole) for index, whole in layout.indexes.values())
    for part in chain(planned, [tuple(layout.indexes)], indexes, [layout.statements.written]):
        pickler.dump(part)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


class _Writer(pickle.Pickler):
    """Writes a value of a layout as its sort and the values of its fields."""

    def reducer_override(self, value: Any, /) -> Any:
        sort: Any = type(value)
        if not sort.__module__.startswith(_MAKERS):
            return NotImplemented
        return sort, tuple([getattr(value, name) for name in _names(sort)])


@cache
def _names(sort: Any) -> tuple[str, ...]:
    """Return the names of the fields of a sort of values."""
    if is_dataclass(sort):
        return tuple(field.name for field in fields(sort))
    return tuple(sort.__struct_fields__ if issubclass(sort, Row) else sort._fields)


class _Reader(pickle.Unpickler):
    """Makes values of the sorts that a layout holds, and calls nothing else, whoever wrote the file."""

    def find_class(self, module: str, name: str, /) -> Any:
        sort: Any = super().find_class(module, name) if module.startswith(_MAKERS) else None
        if isinstance(sort, type) and sort.__module__ == module and _holds_values(sort):
            return _Sort(sort)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a layout")


def _holds_values(sort: type) -> bool:
    return is_dataclass(sort) or issubclass(sort, tuple | Row)


class _Sort:
    """Makes values of a sort; a file that would change the sort itself finds nothing to change."""

    __slots__ = ("_sort",)

    def __init__(self, sort: type) -> None:
        self._sort = sort

    def __call__(self, *values: Any) -> Any:
        return self._sort(*values)

    def __setstate__(self, state: object) -> None:
        raise pickle.UnpicklingError("a sort of values is not changed")


def _key(corpus: Corpus, more: tuple[object, ...]) -> bytes:
    return keeping.digest(_FORM, keeping.whole_program(), packed((corpus.settings, corpus.vocabulary, more)))
