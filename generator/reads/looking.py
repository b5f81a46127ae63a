"""A corpus for a look at a page or two, before all is prepared that every page is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from typing import Any, Generic, TypeVar

from ..corpus import Corpus
from .corpus import INDEXES, NotingCorpus
from .noted import Reads

K = TypeVar("K")
V = TypeVar("V")


class LookingCorpus(Corpus):
    """A corpus of which nothing is noted, and each index is made when something is looked up in it."""

    reads: Reads
    _alike: Mapping[str, Any]

    @classmethod
    def of(cls, corpus: Corpus, alike: NotingCorpus | None = None) -> LookingCorpus:
        """Return the same corpus with the indexes that it has by now, and those of another, `alike` but for words."""
        looking = cls(**{field.name: getattr(corpus, field.name) for field in fields(Corpus)})
        known = {name: corpus.__dict__[name] for name in INDEXES if name in corpus.__dict__}
        looking.__dict__.update(known, reads=Reads(), _alike=alike.reads.held if alike else {})
        return looking

    def index(
        self,
        name: str,
        make: Callable[[Corpus], Mapping[K, V]],
        worth: Callable[[V], object] | None = None,
        *,
        asked: str = "",
        of_words: bool = False,
        after: Callable[[V, V], None] | None = None,
    ) -> Mapping[K, V]:
        """Return an index that is made later, if at all."""
        same = None if of_words else self._alike.get(name)
        return _Later(lambda: make(self) if same is None else dict(same.entries()))


class _Later(Mapping[K, V], Generic[K, V]):
    """A mapping that is made when it is first asked for anything."""

    def __init__(self, make: Callable[[], Mapping[K, V]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[K, V]:
        return self._make()

    def __getitem__(self, key: K) -> V:
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
