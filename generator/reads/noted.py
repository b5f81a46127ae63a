"""What has been read since the last page was begun, and what was worked out once, on what it was made of."""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Set
from itertools import repeat
from typing import Any, Protocol, TypeVar, cast

from ..corpus import RECORDS
from ..keeping import digest
from ..markup import Html
from ..model import packed
from ..shelf import Piece, Shelf
from .grounds import ABSENT, ALL, NUMBER, Ground, Kept, Read
from .register import Register

V = TypeVar("V")


class Held(Protocol):
    """A collection that holds what is read."""

    @property
    def whole(self) -> bytes:
        """A digest of everything."""

    def digest(self, key: Any, /) -> bytes:
        """Return a digest of what stands under a key; ABSENT where nothing does."""

    def has(self, key: object, /) -> bool:
        """Tell whether anything stands under a key."""

    def changed_since(self, then: Any, /) -> Iterator[Hashable]:
        """Yield the keys under which something else stands than in an earlier collection."""


class Work(Protocol):
    """A collection of which each entry is worked out when it is asked for."""

    def __contains__(self, key: object, /) -> bool:
        """Tell whether this is a key."""

    def digest(self, key: Any, /) -> bytes:
        """Return a digest of what came out; ABSENT where nobody has asked."""

    def settled(self, key: Any, /) -> bytes:
        """Return a digest of what comes out, which is worked out if it was not yet."""

    def take_over(self, then: Any, stale: Set[int], /) -> None:
        """Go on with what came out before, but where that is stale."""


class _Memo:
    """What was worked out once: the last `size` things that were `kept`, all if it is None.

    What was worked out `before`, by earlier reads, is looked at when it is asked for: there may be very much of it. It
    holds unless any of it is made of something `stale`.
    """

    def __init__(self, size: int | None) -> None:
        self.size = size
        # A plain dict would look for its oldest key past all that were taken out before it.
        self.kept: OrderedDict[Hashable, Kept[Any]] = OrderedDict()
        self.before: Mapping[Hashable, Kept[Any]] = {}
        self.stale: Set[int] = frozenset()

    def earlier(self, key: Hashable) -> Kept[Any] | None:
        """Return what was worked out before of a key, if it holds."""
        found = self.before.get(key)
        return found if found is not None and self.stale.isdisjoint(found.reads) else None

    def settle(self) -> None:
        """Keep all that was worked out before and holds, as far as there is room."""
        room = None if self.size is None else self.size - len(self.kept)
        for key in reversed(self.before):
            if room is not None and room <= 0:
                break
            if key not in self.kept and (found := self.earlier(key)) is not None:
                self.kept[key] = found
                self.kept.move_to_end(key, last=False)
                room = None if room is None else room - 1
        self.before = {}


