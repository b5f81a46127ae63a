"""Quotes of a corpus against the copies at hand, and proofs: golden sites, and what holds for all of them.

Each folder of `tests/golden/evidence/` but `base` is a case: files laid over the `base` of the rules and over this one,
whose `copies/` were taken in, and in `expected.txt` all that is wrong then. Where a case has a folder `later`, all is
proven first, and that is laid over it then; where it has a file `without-copies`, these are gone by then.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.corpus import Corpus
from generator.evidence import Store
from generator.extraction import extractor
from generator.handover import builds_of
from generator.load import Locator, load
from generator.model import Snapshot
from generator.problems import Problem
from generator.proofs import LOCK, Proof, read_proofs
from generator.proving import check_quotes, checking, on_record
from generator.proving.passages import passages
from generator.quotes import HOLDING

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(path.parent for path in (GOLDEN / "evidence").glob("*/expected.txt"))
DAY, LATER = "2026-01-02", "2026-03-04"


def site(root: Path, *layers: Path) -> Path:
    """Lay cases over the base site, and take its copies in."""
    for layer in (GOLDEN / "rules" / "base", GOLDEN / "evidence" / "base", *layers):
        shutil.copytree(layer, root, dirs_exist_ok=True)
    for copy in sorted((root / "copies").iterdir()):
        Store(root / "evidence").put(copy.read_bytes())
    for layer in layers:
        if (layer / "evidence").is_dir():
            shutil.copytree(layer / "evidence", root / "evidence", dirs_exist_ok=True)
    return root


def checked(root: Path, environ: Mapping[str, str] | None = None, *, jobs: int = 1, prove: str = "") -> list[Problem]:
    """Return what is wrong with the quotes and proofs of a site."""
    return checked_corpus(root, environ or {}, jobs=jobs, prove=prove)[1]


def checked_corpus(
    root: Path, environ: Mapping[str, str], *, jobs: int = 1, prove: str = ""
) -> tuple[Corpus, list[Problem]]:
    corpus, problems = load(root)
    corpus, more = check_quotes(root, corpus, Locator(root, corpus), environ, jobs=jobs, prove=prove)
    return corpus, [*problems, *more]


def line(problem: Problem) -> str:
    spot, hint = problem.spot, problem.hint.replace(extractor(), "EXTRACTOR")
    return f"{spot.file}:{spot.line}:{spot.column} {problem.severity}[{problem.code}] {problem.message} | {hint}"


def judged(case: Path, root: Path) -> list[str]:
    """Return what is wrong in a case, proofs first made where it wants them."""
    site(root, case)
    if (case / "later").is_dir():
        checked(root, prove=DAY)
        shutil.copytree(case / "later", root, dirs_exist_ok=True)
    if (root / "without-copies").exists():
        shutil.rmtree(root / "evidence")
    return [line(problem) for problem in checked(root)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, tmp_path: Path) -> None:
    """A site yields exactly the problems that its case expects, each at the words that are wrong."""
    assert judged(case, tmp_path) == (case / "expected.txt").read_text("utf-8").splitlines()


def test_every_sort_of_problem_has_a_golden_case() -> None:
    """Each code that verdicts, copies and proofs can have is shown by a case."""
    found = "".join((case / "expected.txt").read_text("utf-8") for case in CASES)
    source = "".join(p.read_text("utf-8") for p in (Path(checking.__file__).parent).glob("*.py"))
    codes = {code for code in (f"Q{number}" for number in range(100, 200)) if f'"{code}"' in source}
    assert len(codes) > 14
    assert {code for code in codes if f"[{code}]" not in found} == set()


def test_several_processes_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verdicts of many processes are those of one, what stands elsewhere included."""
    root = site(tmp_path, GOLDEN / "evidence" / "verdicts")
    one = checked(root)
    monkeypatch.setattr(checking, "FEW", 0)
    assert checked(root, jobs=3) == one
    assert {problem.code for problem in one} >= {"Q101", "Q105"}


@pytest.mark.parametrize(("lang", "unread"), [("en", False), ("fi", True), ("en-GB", False), ("ckb", True)])
def test_a_proof_says_that_no_limits_were_looked_for(tmp_path: Path, lang: str, unread: bool) -> None:
    """Where no word of a language that denies is known, a proof says that its words stand there, and no more."""
    root = site(tmp_path, GOLDEN / "evidence" / "older-version")
    source = root / "data" / "sources" / "article-a.yml"
    source.write_text(source.read_text("utf-8").replace("lang: en", f"lang: {lang}"), "utf-8")
    checked(root, prove=DAY)
    assert checked(root) == []
    (proof,) = load(root)[0].proofs.all
    assert (proof.unread, '"unread": true' in (root / LOCK).read_text("utf-8")) == (unread, unread)
    assert on_record(checked_corpus(root, {})[0])[1:] == (1, int(unread))


