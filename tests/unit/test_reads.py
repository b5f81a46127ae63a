"""What is noted for a page is enough: while all of it reads the same, the page comes out the same."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Set
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus import Corpus
from generator.dates import DateError
from generator.history import History
from generator.history.events import Event
from generator.load import load
from generator.model import UNSET, Claim, Entity, Record, Source
from generator.pages import Page, plan
from generator.problems import DossierError
from generator.reads import ABSENT, Ground, NotingCorpus, Read, Register
from generator.render import Rendered, Renderer
from generator.templates import gathered
from tests.records import corpus_of

GOLDEN = Path(__file__).parents[1] / "golden" / "pages" / "site"
TEMPLATES = Path(__file__).parents[2] / "templates"
Made = dict[Page, tuple[Rendered, frozenset[Read]]]


@cache
def golden() -> Corpus:
    corpus, problems = load(GOLDEN)
    assert problems == []
    return corpus


def read_by(corpus: NotingCorpus, ground: Ground) -> frozenset[Read]:
    """Return what was read, by names."""
    return frozenset(corpus.reads.read_by(ground))


@cache
def templates() -> Any:
    return Renderer(golden(), plan(golden()), gathered([TEMPLATES]))._templates


def made(corpus: Corpus) -> tuple[Made, NotingCorpus]:
    """Render every page of a corpus and note what was read for it."""
    noting = NotingCorpus.of(corpus)
    renderer = Renderer(noting, plan(corpus), gathered([TEMPLATES]))
    renderer._templates = renderer.html._templates = templates()  # compiled once: they know nothing of the corpus
    renderer.prepare()
    assert not noting.reads.common.reads, "what is read before the first page would count for all"
    noting.reads.close()
    found = {}
    for page in renderer.plan.pages:
        with noting.reads.apart() as noted:
            rendered = renderer.render(page)
        found[page] = rendered, read_by(noting, noted)
    return found, noting


@cache
def before() -> tuple[Made, dict[Read, bytes]]:
    found, noting = made(golden())
    return found, {read: noting.reads.digest(read) for _, reads in found.values() for read in reads}


RECORDS = ("entities", "sources", "claims")


def everything() -> list[tuple[str, str]]:
    return [(kind, id) for kind in RECORDS for id in getattr(golden(), kind)]


def other_values(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield other values for each field of a record: none, a longer text, fewer of a list."""
    for field in msgspec.structs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name == "id":
            continue
        if not field.required:
            yield field.name, getattr(record.without([field.name]), field.name)
        if isinstance(value, str) and field.name in ("name", "text", "title", "note", "author", "url"):
            yield field.name, f"{value} and more"
        if isinstance(value, bool):
            yield field.name, not value
        if isinstance(value, tuple) and len(value) > 1:
            yield field.name, value[::-1]
            yield field.name, value[:-1]


def changed(kind: str, id: str, record: Record | None) -> Corpus:
    records = {**getattr(golden(), kind)}
    if record is None:
        del records[id]
    else:
        records[id] = record
    return replace(golden(), digests={}, **{kind: dict(sorted(records.items()))})


def check(corpus: Corpus) -> int:
    """Compare each page with what it was, where nothing that was read for it has changed; tell how many were kept."""
    first, digests = before()
    try:
        second, noting = made(corpus)
    except (KeyError, DossierError, DateError, ValueError, StopIteration, IndexError):
        return -1  # no corpus that passes the rules
    kept = [page for page, (_, reads) in first.items()
            if page in second and all(noting.reads.digest(read) == digests[read] for read in reads)]  # fmt: skip
    for page in kept:
        assert second[page][0] == first[page][0], page.address
    return len(kept)


@pytest.mark.parametrize(("kind", "id"), everything())
def test_whatever_changes_in_a_record_changes_what_was_read(kind: str, id: str) -> None:
    """Whichever field of a record changes, no page that comes out otherwise is taken for unchanged."""
    record = getattr(golden(), kind)[id]
    done = [check(changed(kind, id, record.changed(**{name: value}))) for name, value in other_values(record)]
    assert [kept for kept in done if kept > 0], "some pages are not made of this record"


