"""Corpora of a few records made in the test itself, for what needs no files."""

from __future__ import annotations

from dataclasses import replace

from generator.corpus import Corpus, Home
from generator.model import Claim, Entity, Path, Record, Source, Vocabulary
from generator.problems import Spot
from generator.settings import read_settings
from generator.unworded import unworded
from generator.yamlfile import Document


def corpus_of(*records: Record, vocabulary: Vocabulary | None = None) -> Corpus:
    """Return a corpus of these records alone."""
    config, problems = read_settings(Document("mkdocs.yml", {"site_name": "Test"}, ""))
    assert problems == []
    return Corpus(
        settings=config,
        vocabulary=vocabulary or Vocabulary(),
        entities={r.id: r for r in records if isinstance(r, Entity)},
        sources={r.id: r for r in records if isinstance(r, Source)},
        claims={r.id: r for r in records if isinstance(r, Claim)},
        homes={r.id: Home("data/all.yml", ()) for r in records if isinstance(r, Entity | Source | Claim)},
    )


def without_words(corpus: Corpus) -> Corpus:
    """Return what is left of a corpus without the wording of its records."""
    return replace(
        corpus,
        entities={id: unworded(entity) for id, entity in corpus.entities.items()},
        sources={id: unworded(source) for id, source in corpus.sources.items()},
        claims={id: unworded(claim) for id, claim in corpus.claims.items()},
    )


def locate(id: str, path: Path = (), *, key: bool = False) -> Spot:
    """Return a spot that depends on the path alone, for corpora that no file holds."""
    return Spot(id, len(path) + 1, 1 + key)
