"""The commands of `dossier`: the only place that prints, or reads the clock, and that says how a run ended.

Each command imports what it needs when it runs: to import everything takes longer than many a command.
"""

from __future__ import annotations

import argparse
import errno
import gc
import json
import os
import shlex
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from . import gitlog, ordinary
from .arguments import parser
from .problems import DossierError, Problem, has_errors
from .progress import Steps
from .report import Format, counted, first_of, report
from .seal import OUT, Built, Checked, SealOfBuild, SealOfCheck
from .streams import open_closed, outlive_readers

if TYPE_CHECKING:
    from .cluster import Cluster
    from .memory import Memory
    from .readers import Readers

FINE, PROBLEMS, WRONG_USE = 0, 1, 2
_FULL = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))
"""What the machine says of a full disk, whoever wrote: the engine says no more than that."""
_LOOP = "Symlink loop from "
"""So begins what `Path.resolve` says up to Python 3.12; later ones take the link for one to nowhere."""
_TOLD_TO_READERS = 20
"""So many errors the pages of a served site tell of; the terminal tells of all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    given = parser().parse_args(arguments)
    _speak(getattr(given, "format", "text"))
    code = FINE
    try:
        given.site.absolute()  # from a folder that was deleted, it is nowhere
        code = _RUN[given.command](given)
        sys.stdout.flush()
    except DossierError as error:
        return _wrong(str(error))
    except OSError as error:
        named = "the folder in which this runs" if isinstance(error, FileNotFoundError) else "the machine says"
        return _wrong(f"{error.filename or named}: {error.strerror or error}")
    except RuntimeError as error:
        if not str(error).startswith(_LOOP):
            raise
        return _wrong(f"a link leads in a circle: {str(error).removeprefix(_LOOP)}")
    return code


def _wrong(words: str) -> int:
    """Say why there is nothing to do, where anybody can be told, and return the exit code for it."""
    more = "; make room on the disk, and run it again" if any(full in words for full in _FULL) else ""
    with suppress(OSError):
        print(f"dossier: {words}{more}", file=sys.stderr, flush=True)
    return WRONG_USE


def _speak(form: str) -> None:
    """Let what is printed hold any letter: programs read UTF-8, and a terminal that lacks a letter shows its number.

    Names of files may hold bytes that are no text; in JSON too their numbers are what they are written as.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if form == "text" else "utf-8", errors="backslashreplace")


def run() -> None:
    """Run the command line as a program of its own, to its end."""
    # A run keeps nearly all that it makes until it ends: looking for garbage finds none, and takes a fifth of the time.
    gc.disable()
    open_closed()
    outlive_readers()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # it was told, as far as it can be
            stream.flush()
    # Taking the records apart one by one before the system takes back the whole would take longer than reading them.
    os._exit(code)


def _build(given: argparse.Namespace) -> int:
    built, steps = _built(given)
    _show(built.problems, given)
    if given.timings:
        for step, seconds in steps.shares.items():
            print(json.dumps({step: round(seconds, 3)}), file=sys.stderr)
    if given.format == "text":
        print(_summary(built, steps))
        if not has_errors(built.problems):
            look = f"open {built.out / 'index.html'}" if given.offline else f"run: {_command('serve', given)}"
            print(f"it is in {built.out}; to look at it, {look}")
        if given.private:
            from .ways import PRIVATE

            print(PRIVATE)
    return PROBLEMS if has_errors(built.problems) else FINE


def _built(
    given: argparse.Namespace, memory: Memory | None = None, readers: Readers | None = None, *, sealed: bool = True
) -> tuple[Built, Steps]:
    """Build the site, unless nothing has changed since the last good build, by its seal; what is new is `sealed`."""
    with under_way() as steps:
        fresh, offline = getattr(given, "fresh", False), getattr(given, "offline", False)
        seal = None
        if sealed and not given.private and not offline:
            steps("looking for changes")
            seal = SealOfBuild(given.site, given.out or given.site / OUT, os.environ, time.time_ns())
        built = seal.unbroken() if seal and not fresh else None
        if built is None:
            from .build import build

            elsewhere = _cluster(given, steps)
            built = build(given.site, given.out, environ=os.environ, tell=steps, jobs=given.jobs or _cores(),
                          fresh=fresh, overlay=given.private, elsewhere=elsewhere, offline=offline,
                          memory=memory, readers=readers)  # fmt: skip
            if seal and not has_errors(built.problems):
                seal.put(built)
        return built, steps


def _cluster(given: argparse.Namespace, tell: Callable[[str], None]) -> Cluster | None:
    """Return the cluster at an address, if one is given; for what is private nobody is asked."""
    address: str | None = getattr(given, "cluster", None)
    if address is None:
        return None
    if given.private:
        from .private import NOT_ELSEWHERE

        raise DossierError(NOT_ELSEWHERE)
    tell("asking the cluster")
    from .cluster import Cluster

    return Cluster(address)


