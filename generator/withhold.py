"""What is withheld leaves the corpus before anything is planned or rendered.

A withheld record goes with everything in it; a withheld field becomes one that was left out. What other records
say about a withheld one is for a rule to refuse. The words that went are kept apart, so that the inspection of
the finished site can look for them: as pages would show them, and but for those that stand in the open all the same.
Where what went may tie reports together, or speaks against a claim, what is left says that something went, so that no
count is said flatly that may be less, and no dispute looks smaller than it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from .analyse.against import contradictions
from .analyse.origins import Origins
from .analyse.reports import Reports
from .corpus import Corpus
from .keeping import digest
from .model import NOT_ALL, Citation, Claim, Edtf, Entity, Name, Record, Source, UnsetType, Value, packed, unpacked
from .names import is_slug, is_telling, spelling
from .proofs import Proof, Proofs, unlinked
from .prose import plain

Hideable = Entity | Source | Claim | Citation
C = TypeVar("C", Claim, Name)
R = TypeVar("R", Entity, Source, Claim, Citation)
Naming = Callable[[str], str]
SHORTEST = 4
LONGEST_NAME = 4
_LONGER = 6
"""So many times longer than its spelling a text is at most, with vowel signs or with the escapes of addresses."""
_PARAGRAPHS = re.compile(r"\n\s*\n")
_WORDED = (
    "name", "names", "title", "url", "text", "quote", "context", "translation", "note", "summary", "citations",
    "reading", "attribution", "location",
)  # fmt: skip
"""Fields whose words are looked for where a whole record is withheld: what tells the record from others."""
_MARKED = ("text", "note", "summary")
"""Fields of records that hold Markdown, which no page shows as it was written."""
_COMMON = (
    "anonymous", "country", "did", "hedges", "how", "kind", "lang", "likelihood", "media_type", "precision",
    "predicate", "type", "words",
)  # fmt: skip
"""Fields of words that others use as well: those of the format, and turns of phrase of a source."""
_TYING = frozenset({"archived", "authors", "names", "quote", "snapshot", "url"})
"""Fields by which reports may hang together, of those that may be withheld alone."""
_MIXED = (
    "about", "ambiguous", "answers", "ascribed_to", "authors", "by", "derived_from", "distinct_from", "entity",
    "may_be", "object", "rests_on", "source", "subject", "tension", "used_by", "within",
)  # fmt: skip
"""Fields that hold ids or words of the format, which stand on other pages too; some of them may hold other words."""


def published(corpus: Corpus) -> Corpus:
    """Return the corpus without withheld records and fields: itself, with all that it knows by now, if it has none."""
    if not corpus.withholds:
        return corpus
    main = published(corpus.main) if corpus.main else None
    return replace(_owning_up(corpus, _shown(corpus)), proofs=_proofs(corpus), main=main)


def withheld_words(corpus: Corpus) -> tuple[str, ...]:
    """Return the texts, names, titles, quotes and addresses that must not occur anywhere in the site."""
    if not corpus.withholds:
        return ()
    words = {form for word in _words(corpus) for form in _forms(word) if len(form) >= SHORTEST}
    shown = set(_open(corpus, words)) if words else set()
    # Several words are looked for in any spelling, and so may stand in the open in any.
    spelt = {word: told for word in words - shown if is_telling(told := spelling(word))}
    longest, begun = max(map(len, spelt.values()), default=0) * _LONGER, {told[0] for told in spelt.values()}
    # To spell takes time, and few texts are so short and begin so.
    likely = (text for text in shown if len(text) <= longest and _begins(text, begun))
    in_the_open = set(map(spelling, likely))
    return tuple(word for word in sorted(words - shown) if spelt.get(word) not in in_the_open)


def _begins(text: str, begun: set[str]) -> bool:
    """Tell whether the spelling of a text may begin with one of some letters."""
    first = text[:1].lower()
    return first in begun or not (first.isascii() and first.isalnum())


def _shown(corpus: Corpus) -> Corpus:
    """Return the corpus without withheld records and fields; what was proven of it is not looked at."""
    entities = {entity.id: _without_passages(entity) for entity in _kept(corpus.entities).values()}
    claims = {claim.id: _without_citations(claim) for claim in _kept(corpus.claims).values()}
    return replace(corpus, entities=entities, sources=_kept(corpus.sources), claims=claims)


def _owning_up(corpus: Corpus, shown: Corpus) -> Corpus:
    """Return what is shown of a corpus, where records say of what not all is published that others tell of them."""
    retired = [entity.retired for entity in corpus.entities.values() if entity.withheld is True]
    into = {id for gone in retired if not isinstance(gone, UnsetType) for id in gone.into if id in shown.entities}
    entities = {id: shown.entities[id].changed(withheld=NOT_ALL) for id in into}
    shown = replace(shown, entities={**shown.entities, **entities})
    claims = _owning_claims(corpus, shown)
    records: list[Entity | Claim] = [*entities.values(), *claims.values()]
    # What is said here of a record is not said by that record alone.
    digests = {record.id: digest(packed(record)) for record in records}
    parted = len(shown.claims) < len(corpus.claims) or any(_parted(corpus, shown))
    return replace(shown, claims={**shown.claims, **claims}, digests={**corpus.digests, **digests}, parted=parted)


def _owning_claims(corpus: Corpus, shown: Corpus) -> dict[str, Claim]:
    """Return the claims against which something speaks, or of which reports hang together, that is not published."""
    disputed = {each.claim for each in contradictions(corpus) if not each.shown}
    claims = {id: shown.claims[id].changed(withheld=NOT_ALL) for id in disputed}
    whole, left = Origins(corpus), Origins(shown)
    for id in _parted(corpus, shown):
        surer = _surer(whole.of(id), left.of(id))
        if surer:
            claim = claims.get(id, shown.claims[id])
            claims[id] = claim.changed(
                citations=tuple(c.changed(withheld=NOT_ALL) if c.source in surer else c for c in claim.citations)
            )
    return claims


def _parted(corpus: Corpus, shown: Corpus) -> Iterator[str]:
    """Yield the claims of which passages are withheld."""
    for id, claim in shown.claims.items():
        if len(claim.citations) < len(corpus.claims[id].citations):
            yield id


def _surer(whole: Reports, shown: Reports) -> set[str]:
    """Return the reports that would look surer than they are: as if they were apart, or their descent known."""
    group = {report: group for group in shown.together for report in group}
    known = {doubt.report for doubt in whole.doubts}.difference(doubt.report for doubt in shown.doubts)
    for together in whole.together:
        parts = {group[report] for report in together if report in group}
        if len(parts) > 1:
            known.update(*parts)
    return known & group.keys() if len(shown.together) > 1 else set()


def _proofs(corpus: Corpus) -> Proofs:
    """Return the proofs without the words around a quote where these hold something withheld: links would show it."""
    hidden = withheld_words(corpus) if corpus.proofs.all else ()
    words = {word.casefold() for word in (*hidden, *parts_of_names(corpus, hidden))}
    if not words:
        return corpus.proofs
    spelt = set(filter(is_telling, map(spelling, words)))
    return Proofs(tuple(unlinked(proof) if _holds(proof, words, spelt) else proof for proof in corpus.proofs.all))


def parts_of_names(corpus: Corpus, hidden: Iterable[str]) -> Iterator[str]:
    """Yield the words of the names that are withheld, and stand nowhere in the open, for where half a name says it all.

    A link shows whatever stands beside a quote; and who writes of somebody in a hurry writes the family name.
    """
    for name in {*corpus.withheld_names}.intersection(hidden):
        parts = name.split()
        if len(parts) <= LONGEST_NAME:
            yield from (part for part in parts if len(part) >= SHORTEST)


def _holds(proof: Proof, words: set[str], spelt: set[str]) -> bool:
    around = " ".join((proof.prefix, *proof.exact, proof.suffix))
    folded, spelling_around = around.casefold(), spelling(around) if spelt else ""
    return any(word in folded for word in words) or any(known in spelling_around for known in spelt)


def _kept(records: Mapping[str, R]) -> dict[str, R]:
    return {id: _without_fields(record) for id, record in records.items() if record.withheld is not True}


def _without_passages(entity: Entity) -> Entity:
    if not any(name.citations for name in entity.names):
        return entity
    return entity.changed(names=tuple(_without_citations(name) for name in entity.names))


def _without_citations(record: C) -> C:
    if not any(citation.withheld for citation in record.citations):
        return record
    kept = tuple(_without_fields(citation) for citation in record.citations if citation.withheld is not True)
    return record.changed(citations=kept)


def _without_fields(record: R) -> R:
    if not isinstance(record.withheld, tuple):
        return record
    return record.without(record.withheld).changed(withheld=NOT_ALL if _TYING.intersection(record.withheld) else False)


def _words(corpus: Corpus) -> Iterator[str]:
    """Yield the words of all that is withheld, as pages would show them."""
    namings = _namings(corpus)
    for record in _hideable(corpus):
        yield from _of_fields(record, _withheld_fields(record), namings)


def _forms(text: str) -> tuple[str, ...]:
    """Return a text as it may stand in a file: one of several lines also on a line, and each paragraph by itself."""
    text = text.strip()
    if "\n" not in text:
        return (text,)
    return tuple(dict.fromkeys([text, *(" ".join(part.split()) for part in (text, *_PARAGRAPHS.split(text)))]))


def _namings(corpus: Corpus) -> list[Naming]:
    """Return what tells how entities are called, in the site's own language and in that of each edition."""
    main = corpus.main or corpus
    return [main.name, *(main.edition(language).name for language in main.settings.options.languages)]