def test_copies_do_not_lie_in_a_built_site(tmp_path: Path) -> None:
    """Wherever a site was built, what else lies there is published with it, or removed."""
    root = site(tmp_path / "mine")
    out = tmp_path / "elsewhere"
    (builds_of(out) / "1").mkdir(parents=True)
    out.symlink_to(builds_of(out) / "1")
    shutil.copytree(root / "evidence", out / "copies")
    assert "Q124" in {problem.code for problem in checked(root, {"DOSSIER_EVIDENCE": str(out / "copies")})}


def test_without_copies_nothing_is_wrong(tmp_path: Path) -> None:
    """A machine without copies says nothing about quotes, however wrong they are."""
    root = site(tmp_path, GOLDEN / "evidence" / "verdicts")
    shutil.rmtree(root / "evidence")
    assert checked(root) == []


def test_copies_lie_where_the_settings_or_the_environment_say(tmp_path: Path) -> None:
    """A folder in the settings stands in for evidence/, and one in the environment for both."""
    root = site(tmp_path / "site", GOLDEN / "evidence" / "verdicts")
    found = checked(root)
    (root / "evidence").rename(tmp_path / "elsewhere")
    assert checked(root) == []
    assert checked(root, {"DOSSIER_EVIDENCE": str(tmp_path / "elsewhere")}) == found
    (root / "mkdocs.yml").write_text("site_name: X\nextra: {dossier: {evidence: ../elsewhere}}\n")
    assert checked(root) == found
    assert checked(root, {"DOSSIER_EVIDENCE": "nowhere"}) == []


# Proofs.


def proofs(root: Path) -> tuple[Proof, ...]:
    found, problems = read_proofs((root / LOCK).read_bytes())
    assert problems == []
    return found.all


def test_what_holds_is_put_on_record_and_nothing_else(tmp_path: Path) -> None:
    """Proofs are made of quotes that hold or are warned of, with their place; of no quote that is wrong."""
    root = site(tmp_path, GOLDEN / "evidence" / "verdicts")
    problems = checked(root, prove=DAY)
    made = {proof.record: proof for proof in proofs(root) if proof.part == "quote"}
    wrong = {problem.message for problem in problems if problem.severity == "error"}
    assert len(wrong) > 8
    assert {proof.verdict for proof in made.values()} == {*HOLDING, "cropped"}
    assert {"verbatim", "folded", "elided", "cropped-by-a-hedge"} <= made.keys()
    assert not made.keys() & {"altered", "absent", "reordered", "swallowed", "cropped-by-a-denial", "elsewhere"}
    text = (root / "copies" / "article-a.txt").read_text("utf-8")
    assert text[made["verbatim"].start : made["verbatim"].end] == "Group A attacked the town"
    assert made["folded"].exact == ("“Group A took the hill,” the residents said",)
    assert made["elided"].exact == ("The fighters came at night", "burned the bridge")
    assert {proof.on for proof in made.values()} == {DAY}


def test_what_is_put_on_record_counts_without_the_copy(tmp_path: Path) -> None:
    """Whatever a copy proves, a machine without it finds as good while nothing beside the quotes changes."""
    root = site(tmp_path, GOLDEN / "evidence" / "verdicts")
    checked(root, prove=DAY)
    assert {left.words for proof in proofs(root) for left in proof.carried} >= {"said", "up to"}
    with_copies = on_record(checked_corpus(root, {})[0])
    shutil.rmtree(root / "evidence")
    corpus, problems = checked_corpus(root, {})
    assert problems == []
    assert on_record(corpus) == with_copies
    assert with_copies[1] == sum(proof.part == "quote" for proof in proofs(root))


def test_a_quote_that_lost_what_made_it_fair_is_not_on_record(tmp_path: Path) -> None:
    """Without a copy too a quote counts as checked only while what it leaves out is said beside it."""
    case = GOLDEN / "evidence" / "no-longer-carried"
    root = site(tmp_path, case)
    checked(root, prove=DAY)
    before = proofs(root)
    shutil.rmtree(root / "evidence")
    assert on_record(checked_corpus(root, {})[0]) == (8, 8, 0)
    shutil.copytree(case / "later", root, dirs_exist_ok=True)
    assert on_record(checked_corpus(root, {})[0]) == (8, 1, 0)
    checked(root, prove=LATER)
    assert proofs(root) == before