def _check(given: argparse.Namespace) -> int:
    checked, steps = _checked(given)
    _show(checked.problems, given)
    if given.format == "text":
        print(f"{checked.counts}: {counted(checked.problems)} in {steps.seconds:.1f} s")
        unchecked = checked.quotes - checked.proven
        print(f"{checked.proven} of {checked.quotes} quotes on record as checked against a copy, {unchecked} unchecked")
        if checked.unread:
            print(f"for {checked.unread} of these no words were looked for that deny or limit: see docs/quotes.md")
    if given.prove:
        from .proofs import LOCK

        print(f"{LOCK}: {checked.proofs} {'proof' if checked.proofs == 1 else 'proofs'}", file=sys.stderr)
    return PROBLEMS if has_errors(checked.problems) else FINE


def _checked(given: argparse.Namespace) -> tuple[Checked, Steps]:
    """Check the site, unless nothing has changed since it was last checked, by its seal."""
    with under_way() as steps:
        seal = None
        if not (given.base or given.prove or given.private):
            steps("looking for changes")
            seal = SealOfCheck(given.site, os.environ, time.time_ns())
        checked = seal.unbroken() if seal else None
        if checked is None:
            from .judgement import check

            day = time.strftime("%Y-%m-%d") if given.prove else ""
            checked = check(given.site, environ=os.environ, tell=steps, jobs=given.jobs or _cores(),
                            base=given.base or "", prove=day, overlay=given.private)  # fmt: skip
            if seal:
                seal.put(checked)
        return checked, steps


def _serve(given: argparse.Namespace) -> int:
    from .build import made_of
    from .memory import Memory
    from .serve import serve

    memory = Memory()

    def rebuild(readers: Readers) -> str:
        # To look at every file for a seal, where something has changed, would only take time.
        built, steps = _built(given, memory, readers, sealed=not memory.is_used)
        given.format = "text"
        _show(built.problems, given)
        if errors := [problem for problem in built.problems if problem.severity == "error"]:
            # Whoever has the pages has the terminal too: they are served on this machine only.
            readers.failed(first_of(errors, given.site, _TOLD_TO_READERS))
        return _summary(built, steps)

    def followed() -> Sequence[Path]:
        return (*made_of(given.site, environ=os.environ), *([given.private] if given.private else []))

    def afterwards() -> None:
        if not memory.is_used:
            _built(given, memory, sealed=False)  # nothing had changed; when something does, all is at hand
        memory.settle()

    say = partial(print, flush=True)
    # What earlier builds made is garbage, and takes a while to be collected.
    serve(given.site, given.out, given.port, rebuild, say,
          made_of=followed, afterwards=afterwards, at_rest=gc.collect)  # fmt: skip
    return FINE


def _history(given: argparse.Namespace) -> int:
    from .build import history
    from .exports import chronicle

    with under_way() as steps:
        matter, problems = history(given.site, environ=os.environ, tell=steps)
    _show(problems, given, beside=True)
    claims = matter.corpus.claims
    if given.id is not None and given.id not in claims:
        raise DossierError(matter.corpus.no_record(given.id, claim=True))
    show = chronicle.as_json if given.format == "json" else chronicle.as_text
    ids = [given.id] if given.id else list(claims)
    print(show(matter.history, ids, matter.renderer.line, matter.renderer.claims.trust))
    return PROBLEMS if has_errors(problems) else FINE


def _show_one(given: argparse.Namespace) -> int:
    from .build import history
    from .exports import shown
    from .load import Locator

    with under_way() as steps:
        matter, problems = history(given.site, environ=os.environ, tell=steps)
    _show(problems, given, beside=True)
    corpus = matter.corpus
    if corpus.record(given.id) is None:
        raise DossierError(corpus.no_record(given.id))
    known = shown.Known(matter.renderer.claims, matter.history, Locator(given.site, corpus))
    value = shown.shown(known, given.id)
    print(shown.as_json(value) if given.format == "json" else shown.as_text(value))
    return PROBLEMS if has_errors(problems) else FINE


def _find(given: argparse.Namespace) -> int:
    from .build import history
    from .exports import find

    with under_way() as steps:
        matter, problems = history(given.site, environ=os.environ, tell=steps)
        steps("finding")
        found = find.found(find.Finder(matter.renderer.shard), given.query, given.most)
    _show(problems, given, beside=True)
    show = find.as_json if given.format == "json" else find.as_text
    print(show(found))
    return PROBLEMS if has_errors(problems) else FINE


