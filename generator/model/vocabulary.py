"""The vocabulary: the words that a site's records may use, with labels and descriptions. It is data."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from ..words import Words
from .claim import Mode
from .record import LARGEST, UNSET, Record, UnsetType, says

_WORDED = ("label", "plural", "inverse", "heading", "inverse_heading", "brief", "note")
Translations = dict[str, dict[str, str]]
TRANSLATIONS = says("Its words in other languages, by language and field: {ar: {label: …}}.")


class Kind(Record, frozen=True, kw_only=True):
    """A kind of entity."""

    of: Annotated[tuple[str, ...], says("The entity types that it is for.")]
    label: Annotated[str, says("The kind in words, singular.")]
    plural: Annotated[str | UnsetType, says("The kind in words, plural.")] = UNSET
    note: Annotated[str | UnsetType, says("What it means and what it does not, for readers.")] = UNSET
    maps: Annotated[dict[str, str], says("What it is called in other vocabularies: ftm, schema_org …")] = {}
    translations: Annotated[Translations, TRANSLATIONS] = {}


class Predicate(Record, frozen=True, kw_only=True):
    """A kind of relation."""

    label: Annotated[str, says("The relation read from subject to object: leads.")]
    inverse: Annotated[str | UnsetType, says("Read the other way: is led by.")] = UNSET
    heading: Annotated[str | UnsetType, says("The row heading on the subject's dossier: Reported to lead.")] = UNSET
    inverse_heading: Annotated[str | UnsetType, says("The row heading on the object's dossier: Reported leader.")] = (
        UNSET
    )
    subject: Annotated[tuple[str, ...], says("Entity types that it may start from; empty: any.")] = ()
    object: Annotated[tuple[str, ...], says("Entity types that it may lead to; empty: any. `value` for figures.")] = ()
    symmetric: Annotated[bool, says("true: it reads the same both ways.")] = False
    mode: Annotated[Mode | UnsetType, says("The mode of the claims that it usually reads.")] = UNSET
    glance: Annotated[bool, says("false: left out of the table at the head of a dossier.")] = True
    note: Annotated[str | UnsetType, says("What it means and what it does not, for readers.")] = UNSET
    maps: Annotated[dict[str, str], says("What it is called in other vocabularies: ftm, schema_org …")] = {}
    translations: Annotated[Translations, TRANSLATIONS] = {}


Rank = Annotated[int, Meta(ge=-LARGEST, le=LARGEST)]


class CaveatKind(Record, frozen=True, kw_only=True):
    """A kind of caveat."""

    label: Annotated[str, says("The caveat in two or three words: Not verified.")]
    plural: Annotated[str | UnsetType, says("The same where it tells of several: In tension with other claims.")] = (
        UNSET
    )
    standing: Annotated[Rank, says("Its rank among the kinds, the worst first.")]
    brief: Annotated[str | UnsetType, says("The caveat in one clause: not verified by its publisher.")] = UNSET
    note: Annotated[str | UnsetType, says("What it means, for readers.")] = UNSET
    translations: Annotated[Translations, TRANSLATIONS] = {}


class Identifier(Record, frozen=True, kw_only=True):
    """A scheme of identifiers elsewhere."""

    label: Annotated[str, says("The scheme in words: Wikidata.")]
    pattern: Annotated[str | UnsetType, says("A regular expression that an identifier matches as a whole.")] = UNSET
    url: Annotated[str | UnsetType, says("The address of a record there, with {} for the identifier.")] = UNSET
    translations: Annotated[Translations, TRANSLATIONS] = {}


class Vocabulary(Record, frozen=True, kw_only=True):
    """The words that a site's records may use."""

    kinds: Annotated[dict[str, Kind], says("Kinds of entities.")] = {}
    predicates: Annotated[dict[str, Predicate], says("Kinds of relations.")] = {}
    caveats: Annotated[dict[str, CaveatKind], says("Kinds of caveats.")] = {}
    identifiers: Annotated[dict[str, Identifier], says("Schemes of identifiers elsewhere.")] = {}

    def spoken(self, words: Words) -> Vocabulary:
        """Return the vocabulary in a language: in its own translations, else as far as the words know them."""
        groups = {name: getattr(self, name) for name in ("kinds", "predicates", "caveats", "identifiers")}
        return self.changed(**{
            group: {key: _spoken(word, words) for key, word in found.items()} for group, found in groups.items()
        })  # fmt: skip

    @property
    def said(self) -> frozenset[str]:
        """All that pages say of it: labels, headings and what they mean."""
        words = [*self.kinds.values(), *self.predicates.values(), *self.caveats.values(), *self.identifiers.values()]
        given = (getattr(word, field, None) for word in words for field in _WORDED)
        return frozenset(text for text in given if isinstance(text, str))


def _spoken(word: Any, words: Words) -> Any:
    own = word.translations.get(words.lang, {})
    given = {field: getattr(word, field) for field in _WORDED if isinstance(getattr(word, field, None), str)}
    return word.changed(**{field: own.get(field) or words.own(text) or text for field, text in given.items()})
