"""The model: a plain value becomes a record, or every fault in it is told, and never an exception."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Meta, Struct

from generator import model
from generator.markup import Html
from generator.model import (
    UNSET,
    Claim,
    Entity,
    Fault,
    Options,
    Record,
    Source,
    UnsetType,
    Vocabulary,
    json_of,
    shape,
)
from generator.model.schema import schemas
from generator.model.shape import instead_of_nothing, needed_fields

TOP: tuple[type[Record], ...] = (Entity, Source, Claim, Vocabulary, Options)
RECORDS = [
    kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
]
CLAIM = {"id": "a", "text": "x", "mode": "act"}


def faults(value: object, kind: type[Record]) -> list[Fault]:
    """Return the faults of a value that is none of the kind."""
    record, found = shape(value, kind)
    assert record is None
    return found


def places(value: object, kind: type[Record]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return the code and the path of each fault."""
    return [(fault.code, fault.path) for fault in faults(value, kind)]


# From plain values to records


def test_a_record_keeps_what_was_typed() -> None:
    """Texts stay texts, lists become tuples, and what was left out has its stated default."""
    value = {
        **CLAIM,
        "date": "2017/..",
        "about": ["b"],
        "relations": [{"subject": "b", "predicate": "p", "object": ["c"]}],
    }
    claim, found = shape(value, Claim)
    assert found == []
    assert claim is not None
    assert (claim.date, claim.about, claim.citations, claim.caveats) == ("2017/..", ("b",), (), ())
    assert claim.relations[0].subjects == ("b",)
    assert claim.relations[0].objects == ("c",)


def test_null_and_left_out_differ() -> None:
    """A field that says `null` is None, one that was left out is UNSET, wherever a field may be looked for in vain."""
    source, _ = shape({"id": "s", "title": None, "type": "article", "outlet": None, "url": None}, Source)
    assert source is not None
    assert (source.title, source.outlet, source.url) == (None, None, None)
    assert isinstance(source.published, UnsetType)
    place, _ = shape({"id": "p", "type": "place", "name": "P", "location": None}, Entity)
    assert place is not None
    assert place.location is None
    assert isinstance(place.died, UnsetType)


@pytest.mark.parametrize(
    ("field", "kind"),
    [("theme", Claim), ("text", Claim), ("formerly", Claim), ("name", Entity), ("kind", Entity), ("caveats", Source)],
)
def test_null_is_refused_where_nobody_looks(field: str, kind: type[Record]) -> None:
    """A field that cannot be looked for in vain takes no `null`."""
    needed = {"id": "a", "type": "article", "title": "t", "outlet": None} if kind is Source else CLAIM
    value = {"id": "a", "type": "group", "name": "A"} if kind is Entity else needed
    assert places({**value, field: None}, kind) == [("M103", (field,))]


@pytest.mark.parametrize("kind", [Entity, Source, Claim])
def test_what_is_said_of_an_empty_value_is_accepted(kind: type[Record]) -> None:
    """Whoever leaves a field out, or writes null, because they were told so, is not refused next."""
    source = {"id": "a", "type": "article", "title": "t", "outlet": None}
    whole = {Entity: {"id": "a", "type": "group", "name": "A"}, Source: source, Claim: CLAIM}[kind]
    for field in needed_fields(kind):
        advice = instead_of_nothing(kind, (field,))
        given = {**whole, field: None}
        if not advice or "null" in advice:
            assert shape(given, kind)[1] == []
        if not advice or advice.endswith("leave the field out"):
            del given[field]
            assert shape(given, kind)[1] == []
        else:
            assert advice.endswith("the field is needed")
    assert instead_of_nothing(Claim, ("citations",)).endswith("the field is needed")
    assert instead_of_nothing(kind, ("nobody_knows",)) == ""


def test_an_unknown_descent_is_no_empty_one() -> None:
    """`unknown`, an empty list and nothing at all are three answers to where a source comes from."""
    value = {"id": "s", "title": "t", "type": "article", "outlet": None}
    unknown, _ = shape({**value, "derived_from": "unknown"}, Source)
    original, _ = shape({**value, "derived_from": []}, Source)
    silent, _ = shape(value, Source)
    assert unknown and original and silent
    assert [record.descent_known for record in (unknown, original, silent)] == [False, True, False]


def test_whoever_is_not_known_to_be_dead_is_living() -> None:
    """No date of death, looked for or not, means living."""
    value = {"id": "p", "type": "person", "name": "P"}
    people = [shape(given, Entity)[0] for given in (value, {**value, "died": None}, {**value, "died": "2017"})]
    assert [person.living for person in people if person] == [True, True, False]


def test_words_come_in_the_language_or_in_the_first() -> None:
    """A text in several languages is read in the one that is asked for, else in the first that it has."""
    claim, _ = shape({**CLAIM, "text": {"ar": "ب", "en": "b"}}, Claim)
    assert claim is not None
    assert [claim.words(lang) for lang in ("en", "ar", "de")] == ["b", "ب", "ب"]


# Faults


def test_all_faults_of_a_record_are_told_at_once() -> None:
    """Each fault has its code, its path and what to do, however deep it lies, and none hides another."""
    value = {
        "id": "No id",
        "mode": "atc",
        "date": "2017-13",
        "colour": "red",
        "about": "b",
        "citations": [{"sorce": "s"}, {"source": "s", "attribution": {"how": "none", "chain": [{"entity": "No id"}]}}],
        "relations": [{"subject": "b", "predicate": "p", "value": {"min": "over 3"}}],
    }
    assert places(value, Claim) == [
        ("M101", ("colour",)),
        ("M106", ("id",)),
        ("M102", ()),
        ("M104", ("mode",)),
        ("M101", ("citations", 0, "sorce")),
        ("M106", ("citations", 1, "attribution", "chain", 0, "entity")),
        ("M103", ("about",)),
        ("M105", ("date",)),
        ("M103", ("relations", 0, "value", "min")),
    ]


