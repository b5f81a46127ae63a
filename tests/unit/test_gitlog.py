"""What git is asked, and that nothing but the repository decides what it answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import gitlog
from generator.problems import DossierError
from tests.repositories import commit, git, start

ODD = (
    "data/ä.yml",
    'data/with "quotes".yml',
    "data/line\nbreak.yml",
    "data/:(top)x.yml",
    "data/\1x.yml",
    "data/-x.yml",
)


def read(folder: Path, *paths: str) -> tuple[gitlog.Commit, ...]:
    return gitlog.commits(folder, gitlog.head(folder).commit, paths or ["data"])


def test_names_of_files_may_hold_anything(tmp_path: Path) -> None:
    """Umlauts, quotes, line breaks and git's own signs in a file's name come out as they are."""
    start(tmp_path)
    made = commit(tmp_path, "2026-01-05", dict.fromkeys(ODD, "x"))
    (only,) = read(tmp_path)
    assert sorted(only.changed) == sorted(ODD)
    assert sorted(gitlog.files_at(tmp_path, made, ["data"])) == sorted(ODD)


def test_a_file_says_that_there_is_another_commit(tmp_path: Path) -> None:
    """Whoever follows it learns of commits, and of another branch; a worktree has its own, and no repository none."""
    site = start(tmp_path / "site")
    journal = gitlog.journal(site)
    assert journal is not None
    said: set[bytes] = set()
    for step in ("commit", "branch", "back"):
        if step == "commit":
            commit(site, "2026-01-05", {"data/a.yml": "one"})
        else:
            git(site, "checkout", "-q", *(["-b", "side"] if step == "branch" else ["main"]))
        said.add(journal.read_bytes())
    git(site, "worktree", "add", "-q", str(tmp_path / "beside"), "side")
    beside = gitlog.journal(tmp_path / "beside")
    assert len(said) == 3
    assert beside is not None and beside.is_file() and beside != journal
    assert gitlog.journal(tmp_path) is None


def test_what_a_person_configured_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colours, pagers, renames, signatures and following, in whatever configuration: all the same."""
    site = start(tmp_path / "site")
    commit(site, "2026-01-05", {"data/a.yml": "one"})
    commit(site, "2026-01-06", {"data/a.yml": None, "data/b.yml": "one"})
    git(site, "checkout", "-q", "-b", "side", "HEAD~1")
    commit(site, "2026-01-07", {"data/c.yml": "three"})
    git(site, "checkout", "-q", "main")
    at = {"GIT_COMMITTER_DATE": "2026-01-08T12:00:00Z", "GIT_AUTHOR_DATE": "2026-01-08T12:00:00Z"}
    git(site, "merge", "-q", "--no-ff", "-m", "Merge", "side", **at)
    plain = read(site)
    config = tmp_path / "config"
    config.write_text(
        "[color]\nui = always\n[core]\npager = false\nquotepath = true\n[diff]\nrenames = copies\nrelative = true\n"
        "[log]\nfollow = true\nshowSignature = true\ndiffMerges = combined\nshowRoot = false\n"
        "[format]\npretty = oneline\nnotes = true\n[trailer]\nseparators = \"%\"\n"
    )  # fmt: skip
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert read(site) == plain
    assert [sorted(commit.changed.items()) for commit in plain] == [
        [("data/a.yml", plain[0].changed["data/a.yml"])],
        [("data/a.yml", ""), ("data/b.yml", plain[0].changed["data/a.yml"])],
        [("data/c.yml", plain[2].changed["data/c.yml"])],
    ]


def test_a_merge_is_one_change_on_its_own_day(tmp_path: Path) -> None:
    """Commits of a branch count on the day on which they were taken in, as one."""
    start(tmp_path)
    commit(tmp_path, "2026-01-05", {"data/a.yml": "one"})
    git(tmp_path, "checkout", "-q", "-b", "side")
    commit(tmp_path, "2026-01-06", {"data/b.yml": "two"})
    commit(tmp_path, "2026-01-07", {"data/b.yml": "three"})
    git(tmp_path, "checkout", "-q", "main")
    at = {"GIT_COMMITTER_DATE": "2026-02-01T12:00:00Z", "GIT_AUTHOR_DATE": "2026-02-01T12:00:00Z"}
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "Merge\n\nBecause: it was asked for", "side", **at)
    assert [(found.day, sorted(found.changed), found.because) for found in read(tmp_path)] == [
        ("2026-01-05", ["data/a.yml"], ""),
        ("2026-02-01", ["data/b.yml"], "it was asked for"),
    ]


def test_days_are_those_of_universal_time(tmp_path: Path) -> None:
    """A commit made early in the morning far in the east belongs to the day before."""
    start(tmp_path)
    commit(tmp_path, "2026-03-01T05:00:00+1400", {"data/a.yml": "one"})
    assert [found.day for found in read(tmp_path)] == ["2026-02-28"]


