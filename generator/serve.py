"""Serves the built site on this machine, and builds anew and reloads open pages when a file changes.

Pages learn of a new build through one long-lived request (server-sent events). The script that listens is added
to pages as they are served, as a file, since their policy lets no other script run: the built files know nothing of it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Self
from urllib.parse import urlsplit

from watchfiles import Change, DefaultFilter, watch

from .problems import DossierError

RELOAD = "/.reload"
SCRIPT = f"{RELOAD}.js"
_LISTENING = f'new EventSource("{RELOAD}").addEventListener("built", () => location.reload());\n'
CALM = 3.0
"""So many seconds without a change are a rest."""
_RESTLESS = 10
"""So many builds may follow each other without a rest."""
_OWN_NAMES = ("127.0.0.1", "localhost", "::1")
_READ = ("mkdocs.yml", "data", "templates", "quotes.lock")
"""What every site is made of, in its own folder."""


class Bell:
    """Rings once per build for everybody who waits."""

    def __init__(self) -> None:
        """Begin before the first build."""
        self._changed = threading.Condition()
        self._count = 0

    def ring(self) -> None:
        """Wake all who wait."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait for the next ring; False when the time is over."""
        with self._changed:
            before = self._count
            return self._changed.wait_for(lambda: self._count > before, timeout=seconds)


class Server(ThreadingHTTPServer):
    """Lets more wait for an answer than a browser asks at once: whom it turns away comes back only seconds later."""

    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who left before the answer's end; report what is our own mistake."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Serves files of the site, its own page for what is not there, and the events of new builds."""

    def __init__(self, *request: Any, bell: Bell, **options: Any) -> None:
        """Serve one request."""
        self.bell = bell
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
        if self.path == RELOAD:
            self._stream()
            return
        if self.path == SCRIPT:
            self._answer(200, "text/javascript", _LISTENING.encode())
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if path.is_dir() and self.path.split("?")[0].endswith("/") else path
        if page.suffix == ".html" and page.is_file():
            self._page(200, page)
        elif path.exists():
            super().do_GET()
        elif (missing := Path(self.directory) / "404.html").is_file():
            self._page(404, missing)
        else:
            self.send_error(404)

    def end_headers(self) -> None:
        """Never let a browser keep a page of a site that is being worked on, or hand a file of it to another site."""
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        super().end_headers()

    def log_message(self, format: str, *words: object) -> None:
        """Say nothing of single requests."""

    def _page(self, status: int, path: Path) -> None:
        body = path.read_bytes().replace(b"</body>", f'<script src="{SCRIPT}"></script></body>'.encode(), 1)
        self._answer(status, "text/html; charset=utf-8", body)

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                built = self.bell.wait(15)
                self.wfile.write(b"event: built\ndata: 1\n\n" if built else b": still here\n\n")
                self.wfile.flush()
        except OSError:
            return


def serve(
    site: Path,
    out: Path | None,
    port: int,
    rebuild: Callable[[], tuple[str, Iterable[Path]]],
    say: Callable[[str], None],
    stop: threading.Event | None = None,
    also: Path | None = None,
    afterwards: Callable[[], object] = lambda: None,
    at_rest: Callable[[], object] = lambda: None,
) -> None:
    """Build, serve on the port of this machine (0: any free one), and build anew on changes, until interrupted.

    A port in use is a DossierError, before anything is built. `rebuild` returns what to say, and which files and
    folders the site is made of besides what every one is; `also` is one more folder to watch. What is to be done
    `afterwards` is done after each build, when open pages know of it; what is to be done `at_rest`, when nothing has
    changed for a while since, or many builds later.
    """

    def watched(read: Iterable[Path]) -> list[Path]:
        return [*(site / name for name in _READ), *read, *([also] if also else [])]

    bell = Bell()
    root = out or site / "site"
    try:
        server = Server(("127.0.0.1", port), partial(Handler, bell=bell, directory=str(root)))
    except OSError as error:
        raise DossierError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from error
    server.daemon_threads = True
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    try:
        # What is saved during the first build counts too.
        with Changes(watched(()), stop) as changes:
            words, read = rebuild()
            changes.follow(watched(read))
            say(words)
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
                try:
                    words, read = rebuild()
                    changes.follow(watched(read))
                except DossierError as error:
                    words = str(error)
                say(words)
                bell.ring()
                afterwards()
    finally:
        if serving.is_alive():
            server.shutdown()
        server.server_close()


class Changes:
    """The names of files that change while this is open, as texts of a few names, one for all that came meanwhile."""

    def __init__(self, watched: Iterable[Path], stop: threading.Event | None = None) -> None:
        """Watch some files and folders, also those that are not there yet, until it is to stop."""
        self._wanted = tuple(watched)
        self._stop = stop or threading.Event()
        self._found: SimpleQueue[set[str] | DossierError] = SimpleQueue()
        self._watching: set[tuple[Path, bool]] = set()
        self._usual = DefaultFilter()

    def __enter__(self) -> Self:
        """Begin to watch."""
        self.follow(self._wanted)
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        self._stop.set()

    def follow(self, paths: Iterable[Path]) -> None:
        """Watch these from now on, and nothing else. What was watched before has not been out of sight meanwhile."""
        self._wanted = tuple(dict.fromkeys(path.absolute() for path in paths))
        # A folder tells what comes, goes or is put in the place of something in it: editors replace whole files.
        folders = [(path, True) for path in self._wanted] + [(path.parent, False) for path in self._wanted]
        for folder, whole in folders:
            if folder.is_dir() and (folder, whole) not in self._watching:
                self._watching.add((folder, whole))
                threading.Thread(target=self._watch, args=(folder, whole), daemon=True).start()

    def __iter__(self) -> Iterator[str]:
        """Yield what has changed, as soon as anything has; and an empty text when there is a rest then."""
        rests = False
        while True:
            try:
                names = self._next(None if rests else CALM)
            except Empty:
                rests = True
                yield ""
                continue
            if not names:
                return
            self.follow(self._wanted)  # one of them may be there now
            rests = False
            yield ", ".join(names[:5]) + (" …" if len(names) > 5 else "")

    def _next(self, seconds: float | None) -> list[str]:
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

    def _watch(self, folder: Path, whole: bool) -> None:
        try:
            # Who saves a file writes it in several steps, which count as one.
            for batch in watch(
                folder, watch_filter=self._matters, stop_event=self._stop, recursive=whole, debounce=200, step=20
            ):
                self._found.put({Path(path).name for _, path in batch})
            self._found.put(set())  # the end
        except FileNotFoundError:
            self._watching.discard((folder, whole))  # it is gone again
        except (OSError, RuntimeError) as error:
            self._found.put(DossierError(f"{folder} cannot be watched for changes: {error}"))

    def _matters(self, change: Change, name: str) -> bool:
        """Tell whether something happened to what is watched, and not to a file that an editor keeps for itself."""
        path = Path(name)
        if path in self._wanted:
            if change is not Change.modified:
                self._watching.discard((path, True))  # what comes in its place is another folder
            return True
        inside = (path.relative_to(wanted) for wanted in self._wanted if path.is_relative_to(wanted))
        return any(self._usual(change, str(place)) for place in inside)
