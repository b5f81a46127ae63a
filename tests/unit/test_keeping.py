"""Files in which one run keeps something for the next: whole, or not at all."""

from __future__ import annotations

import ast
import importlib.metadata
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import keeping
from generator.keeping import digest, keep, kept, opened, program

KEY = digest(b"some key")
WITHOUT_A_TRACE = {"distributed", "mkdocs", "watchfiles"}
"""What no page is made of: it runs, or is run by, the program. What engines make has a key of its own."""


def imported() -> Iterator[str]:
    """Yield the top names of all modules that the program imports."""
    for path in Path(keeping.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def libraries() -> list[str]:
    """Return the libraries of others that what the program writes depends on."""
    homes = importlib.metadata.packages_distributions()
    modules = {*imported()} - sys.stdlib_module_names - WITHOUT_A_TRACE
    return sorted({home.lower().replace("_", "-") for module in modules for home in homes[module]})


@pytest.mark.usefixtures("unwaiting")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    """In the place of what was kept, it is nothing; what is kept next takes its place."""
    os.mkfifo(tmp_path / "kept")
    assert kept(tmp_path / "kept", KEY) == b""
    assert opened(tmp_path / "kept", KEY) is None
    keep(tmp_path / "kept", KEY, b"words")
    assert kept(tmp_path / "kept", KEY) == b"words"


@pytest.fixture
def anew() -> Iterator[None]:
    """Have the program looked at anew, now and afterwards."""
    program.cache_clear()
    yield
    program.cache_clear()


@pytest.mark.usefixtures("anew")
def test_another_version_of_a_library_makes_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept before an upgrade of any library that the program imports does not count after it."""
    before, version = program(("keeping.py",)), importlib.metadata.version
    found = libraries()
    for library in found:
        monkeypatch.setattr(
            keeping, "version", lambda name, new=library: "99" if name.lower() == new else version(name)
        )
        program.cache_clear()
        assert program(("keeping.py",)) != before, library
    assert {"jinja2", "markdown", "pyyaml"} <= {*found}


@pytest.mark.usefixtures("anew")
def test_another_python_makes_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept under one version of Python does not count under another."""
    before = program(("keeping.py",))
    program.cache_clear()
    assert program(("keeping.py",)) == before
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.0")
    program.cache_clear()
    assert program(("keeping.py",)) != before


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


@given(st.binary(min_size=1, max_size=200), st.data())
def test_what_was_damaged_counts_as_nothing(words: bytes, data: st.DataObject) -> None:
    """Whichever bit of a file is another, or wherever it was cut off or went on: it is not there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "kept")
        keep(path, KEY, words)
        whole = bytearray(path.read_bytes())
        bit = data.draw(st.integers(0, len(whole) * 8 - 1))
        cut = data.draw(st.integers(0, len(whole) - 1))
        flipped = whole[:]
        flipped[bit // 8] ^= 1 << bit % 8
        for damaged in (flipped, whole[:cut], whole + whole[cut:], whole + b"\0"):
            path.write_bytes(damaged)
            assert kept(path, KEY) == b""
            assert opened(path, KEY) is None
