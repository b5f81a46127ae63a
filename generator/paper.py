"""A record as a PDF: its page in one piece, with the style of print, put on paper by a Chromium that is found.

The page is the one that the site has, made of the same views and templates and inspected like it, without the theme's
frame and without parts: a dossier is printed whole. The browser gets one file that loads nothing, and may ask no host.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

from .build import printable
from .judgement import Tell
from .matter import Matter
from .names import direction
from .pages import root
from .problems import DossierError, Problem, has_errors
from .templates import STYLE, assets, quoted

BROWSER = "CHROMIUM"
"""The variable that names the browser to use, before all that are looked for."""
NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
    "chromium-headless-shell", "chrome-headless-shell",
)  # fmt: skip
_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WHOLE = 1_000_000_000
"""A limit that no dossier reaches, on claims and on bytes: on paper it has one part."""
SECONDS = 300
_MISSING = (
    "no Chromium was found, which puts pages on paper: install Chromium, Google Chrome or Microsoft Edge (on Debian: "
    f"apt install chromium), or name the program in {BROWSER}"
)


def print_record(
    site: Path, id: str, out: Path, *, environ: Mapping[str, str], tell: Tell, jobs: int = 1
) -> list[Problem]:
    """Put a record on paper at `out`, a PDF, unless something is wrong with the data or the page; return the problems.

    Raises DossierError where there is no such record, no such place, no browser, or the browser makes nothing.
    """
    _check_place(out)
    program = browser(environ)
    matter, problems = printable(site, environ=environ, tell=tell, jobs=jobs)
    if has_errors(problems):
        return problems
    if matter.corpus.record(id) is None:
        raise DossierError(matter.corpus.no_record(id))
    tell("making the page")
    matter = in_one_piece(matter)
    address, html = document(matter, id)
    problems += judged(matter, address, html)
    if not has_errors(problems):
        tell("printing")
        put_on_paper(program, html, out)
    return problems


def judged(matter: Matter, address: str, html: str) -> list[Problem]:
    """Return what is wrong with a record's page as a whole document; no reader opens it, so it needs no policy."""
    found = matter.inspector.read_page(f"{address}index.html", html.encode()).problems
    return [problem for problem in found if problem.code != "I012"]


def in_one_piece(matter: Matter) -> Matter:
    """Return the same matter without limits on what a page may hold, with a page for each claim."""
    options = matter.corpus.settings.options.changed(claim_pages="own", claims_per_page=WHOLE, max_page_bytes=WHOLE)
    return replace(matter, corpus=replace(matter.corpus, settings=replace(matter.corpus.settings, options=options)))


def document(matter: Matter, id: str) -> tuple[str, str]:
    """Return the address of a record's page, and the page as a whole document whose links are those of the site."""
    address, settings = matter.plan.address(id), matter.corpus.settings
    rendered = matter.renderer.render(matter.plan.by_address[address])
    body = rendered.body.replace(f'="{root(address)}', f'="{settings.url or ""}')
    style = assets(matter.templates, settings.url)[STYLE].decode()
    return address, (
        f'<!doctype html>\n<html lang="{escape(settings.language)}" dir="{direction(settings.language)}">\n<head>'
        f'<meta charset="utf-8"><title>{escape(rendered.title)}</title>'
        f'<style>{style}\n@page {{ @top-center {{ content: "{quoted(rendered.title)}"; }} }}</style></head>\n'
        f'<body><main class="md-typeset">{body}</main></body>\n</html>\n'
    )


def browser(environ: Mapping[str, str]) -> str:
    """Return the program that puts pages on paper; raises DossierError where none is found."""
    named = environ.get(BROWSER)
    if named:
        found = shutil.which(named, path=environ.get("PATH"))
        if found is None:
            raise DossierError(f"{BROWSER} names {named}, and there is no such program")
        return found
    for name in (*NAMES, *_APPLICATIONS):
        if found := shutil.which(name, path=environ.get("PATH")):
            return found
    raise DossierError(_MISSING)


def put_on_paper(program: str, html: str, out: Path) -> None:
    """Let a browser print a document to a file; raises DossierError with its last words where it does not."""
    with tempfile.TemporaryDirectory(prefix="dossier-", ignore_cleanup_errors=True) as folder:
        page, made = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, "utf-8")
        command = [program, *_ways(folder), f"--print-to-pdf={made}", page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise DossierError(f"{program} did not print the page: {error}") from error
        if not made.is_file():
            words = done.stderr.decode(errors="replace").strip().splitlines()
            raise DossierError(f"{program} did not print the page{f': {words[-1]}' if words else ''}")
        try:
            shutil.copyfile(made, out)
        except OSError as error:
            raise DossierError(f"cannot write {out}: {error.strerror or error}") from error


def _check_place(out: Path) -> None:
    """Refuse a place for the PDF where no file can be, before anything is printed."""
    if out.is_dir():
        raise DossierError(f"--out {out} is a folder: name the file in it, such as {out / 'record.pdf'}")
    if not out.parent.is_dir():
        raise DossierError(f"--out {out}: there is no folder {out.parent}: make it, or choose another place")


def _ways(folder: str) -> list[str]:
    """Return how the browser runs: without a window, a reader's profile, a network, or a header of its own."""
    ways = [
        "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer",
    ]  # fmt: skip
    # Chromium refuses to run as root (in containers) with its sandbox; the page holds no script.
    return [*ways, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ways
