"""Lets LinkChecker crawl a built site over HTTP, as a reader's browser would reach it.

A crawl of the inside fails on a missing page, file or #fragment. Outside links are followed only on demand, since
a host that is down today is nobody's mistake here; then a missing fragment, which LinkChecker calls a warning, does
not count, since many pages make theirs by script. This module refuses to know how the site was made.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from generator.serve import Server

CONFIGURATION = Path(__file__).with_name("linkcheckerrc")
# LinkChecker run by root becomes "nobody", who may not be able to read its plugins, and then skips them in silence.
# And for every fragment of a page that a link names it parses the page anew and looks for all of its anchors: ten times
# on the average, in pure Python.
AS_WE_ARE = """
from functools import lru_cache
from linkcheck.command import linkchecker
from linkcheck.htmlutil import htmlsoup, linkparse
linkchecker.drop_privileges = lambda: None
htmlsoup.make_soup = lru_cache(maxsize=256)(htmlsoup.make_soup)
find_links = linkparse.find_links
def found_once(soup, callback, tags):
    if tags is not linkparse.AnchorTags:
        return find_links(soup, callback, tags)
    if "anchors" not in vars(soup):
        vars(soup)["anchors"] = found = []
        find_links(soup, lambda *given, **named: found.append((given, named)), tags)
    for given, named in vars(soup)["anchors"]:
        callback(*given, **named)
linkparse.find_links = found_once
linkchecker.linkchecker()
"""
# One thread is all that pure Python makes use of; hosts of the outside are waited for by many.
INSIDE, OUTSIDE = 1, 8


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps no log."""

    def end_headers(self) -> None:
        """Allow more than ten requests a second, which LinkChecker asks of no host that has not agreed to it."""
        self.send_header("LinkChecker", "yes")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: LinkChecker reports what matters."""


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve the folder on a free local port while the block runs; gives its address, with a slash at the end."""
    with Server(("127.0.0.1", 0), partial(handler, directory=str(folder.resolve()))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def command(address: str, *, outside: bool, output: Path | None = None) -> list[str]:
    """Return the command that crawls from the address; it exits with 0 when every link and fragment is there.

    With an output, every address that was looked at goes there, as comma-separated values.
    """
    return [
        *(sys.executable, "-c", AS_WE_ARE, "--config", str(CONFIGURATION)),
        *(["--threads", str(OUTSIDE), "--check-extern", "--no-warnings"] if outside else ["--threads", str(INSIDE)]),
        *(["--verbose", "--file-output", f"csv/utf-8/{output}"] if output else []),
        address,
    ]


def main(folder: Path) -> int:
    """Crawl the site in the folder, outside links too, and return LinkChecker's exit code."""
    if not (folder / "index.html").is_file():
        print(f"There is no site in {folder}: run `make site` first.", file=sys.stderr)
        return 2
    with served(folder) as address:
        return subprocess.run(command(address, outside=True)).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
