"""What the words of the site mean: modes, caveats, kinds, relations and scales, as its vocabulary explains them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from ..analyse.wording import CREDIBILITY, LIKELIHOOD, MODES, OPENERS, RELIABILITY, raised
from ..corpus import Corpus
from ..markup import Html
from ..model import CaveatKind, Kind, Predicate, UnsetType
from ..pages import word_anchor
from ..words import Words
from .view import view


@view
class Word:
    """One word: its key in the vocabulary, what it is, what else it is called, and what it means and does not mean."""

    key: str
    word: str
    also: str
    note: str


@view
class WordGroup:
    """Words of one sort under their heading."""

    heading: str
    anchor: str
    lead: str
    words: tuple[Word, ...]

    @property
    def anchored(self) -> Iterator[tuple[str, Word]]:
        """The words, each with its anchor on the page; keys that differ in spelling only are numbered."""
        taken: Counter[str] = Counter()
        for word in self.words:
            anchor = word_anchor(self.anchor, word.key)
            taken[anchor] += 1
            yield anchor if taken[anchor] == 1 else f"{anchor}_{taken[anchor]}", word


def word_groups(corpus: Corpus) -> tuple[WordGroup, ...]:
    """Return the words that pages of this site are made of; sorts without words are left out."""
    vocabulary, words = corpus.vocabulary, corpus.words
    caveats = sorted(vocabulary.caveats.items(), key=lambda item: (item[1].standing, item[1].label))
    groups = (
        WordGroup(
            words("What sort of statement"), "sorts_of_statement", words("Every statement opens with one of these."),
            tuple(Word(mode, words(opener), "", words(MODES[mode])) for mode, opener in OPENERS.items()),
        ),
        WordGroup(
            words("Caveats"), "caveats_used", words("What says most about trust comes first."),
            tuple(Word(kind, c.label, _also(words, c), _text(c.note)) for kind, c in caveats),
        ),
        WordGroup(
            words("Credibility of a claim"), "credibility_scale",
            words("The editors’ own judgement on the Admiralty scale."),
            tuple(Word(grade, grade, raised(words(label)), "") for grade, label in CREDIBILITY.items()),
        ),
        WordGroup(
            words("Likelihood"), "likelihood_words",
            words("How likely the editors themselves think it (ICD 203). A source’s own word stands in its quote."),
            tuple(Word(term, raised(words(term)), words(span), "") for term, span in LIKELIHOOD.items()),
        ),
        WordGroup(
            words("Reliability of an outlet"), "reliability_scale",
            words("It grades the outlet, and never one of its reports."),
            tuple(Word(grade, grade, raised(words(label)), "") for grade, label in RELIABILITY.items()),
        ),
        WordGroup(
            words("Kinds"), "kinds_used", words("Words for sorting. None is a finding."),
            tuple(_kind(words, key, kind) for key, kind in vocabulary.kinds.items()),
        ),
        WordGroup(
            words("Relations"), "relations_used",
            words("How a claim is read where it says something of two at a time."),
            tuple(_relation(words, key, predicate) for key, predicate in vocabulary.predicates.items()),
        ),
        WordGroup(
            words("Identifiers elsewhere"), "identifiers_used",
            words("Only identifiers that somebody looked up are recorded."),
            tuple(Word(key, scheme.label, _text(scheme.url), "") for key, scheme in vocabulary.identifiers.items()),
        ),
    )  # fmt: skip
    return tuple(group for group in groups if group.words)


def marked_groups(groups: tuple[WordGroup, ...], label: Callable[[str], Html]) -> tuple[WordGroup, ...]:
    """Return the same as HTML, each word of the vocabulary as `label` gives it."""
    return tuple(
        replace(group, words=tuple([Word(w.key, label(w.word), label(w.also), label(w.note)) for w in group.words]))
        for group in groups
    )


def _kind(words: Words, key: str, kind: Kind) -> Word:
    return Word(key, raised(kind.label), _several(words, kind), _text(kind.note))


def _also(words: Words, caveat: CaveatKind) -> str:
    return words("; ").join(filter(None, (raised(_text(caveat.brief)), _several(words, caveat))))


def _several(words: Words, kind: Kind | CaveatKind) -> str:
    return words("Several: {plural}", plural=kind.plural) if isinstance(kind.plural, str) else ""


def _relation(words: Words, key: str, predicate: Predicate) -> Word:
    other_way = (
        words("The other way: {inverse}", inverse=predicate.inverse) if isinstance(predicate.inverse, str) else ""
    )
    inverse = words("Both ways") if predicate.symmetric else other_way
    return Word(key, raised(predicate.label), inverse, _text(predicate.note))


def _text(value: str | UnsetType) -> str:
    return value if isinstance(value, str) else ""