def test_only_the_trailer_is_taken_from_a_message(tmp_path: Path) -> None:
    """Of a commit's message nothing is read but the lines that are meant for readers."""
    start(tmp_path)
    commit(
        tmp_path,
        "2026-01-05",
        {"data/a.yml": "x"},
        "Secret\n\nBecause in the middle: no\n\nBecause: the date\n  was wrong",
    )
    assert [found.because for found in read(tmp_path)] == ["the date was wrong"]


def test_a_message_holds_nothing_that_no_page_can(tmp_path: Path) -> None:
    """Who typed an escape, or turned the order of words round, cannot correct that in a commit: it is left out."""
    start(tmp_path)
    tree = git(tmp_path, "rev-parse", f"{commit(tmp_path, '2026-01-05', {'data/a.yml': 'a'})}^{{tree}}")
    who = b"E <e> 1767600000 +0000"
    words = "the \x1b[1mdate\x07 \u202eof\u202c \x0bit\ufeff, عمر\u200f".encode() + b" na\xefve \xef\xbf\xbf."
    raw = tmp_path / "raw"
    raw.write_bytes(b"tree %s\nauthor %s\ncommitter %s\n\nx\n\nBecause: %s\n" % (tree.encode(), who, who, words))
    git(tmp_path, "update-ref", "refs/heads/main", git(tmp_path, "hash-object", "-t", "commit", "-w", str(raw)))
    assert [found.because for found in read(tmp_path)] == ["the [1mdate of it, عمر\u200f na\ufffdve ."]


def test_a_site_below_the_top_of_its_repository(tmp_path: Path) -> None:
    """Paths are seen from the site's folder, and what lies elsewhere in the repository is not looked at."""
    start(tmp_path)
    commit(
        tmp_path, "2026-01-05", {"sites/one [x]/data/a.yml": "one", "data/b.yml": "two", "sites/two/data/c.yml": "3"}
    )
    site = tmp_path / "sites" / "one [x]"
    assert [sorted(found.changed) for found in read(site)] == [["data/a.yml"]]
    assert sorted(gitlog.files_at(site, "HEAD", ["data"])) == ["data/a.yml"]


@pytest.mark.parametrize(("first", "then"), [("", "sites/new"), ("old", ""), ("sites/old [x]", "sites/new")])
def test_a_site_that_was_moved_keeps_its_commits(tmp_path: Path, first: str, then: str) -> None:
    """They are read as they were seen from the folder that it was; what did not come along went with the move."""
    start(tmp_path)
    old, new, last = (tmp_path / folder / "data" for folder in (first, then, "last"))
    commit(tmp_path, "2026-01-01", {f"{old}/{name}.yml": name for name in "abcd"} | {"other/data/a.yml": "a"})
    commit(tmp_path, "2026-01-02", {f"{old}/a.yml": "edited"})
    new.parent.mkdir(parents=True, exist_ok=True)
    old.rename(new)
    commit(tmp_path, "2026-01-03", {f"{new}/b.yml": None, f"{new}/c.yml": "edited", f"{new}/a.yml": "edited"})
    commit(tmp_path, "2026-01-04", {f"{new}/d.yml": "edited"})
    last.parent.mkdir()
    new.rename(last)
    commit(tmp_path, "2026-01-05")
    every = {f"data/{name}.yml" for name in "abcd"}
    found = [(one.day[-1:], {*one.changed} & every, {*one.changed} - every) for one in read(last.parent)]
    assert [(day, len(known), more) for day, known, more in found] == [
        ("1", 4, set()), ("2", 1, set()), ("3", 4, set()), ("4", 1, set()), ("5", 3, set()),
    ]  # fmt: skip
    assert read(last.parent)[2].changed["data/b.yml"] == ""


@pytest.mark.parametrize("copied", [True, False])
def test_a_site_that_is_like_another_is_not_that_one(tmp_path: Path, copied: bool) -> None:
    """Neither a copy of one that stays, nor one of which few files lay elsewhere, was there before."""
    start(tmp_path)
    files = dict.fromkeys(["data/a.yml", "data/b.yml", "data/c.yml"], "the same")
    commit(tmp_path, "2026-01-01", {f"one/{name}": text for name, text in files.items()})
    came = {f"two/{name}": text if copied or name < "data/b" else name for name, text in files.items()}
    commit(tmp_path, "2026-01-02", came | ({} if copied else {f"one/{name}": None for name in files}))
    assert [found.day for found in read(tmp_path / "two")] == ["2026-01-02"]


