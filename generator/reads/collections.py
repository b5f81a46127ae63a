"""Collections that note what is asked of them, and what is worked out under keys, which is something to read itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import Any, Generic, TypeVar, cast

from ..keeping import digest
from ..model import packed
from .grounds import ABSENT, ALL
from .noted import Reads

_item, _found, _held = dict.__getitem__, dict.get, dict.__contains__
"""Quicker ways into a mapping than through `super`: each page goes them a hundred times."""
_GONE: Any = object()
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Noting(dict[K, V]):
    """A collection that notes what is asked of it.

    `worth` is what of a value counts, where not all of it does; `known` are digests that need not be worked out.
    """

    __slots__ = ("_all", "_begin", "_digests", "_known", "_name", "_numbers", "_places", "_reads", "_whole", "_worth")

    def __init__(
        self,
        reads: Reads,
        name: str,
        values: Mapping[K, V],
        worth: Callable[[V], object] | None = None,
        known: Mapping[Any, bytes] | None = None,
        asked: Iterable[K] = (),
        whole: bytes = b"",
    ) -> None:
        """Hold the same values; `asked` are keys of which it will be asked, be they there or not.

        `whole` is the digest of all, where it is known.
        """
        super().__init__(values)
        self._reads = reads
        self._name = name
        self._numbers = reads.register.enter(name, chain(values, asked))
        self._begin, self._places = self._numbers.begin, self._numbers.places
        self._all = reads.number((name, ALL))
        self._worth = worth
        self._known = known or {}
        self._digests: dict[Hashable, bytes] = {key: known[key] for key in values if key in known} if known else {}
        self._whole = whole
        reads.add(name, self)

    def go_on(
        self,
        reads: Reads,
        values: Mapping[K, V] | None = None,
        known: Mapping[Any, bytes] | None = None,
        changed: Collection[K] = (),
    ) -> Noting[K, V]:
        """Note from now on for other reads, in which everything has the number that it had.

        `values` are those of now, if some are others: under the same keys, in the same order. `changed` are all keys of
        which the digest is another one, or is not known, and perhaps some that are not here.
        """
        self._reads = reads
        reads.add(self._name, self)
        if values is not None and known is not None:
            self._known = known
            others = [key for key in changed if key in values and (key in known or values[key] != _item(self, key))]
            for key in others:
                dict.__setitem__(self, key, values[key])
                self._digests.pop(key, None)
            if others:
                self._digests.update((key, known[key]) for key in others if key in known)
                self._whole = b""
                reads.changed.update(map(self._numbers.__getitem__, others), [self._all])
        return self

    def __getitem__(self, key: K) -> V:
        value: V = _item(self, key)
        # What `self._numbers[key]` is, most of the time, without a call: each page asks some hundred times.
        place = self._places.get(key)
        self._reads.noted.add(self._numbers[key] if place is None else self._begin + place)
        return value

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a value, noted whether it is there or not."""
        place = self._places.get(key)
        self._reads.noted.add(self._numbers[key] if place is None else self._begin + place)
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

    def entries(self) -> Iterable[tuple[K, V]]:
        """Return everything; nothing is noted."""
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

    def has(self, key: object) -> bool:
        """Tell whether anything stands under a key; nothing is noted."""
        return _held(self, key)

    def changed_since(self, then: Noting[K, V]) -> Iterator[Hashable]:
        """Yield the keys under which something else stands, or where there is something else; nothing is noted."""
        same = list(dict.keys(self)) == list(dict.keys(then))
        for key, value in dict.items(self):
            was = _found(then, key, _GONE)
            if value is not was and (was is _GONE or not self._is_same(key, value, then, was)):
                same = False
                yield key
        yield from dict.keys(then) - dict.keys(self)
        if not same:
            yield ALL

    def _is_same(self, key: K, value: V, then: Noting[K, V], was: V) -> bool:
        """Tell whether two values count the same."""
        if key in self._digests and key in then._digests:
            return self.digest(key) == then.digest(key)
        worth = self._worth or _itself
        return worth(value) == worth(was)

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
        self._keys = dict.fromkeys(keys)
        self._numbers = reads.register.enter(name, self._keys)
        self._size = size
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._digests: dict[K, bytes] = {}
        reads.add_work(name, self)

    def __call__(self, key: K) -> V:
        """Return what comes out, worked out now or before."""
        if key not in self._kept:
            if key not in self._keys:
                raise KeyError(key)
            self._work_out(key)
        self._reads.noted.add(self._numbers[key])
        return self._kept[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether this is a key; nothing is noted."""
        return key in self._keys

    def take_over(self, then: Outcomes[K, V], stale: Set[int]) -> None:
        """Go on with what came out before, but where that is `stale`."""
        gone = then._keys.keys() - self._keys.keys()
        for name, key in map(self._reads.register.name, stale):
            if name == self._name:
                gone.add(cast(K, key))
        # What came out before is of no use to anybody else, and there may be much of it.
        digests, kept = then._digests, then._kept
        for key in gone:
            digests.pop(key, None)
            kept.pop(key, None)
        digests.update(self._digests)
        kept.update(self._kept)
        self._digests, self._kept = digests, kept

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


def _itself(value: V) -> V:
    return value
