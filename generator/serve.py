"""Serves the built site on this machine, and builds anew and reloads open pages when a file changes.

Pages learn of a new build through one long-lived request (server-sent events), those that are open of their own before
that; and of what is wrong with a build that failed, in the words of the terminal, since what they show is of an earlier
one. The script that listens (`listening.js`) is added to pages as they are served, as a file, since their policy lets
no other script run: the built files know nothing of it. How much readers were told when a page was served stands in the
script's address, so that a page misses nothing of what happens while it loads.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from watchfiles import Change, DefaultFilter, watch

from .problems import DossierError
from .readers import FAULTY, Readers

RELOAD = "/.reload"
SCRIPT = f"{RELOAD}.js"
_LISTENING = Path(__file__).with_name("listening.js")
_NOTHING = b"""\
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Nothing is built yet</title></head>
<body><p>Nothing is built yet. When it is, this page will be there, if it is one.</p></body></html>
"""
CALM = 0.3
"""So many seconds without a change are a rest: all files of one save are there by then, and the next save is not."""
_LONGEST = 1.0
"""So many seconds a wait takes at most: Python hears only after it of a Ctrl-C that comes as it is about to wait."""
_TURN = 0.0005
"""After so many seconds a build lets those go on who answer readers: it takes several turns until one has a page."""
_RESTLESS = 10
"""So many builds may follow each other without a rest."""
_DESKS = (".obsidian", ".vscode")
_EDITORS = (r"^\.goutputstream-", r"^\.~lock\.", r"\.kate-swp$", r"^\.(nfs|fuse_hidden)")
"""Where editors keep how their windows stand; what they, and shared disks, put beside an open file.