def test_plain_checks_write_nothing(tmp_path: Path) -> None:
    """Only who proves writes."""
    root = site(tmp_path, GOLDEN / "evidence" / "verdicts")
    checked(root)
    assert not (root / LOCK).exists()


def test_a_proof_keeps_its_day_while_nothing_changes(tmp_path: Path) -> None:
    """Proving again on another day changes no byte; a quote that changed is proven on that day, the others are not."""
    root = site(tmp_path, GOLDEN / "evidence" / "quote-changed")
    checked(root, prove=DAY)
    first = (root / LOCK).read_bytes()
    checked(root, prove=LATER)
    assert (root / LOCK).read_bytes() == first
    shutil.copytree(GOLDEN / "evidence" / "quote-changed" / "later", root, dirs_exist_ok=True)
    checked(root, prove=LATER)
    assert sorted(proof.on for proof in proofs(root)) == [DAY, LATER]
    assert len(proofs(root)) == 2


def proven(root: Path, text: str, quote: str, context: str) -> Proof:
    """Return the proof of a quote with a context, against a copy with this text."""
    copy = Store(root / "evidence").put(text.encode())
    source = {"title": "T", "type": "article", "outlet": "outlet-a", "lang": "en", "derived_from": []}
    snapshot = {"sha256": copy, "media_type": "text/plain"}
    told = {"how": "explicit", "chain": [{"anonymous": "residents"}]}
    cited = {"source": "article-c", "quote": quote, "context": context, "attribution": told}
    claim = {"id": "twice", "mode": "act", "text": "[[group-a]] was at work.", "citations": [cited]}
    (root / "data/sources/article-c.yml").write_text(json.dumps({**source, "snapshot": snapshot}), "utf-8")
    (root / "data/claims").mkdir()
    (root / "data/claims/twice.yml").write_text(json.dumps([claim]), "utf-8")
    checked(root, prove=DAY)
    (found,) = (proof for proof in proofs(root) if proof.part == "quote")
    return found


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Group A left the town. On Monday Group A left the town again.", "On Monday Group A left the town again"),
        ("Group  A left the town. On Monday Group\nA left the town again.", "On Monday Group A left the town again"),
        ("Group A left the town. Reportedly Group A left the town again.", "Reportedly Group A left the town again"),
    ],
    ids=["letter for letter", "with other spaces", "with a hedge that the context carries"],
)
def test_words_that_stand_twice_are_proven_where_their_context_is(tmp_path: Path, text: str, context: str) -> None:
    """Of several places the one counts that the context names, with its own signs."""
    found = proven(site(tmp_path), text, "Group A left the town", context)
    there = text[found.start : found.end]
    assert found.start == text.rindex("Group")
    assert found.exact == (() if there == "Group A left the town" else (there,))


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (
            "Group A left the town. On Monday Group A left the town again.",
            "The mayor slept at home, and heard of nothing",
        ),
        ("Group  A left the town. On Monday Group A left the town again.", "On Monday Group A left the town again"),
        (
            "Perhaps Group A left the town. Reportedly on Monday Group A left the town.",
            "on Monday Group A left the town",
        ),
    ],
    ids=["a context that stands nowhere", "letter for letter in one place", "cropped in two ways"],
)
def test_a_proof_says_of_its_place_what_holds_there(tmp_path: Path, text: str, context: str) -> None:
    """Where the words of the context are no good, or are found in another way there, the first place counts."""
    found = proven(site(tmp_path), text, "Group A left the town", context)
    assert found.start == text.index("Group")
    assert (found.verdict == "folded") == (text[found.start : found.end] != "Group A left the town")


def test_proofs_of_copies_that_are_not_at_hand_are_kept(tmp_path: Path) -> None:
    """Who lacks a copy proves the rest, and takes nobody's proof away; not even that of a quote that was changed."""
    root = site(tmp_path, GOLDEN / "evidence" / "quote-changed")
    checked(root, prove=DAY)
    before = proofs(root)
    shutil.rmtree(root / "evidence")
    checked(root, prove=LATER)
    assert proofs(root) == before
    shutil.copytree(GOLDEN / "evidence" / "quote-changed" / "later", root, dirs_exist_ok=True)
    told = checked(root, prove=LATER)
    assert proofs(root) == before
    assert [problem.code for problem in told] == ["Q132"]


