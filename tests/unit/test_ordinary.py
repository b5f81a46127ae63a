"""Ordinary files are read, and nothing else is waited for; they are written whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from generator.ordinary import opened, put, read, read_text


def test_a_file_is_read(tmp_path: Path) -> None:
    """Its bytes are what it holds; as text, its lines end as they do everywhere; a link to it is as good."""
    (tmp_path / "file").write_bytes(b"\xef\xbb\xbfa\r\nb\r")
    (tmp_path / "link").symlink_to("file")
    assert read(tmp_path / "link") == b"\xef\xbb\xbfa\r\nb\r"
    assert read_text(tmp_path / "link", "utf-8-sig") == "a\nb\n"
    with opened(tmp_path / "file") as file:
        assert file.read(4) == b"\xef\xbb\xbfa"


@pytest.mark.usefixtures("unwaiting")
@pytest.mark.parametrize("name", ["pipe", "link", "folder", "nothing", "/dev/zero"])
def test_anything_else_is_refused(tmp_path: Path, name: str) -> None:
    """A pipe, a link to one, a device, a folder, and what is not there are no files, and the error says so."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    (tmp_path / "folder").mkdir()
    for reads in (read, read_text):
        with pytest.raises(OSError) as told:
            reads(tmp_path / name)
        assert told.value.strerror and told.value.filename


def test_a_file_is_written_in_one_step(tmp_path: Path) -> None:
    """Who reads it meanwhile reads all that it held; who may read it stays as it was."""
    file = tmp_path / "file"
    put(file, b"first")
    file.chmod(0o640)
    with file.open("rb") as reading:
        put(file, b"second")
        assert reading.read() == b"first"
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"second", 0o640)


def test_what_a_full_disk_refuses_leaves_all_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the file that was meant, and nothing lies beside it."""
    (tmp_path / "file").write_bytes(b"first")

    def refuse(path: Path, data: bytes) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(OSError) as told:
        put(tmp_path / "file", b"second")
    assert (told.value.errno, told.value.filename) == (errno.ENOSPC, str(tmp_path / "file"))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"first"]
