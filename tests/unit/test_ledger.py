"""What is kept of a build for the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from generator.inspection import PageFacts
from generator.ledger import Addresses, Ledger, Made, Outcome, numbered
from generator.model import Entity
from generator.problems import Problem
from generator.reads import NotingCorpus, Read, Register
from generator.shelf import Pile
from generator.upkeep import Upkeep, judge
from tests.records import corpus_of

BASIS = b"sixteen bytes of"
FACTS = PageFacts("a/index.html", (), ("b/",), (("b/index.html", "x"),), "one\ntwo")


ADDRESSES = Addresses()


def page(reads: bytes, file: str = "a/index.html") -> Made:
    """Return a page for which these were read, as it is kept."""
    leads, anchored = ADDRESSES.numbered(FACTS.targets), ADDRESSES.numbered(FACTS.anchors[0])
    return Made(file, b"state", "key", 12, reads, leads, anchored, FACTS.ids)


def noting(*register: Register, **names: str) -> NotingCorpus:
    entities = (Entity(id=id, type="group", name=name) for id, name in names.items())
    return NotingCorpus.of(corpus_of(*entities), *register)


def written(path: Path, corpus: NotingCorpus, *reads: Read) -> Made:
    """Write the ledger of a site of one page, for which these were read, and of one other file."""
    numbers = numbered(map(corpus.reads.number, reads))
    made = page(numbers)
    others = [PageFacts("other.html", ids="x\ny")]
    Ledger().next(BASIS, corpus.reads, pile(made), others, (), ADDRESSES.names).write(path)
    return made


def pile(*pages: Made) -> Pile:
    """Return pages as they are gathered for a ledger."""
    rows = Pile()
    rows.put(made.packed() for made in pages)
    return rows


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """A ledger holds every page as it was made, with what the inspection saw."""
    corpus = noting(a="A")
    made = written(tmp_path / "ledger", corpus, ("entities", "a"))
    again = Ledger.read(tmp_path / "ledger")
    assert [*again.pages] == [made]
    assert Addresses(again.addresses).facts(made) == FACTS
    assert again.others == {"other.html": "x\ny"}
    assert again.unchanged(BASIS, corpus.reads, {"a/index.html": b"state"}) == {"a/index.html": ("key", "one\ntwo", 0)}
    assert again.unchanged(b"another", corpus.reads, {"a/index.html": b"state"}) == {}


def test_what_waits_for_the_end_is_what_it_was() -> None:
    """A page and an outcome that lie on the disk while others are made come back as they were."""
    made, outcome = page(numbered([3, 1, 70_000])), Outcome(b"sixteen bytes of", numbered([2]))
    assert Made.unpacked(made.packed()) == made
    assert Outcome.unpacked(outcome.packed(1 << 40)) == (1 << 40, outcome)


@pytest.mark.parametrize("size", [0, 1, 40, 3_000])
def test_pages_that_lie_on_the_disk_are_written_like_others(tmp_path: Path, size: int) -> None:
    """A ledger is the same file, wherever its pages were; it is read as it was, when another one took its place."""
    reads = noting(a="A").reads
    pages = [page(numbered([number]), f"{number}/index.html") for number in range(size)]
    one, other = tmp_path / "one", tmp_path / "other"
    Ledger().next(BASIS, reads, pile(*pages), [], (), ADDRESSES.names).write(one)
    parts = pile(*pages[:7]) + pile(page(b"", "gone"), *pages[7:])
    Ledger().next(BASIS, reads, parts.without([min(size, 7)]), [], (), ADDRESSES.names).write(other)
    assert one.read_bytes() == other.read_bytes()
    last = Ledger.read(other)
    Ledger().write(other)
    assert [*last.pages] == [*last.pages] == pages
    assert [*Ledger.read(other).pages] == []


@pytest.mark.parametrize(("lacks", "again"), [(True, True), (False, False)])
def test_what_one_edition_lacks_sends_kept_pages_of_another_back(lacks: bool, again: bool) -> None:
    """Pages that are kept are judged again if a file or an anchor is gone, be it of an edition that was made whole."""
    asked: list[list[PageFacts]] = []

    def judge_site(root: object, facts: Iterable[PageFacts], *_: object) -> list[Problem]:
        asked.extend([list(facts), list(facts)])
        return []

    maker = SimpleNamespace(root=Path(), matter=SimpleNamespace(inspector=SimpleNamespace(judge_site=judge_site)))
    kept = page(numbered([]))
    shared = {"maker": maker, "made": [], "seen": [], "addresses": ADDRESSES}
    whole = SimpleNamespace(**shared, kept={}, stands=[], lacks=lacks)
    other = SimpleNamespace(**shared, kept={kept.file: kept.ids}, stands=[kept], lacks=False)
    judge(cast("list[Upkeep]", [whole, other]), frozenset())
    assert asked == [[FACTS], [FACTS]] if again else asked == [[], []]


@pytest.mark.parametrize(
    ("names", "state", "kept"),
    [({"a": "A", "b": "B"}, b"state", True), ({"a": "A", "b": "C"}, b"state", True),
     ({"a": "C", "b": "B"}, b"state", False), ({"b": "B"}, b"state", False), ({"a": "A"}, b"other", False),
     ({"a": "A", "c": "C"}, b"state", False)],
)  # fmt: skip
def test_a_page_stands_while_all_reads_the_same(
    tmp_path: Path, names: dict[str, str], state: bytes, kept: bool
) -> None:
    """A page stands while what was read for it, there or not, is the same, and its state too."""
    written(tmp_path / "ledger", noting(a="A", b="B"), ("entities", "a"), ("entities", "c"))
    again = Ledger.read(tmp_path / "ledger")
    assert bool(again.unchanged(BASIS, noting(**names).reads, {"a/index.html": state})) == kept


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x90", b"\x98" + 8 * b"\xc0"])
def test_what_is_no_ledger_is_an_empty_one(tmp_path: Path, damage: bytes) -> None:
    """Nothing is known from a file that is not there, is damaged, or was cut off."""
    path = tmp_path / "ledger"
    assert [*Ledger.read(path).pages] == []
    written(path, noting(a="A"), ("entities", "a"))
    whole = path.read_bytes()
    for data in (damage, whole[:-1], whole[: len(whole) // 2], whole + b"\xc0"):
        path.write_bytes(data)
        assert [*Ledger.read(path).pages] == []


@pytest.mark.parametrize("made_anew", [False, True])
@pytest.mark.parametrize(
    ("files", "ids", "lacks"),
    [({"a/index.html", "other.html"}, "one\ntwo", False), ({"a/index.html", "other.html"}, "two\none\nthree", False),
     ({"a/index.html", "other.html"}, "one", True), ({"a/index.html"}, "one\ntwo", True)],
)  # fmt: skip
def test_what_is_gone_is_noticed(tmp_path: Path, files: set[str], ids: str, lacks: bool, made_anew: bool) -> None:
    """A file or an anchor that is gone may leave kept pages leading nowhere; one that came may not.

    Where all pages are made anew, that is all that need be known of them.
    """
    written(tmp_path / "ledger", noting(a="A"), ("entities", "a"))
    last = Ledger.read(tmp_path / "ledger")
    if made_anew:
        last.forget_pages()
        assert [*last.pages] == []
    assert last.lacks({"a/index.html": ids}, files, range(len(last.rows))) == lacks


def initials(corpus: NotingCorpus) -> tuple[Callable[[str], str], list[str]]:
    """Return what tells with what letter a name begins, and the ids for which that was worked out."""
    asked = []

    def initial(id: str) -> str:
        asked.append(id)
        return corpus.entities[id].name[0]

    return corpus.outcomes("initials", initial, lambda plain: plain.entities), asked


def test_a_page_made_of_an_outcome_stands_while_that_comes_out_the_same(tmp_path: Path) -> None:
    """What a page is made of is worked out again when something in it changed, and the page made only if it differs."""
    path, pages = tmp_path / "ledger", {"a/index.html": b"state"}
    corpus = noting(a="Anne", b="Bert")
    initial, _ = initials(corpus)
    with corpus.reads.apart() as ground:
        assert initial("a") == "A"
    made = page(numbered(ground.reads))
    outcomes = told(corpus)
    Ledger().next(BASIS, corpus.reads, pile(made), [], outcomes).write(path)
    for names, again, stands in (
        ({"a": "Anne", "b": "Bart"}, [], True),
        ({"a": "Alma", "b": "Bart"}, ["a"], True),
        ({"a": "Alma", "b": "Bart"}, [], True),
        ({"a": "Berta", "b": "Bart"}, ["a"], False),
        ({"b": "Bart"}, [], False),
    ):
        last = Ledger.read(path)
        corpus = noting(last.register, **names)
        _, asked = initials(corpus)
        assert bool(last.unchanged(BASIS, corpus.reads, pages)) == stands
        assert asked == again
        outcomes = [*last.outcomes(BASIS, corpus.reads), *told(corpus)]
        last.next(BASIS, corpus.reads, pile(made), [], outcomes).write(path)
    assert outcomes == [], "what is gone is forgotten"
    assert not list(Ledger.read(path).outcomes(b"another basis", noting(a="Anne").reads))


def told(corpus: NotingCorpus) -> list[tuple[int, Outcome]]:
    came_out = corpus.reads.told().items()
    return [(corpus.reads.number(read), Outcome(made, numbered(ground.reads))) for read, (made, ground) in came_out]


def test_what_is_changed_back_has_changed(tmp_path: Path) -> None:
    """A ledger goes on from the last one, and knows what each build read: not what an earlier one did."""
    path, pages = tmp_path / "ledger", {"a/index.html": b"state"}
    made = written(path, noting(a="A"), ("entities", "a"))
    for name, stands in (("B", False), ("A", False), ("A", True), ("B", False)):
        last = Ledger.read(path)
        corpus = noting(last.register, a=name)
        assert bool(last.unchanged(BASIS, corpus.reads, pages)) == stands
        last.next(BASIS, corpus.reads, pile(made), [], (), ADDRESSES.names).write(path)


def test_a_read_that_comes_later_has_a_digest_of_its_own(tmp_path: Path) -> None:
    """What a later build asks for first, in a collection where nothing changed, is known from then on."""
    path, pages = tmp_path / "ledger", {"a/index.html": b"state"}
    written(path, noting(a="A"), ("entities", "a"))
    last = Ledger.read(path)
    corpus = noting(last.register, a="A")
    reads = [("entities", "a"), ("entities", "b"), ("homes", "c")]
    made = page(numbered(map(corpus.reads.number, reads)))
    last.next(BASIS, corpus.reads, pile(made), [], (), ADDRESSES.names).write(path)
    for names, stands in (
        ({"a": "A"}, True), ({"a": "A", "d": "D"}, True), ({"a": "B"}, False), ({"a": "A", "b": "B"}, False)
    ):  # fmt: skip
        again = Ledger.read(path)
        assert bool(again.unchanged(BASIS, noting(again.register, **names).reads, pages)) == stands


def test_what_may_have_changed_with_an_outcome_is_found_before_and_after_settling() -> None:
    """Outcomes of outcomes have changed with what the inner ones are made of, as far as that goes."""
    of = {10: [1, 2], 11: [10, 3], 12: [11], 13: [4], 14: [70_000], 15: [65_536, 131_072]}
    ledger = Ledger(made_of={number: numbered(reads) for number, reads in of.items()})
    expected = {1: {1, 10, 11, 12}, 3: {3, 11, 12}, 4: {4, 13}, 5: {5}, 70_000: {70_000, 14}}
    expected[256] = {256}  # whose bytes stand in those of 15, across two numbers
    for _ in range(2):
        assert {number: ledger.touched({number}) for number in expected} == expected
        assert ledger.touched({2, 4}) == {2, 4, 10, 11, 12, 13}
        ledger.settle()
