"""The server for this machine: a browser asks it for much at once."""

from __future__ import annotations

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import watchfiles

from generator.build import made_of
from generator.problems import DossierError
from generator.readers import Readers
from generator.serve import RELOAD, SCRIPT, Changes, Handler, Server, serve
from scripts.links import Quiet

if TYPE_CHECKING:
    from watchfiles.main import AnyEvent, FileChange


def test_nobody_is_turned_away_who_asks_at_once(tmp_path: Path) -> None:
    """A hundred may come before the first is answered: a browser that is turned away waits for seconds."""
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server, ExitStack() as asking:
        for _ in range(100):
            asking.enter_context(socket.create_connection(server.server_address[:2], timeout=5))


def test_who_leaves_early_makes_no_noise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A reader who closes the page while it loads is nobody's mistake; one of the program's own is reported."""
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        for mistake in (BrokenPipeError("gone"), ConnectionResetError("gone"), ValueError("ours")):
            try:
                raise mistake
            except (ConnectionError, ValueError):
                server.handle_error(None, ("127.0.0.1", 1))
    said = capsys.readouterr().err
    assert "ours" in said
    assert "gone" not in said


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("[::1", 421),
        ("", 421),
    ],
)
def test_no_other_site_reads_what_is_served(tmp_path: Path, host: str, status: int) -> None:
    """Whoever has a name of theirs lead to this machine is turned away, and no page elsewhere may load a file."""
    (tmp_path / "records.js").write_text("dossierData(1);\n")
    with Server(("127.0.0.1", 0), partial(Handler, readers=Readers(tmp_path), directory=str(tmp_path))) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        asked = HTTPConnection(*server.server_address[:2], timeout=5)
        asked.request("GET", "/records.js", headers={"Host": host})
        answer = asked.getresponse()
        server.shutdown()
        serving.join()
    assert answer.status == status
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[int, Readers]]:
    """The port and the readers of a site of one page that is served."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<body>old</body>", "utf-8")
    readers = Readers(tmp_path)
    with Server(("127.0.0.1", 0), partial(Handler, readers=readers, directory=str(tmp_path))) as server:
        server.daemon_threads = True
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield server.server_address[1], readers
        server.shutdown()
        serving.join()


def asked(port: int, path: str, **headers: str) -> HTTPResponse:
    """Return the answer to a request."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_a_page_that_is_open_is_had_before_it_lies_there(served: tuple[int, Readers]) -> None:
    """It is served as it is shown, whatever stands behind its address; the others as they lie there."""
    port, readers = served
    assert b"old" in asked(port, "/a/").read()
    assert readers.looking_at() == ["a/index.html"]
    readers.show("a/index.html", b"<body>new</body>")
    assert b"new" in asked(port, "/a/?and=so").read()
    readers.built()
    assert b"old" in asked(port, "/a/index.html").read()


def test_a_page_that_is_not_there_yet_is_had_as_soon_as_it_is_shown(served: tuple[int, Readers]) -> None:
    """Who asked for it before it was made, or while it was gone, is shown it, and not that it is missing."""
    port, readers = served
    assert asked(port, "/b/").status == 404
    assert readers.looking_at() == ["b/index.html"]
    readers.show("b/index.html", b"<body>new</body>")
    answer = asked(port, "/b/")
    assert answer.status == 200
    assert b"new" in answer.read()
    readers.built()
    assert asked(port, "/b/").status == 404


@pytest.mark.parametrize("end", ["", "/", "\0"])
def test_an_address_that_can_be_none_is_not_there(
    served: tuple[int, Readers], end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that no disk takes is answered like any other that is not there, and nothing is said of it."""
    port, _ = served
    assert asked(port, f"/{quote('a' * 5000 + end)}").status == 404
    assert capsys.readouterr().err == ""