def test_a_mistyped_name_or_word_gets_a_suggestion() -> None:
    """Who mistypes a field or one of its words is told which one was meant."""
    found = faults({**CLAIM, "citation": [], "mode": "motiv"}, Claim)
    assert [fault.hint.partition("?")[0] for fault in found] == ['did you mean "citations"', 'did you mean "motive"']
    assert [fault.key for fault in found] == [True, False]


def test_a_date_is_told_with_what_to_write_instead() -> None:
    """The calendar's own words and advice reach the person."""
    (fault,) = faults({**CLAIM, "date": "2017-02-30"}, Claim)
    assert (fault.message, "write 2017-02" in fault.hint) == ("30 February 2017 does not exist", True)


def test_bounds_are_told() -> None:
    """A number that is too large, or none, is told with the range that it must have."""
    location = {"lat": "91", "lon": "nan", "precision": "exact", "origin": "a gazetteer"}
    found = faults({"id": "p", "type": "place", "name": "P", "location": location}, Entity)
    assert [fault.hint for fault in found] == ["write a number from -90 to 90", "write a number from -180 to 180"]


TEXTS = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["a", "b-c", "No id", "act", "none", "unknown", "2017", "2017-13", "true", "1", "-3.5", "nan", "article"]
    ),
)
NAMES = sorted({name for kind in RECORDS for name in needed_fields(kind)})
KEYS = st.one_of(st.sampled_from(NAMES), st.text(max_size=6))
PLAIN = st.recursive(
    st.one_of(TEXTS, st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)


def _reaches(value: Any, path: tuple[str | int, ...]) -> bool:
    """Tell whether a path leads through the value."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


@pytest.mark.parametrize("kind", TOP)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_plain_value_is_a_record_or_has_faults(kind: type[Record], data: st.DataObject) -> None:
    """Whatever a file may hold, it is shaped or told: each fault with words, and with a path that is in the value."""
    fields = st.fixed_dictionaries({}, optional=dict.fromkeys(needed_fields(kind), PLAIN))
    value = data.draw(st.one_of(PLAIN, fields))
    record, found = shape(value, kind)
    assert (record is None) == bool(found)
    for fault in found:
        assert fault.message
        assert fault.code != "M107", "a fault of an unknown sort"
        assert _reaches(value, fault.path)


# The records themselves


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_field_is_described(name: str) -> None:
    """Whoever fills in a file by its schema reads a sentence on each field."""
    bare = [
        f"{part}.{field}"
        for part, definition in schemas()[name]["$defs"].items()
        for field, described in definition.get("properties", {}).items()
        if not described.get("description", "").strip()
    ]
    assert bare == []


@pytest.mark.parametrize("name", sorted(schemas()))
def test_a_schema_says_that_a_file_may_be_a_list_where_it_may(name: str) -> None:
    """All files may, but the vocabulary, of which there is one."""
    schema = schemas()[name]
    assert ("a list of records" in schema["description"]) == ("anyOf" in schema) == (name != "vocabulary")


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_says_what_it_is(kind: type[Record]) -> None:
    """Each record has a sentence of its own, which its schema shows."""
    assert (kind.__doc__ or "").strip().endswith(".")


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_records_are_frozen(kind: type[Record]) -> None:
    """Nobody changes a record that somebody else reads."""
    assert kind.__struct_config__.frozen
    assert kind.__struct_config__.forbid_unknown_fields


def test_records_survive_a_journey_between_processes() -> None:
    """A pickled record is equal to the one it was made of, and what was left out is still told from `null`."""
    claim, _ = shape({**CLAIM, "date": None, "citations": [{"source": "s", "hedges": ["up to"]}]}, Claim)
    assert claim is not None
    copy = pickle.loads(pickle.dumps(claim))
    assert copy == claim
    assert copy.date is None
    assert copy.theme is UNSET


def test_no_field_takes_a_patterned_text_or_else_a_list() -> None:
    """msgspec 0.22 lets the garbage collector crash where two fields of one record take an id or else a list."""
    found = [
        f"{kind.__name__}.{field}"
        for kind in RECORDS
        for field, hint in get_type_hints(kind, include_extras=True).items()
        if _has_pattern_and_list(hint)
    ]
    assert found == []


def _has_pattern_and_list(hint: Any) -> bool:
    options = list(_options(hint))
    patterned = any(isinstance(part, Meta) and part.pattern for option in options for part in get_args(option)[1:])
    return patterned and any(get_origin(option) is tuple for option in options)


def _options(hint: Any) -> Iterator[Any]:
    """Yield what may stand in a field: a union's members, each with what annotates it."""
    if get_origin(hint) is Annotated and not any(
        isinstance(part, Meta) and part.pattern for part in get_args(hint)[1:]
    ):
        yield from _options(get_args(hint)[0])
    elif get_origin(hint) in (Annotated, tuple) or (isinstance(hint, type) and issubclass(hint, Struct)):
        yield hint
    else:
        for part in get_args(hint):
            yield from _options(part)


# As JSON

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_json_is_what_python_writes(value: object) -> None:
    """Data is the JSON that Python's own module writes of it, in few letters or with room behind commas and colons."""
    assert json_of(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert json_of(value, spaced=True) == json.dumps(value, ensure_ascii=False)


def test_json_takes_texts_of_any_kind_and_no_objects() -> None:
    """Finished HTML is a text; what is no plain value is a mistake of the program."""
    assert json_of([Html("<b>"), (1, 2)]) == '["<b>",[1,2]]'
    with pytest.raises(NotImplementedError):
        json_of(object())
