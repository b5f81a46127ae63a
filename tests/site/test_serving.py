"""`dossier serve`, from the first page to one that follows an edit."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.serve import RELOAD
from tests.repositories import commit, start

from .conftest import copy_of_the_site
from .test_incremental import CLAIMS, edited

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = "/claims/hts-starts-getting-rid-of-fighters/"
PATIENCE = 60
"""Seconds that a build may take here."""


@contextmanager
def serving(site: Path) -> Iterator[tuple[int, list[str]]]:
    """Serve a site; what is given is the port, and what is said from then on."""
    command = [sys.executable, "-m", "generator", "serve", "--site", str(site), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said: list[str] = []
    try:
        assert process.stdout is not None
        found = next(found for line in process.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)/", line)))
        threading.Thread(target=said.extend, args=(process.stdout,), daemon=True).start()
        yield int(found[1]), said
    finally:
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(PATIENCE) == 130
        finally:
            process.kill()


def get(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def next_build(events: HTTPResponse, how: str = "built") -> str:
    """Wait until open pages are told of a build, or how else it ended; return what they are told of it."""
    until = time.monotonic() + PATIENCE
    while (line := events.readline()) != f"event: {how}\n".encode():
        assert line, "the stream has ended"
        assert time.monotonic() < until, "no build came"
    return "".join(events.readline().decode() for _ in ("id", "data"))


def told_of(events: HTTPResponse, port: int, path: str, words: str) -> None:
    """Wait until open pages are told of a build in which a page has these words.

    A machine that is busy may see one save as two: the file is empty at first.
    """
    status, page = 200, ""
    while words not in page:
        next_build(events)
        status, page = get(port, path)
    assert status == 200


def heard(said: list[str], words: str) -> bool:
    """Wait until a line with these words has come through the pipe, which another thread reads."""
    until = time.monotonic() + PATIENCE
    while not any(words in line for line in said):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def test_pages_follow_commits(tmp_path: Path) -> None:
    """What a page says of when its claim was recorded is brought up to date by a commit, in which no file changes."""
    site = start(tmp_path / "site")
    copy_of_the_site(site)
    with serving(site) as (port, _):
        stream = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        stream.request("GET", RELOAD)
        events = stream.getresponse()
        assert "2026" not in (history := get(port, PAGE)[1].partition('id="history"')[2].partition("</section>")[0])
        assert history
        commit(site, "2026-01-05")
        told_of(events, port, PAGE, "5 January 2026")


@pytest.mark.parametrize("built", [False, True], ids=["new", "built before"])
def test_pages_follow_edits_one_after_another(tmp_path: Path, built: bool) -> None:
    """An edit shows on the page when browsers are told; a mistake is told, and leaves the page until it is mended.

    So does an edit of a page by hand, whatever the folder of these is called.
    """
    site = copy_of_the_site(tmp_path / "site")
    (site / "dossiers").rename(site / "by-hand")
    edited("mkdocs.yml", "docs_dir: dossiers", "docs_dir: by-hand")(site)
    if built:
        subprocess.run([sys.executable, "-m", "generator", "build", "--site", str(site)], check=True, timeout=PATIENCE)
    with serving(site) as (port, said):
        stream = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        stream.request("GET", RELOAD)
        events = stream.getresponse()
        assert "has started getting rid of" in get(port, PAGE)[1]
        words = ["has started getting rid of", "began to get rid of", "wants to get rid of"]
        for old, new in pairwise(words):
            edited(CLAIMS, old, new)(site)
            told_of(events, port, PAGE, new)
        edited(CLAIMS, words[-1], f"[[nobody]] {words[-1]}")(site)
        assert "error[C101]" in next_build(events, "faulty")
        assert words[-1] in get(port, PAGE)[1]
        assert heard(said, "error[C101]")
        assert not [line for line in said if "Traceback" in line]
        edited(CLAIMS, f"[[nobody]] {words[-1]}", words[0])(site)
        told_of(events, port, PAGE, words[0])
        with (site / "by-hand" / "method.md").open("a", encoding="utf-8") as page:
            page.write("\nAdded by hand.\n")
        told_of(events, port, "/method/", "Added by hand.")
        assert get(port, "/nowhere/")[0] == 404


def test_an_open_page_says_what_is_wrong_until_it_is_mended(tmp_path: Path, page: Page) -> None:
    """Who writes with a page open sees a mistake there with its place, and when it is mended, the new words."""
    site = copy_of_the_site(tmp_path / "site")
    with serving(site) as (port, _):
        page.goto(f"http://127.0.0.1:{port}{PAGE}")
        bar = page.get_by_role("alert")
        edited(CLAIMS, "has started getting rid of", "[[nobody]] began to get rid of")(site)
        bar.get_by_text(f"{CLAIMS}:").wait_for(timeout=PATIENCE * 1000)
        assert re.search(rf"{CLAIMS}:\d+:\d+  error\[C101\]", bar.locator("pre").inner_text())
        assert page.get_by_text("has started getting rid of").count()
        edited(CLAIMS, "[[nobody]] began", "began")(site)
        bar.wait_for(state="detached", timeout=PATIENCE * 1000)  # it shows the line, and so the words, that are wrong
        page.get_by_text("began to get rid of").first.wait_for(timeout=PATIENCE * 1000)
        page.goto("about:blank")
