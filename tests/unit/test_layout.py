"""How a site is laid out is the same for the next build as long as records differ in words only; it is then kept."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator import keeping
from generator.corpus import Corpus
from generator.geography import Outlines
from generator.inspection.folding import words
from generator.layout import Layout, keep_layout, read_layout
from generator.load import load
from generator.matter import Matter
from generator.pages import Page, plan
from generator.reads import INDEXES, NotingCorpus
from generator.templates import gathered
from generator.views import ClaimViews

ROOT = Path(__file__).parents[2]
SITES = (ROOT / "tests" / "golden" / "pages" / "site", ROOT)


@cache
def laid_out(site: Path) -> tuple[Corpus, Layout]:
    corpus, problems = load(site)
    assert not [problem for problem in problems if problem.severity == "error"]
    matter = Matter(corpus, gathered([ROOT / "templates"]), ())
    matter.prepare()
    return corpus, Layout(matter.plan, matter.noting.of_no_words(), matter.inspector.statements.prior)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    corpus, layout = laid_out(SITES[0])
    keep_layout(tmp_path / "layout", layout, corpus, 3)
    return tmp_path / "layout"


@pytest.mark.parametrize("site", SITES, ids=["golden", "own"])
def test_what_was_kept_is_what_was_made(site: Path, tmp_path: Path) -> None:
    """Plan and indexes come back as they were, in their order: all but those that are made of words."""
    corpus, made = laid_out(site)
    keep_layout(tmp_path / "layout", made, corpus)
    read = read_layout(tmp_path / "layout", corpus)
    assert read is not None
    assert read.plan == made.plan
    assert list(read.plan.addresses) == list(made.plan.addresses)
    assert {name: [*index.items()] for name, (index, _) in read.indexes.items()} == {
        name: [*index.items()] for name, (index, _) in made.indexes.items()
    }
    assert read.indexes.keys() >= {*INDEXES, "facets", "readings", "gaps"}
    assert not read.indexes.keys() & {"terms", "history", "corrections", "entities", "sources", "claims", "proofs"}
    assert read.statements.written == made.statements.written
    assert read.reworded == frozenset()
    assert read.plan.pages[0].section is read.plan.pages[1].section, "what is one thing is read as one"


def test_indexes_that_are_ready_are_not_made(kept: Path) -> None:
    """A corpus takes the indexes that were kept, with the digests by which builds tell whether they changed."""
    corpus, made = laid_out(SITES[0])
    read = read_layout(kept, corpus, 3)
    assert read is not None
    noting = NotingCorpus.of(corpus, ready=read.indexes)

    def never(corpus: Corpus) -> dict[str, int]:
        raise AssertionError("made though it is there")

    for name in made.indexes.keys() - {*INDEXES}:
        assert noting.index(name, never).keys() == made.indexes[name][0].keys()
    wholes = noting.reads.wholes()
    assert {name: whole for name, (_, whole) in made.indexes.items()}.items() <= wholes.items()
    with pytest.raises(AssertionError):
        noting.index("of words", never, of_words=True)


def test_words_may_differ(kept: Path) -> None:
    corpus, _ = laid_out(SITES[0])
    id, claim = next((id, claim) for id, claim in corpus.claims.items() if isinstance(claim.text, str))
    assert isinstance(claim.text, str)
    said = {**corpus.claims, id: claim.changed(text=f"Else: {claim.text}")}
    digests = {other: digest for other, digest in corpus.digests.items() if other != id}
    read = read_layout(kept, replace(corpus, claims=said, digests={**digests, id: bytes(15) + b"1"}), 3)
    assert read is not None
    assert read.reworded == {id}


def test_only_what_is_worded_otherwise_is_worded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a claim in other words, the statement that is looked for is the new one; all others are known."""
    corpus, _ = laid_out(SITES[0])
    templates = gathered([ROOT / "templates"])
    first = Matter(corpus, templates, ())
    first.prepare()
    first.keep_layout(tmp_path / "layout")
    id, claim = next((id, claim) for id, claim in corpus.claims.items() if isinstance(claim.text, str))
    assert isinstance(claim.text, str)
    said = {**corpus.claims, id: claim.changed(text=f"Else: {claim.text}")}
    digests = {other: digest for other, digest in corpus.digests.items() if other != id}
    second = Matter(replace(corpus, claims=said, digests=digests), templates, ()).laid_out(tmp_path / "layout")
    worded: list[str] = []
    plain = ClaimViews.plain
    monkeypatch.setattr(ClaimViews, "plain", lambda self, id: worded.append(id) or plain(self, id))
    texts = second.inspector.statements.texts
    assert worded == [id]
    assert texts == {**first.inspector.statements.texts, id: f"Else: {first.inspector.statements.texts[id]}"}
    assert second.inspector.statements.find(words(texts[id]))[0].claims >= {id}


