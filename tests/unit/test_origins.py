"""Reports and origins: golden cases with the whole explanation, and what holds for every corpus.

Each folder of `tests/golden/origins/` is a case: files laid over `base/`, and in `expected.txt` what is said of its
one claim. To accept what is said now: `python -m tests.unit.test_origins`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analyse.descent import MOST_DRAWN, Branch, above, below, descent, rests_of, sources_of
from generator.analyse.explanation import Ref, explain, telling, worded
from generator.analyse.origins import joined, reports
from generator.analyse.standing import caveats
from generator.corpus import Corpus
from generator.load import load
from generator.model import Attribution, Citation, Claim, Derivation, Entity, Link, Publisher, Source
from generator.words import ENGLISH
from tests.records import corpus_of

GOLDEN = Path(__file__).parents[1] / "golden" / "origins"
CASES = sorted(path.parents[1] for path in GOLDEN.glob("*/data/claims"))
FORBIDDEN = ("independent", "confirm", "verified", "proven", " true", "false", "fact")


def read(case: Path, folder: Path) -> Corpus:
    shutil.copytree(GOLDEN / "base", folder, dirs_exist_ok=True)
    shutil.copytree(case, folder, dirs_exist_ok=True)
    corpus, problems = load(folder)
    assert problems == []
    return corpus


def name(ref: Ref) -> str:
    return f"“{ref.text}”" if ref.sort == "words" else ref.text


def drawn(branches: tuple[Branch, ...], depth: int = 1) -> Iterator[str]:
    for branch in branches:
        how, again = f"{branch.how}: " if branch.how else "", " (once more)" if branch.again else ""
        yield f"{'  ' * depth}{how}{branch.source}{again}"
        yield from drawn(branch.inner, depth + 1)


def told(corpus: Corpus) -> str:
    """Write everything that is said of the reports of a claim, to be read by people."""
    claim = corpus.claims["the-claim"]
    found = explain(corpus, claim)
    lines = [found.count.words(ENGLISH), f"of known descent: {found.count.known}"]
    if found.count.disputed:
        lines += [f"origins against it: {found.count.origins_against}"]
    for number, origin in enumerate(found.origins, 1):
        lines += ["", f"origin {number}: {', '.join(origin.reports)}"]
        lines += [f"  because: {worded(reason, name)}" for reason in origin.reasons]
        lines += [f"  not known: {worded(doubt, name)}" for doubt in origin.doubts]
        lines += drawn(descent(corpus, origin.reports, rests_of(claim)).branches)
    lines += ["", *(worded(sentence, name) for sentence in found.more)]
    lines += [f"caveat: {caveat.text}" for caveat in caveats(corpus, claim) if caveat.kind in ("own-words", "disputed")]
    return "\n".join([*lines, ""])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, tmp_path: Path) -> None:
    """A claim's reports are counted, grouped and explained exactly as its case expects."""
    assert told(read(case, tmp_path)) == (case / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_explanation_says_that_reports_have_nothing_to_do_with_each_other(case: Path) -> None:
    """That no link is recorded is all that is ever said, and no word of it judges the claim."""
    words = (case / "expected.txt").read_text("utf-8").lower()
    assert [word for word in FORBIDDEN if word in words] == []


OUTLETS = ("o1", "o2", "o3", "o4")
FAMILY = ("o1", "o2")
NAMES = ("s0", "s1", "s2", "s3", "s4", "s5")
LINKS = st.one_of(
    st.builds(lambda who: Link(entity=who), st.sampled_from(OUTLETS)),
    st.builds(lambda who: Link(named=who), st.sampled_from(("N", "M"))),
    st.builds(lambda who: Link(anonymous=who), st.sampled_from(("they", "two people"))),
)
TOLD = st.one_of(
    st.builds(lambda chain: Attribution(how="explicit", chain=tuple(chain)), st.lists(LINKS, max_size=2)),
    st.just(Attribution(how="none")),
)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Return a claim with reports that derive from each other in any way, loops and lost sources included."""
    publishers = {id: Publisher(family="F") if id in FAMILY else Publisher() for id in OUTLETS}
    entities = [Entity(id=id, type="group", name=id, publisher=publishers[id]) for id in OUTLETS]
    sources = []
    for id in NAMES:
        above = draw(st.lists(st.sampled_from([*NAMES, "lost"]), max_size=2, unique=True))
        known = tuple(Derivation(source=other, how="summary") for other in above if other != id)
        sources.append(
            Source(
                id=id,
                title=id,
                type="article",
                outlet=draw(st.sampled_from([*OUTLETS, None])),
                derived_from=draw(st.sampled_from([known, (), (), "unknown"])),
                read=draw(st.booleans()) or id < "s3",
            )
        )
    cited = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5))
    citations = tuple(
        Citation(
            source=id,
            quote="x",
            attribution=draw(TOLD),
            rests_on=tuple(draw(st.lists(st.sampled_from(NAMES), max_size=1))),
            supports=draw(st.sampled_from(["supports", "supports", "supports", "refutes", "context"])),
        )
        for id in cited
    )
    return corpus_of(*entities, *sources, Claim(id="c", text="x", mode="act", citations=citations))


def with_claim(corpus: Corpus, citations: tuple[Citation, ...], *more: Source) -> Corpus:
    claim = corpus.claims["c"].changed(citations=citations)
    return replace(corpus, claims={"c": claim}, sources={**corpus.sources, **{each.id: each for each in more}})


@given(corpora(), st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_copy_never_raises_the_number_of_origins(corpus: Corpus, data: st.DataObject) -> None:
    """A source made from a report that is there already, cited for the same claim, adds a report and no origin."""
    claim = corpus.claims["c"]
    before = reports(corpus, claim)
    read = [*before.supporting, *before.refuting]
    if not read:
        return
    original = data.draw(st.sampled_from(read))
    side = "refutes" if original in before.refuting and original not in before.supporting else "supports"
    copy = Source(id="copy", title="copy", type="article", outlet=data.draw(st.sampled_from([*OUTLETS, None])),
                  derived_from=(Derivation(source=original, how="republication"),))  # fmt: skip
    citation = Citation(source="copy", quote="x", attribution=data.draw(TOLD), supports=side)  # type: ignore[arg-type]
    after_corpus = with_claim(corpus, (*claim.citations, citation), copy)
    after = reports(after_corpus, after_corpus.claims["c"])
    assert after.origins <= before.origins
    assert after.origins_against <= before.origins_against
    assert len(after.together) <= len(before.together)
    assert len(after.supporting) + len(after.refuting) == len(before.supporting) + len(before.refuting) + 1


def test_reports_hang_together_through_the_other_side_too() -> None:
    """Two that refute a claim are one origin where each shares something with one that supports it."""
    sources = (
        Source(id="for", title="x", type="article", outlet=None, authors=("Somebody",), url="https://example.org/a"),
        Source(id="against", title="y", type="article", outlet=None, authors=("Somebody",)),
        Source(id="against-too", title="z", type="article", outlet=None, url="https://example.org/a"),
    )
    sides = {"for": "supports", "against": "refutes", "against-too": "refutes"}
    citations = tuple(Citation(source=id, supports=side) for id, side in sides.items())  # type: ignore[arg-type]
    claim = Claim(id="c", text="x", mode="act", citations=citations)
    count = reports(corpus_of(*sources, claim), claim)
    assert (count.origins, count.origins_against, len(count.together)) == (1, 1, 1)


@given(corpora())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_numbers_follow_from_their_reasons(corpus: Corpus) -> None:
    """Never more origins than reports; each origin of several reports has a reason, and each bound one too."""
    claim = corpus.claims["c"]
    found = explain(corpus, claim)
    count = found.count
    assert count.known <= count.origins <= len(count.supporting)
    assert sorted(id for group in count.together for id in group) == sorted({*count.supporting, *count.refuting})
    assert (
        sum(origin.known for origin in found.origins) == len(found.origins) or len(found.origins) < 2 or count.at_most
    )
    for origin in found.origins:
        named = {part.text for reason in origin.reasons for part in reason if isinstance(part, Ref)}
        assert len(origin.reports) == 1 or set(origin.reports) <= named
        assert len(origin.reports) > 1 or not origin.reasons
        assert joined(origin.reports, telling(corpus, count.ties)) == (origin.reports,)


@given(corpora(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_files_and_citations_does_not_matter(corpus: Corpus, random: object) -> None:
    """Numbers and groups are the same in whatever order records and citations stand."""
    claim = corpus.claims["c"]
    citations, sources = list(claim.citations), list(corpus.sources.values())
    random.shuffle(citations)  # type: ignore[attr-defined]
    random.shuffle(sources)  # type: ignore[attr-defined]
    mixed = replace(with_claim(corpus, tuple(citations)), sources={each.id: each for each in sources})
    one, two = reports(corpus, claim), reports(mixed, mixed.claims["c"])
    assert (one.words(ENGLISH), one.origins, one.known) == (two.words(ENGLISH), two.origins, two.known)
    assert {frozenset(group) for group in one.together} == {frozenset(group) for group in two.together}
    assert {tie.mark for tie in one.ties} == {tie.mark for tie in two.ties}


@given(corpora())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_report_is_drawn(corpus: Corpus) -> None:
    """The branches of an origin show each of its reports, once with what comes from it, also where records loop."""
    claim = corpus.claims["c"]
    for origin in explain(corpus, claim).origins:
        shown = [line.strip() for line in drawn(descent(corpus, origin.reports, rests_of(claim)).branches)]
        first = [line.rpartition(": ")[2] for line in shown if "(once more)" not in line]
        assert set(origin.reports) <= set(first)
        assert len(first) == len(set(first))


@given(corpora(), st.sampled_from(NAMES))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_step_from_a_source_is_drawn(corpus: Corpus, source: str) -> None:
    """Each derivation above a source, and below it, is one line; what stands beneath a source stands there once."""
    steps = [(id, one.source) for id, record in corpus.sources.items() for one in record.derivations]
    for side, drawing in (("above", above(corpus, source)), ("below", below(corpus, source))):
        onward = steps if side == "above" else [(to, start) for start, to in steps]
        reached, waiting = {source}, [source]
        while waiting:
            start = waiting.pop()
            waiting += [to for one, to in onward if one == start and to not in reached]
            reached |= {to for one, to in onward if one == start}
        lines = list(lines_of(source, drawing.branches))
        assert sorted((start, to) for start, to, _ in lines) == sorted(step for step in onward if step[0] in reached)
        assert sorted(to for _, to, again in lines if not again) == sorted(reached - {source})
        assert drawing.left_out == 0


def lines_of(start: str, branches: tuple[Branch, ...]) -> Iterator[tuple[str, str, bool]]:
    for branch in branches:
        yield start, branch.source, branch.again
        yield from lines_of(branch.source, branch.inner)


@pytest.mark.parametrize("shape", ["chain", "ladder", "fan"])
def test_what_nobody_would_follow_is_counted(shape: str) -> None:
    """Of hundreds of sources above or below one, few are drawn, and those that are not are told as a number."""
    made: dict[str, list[str]] = {"s0": []}
    for at in range(1, 300):
        before = {"chain": [at - 1], "ladder": [at - 1, max(0, at - 2)], "fan": [0]}[shape]
        made[f"s{at}"] = [f"s{one}" for one in dict.fromkeys(before)]
    corpus = corpus_of(
        *(
            Source(id=id, title=id, type="article", outlet=None,
                   derived_from=tuple(Derivation(source=one, how="summary") for one in origins))
            for id, origins in made.items()
        )
    )  # fmt: skip
    drawings = [below(corpus, "s0")] if shape == "fan" else [above(corpus, "s299"), below(corpus, "s0")]
    for drawing in drawings:
        shown = [source for branch in drawing.branches for source in sources_of(branch)]
        assert len({*shown}) == MOST_DRAWN - 1
        assert len(shown) <= 3 * MOST_DRAWN
        assert len({*shown}) + drawing.left_out == 299


def test_the_nearest_are_drawn() -> None:
    """That a source has another direct origin is not left out because the first one has hundreds behind it."""
    chain = [f"s{number}" for number in range(300)]
    steps = [*zip(chain[1:], chain, strict=False), ("article", chain[-1]), ("article", "second"), ("article", chain[0])]
    of: dict[str, list[str]] = {id: [] for id in ("second", *chain, "article")}
    for id, origin in steps:
        of[id].append(origin)
    sources = (
        Source(id=id, title=id, type="article", outlet=None,
               derived_from=tuple(Derivation(source=one, how="summary") for one in origins))
        for id, origins in of.items()
    )  # fmt: skip
    drawing = above(corpus_of(*sources), "article")
    assert [branch.source for branch in drawing.branches] == [chain[-1], "second", chain[0]]
    assert drawing.left_out == len(of) - MOST_DRAWN


def accept() -> None:
    """Write every expectation as it is now."""
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            (case / "expected.txt").write_text(told(read(case, Path(folder))), "utf-8")


if __name__ == "__main__":
    accept()