def test_a_page_misses_no_news_while_it_loads(served: tuple[int, Readers]) -> None:
    """What is told after a page was asked for, is told to it; what was told before, is not. So it is after a break."""
    port, readers = served
    readers.built()
    script = re.search(rf'src="{re.escape(SCRIPT)}(\?\d+)"', asked(port, "/a/").read().decode())
    assert script
    assert script[1] == "?1"
    assert b"EventSource" in asked(port, f"{SCRIPT}{script[1]}").read()
    readers.show("a/index.html", b"<body>new</body>")
    readers.built()
    news = asked(port, f"{RELOAD}{script[1]}")
    told = [b"event: shown\n", b"id: 2\n", b'data: "/a/"\n', b"\n", b"event: built\n", b"id: 3\n", b"data: []\n"]
    assert [news.readline() for _ in told] == told
    again = asked(port, f"{RELOAD}{script[1]}", **{"Last-Event-ID": "2"})
    assert [again.readline() for _ in told[4:]] == told[4:]


@pytest.mark.parametrize("since", ["", "?7", "?x", "?²", "?-1"])
def test_who_heard_of_another_server_hears_what_comes(served: tuple[int, Readers], since: str) -> None:
    """A page that another server sent begins with what is told from now on."""
    port, readers = served
    readers.built()
    news = asked(port, f"{RELOAD}{since.replace('²', '%C2%B2')}")
    readers.built()
    assert [news.readline() for _ in range(2)] == [b"event: built\n", b"id: 2\n"]


def test_who_comes_while_something_is_wrong_is_told_at_once(served: tuple[int, Readers]) -> None:
    """A page that is opened after a build has failed says so too; also one that is not there, before any is."""
    port, readers = served
    readers.failed("line 1\n<b>line 2</b>")
    answer = asked(port, "/nothing/")
    page = answer.read().decode()
    assert answer.status == 404
    assert "Nothing is built yet" in page
    script = re.search(rf'src="{re.escape(SCRIPT)}(\?\d+)"', page)
    assert script
    news = asked(port, f"{RELOAD}{script[1]}")
    told = [b"event: faulty\n", b'data: "line 1\\n<b>line 2</b>"\n', b"\n"]
    assert [news.readline() for _ in told] == told
    readers.building()
    readers.built()
    assert b"event: built\n" in [news.readline() for _ in range(8)]
    assert asked(port, f"{RELOAD}?0").readline() == b"event: building\n", "nothing is wrong any more"


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> SimpleQueue[Path]:
    """The folders in which changes are seen, each when they are: it takes a moment until the system tells of them."""
    seen: SimpleQueue[Path] = SimpleQueue()

    def watch(folder: Path, stop_event: AnyEvent, **how: Any) -> Iterator[set[FileChange]]:
        # Without a change the first call ends at once; by then the system watches.
        first = watchfiles.watch(folder, stop_event=stop_event, rust_timeout=50, yield_on_timeout=True, **how)
        early = next(first, set())
        seen.put(folder)
        if early:
            yield early
        yield from filter(None, first)

    monkeypatch.setattr("generator.serve.watch", watch)
    monkeypatch.setattr("generator.serve.CALM", 0.5)
    return seen


def wait_for(watched: SimpleQueue[Path], *folders: Path) -> None:
    """Wait until changes in all these folders are seen."""
    missing = list(folders)
    while missing:
        folder = watched.get(timeout=30)
        if folder in missing:
            missing.remove(folder)


def told(changes: Changes, until: str) -> list[str]:
    """Return what is told until the name of a file, or a rest (""), is; it is the last."""
    names: list[str] = []
    giving_up = threading.Timer(30, changes.__exit__)
    giving_up.start()
    for some in changes:
        names += some.split(", ")
        if until in names:
            break
    giving_up.cancel()
    assert until in names
    return names


def test_what_changes_is_told_at_once_and_a_rest_once(tmp_path: Path, watched: SimpleQueue[Path]) -> None:
    """Files that change are named, also those of a folder within; then a rest is told, and no second one."""
    (tmp_path / "data" / "claims").mkdir(parents=True)
    with Changes(tmp_path / "site") as changes:
        changes.follow([tmp_path / "data", tmp_path / "nothing here"])
        wait_for(watched, tmp_path, tmp_path / "data")
        for name in ("a.yml", "b.yml"):
            (tmp_path / "data" / "claims" / name).write_text("- id: a\n", "utf-8")
        assert {*told(changes, "b.yml"), *told(changes, "")} == {"a.yml", "b.yml", ""}
        (tmp_path / "data" / "c.yml").write_text("- id: a\n", "utf-8")
        assert told(changes, "c.yml") == ["c.yml"], "no second rest comes before it"


