"""What only words differ in has the same pages, lists and counts: so these are kept while somebody edits words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.analyse.timeline import standing_claims
from generator.corpus import Corpus, Home
from generator.load import load
from generator.model import Citation, Claim, Entity, Record, Source, Translation
from generator.pages import Plan, plan
from generator.reads import INDEXES, NotingCorpus
from generator.render import Renderer
from generator.templates import gathered
from generator.unworded import differ_only_in_words

ROOT = Path(__file__).parents[2]
SITES = (ROOT / "tests" / "golden" / "pages" / "site", ROOT)


@cache
def read(site: Path) -> Corpus:
    corpus, problems = load(site)
    assert not [problem for problem in problems if problem.severity == "error"]
    return corpus


def reworded(record: Record) -> Record:
    """Return a record that says everything in other words, and leads where it led."""
    match record:
        case Claim():
            texts = record.text
            text = f"Else: {texts}" if isinstance(texts, str) else {lang: f"Else: {t}" for lang, t in texts.items()}
            return record.changed(text=text, note="Else.", citations=tuple(map(_of_citation, record.citations)))
        case Source():
            return record.changed(summary="Else.", note=None)
        case Entity():
            return record.changed(note="Else.")
    raise TypeError(record)


def _of_citation(citation: Citation) -> Citation:
    translation = citation.translation
    if isinstance(translation, Translation):
        translation = translation.changed(text="else")
    given = {name: "else" for name in ("quote", "context") if isinstance(getattr(citation, name), str)}
    return citation.changed(translation=translation, **given)


def linked(record: Record) -> bool:
    """Tell whether a remark of the record leads anywhere: then it is not put in other words here."""
    return any("[[" in str(getattr(record, name, "")) for name in ("note", "summary"))


def in_other_words(corpus: Corpus) -> Corpus:
    def of(records: Any) -> Any:
        return {id: record if linked(record) else reworded(record) for id, record in records.items()}

    return replace(
        corpus, entities=of(corpus.entities), sources=of(corpus.sources), claims=of(corpus.claims), digests={}
    )


class Watched(NotingCorpus):
    """Notes which indexes are made of words too."""

    def index(self, name: str, *given: Any, of_words: bool = False, **more: Any) -> Any:
        if of_words:
            self.__dict__.setdefault("worded", set()).add(name)
        return super().index(name, *given, of_words=of_words, **more)


def indexed(corpus: Corpus) -> tuple[Plan, dict[str, list[tuple[Any, Any]]]]:
    """Return the plan, and every index that is to depend on no words."""
    planned = plan(corpus)
    noting = Watched.of(corpus)
    Renderer(noting, planned, gathered([ROOT / "templates"])).prepare()
    worded = {*noting.__dict__["worded"], "entities", "sources", "claims", "homes", "proofs"}
    assert worded >= {"terms", "history", "corrections"}
    made = {name: index for name, index in noting.reads.held.items() if name not in worded}
    assert len(made) > len(INDEXES) + 20
    return planned, {name: [(key, index.digest(key)) for key in index.every()] for name, index in made.items()}


@pytest.mark.parametrize("site", SITES, ids=["golden", "own"])
def test_plan_and_indexes_depend_on_no_words(site: Path) -> None:
    """Whatever records say, while they lead where they led: the plan is the same, and so is every index."""
    corpus = read(site)
    other = in_other_words(corpus)
    assert sum(other.claims[id] != claim for id, claim in corpus.claims.items()) > len(corpus.claims) // 2
    assert differ_only_in_words(other, corpus)
    (planned, indexes), (planned_else, indexes_else) = indexed(corpus), indexed(other)
    assert planned == planned_else
    for name, index in indexes.items():
        assert index == indexes_else[name], name


def with_records(corpus: Corpus, kind: str, records: dict[str, Any]) -> Corpus:
    return replace(corpus, digests={}, **{kind: records})  # type: ignore[arg-type]


def other_fields(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield another value for each field that may decide on lists and counts."""
    words = {Claim: {"text", "note", "citations"}, Source: {"summary", "note"}, Entity: {"note"}}[type(record)]
    for field in msgspec.structs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name in words:
            continue
        if not field.required and value != getattr(record.without([field.name]), field.name):
            yield field.name, getattr(record.without([field.name]), field.name)
        if isinstance(value, str):
            yield field.name, f"{value} and more"
        if isinstance(value, tuple) and len(value) > 1:
            yield field.name, value[::-1]


