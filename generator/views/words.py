"""What the words of the site mean: modes, caveats, kinds, relations and scales, as its vocabulary explains them."""

from __future__ import annotations

from dataclasses import dataclass

from ..analyse.wording import CREDIBILITY, LIKELIHOOD, MODES, OPENERS, RELIABILITY, raised
from ..corpus import Corpus
from ..model import Kind, Predicate, UnsetType


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word: what it is, what else it is called, and what it means and does not mean."""

    word: str
    also: str
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class WordGroup:
    """Words of one sort under their heading."""

    heading: str
    anchor: str
    lead: str
    words: tuple[Word, ...]


def word_groups(corpus: Corpus) -> tuple[WordGroup, ...]:
    """Return the words that pages of this site are made of; sorts without words are left out."""
    vocabulary = corpus.vocabulary
    caveats = sorted(vocabulary.caveats.values(), key=lambda caveat: (caveat.standing, caveat.label))
    groups = (
        WordGroup(
            "What sort of statement", "sorts_of_statement", "Every statement opens with one of these.",
            tuple(Word(opener, "", MODES[mode]) for mode, opener in OPENERS.items()),
        ),
        WordGroup(
            "Caveats", "caveats_used", "What says most about trust comes first.",
            tuple(Word(caveat.label, raised(_text(caveat.brief)), _text(caveat.note)) for caveat in caveats),
        ),
        WordGroup(
            "Credibility of a claim", "credibility_scale", "The editors’ own judgement on the Admiralty scale.",
            tuple(Word(grade, raised(words), "") for grade, words in CREDIBILITY.items()),
        ),
        WordGroup(
            "Likelihood", "likelihood_words",
            "How likely the editors themselves think it (ICD 203). A source’s own word stands in its quote.",
            tuple(Word(raised(term), words, "") for term, words in LIKELIHOOD.items()),
        ),
        WordGroup(
            "Reliability of an outlet", "reliability_scale", "It grades the outlet, and never one of its reports.",
            tuple(Word(grade, raised(words), "") for grade, words in RELIABILITY.items()),
        ),
        WordGroup(
            "Kinds", "kinds_used", "Words for sorting. None is a finding.",
            tuple(map(_kind, vocabulary.kinds.values())),
        ),
        WordGroup(
            "Relations", "relations_used", "How a claim is read where it says something of two at a time.",
            tuple(map(_relation, vocabulary.predicates.values())),
        ),
        WordGroup(
            "Identifiers elsewhere", "identifiers_used", "Only identifiers that somebody looked up are recorded.",
            tuple(Word(scheme.label, _text(scheme.url), "") for scheme in vocabulary.identifiers.values()),
        ),
    )  # fmt: skip
    return tuple(group for group in groups if group.words)


def _kind(kind: Kind) -> Word:
    several = f"Several: {kind.plural}" if isinstance(kind.plural, str) else ""
    return Word(raised(kind.label), several, _text(kind.note))


def _relation(predicate: Predicate) -> Word:
    other_way = f"The other way: {predicate.inverse}" if isinstance(predicate.inverse, str) else ""
    inverse = "Both ways" if predicate.symmetric else other_way
    return Word(raised(predicate.label), inverse, _text(predicate.note))


def _text(value: str | UnsetType) -> str:
    return value if isinstance(value, str) else ""
