"""Notes what a page is made of, so that it is made again when any of that changes, and only then.

Pages are made of a corpus. A `NotingCorpus` notes every record and every entry of an index that is asked for; what is
worked out once and kept (`memo`) remembers what it was worked out from, and counts as that for everybody who asks for
it again. So no view says what it reads, and none can forget to. What was noted, with a digest of each value, tells
later whether a page would come out the same.

What is made of much and seldom changes (`outcomes`) is itself something to read: a page is then made of what came out,
which is remembered with what it was made of, and looked at again when any of that changes.

A thing that is read is known by the collection that it lies in and its key there; the key `ALL` stands for the whole
of a collection, which whoever goes through it has read. One process notes for one page at a time.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from typing import Any, Generic, TypeVar, cast

from .corpus import Corpus
from .keeping import DIGEST_SIZE, digest
from .markup import Html
from .model import packed
from .proofs import Proofs
from .shelf import Piece, Shelf

Read = tuple[str, Hashable]
ALL = "*"
NUMBER = "I"
"""The type of a read's number in an array."""
ABSENT = bytes(DIGEST_SIZE)
INDEXES = (
    "links", "subjects", "about", "mentions", "taken_from", "published_by", "tensions", "answered_by", "derived",
    "places", "descents",
)  # fmt: skip
OF_EACH_CLAIM = ("tensions", "answered_by")
"""Indexes that the page of every claim looks into, though few claims are there."""

_NOTHING: set[Any] = set()
"""What is left of the grounds of a ground when its reads are put together: one for all, since there are many."""
_item, _found, _held = dict.__getitem__, dict.get, dict.__contains__
"""Quicker ways into a mapping than through `super`: each page goes them a hundred times."""
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Ground:
    """What something was made of: numbers of reads, and the grounds of what was kept."""

    __slots__ = ("grounds", "noted")

    def __init__(self, reads: Iterable[int] = ()) -> None:
        """Begin with these reads."""
        self.noted = set(reads)
        self.grounds: set[Ground] = set()

    @property
    def reads(self) -> set[int]:
        """The numbers of all that was read for it; ask when it is made."""
        if self.grounds:
            self.noted.update(*[ground.reads for ground in self.grounds])
            self.grounds = _NOTHING
        return self.noted


class _Kept(Ground, Generic[V]):
    """What was worked out once, on what it was made of."""

    __slots__ = ("value",)

    value: V


class Reads:
    """What has been read since the last page was begun, and the collections of which it was read.

    Whatever there is to read has a number: that of an earlier run, where it had one, so that what was kept under
    numbers stays true. What is asked for and is not there gets a negative one, which only this process knows. What is
    on the `shelf`, if there is one, is not worked out again. `came_out` are digests of outcomes that nobody was told of
    yet, and what they were made of.
    """

    def __init__(self, earlier: Iterable[Read] = ()) -> None:
        """Begin with what is read before the first page: it counts for all."""
        self.names = list(earlier)
        self.numbers: dict[Read, int] = {read: number for number, read in enumerate(self.names)}
        self._missing: dict[Read, int] = {}
        self._missed: list[Read] = []
        self.collections: dict[str, Noting[Any, Any] | Outcomes[Any, Any]] = {}
        self.came_out: dict[Read, tuple[bytes, Ground]] = {}
        self.common = Ground()
        self.shelf: Shelf | None = None
        self._closed = False
        self.noted, self.grounds = self.common.noted, self.common.grounds

    def close(self) -> None:
        """Let no collection come any more: what another process would make has numbers that only it knows."""
        self._closed = True

    def add(self, name: str, collection: Noting[Any, Any] | Outcomes[Any, Any]) -> None:
        """Take in a collection of which things will be read."""
        if self._closed or name in self.collections:
            raise ValueError(f"the collection {name} comes too late, or a second time")
        self.collections[name] = collection

    def apart(self) -> _Apart:
        """Note by itself what is read for one page."""
        return _Apart(self)

    def memo(self, work: Callable[..., V], size: int | None, name: str) -> Callable[..., V]:
        """Return a function that works out each thing once, and keeps the last `size`, all if it is None."""
        # A plain dict would look for its oldest key past all that were taken out before it.
        kept: OrderedDict[Hashable, _Kept[V]] = OrderedDict()

        def ask(about: Hashable = None, *more: Hashable) -> V:
            key = (about, *more) if more else about
            found = kept.get(key)
            if found is None:
                found = cast("_Kept[V]", self._shelved(name, key)) if name and self.shelf else None
                if found is None:
                    # As `apart` does it, but that this is done ten times for each page.
                    noted, grounds, found = self.noted, self.grounds, _Kept()
                    self.noted, self.grounds = found.noted, found.grounds
                    try:
                        found.value = work(about, *more) if about is not None else work()
                    finally:
                        self.noted, self.grounds = noted, grounds
                if size is not None and len(kept) >= size:
                    kept.popitem(last=False)
                kept[key] = found
            self.grounds.add(found)
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

    def _shelved(self, name: str, key: Hashable) -> _Kept[str] | None:
        """Return a piece from the shelf, on what it was made of."""
        data = self.shelf.get(_place(name, key)) if self.shelf else None
        if data is None:
            return None
        numbers, missed, is_html, made = marshal.loads(data)
        found: _Kept[str] = _Kept([*array(NUMBER, numbers), *map(self.missing, missed)])
        found.value = Html(made) if is_html else made
        return found

    def number(self, read: Read) -> int:
        """Return the number of a read; one that had none gets the next."""
        number = self.numbers.setdefault(read, len(self.names))
        if number == len(self.names):
            self.names.append(read)
        return number

    def missing(self, read: Read) -> int:
        """Return the number of what is not there: that of an earlier run, else a negative one."""
        number = self.numbers.get(read)
        if number is None:
            number = self._missing.setdefault(read, ~len(self._missed))
            self._missed += [read] if number == ~len(self._missed) else []
        return number

    def name(self, number: int) -> Read:
        """Return what has a number."""
        return self.names[number] if number >= 0 else self._missed[~number]

    def read_by(self, ground: Ground) -> Iterator[Read]:
        """Yield all that was read for something, by names."""
        return map(self.name, ground.reads)

    def parted(self, ground: Ground) -> tuple[bytes, tuple[Read, ...]]:
        """Return all that was read for something: the numbers that every process knows, and the names of the rest."""
        numbers = sorted(ground.reads)
        missed = bisect_left(numbers, 0)
        return array(NUMBER, numbers[missed:]).tobytes(), tuple(map(self.name, numbers[:missed]))

    def digest(self, read: Read) -> bytes:
        """Return a digest of what there is to read now; ABSENT where there is nothing."""
        collection = self.collections.get(read[0])
        return ABSENT if collection is None else collection.digest(read[1])

    def wholes(self) -> dict[str, bytes]:
        """Return a digest of the whole of each collection that holds what is read, and is no work to be done."""
        collections = self.collections.items()
        return {name: collection.whole for name, collection in collections if isinstance(collection, Noting)}

    def yields(self, read: Read) -> bool:
        """Tell whether a read is an outcome."""
        outcomes = self.collections.get(read[0])
        return isinstance(outcomes, Outcomes) and read[1] in outcomes

    def settled(self, read: Read) -> bytes:
        """Return a digest of an outcome, which is worked out if it was not yet; ABSENT where there is none."""
        outcomes = self.collections.get(read[0])
        return outcomes.settled(read[1]) if isinstance(outcomes, Outcomes) and read[1] in outcomes else ABSENT

    def told(self) -> dict[Read, tuple[bytes, Ground]]:
        """Return the digests of what came out since this was last asked, and what it was made of."""
        came_out, self.came_out = self.came_out, {}
        return came_out


