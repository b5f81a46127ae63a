"""The grammar of the command line: its commands, their options, and what `--help` says. It runs nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from .report import FORMATS

EXIT_CODES = """\
exit codes:
  0  fine (there may be warnings)
  1  problems in the data or in the pages; a quote that does not hold;
     a schema that is out of date
  2  wrong use, or a broken installation
  130  interrupted
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with a help text for each command; `command` is the one given."""
    top = argparse.ArgumentParser(
        prog="dossier",
        description="Turn YAML notes on what sources said into a static site that keeps every doubt.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_site(top, Path())
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, dest="command")
    for name, words, more, options in _COMMANDS:
        added = commands.add_parser(
            name,
            help=words,
            description=f"{words[0].upper()}{words[1:]}. {more}",
            epilog=EXIT_CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _add_site(added, argparse.SUPPRESS)  # it leaves what stands before the command as it is
        options(added)
    return top


def _of_build(added: argparse.ArgumentParser) -> None:
    _add_format(added)
    _add_out_and_jobs(added)
    added.add_argument("--cluster", type=_named, metavar="ADDRESS",
                       help="make the pages on the Dask cluster with this scheduler")  # fmt: skip
    added.add_argument(
        "--offline", action="store_true", help="make a site to be opened from a disk (in site-offline/, or --out)"
    )
    added.add_argument(
        "--fresh", action="store_true", help="make every page and frame, also those that nothing changed"
    )
    _add_private(added)
    added.add_argument("--timings", action="store_true", help="show the seconds of each step, as JSON lines")


def _of_check(added: argparse.ArgumentParser) -> None:
    _add_format(added)
    _add_jobs(added)
    _add_private(added)
    added.add_argument(
        "--base", type=_named, metavar="REV", help="fail also if an address of this revision (of git) is gone"
    )
    added.add_argument("--prove", action="store_true", help="put on record what stands in the copies at hand")


def _of_serve(added: argparse.ArgumentParser) -> None:
    _add_out_and_jobs(added)
    _add_private(added)
    added.add_argument(
        "--port", type=_whole(0, 65_535), metavar="N", default=8000, help="the port on this machine (8000)"
    )


def _of_snapshot(added: argparse.ArgumentParser) -> None:
    added.add_argument("source", metavar="SOURCE", help="the id of the source")
    added.add_argument("file", type=_path, metavar="FILE", help="its words as text or HTML")
    added.add_argument("--captured", metavar="DATE", help="when it was saved (today)")


def _of_history(added: argparse.ArgumentParser) -> None:
    added.add_argument("id", nargs="?", metavar="ID", help="a claim (all)")
    _add_form(added)


def _of_show(added: argparse.ArgumentParser) -> None:
    added.add_argument("id", metavar="ID", help="a claim, a source or an entity")
    _add_form(added)


def _of_pdf(added: argparse.ArgumentParser) -> None:
    added.add_argument("id", metavar="ID", help="an entity, a claim or a source")
    added.add_argument("--out", type=_path, metavar="FILE", help="where the PDF is put (ID.pdf, here)")
    _add_jobs(added)


def _of_find(added: argparse.ArgumentParser) -> None:
    added.add_argument("query", metavar="QUERY", help="names in any spelling or script, words of claims and quotes")
    added.add_argument("--most", type=_whole(1, 1_000_000), metavar="N", default=20, help="so many hits at most (20)")
    _add_form(added)


def _of_schema(added: argparse.ArgumentParser) -> None:
    added.add_argument("--check", action="store_true", help="write nothing; fail if a schema is out of date")


def _of_quote(added: argparse.ArgumentParser) -> None:
    added.add_argument("file", type=_path, metavar="FILE", help="a text or HTML file")
    added.add_argument("quote", metavar="QUOTE", help="the words, as they would stand in a claim")
    added.add_argument("--carried", action="append", default=[], metavar="WORDS",
                       help="words beside the quote: its context, a hedge, the claim's text")  # fmt: skip
    added.add_argument("--lang", default="", metavar="TAG", help="the language of the quote: en, ar-Latn (not known)")
    _add_form(added)


def _add_site(added: argparse.ArgumentParser, default: object) -> None:
    words = "the site: a folder with mkdocs.yml and data/ (here)"
    added.add_argument("--site", type=_path, default=default, metavar="DIR", help=words)


def _add_format(added: argparse.ArgumentParser) -> None:
    added.add_argument("--format", choices=FORMATS, default="text", help="how problems are shown (text)")


def _add_form(added: argparse.ArgumentParser) -> None:
    added.add_argument("--format", choices=("text", "json"), default="text", help="how it is shown (text)")


def _add_jobs(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--jobs", type=_whole(1, 1_000), metavar="N", help="how many processes work at a time (one per core)"
    )


def _add_out_and_jobs(added: argparse.ArgumentParser) -> None:
    added.add_argument("--out", type=_path, metavar="DIR", help="where the site is put (site/ in the site's folder)")
    _add_jobs(added)


def _add_private(added: argparse.ArgumentParser) -> None:
    added.add_argument(
        "--private", type=_path, metavar="DIR", help="lay this folder over data/, for a site that is not published"
    )


def _path(text: str) -> Path:
    """Return a path. An empty text is a mistake: as a path it would be this folder."""
    if not text:
        raise argparse.ArgumentTypeError("it is empty: name a file or a folder, such as . for this one")
    return Path(text)


def _named(text: str) -> str:
    """Return what names something: an empty text, as of a variable that is not set, is a mistake."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty: give it a value, or leave it out")
    return text


def _whole(least: int, most: int) -> Callable[[str], int]:
    """Return what reads a whole number within limits, and says so where it is none."""

    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdecimal() else -1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text} is no whole number from {least} to {most}")
        return number

    return read


_COMMANDS: tuple[tuple[str, str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("build", "check the data, build the site and inspect it",
     "The last good site\nstays in place until the new one is whole.", _of_build),
    ("check", "check the data and the hand-written pages, and build nothing",
     "Quotes are\nheld against the copies of their sources that are at hand. Whether links to\n"
     "hand-written pages lead anywhere, only a build can tell.", _of_check),
    ("serve", "build the site, serve it on this machine, and follow changes",
     "Pages reload by\nthemselves when a file changes.", _of_serve),
    ("snapshot", "take in the copy of a source",
     "It is kept in evidence/, which is\nnever published; its hash goes onto the source's record.", _of_snapshot),
    ("quote", "try a quote against a text or HTML file",
     "Says whether the words\nstand there, where, and what is wrong with quoting them so.", _of_quote),
    ("history", "show when claims were recorded, and what changed in them when",
     "It is read\nfrom git; of what is withheld it shows no word.", _of_history),
    ("show", "show all that is known of a claim, a source or an entity",
     "What\nis withheld is not shown. The fields of the JSON are explained in docs/show.md.", _of_show),
    ("pdf", "print an entity's dossier, a claim or a source to a PDF",
     "It is printed whole,\nwith numbered notes, by the Chromium that is installed here.", _of_pdf),
    ("find", "find claims, sources and entities as the search of the site does",
     "The\nbest come first. Hand-written pages are searched on the site only.", _of_find),
    ("schema", "write the JSON Schemas of the data files into schema/",
     "Editors use them to\ncomplete and check YAML while it is typed.", _of_schema),
)  # fmt: skip
