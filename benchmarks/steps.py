"""`python -m benchmarks.steps`: build a site in one process, with a clock at the functions that are its steps.

`dossier build --timings` tells the steps of a build as a whole; what happens within the making of a page is spread over
processes there. Here each step's functions are wrapped, and time counts for the innermost step that is at work: a
page that is rendered counts as rendering, but for what the analysis, called from there, takes of it. Clocks cost time
themselves, so that shares are what is told, not speed. What no function of the list does is the rest: waiting for the
engine, most of all.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import gc
import importlib
import inspect
import json
import os
import pkgutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

import generator.analyse
from generator.build import build
from generator.problems import has_errors

REST = "rest"
STEPS: dict[str, tuple[str, ...]] = {
    "read": ("generator.load:load",),
    "parse": ("generator.yamlfile.reading:read", "generator.model.shape:shape"),
    "judge": ("generator.rules:judge", "generator.proving:check_quotes", "generator.written:judge_written"),
    "history": ("generator.recorded:recorded",),
    "outlines": ("generator.geography:Outlines.within",),
    "analyse": (),  # all public functions of generator.analyse
    "plan": ("generator.pages:plan",),
    "render": ("generator.render:Renderer.render", "generator.matter:Matter.prepare"),
    "fill": ("generator.frame:Frame.values", "generator.frame:Frame.join"),
    "write": ("generator.publish:write_file", "generator.publish:Release.prune", "generator.publish:Release.finish"),
    "inspect": (
        "generator.inspection:Inspector.read_page",
        "generator.inspection:Inspector.read_filled",
        "generator.inspection:Inspector.judge_site",
    ),
    "search index": (
        "generator.views.finding:Finding.shard",
        "generator.views.terms:Terms.shard",
        "generator.fill:Maker.make_search",
    ),
}


class Clock:
    """Counts seconds for the innermost step that is at work in the thread that made it."""

    def __init__(self) -> None:
        """Begin with the rest."""
        self.seconds: dict[str, float] = dict.fromkeys([*STEPS, REST], 0.0)
        self._open = [REST]
        self._since = time.perf_counter()
        self._thread = threading.get_ident()

    def timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted for the step."""

        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            if threading.get_ident() != self._thread:
                return function(*given, **named)
            self.turn()
            self._open.append(step)
            try:
                return function(*given, **named)
            finally:
                self.turn()
                self._open.pop()

        return timed

    def turn(self) -> None:
        """Count the time since the last turn for the step that is at work."""
        now = time.perf_counter()
        self.seconds[self._open[-1]] += now - self._since
        self._since = now


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, and print the seconds of each step as JSON, one object a line; 1 where the site has errors."""
    given = parser().parse_args(arguments)
    gc.disable()  # as the command does
    clock = Clock()
    put_clocks(clock)
    built = build(given.site, given.out, environ=os.environ, tell=lambda step: None, jobs=1, fresh=True)
    clock.turn()
    print("\n".join(json.dumps({step: round(seconds, 6)}) for step, seconds in clock.seconds.items()))
    return 1 if has_errors(built.problems) else 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.steps", description=__doc__)
    made.add_argument("--site", type=Path, default=Path(), metavar="DIR", help="the folder with mkdocs.yml (here)")
    made.add_argument("--out", type=Path, metavar="DIR", help="where the finished site goes (`site` in that folder)")
    return made


def put_clocks(clock: Clock) -> None:
    """Wrap all functions of the list, wherever the program has a name for them."""
    for step, names in STEPS.items():
        for name in names:
            place, _, path = name.partition(":")
            within, _, attribute = path.rpartition(".")
            module = importlib.import_module(place)
            _wrap(clock, step, getattr(module, within) if within else module, attribute)
    for module in _analyses():
        for attribute, function in list(vars(module).items()):
            if inspect.isfunction(function) and function.__module__ == module.__name__ and attribute[0] != "_":
                _wrap(clock, "analyse", module, attribute)


def _analyses() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(generator.analyse.__path__, "generator.analyse."):
        yield importlib.import_module(found.name)


def _wrap(clock: Clock, step: str, owner: Any, attribute: str) -> None:
    function = getattr(owner, attribute)
    timed = clock.timed(step, function)
    setattr(owner, attribute, timed)
    if not isinstance(owner, ModuleType):
        return
    for module in [module for name, module in sys.modules.items() if name.partition(".")[0] == "generator"]:
        for name, value in list(vars(module).items()):
            if value is function:
                setattr(module, name, timed)


if __name__ == "__main__":
    sys.exit(main())
