"""What was once checked: that words stand in a copy, where, and on which day. The file of proofs is committed.

Pages are made from proofs, never from copies, so that a machine with copies and one without build the same bytes.
One proof is one line of JSON, and the lines are sorted: two people who prove different quotes change different lines.
It refuses to know how a quote is checked, and whether the claim that it belongs to still stands.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, Final, Literal

from .dates import DateError, parse
from .names import is_text
from .problems import Problem, Spot
from .quotes import LeftOut

LOCK: Final = "quotes.lock"
HEAD: Final = (
    "# What was checked against copies, one proof a line. Written by `dossier check --prove`; see docs/quotes.md.\n"
)
Part = Literal["quote", "context"]
PROVABLE: Final = ("verbatim", "folded", "elided", "cropped")
_HASH_SIGNS: Final = frozenset("0123456789abcdef")

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """Words of a citation that were found in a copy of its source.

    `record` is the claim (or the entity whose name it is), `part` says whether it is the citation's quote or its
    context, `quote` and `copy` are SHA-256 of the words and of the copy's bytes, `start` and `end` are code points in
    the copy's text. `exact` are the words as the copy has them, in pieces, where they are not letter for letter those
    of the quote; `prefix` and `suffix` are what makes them unique. `carried` are the words that the quote leaves out
    because they were said beside it; `bound` tells that they are on record, as they were not always. `linked`: a page
    may show the words around. `counts`: what the quote leaves out is said beside it still. `unread`: whoever checked it
    did not know the words of its language that deny or limit.
    """

    record: str
    source: str
    part: str
    quote: str
    copy: str
    start: int
    end: int
    verdict: str
    on: str
    exact: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""
    carried: tuple[LeftOut, ...] = ()
    bound: bool = True
    linked: bool = True
    counts: bool = True
    unread: bool = False
    line: int = field(default=0, compare=False)

    @property
    def key(self) -> Key:
        """What it is about, whatever copy proved it."""
        return self.record, self.source, self.part, self.quote


@dataclass(frozen=True)
class Proofs:
    """All proofs of a site, sorted; of one that merges brought in twice, the oldest."""

    all: tuple[Proof, ...] = ()

    @cached_property
    def by_key(self) -> dict[Key, tuple[Proof, ...]]:
        """The proofs of the same words, one for each copy."""
        found: dict[Key, tuple[Proof, ...]] = {}
        for proof in self.all:
            found[proof.key] = (*found.get(proof.key, ()), proof)
        return found

    def find(self, key: Key, copy: str) -> Proof | None:
        """Return the proof that words stand in this copy, and may be quoted so."""
        return next((proof for proof in self.by_key.get(key, ()) if proof.copy == copy and proof.counts), None)

    def under(self, ids: Mapping[str, str]) -> Proofs:
        """Return the proofs under the ids that records have now; `ids` are these, by former ones.

        Who gives a record another id changes no word of it, and may have no copy to prove them anew.
        """
        if not any(proof.record in ids or proof.source in ids for proof in self.all):
            return self
        return collected(
            replace(proof, record=ids.get(proof.record, proof.record), source=ids.get(proof.source, proof.source))
            for proof in self.all
        )


def digest(words: str) -> str:
    """Return the hash by which a proof knows a quote."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def read_proofs(data: bytes) -> tuple[Proofs, list[Problem]]:
    """Read the file of proofs; what is no proof is a problem, and counts for nothing."""
    if is_garbled(data):
        hint = "save it as UTF-8, or take it back from git"
        return Proofs(), [
            Problem("Q131", "error", Spot(LOCK), "this file is not in UTF-8: none of its lines can be read", hint)
        ]
    found, problems = [], []
    for number, line in enumerate(data.removeprefix(BOM_UTF8).decode("utf-8", "replace").split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append(_proof(json.loads(line), number))
        except (ValueError, TypeError, KeyError, RecursionError):
            message, hint = "this line is no proof", "delete it, and run `dossier check --prove` where the copies are"
            problems.append(Problem("Q131", "error", Spot(LOCK, number, 1, len(line)), message, hint))
    return collected(found), problems


def is_garbled(data: bytes) -> bool:
    """Tell whether the file of proofs is in another encoding, as some shells write it: each line looks like none."""
    return b"\0" in data


def collected(found: Iterable[Proof]) -> Proofs:
    """Return proofs in order, each once: what was proven twice was proven on the first of the days."""
    kept: dict[tuple[Any, ...], Proof] = {}
    for proof in sorted(found):  # of those that differ in nothing else, by their days
        said = (proof.start, proof.end, proof.verdict, proof.carried, proof.bound)
        kept.setdefault((*proof.key, proof.copy, *said), proof)
    return Proofs(tuple(kept.values()))


def written(proofs: Proofs) -> str:
    """Return the file of proofs."""
    return HEAD + "".join(f"{json.dumps(dict(_fields(proof)), ensure_ascii=False)}\n" for proof in proofs.all)


def unlinked(proof: Proof) -> Proof:
    """Return a proof without the words around it, for pages that must not show them."""
    return replace(proof, exact=(), prefix="", suffix="", linked=False)


def _fields(proof: Proof) -> Iterator[tuple[str, object]]:
    yield "record", proof.record
    yield "source", proof.source
    yield "part", proof.part
    yield "quote", proof.quote
    yield "copy", proof.copy
    yield "at", [proof.start, proof.end]
    yield "verdict", proof.verdict
    yield "on", proof.on
    if proof.exact:
        yield "exact", list(proof.exact)
    if proof.prefix:
        yield "prefix", proof.prefix
    if proof.suffix:
        yield "suffix", proof.suffix
    if proof.bound:
        yield "carried", [list(left) for left in proof.carried]
    if proof.unread:
        yield "unread", True


_NAMES: Final = frozenset(
    (
        "record",
        "source",
        "part",
        "quote",
        "copy",
        "at",
        "verdict",
        "on",
        "exact",
        "prefix",
        "suffix",
        "carried",
        "unread",
    )
)


def _proof(given: dict[str, Any], line: int) -> Proof:
    """Return the proof of a line's fields; ValueError, TypeError or KeyError where they are not those of one."""
    start, end = given["at"]
    proof = Proof(
        record=given["record"],
        source=given["source"],
        part=given["part"],
        quote=given["quote"],
        copy=given["copy"],
        start=start,
        end=end,
        verdict=given["verdict"],
        on=given["on"],
        exact=tuple(given.get("exact", ())),
        prefix=given.get("prefix", ""),
        suffix=given.get("suffix", ""),
        carried=tuple(LeftOut(*left) for left in given.get("carried", ())),
        bound="carried" in given,
        unread=given.get("unread", False),
        line=line,
    )
    left_out = (text for left in proof.carried for text in left)
    texts = (proof.record, proof.source, proof.on, proof.prefix, proof.suffix, *proof.exact, *left_out)
    fits = (
        given.keys() <= _NAMES
        and all(isinstance(text, str) and is_text(text) for text in texts)
        and all(isinstance(given.get(name, []), list) for name in ("exact", "carried"))
        and all(left.where in ("outside", "gap") for left in proof.carried)
        and proof.part in ("quote", "context")
        and type(proof.unread) is bool
        and proof.verdict in PROVABLE
        and all(len(name) == 64 and _HASH_SIGNS.issuperset(name) for name in (proof.quote, proof.copy))
        and type(start) is int
        and type(end) is int
        and 0 <= start < end
    )
    if not fits or not _is_day(proof.on):
        raise ValueError("no proof")
    return proof


def _is_day(text: str) -> bool:
    try:
        return bool(parse(text).iso()) and len(text) == len("2000-01-01")
    except DateError:
        return False