watchfiles knows of others.
"""
_OWN_NAMES = ("127.0.0.1", "localhost", "::1")


class Server(ThreadingHTTPServer):
    """Lets more wait for an answer than a browser asks at once: whom it turns away comes back only seconds later."""

    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who left before the answer's end; report what is our own mistake."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Serves files of the site, its own page for what is not there, and the events of new builds."""

    def __init__(self, *request: Any, readers: Readers, **options: Any) -> None:
        """Serve one request."""
        self.readers = readers
        super().__init__(*request, **options)

    def parse_request(self) -> bool:
        """Turn away whoever asks for another host: who has a name of theirs lead here could read what is not public."""
        if not super().parse_request():
            return False
        try:
            name = urlsplit(f"//{self.headers.get('Host', _OWN_NAMES[0])}").hostname
        except ValueError:
            name = None
        if name in _OWN_NAMES:
            return True
        self.send_error(421, "this server answers for 127.0.0.1 and localhost only")
        return False

    def do_GET(self) -> None:
        """Answer with a file, a page with the reload script, or the stream of events."""
        asked = urlsplit(self.path)
        if asked.path == RELOAD:
            self._stream(asked.query)
            return
        if asked.path == SCRIPT:
            self._answer(200, "text/javascript", _LISTENING.read_bytes())
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if asked.path.endswith("/") else path
        told = self.readers.told  # asked first: what is told while a page is read, it hears of again
        if body := self._body(page, asked.path):
            self._page(200, body, told)
        elif os.path.exists(path):  # noqa: PTH110  no mistake where a name is longer than any disk takes
            super().do_GET()
        elif (missing := Path(self.directory) / "404.html").is_file():
            self._page(404, missing.read_bytes(), told)
        else:
            self._page(404, _NOTHING, told)

    def end_headers(self) -> None:
        """Never let a browser keep a page of a site that is being worked on, or hand a file of it to another site."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *words: object) -> None:
        """Say nothing of single requests."""

    def _body(self, page: Path, asked: str) -> bytes | None:
        """Return a page as it is shown now; None if this is none, or not there yet, which its readers wait for too."""
        if page.suffix != ".html":
            return None
        early = self.readers.ask(page.relative_to(self.directory).as_posix(), asked)
        return early or (page.read_bytes() if os.path.isfile(page) else None)  # noqa: PTH113  as above

    def _page(self, status: int, body: bytes, told: int) -> None:
        script = f'<script src="{SCRIPT}?{told}"></script></body>'.encode()
        self._answer(status, "text/html; charset=utf-8", body.replace(b"</body>", script, 1))

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, since: str) -> None:
        known = self.headers.get("Last-Event-ID", since)  # the first, of who was cut off
        told = self.readers.told
        if known.isascii() and known.isdigit():
            told = min(told, int(known))  # more is what another server told
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            if wrong := self.readers.wrong:
                self.wfile.write(f"event: {FAULTY}\ndata: {wrong}\n\n".encode())
            while True:
                news = self.readers.news(told, 15)
                for what, about in news:
                    told += 1
                    self.wfile.write(f"event: {what}\nid: {told}\ndata: {about}\n\n".encode())
                if not news:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except OSError:
            return


def serve(
    site: Path,
    out: Path | None,
    port: int,
    rebuild: Callable[[Readers], str],
    say: Callable[[str], None],
    made_of: Callable[[], Iterable[Path]],
    stop: threading.Event | None = None,
    afterwards: Callable[[], object] = lambda: None,
    at_rest: Callable[[], object] = lambda: None,
) -> None:
    """Build, serve on the port of this machine (0: any free one), and build anew on changes, until interrupted.

    A port in use is a DossierError, before anything is built. Followed are the files and folders that the site is
    `made_of`, which is asked before each build. What is to be done `afterwards` is done after each build, when open
    pages know of it; what is to be done `at_rest`, when nothing has changed for a while since, or many builds later.
    """
    root = out or site / "site"
    readers = Readers(root)
    try:
        server = Server(("127.0.0.1", port), partial(Handler, readers=readers, directory=str(root)))
    except OSError as error:
        raise DossierError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from error
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        with Changes(root, stop) as changes:
            changes.follow(made_of())  # what is saved during the first build counts too
            say(rebuild(readers))
            serving.start()
            say(f"serving on http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)")
            afterwards()
            since = 0
            for changed in changes:
                since += 1
                if not changed or since > _RESTLESS:
                    at_rest()
                    since = 0
                if not changed:
                    continue
                say(f"changed: {changed}")
                changes.follow(made_of())
                readers.building()
                try:
                    say(rebuild(readers))
                except DossierError as error:
                    say(str(error))
                    readers.failed(str(error))
                readers.built()
                afterwards()
    finally:
        sys.setswitchinterval(turn)
        if serving.is_alive():
            server.shutdown()
        server.server_close()


class Changes:
    """The names of files that change while this is open, as texts of a few names, one for all that came meanwhile.

    Of a folder all that lies in it counts, but what lies `apart`: the built site; and, in a folder around that, what
    begins with a dot, as caches and older builds do. What is not there yet, goes, or is put in the place of something,
    is told by the nearest folder around it that there is.
    """

    def __init__(self, apart: Path, stop: threading.Event | None = None) -> None:
        """Follow nothing yet; it ends when it is to stop."""
        self._apart = _real(apart)
        self._stop = stop or threading.Event()
        self._found: SimpleQueue[set[str] | DossierError] = SimpleQueue()
        self._given: dict[Path, None] = {}
        self._wanted: frozenset[Path] = frozenset()
        self._watching: dict[tuple[Path, bool], threading.Event] = {}
        self._changing = threading.Lock()
        self._usual = DefaultFilter(
            ignore_dirs=(*DefaultFilter.ignore_dirs, *_DESKS),
            ignore_entity_patterns=(*DefaultFilter.ignore_entity_patterns, *_EDITORS),
        )

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        self._stop.set()

    def follow(self, paths: Iterable[Path]) -> None:
        """Follow these files and folders too, from now on."""
        self._given |= dict.fromkeys(paths)
        # The system names what changes by its real path, and does not tell a link when what it leads to changes.
        ends = [end for path in self._given for end in (_real(path), Path(os.path.realpath(path)))]
        self._wanted = frozenset(ends)
        folders = {end for end in self._wanted if end.is_dir() and not end.is_symlink()}
        whole = {folder for folder in folders if folders.isdisjoint(folder.parents)}
        around = {next(parent for parent in end.parents if parent.is_dir()) for end in self._wanted}
        needed = [(folder, True) for folder in sorted(whole)]
        needed += [(one, False) for one in sorted(around) if whole.isdisjoint((one, *one.parents))]
        for one in needed:
            with self._changing:
                if one in self._watching:
                    continue
                ended = self._watching[one] = threading.Event()
            threading.Thread(target=self._watch, args=(*one, _Either(self._stop, ended)), daemon=True).start()

    def __iter__(self) -> Iterator[str]:
        """Yield what has changed, as soon as anything has; and an empty text when there is a rest then."""
        rests = False
        while True:
            try:
                names = self._next(_LONGEST if rests else CALM)
            except Empty:
                if not rests:
                    rests = True
                    yield ""
                continue
            if not names:
                return
            self.follow(())  # something may have come, or gone
            rests = False
            yield ", ".join(names[:5]) + (" …" if len(names) > 5 else "")

    def _next(self, seconds: float) -> list[str]:
        """Return the names of what has changed, none at the end; raises Empty if nothing does for so long."""
        names: set[str] = set()
        while not (names and self._found.empty()):
            found = self._found.get(timeout=seconds)
            if isinstance(found, DossierError):
                raise found
            if not found:
                return []
            names |= found
        return sorted(names)

    def _watch(self, folder: Path, whole: bool, ended: _Either) -> None:
        try:
            # Who saves a file writes it in several steps, which count as one.
            for batch in watch(
                folder, watch_filter=self._matters, stop_event=ended, recursive=whole, debounce=200, step=20
            ):
                self._found.put({Path(path).name for _, path in batch})
            if self._stop.is_set():
                self._found.put(set())  # the end
        except FileNotFoundError:
            self._forget(folder)  # it is gone again
        except (OSError, RuntimeError) as error:
            self._found.put(DossierError(f"{folder} cannot be watched for changes: {error}"))

    def _forget(self, folder: Path) -> None:
        """Watch a folder, and those in it, no more: another one may come in its place."""
        with self._changing:
            for one in [one for one in self._watching if one[0].is_relative_to(folder)]:
                self._watching.pop(one).set()

    def _matters(self, change: Change, name: str) -> bool:
        """Tell whether something happened to what is followed, and not to a file that an editor keeps for itself."""
        path = Path(name)
        if any(wanted.is_relative_to(path) for wanted in self._wanted):
            if change is not Change.modified:
                self._forget(path)
            return True
        if path.is_relative_to(self._apart):
            return False
        around = [wanted for wanted in self._wanted if path.is_relative_to(wanted)]
        return any(self._counts(change, path.relative_to(wanted), wanted) for wanted in around)

    def _counts(self, change: Change, place: Path, wanted: Path) -> bool:
        """Tell whether a change at a place in a folder that is followed counts."""
        hidden = self._apart.is_relative_to(wanted) and any(part.startswith(".") for part in place.parts)
        return not hidden and self._usual(change, str(place))


class _Either(NamedTuple):
    """An event that has come if one of two has."""

    one: threading.Event
    other: threading.Event

    def is_set(self) -> bool:
        """Tell whether it has."""
        return self.one.is_set() or self.other.is_set()


def _real(path: Path) -> Path:
    """Return the real path of a file or a folder, and of a link, not of what it leads to."""
    return Path(os.path.realpath(path.parent), path.name)
