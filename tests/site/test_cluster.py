"""Pages come out the same on a cluster of other processes, also when some of these die over it."""

from __future__ import annotations

import gc
import json
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator import fill
from generator.build import build
from generator.cli import main
from generator.cluster import AHEAD, Cluster
from generator.ledger import Addresses
from generator.problems import DossierError
from tests.site.conftest import ENVIRON, copy_of_the_site

LONG = 60


class Processes:
    """A scheduler and its workers, each in a process of its own, which nobody starts again when it is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        told = folder / "scheduler.json"
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        until(lambda: told.exists() and told.read_text().endswith("}"))  # it is written in more than one step
        self.address = json.loads(told.read_text())["address"]
        self.workers: list[subprocess.Popen[bytes]] = []

    def _start(self, kind: str, *more: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", kind, "--no-dashboard", *more]
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)

    def join(self) -> None:
        """Let one more worker join, and wait until it has."""
        with (self.folder / "worker.log").open("ab") as log:
            before = log.tell()
        self.workers.append(self._start("worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"))
        until(lambda: b"Registered to:" in (self.folder / "worker.log").read_bytes()[before:])

    def end(self) -> None:
        """End all of them."""
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


def until(true: Callable[[], bool]) -> None:
    """Wait for something to happen."""
    last = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < last
        time.sleep(0.02)


@pytest.fixture
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """A cluster with two workers."""
    started = Processes(tmp_path_factory.mktemp("cluster"))
    try:
        started.join()
        started.join()
        yield started
    finally:
        started.end()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project's own site, of which nothing was built yet."""
    return copy_of_the_site(tmp_path_factory.mktemp("sent"))


def bytes_of(out: Path) -> dict[str, bytes]:
    """Return each file with its bytes."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def made(site: Path, out: Path, elsewhere: fill.Workers | None = None) -> dict[str, bytes]:
    """Build and return each file with its bytes."""
    done = build(site, out, environ=ENVIRON, tell=lambda step: None, elsewhere=elsewhere)
    assert not [problem for problem in done.problems if problem.severity == "error"]
    return bytes_of(out)


class Then:
    """A cluster to which something happens when it has done its first part."""

    def __init__(self, cluster: fill.Workers, happens: Callable[[], None]) -> None:
        self._cluster = cluster
        self._happens = happens

    def map(self, work: Callable[[Any], Any], parts: Sequence[Any], /) -> Iterator[Any]:
        results = self._cluster.map(work, parts)
        yield next(results)
        self._happens()
        yield from results


def test_a_cluster_makes_the_same_bytes(
    site: Path, tmp_path: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a cluster makes is what is made here, and the next build here finds nothing to do."""
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)
    here = made(site, tmp_path / "here")
    there = tmp_path / "there"
    assert main(["build", "--site", str(site), "--out", str(there), "--cluster", processes.address]) == 0
    assert bytes_of(there) == here
    assert build(site, there, environ=ENVIRON, tell=lambda step: None).made == 0


