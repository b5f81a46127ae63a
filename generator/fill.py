"""Renders pages, puts them into frames, writes them and reads them back for the inspection: one page after another.

The work is cut into parts. To draw pages needs no disk, and can be done wherever a `Maker` is sent to; they are written
there too, or by whoever gets the bytes back. Which process makes which page changes no byte.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar
from urllib.parse import quote

from .claim_html import Making
from .disk import INDEX, explicit
from .engine import EngineOutput
from .exports.search import INDEX_FILES, PAGES, Written, pages, written
from .frame import Filling, Frame, resolve
from .inspection import PageFacts
from .keeping import digest
from .ledger import Addresses, Made, Outcome, numbered
from .matter import Matter
from .model import packed, share_texts
from .pages import WORDS, Page, href, root, search_file, stub_bytes
from .processes import CAN_FORK, Processes
from .prose import Target
from .publish import Entry, write_file
from .reads import Ground, Read
from .render import OF_RECORDS
from .shelf import Piece, Shelf
from .views import KEPT, ROOT, found_script, word_groups
from .ways import with_head

P = TypeVar("P")
R = TypeVar("R")
_OF_CLAIMS = ("claim", "claim-stub")
"""What is made of each claim, so that its pieces are made there too."""
PART = 50
FEW = 300
"""Up to so many pages one process makes them sooner than several can be started."""
LIFE = 3_000
"""So many pages a forked process makes before another takes its place.

What it remembers of them, and the memory that it shares with nobody any more since it touched it, grow with each page.
But what it learned, of frames and of all that pages share, the next one learns again.
"""


Make: TypeAlias = "Callable[[Maker, Sequence[int]], Part]"


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of one generated page: its file, and what the inspection saw.

    `reads` are the numbers of what was read for the page, `strange` other reads: those that have no number, and all
    where another process has other numbers.
    """

    entry: Entry
    facts: PageFacts
    reads: bytes
    strange: tuple[Read, ...]

    def made(self, state: bytes, key: str, number: Callable[[Read], int], addresses: Addresses) -> Made:
        """Return what is kept of it for the next build; `number` gives a read its number."""
        facts, reads = self.facts, self.reads + numbered(map(number, self.strange))
        leads, anchored = addresses.numbered(facts.targets), addresses.numbered(chain.from_iterable(facts.anchors))
        return Made(facts.address, state, key, self.entry.size, reads, leads, anchored, facts.ids)


@dataclass(frozen=True, slots=True)
class Worked:
    """An outcome that was worked out for pages, by its digest; what was read for it is told as for a page."""

    read: Read
    digest: bytes
    reads: bytes
    strange: tuple[Read, ...]

    def outcome(self, number: Callable[[Read], int]) -> Outcome:
        """Return what is kept of it for the next build; `number` gives a read its number."""
        return Outcome(self.digest, self.reads + numbered(map(number, self.strange)))


