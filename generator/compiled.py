"""Keeps what MkDocs and ProperDocs compile of the templates that packages bring: a third of what a run of theirs takes.

The engine loads it as a hook of the run that makes the frames. It is code, and runs: so it lies with the program, where
whoever can write can change that too, and nothing is kept of the templates of a site.
"""

from __future__ import annotations

import marshal
import sys
import sysconfig
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from . import keeping

_OWN = ("compiled.py",)
_FORMS = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized",
)  # fmt: skip
"""What of an environment decides how a text is read."""


class Compiled(BytecodeCache):
    """Keeps templates of packages in one file, under a key that says for what sort of environment they are compiled."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Take what is kept, if it is under this key, and whole."""
        self._path = path
        self._key = key
        data = keeping.kept(path, key)
        self._codes: dict[str, tuple[str, Any]] = marshal.loads(data) if data else {}
        self._is_new = False
        self._packages = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what tells a template from others; nothing for one that is no package's."""
        is_of_package = filename and not self._packages.isdisjoint(Path(filename).parents)
        return f"{name} {filename}" if is_of_package else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is kept, if that was compiled of the same source."""
        source, code = self._codes.get(bucket.key, ("", None))
        if source == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what is in a bucket."""
        if bucket.key:
            self._codes[bucket.key] = bucket.checksum, bucket.code
            self._is_new = True

    def settle(self) -> None:
        """Write down what was taken, if anything was."""
        if self._is_new:
            keeping.keep(self._path, self._key, marshal.dumps(self._codes))


_compiled: Compiled | None = None


def on_env(env: Environment, **_: Any) -> Environment:
    """Let an environment of the engine take what was compiled before for one of its sort."""
    global _compiled
    if not sys.dont_write_bytecode:
        names = [sorted(names) for names in (env.extensions, env.filters, env.tests, env.globals)]
        forms = [getattr(env, form) for form in _FORMS]
        escapes = getattr(env.autoescape, "__qualname__", env.autoescape)
        key = keeping.digest(keeping.program(_OWN), repr((version("jinja2"), names, forms, escapes)).encode())
        _compiled = Compiled(Path(cache_from_source(__file__)).with_suffix(f".{key.hex()[:8]}.pyc"), key)
        env.bytecode_cache = _compiled
    return env


def on_post_build(**_: Any) -> None:
    """Keep what was compiled, when all pages are made."""
    if _compiled:
        _compiled.settle()