def test_records_that_go_and_come_change_what_was_read() -> None:
    """A record that is removed, or was not there before, is noticed by every page that asks for it."""
    done = [check(changed(kind, id, None)) for kind, id in everything()]
    new = [
        ("entities", Entity(id="zz-new", type="group", name="Group A")),
        ("sources", golden().sources["article-b"].changed(id="aa-new", title="A new one")),
        ("claims", golden().claims["a-holds-e"].changed(id="zz-new-claim", formerly=())),
        ("claims", golden().claims["a-denies"].changed(id="aa-new-claim")),
    ]
    done += [check(changed(kind, record.id, record)) for kind, record in new]  # type: ignore[attr-defined]
    assert sum(kept > 0 for kept in done) > len(new)


def test_an_order_that_changes_changes_what_was_read() -> None:
    """Claims that stand in another order in their file are noticed where the order shows."""
    homes = {**golden().homes}
    ids = list(golden().claims)
    for one, other in zip(ids, reversed(ids), strict=True):
        homes[one] = golden().homes[other]
    assert check(replace(golden(), homes=homes)) > 0


def test_one_claim_touches_few_pages() -> None:
    """A claim's words are read by its own page and by those that show it, not by the pages of the whole site."""
    claim = golden().claims["a-numbers"]
    kept = check(changed("claims", "a-numbers", claim.changed(note="Something else.")))
    assert kept >= len(before()[0]) - 17


def test_history_is_read_by_the_pages_that_tell_it() -> None:
    """Only the pages that tell of a claim, or when any of their claims last changed, read its events."""
    event = Event("2026-01-02", "c" * 40, "a-numbers", ())
    history = History(first=dict.fromkeys(golden().claims, "2026-01-01"), events={"a-numbers": (event,)},
                      corrections=(event,), day="2026-01-02")  # fmt: skip
    noting = NotingCorpus.of(golden())
    renderer = Renderer(noting, plan(golden(), 1), gathered([TEMPLATES]), history)
    renderer.prepare()
    readers = set()
    for page in renderer.plan.pages:
        with noting.reads.apart() as noted:
            renderer.render(page)
        if {("history", "a-numbers"), ("corrections", "0")} & read_by(noting, noted):
            readers.add(page.address)
    dated = {"groups/group-a/", "groups/group-a/2/", "sources/report-c/"}
    assert readers == {"claims/a-numbers/", "corrections/", *dated}


# How reads are noted.


def entity(id: str, **fields: Any) -> Entity:
    return Entity(id=id, type="group", name=id.upper(), **fields)


def noting(*records: Entity | Source | Claim) -> NotingCorpus:
    return NotingCorpus.of(corpus_of(*records))


def test_what_is_kept_counts_for_everybody_who_asks() -> None:
    """What was worked out once is noted again for whoever gets it later, also through others and after it was lost."""
    corpus = noting(entity("a"), entity("b"))
    name = corpus.memo(lambda id: corpus.entities[id].name, 1)
    both = corpus.memo(lambda: name("a") + name("b"))
    for _ in range(2):
        with corpus.reads.apart() as noted:
            assert both() == "AB"
        assert read_by(corpus, noted) == {("entities", "a"), ("entities", "b")}
    with corpus.reads.apart() as noted:
        assert name("a") == "A"
    assert read_by(corpus, noted) == {("entities", "a")}
    assert not corpus.reads.common.reads


def test_what_failed_is_not_kept() -> None:
    """Work that fails leaves nothing, and what it read does not count for the next."""
    corpus = noting(entity("a"))
    broken = corpus.memo(lambda id: corpus.entities[id].nothing)
    for _ in range(2):
        with corpus.reads.apart() as noted, pytest.raises(AttributeError):
            broken("a")
        assert not noted.reads


