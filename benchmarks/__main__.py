"""`python -m benchmarks`: write a corpus, publish it in several ways, measure each, check the words, report."""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path

from .about import about
from .builders import PAGEFIND, PROGRAM, PUBLISHERS, Builder
from .contenders import OTHERS, Ground, own
from .corpus import SIZES, Size, sample
from .measure import FailedError, Run, Watch, measure_output
from .results import Absent, Measured, figures, search, steps, summary, table
from .sameness import differences
from .stored import add_places, given_in, keep


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 when it ran and all published the same, 1 when they did not, 2 when this program failed."""
    given = given_in(parser(), arguments)
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        try:
            return compare(given, Ground(folder.resolve(), size_of(given), given.seed, given.jobs, stack))
        except FailedError as error:
            print(error, file=sys.stderr)
            return 2


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    made.add_argument("--size", choices=SIZES, default="1k", help="entities, five claims each, a source for ten (1k)")
    for name in ("entities", "claims", "sources"):
        made.add_argument(f"--{name}", type=int, metavar="N", help="so many, whatever the size says")
    made.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws another corpus")
    made.add_argument("--runs", type=int, default=5, metavar="N", help="timed runs of each (5)")
    made.add_argument("--jobs", type=int, metavar="N", help="processes of this program (its own choice)")
    made.add_argument("--only", action="append", choices=OTHERS, help="measure this beside a cold build, and no other")
    made.add_argument("--search", action="store_true", help=f"measure {PAGEFIND} too, over the finished pages")
    made.add_argument("--sample", type=int, default=200, metavar="N", help="pages and claims whose words are compared")
    made.add_argument("--keep", type=Path, metavar="DIR", help="work in this folder, and leave everything there")
    add_places(made)
    return made


def size_of(given: argparse.Namespace) -> Size:
    """Return the size that was asked for; at least the four entities without which there is no corpus."""
    size = SIZES[given.size] if given.entities is None else Size.of(max(given.entities, 4))
    return Size(size.entities, given.claims or size.claims, given.sources or size.sources)


def compare(given: argparse.Namespace, ground: Ground) -> int:
    """Do everything in the folder, in order; see `main` for what is returned."""
    size = ground.size
    tell(f"writing {size.entities} entities, {size.claims} claims and {size.sources} sources (seed {ground.seed})")
    race = Race()
    race.enter(PROGRAM, partial(own, ground))
    for name in given.only or [name for name in OTHERS if name != PAGEFIND or given.search]:
        race.enter(name, partial(OTHERS[name], ground))
    measured = race.run(given.runs)
    tell("comparing words")
    found = differences(sample(size, ground.seed, given.sample), race.published, given.sample)
    index = measure_output(ground.site / "search")
    print(table(measured, race.absent), summary(measured), search(measured, index), *steps(measured), sep="\n")
    print("\nNOT THE SAME:" if found else "\nThe same pages everywhere, and the same words on all that were compared.")
    print("\n".join(found))
    conditions = about(
        "benchmarks", given.arguments, **asdict(size), seed=ground.seed, runs=given.runs, note=given.note
    )
    keep(given, name_of(size), {"about": conditions, **figures(measured, race.absent, index)})
    return 1 if found else 0


def name_of(size: Size) -> str:
    """Return what a size is called: by its name, or by how many entities it has."""
    return next((name for name, known in SIZES.items() if known == size), str(size.entities))


class Race:
    """Who is measured; one that fails, other than this program itself, leaves with its last words."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.builders: list[Builder] = []
        self.absent: list[Absent] = []
        self._together: dict[str, int] = {}

    @property
    def published(self) -> dict[str, Path]:
        """The finished sites that must be the same."""
        return {each.name: each.out for each in self.builders if each.out and each.name in PUBLISHERS}

    def enter(self, name: str, contenders: Callable[[], Iterable[Builder]]) -> None:
        """Let contenders get ready, and run each once untimed, to warm up, to be watched, and to be compared."""
        with self._may_fail(name):
            for builder in contenders():
                tell(f"trying {builder.name}")
                watch = Watch()
                builder.once(watch)
                self._together[builder.name] = watch.together
                self.builders.append(builder)

    def run(self, runs: int) -> list[Measured]:
        """Run each so many times, each round beginning with another one, so that noise hits all alike."""
        timed: dict[str, list[Run]] = {builder.name: [] for builder in self.builders}
        for number in range(runs):
            turn = number % len(self.builders)
            for builder in [*self.builders[turn:], *self.builders[:turn]]:
                with self._may_fail(builder.name):
                    timed[builder.name].append(builder.once())
                    tell(f"run {number + 1}: {builder.name} {timed[builder.name][-1].wall:.2f} s")
        return [self._measured(each, timed[each.name]) for each in self.builders]

    def _measured(self, each: Builder, runs: list[Run]) -> Measured:
        output = measure_output(each.out) if each.out else None
        return Measured(each.name, tuple(runs), output, self._together[each.name])

    @contextmanager
    def _may_fail(self, name: str) -> Iterator[None]:
        try:
            yield
        except (FailedError, OSError) as error:
            if name == PROGRAM:
                raise
            tell(f"{name} does not take part: {error}")
            self.absent.append(Absent(name, str(error)))
            self.builders = [builder for builder in self.builders if builder.name != name]


def tell(words: str) -> None:
    """Say what is going on, beside the results."""
    print(f"{words} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
