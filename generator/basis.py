"""A digest of what every page rests on: the program, its libraries, the templates, the settings.

When any of it is another one than it was, nothing that was kept from earlier builds is of use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .model import packed

_LIBRARIES = ("jinja2", "markupsafe", "markdown", "nh3", "msgspec", "selectolax", "ahocorasick-rs", "inscriptis")
_HERE = Path(__file__).resolve().parent


def basis(templates: Iterable[Path], *rest: object) -> bytes:
    """Return the digest of this program with these folders of templates, and of whatever else is given."""
    digest = blake2b(digest_size=16)
    digest.update(packed((sys.version, [(name, _version(name)) for name in _LIBRARIES])))
    for folder in (_HERE, *templates):
        for path in sorted(_files(folder)):
            data = path.read_bytes()
            digest.update(packed((path.relative_to(folder).as_posix(), len(data))) + data)
    digest.update(packed(rest))
    return digest.digest()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
