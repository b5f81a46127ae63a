"""What tests share: one browser for the whole run, started only when a test asks for it."""

from __future__ import annotations

import gc
import signal
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from scripts.browser import NoBrowserError, launch

if TYPE_CHECKING:
    from playwright.sync_api import Browser


# The program looks for no garbage in a run of its own; here, where runs follow each other, it is looked for seldom.
gc.set_threshold(100_000, 20, 100)

# Who is started in the background of a shell ignores its keys, and so would all that tests start and end by these.
for key in (signal.SIGINT, signal.SIGQUIT):
    if signal.getsignal(key) is signal.SIG_IGN:
        signal.signal(key, signal.default_int_handler if key is signal.SIGINT else signal.SIG_DFL)

LONGEST = ("test_incremental.py", "test_command.py", "test_reads.py", "test_benchmarks.py")
"""The files that take a minute and more, as the last lines of `make test ARGS=--durations=50` tell."""

# Nothing is timed in tests: a busy machine fails nobody.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; open a context of its own in each test, so that no test sees another's storage."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            running = launch(playwright.chromium)
        except NoBrowserError as reason:
            pytest.fail(str(reason), pytrace=False)
        yield running
        running.close()


@pytest.fixture
def unwaiting() -> Iterator[None]:
    """Fail a test that waits for what never comes, such as words from a pipe into which nobody writes."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits for ever"))
    signal.alarm(120)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Start one process more than there are cores: many tests wait for a server, a browser or a disk."""
    return (yield) + 1


def pytest_sessionfinish() -> None:
    """Spare the garbage collector the records that tests kept to the end: msgspec's types can crash it at exit."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the browser, so that `pytest -m "not browser"` leaves it out and nobody has to remember.

    The files that take longest come first: begun last, one of them would keep one processor busy, and no other.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path.name not in LONGEST)