def test_no_wait_is_without_an_end(tmp_path: Path) -> None:
    """A Ctrl-C that comes just before a wait is heard after it: one without an end would hear of none."""

    class Nothing:
        waits: list[float | None] = []

        def empty(self) -> bool:
            return True

        def get(self, timeout: float | None = None) -> set[str]:
            self.waits.append(timeout)
            if len(self.waits) < 5:
                raise Empty
            return set()

    with Changes(tmp_path / "site") as changes:
        changes._found = Nothing()
        assert list(changes) == [""]
    assert len(Nothing.waits) == 5
    assert all(wait is not None and wait <= 1 for wait in Nothing.waits)


def test_what_comes_later_or_is_replaced_is_followed_too(tmp_path: Path, watched: SimpleQueue[Path]) -> None:
    """A folder that was not there, one that is put in the place of another, and files that editors replace whole."""
    settings, data, pages = tmp_path / "mkdocs.yml", tmp_path / "data", tmp_path / "content" / "pages"
    settings.write_text("site_name: A\n", "utf-8")
    with Changes(tmp_path / "site") as changes:
        changes.follow([settings, data, pages])
        wait_for(watched, tmp_path)
        for text in ("site_name: B\n", "site_name: C\n"):
            (tmp_path / "mkdocs.yml.new").write_text(text, "utf-8")
            (tmp_path / "mkdocs.yml.new").rename(settings)
            told(changes, "mkdocs.yml")
        for _ in range(2):
            for folder in (data, pages):
                folder.mkdir(parents=True)
                told(changes, "data" if folder == data else "content")
                wait_for(watched, folder)
                (folder / "a.yml").touch()
                told(changes, "a.yml")
                top = data if folder == data else pages.parent
                top.rename(tmp_path / "moved")
                told(changes, top.name)
                shutil.rmtree(tmp_path / "moved")


def test_only_what_a_site_is_made_of_is_followed(tmp_path: Path, watched: SimpleQueue[Path]) -> None:
    """Not what an editor keeps for itself, not caches beside the built site, not that itself, and no other file.

    What begins with a dot may be a part of the site: icons of a theme, files that a host reads.
    """
    site = tmp_path / "venv" / "a-site"
    for folder in ("notes", "site", ".cache", "docs/.well-known", "docs/.obsidian"):
        (site / folder).mkdir(parents=True)
    with Changes(site / "site") as changes:
        changes.follow([site / "docs"])
        wait_for(watched, site, site / "docs")
        kept = (".c.md.swp", "d.md~", ".#e.md", ".goutputstream-1", ".~lock.f.md#", ".g.md.kate-swp", ".obsidian/h")
        for name in ("notes/b.md", "mkdocs.yml", "site/e.md", *(f"docs/{own}" for own in kept)):
            (site / name).touch()
        (site / "docs" / "a.md").touch()
        assert told(changes, "a.md") == ["a.md"]
        (site / "docs" / ".well-known" / "security.txt").touch()
        assert told(changes, "security.txt") == ["security.txt"]
        assert told(changes, "") == [""]
        changes.follow([site])
        wait_for(watched, site)
        for name in (".cache/f", "site/g.md", "site/index.html"):
            (site / name).touch()
        (site / "notes" / "h.md").touch()
        assert set(told(changes, "h.md")) <= {"h.md", ""}


