"""Which pages of a site must be made, and which stand as the last build made them.

A page stands if it is planned as it was, its frame is the same, and everything that was read for it reads the same
now; and if its file lies where the last builds put it. What a page rests on besides (program, templates, settings)
is the basis: when that changes, everything is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from sys import intern
from uuid import uuid4

from . import keeping
from .fill import FEW, Maker, Part, Worked
from .inspection import PageFacts
from .ledger import Addresses, Ledger, Made, Outcome
from .matter import Matter
from .model import packed, unpacked
from .problems import Problem
from .processes import CAN_FORK, Processes
from .publish import Entry, Release, beside
from .shelf import Pile

LEDGER = "ledger"
LAYOUT = "layout"
LOOKED = "looked"


def layout_of(out: Path, folder: str = "") -> Path:
    """Return where it is kept how the last build of a place was laid out: of the edition in a folder of it."""
    return _beside(out, LAYOUT, folder)


def last_ledger(out: Path, folder: str = "") -> Ledger:
    """Return what is known of the last build that was put at a place: of the edition that lies in a folder of it."""
    return Ledger.read(_beside(out, LEDGER, folder))


def _beside(out: Path, name: str, folder: str) -> Path:
    return beside(out, ".".join([name, *filter(None, [folder.rstrip("/")])]))


class Upkeep:
    """What there is to do for one edition: the maker is to make the pages at `places`, the others are `kept`.

    Of these there are the anchors, by their files.

    What becomes of all that is made is gathered here, most of it on the disk: a large site has a hundred thousand
    pages, and each process that makes some inherits what was gathered before. `seen` is what the inspection saw in all
    but the pages without faults.
    """

    def __init__(self, maker: Maker, release: Release, last: Ledger, changed: Set[int] | None = None) -> None:
        """Look at what changed since the last build of the same place; the maker's matter must be prepared.

        `changed` are numbers of what reads otherwise now, where that is known.
        """
        self.maker = maker
        self.addresses = Addresses(last.addresses)
        self._made = Pile()
        self.seen: list[PageFacts] = []
        self._entries = Pile()
        self._path = _beside(release.out, LEDGER, maker.folder)
        self._layout = layout_of(release.out, maker.folder)
        self._looked = _beside(release.out, LOOKED, maker.folder)
        self._basis, self._planned = maker.basis(), maker.planned()
        self._reads = maker.matter.noting.reads
        self._key = uuid4().hex
        self._last = last
        may_differ = last.basis == self._basis and last.planned != self._planned
        states = maker.states() if may_differ else None
        unchanged = last.unchanged(self._basis, self._reads, states, changed)
        if last.basis == self._basis:
            maker.matter.inspector.look_back(partial(keeping.kept, self._looked, self._basis))
        else:
            last.forget_pages()  # a large ledger takes much room, and all that are forked would begin with it
        self._outcomes = Pile()
        self._learn(maker.outcomes())
        standing = {file: page for file, page in unchanged.items() if release.keep(file, page.key)}
        self.kept = {file: page.ids for file, page in standing.items()}
        rows = {page.row for page in standing.values()}
        self._fallen = [row for row in range(len(last.rows)) if row not in rows]
        pages = maker.matter.plan.pages
        self.places = [place for place, page in enumerate(pages) if maker.folder + page.file not in self.kept]
        self._states = {maker.folder + page.file: maker.state(page) for page in map(pages.__getitem__, self.places)}

    def take(self, part: Part) -> None:
        """Take note of what was made."""
        number, made = self._reads.number, []
        self._entries.put(_packed(page.entry, self._key) for page in part.pages)
        self._entries.put(_packed(entry, entry.key) for entry in part.entries)
        for page in part.pages:
            if page.facts.problems:
                self.seen.append(page.facts)
            else:
                state = self._states[page.entry.address]
                made.append(page.made(state, self._key, number, self.addresses).packed())
        self._made.put(made)
        self.seen += part.facts
        self._learn(part.outcomes)

    def _learn(self, outcomes: Iterable[Worked]) -> None:
        number = self._reads.number
        self._outcomes.put(worked.outcome(number).packed(number(worked.read)) for worked in outcomes)

    @property
    def stands(self) -> Iterator[Made]:
        """The pages that are kept."""
        return map(Made.unpacked, self._last.rows.without(self._fallen))

    @property
    def made(self) -> Iterator[Made]:
        """The pages without faults that were made now."""
        return map(Made.unpacked, self._made)

    @property
    def entries(self) -> Iterator[Entry]:
        """The files of all that was made now."""
        return map(_unpacked, self._entries)

    @property
    def lacks(self) -> bool:
        """Whether pages that are kept may lead nowhere now; ask when everything is made."""
        ids = {facts.address: facts.ids for facts in self.seen} | {made.file: made.ids for made in self.made}
        return self._last.lacks(ids, ids.keys() | self.kept.keys(), self._fallen)

    def rehearse(self) -> None:
        """Make a page of each sort, to be written nowhere: so this process knows the frames and what pages share."""
        pages = self.maker.matter.plan.pages
        sorts = {(page.template, page.section, page.address.count("/")): place for place, page in enumerate(pages)}
        self._learn(self.maker.draw(sorts.values()).part.outcomes)
        self.maker.matter.renderer.terms.prepare()

    def write_down(self) -> Ledger:
        """Write down what the next build needs to know, and return it; call it when the inspection found nothing."""
        with self._keeping_layout():
            made = self._next()
            made.write(self._path)
        if looked_at := self.maker.matter.inspector.looked_at:
            keeping.keep(self._looked, self._basis, looked_at)
        return made

    @contextmanager
    def _keeping_layout(self) -> Iterator[None]:
        """Write the layout down too, if there is any need: beside, where it takes long and another process can."""
        matter = self.maker.matter
        if not matter.is_laid_out_anew:
            yield
        elif CAN_FORK and len(self.maker.matter.plan.pages) > FEW:
            with Processes(1, _begin, matter) as pool:
                pool.submit(_keep_layout, self._layout)
                yield
        else:
            yield
            matter.keep_layout(self._layout)

    def _next(self) -> Ledger:
        self._learn(self.maker.outcomes())
        outcomes = chain(self._last.outcomes(self._basis, self._reads), map(Outcome.unpacked, self._outcomes))
        rows = self._last.rows.without(self._fallen) + self._made
        return self._last.next(self._basis, self._reads, rows, self.seen, outcomes, self.addresses.names, self._planned)


def _packed(entry: Entry, key: str) -> bytes:
    return packed((entry.address, entry.size, key, entry.written))


def _unpacked(data: bytes) -> Entry:
    address, size, key, written = unpacked(data)
    return Entry(address, size, intern(key), written)  # pages that were made now have the same


_matter: Matter | None = None


def _begin(matter: Matter) -> None:
    global _matter
    _matter = matter


def _keep_layout(path: Path) -> None:
    assert _matter is not None
    _matter.keep_layout(path)


def judge(editions: Sequence[Upkeep], files: Set[str]) -> list[Problem]:
    """Join what the inspection saw in what was made now, and in what was kept, into the problems of the site.

    It takes all editions, which lead to each other. `files` are the addresses of all.
    """
    # What one edition lacks, pages that are kept of another one may lead to.
    lacking = any(edition.kept for edition in editions) and any(edition.lacks for edition in editions)
    first = editions[0]
    kept = {} if lacking else dict(chain.from_iterable(edition.kept.items() for edition in editions))
    return first.maker.matter.inspector.judge_site(first.maker.root, _Seen(editions, lacking), kept, files)


class _Seen:
    """What the inspection saw in some editions, told anew each time it is asked for, since it takes much room.

    What it saw in pages that are kept is told too, if they must be `judged_again`.
    """

    def __init__(self, editions: Sequence[Upkeep], judged_again: bool) -> None:
        self._editions = editions
        self._judged_again = judged_again

    def __iter__(self) -> Iterator[PageFacts]:
        for edition in self._editions:
            yield from edition.seen
            known = chain(edition.stands, edition.made) if self._judged_again else edition.made
            yield from map(edition.addresses.facts, known)
