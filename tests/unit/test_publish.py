"""Publishing: the last set of files in place, exactly, whatever lay there before."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from generator.problems import DossierError
from generator.publish import Lying, Release, intact, write_file
from generator.publish.files import walk

Files = dict[str, bytes]


def build(out: Path, files: Files, left: Lying | None = None) -> None:
    with Release(out, left=left) as release:
        for address, data in files.items():
            release.write(address, data)
        release.finish()


def lying(root: Path) -> Files:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


@pytest.fixture(params=[0o000, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_first_build(out: Path) -> None:
    """A first build makes the link, and the files lie behind it."""
    build(out, {"index.html": b"home", "groups/hts/index.html": b"hts"})
    assert out.is_symlink()
    assert lying(out) == {"index.html": b"home", "groups/hts/index.html": b"hts"}


@pytest.mark.parametrize("many", [1, 1000])
@pytest.mark.parametrize("touched", ["", "a/b/c.html", "d.html", "a/b/e.html", "a/b", "f/g.html", "a link"])
def test_whatever_is_touched_is_noticed(
    out: Path, touched: str, many: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A build is as it was left until a file of it has another size or another one comes, however many look at it."""
    monkeypatch.setattr("generator.publish.untouched.MANY", many)
    build(out, {"a/b/c.html": b"1", "d.html": b"1", "f/g.html": b"1"})
    manifest = tmp_path / ".site.builds" / f"{out.resolve().name}.manifest"
    later = manifest.stat().st_mtime_ns + 1_000_000_000
    os.utime(manifest, ns=(later, later))  # the clock of a disk may be slower than this test
    assert intact(out)
    if touched == "a/b":
        shutil.rmtree(out / touched)
        (out / touched).write_bytes(b"")
    elif touched == "a link":
        (out / "d.html").unlink()
        (out / "d.html").symlink_to("f")  # as long as what the file held
    elif touched:
        comes = not (out / touched).exists()
        (out / touched).write_bytes(b"12")
        if comes:
            os.utime((out / touched).parent, ns=(later + 1, later + 1))
    assert intact(out) == (not touched)
    (out / "f" / "g.html").unlink()
    assert not intact(out)