def test_variables_of_a_hook_lead_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside a hook git's variables name another repository; the folder's own one is read all the same."""
    start(tmp_path / "other")
    commit(tmp_path / "other", "2026-01-01", {"data/x.yml": "x"})
    start(tmp_path / "site")
    commit(tmp_path / "site", "2026-01-05", {"data/a.yml": "a"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert [sorted(found.changed) for found in read(tmp_path / "site")] == [["data/a.yml"]]


def test_blobs_come_in_order_and_missing_ones_are_said(tmp_path: Path) -> None:
    """Each blob asked for is answered, as large and as odd as it is; one that is not there is None."""
    start(tmp_path)
    commit(tmp_path, "2026-01-05", {"data/a.yml": "a\n" * 100_000, "data/b.yml": "\n", "data/c.yml": ""})
    held = read(tmp_path)[0].changed
    asked = [held["data/c.yml"], "0" * 40, held["data/a.yml"], held["data/b.yml"]] * 30
    found = list(gitlog.blobs(tmp_path, asked))
    assert [name for name, _ in found] == asked
    assert [data for _, data in found[:4]] == [b"", None, b"a\n" * 100_000, b"\n"]


def test_a_clone_without_old_files_gives_those_that_it_has(tmp_path: Path) -> None:
    """Git gives up at the first that it would have to fetch; what lies behind that is read all the same."""
    site = start(tmp_path / "site")
    for day, text in enumerate(("one", "two", "three"), 1):
        commit(site, f"2026-01-0{day}", {"data/a.yml": text})
    git(site, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", site.as_uri(), "part")
    names = [found.changed["data/a.yml"] for found in read(site)]
    asked = [names[2], names[0], names[2], names[1], "0" * 40]
    found = list(gitlog.blobs(tmp_path / "part", asked))
    assert found == list(zip(asked, [b"three", None, b"three", None, None], strict=True))


def test_links_and_modules_are_no_files(tmp_path: Path) -> None:
    """A symbolic link holds a path and no data: it counts as no file."""
    start(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "link.yml").symlink_to("elsewhere.yml")
    commit(tmp_path, "2026-01-05")
    assert [dict(found.changed) for found in read(tmp_path)] == [{"data/link.yml": ""}]


def test_no_git_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a repository, without a commit and without git itself, the reason is one sentence."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    bare = tmp_path / "bare"
    bare.mkdir()
    with pytest.raises(gitlog.NoGitError, match="no git repository"):
        gitlog.head(bare)
    start(bare)
    with pytest.raises(gitlog.NoGitError, match="no commit has been made"):
        gitlog.head(bare)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(gitlog.NoGitError, match="not installed"):
        gitlog.head(bare)


def test_a_repository_that_git_refuses_is_no_missing_one(tmp_path: Path) -> None:
    """Where git gives another reason, that reason is kept for the person."""
    start(tmp_path)
    commit(tmp_path, "2026-01-05", {"data/a.yml": "a"})
    (tmp_path / ".git" / "config").write_text("[core\n")
    with pytest.raises(gitlog.NoGitError) as caught:
        gitlog.head(tmp_path)
    assert caught.value.refused and "config" in str(caught.value)


@pytest.mark.parametrize("seconds", ["-86400", "99999999999999", "18446744073709551615", "yesterday", ""])
def test_a_commit_without_a_day_is_said(tmp_path: Path, seconds: str) -> None:
    """A commit that another program wrote, with a date that is none, is named; nothing is told of any day."""
    start(tmp_path)
    tree = git(tmp_path, "rev-parse", f"{commit(tmp_path, '2026-01-05', {'data/a.yml': 'a'})}^{{tree}}")
    raw = tmp_path / "raw"
    raw.write_text(f"tree {tree}\nauthor E <e> {seconds} +0000\ncommitter E <e> {seconds} +0000\n\nx\n")
    name = git(tmp_path, "hash-object", "-t", "commit", "-w", "--literally", str(raw))
    git(tmp_path, "update-ref", "refs/heads/main", name)
    with pytest.raises(gitlog.NoGitError, match=f"commit {name[:12]} has no date") as caught:
        read(tmp_path)
    assert caught.value.refused


def test_a_shallow_clone_does_not_reach_back(tmp_path: Path) -> None:
    """A clone without its older commits says so; one that was made whole does not."""
    start(tmp_path / "whole")
    for day in ("2026-01-05", "2026-01-06", "2026-01-07"):
        commit(tmp_path / "whole", day, {"data/a.yml": day})
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{tmp_path / 'whole'}", "part")
    part = tmp_path / "part"
    head = gitlog.head(part)
    assert [found.day for found in read(part)] == ["2026-01-06", "2026-01-07"]
    assert not gitlog.reaches_back(part, head)
    git(part, "fetch", "-q", "--unshallow")
    assert gitlog.reaches_back(part, gitlog.head(part))
    assert gitlog.head(part).shallow != head.shallow


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-x", "", "HEAD^{tree}", "main..main"])
def test_a_revision_that_git_does_not_know(tmp_path: Path, revision: str) -> None:
    """A name that is none, or that looks like an option, is wrong use and nothing else."""
    start(tmp_path)
    commit(tmp_path, "2026-01-05", {"data/a.yml": "a"})
    with pytest.raises(DossierError, match=f'(git knows no revision|cannot compare with) "{re.escape(revision)}"'):
        gitlog.resolve(tmp_path, revision)
