"""Records through the commits: each is its id, whatever file it stands in, and each blob is read once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator import yamlfile
from generator.revisions import KEPT_IN, Revisions, read_revisions
from tests.repositories import commit, git, start

ONE = "- {id: one, text: First}\n"
TWO = "- {id: two, text: Second}\n"


def read(site: Path, cache: Path | None = None) -> Revisions:
    return read_revisions(site, 4_000_000, cache)


def told(found: Revisions, id: str) -> list[tuple[str, str | None, str | None]]:
    """Return the days on which a record changed, with its text before and after."""
    return [
        (found.steps[r.step].day, r.before and str(r.before["text"]), r.after and str(r.after["text"]))
        for r in found.changed.get(id, ())
    ]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each blob is read."""
    reads: Counter[str] = Counter()
    reader = yamlfile.read

    def read(file: str, *rest: object) -> object:
        reads[file] += 1
        return reader(file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(yamlfile, "read", read)
    return reads


def test_a_claim_is_its_id_and_not_its_file(tmp_path: Path) -> None:
    """Renaming a file and moving a claim to another one is no change; what changes on the way is one change."""
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {"data/claims/a.yml": ONE + TWO})
    commit(tmp_path, "2026-01-02", {"data/claims/a.yml": None, "data/claims/deep/b.yml": ONE + TWO})
    commit(tmp_path, "2026-01-03", {"data/claims/deep/b.yml": ONE, "data/claims/two.yml": "text: Changed\n"})
    found = read(tmp_path)
    assert (told(found, "one"), told(found, "two")) == ([], [("2026-01-03", "Second", "Changed")])
    assert {id: found.steps[step].day for id, step in found.first.items()} == dict.fromkeys(
        ("one", "two"), "2026-01-01"
    )
    assert found.sorts == {"one": "claim", "two": "claim"}


def test_what_goes_and_comes_back_is_told(tmp_path: Path) -> None:
    """A record that is missing for a while has two revisions, and was first there when it was first there."""
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {"data/claims/a.yml": ONE})
    commit(tmp_path, "2026-01-02", {"data/claims/a.yml": TWO})
    commit(tmp_path, "2026-01-03", {"data/claims/a.yml": TWO + ONE})
    found = read(tmp_path)
    assert told(found, "one") == [("2026-01-02", "First", None), ("2026-01-03", None, "First")]
    assert found.steps[found.first["one"]].day == "2026-01-01"


@pytest.mark.parametrize("name", ["a", "c"])
def test_what_stands_in_two_files_for_a_while_was_never_gone(tmp_path: Path, name: str) -> None:
    """Who moves a claim in two commits changes nothing; the file in which it changed last says what it is."""
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {"data/claims/b.yml": ONE})
    commit(tmp_path, "2026-01-02", {f"data/claims/{name}.yml": ONE})
    read(tmp_path, tmp_path / ".cache")
    commit(tmp_path, "2026-01-03", {"data/claims/b.yml": None})
    assert told(read(tmp_path), "one") == told(read(tmp_path, tmp_path / ".cache"), "one") == []
    commit(tmp_path, "2026-01-04", {"data/claims/b.yml": ONE.replace("First", "Copied") + TWO})
    commit(tmp_path, "2026-01-05", {f"data/claims/{name}.yml": ONE.replace("First", "Edited")})
    commit(tmp_path, "2026-01-06", {"data/claims/b.yml": ONE.replace("First", "Copied")})
    steps = [("2026-01-04", "First", "Copied"), ("2026-01-05", "Copied", "Edited")]
    assert told(read(tmp_path, tmp_path / ".cache"), "one") == steps
    commit(tmp_path, "2026-01-07", {f"data/claims/{name}.yml": None})
    commit(tmp_path, "2026-01-08", {"data/claims/b.yml": None})
    steps += [("2026-01-07", "Edited", "Copied"), ("2026-01-08", "Copied", None)]
    assert told(read(tmp_path), "one") == told(read(tmp_path, tmp_path / ".cache"), "one") == steps