def test_who_asks_for_an_outcome_has_read_what_came_out() -> None:
    """An outcome is read as such, whatever it was made of, also through what is kept and after it was forgotten."""
    corpus = noting(entity("a"), entity("b"))
    length = corpus.outcomes("lengths", lambda id: len(corpus.entities[id].name), lambda plain: plain.entities, 1)
    both = corpus.memo(lambda: length("a") + length("b"))
    for _ in range(2):
        with corpus.reads.apart() as noted:
            assert both() == 2
        assert read_by(corpus, noted) == {("lengths", "a"), ("lengths", "b")}
    digest = corpus.reads.digest(("lengths", "a"))
    assert digest == corpus.reads.digest(("lengths", "b")) != ABSENT
    told = corpus.reads.told()
    assert {read: read_by(corpus, ground) for read, (_, ground) in told.items()} == {
        ("lengths", id): {("entities", id)} for id in ("a", "b")
    }
    assert corpus.reads.told() == {}
    assert length("a") == 1, "though it was forgotten"
    with pytest.raises(KeyError):
        length("c")


def test_what_is_not_there_is_read_too() -> None:
    """Asking for what does not exist is noted, and notices when it comes to be."""
    corpus = noting(entity("a"))
    with corpus.reads.apart() as noted:
        assert corpus.entities.get("b") is None
        assert "c" not in corpus.claims
    assert read_by(corpus, noted) == {("entities", "b"), ("claims", "c")}
    assert corpus.reads.digest(("entities", "b")) == ABSENT
    assert noting(entity("b")).reads.digest(("entities", "b")) != ABSENT


@pytest.mark.parametrize("whole", [len, list, lambda c: c.keys(), lambda c: c.values(), lambda c: c.items(), dict,
                                   sorted, lambda c: {**c}])  # fmt: skip
def test_who_goes_through_all_has_read_all(whole: Any) -> None:
    """Every way of going through a collection is noted as reading the whole of it."""
    corpus = noting(entity("a"))
    with corpus.reads.apart() as noted:
        whole(corpus.entities)
    assert ("entities", "*") in read_by(corpus, noted)
    more = noting(entity("a"), entity("b"))
    assert more.reads.digest(("entities", "*")) != corpus.reads.digest(("entities", "*"))


def test_digests_tell_left_out_from_not_given() -> None:
    """A field left out, one that is null and an empty one are three things."""
    digests = {noting(entity("a", died=value)).reads.digest(("entities", "a")) for value in (UNSET, None, "2001")}
    assert len(digests) == 3


def test_a_collection_that_comes_too_late_is_a_mistake() -> None:
    """Once pages are made, in several processes, no collection may come: its numbers would be known to one only."""
    corpus = noting(entity("a"))
    with pytest.raises(ValueError, match="second time"):
        corpus.index("claims", lambda plain: plain.claims)
    corpus.reads.close()
    with pytest.raises(ValueError, match="too late"):
        corpus.index("more", lambda plain: plain.claims)


def test_what_is_not_there_is_told_by_name() -> None:
    """Numbers that only this process knows are not told to others, but those of an earlier run are."""
    corpus = noting(entity("a"))
    with corpus.reads.apart() as ground:
        assert corpus.entities.get("b") is None
        assert "c" not in corpus.entities
        assert corpus.entities["a"].id == "a"
    numbers, missed = corpus.reads.parted(ground)
    assert sorted(missed) == [("entities", "b"), ("entities", "c")]
    register = corpus.reads.register
    assert [register.name(number) for number in array("I", numbers)] == [("entities", "a")]
    number = register.number(("entities", "b"))
    known = NotingCorpus.of(corpus_of(entity("a")), Register(register.rows()))
    with known.reads.apart() as ground:
        known.entities.get("b")
    assert known.reads.parted(ground) == (array("I", [number]).tobytes(), ())