class _Apart:
    """Notes what is read from here on by itself, until it is left."""

    __slots__ = ("_outer", "_reads")

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._outer = reads.noted, reads.grounds

    def __enter__(self) -> Ground:
        """Begin a new ground."""
        ground = Ground()
        self._reads.noted, self._reads.grounds = ground.noted, ground.grounds
        return ground

    def __exit__(self, *_: object) -> None:
        self._reads.noted, self._reads.grounds = self._outer


class _Numbers(dict[Any, int]):
    """The numbers of what can be read of a collection, by its keys there."""

    __slots__ = ("_name", "_reads")

    def __init__(self, reads: Reads, name: str, keys: Iterable[Hashable]) -> None:
        """Number what is known to be asked for."""
        super().__init__((key, reads.number((name, key))) for key in keys)
        self._reads = reads
        self._name = name

    def __missing__(self, key: Hashable) -> int:
        number = self[key] = self._reads.missing((self._name, key))
        return number


class Noting(dict[K, V]):
    """A collection that notes what is asked of it.

    `worth` is what of a value counts, where not all of it does; `known` are digests that need not be worked out.
    """

    __slots__ = ("_all", "_digests", "_known", "_name", "_numbers", "_reads", "_whole", "_worth")

    def __init__(
        self,
        reads: Reads,
        name: str,
        values: Mapping[K, V],
        worth: Callable[[V], object] | None = None,
        known: Mapping[Any, bytes] | None = None,
        asked: Iterable[K] = (),
    ) -> None:
        """Hold the same values; `asked` are keys of which it will be asked, be they there or not."""
        super().__init__(values)
        self._reads = reads
        self._name = name
        self._numbers = _Numbers(reads, name, chain(values, asked))
        self._all = reads.number((name, ALL))
        self._worth = worth
        self._known = known or {}
        self._digests: dict[Hashable, bytes] = {key: known[key] for key in values if key in known} if known else {}
        self._whole = b""
        reads.add(name, self)

    def __getitem__(self, key: K) -> V:
        value: V = _item(self, key)
        self._reads.noted.add(self._numbers[key])
        return value

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a value, noted whether it is there or not."""
        self._reads.noted.add(self._numbers[key])
        return _found(self, key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.noted.add(self._numbers[key])
        return _held(self, key)

    def __iter__(self) -> Iterator[K]:
        self._note_all()
        return super().__iter__()

    def __len__(self) -> int:
        self._note_all()
        return super().__len__()

    def keys(self) -> Any:
        """Return all keys; whoever asks has read the whole."""
        self._note_all()
        return super().keys()

    def values(self) -> Any:
        """Return all values; whoever asks has read the whole."""
        self._note_all()
        return super().values()

    def items(self) -> Any:
        """Return everything; whoever asks has read the whole."""
        self._note_all()
        return super().items()

    def every(self) -> Iterator[K]:
        """Return all keys; nothing is noted."""
        return super().__iter__()

    def digest(self, key: Hashable) -> bytes:
        """Return a digest of what stands under a key, or of everything; nothing is noted."""
        found = self._digests.get(key)
        if found is None:
            found = self._digests[key] = self._digest(key)
        return found

    @property
    def whole(self) -> bytes:
        """A digest of everything, which costs less than one of each value; nothing is noted."""
        if not self._whole:
            known, worth = self._known, self._worth or _itself
            entries = ((key, known.get(key) or worth(value)) for key, value in super().items())
            self._whole = digest(packed(tuple(entries)))
        return self._whole

    def _digest(self, key: Hashable) -> bytes:
        if key == ALL:
            return self.whole
        if not super().__contains__(key):
            return ABSENT
        value = super().__getitem__(cast(K, key))
        worth = self._worth(value) if self._worth else value
        return digest(packed(worth))

    def _note_all(self) -> None:
        self._reads.noted.add(self._all)


class Outcomes(Generic[K, V]):
    """What is worked out of a corpus under some keys: who asks has read what comes out, not what it was made of."""

    def __init__(self, reads: Reads, name: str, work: Callable[[K], V], keys: Iterable[K], size: int | None) -> None:
        """Work out nothing yet; the last `size` are kept, all if it is None."""
        self._reads = reads
        self._name = name
        self._work = work
        self._numbers = {key: reads.number((name, key)) for key in keys}
        self._size = size
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._digests: dict[K, bytes] = {}
        reads.add(name, self)

    def __call__(self, key: K) -> V:
        """Return what comes out, worked out now or before."""
        self._reads.noted.add(self._numbers[key])
        if key not in self._kept:
            self._work_out(key)
        return self._kept[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether this is a key; nothing is noted."""
        return key in self._numbers

    def digest(self, key: Any) -> bytes:
        """Return a digest of what came out; ABSENT where nobody has asked."""
        return self._digests.get(key, ABSENT)

    def settled(self, key: K) -> bytes:
        """Return a digest of what comes out, by whoever's reading; nothing is noted."""
        if key not in self._digests:
            self._work_out(key)
        return self._digests[key]

    def _work_out(self, key: K) -> None:
        with self._reads.apart() as ground:
            value = self._work(key)
        if self._size is not None and len(self._kept) >= self._size:
            self._kept.popitem(last=False)
        self._kept[key] = value
        made = self._digests[key] = digest(packed(value))
        self._reads.came_out[self._name, key] = made, ground


