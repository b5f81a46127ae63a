"""A shelf holds what one process made, for itself and for the processes that it starts afterwards."""

from __future__ import annotations

import multiprocessing
import sys

import pytest

from generator.corpus import Corpus
from generator.markup import Html
from generator.reads import NotingCorpus
from generator.shelf import Shelf
from tests.unit.test_reads import golden


def test_what_is_put_is_found_and_nothing_else() -> None:
    """Each piece is found under its key, however many were put there and in how many goes."""
    shelf = Shelf()
    assert shelf.get(b"a") is None
    shelf.put([(b"a", b"one"), (b"b", b"")])
    shelf.put([(b"c", b"three" * 100_000), (b"a", b"another")])
    assert [shelf.get(key) for key in (b"a", b"b", b"c", b"d")] == [b"one", b"", b"three" * 100_000, None]


@pytest.mark.skipif(sys.platform != "linux", reason="only where processes are forked")
def test_processes_that_begin_later_find_what_was_put() -> None:
    """Several forked processes read one shelf at the same time, each at its own place."""
    shelf = Shelf()
    shelf.put((str(number).encode(), str(number).encode() * 500) for number in range(2_000))
    with multiprocessing.get_context("fork").Pool(3, _take, (shelf,)) as pool:
        found = pool.map(_get, map(str, range(2_000)), 20)
    assert found == [str(number).encode() * 500 for number in range(2_000)]


_shelf = Shelf()


def _take(shelf: Shelf) -> None:
    global _shelf
    _shelf = shelf


def _get(number: str) -> bytes | None:
    return _shelf.get(number.encode())


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