@pytest.mark.parametrize("at_once", [True, False])
def test_an_id_that_another_sort_takes_over_begins_anew(tmp_path: Path, at_once: bool) -> None:
    """A group is not what a claim of the same id was before: that one ends, and both are known since their own day."""
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {"data/claims/a.yml": ONE})
    if not at_once:
        commit(tmp_path, "2026-01-02", {"data/claims/a.yml": None})
        read(tmp_path, tmp_path / ".cache")
    commit(
        tmp_path,
        "2026-01-03",
        {"data/groups/one.yml": "text: Group\n"} | ({"data/claims/a.yml": None} if at_once else {}),
    )
    commit(tmp_path, "2026-01-04", {"data/groups/one.yml": "text: Changed\n"})
    found = read(tmp_path, tmp_path / ".cache")
    assert {id: (found.steps[step].day, found.sorts[id]) for id, step in found.first.items()} == {
        "one (claim)": ("2026-01-01", "claim"),
        "one": ("2026-01-03", "entity"),
    }
    assert told(found, "one (claim)") == [("2026-01-03" if at_once else "2026-01-02", "First", None)]
    assert told(found, "one")[-1:] == [("2026-01-04", "Group", "Changed")]


def test_a_revision_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    """What a faulty revision changed is told with the next one that can be read, on that one's day."""
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {"data/claims/a.yml": ONE})
    commit(tmp_path, "2026-01-02", {"data/claims/a.yml": "- {id: one, text: [}\n"})
    commit(tmp_path, "2026-01-03", {"data/claims/a.yml": "- {id: one, text: x, text: y}\n"})
    commit(tmp_path, "2026-01-04", {"data/claims/a.yml": "- {id: one, text: Later}\n"})
    found = read(tmp_path)
    assert told(found, "one") == [("2026-01-04", "First", "Later")]
    assert [(found.steps[step].day, file) for step, file in found.unread] == [
        ("2026-01-02", "data/claims/a.yml"),
        ("2026-01-03", "data/claims/a.yml"),
    ]


@pytest.mark.parametrize("begun", [False, True])
def test_what_goes_into_a_file_that_cannot_be_read_was_never_gone(tmp_path: Path, begun: bool) -> None:
    """Where a file that is read again holds it, it is as it was; else it is gone since then, and others at once.

    So it is where an earlier build read the faulty revision, and where the file's name is the record's.
    """
    marked = "<<<<<<< ours\n" + ONE + TWO + ">>>>>>> theirs\n"
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {"data/claims/a.yml": ONE + TWO + "- {id: on, text: Third}\n- {id: x, text: X}\n"})
    commit(tmp_path, "2026-01-02", {"data/claims/a.yml": None, "data/claims/b.yml": marked, "data/claims/x.yml": "[\n"})
    if begun:
        read(tmp_path, tmp_path / ".cache")
    commit(tmp_path, "2026-01-03", {"data/claims/b.yml": ONE.replace("First", "Later"), "data/claims/c.yml": "[]\n"})
    commit(tmp_path, "2026-01-04", {"data/claims/x.yml": "text: X\n"})
    found = read(tmp_path, tmp_path / ".cache" if begun else None)
    assert told(found, "one") == [("2026-01-03", "First", "Later")]
    assert told(found, "two") == [("2026-01-03", "Second", None)]
    assert told(found, "on") == [("2026-01-02", "Third", None)]
    assert told(found, "x") == []


def test_what_is_not_here_is_looked_for_again(tmp_path: Path) -> None:
    """A clone may lack what old files held (`--filter=blob:none`); once git has fetched it, the history is whole."""
    site, cache = start(tmp_path / "site"), tmp_path / "cache"
    commit(site, "2026-01-01", {"data/claims/a.yml": ONE})
    blob = git(site, "rev-parse", "HEAD:data/claims/a.yml")
    commit(site, "2026-01-02", {"data/claims/a.yml": "- {id: one, text: Later}\n"})
    whole = read(site)
    place = site / ".git" / "objects" / blob[:2] / blob[2:]
    place.rename(tmp_path / "aside")
    part = read(site, cache)
    assert (part.unread, part.absent, told(part, "one")) == ((), ((0, "data/claims/a.yml"),), [])
    (tmp_path / "aside").rename(place)
    assert read(site, cache) == whole


def test_files_that_hold_no_records_are_not_read(tmp_path: Path, counted: Counter[str]) -> None:
    """The vocabulary, hidden files and files of other kinds are none of its business."""
    start(tmp_path)
    no_records = ("data/vocabulary.yml", "data/claims/.hidden.yml", "data/claims/notes.txt", "data/.x/claims/a.yml")
    commit(tmp_path, "2026-01-01", dict.fromkeys(no_records, ONE))
    assert (read(tmp_path).first, counted.total()) == ({}, 0)


