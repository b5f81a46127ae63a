"""Files in which one run keeps something for the next: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.keeping import digest, keep, kept

KEY = digest(b"some key")


def test_what_is_kept_in_parts_is_what_is_kept_at_once(tmp_path: Path) -> None:
    """Bytes come back as they were, whether they came at once or in parts; under another key nothing does."""
    keep(tmp_path / "once", KEY, b"one, two, three")
    keep(tmp_path / "parts", KEY, iter([b"one, ", b"", b"two, three"]))
    assert kept(tmp_path / "once", KEY) == kept(tmp_path / "parts", KEY) == b"one, two, three"
    assert (tmp_path / "once").read_bytes() == (tmp_path / "parts").read_bytes()
    assert kept(tmp_path / "parts", digest(b"another")) == b""


def test_what_cannot_be_made_leaves_what_was_there(tmp_path: Path) -> None:
    """Where making a part fails, what was kept before stays, and nothing is left beside it."""

    def parts() -> Iterator[bytes]:
        yield b"new"
        raise ZeroDivisionError

    keep(tmp_path / "file", KEY, b"old")
    with pytest.raises(ZeroDivisionError):
        keep(tmp_path / "file", KEY, parts())
    assert kept(tmp_path / "file", KEY) == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    keep(tmp_path / "no folder" / "file", KEY, b"new")
    assert kept(tmp_path / "no folder" / "file", KEY) == b""
