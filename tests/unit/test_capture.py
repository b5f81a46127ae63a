"""A copy is taken in whole or not at all, and what is on the record afterwards is what was taken."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from generator.capture import Captured
from generator.capture import capture as captured_by
from generator.cli import main
from generator.extraction import extractor
from generator.load import load
from generator.model import Snapshot
from generator.problems import DossierError
from tests.corpora import write_site
from tests.repositories import commit, git, start

FILES = {
    "data/groups/outlet.yml": "name: Outlet\npublisher: {caveats: []}\n",
    "data/sources/alone.yml": "# Read twice.\ntitle: Alone\ntype: article\noutlet: outlet  # surely\nurl: null\n",
    "data/sources/many.yml": """\
        # A list.
        - {id: first, title: First, type: report, outlet: null}
        - id: second
          title: Second
          type: report
          outlet: null   # nobody knows
        """,
    "data/sources/faulty.yml": "title: Faulty\ntype: artcle\noutlet: null\n",
}
PAGE = "<html><head><title>x</title><body><p>Group A <b>left</b>.</p>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", FILES)


def taken(site: Path, source: str) -> Snapshot:
    corpus, problems = load(site)
    assert [problem for problem in problems if "faulty" not in problem.spot.file] == []
    snapshot = corpus.sources[source].snapshot
    assert isinstance(snapshot, Snapshot)
    return snapshot


def capture(site: Path, source: str, file: Path, day: str, environ: Mapping[str, str]) -> Captured:
    """Take in a file on the last day of a year."""
    return captured_by(site, source, file, environ, today="2026-12-31", captured=day)


def saved(site: Path, name: str, words: str) -> Path:
    path = site / name
    path.write_text(words, "utf-8")
    return path


@pytest.mark.parametrize("source", ["alone", "first", "second"])
def test_a_page_is_taken_in(site: Path, source: str) -> None:
    """The record has hash, type, size, day and by what its text is taken; the copy lies under its hash."""
    done = capture(site, source, saved(site, "page.htm", PAGE), "2026-01-02", {})
    snapshot = taken(site, source)
    assert snapshot.sha256 == done.sha256 == sha256(PAGE.encode()).hexdigest()
    assert (snapshot.media_type, snapshot.bytes, snapshot.captured) == ("text/html", len(PAGE), "2026-01-02")
    assert snapshot.extractor == extractor()
    assert done.path.read_text("utf-8") == PAGE
    assert done.path == site / "evidence" / done.sha256
    assert done.replaced == ""
    text = (site / done.file).read_text("utf-8")
    for kept in ("# Read twice.", "# surely") if source == "alone" else ("# A list.", "# nobody knows"):
        assert kept in text


def test_a_later_copy_replaces_the_earlier_and_says_so(site: Path) -> None:
    """The record names the new copy, keeps what it ignores, and the old copy stays where it is."""
    first = capture(site, "alone", saved(site, "page.html", PAGE), "2026-01-02", {})
    record = site / "data/sources/alone.yml"
    record.write_text(f"{record.read_text('utf-8')}  ignore:\n    - {{line: 1, why: menu}}  # as seen\n", "utf-8")
    second = capture(site, "alone", saved(site, "words.txt", "Menu\nGroup A left."), "2026-02", {})
    assert (second.replaced, second.ignores) == (first.sha256, True)
    assert first.path.is_file()
    snapshot = taken(site, "alone")
    assert (snapshot.media_type, snapshot.captured) == ("text/plain", "2026-02")
    assert snapshot.extractor != extractor()
    assert [part.line for part in snapshot.ignore] == [1]
    assert "# as seen" in record.read_text("utf-8")
    again = capture(site, "alone", saved(site, "words.txt", "Menu\nGroup A left."), "2026-02", {})
    assert again.replaced == ""


def test_a_record_is_replaced_in_one_step(site: Path) -> None:
    """Whoever has the record open reads all of what it was: it is not written over, and nothing is left beside it."""
    record = site / "data/sources/alone.yml"
    before = record.read_text("utf-8")
    with record.open(encoding="utf-8") as reading:
        capture(site, "alone", saved(site, "page.html", PAGE), "2026-01-02", {})
        assert reading.read() == before
    assert record.read_text("utf-8") != before
    assert sorted(path.name for path in record.parent.iterdir()) == ["alone.yml", "faulty.yml", "many.yml"]


def test_another_folder_takes_the_copy(site: Path, tmp_path: Path) -> None:
    """The environment says where copies go."""
    done = capture(site, "alone", saved(site, "p.html", PAGE), "2026", {"DOSSIER_EVIDENCE": str(tmp_path / "far")})
    assert done.path.parent == tmp_path / "far"
    assert not (site / "evidence").exists()


@pytest.mark.parametrize(
    ("made", "ignored", "is_exposed"),
    [(False, "", False), (True, "", True), (True, "/evidence/\n", False)],
    ids=["a folder of its own", "a folder that was there", "one that git is told to ignore"],
)
def test_a_copy_that_git_would_take_in_is_told(tmp_path: Path, made: bool, ignored: str, is_exposed: bool) -> None:
    """Whoever keeps copies in a folder of their own making hears that the next commit may publish them."""
    site = write_site(start(tmp_path / "site"), FILES)
    saved(site, ".gitignore", ignored)
    if made:
        (site / "evidence").mkdir()
    done = capture(site, "alone", saved(site, "page.html", PAGE), "2026-01-02", {})
    assert done.exposed == is_exposed
    committed = commit(site, "2026-01-02")
    assert (f"evidence/{done.sha256}" in git(site, "ls-tree", "-r", "--name-only", committed)) == is_exposed


def test_no_repository_takes_a_copy_in(site: Path) -> None:
    """Where there is no repository around the copies, nothing is told of it."""
    (site / "evidence").mkdir()
    assert not capture(site, "alone", saved(site, "page.html", PAGE), "2026-01-02", {}).exposed


@pytest.mark.parametrize(
    ("source", "file", "day", "says"),
    [
        ("aloen", "page.html", "2026", 'no source "aloen"; did you mean "alone"?'),
        ("outlet", "page.html", "2026", '"outlet" is no source'),
        ("faulty", "page.html", "2026", "data/sources/faulty.yml has problems"),
        ("alone", "gone.html", "2026", "gone.html cannot be read: No such file"),
        ("alone", "data", "2026", "data cannot be read: Is a directory"),
        ("alone", "page.html", "soon", "--captured: "),
        ("alone", "page.html", "", "--captured: "),
        ("alone", "page.html", "2027-01-01", '--captured: "2027-01-01" is still to come: today is 2026-12-31'),
        ("alone", "page.html", "2099", '--captured: "2099" is still to come'),
        ("alone", "empty.html", "2026", "empty.html holds no text"),
        ("alone", "noise.txt", "2026", "this is no text"),
        ("alone", "large.txt", "2026", "large.txt has 2,000 bytes; at most 1,000 are taken"),
    ],
)
def test_wrong_use_is_refused_in_a_sentence(site: Path, source: str, file: str, day: str, says: str) -> None:
    """What cannot be taken in is refused, and neither the record nor the store is touched."""
    saved(site, "mkdocs.yml", "site_name: X\nextra: {dossier: {max_copy_bytes: 1000}}\n")
    saved(site, "page.html", PAGE)
    saved(site, "empty.html", "<html><script>x</script>")
    (site / "noise.txt").write_bytes(bytes(range(32)) * 9)
    saved(site, "large.txt", "x" * 2_000)
    before = (site / "data/sources/alone.yml").read_bytes()
    with pytest.raises(DossierError) as refused:
        capture(site, source, site / file, day, {})
    assert says in str(refused.value)
    assert (site / "data/sources/alone.yml").read_bytes() == before
    assert not (site / "evidence").exists()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Linux and macOS")
def test_what_never_ends_is_refused(site: Path) -> None:
    """Of a pipe or a device no more is read than is taken in."""
    saved(site, "mkdocs.yml", "site_name: X\nextra: {dossier: {max_copy_bytes: 1000}}\n")
    with pytest.raises(DossierError, match="at most 1,000 are taken"):
        capture(site, "alone", Path("/dev/zero"), "2026", {})


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Linux and macOS")
@pytest.mark.parametrize(("config", "most"), [("{max_copy_bytes: 1000}", "1,000"), ("", "20,000,000")])
def test_a_quote_is_looked_for_in_no_more(
    site: Path, config: str, most: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command that tries a quote reads as much of a file as would be taken in, be there a site or not."""
    (site / "mkdocs.yml").unlink()
    if config:
        saved(site, "mkdocs.yml", f"site_name: X\nextra: {{dossier: {config}}}\n")
    assert main(["--site", str(site), "quote", "/dev/zero", "the words"]) == 2
    assert f"at most {most} are taken" in capsys.readouterr().err


def test_a_record_that_no_edit_fits_is_left_alone(site: Path) -> None:
    """The copy is kept, and the person is told what to write."""
    saved(site, "data/sources/alone.yml", f"title: &t Alone\ntype: article\noutlet: null\nsnapshot: &s\n"
          f"  sha256: {'ab' * 32}\n  media_type: &m text/plain\n  captured: null\nurl: *m\nnote: *t\n")  # fmt: skip
    text = (site / "data/sources/alone.yml").read_text("utf-8")
    with pytest.raises(DossierError, match=r"write this yourself:\nsnapshot:\n  sha256: "):
        capture(site, "alone", saved(site, "page.html", PAGE), "2026", {})
    assert (site / "data/sources/alone.yml").read_text("utf-8") == text