def test_each_blob_is_read_once_and_none_the_second_time(tmp_path: Path, counted: Counter[str]) -> None:
    """A first reading reads each blob once, a second none, a third only what was committed since."""
    site, cache = start(tmp_path / "site"), tmp_path / "cache"
    for number in range(6):
        commit(site, f"2026-01-0{number + 1}", {"data/claims/a.yml": f"- {{id: one, text: Text {number % 3}}}\n"})
    first = read(site, cache)
    assert len(first.changed["one"]) == 5
    assert sorted(counted.values()) == [1, 1, 1]
    counted.clear()
    assert read(site, cache) == first
    assert counted.total() == 0
    commit(site, "2026-01-07", {"data/claims/a.yml": "- {id: one, text: New}\n", "data/claims/b.yml": TWO})
    later = read(site, cache)
    assert later == read(site)
    assert told(later, "one")[-1] == ("2026-01-07", "Text 2", "New")


def test_a_history_that_was_written_anew_is_read_anew(tmp_path: Path) -> None:
    """After a commit was replaced, or the cache was spoilt, nothing of what was kept is taken over."""
    site, cache = start(tmp_path / "site"), tmp_path / "cache"
    commit(site, "2026-01-01", {"data/claims/a.yml": ONE})
    commit(site, "2026-01-02", {"data/claims/a.yml": "- {id: one, text: Wrong}\n"})
    read(site, cache)
    git(site, "reset", "-q", "--hard", "HEAD~1")
    commit(site, "2026-01-03", {"data/claims/a.yml": "- {id: one, text: Right}\n"})
    expected = [("2026-01-03", "First", "Right")]
    assert told(read(site, cache), "one") == expected
    for spoilt in ("", "{}", "[]", '{"key": 1}', (cache / KEPT_IN).read_text("ascii")[:-9]):
        (cache / KEPT_IN).write_text(spoilt, "ascii")
        assert told(read(site, cache), "one") == expected


def test_a_shallow_clone_says_that_it_is_not_whole(tmp_path: Path) -> None:
    """What is known of a shallow clone begins at its oldest commit; fetching the rest makes it whole, cache or not."""
    site, cache = start(tmp_path / "site"), tmp_path / "cache"
    commit(site, "2026-01-01", {"data/claims/a.yml": ONE})
    commit(site, "2026-01-02", {"data/claims/a.yml": ONE + TWO})
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{site}", "part")
    part = read(tmp_path / "part", cache)
    assert (part.whole, [step.day for step in part.steps]) == (False, ["2026-01-02"])
    git(tmp_path / "part", "fetch", "-q", "--unshallow")
    assert read(tmp_path / "part", cache) == read(site)


def test_without_git_there_is_nothing_and_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is no repository has no history, and no cache is written for it."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    site = tmp_path / "site"
    site.mkdir()
    found = read(site, tmp_path / "cache")
    assert (found.first, found.missing, found.refused) == ({}, "this is no git repository", False)
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("path", "what"), [("data", "a link"), ("data", "a repository"), ("data/claims", "a repository")]
)
def test_data_that_lies_elsewhere_has_no_history(tmp_path: Path, path: str, what: str) -> None:
    """Of what is a link or a module since then nothing is said, rather than that it was taken out of the data."""
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {"data/claims/a.yml": ONE})
    git(tmp_path, "rm", "-q", "-r", "--cached", path)
    if what == "a link":
        (tmp_path / "data").rename(tmp_path / "real")
        (tmp_path / "data").symlink_to("real")
    else:
        commit(start(tmp_path / path), "2026-01-01")
    commit(tmp_path, "2026-01-02")
    found = read(tmp_path)
    assert (found.refused, found.changed) == (True, {})
    assert found.missing.startswith(f"{path} is {what}")


def test_data_that_is_not_tracked_has_no_history(tmp_path: Path) -> None:
    """A site in somebody else's repository, which ignores it, has no commit of its own."""
    start(tmp_path)
    commit(tmp_path, "2026-01-01", {".gitignore": "site/\n"})
    (tmp_path / "site" / "data" / "claims").mkdir(parents=True)
    (tmp_path / "site" / "data" / "claims" / "a.yml").write_text(ONE)
    assert read(tmp_path / "site").first == {}
