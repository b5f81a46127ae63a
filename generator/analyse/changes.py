"""What changed in a claim between two revisions, field by field, in words.

Revisions are plain values, not records, because the format may have been another one then. This module knows neither
git nor who may see a wording: each wording names the records that it mentions and the fields that it stands in, so
that whoever hides what is withheld can decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..dates import DateError, parse
from ..markup import sentence
from ..names import is_slug
from ..prose import plain, references
from ..words import ENGLISH, Words
from .pairing import paired
from .wording import CREDIBILITY, NONE_RECORDED, NOT_ASSESSED, NOT_GIVEN, OPENERS

Manner = Literal["statement", "quote", "words"]
Name = Callable[[str, str], str]
"""Gives what a record is called now, by its kind and its id."""
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """What stood, as plain text: how it is set (`opens` is the mode of a statement), and which records it may mention.

    `removed` tells that nobody may see what stood; `words` says so then.
    """

    words: str
    manner: Manner = "words"
    lang: str = ""
    opens: str = ""
    ids: frozenset[str] = frozenset()
    removed: bool = False


def removed(words: Words) -> Wording:
    """Return that nobody may see what stood."""
    return Wording(words("wording removed"), removed=True)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: in words, the field, and for citations the source and the field in them.

    `before` and `after` are None where nothing stood, or where the words are not told.
    """

    what: str
    field: str
    before: Wording | None = None
    after: Wording | None = None
    source: str = ""
    part: str = ""
    places: tuple[int, int] = (-1, -1)


def changes(before: Fields, after: Fields, name: Name, words: Words = ENGLISH) -> tuple[Change, ...]:
    """Return what a reader would see changed between two values of one claim, in the order of its page."""
    return tuple(_Comparison(before, after, name, words).found())


def ended(value: Fields, what: str, name: Name, words: Words = ENGLISH) -> tuple[Change, ...]:
    """Return that a claim is no more, with the statement that it made last, in each language."""
    told = _Comparison(value, {}, name, words)
    said = _by_language(value.get("text")).items()
    return tuple(Change(what, "text", told.statement(text, lang, value)) for lang, text in said)


def of_caveats(
    before: Fields, after: Fields, out: str, added: str, name: Name, words: Words = ENGLISH
) -> tuple[Change, ...]:
    """Return what changed in the caveats of a source or an outlet; `out` and `added` say which are gone, and new."""
    return tuple(_Comparison(before, after, name, words).caveats(out, added))


def squeezed(value: Any) -> Any:
    """Return a value with runs of white space as one: to wrap a text anew changes nothing."""
    match value:
        case str():
            return " ".join(value.split())
        case list():
            return [squeezed(item) for item in value]
        case dict():
            return {key: squeezed(item) for key, item in value.items()}
    return value


_CITATION_FIELDS: Mapping[str, str] = {
    "translation": "Translation of the quote from {source} changed",
    "context": "Context of the quote from {source} changed",
    "locator": "Place in {source} changed",
    "quote_unavailable": "Why {source} is not quoted changed",
    "supports": "What the passage of {source} does to the claim changed",
    "hedges": "Hedges noted in {source} changed",
    "attribution": "Who told whom, in {source}, changed",
    "rests_on": "What {source} names as its sources changed",
    "graded": "The grade that {source} gives changed",
    "reading": "How the editors read {source} changed",
    "ambiguous": "What words of {source} may mean changed",
}
_TOLD_ONLY: Mapping[str, str] = {
    "relations": "Its reading as relations changed",
    "tension": "Which claims it is in tension with changed",
    "answers": "Which claim it answers changed",
}
_OPENERS: Mapping[str, str] = dict(OPENERS.items())
SAID = (*_CITATION_FIELDS.values(), *_TOLD_ONLY.values(), "supports", "refutes", "context")
"""The sentences of the tables, for catalogues."""
_ABSENT = object()


