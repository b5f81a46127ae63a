"""The file of proofs: one line each, the same for the same proofs, and merged by git without a person."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.proofs import HEAD, LOCK, PROVABLE, Proof, Proofs, collected, digest, read_proofs, unlinked, written
from generator.quotes import LeftOut

ROOT = Path(__file__).parents[2]
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PROOFS = st.builds(
    Proof,
    record=st.sampled_from(["a", "b-1"]),
    source=st.sampled_from(["s", "t-2"]),
    part=st.sampled_from(["quote", "context"]),
    quote=st.sampled_from([digest("one"), digest("two")]),
    copy=st.sampled_from(["ab" * 32, "01" * 32]),
    start=st.integers(0, 9),
    end=st.integers(10, 99),
    verdict=st.sampled_from(PROVABLE),
    on=st.sampled_from(["2026-01-02", "2025-11-30"]),
    exact=st.lists(ODD, max_size=2).map(tuple),
    prefix=ODD,
    suffix=ODD,
    carried=st.lists(st.builds(LeftOut, st.sampled_from(["outside", "gap"]), ODD, ODD), max_size=2).map(tuple),
)


def proof(record: str = "claim", **more: object) -> Proof:
    made = Proof(record, "source", "quote", digest("words"), "ab" * 32, 3, 8, "verbatim", "2026-01-02")
    return replace(made, **more)  # type: ignore[arg-type]


@given(st.lists(PROOFS, max_size=8), st.randoms())
def test_proofs_are_read_as_they_were_written(made: list[Proof], chance: random.Random) -> None:
    """Whatever words a copy has, the file gives the same proofs again, and their order does not matter."""
    kept = collected(made)
    text = written(kept)
    assert read_proofs(text.encode()) == (kept, [])
    assert text.count("\n") == len(kept.all) + 1
    chance.shuffle(made)
    assert [(p.key, p.copy, p.start, p.end, p.verdict, p.on) for p in collected(made).all] == [
        (p.key, p.copy, p.start, p.end, p.verdict, p.on) for p in kept.all
    ]


def test_a_proof_made_twice_is_as_old_as_the_first() -> None:
    """Where a merge brings the same proof with two days, the earlier counts."""
    early, late = proof(on="2026-01-02"), proof(on="2026-05-06")
    assert collected([late, early]).all == (early,)
    assert read_proofs(written(Proofs((late, early))).encode())[0].all == (early,)


def test_a_proof_is_found_by_its_words_and_its_copy() -> None:
    """The same words proven against two copies are two proofs; of another copy there is none."""
    kept = collected([proof(), proof(copy="cd" * 32)])
    assert len(kept.by_key[proof().key]) == 2
    assert kept.find(proof().key, "cd" * 32) == proof(copy="cd" * 32)
    assert kept.find(proof().key, "ef" * 32) is None


def test_a_proof_goes_with_a_record_that_got_another_id() -> None:
    """Claims and sources keep their proofs under the ids that they have now; of the same one twice the older stays."""
    old, new = proof("old", on="2026-03-04"), proof("new")
    now = collected([old]).under({"old": "new", "source": "source-now"})
    assert [(one.record, one.source) for one in now.all] == [("new", "source-now")]
    assert collected([old, new]).under({"old": "new"}).all == (new,)
    assert collected([old]).under({"other": "new"}).all == (old,)


def test_a_proof_that_does_not_count_is_not_found() -> None:
    """What lost its ground stays on record, and no page says that it was checked."""
    kept = collected([proof(counts=False)])
    assert kept.by_key
    assert kept.find(proof().key, proof().copy) is None


def test_a_proof_of_an_older_version_is_read_and_stays_as_it_was() -> None:
    """A line that does not tell what its quote leaves out is a proof still, known as one, and written as it stood."""
    text = written(Proofs((proof(bound=False),)))
    assert "carried" not in text
    assert read_proofs(text.encode()) == (Proofs((proof(bound=False),)), [])


LINE = written(Proofs((proof(),))).splitlines()[1]


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "[1, 2]",
        '"text"',
        "{}",
        "[" * 5_000,
        LINE[:-1],
        LINE.replace('"claim"', "7"),
        LINE.replace("[3, 8]", "[8, 3]"),
        LINE.replace("[3, 8]", "[3]"),
        LINE.replace("[3, 8]", '["3", 8]'),
        LINE.replace("[3, 8]", "[true, 8]"),
        LINE.replace("ab" * 32, "ab"),
        LINE.replace("ab" * 32, "AB" * 32),
        LINE.replace("verbatim", "altered"),
        LINE.replace('"quote", "quote"', '"note", "quote"'),
        LINE.replace("2026-01-02", "2026-13-02"),
        LINE.replace("2026-01-02", "2026"),
        LINE.replace("}", ', "exact": "text"}'),
        LINE.replace("}", ', "prefix": "\\ud800"}'),
        LINE.replace('"claim"', '"\\udfff"'),
        LINE.replace("}", ', "more": 1}'),
        LINE.replace('"carried": []', '"carried": "denied"'),
        LINE.replace('"carried": []', '"carried": [["outside", "denial"]]'),
        LINE.replace('"carried": []', '"carried": [["beside", "denial", "denied"]]'),
        LINE.replace('"carried": []', '"carried": [["outside", "denial", 7]]'),
    ],
)
def test_what_is_no_proof_is_told_with_its_line(line: str) -> None:
    """A line that a merge or a hand has broken is a problem at its place, and counts for nothing."""
    kept, problems = read_proofs(f"# head\n{line}\n{LINE}\n".encode())
    assert kept.all == (proof(),)
    assert [(p.code, p.spot.file, p.spot.line) for p in problems] == [("Q131", LOCK, 2)]


def test_an_unlinked_proof_shows_no_word_of_the_copy() -> None:
    """What must not be shown leaves nothing but that, where and when the words were found."""
    shown = unlinked(proof(exact=("a",), prefix="b", suffix="c"))
    assert (shown.exact, shown.prefix, shown.suffix, shown.linked) == ((), "", "", False)
    assert shown.on == proof().on


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_git_merges_proofs_of_two_people(tmp_path: Path) -> None:
    """Two branches that prove neighbouring quotes merge without a conflict, into proofs that read well."""

    def git(*words: str) -> None:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    def prove(branch: str, *records: str) -> None:
        git("checkout", "-q", "-b", branch, "start")
        lock.write_text(written(collected([proof("b"), *map(proof, records)])), "utf-8")
        git("commit", "-qam", branch)

    lock = tmp_path / LOCK
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    git("init", "-q", "-b", "start")
    lock.write_text(written(collected([proof("b")])), "utf-8")
    git("add", ".")
    git("commit", "-qm", "start")
    prove("one", "c", "e")
    prove("two", "d", "e")
    git("merge", "-q", "one")
    kept, problems = read_proofs(lock.read_bytes())
    assert problems == []
    assert [each.record for each in kept.all] == ["b", "c", "d", "e"]


def test_a_mark_at_the_head_of_the_file_is_nothing() -> None:
    """What some editors put before the first letter of a file makes no proof of its first line, and hides none."""
    proofs, problems = read_proofs(b"\xef\xbb\xbf" + HEAD.encode())
    assert (proofs.all, problems) == ((), [])
