"""Copies lie under the hash of their bytes, and are trusted only as far as the hash says."""

from __future__ import annotations

import errno
import os
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from generator.evidence import DamagedCopyError, Store, lines_with, spans_of_lines, store
from generator.problems import DossierError


def test_a_copy_is_kept_under_its_hash_and_found_again(tmp_path: Path) -> None:
    """What was put in comes out again, byte for byte, and its text as a reader sees it."""
    kept = Store(tmp_path / "deep" / "evidence")
    data = b"<p>HTS <b>left</b>.</p>"
    digest = kept.put(data)
    assert digest == sha256(data).hexdigest()
    assert kept.put(data) == digest
    assert Store(kept.folder).has(digest)
    assert kept.data(digest) == data
    assert kept.extracted(digest, "text/html; charset=utf-8").text == "HTS left."
    assert {path.name for path in kept.folder.iterdir()} == {digest, ".gitignore"}


def test_a_pointer_in_the_place_of_a_copy_is_called_so(tmp_path: Path) -> None:
    """Where Git LFS keeps the copies, a fresh clone has their pointers, and each seems to be damaged."""
    kept = Store(tmp_path / "evidence")
    digest = kept.put(b"left")
    (kept.folder / digest).write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 4\n")
    with pytest.raises(DamagedCopyError, match="git lfs pull"):
        kept.data(digest)


def test_git_ignores_a_folder_that_is_made_for_copies(tmp_path: Path) -> None:
    """A site of somebody's own has no file that says so; one who wants them in git takes the new file out again."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, timeout=60)
    kept = Store(tmp_path / "evidence")
    kept.put(b"left")
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60).stdout == b""
    (kept.folder / ".gitignore").unlink()
    kept.put(b"right")
    assert not (kept.folder / ".gitignore").exists()


def test_a_folder_for_copies_is_ignored_by_git_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, no folder is left without the file by which git ignores it: it would stay so for good."""

    def refuse(path: Path, data: bytes) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    kept = Store(tmp_path / "deep" / "evidence")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", refuse)
        with pytest.raises(OSError):
            kept.put(b"left")
    assert list((tmp_path / "deep").iterdir()) == []
    kept.put(b"left")
    assert (kept.folder / ".gitignore").read_text("utf-8") == "*\n"


def test_other_bytes_under_a_hash_are_refused(tmp_path: Path) -> None:
    """A file that was changed is no copy any more, and putting the right bytes in mends it."""
    kept = Store(tmp_path)
    digest = kept.put(b"left")
    (tmp_path / digest).write_bytes(b"did not leave")
    with pytest.raises(DamagedCopyError, match=digest):
        kept.data(digest)
    kept.put(b"left")
    assert kept.data(digest) == b"left"


@pytest.mark.usefixtures("unwaiting")
def test_nobody_waits_for_a_pipe(tmp_path: Path) -> None:
    """In the place of a copy, it is an error in words; the copy that is put there replaces it."""
    kept = Store(tmp_path)
    digest = sha256(b"left").hexdigest()
    os.mkfifo(tmp_path / digest)
    with pytest.raises(DossierError, match="the copy cannot be read: it is no file"):
        kept.data(digest)
    kept.put(b"left")
    assert kept.data(digest) == b"left"


def test_no_folder_and_no_file_are_told_apart_from_nothing(tmp_path: Path) -> None:
    """A store without a folder has nothing at hand; what cannot be read is an error in words."""
    assert Store(tmp_path / "none").hashes == frozenset()
    (tmp_path / ("ab" * 32)).mkdir()
    with pytest.raises(DossierError, match="cannot be read"):
        Store(tmp_path).data("ab" * 32)


def test_the_environment_comes_before_the_settings(tmp_path: Path) -> None:
    """Where copies lie is said by the environment, else by the settings, else it is evidence/."""
    assert store(tmp_path, None, {}).folder == tmp_path / "evidence"
    assert store(tmp_path, "../c", {}).folder == tmp_path / "../c"
    assert store(tmp_path, "c", {"DOSSIER_EVIDENCE": "/e"}).folder == Path("/e")
    assert store(tmp_path, None, {"DOSSIER_EVIDENCE": ""}).folder == tmp_path / "evidence"


def test_lines_are_counted_as_editors_count_them() -> None:
    """Line 1 is the first; a range reaches to the end of its last line; lines that are not there are told."""
    text = "one\ntwo\n\nfour"
    spans, beyond = spans_of_lines(text, [(1, 1), (2, 3), (4, 4)])
    assert [text[start:end] for start, end in spans] == ["one", "two\n", "four"]
    assert beyond == []
    spans, beyond = spans_of_lines(text, [(4, 9), (7, 7)])
    assert [text[start:end] for start, end in spans] == ["four"]
    assert beyond == [9, 7]


def test_lines_are_found_by_words_of_theirs() -> None:
    """Each line that holds the words counts, whatever its white space and marks; words of two lines find nothing."""
    text = "Home  |  News\n“Group B” leaves\nGroup\nB\n'Group B' again"
    assert [text[start:end] for start, end in lines_with(text, "Home | News")] == ["Home  |  News"]
    assert [text[start:end] for start, end in lines_with(text, '"Group B"')] == ["“Group B” leaves", "'Group B' again"]
    assert lines_with(text, "Group B leaves") == ()
    assert lines_with(text, " ") == ()
