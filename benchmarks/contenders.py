"""Who takes part in a run of the benchmark: each gets its input ready, and says how it is called.

What cannot take part, because it is not installed, does not build, or was not meant for this size, says why; that is a
line of the table like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from . import builders, hugo, peers
from .builders import Builder
from .corpus import Size, draw
from .edits import Edits
from .floor import pack
from .measure import FailedError
from .yaml_site import write_site

LARGEST_FOR_ENGINES = 1_000
"""Up to so many entities MkDocs and Zensical take part: they need minutes for each build above."""


@dataclass
class Ground:
    """The folder of a run, and what the contenders have in common: the corpus, and the site made of it."""

    folder: Path
    size: Size
    seed: int = 1
    jobs: int | None = None
    at_the_end: ExitStack = field(default_factory=ExitStack)

    @property
    def yaml(self) -> Path:
        """The folder of the records of which the site to be compared is made."""
        return self.folder / "yaml"

    @property
    def site(self) -> Path:
        """That site, finished."""
        return self.yaml / "site"

    @cached_property
    def kept(self) -> Path:
        """Another folder with the same records, built twice, where caches are kept from run to run."""
        folder = self.folder / "kept"
        write_site(draw(self.size, self.seed), folder)
        for _ in range(2):
            builders.warm(folder, self.jobs).again()
        return folder

    @cached_property
    def edits(self) -> Edits:
        """What edits the claims in that folder, until the end of the run."""
        return self.at_the_end.enter_context(Edits(self.kept))

    @cached_property
    def checked(self) -> Path:
        """One more folder with the same records, which is checked and not built."""
        folder = self.folder / "checked"
        write_site(draw(self.size, self.seed), folder)
        builders.check_warm(folder, self.jobs).again()
        return folder

    @cached_property
    def frames(self) -> hugo.Frames:
        """The frames that this program fills, which are layouts for Hugo."""
        return hugo.frames_for(self.yaml, self.site, self.folder / "frames")


Contenders = Iterator[Builder]


def own(ground: Ground) -> Contenders:
    """Write the corpus, and yield this program, cold: the input of all others is made from what it leaves."""
    write_site(draw(ground.size, ground.seed), ground.yaml)
    yield builders.this_program(ground.yaml, ground.jobs)


def _kept(ground: Ground) -> Contenders:
    yield builders.warm(ground.kept, ground.jobs)
    yield builders.edited(ground.kept, ground.edits, ground.jobs)


def _steps(ground: Ground) -> Contenders:
    yield builders.steps(ground.yaml)


def _check(ground: Ground) -> Contenders:
    yield builders.check(ground.yaml, ground.jobs)
    yield builders.check_warm(ground.kept, ground.jobs)
    edits = ground.at_the_end.enter_context(Edits(ground.checked))
    yield builders.check_edited(ground.checked, edits, ground.jobs)


def _inspection(ground: Ground) -> Contenders:
    yield from (builders.inspection(ground.yaml, jobs) for jobs in (1, 2))


def _floor(ground: Ground) -> Contenders:
    pack(ground.site, ground.folder / "floor")
    yield from (builders.floor(ground.folder / "floor", jobs) for jobs in (1, 2))


def _hugo(ground: Ground) -> Contenders:
    folder = ground.folder / "hugo"
    yield _levelled(ground, builders.hugo(builders.HUGO, folder), partial(hugo.write_hugo, frames=ground.frames))


def _adapter(ground: Ground) -> Contenders:
    folder = ground.folder / "adapter"
    yield _levelled(ground, builders.hugo(builders.ADAPTER, folder), partial(hugo.write_adapter, frames=ground.frames))


def _mkdocs(ground: Ground) -> Contenders:
    _expect_small(ground)
    yield _levelled(ground, builders.mkdocs(ground.folder / "mkdocs"), peers.write_mkdocs)


def _zensical(ground: Ground) -> Contenders:
    _expect_small(ground)
    yield _levelled(ground, builders.zensical(ground.folder / "zensical"), peers.write_mkdocs)


def _pagefind(ground: Ground) -> Contenders:
    yield builders.pagefind(ground.site, ground.folder / "pagefind")


OTHERS: Mapping[str, Callable[[Ground], Contenders]] = {
    "kept": _kept,
    "steps": _steps,
    "check": _check,
    "inspection": _inspection,
    "floor": _floor,
    builders.HUGO: _hugo,
    "adapter": _adapter,
    builders.MKDOCS: _mkdocs,
    builders.ZENSICAL: _zensical,
    builders.PAGEFIND: _pagefind,
}
"""What is measured beside a cold build of this program, by the name that chooses it."""


def _expect_small(ground: Ground) -> None:
    if ground.size.entities > LARGEST_FOR_ENGINES:
        raise FailedError(f"not measured above {LARGEST_FOR_ENGINES:,} entities")


def _levelled(ground: Ground, builder: Builder, write: Callable[..., None]) -> Builder:
    """Write the input of a peer, build it once, and write it again so that its pages weigh what ours do."""
    write(ground.site, builder.folder)
    builder.once()
    assert builder.out is not None
    write(ground.site, builder.folder, lacking=peers.missing(ground.site, builder.out))
    return builder
