"""A folder that another program filled: when it may be taken over, and that nothing of anybody else's is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.handover import forget, stranger, write_down
from generator.problems import DossierError
from generator.publish import Release, build_number

FILES = {"index.html": "home", "groups/hts/index.html": "hts"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A real folder in the place of the site, with what another program copied there."""
    source, out = tmp_path / "source", tmp_path / "place" / "site"
    for name, text in FILES.items():
        for folder in (source, out):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
    write_down(out, source)
    return out


def build(out: Path, text: str) -> None:
    with Release(out) as release:
        release.write("index.html", text.encode())
        release.finish()


def test_a_folder_of_this_very_site_is_taken_over(out: Path) -> None:
    """It becomes the last build, and the next one replaces it; only what was built is left."""
    build(out, "new")
    assert build_number(out) == 2
    assert [path.name for path in out.iterdir()] == ["index.html"]
    build(out, "newer")
    assert [path.name for path in out.iterdir()] == ["index.html"]
    assert sorted(path.name for path in out.parent.iterdir()) == [".site.builds", "site"]


def test_what_was_taken_over_stands_until_the_build_is_whole(out: Path) -> None:
    """A build that finds errors leaves the pages that were there, behind a link of its own."""
    with Release(out) as release:
        release.write("index.html", b"half")
    assert build_number(out) == 1
    assert {name: (out / name).read_text() for name in FILES} == FILES


def add_a_file(out: Path) -> str:
    (out / "groups" / "thesis.txt").write_text("years of work")
    return "thesis.txt"


def add_a_hidden_file(out: Path) -> str:
    (out / ".nojekyll").touch()
    return ".nojekyll"


def add_a_link(out: Path) -> str:
    (out / "groups" / "mine").symlink_to(out.parent)
    return "mine"


def add_a_pipe(out: Path) -> str:
    os.mkfifo(out / "pipe")
    return "pipe"


def change_a_page(out: Path) -> str:
    """Keep its size and its time."""
    page = out / "index.html"
    status = page.stat()
    page.write_text("HOME")
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    return "index.html"


def lose_the_note(out: Path) -> str:
    forget(out)
    return "site"


def spoil_the_note(out: Path) -> str:
    (out.parent / ".site.builds" / "filled").write_bytes(b"\xff")
    return "site"


CHANGES = [add_a_file, add_a_hidden_file, add_a_link, add_a_pipe, change_a_page, lose_the_note, spoil_the_note]


@pytest.mark.parametrize("change", CHANGES, ids=[change.__name__ for change in CHANGES])
def test_whatever_else_lies_there_is_refused(out: Path, change: Callable[[Path], str]) -> None:
    """One file that is not known as it lies, and the folder stays as it is; the message names the file."""
    named = change(out)
    before = sorted(out.rglob("*"))
    with pytest.raises(DossierError, match=rf"in the way, .*{named}.*publish to another place"):
        build(out, "new")
    assert not out.is_symlink()
    assert sorted(out.rglob("*")) == before


def test_an_empty_folder_may_go(tmp_path: Path) -> None:
    """Where nothing lies, as after a build of MkDocs' that failed, nothing can be lost."""
    out = tmp_path / "site"
    (out / "groups").mkdir(parents=True)
    assert stranger(out) is None
    build(out, "new")
    assert build_number(out) == 2


def test_a_page_that_somebody_took_out_is_not_missed(out: Path) -> None:
    """What is gone cannot be lost."""
    (out / "index.html").unlink()
    assert stranger(out) is None
