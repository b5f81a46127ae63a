"""Copies never reach the site, whether they are at hand or not; what reaches it is what is on record."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from generator.build import build
from generator.capture import capture
from generator.judgement import check
from generator.problems import has_errors
from generator.proofs import LOCK
from tests.corpora import write_site
from tests.repositories import start
from tests.site.test_command import CONFIG, GOOD, dossier
from tests.site.test_passages import PAGE, Handler, is_marked

CLAIM = """\
- id: leaves
  mode: act
  text: "[[some-group]] left the town."
  citations:
    - {source: an-article, quote: HTS left the town, context: "Again: HTS left the town", attribution: {how: none}}
- id: came
  mode: act
  text: "The coalition of [[some-group]] came back."
  citations:
    - source: an-article
      quote: 'the US-led coalition, fast & "loud", came back to Idleb'
      attribution: {how: none}
- id: counts
  mode: act
  text: "[[some-group]] counted."
  citations:
    - {source: an-article, quote: three four five … Nine ten eleven, attribution: {how: none}}
- id: unproven
  mode: act
  text: "[[some-group]] slept."
  citations:
    - {source: an-article, quote: It slept, attribution: {how: none}}
"""
DAY = "2026-01-02"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A page of an article, on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, address: str) -> Path:
    """A site with the copy of its article, and proofs of all quotes but one."""
    article = f"title: An article\ntype: article\noutlet: some-outlet\nurl: {address}?x=1#top\nderived_from: []\n"
    article += f"lang: en\narchived:\n  - {{url: {address}archived, captured: 2026-01}}\n  - {{url: 'ftp://x/y'}}\n"
    files = {**GOOD, "data/sources/an-article.yml": article, "data/claims/all.yml": CLAIM}
    root = write_site(tmp_path_factory.mktemp("evidence") / "site-folder", files, CONFIG)
    page = root.parent / "page.html"
    page.write_text(PAGE, "utf-8")
    capture(root, "an-article", page, {}, today=DAY)
    claims = root / "data/claims/all.yml"
    claims.write_text(CLAIM[: CLAIM.index("- id: unproven")], "utf-8")
    problems = check(root, environ={}, tell=lambda step: None, prove=DAY).problems
    assert not has_errors(problems), problems
    return root


@pytest.fixture(scope="module")
def out(site: Path) -> Path:
    built = build(site, environ={}, tell=lambda step: None)
    assert not has_errors(built.problems), built.problems
    return built.out


def files(out: Path) -> dict[str, bytes]:
    root = out.resolve()
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def caption(out: Path, claim: str) -> LexborHTMLParser:
    html = (out / "claims" / claim / "index.html").read_text("utf-8")
    found = LexborHTMLParser(html).css_first("figcaption")
    assert found is not None
    return LexborHTMLParser(found.html or "")


def said(out: Path, claim: str) -> str:
    return " ".join(caption(out, claim).text().split())


def test_a_machine_without_copies_builds_the_same_bytes(site: Path, out: Path, tmp_path: Path) -> None:
    """Every file of the site is the same with the copies and without them."""
    bare = tmp_path / "site-folder"
    shutil.copytree(site, bare, ignore=shutil.ignore_patterns("evidence", "site", ".site.builds", ".cache"))
    built = build(bare, environ={}, tell=lambda step: None)
    assert not has_errors(built.problems)
    assert files(built.out) == files(out)
    assert len(files(out)) > 20


def test_no_copy_is_published(site: Path, out: Path) -> None:
    """Neither a copy, nor its name as a file, nor words of it that nobody quotes are in the site."""
    copy = next((site / "evidence").glob("[0-9a-f]*"))
    for name, data in files(out).items():
        assert copy.name not in name
        assert b"seven eight" not in data, name
        assert b"thirteen and fourteen" not in data, name


def test_a_quote_says_on_which_day_it_was_checked(out: Path) -> None:
    """Each proven quote names the day and the copy, and how far it is letter for letter."""
    copy = said(out, "leaves").partition("against copy ")[2][:8]
    assert len(copy) == 8
    assert f"Quote checked on 2 January 2026 against copy {copy}. " in said(out, "leaves")
    assert f"against copy {copy}, apart from marks and spaces. " in said(out, "came")
    assert f"against copy {copy}, with words left out. " in said(out, "counts")


def test_without_a_proof_a_quote_says_so(site: Path, address: str, tmp_path: Path) -> None:
    """What is not on record is not called checked, though its copy is at hand; its words can be looked for."""
    other = tmp_path / "site-folder"
    shutil.copytree(site, other, ignore=shutil.ignore_patterns("site", ".site.builds", ".cache"))
    claims = other / "data/claims/all.yml"
    changed = claims.read_text("utf-8").replace("quote: HTS left the town,", "quote: HTS left,")
    claims.write_text(changed.replace("HTS left, context", "HTS left the, context"), "utf-8")
    built = build(other, environ={}, tell=lambda step: None)
    assert "Q132" in {problem.code for problem in built.problems}
    assert "Quote not checked against a copy." in said(built.out, "leaves")
    assert "Look for these words at its address or in the archived copy of" in said(built.out, "leaves")
    links = [unquote(link.attributes["href"] or "") for link in caption(built.out, "leaves").css("a[href*=':~:']")]
    assert links == [f"{address}?x=1#top:~:text=HTS left the", f"{address}archived#:~:text=HTS left the"]
    (other / LOCK).unlink()
    built = build(other, environ={}, tell=lambda step: None)
    assert "Quote not checked against a copy." in said(built.out, "came")


def test_each_address_of_the_source_is_linked(out: Path, address: str) -> None:
    """The passage is linked at the live address, its own fragment kept, and in archived copies on the web."""
    links = [link.attributes["href"] or "" for link in caption(out, "leaves").css("a[href*=':~:']")]
    assert [unquote(link) for link in links] == [
        f"{address}?x=1#top:~:text=Again:-,HTS left the town",
        f"{address}archived#:~:text=Again:-,HTS left the town",
    ]
    assert "See the passage at its address or in the archived copy of January 2026 (month only)." in said(out, "leaves")


def test_the_page_of_a_source_says_what_is_known_of_its_copy(out: Path) -> None:
    """Its size, its day, its hash, by what its text is taken, and how many quotes were held against it."""
    text = " ".join(LexborHTMLParser((out / "sources/an-article/index.html").read_text("utf-8")).text().split())
    assert "text/html, taken 2 January 2026; not published here" in text
    assert "Its text was taken with inscriptis" in text
    assert "All its 3 quotes were checked against it" in text


@pytest.mark.parametrize(("claim", "where"), [("leaves", "#headline"), ("came", "#marks"), ("counts", "#first")])
def test_the_link_of_a_claim_marks_its_passage(browser: Browser, out: Path, claim: str, where: str) -> None:
    """A reader who follows the link on the claim's page lands on the quoted words, and sees them marked."""
    with browser.new_context(viewport={"width": 800, "height": 400}) as context:
        page = context.new_page()
        page.goto((out.resolve() / "claims" / claim / "index.html").as_uri())
        page.locator("figcaption a[href*=':~:']").first.click()
        page.wait_for_function("() => location.protocol === 'http:' && scrollY > 0")
        box = page.locator(where).bounding_box()
        assert box is not None
        assert -20 <= box["y"] < 400
        assert is_marked(page, where)


