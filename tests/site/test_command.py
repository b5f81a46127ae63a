"""The command as people call it: its help, its exit codes, its formats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpora import write_site
from tests.repositories import commit, start

ROOT = Path(__file__).parents[2]
GOOD = {
    "data/groups/some-group.yml": "name: Some group\n",
    "data/groups/some-outlet.yml": """\
        name: Some outlet
        publisher:
          caveats: [{kind: unverified, by: editors, text: It does not say how it checks.}]
        """,
    "data/sources/an-article.yml": (
        "title: An article\ntype: article\noutlet: some-outlet\nurl: null\nderived_from: []\n"
    ),
    "data/claims/all.yml": """\
        - id: a-claim
          mode: act
          text: "[[some-group]] did something."
          citations:
            - source: an-article
              quote: The group did something
              locator: paragraph 1
              attribution: {how: none}
        """,
    "data/vocabulary.yml": "caveats: {unverified: {label: Not verified, standing: 10}}\n",
    "dossiers/index.md": "# Home\n\nSee [[some-group]].\n",
}
CONFIG = """\
site_name: Test
docs_dir: dossiers
theme: {name: material, font: false}
"""
BAD_CLAIM = GOOD["data/claims/all.yml"].replace("source: an-article", "source: an-artcle")


def dossier(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in a process of its own."""
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site-folder", GOOD, CONFIG)


@pytest.mark.parametrize("command", ["build", "check", "serve", "history", "schema"])
def test_help_reads_well(command: str) -> None:
    """Each command explains itself, its options and the exit codes."""
    shown = dossier(command, "--help")
    assert shown.returncode == 0
    for words in ("--site DIR", "exit codes:", "0  fine", "1  problems in the data", "2  wrong use"):
        assert words in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_help_lists_every_command() -> None:
    """The help of the command itself lists what it can do."""
    shown = dossier("--help").stdout
    for command in ("build", "check", "serve", "history", "schema"):
        assert f"\n    {command} " in shown


