"""Lends an existing Dask cluster to work that is cut into parts: the only module that speaks to other machines.

The work itself is sent once to each worker, also to one that joins later; with each part goes only its name. A part
whose worker dies is done by another. It refuses to know what is worked on.
"""

from __future__ import annotations

import gc
import pickle
import platform
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from importlib.metadata import version
from typing import Any, TypeVar

from .basis import basis
from .keeping import digest
from .problems import DossierError

try:
    from distributed import Client, Future, KilledWorker, Worker, WorkerPlugin
except ModuleNotFoundError as error:
    raise DossierError('--cluster needs the package "distributed": pip install "dossier-site[dask]"') from error

P = TypeVar("P")
R = TypeVar("R")

PATIENCE = 10
"""So many seconds a scheduler may take to answer, and to find its first worker."""
AHEAD = 4
"""So many parts for each worker are under way at a time: they, and no more, are held in the caller's memory."""
PIECE = 256 * 2**20
"""The work is sent in pieces of so many bytes, since a message of Dask is limited to 2 GiB."""
_LOOK = 60
"""After so many seconds without a result it is asked whether a worker is left."""
Versions = tuple[str, str, str]


class Cluster:
    """The cluster whose scheduler answers at an address.

    The connection stands only while work is done: in between the program starts processes of its own by forking,
    which does not go with the threads of a connection.
    """

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        """Raise DossierError if nobody answers there, or if a worker cannot do the same as this process."""
        self._address = address
        self._patience = patience
        with self._connected():
            pass

    def map(self, work: Callable[[P], R], parts: Sequence[P], /) -> Iterator[R]:
        """Yield what becomes of each part, in order. DossierError where the cluster is lost, or has no worker left."""
        if not parts:
            return
        with self._connected() as client, self._telling_loss(), _sent(client, work) as name:
            ahead = AHEAD * max(1, len(client.nthreads()))
            begun: deque[Future[bytes]] = deque()
            for part in parts:
                begun.append(client.submit(_do, name, _versions(), part, pure=False))
                if len(begun) == ahead:
                    yield _unpacked(self._result(client, begun.popleft()))
            while begun:
                yield _unpacked(self._result(client, begun.popleft()))

    def _result(self, client: Client, future: Future[bytes]) -> bytes:
        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError:
                if future.done():
                    raise
                if not client.nthreads():
                    raise DossierError(f"the cluster at {self._address} has no worker left: start some") from None

    @contextmanager
    def _connected(self) -> Iterator[Client]:
        try:
            with _uncollected():
                client = Client(self._address, timeout=self._patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise DossierError(
                f"no Dask scheduler answers at {self._address}: start one, or put its address right ({error})"
            ) from error
        with client:
            self._check(client)
            yield client

    def _check(self, client: Client) -> None:
        """Raise DossierError if there is no worker, or if one would do other things than this process does."""
        try:
            client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError:
            raise DossierError(f"the cluster at {self._address} has no worker: start some") from None
        answers: Mapping[str, Versions | Exception] = client.run(_versions, on_error="return")
        for worker, found in sorted(answers.items()):
            if isinstance(found, Exception):
                raise DossierError(
                    f"the worker {worker} cannot run this program: {found}; install dossier-site[dask] there"
                )
            _compare(worker, found, _versions())

    @contextmanager
    def _telling_loss(self) -> Iterator[None]:
        try:
            yield
        except KilledWorker as error:
            raise DossierError(
                f"workers of the cluster at {self._address} die over their work: give each more memory ({error})"
            ) from error
        except (CancelledError, OSError) as error:
            raise DossierError(f"the cluster at {self._address} is lost: {error}") from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no garbage be collected while a client starts.

    One that failed before is closed when it is collected, which takes the lock that the one that starts holds: both
    would wait for ever.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _versions() -> Versions:
    """Return the versions of Python and of the program, and a digest of its code, its libraries and Python."""
    return platform.python_version(), version("dossier-site"), basis({}).hex()


def _compare(worker: str, there: Versions, here: Versions) -> None:
    """Raise DossierError if a worker runs anything else than what is run here."""
    if there == here:
        return
    names = ("Python", "dossier-site")
    differ = [f"{name} {a} there, {b} here" for name, a, b in zip(names, there, here, strict=False) if a != b]
    what = ", ".join(differ) or "its program or a library of it is not the one here"
    raise DossierError(f"the worker {worker} has other versions: {what}; install the same there as here")


@contextmanager
def _sent(client: Client, work: Callable[[Any], Any]) -> Iterator[str]:
    """Send work to each worker of now and later, yield its name, and let them forget it in the end."""
    data = _packed(work)
    name = f"dossier-{digest(data).hex()}"
    starts = range(0, len(data), PIECE)
    for number, start in enumerate(starts):
        client.register_plugin(_Piece(name, number, data[start : start + PIECE]), f"{name}-{number}")
    del data
    try:
        yield name
    finally:
        with suppress(Exception):  # a cluster that is lost has forgotten it too
            for number in range(len(starts)):
                client.unregister_worker_plugin(f"{name}-{number}")


class _Piece(WorkerPlugin):
    """A piece of some work, put down in the worker's process until a part of it is to be done there.

    A scheduler hands its plugins to each worker that joins; what is scattered would lie where it was put, and be lost
    with those workers.
    """

    def __init__(self, name: str, number: int, data: bytes) -> None:
        self._name = name
        self._number = number
        self._data = data

    def setup(self, worker: Worker) -> None:
        """Put it down."""
        _pieces.setdefault(self._name, {})[self._number] = self._data
        del self._data

    def teardown(self, worker: Worker) -> None:
        """Forget the whole work."""
        _pieces.pop(self._name, None)
        if _works.pop(self._name, None):
            gc.unfreeze()


_pieces: dict[str, dict[int, bytes]] = {}
_works: dict[str, Callable[[Any], Any]] = {}
_one_at_a_time = threading.Lock()
"""A worker has threads, but work may note things for its process."""


def _do(name: str, versions: Versions, part: Any) -> bytes:
    """Do a part in a worker's process; the first one there unpacks the work."""
    with _one_at_a_time:
        if name not in _works:
            # Who joined late was not asked.
            _compare(platform.node(), _versions(), versions)
            pieces = _pieces[name]
            gc.disable()  # what is unpacked stays to the end: to look for garbage in it finds none, and takes long
            try:
                _works[name] = _unpacked(b"".join(pieces[number] for number in sorted(pieces)))
            finally:
                gc.freeze()
                gc.enable()
            del _pieces[name]
        return _packed(_works[name](part))


def _packed(value: object) -> bytes:
    """Return anything as bytes: pages shrink to a fifth, and a network is slower than that is done."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)


def _unpacked(data: bytes) -> Any:
    return pickle.loads(zlib.decompress(data))