def test_what_is_asked_of_every_record_has_numbers() -> None:
    """Of which sort a record is, and what few records have, every process knows by the same numbers."""
    corpus = noting(entity("a"))
    corpus.index("seldom", lambda plain: {}, asked="entities")
    with corpus.reads.apart() as ground:
        assert "a" not in corpus.sources
        assert "a" not in corpus.claims
        assert corpus.mentions.get("a") is None
    reads = read_by(corpus, ground)
    assert reads == {("sources", "a"), ("claims", "a"), ("mentions", "a")}
    numbers, missed = corpus.reads.parted(ground)
    assert (len(array("I", numbers)), missed) == (3, ())
    assert corpus.reads.digest(("seldom", "a")) == ABSENT
    assert ("seldom", "a") in list(corpus.reads.register)


def test_numbers_stay() -> None:
    """What had a number in an earlier run keeps it; what is new gets one of its own."""
    first = noting(entity("a"), entity("b")).reads
    first.number(("claims", "not there"))
    then, rows = list(first.register), list(first.register.rows())
    again = NotingCorpus.of(corpus_of(entity("c"), entity("b")), Register(rows)).reads
    assert all(again.number(read) == number for number, read in enumerate(then))
    now = list(again.register)
    assert now[: len(then)] == then
    indexes = ("about", "bearers", "mentions", "published_by", "replaced")
    new = {(name, "c") for name in ("homes", "entities", "sources", "claims", *indexes)}
    assert len(now) == len(then) + len(new), "what is new comes last, each once"
    assert set(now[len(then) :]) == new


def test_each_read_has_one_number() -> None:
    """What is entered twice has one number; what is missed gets one below zero, until it is entered."""
    register = Register([("old", ("x",))])
    numbers = register.enter("new", ["a", "b", "a"])
    assert list(register) == [("old", "x"), ("new", "a"), ("new", "b")]
    assert [register.number(read) for read in register] == [0, 1, 2]
    assert numbers["c"] == register.missing(("new", "c")) == -1
    assert register.name(-1) == ("new", "c")
    assert register.number(("new", "c")) == numbers["c"] == 3


