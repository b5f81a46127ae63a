"""`python -m benchmarks`: write a corpus, publish it three ways, check that the words are the same, measure, report."""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from .builders import HUGO, MKDOCS, Builder, hugo_builder, mkdocs, this_program
from .corpus import Records, Size, make_records
from .measure import FailedError, Run, Watch, measure_output, run
from .peers import frames_for, write_hugo, write_mkdocs
from .results import Measured, as_json, shares, summary, table
from .sameness import differences
from .yaml_site import write_site

_PACKAGES = ("mkdocs", "mkdocs-material", "hugo")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 when it ran and all published the same, 1 when they did not, 2 when a build failed."""
    given = parser().parse_args(arguments)
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        try:
            return compare(given, folder.resolve())
        except FailedError as error:
            print(error, file=sys.stderr)
            return 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    for name, default in asdict(Size()).items():
        made.add_argument(f"--{name}", type=int, default=default, metavar="N", help=f"how many ({default})")
    made.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws another corpus")
    made.add_argument("--runs", type=int, default=5, metavar="N", help="timed runs of each program (5)")
    made.add_argument("--jobs", type=int, metavar="N", help="processes of this program (its own choice)")
    made.add_argument("--only", action="append", choices=[MKDOCS, HUGO], help="compare with this one only")
    made.add_argument("--sample", type=int, default=200, metavar="N", help="pages and claims whose words are compared")
    made.add_argument("--keep", type=Path, metavar="DIR", help="work in this folder, and leave everything there")
    made.add_argument("--json", type=Path, metavar="FILE", help="write all figures into this file too")
    return made


def compare(given: argparse.Namespace, folder: Path) -> int:
    """Do everything in the folder, in order; see `main` for what is returned."""
    size = Size(given.entities, given.claims, given.sources)
    tell(f"writing {size.entities} entities, {size.claims} claims and {size.sources} sources (seed {given.seed})")
    records = make_records(size, given.seed)
    builders, together = prepare(given, folder, records)
    tell("comparing words")
    found = differences(records, {builder.name: builder.out for builder in builders}, given.sample)
    measured = measure(builders, together, given.runs)
    print(table(measured), summary(measured), sep="\n\n")
    for step, seconds in shares(measured[0].runs[-1]).items():
        print(f"  {step}: {seconds:.2f} s")
    print("\nNOT THE SAME:" if found else "\nThe same pages everywhere, and the same words on all that were compared.")
    print("\n".join(found))
    if given.json:
        given.json.write_text(as_json(measured, about(given)), "utf-8")
    return 1 if found else 0


def prepare(given: argparse.Namespace, folder: Path, records: Records) -> tuple[list[Builder], dict[str, int]]:
    """Write what each program reads, and run each once untimed, to warm up, to be watched, and to be compared."""
    together: dict[str, int] = {}

    def try_out(builder: Builder) -> Builder:
        tell(f"trying {builder.name}")
        watch = Watch()
        once(builder, watch)
        together[builder.name] = watch.together
        return builder

    write_site(records, folder / "yaml")
    own = try_out(this_program(folder / "yaml", given.jobs))
    builders, chosen = [own], given.only or [MKDOCS, HUGO]
    if MKDOCS in chosen:
        write_mkdocs(own.out, folder / "mkdocs")
        builders.append(try_out(mkdocs(folder / "mkdocs")))
    if HUGO in chosen:
        write_hugo(own.out, folder / "hugo", frames_for(folder / "yaml", own.out, folder / "frames"))
        builders.append(try_out(hugo_builder(folder / "hugo")))
    return builders, together


def measure(builders: Sequence[Builder], together: Mapping[str, int], runs: int) -> list[Measured]:
    """Run every program so many times, each round beginning with another one, so that noise hits all alike."""
    timed: dict[str, list[Run]] = {builder.name: [] for builder in builders}
    for number in range(runs):
        turn = number % len(builders)
        for builder in [*builders[turn:], *builders[:turn]]:
            timed[builder.name].append(once(builder))
            tell(f"run {number + 1}: {builder.name} {timed[builder.name][-1].wall:.2f} s")
    return [Measured(b.name, tuple(timed[b.name]), measure_output(b.out), together[b.name]) for b in builders]


def once(builder: Builder, watch: Watch | None = None) -> Run:
    """Run a program from nothing."""
    builder.clear()
    return run(builder.command, builder.folder, builder.env, watch)


def about(given: argparse.Namespace) -> dict[str, object]:
    """Return what the figures depend on."""
    return {
        "entities": given.entities, "claims": given.claims, "sources": given.sources, "seed": given.seed,
        "runs": given.runs, "python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count(),
        "versions": {name: version(name) for name in _PACKAGES}, "on": time.strftime("%Y-%m-%d"),
    }  # fmt: skip


def tell(words: str) -> None:
    """Say what is going on, beside the results."""
    print(f"{words} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
