"""Where results are kept: in a file that was asked for, or beside the documentation that shows them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .plot import RESULTS, draw_all

_WITH_VALUE = ("--json", "--keep", "--note")


def add_places(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where figures go."""
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures into this file too")
    parser.add_argument("--store", action="store_true", help="keep them in benchmarks/results/, and draw docs/ anew")
    parser.add_argument("--note", default="", metavar="WORDS", help="what a reader of the figures should know")


def given_in(parser: argparse.ArgumentParser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return what was given on a command line, with those words as `arguments` that decide what is measured."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    return parser.parse_args(words, argparse.Namespace(arguments=list(_deciding(words))))


def _deciding(words: Iterable[str]) -> Iterator[str]:
    """Yield the words of a command line without those that say where results go, or what is thought of them."""
    rest = iter(words)
    for word in rest:
        option, equals, _ = word.partition("=")
        if option in _WITH_VALUE:
            if not equals:
                next(rest, None)
        elif option != "--store":
            yield word


def keep(given: argparse.Namespace, name: str, figures: Mapping[str, Any]) -> None:
    """Write figures where they were asked for; `name` is that of their file beside the documentation."""
    text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
    if given.json:
        given.json.write_text(text, "utf-8")
    if given.store:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{name}.json").write_text(text, "utf-8")
        draw_all()