def _hideable(corpus: Corpus) -> Iterator[Hideable]:
    """Yield everything that may be withheld, or have withheld fields."""
    yield from corpus.entities.values()
    yield from corpus.sources.values()
    yield from corpus.claims.values()
    yield from _citations(corpus)


def _citations(corpus: Corpus) -> Iterator[Citation]:
    """Yield all citations, of names and of claims."""
    for entity in corpus.entities.values():
        for name in entity.names:
            yield from name.citations
    for claim in corpus.claims.values():
        yield from claim.citations


def _withheld_fields(record: Hideable) -> tuple[str, ...]:
    if isinstance(record.withheld, tuple):
        return record.withheld
    return _telling(record) if record.withheld else ()


def _telling(record: Record) -> tuple[str, ...]:
    """Return the fields of a record that tell it from others: of a word that has a context, the context alone."""
    if isinstance(record, Citation) and isinstance(record.context, str) and not _has_several_words(record.quote):
        return tuple(field for field in _WORDED if field not in ("quote", "translation"))
    return _WORDED


def _has_several_words(text: object) -> bool:
    return isinstance(text, str) and len(text.split()) > 1


def _of_fields(record: Hideable, fields: tuple[str, ...], namings: list[Naming]) -> Iterator[str]:
    for field in fields:
        texts = _texts(getattr(record, field, None), field)
        yield from _plain(texts, namings) if field in _MARKED else texts


