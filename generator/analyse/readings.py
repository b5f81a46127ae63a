"""What the relations of claims say of each entity, as rows of the table at the head of its dossier.

A row is a reading of one claim and never stands without it. A figure about several together stays one about
several together, on whosever dossier it stands; a plan or an aim is never headed like an act.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..markup import Html
from ..model import Claim, Mode, Predicate, Relation, UnsetType, Value
from ..words import Words
from .wording import OPENERS, lowered

Way = Literal["there", "here", "both"]


class Figure(NamedTuple):
    """A value that is no text, as the record has it: a layout that is kept holds no records."""

    number: str | None = None
    min: str | None = None
    max: str | None = None
    unit: str | None = None
    lat: str | None = None
    lon: str | None = None


class Reading(NamedTuple):
    """One row: the claim, its heading, who or what stands at the other end, and with whom the entity shares it.

    `others` are entities, `either` tells that only one of them is meant, `values` are texts or figures.
    `shared` are the entities at this end where the relation holds for all of them together (`jointly`) or for one; it
    may hold so of the others only.
    `way` tells whether it leads from this end to the other, from there to here, or is the same from both.
    """

    claim: str
    heading: str
    others: tuple[str, ...]
    values: tuple[str | Figure, ...] = ()
    shared: tuple[str, ...] = ()
    jointly: bool = False
    either: bool = False
    way: Way = "there"


def readings(corpus: Corpus) -> Mapping[str, tuple[Reading, ...]]:
    """Return the rows of each entity: in the order of the vocabulary, readings of one kind in that of the files."""
    order = {name: rank for rank, name in enumerate(corpus.vocabulary.predicates)}
    rows: defaultdict[str, list[tuple[int, bool, Reading]]] = defaultdict(list)
    for claim in corpus.in_file_order:
        if not isinstance(claim.retracted, UnsetType):
            continue
        for relation in claim.relations:
            predicate = corpus.vocabulary.predicates.get(relation.predicate)
            if predicate is not None and predicate.glance:
                for entity, inverse, reading in _of_relation(corpus.words, claim, relation, predicate):
                    rows[entity].append((order[relation.predicate], inverse, reading))
    ordered = {id: [row[2] for row in sorted(found, key=lambda row: row[:2])] for id, found in rows.items()}
    return {id: tuple(_joined(found)) for id, found in ordered.items()}


def at_a_glance(rows: Sequence[Reading], most: int) -> tuple[Reading, ...]:
    """Return up to `most` rows, in their order: of each heading the first, then of each the second, and so on."""
    turns: Counter[str] = Counter()
    turn_of = []
    for row in rows:
        turn_of.append(turns[row.heading])
        turns[row.heading] += 1
    chosen = sorted(range(len(rows)), key=turn_of.__getitem__)[:most]
    return tuple(rows[place] for place in sorted(chosen))


def reported(words: Words, mode: Mode, predicate: Predicate) -> str:
    """Return in words what is reported of a relation's subject: "Reported to lead"; of an aim, that it is one."""
    return _heading(words, mode, predicate, predicate.heading, predicate.label)


def value_words(words: Words, value: str | Value | Figure | UnsetType, own: Callable[[str], str] | None = None) -> str:
    """Return a value in words, with its bound said where the report gives only a bound.

    `own` gives text of the data as it stands in what is told; else that is isolated where it runs the other way.
    """
    own = own or words.isolated
    if isinstance(value, UnsetType):
        return ""
    if isinstance(value, str):
        return own(value)
    unit = value.unit if isinstance(value.unit, str) else ""
    if isinstance(value.lat, str) and isinstance(value.lon, str):
        told = words("{lat}, {lon} (latitude, longitude)", lat=value.lat, lon=value.lon)
    elif isinstance(value.number, str):
        return _measured(words, value.number, unit, own)
    elif isinstance(value.min, str) and isinstance(value.max, str):
        told = words("{least} to {most}", least=_figure(value.min), most=_figure(value.max))
    elif isinstance(value.min, str):
        return words("{figure} (lower bound)", figure=Html(_measured(words, value.min, unit, own)))
    elif isinstance(value.max, str):
        return words("{figure} (upper bound)", figure=Html(_measured(words, value.max, unit, own)))
    else:
        return own(unit) if unit else ""
    return f"{told} {own(unit)}" if unit else told


def _kept(value: str | Value) -> str | Figure:
    if isinstance(value, str):
        return value
    given = {name: getattr(value, name) for name in Figure._fields}
    return Figure(**{name: part for name, part in given.items() if isinstance(part, str)})


def _measured(words: Words, number: str, unit: str, own: Callable[[str], str]) -> str:
    """Return a figure with its unit; one that is a sign, as %, stays beside it in whatever direction the words run."""
    figure = words.isolated(_figure(number))
    if any(map(str.isalpha, unit)):
        return f"{figure} {own(unit)}"
    return own(words.isolated(f"{_figure(number)} {unit}")) if unit else figure


def _joined(rows: list[Reading]) -> Iterator[Reading]:
    """Yield rows, those of one claim that say the same of several others as one."""

    def key(row: Reading) -> tuple[object, ...]:
        apart = row.either or (row.jointly and len(row.others) > 1)
        return row.claim, row.heading, row.shared, row.jointly, row.way, id(row) if apart else 0

    for _, same in groupby(rows, key):
        alike = list(same)
        others = dict.fromkeys(other for row in alike for other in row.others)
        yield alike[0]._replace(others=tuple(others), values=tuple([v for row in alike for v in row.values]))


def _of_relation(
    words: Words, claim: Claim, relation: Relation, predicate: Predicate
) -> Iterator[tuple[str, bool, Reading]]:
    subjects, objects = relation.subjects, relation.objects
    value = relation.value
    values = (_kept(value),) if not isinstance(value, UnsetType) and value_words(words, value) else ()
    heading = reported(words, claim.mode, predicate)
    several = subjects if len(subjects) > 1 else ()
    there: Way = "both" if predicate.symmetric else "there"
    for id in dict.fromkeys(subjects):
        yield id, False, Reading(claim.id, heading, objects, values, several, relation.jointly, relation.either, there)
    inverse = heading if predicate.symmetric else _inverse_heading(words, claim.mode, predicate)
    if not inverse:
        return
    several = objects if len(objects) > 1 and (relation.jointly or relation.either) else ()
    here: Way = "both" if predicate.symmetric else "here"
    for id in dict.fromkeys(objects):
        reading = Reading(claim.id, inverse, subjects, (), several, relation.jointly, relation.either, here)
        yield id, not predicate.symmetric, reading


def _heading(words: Words, mode: Mode, predicate: Predicate, heading: str | UnsetType, label: str) -> str:
    """Return a row's heading: the vocabulary's own, where the claim is of the mode that this was worded for."""
    fits = mode == predicate.mode or (isinstance(predicate.mode, UnsetType) and mode in ("act", "state"))
    if fits and isinstance(heading, str):
        return heading
    return f"{words(OPENERS[mode])}: {lowered(label)}"


def _inverse_heading(words: Words, mode: Mode, predicate: Predicate) -> str:
    if isinstance(predicate.inverse, str):
        return _heading(words, mode, predicate, predicate.inverse_heading, predicate.inverse)
    return predicate.inverse_heading if isinstance(predicate.inverse_heading, str) else ""


def _figure(number: str) -> str:
    """Set the thousands of a whole number apart, as typed otherwise."""
    digits = number.lstrip("+-")
    return f"{int(number):,}" if digits.isdigit() and len(digits) > 4 and number[0] != "+" else number
