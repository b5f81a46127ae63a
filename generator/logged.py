"""What the engine said while it worked, as problems with their places; and, when it gave up, its last words.

This module refuses to know how the engine is run.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from .problems import Problem, Severity, Spot

_CONFIG = "mkdocs.yml"
_TRACED = re.compile(r'^  File "([^"]+)", line (\d+)', re.MULTILINE)
_LOGGED = re.compile(r"^(WARNING|ERROR) +- +(.*(?:\n +.*)*)", re.MULTILINE)
_SETTING = re.compile(r"Config value '([^']+)': ")
_DRAWN = re.compile(r"^(?:Warning|Error): (.*)\n.*\[ (.+):(\d+):(\d+) \]", re.MULTILINE)
_NAMED = re.compile(r"'([^']+\.(?:md|markdown|mdown|mkdn?))'")
_MADE = re.compile(r"^ERROR +- +Error (?:building|reading) page '([^'\n]+)'", re.MULTILINE)
_SEVERITIES: dict[str, tuple[str, Severity]] = {"WARNING": ("F101", "warning"), "ERROR": ("F105", "error")}
_HINT = "the engine says so of a hand-written page or of mkdocs.yml"
_SETTING_HINT = "write it as the engine's documentation of this setting says, or leave it out"


def told(said: str, docs_dir: str, keys: Mapping[str, Spot]) -> list[Problem]:
    """Return what the engine says as problems of the pages in a folder, or of the settings, that it names.

    `keys` tells where the settings stand. One for which it gave up is an error; anything else it merely warns of.
    """
    problems = []
    for level, message in _LOGGED.findall(said):
        if setting := _SETTING.match(message):
            words = f'of "{setting[1]}" the engine says: {_one_line(message[setting.end() :])}'
            code, severity = _SEVERITIES[level]
            problems.append(Problem(code, severity, keys.get(setting[1], Spot(_CONFIG)), words, _SETTING_HINT))
        else:
            page = _NAMED.search(message)
            spot = Spot(f"{docs_dir}/{page[1]}" if page else _CONFIG)
            problems.append(Problem("F101", "warning", spot, _one_line(message), _HINT))
    for message, file, line, column in _DRAWN.findall(said):
        problems.append(Problem("F101", "warning", Spot(f"{docs_dir}/{file}", int(line), int(column)), message, _HINT))
    return problems


def last_words(said: str, site: Path, docs_dir: str) -> str:
    """Return what a program that gave up said last; of a traceback, what went wrong, and where in the site it did.

    Where no file of the site's own is at fault, it is the page of the folder `docs_dir` that was made: at its head may
    be named a template that is not there.
    """
    _, begins, trace = said.rpartition("Traceback (most recent call last):")
    if not begins:
        return " ".join(said.split())[-600:] or "it said nothing"
    traced = [(Path(file), f"{file}:{line}: ") for file, line in _TRACED.findall(trace)]
    # What is installed may lie within the site's folder.
    own = [at for file, at in traced if file.is_relative_to(site) and not file.is_relative_to(sys.prefix)]
    errors = [line for line in trace.splitlines() if line.strip("^") and not line[0].isspace()]
    words = errors[-1] if errors else "it does not say why"
    made = [f"{docs_dir}/{page}" for page in _MADE.findall(said) if (site / docs_dir / page).is_file()]
    return f"{own[-1]}{words}" if own else f"{words} (while it made {made[-1]})" if made else words


def _one_line(message: str) -> str:
    return " ".join(message.split())