class Reads:
    """What has been read since the last page was begun, and the collections of which it was read.

    Whatever there is to read has a number: that of an earlier run, where it had one, so that what was kept under
    numbers stays true. What is on the `shelf`, if there is one, is not worked out again. `came_out` are digests of
    outcomes that nobody was told of yet, and what they were made of.
    """

    def __init__(self, register: Register | None = None, before: Reads | None = None) -> None:
        """Begin with what is read before the first page: it counts for all.

        What stands in the `register` of an earlier run keeps its number. Where the reads `before` were those of this
        very process, all that had a number keeps it, and `changed` are the numbers of what reads otherwise now, but
        outcomes.
        """
        self.register: Register = before.register if before else Register() if register is None else register
        self._memos: dict[str, _Memo | None] = {}
        self.held: dict[str, Held] = {}
        self.works: dict[str, Work] = {}
        self.before = before
        self.same: Mapping[str, Any] = {}
        self.changed: set[int] = set()
        self.came_out: dict[Read, tuple[bytes, Ground]] = {}
        self.common = Ground()
        self.shelf: Shelf | None = None
        self._closed = False
        self.noted, self.kept = self.common.noted, self.common.kept

    def close(self) -> None:
        """Let no collection come any more: what another process would make has numbers that only it knows."""
        self._closed = True
        self.before, self.same = None, {}  # else each would hold all that there ever were

    def add(self, name: str, collection: Held) -> None:
        """Take in a collection of which things will be read."""
        self._expect(name)
        self.held[name] = collection
        then = self.before.held.get(name) if self.before else None
        if then is not None and collection is not then:
            self.changed.update(map(self.number, zip(repeat(name), collection.changed_since(then))))

    def add_work(self, name: str, work: Work) -> None:
        """Take in what will be worked out, and read as such."""
        self._expect(name)
        self.works[name] = work

    def _expect(self, name: str) -> None:
        if self._closed or name in self.held or name in self.works:
            raise ValueError(f"the collection {name} comes too late, or a second time")

    def apart(self) -> _Apart:
        """Note by itself what is read for one page."""
        return _Apart(self)

    def memo(self, work: Callable[..., V], size: int | None, name: str) -> Callable[..., V]:
        """Return a function that works out each thing once, and keeps the last `size`, all if it is None."""
        memo, place = _Memo(size), _place_of(work)
        kept = cast("OrderedDict[Hashable, Kept[V]]", memo.kept)
        self._memos[place] = None if place in self._memos else memo

        def ask(about: Hashable = None, *more: Hashable) -> V:
            key = (about, *more) if more else about
            found = kept.get(key)
            if found is None:
                found = memo.earlier(key) if memo.before else None
                if found is None and name and self.shelf:
                    found = cast("Kept[V]", self._shelved(name, key))
                if found is None:
                    # As `apart` does it, but that this is done ten times for each page.
                    outer, self.noted, self.kept = (self.noted, self.kept), set(), set()
                    try:
                        value = work(about, *more) if about is not None else work()
                        found = Kept(value, self.noted, self.kept)
                    finally:
                        self.noted, self.kept = outer
                if size is not None and len(kept) >= size:
                    kept.popitem(last=False)
                kept[key] = found
            self.kept.add(found)
            return found.value

        return ask

    def piece(self, name: str, key: Hashable, make: Callable[[], str]) -> Piece | None:
        """Make a piece for the shelf, as a memo of this name would; None if what was read cannot be written down."""
        with self.apart() as ground:
            made = make()
        try:
            numbers, missed = cast("tuple[Any, Any]", self.parted(ground))
            return _place(name, key), marshal.dumps((numbers, missed, isinstance(made, Html), str(made)))
        except ValueError:
            return None

    def _shelved(self, name: str, key: Hashable) -> Kept[str] | None:
        """Return a piece from the shelf, on what it was made of."""
        data = self.shelf.get(_place(name, key)) if self.shelf else None
        if data is None:
            return None
        numbers, missed, is_html, made = marshal.loads(data)
        return Kept(Html(made) if is_html else made, {*array(NUMBER, numbers), *map(self.register.missing, missed)})

    def number(self, read: Read) -> int:
        """Return the number of a read; one that had none gets the next."""
        return self.register.number(read)

    def read_by(self, ground: Ground) -> Iterator[Read]:
        """Yield all that was read for something, by names."""
        return map(self.register.name, ground.reads)

    def parted(self, ground: Ground) -> tuple[bytes, tuple[Read, ...]]:
        """Return all that was read for something: the numbers that every process knows, and the names of the rest."""
        numbers = sorted(ground.reads)
        missed = bisect_left(numbers, 0)
        return array(NUMBER, numbers[missed:]).tobytes(), tuple(map(self.register.name, numbers[:missed]))

    def digest(self, read: Read) -> bytes:
        """Return a digest of what there is to read now; ABSENT where there is nothing."""
        name, key = read
        collection = self.held[name] if name in self.held else self.works.get(name)
        return ABSENT if collection is None else collection.digest(key)

    def wholes(self) -> dict[str, bytes]:
        """Return a digest of the whole of each collection that holds what is read, and is no work to be done."""
        return {name: collection.whole for name, collection in self.held.items()}

    def yields(self, read: Read) -> bool:
        """Tell whether a read is an outcome."""
        return read[0] in self.works and read[1] in self.works[read[0]]

    def settled(self, read: Read) -> bytes:
        """Return a digest of an outcome, which is worked out if it was not yet; ABSENT where there is none."""
        return self.works[read[0]].settled(read[1]) if self.yields(read) else ABSENT

    def take_over(self, touched: Callable[[Set[int]], Set[int]]) -> Set[int]:
        """Go on with what was worked out before, of what reads the same now; return the numbers of what does not.

        `touched` adds to some numbers those of the outcomes that may have changed with them. Call it when all
        collections are there.
        """
        before = self.before
        if before is None:
            return self.changed
        sorts = (self.held.keys() ^ before.held.keys()) | (self.works.keys() ^ before.works.keys())
        for sort in sorts:
            self.changed.update(self.register.of(sort).values())
        self.changed.update(number for number, read in self.register.missed() if self._is_there(read))
        stale = touched(self.changed)
        for place, memo in self._memos.items():
            earlier = before._memos.get(place)
            if memo is not None and earlier is not None:
                earlier.settle()
                memo.before, memo.stale = earlier.kept, stale
        for name, work in self.works.items():
            if name in before.works:
                work.take_over(before.works[name], stale)
        return self.changed

    def settle(self) -> None:
        """Keep what was worked out before and nobody asked for, where it holds: later reads go on with that too."""
        for memo in filter(None, self._memos.values()):
            memo.settle()

    def changed_records(self) -> frozenset[str]:
        """Return the ids of the records that read otherwise now, came or went."""
        named = map(self.register.name, self.changed)
        return frozenset(str(key) for name, key in named if name in RECORDS and key != ALL)

    def _is_there(self, read: Read) -> bool:
        return self.held[read[0]].has(read[1]) if read[0] in self.held else self.yields(read)

    def told(self) -> dict[Read, tuple[bytes, Ground]]:
        """Return the digests of what came out since this was last asked, and what it was made of."""
        came_out, self.came_out = self.came_out, {}
        return came_out


class _Apart:
    """Notes what is read from here on by itself, until it is left."""

    __slots__ = ("_outer", "_reads")

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._outer = reads.noted, reads.kept

    def __enter__(self) -> Ground:
        """Begin a new ground."""
        ground = Ground()
        self._reads.noted, self._reads.kept = ground.noted, ground.kept
        return ground

    def __exit__(self, *_: object) -> None:
        self._reads.noted, self._reads.kept = self._outer


def _place_of(work: Callable[..., object]) -> str:
    """Return what tells the work of a memo from all others: where it is written."""
    function = getattr(work, "__func__", work)
    code = getattr(function, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno} {function.__qualname__}" if code else repr(work)


def _place(name: str, key: Hashable) -> bytes:
    """Return the place on a shelf of what the memo of a name makes of a key."""
    return digest(packed((name, key)))