@pytest.mark.parametrize("linked", ["data", "mkdocs.yml"])
def test_links_are_followed_to_what_they_lead_to(tmp_path: Path, watched: SimpleQueue[Path], linked: str) -> None:
    """A file or a folder may lie elsewhere, and so may the site: an edit there is told, and told once."""
    site, elsewhere = tmp_path / "site-folder", tmp_path / "elsewhere"
    (site / "data").mkdir(parents=True)
    (site / "mkdocs.yml").write_text("site_name: A\n", "utf-8")
    elsewhere.mkdir()
    (site / linked).rename(elsewhere / linked)
    (site / linked).symlink_to(f"../elsewhere/{linked}")
    (tmp_path / "link").symlink_to("site-folder")
    by_link = tmp_path / "link"
    with Changes(by_link / "site") as changes:
        changes.follow([by_link / "mkdocs.yml", by_link / "data", site / "data"])
        wait_for(watched, site, elsewhere, elsewhere / "data" if linked == "data" else site / "data")
        edited = site / linked / "a.yml" if linked == "data" else site / linked
        edited.write_text("name: B\n", "utf-8")
        assert told(changes, edited.name) == [edited.name]
        assert told(changes, "") == [""]


def test_a_folder_that_cannot_be_watched_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no more watches, who serves is told, and does not wait for what never comes."""

    def watch(*_: object, **__: object) -> object:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("generator.serve.watch", watch)
    with Changes(tmp_path / "site") as changes, pytest.raises(DossierError, match="watch limit reached"):
        changes.follow([tmp_path])
        next(iter(changes))


def test_what_a_site_is_made_of_follows_from_its_settings(tmp_path: Path) -> None:
    """Pages, copies and what the engine reads are named by settings; without these, a site has the usual folders."""
    usual = {tmp_path / name for name in ("mkdocs.yml", "data", "templates", "quotes.lock")}
    assert set(made_of(tmp_path, environ={})) == usual
    (tmp_path / "overrides").mkdir()
    (tmp_path / "common.yml").write_text("theme: {name: material, custom_dir: overrides}\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("INHERIT: common.yml\nsite_name: A\ndocs_dir: pages\n", "utf-8")
    named = {tmp_path / name for name in ("pages", "common.yml", "overrides", "copies")}
    assert set(made_of(tmp_path, environ={"DOSSIER_EVIDENCE": str(tmp_path / "copies")})) == usual | named
    (tmp_path / "common.yml").write_text("theme: [\n", "utf-8")
    named = {tmp_path / name for name in ("docs", "pages", "common.yml", "evidence")}
    assert {tmp_path / "common.yml"} < set(made_of(tmp_path, environ={})) - usual <= named, "to see that it is mended"


class LeftError(Exception):
    """Ends the serving, as somebody at the terminal would."""


def test_builds_come_before_the_bell_and_the_rest_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each build what can wait is done, and what can wait longer when nothing changes any more.

    A build that fails is told in one sentence, and the next change is built all the same.
    """
    monkeypatch.setattr("generator.serve.CALM", 0.3)
    monkeypatch.setattr("generator.serve.Readers.built", lambda readers: done.append("bell"))
    monkeypatch.setattr("generator.serve.Readers.failed", lambda readers, words: failed.append(words))
    (tmp_path / "data").mkdir()
    done: list[str] = []
    said: list[str] = []
    failed: list[str] = []

    def rebuild(readers: Readers) -> str:
        done.append("build")
        if done.count("build") == 2:
            raise DossierError("something is in the way")
        return "built"

    def at_rest() -> None:
        done.append("rest")
        if done.count("rest") == 3:
            raise LeftError
        # In one step: of a file that is written in several, a busy machine may tell twice.
        (tmp_path / "a.yml").write_text(f"- id: a{len(done)}\n", "utf-8")
        (tmp_path / "a.yml").replace(tmp_path / "data" / "a.yml")

    with pytest.raises(LeftError):
        serve(
            tmp_path, None, 0, rebuild, said.append, made_of=lambda: [tmp_path / "data"],
            afterwards=lambda: done.append("after"), at_rest=at_rest,
        )  # fmt: skip
    builds = ["build", "bell", "after"]
    assert done == ["build", "after", "rest", *builds, "rest", *builds, "rest"]
    assert [words for words in said if "serving on" not in words] == [
        "built", "changed: a.yml", "something is in the way", "changed: a.yml", "built",
    ]  # fmt: skip
    assert failed == ["something is in the way"], "open pages say so too"
