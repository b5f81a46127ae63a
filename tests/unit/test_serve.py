"""The server for this machine: a browser asks it for much at once."""

from __future__ import annotations

import socket
import threading
from contextlib import ExitStack
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest

from generator.problems import DossierError
from generator.serve import Bell, Changes, Handler, Server, serve
from scripts.links import Quiet


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
    with Server(("127.0.0.1", 0), partial(Handler, bell=Bell(), directory=str(tmp_path))) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        asked = HTTPConnection(*server.server_address[:2], timeout=5)
        asked.request("GET", "/records.js", headers={"Host": host})
        answer = asked.getresponse()
        server.shutdown()
        serving.join()
    assert answer.status == status
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_changes_is_told_at_once_and_a_rest_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that change are named, also those of a folder within; then a rest is told, and no second one."""
    monkeypatch.setattr("generator.serve.CALM", 0.3)
    (tmp_path / "data" / "claims").mkdir(parents=True)
    with Changes([tmp_path / "data", tmp_path / "nothing here"]) as changes:
        told = iter(changes)
        assert next(told) == ""
        for name in ("a.yml", "b.yml"):
            (tmp_path / "data" / "claims" / name).write_text("- id: a\n", "utf-8")
        found = {next(told)}
        while not any("b.yml" in names for names in found):
            found.add(next(told))
        assert set(", ".join(found).split(", ")) == {"a.yml", "b.yml"}
        assert next(told) == ""
        (tmp_path / "data" / "c.yml").write_text("- id: a\n", "utf-8")
        assert next(told) == "c.yml", "no second rest comes before it"


def told_of(changes: Changes, name: str) -> bool:
    """Tell whether a change is told of, or a rest (""), before it is given up."""
    giving_up = threading.Timer(30, changes.__exit__)
    giving_up.start()
    try:
        return any(name in names.split(", ") for names in changes)
    finally:
        giving_up.cancel()


def test_what_comes_later_or_is_replaced_is_watched_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that was not there, one that was put in the place of another, and files that editors replace whole."""
    monkeypatch.setattr("generator.serve.CALM", 0.3)
    settings, data = tmp_path / "mkdocs.yml", tmp_path / "data"
    settings.write_text("site_name: A\n", "utf-8")
    with Changes([settings, data]) as changes:
        assert told_of(changes, ""), "a rest: all is watched by now"
        data.mkdir()
        assert told_of(changes, "data")
        assert told_of(changes, "")
        (data / "a.yml").touch()
        assert told_of(changes, "a.yml")
        for text in ("site_name: B\n", "site_name: C\n"):
            (tmp_path / "mkdocs.yml.new").write_text(text, "utf-8")
            (tmp_path / "mkdocs.yml.new").rename(settings)
            assert told_of(changes, "mkdocs.yml")
        data.rename(tmp_path / "moved")
        assert told_of(changes, "data")
        data.mkdir()
        assert told_of(changes, "data")
        assert told_of(changes, "")
        (data / "b.yml").touch()
        assert told_of(changes, "b.yml")


def test_what_is_watched_may_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages in a folder of another name are watched from when it is known, and no longer when it is not named."""
    monkeypatch.setattr("generator.serve.CALM", 0.3)
    one, other = tmp_path / "venv" / "docs", tmp_path / "pages"
    for folder in (one, other):
        folder.mkdir(parents=True)
    with Changes([one]) as changes:
        assert told_of(changes, "")
        (one / "a.md").touch()
        assert told_of(changes, "a.md"), "whatever the folders around it are called"
        (one / ".a.md.swp").touch()
        changes.follow([other])
        assert told_of(changes, "")
        (one / "b.md").touch()
        (other / "c.md").touch()
        assert told_of(changes, "c.md")


def test_a_folder_that_cannot_be_watched_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no more watches, who serves is told, and does not wait for what never comes."""

    def watch(*_: object, **__: object) -> object:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("generator.serve.watch", watch)
    with Changes([tmp_path]) as changes, pytest.raises(DossierError, match="watch limit reached"):
        next(iter(changes))


class LeftError(Exception):
    """Ends the serving, as somebody at the terminal would."""


def test_builds_come_before_the_bell_and_the_rest_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each build what can wait is done, and what can wait longer when nothing changes any more.

    A build that fails is told in one sentence, and the next change is built all the same.
    """
    monkeypatch.setattr("generator.serve.CALM", 0.3)
    monkeypatch.setattr("generator.serve.Bell.ring", lambda bell: done.append("bell"))
    (tmp_path / "data").mkdir()
    done: list[str] = []
    said: list[str] = []

    def rebuild() -> tuple[str, list[Path]]:
        done.append("build")
        if done.count("build") == 2:
            raise DossierError("something is in the way")
        return "built", []

    def at_rest() -> None:
        done.append("rest")
        if done.count("rest") == 3:
            raise LeftError
        (tmp_path / "data" / "a.yml").write_text(f"- id: a{len(done)}\n", "utf-8")

    with pytest.raises(LeftError):
        serve(tmp_path, None, 0, rebuild, said.append, afterwards=lambda: done.append("after"), at_rest=at_rest)
    builds = ["build", "bell", "after"]
    assert done == ["build", "after", "rest", *builds, "rest", *builds, "rest"]
    assert [words for words in said if "serving on" not in words] == [
        "built", "changed: a.yml", "something is in the way", "changed: a.yml", "built",
    ]  # fmt: skip