def _plain(texts: Iterator[str], namings: list[Naming]) -> Iterator[str]:
    """Yield texts with Markdown as readers see them, whatever language the names that they link are shown in.

    Who copies one from the data into a file of his own has ids in place of names.
    """
    for text in texts:
        for naming in (*namings, str) if "[[" in text else namings[:1]:
            yield plain(text, lambda _, id, naming=naming: naming(id))  # type: ignore[misc]


def _texts(value: object, field: str) -> Iterator[str]:
    """Yield the words in a field, but for what is on other pages too: dates, figures, ids and words of the format."""
    if isinstance(value, str):
        if field not in _COMMON and not isinstance(value, Edtf) and not (field in _MIXED and is_slug(value)):
            yield value
        return
    for name, part in _parts(field, value):
        yield from _texts(part, name)


def _parts(field: str, value: object) -> Iterator[tuple[str, object]]:
    """Yield what a value is made of, each part after the name of the field that it stands in."""
    match value:
        case Value():
            pass
        case Name():
            yield from (("text", value.text), ("citations", value.citations))
        case Record():
            names = _telling(value) if isinstance(value, Citation) else value.__struct_fields__
            yield from ((name, getattr(value, name, None)) for name in names)
        case dict():
            yield from ((field, part) for part in value.values())
        case tuple():
            yield from ((field, part) for part in value)


def _open(corpus: Corpus, words: set[str]) -> Iterator[str]:
    """Yield those of the words that stand in the open all the same: as a text, or in a longer quote of their source."""
    shown, namings = _shown(corpus), _namings(corpus)
    for records in (shown.entities, shown.sources, shown.claims):
        for record in records.values():
            yield from (form for text in _all_texts(unpacked(packed(record))) for form in _forms(text))
            yield from _of_fields(record, _MARKED, namings)
    hidden: dict[str, set[str]] = defaultdict(set)
    for citation in _citations(corpus):
        hidden[citation.source].update(words.intersection(_passages(citation)))
    for citation in _citations(shown):
        for passage in _passages(citation):
            yield from (word for word in hidden[citation.source] if _is_part(word, passage))


def _is_part(word: str, passage: str) -> bool:
    return word in passage or (is_telling(spelling(word)) and spelling(word) in spelling(passage))


def _passages(citation: Citation) -> list[str]:
    return [form for words in (citation.quote, citation.context) if isinstance(words, str) for form in _forms(words)]


def _all_texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _all_texts(item)
        case list():
            for item in value:
                yield from _all_texts(item)
