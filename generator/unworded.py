"""Records without their wording: what is left decides which pages there are, and how lists and counts come out.

Who writes edits words most of the time: a statement, a quote, a remark. Two corpora that differ in nothing else have
the same plan and the same indexes, so these need not be made again. A test holds plan and indexes to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from .corpus import Corpus
from .model import Citation, Claim, Entity, Source, Translation
from .prose import references

R = TypeVar("R", Entity, Source, Claim)
T = TypeVar("T")


def differ_only_in_words(one: Corpus, other: Corpus) -> bool:
    """Tell whether two corpora of one site, in one language, differ at most in the wording of records."""
    same = one.settings == other.settings and one.vocabulary == other.vocabulary and one.homes == other.homes
    return same and (
        _are_alike(one, other, one.entities, other.entities)
        and _are_alike(one, other, one.sources, other.sources)
        and _are_alike(one, other, one.claims, other.claims)
    )


def _are_alike(one: Corpus, other: Corpus, records: Mapping[str, R], others: Mapping[str, R]) -> bool:
    if list(records) != list(others):
        return False
    mine, theirs = one.digests, other.digests
    return all(
        (id in mine and mine[id] == theirs.get(id)) or unworded(record) == unworded(others[id])
        for id, record in records.items()
    )


def unworded(record: Entity | Source | Claim) -> Entity | Source | Claim:
    """Return a record without its wording: of texts with links these are left, in their order."""
    match record:
        case Claim():
            texts = record.text
            text = _links(texts) if isinstance(texts, str) else {lang: _links(text) for lang, text in texts.items()}
            citations = tuple(map(_of_citation, record.citations))
            return record.changed(text=text, note=_remark(record.note), citations=citations)
        case Source():
            return record.changed(summary=_remark(record.summary), note=_remark(record.note))
        case Entity():
            return record.changed(note=_remark(record.note))


def _of_citation(citation: Citation) -> Citation:
    translation = citation.translation
    return citation.changed(
        quote=_without(citation.quote),
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
