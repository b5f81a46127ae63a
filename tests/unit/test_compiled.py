"""What the engine compiles of the templates of packages, kept from run to run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from generator import compiled


class Compiling(Environment):
    """Notes what it compiles."""

    def __init__(self, *folders: Path, **options: Any) -> None:
        super().__init__(loader=FileSystemLoader(folders), **options)
        self.compiled: list[str | None] = []

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *rest: Any) -> Any:
        """Compile a template."""
        self.compiled.append(name)
        return super().compile(source, name, filename, *rest)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of templates of an installed package; what is compiled of them is kept in a folder of the test."""
    folder = tmp_path / "installed" / "theme"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text("Of the {% if name %}theme{% endif %}.", "utf-8")
    (tmp_path / "kept").mkdir()
    monkeypatch.setattr(compiled, "cache_from_source", lambda _: str(tmp_path / "kept" / "compiled.some-python.pyc"))
    monkeypatch.setattr("sysconfig.get_path", lambda name: str(tmp_path / "installed"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def run(*folders: Path, name: str = "page.html", **options: Any) -> tuple[str, list[str | None]]:
    """Return what a template says in a run of the engine of its own, and what was compiled for that."""
    env = Compiling(*folders, **options)
    assert compiled.on_env(env, config=None, files=None) is env
    said = env.get_template(name).render(name="x")
    compiled.on_post_build(config=None)
    return said, env.compiled


def kept(package: Path) -> list[Path]:
    return sorted((package.parents[1] / "kept").iterdir())


def test_a_template_of_a_package_is_compiled_once(package: Path) -> None:
    """The next run takes what was kept, and writes nothing."""
    assert run(package) == ("Of the theme.", ["page.html"])
    (file,) = kept(package)
    then = file.stat()
    assert run(package) == ("Of the theme.", [])
    assert file.stat() == then


def test_another_text_is_compiled_anew(package: Path) -> None:
    """What was compiled counts for the very text: an upgrade has others under the same names."""
    run(package)
    (package / "page.html").write_text("Another.", "utf-8")
    assert run(package) == ("Another.", ["page.html"])
    assert run(package) == ("Another.", [])


@pytest.mark.parametrize(
    "options", [{"extensions": ["jinja2.ext.loopcontrols"]}, {"trim_blocks": True}, {"autoescape": True}]
)
def test_another_sort_of_environment_has_its_own(package: Path, options: dict[str, Any]) -> None:
    """What one makes of a text by its extensions and its ways to read, nobody else takes for his."""
    run(package)
    assert run(package, **options) == ("Of the theme.", ["page.html"])
    assert run(package, **options) == ("Of the theme.", [])
    assert len(kept(package)) == 2
    assert run(package) == ("Of the theme.", [])


def test_of_a_site_nothing_is_kept(package: Path, tmp_path: Path) -> None:
    """Its templates are compiled in each run, also where one stands before that of a package."""
    own = tmp_path / "site" / "overrides"
    own.mkdir(parents=True)
    (own / "page.html").write_text("Of the site.", "utf-8")
    for _ in range(2):
        assert run(own, package) == ("Of the site.", ["page.html"])
    assert kept(package) == []
    assert run(package) == ("Of the theme.", ["page.html"])


@pytest.mark.parametrize("left", [b"", b"nothing", None])
def test_what_is_damaged_counts_for_nothing(package: Path, left: bytes | None) -> None:
    """Templates are compiled again, and kept again."""
    run(package)
    (file,) = kept(package)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] if left is None else left)
    assert run(package) == ("Of the theme.", ["page.html"])
    assert file.read_bytes() == whole


def test_who_wants_no_compiled_files_gets_none(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python is told to write none, none is written, and none is taken."""
    monkeypatch.setattr(compiled, "_compiled", None)  # as in a process of its own
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert run(package) == ("Of the theme.", ["page.html"])
    assert kept(package) == []
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    run(package)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert run(package) == ("Of the theme.", ["page.html"])


def test_where_nothing_can_be_written_all_goes_on(package: Path) -> None:
    """A program in a folder that is not there for writing compiles in each run."""
    (package.parents[1] / "kept").rmdir()
    for _ in range(2):
        assert run(package) == ("Of the theme.", ["page.html"])
