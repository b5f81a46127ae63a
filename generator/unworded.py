"""Records without their wording: what is left decides which pages there are, and how lists and counts come out.

Who writes edits words most of the time: a statement, a quote, a remark. Two corpora that differ in nothing else have
the same plan and the same indexes, so these need not be made again. A test holds plan and indexes to that. Of quotes it
is left which of them echo each other: origins are counted by that.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import chain
from typing import TypeVar

from .corpus import RECORDS, Corpus
from .echoes import echoing
from .keeping import DIGEST_SIZE, digest
from .model import Citation, Claim, Entity, Row, Source, Translation, packed
from .prose import references

R = TypeVar("R", Entity, Source, Claim)
T = TypeVar("T")

EVERYTHING = frozenset({"homes", *RECORDS})
"""What corpora are compared by: where all that has an id is written, and the records of each sort."""
_UNKNOWN = bytes(DIGEST_SIZE)


class Bare(Row, frozen=True):
    """What is left of a corpus without its wording, in digests: of where records stand, and of each one by its id.

    `ids` are those of entities, sources and claims; `left` are the digests of all of these, one after the other, and
    `whole` those of records with their wording: what has the same leaves the same. Some have none.
    """

    homes: bytes
    ids: list[list[str]]
    left: bytes
    whole: bytes

    def is_of(self, other: Bare) -> bool:
        """Tell whether two corpora differ in words only."""
        return self.homes == other.homes and self.ids == other.ids and self.left == other.left

    def others_than(self, then: Bare) -> frozenset[str]:
        """Return the records of a corpus that differs in words only which are worded otherwise, or may be."""
        pairs = zip(chain.from_iterable(self.ids), _each(self.whole), _each(then.whole), strict=True)
        return frozenset(id for id, now, before in pairs if now != before or now == _UNKNOWN)


def differ_only_in_words(one: Corpus, other: Corpus) -> bool:
    """Tell whether two corpora of one site, in one language, differ at most in the wording of records."""
    return alike_but_for_words(one, other) == EVERYTHING


def alike_but_for_words(one: Corpus, other: Corpus) -> frozenset[str]:
    """Return what of a corpus differs at most in wording from another one of the site, in the same language.

    These are parts of `EVERYTHING`; where settings or vocabulary are others, there is none.
    """
    if not rest_on_the_same(one, other):
        return frozenset()
    changed = one.changed_since(other)
    alike = {sort for sort in RECORDS if _are_alike(changed, getattr(one, sort), getattr(other, sort))}
    return frozenset(alike.union(["homes"] if one.homes == other.homes else []))


def rest_on_the_same(one: Corpus, other: Corpus) -> bool:
    """Tell whether two corpora have the same settings and vocabulary, in the same order, in which they are told."""
    return packed((one.settings, one.vocabulary)) == packed((other.settings, other.vocabulary))


def _are_alike(changed: Set[str], records: Mapping[str, R], others: Mapping[str, R]) -> bool:
    return list(records) == list(others) and all(
        unworded(records[id]) == unworded(others[id]) for id in changed if id in records
    )


def laid_bare(corpus: Corpus, then: Bare | None = None) -> Bare:
    """Return what is left of a corpus; what was left of records `then` is known of those that are the same."""
    kinds: tuple[Mapping[str, Entity | Source | Claim], ...] = (corpus.entities, corpus.sources, corpus.claims)
    known = dict(zip(_each(then.whole), _each(then.left), strict=True)) if then else {}
    known.pop(_UNKNOWN, None)
    left, whole = bytearray(), bytearray()
    for record in chain.from_iterable(kind.values() for kind in kinds):
        mark = corpus.digests.get(record.id, _UNKNOWN)
        whole += mark
        left += known.get(mark) or digest(packed(unworded(record)))
    return Bare(digest(packed(corpus.homes)), [list(kind) for kind in kinds], bytes(left), bytes(whole))


def _each(digests: bytes) -> list[bytes]:
    return [digests[start : start + DIGEST_SIZE] for start in range(0, len(digests), DIGEST_SIZE)]


def unworded(record: Entity | Source | Claim) -> Entity | Source | Claim:
    """Return a record without its wording: of texts with links these are left, in their order."""
    match record:
        case Claim():
            texts = record.text
            text = _links(texts) if isinstance(texts, str) else {lang: _links(text) for lang, text in texts.items()}
            citations = tuple(map(_of_citation, record.citations, echoing(record)))
            return record.changed(text=text, note=_remark(record.note), citations=citations)
        case Source():
            return record.changed(summary=_remark(record.summary), note=_remark(record.note))
        case Entity():
            return record.changed(note=_remark(record.note))


def _of_citation(citation: Citation, quote: str) -> Citation:
    translation = citation.translation
    return citation.changed(
        quote=quote if isinstance(citation.quote, str) else citation.quote,
        context=_without(citation.context),
        translation=translation.changed(text="") if isinstance(translation, Translation) else translation,
    )


def _links(text: str) -> str:
    """Return where a text leads."""
    return " ".join(f"{link.kind} {link.id}" for link in references(text))


def _remark(text: object) -> str:
    """Return where a remark leads; whether there is one is a matter of words."""
    return _links(text) if isinstance(text, str) else ""


def _without(text: T) -> T | str:
    return "" if isinstance(text, str) else text