@dataclass(frozen=True, slots=True)
class Part:
    """What became of some pages and files: those written, and what the inspection saw.

    `pieces` are what other pages will need as well, `outcomes` what was worked out on the way.
    """

    entries: tuple[Entry, ...]
    facts: tuple[PageFacts, ...]
    pages: tuple[Filled, ...] = ()
    pieces: tuple[Piece, ...] = ()
    outcomes: tuple[Worked, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Pages that are not written yet: what will become of them, and the bytes of each."""

    part: Part
    data: tuple[bytes, ...]


class Workers(Protocol):
    """Who can do work elsewhere."""

    def map(self, work: Callable[[P], R], parts: Sequence[P], /) -> Iterator[R]:
        """Yield what becomes of each part, in order, with few of them in memory at a time."""
        ...


@dataclass(frozen=True)
class Maker:
    """Makes pages of their matter and their frames, below a folder.

    At `home`, in the process that began the build and those forked from it, reads have the same numbers.
    """

    matter: Matter
    engine: EngineOutput
    root: Path
    home: bool = True

    def basis(self) -> bytes:
        """Return a digest of what every page rests on but its own frame: call it when all is prepared."""
        return self.matter.basis()

    def planned(self) -> bytes:
        """Return a digest of all that the states of pages hang on: their plan, their frames, other editions' pages."""
        frames = sorted((section, depth, frame.digest) for (section, depth), frame in self.engine.frames.items())
        return digest(packed((self.matter.plan.key, frames, sorted(self.matter.twins))))

    def states(self) -> dict[str, bytes]:
        """Return for the file of each page a digest of the page as planned, and of its frame."""
        return {self.folder + page.file: self.state(page) for page in self.matter.plan.pages}

    def state(self, page: Page) -> bytes:
        """Return a digest of a page as planned, and of its frame."""
        frame = self.engine.frame_for(page.address).digest if page.framed else b""
        return digest(packed(page), frame, self.matter.twin(page).encode())

    def __getstate__(self) -> dict[str, object]:
        """Say that this is another process, with other numbers, where the engine's files do not lie."""
        engine = replace(self.engine, files=Path(), pages={}, problems=(), roots=(), names=())
        return {"matter": self.matter, "engine": engine, "root": self.root, "home": False}

    @property
    def folder(self) -> str:
        """The folder in which the edition lies; "" for the main one."""
        return self.matter.corpus.settings.folder

    def make(self, places: Iterable[int]) -> Part:
        """Draw and write the pages at some places of the plan, one by one: files of data are large."""
        drawn = (self._page(self.matter.plan.pages[place]) for place in places)
        pages = tuple(self._placed(page, data) for page, data in drawn)
        return Part((), (), pages, outcomes=tuple(self.outcomes()))

    def make_claims(self, places: Iterable[int]) -> Part:
        """Draw and write the pages of claims at some places of the plan, and make what else shows these claims."""
        places = list(places)
        part = self.make(places)
        pages = [self.matter.plan.pages[place] for place in places]
        pieces = tuple(chain.from_iterable(map(self._pieces, pages)))
        return replace(part, pieces=pieces, outcomes=(*part.outcomes, *self.outcomes()))

    def draw(self, places: Iterable[int]) -> Drawn:
        """Render and read the pages at some places of the plan, away from any disk."""
        drawn = [self._page(self.matter.plan.pages[place]) for place in places]
        pages, data = tuple(page for page, _ in drawn), tuple(data for _, data in drawn)
        return Drawn(Part((), (), pages, outcomes=tuple(self.outcomes())), data)

    def drawn(self, file: str) -> bytes | None:
        """Draw the page of a record by its file, to be kept nowhere; None if there is none, or it has faults."""
        address = file.removeprefix(self.folder).removesuffix(INDEX)
        page = self.matter.plan.page_at(address) if file.startswith(self.folder) else None
        if page is None or page.template not in OF_RECORDS:
            return None
        with self.matter.noting.reads.apart():  # what is seen in it is nothing that other pages rest on
            made, data = self._page(page)
        return None if made.facts.problems else data

    def write(self, drawn: Drawn) -> Part:
        """Put pages that were drawn here or elsewhere into place."""
        return replace(drawn.part, pages=tuple(map(self._placed, drawn.part.pages, drawn.data)))

    def make_search(self) -> Part:
        """Let the search find what is no record: the hand-written pages, and each word that the site explains."""
        engine = self.matter.corpus.settings.options.engine
        made = (self.engine.files / INDEX_FILES[engine]).read_bytes()
        entries = [*written(engine, made, self.engine.sentinels), *self._words()]
        file = search_file(PAGES)
        return self.make_file(file, found_script(file, pages(entries, self.matter.corpus.words)).encode())

    def make_written(self, address: str, file: str) -> Part:
        """Take over a hand-written page of the edition, with its links, its embedded claims and its lists."""
        embed, head = partial(self.matter.renderer.embed, address), self.matter.renderer.written_head
        html = (self.engine.files / file).read_text("utf-8")
        html = resolve(html, lambda kind, id: self._target(address, id), embed, address)
        whole = self._finished(with_head(html, partial(head, quote(address))))
        entry, fact = self._put(file, whole.encode(), self.matter.surfaces.written)
        return Part((entry,), (fact,))

    def make_file(self, address: str, data: bytes, *, of_package: bool = False) -> Part:
        """Put any other file of the edition into place; one `of_package` is the same on other sites."""
        entry, fact = self._put(address, data, of_package=of_package)
        return Part((entry,), (fact,))

    def _placed(self, page: Filled, data: bytes) -> Filled:
        return replace(page, entry=write_file(self.root, page.entry.address, data))

    def _page(self, page: Page) -> tuple[Filled, bytes]:
        with self.matter.noting.reads.apart() as ground:
            rendered = self.matter.renderer.render(page)
        file = self.folder + page.file
        if page.framed:
            filling = Filling(page.address, rendered.title, rendered.description, self._finished(rendered.body),
                              rendered.toc, head=rendered.head, twin=self.matter.twin(page))  # fmt: skip
            data, facts = self._filled(file, self.engine.frame_for(page.address), filling)
        else:
            data = self._finished(rendered.body).encode()
            # No stub shows a claim, in whatever kind of place.
            limits = (frozenset[str](), stub_bytes(page.rows[0])) if page.template == "claim-stub" else ()
            facts = self.matter.inspector.read_page(file, data, *limits)
        return Filled(Entry(file, len(data)), facts, *self._read(ground)), data

    def outcomes(self) -> Iterator[Worked]:
        """Yield what was worked out since this was last asked."""
        for read, (made, ground) in self.matter.noting.reads.told().items():
            yield Worked(read, made, *self._read(ground))

    def _read(self, ground: Ground) -> tuple[bytes, tuple[Read, ...]]:
        """Return the numbers of reads, and those that have none; all where another process has other numbers."""
        if not self.home:
            return b"", tuple(self.matter.noting.reads.read_by(ground))
        return self.matter.noting.reads.parted(ground)

    def _pieces(self, page: Page) -> Iterator[Piece]:
        """Yield what stands elsewhere of the claim of a page, and what the inspection sees in its cards."""
        renderer = self.matter.renderer
        made: list[str] = []

        def noted(make: Callable[[], str]) -> str:
            html = make()
            made.append(self._finished(html.replace(ROOT, root(page.address))))
            return html

        cards: list[Making] = [(name, key, partial(noted, make)) for name, key, make in renderer.cards(page.subject)]
        for name, key, make in (*cards, *renderer.texts(page.subject)):
            piece = self.matter.noting.reads.piece(name, key, make)
            if piece is not None:
                yield piece
        yield from self.matter.inspector.read_cards(self.folder + page.file, made)

    def _finished(self, html: str) -> str:
        """Return HTML with its links as the site needs them."""
        return explicit(html) if self.matter.corpus.settings.offline else html

    def _words(self) -> Iterator[Written]:
        yield Written(WORDS, self.matter.corpus.words("What the words mean"), "")
        for group in word_groups(self.matter.corpus):
            for anchor, word in group.anchored:
                yield Written(f"{WORDS}#{anchor}", word.word, f"{word.also} {word.note}")

    def _filled(self, file: str, frame: Frame, filling: Filling) -> tuple[bytes, PageFacts]:
        values = frame.values(filling)
        data = frame.join(values)
        return data, self.matter.inspector.read_filled(file, frame.fixed, values, data)

    def _put(
        self, address: str, data: bytes, places: frozenset[str] | None = None, *, of_package: bool = False
    ) -> tuple[Entry, PageFacts]:
        file = self.folder + address
        entry = write_file(self.root, file, data)
        return entry, self.matter.inspector.read_file(file, data, places, of_package=of_package)

    def _target(self, origin: str, id: str) -> Target | None:
        corpus = self.matter.corpus
        if corpus.record(id) is None:
            return None
        kind = "entity" if id in corpus.entities else "claim" if id in corpus.claims else "source"
        inline = self.matter.renderer.inline
        name = inline.called(kind, id)
        return Target(href(origin, self.matter.plan.address(id)), name, inline.name_attrs(id, name))


def fill(maker: Maker, places: Iterable[int], jobs: int, elsewhere: Workers | None = None) -> Iterator[Part]:
    """Make the pages at some places of the plan in up to `jobs` processes, or let them be drawn elsewhere."""
    maker.matter.prepare()
    order = _order(maker.matter, places)
    if elsewhere is not None:
        yield from map(maker.write, elsewhere.map(maker.draw, _parts(order)))
    elif len(order) <= FEW or (jobs == 1 and len(maker.matter.corpus.claims) <= KEPT):
        yield from map(maker.make, _parts(order))
    elif jobs == 1:
        yield from _claims_first(maker, order, lambda make, places: map(partial(make, maker), _parts(places)))
    elif CAN_FORK:
        yield from _forked(maker, order, jobs)
    else:
        # Who is not forked makes again what would have been inherited.
        with Processes(jobs, _begin, maker) as pool:
            yield from pool.map(partial(_made, Maker.make), _parts(order))


def _forked(maker: Maker, order: Sequence[int], jobs: int) -> Iterator[Part]:
    """Make pages in forked processes, which have everything at hand."""
    maker.matter.renderer.compile()
    maker.matter.learn()
    share_texts(maker.matter.corpus.claims.values())  # each of them begins with all records
    return _claims_first(maker, order, partial(_lived, maker, jobs))


def _claims_first(
    maker: Maker, order: Sequence[int], run: Callable[[Make, Sequence[int]], Iterator[Part]]
) -> Iterator[Part]:
    """Make the pages of claims first, with the claims' cards, which stand on several other pages.

    Who makes these is forked afterwards, and finds the cards on a shelf. So does a single process that makes pages of
    more claims than it remembers.
    """
    pages, shelf = maker.matter.plan.pages, Shelf()
    claims = [place for place in order if pages[place].template in _OF_CLAIMS]
    others = [place for place in order if pages[place].template not in _OF_CLAIMS]
    for part in run(Maker.make_claims, claims):
        shelf.put(part.pieces)
        yield replace(part, pieces=())
    maker.matter.take_from(shelf)
    yield from run(Maker.make, others)


def _lived(maker: Maker, jobs: int, make: Make, places: Sequence[int]) -> Iterator[Part]:
    """Make pages in processes that are forked for so many of them, and make way for others: all for as many."""
    generations = -(-len(places) // (LIFE * jobs))
    share = -(-len(places) // max(generations, 1))
    for start in range(0, len(places), share or 1):
        _give_back()
        with Processes(jobs, _begin, maker) as pool:
            made = pool.map(partial(_made, make), _parts(places[start : start + share]))
            if maker.matter.is_mapped:
                maker.matter.outlines.load()  # while others are at work: those who draw maps are forked later
            yield from made


def _give_back() -> None:
    """Give memory that nothing lies in back to the system, so that no forked process begins with it.

    Much of it is left where a large corpus was read, since the C library keeps what was freed between other things.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):  # of glibc
        library.malloc_trim(0)


def _parts(order: Sequence[int]) -> list[Sequence[int]]:
    return [order[start : start + PART] for start in range(0, len(order), PART)]


def _order(matter: Matter, places: Iterable[int]) -> list[int]:
    """Return places of the plan with those pages side by side that show the same claims, or the same record.

    What is worked out of a claim, or of a whole dossier, is remembered for a while: so it is worked out once, and not
    in each process. A large dossier has hundreds of pages.
    """
    corpus, pages = matter.corpus, matter.plan.pages

    def source(page: Page) -> str:
        if page.subject in corpus.sources:
            return page.subject
        id = page.subject if page.subject in corpus.claims else next(iter(corpus.about.get(page.subject, ())), "")
        shown = corpus.claims.get(id) or next((corpus.claims[row] for row in page.rows if row in corpus.claims), None)
        return shown.citations[0].source if shown and shown.citations else ""

    return sorted(places, key=lambda place: (source(pages[place]), place))


_maker: Maker | None = None


def _begin(maker: Maker) -> None:
    global _maker
    _maker = maker
    # What was inherited stays to the end: the collector need not walk through it again and again.
    gc.freeze()


def _made(make: Make, places: Sequence[int]) -> Part:
    assert _maker is not None
    return make(_maker, places)