def test_nothing_else_may_differ(kept: Path) -> None:
    """A record with another date, a place less, another order, settings, files or history: all is laid out anew."""
    corpus, _ = laid_out(SITES[0])
    id, claim = next((id, claim) for id, claim in corpus.claims.items() if isinstance(claim.date, str))
    digests = {other: digest for other, digest in corpus.digests.items() if other != id}
    first = next(iter(corpus.homes))
    others = [
        replace(corpus, claims={**corpus.claims, id: claim.changed(date=None)}, digests=digests),
        replace(corpus, claims={**corpus.claims, id: claim.changed(tension=("nobody",))}, digests=digests),
        replace(corpus, sources=dict([*corpus.sources.items()][1:])),
        replace(corpus, entities=dict(reversed(corpus.entities.items()))),
        replace(corpus, settings=replace(corpus.settings, language="ar")),
        replace(corpus, homes={**corpus.homes, first: corpus.homes[first]._replace(file="data/else.yml")}),
    ]
    assert [read_layout(kept, other, 3) for other in others] == [None] * len(others)
    assert read_layout(kept, corpus, 4) is None
    assert read_layout(kept, corpus, 3) is not None


def test_another_program_begins_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "whole_program", lambda: b"another one")
    assert read_layout(kept, laid_out(SITES[0])[0], 3) is None


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-1], lambda data: data[:-9] + b"mis" + data[-6:]]
)
def test_a_damaged_file_is_none(kept: Path, damage: object) -> None:
    kept.write_bytes(damage(kept.read_bytes()))  # type: ignore[operator]
    assert read_layout(kept, laid_out(SITES[0])[0], 3) is None


class Hostile:
    """Stands in a file for a call."""

    def __init__(self, function: object, *given: object) -> None:
        self.call = function, given

    def __reduce__(self) -> tuple[object, object]:
        return self.call


def test_nothing_is_called_whoever_wrote_the_file(tmp_path: Path) -> None:
    """A file that somebody else put there may name any function of Python or of this program: none is run."""
    corpus, made = laid_out(SITES[0])
    for call in (
        Hostile(os.mkdir, str(tmp_path / "made")),
        Hostile(plan, corpus.settings.name),
        Hostile(keeping.digest, b"x"),
        Hostile(Outlines, {}),
        Hostile(Corpus, "x"),
        Hostile(Page),
    ):
        hostile = made._replace(indexes={"links": ({"x": call}, b"")})
        keep_layout(tmp_path / "layout", hostile, corpus)
        assert (tmp_path / "layout").exists()
        assert read_layout(tmp_path / "layout", corpus) is None
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("name", ["Page", "Plan", "Corpus", "Page.at", "Nothing"])
def test_no_sort_of_values_is_changed_by_a_file(tmp_path: Path, name: str) -> None:
    """Nor may a file write something on a class, though it is one of which layouts hold values."""
    corpus, made = laid_out(SITES[0])
    keep_layout(tmp_path / "layout", made, corpus)
    data = (tmp_path / "layout").read_bytes()
    key, head = data[: keeping.DIGEST_SIZE], data[keeping.HEAD :]
    start = 8 + int.from_bytes(head[:8], "little")
    named = b"".join(b"\x8c" + bytes([len(word)]) + word.encode() for word in (Page.__module__, name))
    change = b"\x80\x04" + named + b"\x93N}\x8c\x05taken\x8c\x03yess\x86b."
    keeping.keep(tmp_path / "layout", key, head[:start] + change)
    assert read_layout(tmp_path / "layout", corpus) is None
    assert not hasattr(Page, "taken") and not hasattr(Corpus, "taken")
