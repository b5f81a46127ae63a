"""Claims of the made-up corpus, in the shape that editors give them: few entities have very many, most have two.

Chains of attribution have up to three links, a claim has one to three citations, most have a caveat of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .entities import Record
from .sources import FIRST_YEAR
from .words import Words, falling

# Predicate, mode, types of subject and object ("" for a figure), and the statement.
_FORMS = (
    ("leads", "state", "people", "groups", "{subject} is the leader of {object}"),
    ("belongs-to", "state", "people", "groups", "{subject} is a member of {object} and {clause}"),
    ("left", "act", "people", "groups", "{subject} has left {object} after {clause}"),
    ("was-seen-in", "state", "people", "places", "{subject} was seen in {object} when {clause}"),
    ("fights", "act", "groups", "groups", "{subject} attacked positions of {object} near {thing}"),
    ("has-truce-with", "act", "groups", "groups", "{subject} has agreed to a truce with {object}, while {clause}"),
    ("supplies", "act", "groups", "groups", "{subject} has supplied {object} with {thing}"),
    ("controls", "state", "groups", "places", "{subject} holds most of the countryside of {object}"),
    ("withdrew-from", "act", "groups", "places", "{subject} withdrew from {object}, where {clause}"),
    ("aims-at", "plan", "groups", "places", "{subject} is said to plan an advance on {object} before {clause}"),
    ("aims-at", "intent", "groups", "places", "{subject} is said to want control of {object} and of {thing}"),
    ("quarrels-with", "motive", "groups", "groups", "{subject} is said to quarrel with {object} because of {thing}"),
    ("has-strength", "state", "groups", "", "{subject} has up to {figure} members, among them {thing}"),
    ("pays", "state", "groups", "", "{subject} pays its members {figure} a month, although {clause}"),
    ("denies", "denial", "people", "", "{subject} denies that {clause}"),
    ("borders-on", "state", "places", "places", "A road leads from {subject} to {object} past {thing}"),
    ("borders-on", "state", "places", "places", "The road between {subject} and {object} was closed when {clause}"),
    ("houses", "state", "places", "", "{subject} has taken in up to {figure} people, among them {thing}"),
)  # fmt: skip
_THEMES = ("Command", "Fronts", "Money", "Supplies", "Truces", "Recruits", "Prisoners", "Roads", "Families", "Denials")
_CAVEATS = (
    ("headline", "The headline says it without the condition that stands in the third paragraph."),
    ("number-not-given", "How many are meant is not said, and the photograph does not show it."),
    ("actor-not-stated", "The sentence is passive; who did it is the editors’ reading."),
    ("open-list", "Given as an example; the list is open."),
    ("allegation", "Made by unnamed people about people who were not asked."),
)
_UNNAMED = (
    "residents of the area", "a source close to the negotiations", "two officers who asked not to be named",
    "informed sources", "relatives of those who left", "a person who saw the list", "local activists",
)  # fmt: skip
_HEDGES = ("up to", "reportedly", "such as", "at least", "about")
_NONE: Record = {"how": "none"}


# Most statements are about the few whom everybody writes about, the rest about any one alike.
_PROMINENT = 0.68


class Named(NamedTuple):
    """An entity as far as a claim knows it."""

    id: str
    name: str


class Read(NamedTuple):
    """A source that was read, as far as a citation knows it."""

    id: str
    outlet: str
    lang: str


class Cast(NamedTuple):
    """Whom and what claims are about, and where they stand: entities by folder, ids of outlets, sources."""

    entities: dict[str, list[Named]]
    outlets: list[str]
    sources: list[Read]


def make_claims(words: Words, cast: Cast, count: int) -> Iterator[Record]:
    """Yield so many claims; the files that they belong into are those of their first citations."""
    earlier: list[str] = []
    while len(earlier) < count:
        source = cast.sources[len(earlier) % len(cast.sources)] if words.often(0.5) else words.one(cast.sources)
        for _ in range(min(words.number(1, 20), count - len(earlier))):
            record = _claim(words, cast, source, earlier)
            earlier.append(record["id"])
            yield record


def _claim(words: Words, cast: Cast, source: Read, earlier: Sequence[str]) -> Record:
    predicate, mode, subjects, objects, form = words.one(_FORMS)
    subject = _known(words, cast.entities[subjects])
    object = _known(words, cast.entities[objects or "places"])
    figure = str(words.number(2, 90) * 50)
    text = form.format(
        subject=_link(words, subject), object=_link(words, object), figure=figure,
        thing=words.thing(), clause=words.clause(),
    )  # fmt: skip
    relation: Record = {"subject": subject.id, "predicate": predicate}
    relation |= {"object": object.id} if objects else {"value": _value(predicate, figure, text)}
    record: Record = {"id": f"{subject.id}-{predicate}-{len(earlier) + 1}", "mode": mode, "text": f"{text}."}
    record |= {"theme": words.one(_THEMES)} if words.often(0.8) else {}
    record["date"] = _date(words)
    record["relations"] = _jointly(words, cast, [relation], subjects)
    record["citations"] = _citations(words, cast, source, "denied that " if mode == "denial" else "")
    return record | _extras(words, earlier)


def _known(words: Words, entities: Sequence[Named]) -> Named:
    if words.often(_PROMINENT):
        return words.ranked(entities, falling(len(entities), 2, 1.15))
    return words.one(entities)


def _link(words: Words, entity: Named) -> str:
    shown = f"|{entity.name.split()[0]}" if words.often(0.3) else ""
    return f"[[{entity.id}{shown}]]"


def _value(predicate: str, figure: str, text: str) -> Record | str:
    if predicate == "denies":
        return text.partition("denies ")[2]
    return {"number": figure, "unit": "USD"} if predicate == "pays" else {"max": figure, "unit": "people"}


def _jointly(words: Words, cast: Cast, relations: list[Record], folder: str) -> list[Record]:
    """Let some relations hold for two together, and give some claims a second relation."""
    first = relations[0]
    if "value" not in first and words.often(0.06):
        other = _known(words, cast.entities[folder]).id
        if other not in (first["subject"], first["object"]):
            relations[0] = first | {"subject": [first["subject"], other], "jointly": True}
    if folder == "people" and words.often(0.15):
        place = _known(words, cast.entities["places"]).id
        relations.append({"subject": first["subject"], "predicate": "was-seen-in", "object": place})
    return relations


def _date(words: Words) -> str | None:
    """Draw a date before the first source was published, as sources give dates: often vague, often not at all."""
    year, month, day = words.number(2011, FIRST_YEAR - 1), words.number(1, 9), words.number(1, 28)
    forms = (
        None, None, f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}", f"{year}~",
        f"{year}/..", f"[{year}-{month:02}..{year}-{month + 3:02}]",
    )  # fmt: skip
    return words.one(forms)


def _citations(words: Words, cast: Cast, source: Read, opens: str) -> list[Record]:
    cited = {source.id: source}
    for _ in range(words.ranked((0, 1, 2), (0.6, 0.9, 1.0))):
        other = words.one(cast.sources)
        cited[other.id] = other
    made = [_citation(words, cast, each, opens) for each in cited.values()]
    if len(made) > 1 and words.often(0.15):
        made[-1]["supports"] = words.one(("refutes", "context"))
    return made


def _citation(words: Words, cast: Cast, source: Read, opens: str) -> Record:
    hedge = words.one(_HEDGES) if words.often(0.3) else ""
    quote = f"{words.sentence(words.number(1, 2))} {hedge} {words.thing()}" if hedge else words.sentence(2)
    quote = opens + quote
    record: Record = {"source": source.id, "quote": quote}
    if source.lang == "ar":
        translation = {"text": quote, "by": "editors"}
        record |= {
            "quote": f"{'نفى أن ' if opens else ''}{words.arabic(words.number(8, 20))}",
            "lang": "ar",
            "translation": translation,
        }
        hedge = ""
    elif words.often(0.15):
        record["context"] = f"{words.sentence()}. {quote}. {words.sentence()}"
    record["locator"] = f"paragraph {words.number(1, 14)}"
    record |= {"hedges": [hedge]} if hedge else {}
    record["attribution"] = _attribution(words, cast, source)
    if words.often(0.1):
        record["reading"] = f"The words allow another reading; here it is taken that {words.clause()}."
    return record


def _attribution(words: Words, cast: Cast, source: Read) -> Record:
    """Draw a chain of none to three links, nearest to the event first."""
    length = words.ranked((0, 1, 2, 3), (0.2, 0.4, 0.65, 1.0))
    if not length:
        return _NONE
    unnamed = words.arabic(3) if source.lang == "ar" else words.one(_UNNAMED)
    chain: list[Record] = [{"anonymous": unnamed} if words.often(0.7) else {"named": words.person()[0]}]
    if length > 2:
        person = _known(words, cast.entities["people"])
        chain.append({"entity": person.id, "did": "passed the account on"})
    outlet = words.one(cast.outlets)
    if length > 1 and outlet != source.outlet:
        presumed = {"presumed": True} if words.often(0.2) else {}
        chain.append({"entity": outlet, "did": "published the original"} | presumed)
    return {"how": words.one(("explicit", "inherited")), "chain": chain}


def _extras(words: Words, earlier: Sequence[str]) -> Record:
    """Draw what some claims have: caveats, a rival, a judgement, a note, a retraction."""
    extras: Record = {}
    if words.often(0.6):
        count = words.ranked((1, 2, 3), (0.7, 0.92, 1.0))
        kinds = dict(words.one(_CAVEATS) for _ in range(count))
        extras["caveats"] = [{"kind": kind, "text": text} for kind, text in kinds.items()]
    if earlier and words.often(0.06):
        extras["tension"] = [words.one(earlier)]
    if words.often(0.04):
        why = f"{words.sentence()}."
        extras["assessment"] = {"credibility": words.one("23456"), "by": "editors", "on": "2025-07", "why": why}
    if words.often(0.05):
        extras["note"] = f"{words.sentence(2)}."
    if words.often(0.004):
        extras["retracted"] = {"on": "2025-08-01", "why": "The source was withdrawn by its publisher."}
    return extras
