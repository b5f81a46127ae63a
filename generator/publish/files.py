"""Puts the bytes of one file in place, whatever lies there, and refuses addresses that are unfit for a host."""

from __future__ import annotations

import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..problems import DossierError

FILE_MODE = 0o644
FOLDER_MODE = 0o755
_UNFIT_PART = re.compile(r"(^|/)(\.{0,2})(/|$)|[\\\x00-\x1f\x7f\ud800-\udfff]")
_UNFIT_KEY = re.compile(r"[\s]")
_LONGEST_PART = 255


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in its place: address, size in bytes, the key it was made from, and whether it was written anew."""

    address: str
    size: int
    key: str = ""
    written: bool = False


def write_file(root: Path, address: str, data: bytes, key: str = "") -> Entry:
    """Make the file hold exactly these bytes, touching nothing where it does; any process may call it.

    The address is relative to `root`, with slashes; `key` is for `Release.keep`. DossierError where the
    address is unfit or the disk refuses.
    """
    _check(address, key)
    path = f"{root}/{address}"
    try:
        written = _place(str(root), path, data)
    except OSError as error:
        raise DossierError(f"cannot write {path}: {error.strerror}") from error
    return Entry(address, len(data), key, written)


def put_link(root: str, source: str, path: str) -> None:
    """Make a path below `root` another name of the file `source`, whatever lies there."""
    for _ in range(2):
        try:
            os.link(source, path)
        except FileExistsError:
            _clear(Path(path))
        except (FileNotFoundError, NotADirectoryError):
            _make_folders(root, path)
        else:
            return
    os.link(source, path)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def walk(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below a folder, with its address; links are not followed."""
    prefixes = [""]
    while prefixes:
        prefix = prefixes.pop()
        with os.scandir(f"{root}/{prefix}") as found:
            for item in found:
                yield prefix + item.name, item
                if item.is_dir(follow_symlinks=False):
                    prefixes.append(f"{prefix}{item.name}/")


def check_apart(addresses: Iterable[str]) -> None:
    """Refuse addresses that some file system takes for one, or for a file and a folder of one name."""
    folded: dict[str, str] = {}
    for address in sorted(addresses):
        twin = folded.setdefault(address_folded(address), address)
        if twin != address:
            raise DossierError(f"{twin} and {address} differ only in writing: many hosts would lose one")
    for fold, address in folded.items():
        for folder in folders_above(fold):
            if folder in folded:
                raise DossierError(f"{folded[folder]} cannot be a file: {address} needs a folder there")


def folders_above(address: str) -> Iterator[str]:
    """Yield the addresses of the folders that hold a file, nearest first."""
    while "/" in address:
        address = address[: address.rindex("/")]
        yield address


def _check(address: str, key: str) -> None:
    if _UNFIT_PART.search(address) or max(map(len, os.fsencode(address).split(b"/"))) > _LONGEST_PART:
        raise DossierError(f"cannot publish at {address!r}: not a plain relative address")
    if _UNFIT_KEY.search(key):
        raise DossierError(f"cannot publish {address}: its key {key!r} holds white space")


def address_folded(address: str) -> str:
    """Return an address as file systems see it that tell neither capitals nor ways to write an accent apart."""
    folded = unicodedata.normalize("NFC", address).casefold()
    return address if folded == address else folded  # nearly always: there may be a million


def _place(root: str, path: str, data: bytes) -> bool:
    try:
        descriptor = _create(path)
    except FileExistsError:
        if _holds(path, data):
            return False
        # Unlinked, not overwritten: a backup may share the bytes through a hard link.
        _clear(Path(path))
        descriptor = _create(path)
    except (FileNotFoundError, NotADirectoryError):
        _make_folders(root, path)
        descriptor = _create(path)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fchmod(descriptor, FILE_MODE)
    finally:
        os.close(descriptor)
    return True


def _create(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)


def _holds(path: str, data: bytes) -> bool:
    """Tell whether an ordinary file holds exactly these bytes; its mode is put right in passing."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)  # a pipe is not waited for
    except OSError:
        return False
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
            return False
        if stat.S_IMODE(status.st_mode) != FILE_MODE:
            os.fchmod(descriptor, FILE_MODE)
        with open(descriptor, "rb", closefd=False) as file:
            return file.read() == data
    finally:
        os.close(descriptor)


def _make_folders(root: str, path: str) -> None:
    """Make the folders above a file, but never the root; another process may be making the same ones."""
    folder = path[: path.rindex("/")]
    if folder == root:
        return
    try:
        # By the system's own calls: a path object takes longer than the folder, and there may be a hundred thousand.
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        if Path(folder).is_dir():
            return
        with suppress(OSError):  # another worker may have cleared the way
            Path(folder).unlink()
        Path(folder).mkdir(exist_ok=True)
    except (FileNotFoundError, NotADirectoryError):
        _make_folders(root, folder)
        Path(folder).mkdir(exist_ok=True)
    os.chmod(folder, FOLDER_MODE)  # noqa: PTH101
