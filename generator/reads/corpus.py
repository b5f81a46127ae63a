"""A corpus that notes what is read of it, with its indexes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar, cast

from ..corpus import RECORDS, Corpus
from ..proofs import Proofs
from .collections import Noting, Outcomes
from .noted import Reads
from .register import Register

INDEXES = (
    "links", "subjects", "about", "mentions", "taken_from", "published_by", "tensions", "answered_by", "derived",
    "places", "descents", "replaced", "bearers",
)  # fmt: skip
OF_EACH: Mapping[str, str] = {
    "tensions": "claims", "answered_by": "claims", "about": "entities", "mentions": "entities",
    "published_by": "entities", "replaced": "entities", "derived": "sources",
}  # fmt: skip
"""Indexes that the page of every such record looks into, though it may not be there."""
Indexed = tuple[dict[Any, Any], bytes]
"""An index, and a digest of the whole."""
_NONE = (None, b"")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class NotingCorpus(Corpus):
    """A corpus that notes what is read of it."""

    reads: Reads

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        register: Register | None = None,
        before: NotingCorpus | None = None,
        *,
        same_indexes: bool = False,
        ready: dict[str, Indexed] | None = None,
    ) -> NotingCorpus:
        """Return the same corpus, which notes from now on; all in the `register` of an earlier run keeps its number.

        One that noted `before` in this very process gives what it has, its indexes too if they would be the same.
        Indexes that are `ready` need not be made; each is taken out of these when it is asked for.
        """
        reads = Reads(register, before.reads if before else None)
        ready = {} if ready is None else ready
        given = {field.name: getattr(corpus, field.name) for field in fields(Corpus)}
        reads.same = same = cast("Mapping[str, Any]", before.reads.held) if before and same_indexes else {}
        given["homes"] = (same["homes"].go_on(reads) if "homes" in same
                          else Noting(reads, "homes", corpus.homes, lambda home: home.file))  # fmt: skip
        changed = corpus.changed_since(before.__dict__["_plain"]) if before and same else ()
        for name in RECORDS:
            values = given[name]
            # Which sort of record an id names is asked of one collection after the other.
            given[name] = (same[name].go_on(reads, values, corpus.digests, changed) if name in same
                           else Noting(reads, name, values, known=corpus.digests, asked=corpus.homes))  # fmt: skip
        noting = cls(**given)
        # Indexes are worked out from the plain corpus, by nobody's reading; an entry that is read is noted here.
        noted: dict[str, object] = {
            name: same[name].go_on(reads)
            if name in same
            else Noting(reads, name, getattr(corpus, name), asked=_asked(corpus, name), whole=ready.pop(name, _NONE)[1])
            for name in INDEXES
        }
        proofs = Proofs(corpus.proofs.all)
        proofs.__dict__["by_key"] = Noting(reads, "proofs", corpus.proofs.by_key)
        noting.__dict__.update(noted, reads=reads, proofs=proofs, _plain=corpus, _ready=ready)
        noting.__dict__["_others"] = {*RECORDS, "homes", "proofs"}
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
        self,
        name: str,
        make: Callable[[Corpus], Mapping[K, V]],
        worth: Callable[[V], object] | None = None,
        *,
        asked: str = "",
        of_words: bool = False,
        after: Callable[[V, V], None] | None = None,
    ) -> Mapping[K, V]:
        """Return an index made of the plain corpus, of which each entry that is read is noted."""
        same = None if of_words else self.reads.same.get(name)
        if same is not None:
            return cast("Noting[K, V]", same.go_on(self.reads))
        plain: Corpus = self.__dict__["_plain"]
        if of_words:
            self.__dict__["_others"].add(name)
        ready, whole = _NONE if of_words else self.__dict__["_ready"].pop(name, _NONE)
        made = make(plain) if ready is None else ready
        then = self.reads.before.held.get(name) if self.reads.before else None
        if after and isinstance(then, Noting):
            for key, value in then.entries():
                if key in made:
                    after(made[key], value)
        return Noting(self.reads, name, made, worth, asked=getattr(plain, asked) if asked else (), whole=whole)

    def of_no_words(self) -> dict[str, Indexed]:
        """Return the indexes that are made of no words; nothing is noted."""
        return {
            name: (held, held.whole)
            for name, held in self.reads.held.items()
            if name not in self.__dict__["_others"] and isinstance(held, Noting)
        }


def _asked(corpus: Corpus, index: str) -> Iterable[str]:
    return getattr(corpus, OF_EACH.get(index, ""), ())
