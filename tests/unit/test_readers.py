"""Who looks at a served site is told what there is, and sees pages early."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from generator.readers import BUILDING, BUILT, FAULTY, SHOWN, Readers


@pytest.fixture
def readers(tmp_path: Path) -> Readers:
    """The readers of a site with five pages, of which nobody looks at any yet."""
    for name in "abcde":
        (tmp_path / f"{name}.html").write_bytes(name.encode())
    return Readers(tmp_path)


def test_the_pages_that_were_asked_for_last_are_open(readers: Readers) -> None:
    """A few pages count, the last one first, each once."""
    for name in "aebcbd":
        assert readers.ask(f"{name}.html", f"/{name}") is None
    assert readers.looking_at() == ["d.html", "b.html", "c.html", "e.html"]


def test_a_page_is_shown_until_all_is_built(readers: Readers, tmp_path: Path) -> None:
    """Who looks at it is told when it can be had; when all is built, which pages had all of it before."""
    readers.ask("a.html", "/a/?x")
    readers.ask("b.html", "/b")
    readers.show("a.html", b"new")
    readers.show("b.html", b"gone")
    assert readers.ask("a.html", "/a") == b"new"
    (tmp_path / "a.html").write_bytes(b"new")
    readers.built()
    assert readers.ask("a.html", "/a") is readers.ask("b.html", "/b") is None
    assert readers.news(0, 0) == [(SHOWN, '"/a/?x"'), (SHOWN, '"/b"'), (BUILT, '["/a"]')]
    readers.built()
    assert readers.news(3, 0) == [(BUILT, "[]")]


def test_nobody_is_told_twice_of_the_same_page(readers: Readers) -> None:
    """It may be shown again by who made it a second time; if something else comes of it, that is news."""
    readers.ask("a.html", "/a")
    for data in (b"new", b"new", b"newer"):
        readers.show("a.html", data)
    assert readers.news(0, 0) == [(SHOWN, '"/a"')] * 2
    assert readers.ask("a.html", "/a") == b"newer"


def test_nobody_is_told_of_a_page_that_is_as_it_was(readers: Readers) -> None:
    """To load it again would bring nothing."""
    readers.ask("a.html", "/a")
    readers.show("a.html", b"a")
    assert readers.ask("a.html", "/a") is None
    assert readers.told == 0


def test_who_waits_is_woken(readers: Readers) -> None:
    """News come when there are any, to all who wait, and again to whom they did not reach."""
    heard: list[list[tuple[str, str]]] = []
    waiting = [threading.Thread(target=lambda: heard.append(readers.news(0, 30))) for _ in range(3)]
    for one in waiting:
        one.start()
    readers.built()
    for one in waiting:
        one.join(30)
    assert heard == [[(BUILT, "[]")]] * 3
    assert readers.news(1, 0) == []


def test_what_is_wrong_is_told_until_it_is_mended(readers: Readers) -> None:
    """Who had a page of a build that failed has the last good one again, and all are told what is wrong with it."""
    readers.ask("a.html", "/a/")
    readers.ask("b.html", "/b/")
    readers.building()
    readers.show("a.html", b"as it would be")
    readers.failed("a.yml:1:1  error[C101]  no <b>")
    assert readers.wrong == '"a.yml:1:1  error[C101]  no <b>"'
    readers.built()
    assert readers.ask("a.html", "/a/") is None
    assert readers.news(0, 0) == [(BUILDING, "null"), (SHOWN, '"/a/"'), (SHOWN, '"/a/"'), (FAULTY, readers.wrong)]
    told = readers.told
    readers.building()
    assert readers.wrong, "nobody knows better yet"
    readers.show("a.html", b"as it will be")
    assert readers.wrong == "", "there are pages again"
    readers.built()
    assert readers.news(told, 0) == [(BUILDING, "null"), (SHOWN, '"/a/"'), (BUILT, "[]")]
    readers.failed("wrong once more")
    readers.built()
    readers.building()
    readers.built()
    assert readers.wrong == ""


def test_a_first_build_may_fail(readers: Readers) -> None:
    """What is wrong with it is known to whoever comes, and forgotten with the first good one."""
    readers.failed("wrong")
    assert readers.wrong == '"wrong"'
    readers.building()
    readers.built()
    assert readers.wrong == ""
