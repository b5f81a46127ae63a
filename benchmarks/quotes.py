"""`python -m benchmarks.quotes`: check made-up quotes against made-up copies, and say how long it takes.

Most quotes are right, as in real data; the wrong ones cost the most, because the nearest passage is looked for, and
all other copies. The same seed draws the same texts, so that the counts of verdicts are the same on every machine.
"""

# ruff: noqa: T201  it speaks to the person at the terminal

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from generator.quotes import Copy, check, find_elsewhere, moved

from .words import Words

GOAL = 30.0  # seconds, for 75,000 quotes and 10,000 copies of 5 kB on two cores
_MISSING = ("altered", "absent", "reordered")
_BEFORE = ("It is not true that", "Allegedly", "Nobody disputes that", "They denied that", "It is possible that")
_WAYS = ("as it is",) * 15 + ("folded", "elided", "word", "dropped", "absent")


@dataclass(frozen=True)
class Task:
    """Which copies a process makes up, and how many quotes of each it checks."""

    seed: int
    copies: range
    quotes: float
    size: int


@dataclass(frozen=True)
class Done:
    """What a process did: seconds for copies and checking, and for other copies; verdicts; peak memory in bytes."""

    checking: float
    elsewhere: float
    verdicts: Counter[str]
    memory: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 1 if the goal, reckoned for the number of quotes, was missed."""
    given = parser().parse_args(arguments)
    jobs = max(1, given.jobs)
    bounds = [given.copies * job // jobs for job in range(jobs + 1)]
    tasks = [
        Task(given.seed, range(low, high), given.quotes / given.copies, given.size)
        for low, high in itertools.pairwise(bounds)
    ]
    done = run(tasks)
    verdicts = sum((one.verdicts for one in done), Counter[str]())
    total, checked = max(one.checking + one.elsewhere for one in done), verdicts.total()
    print(f"{checked:,} quotes, {given.copies:,} copies of {given.size:,} characters, {jobs} processes")
    print(f"  copies prepared and quotes checked  {max(one.checking for one in done):6.1f} s")
    print(f"  what is missing, in all other copies{max(one.elsewhere for one in done):6.1f} s")
    print(
        f"  together                            {total:6.1f} s, {total * jobs / checked * 1000:.2f} ms a quote and core"
    )
    print(f"  largest process                     {max(one.memory for one in done) / 1e6:6.0f} MB")
    print("verdicts: " + ", ".join(f"{count:,} {kind}" for kind, count in sorted(verdicts.items())))
    return 1 if total > GOAL * checked / 75_000 else 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(prog="python -m benchmarks.quotes", description=__doc__)
    made.add_argument("--quotes", type=int, default=75_000, metavar="N", help="how many (75000)")
    made.add_argument("--copies", type=int, default=10_000, metavar="N", help="how many (10000)")
    made.add_argument("--size", type=int, default=5_000, metavar="N", help="characters of a copy (5000)")
    made.add_argument("--jobs", type=int, default=2, metavar="N", help="processes (2)")
    made.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws other texts")
    return made


def run(tasks: Sequence[Task]) -> list[Done]:
    """Check in one process for each task; what one misses is looked for in the copies of all."""
    pipes = [multiprocessing.Pipe() for _ in tasks]
    processes = [
        multiprocessing.Process(target=work, args=(task, theirs))
        for task, (_, theirs) in zip(tasks, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    ours = [mine for mine, _ in pipes]
    missing = [quote for mine in ours for quote in mine.recv()]
    for mine in ours:
        mine.send(missing)
    places: dict[str, list[str]] = {}
    for found in [mine.recv() for mine in ours]:
        for quote, keys in found.items():
            places.setdefault(quote, []).extend(keys)
    for mine in ours:
        mine.send(places)
    done: list[Done] = [mine.recv() for mine in ours]
    for process in processes:
        process.join()
    return done


def work(task: Task, pipe: Connection) -> None:
    """Make up texts and quotes, then prepare the copies, check, look elsewhere, and tell."""
    drawn = [(str(number), *draw(task, number)) for number in task.copies]
    started = time.perf_counter()
    copies = {key: Copy(text) for key, text, _ in drawn}
    verdicts = [(quote, check(quote, copies[key])) for key, _, quotes in drawn for quote in quotes]
    wrong = [quote for quote, verdict in verdicts if verdict.kind in _MISSING]
    checking = time.perf_counter() - started
    pipe.send(wrong)
    missing = pipe.recv()
    started = time.perf_counter()
    pipe.send(find_elsewhere(missing, copies.items()))
    elsewhere = time.perf_counter() - started
    places = pipe.recv()
    last = [moved(verdict, places[quote][0]) if places.get(quote) else verdict for quote, verdict in verdicts]
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    pipe.send(Done(checking, elsewhere, Counter(verdict.kind for verdict in last), memory))


def draw(task: Task, number: int) -> tuple[str, list[str]]:
    """Draw the text of a copy, and its quotes."""
    words = Words(f"{task.seed} {number}")
    text = "\n\n".join(paragraphs(words, task.size))
    low, high = int(task.quotes * number), int(task.quotes * (number + 1))
    return text, [quote_of(words, text) for _ in range(high - low)]


def paragraphs(words: Words, size: int) -> Iterator[str]:
    """Yield paragraphs of sentences with curly quotation marks, until there are so many characters."""
    while size > 0:
        sentences = [words.sentence(words.number(1, 3)) for _ in range(words.number(2, 6))]
        sentences = [f"{words.one(_BEFORE)} {text}" if words.often(0.2) else text for text in sentences]
        paragraph = " ".join(f"“{text}”, it said." if words.often(0.2) else f"{text}." for text in sentences)
        yield paragraph[:size]
        size -= len(paragraph) + 2


def quote_of(words: Words, text: str) -> str:
    """Draw a quote of four to thirty words from a text, and spoil some."""
    paragraph = words.one([part for part in text.split("\n\n") if len(part.split()) > 12] or [text])
    parts = paragraph.split()
    start = words.number(0, max(len(parts) - 8, 0))
    return spoiled(words, parts[start : start + words.number(4, 30)], words.one(_WAYS))


def spoiled(words: Words, parts: list[str], way: str) -> str:
    """Return a quote from its words, as it is or changed in a way."""
    middle = len(parts) // 2
    if way == "folded":
        return " ".join(parts).replace("“", '"').replace("”", '"').replace(" ", "\u00a0", 1)
    if way == "elided":
        return " ".join([*parts[:middle], "…", *parts[middle + 1 :]])
    if way == "word":
        parts[middle] = "overwhelmingly"
    elif way == "dropped":
        del parts[middle]
    elif way == "absent":
        return words.sentence(2)
    return " ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