def test_proofs_in_another_encoding_are_one_fault_and_are_not_overwritten(tmp_path: Path) -> None:
    """Some shells write UTF-16: none of the lines can be read, and those of copies that are elsewhere are kept."""
    root = site(tmp_path, GOLDEN / "evidence" / "quote-changed")
    checked(root, prove=DAY)
    saved = (root / LOCK).read_text("utf-8").encode("utf-16")
    (root / LOCK).write_bytes(saved)
    told = checked(root, prove=LATER)
    assert [(problem.code, problem.spot.line) for problem in told if problem.severity == "error"] == [("Q131", 0)]
    assert (root / LOCK).read_bytes() == saved


def test_proofs_of_what_is_gone_are_dropped_by_who_proves(tmp_path: Path) -> None:
    """The proof of a claim that is gone stays until somebody proves; that of a claim that cannot be read stays."""
    root = site(tmp_path, GOLDEN / "evidence" / "claim-gone")
    checked(root, prove=DAY)
    kept = root / "data" / "claims" / "claims.yml"
    text = kept.read_text("utf-8")
    kept.write_text(text.replace("mode: act", "mode: akt"))
    assert "Q133" not in {problem.code for problem in checked(root, prove=LATER)}
    assert len(proofs(root)) == 2
    kept.write_text(text)
    shutil.copytree(GOLDEN / "evidence" / "claim-gone" / "later", root, dirs_exist_ok=True)
    assert "Q133" in {problem.code for problem in checked(root)}
    assert checked(root, prove=LATER) == []
    assert [proof.record for proof in proofs(root)] == ["stays"]


# The sample data.

ROOT = Path(__file__).parents[2]
# The text of the sample article belongs to its publisher and is no part of the project.
SEED = Path(os.environ.get("DOSSIER_SHARED", ROOT.parent / "shared")) / "seed" / "000_3d4ad7c81571ac1b.txt"


def test_every_quote_of_the_sample_is_on_record() -> None:
    """All quotes and contexts of the sample data are proven verbatim, against the copy that its source records."""
    corpus, problems = checked_corpus(ROOT, {"DOSSIER_EVIDENCE": "nowhere"})
    found = list(passages(corpus, Store(ROOT / "nowhere")))
    assert problems == []
    assert len(found) > 45
    for passage in found:
        snapshot = corpus.sources[passage.source].snapshot
        assert isinstance(snapshot, Snapshot)
        proof = corpus.proofs.find(passage.key, snapshot.sha256)
        assert proof is not None, passage
        assert proof.verdict == "verbatim"


@pytest.mark.skipif(not SEED.is_file(), reason=f"no copy of the sample article at {SEED}: its proofs are NOT checked")
def test_the_copy_of_the_sample_agrees_with_its_proofs(tmp_path: Path) -> None:
    """Where the article is at hand nothing is wrong with any quote or proof, and proving anew changes no byte."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for name in ("mkdocs.yml", LOCK):
        shutil.copy(ROOT / name, tmp_path)
    Store(tmp_path / "evidence").put(SEED.read_bytes())
    _, problems = checked_corpus(tmp_path, {})
    assert problems == []
    checked(tmp_path, prove=LATER)
    assert (tmp_path / LOCK).read_bytes() == (ROOT / LOCK).read_bytes()


@pytest.mark.parametrize(
    ("of_source", "of_quote", "found"), [("fr", "", True), ("en", "", False), ("en", "fr", True), ("", "", True)]
)
def test_a_copy_is_read_in_its_language(tmp_path: Path, of_source: str, of_quote: str, found: bool) -> None:
    """A word that ends as the French future does is one in French, and where a quote is in another language than its
    source, or no language is given."""
    root = site(tmp_path)
    copy = Store(root / "evidence").put(b"Le groupe A attaquera la ville de Barda.")
    source = {"title": "T", "type": "article", "outlet": "outlet-a", "derived_from": []}
    snapshot = {"sha256": copy, "media_type": "text/plain"}
    cited = {"source": "article-c", "quote": "la ville de Barda", "attribution": {"how": "none"}}
    lang = {"lang": of_source} if of_source else {}
    (root / "data/sources/article-c.yml").write_text(json.dumps({**source, **lang, "snapshot": snapshot}), "utf-8")
    (root / "data/claims").mkdir()
    cited |= {"lang": of_quote} if of_quote else {}
    claim = {"id": "town", "mode": "act", "text": "[[group-a]] was at work.", "citations": [cited]}
    (root / "data/claims/town.yml").write_text(json.dumps([claim]), "utf-8")
    assert any("attaquera" in problem.message for problem in checked(root)) == found
