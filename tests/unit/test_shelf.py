"""A shelf holds what one process made, for itself and for the processes that it starts afterwards."""

from __future__ import annotations

import multiprocessing
import sys
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corpus import Corpus
from generator.keeping import digest
from generator.markup import Html
from generator.reads import NotingCorpus
from generator.shelf import KEY_SIZE, Pile, Shelf
from tests.unit.test_reads import golden


def key(number: object) -> bytes:
    return digest(str(number).encode())


def test_what_is_put_is_found_and_nothing_else() -> None:
    """Each piece is found under its key, in whatever goes they were put there; the first of one key stays."""
    shelf, a, b, c, d = Shelf(), *map(key, "abcd")
    assert shelf.get(a) is None
    shelf.put([(a, b"one"), (b, b"")])
    shelf.put([(c, b"three" * 100_000), (a, b"another")])
    assert [shelf.get(one) for one in (a, b, c, d)] == [b"one", b"", b"three" * 100_000, None]
    with pytest.raises(ValueError, match="16 bytes"):
        shelf.put([(b"a", b"one")])


@given(st.lists(st.integers(0, 40)), st.sampled_from([0, (1 << 64) - 1, 1]))
def test_keys_that_belong_in_one_place_are_told_apart(numbers: list[int], start: int) -> None:
    """Keys that begin alike stand one behind the other, at the end of the table from its beginning on."""
    shelf, known = Shelf(), dict[bytes, bytes]()
    for place, number in enumerate(numbers):
        one = start.to_bytes(8, "little") + number.to_bytes(KEY_SIZE - 8, "little")
        shelf.put([(one, str(place).encode())])
        known.setdefault(one, str(place).encode())
    assert {one: shelf.get(one) for one in known} == known


@pytest.mark.skipif(sys.platform != "linux", reason="only where processes are forked")
def test_processes_that_begin_later_find_what_was_put() -> None:
    """Several forked processes read one shelf at the same time, each at its own place."""
    shelf = Shelf()
    shelf.put((key(number), str(number).encode() * 500) for number in range(2_000))
    with multiprocessing.get_context("fork").Pool(3, _take, (shelf,)) as pool:
        found = pool.map(_get, map(str, range(2_000)), 20)
    assert found == [str(number).encode() * 500 for number in range(2_000)]


@given(st.lists(st.lists(st.binary(max_size=300), max_size=4), max_size=20))
def test_a_pile_gives_back_what_was_put_in_its_order(parts: list[list[bytes]]) -> None:
    """Values come back as often as they are asked for, empty ones too; what is put between comes the next time."""
    pile, put = Pile(), list[bytes]()
    for part in parts:
        pile.put(part)
        put += part
        assert list(pile) == put
    assert len(pile) == len(put)


@given(st.lists(st.lists(st.binary(max_size=300), max_size=4), max_size=40), st.sets(st.integers(0, 50)))
def test_piles_are_joined_and_cut_like_lists(parts: list[list[bytes]], places: set[int]) -> None:
    """A pile of others, and what lies at some places of it or elsewhere, gives what a list would; none is changed."""
    piles = [Pile() for _ in parts]
    for pile, part in zip(piles, parts, strict=True):
        pile.put(part)
    whole, all_put = sum(piles, start=Pile()), list(chain.from_iterable(parts))
    assert list(whole) == all_put
    assert list(whole.only(places)) == [value for place, value in enumerate(all_put) if place in places]
    assert list(whole.without(places)) == [value for place, value in enumerate(all_put) if place not in places]
    left = whole.without(places)
    left.put([b"more"])
    assert list(left)[-1] == b"more"
    assert list(whole) == all_put


@pytest.mark.skipif(sys.platform != "linux", reason="only where processes are forked")
def test_a_pile_made_of_many_holds_few_files_open() -> None:
    """A process that goes on adding to a pile does not run out of files."""
    pile, before = Pile(), len(list(Path("/proc/self/fd").iterdir()))
    for number in range(100):
        more = Pile()
        more.put([str(number).encode()])
        pile = pile + more
    assert list(pile) == [str(number).encode() for number in range(100)]
    assert len(list(Path("/proc/self/fd").iterdir())) < before + 40


@pytest.mark.skipif(sys.platform != "linux", reason="only where processes are forked")
def test_a_pile_is_left_alone_by_processes_that_inherit_it() -> None:
    """Processes that are forked while a pile grows, and end, add nothing to it."""
    pile = Pile()
    for number in range(3):
        pile.put([str(number).encode()])
        with multiprocessing.get_context("fork").Pool(2) as pool:
            pool.map(_get_none, range(2))
            pool.close()
            pool.join()
    assert list(pile) == [b"0", b"1", b"2"]


def _get_none(number: int) -> None:
    """Do nothing in another process."""


_shelf = Shelf()


def _take(shelf: Shelf) -> None:
    global _shelf
    _shelf = shelf


def _get(number: str) -> bytes | None:
    return _shelf.get(key(number))


def drawing(corpus: Corpus, made: list[str]) -> object:
    def draw(id: str) -> Html:
        made.append(id)
        return Html(f"<p>{corpus.claims[id].date}{corpus.claims.get('nobody')}</p>")

    return draw


def test_a_piece_from_the_shelf_is_not_made_again_and_counts_as_read() -> None:
    """Whoever takes a piece has read what it was made of, and what was looked for in vain as well."""
    id = next(iter(golden().claims))
    corpora = NotingCorpus.of(golden()), NotingCorpus.of(golden())
    made: list[str] = []
    first, second = (corpus.memo(drawing(corpus, made), 5, "drawing") for corpus in corpora)  # type: ignore[arg-type]
    piece = corpora[0].reads.piece("drawing", id, lambda: first(id))
    assert piece is not None
    corpora[1].reads.shelf = Shelf()
    corpora[1].reads.shelf.put([piece])
    with corpora[1].reads.apart() as ground:
        html = second(id)
    assert (html, type(html), made) == (first(id), Html, [id])
    assert set(corpora[1].reads.read_by(ground)) == {("claims", id), ("claims", "nobody")}