# The command.


def test_the_way_of_a_contributor(site: Path, tmp_path: Path) -> None:
    """Take a copy in, quote it wrongly, be told, mend it, prove it: each step says what to do, and exits so."""
    root = tmp_path / "site-folder"
    shutil.copytree(site, root, ignore=shutil.ignore_patterns("evidence", "site", ".site.builds", ".cache", LOCK))
    done = dossier("snapshot", "an-article", tmp_path / "none.html", "--site", root)
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.html cannot be read" in done.stderr
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    done = dossier("snapshot", "an-article", page, "--captured", "2026-01", "--site", root)
    assert done.returncode == 0, done.stderr
    assert "recorded: data/sources/an-article.yml" in done.stdout
    assert "git does not ignore" not in done.stdout
    claims = root / "data/claims/all.yml"
    right = claims.read_text("utf-8")
    claims.write_text(right.replace("quote: HTS left the town", "quote: HTS left the city"), "utf-8")
    done = dossier("check", "--site", root)
    assert done.returncode == 1
    assert "data/claims/all.yml:5:35  error[Q101]" in done.stderr
    assert "[-city-]{+town+}" in done.stderr
    done = dossier("check", "--prove", "--site", root)
    assert done.returncode == 1, "a wrong quote stays wrong"
    assert "quotes.lock: 3 proofs" in done.stderr
    claims.write_text(right, "utf-8")
    done = dossier("check", "--prove", "--jobs", "2", "--site", root)
    assert done.returncode == 0, done.stderr
    assert "quotes.lock: 4 proofs" in done.stderr
    assert "3 of 3 quotes on record as checked against a copy" in done.stdout
    done = dossier("check", "--site", root, "--format", "json")
    assert (done.returncode, "Q1" in done.stdout) == (0, False)


def test_a_copy_that_git_would_take_in_is_told(site: Path, tmp_path: Path) -> None:
    """Who keeps copies in a folder of their own making, in a repository, reads that git does not ignore it."""
    root = start(tmp_path / "site-folder")
    shutil.copytree(site, root, ignore=shutil.ignore_patterns("site", ".site.builds", ".cache"), dirs_exist_ok=True)
    (root / "evidence" / ".gitignore").unlink(missing_ok=True)
    page = tmp_path / "page.html"
    page.write_text(PAGE, "utf-8")
    done = dossier("snapshot", "an-article", page, "--site", root)
    assert done.returncode == 0, done.stderr
    assert f"git does not ignore {root / 'evidence'}: put it into .gitignore" in done.stdout