@dataclass(frozen=True)
class _Comparison:
    """Two values of one claim, and how records are called."""

    before: Fields
    after: Fields
    name: Name
    words: Words

    def found(self) -> Iterator[Change]:
        """Yield the changes of all fields that a page shows."""
        words = self.words
        yield from self._retraction()
        yield from self._wordings()
        yield from self._field("mode", words("Kind of statement changed"), self._opener)
        yield from self._field("date", words("Date changed"), self._date)
        yield from self._field("seen", words("First and last report changed"), self._seen)
        yield from self._field("assessment", words("Credibility changed"), self._assessment, NOT_ASSESSED)
        yield from self.caveats(words("A caveat was taken out"), words("A caveat was added"))
        yield from self._citations()
        for field, what in _TOLD_ONLY.items():
            if self._differs(field):
                yield Change(words(what), field)
        yield from self._field("note", words("Editors’ note changed"), self._noted)

    def _differs(self, field: str) -> bool:
        return bool(squeezed(self.before.get(field, _ABSENT)) != squeezed(self.after.get(field, _ABSENT)))

    def _field(self, field: str, what: str, words: Callable[[Any], str], none: str = NONE_RECORDED) -> Iterator[Change]:
        """Yield the change of one field; what is absent, and what was looked for and not given, is said in words."""
        if self._differs(field):
            before = self._side(self.before.get(field, _ABSENT), words, none)
            after = self._side(self.after.get(field, _ABSENT), words, none)
            if before != after:
                yield Change(what, field, before, after)

    def _side(self, value: Any, words: Callable[[Any], str], none: str) -> Wording:
        if value is _ABSENT:
            return Wording(self.words(none))
        if value is None:
            return Wording(self.words(none if none == NOT_ASSESSED else NOT_GIVEN))
        return self._wording(value, words)

    def _wording(self, value: Any, words: Callable[[Any], str]) -> Wording:
        try:
            return Wording(words(squeezed(value)), ids=mentioned(value))
        except (AttributeError, KeyError, TypeError):
            return Wording(self.words("in a form that is no longer used"))

    def _retraction(self) -> Iterator[Change]:
        if not self._differs("retracted"):
            return
        before, after = self.before.get("retracted"), self.after.get("retracted")
        what = self.words("Withdrawn")
        if before:
            what = self.words("The withdrawal changed") if after else self.words("The withdrawal was taken back")
        yield Change(
            what, "retracted",
            self._wording(before, self._withdrawal) if before else None,
            self._wording(after, self._withdrawal) if after else None,
        )  # fmt: skip

    def _wordings(self) -> Iterator[Change]:
        before, after = (_by_language(value.get("text")) for value in (self.before, self.after))
        for lang in dict.fromkeys([*before, *after]):
            if squeezed(before.get(lang)) != squeezed(after.get(lang)):
                several = lang and len(before.keys() | after.keys()) > 1
                what = self.words("Wording ({lang}) changed", lang=lang) if several else self.words("Wording changed")
                old = self.statement(before.get(lang), lang, self.before)
                new = self.statement(after.get(lang), lang, self.after)
                if old and new and old.words == new.words:
                    yield self._linked(before[lang], after[lang])
                else:
                    yield Change(what, "text", old, new)

    def _linked(self, before: str, after: str) -> Change:
        """Return what changed in a wording of which the words are the same: to whom it links, or marks alone."""
        old, new = (references(text) for text in (before, after))
        if [(link.kind, link.id) for link in old] == [(link.kind, link.id) for link in new]:
            return Change(self.words("Marks in its wording changed"), "text")
        return Change(self.words("Links in its wording changed"), "text", self._links(before), self._links(after))

    def _links(self, text: str) -> Wording:
        names = [self._which(link.kind, link.id) for link in references(text)]
        return Wording(self.words.listed(names) or self.words(NONE_RECORDED), ids=mentioned(text))

    def statement(self, text: Any, lang: str, value: Fields) -> Wording | None:
        """Return a statement as it stood, behind what kind it was of; None where there is none."""
        if not isinstance(text, str):
            return None
        opens = self.words(_OPENERS.get(str(value.get("mode")), ""))
        return Wording(self._plain(text), "statement", lang, opens, mentioned(text))

    def _opener(self, value: Any) -> str:
        return self.words(_OPENERS.get(value, str(value)))

    def caveats(self, out: str, added: str) -> Iterator[Change]:
        """Yield which caveats are gone and which are new, each in these words."""
        field = "caveats"
        old, new = (_listed(squeezed(value.get(field))) for value in (self.before, self.after))
        for caveat in old:
            if caveat not in new:
                yield Change(out, field, before=self._wording(caveat, self.caveat_words))
        for caveat in new:
            if caveat not in old:
                yield Change(added, field, after=self._wording(caveat, self.caveat_words))

    def caveat_words(self, value: Any) -> str:
        """Return a caveat in words: its kind as readers know it, its text, and whose it is."""
        if not isinstance(value, dict):
            return str(value)
        by = value.get("by")
        whose = f" ({self.name('entity', by)})" if by and by != "editors" else ""
        kind = sentence(self.name("caveat", str(value.get("kind", ""))))
        return f"{kind} {value.get('text') or ''}".strip() + whose

    def _citations(self) -> Iterator[Change]:
        old, new = (_listed(value.get("citations")) for value in (self.before, self.after))
        for first, second in paired(squeezed(old), squeezed(new)):
            places = (first, second)
            was, stands = (old[first] if first >= 0 else {}), (new[second] if second >= 0 else {})
            source = str((stands or was).get("source", ""))
            for change in self._citation(was, stands, self.name("source", source)):
                yield Change(change.what, "citations", change.before, change.after, source, change.field, places)

    def _citation(self, before: Fields, after: Fields, called: str) -> Iterator[Change]:
        if not after:
            what = self.words("A citation of {source} was taken out", source=called)
            yield Change(what, "", before=self._quote(before))
        elif not before:
            what = self.words("A citation of {source} was added", source=called)
            yield Change(what, "", after=self._quote(after))
        else:
            if squeezed(before.get("quote")) != squeezed(after.get("quote")):
                what = self.words("Quote from {source} changed", source=called)
                yield Change(what, "quote", self._quote(before), self._quote(after))
            inside = _Comparison(before, after, self.name, self.words)
            yield from inside.of_citation(called)

    def of_citation(self, called: str) -> Iterator[Change]:
        """Yield what changed in a citation beside its quote."""
        for field, what in _CITATION_FIELDS.items():
            none = "supports" if field == "supports" else NONE_RECORDED
            told = self.words(what, source=called)
            yield from self._field(field, told, self._told.get(field, self._any), none)
        yield from self.caveats(
            self.words("A caveat of the passage of {source} was taken out", source=called),
            self.words("A caveat of the passage of {source} was added", source=called),
        )

    @property
    def _told(self) -> dict[str, Callable[[Any], str]]:
        return {
            "supports": self.words,
            "attribution": self._chain,
            "ambiguous": self._ambiguities,
            "rests_on": lambda ids: self.words.listed([self.name("source", id) for id in ids]),
            "graded": lambda value: self._said_by(value["words"], value["by"]),
            "translation": lambda value: self._said_by(value["text"], value["by"]),
        }

    def _said_by(self, said: str, by: str) -> str:
        return f"“{said}” ({self.words('the editors') if by == 'editors' else self.name('entity', by)})"

    def _ambiguities(self, value: Any) -> str:
        return self.words("; ").join(map(self._ambiguity, value if isinstance(value, list) else [value]))

    def _ambiguity(self, value: Any) -> str:
        if isinstance(value, str):
            return self.name("entity", value)
        return f"“{value['words']}”: {self.words.listed([self.name('entity', id) for id in value['may_be']], ' or ')}"

    def _quote(self, citation: Fields) -> Wording | None:
        quote = citation.get("quote")
        if not isinstance(quote, str):
            locator = citation.get("locator")
            return Wording(locator, ids=mentioned(citation)) if isinstance(locator, str) else None
        lang = citation.get("lang")
        called = {"refutes": self.words("Refutes"), "context": self.words("Context")}.get(
            str(citation.get("supports")), ""
        )
        return Wording(squeezed(quote), "quote", lang if isinstance(lang, str) else "", called, mentioned(citation))

    def _chain(self, value: Any) -> str:
        links = [self._link(link) for link in _listed(value.get("chain"))]
        first = [self.words("no named source")] if value.get("how") == "none" else []
        ascribed = value.get("ascribed_to")
        told = self.words(" → ").join([*first, *links]) or self.words(NOT_GIVEN)
        if not ascribed:
            return told
        return self.words("words ascribed to {whom} by {chain}", whom=self.name("entity", ascribed), chain=told)

    def _link(self, link: Any) -> str:
        if isinstance(link.get("anonymous"), str):
            return f"“{link['anonymous']}” ({self.words('unnamed')})"
        return self.name("entity", str(link.get("entity") or link.get("named") or ""))

    def _any(self, value: Any) -> str:
        """Return words of a value whose form does not matter: its texts, one after another."""
        if isinstance(value, dict):
            return self.words(", ").join(self._any(item) for item in value.values())
        return self.words.listed([self._any(item) for item in value]) if isinstance(value, list) else str(value)

    def _plain(self, text: Any) -> str:
        return plain(text, self.name)

    def _noted(self, text: Any) -> str:
        return plain(text, self._which)

    def _which(self, kind: str, id: str) -> str:
        """Return what a record is called where it may have taken the place of another: claims are all called alike."""
        name = self.name(kind, id)
        return self.words("{claim} ({id})", claim=name, id=id) if kind == "claim" else name

    def _date(self, value: Any) -> str:
        try:
            return parse(value).words(self.words.lang)
        except DateError:
            return str(value)

    def _seen(self, value: Any) -> str:
        said = {"first": "first {day}", "last": "last {day}"}
        days = {
            word: self._date(value[word]) if value[word] else self.words(NOT_GIVEN) for word in said if word in value
        }
        return self.words(", ").join([self.words(said[word], day=day) for word, day in days.items()])

    def _assessment(self, value: Any) -> str:
        grade = value["credibility"]
        words = self.words
        told = words("{grade} of 6, {label}", grade=grade, label=words(CREDIBILITY.get(grade, "")))
        if value.get("likelihood"):
            told += words("; likelihood: {term}", term=words(value["likelihood"]))
        signed = words(", ").join(filter(None, (value.get("by", ""), self._date(value.get("on", "")))))
        return f"{told} ({signed}): {sentence(value.get('why') or words(NOT_GIVEN))}"

    def _withdrawal(self, value: Any) -> str:
        why = sentence(value.get("why") or self.words(NOT_GIVEN))
        return self.words("on {day}: {why}", day=self._date(value["on"]), why=why)


def mentioned(value: Any) -> frozenset[str]:
    """Return what in a value may be the id of a record: its links, and every text that could be an id."""
    match value:
        case str():
            linked = frozenset(reference.id for reference in references(value))
            return linked | {value} if is_slug(value) else linked
        case list():
            return frozenset(id for item in value for id in mentioned(item))
        case dict():
            return frozenset(id for item in value.values() for id in mentioned(item))
    return frozenset()


def carried(caveat: Fields, name: Name) -> Wording:
    """Return one caveat in words."""
    told = _Comparison({}, {}, name, ENGLISH).caveat_words(squeezed(caveat))
    return Wording(told, ids=mentioned(caveat))


def _by_language(text: Any) -> dict[str, Any]:
    return text if isinstance(text, dict) else {} if text is None else {"": text}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