@pytest.mark.parametrize("kind", ["entities", "sources", "claims"])
def test_anything_but_words_counts(kind: str) -> None:
    """Any other field, the links of a text, a record more or less, and the order of all of them are no mere words."""
    corpus = read(SITES[0])
    tried = 0
    for id, record in getattr(corpus, kind).items():
        for name, value in other_fields(record):
            records = {**getattr(corpus, kind), id: record.changed(**{name: value})}
            other = with_records(corpus, kind, records)
            assert not differ_only_in_words(other, replace(corpus, digests={})), (id, name)
            tried += 1
    assert tried > 10
    records = getattr(corpus, kind)
    assert not differ_only_in_words(with_records(corpus, kind, dict(reversed(records.items()))), corpus)
    assert not differ_only_in_words(with_records(corpus, kind, dict([*records.items()][1:])), corpus)


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "[[group-b]] did it."},
        {"text": "Nothing leads anywhere."},
        {"note": "See [[group-b]]."},
        {"citations": ()},
    ],
)
def test_where_words_lead_counts(fields: dict[str, Any]) -> None:
    """A link more or less in a text is no mere wording; words beside the links are."""
    corpus = read(SITES[0])
    claim = next(claim for id in standing_claims(corpus, corpus.claims) if (claim := corpus.claims[id]).citations)
    claim = claim.changed(text="[[group-a|They]] did it.", note="See nobody.")
    first = replace(corpus, digests={}, claims={**corpus.claims, claim.id: claim})
    same = replace(first, claims={**first.claims, claim.id: claim.changed(text="It was [[group-a]]!", note="Hm.")})
    assert differ_only_in_words(same, first)
    other = replace(first, claims={**first.claims, claim.id: claim.changed(**fields)})
    assert not differ_only_in_words(other, first)


def test_passages_count_by_where_they_stand() -> None:
    """Of a citation only the quoted words are words: another source, place, hedge or caveat is more than that."""
    corpus = replace(read(SITES[1]), digests={})
    claim = next(claim for claim in corpus.claims.values() if isinstance(claim.citations[0].quote, str))
    citation = claim.citations[0]
    for fields, same in (
        ({"quote": "else"}, True),
        ({"locator": "page 1"}, False),
        ({"hedges": ("perhaps",)}, False),
        ({"reading": "It may be so."}, False),
        ({"supports": "refutes"}, False),
    ):
        edited = claim.changed(citations=(citation.changed(**fields), *claim.citations[1:]))
        other = replace(corpus, claims={**corpus.claims, claim.id: edited})
        assert differ_only_in_words(other, corpus) == same, fields


def test_files_and_settings_count() -> None:
    """A claim that stands in another place of the files, and other settings, change lists."""
    corpus = read(SITES[0])
    claim = next(iter(corpus.claims))
    moved = {**corpus.homes, claim: Home("data/claims/zz.yml", (0,))}
    assert not differ_only_in_words(replace(corpus, homes=moved), corpus)
    settings = replace(corpus.settings, name="Another")
    assert not differ_only_in_words(replace(corpus, settings=settings), corpus)


def test_the_order_of_types_and_words_counts() -> None:
    """Types are listed in the order of the settings, relations in that of the vocabulary."""
    corpus = read(SITES[0])
    types = dict(reversed(corpus.settings.types.items()))
    assert not differ_only_in_words(replace(corpus, settings=replace(corpus.settings, types=types)), corpus)
    caveats = dict(reversed(corpus.vocabulary.caveats.items()))
    vocabulary = msgspec.structs.replace(corpus.vocabulary, caveats=caveats)
    assert vocabulary == corpus.vocabulary
    assert not differ_only_in_words(replace(corpus, vocabulary=vocabulary), corpus)