class NotingCorpus(Corpus):
    """A corpus that notes what is read of it."""

    reads: Reads

    @classmethod
    def of(cls, corpus: Corpus, earlier: Iterable[Read] = ()) -> NotingCorpus:
        """Return the same corpus, which notes from now on; what an `earlier` run read keeps its numbers."""
        reads = Reads(earlier)
        given = {field.name: getattr(corpus, field.name) for field in fields(Corpus)}
        for name in ("entities", "sources", "claims"):
            given[name] = Noting(reads, name, given[name], known=corpus.digests)
        given["homes"] = Noting(reads, "homes", corpus.homes, lambda home: home.file)
        noting = cls(**given)
        # Indexes are worked out from the plain corpus, by nobody's reading; an entry that is read is noted here.
        ready: dict[str, object] = {
            name: Noting(reads, name, getattr(corpus, name), asked=corpus.claims if name in OF_EACH_CLAIM else ())
            for name in INDEXES
        }
        proofs = Proofs(corpus.proofs.all)
        proofs.__dict__["by_key"] = Noting(reads, "proofs", corpus.proofs.by_key)
        noting.__dict__.update(ready, reads=reads, proofs=proofs, _plain=corpus)
        return noting

    def memo(self, work: Callable[..., V], size: int | None = None, name: str = "") -> Callable[..., V]:
        """Return a function that works out each thing once, and knows from what."""
        return self.reads.memo(work, size, name)

    def outcomes(
        self, name: str, work: Callable[[K], V], keys: Callable[[Corpus], Iterable[K]], size: int | None = None
    ) -> Callable[[K], V]:
        """Return a function that works out each key once: who asks has read what comes out."""
        return Outcomes(self.reads, name, work, keys(self.__dict__["_plain"]), size)

    def index(
        self, name: str, make: Callable[[Corpus], Mapping[K, V]], worth: Callable[[V], object] | None = None
    ) -> Mapping[K, V]:
        """Return an index made of the plain corpus, of which each entry that is read is noted."""
        return Noting(self.reads, name, make(self.__dict__["_plain"]), worth)


def _itself(value: V) -> V:
    return value


def _place(name: str, key: Hashable) -> bytes:
    """Return the place on a shelf of what the memo of a name makes of a key."""
    return digest(packed((name, key)))