def test_a_worker_that_dies_changes_nothing(
    site: Path, tmp_path: Path, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a worker is killed during the build, the other makes its pages too: same bytes."""
    monkeypatch.setattr(fill, "PART", 5)
    cluster = Then(Cluster(processes.address), processes.workers[0].kill)
    assert made(site, tmp_path / "there", cluster) == made(site, tmp_path / "here")
    assert processes.workers[0].wait(LONG) != 0


def test_a_worker_that_joins_late_has_the_work_too(processes: Processes) -> None:
    """When all workers are replaced by one that was not there in the beginning, it does the rest."""

    def replace() -> None:
        processes.join()
        for worker in processes.workers[:2]:
            worker.kill()

    assert list(Then(Cluster(processes.address), replace).map(abs, range(-40, 0))) == list(range(40, 0, -1))


def test_few_parts_are_under_way_at_a_time(processes: Processes) -> None:
    """Parts are taken only as results are given, so that few results are held in memory."""
    taken = 0

    class Taken(list[int]):
        def __iter__(self) -> Iterator[int]:
            nonlocal taken
            for part in super().__iter__():
                taken += 1
                yield part

    for given, _ in enumerate(Cluster(processes.address).map(abs, Taken(range(30)))):
        assert taken - given <= AHEAD * 2
    assert taken == 30


def test_what_fails_there_is_told_here(processes: Processes) -> None:
    """A mistake that is found on a worker is the sentence that it would be here."""
    with pytest.raises(DossierError, match="cannot be made"):
        list(Cluster(processes.address).map(_fail, [1]))


def _fail(part: int) -> None:
    raise DossierError("it cannot be made")


def test_other_versions_are_refused(processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that would make other pages is named, with what differs."""
    monkeypatch.setattr("generator.cluster.platform.python_version", lambda: "2.7.18")
    with pytest.raises(DossierError, match=r"worker tcp://127\S+ has other versions: Python \S+ there, 2.7.18 here"):
        Cluster(processes.address)


def test_pages_are_drawn_without_the_disk(site: Path, tmp_path: Path) -> None:
    """All that pages are made of travels as content: where they are drawn the site's folder need not be."""

    class Away:
        def map(self, work: Callable[[Any], Any], parts: Sequence[Any], /) -> Iterator[Any]:
            sent = pickle.dumps(work)
            site.rename(tmp_path / "gone")
            try:
                drawn = [pickle.loads(sent)(part) for part in parts]
            finally:
                (tmp_path / "gone").rename(site)
            yield from drawn

    (site / "templates").mkdir(exist_ok=True)
    assert made(site, tmp_path / "there", Away()) == made(site, tmp_path / "here")


def test_what_is_read_elsewhere_is_what_is_read_here(site: Path, tmp_path: Path) -> None:
    """Of each page the same reads come back as are noted here: else it would be kept, or made anew, for no reason."""
    noted = []

    class Both:
        def map(self, work: Callable[[Any], Any], parts: Sequence[Any], /) -> Iterator[Any]:
            number = work.__self__.matter.noting.reads.number  # type: ignore[attr-defined]
            away = pickle.loads(pickle.dumps(work))
            for part in parts:
                here, there = work(part), away(part)
                for pages in zip(here.part.pages, there.part.pages, strict=True):
                    noted.append(
                        [{*memoryview(page.made(b"", "", number, Addresses()).reads).cast("I")} for page in pages]
                    )
                yield there

    made(site, tmp_path / "there", Both())
    assert len(noted) > 70
    assert [page for page, (here, there) in enumerate(noted) if here != there] == []


def test_an_address_without_a_scheduler_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody answers, or what is no address, ends in one sentence that says so."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(DossierError, match=f"no Dask scheduler answers at tcp://127.0.0.1:{port}: "):
        Cluster(f"tcp://127.0.0.1:{port}", patience=0.5)
    assert main(["build", "--site", str(tmp_path), "--cluster", "nowhere"]) == 2
    assert "no Dask scheduler answers at nowhere: " in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["build", "--site", str(tmp_path), "--cluster", ""])
    assert "argument --cluster: it is empty" in capsys.readouterr().err


def test_no_garbage_is_collected_while_a_client_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """An earlier client that is closed when it is collected cannot wait for the one that starts, nor this for that."""
    collects: list[bool] = []

    def client(*_: object, **how: object) -> None:
        collects.append(gc.isenabled())
        raise OSError

    monkeypatch.setattr("generator.cluster.Client", client)
    for _ in range(2):
        with pytest.raises(DossierError):
            Cluster("tcp://127.0.0.1:1")
        collects.append(gc.isenabled())
    assert collects == [False, True] * 2


def test_a_scheduler_without_workers_is_told(tmp_path: Path) -> None:
    """A cluster that has no worker is no place to make pages."""
    alone = Processes(tmp_path)
    try:
        with pytest.raises(DossierError, match="has no worker: start some"):
            Cluster(alone.address, patience=2)
    finally:
        alone.end()


def test_without_the_package_it_says_what_to_install(tmp_path: Path) -> None:
    """Where the package is missing, one sentence says what to install."""
    words = ["build", "--site", str(tmp_path), "--cluster", "tcp://127.0.0.1:1"]
    code = f"import sys; sys.modules['distributed'] = None; from generator.cli import main; sys.exit(main({words!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, timeout=LONG)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        'dossier: --cluster needs the package "distributed": pip install "dossier-site[dask]"'
    ]


def test_what_is_private_does_not_go_to_a_cluster(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A private site is made on this machine alone, and no scheduler is asked."""
    words = ["build", "--site", site, "--private", tmp_path, "--out", tmp_path / "out", "--cluster", "nowhere"]
    assert main([str(word) for word in words]) == 2
    assert "--private does not go with --cluster" in capsys.readouterr().err

    class Nobody:
        def map(self, work: Callable[[Any], Any], parts: Sequence[Any], /) -> Iterator[Any]:
            raise AssertionError

    with pytest.raises(DossierError, match="--private does not go with --cluster"):
        build(site, tmp_path / "out", environ={}, tell=lambda step: None, overlay=tmp_path, elsewhere=Nobody())
