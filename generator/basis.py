"""A digest of what every page rests on: the program, its libraries, the templates, the settings.

When any of it is another one than it was, nothing that was kept from earlier builds is of use.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import keeping
from .model import packed

_PROGRAM = tuple(sorted(path.name for path in Path(__file__).parent.iterdir() if not path.name.startswith("__")))


def basis(templates: Iterable[Path], *rest: object) -> bytes:
    """Return the digest of this program with these folders of templates, and of whatever else is given."""
    parts = [keeping.program(_PROGRAM), packed(rest)]
    for folder in templates:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            parts += path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape"), path.read_bytes()
    return keeping.digest(*parts)