class Asked:
    """A key that counts how often it is held against another one."""

    times = 0

    def __init__(self, number: int) -> None:
        self.number = number

    def __hash__(self) -> int:
        Asked.times += 1
        return hash(self.number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self.number == other.number


def test_a_single_number_costs_the_same_in_a_large_collection() -> None:
    """On a large site millions of reads get numbers one by one: none of them goes through those that have one."""
    register = Register()
    large = register.enter("large", map(Asked, range(1000)))
    for number in range(1000, 1100):
        large.more[Asked(number)] = number
    Asked.times = 0
    register.number(("large", Asked(2000)))
    assert Asked.times < 20


def test_collections_of_one_sort_of_keys_hold_these_once() -> None:
    """What has the same keys, in whatever order, and nearly all of them, takes its numbers by the same places."""
    register = Register()
    ids = [f"claim-{number}" for number in range(100)]
    one, other = register.enter("one", ids), register.enter("other", reversed(ids[:95]))
    few = register.enter("few", ids[:50])
    assert other.places is one.places
    assert few.places is not one.places
    assert [one[id] for id in ids] == list(range(100))
    assert [other[id] for id in ids] == list(range(100, 200)), "what only the sort has is a read of what is not there"
    assert list(register)[199] == register.name(199) == ("other", "claim-99")
    again = Register(register.rows())
    assert list(again) == list(register)
    assert again.of("other").places is again.of("one").places


def test_what_has_a_number_gets_no_other_by_a_sort() -> None:
    """A collection that had few keys and grows takes no sort that has one of these: it would get a second number."""
    register = Register()
    few = register.enter("grows", [0])
    register.enter("other", range(40))
    grown = register.enter("grows", range(40))
    assert grown is few
    assert grown[0] == 0
    assert [grown[key] for key in range(40)] == [register.number(read) for read in register if read[0] == "grows"]


@given(st.lists(st.tuples(
    st.sampled_from("abc"), st.lists(st.integers(0, 40), max_size=40), st.booleans(), st.booleans(),
)))  # fmt: skip
def test_whatever_is_entered_keeps_its_number(steps: list[tuple[str, list[int], bool, bool]]) -> None:
    """Each read has one number, from which it is named again; none changes, also where it is written down between."""
    register, known = Register(), dict[Read, int]()
    for collection, keys, at_once, written_down in steps:
        if at_once:
            numbers = register.enter(collection, keys)
            assert all(numbers[key] == register.number((collection, key)) for key in keys)
        for key in keys:
            assert known.setdefault((collection, key), register.number((collection, key))) >= 0
        if written_down:
            register = Register([(name, tuple(row)) for name, row in register.rows()])
    assert {read: register.number(read) for read in known} == known
    assert {number: register.name(number) for number in known.values()} == {n: read for read, n in known.items()}
    assert [register.number(read) for read in register] == list(range(len(register)))
    assert {*register.of("a").values()} == {number for number, read in enumerate(register) if read[0] == "a"}


# What one process keeps from build to build.


def untouched(changed: Set[int]) -> Set[int]:
    """Say that there are no outcomes."""
    return changed


class Names:
    """A view: it tells names, and counts how often it worked one out."""

    def __init__(self, corpus: NotingCorpus) -> None:
        self.corpus = corpus
        self.asked: list[str] = []
        self.name = corpus.memo(self._name)
        self.both = corpus.memo(lambda: self.name("a") + self.name("b"))

    def _name(self, id: str) -> str:
        self.asked.append(id)
        found = self.corpus.entities.get(id)
        return found.name if found else "?"


def test_what_reads_the_same_is_not_worked_out_again() -> None:
    """A process that goes on keeps what it worked out, but what was made of anything that changed since."""
    first = Names(noting(entity("a"), entity("b")))
    assert (first.both(), first.name("c")) == ("AB", "?")
    first.corpus.reads.close()
    changed = corpus_of(entity("a"), entity("b").changed(name="X"), entity("d"))
    again = Names(NotingCorpus.of(changed, before=first.corpus))
    numbers = again.corpus.reads.take_over(untouched)
    again.corpus.reads.close()
    assert (again.both(), again.name("a"), again.name("c")) == ("AX", "A", "?")
    assert again.asked == ["b"]
    told = {again.corpus.reads.register.name(number) for number in numbers if number >= 0}
    assert told == {
        ("entities", "b"), ("entities", "d"), ("entities", "*"), ("homes", "d"), ("homes", "*"),
        ("bearers", "b"), ("bearers", "x"), ("bearers", "d"), ("bearers", "*"),
    }  # fmt: skip
    with again.corpus.reads.apart() as ground:
        again.both()
    assert read_by(again.corpus, ground) == {("entities", "a"), ("entities", "b")}


def test_what_nobody_asked_for_is_passed_on() -> None:
    """What was worked out before is looked at when it is asked for; the rest when all settles, if there is room.

    Of what there is no room for, the oldest goes.
    """
    asked: list[str] = []

    def lengths(corpus: NotingCorpus) -> Any:
        def length(id: str) -> int:
            asked.append(id)
            return len(corpus.entities[id].name)

        return corpus.memo(length, 3)

    names = [entity(id) for id in "abcd"]
    first = noting(*names)
    of = lengths(first)
    assert [of(id) for id in "abc"] == [1, 1, 1]
    second = NotingCorpus.of(corpus_of(names[0], names[1].changed(name="XX"), *names[2:]), before=first)
    of = lengths(second)
    second.reads.take_over(untouched)
    assert (of("c"), of("d")) == (1, 1)
    second.reads.settle()
    third = NotingCorpus.of(second.__dict__["_plain"], before=second)
    of = lengths(third)
    third.reads.take_over(untouched)
    asked.clear()
    assert [of(id) for id in "acdb"] == [1, 1, 1, 2]
    assert asked == ["b"]
    fourth = NotingCorpus.of(second.__dict__["_plain"], before=third)  # which did not settle
    of = lengths(fourth)
    fourth.reads.take_over(untouched)
    asked.clear()
    assert [of(id) for id in "bdca"] == [2, 1, 1, 1]
    assert asked == ["a"]


def test_what_comes_to_be_and_what_goes_is_noticed() -> None:
    """Who asked for what was not there asks again when it is there; so does who had what is gone."""
    first = Names(noting(entity("a")))
    assert (first.name("a"), first.name("c")) == ("A", "?")
    second = Names(NotingCorpus.of(corpus_of(entity("c")), before=first.corpus))
    second.corpus.reads.take_over(untouched)
    second.corpus.reads.close()
    assert (second.name("a"), second.name("c")) == ("?", "C")
    third = Names(NotingCorpus.of(corpus_of(entity("a")), before=second.corpus))
    third.corpus.reads.take_over(untouched)
    assert (third.name("a"), third.name("c")) == ("A", "?")


def test_memos_that_cannot_be_told_apart_begin_anew() -> None:
    """Two memos of the same work are not taken for each other."""

    def named(corpus: NotingCorpus) -> tuple[list[Any], list[str]]:
        asked: list[str] = []

        def memo(sign: str) -> Any:
            return corpus.memo(lambda id: asked.append(id) or f"{sign}{corpus.entities[id].name}")  # type: ignore[func-returns-value]

        return [memo("1"), memo("2")], asked

    first = noting(entity("a"))
    assert [name("a") for name in named(first)[0]] == ["1A", "2A"]
    again = NotingCorpus.of(corpus_of(entity("a")), before=first)
    memos, asked = named(again)
    again.reads.take_over(untouched)
    assert [name("a") for name in reversed(memos)] == ["2A", "1A"]
    assert asked == ["a", "a"]


def test_outcomes_stay_while_what_they_are_made_of_does() -> None:
    """An outcome is worked out again where it may have changed, as whoever knows what it is made of says."""
    asked: list[str] = []

    def lengths(corpus: NotingCorpus) -> Any:
        def length(id: str) -> int:
            asked.append(id)
            return len(corpus.entities[id].name)

        return corpus.outcomes("lengths", length, lambda plain: plain.entities)

    first = noting(entity("a"), entity("b"))
    assert [lengths(first)(id) for id in ("a",)] == [1]
    again = NotingCorpus.of(corpus_of(entity("a"), entity("b")), before=first)
    of = lengths(again)
    again.reads.take_over(lambda changed: changed | {again.reads.number(("lengths", "b"))})
    assert (of("a"), of("b")) == (1, 1)
    assert asked == ["a", "b"]
    third = NotingCorpus.of(corpus_of(entity("a"), entity("b")), before=again)
    of = lengths(third)
    third.reads.take_over(lambda changed: changed | {third.reads.number(("lengths", "a"))})
    assert third.reads.digest(("lengths", "a")) == ABSENT != third.reads.digest(("lengths", "b"))


def test_indexes_that_stay_the_same_are_not_made_again() -> None:
    """Where nothing but words differ, indexes are those of before, but those that are made of words."""
    made: list[str] = []

    def indexes(corpus: NotingCorpus) -> list[Any]:
        def of(name: str, **how: Any) -> Any:
            def make(plain: Corpus) -> dict[str, str]:
                made.append(name)
                return {id: entity.name for id, entity in plain.entities.items()}

            return corpus.index(name, make, **how)

        return [of("lists"), of("words", of_words=True)]

    first = noting(entity("a"))
    indexes(first)
    again = NotingCorpus.of(corpus_of(entity("a")), before=first, same_indexes=True)
    lists, words = indexes(again)
    assert made == ["lists", "words", "words"]
    assert again.reads.take_over(untouched) == set()
    again.reads.close()
    with again.reads.apart() as ground:
        assert lists["a"] == words["a"] == "A"
    assert read_by(again, ground) == {("lists", "a"), ("words", "a")}