def _pdf(given: argparse.Namespace) -> int:
    from .paper import print_record

    out = given.out or Path(f"{given.id}.pdf")
    with under_way() as steps:
        problems = print_record(given.site, given.id, out, environ=os.environ, tell=steps, jobs=given.jobs or _cores())
    given.format = "text"
    _show(problems, given)
    if has_errors(problems):
        print(f"not printed: {counted(problems)}")
        return PROBLEMS
    print(f"printed: {out}")
    return FINE


def _schema(given: argparse.Namespace) -> int:
    from .load import config_of
    from .model.schema import schemas

    stale = []
    config_of(given.site)
    for name, schema in schemas().items():
        path = given.site / "schema" / f"{name}.json"
        data = f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()
        if path.is_file() and path.read_bytes() == data:
            continue
        stale.append(path)
        if not given.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            ordinary.put(path, data)
    for path in stale:
        print(f"{path} is out of date: run `dossier schema`" if given.check else f"written: {path}")
    return PROBLEMS if stale and given.check else FINE


def _quote(given: argparse.Namespace) -> int:
    from .capture import most_of_a_copy, read_given
    from .extraction import extracted, media_type
    from .quotes import Copy, is_read
    from .quotes import check as check_quote

    data = read_given(given.file, most_of_a_copy(given.site, os.environ))
    if not given.quote.strip():
        raise DossierError("the quote is empty: give the words to look for")
    taken = extracted(data, media_type(given.file.name, data))
    copy = Copy(taken.text, taken.struck, given.lang, taken.parts)
    found, read = check_quote(given.quote, copy, carried=given.carried), is_read(given.quote, given.lang)
    if given.format == "json":
        shown = {"verdict": found.kind, "start": found.start, "end": found.end, "detail": found.detail}
        print(json.dumps({**shown, "language_read": read}, ensure_ascii=False))
    else:
        at = f", characters {found.start} to {found.end}" if found.start is not None else ""
        print(f"{found.kind.replace('_', ' ')}{at}: {found.detail}")
        if not read:
            print("words that deny or limit were not looked for: this language is not read (see docs/quotes.md)")
    return FINE if found.holds else PROBLEMS


def _snapshot(given: argparse.Namespace) -> int:
    from .capture import capture

    today = time.strftime("%Y-%m-%d")
    taken = capture(given.site, given.source, given.file, os.environ, today=today, captured=given.captured)
    print(f"kept: {taken.path} ({taken.characters:,} characters of text)")
    if taken.guessed:
        print("not in UTF-8, and read as Windows-1252: where letters are wrong, save it as UTF-8 and take it in again")
    print(f"recorded: {taken.file}")
    if taken.replaced:
        print(f"this replaces the copy {taken.replaced[:8]}; to hold its quotes against it: `dossier check --prove`")
        if taken.ignores:
            print("the lines that it ignores were kept: see whether they are still the same")
    if taken.exposed:
        folder = taken.path.parent
        print(f"git does not ignore {folder}: put it into .gitignore, or whoever has the repository has the copy")
    return FINE


def _show(problems: Sequence[Problem], given: argparse.Namespace, *, beside: bool = False) -> None:
    """Print problems: to standard output where another program reads them, else `beside` it, with the progress."""
    form: Format = "text" if beside else given.format
    top = gitlog.top(given.site) if form == "github" else None
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    text = report(problems, form, given.site, colour=colour, top=top)
    if text:
        print(text, file=sys.stderr if form == "text" else sys.stdout)


def under_way() -> Steps:
    """Return the steps of a command, shown where a person sees them."""
    show = partial(print, end="", file=sys.stderr, flush=True) if sys.stderr.isatty() else None
    return Steps(time.perf_counter, show)


def _summary(built: Built, steps: Steps) -> str:
    found = counted(built.problems)
    if has_errors(built.problems):
        return f"not published: {found}. The last good site, if there is one, stays as it is."
    pages = f"{built.pages} pages ({built.made} pages and files of data made anew, {built.written} files written)"
    return f"{built.counts}\n{pages} in {steps.seconds:.1f} s, {found}"


def _command(name: str, given: argparse.Namespace) -> str:
    """Return a command for the same site, as it can be typed where this one was."""
    called = Path(sys.argv[0])
    program = [str(called)] if called.name == "dossier" else ["python", "-m", "generator"]
    site = ["--site", str(given.site)] if given.site != Path() else []
    out = ["--out", str(given.out)] if given.out else []
    private = ["--private", str(given.private)] if given.private else []
    return shlex.join([*program, name, *site, *out, *private])


def _cores() -> int:
    with suppress(AttributeError):
        return max(len(os.sched_getaffinity(0)), 1)
    return os.cpu_count() or 1


_RUN: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "check": _check,
    "find": _find,
    "history": _history,
    "pdf": _pdf,
    "quote": _quote,
    "schema": _schema,
    "serve": _serve,
    "show": _show_one,
    "snapshot": _snapshot,
}
