"""Ordinary files are read, and nothing else is waited for."""

import os
from pathlib import Path

import pytest

from generator.ordinary import opened, read, read_text


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
