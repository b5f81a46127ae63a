"""Files in which one run keeps something for the next: whole or not at all, and for the same version of the program.

Each begins with a key (of all that decides what the rest means), and with the length and a checksum of the rest, which
tell of damage: a digest of a file as large as a ledger takes several times as long. It refuses to know what is kept.
Nothing here raises: what cannot be read is not there, and what cannot be written is not kept.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from io import FileIO
from pathlib import Path
from typing import Final
from zlib import crc32

from . import ordinary

DIGEST_SIZE: Final = 16
_NUMBER: Final = 8
HEAD: Final = DIGEST_SIZE + 2 * _NUMBER
"""So many bytes stand before what is kept."""
_PART: Final = 1 << 20
_LIBRARIES: Final = (
    "ahocorasick-rs", "babel", "inscriptis", "jinja2", "lxml", "markdown", "markupsafe", "msgspec", "nh3",
    "pyyaml", "selectolax",
)  # fmt: skip
_WHOLE: Final = tuple(sorted(path.name for path in Path(__file__).parent.iterdir() if not path.name.startswith("__")))
_ABANDONED: Final = 3_600_000_000_000  # ns


def digest(*parts: bytes) -> bytes:
    """Return the digest of bytes, of which each part counts for itself."""
    made = blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        if len(parts) > 1:
            made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.digest()


def kept(path: Path, key: bytes) -> bytes:
    """Return what was kept in a file under a key; nothing where it is another key's, damaged, or not there."""
    try:
        data = ordinary.read(path)
    except OSError:
        return b""
    rest = data[HEAD:]
    return rest if data[:HEAD] == _head(key, len(rest), crc32(rest)) else b""


def opened(path: Path, key: bytes) -> FileIO | None:
    """Return a file in which bytes were kept under a key, which begin at `HEAD`; None as for `kept`.

    It is the same whatever is put into its place later.
    """
    with suppress(OSError), ExitStack() as undone:
        file = undone.enter_context(ordinary.opened(path))
        head, length, checksum = file.read(HEAD), 0, 0
        while part := file.read(_PART):
            length, checksum = length + len(part), crc32(part, checksum)
        if head == _head(key, length, checksum):
            undone.pop_all()
            return file
    return None


def keep(path: Path, key: bytes, data: bytes | Iterable[bytes]) -> None:
    """Put bytes in the place of what was kept there, in one step; they may come in parts, of which none is held."""
    parts = [data] if isinstance(data, bytes) else data
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
        length = checksum = 0
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(bytes(HEAD))
                for part in parts:
                    length, checksum = length + len(part), crc32(part, checksum)
                    file.write(part)
                file.seek(0)
                file.write(_head(key, length, checksum))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def time_of(path: Path) -> int:
    """Return the file system's own time beside a file to be kept, in ns; 0 where nothing can be written.

    On this occasion, what runs that were killed left there is removed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent) as file:
            now = os.fstat(file.fileno()).st_mtime_ns
        for other in path.parent.glob(f"{path.name}.*"):
            if other.stat().st_mtime_ns + _ABANDONED < now:
                other.unlink()
    except OSError:
        return 0
    return now


def whole_program() -> bytes:
    """Return the digest of all of this program, of what it is built on, and of Python."""
    return program(_WHOLE)


@cache
def program(names: Iterable[str]) -> bytes:
    """Return the digest of parts of this program (modules and folders), of what they are built on, and of Python."""
    here = Path(__file__).parent
    files = sorted(path for name in names for path in ([here / name] if "." in name else (here / name).rglob("*.*")))
    return digest(
        platform.python_version().encode(),
        *(f"{name} {_version(name)}".encode() for name in _LIBRARIES),
        *(path.read_bytes() for path in files if path.suffix in (".py", ".yml", ".po")),
    )


def _head(key: bytes, length: int, checksum: int) -> bytes:
    return key + b"".join(number.to_bytes(_NUMBER, "little") for number in (length, checksum))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