def test_check_of_a_good_site_is_fine(site: Path) -> None:
    """A site without problems checks with exit code 0 and says what it counted."""
    done = dossier("check", "--site", site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 claims, 2 entities, 1 sources: 0 errors, 0 warnings in ")


def test_a_mistake_is_shown_with_its_place_and_a_way_out(site: Path) -> None:
    """A wrong reference gives exit code 1, the line with carets under the value, and a suggestion."""
    write_site(site, {"data/claims/all.yml": BAD_CLAIM}, CONFIG)
    done = dossier("check", "--site", site)
    assert done.returncode == 1
    assert "data/claims/all.yml:5:15  error[C101]" in done.stderr
    assert "     | " + " " * 14 + "^" * 9 in done.stderr
    assert 'did you mean "an-article"?' in done.stderr
    assert "Traceback" not in done.stderr


def test_problems_as_json_and_as_annotations(site: Path) -> None:
    """With --format json standard output is a list of problems, with github it is annotations; exit code 1."""
    write_site(site, {"data/claims/all.yml": BAD_CLAIM}, CONFIG)
    as_json = dossier("check", "--site", site, "--format", "json")
    assert as_json.returncode == 1
    rows = json.loads(as_json.stdout)
    assert [sorted(row) for row in rows] == [["code", "column", "file", "hint", "line", "message", "severity"]]
    assert (rows[0]["file"], rows[0]["line"], rows[0]["column"]) == ("data/claims/all.yml", 5, 15)
    github = dossier("check", "--site", site, "--format", "github").stdout
    assert github.startswith("::error file=data/claims/all.yml,line=5,col=15,title=C101::")


def test_json_of_a_good_site_is_an_empty_list(site: Path) -> None:
    """A program that reads the JSON gets a list also where there is nothing wrong."""
    assert json.loads(dossier("check", "--site", site, "--format", "json").stdout) == []


def test_wrong_use_has_its_own_exit_code(tmp_path: Path) -> None:
    """An unknown command, a folder that is no site, and an output that is in the way: exit code 2, one sentence."""
    assert dossier("bild").returncode == 2
    nowhere = dossier("check", "--site", tmp_path)
    assert nowhere.returncode == 2
    assert "mkdocs.yml" in nowhere.stderr
    assert "Traceback" not in nowhere.stderr


def test_build_refuses_to_overwrite_a_folder_that_is_not_its_own(site: Path, tmp_path: Path) -> None:
    """What somebody else put at --out stays as it is."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    done = dossier("build", "--site", site, "--out", mine)
    assert done.returncode == 2
    assert "in the way" in done.stderr
    assert (mine / "thesis.txt").read_text() == "years of work"


def test_build_says_what_it_did_and_where_to_look(site: Path, tmp_path: Path) -> None:
    """A build prints counts, time and the page to open, and leaves a site with all pages."""
    done = dossier("build", "--site", site, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "1 claims, 2 entities, 1 sources" in done.stdout
    assert f"open {tmp_path / 'out' / 'index.html'}" in done.stdout
    for page in ("index.html", "groups/some-group/index.html", "claims/a-claim/index.html", "404.html"):
        assert (tmp_path / "out" / page).is_file()


def test_bad_data_leaves_the_last_good_site_in_place(site: Path, tmp_path: Path) -> None:
    """A build with errors publishes nothing and changes nothing."""
    out = tmp_path / "out"
    assert dossier("build", "--site", site, "--out", out).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*.html")}
    write_site(site, {"data/claims/all.yml": BAD_CLAIM}, CONFIG)
    done = dossier("build", "--site", site, "--out", out)
    assert done.returncode == 1
    assert "not published" in done.stdout
    assert {path: path.read_bytes() for path in out.rglob("*.html")} == before


def test_schemas_are_fresh() -> None:
    """The schemas that are checked in are those that the program writes today."""
    done = dossier("schema", "--check")
    assert (done.returncode, done.stdout) == (0, "")


def test_schemas_are_written_and_found_out_of_date(site: Path) -> None:
    """`schema` writes what is missing, says what it wrote, and --check fails while something is missing."""
    assert dossier("schema", "--check", "--site", site).returncode == 1
    assert dossier("schema", "--site", site).stdout.count("written:") == 4
    assert dossier("schema", "--check", "--site", site).returncode == 0


def test_check_against_a_revision(site: Path) -> None:
    """A lost address is an error with --base, a revision that git does not know is wrong use in one sentence."""
    start(site)
    commit(site, "2026-03-01", {})
    assert dossier("check", "--site", site, "--base", "HEAD").returncode == 0
    write_site(site, {"data/claims/all.yml": GOOD["data/claims/all.yml"].replace("id: a-claim", "id: another")}, CONFIG)
    lost = dossier("check", "--site", site, "--base", "HEAD")
    assert lost.returncode == 1
    assert 'data/claims/all.yml  error[G101]  the claim "a-claim" was published in HEAD and is gone' in lost.stderr
    unknown = dossier("check", "--site", site, "--base", "nowhere")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr.startswith('dossier: git knows no revision "nowhere": fetch it first')
    assert unknown.stderr.count("\n") == 1


def test_history_of_one_claim_and_of_all(site: Path) -> None:
    """`history` prints what changed, as text and as JSON, each time beside how far the claim can be trusted."""
    start(site)
    commit(site, "2026-03-01", {})
    changed = GOOD["data/claims/all.yml"].replace("]] did something", "]] did something else")
    commit(site, "2026-03-02", {"data/claims/all.yml": changed}, "Edit\n\nBecause: misread")
    text = dossier("history", "a-claim", "--site", site)
    assert (text.returncode, text.stderr) == (0, "")
    trust = "Not verified. Said by no named source → Some outlet. 1 report, 1 origin; date none recorded."
    assert [line.strip() for line in text.stdout.splitlines() if not line.strip().startswith("Not verified")] == [
        "a-claim",
        "Reported act, not verified: Some group did something else.",
        "2026-03-01  first recorded",
        "2026-03-02  Wording changed",
        f"before: Reported act: Some group did something. [{trust}]",
        f"after: Reported act: Some group did something else. [{trust}]",
        "why: misread",
    ]
    (found,) = json.loads(dossier("history", "--site", site, "--format", "json").stdout)["claims"]
    assert (found["first_recorded"], found["events"][0]["date"]) == ("2026-03-01", "2026-03-02")
    assert found["events"][0]["trust"] == found["events"][0]["changes"][0]["trust"] == trust
    missing = dossier("history", "a-clam", "--site", site)
    assert (missing.returncode, missing.stderr) == (2, 'dossier: no claim "a-clam" is shown; did you mean a-claim?\n')