def test_one_process_looks_where_there_may_be_no_second(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system starts no other process, a build is looked at all the same."""

    def refused() -> int:
        raise BlockingIOError("so many there may be")

    monkeypatch.setattr("generator.publish.untouched.MANY", 1)
    monkeypatch.setattr(os, "fork", refused)
    build(out, {"a.html": b"1", "b.html": b"1"})
    assert intact(out)
    (out / "b.html").unlink()
    assert not intact(out)


@pytest.mark.usefixtures("unwaiting")
def test_nobody_waits_for_a_pipe(out: Path) -> None:
    """In the place of a list of files, or of a file in the older folder, it is nothing; the next build replaces it."""
    for version in (b"1", b"2", b"3"):
        build(out, {"a.html": version, "b.html": version})
        assert lying(out) == {"a.html": version, "b.html": version}
        live, builds = int(out.readlink().name), out.parent / ".site.builds"
        lists = [builds / f"{live}.manifest", builds / f"{live + 1}.manifest"]
        for path in (*lists, *builds.glob(f"{live - 1}/a.html")):
            path.unlink(missing_ok=True)
            os.mkfifo(path)
        assert not intact(out)


@pytest.mark.usefixtures("unwaiting")
def test_a_pipe_is_replaced_where_nobody_looked(out: Path) -> None:
    """Who knows what the last builds left lying does not look at each file before it is written."""
    left = Lying()
    for version in (b"1", b"2"):
        build(out, {"a.html": version}, left)
    older = next(path for path in (out.parent / ".site.builds").glob("*/a.html") if path.read_bytes() == b"1")
    older.unlink()
    os.mkfifo(older)
    build(out, {"a.html": b"3"}, left)
    assert lying(out) == {"a.html": b"3"}


def test_vanished_files_and_folders_go(out: Path) -> None:
    """What a later build does not write is gone two builds later too, with the folders that held it."""
    build(out, {"a/b/c.html": b"1", "d.html": b"1"})
    for _ in range(2):
        build(out, {"d.html": b"2"})
        assert [path.name for path in out.iterdir()] == ["d.html"]


def test_two_folders_and_no_more(out: Path) -> None:
    """However many builds ran, finished or not, one live folder and one older one are kept."""
    for version in range(5):
        build(out, {"a": b"%d" % version})
        with Release(out) as release:
            release.write("b", b"unfinished")
    assert sorted(path.name for path in out.parent.iterdir()) == [".site.builds", "site"]
    live = int(out.resolve().name)
    left = {path.name for path in (out.parent / ".site.builds").iterdir()}
    assert left == {f"{live}", f"{live}.manifest", f"{live + 1}", "lock"}


def test_unchanged_files_are_not_written(out: Path) -> None:
    """A file that holds the bytes already is left alone, and the caller is told so."""
    for _ in range(2):
        build(out, {"same": b"same", "other": b"1"})
    with Release(out) as release:
        before = (release.root / "same").stat()
        assert (release.write("same", b"same"), release.write("other", b"2")) == (False, True)
        after = (release.root / "same").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_unfinished_build_changes_nothing(out: Path) -> None:
    """A build that fails leaves the last good site, and the next one is exact."""
    build(out, {"a": b"1"})
    with pytest.raises(ZeroDivisionError), Release(out) as release:
        release.write("a", b"2")
        release.write("stray", b"2")
        raise ZeroDivisionError
    assert lying(out) == {"a": b"1"}
    build(out, {"a": b"3"})
    assert lying(out) == {"a": b"3"}


def test_prune_shows_what_readers_will_get(out: Path) -> None:
    """Before the link is replaced, the folder can be inspected without what vanished."""
    for _ in range(2):
        build(out, {"a": b"1", "gone/b": b"1"})
    with Release(out) as release:
        release.write("a", b"2")
        release.prune()
        assert lying(release.root) == {"a": b"2"}
        assert lying(out) == {"a": b"1", "gone/b": b"1"}
        assert release.finish() == out


def test_what_comes_after_a_prune_is_judged_too(out: Path) -> None:
    """A file that is written after the folder was tidied is held against all others before readers see it."""
    build(out, {"a": b"1"})
    with Release(out) as release:
        release.write("a", b"2")
        release.prune()
        release.write("A", b"2")
        with pytest.raises(DossierError, match="differ only in writing"):
            release.finish()
    assert lying(out) == {"a": b"1"}


def test_modes_do_not_depend_on_the_umask(out: Path, umask: int) -> None:
    """Files are readable and folders can be entered by everybody, whatever the umask; a changed mode is put right."""
    for _ in range(4):
        build(out, {"a/b/c": b"1"})
        places = [out, *out.resolve().rglob("*"), out.resolve().parent]
        assert {stat.S_IMODE(place.stat().st_mode) for place in places if place.is_dir()} == {0o755}
        assert {stat.S_IMODE(place.stat().st_mode) for place in places if place.is_file()} == {0o644}
        (out.resolve() / "a/b/c").chmod(0o600)


def test_a_hard_link_keeps_its_bytes(out: Path, tmp_path: Path) -> None:
    """A copy made of hard links is not changed by a later build."""
    build(out, {"a": b"1"})
    (tmp_path / "kept").hardlink_to(out / "a")
    build(out, {"a": b"2"})
    build(out, {"a": b"3"})
    assert (tmp_path / "kept").read_bytes() == b"1"


@pytest.mark.parametrize("sets", [({"a": b"1"}, {"a/b": b"2"}), ({"a/b/c": b"1", "a/d": b"1"}, {"a": b"2"})])
def test_a_file_becomes_a_folder_and_back(out: Path, sets: tuple[Files, Files]) -> None:
    """An address that was a file may become a folder, and the other way round."""
    for files in (*sets, *sets, sets[0], sets[0], sets[1], sets[1]):
        build(out, files)
        assert lying(out) == files


def test_links_in_the_folder_are_not_followed(out: Path, tmp_path: Path) -> None:
    """A link that somebody put into a build folder is removed, never written through."""
    outside = tmp_path / "outside"
    outside.mkdir()
    for _ in range(2):
        build(out, {"a/b": b"1", "c": b"1"})
    older = next(path for path in (tmp_path / ".site.builds").iterdir() if path.is_dir() and path != out.resolve())
    (older / "a/b").unlink()
    (older / "a").rmdir()
    (older / "a").symlink_to(outside)
    (older / "c").unlink()
    (older / "c").symlink_to(outside / "c")
    build(out, {"a/b": b"2", "c": b"1"})
    assert lying(out) == {"a/b": b"2", "c": b"1"}
    assert list(outside.iterdir()) == []


def test_keep_needs_the_same_key(out: Path) -> None:
    """A page is kept if the older folder holds it as made from the same key; it then needs no rendering."""
    for _ in range(2):
        with Release(out) as release:
            release.write("page", b"text", key="k1")
            release.write("plain", b"text")
            release.finish()
    with Release(out) as release:
        assert not release.keep("page", "k2")
        assert not release.keep("plain", "")
        assert not release.keep("absent", "k1")
        assert release.keep("page", "k1")
        release.finish()
    assert lying(out) == {"page": b"text"}
    build(out, {})
    with Release(out) as release:
        assert release.keep("page", "k1"), "a kept page keeps its key"


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize(
    "fault", ["edited", "cut off", "deleted", "unfinished", "torn manifest", "long manifest", "no manifest"]
)
def test_keep_trusts_nothing_that_was_touched(out: Path, fault: str, shown: bool) -> None:
    """A file edited since, or of a build that never finished, is taken from what readers see, else not kept."""
    builds = out.parent / ".site.builds"
    for _ in range(2):
        with Release(out) as release:
            release.write("page", b"text", key="k")
            release.write("zoo", b"text")
            release.finish()
    if fault == "edited":
        (builds / "1" / "page").write_bytes(b"TEXT")
        os.utime(builds / "1" / "page", ns=(0, (builds / "1.manifest").stat().st_mtime_ns + 1))
    elif fault == "cut off":
        (builds / "1" / "page").write_bytes(b"te")
        os.utime(builds / "1" / "page", (0, 0))
    elif fault == "deleted":
        (builds / "1" / "page").unlink()
    elif fault == "unfinished":
        with Release(out) as release:
            release.write("page", b"half", key="k")
    elif fault == "torn manifest":
        whole = (builds / "1.manifest").read_text()
        (builds / "1.manifest").write_text(whole.replace("end 2\n", ""))
    elif fault == "long manifest":
        with (builds / "1.manifest").open("a") as manifest:
            manifest.write("4 k more")
    else:
        (builds / "1.manifest").unlink()
    if not shown:
        (builds / f"{out.resolve().name}.manifest").write_text("torn")
    with Release(out) as release:
        assert release.keep("page", "k") == shown
        if shown:
            release.finish()
    assert (out / "page").read_bytes() == b"text"


def test_an_empty_folder_goes(out: Path) -> None:
    """What somebody made in a folder of builds is not published with the next one, though no file is in it."""
    for _ in range(2):
        build(out, {"a/page": b"text"})
    older = out.parent / ".site.builds" / "1"
    (older / "a" / "more").mkdir()
    build(out, {"a/page": b"text"})
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*")) == ["a", "a/page"]


def test_who_builds_again_knows_what_it_left_lying(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that goes on need not look at every file that it wrote; what it does not write again goes."""
    left = Lying()
    for texts in ({"a/page": b"1", "b": b"1"}, {"a/page": b"2", "b": b"1"}):
        build(out, texts, left)
    monkeypatch.setattr("generator.publish.release.walk", None)
    build(out, {"a/page": b"3", "c/d": b"1"}, left)
    build(out, {"a/page": b"3", "c/d": b"1"}, left)
    build(out, {"b": b"1"}, left)
    monkeypatch.undo()
    assert lying(out) == {"b": b"1"}
    assert sorted(path.name for path in out.resolve().rglob("*")) == ["b"]


@pytest.mark.parametrize("comes", [True, False])
def test_a_folder_left_alone_is_not_listed(out: Path, monkeypatch: pytest.MonkeyPatch, comes: bool) -> None:
    """Where the older build lies as it was left, no folder of it is listed; what came into it since goes."""
    listed: list[Path] = []

    def noted(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
        listed.append(root)
        return walk(root)

    for _ in range(2):
        with Release(out) as release:
            release.write("a/page", b"text", key="k")
            release.finish()
    monkeypatch.setattr("generator.publish.release.walk", noted)
    if comes:
        older = out.parent / ".site.builds" / "1"
        later = older.with_suffix(".manifest").stat().st_mtime_ns + 1
        (older / "a" / "more").write_bytes(b"text")
        os.utime(older / "a", ns=(later, later))
    with Release(out) as release:
        assert release.keep("a/page", "k")
        release.finish()
    assert bool(listed) == comes
    assert lying(out) == {"a/page": b"text"}


@pytest.mark.parametrize("meddler", ["finished", "broke off", "began anew"])
def test_who_builds_again_notices_another_build(out: Path, meddler: str) -> None:
    """Where another process built meanwhile, be it from the beginning, what one left lying counts no more."""
    left = Lying()
    for _ in range(2):
        build(out, {"page": b"1"}, left)
    if meddler == "began anew":
        out.unlink()
        shutil.rmtree(out.parent / ".site.builds")
    for _ in range(2):
        with Release(out) as release:
            release.write("page", b"other", key="k")
            release.write("more", b"other")
            if meddler != "broke off":
                release.finish()
    build(out, {"page": b"1"}, left)
    assert lying(out) == {"page": b"1"}
    build(out, {"page": b"1"}, left)
    assert lying(out) == {"page": b"1"}


@pytest.mark.parametrize("fault", ["edited", "cut off", "link", "link from before", "folder in the way"])
def test_what_readers_see_is_not_trusted_either(out: Path, fault: str) -> None:
    """A file that was touched where readers see it is not brought into the next build."""
    with Release(out) as release:
        release.write("a/page", b"text", key="k")
        release.finish()
    if fault == "edited":
        (out / "a" / "page").write_bytes(b"TEXT")
        os.utime(out / "a" / "page", ns=(0, (out.parent / ".site.builds" / "1.manifest").stat().st_mtime_ns + 1))
    elif fault == "cut off":
        (out / "a" / "page").write_bytes(b"te")
        os.utime(out / "a" / "page", (0, 0))
    elif fault.startswith("link"):
        (out / "a" / "page").unlink()
        (out / "a" / "page").symlink_to("away")  # as long as the text
        if fault == "link from before":
            os.utime(out / "a" / "page", (0, 0), follow_symlinks=False)
    else:
        (out / "a" / "page").unlink()
        (out / "a" / "page").mkdir()
    with Release(out) as release:
        assert not release.keep("a/page", "k")


def test_what_is_brought_along_is_not_written_again(out: Path) -> None:
    """A page of the last build needs no second copy on the disk, and later builds change neither."""
    with Release(out) as release:
        release.write("a/page", b"text", key="k")
        release.finish()
    with Release(out) as release:
        assert release.keep("a/page", "k")
        assert (release.root / "a" / "page").samefile(out / "a" / "page")
        release.finish()
    first = out.resolve()
    for content in (b"2", b"3"):
        build(out, {"a/page": content})
        assert lying(out) == {"a/page": content}
    assert not first.exists()


def test_manifest_is_deterministic_and_not_published(out: Path) -> None:
    """The list of what lies in a folder has one order, whatever the order of writing, and lies outside."""
    texts = []
    for order in (["b", "a/é", "c"], ["c", "b", "a/é"]):
        build(out, {address: address.encode() for address in order})
        texts.append((out.parent / ".site.builds" / f"{out.resolve().name}.manifest").read_text(encoding="utf-8"))
        assert sorted(lying(out)) == ["a/é", "b", "c"]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "address",
    ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a/.", "..", "a\\b", "a\0b", "a\nb", "a\ud800", "x" * 256],
)
def test_unfit_addresses(out: Path, address: str) -> None:
    """An address that could leave the folder, or that no disk can hold, is refused before anything is written."""
    with Release(out) as release, pytest.raises(DossierError):
        release.write(address, b"")


@pytest.mark.parametrize(
    ("first", "second"),
    [("a", "a"), ("Groups/hts", "groups/HTS"), ("caf\u00e9", "cafe\u0301"), ("a", "a/b"), ("A", "a/b")],
)
def test_addresses_that_collide(out: Path, first: str, second: str) -> None:
    """Two addresses that some host takes for one stop the build, and the last good site stands."""
    build(out, {"good": b"1"})
    with pytest.raises(DossierError), Release(out) as release:
        release.write(first, b"1")
        release.record([write_file(release.root.parent, "elsewhere", b"2")])
        release.write(second, b"2")
        release.finish()
    assert lying(out) == {"good": b"1"}


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_what_is_not_ours_is_refused(out: Path, tmp_path: Path, kind: str) -> None:
    """An ordinary folder, a file or somebody's own link at the place is refused, untouched, and the message helps."""
    if kind == "folder":
        out.mkdir()
        (out / "mine").write_bytes(b"1")
    elif kind == "file":
        out.write_bytes(b"1")
    else:
        out.symlink_to("elsewhere")
    with pytest.raises(DossierError, match="publish to another place"):
        build(out, {"a": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("out", [Path("/"), Path(), Path("..")])
def test_places_without_a_name(out: Path) -> None:
    """A place that cannot be replaced is refused."""
    with pytest.raises(DossierError):
        Release(out)


def test_disk_refusals_are_one_sentence(out: Path) -> None:
    """What the disk refuses is said in one sentence that names the file."""
    with Release(out) as release, pytest.raises(DossierError, match=r"cannot write .*x"):
        release.write("/".join(["x" * 200] * 30), b"")


_OTHER_PROCESS = """
import sys
from pathlib import Path
from generator.problems import DossierError
from generator.publish import Release
try:
    with Release(Path(sys.argv[1])) as release:
        release.write("a", b"other")
        release.finish()
except DossierError as error:
    print(error)
"""


def other_build(out: Path) -> str:
    command = [sys.executable, "-c", _OTHER_PROCESS, str(out)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_two_builds_of_one_site(out: Path) -> None:
    """A second build of the same site is refused while the first is at work, with its process; then it may."""
    lock = out.parent / ".site.builds" / "lock"
    lock.parent.mkdir()
    lock.write_text("123456789012345\n")  # a process of before
    with Release(out) as release:
        release.write("a", b"mine")
        assert f"(process {os.getpid()})" in other_build(out)
        release.finish()
    assert lying(out) == {"a": b"mine"}
    assert other_build(out) == ""
    assert lying(out) == {"a": b"other"}


def test_a_worker_that_outlived_its_build(out: Path) -> None:
    """An orphan of a dead build neither keeps the lock nor writes into the folder of the next build."""
    with Release(out) as dead:
        dead.write("a", b"1")
        orphan = multiprocessing.get_context("fork").Process(target=lambda: os.read(os.pipe()[0], 1))
        orphan.start()
    try:
        assert other_build(out) == ""
        with Release(out) as release:
            release.write("a", b"2")
            with pytest.raises(DossierError):
                write_file(dead.root, "late/file", b"1")
            release.finish()
    finally:
        orphan.kill()
        orphan.join()
    assert lying(out) == {"a": b"2"}


def test_workers_write_without_a_lock(out: Path) -> None:
    """Several processes write into one folder, also where files stand in the way, and nothing is lost."""
    files = {f"claims/c{n}/index.html": b"%d" % n for n in range(60)}
    for _ in range(2):
        build(out, {"claims": b"in the way"})
    with Release(out) as release:
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
            entries = list(pool.map(write_file, [release.root] * len(files), files, files.values(), chunksize=5))
        release.record(entries)
        release.finish()
    assert all(entry.written for entry in entries)
    assert lying(out) == files


_addresses = st.sampled_from(["index.html", "a", "a/b", "a/b/c", "d/e.html", "d/f.html", "é/g", "h"])


def _no_clash(files: Files) -> bool:
    return not any(other.startswith(f"{address}/") for address in files for other in files)


_sets = st.dictionaries(_addresses, st.sampled_from([b"", b"1", b"2", b"22"]), max_size=5).filter(_no_clash)


class AnyHistory(RuleBasedStateMachine):
    """Builds, failed builds and meddling in any order: readers always get exactly the last finished set."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.out = Path(self.folder.name) / "site"
        self.last: Files = {}
        build(self.out, {})

    @rule(files=_sets)
    def build(self, files: Files) -> None:
        build(self.out, files)
        self.last = files

    @rule(files=_sets, data=st.data())
    def rebuild_keeping(self, files: Files, data: st.DataObject) -> None:
        with Release(self.out) as release:
            for address, content in files.items():
                key = content.hex() or "empty"
                if not release.keep(address, key):
                    release.write(address, content, key)
            release.finish()
        self.last = files

    @rule(files=_sets)
    def fail(self, files: Files) -> None:
        with Release(self.out) as release:
            for address, content in files.items():
                release.write(address, content)

    @rule(address=_addresses)
    def meddle(self, address: str) -> None:
        """Somebody puts a file into the folder that readers do not see."""
        for root in (Path(self.folder.name) / ".site.builds").iterdir():
            path = root / address
            if root.is_dir() and root != self.out.resolve() and path.parent.is_dir() and not path.is_dir():
                path.unlink(missing_ok=True)
                path.write_bytes(b"9")
                os.utime(path, (2**32, 2**32))

    @invariant()
    def exact(self) -> None:
        assert lying(self.out) == self.last

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


AnyHistory.TestCase.settings = settings(max_examples=100, stateful_step_count=12, deadline=None)
TestAnyHistory = AnyHistory.TestCase
